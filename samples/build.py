"""Build the sample plans from their Typst sources: a PDF of each, and a text of those that say what they set.

    python samples/build.py

Needs the packages `typst` (PyPI) and the fonts Noto Sans/Serif CJK JP (Debian: fonts-noto-cjk). The municipalities
and everything said about them are invented. The texts are written as converters write them: one paragraph on one
line, tab-separated tables whose merged cells have become blank, nothing of headers and footers.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
PLANS = ("midorino", "shiomi", "hoshigakubo")
WITH_TEXT = ("midorino", "hoshigakubo")


def build(name: str) -> None:
    """Write ``<name>.pdf``, and ``<name>.txt`` where the plan has one."""
    source = SOURCES / f"{name}.typ"
    typst.compile(str(source), output=str(HERE / f"{name}.pdf"), root=str(SOURCES))
    if name in WITH_TEXT:
        said = [entry["value"] for entry in json.loads(typst.query(str(source), "<said>", root=str(SOURCES)))]
        text = "\n\n".join(block for block in to_blocks(said) if block)
        (HERE / f"{name}.txt").write_text(text + "\n", encoding="utf-8", newline="\n")


def to_blocks(said: list[dict[str, Any]]) -> Iterator[str]:
    """The text's blocks, between which blank lines stand."""
    items: list[str] = []
    for entry in [*said, {"kind": "end"}]:
        if entry["kind"] == "item":
            items.append(f"{' ' * entry['depth']}- {entry['text']}")
            continue
        yield "\n".join(items)
        items = []
        match entry["kind"]:
            case "para" | "heading":
                yield entry["text"]
            case "contents":
                headings = [one for one in said if one["kind"] == "heading"]
                yield "\n".join(f"{one['text']}.....\t{one['page']}" for one in headings)
            case "table":
                yield "\n".join("\t".join(row) for row in to_grid(entry["rows"], entry["columns"]))


def to_grid(rows: list[list[dict[str, Any]]], columns: int) -> list[list[str]]:
    """The rows filled up to one width: a merged cell's text stands in its first place, the others are blank."""
    grid = [[""] * columns for _ in rows]
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            grid[r][c] = cell["text"]
            taken.update((r + i, c + j) for i in range(cell["rows"]) for j in range(cell["cols"]))
            c += cell["cols"]
    return grid


if __name__ == "__main__":
    for plan in sys.argv[1:] or PLANS:
        build(plan)
