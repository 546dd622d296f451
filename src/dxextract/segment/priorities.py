"""Which headings say that the measures under them have priority: by their title, or by the number that counts them.

Decides nothing about marks (★, 重点 behind a title), which the heading's line itself is read for.
"""

from __future__ import annotations

import re

from dxextract.segment.heading import Heading

_PRIORITY_TITLE = re.compile(r"重点(?:的)?(?:に|な)?(?:取り?組み?|施策|項目|事業|プロジェクト|課題)")
_DONE_FIRST = re.compile(r"重点(?:的)?に(?:行う|実施する|推進する|進める|取り組む)(?:取り?組み?|施策|項目|事業|課題)")
"""A group of measures beside others; as a chapter's title it may be about all that the plan does."""
_PRIORITY_NUMBER = re.compile(
    r"最?(?:重点|優先|リーディング)(?:的?な?取り?組み?|施策|事業|プロジェクト|項目|課題|アクション)?\s?[(（]?[0-9０-９①-⑳Ⅰ-ⅫA-Z]"
)
"""A number of measures that have priority; that of a policy (重点目標1) only ranks it among policies."""


def has_priority(heading: Heading) -> bool:
    """Whether a heading's title (重点施策) or its number (重点1) says that what stands under it has priority."""
    title = heading.wording.title
    if _PRIORITY_TITLE.search(title) or (heading.kind != "chapter" and _DONE_FIRST.search(title)):
        return True
    return _PRIORITY_NUMBER.match(heading.wording.number or "") is not None
