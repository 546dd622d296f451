"""Which open heading an unnumbered line is about, by the words that it begins with (基本方針1のKPI)."""

from __future__ import annotations

import re

from dxextract.normalise import squeeze
from dxextract.segment.heading import Heading
from dxextract.segment.looks import is_larger

_FEWEST_SAID = 2  # characters of what a title may begin with to be told of it
_FEWEST_TOLD = 3  # characters of a whole title that is no mere 施策 or 取組
_OF_IT = re.compile(r"の|に[係関お]|ごとの|全体|[(（]")


def spoken_of(heading: Heading, opened: list[Heading]) -> int | None:
    """The position of the open heading that an unnumbered line names first: 基本方針1のKPI is about that one."""
    if heading.wording.number is not None:
        return None
    title = squeeze(heading.wording.title)
    for position, above in enumerate(opened):
        number, own = squeeze(above.wording.number or ""), squeeze(above.wording.title)
        if is_larger(heading, above) or (heading.kind == "style" and above.family == heading.family):
            continue  # the title of the next slide is no part of what a smaller line or a title like it says
        if above.family == "label" and heading.announced:
            continue  # 指標の一覧 that the contents list is not about the last measure's block 指標
        # 施策の内容 heads a block, also below 第2章 施策; and 取組の詳細 is not said of 第4章 取組
        whole = own if heading.wording.label is None and len(own) >= _FEWEST_TOLD else ""
        names = [name for name in (number, number + own, whole) if len(name) >= _FEWEST_SAID and title.startswith(name)]
        if any(_OF_IT.match(title, len(name)) for name in names):
            return position
    return None
