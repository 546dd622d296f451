"""The plans that confidence is calibrated on, and the worlds that they are read in.

Cases: the five plans of ../shared (text and PDF), the samples, and the families of tests/synthetic, each with its gold.
A world is a seed: in world 0 the rules are as shipped; in every other one a share of the words that the plans use are
forgotten (a word always or never), so that a plan is read as one is whose words the lexicons lack.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import orjson

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from dxextract.assemble import assemble_rated  # noqa: E402
from dxextract.confidence import Rating  # noqa: E402
from dxextract.evaluation import ComparedPlan, load_compared, score_plan, to_compared  # noqa: E402
from dxextract.evaluation.compared import ComparedSection  # noqa: E402
from dxextract.export.json import plan_to_json  # noqa: E402
from dxextract.extract import extract_records  # noqa: E402
from dxextract.language import annotate  # noqa: E402
from dxextract.layout import lay_out, page_layouter, unfold_forms  # noqa: E402
from dxextract.read import read  # noqa: E402
from dxextract.rules import Family, RuleMatch, RuleSet, load_rules  # noqa: E402
from dxextract.schema.plan import PlanDocument  # noqa: E402
from dxextract.segment import segment  # noqa: E402
from dxextract.settings import Settings  # noqa: E402
from tests.makes.scores import HELD_OUT, sources  # noqa: E402
from tests.synthetic.families import FAMILIES, render  # noqa: E402
from tests.synthetic.story import Gold  # noqa: E402

SHARED = ROOT.parent / "shared"
FORGOTTEN_SHARE = 0.12
FORGETFUL = frozenset(
    "block_labels container_titles form_labels glossary_headings heading_marks indicator_names measure_chapters "
    "role_headings role_labels role_names table_headers table_sections time_columns".split()
)
"""Families that hold what a municipality words in its own way: labels, headings, names."""


class Case(NamedTuple):
    """One file with its gold. `group` is the plan: its text and its PDF are not independent of each other."""

    name: str
    group: str
    path: Path
    gold: ComparedPlan


@dataclass(frozen=True, slots=True)
class Observation:
    """One record as read in one world, what its confidence rests on, and whether it was right."""

    case: str
    group: str
    world: int
    kind: str
    rating: Rating
    right: bool


def plan_cases() -> Iterator[Case]:
    """The five plans where they lie beside the project, as text and as PDF."""
    for gold in sorted((SHARED / "acceptance" / "gold").glob("*.json")):
        for medium, suffix in (("text", ".txt"), ("pdf", ".pdf")):
            path = SHARED / "plans" / medium / f"{gold.stem}{suffix}"
            yield Case(f"{medium}.{gold.stem}", gold.stem, path, load_compared(gold))


def sample_cases() -> Iterator[Case]:
    for path in sorted((ROOT / "samples").iterdir()):
        if path.suffix in (".pdf", ".txt"):
            gold = ROOT / "samples" / "gold" / f"{path.stem}.json"
            yield Case(f"samples.{path.name}", path.stem, path, load_compared(gold))


def synthetic_cases(seeds: range, *, held_out: bool) -> Iterator[Case]:
    """The families that rules are tuned on, or those that they are not; a temporary file for each plan."""
    with tempfile.TemporaryDirectory() as folder:
        for name, family in FAMILIES.items():
            for seed in seeds if family.held_out is held_out else ():
                rendering = render(name, seed)
                path = Path(folder, f"{name}-{seed}{rendering.suffix}")
                path.write_bytes(rendering.data)
                yield Case(f"synthetic.{name}.{seed}", f"synthetic.{name}", path, _compared(rendering.gold))


def made_cases(*, held_out: bool) -> Iterator[Case]:
    """The plans of tests/makes and, with those that are tuned on, of tests/office."""
    for path in sources():
        if (path.stem in HELD_OUT) is held_out:
            gold = load_compared(path.with_name(f"{path.stem}.gold.json"))
            yield Case(f"makes.{path.name}", f"makes.{path.stem}", path, gold)
    for stated in () if held_out else sorted((ROOT / "tests" / "office" / "fixtures").glob("*.json")):
        path = next(one for one in stated.parent.glob(f"{stated.stem}.*") if one.suffix != ".json")
        records = {kind: tuple(found) for kind, found in orjson.loads(stated.read_bytes()).items()}
        yield Case(f"office.{stated.stem}", f"office.{stated.stem}", path, _compared(Gold(**records)))


def _compared(gold: Gold) -> ComparedPlan:
    records = {name: list(found) for name, found in asdict(gold).items()}
    sections = [ComparedSection(level=1, parent_title=s.pop("parent"), **s) for s in records.pop("sections")]
    return to_compared(records, "synthetic").model_copy(update={"sections": tuple(sections)})


def observe(case: Case, world: int) -> Iterator[Observation]:
    """The records of the case as read in that world; lists that its gold does not state are left out."""
    plan, ratings = _read(case.path, _rules_of(world))
    output = to_compared(orjson.loads(plan_to_json(plan)), case.name)
    by_id = {rating.record_id: rating for rating in ratings}
    for judged in score_plan(case.name, case.gold, output).judged:
        stated = case.gold.plan.title is not None if judged.kind == "plan" else getattr(case.gold, judged.kind)
        if stated:
            rating = by_id[judged.id or plan.plan.id]
            yield Observation(case.name, case.group, world, judged.kind, rating, judged.right)


def _read(path: Path, rules: RuleSet) -> tuple[PlanDocument, tuple[Rating, ...]]:
    """The pipeline (`dxextract.pipeline`) with rules of our own, and the ratings."""
    document = annotate(unfold_forms(lay_out(read(path, Settings(), page_layouter(rules)), rules), rules), rules)
    outline = segment(document, rules)
    return assemble_rated(document, outline, extract_records(document, outline, rules), rules)


def _rules_of(world: int) -> RuleSet:
    rules = load_rules()
    if world == 0:
        return rules
    return RuleSet(_Forgetful(family, world) if family.name in FORGETFUL else family for family in rules)


class _Forgetful(Family):
    """A family that does not know some of the texts that its rows match."""

    def __init__(self, family: Family, world: int) -> None:
        super().__init__(family.name, family.mode, family.rows, family.about)
        self._world = world

    def _knows(self, text: str) -> bool:
        digest = hashlib.sha256(f"{self._world}|{self.name}|{text}".encode()).digest()
        return int.from_bytes(digest[:4], "big") / 2**32 >= FORGOTTEN_SHARE

    def _match(self, text: str) -> RuleMatch | None:
        found = super()._match(text)
        return found if found and self._knows(self._prepared(text)[found.start : found.end]) else None

    def labels(self, text: str) -> tuple[str, ...]:
        return super().labels(text) if self.match(text) else ()

    def matches(self, text: str) -> tuple[RuleMatch, ...]:
        return super().matches(text) if self.match(text) else ()

    def find_all(self, text: str) -> tuple[RuleMatch, ...]:
        return tuple(found for found in super().find_all(text) if self._knows(text[found.start : found.end]))
