"""Fits the figures of `dxextract.confidence`, and measures how far a confidence can be believed.

    python benchmarks/calibration.py [--worlds 4] [--held-out] [--fit] [--write docs/accuracy.md]

A record's chance to be right is modelled as its rule's worth times a factor of at most 1 for each doubt: the maximum
of the likelihood, with a few imagined records for each rule and doubt, so that one that was seldom seen counts
little. Records of the forgetful worlds count a tenth. `--fit` prints what the fit gives beside what stands in the
table; the rest is measured with the table as it stands, and, leave one plan out, with a fit that has not seen the plan.
`--held-out` adds the synthetic families that nothing is tuned on; only their totals are printed. Needs scipy (the extra
`tables-oracle` brings it). The five plans are left out where ../shared is missing.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from calibration_cases import Case, Observation, made_cases, observe, plan_cases, sample_cases, synthetic_cases
from scipy.optimize import minimize

from dxextract.confidence import DOUBTS, RULES, SURE, confidence

SEEDS = range(1, 3)
MOST = 0.98
FORGETFUL_WEIGHT = 0.1
IMAGINED_RULE = (12.0, 0.6)
"""Right and wrong records imagined for each rule."""
IMAGINED_DOUBT = (3.0, 0.3)
KINDS = ("sections", "measures", "kpis", "schedule", "commitments", "benchmarks", "roles", "glossary", "tables", "plan")
MARKS = ("<!-- calibration -->", "<!-- /calibration -->")

Worth = dict[str, float]


def fit(observations: Iterable[Observation]) -> Worth:
    """The worth of each rule and the factor of each doubt that occur."""
    counts: dict[tuple[str, frozenset[str]], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one in observations:
        weight = FORGETFUL_WEIGHT if one.world else 1.0
        counts[(one.rating.rule, frozenset(one.rating.doubts))][0 if one.right else 1] += weight
    rules = sorted({rule for rule, _ in counts})
    doubts = sorted({doubt for _, found in counts for doubt in found})
    place = {name: i for i, name in enumerate([*rules, *doubts])}
    terms = np.zeros((len(counts) + len(place), len(place)))
    for row, (rule, found) in enumerate(counts):
        terms[row, [place[rule], *(place[doubt] for doubt in found)]] = 1.0
    terms[len(counts) :] = np.eye(len(place))
    imagined = [IMAGINED_RULE] * len(rules) + [IMAGINED_DOUBT] * len(doubts)
    right, wrong = np.array([*counts.values(), *imagined]).T

    def loss(cost: np.ndarray) -> tuple[float, np.ndarray]:
        total = np.maximum(terms @ cost, 1e-4)
        chance = np.exp(-total)
        slope = terms.T @ (right - wrong * chance / (1 - chance))
        return float((right * total - wrong * np.log1p(-chance)).sum()), slope

    bounds = [(-math.log(MOST), 4.0)] * len(rules) + [(0.0, 4.0)] * len(doubts)
    found = minimize(loss, np.full(len(place), 0.1), jac=True, method="L-BFGS-B", bounds=bounds)
    return {name: float(np.exp(-found.x[i])) for name, i in place.items()}


def fitted(worth: Worth) -> Callable[[Observation], float]:
    """How sure a fit is of a record; what the fit has not seen costs what the table says."""
    table = RULES | {name: doubt.factor for name, doubt in DOUBTS.items()}

    def sureness(one: Observation) -> float:
        names = (one.rating.rule, *one.rating.doubts)
        return math.prod(worth.get(name, table.get(name, 0.85)) for name in names)

    return sureness


def shipped(one: Observation) -> float:
    return confidence(one.rating.rule, one.rating.doubts)


def sure_row(name: str, observations: Sequence[Observation], sureness: Callable[[Observation], float]) -> str:
    """``name | records | right | above 0.9 | of them right | at or below | of them right``."""
    sure = [one.right for one in observations if round(sureness(one), 2) > SURE]
    rest = [one.right for one in observations if round(sureness(one), 2) <= SURE]
    everything = [one.right for one in observations]
    cells = (f"{len(everything)}", _share(everything), f"{len(sure)}", _share(sure), f"{len(rest)}", _share(rest))
    return f"| {name} | {' | '.join(cells)} |"


def _share(right: Sequence[bool]) -> str:
    return f"{sum(right) / len(right):.3f}" if right else "–"


def sure_table(title: str, rows: Iterable[str]) -> str:
    head = f"| {title} | records | right | above 0.9 | of them right | 0.9 and below | of them right |"
    return "\n".join([head, "| --- | ---: | ---: | ---: | ---: | ---: | ---: |", *rows])


def reliability_table(observations: Sequence[Observation]) -> str:
    """The share of right records for each step of the confidence."""
    steps = [(0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.0)]
    rows = ["| confidence | records | mean confidence | right |", "| --- | ---: | ---: | ---: |"]
    for low, high in steps:
        here = [(value, one.right) for one in observations if low < (value := shipped(one)) <= high]
        if here:
            mean = sum(value for value, _ in here) / len(here)
            rows.append(f"| {low} to {high} | {len(here)} | {mean:.3f} | {_share([right for _, right in here])} |")
    return "\n".join(rows)


def report(observed: dict[str, list[Observation]], others: dict[str, list[Observation]], worlds: int) -> str:
    """The section of docs/accuracy.md; `others` are sets that the table is not fitted to."""
    tuned = [one for found in observed.values() for one in found]
    clean = [one for one in tuned if one.world == 0]
    names = {"plans": "five plans, text and PDF", "samples": "samples", "synthetic": "tuned synthetic families"}
    sets = [
        sure_row(label, [one for one in observed[name] if one.world == 0], shipped)
        for name, label in names.items()
        if observed.get(name)
    ]
    kinds = [sure_row(kind, [one for one in clean if one.kind == kind], shipped) for kind in KINDS]
    sets += [sure_row(label, found, shipped) for label, found in others.items()]
    if worlds:
        forgetful = [one for one in tuned if one.world]
        sets.append(sure_row(f"the first three, words forgotten ({worlds} worlds)", forgetful, shipped))
    plans = observed.get("plans", [])
    left_out = []
    for group in dict.fromkeys(one.group for one in plans):
        sureness = fitted(fit([one for one in tuned if one.group != group]))
        left_out.append(sure_row(group, [o for o in plans if o.group == group and o.world == 0], sureness))
    parts = [sure_table("set", sets), sure_table("list (the first three sets)", kinds), reliability_table(clean)]
    if left_out:
        parts.append(sure_table("leave one plan out: fitted without", left_out))
    return "\n\n".join(parts)


def fit_lines(observations: Iterable[Observation]) -> Iterable[str]:
    """Each rule and doubt: what the fit gives, what the table has."""
    table = RULES | {name: doubt.factor for name, doubt in DOUBTS.items()}
    for name, value in fit(observations).items():
        yield f"{name:28} {value:5.2f} {table.get(name, float('nan')):5.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worlds", type=int, default=4, help="how many worlds with words forgotten")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--write", type=Path, help="put the tables between the marks of this page")
    arguments = parser.parse_args()
    sets: dict[str, Iterable[Case]] = {
        "plans": plan_cases(),
        "samples": sample_cases(),
        "synthetic": synthetic_cases(SEEDS, held_out=False),
    }
    others = {"made plans (tests/makes, tests/office), not fitted to": made_cases(held_out=False)}
    if arguments.held_out:
        others["held-out synthetic families"] = synthetic_cases(SEEDS, held_out=True)
        others["held-out made plans"] = made_cases(held_out=True)
    worlds = range(arguments.worlds + 1)
    observed = {
        name: [one for case in cases for world in worlds for one in observe(case, world)]
        for name, cases in sets.items()
    }
    if arguments.fit:
        print("\n".join(fit_lines(one for found in observed.values() for one in found)))
    seen = {name: [one for case in cases for one in observe(case, 0)] for name, cases in others.items()}
    text = report(observed, seen, arguments.worlds)
    print(text)
    if arguments.write:
        page = arguments.write.read_text("utf-8")
        between = re.compile(f"(?<={re.escape(MARKS[0])}\n).*?(?={re.escape(MARKS[1])})", re.DOTALL)
        arguments.write.write_text(between.sub(lambda _: text + "\n", page), "utf-8")


if __name__ == "__main__":
    main()
