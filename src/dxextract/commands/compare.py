"""`dxextract compare`: the plans of an output folder side by side, as tables and as a web page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dxextract.commands.terminal import complain

if TYPE_CHECKING:
    from dxextract.errors import DxExtractError
    from dxextract.library import Library, StoredPlan


def compare(
    out: Annotated[Path, typer.Argument(help="計画JSONのフォルダ / A folder of plans' JSON.")],
    target: Annotated[Path, typer.Option("--out", "-o", help="出力先フォルダ / Folder to write.")],
    force: Annotated[bool, typer.Option("--force", help="出力先を置き換える / Replace what is there.")] = False,
) -> None:
    """計画どうしを比べ、表(CSV・Excel)とウェブページにします / Compare plans: tables (CSV, Excel) and a web page."""
    from dxextract.compare.gather import compare_documents
    from dxextract.compare.write import write_comparison
    from dxextract.corrected import open_corrected
    from dxextract.export.target import check_target
    from dxextract.rules import load_rules

    check_target(target, force)
    problems: list[DxExtractError] = []
    comparison = compare_documents(_readable(open_corrected(out), problems), load_rules())
    for problem in problems:
        complain(str(problem))
    if comparison.plans:
        write_comparison(comparison, target, force)
        print(f"{target / 'index.html'}: {len(comparison.plans)}計画 / {len(comparison.plans)} plan(s)")
    if problems:
        raise typer.Exit(1)


def _readable(library: Library, problems: list[DxExtractError]) -> Iterator[StoredPlan]:
    """The documents of `library`; what is wrong with the others goes to `problems`."""
    from dxextract.library import Unreadable

    for document in library:
        if isinstance(document, Unreadable):
            problems.append(document.problem)
        else:
            yield document
