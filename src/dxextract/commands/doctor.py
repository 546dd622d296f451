"""`dxextract doctor`: whether the installation is complete, and what to install where it is not."""

from __future__ import annotations

from typing import Annotated

import typer

from dxextract.commands.terminal import print_json, stdout


def doctor(as_json: Annotated[bool, typer.Option("--json", help="JSONで出力 / Print JSON.")] = False) -> None:
    """インストールの状態を検査します / Check the installation: dictionary, OCR, fonts, optional parts."""
    from dataclasses import asdict

    from dxextract.doctor import examine

    findings = list(examine())
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        from rich.markup import escape
        from rich.table import Table

        states = {
            "ok": "[green]OK[/green]",
            "missing": "[yellow]なし / missing[/yellow]",
            "broken": "[red]不良 / broken[/red]",
        }
        table = Table()
        for column in ("項目 / check", "状態 / state", "内容 / detail", "用途 / needed for", "対処 / remedy"):
            table.add_column(column, overflow="fold")
        for one in findings:
            remedy = "" if one.state == "ok" else one.remedy
            needed = one.needed_for or "必須 / everything"
            table.add_row(escape(one.name), states[one.state], *map(escape, (one.detail, needed, remedy)))
        stdout().print(table)
    if any(finding.state != "ok" and finding.needed_for is None for finding in findings):
        raise typer.Exit(1)
