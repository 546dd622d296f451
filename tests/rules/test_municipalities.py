"""The list of municipalities, and names as names of their own."""

from __future__ import annotations

import pytest

from dxextract.rules.municipalities import load_gazetteer

GAZETTEER = load_gazetteer()


def check_digit(code: str) -> str:
    """JIS X 0402: weights 6 to 2, the last digit of 11 minus the remainder by 11."""
    total = sum(int(digit) * weight for digit, weight in zip(code, range(6, 1, -1), strict=True))
    return str((11 - total % 11) % 10) if total >= 11 else str(11 - total)[-1]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("大津市と津市", ["大津市", "津市"]),
        ("第2次与謝野町総合計画", ["与謝野町"]),
        ("東京都千代田区", ["東京都", "千代田区"]),
        ("上川郡清水町", ["清水町"]),
        ("岐阜県郡上市", ["岐阜県", "郡上市"]),
        ("東広島市", ["東広島市"]),
        ("まちづくりは府中市で", ["府中市"]),
    ],
)
def test_finds_names(text: str, names: list[str]) -> None:
    assert [hit.name for hit in GAZETTEER.find(text)] == names
    assert all(text[hit.start : hit.end] == hit.name for hit in GAZETTEER.find(text))


@pytest.mark.parametrize("text", ["西広島市", "大阪市立北区", "本市", "市町村", "青波市", "新森町"])
def test_finds_no_name_inside_another_word(text: str) -> None:
    municipal = [hit.name for hit in GAZETTEER.find(text) if hit.name != "大阪市"]
    assert municipal == []


def test_shared_names_are_all_listed() -> None:
    assert [one.prefecture for one in GAZETTEER.named("池田町")] == ["北海道", "福井県", "長野県", "岐阜県"]


def test_prefecture_is_a_government_of_its_own() -> None:
    (one,) = GAZETTEER.named("京都府")
    assert (one.is_prefecture, one.code) == (True, "26000")


def test_unlisted_name_has_no_government() -> None:
    assert GAZETTEER.named("青波市") == ()


def test_every_code_has_its_check_digit() -> None:
    governments = [one for name in GAZETTEER.names for one in GAZETTEER.named(name)]
    assert len(governments) == 1788
    assert [one.name for one in governments if one.check_code != one.code + check_digit(one.code)] == []
