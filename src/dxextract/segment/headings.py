"""Which lines of a document are headings, each with the family it counts in.

What a line may be by its own words is read in `candidates`; here the document is asked: what stands above and below it,
whether the contents page lists it, whether it returns with each measure, whether it is a word of a picture, a term of a
glossary or the slogan that a heading announces. What does not fit its sequence, and runs of headings with nothing under
them, are thrown out later, by `tree`.
"""

from __future__ import annotations

from dataclasses import replace

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label, role_by_words
from dxextract.schema.document import Document, Paragraph
from dxextract.segment.candidates import Setting, line_to_heading, unfolded_heading
from dxextract.segment.contents import Contents
from dxextract.segment.contents_entries import title_key
from dxextract.segment.covers import BARE, is_bare_label, without_cover, without_running
from dxextract.segment.document_facts import DocumentFacts, facts_of
from dxextract.segment.full_blocks import with_full_blocks
from dxextract.segment.heading import RANKS, Heading
from dxextract.segment.joined_lines import split_joined
from dxextract.segment.leads import with_leads
from dxextract.segment.listed_again import repeats_entry
from dxextract.segment.number_lines import is_rest_of_title, leads_title, with_number_above, with_rest_below
from dxextract.segment.numbering import read_numbering
from dxextract.segment.objections import is_refused
from dxextract.segment.promised import without_lone_promises
from dxextract.segment.refusals import is_slogan
from dxextract.segment.sequences import counts_below
from dxextract.segment.surroundings import (
    heads_count,
    is_isolated,
    is_on_own_band,
    is_tinted,
    leads_annex,
    leads_apart,
    leads_count,
    leads_period,
    leads_prose,
    leads_sentence,
    leads_text,
    marks_beside,
    titles_panel,
)
from dxextract.segment.values import ends_in_figure
from dxextract.segment.wording import read_wording

_LATE = 0.7
"""Share of the blocks behind which the back matter begins."""
_BULLETS = ("・", "･", "•")


def find_headings(document: Document, contents: Contents, rules: RuleSet) -> tuple[Heading, ...]:
    """All candidates for headings of the document, in reading order."""
    finder = _Finder(facts_of(document, contents, rules))
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and block.role == "body" and index not in contents.blocks:
            finder.read(index, block)
    titles = without_lone_promises(document, finder.headings)
    headings = with_full_blocks(document, with_leads(document, titles, rules), rules)
    return without_cover(document, without_running(headings, finder.facts.body), rules)


class _Finder:
    """The headings found so far, and what of the whole document a line is judged by."""

    def __init__(self, facts: DocumentFacts) -> None:
        self.facts = facts
        self.document, self.contents, self.rules = facts.document, facts.contents, facts.rules
        self.headings: list[Heading] = []
        self.goals: set[str] = set()
        """The families of lines that say what a measure aims at (目標1), and are no sections."""

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
        body = self.facts.body if page is None else self.facts.bodies.get(page, self.facts.body)
        for part in split_joined(block, found, self.contents, rules):
            heading = line_to_heading(index, part, self.contents, body, setting, rules)
            heading = self._as_meant(heading, index) if heading is not None else None
            if heading is not None and not is_refused(heading, index, self.facts, found, slogan=slogan):
                found.append(self._marked(heading, index))

    def _setting(self, index: int, last: int) -> Setting:
        document, in_text = self.document, self.facts.in_text
        alone = self.facts.stands_alone(index)
        alone = alone or (in_text and _stands_alone(document, index, self.headings, self.rules))
        alone = alone or (in_text and self._is_in_system(index))
        apart = not in_text and is_isolated(document, index, last) and leads_text(document, last, self.rules)
        groups = heads_count(document, index, self.rules)
        tinted, telling = apart and is_tinted(document, index), index in self.facts.telling
        beside = in_text and alone and self._goes_on(index)
        block = document.blocks[index]
        numbering = read_numbering(block.text, self.rules) if isinstance(block, Paragraph) else None
        counted = in_text and counts_below(numbering, self.headings)
        return Setting(alone, index in self.facts.recurring, apart, tinted, groups, beside, telling, counted)

    def _goes_on(self, index: int) -> bool:
        """Whether a line that is said but once stands behind an unmarked section without blocks, above prose."""
        block, last = self.document.blocks[index], self.headings[-1] if self.headings else None
        if not isinstance(block, Paragraph) or last is None or last.kind != "plain" or last.announced:
            return False
        return leads_prose(self.document, index) and self.facts.said[squeeze(block.text)] == 1

    def _holds_titles(self, index: int) -> bool:
        """Whether the name of a chapter of measures leads at once to a title that stands alone above its own text."""
        block, below = self.document.blocks[index], self.document.blocks[index + 1 : index + 2]
        if index in self.facts.returning or not isinstance(block, Paragraph) or not below:
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
        return alone and isinstance(block, Paragraph) and self.facts.system.has(block.text)

    def _as_meant(self, heading: Heading, index: int) -> Heading | None:
        """The heading in the family that the document gives its line; None where that says that it is no heading."""
        document, in_text, wording = self.document, self.facts.in_text, heading.wording
        if wording.label == "departments" and wording.number and leads_prose(document, index):
            wording = replace(wording, label=None)  # 1 推進組織 above what it does is a section
            heading = replace(heading, wording=wording)
        if index in self.facts.own_words and heading.kind in BARE:
            wording = replace(wording, label=role_by_words(wording.title, self.rules) or "other")
            heading = replace(heading, family="label", rank=RANKS["label"], wording=wording)
        if index in self.facts.listing and heading.kind == "plain" and heading.announced:
            return None
        if repeats_entry(heading, self.headings) or self._is_goal(heading, index):
            return None
        foreword = wording.appendix == "front" and leads_prose(document, index)
        if index < self.facts.first and not (heading.announced or foreword):
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
        if index in self.facts.opening and (heading.kind in ("plain", "label") or wording.appendix == "front"):
            heading = self._as_listed(heading) or replace(heading, family="plain:opening", rank=None, sure=True)
        if index in self.facts.counting and heading.kind == "plain":
            heading = replace(heading, sure=True)
        if index in self.facts.above and heading.kind == "plain":
            heading = replace(heading, family="plain:titled", sure=True)
        if wording.container and heading.family == "label" and in_text:
            if not (heading.announced or leads_annex(document, index, self.rules)):
                return None
            heading = replace(heading, family="appendix", rank=RANKS["appendix"])  # 参考資料 above 資料1
        if heading.kind == "bracket" and self._closes_with_terms(heading, index):
            heading = replace(heading, family="appendix", rank=RANKS["appendix"])
        return heading

    def _is_goal(self, heading: Heading, index: int) -> bool:
        """Whether 目標1 says what a measure aims at: right below it or its label of goals, or told with its figure.

        None of its family may have been a heading before: those are policies.
        """
        if not heading.family.startswith("policy:目標") or heading.announced:
            return False
        above = self.headings[-1] if self.headings else None
        if above is None or any(h.family == heading.family for h in self.headings):
            return heading.family in self.goals
        in_measure = above.kind == "measure" or (above.family == "label" and above.wording.label == "kpi")
        if in_measure and (above.block == index - 1 or ends_in_figure(heading.paragraph)):
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

    def _marked(self, heading: Heading, index: int) -> Heading:
        """The heading with what marks beside it say, and whether it may be one of a list's items."""
        listed = heading.kind in ("circled", "series") and index not in self.facts.recurring
        parted = leads_sentence(self.document, index) or leads_apart(self.document, index)
        if listed and not (parted or is_on_own_band(self.document, index)):
            heading = replace(heading, distinct=False)  # above bullets it is one of a list's items
        elif self._titles_prose(heading, index) or (
            heading.kind == "circled" and self.facts.in_text and self._is_title_of_run(heading, index)
        ):
            heading = replace(heading, distinct=True)
        if beside := marks_beside(self.document, index, self.rules):
            heading = replace(heading, wording=replace(heading.wording, marks=heading.wording.marks + beside))
        return heading

    def _titles_prose(self, heading: Heading, index: int) -> bool:
        """Whether 1 stands alone in a text above a sentence: no item of figures that stand above it."""
        alone = self.facts.in_text and heading.kind == "digit" and heading.wording.label is None
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


def _stands_alone(document: Document, index: int, earlier: list[Heading], rules: RuleSet) -> bool:
    """Whether an unmarked line of a text may be a heading by where it stands."""
    if leads_period(document, index, rules):
        return True
    close = document.converted and bool(earlier) and earlier[-1].block == index - 1
    if not is_isolated(document, index, below_heading=close):
        return False
    return not earlier or earlier[-1].kind != "mark" or leads_prose(document, index)
