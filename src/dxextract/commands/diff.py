"""`dxextract diff`: what changed from one edition of a plan to the next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dxextract.commands.terminal import print_json, stdout


def diff(
    old: Annotated[Path, typer.Argument(help="旧版の計画JSON / JSON of the older edition.")],
    new: Annotated[Path, typer.Argument(help="新版の計画JSON / JSON of the newer edition.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSONで出力 / Print JSON.")] = False,
    html: Annotated[Path | None, typer.Option("--html", help="HTMLを書き出す / Write a page of HTML.")] = None,
    force: Annotated[bool, typer.Option("--force", help="出力先を置き換える / Replace what is there.")] = False,
) -> None:
    """計画の新旧を比べ、施策・指標・工程の変更を示します / Show what changed between two editions of a plan."""
    from dataclasses import asdict

    from dxextract.corrected import load_corrected
    from dxextract.editions.changes import changes
    from dxextract.editions.report import changes_page, changes_table
    from dxextract.export.target import staged
    from dxextract.rules import load_rules

    before, after = load_corrected(old), load_corrected(new)
    found = changes(before, after, load_rules())
    names = [plan.plan.title or path.stem for plan, path in ((before, old), (after, new))]
    titles = names if names[0] != names[1] else [f"{names[0]} ({old.name})", f"{names[1]} ({new.name})"]
    if html is not None:
        with staged(html, force) as stage:
            stage.write_text(changes_page(found, *titles), "utf-8")
    if as_json:
        print_json([asdict(change) for change in found])
    else:
        stdout().print(changes_table(found, *titles))
