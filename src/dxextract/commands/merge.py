"""`dxextract merge`: plan documents with the corrections of their reviews applied."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dxextract.commands.terminal import complain
from dxextract.errors import DxExtractError


def merge(
    path: Annotated[Path, typer.Argument(help="計画JSON、またはそのフォルダ / A plan's JSON, or a folder of them.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="修正を適用したJSONの出力先 / Folder for the corrected JSON files.")
    ] = Path("merged"),
) -> None:
    """レビューの修正を適用したJSONを書き出します / Write plan documents with their corrections applied."""
    from dxextract.export.json import write_plan
    from dxextract.library import open_library
    from dxextract.review.merge import merged_plan

    library = open_library(path)
    failed = False
    for document in library.paths:
        name = library.name_of(document)
        try:
            merged = merged_plan(document)
            write_plan(merged.plan, out / f"{name}.json")
        except DxExtractError as problem:
            failed = True
            complain(str(problem))
            continue
        decided, conflicts = len(merged.states), len(merged.conflicts)
        print(f"{name}: レビュー済み{decided}件 / {decided} reviewed")
        if conflicts:
            complain(
                f"{name}: 合わなくなった判断が{conflicts}件あります。dxextract review で決めてください / "
                f"{conflicts} decision(s) no longer fit: decide them in `dxextract review`"
            )
    if failed:
        raise typer.Exit(1)
