"""Roles as headed blocks: a name, then what it does.

A heading or list item that names a role opens a block; the lines below it are its description until the next role, the
next heading of another kind, or a sentence that sets up a body of its own. Labels such as 【主な役割】 are dropped, the
lines under them kept. A joint heading (A・B) is as many roles as its text fills. What sentences say of other roles is
read beside this module, in the descriptions too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, zip_longest

from dxextract.extract.roles.phrases import Phrase, bare, holder_in, names_role, read_phrase
from dxextract.extract.roles.sentences import sentence_roles, set_up
from dxextract.rules import RuleSet
from dxextract.schema.document import Paragraph, Style
from dxextract.schema.outline import Candidate, Claim
from dxextract.schema.passage import Passage, evidence_of
from dxextract.schema.plan import Role
from dxextract.signs import LABEL_SIGNS

_BRACKET = re.compile(r"[(（][^)）]*[)）]")


_GAP = re.compile(r"\u3000+|[ \u00a0]{2,}|\t+")
_JOINING = re.compile("・|及び|および|並びに|と(?=[A-Z一-龥ァ-ヶ])")
"""What joins the names of a heading that speaks of several roles."""
_NAME_GOES_ON = re.compile(" (?:補佐|等|の|を|は|が|に|と|及び|や|、|[(（])")
_GENERIC = re.compile("本部|会議|委員会|部会|幹事会?|事務局")
"""A kind of body: with nothing said of it, a word of a diagram."""
_HEAD_TITLE = re.compile("副?(?:本部|委員|会|座|議|部会|幹事|チーム|班)長|リーダー")
_MAX_NAME = 36  # characters
_SHORTEST_DUTY = 6
_ITEM = re.compile(rf"(?P<head>[^:：。、]{{2,{_MAX_NAME}}})[:：](?P<duty>[^:：]{{{_SHORTEST_DUTY},}})$")
_FEWEST_FELLOWS = 2
_SECRETARIAT = re.compile(r"(?!.*(?:議会|農業委員会|教育委員会|監査|選挙))[^\s、。:：()（）]{0,16}事務局")
_SEVERAL = ("各", "全", "関係", "担当")


@dataclass(frozen=True, slots=True)
class _Block:
    phrase: Phrase
    parts: tuple[str, ...]
    printed: tuple[Passage, ...]
    blocks: tuple[int, ...]
    indent: float
    style: Style | None


def block_roles(
    lines: list[tuple[int, Paragraph]], headings: frozenset[int], breaks: frozenset[int], rules: RuleSet
) -> Iterator[Candidate[Role]]:
    """The roles of one section's paragraphs.

    `headings` are the blocks that the outline knows as headings, `breaks` those that no description runs across.
    """
    current: _Block | None = None
    offices = _secretariats(lines, rules)
    listed = _listed_offices(lines, rules) | offices
    below = [paragraph for _, paragraph in lines[1:]]
    for (index, paragraph), following in zip_longest(lines, below):
        seated = current is not None and current.blocks[0] in offices and len(current.blocks) == 1
        if current is not None and (seated or _names_holder(current, paragraph, rules)):
            current = _held(current, index, paragraph)
            continue
        phrase = _opening(paragraph, index in headings, current, rules) or listed.get(index)
        if phrase is None and following is not None and (current is None or current.phrase.kind != "body"):
            phrase = _titled(paragraph.text, following.text, rules)
        if phrase is not None:
            yield from _finished(current, rules)
            parts = (phrase.rest,) if phrase.rest else ()
            current = _Block(phrase, parts, (paragraph.passage,), (index,), paragraph.indent, paragraph.style)
        elif index in headings and not _is_label(paragraph.text, rules):
            yield from _finished(current, rules)
            current = None
        elif (
            current is None
            or _is_closed(current, index, paragraph, breaks)
            or _sets_up_another(paragraph.text, current, rules)
        ):
            yield from _finished(current, rules)
            current = None
            yield from sentence_roles(index, paragraph, rules)
        else:
            joint = _JOINING.search(current.phrase.role) is not None
            yield from sentence_roles(index, paragraph, rules, beside=None if joint else current.phrase.role)
            current = _continued(current, index, paragraph, rules)
    yield from _finished(current, rules)


def _listed_offices(lines: list[tuple[int, Paragraph]], rules: RuleSet) -> dict[int, Phrase]:
    """Offices of the municipality in a list of who does what (`・町長：…` above `・CIO：…`, `・DX推進リーダー：…`).

    Such an item is a role where most of the list's other items are.
    """
    offices: dict[int, Phrase] = {}
    for is_item, run in groupby(lines, key=lambda line: _ITEM.match(bare(line[1].text)) is not None):
        items = [(index, _ITEM.match(bare(p.text)), read_phrase(p.text, rules)) for index, p in run if is_item]
        named = sum(phrase is not None and bool(phrase.rest) for *_, phrase in items)
        if named * 2 <= len(items) or named < _FEWEST_FELLOWS:
            continue
        for index, found, phrase in items:
            if found and phrase is None and rules["role_holders"].match(found["head"].strip()):
                offices[index] = Phrase(found["head"].strip(), None, found["duty"].strip(), "office")
    return offices


def _names_holder(current: _Block, paragraph: Paragraph, rules: RuleSet) -> bool:
    """Whether the line below an office's name says who holds it, and nothing else: `CIO` above `副市長` on a card.

    What may be an office itself (デジタル推進監) holds the one above where it is set smaller or lighter.
    """
    if current.parts or current.phrase.holder is not None or current.phrase.kind != "office":
        return False
    if _BRACKET.fullmatch(paragraph.text):
        return rules["role_holders"].match(paragraph.text[1:-1]) is not None
    kind = rules["role_names"].label(paragraph.text)
    if kind is None or kind == "unit":
        return rules["role_holders"].match(paragraph.text) is not None
    if kind != "office":
        return False
    above, below = current.style, paragraph.style
    return above is not None and below is not None and (below.size < 0.95 * above.size or above.bold > below.bold)


def _secretariats(lines: list[tuple[int, Paragraph]], rules: RuleSet) -> dict[int, Phrase]:
    """The boxes of a chart that say 事務局 above or beside the one department that serves as it, and nothing else.

    Several departments below one another are those of the whole organisation.
    """
    texts = [p.text[1:-1] if _BRACKET.fullmatch(p.text) else p.text for _, p in lines]
    offices = [rules["department_lines"].match(t) is not None and not t.startswith(_SEVERAL) for t in texts]
    return {
        index: Phrase(bare(text), None, "", "body")
        for (index, _), text, office, other in zip(lines, texts, offices[1:], [*offices[2:], False], strict=False)
        if office and not other and _SECRETARIAT.fullmatch(bare(text))
    }


def _titled(text: str, below: str, rules: RuleSet) -> Phrase | None:
    """The title of who leads, in a box of its own above its holder's: `本部長` above `町長`, of a body not named."""
    held = below[1:-1] if _BRACKET.fullmatch(below) else below
    said = _HEAD_TITLE.fullmatch(text) is not None and rules["role_holders"].match(held) is not None
    return Phrase(text, None, "", "office") if said else None


def _held(current: _Block, index: int, paragraph: Paragraph) -> _Block:
    return replace(
        current,
        phrase=replace(current.phrase, holder=paragraph.text.strip("()（）")),
        printed=(*current.printed, paragraph.passage),
        blocks=(*current.blocks, index),
    )


def _opening(paragraph: Paragraph, is_heading: bool, current: _Block | None, rules: RuleSet) -> Phrase | None:
    text = _parted(paragraph, rules)
    phrase = read_phrase(text, rules)
    if phrase is None or _is_label(text, rules):
        return None
    if rules["chief_titles"].match(phrase.role):
        # 委員長:副市長 below a role says who leads it; 村長(本部長) on its own is a role with its holder.
        # Below another of their like (副本部長：副村長) they are the next of the list.
        # So are two of their like in brackets (`推進本部長（市長）：…`, `副本部長（副市長）：…`).
        above = _BRACKET.sub("", current.phrase.role) if current is not None else ""
        listed = rules["chief_titles"].match(above) is not None or (
            current is not None and current.phrase.kind == "office" and _BRACKET.search(text) is not None
        )
        labelled = current is not None and not listed and re.search("[:：]", text) is not None
        in_body = current is not None and current.phrase.kind == "body"
        if labelled or in_body or phrase.holder is None:
            return None
    # A bare department in running text is no heading; in a heading or with a colon it is.
    if phrase.kind == "unit" and not (is_heading or phrase.rest or paragraph.depth is not None or bare(text) != text):
        return None
    return phrase


def _parted(paragraph: Paragraph, rules: RuleSet) -> str:
    """The text, with a colon for a wide gap between a name and what is said of it (`本部　全体を統括する。`)."""
    passage = paragraph.passage
    if passage.page is not None and (told := _told(passage.text, rules)):
        return told
    for position, char in enumerate(passage.text[:_MAX_NAME]):
        if char == " " and position > 2:
            gap = passage.raw[passage.offsets[position] : passage.offsets[position + 1]]
            rest = passage.text[position + 1 :]
            held = _holds(bare(passage.text[:position]), rest, rules)  # (2) 事務局　総務課
            if _GAP.fullmatch(gap) and (len(rest) >= _SHORTEST_DUTY or held):
                return f"{passage.text[:position]}:{passage.text[position + 1 :]}"
    return passage.text


def _told(text: str, rules: RuleSet) -> str | None:
    """A line of a PDF, where wide gaps are spaces like others, with a colon behind the longest role it begins with.

    Behind it stands what the role does, in a sentence, or who has it and nothing else (`最高情報統括責任者 副市長`).
    """
    spaces = [
        at for at, char in enumerate(text[:_MAX_NAME]) if char == " " and at > 2 and not _NAME_GOES_ON.match(text, at)
    ]
    ends = [at for at in spaces if names_role(text[:at], rules)]
    if not ends or not (text.endswith("。") or _holds(text[: ends[-1]], text[ends[-1] + 1 :], rules)):
        return None
    return f"{text[: ends[-1]]}:{text[ends[-1] + 1 :]}"


def _holds(role: str, rest: str, rules: RuleSet) -> bool:
    """Whether the rest of a line is who has the role: an office, or the department that is the secretariat."""
    if role.endswith("事務局"):
        return rules["role_names"].label(rest) == "unit"
    return rules["role_holders"].match(rest) is not None


def _is_label(text: str, rules: RuleSet) -> bool:
    stripped = bare(text).strip(f"【】[]〔〕＜＞<>「」:： 　{LABEL_SIGNS}()（）")
    return rules["role_labels"].match(stripped) is not None


def _is_closed(current: _Block, index: int, paragraph: Paragraph, breaks: frozenset[int]) -> bool:
    """Whether a description has ended: a table in between, or a paragraph behind an item that said all in one line."""
    if any(one in breaks for one in range(current.blocks[-1], index)):
        return True
    is_item = paragraph.depth is not None or bare(paragraph.text) != paragraph.text
    return bool(current.phrase.rest) and not is_item and paragraph.indent <= current.indent


def _sets_up_another(text: str, current: _Block, rules: RuleSet) -> bool:
    """Whether a paragraph of whole sentences introduces a body other than the block's own."""
    if "。" not in text or bare(text) != text or _JOINING.search(current.phrase.role):
        return False
    own = current.phrase.role
    return any(name != own and name not in own and own not in name for name, _ in set_up(text, rules))


def _continued(current: _Block, index: int, paragraph: Paragraph, rules: RuleSet) -> _Block:
    text = bare(paragraph.text)
    label, _, value = text.replace("：", ":").partition(":")
    if _is_label(text, rules):
        text = ""
    elif value and rules["role_labels"].label(label.strip("【】 　")) == "duty":
        text = value.strip()
    return replace(
        current,
        parts=(*current.parts, text) if text else current.parts,
        printed=(*current.printed, paragraph.passage),
        blocks=(*current.blocks, index),
    )


def _is_joint(block: _Block, rules: RuleSet) -> bool:
    """Whether a heading A・B names several roles that its text fills one by one: then the sentences are the roles."""
    names = set(_JOINING.split(block.phrase.role))
    return len(names) > 1 and _filled(block, rules) >= names


def _filled(block: _Block, rules: RuleSet) -> set[str]:
    return {_BRACKET.sub("", name) for part in block.parts for name, _ in set_up(part, rules)}


def _told_apart(block: _Block, rules: RuleSet) -> tuple[str, ...]:
    """The names of a joint heading that its text speaks of one by one, of which sentences fill only the others."""
    names = [name for name in _JOINING.split(block.phrase.role) if rules["role_names"].label(name)]
    rest = [name for name in names if name not in _filled(block, rules)]
    text = "\n".join(block.parts)
    said = all(re.search(re.escape(name) + "[はがをに]", text) for name in rest)
    return tuple(rest) if 0 < len(rest) < len(names) and said else ()


def _full_name(role: str, parts: tuple[str, ...], rules: RuleSet) -> str:
    """The role's name as its description gives it in full: 行政DX推進本部 below the heading 推進本部."""
    for part in parts:
        if bracketed := re.match(re.escape(role) + r"[(（][^()（）]{1,40}[)）](?=は|を|に)", part):
            return bracketed.group()
        for name, _ in set_up(part, rules):
            if name != role and _BRACKET.sub("", name).endswith(role) and not name.startswith("各"):
                return name
    return role


def _leaders(block: _Block, rules: RuleSet) -> list[tuple[range, str, str]]:
    """Who leads a body, where its chart sets title and holder side by side (`本部長` and `市長`): on which lines.

    Or in one line with nothing but a space between.
    """
    if block.phrase.kind != "body":
        return []
    said = [passage.text for passage in block.printed]
    pairs = [(range(n, n + 2), *pair) for n, pair in enumerate(pairwise(said))]
    parted = [(n, text.partition(" ")) for n, text in enumerate(said)]
    pairs += [(range(n, n + 1), title, holder) for n, (title, _, holder) in parted]
    found = [
        (lines, title, holder)
        for lines, title, holder in pairs
        if _HEAD_TITLE.fullmatch(title) and rules["role_holders"].match(holder)
    ]
    return sorted(found, key=lambda one: one[0].start)


def _finished(block: _Block | None, rules: RuleSet) -> Iterator[Candidate[Role]]:
    if block is None:
        return
    phrase = block.phrase
    if _is_joint(block, rules):
        return
    for name in (apart := _told_apart(block, rules)):
        said = [printed for printed in block.printed if name in printed.text]
        duty = "\n".join(part for part in block.parts if name in part)
        record = Role(id="", role=name, holder=None, description=duty, evidence=evidence_of(said))
        yield Candidate(record, "role.block", 0.7, (Claim(block.blocks[0], 0, len(block.printed[0].text)),))
    if apart:
        return
    leaders = _leaders(block, rules)
    holder = phrase.holder or next((name for _, _, name in leaders), None)
    named = {text for _, title, name in leaders for text in (title, name)}
    named |= {block.printed[lines.start].text for lines, *_ in leaders if len(lines) == 1}
    block = replace(block, parts=tuple(part for part in block.parts if part not in named))
    for part in block.parts:
        holder = holder or holder_in(part, phrase.role, phrase.kind, rules)
    if not block.parts and holder is None and (phrase.kind == "unit" or _GENERIC.fullmatch(phrase.role)):
        return
    record = Role(
        id="",
        role=_full_name(phrase.role, block.parts, rules),
        holder=holder,
        description="\n".join(block.parts) or None,
        evidence=evidence_of(block.printed),
    )
    claims = tuple(Claim(i, 0, len(p.text)) for i, p in zip(block.blocks, block.printed, strict=True))
    yield Candidate(record, "role.block", 0.8, claims)
    for lines, title, name in leaders[1:]:  # 副本部長 and 副市長, below those of the 本部長
        printed = block.printed[lines.start : lines.stop]
        record = Role(id="", role=title, holder=name, description=None, evidence=evidence_of(printed))
        yield Candidate(record, "role.block", 0.8, claims[lines.start : lines.stop])
