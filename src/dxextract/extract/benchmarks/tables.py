"""Benchmarks set as a table: the municipality beside the nation or the prefecture, as columns or as rows.

The scope words stand in the header or in the first column; the other side names the indicator. A table without the
municipality's own figure is a statistic, not a comparison, and a KPI table is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dxextract.extract.measures import MeasureIndex
from dxextract.rules import RuleSet
from dxextract.rules.municipalities import load_gazetteer
from dxextract.schema.document import Cell, Document, Paragraph
from dxextract.schema.outline import Candidate, Claim
from dxextract.schema.passage import evidence_of
from dxextract.schema.plan import Benchmark, DateRef, Quantity, ReferenceQuantity
from dxextract.schema.records import TableView

_MAX_LABEL = 20
_MUNICIPALITY = re.compile("[一-龥々ァ-ヶー]{1,7}[市町村区]")
_PREFECTURE = re.compile("[一-龥々]{2,3}[都府県](?:平均|全体)?")
_DATED_NAME = re.compile(
    r"\s*[（(][^（()）]*[0-9０-９元][^（()）]*(?:年|月|度)[^（()）]*[)）]$|\s*[（(](?:令和|平成|R|H)\s?[0-9０-９元][^（()）]*[)）]$|\s*[（(][^（()）]*年度?[^（()）]*[)）]$"
)
_ROUND_DATE = 6  # characters beside a date in its cell: 時点, (速報値)
_IN_END_BRACKET = re.compile(r"[末日時点現在]{0,4}[)）]$")
"""What closes a cell whose date stands in brackets behind a source (`国土交通省（令和5年度末）`)."""


def table_benchmarks(
    view: TableView, document: Document, index: MeasureIndex, rules: RuleSet
) -> Iterator[Candidate[Benchmark]]:
    """One benchmark for each indicator and outside figure."""
    if view.kind not in ("generic", "form"):
        return
    grid = view.table.grid()
    top = {col: _scope(grid.get((0, col)), rules) for col in range(view.table.n_cols)}
    side = {row: _scope(grid.get((row, 0)), rules) for row in range(view.table.n_rows)}
    if _is_comparison(top):
        rows = range(1, view.table.n_rows)
        pairs = [((row, col), (row, _own(top)), (row, 0)) for row in rows for col in _outside(top)]
    elif _is_comparison(side):
        columns = range(1, view.table.n_cols)
        pairs = [((row, col), (_own(side), col), (0, col)) for col in columns for row in _outside(side)]
    else:
        return
    scopes = top if _is_comparison(top) else side
    by_column = scopes is top
    dated = (
        [col for col in range(1, view.table.n_cols) if col not in scopes or scopes[col] is None] if by_column else []
    )
    measure = index.of_block(view.block)
    for reference, own, label in pairs:
        cells = [grid.get(place) for place in (reference, own, label)]
        if any(cell is None or not cell.text for cell in cells):
            continue
        outside, mine, name = (cell for cell in cells if cell is not None)
        scope = scopes[reference[1] if by_column else reference[0]]
        if outside.quantity is None or outside.quantity.state != "numeric" or mine.quantity is None:
            continue
        at = next((d for d in (_whole_date(grid.get((reference[0], col))) for col in dated) if d), None)
        at = at or next((m.date for m in name.mentions if m.kind == "date"), None)
        record = Benchmark(
            id="",
            measure_id=measure.id if measure else None,
            name=_DATED_NAME.sub("", name.text),
            reference=ReferenceQuantity.model_validate({**_value(outside, at).model_dump(), "scope": scope}),
            own=_value(mine, at),
            source=_source(view, document, rules),
            evidence=evidence_of(cell.passage for cell in sorted((outside, mine, name), key=lambda c: (c.row, c.col))),
        )
        yield Candidate(record, "benchmark.table", 0.7, (Claim(view.block, reference[0], reference[0] + 1),))


def _value(cell: Cell, at: DateRef | None) -> Quantity:
    assert cell.quantity is not None
    own = cell.quantity
    return own.model_copy(update={"at": at}) if own.at is None and at is not None else own


def _whole_date(cell: Cell | None) -> DateRef | None:
    """The date that a cell holds and nothing else (`令和5年度` in a column 時点), or in brackets behind its source."""
    dates = [one for one in cell.mentions if one.kind == "date"] if cell else []
    if cell is None or len(dates) != 1:
        return None
    behind = cell.text[: dates[0].start].endswith(("(", "（")) and _IN_END_BRACKET.match(cell.text, dates[0].end)
    if not behind and len(cell.text) - (dates[0].end - dates[0].start) > _ROUND_DATE:
        return None
    return dates[0].date


def _scope(cell: Cell | None, rules: RuleSet) -> str | None:
    """`national`, `prefectural` or `own` for a header or label that says whose figures follow."""
    if cell is None or not cell.text or len(cell.text) > _MAX_LABEL:
        return None
    if label := rules["benchmark_scopes"].label(cell.text):
        return label
    if _MUNICIPALITY.fullmatch(cell.text):  # whose table it is, in a plan of its own
        return "own"
    if _PREFECTURE.fullmatch(cell.text):
        return "prefectural"
    named = load_gazetteer().named(cell.text)
    if named:
        return "prefectural" if named[0].is_prefecture else "own"
    return "own" if cell.text in ("市", "町", "村", "区") else "national" if cell.text == "国" else None


def _is_comparison(scopes: dict[int, str | None]) -> bool:
    found = list(scopes.values())
    return found.count("own") == 1 and ("national" in found or "prefectural" in found)


def _own(scopes: dict[int, str | None]) -> int:
    return next(place for place, scope in scopes.items() if scope == "own")


def _outside(scopes: dict[int, str | None]) -> list[int]:
    return [place for place, scope in scopes.items() if scope in ("national", "prefectural")]


def _source(view: TableView, document: Document, rules: RuleSet) -> str | None:
    """The note right behind the table (出典:…)."""
    following = document.blocks[view.block + 1] if view.block + 1 < len(document.blocks) else None
    return source_in(following.text, rules) if isinstance(following, Paragraph) and len(following.text) <= 80 else None


def source_in(text: str, rules: RuleSet, before: int | None = None) -> str | None:
    """The survey or paper that a note or sentence names; of several the last before position `before`."""
    found = rules["source_notes"].find_all(text)
    nearest = [hit for hit in found if before is not None and hit.start < before][-1:]
    return next((group.strip(" 　)）") for hit in nearest + list(found) for group in hit.groups if group), None)
