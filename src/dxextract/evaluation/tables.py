"""Tables: which of them were found, their cells, and their kinds.

Two tables are paired by the texts they share; a cell counts when its text stands in the same row and column. Tables
whose form the source lost (gold: ``form: lost``) and contents pages are optional: they may be given or not.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dxextract.evaluation.compared import ComparedPlan, ComparedTable
from dxextract.evaluation.pairing import pair
from dxextract.evaluation.records import Difference, Judged, RecordScore
from dxextract.evaluation.tally import Tally
from dxextract.evaluation.texts import soft

_SHARED_TEXT_FLOOR = 0.3


@dataclass(frozen=True)
class _Grid:
    """A table and its cells in soft form, blank ones left out."""

    table: ComparedTable
    cells: Counter[tuple[int, int, str]]
    texts: Counter[str]

    @classmethod
    def of(cls, table: ComparedTable) -> _Grid:
        cells = [(row, col, text) for row, col, raw in table.cells if (text := soft(raw))]
        return cls(table, Counter(cells), Counter(text for _, _, text in cells))

    @property
    def optional(self) -> bool:
        return self.table.form == "lost" or self.table.kind == "toc"


def score_tables(gold: ComparedPlan, output: ComparedPlan) -> dict[str, RecordScore]:
    """Scores of ``tables``, ``table_cells`` and ``table_kinds``."""
    pairing = pair(
        [_Grid.of(t) for t in gold.tables], [_Grid.of(t) for t in output.tables], _shared, _SHARED_TEXT_FLOOR
    )
    judged = [(one, other) for one, other in pairing.pairs if not one.optional]
    missing = [grid for grid in pairing.missing if not grid.optional]
    surplus = [grid for grid in pairing.surplus if grid.table.kind != "toc"]
    cells = Tally()
    for one, other in judged:
        cells += Tally.of_bags(one.cells, other.cells)
    for grid in missing:
        cells += Tally(0, grid.cells.total(), 0)
    whole = {id(other) for one, other in judged if one.cells == other.cells and one.table.kind == other.table.kind}
    given = [*(other for _, other in judged), *surplus]
    kinds = sum(one.table.kind == other.table.kind for one, other in judged)
    return {
        "tables": RecordScore(
            tally=Tally(len(judged), len(judged) + len(missing), len(judged) + len(surplus)),
            fields={},
            judged=tuple(Judged("tables", g.table.confidence, id(g) in whole, g.table.id) for g in given),
            differences=(
                *(Difference("missing", _name(grid)) for grid in missing),
                *(Difference("surplus", _name(grid)) for grid in surplus),
            ),
        ),
        "table_cells": RecordScore(tally=cells, fields={}, differences=tuple(_cell_differences(judged))),
        "table_kinds": RecordScore(tally=Tally(kinds, len(judged), len(judged)), fields={}),
    }


def _shared(one: _Grid, other: _Grid) -> float:
    """Share of the texts that both have, wherever they stand."""
    return 2 * (one.texts & other.texts).total() / max(1, one.texts.total() + other.texts.total())


def _cell_differences(pairs: list[tuple[_Grid, _Grid]]) -> list[Difference]:
    return [
        Difference(what, _name(one), f"({row}, {col}) {text}")
        for one, other in pairs
        for what, cells in (("missing", one.cells - other.cells), ("surplus", other.cells - one.cells))
        for row, col, text in cells.elements()
    ]


def _name(grid: _Grid) -> str:
    return " | ".join(text for _, _, text in sorted(grid.cells)[:4])
