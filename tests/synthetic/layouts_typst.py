"""Stories set by Typst: one renderer with a style sheet, from which families pick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import typst

from tests.synthetic.story import (
    Block,
    Bullet,
    Card,
    Cell,
    Chart,
    Definition,
    Grid,
    Heading,
    LineChart,
    NewPage,
    Para,
    Story,
    Typeset,
)


@dataclass(frozen=True)
class Sheet:
    """How pages look. `rules` of tables: full, rows (horizontal only), bands (fills only) or none."""

    paper: str = "a4"
    flipped: bool = False
    margin: str = "22mm"
    font: str = "Noto Sans CJK JP"
    size: float = 10.5
    columns: int = 1
    rules: str = "full"
    facet_mark: str = "■"
    header: str | None = None
    contents: bool = True
    repeat_headers: bool = True
    band_headings: bool = False
    accent: str = "#1f5fa8"
    table_size: float = 9.0
    boxed_facets: bool = False
    bar_shape: str = "pentagon"


def compile_pdf(story: Story, sheet: Sheet) -> bytes:
    """The PDF of `story` as `sheet` says."""
    result = typst.compile(to_typst(story, sheet).encode())
    assert isinstance(result, bytes)
    return result


def to_typst(story: Story, sheet: Sheet) -> str:
    """The Typst source."""
    lines = [*_preamble(sheet), *_cover(story)]
    if sheet.contents:
        lines.append('#align(center, text(size: 1.4em, weight: "bold")[目次])')
        lines.append("#outline(title: none, depth: 2)")
        lines.append("#pagebreak()")
    lines.append("#counter(page).update(1)")
    if sheet.columns > 1:
        lines.append(f"#show: columns.with({sheet.columns}, gutter: 18pt)")
    for block in story.blocks:
        lines.extend(_block(block, sheet))
    return "\n".join(lines)


def text(value: str) -> str:
    """A string expression."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def content(value: str) -> str:
    """Content with its line breaks."""
    return "[" + " \\ ".join(f"#{text(part)}" for part in value.split("\n")) + "]"


def _preamble(sheet: Sheet) -> Iterator[str]:
    header = f"align(right, text(size: 8pt, fill: gray, {text(sheet.header)}))" if sheet.header else "none"
    yield (
        f'#set page(paper: "{sheet.paper}", flipped: {str(sheet.flipped).lower()}, margin: {sheet.margin}, '
        f'numbering: "1", header: {header})'
    )
    yield f'#set text(font: "{sheet.font}", size: {sheet.size}pt, lang: "ja")'
    yield "#set par(justify: true, leading: 0.75em)"
    yield "#set heading(numbering: none)"
    accent = f'rgb("{sheet.accent}")'
    if sheet.band_headings:
        yield (
            f"#show heading.where(level: 1): it => block(width: 100%, fill: {accent}, inset: 7pt, above: 1.6em, "
            "below: 1em, text(fill: white, size: 1.35em, it.body))"
        )
        yield (
            f"#show heading.where(level: 2): it => block(width: 100%, stroke: (left: 5pt + {accent}), "
            "inset: (left: 8pt, y: 3pt), above: 1.4em, below: 0.9em, text(size: 1.15em, it.body))"
        )
    else:
        yield "#show heading.where(level: 1): it => block(above: 1.8em, below: 1.1em, text(size: 1.45em, it.body))"
        yield "#show heading.where(level: 2): it => block(above: 1.5em, below: 1em, text(size: 1.25em, it.body))"
    yield "#show heading.where(level: 3): it => block(above: 1.4em, below: 0.9em, text(size: 1.12em, it.body))"
    if sheet.boxed_facets:
        yield (
            f"#show heading.where(level: 4): it => block(above: 1.2em, below: 0.7em, fill: {accent}.lighten(80%), "
            "inset: (x: 6pt, y: 3pt), text(size: 1em, it.body))"
        )
    else:
        yield "#show heading.where(level: 4): it => block(above: 1.2em, below: 0.7em, text(size: 1em, it.body))"


def _cover(story: Story) -> Iterator[str]:
    yield "#page(numbering: none, header: none)[#v(1fr) #align(center)["
    yield f'#text(size: 26pt, weight: "bold", {text(story.cover[0])})'
    for line in story.cover[1:]:
        yield f"#v(24pt) #text(size: 15pt, {text(line)})"
    yield "] #v(2fr)]"


def _block(block: Block, sheet: Sheet) -> Iterator[str]:
    match block:
        case Heading(role="facet"):
            mark = sheet.facet_mark
            title = f"{mark[0]}{block.text}{mark[1]}" if len(mark) == 2 else f"{mark}{block.text}"
            yield f"#heading(level: 4, outlined: false, {text(title)})"
        case Heading():
            mark = ""
            if block.mark:
                mark = (
                    f'#h(0.6em)#box(fill: rgb("#b23a2e"), inset: (x: 4pt, y: 2pt), baseline: 2pt, '
                    f"text(fill: white, size: 0.75em, {text(block.mark.strip('【】'))}))"
                )
            yield f"#heading(level: {block.depth})[#{text(block.text)}{mark}]"
        case Para():
            yield f"#par(first-line-indent: (amount: 1em, all: true), {text(block.text)})"
        case Bullet():
            gap = "" if block.mark == "・" else " "
            left = 0.8 + 1.2 * block.depth
            yield f"#pad(left: {left}em, par(hanging-indent: 1em, {text(block.mark + gap + block.text)}))"
        case Definition():
            yield f'#block(above: 1em, below: 0.4em, sticky: true, text(weight: "bold", {text(block.term)}))'
            yield f"#pad(left: 1.5em, par({text(block.text)}))"
        case Grid():
            yield "#" + grid(block, sheet)
        case Card():
            yield _card(block, sheet)
        case Chart():
            yield from _chart(block, sheet)
        case Typeset():
            yield block.source
        case NewPage():
            yield "#pagebreak(weak: true)"


def grid(block: Grid, sheet: Sheet, *, inner: bool = False) -> str:
    """A table expression."""
    strokes = {
        "full": '0.6pt + rgb("#555555")',
        "rows": '(x: none, y: 0.5pt + rgb("#777777"))',
        "bands": "none",
        "none": "none",
        "dotted": '(thickness: 0.6pt, dash: "dotted")',
    }
    columns = ", ".join(f"{width}fr" for width in block.widths)
    if sheet.rules == "bands" and not inner:
        fill = '(x, y) => if calc.odd(y) { rgb("#eef3f8") } else { none }'
    else:
        fill = "none"
    header = [_cell(cell, sheet) for row in block.rows[: block.header_rows] for cell in row]
    body = [_cell(cell, sheet) for row in block.rows[block.header_rows :] for cell in row]
    lead = [f"table.header(repeat: {str(sheet.repeat_headers).lower()}, {', '.join(header)})"] if header else []
    parts = [
        f"columns: ({columns},)",
        f"stroke: {strokes[sheet.rules]}",
        "inset: 5pt",
        "align: left + horizon",
        f"fill: {fill}",
        *lead,
        *body,
    ]
    return (
        f"block[#set text(size: {sheet.table_size}pt); #set par(justify: false, leading: 0.5em); "
        f"#table({', '.join(parts)})]"
    )


def _cell(cell: Cell, sheet: Sheet) -> str:
    options = []
    if cell.cols > 1:
        options.append(f"colspan: {cell.cols}")
    if cell.rows > 1:
        options.append(f"rowspan: {cell.rows}")
    fill = cell.fill
    if cell.head:
        fill = sheet.accent if sheet.rules == "bands" else "#e3ebf4"
    if cell.fill is None and not cell.head:
        fill = None
    if fill:
        options.append(f'fill: rgb("{fill}")')
    if cell.inner is not None:
        body = f"[#{grid(cell.inner, sheet, inner=True)}]"
    elif cell.lines:
        body = "[" + " #parbreak() ".join(f"#{text(line)}" for line in cell.lines) + "]"
    elif cell.vertical:
        body = "align(center)[" + " \\ ".join(f"#{text(char)}" for char in cell.text) + "]"
    else:
        body = content(cell.text)
    if cell.head:
        colour = ", fill: white" if sheet.rules == "bands" else ""
        body = f'text(weight: "bold"{colour}, {body})'
    return f"table.cell({', '.join([*options, body])})"


def _card(card: Card, sheet: Sheet) -> str:
    box = "width: 100%, inset: 6pt, radius: 3pt"

    def value(part: tuple[str, str], fill: str) -> str:
        label = f"text(size: 0.8em, {text(part[0].replace(chr(10), ''))})"
        figure = f'text(size: 1.5em, weight: "bold", {text(part[1])})'
        return f'block({box}, fill: rgb("{fill}"), align(center)[#{label} #linebreak() #{figure}])'

    arrow = f'align(center + horizon, text(size: 1.4em, fill: rgb("{sheet.accent}"), "→"))'
    name = f'align(left + horizon, text(weight: "bold", {text(card.name)}))'
    return (
        f"#block(width: 100%, below: 0.8em, breakable: false, grid(columns: (2.4fr, 1.3fr, 0.4fr, 1.3fr), "
        f"column-gutter: 6pt, align: horizon, {name}, {value(card.left, '#f0f0f0')}, {arrow}, "
        f"{value(card.right, '#dcebfa')}))"
    )


def _chart(chart: Chart, sheet: Sheet) -> Iterator[str]:
    """Years as columns of a ruled grid, bars as pentagons over them."""
    years = len(chart.years)
    row, label, total = 26, 150, 480
    column = (total - label) / years
    yield "#block(breakable: false, width: 480pt)["
    header = ", ".join(f'table.cell(fill: rgb("#e3ebf4"), {text(year)})' for year in chart.years)
    rows = ", ".join(f"{text(name)}, {', '.join(['[]'] * years)}" for name, _ in chart.rows)
    yield (
        f"#text(size: {sheet.table_size}pt, table(columns: ({label}pt, ..({column}pt,) * {years}), "
        f"rows: (22pt, ..({row}pt,) * {len(chart.rows)}), align: center + horizon, inset: 3pt, "
        f'stroke: 0.5pt + rgb("#888888"), table.cell(fill: rgb("#e3ebf4"), {text(chart.header)}), {header}, {rows}))'
    )
    for index, (_, bars) in enumerate(chart.rows):
        if isinstance(chart, LineChart):
            for bar in bars:
                left, right = label + bar.first * column + 4, label + (bar.last + 1) * column - 4
                y = 22 + index * row
                yield (
                    f"#place(top + left, dx: {left}pt, dy: {y + 3}pt, box(width: {right - left}pt, "
                    f"align(center, text(size: 8pt, {text(bar.text)}))))"
                )
                yield (
                    f"#place(top + left, dx: {left}pt, dy: {y + 19}pt, "
                    f'line(length: {right - left - 5}pt, stroke: 1.2pt + rgb("{sheet.accent}")))'
                )
                yield (
                    f"#place(top + left, dx: {right - 6}pt, dy: {y + 16}pt, "
                    f'polygon(fill: rgb("{sheet.accent}"), (0pt, 0pt), (6pt, 3pt), (0pt, 6pt)))'
                )
            continue
        for bar in bars:
            width = (bar.last - bar.first + 1) * column - 6
            x, y = label + bar.first * column + 3, 22 + index * row + 4
            tip = 8 if sheet.bar_shape == "pentagon" else 0
            points = f"(0pt, 0pt), ({width - tip}pt, 0pt), ({width}pt, 9pt), ({width - tip}pt, 18pt), (0pt, 18pt)"
            yield f'#place(top + left, dx: {x}pt, dy: {y}pt, polygon(fill: rgb("#cfe2f5"), {points}))'
            yield (
                f"#place(top + left, dx: {x}pt, dy: {y}pt, box(width: {width - tip}pt, height: 18pt, "
                f"align(center + horizon, text(size: 8pt, {text(bar.text)}))))"
            )
    yield "]"
