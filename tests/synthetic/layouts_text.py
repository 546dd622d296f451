"""Stories set as text: tab-separated as converters write it, Markdown, and aligned with spaces as pdftotext prints."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from tests.synthetic.story import (
    Block,
    Bullet,
    Card,
    Cell,
    Chart,
    Definition,
    Grid,
    Heading,
    NewPage,
    Para,
    Story,
    Typeset,
)


def to_matrix(grid: Grid) -> list[list[str]]:
    """The grid filled up: a merged cell's text stands in its first place, the others are blank."""
    width = len(grid.widths)
    matrix = [[""] * width for _ in grid.rows]
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(grid.rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            matrix[r][c] = plain(cell)
            taken |= {(r + dr, c + dc) for dr in range(cell.rows) for dc in range(cell.cols)}
            c += cell.cols
    return matrix


def plain(cell: Cell) -> str:
    return "".join(cell.lines) if cell.lines else cell.text.replace("\n", "")


def heading_text(heading: Heading) -> str:
    return heading.text + (f"【{heading.mark.strip('【】')}】" if heading.mark else "")


def tabbed(story: Story, facet_mark: str) -> str:
    """One paragraph on one line, tables with tabs."""
    parts = ["\n".join(story.cover)]
    for block in story.blocks:
        match block:
            case Heading(role="facet"):
                parts.append(_marked(block.title, facet_mark))
            case Heading():
                parts.append(heading_text(block))
            case Para():
                parts.append(block.text)
            case Bullet():
                parts.append(f"{block.mark}{'' if block.mark == '・' else ' '}{block.text}")
            case Definition():
                parts.append(f"{block.term}\n{block.text}")
            case Grid():
                parts.append("\n".join("\t".join(row) for row in to_matrix(block)))
            case NewPage():
                parts.append("")
            case Card() | Chart() | Typeset():
                raise ValueError(f"{type(block).__name__} is drawn")
    return _joined(story, parts)


def _joined(story: Story, parts: Sequence[str]) -> str:
    """The parts with blank lines between them, but none between the lines of one list."""
    text = parts[0]
    before: Block | None = None
    for block, part in zip(story.blocks, parts[1:], strict=True):
        together = isinstance(block, Bullet) and isinstance(before, Bullet)
        text += ("\n" if together else "\n\n") + part
        before = block
    return text + "\n"


def _marked(title: str, mark: str) -> str:
    return f"{mark[0]}{title}{mark[1]}" if len(mark) == 2 else f"{mark}{title}"


def markdown(story: Story) -> str:
    """Headings with #, lists with -, tables with |."""
    lines = [f"# {story.cover[0]}", "", *story.cover[1:], ""]
    for block in story.blocks:
        match block:
            case Heading():
                lines += [f"{'#' * (block.depth + 1)} {heading_text(block)}", ""]
            case Para():
                lines += [block.text, ""]
            case Bullet():
                lines.append(f"{'  ' * block.depth}- {'' if block.mark == '・' else block.mark + ' '}{block.text}")
                continue
            case Definition():
                lines += [f"**{block.term}**", f": {block.text}", ""]
            case Grid():
                lines += [*_piped(block), ""]
            case Card() | Chart() | Typeset() | NewPage():
                raise ValueError(f"{type(block).__name__} is drawn")
    text = "\n".join(lines) + "\n"
    return _spaced_lists(text)


def _spaced_lists(text: str) -> str:
    """A blank line after each list, before what follows it."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and lines[-1].lstrip().startswith("- ") and line and not line.lstrip().startswith("- "):
            lines.append("")
        lines.append(line)
    return "\n".join(lines)


def _piped(grid: Grid) -> Iterator[str]:
    matrix = to_matrix(grid)
    yield from (f"| {' | '.join(row)} |" for row in matrix[: grid.header_rows])
    yield "|" + " --- |" * len(grid.widths)
    yield from (f"| {' | '.join(row)} |" for row in matrix[grid.header_rows :])


_LINE = 80
"""Columns of an aligned text; a Japanese character takes two."""
_PAGE = 52
"""Lines of a page."""


def aligned(story: Story, facet_mark: str) -> str:
    """As ``pdftotext -layout`` prints: hard wraps, tables aligned with spaces, page numbers, form feeds."""
    lines: list[str] = ["", "", *(" " * 20 + line for line in story.cover), "\f"]
    for block in story.blocks:
        match block:
            case Heading(role="facet"):
                lines += ["", _marked(block.title, facet_mark)]
            case Heading():
                lines += ["", heading_text(block), ""]
            case Para():
                lines += [*_wrapped("　" + block.text, _LINE), ""]
            case Bullet():
                gap = "" if block.mark == "・" else " "
                indent = "  " * (block.depth + 1)
                first, *rest = _wrapped(block.mark + gap + block.text, _LINE - len(indent))
                lines += [indent + first, *(f"{indent}  {line}" for line in rest)]
            case Definition():
                lines += [block.term, *(f"    {line}" for line in _wrapped(block.text, _LINE - 4))]
            case Grid():
                lines += ["", *_aligned_grid(block), ""]
            case Card() | Chart() | Typeset() | NewPage():
                raise ValueError(f"{type(block).__name__} is drawn")
    return _paged(lines)


def _paged(lines: Sequence[str]) -> str:
    pages: list[list[str]] = [[]]
    for line in lines:
        if line == "\f" or len(pages[-1]) >= _PAGE:
            pages.append([])
        if line != "\f":
            pages[-1].append(line)
    numbered = ["\n".join([*page, "", " " * 38 + str(number)]) for number, page in enumerate(pages, 0)]
    return "\n\f".join(numbered) + "\n"


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _wrapped(text: str, width: int) -> list[str]:
    """`text` cut into lines of at most `width` columns; a closing mark stays on its line."""
    lines, line = [], ""
    for char in text:
        if _columns(line) + _columns(char) > width and char not in "。、）)」":
            lines.append(line)
            line = ""
        line += char
    return [*lines, line] if line or not lines else lines


def _aligned_grid(grid: Grid) -> Iterator[str]:
    """Each row as many lines as its tallest cell; columns two spaces apart."""
    matrix = to_matrix(grid)
    room = _LINE - 2 * (len(grid.widths) - 1)
    widths = [max(6, int(room * width / sum(grid.widths))) // 2 * 2 for width in grid.widths]
    for row in matrix:
        cells = [_wrapped(text, width) if text else [""] for text, width in zip(row, widths, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            padded = [part + " " * (width + 2 - _columns(part)) for part, width in zip(parts, widths, strict=True)]
            yield ("  " + "".join(padded)).rstrip()
