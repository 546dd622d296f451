"""What a table of the plan's system (施策体系) says of its headings: which policy each measure stands below.

Such a table has nothing but columns of names, the upper ones at the left (基本目標 | 施策 | 取組), and a blank cell
goes on with what stands above it. Decides which names it has and the one above each; headings without numbers are
placed by it in `tree`. A name that stands below several says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Table
from dxextract.segment.heading import Heading

_LEVELS = frozenset({"policy", "category", "measure", "action"})
_FEWEST = 2  # names that have others below them


@dataclass(frozen=True, slots=True)
class System:
    """The name above each name, without white space and numbers; upper names that have none above them have `""`."""

    above: Mapping[str, str]

    def has(self, text: str) -> bool:
        return squeeze(text) in self.above

    def depth(self, heading: Heading, opened: Sequence[Heading]) -> int | None:
        """How many of the open headings stay open above a heading without a number; None for what the table lacks."""
        name = squeeze(heading.wording.title)
        if heading.wording.number is not None or name not in self.above:
            return None
        upper = self.above[name]
        for position in range(len(opened) - 1, -1, -1):
            title = squeeze(opened[position].wording.title)
            if upper and title == upper:
                return position + 1
            if title in self.above and self.above[title] == upper:
                return position  # beside what stands below the same, or on top as it does
        return None


def find_system(document: Document, rules: RuleSet) -> System:
    """The names of all tables that have nothing but levels of names; empty where too few stand above others."""
    above: dict[str, str] = {}
    doubtful: set[str] = set()
    for block in document.blocks:
        if not isinstance(block, Table) or block.set_out or block.unfolded or not _tells_levels(block, rules):
            continue
        for name, upper in _pairs(block, rules):
            if above.setdefault(name, upper) != upper:
                doubtful.add(name)
    above = {name: upper for name, upper in above.items() if name not in doubtful}
    return System(above if len(set(above.values()) - {""}) >= _FEWEST else {})


def _tells_levels(table: Table, rules: RuleSet) -> bool:
    heads = [cell for cell in table.cells if cell.row == 0]
    labels = [rules["table_headers"].label(cell.text) for cell in heads]
    return table.n_cols > 1 and len(heads) == table.n_cols and all(label in _LEVELS for label in labels)


def _pairs(table: Table, rules: RuleSet) -> list[tuple[str, str]]:
    """Each name with the one left of it; a blank cell of an upper column goes on with the one above."""
    grid = table.grid()
    found: list[tuple[str, str]] = []
    path = [""] * table.n_cols
    for row in range(1, table.n_rows):
        for col in range(table.n_cols):
            cell = grid.get((row, col))
            if cell is None or not cell.text:
                continue
            name = _name(cell.text, rules)
            if name == path[col]:
                continue
            path[col:] = [name, *[""] * (table.n_cols - col - 1)]
            found.append((name, path[col - 1] if col else ""))
    return found


def _name(text: str, rules: RuleSet) -> str:
    number = rules["numbering"].match(text)
    return squeeze(text[number.end :] if number is not None else text)
