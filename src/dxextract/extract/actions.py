"""Which of a measure's actions (①, ②) a table's rows speak of.

Reads the column of action labels; a row without a label of its own inherits the label above it. Decides nothing about
what the actions are.
"""

from __future__ import annotations

from dxextract.schema.records import TableView

_LABEL_COLUMNS = ("action", "number")


def label_column(view: TableView) -> int | None:
    """The column that holds the action labels, or None."""
    candidates = [col for col, label in enumerate(view.columns) if label in _LABEL_COLUMNS]
    candidates += [col for col in range(min(2, view.table.n_cols)) if col not in candidates]
    for col in candidates:
        cells = [c for row in view.rows() if (c := row.get(col)) and c.text]
        labelled = [c for c in cells if any(m.kind == "action_label" for m in c.mentions)]
        if cells and len(labelled) * 2 > len(cells):
            return col
    return None


def carried_labels(view: TableView) -> list[tuple[str, ...]]:
    """For each data row the labels of its actions, carried down over rows without one; empty without a label column."""
    col = label_column(view)
    rows = view.rows()
    if col is None:
        return [()] * len(rows)
    carried: list[tuple[str, ...]] = []
    current: tuple[str, ...] = ()
    for row in rows:
        cell = row.get(col)
        if cell is not None and cell.text:
            current = tuple(m.label for m in cell.mentions if m.kind == "action_label" and m.label)
        carried.append(current)
    return carried
