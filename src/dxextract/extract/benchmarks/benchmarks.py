"""Outside figures (national, prefectural) set beside the municipality's own.

From sentences: a scope word (全国平均, 県平均) with a figure next to it and words of comparison or a figure of the
municipality's own of the same unit, which may be what the next sentence says. From runs of lines: 全国平均:75%
beside 本市:72%. From labelled statements, in lines or rows: ベンチマーク 導入率(全国):82.1% over 取組実績 導入済.
From tables: a column or row of the scope beside one of the municipality. KPI values and national goals are no
benchmarks; ranks have no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dxextract.extract.benchmarks.statements import Line, comparisons, lines_of_table, lines_of_text
from dxextract.extract.benchmarks.tables import source_in, table_benchmarks
from dxextract.extract.items import read_line
from dxextract.extract.measures import MeasureIndex
from dxextract.extract.sections import headings_and_contents, paragraphs
from dxextract.normalise import squeeze
from dxextract.rules import RuleMatch, RuleSet
from dxextract.schema.document import Document, Mention, Paragraph, Sentence
from dxextract.schema.outline import Candidate, Claim, Outline
from dxextract.schema.passage import evidence_of
from dxextract.schema.plan import Benchmark, Quantity, ReferenceQuantity
from dxextract.schema.records import TableView
from dxextract.signs import LABEL_SIGNS

_LEADING = re.compile(
    r"^(?:(?:また|なお|さらに|一方|しかし|ただし|次に|特に|例えば)[、,]?|(?:本|当)[市町村区](?:の|における|では、?|は、?)"
    r"|[市町村区]の|(?:現在|近年|時点)(?:の|で|における)?|[、,の])+"
)
_AFTER_DATE = re.compile(r"^(?:末|末日|現在|時点)?(?:現在|時点)?[でのに、]*(?:おける|おいて)?、?")
_SUBJECT_END = re.compile(r"(?:は|が|については|について|を見ると|をみると)[、,]?")
_COUNTED = re.compile(r"の(?P<name>[^、。はが]{4,40}(?:率|割合|数|度|比|額))(?:は|が)[、,]?(?:約|およそ)?")
_AGAINST = re.compile("[上下]回|より[高低多少大小良悪]|[にと]比べ")
_GAP = 18
_SHORTEST_NAME = 4  # characters of what an indicator counts


@dataclass(frozen=True, slots=True)
class _Figure:
    """A quantity with its place in the text."""

    start: int
    end: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence says of one indicator: its figure, and whose it is."""

    name: str
    scope: str
    figure: _Figure


def find_benchmarks(
    document: Document, outline: Outline, tables: tuple[TableView, ...], index: MeasureIndex, rules: RuleSet
) -> tuple[Candidate[Benchmark], ...]:
    """All benchmarks in reading order."""
    found: list[Candidate[Benchmark]] = []
    outside = headings_and_contents(outline)
    lines = [(i, p) for i, p in paragraphs(document) if i not in outside and p.role != "caption"]
    for block, paragraph in lines:
        found.extend(_in_sentences(block, paragraph, index, rules))
        found.extend(_across_sentences(block, paragraph, index, rules))
    found.extend(_in_lines(lines, index, rules))
    found.extend(_in_statements(document, outside, tables, index, rules))
    for view in tables:
        found.extend(table_benchmarks(view, document, index, rules))
    return tuple(sorted(found, key=lambda one: (one.claims[0].block, one.claims[0].start)))


def _in_sentences(
    block: int, paragraph: Paragraph, index: MeasureIndex, rules: RuleSet
) -> Iterator[Candidate[Benchmark]]:
    text = paragraph.text
    for sentence in paragraph.sentences:
        body = text[sentence.start : sentence.end]
        hits = rules["benchmark_scopes"].find_all(body)
        scopes = [hit for hit in hits if hit.label != "own"]
        figures = _figures(paragraph.mentions, sentence.start, sentence.end)
        if not scopes or not figures:
            continue
        taken: dict[int, RuleMatch] = {}
        for scope in scopes:
            figure = _beside(scope, figures, body, taken)
            if figure is not None:
                taken[figure.start] = scope
        free = [one for one in figures if one.start not in taken]
        own = [_beside(hit, free, body, {}) for hit in hits if hit.label == "own"]
        compared = rules["comparison_tails"].match(body) is not None
        part = paragraph.passage.part(sentence.start, sentence.end)
        for figure in figures:
            matching = _own_figure(figure, [one for one in own if one is not None]) or _own_figure(figure, free)
            if figure.start not in taken or (matching is None and not compared):
                continue
            # 申請率は、村が88%: the clause's subject is whose it is; in スマホを持つ町民は88% it is what is counted.
            whose = [hit for hit in hits if matching and hit.end == matching.start and body[: hit.start].endswith("、")]
            first = min(one.start for one in (matching, taken[figure.start], figure, *whose) if one is not None)
            name = _behind_scope(body, taken[figure.start], figure) or _indicator(
                body[:first], paragraph.mentions, sentence.start
            )
            if name is None:
                continue
            record = Benchmark(
                id="",
                measure_id=_measure_id(index, block),
                name=name,
                reference=_reference(
                    figure.quantity, taken[figure.start].label, paragraph.mentions, sentence.start + figure.start
                ),
                own=_dated(matching.quantity, paragraph.mentions, sentence.start + matching.start)
                if matching
                else None,
                source=source_in(body, rules, before=figure.start),
                evidence=part.evidence(),
            )
            yield Candidate(record, "benchmark.sentence", 0.6, (Claim(block, sentence.start, sentence.end),))


def _across_sentences(
    block: int, paragraph: Paragraph, index: MeasureIndex, rules: RuleSet
) -> Iterator[Candidate[Benchmark]]:
    """An outside figure in one sentence and the municipality's own, of the same indicator, in the next.

    `利用率は全国で86.2%となっています。本町では、町民の利用率は77.5%でした。`
    """
    for first, second in pairwise(paragraph.sentences):
        told, mine = _sole_figure(paragraph, first, rules), _sole_figure(paragraph, second, rules)
        if told is None or mine is None or told.scope == "own" or mine.scope != "own":
            continue
        if told.figure.quantity.unit != mine.figure.quantity.unit or not _is_same(told.name, mine.name):
            continue
        mentions = tuple(one for one in paragraph.mentions if one.end <= first.end)
        own_dates = tuple(one for one in paragraph.mentions if one.start >= second.start)
        record = Benchmark(
            id="",
            measure_id=_measure_id(index, block),
            name=told.name,
            reference=_reference(told.figure.quantity, told.scope, mentions, first.start + told.figure.start),
            own=_dated(mine.figure.quantity, own_dates, second.start + mine.figure.start),
            source=source_in(paragraph.text[first.start : first.end], rules, before=told.figure.start),
            evidence=paragraph.passage.part(first.start, second.end).evidence(),
        )
        yield Candidate(record, "benchmark.sentences", 0.6, (Claim(block, first.start, second.end),))


def _sole_figure(paragraph: Paragraph, sentence: Sentence, rules: RuleSet) -> _Said | None:
    """The one share that a sentence gives, with whose it is and of what; None where it compares or counts several."""
    body = paragraph.text[sentence.start : sentence.end]
    figures = _figures(paragraph.mentions, sentence.start, sentence.end)
    scopes = {hit.label for hit in rules["benchmark_scopes"].find_all(body)}
    outside = scopes - {"own"}
    if len(figures) != 1 or len(outside) > 1 or (outside and "own" in scopes) or not scopes:
        return None
    hit = next(hit for hit in rules["benchmark_scopes"].find_all(body) if hit.label in scopes)
    if hit.label != "own" and _beside(hit, figures, body, {}) is None:
        return None
    name = _indicator(body[: figures[0].start if hit.label == "own" else hit.start], paragraph.mentions, sentence.start)
    return None if name is None else _Said(name, hit.label, figures[0])


def _is_same(name: str, other: str) -> bool:
    """Whether two sentences count the same: alike but for whose it is (個人の利用率, 町民の利用率)."""
    core = re.split(r"(?<=[一-龥])の(?=.{4})", squeeze(name))[-1]
    return len(core) >= _SHORTEST_NAME and squeeze(other).endswith(core)


def _figures(mentions: tuple[Mention, ...], start: int, end: int) -> list[_Figure]:
    """The numeric quantities of one sentence, placed relative to its start."""
    return [
        _Figure(one.start - start, one.end - start, one.quantity)
        for one in mentions
        if one.kind == "quantity"
        and one.quantity is not None
        and one.quantity.state == "numeric"
        and start <= one.start
        and one.end <= end
    ]


def _beside(scope: RuleMatch, figures: list[_Figure], body: str, taken: dict[int, RuleMatch]) -> _Figure | None:
    """The figure that a scope word belongs to: 全国平均(の)75%, 全国平均は75%, 75%(全国平均)."""
    free = [one for one in figures if one.start not in taken]
    # The figure may have taken words of its scope along (`全国平均75.0%`), so it may begin inside the scope word.
    after = next((one for one in free if one.end > scope.end and scope.start <= one.start <= scope.end + _GAP), None)
    if after is not None and not re.search(r"[。、]", body[scope.end : after.start][2:]):
        return after
    # 83.5%で、全国平均を上回る: a clause of its own says what the figure before it is compared with
    before = (one for one in free if 0 <= scope.start - one.end <= 3)
    return next((one for one in before if not re.search("[、で]", body[one.end : scope.start])), None)


def _own_figure(reference: _Figure, free: list[_Figure]) -> _Figure | None:
    """The municipality's figure to compare with: of the same unit, the last before the reference, else the next."""
    alike = [one for one in free if one.quantity.unit == reference.quantity.unit]
    before = [one for one in alike if one.start < reference.start]
    return before[-1] if before else next(iter(alike), None)


def _indicator(text: str, mentions: tuple[Mention, ...], offset: int) -> str | None:
    """What is compared: the subject of `text`, the sentence's part before the figures, without date and 本市の."""
    for one in sorted(mentions, key=lambda m: -m.start):
        low, high = one.start - offset, one.end - offset
        if one.kind == "date" and low >= 0 and high <= len(text):
            text = text[:low] + _AFTER_DATE.sub("", text[high:])
    ends = list(_SUBJECT_END.finditer(text))
    if not ends:
        return _listed(text)
    text = text[: ends[-1].start()]
    earlier = [end for end in ends[:-1] if end.group(0).startswith(("について", "を見る", "をみる"))]
    text = text[earlier[-1].end() :] if earlier else text
    text = _LEADING.sub("", re.split(r"[。、]", _LEADING.sub("", text.strip(f" {LABEL_SIGNS}")))[-1]).strip(" 、")
    text = re.sub(r"(?<=[るたい])の$", "", text)  # 公開しているのは
    return text if 2 <= len(text) <= 50 else None


def _behind_scope(body: str, scope: RuleMatch, figure: _Figure) -> str | None:
    """What an outside figure counts, said between its scope and itself: `全国の60歳代のスマートフォン利用率は78%`."""
    start = scope.end - body[: scope.end].endswith("の")
    found = _COUNTED.fullmatch(body[start : figure.start])
    return found["name"] if found else None


def _listed(text: str) -> str | None:
    """The indicator of a list item without a predicate: `利用している世帯 61.3%(県平均 77.5%)`."""
    name = _LEADING.sub("", text.strip(f" 　{LABEL_SIGNS}:：…"))
    return name if 2 <= len(name) <= 40 and not re.search(r"[。、]", name) else None


def _in_lines(
    lines: list[tuple[int, Paragraph]], index: MeasureIndex, rules: RuleSet
) -> Iterator[Candidate[Benchmark]]:
    """Runs of short lines `scope: figure`, headed by the line that names the indicator."""
    position = 0
    while position < len(lines):
        run: list[tuple[int, Paragraph, str, Quantity]] = []
        while position + len(run) < len(lines) and (read := _labelled(*lines[position + len(run)], rules)):
            run.append(read)
        if len(run) >= 2 and position > 0:
            yield from _from_run(run, lines[position - 1], index)
        position += max(1, len(run))


def _labelled(block: int, paragraph: Paragraph, rules: RuleSet) -> tuple[int, Paragraph, str, Quantity] | None:
    line = read_line(block, paragraph)
    label, _, value = line.text.replace("：", ":").partition(":")
    figures = _figures(paragraph.mentions, 0, len(paragraph.text))
    if not value or len(label) > 16 or len(figures) != 1 or len(line.text) > 40:
        return None
    scope = rules["benchmark_scopes"].label(label)
    return (block, paragraph, scope, figures[0].quantity) if scope else None


def _from_run(
    run: list[tuple[int, Paragraph, str, Quantity]], title: tuple[int, Paragraph], index: MeasureIndex
) -> Iterator[Candidate[Benchmark]]:
    own = next((quantity for *_, scope, quantity in run if scope == "own"), None)
    name = read_line(*title).text.strip("【】[] 　:：")
    if own is None or len(name) > 50:
        return
    for block, paragraph, scope, quantity in run:
        if scope == "own":
            continue
        record = Benchmark(
            id="",
            measure_id=_measure_id(index, block),
            name=name,
            reference=_reference(quantity, scope, paragraph.mentions, 0),
            own=own,
            source=None,
            evidence=evidence_of([title[1].passage, *(one[1].passage for one in run)]),
        )
        yield Candidate(record, "benchmark.lines", 0.6, (Claim(block, 0, len(paragraph.text)),))


def _in_statements(
    document: Document,
    outside: frozenset[int],
    tables: tuple[TableView, ...],
    index: MeasureIndex,
    rules: RuleSet,
) -> Iterator[Candidate[Benchmark]]:
    lines = lines_of_text([(i, p) for i, p in paragraphs(document) if i not in outside], rules)
    rows = [line for view in tables if view.kind in ("generic", "form") for line in lines_of_table(view, rules)]
    for one in comparisons(sorted([*lines, *rows], key=lambda line: line.block), rules):
        record = Benchmark(
            id="",
            measure_id=_measure_id(index, one.lines[0].block),
            name=one.name,
            reference=ReferenceQuantity.model_validate({**one.reference.model_dump(), "scope": one.scope}),
            own=one.own,
            source=one.source,
            evidence=evidence_of(passage for line in one.lines for passage in line.passages),
        )
        claims = tuple(_claim(line) for line in dict.fromkeys(one.lines))
        yield Candidate(record, "benchmark.statement", 0.8, claims)


def _claim(line: Line) -> Claim:
    if line.row is not None:
        return Claim(line.block, line.row, line.row + 1)
    return Claim(line.block, 0, max(1, len(line.passages[0].text)))


def _reference(quantity: Quantity, scope: str, mentions: tuple[Mention, ...], position: int) -> ReferenceQuantity:
    dated = _dated(quantity, mentions, position)
    if _AGAINST.search(dated.raw):  # 県平均の86.4%を下回る: said of the other figure
        dated = dated.model_copy(update={"comparator": "eq", "direction": None})
    return ReferenceQuantity.model_validate({**dated.model_dump(), "scope": scope})


def _dated(quantity: Quantity, mentions: tuple[Mention, ...], position: int) -> Quantity:
    """The quantity at the date nearest before it, else at the next one, unless it has one of its own."""
    if quantity.at is not None:
        return quantity
    dates = [one for one in mentions if one.kind == "date" and one.date is not None]
    before = [one.date for one in dates if one.start < position]
    after = [one.date for one in dates if position < one.start]
    at = before[-1] if before else next(iter(after), None)
    return quantity if at is None else quantity.model_copy(update={"at": at})


def _measure_id(index: MeasureIndex, block: int) -> str | None:
    measure = index.of_block(block)
    return measure.id if measure else None
