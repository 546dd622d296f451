"""Boxes side by side that hold the values of one indicator: 現状(R6) over 18% beside 目標(R11) over 60%.

Decides which grids of one row are nothing but such boxes (drawn 1x2 below a name, they are no table), and which boxes
hold a label with its figure, so that both are one line: in one box, or in two that touch. What names the values, and
which of them belong together, is decided in `figure_cards`; labels beside figures on the bare page in `figure_runs`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dxextract.layout.box_relations import holds_middle
from dxextract.layout.boxes import Boxes
from dxextract.layout.containers import OUTSIDE
from dxextract.layout.figure_labels import SaysWhich
from dxextract.layout.figure_runs import FIGURE, SIGN, own_label
from dxextract.layout.lines import fragments_to_lines
from dxextract.layout.model import Fragment, Frame, Grid, Line
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.passage import Box, union_box

_MOST_LINES = 4
"""Lines of a box: a label, its year, and the figure with its unit."""
_TOUCHING = 3.0
"""Points between two boxes that are drawn as one."""
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Joined:
    """A label and its figure as one line, in place of the lines of these boxes."""

    line: Line
    owners: tuple[int, ...]


def without_value_rows(
    grids: Sequence[Grid],
    frames: Sequence[Frame],
    fragments: Sequence[Fragment],
    which: SaysWhich,
    tolerances: Tolerances,
) -> tuple[list[Grid], list[Frame]]:
    """The grids without those that are one row of values, and the frames with the cells of these."""
    kept: list[Grid] = []
    found = list(frames)
    for grid in grids:
        if _is_value_row(grid, fragments, which, tolerances):
            found += [Frame(cell.box, None, "#000000") for cell in grid.cells]
        else:
            kept.append(grid)
    return kept, found


def boxed_values(lines: Mapping[int, Sequence[Line]], boxes: Boxes, which: SaysWhich) -> list[Joined]:
    """Labels that stand in a box with their figure, or in one that touches the box of their figure."""
    frames = [n for n, own in lines.items() if n != OUTSIDE and own and not boxes.is_cell(n)]
    found = [
        Joined(_as_wide(line, boxes.boxes[n]), (n,)) for n in frames if (line := _value(lines[n], which)) is not None
    ]
    single = [n for n in frames if len(lines[n]) == 1]
    labels = [n for n in single if which(lines[n][0].text) in ("first", "middle", "last")]
    figures = [n for n in single if _is_figure(lines[n][0])] if labels else []
    for label in labels:
        beside = [n for n in figures if _touch(boxes.boxes[label], boxes.boxes[n])]
        line = _value([lines[label][0], lines[beside[0]][0]], which) if len(beside) == 1 else None
        if line is not None:
            both = union_box(boxes.boxes[n] for n in (label, beside[0]))
            found.append(Joined(_as_wide(line, both), (label, beside[0])))
    return found


def _is_value_row(grid: Grid, fragments: Sequence[Fragment], which: SaysWhich, tolerances: Tolerances) -> bool:
    """Whether a grid of one row holds labels and figures of values alone, and says which values they are."""
    if len(grid.ys) != 2 or len(grid.cells) < _FEWEST:
        return False
    told = figures = 0
    for cell in grid.cells:
        held = [f for f in fragments if holds_middle(cell.box, f.box)]
        lines = fragments_to_lines(held, tolerances) if held else []
        value = _value(lines, which) is not None
        label = len(lines) == 1 and which(lines[0].text) in ("first", "middle", "last")
        figure = len(lines) == 1 and _is_figure(lines[0])
        if not (value or label or figure):
            return False
        told, figures = told + (value or label), figures + (value or figure)
    return told > 0 and figures > 0


def _value(lines: Sequence[Line], which: SaysWhich) -> Line | None:
    """The lines of a box as one, where all but one say which value that one is; None for any others."""
    if not 1 < len(lines) <= _MOST_LINES or any(line.vertical for line in lines):
        return None
    figures = [line for line in lines if _is_figure(line)]
    labels = [line for line in lines if not _is_figure(line)]
    if len(figures) != 1 or not all(which(line.text) for line in labels):
        return None
    text = f"{' '.join(line.text for line in labels)} {figures[0].text}"
    if own_label(text, which) is None:
        return None
    ordered = (*labels, figures[0])
    box = union_box(line.box for line in lines)
    return figures[0]._replace(text=text, box=box, parts=tuple(part for line in ordered for part in line.parts))


def _as_wide(line: Line, box: Box) -> Line:
    """The line as wide as its box: what names the values begins above the first box, or stands over their middle."""
    return line._replace(box=(box[0], line.box[1], box[2], line.box[3]))


def _is_figure(line: Line) -> bool:
    return FIGURE.fullmatch(SIGN.sub("", line.text)) is not None


def _touch(label: Box, figure: Box) -> bool:
    """Whether the box of a figure touches that of its label at its right, or below it, as high or as wide."""
    level = max(abs(label[1] - figure[1]), abs(label[3] - figure[3])) <= _TOUCHING
    over = max(abs(label[0] - figure[0]), abs(label[2] - figure[2])) <= _TOUCHING
    beside = level and abs(figure[0] - label[2]) <= _TOUCHING
    return beside or (over and abs(figure[1] - label[3]) <= _TOUCHING)
