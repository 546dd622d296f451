"""Which lines of a document are headings, each with the family it counts in.

What a line may be by its own words is read in `candidates`; here the document is asked: what stands above and below it,
whether the contents page lists it, whether it returns with each measure, whether it is a word of a picture, a term of a
glossary or the slogan that a heading announces. What does not fit its sequence, and runs of headings with nothing under
them, are thrown out later, by `tree`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label, role_by_words
from dxextract.schema.document import Document, Paragraph, Style
from dxextract.segment.body_style import body_style, page_bodies
from dxextract.segment.candidates import Setting, line_to_heading, unfolded_heading
from dxextract.segment.chart_boxes import is_chart_box
from dxextract.segment.contents import Contents
from dxextract.segment.contents_entries import title_key
from dxextract.segment.covers import BARE, is_bare_label, without_cover, without_running
from dxextract.segment.full_blocks import with_full_blocks
from dxextract.segment.heading import RANKS, Heading
from dxextract.segment.joined_lines import split_joined
from dxextract.segment.leads import telling_lines, with_leads
from dxextract.segment.listed_again import listing_lines, repeats_entry
from dxextract.segment.number_lines import is_rest_of_title, leads_title, with_number_above, with_rest_below
from dxextract.segment.numbering import read_numbering
from dxextract.segment.openings import counting_lines, opening_lines, titles_above
from dxextract.segment.pictures import is_in_picture, names_figure, picture_words
from dxextract.segment.promised import without_lone_promises
from dxextract.segment.prose import promises
from dxextract.segment.recurring import blocks_in_own_words, recurring_lines, repeated_names, returning_labels
from dxextract.segment.refusals import (
    heads_table,
    is_answer,
    is_beside_heading,
    is_bullet,
    is_item_of_label,
    is_slogan,
    is_state_of,
    is_term,
    is_translation,
    names_form,
    names_seat,
    names_speaker,
    tells_indicator,
)
from dxextract.segment.sequences import counts_below
from dxextract.segment.surroundings import (
    heads_count,
    is_isolated,
    is_on_own_band,
    is_small_label,
    is_tinted,
    leads_annex,
    leads_apart,
    leads_content,
    leads_count,
    leads_deeper,
    leads_department,
    leads_group,
    leads_its_own,
    leads_period,
    leads_prose,
    leads_sentence,
    leads_text,
    marks_beside,
    names_office,
    titles_panel,
)
from dxextract.segment.systems import find_system
from dxextract.segment.values import labels_value, moves_value, names_value, tells_date, titles_card
from dxextract.segment.wording import read_wording

_LATE = 0.7
"""Share of the blocks behind which the back matter begins."""
_BULLETS = ("・", "･", "•")
_ROUND = frozenset({"mark:○", "mark:〇", "mark:◯", "mark:●"})
_SMALL = 0.9


def find_headings(document: Document, contents: Contents, rules: RuleSet) -> tuple[Heading, ...]:
    """All candidates for headings of the document, in reading order."""
    finder = _Finder(document, contents, rules)
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and block.role == "body" and index not in contents.blocks:
            finder.read(index, block)
    titles = without_lone_promises(document, finder.headings)
    headings = with_full_blocks(document, with_leads(document, titles, rules), rules)
    return without_cover(document, without_running(headings, finder.body), rules)


class _Finder:
    """The headings found so far, and what of the whole document a line is judged by."""

    def __init__(self, document: Document, contents: Contents, rules: RuleSet) -> None:
        self.document, self.contents, self.rules = document, contents, rules
        self.headings: list[Heading] = []
        self.body = body_style(document)
        self.bodies = page_bodies(document, self.body)
        self.recurring = recurring_lines(document, rules)
        self.own_words = blocks_in_own_words(document, rules)
        self.returning = returning_labels(document, rules) | self.own_words
        self.opening = opening_lines(document, contents.blocks, rules)
        self.above = titles_above(document, contents.blocks, rules) if self.body is None else frozenset[int]()
        self.counting = counting_lines(document, contents.blocks, rules) if self.body is None else frozenset[int]()
        self.telling = telling_lines(document, rules) if self.body is not None else frozenset[int]()
        self.system = find_system(document, rules)
        self.first = max(contents.blocks, default=-1)
        self.pictured = picture_words(document)
        self.goals: set[str] = set()
        self.said = Counter(squeeze(b.text) for b in document.blocks if isinstance(b, Paragraph))
        self.names = repeated_names(document)
        self.listing = listing_lines(document, contents) if self.body is None else frozenset[int]()

    def read(self, index: int, printed: Paragraph) -> None:
        """Adds the headings that a paragraph is: none, one, or several that a medium has joined."""
        document, rules, found = self.document, self.rules, self.headings
        if printed.unfolded is not None:
            found.extend(unfolded_heading(index, printed, self.contents, rules))
            return
        if leads_title(document, index, rules) or is_rest_of_title(document, index, self.contents, rules):
            return  # 第1章 above its title is read with that
        block = with_number_above(document, index, printed, self.contents, rules, found)
        joined = with_rest_below(document, index, block, self.contents, rules)
        setting = self._setting(index, index if joined is block else index + 1)
        block = joined
        if block.text[:1] in _BULLETS and leads_prose(document, index) and block_label(block.text[1:].strip(), rules):
            block = replace(block, passage=block.passage.part(1))  # ・現状, and the text below it
        slogan = is_slogan(document, found, index, rules)
        if block is not printed and found and _is_number_of(found[-1], index):
            found.pop()
        page = printed.passage.page if titles_panel(document, index) else None
        body = self.body if page is None else self.bodies.get(page, self.body)
        for part in split_joined(block, found, self.contents, rules):
            heading = line_to_heading(index, part, self.contents, body, setting, rules)
            heading = self._as_meant(heading, index) if heading is not None else None
            if heading is not None and self._holds(heading, index, slogan=slogan):
                found.append(self._marked(heading, index))

    def _setting(self, index: int, last: int) -> Setting:
        document, in_text = self.document, self.body is None
        alone = index in self.opening or index in self.above or index in self.own_words or index in self.counting
        alone = alone or (in_text and _stands_alone(document, index, self.headings, self.rules))
        alone = alone or (in_text and self._is_in_system(index))
        apart = not in_text and is_isolated(document, index, last) and leads_text(document, last, self.rules)
        groups = heads_count(document, index, self.rules)
        tinted, telling = apart and is_tinted(document, index), index in self.telling
        beside = in_text and alone and self._goes_on(index)
        block = document.blocks[index]
        numbering = read_numbering(block.text, self.rules) if isinstance(block, Paragraph) else None
        counted = in_text and counts_below(numbering, self.headings)
        return Setting(alone, index in self.recurring, apart, tinted, groups, beside, telling, counted)

    def _goes_on(self, index: int) -> bool:
        """Whether a line that is said but once stands behind an unmarked section without blocks, above prose."""
        block, last = self.document.blocks[index], self.headings[-1] if self.headings else None
        if not isinstance(block, Paragraph) or last is None or last.kind != "plain" or last.announced:
            return False
        return leads_prose(self.document, index) and self.said[squeeze(block.text)] == 1

    def _holds_titles(self, index: int) -> bool:
        """Whether the name of a chapter of measures leads at once to a title that stands alone above its own text."""
        block, below = self.document.blocks[index], self.document.blocks[index + 1 : index + 2]
        if index in self.returning or not isinstance(block, Paragraph) or not below:
            return False
        title = below[0]
        if not isinstance(title, Paragraph) or read_wording(title.text, self.rules).family is not None:
            return False
        named = self.rules["measure_chapters"].match(block.text) is not None
        return named and is_isolated(self.document, index + 1) and leads_prose(self.document, index + 1)

    def _is_in_system(self, index: int) -> bool:
        """Whether a line stands alone in a text and says what a table of the plan's system names."""
        block = self.document.blocks[index]
        alone = isinstance(block, Paragraph) and block.blank_before and block.depth is None
        return alone and isinstance(block, Paragraph) and self.system.has(block.text)

    def _as_meant(self, heading: Heading, index: int) -> Heading | None:
        """The heading in the family that the document gives its line; None where that says that it is no heading."""
        document, in_text, wording = self.document, self.body is None, heading.wording
        if wording.label == "departments" and wording.number and leads_prose(document, index):
            wording = replace(wording, label=None)  # 1 推進組織 above what it does is a section
            heading = replace(heading, wording=wording)
        if index in self.own_words and heading.kind in BARE:
            wording = replace(wording, label=role_by_words(wording.title, self.rules) or "other")
            heading = replace(heading, family="label", rank=RANKS["label"], wording=wording)
        if index in self.listing and heading.kind == "plain" and heading.announced:
            return None
        if repeats_entry(heading, self.headings) or self._is_goal(heading, index):
            return None
        foreword = wording.appendix == "front" and leads_prose(document, index)
        if index < self.first and not (heading.announced or foreword):
            return None
        if in_text and is_bare_label(heading) and heading.announced:
            # 施策一覧 that the contents list is a section where it first stands, no block of a measure
            first_one = not any(h.key == heading.key for h in self.headings)
            heading = replace(heading, family="plain", rank=None) if first_one else heading
        first = (
            in_text and is_bare_label(heading) and all(h.kind in (*BARE, "label", "appendix") for h in self.headings)
        )
        if first and leads_count(document, index, self.rules):  # 何をするか above 1, before any other number
            heading = replace(heading, family="plain:opening", rank=None, sure=True)
        if first and self._holds_titles(index):  # 取組内容 above the titles of the measures
            heading = replace(heading, family="plain", rank=None, sure=True, divides=True)
        if index in self.opening and (heading.kind in ("plain", "label") or wording.appendix == "front"):
            heading = self._as_listed(heading) or replace(heading, family="plain:opening", rank=None, sure=True)
        if index in self.counting and heading.kind == "plain":
            heading = replace(heading, sure=True)
        if index in self.above and heading.kind == "plain":
            heading = replace(heading, family="plain:titled", sure=True)
        if wording.container and heading.family == "label" and in_text:
            if not (heading.announced or leads_annex(document, index, self.rules)):
                return None
            heading = replace(heading, family="appendix", rank=RANKS["appendix"])  # 参考資料 above 資料1
        if heading.kind == "bracket" and self._closes_with_terms(heading, index):
            heading = replace(heading, family="appendix", rank=RANKS["appendix"])
        return heading

    def _is_goal(self, heading: Heading, index: int) -> bool:
        """Whether 目標1 stands right below a measure, and none did above the first one: what that measure aims at."""
        if not heading.family.startswith("policy:目標") or heading.announced:
            return False
        above = self.headings[-1] if self.headings else None
        right_below = above is not None and above.kind == "measure" and above.block == index - 1
        if right_below and not any(h.family == heading.family for h in self.headings):
            self.goals.add(heading.family)
        return heading.family in self.goals

    def _as_listed(self, heading: Heading) -> Heading | None:
        """A line that heads numbered sections, with the number that the contents give its title and a medium lost."""
        key, own = title_key(heading.wording.title), heading.wording.number
        entry = next((e for e in self.contents.entries if e.number and title_key(e.title) == key), None)
        wording = read_wording(f"{entry.number} {heading.wording.title}", self.rules) if entry and not own else None
        if wording is None or wording.family is None:
            return None
        rank = RANKS.get(wording.family.split(":", 1)[0])
        return replace(heading, wording=wording, family=wording.family, rank=rank, announced=True, sure=True)

    def _closes_with_terms(self, heading: Heading, index: int) -> bool:
        """Whether a glossary in brackets is the plan's own, near its end: no block that each measure has."""
        if self.rules["appendix_headings"].label(heading.wording.title) != "glossary":
            return False
        said = sum(isinstance(b, Paragraph) and b.text == heading.paragraph.text for b in self.document.blocks)
        return said == 1 and index > _LATE * len(self.document.blocks)

    def _holds(self, heading: Heading, index: int, *, slogan: bool) -> bool:
        """Whether nothing around the line speaks against the heading."""
        document, rules, label = self.document, self.rules, heading.wording.label
        if not heading.announced and heading.wording.number is None and names_form(document, index):
            return False
        if is_bare_label(heading) and index not in self.returning and self._says_nothing(heading, index):
            return False
        if heading.kind in BARE and not heading.announced and heading.paragraph.text in self.names:
            return False
        tag = heading.kind == "bracket" or (heading.kind in BARE and rules["status_words"].match(heading.wording.title))
        beside = tag and is_beside_heading(document, self.headings, index)
        if beside or is_state_of(heading, self.headings, index, rules):
            return False
        if label == "departments" and (
            not leads_department(document, index) or is_small_label(heading, self.headings, self.body)
        ):
            return False
        if heading.kind in BARE and (names_office(document, index, rules) or self._is_chart_box(heading, index)):
            return False
        if heading.kind in BARE and not heading.announced and names_seat(document, index, rules):
            return False
        if heading.kind == "mark" and not heading.announced and self._is_item(heading, index):
            return False
        if not heading.announced and names_figure(document, heading, self.body):
            return False
        titled = heading.kind == "mark" or (heading.order is None and heads_table(document, index))
        if titled and tells_indicator(heading.wording.title, rules):
            return False
        card = heading.kind in BARE and self._is_below_indicators(heading) and titles_card(document, index)
        if card and not leads_sentence(document, index):
            return False
        if not heading.announced and labels_value(document, index, rules):
            return False
        if heading.kind in BARE and not heading.announced and tells_date(heading.paragraph):
            return False
        if promises(heading) and not (heading.announced or leads_deeper(document, index, heading.family, rules)):
            return False
        if is_translation(heading, self.headings, index) or is_answer(document, heading):
            return False
        named = heading.kind in (*BARE, "mark") and not heading.announced and names_value(document, index, rules)
        if named or (slogan and heading.kind in BARE and not heading.announced):
            return False
        return not (is_term(heading, self.headings, rules) or is_in_picture(heading, self.headings, self.pictured))

    def _is_item(self, heading: Heading, index: int) -> bool:
        """Whether a line with a mark is an item of a list or a block, smaller than headings are, or moves a value."""
        if heading.family in _ROUND and heading.paragraph.depth is not None:  # - ○ 端末の導入
            return True
        listed = is_bullet(self.document, index) or is_item_of_label(heading, self.headings)
        return listed or self._is_small(heading, index) or moves_value(heading.paragraph)

    def _is_chart_box(self, heading: Heading, index: int) -> bool:
        """Whether the line is a box of a chart or the speaker of a bubble."""
        stated = heading.announced or heading.paragraph.heading_level is not None
        speaks = names_speaker(self.document, index)
        return not stated and (speaks or is_chart_box(self.document, index, self.rules))

    def _is_below_indicators(self, heading: Heading) -> bool:
        """Whether the heading before it is the label of a block of indicators on its page (【目標指標】)."""
        above = self.headings[-1] if self.headings else None
        if above is None or above.wording.label != "kpi" or heading.announced:
            return False
        return above.passage.page == heading.passage.page

    def _is_small(self, heading: Heading, index: int) -> bool:
        """Whether a line behind ○ is set smaller than the text and heads no sentence: one of a list in a box."""
        style = heading.paragraph.style
        if heading.family not in _ROUND or style is None or style.band is not None:
            return False
        small = self.body is not None and heading.size is not None and heading.size < _SMALL * self.body.size
        return small and not leads_sentence(self.document, index)

    def _says_nothing(self, heading: Heading, index: int) -> bool:
        """Whether a block's label that must have content below it has none."""
        label, document = heading.wording.label, self.document
        needs_content = self.body is None or label in ("actions", "other")
        if not needs_content or heading.announced or _is_large(heading, self.body):
            return False
        leads = leads_content(document, index) or leads_group(document, index) or index + 1 in self.above
        leads = leads or (self.body is None and leads_count(document, index, self.rules))
        return not (leads or leads_its_own(document, index, label, self.rules))

    def _marked(self, heading: Heading, index: int) -> Heading:
        """The heading with what marks beside it say, and whether it may be one of a list's items."""
        listed = heading.kind in ("circled", "series") and index not in self.recurring
        parted = leads_sentence(self.document, index) or leads_apart(self.document, index)
        if listed and not (parted or is_on_own_band(self.document, index)):
            heading = replace(heading, distinct=False)  # above bullets it is one of a list's items
        elif self._titles_prose(heading, index) or (
            heading.kind == "circled" and self.body is None and self._is_title_of_run(heading, index)
        ):
            heading = replace(heading, distinct=True)
        if beside := marks_beside(self.document, index, self.rules):
            heading = replace(heading, wording=replace(heading.wording, marks=heading.wording.marks + beside))
        return heading

    def _titles_prose(self, heading: Heading, index: int) -> bool:
        """Whether 1 stands alone in a text above a sentence: no item of figures that stand above it."""
        alone = self.body is None and heading.kind == "digit" and heading.wording.label is None
        return alone and is_isolated(self.document, index) and leads_prose(self.document, index)

    def _is_title_of_run(self, heading: Heading, index: int) -> bool:
        """Whether ① stands in a text between a numbered heading and its own prose, or goes on from such a one."""
        above = next((h for h in reversed(self.headings) if h.kind != "kana"), None)
        if above is None or not (is_isolated(self.document, index) and leads_prose(self.document, index)):
            return False
        again = above.block == index - 1 and any(h.key == above.key for h in self.headings[:-1])  # a running title
        grouped = again or (above.block == index - 1 and above.kind == "bracket")
        held = above.kind in ("policy", "plain") and index - above.block <= 2  # a sentence may lead to ①
        if heading.wording.ordinal == 1:
            return grouped or held or (above.block == index - 1 and above.order not in (None, heading.order))
        last = next((h for h in reversed(self.headings) if h.family == heading.family), None)
        return last is not None and last.distinct and (grouped or held or last is above)


def _is_number_of(above: Heading, index: int) -> bool:
    """Whether the line above was nothing but the number of the heading at `index`."""
    return above.block == index - 1 and above.kind in BARE


def _is_large(heading: Heading, body: Style | None) -> bool:
    """Whether a heading is set like a chapter's: no diagram prints its words so."""
    return body is not None and heading.size is not None and heading.size >= 1.3 * body.size


def _stands_alone(document: Document, index: int, earlier: list[Heading], rules: RuleSet) -> bool:
    """Whether an unmarked line of a text may be a heading by where it stands."""
    if leads_period(document, index, rules):
        return True
    close = document.converted and bool(earlier) and earlier[-1].block == index - 1
    if not is_isolated(document, index, below_heading=close):
        return False
    return not earlier or earlier[-1].kind != "mark" or leads_prose(document, index)
