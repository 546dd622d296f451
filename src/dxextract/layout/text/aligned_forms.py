"""Forms (個票) that a text aligns with spaces: labels at the left, and beside them texts, pairs or small tables.

Decides that lines are such a form when at least three begin with a label at the left and one of them has further
labels behind its text (担当課 … 関係課 …) or heads a table of its own (指標名 | 現状 | 目標, or years). A label that
was merged over rows is printed in their middle: lines above it are its own from a header on, else behind the wider gap,
else as many as stand below the label above. Gives one table, as a form's cells are pasted: the label, then what stands
beside it; what the form says is read as from any other table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from dxextract.layout.text.aligned_below import are_years, row_below
from dxextract.layout.text.aligned_columns import ITEM_MARK, ChunkLine, Measure
from dxextract.layout.text.aligned_fit import fit_columns
from dxextract.layout.text.aligned_heads import labels_over_texts
from dxextract.layout.text.aligned_model import Chunk, Row
from dxextract.layout.text.aligned_rows import lines_to_rows
from dxextract.layout.text.aligned_years import Lefts, lefts_of_years, region_below
from dxextract.layout.text.aligned_zone import line_to_chunks
from dxextract.layout.text.cells import is_header_row, looks_like_value
from dxextract.layout.text.inline import to_passage
from dxextract.layout.text.lines import Line
from dxextract.layout.text.tables import FoundTable, table_of_passages
from dxextract.normalise import clean, squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.signs import HEADING_SIGNS

_GAP = re.compile(r"\S[ \u3000\u00a0]{2,}\S")
_GAPS = re.compile(r"[ \u3000\u00a0]{2,}")
_HEADED = frozenset({"part", "chapter", "section", "policy", "measure"})
"""Numbers of headings that stand above forms."""
_SPACE = re.compile(r"(?<=\S)[ \u3000](?=\S)")
_IN_BRACKETS = re.compile(r"[(（][^()（）]{2,14}[)）]")
_MARK = re.compile(r"[①-⑳]|[(（]?\d{1,2}[)）.．]?|\d{1,2}[-－‐](?:\d{1,2}|[(（]\d{1,2}[)）])")
_BESIDE = 2
"""The place of what stands behind a number that stands beside a label."""
_FEWEST_LABELS = 3
_FEWEST_COLUMNS = 3
_DRIFT = 2
"""Places that what stands beside the labels may begin before others of its kind."""
_LONGEST_GAP = 4
_MOST_LINES = 80
_LONGEST_LABEL = 14
_MOST_INDENT = 16


@dataclass(frozen=True, slots=True)
class _FormLine:
    """A line of a form: the label at its left, where it has one, what stands beside, and the blank lines above.

    A label that is written downwards is that of its first line.
    """

    index: int
    label: tuple[Chunk, ...]
    chunks: tuple[Chunk, ...]
    blanks: int

    @property
    def texts(self) -> list[str]:
        return [chunk.text for chunk in self.chunks]


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines that one label stands beside, `at` which line it is printed."""

    label: tuple[Chunk, ...]
    at: int
    lines: tuple[_FormLine, ...]

    @property
    def name(self) -> str:
        return "".join(chunk.text for chunk in self.label)

    @property
    def is_centred(self) -> bool:
        """Whether the label is set between its lines, on a line of its own."""
        indexes = [line.index for line in self.lines]
        return len(indexes) > 1 and indexes[0] < self.at < indexes[-1] and self.at not in indexes

    @property
    def chunked(self) -> list[ChunkLine]:
        return [ChunkLine(line.index, line.chunks) for line in self.lines]


def aligned_form_at(lines: Sequence[Line], start: int, rules: RuleSet) -> FoundTable | None:
    """The form that begins at ``lines[start]``, None when none does."""
    text = lines[start].text
    if lines[start].indent > _MOST_INDENT or not _GAP.search(text):
        return None
    if not _is_label(_GAPS.split(text, maxsplit=1)[0], rules):
        return None
    head = labels_over_texts(lines, start, len, partial(_is_label, rules=rules), rules)
    top, begin = head or (None, start)
    first = squeeze(to_passage(top[0]).text) if top else ""
    zone = _read_downwards(_with_whole_labels(_zone(lines, begin, len, rules, first), rules), rules)
    blocks = _blocks(zone, rules)
    if not _is_form(blocks, rules):
        return None
    lefts = _lefts(blocks, len, rules)
    rows: list[Row] = []
    years: tuple[Chunk, ...] = ()
    for block in blocks:
        below = row_below(years, [line.chunks for line in block.lines])
        label = tuple(chunk.piece for chunk in block.label)
        rows.extend([(label, *below)] if below else _rows(block, lines, lefts, len, rules))
        if len(block.lines) == 1 and are_years(block.lines[0].chunks, rules):
            years = block.lines[0].chunks
    rows = [top, *rows] if top else rows
    n_cols = max(len(row) for row in rows)
    blank: tuple[()] = ()
    grid = [[to_passage(cell, tight=True) for cell in (*row, *[blank] * (n_cols - len(row)))] for row in rows]
    return FoundTable(start, zone[-1].index + 1, table_of_passages(grid, rules, header_rows=0))


def _is_label(text: str, rules: RuleSet) -> bool:
    """Whether a text names a measure, its number or policy, or a block of it."""
    if len(text) > _LONGEST_LABEL:
        return False
    return rules["form_labels"].label(text) is not None or block_label(text, rules) is not None


def _zone(lines: Sequence[Line], start: int, measure: Measure, rules: RuleSet, first: str) -> list[_FormLine]:
    """The lines from `start` on that may be a form's: to the next page, heading, line of prose or `first` label."""
    found: list[_FormLine] = []
    margin = 0
    blanks = 0
    for index in range(start, min(len(lines), start + _MOST_LINES)):
        line = lines[index]
        if index > start and line.page_start:
            break
        if line.blank:
            blanks += 1
            continue
        chunks = _parted(line_to_chunks(line, measure), rules, measure)
        if not chunks or blanks > _LONGEST_GAP:
            break
        if len(chunks) > 1 and len(chunks[0].text) == 1 and _is_label(chunks[1].text, rules):
            chunks = chunks[1:]  # a part of what groups the labels, written downwards
        if len(chunks) == 1 and found and _is_block_heading(chunks[0].text, rules) and not line.indent:
            break
        if found and blanks and _heads_other_table(chunks, lines[index + 1 : index + 1 + _LONGEST_GAP], measure, rules):
            break
        if found and blanks and _heads_form(chunks, lines[index + 1 : index + 1 + _LONGEST_GAP], first, rules):
            break
        if found and _heads_list(chunks, lines[index + 1 : index + 1 + _LONGEST_GAP], margin, measure, rules):
            break
        known = _is_label(chunks[0].text, rules) and (not margin or chunks[0].left < margin)
        if known and squeeze(chunks[0].text) == first:
            break
        if not known and chunks[0].left < margin - _DRIFT and not _may_be_label(chunks, margin):
            break
        labelled = known or chunks[0].left < margin - _DRIFT
        first = first or squeeze(chunks[0].text)
        if labelled and len(chunks) > 1:
            margin = min(margin or chunks[1].left, chunks[1].left)
        found.append(_FormLine(index, tuple(chunks[:labelled]), tuple(chunks[labelled:]), blanks))
        blanks = 0
    return found


def _is_block_heading(text: str, rules: RuleSet) -> bool:
    """Whether a text alone on its line is the name of a block behind a mark (■成果指標): it ends the form above."""
    return text[:1] in HEADING_SIGNS and block_label(text.lstrip(f" \u3000{HEADING_SIGNS}"), rules) is not None


def _heads_form(chunks: Sequence[Chunk], below: Sequence[Line], first: str, rules: RuleSet) -> bool:
    """Whether a title behind its number (基本理念２  仕事を見直す) stands above the first label of another form."""
    following = next((line.text for line in below if not line.blank), "")
    number = rules["numbering"].label(f"{clean(chunks[0].text)[0]} 題名")
    return len(chunks) == _BESIDE and number in _HEADED and squeeze(_GAPS.split(following)[0]) == first


def _heads_list(chunks: Sequence[Chunk], below: Sequence[Line], margin: int, measure: Measure, rules: RuleSet) -> bool:
    """Whether a text in brackets alone on its line stands above items or a header that begin left of the form's texts.

    （取組） above ア, （指標） above 指標名 and its columns: headings of what follows, no labels of a form.
    """
    if len(chunks) > 1 or _IN_BRACKETS.fullmatch(chunks[0].text) is None:
        return False
    first = next((line_to_chunks(line, measure) for line in below if not line.blank), ())
    if not first or first[0].left >= margin - _DRIFT:
        return False
    return ITEM_MARK.match(first[0].text) is not None or is_header_row([chunk.text for chunk in first], rules)


def _heads_other_table(chunks: Sequence[Chunk], below: Sequence[Line], measure: Measure, rules: RuleSet) -> bool:
    """Whether a line behind a gap is the header of a table below the form: its rows begin where it does.

    The rows of a table in the form stand beside its label.
    """
    if len(chunks) < _FEWEST_COLUMNS or not is_header_row([chunk.text for chunk in chunks], rules):
        return False
    row = next((line_to_chunks(line, measure) for line in below if not line.blank), ())
    return len(row) == len(chunks) and row[0].left <= chunks[0].left and not _is_label(row[0].text, rules)


def _with_whole_labels(zone: Sequence[_FormLine], rules: RuleSet) -> list[_FormLine]:
    """The lines with each label whole that was too long for its cell: 実施スケジュー above ル."""
    lines = list(zone)
    for n, (one, other) in enumerate(pairwise(zone)):
        if len(one.label) != 1 or len(other.label) != 1 or other.blanks or _is_label(other.label[0].text, rules):
            continue
        if _is_label(one.label[0].text + other.label[0].text, rules):
            lines[n] = replace(lines[n], label=(*one.label, *other.label))
            lines[n + 1] = replace(lines[n + 1], label=())
    return lines


def _read_downwards(zone: Sequence[_FormLine], rules: RuleSet) -> list[_FormLine]:
    """The lines with labels of one character each joined where they make a label that is known."""
    lines = list(zone)
    single = [n for n, line in enumerate(lines) if len(line.label) == 1 and len(line.label[0].text) == 1]
    while single:
        run = [n for n in single if n <= single[0] + _LONGEST_LABEL]
        names = {k: "".join(lines[n].label[0].text for n in run[:k]) for k in range(2, len(run) + 1)}
        count = next((k for k, name in names.items() if _is_label(name, rules)), 1)
        if count > 1:
            whole = tuple(chunk for n in run[:count] for chunk in lines[n].label)
            for n in run[:count]:
                lines[n] = replace(lines[n], label=whole if n == run[0] else ())
        else:
            lines[single[0]] = replace(lines[single[0]], label=())
        single = single[count:]
    return lines


def _may_be_label(chunks: Sequence[Chunk], margin: int) -> bool:
    """Whether a text that no rule knows stands where the labels do, with something beside it or nothing more."""
    text = chunks[0].text
    return bool(margin) and chunks[0].right <= margin and len(text) <= _LONGEST_LABEL and not looks_like_value(text)


def _parted(chunks: Sequence[Chunk], rules: RuleSet, measure: Measure) -> list[Chunk]:
    """The texts of a line, each parted where a single space stands behind its first label or before its last."""
    parted: list[Chunk] = []
    for place, chunk in enumerate(chunks):
        text = chunk.piece.visible
        spaces = [space.start() for space in _SPACE.finditer(text)]
        if spaces and place == 0 and not _is_label(text, rules) and _is_label(text[: spaces[0]], rules):
            parted.extend(_two(chunk, spaces[0], measure))
        elif place == _BESIDE and _MARK.fullmatch(parted[-1].text) and _is_numbered(chunks[0].text, text, rules):
            parted[-1] = replace(chunk, piece=parted[-1].piece.with_next(chunk.piece), left=parted[-1].left)
        elif spaces and place and _ends_with_label(text, spaces[-1], rules) and not _names_who(parted[-1], rules):
            parted.extend(_two(chunk, spaces[-1], measure))
        else:
            parted.append(chunk)
    return parted


def _ends_with_label(text: str, space: int, rules: RuleSet) -> bool:
    """Whether what stands behind a text's last space is a label of its own: R6 目標 is one label."""
    return _is_label(text[space + 1 :], rules) and rules["table_headers"].label(text) is None


def _names_who(label: Chunk, rules: RuleSet) -> bool:
    """Whether a text is the label of departments: beside it DX 推進課 is one, and no text before a label."""
    return block_label(label.text, rules) == "departments"


def _is_numbered(label: str, text: str, rules: RuleSet) -> bool:
    """Whether what stands behind a number beside a label is its title: no label, and no further figure of a row.

    Beside 事業No. stands nothing but the number.
    """
    if rules["form_labels"].label(label) == "number":
        return False
    return _is_label(label, rules) and not _is_label(text, rules) and not looks_like_value(text)


def _two(chunk: Chunk, space: int, measure: Measure) -> Iterator[Chunk]:
    text = chunk.piece.visible
    yield Chunk(chunk.piece.part(0, space), chunk.left, chunk.left + measure(text[:space]))
    yield Chunk(chunk.piece.part(space + 1, len(text)), chunk.left + measure(text[: space + 1]), chunk.right)


def _blocks(zone: Sequence[_FormLine], rules: RuleSet) -> list[_Block]:
    """The lines of each label."""
    labelled = [number for number, line in enumerate(zone) if line.label]
    if not labelled or labelled[0]:
        return []
    starts = [0]
    for above, below in pairwise(labelled):
        over = above - starts[-1]
        under = next((n for n, line in enumerate(zone[below + 1 :]) if line.label), len(zone) - below - 1)
        starts.append(above + 1 + _lines_of_upper(zone[above + 1 : below], zone[below], over, under, rules))
    blocks: list[_Block] = []
    for start, end, number in zip(starts, [*starts[1:], len(zone)], labelled, strict=True):
        blocks.append(
            _Block(zone[number].label, zone[number].index, tuple(line for line in zone[start:end] if line.chunks))
        )
    return blocks


def _lines_of_upper(between: Sequence[_FormLine], below: _FormLine, over: int, under: int, rules: RuleSet) -> int:
    """How many of the lines between two labels belong to the upper one, `over` of whose lines stand above it.

    `under` lines stand below the lower one: with nothing beside it, it is in the middle of its lines.
    """
    headers = [number for number, line in enumerate(between) if _heads_table(line, rules)]
    if headers:
        return headers[-1]
    gaps = [line.blanks for line in (*between, below)]
    if _heads_table(below, rules):
        return len(between)  # what stands beside that label begins on its own line
    if between and gaps.count(max(gaps)) == 1:
        return gaps.index(max(gaps))
    if not over and not below.chunks:
        return max(0, len(between) - under)
    return min(over, len(between)) if over else len(between)


def _heads_table(line: _FormLine, rules: RuleSet) -> bool:
    """Whether a line is the header of a table beside a label: labels, or years."""
    return len(line.chunks) > 1 and is_header_row(line.texts, rules)


def _is_form(blocks: Sequence[_Block], rules: RuleSet) -> bool:
    """Whether there are labels enough, and pairs or tables beside them, or lines above a label that has none beside."""
    known = [block for block in blocks if _is_label(block.name, rules)]
    if len(known) < _FEWEST_LABELS or len(known) * 2 < len(blocks):
        return False
    first = blocks[0].lines
    if not first or is_header_row([blocks[0].name, *first[0].texts], rules):
        return False
    if any(_is_label(block.name, rules) and block.is_centred for block in blocks):
        return True
    paired = any(_is_label(text, rules) for block in blocks for line in block.lines for text in line.texts[1:])
    return paired or any(_heads_table(block.lines[0], rules) for block in blocks if len(block.lines) > 1)


def _lefts(blocks: Sequence[_Block], measure: Measure, rules: RuleSet) -> Lefts:
    """Where the texts below each year begin in the form's tables, by their full lines."""
    found: dict[str, int] = {}
    for block in blocks:
        if len(block.lines) > 1 and _heads_table(block.lines[0], rules):
            found |= lefts_of_years(block.chunked, measure, rules)
    return found


def _rows(block: _Block, lines: Sequence[Line], lefts: Lefts, measure: Measure, rules: RuleSet) -> Iterator[Row]:
    """The rows of a label: its table, its lines of pairs, or its text in one cell."""
    if len(block.lines) > 1 and _heads_table(block.lines[0], rules):
        inner = _table(block, lines, lefts, measure, rules)
    elif all(len(line.chunks) == 1 for line in block.lines):
        inner = [(tuple(line.chunks[0].piece for line in block.lines),)]
    else:
        inner = _pairs(block)
    for number, row in enumerate(inner):
        yield (tuple(chunk.piece for chunk in block.label) if number == 0 else (), *row)


def _pairs(block: _Block) -> list[Row]:
    """The lines of a label that has further labels beside it; what stands below a text of the line above goes on."""
    rows: list[Row] = []
    above: tuple[Chunk, ...] = ()
    for line in block.lines:
        places = [next((n for n, one in enumerate(above) if one.left == chunk.left), None) for chunk in line.chunks]
        if len(line.chunks) < len(above) and None not in places:
            pieces = {n: chunk.piece for n, chunk in zip(places, line.chunks, strict=True)}
            rows[-1] = tuple((*cell, pieces[n]) if n in pieces else cell for n, cell in enumerate(rows[-1]))
        else:
            rows.append(tuple((chunk.piece,) for chunk in line.chunks))
            above = line.chunks
    return rows


def _table(block: _Block, lines: Sequence[Line], lefts: Lefts, measure: Measure, rules: RuleSet) -> list[Row]:
    """The rows of the table beside a label."""
    if len({len(line.chunks) for line in block.lines}) == 1:
        return [tuple((chunk.piece,) for chunk in line.chunks) for line in block.lines]
    zone = block.chunked
    region = region_below(zone, lefts, measure, rules) or fit_columns(zone, measure, rules)
    if region is None:
        return [tuple((chunk.piece,) for chunk in line.chunks) for line in block.lines]
    rows, _ = lines_to_rows(region.aligned(lines), len(region.spans), rules)
    return rows
