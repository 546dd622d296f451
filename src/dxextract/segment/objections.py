"""Whether what stands around a line speaks against its being a heading.

Decides for a line that reads and looks like a heading: a label with nothing below it, a box of a chart, a word of a
picture, an item of a list, a value's label and the name of an office are none; what the contents page lists is held to
less. Each question is answered in `refusals`, `surroundings`, `pictures` or `values`; here is decided of which lines it
is asked. What a line may be by its own words was decided in `candidates`.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.schema.document import Style
from dxextract.segment.chart_boxes import is_chart_box
from dxextract.segment.covers import BARE, is_bare_label
from dxextract.segment.document_facts import DocumentFacts
from dxextract.segment.heading import Heading
from dxextract.segment.pictures import is_in_picture, names_figure
from dxextract.segment.prose import promises
from dxextract.segment.refusals import (
    heads_table,
    is_answer,
    is_beside_heading,
    is_bullet,
    is_item_of_label,
    is_state_of,
    is_term,
    is_text_of_label,
    is_translation,
    names_form,
    names_seat,
    names_speaker,
    tells_indicator,
)
from dxextract.segment.surroundings import (
    is_small_label,
    leads_content,
    leads_count,
    leads_deeper,
    leads_department,
    leads_group,
    leads_its_own,
    leads_sentence,
    names_office,
)
from dxextract.segment.values import labels_value, moves_value, names_value, tells_date, titles_card

_ROUND = frozenset({"mark:○", "mark:〇", "mark:◯", "mark:●"})
_SMALL = 0.9
"""Of the body's size, what a heading behind ○ has at least."""
_LARGE = 1.3
"""Of the body's size, what a chapter's heading has at least."""


def is_refused(heading: Heading, index: int, facts: DocumentFacts, earlier: Sequence[Heading], *, slogan: bool) -> bool:
    """Whether anything around the line speaks against the heading; `earlier`: the headings above it."""
    document, rules = facts.document, facts.rules
    if not heading.announced and _is_other_line(heading, index, facts, earlier, slogan=slogan):
        return True
    if _is_empty_label(heading, index, facts) or _is_loose_tag(heading, index, facts, earlier):
        return True
    bare = heading.kind in BARE
    if bare and (names_office(document, index, rules) or _is_chart_box(heading, index, facts)):
        return True
    titled = heading.kind == "mark" or (heading.order is None and heads_table(document, index))
    if titled and tells_indicator(heading.wording.title, rules):
        return True
    card = bare and _is_below_indicators(heading, earlier) and titles_card(document, index)
    if card and not leads_sentence(document, index):
        return True
    if promises(heading) and not (heading.announced or leads_deeper(document, index, heading.family, rules)):
        return True
    if is_translation(heading, earlier, index) or is_answer(document, heading):
        return True
    return is_term(heading, earlier, rules) or is_in_picture(heading, earlier, facts.pictured)


def _is_other_line(
    heading: Heading, index: int, facts: DocumentFacts, earlier: Sequence[Heading], *, slogan: bool
) -> bool:
    """Whether a line that the contents do not list is a name of something else, a value's label, an item or a date."""
    document, rules = facts.document, facts.rules
    if heading.wording.number is None and names_form(document, index):
        return True
    if names_figure(document, heading, facts.body) or labels_value(document, index, rules):
        return True
    if heading.kind in BARE:
        said = (
            slogan
            or is_text_of_label(heading, earlier)
            or heading.paragraph.text in facts.names
            or tells_date(heading.paragraph)
        )
        return said or names_seat(document, index, rules) or names_value(document, index, rules)
    if heading.kind == "mark":
        return _is_item(heading, index, facts, earlier) or names_value(document, index, rules)
    return False


def _is_empty_label(heading: Heading, index: int, facts: DocumentFacts) -> bool:
    """Whether a block's label that must have content below it has none, or none of its kind."""
    if is_bare_label(heading) and index not in facts.returning and _says_nothing(heading, index, facts):
        return True
    return heading.wording.label == "departments" and not leads_department(facts.document, index)


def _is_loose_tag(heading: Heading, index: int, facts: DocumentFacts, earlier: Sequence[Heading]) -> bool:
    """Whether a label is set beside the heading that it speaks of, or small below it."""
    status = heading.kind in BARE and facts.rules["status_words"].match(heading.wording.title)
    tag = heading.kind == "bracket" or status
    if tag and is_beside_heading(facts.document, earlier, index):
        return True
    if heading.wording.label == "departments" and is_small_label(heading, earlier, facts.body):
        return True
    return is_state_of(heading, earlier, index, facts.rules)


def _is_item(heading: Heading, index: int, facts: DocumentFacts, earlier: Sequence[Heading]) -> bool:
    """Whether a line with a mark is an item of a list or a block, smaller than headings are, or moves a value."""
    if heading.family in _ROUND and heading.paragraph.depth is not None:  # - ○ 端末の導入
        return True
    listed = is_bullet(facts.document, index) or is_item_of_label(heading, earlier)
    return listed or _is_small(heading, index, facts) or moves_value(heading.paragraph)


def _is_chart_box(heading: Heading, index: int, facts: DocumentFacts) -> bool:
    """Whether the line is a box of a chart or the speaker of a bubble."""
    stated = heading.announced or heading.paragraph.heading_level is not None
    speaks = names_speaker(facts.document, index)
    return not stated and (speaks or is_chart_box(facts.document, index, facts.rules))


def _is_below_indicators(heading: Heading, earlier: Sequence[Heading]) -> bool:
    """Whether the heading before it is the label of a block of indicators on its page (【目標指標】)."""
    above = earlier[-1] if earlier else None
    if above is None or above.wording.label != "kpi" or heading.announced:
        return False
    return above.passage.page == heading.passage.page


def _is_small(heading: Heading, index: int, facts: DocumentFacts) -> bool:
    """Whether a line behind ○ is set smaller than the text and heads no sentence: one of a list in a box."""
    style = heading.paragraph.style
    if heading.family not in _ROUND or style is None or style.band is not None:
        return False
    small = facts.body is not None and heading.size is not None and heading.size < _SMALL * facts.body.size
    return small and not leads_sentence(facts.document, index)


def _says_nothing(heading: Heading, index: int, facts: DocumentFacts) -> bool:
    """Whether a block's label that must have content below it has none."""
    label, document = heading.wording.label, facts.document
    needs_content = facts.body is None or label in ("actions", "other")
    if not needs_content or heading.announced or _is_large(heading, facts.body):
        return False
    leads = leads_content(document, index) or leads_group(document, index) or index + 1 in facts.above
    leads = leads or (facts.body is None and leads_count(document, index, facts.rules))
    return not (leads or leads_its_own(document, index, label, facts.rules))


def _is_large(heading: Heading, body: Style | None) -> bool:
    """Whether a heading is set like a chapter's: no diagram prints its words so."""
    return body is not None and heading.size is not None and heading.size >= _LARGE * body.size
