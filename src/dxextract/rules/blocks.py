"""What block of a measure a heading names, also when it is compound or says whose block it is.

`本市の具体的取組内容` is `具体的取組内容`; `取組の方向性・目指すべき姿` names two blocks of which the vision counts,
else the first. The single names are data (`block_labels.yaml`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from dxextract.rules import RuleSet, squeezed
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.signs import FRAME_CLOSE, FRAME_OPEN

MEASURE_BLOCKS = frozenset({"actions", "kpi", "schedule", "departments", "next_steps"})
"""Labels of the blocks that only a measure has; 現状 and 課題 stand in other chapters too."""
TABLE_BLOCKS = frozenset({"kpi", "schedule"})
"""Labels of the blocks that are filled with a table of their own."""
_OWNER = re.compile(
    r"^(?:(?:令和|平成|[RH])?[0-9元]{1,4}年度(?:の|における)|(?:本|当)[市町村県府都区](?:において|における|の|が)|[市町村県](?:の|における)(?!部)|各(?:課|施策|取組)の|主な|本(?:施策|取組|計画)の)"
)
_OF_LEVEL = re.compile(
    r"^(?:基本|重点|個別|各)?(?:目標|方針|施策|政策|戦略|プロジェクト|事業|取り?組み?|柱|分野|テーマ)"
    r"(?:[IVX]{1,4}|[0-9]{1,2}(?:-[0-9]{1,2})?|全体|ごと|別)?(?:の|における|に係る|に関する)"
)
"""Whose indicators a block has: `基本目標の数値目標`, `施策1-2における成果指標`."""
_COUNTED = re.compile(r"(?<=\D)(?:[①-⑳]|[1-9])$")
_EXPLAINED = re.compile(r"(?<=.)\([^()0-9]*\)$")
_JOINT = re.compile(r"[・･／/、,&＆]|及び|および|(?<=.)と(?=.)")
_REMARK = re.compile(
    r"[(\[〔【](?:単位[::]?[^()\]〕】]{1,10}|[^()\]〕】]{0,8}(?:令和|平成|[RH])?(?:[0-9]{1,4}|元)年?度?[^()\]〕】]{0,12})[)\]〕】]$"
)
"""The unit or the year in brackets behind a heading: `数値目標(単位：人)`, `KPI(令和10年度)`."""
_BRACKETED = re.compile(rf"[{FRAME_OPEN}「『(](.+)[{FRAME_CLOSE}」』)]")

_NUMBERED = re.compile(r"([^\s0-9①-⑳:：]{2,12}?)\s?(?:その)?(?:[①-⑳]|[0-9]{1,2})[\s　:：]\s*(?=\D)\S")


def names_indicator(line: str, rules: RuleSet) -> bool:
    """Whether a line names one of several indicators behind their label and a number (KPI② 宿泊者数)."""
    found = _NUMBERED.match(line)
    return found is not None and block_label(found[1], rules) == "kpi"


def block_label(title: str, rules: RuleSet) -> str | None:
    """The label of family `block_labels` that `title` as a whole names, or None."""
    return _label(squeezed(title), rules)


def role_by_words(title: str, rules: RuleSet) -> str | None:
    """The role of a block in words of its own (見えてきた課題), one by where it stands; None where no word tells."""
    return block_label(title, rules) or rules["block_words"].label(squeezed(title))


@lru_cache(maxsize=4096)
def _label(title: str, rules: RuleSet) -> str | None:
    family = rules["block_labels"]
    title = title.rstrip(":")
    bracketed = _BRACKETED.fullmatch(title)
    bare = bracketed.group(1) if bracketed else title
    unbracketed = _REMARK.sub("", bare)
    if rules["table_headers"].label(unbracketed) in VALUE_LABELS:
        unbracketed = bare  # 目標(R12) labels one value
    for candidate in dict.fromkeys((title, bare, _OWNER.sub("", bare), _OWNER.sub("", unbracketed))):
        if candidate and (found := family.label(candidate)) is not None:
            return found
    counted = _COUNTED.sub("", bare)
    if counted != bare and family.label(counted) == "kpi":
        return "kpi"  # 指標① of several
    of_level = _OF_LEVEL.sub("", bare)
    if of_level != bare and family.label(of_level) == "kpi":
        return "kpi"
    explained = _EXPLAINED.sub("", bare)
    if explained != bare and family.label(explained) == "kpi":
        return "kpi"  # 成果指標(アウトカム)
    if explained != bare and family.label(bare[len(explained) + 1 : -1]) == "departments":
        return family.label(explained)  # 主な取組(担当課), whose lines end with them
    pieces = [piece for piece in _JOINT.split(_OWNER.sub("", bare)) if piece]
    if len(pieces) < 2:
        return None
    labels = [family.label(piece) for piece in pieces]
    if any(label is None for label in labels):
        return None
    return "vision" if "vision" in labels else labels[0]
