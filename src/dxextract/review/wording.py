"""What is wrong with a value, in words for the person who typed it: Japanese first, English beside it.

Decides only the wording of the validation errors of the schema's models; an unknown kind keeps pydantic's own words.
"""

from __future__ import annotations

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dxextract.review.records import Data

_JAPANESE = {
    "missing": "必須の項目です。",
    "string_type": "文字を入れてください。",
    "int_type": "整数を入れてください。",
    "int_from_float": "整数を入れてください。",
    "int_parsing": "整数を入れてください。",
    "float_type": "数値を入れてください。",
    "finite_number": "有限の数値を入れてください。",
    "bool_type": "はい・いいえのどちらかです。",
    "literal_error": "選択肢にない値です。",
    "string_pattern_mismatch": "書式が違います。",
    "tuple_type": "一覧で入れてください。",
    "extra_forbidden": "この項目はありません。",
    "model_type": "値の形が違います。",
    "model_attributes_type": "値の形が違います。",
    "greater_than_equal": "値が小さすぎます。",
    "less_than_equal": "値が大きすぎます。",
}
_VALUE_ERRORS = (
    ("a numeric quantity has a value", "数値の場合は値が必要です。"),
    ("value_max needs a value", "上限値には値が必要です。"),
    ("start is not after end", "開始日が終了日より後です。"),
    ("a date is written", "日付はYYYY-MM-DDの形で入れてください。"),
    ("isoformat", "日付はYYYY-MM-DDの形で入れてください。"),
    ("a box is", "枠の座標の順が違います。"),
    ("line_start", "行の範囲が正しくありません。"),
    ("a place is", "ページと行は同時に指定できません。"),
)


def field_errors(problem: ValidationError, data: Data) -> list[dict[str, str]]:
    """``field`` (path in the record) and ``message`` for each error, unions that all failed counted once."""
    found: dict[str, str] = {}
    for error in problem.errors(include_url=False, include_input=False):
        found.setdefault(_path(error, data), _message(error))
    return [{"field": path, "message": message} for path, message in found.items()]


def _message(error: ErrorDetails) -> str:
    english = str(error["msg"]).removeprefix("Value error, ")
    japanese = _JAPANESE.get(error["type"])
    if japanese is None:
        japanese = next((ja for part, ja in _VALUE_ERRORS if part.casefold() in english.casefold()), "")
    return f"{japanese} / {english}" if japanese else english


def _path(error: ErrorDetails, data: Data) -> str:
    """The error's place without the names of union members, which are no fields."""
    steps: list[str] = []
    value: object = data
    for step in error["loc"]:
        if isinstance(value, dict) and (step in value or error["type"] in ("missing", "extra_forbidden")):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            continue
        steps.append(str(step))
    return ".".join(steps)
