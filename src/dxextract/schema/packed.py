"""Cells that are kept as bytes, for documents so long that their tables would fill the memory.

Decides how cells are packed, and how many tables are held open at a time; which tables are packed is decided by who
lays out the document and by who fills in what cells say. A packed table takes a tenth of the memory; looking at it
takes as long as making its cells anew, unless it was looked at a moment ago.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import overload

from dxextract.schema.document import Cell, Document, Table

_OPEN = 8
"""Tables held open. Stages walk over a document table by table, so more would hardly be met again (measured)."""
_QUICK = 1
"""The quickest level of zlib: a third of the bytes; the next ones gain little more and take longer."""


class PackedCells(Sequence[Cell]):
    """The cells of one table, equal to a tuple of the same cells; each look may give other objects of equal value."""

    __slots__ = ("_count", "_packed")

    def __init__(self, cells: Sequence[Cell]) -> None:
        self._count = len(cells)
        self._packed = zlib.compress(pickle.dumps(tuple(cells), pickle.HIGHEST_PROTOCOL), _QUICK)

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> PackedCells:
        """`cells` packed, themselves where they are."""
        return cells if isinstance(cells, cls) else cls(cells)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Cell: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, index: int | slice) -> Cell | tuple[Cell, ...]:
        return _unpacked(self._packed)[index]

    def __iter__(self) -> Iterator[Cell]:
        return iter(_unpacked(self._packed))

    def __contains__(self, cell: object) -> bool:
        return cell in _unpacked(self._packed)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (tuple, PackedCells)) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(_unpacked(self._packed))


@lru_cache(maxsize=_OPEN)
def _unpacked(packed: bytes) -> tuple[Cell, ...]:
    cells: tuple[Cell, ...] = pickle.loads(zlib.decompress(packed))
    return cells


def keeper_of(document: Document) -> Callable[[Table], Table]:
    """What keeps a table as those of `document` are kept: packed where one of them is, else as it is."""
    is_packed = any(isinstance(block.cells, PackedCells) for block in document.blocks if isinstance(block, Table))
    return _packed if is_packed else lambda table: table


def _packed(table: Table) -> Table:
    return replace(table, cells=PackedCells.of(table.cells), mended=table.mended and PackedCells.of(table.mended))
