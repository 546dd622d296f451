"""Pledges in prose: sentences of the plan's own voice about its future, with a deadline or a quantity aimed at.

Signals for a sentence, all of them: it stands outside tables, contents, headings and sections that speak of others, of
the past or of the plan's frame; its voice is not the nation's or prefecture's; it is about the future; and it holds a
date after publication that is a deadline, or a quantity aimed at. What is only said to be needed (必要がある) is
no pledge, and a date without any predicate none either. Counts of a plan's own parts (3つの柱), ages,
durations and the plan's period are neither. Does not join sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dxextract.extract.items import read_line
from dxextract.extract.measures import MeasureIndex
from dxextract.extract.sections import headings_and_contents, paragraphs
from dxextract.rules import RuleSet, squeezed
from dxextract.schema.document import Document, Mention, Paragraph, Sentence
from dxextract.schema.outline import Candidate, Claim, Outline
from dxextract.schema.passage import Passage
from dxextract.schema.plan import Commitment, DateRef, Plan, Quantity
from dxextract.schema.records import TableView

_SILENT_BLOCKS = frozenset(
    {"kpi", "schedule", "departments", "period", "national_policy", "past_actions", "evaluation"}
)
# Figures here say how things are; only a date ahead makes a pledge.
_STATE_BLOCKS = frozenset({"current_state", "issues", "background"})
_REVIEWED = re.compile(
    r"(?:見直し|改[定訂]|評価|検証|点検)(?:等)?(?:を|も)(?:実施|行|する|図)|(?:見直|改[定訂]|検証)し?(?:ます|する)"
)
"""What a sentence on the plan's period promises, if anything: a review."""
_AIMED = frozenset({"ge", "gt", "le", "lt"})
_WITHIN = re.compile(r"に、?[^、。]{0,24}[^、。きれいりな]ます")
"""What is done within a time (30分以内に全世帯へ届けます); not what can be done so."""
_STATES = frozenset({"vision"})
_OTHERS = ("national", "prefectural", "other")
_SILENT_KINDS = frozenset({"front", "back", "glossary"})
_DONE = re.compile(r"[^、。]{0,16}?(?:した|された|している|してきた)(?=[一-龥ァ-ヴA-Za-z])")
_TITLED = re.compile(r"([^\s、。:：「」()（）]{2,24})(?:\s?[:：]\s?|\s)(?=\S)")
_PARTICLE = re.compile(r"(?:は|が|を|に|で|も|て|へ|まで|から|では|には)$")
_PREDICATE = re.compile(r"(?:ます|[うくすつぬむるぐぶ])。")
_GAP = re.compile(r"[:：\u3000\t]| {2}|\*\*|__")
_ASIDE = re.compile(r"\s?[)）](?!\s?[にへまをがは])")
_APPOINTED = re.compile(r"を[^、。を]{2,24}?(?:と(?:し|する|します)|に(?:任命|指名|選任|充て))")


@dataclass(frozen=True, slots=True)
class _Setting:
    """The facet that sentences stand in, and whether only a date ahead makes a pledge there."""

    role: str | None
    deadlines_only: bool


def find_commitments(
    document: Document,
    outline: Outline,
    plan: Plan,
    tables: tuple[TableView, ...],
    index: MeasureIndex,
    rules: RuleSet,
) -> tuple[Candidate[Commitment], ...]:
    """All pledges in reading order. `tables` are left out whole: their figures are KPIs and schedules."""
    in_tables = frozenset(view.block for view in tables)
    outside = headings_and_contents(outline) | in_tables
    found: list[Candidate[Commitment]] = []
    for block, paragraph in paragraphs(document):
        if block in outside or paragraph.role == "caption":
            continue
        setting = _setting(outline, block, rules)
        if setting is not None:
            found.extend(_pledges(block, paragraph, setting, plan, outline, index, rules))
    return tuple(found)


def _facet_role(outline: Outline, block: int, rules: RuleSet) -> str | None:
    """The role of the innermost facet that the block stands in."""
    for node in reversed(outline.path(outline.owner[block])):
        if node.kind in ("measure", "policy", "chapter"):
            return None
        if label := rules["block_labels"].label(node.title):
            return label
    return None


def _setting(outline: Outline, block: int, rules: RuleSet) -> _Setting | None:
    """How to read the sentences of a block; None where the plan does not speak of its own future."""
    path = outline.path(outline.owner[block])
    # Policies and measures speak for the plan, whatever chapter they were put under.
    first = next((n for n, node in enumerate(path) if node.kind in ("policy", "measure")), 0)
    voices = {rules["other_voices"].label(node.title) for node in path[first:]} - {None}
    role = _facet_role(outline, block, rules)
    # The chapter above may be about how the plan came to be (計画策定の趣旨).
    if "frame" in voices <= {"frame", "past"} and rules["period_headings"].match(path[-1].title):
        return _Setting("period", deadlines_only=True)
    if not path or role in _SILENT_BLOCKS or voices - {"state"} or any(node.kind in _SILENT_KINDS for node in path):
        return None
    return _Setting(role, deadlines_only=bool(voices) or role in _STATE_BLOCKS)


def _pledges(
    block: int,
    paragraph: Paragraph,
    setting: _Setting,
    plan: Plan,
    outline: Outline,
    index: MeasureIndex,
    rules: RuleSet,
) -> Iterator[Candidate[Commitment]]:
    text_start = _behind_title(paragraph.passage, read_line(block, paragraph).start)
    for sentence in paragraph.sentences:
        start = max(sentence.start, text_start) if sentence.start <= text_start < sentence.end else sentence.start
        if not _is_about_future(sentence, paragraph.text, setting.role):
            continue
        words = paragraph.text[sentence.start : sentence.end]
        given = _period_end(words, plan)
        if (given or setting.role == "period") and not _REVIEWED.search(words, given or 0):
            continue
        begin = sentence.start + (given or 0)
        inside = [m for m in paragraph.mentions if begin <= m.start and m.end <= sentence.end]
        deadlines = tuple(d for m in inside if (d := _deadline(m, paragraph.text, plan, rules)))
        quantities = [(m, q) for m in inside if (q := _quantity(m, paragraph.text, rules))]
        rests = [(q, paragraph.text[m.end : sentence.end]) for m, q in quantities]
        aimed = not setting.deadlines_only and any(_is_aimed(q, rest, setting.role, rules) for q, rest in rests)
        if not (deadlines or aimed) or sentence.voice in _OTHERS:
            continue
        part = paragraph.passage.part(start, sentence.end)
        measure = index.of_block(block)
        record = Commitment(
            id="",
            measure_id=measure.id if measure else None,
            section_id=outline.section_id(block),
            text=part.text,
            deadlines=deadlines,
            quantities=tuple(q for _, q in quantities),
            evidence=part.evidence(),
        )
        rule = "commitment.deadline" if deadlines else "commitment.quantity"
        yield Candidate(record, rule, 0.7 if deadlines else 0.6, (Claim(block, start, sentence.end),))


def _behind_title(passage: Passage, start: int) -> int:
    """Where the sentence begins in a line that opens with a title (`電子決裁の定着　令和7年度中に切り替えます。`).

    Without a predicate behind it (`公金収納：令和8年度の開始に向けた準備。`) the title belongs to what is said.
    """
    found = _TITLED.match(passage.text, start)
    if found is None or _PARTICLE.search(found.group(1)) or not _PREDICATE.search(passage.text):
        return start
    gap = passage.raw[passage.offsets[found.end(1) - 1] + 1 : passage.offsets[found.end()]]
    return found.end() if _GAP.search(gap) else start


def _is_about_future(sentence: Sentence, text: str, role: str | None) -> bool:
    if sentence.tense == "present":
        # 保有している in 目指す姿 is a state to come; elsewhere it is the state of things.
        return role in _STATES
    if sentence.tense is None:
        return "までに" in text[sentence.start : sentence.end]
    return sentence.tense == "future"


def _deadline(mention: Mention, text: str, plan: Plan, rules: RuleSet) -> DateRef | None:
    date = mention.date
    if mention.kind != "date" or date is None or rules["not_deadlines"].match(text[mention.end : mention.end + 14]):
        return None
    if not _is_later(date, text[mention.end : mention.end + 3], plan):
        return None
    return None if _says_period(mention, text, plan) else date


def _says_period(mention: Mention, text: str, plan: Plan) -> bool:
    """Whether a date is given as the plan's period and not as a deadline within it."""
    date = mention.date
    if plan.period is None or date is None or "期間" not in text or squeezed(date.raw) not in squeezed(plan.period.raw):
        return False
    return date.start != date.end or text[mention.end :].startswith(("までとする", "までとし"))


def _period_end(sentence: str, plan: Plan) -> int | None:
    """Where a sentence has said from when to when the plan runs; None where it does not."""
    period = plan.period
    if period is None or period.start_fiscal_year in (None, period.end_fiscal_year):
        return None
    said = re.search(r"\s*".join(map(re.escape, squeezed(period.raw))), sentence)
    if said is not None:
        return said.end()
    return len(sentence) if squeezed(period.raw) in squeezed(sentence) else None


def _is_later(date: DateRef, after: str, plan: Plan) -> bool:
    """Whether a date lies ahead as seen from publication, or from the period's start where no date is printed."""
    if plan.published is not None:
        return date.end > plan.published.end
    if plan.period is not None and plan.period.start is not None:
        return date.end > plan.period.start
    return after.startswith(("まで", "末まで", "中に", "末に"))


def _quantity(mention: Mention, text: str, rules: RuleSet) -> Quantity | None:
    quantity = mention.quantity
    if mention.kind != "quantity" or quantity is None or quantity.state != "numeric":
        return None
    return None if rules["structural_units"].match(text[mention.start : mention.end + 12]) else quantity


def _is_aimed(quantity: Quantity, after: str, role: str | None, rules: RuleSet) -> bool:
    """Whether a quantity is a goal: bounded and willed, or willed by the words that follow it.

    What is counted in a clause about the past (1人に1台整備した端末) is none, nor who is put in an office
    (職員1人を担当者とし).
    """
    if _DONE.match(after) or _APPOINTED.match(after) or _ASIDE.match(after):
        return False
    if quantity.direction is not None or role in _STATES:
        return quantity.comparator in _AIMED or quantity.direction is not None or quantity.unit == "%"
    if quantity.comparator in ("le", "lt") and _WITHIN.match(after):
        return True
    return rules["target_words"].match(after) is not None
