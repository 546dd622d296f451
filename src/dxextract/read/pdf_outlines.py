"""Drops the outlines that slide software draws around the glyphs of decorated text.

Decides that a small shape inside the box of a character is part of that character's picture. Only pages with many
such shapes are looked at: a check mark or a bullet drawn once stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.schema.raw import Char, Shape

_SMALL = 80.0
_CELL = 40.0
_SLACK = 0.12
_MANY = 30


def drop_glyph_outlines(shapes: tuple[Shape, ...], chars: Sequence[Char]) -> tuple[Shape, ...]:
    """`shapes` without those that lie within a character, if there are at least 30 of them."""
    small = [shape for shape in shapes if max(shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]) < _SMALL]
    if len(small) < _MANY:
        return shapes
    cells: dict[tuple[int, int], list[Char]] = {}
    for char in chars:
        if not char.text.isspace():
            for across in range(int(char.x0 // _CELL), int(char.x1 // _CELL) + 1):
                for down in range(int(char.top // _CELL), int(char.bottom // _CELL) + 1):
                    cells.setdefault((across, down), []).append(char)
    outlines = {id(shape) for shape in small if _is_inside(shape, cells)}
    if len(outlines) < _MANY:
        return shapes
    return tuple(shape for shape in shapes if id(shape) not in outlines)


def _is_inside(shape: Shape, cells: dict[tuple[int, int], list[Char]]) -> bool:
    x0, top, x1, bottom = shape.box
    near = cells.get((int((x0 + x1) / 2 // _CELL), int((top + bottom) / 2 // _CELL)), ())
    for char in near:
        slack = _SLACK * (char.bottom - char.top)
        if (
            char.x0 - slack <= x0
            and x1 <= char.x1 + slack
            and char.top - slack <= top
            and bottom <= char.bottom + slack
        ):
            return True
    return False
