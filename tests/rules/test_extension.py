"""A user's own rules: what they win over, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxextract import Settings, extract
from dxextract.errors import RuleError, UnreadableInputError
from dxextract.rules import load_rules
from dxextract.rules.extension import load_rules_with

ROW = "  - {id: table_headers.own_name, label: kpi_name, terms: [ものさし], examples: [ものさし]}\n"
OTHER_ROWS = (
    "  - {id: table_headers.own_base, label: baseline, terms: [いま], examples: [いま]}\n"
    "  - {id: table_headers.own_aim, label: target, terms: [めざすところ], examples: [めざすところ]}\n"
)
PLAN = """\
みどり野市DX推進計画

第1章 施策の展開

1 窓口改革の推進

【取組項目】
・窓口に申請支援の仕組みを導入します。

ものさし\tいま\tめざすところ
書かない窓口の利用件数\t120件\t500件
"""


def family(rows: str, name: str = "table_headers", match: str = "full") -> str:
    return f"family: {name}\nmatch: {match}\nabout: our own words\nrules:\n{rows}"


def write(folder: Path, content: str, name: str = "my.yaml") -> Path:
    path = folder / name
    path.write_text(content, "utf-8")
    return path


def test_own_rows_are_tried_first(tmp_path: Path) -> None:
    row = "  - {id: table_headers.own, label: kpi_name, terms: [現状値], examples: [現状値]}\n"
    rules = load_rules_with(write(tmp_path, family(row)))
    assert load_rules()["table_headers"].label("現状値") == "baseline"
    assert rules["table_headers"].label("現状値") == "kpi_name"
    assert [match.rule_id for match in rules["table_headers"].matches("現状値")] == [
        "table_headers.own",
        "table_headers.baseline",
    ]
    assert rules["table_headers"].label("目標値") == "target", "the shipped rows are still there"
    assert rules["block_labels"] is load_rules()["block_labels"]


def test_no_path_is_the_shipped_set() -> None:
    assert load_rules_with(None) is load_rules()


def test_a_folder_of_family_files(tmp_path: Path) -> None:
    write(tmp_path, family(ROW), "a.yaml")
    label = "  - {id: block_labels.own, label: kpi, terms: [ものさし], examples: [ものさし]}\n"
    write(tmp_path, family(label, "block_labels"), "b.yml")
    write(tmp_path, "not yaml: [", "notes.txt")
    rules = load_rules_with(tmp_path)
    assert (rules["table_headers"].label("ものさし"), rules["block_labels"].label("ものさし")) == ("kpi_name", "kpi")


def test_the_same_rules_are_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, family(ROW))
    assert load_rules_with(path) is load_rules_with(path)


@pytest.mark.parametrize("where", ["argument", "environment"])
def test_a_plan_is_read_by_them(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = write(tmp_path, PLAN, "plan.txt")
    rules = write(tmp_path, family(ROW + OTHER_ROWS))
    assert extract(plan).kpis == ()
    if where == "environment":
        monkeypatch.setenv("DXEXTRACT_RULES", str(rules))
    found = extract(plan, Settings(rules=rules) if where == "argument" else None)
    assert [(kpi.name, kpi.target and kpi.target.value) for kpi in found.kpis] == [("書かない窓口の利用件数", 500)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (family(ROW, name="table_header"), ["table_headers.own_name", "table_headers"]),
        (family(ROW, name="made_up"), ["table_headers.own_name", "no family made_up"]),
        (family(ROW, match="search"), ["table_headers.own_name", "full", "search"]),
        (family(ROW.replace("own_name", "target")), ["table_headers.target", "taken"]),
        (family(ROW.replace("examples: [ものさし]", "examples: [定規]")), ["own_name", "is not matched: 定規"]),
        (
            family(ROW.replace("examples", "counter_examples: [ものさし], examples")),
            ["own_name", "is matched: ものさし"],
        ),
        (family(ROW.replace("terms: [ものさし]", "pattern: '('")), ["table_headers.own_name"]),
        (family(ROW.replace("label: kpi_name, ", "")), ["table_headers.own_name", "label"]),
        (family(ROW.replace("examples:", "exampels:")), ["table_headers.own_name"]),
        (family(ROW + ROW), ["duplicate id table_headers.own_name"]),
        ("family: [", ["my.yaml"]),
        ("", ["my.yaml"]),
    ],
)
def test_a_bad_file_is_refused_by_its_row(content: str, said: list[str], tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        load_rules_with(write(tmp_path, content))
    assert [part for part in said if part not in str(caught.value)] == []


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError):
        load_rules_with(tmp_path / "gone.yaml")
    with pytest.raises(RuleError, match=r"\*\.yaml"):
        load_rules_with(tmp_path)
    (tmp_path / "sjis.yaml").write_bytes(family(ROW).encode("cp932"))
    with pytest.raises(RuleError, match="UTF-8"):
        load_rules_with(tmp_path / "sjis.yaml")
