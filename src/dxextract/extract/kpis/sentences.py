"""Sentences that say where an indicator's figure shall go: `利用者を15人（R6）から80人（R9）に増やします。`

Decides which figure of a sentence is aimed at, which one is the present (before から or を, or in brackets at the end:
`（令和6年度末：35％）`), what is counted, and by when. Which sentences may be read so is decided in `inline`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dxextract.extract.kpis.drafts import BULLET, Draft, bare_name, dated, name_before, quantities, whole
from dxextract.rules import RuleSet
from dxextract.schema.document import Mention, Paragraph
from dxextract.schema.outline import Claim
from dxextract.schema.plan import DateRef, Quantity

_NAMED = re.compile(
    r"(?:KPI|KGI|重要業績評価指標|成果指標|評価指標|数値目標|指標|目標)(?:[(（][^)）]*[)）])?\s*(?:として|は|に)[、\s]*([^、。]{2,40}?)(?:を|が)[、\s]*$"
)
_AIMING = ("とする。", "とします。", "を目指す。", "を目指します。", "とする", "を目指す")
"""How a sentence ends that sets an aim, where it says nothing of the present."""
_AIMED = re.compile(r"(以上|以下|程度)?(に|まで|と|へ|を目指|を達成|とする|となる)")
_CALLED = re.compile(
    r"(?:(?:指標|KPI|目標)(?:は|を|として)?、?(?=「[^「」]*」(?:と(?:し|定め|して|設定し)|を(?:指標|KPI)とし))|(?=「[^「」]*」を(?:成果|評価)?(?:指標|KPI)とし))"
    r"「(?P<name>[^「」]{2,60})」"
)
_FROM = re.compile(r"(?:から|より|を|である?ところを?|ところを?|→|⇒|➡|➔)、?")
_TIED = re.compile(r"[\s()（）]|末|時点|現在|の|までに?(?:は)?|には?|で")
_GOAL = re.compile(
    r"\s*(?:[（(][^（()）]*[)）])?\s*(?:まで|以上|以下|以内|程度)?(?:に|へ|とする|とします|とし、|となる|を目指|を達成|まで)"
)
_REACHED = re.compile(r"[にへ](?:増|引|拡|向|減|削|短|縮|低|抑|高|伸)")
_MOVED = re.compile(
    r"から.{2,40}[にへ](?:増やす|減らす|引き?上げる|引き?下げる|高める|短縮する|拡大する|増加させる|向上させる|する)$"
)
_DONE = re.compile(r"(?:する|します|させる|させます)?\s*(?:[（(]|。|$)")
"""What stands behind a figure by which something shall fall or rise (年間5,000時間削減する)."""
_OBJECT = re.compile(r"(?P<name>\S.{2,58}?)(?:を|は|について|[:：])(?:、[^、。]{0,12}|[^、。をはが]{0,6})$")
_ASIDE = re.compile(
    r"[（(\[［【](?P<inside>[^（()）\[\]［］【】]+(?:[（(][^（()）]*[)）])?[^（()）\[\]［］【】]*)[)）\]］】]\s*。?\s*$"
)
_INSIDE = re.compile(r"[（(](?P<inside>[^（()）]+)[)）](?=(?:に|へ|と|まで|を目指))")
_PAIR = 2
_PRESENT = re.compile(r"現状|現在|現況|基準|実績|策定時|当初")
_BY = re.compile(r"(?:度?末)?(?:まで)?に(?:は)?[、,]?\s*|まで[、,]\s*|まで(?=引き?続き)引き?続き、?")


_OTHERS = re.compile(r"(?:国|県|政府|都道府県|総務省|デジタル庁|[一-龥]{1,3}県)(?:は|では|においては|が)、?")
"""Whose aim a sentence tells that begins so: not the plan's."""


@dataclass(frozen=True, slots=True)
class _Aside:
    """The present figure in brackets that end a sentence, and where these begin."""

    start: int
    figure: Mention


def moved_draft(block: int, paragraph: Paragraph, rules: RuleSet) -> Draft | None:
    """The KPI of a sentence that says where a figure shall go, also without its present one."""
    text = paragraph.text
    if _OTHERS.match(text):
        return None
    aside = _aside(paragraph)
    figures = [figure for figure in quantities(paragraph) if aside is None or figure.start < aside.start]
    end = aside.start if aside is not None else len(text)
    if not figures or text.count("。", 0, end) > 1:
        return None
    reached = _REACHED.search(text, figures[-1].start, figures[-1].end)
    quantity = figures[-1].quantity
    by = quantity is not None and quantity.direction is not None and _DONE.match(text, figures[-1].end) is not None
    if reached is None and not by and not _GOAL.match(text, figures[-1].end):
        return None
    first = figures[-2] if len(figures) > 1 and _leads(paragraph, figures[-2], figures[-1]) else None
    name = _object(paragraph, first or figures[-1], rules)
    if name is None:
        return None
    target = _tied(paragraph, figures[-1])
    if aside is not None and target.at is not None and paragraph.text.find(target.at.raw) > aside.start:
        target = target.model_copy(update={"at": None})  # the year of the present figure
    if target.at is None and (date := _deadline(paragraph, figures[0])) is not None:
        target = target.model_copy(update={"at": date})
    if reached is not None:
        target = target.model_copy(update={"direction": None})  # 200件に引き上げる: to it, not by it
    stated = first or (aside.figure if aside is not None else None)
    baseline = _tied(paragraph, stated) if stated else None
    return Draft(name, (paragraph.passage,), (whole(block, paragraph),), baseline, target)


def moves_by_words(text: str) -> bool:
    """Whether a line without a full stop says in words where a figure shall go (48件から120件に増やす)."""
    return _MOVED.search(text) is not None


def _aside(paragraph: Paragraph) -> _Aside | None:
    found = _ASIDE.search(paragraph.text) or _behind(paragraph)
    if found is None:
        return None
    inside = [m for m in quantities(paragraph) if m.start >= found.start() and m.end <= found.end()]
    dates = [m for m in paragraph.mentions if m.kind == "date" and m.start >= found.start() and m.end <= found.end()]
    if len(inside) != 1 or not (dates or _PRESENT.search(found["inside"])):
        return None
    return _Aside(found.start(), inside[0])


def _behind(paragraph: Paragraph) -> re.Match[str] | None:
    """The bracket right behind the figure that is aimed at (`受講率を100％（令和6年度：82％）とし、…`)."""
    figures = quantities(paragraph)
    return _INSIDE.match(paragraph.text, figures[0].end) if len(figures) == _PAIR else None


def _object(paragraph: Paragraph, figure: Mention, rules: RuleSet) -> str | None:
    """What is counted: a name in 「」 that is called the indicator, or what stands before を, は or a colon."""
    if called := _CALLED.search(paragraph.text, 0, figure.start):
        return called["name"]
    for words in (name_before(paragraph, figure, rules, with_particle=True), _before(paragraph, figure, rules)):
        if named := _OBJECT.match(_without_deadline(paragraph, words)):
            return _unquoted(named["name"].strip(" 、"))
    bare = name_before(paragraph, figure, rules)  # 利用率　42.6％を80％に引き上げます
    return bare if paragraph.text[: figure.start].endswith((" ", "　")) and _is_named(bare, rules) else None


def _is_named(words: str, rules: RuleSet) -> bool:
    """Whether words that a gap parts from a figure are a name of what can be measured, and no clause."""
    return rules["indicator_names"].label(words) is not None and not re.search("[、。]", words)


def _unquoted(name: str) -> str:
    """A name without the quotation marks around it (「利用者数」を…), of which the first may be cut off already."""
    bare = name.removeprefix("「").removesuffix("」")
    return name if re.search("[「」]", bare) else bare


def _without_deadline(paragraph: Paragraph, words: str) -> str:
    """The words without the year by which it shall be that they begin with (`令和10年度末までに、`)."""
    for mention in paragraph.mentions:
        raw = paragraph.text[mention.start : mention.end]
        if mention.kind == "date" and words.startswith(raw) and (by := _BY.match(words, len(raw))):
            return words[by.end() :]
    return words


def _deadline(paragraph: Paragraph, figure: Mention) -> DateRef | None:
    """The year before a figure by which the sentence says that it shall be."""
    for mention in paragraph.mentions:
        if mention.kind == "date" and mention.end <= figure.start and _BY.match(paragraph.text, mention.end):
            return mention.date
    return None


def _before(paragraph: Paragraph, figure: Mention, rules: RuleSet) -> str:
    """The words before a figure and the year that is tied to it (令和6年度の85%), without bullet and label."""
    end = figure.start
    for mention in reversed(paragraph.mentions):
        if mention.kind == "date" and mention.end <= end and not _TIED.sub("", paragraph.text[mention.end : end]):
            end = mention.start
    text = BULLET.sub("", paragraph.text[:end])
    bare = bare_name(text, rules, with_particle=True)
    return text[text.index(bare) :] if bare and bare in text else text


def _leads(paragraph: Paragraph, first: Mention, second: Mention) -> bool:
    """Whether nothing but から or を, and years, stands between two figures."""
    between = list(paragraph.text)
    for mention in paragraph.mentions:
        if mention.kind == "date":
            between[mention.start : mention.end] = " " * (mention.end - mention.start)
    gap = "".join(between)[first.end : second.start]
    return _FROM.fullmatch(_TIED.sub("", gap)) is not None


def _tied(paragraph: Paragraph, figure: Mention) -> Quantity:
    """The figure with the year that is tied to it."""
    quantity = dated(paragraph, figure)
    if quantity.at is not None:
        return quantity
    for mention in paragraph.mentions:
        if mention.kind != "date" or mention.date is None or mention.end > figure.start:
            continue
        if not _TIED.sub("", paragraph.text[mention.end : figure.start]):
            return quantity.model_copy(update={"at": mention.date})
    return quantity


def sentence_draft(block: int, paragraph: Paragraph) -> Draft | None:
    """`KPIとして処理時間を半分にする`: a sentence that names its figure a KPI."""
    for figure in quantities(paragraph):
        named = _NAMED.search(paragraph.text[: figure.start])
        if named and _AIMED.match(paragraph.text[figure.end :]):
            claim = Claim(block, named.start(1), figure.end)
            return Draft(named.group(1), (paragraph.passage,), (claim,), target=dated(paragraph, figure))
    return None


def called_draft(block: int, paragraph: Paragraph, rules: RuleSet) -> Draft | None:
    """A sentence that calls a name in 「」 the indicator and says where its figure shall go."""
    called = _CALLED.search(paragraph.text)
    return moved_draft(block, paragraph, rules) if called is not None else None


def is_aimed_at(draft: Draft, paragraph: Paragraph, rules: RuleSet) -> bool:
    """Whether a sentence without a present figure sets an aim: by its end, or by when a share or a number shall be."""
    if paragraph.text.rstrip().endswith(_AIMING):
        return True
    dated_aim = draft.target is not None and draft.target.at is not None
    return dated_aim and rules["indicator_names"].label(draft.name) is not None
