"""Cells of a table that lost its form, each with the lines it stands on, and the header labels among them.

Decides which lines are one header label: a line in brackets belongs to the label above, a number label too. What a
line holds is decided by `dxextract.layout.text.form_lines`; which cells make up a table by `forms`,
`named_forms` and `headers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dxextract.layout.text.form_lines import BESIDE, label_spans, value_start
from dxextract.layout.text.inline import Piece
from dxextract.layout.text.lines import Line
from dxextract.layout.text.tables import split_row
from dxextract.rules import RuleSet

LONGEST_LABEL = 30
_SEVERAL = 2
_MOST_COLUMNS = 15
"""Columns of the widest table that lost its form."""


@dataclass(frozen=True, slots=True)
class Token:
    """What may be one cell: a line (or a part of it), with a bracket below it, and the index of the line after it."""

    pieces: tuple[Piece, ...]
    text: str
    end: int

    def with_line(self, line: Line, end: int) -> Token:
        """The cell with one more line."""
        return Token((*self.pieces, line.piece), f"{self.text}{line.text}", end)


def to_token(piece: Piece, end: int) -> Token:
    """The cell that `piece` is; the arrow that leads to a value stays in its raw text only."""
    start = value_start(piece.visible)
    if start:
        piece = piece.part(start, len(piece.visible), raw_start=0)
    return Token((piece,), piece.visible.strip(), end)


def label_lines(lines: Sequence[Line], start: int, rules: RuleSet, *, split: bool = False) -> list[Token]:
    """The header labels from line `start` on, each on a line of its own, at most one blank line between them.

    `split` as in `dxextract.layout.text.form_lines.label_spans`.
    """
    tokens: list[Token] = []
    family = rules["table_headers"]
    index = start
    gap = 0
    while index < len(lines) and gap <= 1 and len(tokens) <= _MOST_COLUMNS:
        line = lines[index]
        index += 1
        if line.blank:
            gap = gap + 1 if line.rule or not line.text else 0  # the end of a page may part two labels
            continue
        text = line.text
        if line.heading_level is not None or len(text) > LONGEST_LABEL or split_row(line) is not None:
            break
        # 現状値 / (令和6年度), 取組項目 / 番号: one label on two lines
        numbered = tokens and family.label(text) == "number" and family.label(tokens[-1].text + text)
        if tokens and (numbered or BESIDE.fullmatch(text)):
            tokens[-1] = tokens[-1].with_line(line, index)
        elif labels := _labels_on_line(line.piece, index, rules, split=split):
            tokens.extend(labels)
        else:
            break
        gap = 0
    return _with_brackets_shared(tokens)


def _with_brackets_shared(tokens: list[Token]) -> list[Token]:
    """The labels, each with its own of the brackets that stand together behind the last one: a second header row."""
    if not tokens or len(tokens[-1].pieces) < _SEVERAL + 1:
        return tokens
    label, *brackets = tokens[-1].pieces
    first = len(tokens) - len(brackets)
    if first < 0 or any(len(token.pieces) > 1 for token in tokens[first:-1]):
        return tokens
    if not all(BESIDE.fullmatch(piece.visible.strip()) for piece in brackets):
        return tokens
    heads = [*tokens[first:-1], Token((label,), label.visible.strip(), tokens[-1].end)]
    shared = [
        Token((*head.pieces, piece), f"{head.text}{piece.visible.strip()}", tokens[-1].end)
        for head, piece in zip(heads, brackets, strict=True)
    ]
    return [*tokens[:first], *shared]


def _labels_on_line(piece: Piece, end: int, rules: RuleSet, *, split: bool) -> tuple[Token, ...]:
    spans = label_spans(piece.visible, rules, split=split)
    if len(spans) == 1:
        return (Token((piece,), piece.visible.strip(), end),)
    return tuple(Token((piece.part(*span),), piece.visible[slice(*span)], end) for span in spans)
