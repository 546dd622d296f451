"""`dxextract evaluate`: gold files against outputs, as tables or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dxextract.commands.terminal import complain, print_json, stdout
from dxextract.errors import DxExtractError, UnreadableInputError

if TYPE_CHECKING:
    from dxextract.evaluation import GoldPair, PlanScore


def evaluate(
    gold: Annotated[Path, typer.Argument(help="正解JSON、またはそのフォルダ / Gold JSON, or a folder of them.")],
    output: Annotated[Path, typer.Argument(help="出力JSON、またはそのフォルダ / Output JSON, or a folder of them.")],
    source: Annotated[
        Path | None,
        typer.Option(help="元の計画(またはそのフォルダ)。根拠も検査 / The plan, or a folder of them: checks evidence."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSONで出力 / Print JSON.")] = False,
    fields: Annotated[
        bool, typer.Option("--fields", help="項目ごとの点数も表示 / Show each field's scores too.")
    ] = False,
    misses: Annotated[
        bool, typer.Option("--misses", help="誤り・不足・余分を一覧 / List what is wrong, missing or surplus.")
    ] = False,
) -> None:
    """正解データと出力を比べて採点します / Score outputs against gold files."""
    from dxextract.evaluation import find_pairs, summarise
    from dxextract.evaluation.report import difference_lines

    scores: list[PlanScore] = []
    failed = False
    for pair in find_pairs(gold, output):
        try:
            scores.append(_score(pair, source))
        except DxExtractError as problem:
            failed = True
            complain(str(problem))
    summaries = summarise(scores)
    if as_json:
        from dxextract.evaluation.report import scores_to_dict

        print_json(scores_to_dict(scores, summaries))
    else:
        _print_tables(scores, fields)
    if misses and not as_json:
        for line in difference_lines(scores):
            print(line)
    if failed:
        raise typer.Exit(1)


def _score(pair: GoldPair, source: Path | None) -> PlanScore:
    from dxextract.evaluation import load_compared, score_plan
    from dxextract.evaluation.pairs import find_source

    if pair.output is None:
        raise UnreadableInputError(str(pair.gold), "no output of this name")
    output = load_compared(pair.output)
    found = None if source is None else find_source(source, output.source.file_name)
    if source is not None and found is None:
        raise UnreadableInputError(str(source), f"no source of {pair.output}")
    return score_plan(pair.name, load_compared(pair.gold), output, found)


def _print_tables(scores: list[PlanScore], fields: bool) -> None:
    from dxextract.evaluation import summarise
    from dxextract.evaluation.calibration import calibrate_by_kind
    from dxextract.evaluation.report import (
        field_table,
        municipality_table,
        reliability_table,
        score_table,
        summary_table,
        sureness_table,
    )

    console = stdout()
    for score in scores:
        console.print(score_table(score))
        if fields:
            console.print(field_table(score))
        if score.calibration:
            console.print(sureness_table(score.name, score.calibration))
    if len(scores) > 1:
        summaries = summarise(scores)
        console.print(summary_table(summaries))
        console.print(municipality_table(summaries))
    pooled = calibrate_by_kind(judged for score in scores for judged in score.judged)
    if pooled:
        console.print(reliability_table("all plans", pooled["all"]))
        if len(scores) > 1:
            console.print(sureness_table("all plans", pooled))
