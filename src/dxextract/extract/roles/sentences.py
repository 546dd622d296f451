"""Roles in running text: sentences that set up a body, an office or a department, or put somebody in one.

Only names with a verb of setting up (設置, 編成, 置く, 任命) or an appointment (副市長をCIOとし) count. What the nation
or others set up is no role of the plan, nor what is only said to be needed. Does not read headed blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dxextract.extract.roles.appointments import NAME, appointments
from dxextract.extract.roles.phrases import bare, holder_in, read_phrase
from dxextract.rules import RuleSet
from dxextract.schema.document import Paragraph
from dxextract.schema.outline import Candidate, Claim
from dxextract.schema.plan import Role

_RUN = re.compile(NAME)
_QUOTED = re.compile(r"[「『](?P<name>[^「」『』。]{3,40})[」』]")
_ALIAS = re.compile(r"[（(]以下[、,]?「([^「」]{2,12})」と(?:いう|いいます|表記(?:する)?|略す)。?[)）]")
_OBJECT = re.compile(
    r"等?(?:を|と、|に(?=[^、。]{0,24}(?:充て|任命|指名|選任|委嘱|登用|配置|置[くきい]|よ[りる]|おいて))|から意見|の意見|の(?:設置|編成)|とする|は|には|により|で構成|が[、]?(?:中心|主体|主導|担|推進|統括|全体|事務局))"
)
_LED = re.compile(r"(?:とする|とした|が率いる|を長とする)、?[「『]?$")
_LED_BODY = re.compile(
    r"を[^、。を]{0,6}長(?:と|、)[^。]{0,40}とする、?[「『]?[^、。「」]{3,30}[」』]?(?:において|で|が|を)"
)
"""A body that is named with who leads it, whatever it then does (知事を本部長とする「推進本部」において管理する)."""
_ENDED = re.compile(r"(?:とし|に(?:任命|指名|選任)し|に充て)[、,]")
"""How a clause ends that puts somebody in an office and says nothing of what comes next."""
_SEAT = re.compile(r"には?[^、。]{1,24}を(?:置|設置|設け)")
"""Behind a body's name: where another one is set up (本部には幹事会を置き)."""
_PLACED = re.compile(r"(?:に|へ)(?:置く|置かれた|配置する|配置した|設置する|設置した|設ける|設けた)、?[「『]?$")
_SERVES = re.compile("を(?:担|兼ね|務め)")
_FOUNDED = re.compile(r"を(?:新たに|新しく)?(?:立ち上げ|設置|新設|創設|設け|発足|置[くき])")


def sentence_roles(
    index: int, paragraph: Paragraph, rules: RuleSet, beside: str | None = None
) -> Iterator[Candidate[Role]]:
    """The roles that the sentences of one paragraph set up or fill.

    `beside` is the role of the block that the paragraph describes: other names for it are none of their own.
    """
    passage = paragraph.passage
    for sentence in paragraph.sentences:
        if sentence.tense == "obligation":
            continue
        text = passage.text[sentence.start : sentence.end].strip()
        named = set_up(text, rules)
        if not named or sentence.voice in ("national", "prefectural"):
            continue
        for name, holder in named:
            if beside is not None and name != beside and (name in beside or beside in name):
                continue
            part = passage.part(sentence.start, sentence.end)
            record = Role(id="", role=name, holder=holder, description=bare(text), evidence=part.evidence())
            yield Candidate(record, "role.sentence", 0.6, (Claim(index, sentence.start, sentence.end),))


def set_up(text: str, rules: RuleSet) -> list[tuple[str, str | None]]:
    """The roles that a sentence sets up or fills, each with its holder."""
    text = bare(_ALIAS.sub(r"(\1)", text))
    appointed = appointments(text, rules)
    found: dict[str, str | None] = {}
    for one in appointed:
        found.setdefault(one.role, one.holder)
    founds = rules["setting_up"].match(text) is not None
    if founds or _LED_BODY.search(text):
        begin = 0
        for start, end, name in _names(text):
            if (office := next((one for one in appointed if one.start <= start < one.end), None)) is not None:
                if _ENDED.match(text, office.end) and not rules["chief_titles"].match(office.role):
                    begin = max(begin, office.end)  # 副市長をCIOとし、会議を設置する: the office's holder alone
                continue
            # What is said before another body's name is said of that one.
            role = _founded(text[begin:], end - begin, name, rules)
            if role is not None and (founds or role[1] is not None):
                found.setdefault(role[0], role[1])
                begin = end if rules["role_names"].label(role[0]) == "body" else begin
    return list(found.items())


def _names(text: str) -> list[tuple[int, int, str]]:
    quoted = [(one.start(), one.end(), one["name"]) for one in _QUOTED.finditer(text)]
    runs = [(one.start(), one.end(), one["name"]) for one in _RUN.finditer(text)]
    return sorted(quoted + [run for run in runs if not any(q[0] <= run[0] < q[1] for q in quoted)])


def _founded(text: str, end: int, name: str, rules: RuleSet) -> tuple[str, str | None] | None:
    """The role that `name`, which ends at `end` of a sentence of setting up, is; with its holder."""
    phrase = read_phrase(name, rules)
    if phrase is None or rules["chief_titles"].match(phrase.role):
        return None
    if phrase.kind == "unit":
        return (phrase.role, None) if _FOUNDED.match(text, end) else None
    if phrase.holder is not None:
        return phrase.role, phrase.holder
    holder = holder_in(text, phrase.role, phrase.kind, rules)
    led = holder is not None and (text.startswith("として", end) or _LED.search(text, 0, text.rfind(name, 0, end)))
    placed = text[end : end + 1] in ("が", "は") and _PLACED.search(text, 0, text.rfind(name, 0, end)) is not None
    if phrase.kind == "body" and _SEAT.match(text, end):
        return None
    if not _OBJECT.match(text, end) and not led and not placed:
        return None
    if holder is None and _SERVES.match(text, end):
        return None  # 推進本部の事務局を担う: what the text speaks of serves as one
    return phrase.role, holder
