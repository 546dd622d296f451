"""The tolerances of the PDF layout, each with its unit and its reason: in one frozen value those of lines, grids, order
and paragraphs, as constants those that readers of tables without a closed grid share.

Lengths are in points or in ems (the size of the text concerned); shares are of a length or an area. Decides nothing
itself. What a single reader measures with stands there; limits that a user may want to change live in
`dxextract.settings`.
"""

from __future__ import annotations

from dataclasses import dataclass

SAME_EDGE = 4.0
"""Points within which edges of fills, lines or texts are one where no grid says where they are."""
FILL_SEAM = 1.5
"""Points between two fills that touch, as rows and cells painted one by one do."""
CELL_SEAM = 1.2
"""Points between two cells of one table; boxes farther apart are boxes of their own."""
NARROWEST_TABLE = 100.0
"""Points of the narrowest fill or line that reaches over a table."""
TALLEST_HEAD = 60.0
"""Points of the tallest row of headings."""
LONGEST_HEADING = 24
"""Characters of the longest heading of a column."""


@dataclass(frozen=True, slots=True)
class Tolerances:
    """One set of tolerances; the defaults suit text of 6 to 40 points."""

    # characters -> fragments -> lines
    baseline_shift: float = 0.22
    """Ems by which the baselines of two characters of one line may differ."""
    touching_gap: float = 0.75
    """Ems between two characters that still belong to one fragment (justification, punctuation)."""
    space_gap: float = 0.28
    """Ems between two Latin characters, digits or signs that make a space."""
    letter_space_gap: float = 0.17
    """Ems between two Latin letters that make a space (a narrow font's space is less than a quarter em)."""
    digit_space_gap: float = 0.2
    """Ems between two digits that make a space in a line that is otherwise set solid."""
    mixed_space_gap: float = 0.45
    """Ems between a Latin character or a digit and a Japanese one that make a space (a quarter em is mere fitting)."""
    wide_space_gap: float = 0.7
    """Ems between two Japanese characters that make a space."""
    column_gap: float = 2.2
    """Ems that part two lines on one baseline: columns, a label and its value."""
    spread_gap: float = 0.25
    """Ems between characters from which a run counts as spread by letter-spacing."""
    spread_evenness: float = 1.7
    """The largest gap of a spread run, as a multiple of its median gap."""
    same_row: float = 0.5
    """Share of the lower of two fragments that must overlap vertically for them to share a line."""

    # rulings and grids
    snap: float = 2.6
    """Points within which parallel rulings are one (double borders, cells drawn one by one)."""
    join: float = 3.2
    """Points between two pieces of one ruling (dots, dashes, gaps at crossings)."""
    shortest_ruling: float = 5.0
    """Points; shorter pieces are specks."""
    cell_seam: float = CELL_SEAM
    ruled_share: float = 0.6
    """Share of a cell's side that must be ruled for the side to exist."""
    closed_share: float = 0.55
    """Share of a grid's area that closed cells must cover for it to be a table."""
    whole_page: float = 0.8
    """Share of the page from which a fill is a background, no box."""

    # reading order
    gutter: float = 8.0
    """Points of the narrowest gutter between two columns."""
    slack: float = 0.35
    """Ems by which two neighbours may overlap and still count as parted."""

    # paragraphs
    same_size: float = 0.06
    """Share by which the sizes of two lines of one paragraph may differ."""
    edge_slack: float = 1.3
    """Ems that a full line may stay short of its column's right edge."""
    indent_slack: float = 0.6
    """Ems within which two left edges are the same."""
    longest_hang: float = 6.0
    """Ems of the widest hanging indent."""
    widest_leading: float = 1.35
    """Ems of the largest gap between two lines of one paragraph."""
    leading_growth: float = 1.45
    """How much larger than the paragraph's own leading a gap may be."""
    blank_gap: float = 1.5
    """Multiple of the usual gap from which a line counts as set off by a blank."""

    # running headers
    margin_share: float = 0.14
    """Share of the page's height at its top and bottom where running lines stand."""
    same_slot: float = 4.0
    """Points within which lines of several pages stand at one height."""
    running_pages: int = 3
    """Pages on which a text must recur to be a running one."""

    # bars
    bar_share: float = 0.5
    """Share of a row, and at most of a column, that a bar must cover to cover it."""
    bar_share_of_time: float = 0.45
    """Share of a column of times that is enough: a bar to the middle of a year, drawn short of it, is in that year."""


DEFAULT = Tolerances()
