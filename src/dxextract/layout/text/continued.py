"""Tables of a text that the end of a page cut: which parts are one table.

Decides that a table goes on when nothing follows it but blank lines, page numbers and running titles, and then a table
with the same header row again, which is dropped; or, behind a running title or on the next page of a table aligned with
spaces, rows without a header in as many columns. A first row there that has neither value nor number where the row
before the page's end has them is the rest of that row.
A line is a running title when it was also the heading right above the first part, or stood near it and stands in at
least three places: a heading that only returns somewhere else, or a label that every measure has (成果指標), begins
something new. Forms, whose first row is
a label and its content, are never joined.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, zip_longest

from dxextract.layout.text.aligned import aligned_table_at
from dxextract.layout.text.cells import is_form, looks_like_number, looks_like_number_label
from dxextract.layout.text.cut_cells import with_rest_of_cell
from dxextract.layout.text.lines import Line, display_width
from dxextract.layout.text.pages import FEWEST_PAGES, may_be_page_number, running_key
from dxextract.layout.text.tables import FoundTable, split_row, table_at, table_of_passages, to_grid
from dxextract.normalise import clean, squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Table
from dxextract.schema.passage import Passage

_WIDEST_GAP = 8
"""Blank lines, page numbers and running titles that may stand between two parts."""
_LINES_ABOVE = 4
"""Lines with text above the first part among which its running title is sought."""
_LONGEST_TITLE = 40
_SLACK = 2
"""Display columns that a line which fills a column may end short of it."""
_BLANK = Passage("", (), (0,))
_CONTINUED = re.compile(r"[(（\[【〔<＜]?(?:つづき|続き?|前頁(?:から|より)の?(?:続き|つづき))[)）\]】〕>＞]?$")


def with_continuations(found: FoundTable, lines: Sequence[Line], rules: RuleSet) -> FoundTable:
    """`found` and the parts of it that follow on later pages; `running` has the lines between them."""
    if found.table.repaired or _is_form(found.table, rules):
        return found
    titles = _titles_above(lines, found.start)
    while True:
        begin, passed = _next_part(lines, found.end, titles, rules)
        if begin is None:
            return found
        between = [i for i in range(found.end, begin) if i in passed or lines[i].role == "running"]
        behind_title = any(not may_be_page_number(lines[i]) for i in between)
        same_header = squeeze(lines[begin].text) == squeeze(lines[found.start].text)
        aligned = not found.table.bounded and any(line.page_start for line in lines[found.end : begin + 1])
        if aligned and (cut := with_rest_of_cell(found.table, lines, begin, rules)) is not None:
            rows, end = cut
            table = table_of_passages(rows, rules, header_rows=found.table.header_rows)
            found = replace(found, end=end, table=table, running=(*found.running, *passed))
            continue
        if not behind_title and not same_header and not aligned:
            return found
        part = table_at(lines, begin, rules, known=behind_title) or aligned_table_at(
            lines, begin, rules, columns=found.table.n_cols if aligned else None
        )
        goes_on = behind_title or aligned
        dropped = _repeated_rows(found.table, part.table, rules, behind_title=goes_on) if part else None
        if part is None or dropped is None:
            return found
        found = _joined(found, part, dropped, passed, rules)


def _is_form(table: Table, rules: RuleSet) -> bool:
    return is_form([[passage.text for passage in row] for row in to_grid(table)], rules)


def _titles_above(lines: Sequence[Line], start: int) -> tuple[str, ...]:
    """What the lines near a table say that may be titles, the nearest first."""
    above = (lines[i] for i in range(start - 1, -1, -1) if lines[i].text and lines[i].role != "page_number")
    return tuple(_key(line) for line in islice(above, _LINES_ABOVE) if not line.text.endswith("。"))


def _key(line: Line) -> str:
    return _CONTINUED.sub("", running_key(line))


def _next_part(
    lines: Sequence[Line], start: int, titles: Sequence[str], rules: RuleSet
) -> tuple[int | None, tuple[int, ...]]:
    """Where the next table begins when nothing but a page's end stands before it, and the lines passed over."""
    passed: list[int] = []
    for index in range(start, min(len(lines), start + _WIDEST_GAP + 1)):
        line = lines[index]
        if line.blank:
            continue
        if may_be_page_number(line) or _is_title(lines, index, titles, rules):
            passed.append(index)
        else:
            return (index if index > start or line.page_start else None), tuple(passed)
    return None, ()


def _is_title(lines: Sequence[Line], index: int, titles: Sequence[str], rules: RuleSet) -> bool:
    line = lines[index]
    if len(line.text) > _LONGEST_TITLE or split_row(line) is not None or rules["block_labels"].label(line.text):
        return False
    key = _key(line)
    if not key:
        return True  # (続き) alone
    return key in titles[:1] or (key in titles and sum(_key(one) == key for one in lines) >= FEWEST_PAGES)


def _repeated_rows(first: Table, part: Table, rules: RuleSet, *, behind_title: bool) -> int | None:
    """How many rows at the top of `part` only repeat the header of `first`; None when it is another table."""
    if _is_form(part, rules) or part.repaired:
        return None
    pairs = zip(to_grid(first), to_grid(part), strict=False)
    same = [_row_text(one) == _row_text(other) for one, other in pairs]
    count = (*same, False).index(False)
    if count >= max(first.header_rows, 1) and _may_be_header(to_grid(first)[0]):
        return count if part.n_rows > count else None
    continues = behind_title and first.header_rows and not part.header_rows and part.n_cols == first.n_cols
    return 0 if continues else None


def _row_text(row: Sequence[Passage]) -> list[str]:
    texts = [squeeze(passage.text) for passage in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _may_be_header(row: Sequence[Passage]) -> bool:
    filled = [passage.text for passage in row if passage.text]
    return len(filled) >= 2 and not any(map(looks_like_number, filled))


def _joined(found: FoundTable, part: FoundTable, dropped: int, passed: tuple[int, ...], rules: RuleSet) -> FoundTable:
    above, below = to_grid(found.table), to_grid(part.table)[dropped:]
    if not found.table.bounded and len(above) > found.table.header_rows and below and _is_rest(below[0], above[-1]):
        above[-1] = [_and_rest(one, other) for one, other in zip_longest(above[-1], below.pop(0), fillvalue=_BLANK)]
    if not found.table.bounded and len(above) > found.table.header_rows and below:
        above, below = _with_rest_of_number(above, below, found.table.header_rows, rules)
    rows = [*above, *below]
    table = table_of_passages(rows, rules, header_rows=found.table.header_rows)
    return replace(
        found,
        end=part.end,
        table=table,
        notices=(*found.notices, *part.notices),
        running=(*found.running, *passed),
    )


def _with_rest_of_number(
    above: list[list[Passage]], below: list[list[Passage]], header_rows: int, rules: RuleSet
) -> tuple[list[list[Passage]], list[list[Passage]]]:
    """The rows, where a numbered name (施策3-2 …) merged over rows goes on without its number on the next page."""
    names = [n for n, row in enumerate(above) if n >= header_rows and row and row[0].text]
    if not names or not below[0] or not below[0][0].text:
        return above, below
    *_, last = names
    numbered = [_is_numbered(above[n][0].text, rules) for n in names]
    if not all(numbered) or _is_numbered(below[0][0].text, rules) or not _fills([above[n] for n in names], below[0], 0):
        return above, below
    above[last] = [_and_rest(above[last][0], below[0][0]), *above[last][1:]]
    return above, [[_BLANK, *below[0][1:]], *below[1:]]


def _is_numbered(text: str, rules: RuleSet) -> bool:
    return rules["numbering"].match(clean(text)[0]) is not None


def _is_rest(row: Sequence[Passage], above: Sequence[Passage]) -> bool:
    """Whether a row that a page begins with only goes on with the texts of the row above."""
    pairs = [(one.text, other.text) for one, other in zip_longest(row, above, fillvalue=_BLANK)]
    own = [(text, over) for text, over in pairs if text]
    keys = [text for text, over in pairs if _is_key(over)]
    if any(_is_key(text) or not over for text, over in own):
        return False
    if keys:
        return not any(keys)
    # Without values: what stands in the row's cells goes on with lines that fill their columns.
    fills = [_fills([above], row, column) for column, passage in enumerate(row) if passage.text]
    return all(fills) and (not pairs[0][0] or not any(over.endswith("。") for _, over in own))


def _fills(above: Sequence[Sequence[Passage]], row: Sequence[Passage], column: int) -> bool:
    """Whether the last line of a cell is as wide as lines of its column are, or breaks off in a sentence."""
    widths = [display_width(segment.raw.strip()) for one in (*above, row) for segment in one[column].segments]
    last = display_width(above[-1][column].segments[-1].raw.strip())
    return last + _SLACK >= max(widths)


def _is_key(text: str) -> bool:
    """Whether a row that has such a text begins here: its number, or a value."""
    return looks_like_number(text) or looks_like_number_label(text)


def _and_rest(passage: Passage, rest: Passage) -> Passage:
    return Passage.of((*passage.segments, *rest.segments), tight=True) if rest.text else passage
