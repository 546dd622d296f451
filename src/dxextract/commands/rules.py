"""`dxextract rules`: list the rules, run their examples, say which of them match a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dxextract.commands.reading_options import OwnRules
from dxextract.commands.terminal import complain, stdout
from dxextract.errors import RuleError

if TYPE_CHECKING:
    from rich.table import Table

    from dxextract.rules import Family, Row


def rules(
    family: Annotated[
        str | None, typer.Argument(help="ルールの種類。省略すると全種類 / A family of rules; all when left out.")
    ] = None,
    test: Annotated[
        bool, typer.Option("--test", help="各ルールの例と反例を検査 / Run the rules' examples and counter-examples.")
    ] = False,
    explain: Annotated[
        str | None, typer.Option(help="この文字列に一致するルールを表示 / Show which rules match this text.")
    ] = None,
    own: OwnRules = None,
) -> None:
    """読み取りルールの一覧、検査、説明 / List, test and explain the rules."""
    from dxextract.rules.extension import load_rules_with
    from dxextract.settings import Settings

    known = load_rules_with(own or Settings().rules)
    if family is not None and family not in known:
        raise RuleError(family, f"no such family; there are {', '.join(one.name for one in known)}")
    chosen = list(known) if family is None else [known[family]]
    if test:
        _test(chosen)
    elif explain is not None:
        stdout().print(_explanation(chosen, explain))
    elif family is None:
        stdout().print(_families_table(chosen))
    else:
        stdout().print(_rows_table(chosen[0]))


def _test(families: list[Family]) -> None:
    failed = [(row_id, fault) for family in families for row_id, fault in family.failed_examples()]
    for row_id, fault in failed:
        complain(f"{row_id} {fault}")
    rows = [row for family in families for row in family.rows]
    examples = sum(len(row.examples) + len(row.counter_examples) for row in rows)
    print(f"{len(families)} families, {len(rows)} rows, {examples} examples, {len(failed)} failed")
    if failed:
        raise typer.Exit(1)


def _families_table(families: list[Family]) -> Table:
    table = _table("rules", "family", "match", "rows", "about")
    for family in families:
        _add(table, family.name, family.mode, str(len(family.rows)), family.about)
    return table


def _rows_table(family: Family) -> Table:
    table = _table(f"{family.name} ({family.mode})", "id", "label", "matches", "examples", "counter-examples")
    for row in family.rows:
        _add(table, row.id, row.label, _matched(row), "、".join(row.examples), "、".join(row.counter_examples))
    return table


def _matched(row: Row) -> str:
    return " | ".join(part for part in (row.pattern, "、".join(row.terms)) if part)


def _explanation(families: list[Family], text: str) -> Table:
    """Each row that matches, with what it matches; in a family the first one wins."""
    from dxextract.rules import squeezed

    table = _table(f"「{text}」", "family", "rule", "label", "matched", "wins")
    for family in families:
        prepared = text if family.mode.startswith("text") else squeezed(text)
        for order, match in enumerate(family.matches(text)):
            matched = prepared[match.start : match.end]
            _add(table, family.name, match.rule_id, match.label, matched, "yes" if order == 0 else "")
    return table


def _table(title: str, *columns: str) -> Table:
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=escape(title), title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _add(table: Table, *values: str) -> None:
    from rich.markup import escape

    table.add_row(*map(escape, values))
