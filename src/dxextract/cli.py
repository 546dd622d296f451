"""The command line: thin commands over the public functions, and the one place where errors become exit codes.

Results go to stdout, progress and failures to stderr. Exit codes: 0 all done, 1 some documents failed (the others are
written), 2 wrong usage. Heavy imports stand inside the commands so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import TyperException

from dxextract.commands.batch import batch
from dxextract.commands.compare import compare
from dxextract.commands.coverage import coverage
from dxextract.commands.diff import diff
from dxextract.commands.doctor import doctor
from dxextract.commands.draw import draw
from dxextract.commands.evaluate import evaluate
from dxextract.commands.export import export
from dxextract.commands.gold import gold
from dxextract.commands.merge import merge
from dxextract.commands.query import query
from dxextract.commands.reading_options import Ocr, OwnRules, chosen_settings
from dxextract.commands.review import review
from dxextract.commands.rules import rules
from dxextract.commands.terminal import complain, stdout
from dxextract.errors import DxExtractError, WrongUsageError
from dxextract.schema.kinds import RecordKind

if TYPE_CHECKING:
    from dxextract.batch import Outcome
    from dxextract.schema.plan import PlanDocument

app = typer.Typer(
    name="dxextract",
    help="自治体DX推進計画(PDF・テキスト)を検証済みJSONに変換 / Read Japanese municipal DX plans into validated JSON.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """The console script: runs the app and turns a DxExtractError into one line on stderr and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A file name that is no valid text in the terminal's encoding must not hide the message about it.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        sys.exit(_run())
    except DxExtractError as problem:
        print(problem, file=sys.stderr)
        sys.exit(problem.exit_code)


def _run() -> int | None:
    """Runs the command that the call names; the exit code that it asks for. Raises DxExtractError."""
    try:
        return app(standalone_mode=False)  # type: ignore[no-any-return]
    except typer.Abort:
        return 1
    except TyperException as problem:
        if not (said := problem.format_message()):  # a call without a command has shown the help
            return problem.exit_code
        raise WrongUsageError(" ".join(["dxextract", *sys.argv[1:2]]), said) from None


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"dxextract {version('dxextract')}")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="バージョンを表示 / Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
def extract(
    paths: Annotated[
        list[Path],
        typer.Argument(help="ファイルまたはフォルダ(.pdf .txt .md) / Files, or folders with .pdf, .txt and .md files."),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", help="出力先フォルダ(1件なら.jsonファイルも) / Folder, or for one plan a .json file."
        ),
    ] = Path("output"),
    workers: Annotated[int, typer.Option(min=1, help="並列プロセス数 / Number of worker processes.")] = 1,
    own_rules: OwnRules = None,
    ocr: Ocr = None,
    debug: Annotated[
        bool, typer.Option("--debug", help="想定外の失敗の詳細を表示 / Print the traceback of unexpected failures.")
    ] = False,
) -> None:
    """計画を読み取り、1件ごとにJSONを書き出します / Extract plans, one JSON file for each."""
    from dxextract.batch import Job, find_inputs, plan_jobs, prepare_output, run_job, run_jobs
    from dxextract.batch.pool import Limits
    from dxextract.rules.extension import load_rules_with

    inputs, problems = find_inputs(paths)
    for problem in problems:
        complain(str(problem))
    if not inputs:
        raise typer.Exit(max(problem.exit_code for problem in problems))
    settings = chosen_settings(own_rules, ocr)
    load_rules_with(settings.rules)
    one_file = len(inputs) == 1 and out.suffix == ".json" and not out.is_dir()
    prepare_output(out.parent if one_file else out)
    jobs = (Job(inputs[0].path, out),) if one_file else plan_jobs(inputs, out)
    position = {job: index for index, job in enumerate(jobs)}
    outcomes: list[Outcome] = []
    task, limits = partial(run_job, settings=settings), Limits.of(settings)
    for outcome in _with_progress(run_jobs(jobs, workers, task, limits), len(jobs)):
        outcomes.append(outcome)
        if outcome.failure is not None:
            complain(outcome.failure.message, outcome.failure.trace if debug else "")
    _print_summary(sorted(outcomes, key=lambda outcome: position[outcome.job]))
    if problems or any(outcome.failure is not None for outcome in outcomes):
        raise typer.Exit(1)


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="計画JSON、PDFまたはテキスト / A plan's JSON, or a PDF or text.")],
    records: Annotated[
        RecordKind | None, typer.Option("--records", "-r", help="一覧にするレコードの種類 / Kind of records to list.")
    ] = None,
) -> None:
    """計画の概要、または指定したレコードの一覧を表示します / Show a plan's overview, or its records of one kind."""
    from dxextract.present import overview_table, records_table

    plan = _plan_of(file)
    stdout().print(overview_table(plan) if records is None else records_table(plan, records))


@app.command()
def check(
    files: Annotated[
        list[Path], typer.Argument(help="計画JSON、またはそのフォルダ / JSON files of plans, or folders.")
    ],
) -> None:
    """JSONがスキーマに合い、参照が正しいか検査します / Check JSON files against the schema, and their references."""
    from dxextract.library import open_library
    from dxextract.schema.integrity import integrity_problems
    from dxextract.schema.load import load_plan

    failed = False
    for file in (found for one in files for found in (open_library(one).paths if one.is_dir() else (one,))):
        try:
            problems: Iterable[str] = integrity_problems(load_plan(file))
        except DxExtractError as problem:
            failed = True
            complain(str(problem))
            continue
        for line in problems:
            failed = True
            complain(f"{file}: {line}")
        if not problems:
            print(f"OK {file}")
    if failed:
        raise typer.Exit(1)


@app.command()
def schema(
    manifest: Annotated[
        bool, typer.Option("--manifest", help="バッチの目録のスキーマ / The schema of a batch's manifest.json.")
    ] = False,
) -> None:
    """計画JSON(またはバッチの目録)のJSON Schemaを出力します / Print the JSON Schema of a plan, or of a manifest."""
    from dxextract.schema.export import render_json_schema
    from dxextract.schema.manifest import render_manifest_schema

    print((render_manifest_schema() if manifest else render_json_schema()).decode(), end="")


for command in (batch, evaluate, coverage, draw, rules, merge, review, gold, export, compare, diff, query, doctor):
    app.command()(command)


def _plan_of(file: Path) -> PlanDocument:
    if file.suffix.casefold() == ".json":
        from dxextract.schema.load import load_plan

        return load_plan(file)
    from dxextract.pipeline import extract as extract_plan

    return extract_plan(file)


def _print_summary(outcomes: list[Outcome]) -> None:
    from dxextract.present import summary_table

    stdout().print(summary_table(outcomes))


def _with_progress(outcomes: Iterable[Outcome], total: int) -> Iterable[Outcome]:
    """`outcomes` as they come, with a bar on stderr where that is a terminal and there is more than one."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    no_bar = total < 2 or not console.is_terminal
    return track(outcomes, "抽出 / extracting", total, console=console, transient=True, disable=no_bar)
