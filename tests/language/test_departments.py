"""Lists of departments, and departments in prose."""

from __future__ import annotations

import pytest

from dxextract.language.departments import department_list, department_mentions
from dxextract.language.pipeline import parse
from dxextract.rules import load_rules

RULES = load_rules()


def names(text: str, *breaks: int) -> list[str | None]:
    return [mention.label for mention in department_list(text, breaks, RULES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("総務課、子育て応援課、福祉課ほか", ["総務課", "子育て応援課", "福祉課"]),
        ("総務課ほか", ["総務課"]),
        ("総務課(ほか)", ["総務課"]),
        ("総務課等", ["総務課"]),
        ("総務課など", ["総務課"]),
        ("情報政策課ほか全課", ["情報政策課", "全課"]),
        ("総務課、関係各課", ["総務課", "関係各課"]),
        ("関係課", ["関係課"]),
        ("全課", ["全課"]),
        ("全庁", ["全庁"]),
        ("各課", ["各課"]),
        ("総務課・企画課", ["総務課", "企画課"]),
        ("DX・情報政策課", ["DX・情報政策課"]),
        ("DX・情報政策課、総務課", ["DX・情報政策課", "総務課"]),
        ("デジタル推進課（DX推進係）・市民課", ["デジタル推進課（DX推進係）", "市民課"]),
        ("総務課企画財政課", ["総務課", "企画財政課"]),
        ("総務課防災危機管理対策室", ["総務課防災危機管理対策室"]),
        ("総務部総務課", ["総務部総務課"]),
        ("担当課:総務課、福祉課", ["総務課", "福祉課"]),
        ("担当課：総務課", ["総務課"]),
        ("担当課｜総務課", ["総務課"]),
        ("分野：暮らし　担当：住民課、税務課", ["住民課", "税務課"]),
        ("主担当：市民課関係課：情報政策課", ["市民課", "情報政策課"]),
        ("担当：市民課／関係課：税務課、総務課", ["市民課", "税務課", "総務課"]),
        ("担当課 総務課", ["総務課"]),
        ("【担当課】総務課、税務課", ["総務課", "税務課"]),
        ("〔担当〕市民窓口課・DX推進室", ["市民窓口課", "DX推進室"]),
        ("・総務課", ["総務課"]),
        ("企画財政課(情報政策係)", ["企画財政課(情報政策係)"]),
        ("総務課(主管)、税務課", ["総務課", "税務課"]),
        ("議会事務局", ["議会事務局"]),
        ("教育委員会学校教育課", ["教育委員会学校教育課"]),
        ("農業委員会事務局、選挙管理委員会", ["農業委員会事務局", "選挙管理委員会"]),
        ("会計管理者、監査委員事務局", ["会計管理者", "監査委員事務局"]),
        ("消防本部", ["消防本部"]),
        ("こども未来課、まちづくり推進課、くらし安全課", ["こども未来課", "まちづくり推進課", "くらし安全課"]),
        ("市民課/税務課，福祉課", ["市民課", "税務課", "福祉課"]),
        ("情報政策課 総務課", ["情報政策課", "総務課"]),
        ("税務課と福祉課", ["税務課", "福祉課"]),
        ("総務課及び福祉課", ["総務課", "福祉課"]),
        ("申請、届出のオンライン化【市民課、◎総務課】", ["市民課", "総務課"]),
        ("内閣府・デジタル庁", ["内閣府", "デジタル庁"]),
        ("市民病院、水道局", ["市民病院", "水道局"]),
        ("デジタル推進担当", ["デジタル推進担当"]),
        ("DX推進室", ["DX推進室"]),
    ],
)
def test_lists(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "課題",
        "現状と課題",
        "本町の現状と今後の課題",
        "内部",
        "一部",
        "都市部",
        "会議室",
        "電子申請の推進",
        "放課後児童クラブ",
        "人事課長",
        "総務課が担当する",
        "総務課が担当します。",
        "令和7年度",
        "50件",
        "関係",
        "利用者、電子申請、総務課",
        "あ" * 250 + "課",
    ],
)
def test_no_list(text: str) -> None:
    assert names(text) == []


def test_mentions_stand_at_the_names() -> None:
    text = "担当課: 総務課、 福祉課ほか"
    assert [text[m.start : m.end] for m in department_list(text, (), RULES)] == ["総務課", "福祉課"]


@pytest.mark.parametrize(
    ("text", "breaks", "expected"),
    [
        ("総務課情報政策室", (3,), ["総務課", "情報政策室"]),
        ("総務課情報政策室", (), ["総務課情報政策室"]),
        ("総務課防災危機管理対策室", (7,), ["総務課防災危機管理対策室"]),
        ("こども未来課教育委員会", (6,), ["こども未来課", "教育委員会"]),
    ],
)
def test_a_line_break_parts_names_where_the_line_ends_with_one(
    text: str, breaks: tuple[int, ...], expected: list[str]
) -> None:
    assert names(text, *breaks) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市民課の職員が課内会議室で議論する。", ["市民課"]),
        ("教育委員会事務局と情報政策課が一部を担当する。", ["教育委員会事務局", "情報政策課"]),
        ("各課題について、部分的に室内の局面を整理する。", []),
        ("全部の部署で内部の手続を見直す。", []),
        ("総務課長が説明した。", []),
        ("計画の推進担当は総務課長及び財政室長とする。", []),
        ("DX推進課を中心に全庁で取り組む。", ["DX推進課"]),
        ("教育委員会が所管する。", ["教育委員会"]),
        ("コールセンターを設置し、策定委員会で議論した。", []),
        ("各課において検討する。", ["各課"]),
        ("⚫教育委員会では、導入を進める。", ["教育委員会"]),
        ("委員 青葉太郎 教育委員会", ["教育委員会"]),
    ],
)
def test_prose(text: str, expected: list[str]) -> None:
    doc = parse(text)
    mentions = department_mentions(doc, RULES)
    assert [m.label for m in mentions] == expected
    assert [text[m.start : m.end] for m in mentions] == expected
