"""The changes between two editions for people: a table for the terminal, and a page of HTML. Decides no change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from rich.markup import escape as rich_escape
from rich.table import Table

from dxextract.editions.changes import NAMES, SUBJECTS, Change

_STYLE = """:root { color-scheme: light dark; } body { font-family: "Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans",
"Yu Gothic UI", system-ui, sans-serif; max-width: 75rem; margin: 1.5rem auto; padding: 0 1rem; line-height: 1.6; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; } caption { text-align: left; padding: .4rem 0; }
th, td { border-bottom: 1px solid #8a96a8; padding: .35rem .55rem; text-align: left; vertical-align: top; }
del { text-decoration-color: #c0392b; } ins { text-decoration-color: #1f7a3d; } small { opacity: .8; }"""


def changes_table(found: Sequence[Change], old: str, new: str) -> Table:
    """The changes as a table for the terminal."""
    table = Table(title=rich_escape(f"{old} → {new}"), title_justify="left", caption=summary(found))
    for column in ("対象 / record", "変更 / change", "名称 / name", "旧 / old", "新 / new", "差 / shift"):
        table.add_column(column, overflow="fold")
    for change in found:
        values = (SUBJECTS[change.subject], NAMES[change.what], change.name, change.old, change.new, _shift(change))
        table.add_row(*(rich_escape(value or "") for value in values))
    return table


def summary(found: Sequence[Change]) -> str:
    """``指標 / KPI: 追加 / added 2, …``: how many changes of each sort."""
    if not found:
        return "変更はありません / no change"
    counts = Counter((change.subject, change.what) for change in found)
    return "; ".join(f"{SUBJECTS[subject]} {NAMES[what]}: {count}" for (subject, what), count in counts.items())


def changes_page(found: Sequence[Change], old: str, new: str) -> str:
    """The changes as one HTML page that needs nothing else."""
    rows = "\n".join(_row(change) for change in found)
    headers = "".join(f'<th scope="col">{title}</th>' for title in ("対象", "変更", "名称", "旧", "新", "差"))
    title = f"{escape(old)} → {escape(new)}"
    return f"""<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{_STYLE}</style></head>
<body><h1>計画の変更</h1><p>{title}</p><p>{escape(summary(found))}</p>
<table><caption>変更 {len(found)}件</caption><thead><tr>{headers}</tr></thead>
<tbody>
{rows}
</tbody></table></body></html>
"""


def _row(change: Change) -> str:
    old = f"<del>{escape(change.old)}</del>{_page(change.old_page)}" if change.old else ""
    new = f"<ins>{escape(change.new)}</ins>{_page(change.new_page)}" if change.new else ""
    cells = (SUBJECTS[change.subject], NAMES[change.what])
    words = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    name = f'<th scope="row">{escape(change.name)}</th>'
    return f"<tr>{words}{name}<td>{old}</td><td>{new}</td><td>{escape(_shift(change))}</td></tr>"


def _page(page: int | None) -> str:
    return f" <small>p.{page}</small>" if page else ""


def _shift(change: Change) -> str:
    if change.shift is None:
        return ""
    return f"{change.shift:+g}年" if change.what == "year" else f"{change.shift:+,g}"
