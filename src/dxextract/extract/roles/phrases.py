"""Reading one phrase about a role: its name, who holds it, what it does.

Forms of a heading or cell: `CIO(副市長)`, `副市長(CIO)`, `CIO:副市長`, `最高情報統括責任者(CIO)`, `DX推進本部`.
Forms in a sentence: 副市長をCIOとし, 町長を本部長とする…本部, CIOには副市長を充て.
Does not know where roles stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dxextract.extract.glossary.terms import without_mark
from dxextract.rules import RuleSet
from dxextract.signs import FRAME_CLOSE, FRAME_OPEN

_NUMBERING = re.compile(
    r"^(?:第?[0-9０-９]{1,2}(?:[-－.．][0-9０-９]{1,2})*[.．、)）\s　]"
    r"|第[0-9０-９一二三四五六七八九十]{1,3}[部編章節項][\s　]*"
    r"|[（(][0-9０-９ァ-ンア-ン一二三四五六七八九十]{1,2}[)）]|[①-⑳ⅠⅡⅢⅣⅤ]|[ア-ン][.．、)）\s　])\s*"
)
_FRAME = re.compile(rf"^[{FRAME_OPEN}「『](?P<inner>[^{FRAME_CLOSE}」』]+)[{FRAME_CLOSE}」』](?P<rest>.*)$")
_BRACKETS = re.compile(r"^(?P<head>[^（()）]+)[（(](?P<inside>[^（()）]+)[)）](?P<rest>.*)$")
_LED = re.compile(
    r"^(?P<head>[^（()）:：。]+)[（(](?P<label>[^:：()（）]+)[:：](?P<holder>[^（()）]+)[)）]\s*[:：]?(?P<rest>.*)$"
)
_OUTER_COLON = re.compile(r"^(?P<head>(?:[^:（()）]|[（(][^（()）]*[)）])*?):(?P<value>.*)$")
"""The first colon that stands in no brackets: `最高デジタル責任者(CDO:Chief Digital Officer)` is one name."""
_NEXT_LABEL = re.compile(r"\s+(?=[^\s:]{2,10}:)|[、,](?=[^\s:、,]{2,8}:)")
_SAYS = re.compile(r"(?<=\S)\s*(?:…+|⋯+|‥+|―+|──+)\s*(?=\S)|(?<=[)）])\s+[-－–—]\s+(?=\S)")
"""What parts a role from its description where no colon does (`CDO(副市長)… 全庁を統括する`)."""
_TASK = re.compile(r"(?P<task>[^\s:：…‥・]{2,6}(?:・[^\s:：…‥]{2,3})?)\s*(?:[:：…‥―－–—→]+|(?<=\s))\s*(?=\S)")
"""A word before a name, parted from it by a space, leaders or a colon."""
_LAST_BRACKET = re.compile(r"^(?P<head>\S.*\S)\s?[（(](?P<inside>[^（()）]+)[)）]$")
_MEMBER_WHO_LEADS = re.compile(
    r"(?:^|[、，・/／])(?P<who>[^、，。・/／()（）]{2,14})[(（](?:本部|委員|会|座|議|部会|幹事|チーム)長[)）](?=$|[、，・/／及び])"
)
"""One of a list of members, with the title behind: `町長（本部長）、副町長、各課長`."""
_HEADCOUNT = re.compile(r"(?:各[^\s]{1,5})?(?:に|から)?[0-9０-９一二三四五]+[人名](?:程度|以上|ずつ)?")
_JOINT = re.compile(r"^(?P<first>[^:：。]{2,20}?)\s*兼\s*[:：]\s*[^:：。]{2,20}$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A role as named by one phrase. `rest` is what the phrase says besides (a description), or empty."""

    role: str
    holder: str | None
    rest: str
    kind: str


def read_phrase(text: str, rules: RuleSet) -> Phrase | None:
    """The role that a heading, list item or cell names, or None when it names none."""
    text = bare(text)
    framed = _FRAME.match(text)
    if framed:
        text = framed["inner"] + (":" + framed["rest"].strip(" :：") if framed["rest"].strip(" :：") else "")
    if behind := _behind_task(text, rules):
        return behind
    if joint := _JOINT.match(text):
        kind = rules["role_names"].label(joint["first"].strip())
        return Phrase(text, None, "", kind) if kind else None
    if led := _led(text, rules):
        return led
    text = _SAYS.sub(":", text.replace("：", ":"), count=1)
    parted = _OUTER_COLON.match(text)
    head, value = (parted["head"], parted["value"]) if parted else (text, "")
    head, value = head.strip(), value.strip()
    if not head or len(head) > 45 or "。" in head:
        return None
    named = _named(head, rules)
    if named is None:
        return None
    if named.kind == "body" and named.holder is None and (leads := member_who_leads(value, rules)):
        return Phrase(named.role, leads, value, named.kind)
    office = named.role.endswith(("事務局", "担当", "庶務")) and rules["department_lines"].match(value) is not None
    if value and named.holder is None and (office or rules["role_holders"].match(value)):
        return Phrase(named.role, value, "", named.kind)
    return Phrase(named.role, named.holder, value or named.rest, named.kind)


def _behind_task(text: str, rules: RuleSet) -> Phrase | None:
    """What a list names behind the word that says what it is there for (`助言 …… DXアドバイザー`, `【統括】CIO`)."""
    task = _TASK.match(text)
    if task is None or rules["role_labels"].label(task["task"]) != "task":
        return None
    phrase = read_phrase(text[task.end() :], rules)
    return phrase if phrase is not None and phrase.kind != "unit" else None


def member_who_leads(text: str, rules: RuleSet) -> str | None:
    """The one of a list of members whose title says that they lead; None where none does."""
    found = _MEMBER_WHO_LEADS.search(text)
    who = found["who"].strip() if found else ""
    return who if who and rules["role_holders"].match(who) else None


def _led(text: str, rules: RuleSet) -> Phrase | None:
    """`DX推進本部(本部長:市長)`: a body with who leads it."""
    found = _LED.match(text)
    if found is None or rules["role_labels"].label(found["label"].strip()) != "holder":
        return None
    kind, holder = rules["role_names"].label(found["head"].strip()), _NEXT_LABEL.split(found["holder"])[0].strip()
    if not kind or not rules["role_holders"].match(holder):
        return None
    return Phrase(found["head"].strip(), holder, found["rest"].strip(), kind)


def names_role(text: str, rules: RuleSet) -> bool:
    """Whether a cell or heading names an office or a body (a department may do anything)."""
    phrase = read_phrase(text, rules)
    return phrase is not None and phrase.kind != "unit"


def holder_in(text: str, role: str, kind: str, rules: RuleSet) -> str | None:
    """Who holds `role` according to a line of its description, or None."""
    text = text.replace("：", ":")
    label, _, value = text.partition(":")
    value = _NEXT_LABEL.split(value.strip())[0].strip()
    if value and rules["role_labels"].label(label) == "holder" and rules["role_holders"].match(value):
        return value
    for hit in rules["role_holding"].find_all(text):
        holder = next((group for group in hit.groups if group), "")
        if role.endswith("事務局") and hit.label != "secretariat":
            continue  # who leads the body whose office it is
        if hit.label == "secretariat":
            if role.endswith("事務局"):
                return holder
        elif hit.label == "named":
            if kind == "office" and holder != role:
                return holder
        elif rules["role_holders"].match(holder) and _is_about(text[hit.start : hit.end], hit.label, role, kind):
            return holder
    return None


def _is_about(words: str, label: str, role: str, kind: str) -> bool:
    """Whether words that name a holder speak of this role: a body's leader, or the office by one of its names."""
    if kind != "office":
        return label == "any"
    return label == "start" or any(
        re.search(re.escape(name) + r"(?![^\s、。をはにがと:（()）])", words)
        for name in re.split(r"[（()）]", role)
        if name
    )


def bare(text: str) -> str:
    """`text` without bullets and numbering before it."""
    previous = None
    while previous != text:
        previous = text
        text = _NUMBERING.sub("", without_mark(text), count=1).strip()
    return text


def _named(head: str, rules: RuleSet) -> Phrase | None:
    last = _LAST_BRACKET.match(head)
    if last and last["inside"].endswith("事務局") and rules["department_lines"].match(last["head"]):
        return Phrase(last["inside"], last["head"], "", "body")  # 企画課(事務局)
    if last and rules["role_names"].match(last["head"]):
        inside = last["inside"].strip()
        if _HEADCOUNT.fullmatch(inside):
            return Phrase(last["head"], None, "", rules["role_names"].label(last["head"]) or "office")
    elif last and _BRACKETS.match(last["head"]) and rules["role_holders"].match(last["inside"].strip()):
        named = _named(last["head"], rules)  # CDO(最高デジタル責任者)(副市長)
        return named and Phrase(named.role, last["inside"].strip(), named.rest, named.kind)
    bracketed = _BRACKETS.match(head)
    if bracketed:
        outer, inside, rest = bracketed["head"].strip(), bracketed["inside"].strip(), bracketed["rest"].strip()
        kind = rules["role_names"].label(outer)
        if kind and rules["role_holders"].match(inside) and rules["role_names"].label(inside) not in ("office", "body"):
            return Phrase(outer, inside, rest, kind)
        if outer.endswith("事務局") and rules["department_lines"].match(inside):
            return Phrase(outer, inside, rest, "body")  # 事務局(情報政策課)
        if kind and not rest:
            return Phrase(head, None, "", kind)
        inner_kind = rules["role_names"].label(inside)
        title, _, person = outer.partition(" ")
        if person and rules["chief_titles"].match(title):
            outer = person  # 副本部長 副市長(CIO)
        if inner_kind and "を" not in outer and rules["role_holders"].match(outer):
            return Phrase(inside, outer, rest, inner_kind)
        return None
    if whole := rules["role_names"].label(head):
        return Phrase(head, None, "", whole)
    first, _, second = head.partition(" ")
    first_kind = rules["role_names"].label(first)
    if second and first_kind and rules["role_holders"].match(second):
        return Phrase(first, second.strip(), "", first_kind)
    return None
