"""Lay out a text given as a string, and show its blocks as plain values."""

from __future__ import annotations

from pathlib import Path

from dxextract.layout.text.driver import lay_out_text
from dxextract.normalise import squeeze
from dxextract.read.text import read_text
from dxextract.rules import load_rules
from dxextract.schema.document import Document, Paragraph, Table


def lay(text: str) -> Document:
    return lay_out_text(read_text(Path("plan.txt"), text.encode()), load_rules())


def tables(text: str) -> list[Table]:
    return [block for block in lay(text).blocks if isinstance(block, Table)]


def paragraphs(text: str) -> list[Paragraph]:
    return [block for block in lay(text).blocks if isinstance(block, Paragraph)]


def texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(text)]


def rows(table: Table) -> list[list[str]]:
    grid = table.grid()
    return [[grid[r, c].text for c in range(table.n_cols)] for r in range(table.n_rows)]


def only_table(text: str) -> list[list[str]]:
    found = tables(text)
    assert len(found) == 1, [rows(table) for table in found]
    return rows(found[0])


def codes(text: str) -> list[str]:
    return [notice.code for notice in lay(text).notices]


def assert_grounded(text: str) -> None:
    """Every evidence of every block quotes its own lines, in order and without gaps."""
    source = text.split("\n")
    for block in lay(text).blocks:
        passages = [cell.passage for cell in block.cells] if isinstance(block, Table) else [block.passage]
        for passage in passages:
            for evidence in passage.evidence():
                here = squeeze("".join(source[evidence.line_start - 1 : evidence.line_end]))
                assert squeeze(evidence.quote) in here
            for position, offset in enumerate(passage.offsets[:-1]):
                assert 0 <= offset < len(passage.raw), (passage.text, position)
            assert list(passage.offsets) == sorted(passage.offsets)
