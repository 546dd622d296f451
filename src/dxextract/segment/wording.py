"""What a heading line says: its number label, its title, and the family it would count in.

Decides how marks, number labels, brackets and tags are taken off the title. A line wholly in brackets (【計画の趣旨】)
is a heading of the brackets' family, with the number inside them if there is one; a tag before a title (【市民】窓口)
says which policy it belongs to and is no part of the title. Does not decide whether the line is a heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from dxextract.normalise import NO_COUNTER
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.segment.marks import strip_marks
from dxextract.segment.numbering import Numbering, read_numbering
from dxextract.signs import FRAME_CLOSE, FRAME_OPEN, HEADING_SIGNS, ITEM_SIGNS

_BRACKETED = re.compile(rf"([{FRAME_OPEN}])\s*([^{FRAME_CLOSE}]+?)\s*[{FRAME_CLOSE}]\s*")
_NOTED = re.compile(r"([【〔［＜<≪《〈][^】〕］＞>≫》〉]+[】〕］＞>≫》〉])\s*※.*")
_EXPLAINED = re.compile(r"[(（]?[※＊]\s?[0-9]{0,2}[)）]?\s*(?P<title>[^\s、。][^、。]{1,28}とは)\s?[?？]?")
"""The title of a box that explains what a mark beside a word points to (※ 相談員とは)."""
_FRAMED_LABEL = re.compile(r"([~～〜(（―─－＝])\s*([^~～〜()（）―─－＝]{2,24}?)\s*[~～〜)）―─－＝]\s*")
"""What may frame the name of a block (～現状～, （現状）); round other words brackets make an aside."""
_WORD_NUMBERS = frozenset({"part", "chapter", "section", "clause", "policy", "measure", "annex"})
_GLUED = re.compile(
    r"([0-9]{1,2})(?=[「『【]|[一-鿿ァ-ヶー]{2}|[A-Z]{2}|(?:はじ|おわ|まと)[めり])"
    rf"(?:(?={NO_COUNTER})|(?![年月日件人名回つ個歳位割倍校社台枚箇本期次第章編節]))"
)
_OF_IT = re.compile(r"(?<=\S)(?:の|における|に関する|に係る|に基づく|ごとの|全体の|を構成する)(?=\S)")
_FRAMED_NUMBER = re.compile(r"[<＜≪《〈「(（\[]\s?([^>＞≫》〉」)）\]]{1,12})\s?[>＞≫》〉」)）\]]\s*(?=\S)")
_BETWEEN = " \u3000|｜│"
"""What may part a number from its title."""
_NAMED = re.compile(
    rf"[{HEADING_SIGNS}]?\s*(?P<label>[^\s:：]{{1,7}}(?:名|名称))(?:\s*[:：]\s*|[ \u3000]+)"
    r"(?P<name>[^\s。:：][^。:：]{3,44})"
)
"""A measure's name behind the label of a form (取組名：窓口の改革), which is as 【取組名】 before it."""
_STAR = re.compile(r"^★[ \u3000]+(?=\S)")
_CODED = re.compile(
    rf"[{HEADING_SIGNS}\s]*(?P<title>[^\s{ITEM_SIGNS}【〔［\[][^【〔［\[]*?)\s*[【〔［\[]\s?"
    r"(?P<code>(?:[0-9]{1,2}|[A-ZⅠ-Ⅻ])(?:[-－‐](?:[0-9]{1,2}|[(（][0-9]{1,2}[)）]|[①-⑳])){1,2})\s?[】〕］\]]"
)
"""A title with its number in brackets behind it (証明書の交付【1-①】)."""
_YEAR_TAG = re.compile(
    r"(?:令和|平成|[RHＲＨ])\s?[0-9０-９元]{1,2}(?:年度?)?(?:\s?[~～〜・-]\s?[RＲ]?[0-9０-９]{0,2}(?:年度?)?)?"
)
_CLOSES_CODE = frozenset("】〕］]")
_DASHED = re.compile(r"[－―─—‐-]\s*([^－―─—‐-]+?)\s*[－―─—‐-]")
_AS_FOLLOWS = re.compile(r"(?<=\S)\s*[:：]\s*(?:別\s*[紙表添]|次|下\s*記|以\s*下)\s*の\s*と\s*お\s*り$")
"""Where a title says that what it names stands elsewhere (収支計画：別紙のとおり)."""
_MARK_BRACKET = re.compile(r"[【】〔〕★☆◎(（)）]")
_ABOUT = re.compile(r"(?<=.)[(（【〔〈《－-]\s?(.+?)[)）】〕〉》－-]?$")
"""The words behind a title that say what it is about."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A line as a heading: `family` is None for a bare line, which only its surroundings can make one.

    `label` is what block of a measure the whole title names, `appendix` what front or back matter; `mark` the family
    of a mark or bracket beside the title; `tag` the words of a tag before it.
    """

    title: str
    number: str | None
    ordinal: int | None
    prefix: tuple[int, ...]
    family: str | None
    label: str | None
    appendix: str | None
    mark: str | None
    tag: str | None
    marks: tuple[str, ...]
    container: bool = False
    """The title names back matter that holds other parts of it (資料編)."""
    of_policy: bool = False
    """The title says in brackets which policy it is about: ロードマップ（基本目標1 暮らし） is no measure's block."""


_NAMES = frozenset({"title", "broad"})
_NUMBERS_OF_NAMES = frozenset({"nested", "measure", "digit", "paren", "half_paren", "circled", "alpha", "series"})
_LABELLED_TITLE = re.compile(r"([^\s:：]{2,8})\s*[:：]\s*(?=\S{2})")


class _Taken(NamedTuple):
    """What is left of a line when its number, mark, brackets or tag are read: `numbering` ends in `text`."""

    text: str
    numbering: Numbering | None
    mark: str | None = None
    tag: str | None = None


def read_wording(line: str, rules: RuleSet, *, glued: bool = False) -> Wording:
    """Read one line as a heading; `glued` allows for a number that lost its space (`2基本方針`)."""
    text, marks = _without_marks(_with_code_before(_as_written(line, glued=glued), rules), rules)
    text, numbering, mark, tag = _inside_mark(_inside_frame(text, rules), rules)
    if numbering is not None and _OF_IT.match(text, numbering.end):
        numbering = None  # 柱Ⅰの指標: what is said of it, no title of its own
    title = text[numbering.end :].lstrip(_BETWEEN).strip() if numbering else text
    if numbering is not None and numbering.number is not None:
        title, inner = strip_marks(_STAR.sub("★", title), rules)  # 取組3 【重点】窓口改革, ① ★ 窓口改革
        marks += inner
    name = _without_label(title, rules, marked=mark is not None)
    called = name != title or (tag is not None and rules["form_labels"].label(tag) in _NAMES)
    within = _number_within(name, rules) if called and numbering is None else None
    title = _AS_FOLLOWS.sub("", within[1] if within else name).rstrip(" :：")
    if mark is not None and line[0] == line[-1] and line[0] in HEADING_SIGNS:
        title = title.rstrip(f"{line[0]} ")  # ◆ロードマップ◆
    if numbering is not None and (dashed := _DASHED.fullmatch(title)):
        title = dashed.group(1)
    of_policy = _is_of_policy(title, rules)
    label = None if tag or of_policy else block_label(title, rules)
    appendix = None if numbering or tag else rules["appendix_headings"].label(title)
    if numbering is not None and numbering.family == "annex":
        appendix = rules["appendix_headings"].label(title) or "back"
    return Wording(
        title=title,
        number=numbering.number if numbering else (within[0] if within else None),
        ordinal=numbering.ordinal if numbering else None,
        prefix=numbering.prefix if numbering else (),
        family="explained" if is_explained(line) else _family(numbering, label, appendix, mark, tag),
        label=label,
        appendix=appendix,
        mark=mark,
        tag=tag,
        marks=marks,
        container=rules["appendix_containers"].match(title) is not None,
        of_policy=of_policy,
    )


def _number_within(name: str, rules: RuleSet) -> tuple[str, str] | None:
    """The number that stands before a name behind its label, and the name (`事業名 1-1 申請の拡大`)."""
    found = read_numbering(name, rules)
    if found is None or found.number is None or found.family.split(":")[0] not in _NUMBERS_OF_NAMES:
        return None
    return found.number, name[found.end :].lstrip(_BETWEEN).strip()


def _without_label(title: str, rules: RuleSet, *, marked: bool) -> str:
    """The title behind the word that says it is one (■事業名：窓口の予約); 施策：… says so behind a mark only."""
    found = _LABELLED_TITLE.match(title)
    if found is None or rules["form_labels"].label(found[1]) not in _NAMES:
        return title
    return title[found.end() :] if marked or found[1].endswith(("名", "名称")) else title


def is_explained(line: str) -> bool:
    """Whether the line is the title of what explains a word that has a mark (※ 相談員とは)."""
    return _EXPLAINED.fullmatch(line) is not None


def _as_written(line: str, *, glued: bool) -> str:
    """The line with the space that its number lost, and without the mark before it or the note behind its brackets."""
    if explained := _EXPLAINED.fullmatch(line):
        return explained["title"]
    if glued and (found := _GLUED.match(line)):
        line = f"{found.group(1)} {line[found.end() :]}"
    noted = _NOTED.fullmatch(line)  # 【主な対応】 ※詳細は第5章: the note is no part of the title
    return noted.group(1) if noted else line


def _with_code_before(line: str, rules: RuleSet) -> str:
    """The line with the number that stands in brackets behind its title before that."""
    coded = _CODED.fullmatch(line) if line[-1:] in _CLOSES_CODE else None
    if coded is None or read_numbering(coded["title"], rules) is not None:
        return line
    return f"{coded['code']} {coded['title']}"


def _without_marks(line: str, rules: RuleSet) -> tuple[str, tuple[str, ...]]:
    """The line without the words that mark a measure (新規, 重点), and those."""
    text, marks = strip_marks(line, rules)
    if text != line and read_numbering(text, rules) is None and not _MARK_BRACKET.search(line):
        return line, ()  # beside an unnumbered line the same words are its own
    return text, marks


def _inside_frame(text: str, rules: RuleSet) -> _Taken:
    """A line in brackets or between strokes as what stands in them; a tag or a number in brackets before a title."""
    if (named := _NAMED.fullmatch(text)) and rules["form_labels"].label(named["label"]) in _NAMES:
        return _Taken(named["name"], None, tag=named["label"])
    numbering = read_numbering(text, rules)
    if bracketed := _BRACKETED.fullmatch(text):
        inner = bracketed.group(2)
        return _Taken(inner, read_numbering(inner, rules), f"bracket:{bracketed.group(1)}")
    framed = _FRAMED_LABEL.fullmatch(text)
    if framed and block_label(framed.group(2), rules):
        return _Taken(framed.group(2), None, f"bracket:{framed.group(1)}")
    if framed and framed.group(1) in "~～〜":
        return _Taken(framed.group(2), None)
    if numbering is not None and numbering.family == "tag":
        tag, title = (numbering.number or "")[1:-1].strip(), text[numbering.end :].strip()
        if _YEAR_TAG.fullmatch(tag):
            return _Taken(text, None)  # 〔R7〕調査〔R8〕導入: steps, and no policy's tag
        if (number := _framed_number(tag, rules)) is not None:  # 【施策3】窓口改革: the number, in brackets
            return _Taken(title, _in_frame(number))
        of_back = rules["appendix_headings"].label(f"{tag} {title}") is not None
        return _Taken(title, None, tag=None if of_back else tag)  # 【参考】用語解説 is no policy called 参考
    if numbering is None and (found := _FRAMED_NUMBER.match(text)):  # 〈方針1〉 くらし
        number = _framed_number(found.group(1), rules)
        if number is not None:
            return _Taken(text[found.end() :], _in_frame(number))
    return _Taken(text, numbering)


def _inside_mark(taken: _Taken, rules: RuleSet) -> _Taken:
    """The number in words behind a mark: ■施策1 窓口改革."""
    numbering = taken.numbering
    if numbering is None or not numbering.family.startswith("mark"):
        return taken
    text = taken.text[numbering.end :].strip()
    within = read_numbering(text, rules)
    in_words = within is not None and within.family.split(":")[0] in _WORD_NUMBERS
    return taken._replace(text=text, mark=numbering.family, numbering=within if in_words else None)


def _is_of_policy(title: str, rules: RuleSet) -> bool:
    about = _ABOUT.search(title)
    numbering = read_numbering(about.group(1), rules) if about else None
    return numbering is not None and numbering.family.split(":")[0] == "policy"


def _framed_number(tag: str, rules: RuleSet) -> Numbering | None:
    """The number label that the words of a tag are as a whole; None for other words."""
    found = read_numbering(f"{tag} 題名", rules)
    framed = found is not None and found.end > len(tag) and not found.family.startswith(("tag", "mark"))
    return found if framed else None


def _in_frame(number: Numbering) -> Numbering:
    """The number of a frame before a title: 【1】 below 1 counts apart from that."""
    return replace(number, family="digit:framed" if number.family == "digit" else number.family, end=0)


def is_bare_number(line: str, rules: RuleSet) -> bool:
    """Whether the line is only a number label of words (第1章, 戦略2, 施策1-1), whose title stands elsewhere."""
    numbering = read_numbering(f"{line} 題名", rules)
    return numbering is not None and numbering.end > len(line) and numbering.family.split(":")[0] in _WORD_NUMBERS


def _family(
    numbering: Numbering | None, label: str | None, appendix: str | None, mark: str | None, tag: str | None
) -> str | None:
    if tag is not None:
        return "tag"
    if numbering is not None:
        return mark if mark and mark.startswith("bracket") else numbering.family
    if label is not None:
        return "label"
    return mark or ("appendix" if appendix is not None else None)
