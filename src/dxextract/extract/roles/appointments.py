"""Who is put in an office, as a sentence says it.

Forms: `XをYとし`, `YはXとし`, `XをY、ZをWに任命し` (the verb of the last clause serves those before it), `XがYを務め`,
`XがYを、ZがWを務め`, `Xは、…Yを兼任する`, `YであるXを`, `外部人材によるYを配置し`, `YとしてXを登用し`,
`XがYとして統括し` (or `Xは`), `XがYとなり`. X may be a list of offices (教育長、各部長をYとし). Y must be the name
of an office or a body, X an office, a person or, for a second office, the first one. Does not decide which sentences
speak of the plan's own organisation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dxextract.extract.roles.phrases import read_phrase
from dxextract.rules import RuleSet
from dxextract.signs import LABEL_SIGNS

_LATIN_GAP = r"(?<=[A-Za-z0-9]) (?=[一-龥ァ-ヶ])|(?<=[一-龥ァ-ヶー]) (?=[A-Za-z0-9])"
_KANA = r"(?:まち|ひと|しごと|くらし|こども|みらい)"
_IN_ROW = rf"{_KANA}(?=・)|(?<=・){_KANA}(?=[一-龥])"
"""Words in kana that bodies are called by, one of several (まち・ひと・しごと創生本部)."""
NAME = (
    rf"[「『]?(?P<name>(?:[一-龥々ァ-ヶーA-Za-z0-9・]|{_LATIN_GAP}|{_IN_ROW})+(?:[（(][^（()）]{{1,40}}[)）])?)[」』]?"
)
_PUT = re.compile(
    r"(?:と(?:して|し|する|します|なり|定め|位置)|に(?:任命|任用|起用|指名|選任|選出|委嘱|登用|充て|位置|任じ))"
)
# A verb or the next clause ends the office's name, which may hold kana (みどり市推進本部委員) where it is an object.
_OBJECT = re.compile(
    r"を ?[「『]?(?P<name>[^、。「」『』をがはに（(]{2,40}?(?:[（(][^（()）]{1,40}[)）])?)[」』]?(?=[、，]|"
    + _PUT.pattern
    + ")"
)
_HELD = re.compile(rf"{NAME}を(?:兼任|兼務|兼ね|務め)")
_HELD_TOO = re.compile(rf"(?:^|(?<=[、，]))(?P<holder>[^、。をがは「」]{{2,30}})が[、,]?{NAME}を?[、,]")
"""A clause whose verb comes at the end of the next one."""
_BEING = re.compile(rf"{NAME}である(?P<holder>[^、。をがはのに「」]{{2,20}}?)(?=[をがは]|の(?:下|もと))")
_THROUGH = re.compile(
    rf"(?P<holder>(?:外部|民間)(?:の)?(?:専門|デジタル)?(?:人材|有識者|専門家))(?:等)?による(?:[^、。「」を]{{0,16}}の)?{NAME}を(?:配置|設置|登用|任用|置)"
)
_MADE = re.compile(
    rf"^[{LABEL_SIGNS}\s]*{NAME}(?:は|には)[、,]?(?P<holder>[^、。をがは]{{2,20}}?)(?:と(?:し|する|します)|が(?:務め|就|兼ね|兼務|兼任)"
    r"|を(?:充て|もって|任用|登用|委嘱|任命|起用|招|迎え))"
)
_MADE_TOO = re.compile(
    rf"(?<=[、，]){NAME}(?:は|には)[、,]?(?P<holder>[^、。をがは]{{2,20}}?)が(?:務め|就|兼ね|兼務|兼任)"
)
"""The next clause of such a sentence (CIOは副市長が務め、CIO補佐官は専門人材が務めます)."""
_LED_BY = re.compile(
    rf"^[{LABEL_SIGNS}\s]*{NAME}の(?:部会|委員|会|座|議|本部|幹事|班|チーム)?長は[、,]?(?P<holder>[^、。をがは]{{2,20}}?)"
    r"(?:が(?:務め|兼ね|兼務|兼任|当た)|と(?:し|する|します)|を(?:充て|もって))"
)
"""`推進部会の部会長は、企画部長が務める`: a body with who leads it."""
_AS = re.compile(
    rf"(?:^|(?<=[、，。])){NAME}として[、,]?(?P<holder>[^、。をがは「」]{{2,20}})を(?:委嘱|任命|登用|任用|配置|採用|招聘|起用|迎え|充て)"
)
_SERVING = re.compile(
    rf"(?:^|(?<=[、，。]))(?P<holder>[^、。をがは「」]{{2,30}})[がは][、,]?{NAME}(?:となって|とな[るり]|として[^。]*"
    r"(?:統括|総括|指揮|統率|統べ|調整|当た|あた[るり]|担[いうっ]|支え|補佐|助言|管理))"
)
_TOPIC = re.compile(r"^(?:(?:また|なお|さらに|加えて|このうち)[、,]?)?(?P<holder>[^、。をがは]{2,20})は[、,]?")
_SUBJECT = re.compile(r"(?P<holder>[^、。をがは「」]{2,30})が[、,]?$")
_CLAUSE = re.compile(r"[。「」（()はが]|を(?!有する|持つ|備え)|ため|により|として")
_LEADS = (
    r"(?=[がは][、,]?[^。]*(?:統括|総括|指揮|統率|統べ|責任|主導|リード)|を(?:トップ|筆頭|中心|長|責任者)(?:と(?!も)|に)"
    r"|の(?:もと|下|指揮|統括)(?:に|で|、|，))"
)
_BRACKETED = re.compile(
    r"(?:^|(?<=[、，。]))(?P<one>[^、。をがはの（）()「」]{2,16})[（(](?P<other>[^（）()、。]{2,24})[)）]" + _LEADS
)
"""`副市長（CIO）が全体を統括する`, either of the two in the brackets; `CIO（副市長）のもと`."""
_ABBREVIATED = re.compile(
    r"(?:^|(?<=[、，。]))(?P<one>[^、。をがはの（）()「」]{4,24})[（(](?P<short>[A-Za-z]{2,6})\s?[:：=＝／/]\s?(?P<holder>[^（）()、。]{2,12})[)）]"
    + _LEADS
)
"""`最高情報統括責任者（CIO：副市長）をトップとし`: the office, its other name and who has it."""
_WHICH = re.compile(r"(?:担任|担当|所管|統括|分担|分掌|所掌|所轄)する(?=[^、。]{2})")
"""What says which of several with one title, behind what that one is in charge of (総務部を担任する副知事)."""
_COUNT = re.compile(r"(?:の(?:うち|中)から)? ?(?:各|それぞれ)? ?[0-9０-９一二三四五]+ ?[人名]$")


@dataclass(frozen=True, slots=True)
class Appointment:
    """One office with its holder; ``text[start:end]`` of the sentence says so."""

    role: str
    holder: str
    start: int
    end: int


def appointments(text: str, rules: RuleSet) -> tuple[Appointment, ...]:
    """All appointments of one sentence, in order."""
    ways = (_put_in_office, _held_besides, _being, _through, _made, _led_by, _as, _serving, _bracketed)
    found = [one for way in ways for one in way(text, rules)]
    return tuple(sorted(found, key=lambda one: one.start))


def _put_in_office(text: str, rules: RuleSet) -> list[Appointment]:
    found: list[Appointment] = []
    serves = False  # whether a verb further on serves a clause that ends with its office
    for one in reversed(list(_OBJECT.finditer(text))):
        verb = _PUT.match(text, one.end())
        if verb is None and not (serves and text[one.end() : one.end() + 1] in ("、", "，")):
            serves = False
            continue
        role, held = _office(one["name"], rules), _holders_before(text, one.start(), rules)
        serves = role is not None and held is not None
        if role is not None and held is not None:
            found.append(Appointment(role, held[0], held[1], one.end()))
    return found


def _led_by(text: str, rules: RuleSet) -> list[Appointment]:
    """`推進部会の部会長は、企画部長が務める`: the body, with who leads it."""
    found = _LED_BY.match(text)
    if found is None or rules["role_names"].label(found["name"]) != "body" or not _is_holder(found["holder"], rules):
        return []
    return [Appointment(found["name"], found["holder"], found.start("name"), found.end())]


def _made(text: str, rules: RuleSet) -> list[Appointment]:
    """`CIOは副市長とし`: the office first."""
    named = [(one, _office(one["name"], rules)) for one in (*_MADE.finditer(text), *_MADE_TOO.finditer(text))]
    return [
        Appointment(role, one["holder"].strip(), one.start("name"), one.end())
        for one, role in named
        if role and _is_holder(one["holder"].strip(), rules)
    ]


def _held_besides(text: str, rules: RuleSet) -> list[Appointment]:
    found: list[Appointment] = []
    topic = _TOPIC.match(text)
    last = max((one.start() for one in _HELD.finditer(text)), default=0)
    for one in _HELD_TOO.finditer(text, 0, last):
        role = _office(one["name"], rules)
        if role is not None and _is_holder(one["holder"].strip(), rules):
            found.append(Appointment(role, one["holder"].strip(), one.start(), one.end()))
    for one in _HELD.finditer(text):
        role = _office(one["name"], rules)
        near = _SUBJECT.search(text, 0, one.start())
        said = near or topic
        if role is None or said is None:
            continue
        holder = said["holder"].strip()
        if _is_holder(holder, rules) or (_office(holder, rules) and holder != role):
            found.append(Appointment(role, holder, said.start("holder"), one.end()))
    return found


def _being(text: str, rules: RuleSet) -> list[Appointment]:
    """`CIOである副市長を本部長とする`: the office that somebody has besides."""
    named = [(one, _office(one["name"], rules)) for one in _BEING.finditer(text)]
    return [
        Appointment(role, one["holder"], one.start(), one.end())
        for one, role in named
        if role and _is_holder(one["holder"], rules)
    ]


def _through(text: str, rules: RuleSet) -> list[Appointment]:
    named = [(one, _office(one["name"], rules)) for one in _THROUGH.finditer(text)]
    return [Appointment(role, one["holder"], one.start(), one.end()) for one, role in named if role]


def _as(text: str, rules: RuleSet) -> list[Appointment]:
    """`CIO補佐官として外部人材を登用し`: the office first, in any clause."""
    named = [(one, _office(one["name"], rules)) for one in _AS.finditer(text)]
    return [
        Appointment(role, one["holder"].strip(), one.start("name"), one.end())
        for one, role in named
        if role and _is_holder(one["holder"].strip(), rules)
    ]


def _serving(text: str, rules: RuleSet) -> list[Appointment]:
    """`副市長がCIOとして全体を統括する`."""
    named = [(one, _office(one["name"], rules)) for one in _SERVING.finditer(text)]
    return [
        Appointment(role, one["holder"].strip(), one.start("holder"), one.end("name"))
        for one, role in named
        if role and _is_holder(one["holder"].strip(), rules)
    ]


def _bracketed(text: str, rules: RuleSet) -> list[Appointment]:
    """`副市長（CIO）が統括する`, `CIO（副市長）が統括する`."""
    found = []
    for one in _BRACKETED.finditer(text):
        for name, holder in ((one["one"].strip(), one["other"].strip()), (one["other"].strip(), one["one"].strip())):
            if rules["role_names"].label(name) == "office" and _office(name, rules) and _is_holder(holder, rules):
                found.append(Appointment(name, holder, one.start(), one.end()))
                break
    for one in _ABBREVIATED.finditer(text):
        role = _office(f"{one['one'].strip()}({one['short']})", rules)
        if role is not None and _is_holder(one["holder"].strip(), rules):
            found.append(Appointment(role, one["holder"].strip(), one.start(), one.end()))
    return found


def _office(name: str, rules: RuleSet) -> str | None:
    """The office or body that `name` is; None for titles inside a body (本部長) and for departments."""
    phrase = read_phrase(name, rules)
    if phrase is None or phrase.kind == "unit" or phrase.holder or rules["chief_titles"].match(phrase.role):
        return None
    return phrase.role


def _holders_before(text: str, end: int, rules: RuleSet) -> tuple[str, int] | None:
    """The office or list of offices that ends at `end`, with where it begins."""
    clause = max((one.end() for one in _CLAUSE.finditer(text, 0, end)), default=0)
    which = _WHICH.match(text, clause, end)
    parts = text[which.end() if which else clause : end].split("、")
    if text[clause - 1 : clause] == "を" and which is None:
        parts = parts[1:]  # 町長を本部長、副町長を…: the office of the clause before
    kept: list[str] = []
    for part in reversed(parts):
        if not _is_holder(_COUNT.sub("", part.strip()), rules):
            break
        kept.insert(0, part)
    if not kept:
        return None
    start = end - len("、".join(kept))
    return _COUNT.sub("", "、".join(kept).strip()), start


def _is_holder(text: str, rules: RuleSet) -> bool:
    return bool(text) and rules["role_holders"].match(text) is not None
