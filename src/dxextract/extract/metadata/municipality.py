"""Whose plan it is, resolved to the official codes.

Signals, in this order: the name in the title, on the cover, in the colophon, and the name the text uses most. A name
that several prefectures share is decided by the prefecture that the plan's own text names most; undecided, prefecture
and codes stay null. A name that no list has is kept, without codes; so is a union of municipalities (広域連合,
事務組合). Does not look at file names or addresses.
"""

from __future__ import annotations

import re
from collections import Counter

from dxextract.rules import RuleSet
from dxextract.rules.municipalities import Gazetteer, Government, load_gazetteer
from dxextract.schema.document import Document, Paragraph, Table
from dxextract.schema.plan import Municipality

_UNLISTED = re.compile(
    r"^(?:第?[0-9一二三四五六七八九十]+[次期])?(?:[^\s]{2,3}[都道府県])?(?:[^\s]{1,5}郡)?"
    r"(?P<name>[一-龥々ぁ-んァ-ヶー]{1,7}?[市町村区])"
    r"(?=$|[\s　・]|[A-Za-z]|行政|自治体|デジタル|情報|スマート|地域|官民|電子|第|総合|[一-龥]{1,4}(?:部|課|局|室))"
)
_UNION = re.compile(
    r"^(?:第?[0-9一二三四五六七八九十]+[次期])?(?P<name>[^\s「」、。]{2,16}?(?:広域連合|(?:事務|行政|広域)組合))"
)
_PROPER = re.compile(r"[一-龥々ヶケァ-ヴー]{2,6}[市町村]")
_LEAST_MENTIONS = 3


def find_municipality(
    document: Document, title: str | None, cover: tuple[str, ...], colophon: tuple[str, ...], rules: RuleSet
) -> Municipality | None:
    """The issuing municipality or prefecture, or None when the document names none."""
    gazetteer = load_gazetteer()
    texts = _texts(document)
    for lines in ((title,) if title else (), cover, colophon):
        name = _name_in(lines, title, texts, gazetteer, rules)
        if name is not None:
            return _resolved(name, gazetteer, texts)
    name = _most_frequent(texts, gazetteer)
    return None if name is None else _resolved(name, gazetteer, texts)


def _name_in(
    lines: tuple[str, ...], title: str | None, texts: tuple[str, ...], gazetteer: Gazetteer, rules: RuleSet
) -> str | None:
    """The first municipality named in `lines`, else the first prefecture; listed names before others.

    A name that no list has counts where the text uses it again, or where the title begins with it.
    """
    prefecture: str | None = None
    for line in lines:
        compact = "".join(line.split())
        union = _UNION.match(compact)
        if union and _is_used(union["name"], texts):
            return union["name"]
        for hit in gazetteer.find(compact):
            if not gazetteer.named(hit.name)[0].is_prefecture:
                return hit.name
            prefecture = prefecture or hit.name
        unlisted = _UNLISTED.match(compact)
        name = unlisted["name"] if unlisted else ""
        named = line == title and _PROPER.fullmatch(name) is not None
        if name and not rules["not_municipalities"].match(name) and (named or _is_used(name, texts)):
            return name
    return prefecture


def _is_used(name: str, texts: tuple[str, ...]) -> bool:
    return sum(text.count(name) for text in texts) >= 2


def _most_frequent(texts: tuple[str, ...], gazetteer: Gazetteer) -> str | None:
    counts = Counter(hit.name for text in texts for hit in gazetteer.find(text))
    municipal = [(count, name) for name, count in counts.items() if not gazetteer.named(name)[0].is_prefecture]
    if not municipal:
        return None
    # Reports about many municipalities name one of them most, too; an issuer stands out.
    top, name = max(municipal)
    stands_out = top >= _LEAST_MENTIONS and 2 * top > sum(count for count, _ in municipal)
    return name if stands_out else None


def _resolved(name: str, gazetteer: Gazetteer, texts: tuple[str, ...]) -> Municipality:
    listed = gazetteer.named(name)
    if not listed:
        return Municipality(name=name, prefecture=_prefecture_before(name, texts, gazetteer))
    chosen = listed[0] if len(listed) == 1 else _by_prefecture(listed, texts)
    if chosen is None:
        return Municipality(name=name)
    return Municipality(name=name, prefecture=chosen.prefecture, code=chosen.code, check_code=chosen.check_code)


def _by_prefecture(candidates: tuple[Government, ...], texts: tuple[str, ...]) -> Government | None:
    """The candidate whose prefecture the text names most, by a clear lead."""
    joined = [(sum(text.count(one.prefecture + one.name) for text in texts), one) for one in candidates]
    named = [(sum(text.count(one.prefecture) for text in texts), one) for one in candidates]
    for counts in (joined, named):
        counts.sort(key=lambda pair: pair[0], reverse=True)
        if counts[0][0] > counts[1][0]:
            return counts[0][1]
    return None


def _prefecture_before(name: str, texts: tuple[str, ...], gazetteer: Gazetteer) -> str | None:
    """The listed prefecture that stands right before an unlisted name anywhere in the text."""
    pattern = re.compile(r"(?=([^\s、。「」]{2,3}[都道府県])(?:[^\s、。]{1,5}郡)?" + re.escape(name) + ")")
    found = (one[1] for text in texts for one in pattern.finditer(text))
    return next((prefecture for prefecture in found if gazetteer.named(prefecture)), None)


def _texts(document: Document) -> tuple[str, ...]:
    pieces: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            pieces.append("".join(block.text.split()))
        elif isinstance(block, Table):
            pieces.extend("".join(cell.text.split()) for cell in block.cells if cell.text)
    return tuple(pieces)
