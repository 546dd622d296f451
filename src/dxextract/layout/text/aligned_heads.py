"""The head of a form that a text aligns with spaces: a line of labels over a line of what they name.

`事業番号  事業名  担当課` over `1-1  電子契約の導入  契約課`, and below it lines that begin with labels. Decides
that two lines are such a head, and which text stands below which label; the lines below are read by `aligned_forms`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dxextract.layout.text.aligned_below import columns_below
from dxextract.layout.text.aligned_columns import Measure
from dxextract.layout.text.aligned_model import Row
from dxextract.layout.text.aligned_zone import line_to_chunks
from dxextract.layout.text.inline import Piece
from dxextract.layout.text.lines import Line
from dxextract.rules import RuleSet

_FEWEST_LABELS = 3
_MOST_LINES = 4
"""Lines of the tallest text below a label."""
_NAMES = frozenset({"title", "broad"})


def labels_over_texts(
    lines: Sequence[Line], start: int, measure: Measure, is_label: Callable[[str], bool], rules: RuleSet
) -> tuple[Row, int] | None:
    """The labels of line `start` each with what stands below it, and the index after it; None for any other line."""
    labels = line_to_chunks(lines[start], measure)
    known = sum(is_label(chunk.text) for chunk in labels)
    names = any(rules["form_labels"].label(chunk.text) in _NAMES for chunk in labels)
    if len(labels) < _FEWEST_LABELS or known * 2 <= len(labels) or not names:
        return None
    below: list[list[Piece]] = [[] for _ in labels]
    end = start + 1
    while end < min(len(lines), start + 1 + _MOST_LINES):
        chunks = line_to_chunks(lines[end], measure)
        if not chunks or any(is_label(chunk.text) for chunk in chunks):
            break
        columns = columns_below(labels, chunks) if end > start + 1 else list(range(len(labels)))
        if end == start + 1 and len(chunks) != len(labels):
            return None
        for column, chunk in zip(columns, chunks, strict=True):
            below[column].append(chunk.piece)
        end += 1
    if not all(below):
        return None
    return tuple(cell for label, said in zip(labels, below, strict=True) for cell in ((label.piece,), tuple(said))), end
