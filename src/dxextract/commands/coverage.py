"""`dxextract coverage`: what of a plan was captured, page by page, as a table or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dxextract.commands.terminal import print_json, stdout

if TYPE_CHECKING:
    from rich.table import Table

    from dxextract.coverage import Coverage, PartCoverage
    from dxextract.schema.plan import Diagnostic


def coverage(
    file: Annotated[Path, typer.Argument(help="計画のPDFまたはテキスト / A plan, PDF or text.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSONで出力 / Print JSON.")] = False,
    uncaptured: Annotated[
        bool, typer.Option("--uncaptured", help="読み取られなかった部分だけ / Only blocks that fed no record.")
    ] = False,
) -> None:
    """ページごとに、読み取れた部分と読み取れなかった部分を示します / Show what of a plan was captured, page by page."""
    from dxextract.coverage import coverage as measure_coverage
    from dxextract.pipeline import extract_with_document

    document, plan = extract_with_document(file)
    found = measure_coverage(document, plan)
    suspicions = [diagnostic for diagnostic in plan.diagnostics if diagnostic.code.startswith("W5")]
    if as_json:
        print_json(_to_dict(found, suspicions))
        return
    console = stdout()
    console.print(_table(found, uncaptured))
    for diagnostic in suspicions:
        console.print(f"{diagnostic.code} {diagnostic.message}", markup=False, highlight=False)


def _table(found: Coverage, uncaptured: bool) -> Table:
    from rich.markup import escape
    from rich.table import Table

    title = f"captured {found.captured_share:.0%}, with tables {found.kept_share:.0%}"
    table = Table(title=title, title_justify="left")
    table.add_column("place")
    table.add_column("block")
    for name in ("characters", "captured"):
        table.add_column(name, justify="right")
    table.add_column("records", overflow="fold")
    table.add_column("text", overflow="fold")
    for part in found.parts:
        table.add_section()
        table.add_row(f"[bold]{_place(part)}[/bold]", "", str(part.characters), _share(part.captured, part.characters))
        for block in part.blocks:
            if uncaptured and block.records:
                continue
            records = block.records or ((block.table_id,) if block.table_id else ("[red]-[/red]",))
            share = _share(block.captured, block.characters)
            table.add_row("", block.kind, str(block.characters), share, _shortened(records), escape(block.text))
    return table


def _place(part: PartCoverage) -> str:
    return f"p.{part.page}" if part.page is not None else f"l.{part.line_start}-{part.line_end}"


def _share(captured: int, characters: int) -> str:
    return f"{captured / characters:.0%}" if characters else "-"


def _shortened(records: tuple[str, ...]) -> str:
    """The first three ids, and how many there are beyond them."""
    more = f" +{len(records) - 3}" if len(records) > 3 else ""
    return " ".join(records[:3]) + more


def _to_dict(found: Coverage, suspicions: list[Diagnostic]) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "captured_share": round(found.captured_share, 4),
        "kept_share": round(found.kept_share, 4),
        "characters": found.characters,
        "parts": [
            {**asdict(part), "characters": part.characters, "captured": part.captured, "kept": part.kept}
            for part in found.parts
        ],
        "diagnostics": [diagnostic.model_dump(mode="json") for diagnostic in suspicions],
    }
