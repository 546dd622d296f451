"""Steps of a schedule behind the name of their task: `映像通報：R7導入、R8運用`, `教室の開催：R7～R9`.

Decides that a line below the heading of a schedule is such steps when each part of it behind a comma, a stroke or an
arrow is a year with a few words right behind it; or, behind a name, one time and nothing more: then the name is what is
done. Sentences are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.extract.schedule.year_steps import TIMES, Step, join_neighbours
from dxextract.rules.eras import western_year
from dxextract.schema.document import Mention
from dxextract.schema.plan import DateRef
from dxextract.signs import ARROWS

_NAME = re.compile(r"(?P<name>[①-⑳]|[^:：。、]{2,30}?)\s*[:：]\s*(?=\S)")
_CUT = re.compile(rf"\s*(?:[{ARROWS}/／、,，;；]|(?<=\S)\s+(?=\S))\s*")
_BEHIND = re.compile(
    r"\s*(?P<open>[~～〜]|以降|から)?\s*(?P<said>[^\s\d、,。:：()（）~～〜/／をにはがのでとまもへ末頃][^。:：]*)?"
)
_GLUED = re.compile(
    r"[RＲ](?P<first>[1-9][0-9]?)(?:\s?[~～〜-]\s?[RＲ]?(?P<last>[1-9][0-9]?))?(?=[一-龥ァ-ヶA-Zぁ-ん～])"
)
"""A year right before a word, which elsewhere may be the name of something."""
_OPEN = ("～", "~", "〜", "以降")


def read_named_steps(text: str, mentions: Sequence[Mention], start: int) -> list[Step]:
    """The steps of ``text[start:]`` behind its name, or right from the start; none where a part is no such step."""
    if text.endswith("。"):
        return []
    dates = {found.start(): _mention(found) for found in _GLUED.finditer(text, start)}
    dates |= {m.start: m for m in mentions if m.kind == "date" and m.date and m.date.precision in TIMES}
    if not dates:
        return []
    join_neighbours(text, dates)
    name = _NAME.match(text, start)
    if name is not None and any(start <= place < name.end("name") for place in dates):
        name = None
    begin = name.end() if name is not None else start
    cuts = [found for found in _CUT.finditer(text, begin) if found.end() in dates]
    starts, ends = [begin, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(text)]
    steps = [_step(text, first, last, dates) for first, last in zip(starts, ends, strict=True)]
    if name is not None and len(steps) == 1 and steps[0] is None and (alone := dates.get(begin)) is not None:
        behind = _BEHIND.fullmatch(text, alone.end)
        if behind is not None and behind["said"] is None and alone.date is not None:
            goes_on = behind["open"] is not None or alone.date.raw.endswith(_OPEN)
            return [Step(start, start, name.end("name"), alone.date, goes_on)]
    return [] if None in steps else [step for step in steps if step is not None]


def _mention(years: re.Match[str]) -> Mention:
    first, last = western_year("R", years["first"]), western_year("R", years["last"] or years["first"])
    return Mention("date", years.start(), years.end(), date=DateRef.of_fiscal_years(years[0], first, last))


def _step(text: str, start: int, end: int, dates: dict[int, Mention]) -> Step | None:
    mention = dates.get(start)
    behind = _BEHIND.fullmatch(text, mention.end, end) if mention is not None else None
    if mention is None or mention.date is None or behind is None or behind["said"] is None:
        return None
    goes_on = behind["open"] is not None or mention.date.raw.endswith(_OPEN)
    return Step(start, behind.start("said"), end, mention.date, goes_on)
