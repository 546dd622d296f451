"""A random plan from a seed: the same seed gives the same plan."""

from __future__ import annotations

import random

from tests.synthetic.model import Action, Figure, Indicator, Measure, Plan, Policy, Role, Task, Term
from tests.synthetic.topics import COMMON, Bank, Pillar, Topic

_HEADS = {"市": "市長", "町": "町長", "村": "村長"}


def random_plan(seed: int, *, large: bool = False, bank: Bank = COMMON) -> Plan:
    """The plan of `seed`: 2-4 policies with 1-3 measures each (4 with 4-5 when `large`), 3-5 years; `bank` fills it."""
    rng = random.Random(f"plan-{seed}-{large}" if large else f"plan-{seed}")
    suffix = rng.choice("市市町町村")
    first = rng.choice((2024, 2025, 2026))
    last = first + rng.choice((2, 3, 3, 4, 4))
    pillars = rng.sample(bank.pillars, 4 if large else rng.randint(2, 4))
    sizes = (4, 5) if large else (1, 3)
    points = (first - rng.choice((1, 1, 2)), *range(first, last + 1))
    policies: list[Policy] = []
    serial = 0
    for position, pillar in enumerate(pillars, 1):
        policy = _policy(rng, bank, pillar, position, serial, suffix, points, rng.randint(*sizes))
        serial += len(policy.measures)
        policies.append(policy)
    terms = sorted(rng.sample(bank.terms, rng.randint(7, 12)), key=bank.terms.index)
    return Plan(
        stem=rng.choice(bank.stems),
        suffix=suffix,
        title=rng.choice(bank.titles),
        first=first,
        last=last,
        slogan=rng.choice(bank.slogans),
        policies=tuple(policies),
        terms=tuple(Term(*term) for term in terms),
        roles=tuple(Role(role, holder.format(head=_HEADS[suffix]), duty) for role, holder, duty in bank.roles),
    )


def _policy(
    rng: random.Random,
    bank: Bank,
    pillar: Pillar,
    position: int,
    serial: int,
    suffix: str,
    points: tuple[int, ...],
    count: int,
) -> Policy:
    topics = rng.sample(pillar.topics, count)
    measures = tuple(
        _measure(rng, bank, topic, position, place, serial + place, suffix, points)
        for place, topic in enumerate(topics, 1)
    )
    return Policy(position, pillar.title, pillar.purpose, measures)


def _measure(
    rng: random.Random,
    bank: Bank,
    topic: Topic,
    policy: int,
    position: int,
    serial: int,
    suffix: str,
    points: tuple[int, ...],
) -> Measure:
    situation = rng.sample(bank.situations, rng.randint(1, 3))
    chosen = rng.sample(topic.indicators, rng.randint(1, len(topic.indicators)))
    actions = topic.actions[: rng.randint(2, len(topic.actions))]
    return Measure(
        policy=policy,
        position=position,
        serial=serial,
        title=topic.title,
        priority=rng.random() < 0.25,
        situation=tuple(s.format(topic=topic.title, suffix=suffix) for s in situation),
        actions=tuple(_action(rng, bank, title, points[1:]) for title in actions),
        indicators=tuple(_indicator(rng, one, points) for one in sorted(chosen, key=topic.indicators.index)),
        departments=tuple(rng.sample(bank.departments, rng.randint(1, 3))),
    )


def _action(rng: random.Random, bank: Bank, title: str, years: tuple[int, ...]) -> Action:
    sentences = rng.sample(bank.sentences, rng.randint(1, 2))
    return Action(title, tuple(s.format(action=title) for s in sentences), _tasks(rng, bank, years))


def _tasks(rng: random.Random, bank: Bank, years: tuple[int, ...]) -> tuple[Task, ...]:
    """One to three bars one after the other, mostly to the end, seldom with a gap before the first."""
    words = rng.choice(bank.tasks)
    count = min(rng.choice((1, 2, 2, 3)), len(words), len(years))
    words = tuple(sorted(rng.sample(words, count), key=words.index))
    start = rng.choice((0, 0, 0, 1)) if len(years) > count else 0
    stop = len(years) if rng.random() < 0.8 or len(years) - start <= count else len(years) - 1
    cuts = [start, *sorted(rng.sample(range(start + 1, stop), count - 1)), stop]
    return tuple(Task(text, years[a], years[b - 1]) for text, a, b in zip(words, cuts[:-1], cuts[1:], strict=True))


def _indicator(rng: random.Random, source: str, points: tuple[int, ...]) -> Indicator:
    """`points` are the years it has a value for, the baseline's first."""
    name, unit, kind = source.split("|")
    if kind == "done":
        values = ("未導入", *("検討中",) * (len(points) - 2), "導入済")
        figures = [Figure(year, words=word) for year, word in zip(points, values, strict=True)]
    else:
        figures = [Figure(year, number) for year, number in zip(points, _series(rng, kind, len(points)), strict=True)]
    if kind in ("count", "sum", "rate") and rng.random() < 0.12:
        figures[0] = Figure(points[0])
    if kind in ("rate", "count", "fall") and rng.random() < 0.2:
        last = figures[-1]
        figures[-1] = Figure(last.year, last.number, comparator="le" if kind == "fall" else "ge")
    return Indicator(
        name=f"{name}(累計)" if kind == "sum" else name,
        unit=unit or None,
        baseline=figures[0],
        steps=tuple(figures[1:-1]),
        target=figures[-1],
        definition=f"{name}を毎年度末に集計",
        cumulative=kind == "sum",
    )


def _series(rng: random.Random, kind: str, count: int) -> list[float | int]:
    """`count` values that rise, or fall, step by step."""
    if kind == "rate":
        low, high = rng.randint(5, 50), rng.randint(60, 100)
        decimals = 1 if rng.random() < 0.3 else 0
        first: float | int = low + rng.randint(1, 9) / 10 if decimals else low
        return [first, *(round(low + (high - low) * step / (count - 1)) for step in range(1, count))]
    scale = rng.choice((1, 1, 10, 100, 1000))
    if kind == "fall":
        start = rng.randint(40, 90)
        return [scale * (start - step * rng.randint(3, 4)) for step in range(count)]
    start = rng.randint(0, 20)
    grow = rng.randint(2, 9)
    return [scale * (start + grow * step) for step in range(count)]
