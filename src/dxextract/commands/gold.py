"""`dxextract gold`: fully reviewed plans as gold files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dxextract.commands.terminal import complain


def gold(
    out: Annotated[Path, typer.Argument(help="レビューしたフォルダ、または計画JSON / Reviewed folder, or one JSON.")],
    to: Annotated[Path, typer.Option("--out", "-o", help="出力先フォルダ / Folder for the gold files.")] = Path("gold"),
) -> None:
    """レビューを終えた計画を正解データにします / Turn fully reviewed plans into gold files for `evaluate`."""
    from dxextract.errors import UnreadableInputError
    from dxextract.export.json import write_plan
    from dxextract.review.doubts import agreement, progress
    from dxextract.review.gold import gold_of, still_open
    from dxextract.review.workspace import Broken, Workspace

    if not out.exists():
        raise UnreadableInputError(str(out), "not found")
    failed = False
    for loaded in Workspace(out).load_all():
        if isinstance(loaded, Broken):
            failed = True
            complain(loaded.problem)
            continue
        document = gold_of(loaded)
        if document is None:
            left = still_open(progress(loaded))
            complain(
                f"{loaded.name}: レビューが終わっていません。dxextract review で残りを確認してください。 / "
                f"is not fully reviewed. Go on with `dxextract review`. [{left}]"
            )
            continue
        write_plan(document, to / f"{loaded.name}.json")
        figures = agreement(loaded)
        unchanged = 100 * (figures.share_unchanged or 0.0)
        corrections = figures.corrections_per_100_fields or 0.0
        print(
            f"{loaded.name}: そのまま承認{unchanged:.1f}%、100項目あたり修正{corrections:.2f}、却下{figures.rejected}、"
            f"追加{figures.added} / {unchanged:.1f}% accepted unchanged, {corrections:.2f} corrections per 100 fields, "
            f"{figures.rejected} rejected, {figures.added} added"
        )
    if failed:
        raise typer.Exit(1)
