"""What heading a single line may be, by its own words and looks: its wording, its family, and how sure that is.

Signals, strongest first: the contents page announces the line; mark-up or bookmarks state a level; 第n章 and its like;
words that only head a block (現状と課題, 担当課); other number labels, marks and brackets, which a style of their own
must back where the medium has styles; a style of its own alone, or in a text standing alone. A line that reads as a
sentence, a caption, a note or a figure is none. What the lines around it say is weighed in `headings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from dxextract.normalise import level, squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.department_only import says_departments
from dxextract.rules.department_tails import without_department_tail
from dxextract.schema.document import Paragraph, Style
from dxextract.segment.body_style import is_distinct
from dxextract.segment.contents import Contents
from dxextract.segment.covers import BARE
from dxextract.segment.heading import ORDER, RANKS, Heading
from dxextract.segment.leads import LOW
from dxextract.segment.number_lines import UNCLOSED
from dxextract.segment.prose import (
    breaks_off,
    labels_text,
    lists_numbers,
    names_department,
    names_holder,
    reads_as_sentence,
)
from dxextract.segment.surroundings import MAX_BARE
from dxextract.segment.wording import Wording, is_explained, read_wording
from dxextract.signs import ARROWS, CIRCLES, SQUARES, TRIANGLES

_ALWAYS = frozenset({"part", "chapter"})
_WORDED = frozenset({"section", "ordinal", "clause", "policy", "measure", "appendix", "annex", "label"})
_COUNTED = frozenset({"digit", "paren"})
_MAX_LENGTH = 60  # characters; headings of real plans stay below, sentences seldom do
_SEVERAL = 2
_LONGEST_STEP = 4
_OF_EACH = 2
"""Characters beside each of several quantities that only say what of (男性 女性 1.26年 2.81年)."""
_LONGEST_BOLD = 90  # of those behind a number, in a bold that the text around has not
_OWN_NUMBER = re.compile(r"[A-Za-z]{0,2}-?[0-9]{1,4}(?:[-.][0-9]{1,3})*")
_NOTE = re.compile(
    r"^(.*[(（]抄[)）]$|附\s*則$|※|注[0-9)）:：]|\(?出典|\(?資料[:：]|[＜<【〈《「]?図?表?(?<=[図表])\s?[0-9０-９]|[→⇒➡↓・･•－-]|[(（]?単位[:：]|https?:|第\d+回|[【(（]?[^\s]{0,20}法第\d+条[^\s]{0,12}関係[】)）]?$"
    rf"|[{CIRCLES}{SQUARES}{TRIANGLES}▲△]\s?[:：=＝]"  # ○：ソフト □：ハード
    r"|[【〔［\[＜<(（]\s?(?:(?:最終|中間|修正|改[定訂])?(?:素|原|骨子)?案|第?[0-9.]+版|改[定訂]版|概要版|本編)\s?[】〕］\]＞>)）]$)"
)
_NOT_PLAIN = re.compile(
    r"^(?:議題|出席者|日時|場所)$|^(?:事例|ケース|例|問|設問|ポイント|ステップ|STEP)\s?[0-9①-⑳]|[、。：:；;]|^[(（＜<《〈「『【\[・･]|[)）]$(?<![一-鿿ぁ-んァ-ヶ][)）])|[0-9]{4}|^[^ぁ-んァ-ヶ一-鿿]*[0-9]|[」』＞>]$|^[#＃]"
    r"|^[一-鿿ァ-ヶー]{1,6}[0-9①-⑳]{1,2}[\s:：.．]"  # 課題1 手続の負担, whose number reads as a figure
    r"|^(令和|平成|昭和)\s?[0-9元]+\s?年度?(\s?[0-9]+\s?月)?(末|時点|現在|策定|発行|改定|改訂)?\s?(発行|策定)?$|[0-9.]+[%％]|\||様子$"
    r"|^(令和|平成|20[0-9]{2}).{0,16}(から|～|~).{2,20}(年度?|年間|まで)([(（].*)?$"
)
_PICTURE = re.compile(r"(イメージ|概要|構成|体制|関係|フロー|概念|体系)図?|参考|注釈?|出典")
_SHARE = re.compile(r"[0-9]\s?[%％]|^[ぁ-ん]{1,4}$")
_LARGE = 1.2
_OF_YEAR = re.compile(r"20[0-9]{2}年度?[のにへ][^\d\s]{2}")
_HOW_MANY = re.compile(r"[1-9]\s?つの|[1-9]\s?本の柱")
_QUOTED = re.compile(r"[「『“].*[」』”]")
_NUMBERED_TITLE = re.compile(
    r"柱[0-9１-９]|0?[1-9][\s　]+(?:[一-鿿ァ-ヶ]{2,}|取り?組み?)$"
    r"|[0-9]{1,2}(?:[.．-][0-9]{1,2})*[\s　]+[^\d\s%％()（）]{2,8}の(?:改善|向上|拡大|拡充)"
)
"""A section about what is counted elsewhere (柱1 窓口, 2 施策, 1.3 窓口の改善, 3 業務の改善): no figure that rises."""
_FIGURES_AT_END = re.compile(r"(?:(?<![0-9.])[0-9][0-9,]*\.[0-9]+[^\s0-9.]{0,3}\s*){2}$")
_WORD = re.compile(r"[一-鿿ぁ-んァ-ヶA-Za-z]{2}")
_PROSE_COMMA = re.compile("[ぁ-ん][、，]|[(（][^)）]*[、，]")
_BESIDE_FIGURES = re.compile(rf"[(（\[【][^)）\]】]*[)）\]】]|[\s{ARROWS}、,・:：/／~～〜]")


def unfolded_heading(index: int, block: Paragraph, contents: Contents, rules: RuleSet) -> Iterator[Heading]:
    """The heading that a cell of a form or list table was set out as; none for what stands below one."""
    if block.unfolded in (None, "body"):
        return
    wording = read_wording(block.text, rules)
    wording = replace(wording, title=without_department_tail(wording.title, block))
    if block.unfolded == "title" and wording.number is None:
        wording = _with_own_number(wording, block)
    if block.unfolded == "label":
        label = block_label(block.text, rules) or next(iter(block.marks), "other")
        wording = replace(wording, number=None, title=block.text, label=label)
    family = {"group": "group:form", "policy": "policy:form", "title": "measure:form", "label": "label"}[block.unfolded]
    yield Heading(
        block=index,
        paragraph=block,
        passage=block.passage,
        family=family,
        rank=RANKS[family.split(":", 1)[0]],
        wording=replace(wording, ordinal=None, tag=None, marks=wording.marks + block.marks),
        announced=contents.entry_of(wording.number, wording.title) is not None,
        distinct=True,
        sure=True,
    )


def _with_own_number(wording: Wording, block: Paragraph) -> Wording:
    """The wording of a title whose number stood in a cell of its own, in whatever form (101, A-3)."""
    number = level(block.passage.segments[0].raw.strip())
    alone = len(block.passage.segments) > 1 and _OWN_NUMBER.fullmatch(number) is not None
    if not alone or not wording.title.startswith(f"{number} "):
        return wording
    return replace(wording, number=number, title=wording.title[len(number) + 1 :].strip())


class Setting(NamedTuple):
    """What the document says of the line: whether it stands where a heading may stand without any mark (`alone`),

    returns from page to page as a form's label does (`recurring`), or has white around it above a text (`apart`), which
    is set in another colour or without the tint behind the line (`tinted`).
    """

    alone: bool
    recurring: bool
    apart: bool
    tinted: bool = False
    groups: bool = False
    """A number that begins, or goes on behind prose, stands right below: 【総務部】, or a line of its own colour."""
    beside: bool = False
    """In a text, it stands alone behind an unmarked section and says what no other line does: 財源 behind 人材."""
    telling: bool = False
    """A low number (①) begins the line, and below it departments or blocks of a measure stand behind labels."""
    counted: bool = False
    """In a text, its number counts below the last plain one (4.1 below 4): 4.1 組織 is no figure."""


def line_to_heading(
    index: int, block: Paragraph, contents: Contents, body: Style | None, setting: Setting, rules: RuleSet
) -> Heading | None:
    """The heading that the line `index` may be; None for what is none by its own words and looks."""
    longest = _LONGEST_BOLD if _is_bold(block, body) else _MAX_LENGTH
    if not block.text or len(block.text) > longest + 20 or _is_note(block.text):
        return None
    if _is_figure(block) and not (setting.counted or _is_listed(block, contents, rules)):
        return None
    larger = block.style is not None and body is not None and block.style.size >= body.size * 1.2
    wording = read_wording(contents.with_space(block.text), rules, glued=larger)
    wording = replace(wording, title=without_department_tail(wording.title, block))
    if not wording.title or len(wording.title) > (longest if wording.number else _MAX_LENGTH):
        return None
    wording = _as_banner(block, wording, rules) if larger else wording
    set_out = is_distinct(block.style, body)
    own_size = block.style.size if set_out and block.style is not None else None
    entry = contents.entry_of(wording.number, wording.title, size=own_size)
    stated = entry is not None or block.heading_level is not None
    if _is_no_title(block, wording, setting, rules, announced=entry is not None, set_out=set_out):
        return None
    if not stated and _is_bracketed(wording) and _is_year(block):
        return None
    family = wording.family or _bare_family(block, stated or setting.alone)
    unranked = family is not None and (family == "label" or family.startswith("bracket"))
    if unranked and entry is not None and wording.appendix is not None and body is None:
        family = "appendix"  # 参考資料, <資料> that the contents list are a part of the plan, no block's label
    other = wording.label == "other" and family == "label" and body is None
    if other and setting.beside:
        wording, family, other = replace(wording, label=None), "plain", False
    if family is None or (other and not (wording.mark or wording.container)):
        return None
    in_text = block.passage.page is None
    if family == "plain" and in_text and not stated and _is_step(wording.title, rules):
        return None
    if family == "plain" and entry is None and _lists_bare(contents):
        family = "plain:below"  # what the contents list without a number stands above what they leave out
    heading = Heading(
        block=index,
        paragraph=block,
        passage=block.passage,
        family=family,
        rank=RANKS.get(family.split(":", 1)[0]),
        wording=wording,
        announced=entry is not None,
        distinct=setting.recurring or is_distinct(block.style, body) or block.heading_level is not None,
        sure=False,
        listed=entry.level if entry else _bookmarked(block),
    )
    return _weighed(heading, stated or (setting.recurring and heading.kind in BARE), body, setting)


def _is_step(title: str, rules: RuleSet) -> bool:
    """Whether a bare line says in a word what is done in a year (運用, 検証): a cell whose table lost its form."""
    found = rules["phases"].match(title)
    if found is None or found.label == "study":  # 企画 is also what a section is about
        return False
    return found.end == len(title) <= _LONGEST_STEP


def _is_no_title(
    block: Paragraph, wording: Wording, setting: Setting, rules: RuleSet, *, announced: bool, set_out: bool
) -> bool:
    """Whether a line's words are those of an item, a caption, a list, a sentence, or say whose something is."""
    title = wording.title
    if wording.tag and (block.depth is not None or block_label(wording.tag, rules) or _is_time(block, title)):
        return True  # 【戦略の期間】令和7年度～令和10年度
    captions = _PICTURE.fullmatch(title) and wording.label in (None, "other")  # 【概要】 heads a block
    if _is_bracketed(wording) and (block.depth is not None or captions):
        return True
    if lists_numbers(wording, rules):
        return True
    named = _is_bracketed(wording) and wording.number is None
    if named and wording.label is None and not setting.groups and says_departments(block):
        return True  # 【総務部 広報課】 below a title says whose it is
    if announced:
        return False
    if UNCLOSED.search(title):
        return True  # the first line of a paragraph (…委員会（以
    if block.heading_level is None and rules["box_titles"].match(block.text):
        return True
    sentence = wording.label is None and reads_as_sentence(wording, set_out=set_out)  # 【だれが】 is whole
    if sentence or not _WORD.search(squeeze(title)):
        return True
    return names_holder(title, rules) or names_department(title, rules) or labels_text(wording, rules)


def _is_note(text: str) -> bool:
    """Whether a line begins as a note does, and not as the title of what explains a word."""
    return _NOTE.match(text) is not None and not is_explained(text)


def _as_banner(block: Paragraph, wording: Wording, rules: RuleSet) -> Wording:
    """The label alone as the title of a banner that states an indicator behind it (【計画のKPI】 申請件数 90件)."""
    banded = block.style is not None and block.style.band is not None
    if not banded or wording.tag is None or block_label(wording.tag, rules) != "kpi":
        return wording
    if not any(m.kind == "quantity" for m in block.mentions):
        return wording
    return replace(wording, title=wording.tag, tag=None, label="kpi", family="label", mark="bracket:【")


def _is_bracketed(wording: Wording) -> bool:
    return wording.mark is not None and wording.mark.startswith("bracket")


def _is_bold(block: Paragraph, body: Style | None) -> bool:
    """Whether a line is set as the text is, but bold."""
    style = block.style
    return style is not None and body is not None and style.bold and not body.bold and style.size >= body.size


def _is_year(block: Paragraph) -> bool:
    """Whether the line says nothing but a time, which dates what is listed below it (【令和7年度】)."""
    dates = [m for m in block.mentions if m.kind == "date"]
    return len(dates) == 1 and not _WORD.search(block.text[: dates[0].start] + block.text[dates[0].end :])


def _is_time(block: Paragraph, title: str) -> bool:
    """Whether what stands behind a tag says nothing but a time or a period."""
    begin = block.text.rfind(title)
    dates = [m for m in block.mentions if m.kind == "date" and m.start >= begin >= 0]
    rest = list(block.text)
    for mention in dates:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    return bool(dates) and not _WORD.search("".join(rest[begin:]).replace("まで", "").replace("から", ""))


def _lists_bare(contents: Contents) -> bool:
    """Whether the contents list titles without numbers: then such headings stand on two levels."""
    return any(entry.number is None and entry.title for entry in contents.entries)


def _bookmarked(block: Paragraph) -> int | None:
    """The level, from 0 on, of the bookmark that names a line of a PDF."""
    return block.heading_level - 1 if block.heading_level is not None and block.style is not None else None


def _is_figure(block: Paragraph) -> bool:
    """Whether the line is nothing but quantities, as figures on slides are: `18 業務` is no section, `柱2 研修` is."""
    found = [m for m in block.mentions if m.kind in ("quantity", "date")]
    values = [m for m in found if m.kind == "quantity"]
    if _FIGURES_AT_END.search(block.text):
        return True
    if not values or (values[0].start > 1 and len(values) < _SEVERAL) or _NUMBERED_TITLE.match(block.text):
        return False
    rest = list(block.text)
    for mention in found:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    beside = len(_BESIDE_FIGURES.sub("", "".join(rest)))
    return beside <= 1 or (len(values) >= _SEVERAL and beside <= _OF_EACH * len(values))


def _is_listed(block: Paragraph, contents: Contents, rules: RuleSet) -> bool:
    """Whether the contents list a line that reads as a figure, number and title (2 工程)."""
    wording = read_wording(block.text, rules)
    return wording.number is not None and contents.entry_of(wording.number, wording.title) is not None


def _bare_family(block: Paragraph, may_be_plain: bool) -> str | None:
    if block.style is not None:
        style = block.style
        return f"style:{round(style.size)}:{int(style.bold)}:{int(style.band is not None)}:{int(style.boxed)}"
    return "plain" if may_be_plain else None


def _weighed(heading: Heading, stated: bool, body: Style | None, setting: Setting) -> Heading | None:
    """The heading with how sure it is; None when what speaks for it is not enough."""
    kind, styled, apart = heading.kind, body is not None, setting.apart
    if kind in _ALWAYS or stated:
        return replace(heading, sure=True)
    if kind in ORDER and body is not None and heading.size is not None and heading.size < 0.75 * body.size:
        return None  # smaller than the text: words of a figure or a note
    if kind != "label" and breaks_off(heading):
        return None
    if kind in BARE:
        title = heading.wording.title
        how_many = _HOW_MANY.match(title) is not None
        if (
            len(title) > MAX_BARE
            or (title[0].isdigit() and not how_many and not _is_of_time(heading, body))
            or _SHARE.search(title)
            or _QUOTED.fullmatch(title)
            or (kind == "plain" and not how_many and _NOT_PLAIN.search(title))
        ):
            return None
        if kind == "plain":
            return heading
        return replace(heading, sure=True) if _stands_out(heading, body, setting) else None
    if kind in _WORDED:
        if styled and not heading.distinct and kind != "label":
            return heading if apart else None
        return replace(heading, sure=kind in ("policy", "measure", "section", "ordinal", "clause"))
    if styled and not heading.distinct:
        names_block = heading.wording.label not in (None, "other")  # ア 現状, set as the text is
        return heading if names_block or setting.telling or (apart and kind in _COUNTED) else None
    return replace(heading, sure=styled and kind not in LOW)


def _is_of_time(heading: Heading, body: Style | None) -> bool:
    """Whether a title set much larger than the text begins with a year (2030年のある一日), and is no date."""
    large = body is not None and heading.size is not None and heading.size >= _LARGE * body.size
    return large and _OF_YEAR.match(heading.wording.title) is not None


def _stands_out(heading: Heading, body: Style | None, setting: Setting) -> bool:
    """What a line must have to be a heading by its style alone: larger, or bold or on a band at no smaller size.

    A bold one right above a number that begins a count may be smaller.

    A line with a comma after a particle, a verb or a bracket reads as prose unless it is much larger; a list of nouns
    does not.
    """
    style = heading.paragraph.style
    if style is None or body is None or not (is_distinct(style, body) or setting.tinted):
        return False
    if _PROSE_COMMA.search(heading.wording.title) and style.size < body.size * 1.3:
        return False
    if style.size >= body.size * 1.12:
        return True
    banded = style.band is not None and style.size > body.size * 1.04
    large = style.size >= body.size * 0.98 or setting.groups
    return large and (setting.tinted or style.bold or banded)
