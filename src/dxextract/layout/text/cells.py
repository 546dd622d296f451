"""What the cells of a text's tables look like: header labels, values, names.

Decides, for layout's own purposes (where a table's header ends, which lines once were a table), whether a text is a
header label, whether it looks like a value, and which rows of a grid are its header. What a value means is read by
the language stage; what a table is for, by extraction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.normalise import squeeze
from dxextract.rules import Family, RuleSet, squeezed
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.signs import GRADES

NAME_LABELS = frozenset({"kpi_name", "action", "measure", "term", "description", "role"})
"""Columns that say what a row is about."""

_FEWEST_HEADS = 4
_VALUE = re.compile(
    r"(?:約|概ね|おおむね|毎年度?|年間?|年|累計|各年度?|延べ?|全|計|月|1日|週|第|[RH]\d+[:年]?)?"
    r"[△▲+±-]?(?:[\d,.]+|[一二三四五六七八九十百千万]+(?=[割倍件回人]))"
    r"(?:[%‰割倍]|[~-][\d,.]+|/[\d,]+|[^\d\s。、(（]{1,8}?)?(?:以上|以下|未満|超|程度|維持|増|減|前後|を?維持|以内|台)?"
    r"(?:[/／][^\s\d]{1,3})?(?:\([^()]*\)|\[[^\]]*\])?"
)
_NOT_MEASURED = re.compile(
    r"[-―ー–—－─]+|未(?:計測|測定|実施|把握|設定|導入|整備|策定|定|調査|算定|公表)(?:\([^()]*\))?|測定値なし|該当なし|なし|皆無|N/?A|データなし|集計中"
)
_QUALITATIVE = re.compile(
    r"(?:[^\s。、\d]{0,6})?(?:導入済み?|完了|実施済?み?|検討中?|増加|減少|維持|向上|拡大|継続|達成|整備済?み?|策定済?み?|低減|削減|改善|実施中|運用中|開始|策定|構築|公開済?み?)"
    rf"|[↑↓→↗↘⬆⬇]*(?:UP|DOWN)|[↑↓→↗↘⬆⬇]+|[{GRADES}]",
    re.IGNORECASE,
)
_ROW_NUMBER = re.compile(
    r"(?:[①-⑳㉑-㉟]|[(（]?\d{1,3}[)）.．]?|\d{1,2}(?:-\d{1,2}){1,3}|[A-Za-z]-?\d{0,2}|[ア-ン]|[ⅰ-ⅻⅠ-Ⅻ])(?:[、,・~〜～]\s?[①-⑳\d]+)*"
)
_SEVERAL = re.compile(r"(?<![A-Za-z\d.,])[\d.,]+[\s\u3000]+\d")
"""Two figures with a space between them."""
_ONE_YEAR = r"(?:(?:令和|平成|R|H)(?:元|\d{1,2})|20\d{2})"
_STATED_YEAR = re.compile(
    rf"[(\[【〔]?{_ONE_YEAR}年?度?(?:[(/]{_ONE_YEAR}年?度?\)?年?度?)?"
    r"(?:末|\d{1,2}月(?:末|\d{1,2}日)?)?(?:時点|現在)?[)\]】〕]?"
    r"|[RH]\d{1,2}\.(?:1[0-2]|[1-9])(?:[~～〜-](?:(?:[RH]?\d{1,2}\.)?(?:1[0-2]|[1-9]))?)?"
)


def looks_like_number_label(text: str) -> bool:
    """Whether `text` can only be the number of a row (``①``, ``1-2``), not a quantity with a unit."""
    return bool(_ROW_NUMBER.fullmatch(squeezed_keeping_circled(text)))


def squeezed_keeping_circled(text: str) -> str:
    """`text` without white space; NFKC would turn ① into 1."""
    return squeeze(text)


_CIRCLED = re.compile(r"\s*[①-⑳]")
_HEADING = re.compile("第[0-9]+[章節編部]|[0-9]+年後の")
"""What a heading begins with and no quantity; squeezing turns ① into 1."""


def looks_like_value(text: str) -> bool:
    """Whether `text` reads as one quantity: a number with a short unit, "not measured", or a short state."""
    target = squeezed(text)
    if not target or len(target) > 40:
        return False
    if _CIRCLED.match(text) or _HEADING.match(target) or _SEVERAL.search(text) or _STATED_YEAR.fullmatch(target):
        return False
    return any(pattern.fullmatch(target) for pattern in (_VALUE, _NOT_MEASURED, _QUALITATIVE))


def looks_like_year(text: str) -> bool:
    """Whether `text` states a year or a date, and no more: what stands below or behind a value."""
    return bool(_STATED_YEAR.fullmatch(squeezed(text)))


def looks_like_number(text: str) -> bool:
    """Whether `text` is a quantity with a figure in it, or says that none was measured."""
    return looks_like_value(text) and not _QUALITATIVE.fullmatch(squeezed(text))


def header_labels(texts: Sequence[str], rules: RuleSet) -> tuple[str | None, ...]:
    """The label of each cell of a row, None where it has none or is blank."""
    family: Family = rules["table_headers"]
    return tuple(family.label(text) if text.strip() else None for text in texts)


def is_header_row(texts: Sequence[str], rules: RuleSet) -> bool:
    """Whether a row can be a header: at least two labels, and labels in two thirds of its cells with text."""
    filled = [text for text in texts if text.strip()]
    labelled = sum(label is not None for label in header_labels(filled, rules))
    return labelled >= 2 and labelled * 3 >= len(filled) * 2


def header_row_count(grid: Sequence[Sequence[str]], rules: RuleSet) -> int:
    """How many of the first rows are header: the first when it looks so, and further ones that hold labels only.

    A form (labels down the first column, contents beside them) has none.
    """
    if len(grid) < 2 or not is_header_row(grid[0], rules) or is_form(grid, rules):
        return 0
    count = 1
    while count < min(len(grid) - 1, 3):
        labels = header_labels(grid[count], rules)
        filled = [label for text, label in zip(grid[count], labels, strict=True) if text.strip()]
        above, below = (squeeze(grid[row][0]) for row in (count - 1, count))
        repeated = above == below and list(grid[count]) != list(grid[count - 1])  # as converters write merged labels
        if len(filled) < 2 or None in filled or (above and below and not repeated):
            break
        count += 1
    return count


def is_form(grid: Sequence[Sequence[str]], rules: RuleSet) -> bool:
    """Whether labels stand down the first column (担当課 | 総務課 / 実施時期 | 令和7年度)."""
    first = list(dict.fromkeys(row[0] for row in grid if row and row[0].strip()))
    top = header_labels(grid[0], rules) if grid else ()
    if len(top) >= _FEWEST_HEADS and None not in top and VALUE_LABELS & set(top) and "kpi_name" in top:
        return False  # 種類 | KPI | 基準値 | 目標値 over 活動 and 成果
    labels = [label for label in header_labels(first, rules) if label not in (None, "year")]
    return len(first) >= 2 and len(labels) * 2 > len(first)
