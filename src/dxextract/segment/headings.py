"""Which paragraphs are headings, each with the family it counts in.

Signals, strongest first: the contents page announces the line; mark-up or bookmarks state a level; 第n章 and its like;
words that only head a block (現状と課題, 担当課); other number labels, marks and brackets, which a style of their own
must back where the medium has styles; a style of its own alone, or in a text standing alone. A line that reads as a
sentence, a caption, a note or a list item is none. What does not fit its sequence, and runs of headings with nothing
under them, are thrown out later, by `tree`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label, role_by_words
from dxextract.rules.department_tails import without_department_tail
from dxextract.schema.document import Block, Document, Paragraph, Style
from dxextract.segment.body_style import body_style, is_distinct
from dxextract.segment.contents import Contents
from dxextract.segment.covers import BARE, is_bare_label, without_cover, without_running
from dxextract.segment.heading import ORDER, RANKS, Heading
from dxextract.segment.joined_lines import split_joined
from dxextract.segment.leads import LOW, with_leads
from dxextract.segment.lost_spaces import with_space
from dxextract.segment.number_lines import is_rest_of_title, leads_title, with_number_above, with_rest_below
from dxextract.segment.openings import opening_lines, titles_above
from dxextract.segment.pictures import is_in_picture, picture_words
from dxextract.segment.prose import breaks_off, lists_numbers, names_department, names_holder, reads_as_sentence
from dxextract.segment.recurring import blocks_in_own_words, recurring_lines, returning_labels
from dxextract.segment.surroundings import (
    MAX_BARE,
    is_isolated,
    leads_content,
    leads_department,
    leads_group,
    leads_its_own,
    leads_period,
    leads_prose,
    leads_sentence,
    leads_text,
    marks_beside,
)
from dxextract.segment.values import labels_value, names_value
from dxextract.segment.wording import read_wording
from dxextract.signs import ARROWS

_ALWAYS = frozenset({"part", "chapter"})
_WORDED = frozenset({"section", "ordinal", "clause", "policy", "measure", "appendix", "annex", "label"})
_COUNTED = frozenset({"digit", "paren"})
_MAX_LENGTH = 60  # characters; headings of real plans stay below, sentences seldom do
_NOTE = re.compile(
    r"^(※|注[0-9)）:：]|\(?出典|\(?資料[:：]|[＜<【〈《「]?図?表?(?<=[図表])\s?[0-9０-９]|[→⇒➡↓・･•－-]|https?:|第\d+回|[【(（]?[^\s]{0,20}法第\d+条[^\s]{0,12}関係[】)）]?$"
    r"|[【〔［\[＜<(（]\s?(?:(?:最終|中間|修正|改[定訂])?(?:素|原|骨子)?案|第?[0-9.]+版|改[定訂]版|概要版|本編)\s?[】〕］\]＞>)）]$)"
)
_NOT_PLAIN = re.compile(
    r"^(?:議題|出席者|日時|場所)$|^(?:事例|ケース|例|問|設問|ポイント|ステップ|STEP)\s?[0-9①-⑳]|[、。：:；;]|^[(（＜<《〈「『【\[・･]|[)）]$(?<![一-鿿ぁ-んァ-ヶ][)）])|[0-9]{4}|^[^ぁ-んァ-ヶ一-鿿]*[0-9]|[」』＞>]$"
    r"|^(令和|平成|昭和)\s?[0-9元]+\s?年度?(\s?[0-9]+\s?月)?(末|時点|現在|策定|発行|改定|改訂)?\s?(発行|策定)?$|[0-9.]+[%％]|\||様子$"
    r"|^(令和|平成|20[0-9]{2}).{0,16}(から|～|~).{2,20}(年度?|年間|まで)([(（].*)?$"
)
_PICTURE = re.compile(r"(イメージ|概要|構成|体制|関係|フロー|概念|体系)図?|参考|注釈?|出典")
_BULLETS = ("・", "･", "•")
_SUBTITLE = re.compile(r"[～〜~―─–-].+[～〜~―─–-]")
_SHARE = re.compile(r"[0-9]\s?[%％]|^[ぁ-ん]{1,4}$")
_QUOTED = re.compile(r"[「『“].*[」』”]")
_WORD = re.compile(r"[一-鿿ぁ-んァ-ヶA-Za-z]{2}")
_BESIDE_FIGURES = re.compile(rf"[(（\[【][^)）\]】]*[)）\]】]|[\s{ARROWS}、,・:：/／~～〜]")


def find_headings(document: Document, contents: Contents, rules: RuleSet) -> tuple[Heading, ...]:
    """All candidates for headings of the document, in reading order."""
    body = body_style(document)
    recurring = recurring_lines(document, rules)
    own_words = blocks_in_own_words(document, rules)
    returning = returning_labels(document, rules) | own_words
    opening = opening_lines(document, contents.blocks, rules)
    above = titles_above(document, contents.blocks, rules) if body is None else frozenset()
    first = max(contents.blocks, default=-1)
    headings: list[Heading] = []
    pictured = picture_words(document)
    for index, printed in enumerate(document.blocks):
        if not isinstance(printed, Paragraph) or printed.role != "body" or index in contents.blocks:
            continue
        if printed.unfolded is not None:
            headings.extend(unfolded_heading(index, printed, contents, rules))
            continue
        if leads_title(document, index, rules) or is_rest_of_title(document, index, rules):
            continue  # 第1章 above its title is read with that
        block = with_number_above(document, index, printed, contents, rules, headings)
        alone = index in opening or index in above or (body is None and _stands_alone(document, index, headings, rules))
        apart = body is not None and is_isolated(document, index) and leads_text(document, index, rules)
        block = with_rest_below(document, index, block, rules)
        if block.text[:1] in _BULLETS and leads_prose(document, index) and block_label(block.text[1:].strip(), rules):
            block = replace(block, passage=block.passage.part(1))  # ・現状, and the text below it
        slogan = _is_slogan(document, headings, index, rules)
        if block is not printed and headings and _is_number_of(headings[-1], index):
            headings.pop()
        for part in split_joined(block, headings, contents, rules):
            heading = _heading(
                index,
                part,
                contents,
                body,
                alone or index in own_words,
                rules,
                recurring=index in recurring,
                apart=apart,
            )
            if heading is not None and index in own_words and heading.kind in BARE:
                label = role_by_words(heading.wording.title, rules) or "other"
                heading = replace(
                    heading, family="label", rank=RANKS["label"], wording=replace(heading.wording, label=label)
                )
            if heading is None or _repeats_entry(heading, headings):
                continue
            foreword = heading.wording.appendix == "front" and leads_prose(document, index)
            if index < first and not (heading.announced or foreword):
                continue
            if body is None and is_bare_label(heading) and heading.announced:
                # 施策一覧 that the contents list is a section where it first stands, no block of a measure
                first_one = not any(h.key == heading.key for h in headings)
                heading = replace(heading, family="plain", rank=None) if first_one else heading
            if index in opening and (heading.kind in ("plain", "label") or heading.wording.appendix == "front"):
                heading = replace(heading, family="plain:opening", rank=None, sure=True)
            if index in above and heading.kind == "plain":
                heading = replace(heading, family="plain:titled", sure=True)
            needs_content = body is None or heading.wording.label in ("actions", "other")
            unsaid = needs_content and not heading.announced and not _is_large(heading, body)
            leads = leads_content(document, index) or leads_group(document, index) or index + 1 in above
            leads = leads or leads_its_own(document, index, heading.wording.label)
            if heading.wording.container and heading.family == "label" and body is None:
                if not (heading.announced or _leads_annex(document, index, rules)):
                    continue
                heading = replace(heading, family="appendix", rank=RANKS["appendix"])  # 参考資料 above 資料1
            if is_bare_label(heading) and unsaid and not leads and index not in returning:
                continue
            if heading.wording.label == "departments" and not leads_department(document, index):
                continue
            if not heading.announced and labels_value(document, index, rules):
                continue
            if heading.kind in BARE and not heading.announced and (slogan or names_value(document, index, rules)):
                continue
            if _is_term(heading, headings, rules) or is_in_picture(heading, headings, pictured):
                continue
            listed = heading.kind in ("circled", "series") and index not in recurring
            if listed and not leads_sentence(document, index):
                heading = replace(heading, distinct=False)  # above bullets it is one of a list's items
            if beside := marks_beside(document, index, rules):
                heading = replace(heading, wording=replace(heading.wording, marks=heading.wording.marks + beside))
            headings.append(heading)
    headings = with_leads(document, headings, rules)
    return without_cover(document, without_running(headings, body), rules)


def _leads_annex(document: Document, index: int, rules: RuleSet) -> bool:
    """Whether the line after block `index` is the first of the materials that it announces (資料1 用語集)."""
    following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    return isinstance(following, Paragraph) and rules["numbering"].label(following.text) == "annex"


def _is_number_of(above: Heading, index: int) -> bool:
    """Whether the line above was nothing but the number of the heading at `index`."""
    return above.block == index - 1 and above.kind in BARE


def _is_large(heading: Heading, body: Style | None) -> bool:
    """Whether a heading is set like a chapter's: no diagram prints its words so."""
    return body is not None and heading.size is not None and heading.size >= 1.3 * body.size


def unfolded_heading(index: int, block: Paragraph, contents: Contents, rules: RuleSet) -> Iterator[Heading]:
    """The heading that a cell of a form or list table was set out as; none for what stands below one."""
    if block.unfolded in (None, "body"):
        return
    wording = read_wording(block.text, rules)
    wording = replace(wording, title=without_department_tail(wording.title, block))
    if block.unfolded == "label":
        wording = replace(wording, number=None, title=block.text, label=block_label(block.text, rules) or "other")
    family = {"policy": "policy:form", "title": "measure:form", "label": "label"}[block.unfolded]
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


def _stands_alone(document: Document, index: int, earlier: list[Heading], rules: RuleSet) -> bool:
    """Whether an unmarked line of a text may be a heading by where it stands."""
    if leads_period(document, index, rules):
        return True
    if not is_isolated(document, index):
        return False
    return not earlier or earlier[-1].kind != "mark" or leads_prose(document, index)


def _is_slogan(document: Document, earlier: list[Heading], index: int, rules: RuleSet) -> bool:
    """Whether the line stands right below a heading such as 基本理念, or goes on there: it is what that announces."""
    if not earlier:
        return False
    below, block = index - earlier[-1].block, document.blocks[index]
    if below == 1 and isinstance(block, Paragraph) and block.style and _SUBTITLE.fullmatch(block.text):
        return earlier[-1].size is not None and block.style.size < earlier[-1].size
    if rules["vision_headings"].match(earlier[-1].wording.title) is None:
        return False
    if isinstance(block, Paragraph) and rules["vision_headings"].match(block.text):
        return False  # 基本理念 below 第2章 目指す姿 announces the slogan itself
    return below == 1 or (below == 2 and _set_alike(document.blocks[index - 1], document.blocks[index]))


def _set_alike(one: Block, other: Block) -> bool:
    """Whether two lines have one size and weight, where the medium has styles."""
    if not isinstance(one, Paragraph) or not isinstance(other, Paragraph) or one.style is None or other.style is None:
        return False
    return abs(one.style.size - other.style.size) < 0.5 and one.style.bold == other.style.bold


def _repeats_entry(heading: Heading, earlier: list[Heading]) -> bool:
    """Whether an earlier line answers to the contents entry already: it confirms one heading, not each such line."""
    return heading.kind == "plain" and heading.announced and any(h.key == heading.key for h in earlier)


def _is_term(heading: Heading, earlier: list[Heading], rules: RuleSet) -> bool:
    """Whether an unmarked line below a glossary's heading, set no larger than that, is one of its terms."""
    above = earlier[-1] if earlier else None
    if above is None or heading.announced or rules["appendix_headings"].label(above.wording.title) != "glossary":
        return False
    if heading.kind not in (*BARE, "mark", "bracket"):
        return False
    return above.size is None or heading.size is None or heading.size < above.size


def _heading(
    index: int,
    block: Paragraph,
    contents: Contents,
    body: Style | None,
    alone: bool,
    rules: RuleSet,
    *,
    recurring: bool,
    apart: bool,
) -> Heading | None:
    if not block.text or len(block.text) > _MAX_LENGTH + 20 or _NOTE.match(block.text) or _is_figure(block):
        return None
    larger = block.style is not None and body is not None and block.style.size >= body.size * 1.2
    wording = read_wording(with_space(block.text, contents), rules, glued=larger)
    wording = replace(wording, title=without_department_tail(wording.title, block))
    title = wording.title
    if (
        not title
        or len(title) > _MAX_LENGTH
        or (wording.tag and (block.depth is not None or block_label(wording.tag, rules)))
    ):
        return None
    captions = _PICTURE.fullmatch(title) and wording.label in (None, "other")  # 【概要】 heads a block
    if wording.mark and wording.mark.startswith("bracket") and (block.depth is not None or captions):
        return None
    if lists_numbers(wording, rules):
        return None
    entry = contents.entry_of(wording.number, title, distinct=is_distinct(block.style, body))
    announced = entry is not None
    if not announced and (reads_as_sentence(wording) or not _WORD.search(squeeze(title))):
        return None
    if not announced and (names_holder(title, rules) or names_department(title, rules)):
        return None
    stated = announced or block.heading_level is not None
    if not stated and wording.mark and wording.mark.startswith("bracket") and _is_year(block):
        return None
    family = wording.family or _bare_family(block, stated or alone)
    unranked = family is not None and (family == "label" or family.startswith("bracket"))
    if unranked and announced and wording.appendix is not None and body is None:
        family = "appendix"  # 参考資料, <資料> that the contents list are a part of the plan, no block's label
    if family is None or (
        wording.label == "other" and family == "label" and body is None and not (wording.mark or wording.container)
    ):
        return None
    if family == "plain" and not announced and _lists_bare(contents):
        family = "plain:below"  # what the contents list without a number stands above what they leave out
    heading = Heading(
        block=index,
        paragraph=block,
        passage=block.passage,
        family=family,
        rank=RANKS.get(family.split(":", 1)[0]),
        wording=wording,
        announced=announced,
        distinct=recurring or is_distinct(block.style, body) or block.heading_level is not None,
        sure=False,
        listed=entry.level if entry else _bookmarked(block),
    )
    return _weighed(heading, stated or (recurring and heading.kind in BARE), body, apart=apart)


def _is_year(block: Paragraph) -> bool:
    """Whether the line says nothing but a time, which dates what is listed below it (【令和7年度】)."""
    dates = [m for m in block.mentions if m.kind == "date"]
    return len(dates) == 1 and not _WORD.search(block.text[: dates[0].start] + block.text[dates[0].end :])


def _lists_bare(contents: Contents) -> bool:
    """Whether the contents list titles without numbers: then such headings stand on two levels."""
    return any(entry.number is None and entry.title for entry in contents.entries)


def _bookmarked(block: Paragraph) -> int | None:
    """The level, from 0 on, of the bookmark that names a line of a PDF."""
    return block.heading_level - 1 if block.heading_level is not None and block.style is not None else None


def _is_figure(block: Paragraph) -> bool:
    """Whether the line is nothing but quantities, as figures on slides are: `3 業務` is no section, `施策2 研修` is."""
    found = [m for m in block.mentions if m.kind in ("quantity", "date")]
    first = next((m.start for m in found if m.kind == "quantity"), None)
    if first is None or first > 1:
        return False
    rest = list(block.text)
    for mention in found:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    return len(_BESIDE_FIGURES.sub("", "".join(rest))) <= 1


def _bare_family(block: Paragraph, may_be_plain: bool) -> str | None:
    if block.style is not None:
        style = block.style
        return f"style:{round(style.size)}:{int(style.bold)}:{int(style.band is not None)}:{int(style.boxed)}"
    return "plain" if may_be_plain else None


def _weighed(heading: Heading, stated: bool, body: Style | None, *, apart: bool) -> Heading | None:
    """The heading with how sure it is; None when what speaks for it is not enough."""
    kind, styled = heading.kind, body is not None
    if kind in _ALWAYS or stated:
        return replace(heading, sure=True)
    if kind in ORDER and body is not None and heading.size is not None and heading.size < 0.75 * body.size:
        return None  # smaller than the text: words of a figure or a note
    if kind != "label" and breaks_off(heading):
        return None
    if kind in BARE:
        title = heading.wording.title
        if (
            len(title) > MAX_BARE
            or title[0].isdigit()
            or _SHARE.search(title)
            or _QUOTED.fullmatch(title)
            or (kind == "plain" and _NOT_PLAIN.search(title))
        ):
            return None
        if kind == "plain":
            return heading
        return replace(heading, sure=True) if _stands_out(heading, body) else None
    if kind in _WORDED:
        if styled and not heading.distinct and kind != "label":
            return heading if apart else None
        return replace(heading, sure=kind in ("policy", "measure", "section", "ordinal", "clause"))
    if styled and not heading.distinct:
        names_block = heading.wording.label not in (None, "other")  # ア 現状, set as the text is
        return heading if names_block or (apart and kind in _COUNTED) else None
    return replace(heading, sure=styled and kind not in LOW)


def _stands_out(heading: Heading, body: Style | None) -> bool:
    """What a line must have to be a heading by its style alone: larger, or bold or on a band at no smaller size.

    A line with a comma reads as prose unless it is much larger.
    """
    style = heading.paragraph.style
    if style is None or body is None or not is_distinct(style, body):
        return False
    if re.search("[、，]", heading.wording.title) and style.size < body.size * 1.3:
        return False
    if style.size >= body.size * 1.12:
        return True
    return style.size >= body.size * 0.98 and (style.bold or (style.band is not None and style.size > body.size * 1.04))
