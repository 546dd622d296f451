"""Reading gold files, pairing files, and many plans in one figure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dxextract.errors import DxExtractError, InvalidPlanError, NewerSchemaError, NoGoldError, UnreadableInputError
from dxextract.evaluation import PlanScore, find_pairs, load_compared, score_plan, summarise, to_compared
from dxextract.evaluation.calibration import calibrate, calibrate_by_kind
from dxextract.evaluation.pairs import find_source
from dxextract.evaluation.records import Judged
from dxextract.export.json import write_plan
from evaluation.golds import Json, gold_plan
from plans import pdf_plan


def test_a_plan_document_is_read_as_one(tmp_path: Path) -> None:
    write_plan(pdf_plan(), tmp_path / "plan.json")
    plan = load_compared(tmp_path / "plan.json")
    assert [(one.title, one.parent_title) for one in plan.sections] == [
        ("施策の展開", None),
        ("書かない窓口", "施策の展開"),
    ]
    assert plan.kpis[0].measure == "書かない窓口"
    assert plan.measures[0].facets[0].n_items == 1
    assert plan.tables[0].cells == ((0, 0, "指標"),)
    assert plan.kpis[0].evidence[0].page == 3
    assert plan.kpis[0].confidence is None


def test_a_confidence_is_read_where_there_is_one() -> None:
    gold = gold_plan()
    gold["kpis"][0]["confidence"] = 0.75
    assert [kpi.confidence for kpi in to_compared(gold, "gold").kpis] == [0.75, None, None, None]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("{", InvalidPlanError),
        ("[]", InvalidPlanError),
        ("{}", InvalidPlanError),
        ('{"a": 1, "KPIs": []}', InvalidPlanError),
        ('{"kpis": [{"measure": null}]}', InvalidPlanError),
        ('{"kpis": 3}', InvalidPlanError),
        ('{"sections": [{"title": "x"}]}', InvalidPlanError),
        ('{"schema_version": "1.1"}', InvalidPlanError),
        ('{"schema_version": "2.0"}', NewerSchemaError),
    ],
)
def test_what_is_no_gold_file_is_named(content: str, error: type[DxExtractError], tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text(content)
    with pytest.raises(error, match=r"gold\.json"):
        load_compared(path)


def test_a_missing_gold_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError):
        load_compared(tmp_path / "gone.json")


def files(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    return folder


def test_files_of_folders_are_paired_by_stem(tmp_path: Path) -> None:
    gold = files(tmp_path / "gold", "a.json", "ab.json", "c.json")
    output = files(tmp_path / "out", "a.txt.json", "x/a.pdf.json", "ab.json", "d.json")
    pairs = [(one.name, one.gold.name, one.output and one.output.name) for one in find_pairs(gold, output)]
    assert pairs == [
        ("a.txt", "a.json", "a.txt.json"),
        ("a.pdf", "a.json", "a.pdf.json"),
        ("ab", "ab.json", "ab.json"),
        ("c", "c.json", None),
    ]


def test_two_files_belong_together_whatever_their_names(tmp_path: Path) -> None:
    files(tmp_path, "gold.json", "result.json")
    (pair,) = find_pairs(tmp_path / "gold.json", tmp_path / "result.json")
    assert pair.output == tmp_path / "result.json"


def test_paths_that_give_no_pairs(tmp_path: Path) -> None:
    files(tmp_path, "gold.json")
    (tmp_path / "empty").mkdir()
    for gold, output, error in [
        (tmp_path / "gone", tmp_path, UnreadableInputError),
        (tmp_path, tmp_path / "gone.json", UnreadableInputError),
        (tmp_path, tmp_path / "gold.json", UnreadableInputError),
        (tmp_path / "empty", tmp_path, NoGoldError),
    ]:
        with pytest.raises(error):
            find_pairs(gold, output)


def test_a_source_is_found_by_name(tmp_path: Path) -> None:
    files(tmp_path, "x/plan.pdf", "plan.txt")
    assert find_source(tmp_path, "plan.pdf") == tmp_path / "x" / "plan.pdf"
    assert find_source(tmp_path / "plan.txt", "whatever.pdf") == tmp_path / "plan.txt"
    assert find_source(tmp_path, "gone.pdf") is None
    assert find_source(tmp_path, None) is None


def with_kpis(name: str, code: str, kept: int) -> PlanScore:
    """A plan of four KPIs of which `kept` were found."""
    gold = {**gold_plan(), "glossary": []}
    gold["plan"]["municipality"]["code"] = code
    output: Json = json.loads(json.dumps(gold))
    output["kpis"] = output["kpis"][:kept]
    return score_plan(name, to_compared(gold, name), to_compared(output, name))


def test_means_worst_plans_and_municipalities() -> None:
    found = summarise([with_kpis("a.pdf", "11111", 4), with_kpis("a.txt", "11111", 4), with_kpis("b", "22222", 0)])
    kpis = found["kpis"]
    assert (kpis.mean, kpis.worst, kpis.worst_plan, kpis.plans) == (pytest.approx(2 / 3), 0.0, "b", 3)
    assert kpis.by_municipality == {"11111": 1.0, "22222": 0.0}
    assert (kpis.low, kpis.high) == (0.0, 1.0), "municipalities are drawn, not plans"
    assert "glossary" not in found, "neither side has one, so it says nothing"
    assert "grounding" not in found, "no source was given"


def test_the_interval_is_the_same_on_every_run() -> None:
    scores = [with_kpis(name, name, kept) for name, kept in zip("abcdefgh", [4, 4, 3, 4, 2, 4, 1, 4], strict=True)]
    first, second = summarise(scores)["kpis"], summarise(list(scores))["kpis"]
    assert (first.low, first.high) == (second.low, second.high)
    assert first.low < first.mean < first.high


def test_no_plans_no_summary() -> None:
    assert summarise([]) == {}


def test_calibration() -> None:
    judged = [Judged("kpis", 0.95, True)] * 9 + [
        Judged("kpis", 0.95, False),
        Judged("kpis", 0.25, False),
        Judged("kpis", 1.0, True),
        Judged("kpis", None, True),
    ]
    found = calibrate(judged)
    assert found is not None
    assert (found.records, found.without, found.sure) == (12, 1, 11)
    assert found.sure_right == pytest.approx(10 / 11)
    assert [(one.low, one.count) for one in found.bins] == [(0.2, 1), (0.9, 11)]
    assert found.expected_error == pytest.approx((11 * abs(10.5 / 11 - 10 / 11) + 0.25) / 12)


def test_no_confidence_no_calibration() -> None:
    assert calibrate([Judged("kpis", None, True)]) is None
    assert with_kpis("a", "1", 4).calibration == {}


def test_calibration_of_all_lists_and_of_each() -> None:
    judged = [Judged("kpis", 0.95, True), Judged("roles", 0.5, False), Judged("tables", None, True)]
    found = calibrate_by_kind(judged)
    assert list(found) == ["all", "kpis", "roles"]
    assert (found["all"].records, found["all"].without, found["kpis"].records) == (2, 1, 1)


def test_a_records_rightness_is_that_of_all_its_confidence_is_for() -> None:
    gold = gold_plan()
    output: Json = json.loads(json.dumps(gold))
    output["measures"][0]["departments"] = ["別の課"]
    output["measures"][1]["national_items"] = ["telework"]
    output["sections"][1]["level"] = 1
    output["plan"]["related_plans"] = []
    scored = score_plan("plan", to_compared(gold, "gold"), to_compared(output, "output"))
    wrong = [judged.kind for judged in scored.judged if not judged.right]
    assert sorted(set(wrong)) == ["measures", "plan", "sections"]
    assert wrong.count("measures") == 1
    assert scored.records["measures"].tally.f1 == 1.0, "the list counts titles"
