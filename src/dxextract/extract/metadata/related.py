"""The plans among which this one positions itself, and what each is to it.

Looks where the plan does that: sections about its position, its relation to other plans, its legal ground; a figure or
table there counts. Where these name no plan of the nation's, those quoted in the sections on national trends stand in.
Earlier plans may be named anywhere (`predecessors.py`). What a plan is to this one is said by the words around its
title (最上位計画, 前計画) before its title itself (総合計画, 自治体DX推進計画, a prefecture's name). Titles in brackets
right behind a title are the plans it consists of and belong to it. Its own title, the kind of plan it says it is
(市町村官民データ活用推進計画として), laws, and bare words such as 総合計画 beside a titled one are no related plans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dxextract.extract.metadata.predecessors import find_predecessors, plan_key
from dxextract.extract.metadata.title_marks import bare_title
from dxextract.extract.roles.phrases import bare
from dxextract.extract.sections import headings_and_contents, paragraphs, sections_titled
from dxextract.rules import RuleSet
from dxextract.rules.municipalities import load_gazetteer
from dxextract.schema.document import Cell, Document, Figure, Mention, Paragraph, Table, is_furniture
from dxextract.schema.outline import Outline
from dxextract.schema.passage import Passage
from dxextract.schema.plan import RelatedPlan

_KINDS = r"(?:計画|戦略|方針|指針|ビジョン|プラン|構想|大綱|宣言|手順書|プログラム)"
_QUOTED = re.compile(
    rf"[「『](?P<title>[^「」『』]{{3,60}}?{_KINDS}(?:\d+(?:\.\d+)?)?)(?:[（(【〔\[][^「」『』]*[)）】〕\]])?[」』]"
)
_LOCAL = re.compile(
    rf"(?:第[0-9０-９一二三四五六七八九十]+[次期]|(?<![一-龥]))(?!本|当|各|全|他|同|両)[一-龥々ヶケノ]{{1,6}}[市町村区](?!町村)[一-龥ァ-ヶーA-Za-z0-9・]{{2,24}}?"
    rf"{_KINDS}(?!(?!及|並|等)[一-龥])"
)
"""A municipal plan's title without quotes, where its place is no known name."""
_SAME_PLAN = re.compile(
    r"同(?P<kind>計画|戦略|方針|ビジョン|プラン|構想)(?P<relation>の(?:実行|実施|行動|個別|分野別|部門別|アクション)(?:計画|プラン))"
)
"""How a sentence takes up the plan named before it: 同ビジョンの実行計画として."""
_TRAILING = re.compile(
    r"\s*[（(〔\[][^（()）]*(?:年|月|以下|R\d|H\d|閣議|策定|改[定訂]|期間|20\d\d|Ver|第[\d.]+版|案|最?上位計画|関連計画)[^（()）]*[)）〕\]]$"
)
_PARTS = re.compile(rf"[（(][^（()）]*{_KINDS}(?:[（(][^（()）]*[)）])?[)）]")
_AND = r"(?:及び|および|並びに|ならびに|と|や|、|・)"
_AND_BEFORE = re.compile(rf"(?:[「『][^「」『』]*[」』](?:[（(][^（()）]*[）)])?{_AND})+[「『]?$")
_AND_AFTER = re.compile(rf"^(?:[」』](?:[（(][^（()）]*[）)])?{_AND}[「『][^「」『』]*)+")
_BEHIND = re.compile(r"^[」』]?[（(][^（()）]*[)）](?![」』])")
_NOTED = re.compile(
    r"^[」』]?(?:[（(][^（()）]*[)）])*?[（(](?:(?P<predecessor>[前旧](?:期|回)?(?:計画|戦略|方針|プラン|ビジョン))"
    r"|(?P<national>国|政府)|(?P<prefectural>[都道府県]))(?:の?計画)?(?:[、・][^（()）]*)?[)）]"
)
"""A bracket right behind a title that says whose plan it is, or that it is the one before this one."""
_BRACKET_GAP = re.compile(r"(?<=[ぁ-んァ-ヶー一-龥]) (?=[（(])|(?<=[)）]) (?=[ぁ-んァ-ヶ一-龥])")
_ORDINAL = re.compile(r"^(?:第[0-9０-９一二三四五六七八九十]+[次期])")
_SPEAKER = re.compile(
    r"(?:(?P<other>[本当][市町村区])"
    r"|(?P<prefectural>(?:^|(?<=[、。」』及び])|(?<=並びに)|(?<=また))[県府都道]|[一-龥]{2,3}[県府]|東京都|北海道)"
    r"|(?P<national>総務省|政府|デジタル庁|内閣府|(?<![一-龥])国))(?:の|が|は|では|において)"
)
_SPEAKS_WITHIN = 60  # characters
_LABEL = re.compile(r"^(?P<label>[^:：。「」]{1,16})[:：]\s*(?P<rest>.+)$")
_BULLET = re.compile(r"[・･•●○■□◆◇▶►➤✓-]")
_ITEM = re.compile(
    r"(?P<title>[^を、。:：「」（()）]+(?:[（(][^（()）]{0,3}[)）][^を、。:：「」（()）]+)?)(?P<note>(?:[（(][^（()）]+[)）])+)?"
)
_WHOLE = re.compile(rf"[^、。:：「」]{{2,50}}{_KINDS}(?:\d+(?:\.\d+)?)?(?:[（(][^（()）]*[)）])?")
_STAND_INS = (
    ("trend_headings", frozenset({"national"})),
    ("background_headings", frozenset({"national", "prefectural"})),
)
"""Sections that may name the plans of the nation and the prefecture where the plan's own position names none."""
_LONGEST_LIST = 200  # characters
_LONGEST_NOTE = 8  # characters
_LABELLED_COLUMNS = 2
_ROW_OF_PLANS = re.compile(
    r"(?:本?(?:計画|戦略|方針|ビジョン|プラン)の)?位置[づ付]け|(?:上位|関連|関係)(?:する)?(?:計画|施策)(?:等)?|(?:国|県|府|都|道)の(?:関連)?計画(?:等)?"
)
_SAYS_WHOSE = re.compile(r"[(](?:[国県府都道市町村区]|政府|総務省|デジタル庁)[)]|上位|関連|連携|整合|準拠|[前旧]計画")
_PARTS_OF_NOTE = re.compile(r"[（(][^（()）]*[)）]")
_LISTED = re.compile(r"[、,，/／・]\s*(?=[^）)]*(?:[（(]|$))")


@dataclass(frozen=True, slots=True)
class _Named:
    title: str
    before: str
    after: str
    quoted: bool


def find_related(document: Document, outline: Outline, title: str | None, rules: RuleSet) -> tuple[RelatedPlan, ...]:
    """Each related plan once, in the order of first mention."""
    earlier = find_predecessors(document, outline, title, rules)
    relations = _relations(_named_plans(document, outline, "relation_headings", rules), title, rules)
    labelled = _relations(_in_labelled_rows(document, rules), title, rules)
    relations |= {key: one for key, one in labelled.items() if key not in relations}
    stated = _relations(_stated_parents(document, outline, rules), title, rules)
    relations |= {key: one for key, one in stated.items() if one[1] == "parent" and key not in relations}
    for family, wanted in _STAND_INS if relations else ():
        lacking = wanted - {relation for _, relation in relations.values()}
        if not lacking:
            continue
        told = (one for one in _named_plans(document, outline, family, rules) if one.quoted)
        others = _relations(told, title, rules)
        relations |= {key: one for key, one in others.items() if one[1] in lacking}
    kept = [
        (text, relation)
        for key, (text, relation) in relations.items()
        if not _is_shorter_name(key, text, relation, relations, rules) and key not in {plan_key(one) for one in earlier}
    ]
    return tuple(
        RelatedPlan.model_validate({"title": text, "relation": relation})
        for text, relation in [*((one, "predecessor") for one in earlier), *kept]
    )


def _relations(named_plans: Iterable[_Named], title: str | None, rules: RuleSet) -> dict[str, tuple[str, str]]:
    """Each plan by its key: its title as first named, and what it is to this one."""
    own = plan_key(title or "")
    relations: dict[str, tuple[str, str]] = {}
    for named in named_plans:
        key = plan_key(named.title)
        noted = _NOTED.match(named.after)
        if not key or _is_no_title(named, rules) or (key == own and not (noted and noted["predecessor"])):
            continue
        relation = _relation(named, title, rules)
        if relation is None or (relation == "predecessor" and not _is_said_earlier(named, rules)):
            continue
        known = relations.get(key)
        if known is None or (known[1] == "other" and relation != "other"):
            relations[key] = (known[0] if known else named.title, relation)
    return relations


def _named_plans(document: Document, outline: Outline, family: str, rules: RuleSet) -> Iterator[_Named]:
    seen: set[int] = set()
    for node in sections_titled(outline, rules, family):
        for index in range(node.start, node.end):
            if index in seen:
                continue
            seen.add(index)
            block = document.blocks[index]
            if isinstance(block, Paragraph):
                if not is_furniture(block):
                    passage = _closed(document, index, block)
                    yield from _listed(passage.text, "", rules) or _in_text(passage, block.mentions, rules)
            elif isinstance(block, Figure):
                for passage in block.passages:
                    yield from _in_text(passage, (), rules)
            else:
                for cell in block.cells:
                    beside = [one for one in block.cells if one.row == cell.row and one is not cell and one.text]
                    of = next((f"{one.text}の" for one in beside if one.col == 0), "")
                    said = _listed(cell.text, of, rules) or list(_in_text(cell.passage, cell.mentions, rules))
                    yield from said or _in_a_row(cell.text, beside, rules)


def _in_labelled_rows(document: Document, rules: RuleSet) -> Iterator[_Named]:
    """The titles right of a label in a table of the plan's particulars (`関連計画 | A、B`), in whatever section."""
    for table in document.blocks:
        if not isinstance(table, Table) or table.n_cols != _LABELLED_COLUMNS:
            continue
        grid = table.grid()
        for label in table.cells:
            value = grid.get((label.row, 1)) if label.col == 0 and _ROW_OF_PLANS.fullmatch(label.text) else None
            if value is not None and value is not label:
                listed = [] if "位置" in label.text else _listed(value.text, f"{label.text}の", rules)
                yield from listed or _in_text(value.passage, value.mentions, rules)


def _in_a_row(text: str, beside: Iterable[Cell], rules: RuleSet) -> list[_Named]:
    """The title that is all of a row's first cell, with what short cells beside it say of it (県、上位計画)."""
    title = _clean(bare(text), rules)
    notes = (_PARTS_OF_NOTE.sub("", one.text) for one in beside)
    words = [f"({note})" for note in notes if note and len(note) <= _LONGEST_NOTE]
    told = any(_SAYS_WHOSE.search(word) for word in words)
    return [_Named(title, "", "".join(words), quoted=True)] if told and _is_whole(title, rules) else []


def _stated_parents(document: Document, outline: Outline, rules: RuleSet) -> Iterator[_Named]:
    """The plans that this one calls the plans above it, in whatever section (`本計画は、「A」の個別計画です`)."""
    outside = headings_and_contents(outline)
    for index, paragraph in paragraphs(document):
        if index in outside or "「" not in paragraph.text:
            continue
        if any(node.kind in ("measure", "policy", "facet", "glossary") for node in outline.path(outline.owner[index])):
            continue
        for named in _in_text(paragraph.passage, (), rules):
            says = rules["relation_words"].label(_words_beside(named)) == "parent"
            if says and rules["own_plan"].label(named.before + named.after) == "plan":
                yield named
        for said in _SAME_PLAN.finditer(paragraph.text):
            earlier = [one["title"] for one in _QUOTED.finditer(paragraph.text, 0, said.start())]
            meant = next((one for one in reversed(earlier) if one.endswith(said["kind"])), None)
            if meant is not None and rules["own_plan"].label(paragraph.text) == "plan":
                yield _Named(_clean(meant, rules), "", said["relation"] + "として", quoted=True)


def _closed(document: Document, index: int, paragraph: Paragraph) -> Passage:
    """The paragraph, with the next one where a quoted title was torn between the two."""
    following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    if paragraph.text.count("「") > paragraph.text.count("」") and isinstance(following, Paragraph):
        return Passage.of((*paragraph.passage.segments, *following.passage.segments))
    return paragraph.passage


def _listed(text: str, of: str, rules: RuleSet) -> list[_Named]:
    """The titles of a line or cell that holds nothing else (`関連計画：A、B`), `of` being what its row is headed by."""
    if _BULLET.match(text) and (item := _ITEM.fullmatch(bare(text))) and _is_whole(item["title"], rules):
        return [_Named(_clean(item["title"], rules), "", item["note"] or "", quoted=False)]
    labelled = _LABEL.match(bare(text))
    rest = labelled["rest"] if labelled else bare(text)
    before = f"{labelled['label']}の" if labelled else of
    titles = [_clean(one, rules) for one in _LISTED.split(rest)] if before and len(rest) <= _LONGEST_LIST else []
    return [_Named(one, before, "", quoted=False) for one in titles] if all(_is_whole(t, rules) for t in titles) else []


def _is_whole(title: str, rules: RuleSet) -> bool:
    """Whether a text is one plan's title and no more, and more than a kind of plan."""
    return _WHOLE.fullmatch(title) is not None and rules["bare_plan_names"].label(title) is None


def _in_text(passage: Passage, mentions: tuple[Mention, ...], rules: RuleSet) -> Iterator[_Named]:
    """Quoted titles and the language stage's mentions of plans, without overlaps, in order."""
    text = passage.text
    spans = [(found.start("title"), found.end("title"), found["title"], True) for found in _QUOTED.finditer(text)]
    for mention in mentions:
        if mention.kind == "plan" and not any(start < mention.end and mention.start < end for start, end, *_ in spans):
            spans.append((mention.start, mention.end, text[mention.start : mention.end], False))
    for found in _LOCAL.finditer(text):
        if not any(start < found.end() and found.start() < end for start, end, *_ in spans):
            spans.append((found.start(), found.end(), found.group(), False))
    for start, end, raw, quoted in _with_parts(text, sorted(spans)):
        sentence = text.rfind("。", 0, start) + 1
        stop = text.find("。", end)
        yield _Named(_clean(raw, rules), text[sentence:start], text[end : stop if stop >= 0 else len(text)], quoted)


def _with_parts(text: str, spans: list[tuple[int, int, str, bool]]) -> Iterator[tuple[int, int, str, bool]]:
    """The spans, with brackets that hold further plans joined to the plan they stand right behind."""
    reached = 0
    for start, end, raw, quoted in spans:
        if start < reached:
            continue
        bracket = _PARTS.match(text, end)
        joined = bracket is not None and any(end < other[0] < bracket.end() for other in spans)
        reached = bracket.end() if joined and bracket else end
        yield start, reached, raw + text[end:reached], quoted


def _clean(title: str, rules: RuleSet) -> str:
    previous = None
    while previous != title:
        previous = title
        title = bare_title(_TRAILING.sub("", title.strip("「」『』 　")), rules)
    # A line that wrapped beside a bracket leaves a space there that is not part of the title.
    return _BRACKET_GAP.sub("", title)


def _relation(named: _Named, own: str | None, rules: RuleSet) -> str | None:
    """What the plan is to this one; None when it is this very plan's own kind."""
    by_title = rules["plan_relations"].label(named.title)
    if by_title == "statutory":
        return None
    if noted := _NOTED.match(named.after):
        return noted.lastgroup
    by_words = rules["relation_words"].label(_words_beside(named))
    if by_words == "parent" and by_title != "national":
        return "parent"
    if _names_prefecture(named.title, own):
        return "prefectural"
    if by_title == "national":
        return "national"
    if _is_predecessor(named, own) or by_words == "predecessor":
        return "predecessor"
    if by_title == "parent":
        return "parent"
    return _speaker(named.before)


def _speaker(before: str) -> str:
    """Whose plan a title without further signs is: of whoever was named last before it (国の「A」、本市の「B」)."""
    said = [one for one in _SPEAKER.finditer(before) if len(before) - one.end() <= _SPEAKS_WITHIN]
    return (said[-1].lastgroup if said else None) or "other"


def _is_no_title(named: _Named, rules: RuleSet) -> bool:
    """Words such as 上位計画, laws, and the kind of plan that this one says it is itself."""
    if named.title.endswith("法"):
        return True
    if rules["bare_plan_names"].label(named.title) == "pronoun":
        return True
    is_national = rules["plan_relations"].label(named.title) == "national"
    return not is_national and rules["self_position"].match(named.after) is not None


def _names_prefecture(title: str, own: str | None) -> bool:
    """Whether a title names a prefecture, no municipality, and not the issuer itself."""
    gazetteer = load_gazetteer()
    named = [gazetteer.named(hit.name)[0] for hit in gazetteer.find(title)]
    return bool(named) and all(one.is_prefecture and one.name not in (own or "") for one in named)


def _words_beside(named: _Named) -> str:
    """The words that speak of this title: up to the next quoted one on either side, across 「A」及び「B」."""
    before = _AND_BEFORE.sub("", named.before)
    after = _AND_AFTER.sub("", _BEHIND.sub("", named.after))
    quoted = before.rfind("」")
    before = before[quoted + 1 :]
    if quoted >= 0 and "、" in before:  # 「A」の分野別計画であり、「B」: what follows A is said of A
        before = before[before.rfind("、") + 1 :]
    return before[-25:] + "/" + re.split("「", after)[0][:15]


def _is_predecessor(named: _Named, own: str | None) -> bool:
    """The same title but for its ordinal (第1次…計画 before 第2次…計画), or without one."""
    if own is None:
        return False
    plain, mine = _ORDINAL.sub("", plan_key(named.title)), _ORDINAL.sub("", plan_key(own))
    return plain == mine and plan_key(named.title) != plan_key(own)


def _is_said_earlier(named: _Named, rules: RuleSet) -> bool:
    """Whether a title that differs from this plan's by its ordinal means another plan, and not this one for short."""
    return (
        named.quoted
        or _NOTED.match(named.after) is not None
        or rules["relation_words"].label(_words_beside(named)) == "predecessor"
    )


def _is_shorter_name(key: str, text: str, relation: str, relations: dict[str, tuple[str, str]], rules: RuleSet) -> bool:
    """A bare kind of plan (総合計画) beside a title, or a title that a longer one repeats."""
    others = [other for other in relations if other != key]
    if any(key in other and relations[other][1] == relation for other in others):
        return True
    bare = rules["bare_plan_names"].label(text) == "bare"
    return bare and (relation != "parent" or any(relations[one][1] == "parent" for one in others))
