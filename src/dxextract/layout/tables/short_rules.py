"""Rules that part the right columns of a row only: what stands left of them belongs to all the rows that they part.

    施策A | 指標1 | 10件 | 20件
          |---------------------      a rule that begins right of 施策A and ends with the others
          | 指標2 | 30％ | 60％

Designed pages and web pages draw tables so, with a line below each row and none beside. Decides which rows such rules
make and which texts go on through several of them. Which rules make a table at all is decided in `ruleless`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dxextract.layout.model import Part, Ruling
from dxextract.layout.tables.open_tops import Row
from dxextract.layout.tolerances import SAME_EDGE

_FURTHER = 12.0
"""Points right of the table's left edge from which on a rule leaves room for a text."""


def parted_by_short_rules(rows: Sequence[Row], edge: Ruling, rulings: Iterable[Ruling]) -> list[Row]:
    """The rows, each parted where short rules part it; `edge` is one of the table's full rules."""
    short = sorted(
        (
            r
            for r in rulings
            if r.horizontal and abs(r.end - edge.end) <= SAME_EDGE and edge.start + _FURTHER < r.start < r.end
        ),
        key=lambda r: r.at,
    )
    return [part for row in rows for part in _parts(row, short)] if short else list(rows)


def _parts(row: Row, short: Sequence[Ruling]) -> list[Row]:
    inside = [r for r in short if row.top + SAME_EDGE < r.at < row.bottom - SAME_EDGE]
    if not inside or row.is_title or any(_crosses(rule, piece) for rule in inside for piece in row.pieces):
        return [row]
    texts: list[list[Part]] = [[] for _ in range(len(inside) + 1)]
    for piece in row.pieces:
        middle = (piece.box[1] + piece.box[3]) / 2
        above = [n for n, rule in enumerate(inside, 1) if rule.at <= middle and rule.start <= piece.box[0] + SAME_EDGE]
        texts[above[-1] if above else 0].append(piece)
    if not all(texts):
        return [row]
    tops = [row.top, *(rule.at for rule in inside)]
    bottoms = [*tops[1:], row.bottom]
    hung = [None, *(rule.start for rule in inside)]
    return [
        replace(row, top=top, bottom=bottom, pieces=tuple(pieces), hung=at)
        for top, bottom, pieces, at in zip(tops, bottoms, texts, hung, strict=True)
    ]


def _crosses(rule: Ruling, piece: Part) -> bool:
    """Whether a rule runs through a text: it begins left of its end and lies between its top and bottom."""
    return piece.box[2] > rule.start + SAME_EDGE and piece.box[1] + 1 < rule.at < piece.box[3] - 1
