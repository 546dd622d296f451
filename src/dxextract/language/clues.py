"""Which components of the spaCy pipeline can find something in a text, told by its characters alone.

Most lines of a plan are headings, names and figures in which none can: cutting them into words would be time lost. A
clue is necessary for a component to find anything, never sufficient. Does not import spaCy.
"""

from __future__ import annotations

import re

PLAN_ENDINGS = ("計画", "戦略", "ビジョン", "構想", "大綱", "方針", "プラン", "指針", "プログラム")
"""Tokens that a plan's title ends in."""
_PLAIN = "|".join(
    (
        "[本同各当前新市町村県国]|国家|田園都市|自治体|都市|全体|共通|個別|関連|[上下]位|[中長次]期|年[次度]|基本|総合|推進",
        "実[施行]|行動|重点|取組|整備|導入|移行|[運利活]用|促進|改革|事業|業務|財政|評価|人材|育成|マスター|アクション",
        "DX|ICT|IT|AI|デジタル化?|トランスフォーメーション|データ|サービス",
    )
)
"""Words before such an ending that name no place."""
_BEFORE_PLAIN = (
    r"(?:^|[、。,.，．:：・/「」『』()（）【】〔〕\[\]〈〉《》<>＜＞■□◆◇●○◎※➤▶①-⑳])[0-9０-９\s]*"
    "|(?<=[一-龥ァ-ヶー])[のをはがにとでもやへ]|する|した|して|いた|いて|ける|けた|れる|れた|める|めた|える|えた|なる|った|って|づく|など"
)
_WITHOUT_PLACE = re.compile(rf"(?:{_BEFORE_PLAIN})(?:{_PLAIN})*(?:{'|'.join(PLAN_ENDINGS)})")
_CLUES = {
    # A suffix counts as a token of its own only, which it is not in these words.
    "departments": re.compile("課(?!題)|室|局|部(?!分)|係|委員会"),
    "plans": re.compile(rf"[^、。をのはが「」『』()（）・](?:{'|'.join(PLAN_ENDINGS)})"),
    "dxextract_subjects": re.compile("(?<=.)[はもが]"),
}


def components_for(text: str) -> tuple[str, ...]:
    """The names of the components that may find something in `text`, in the pipeline's order."""
    return tuple(name for name, clue in _CLUES.items() if clue.search(text) and not _is_plain(name, text))


def _is_plain(name: str, text: str) -> bool:
    """Whether all that might be plans are words for plans in general (本計画, 関する基本方針), which have no place."""
    return name == "plans" and not _CLUES[name].search(_WITHOUT_PLACE.sub("、", text))
