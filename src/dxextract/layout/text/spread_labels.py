"""Labels that are spread over the width of their cell (`年　　度`, `担　当　課`): the gaps inside them part no cells.

Decides that single characters with gaps between them are such a label when together they are one of the words that
stand at the head of a column or at the left of a form; others may be cells of one character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORDS = (
    "年度 年次 工程 内容 期間 時期 目的 概要 項目 担当 指標 目標 備考 区分 施策 事業 取組 課題 現状 効果 計画 実績 "
    "所管 予算 担当課 所管課 事業名 取組名 施策名 指標名 現状値 目標値 実施年度 取組内容 実施内容 事業内容 事業概要"
).split()
_SPREAD = re.compile(r"(?<!\S)(?:" + "|".join(r"[ \u3000\u00a0]+".join(word) for word in _WORDS) + r")(?!\S)")
_ALONE = re.compile(r"(?<!\S)\S[ \u3000\u00a0]{2,}\S(?!\S)")


def without_spread_labels(text: str, gaps: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Those of `gaps` that do not stand inside a spread label of `text`."""
    if len(gaps) < 2 or not _ALONE.search(text):
        return list(gaps)
    labels = [found.span() for found in _SPREAD.finditer(text)]
    return [gap for gap in gaps if not any(start < gap.start() and gap.end() < end for start, end in labels)]
