"""docs/data-dictionary.md: every table and column of the exports, from the same description that the writers use."""

from __future__ import annotations

from dxextract.export.chunks import Chunk
from dxextract.export.csv import key_of
from dxextract.export.sql import VIEWS
from dxextract.export.tables import Column, Table, layout

_HEAD = """# データ辞書 / Data dictionary

<!-- Made from the models by `python -m dxextract.export.dictionary > docs/data-dictionary.md`; a test compares it. -->

`dxextract export` のどの形式も、同じ表と列からなります。/ Every format of `dxextract export` has these tables.

- キー: `PK` 主キー、`FK 表` その表を参照する外部キー。/ Keys: `PK` primary key, `FK table` refers to that table.
- `document_id` は計画文書を示し、すべての表にあります。/ `document_id` names the plan document and is in every table.
- 「必須」以外の列は、計画に記載がなければ空です。/ A column that is not required is empty where the plan says nothing.
- 「再掲」の列は、ほかの表の値を便利のために繰り返したものです。/ A repeated column holds what another table has too.
- 型: `string` 文字列、`integer` 整数、`number` 数値、`boolean` 真偽、`date` 日付(ISO 8601)、`json` JSONの文字列。
- Excelでは枠の位置(`x0`、`top`、`x1`、`bottom`)を省きます。/ Excel leaves out the boxes.
"""


def data_dictionary() -> str:
    """The page as Markdown."""
    tables = layout().tables
    parts = [_HEAD, "## 表の一覧 / Tables\n\n| 表 / table | 名称 | 内容 / about |\n| --- | --- | --- |"]
    parts += [f"| [`{t.name}`](#{t.name}) | {t.label_ja} | {_cell(t.about)} |" for t in tables]
    parts.append("\nビュー(DuckDB、SQLite)/ Views:\n\n| ビュー / view | 内容 / about |\n| --- | --- |")
    parts += [f"| `{view.name}` | {_cell(view.about)} |" for view in VIEWS]
    for table in tables:
        parts.append(f"\n## {table.name}\n\n{table.label_ja}: {_cell(table.about)}\n")
        parts.append(
            "| 列 / column | 見出し | 型 / type | キー / key | 内容 / about |\n| --- | --- | --- | --- | --- |"
        )
        parts += [_row(table, column) for column in table.columns]
    parts.append("\n## chunks\n\n`--to chunks` の1行 / a line of `--to chunks`\n")
    parts.append("| 項目 / field | 内容 / about |\n| --- | --- |")
    parts += [f"| `{name}` | {_cell(field.description or '')} |" for name, field in Chunk.model_fields.items()]
    parts.append(
        "\n`--to jsonl` の1行は、`document_id`・`plan_id`・`municipality` と、計画JSONのレコードそのものです。"
    )
    parts.append(
        "/ A line of `--to jsonl` is a record as in the plan's JSON, with its document, plan and municipality."
    )
    return "\n".join(parts) + "\n"


def _row(table: Table, column: Column) -> str:
    notes = ["必須 / required"] if column.required else []
    notes += ["再掲 / repeated"] if column.derived else []
    notes += [", ".join(f"`{value}`" for value in column.values)] if column.values else []
    about = _cell(column.about) + (f" ({'; '.join(notes)})" if notes else "")
    return f"| `{column.name}` | {column.label_ja} | {column.type} | {key_of(table, column)} | {about} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    print(data_dictionary(), end="")
