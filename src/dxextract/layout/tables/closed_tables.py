"""Whether a table that rules close goes on below its last rule.

A line set right below a table (担当：防災課), and the band of the next heading in the colour of the table's own
headings, read as one row more of it. Decides by the upright rules: those that part the last row part what goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.layout.model import Frame, Grid, Ruling

_SEAM = 1.6
_WHITE = 6.5
"""Points of white between two cells painted side by side or one below the other."""
_LOWEST = 7.0


def is_ended(old: Grid, new: Grid, fills: Sequence[Frame], strokes: Sequence[Ruling]) -> bool:
    """Whether rules part all columns in the last row of `old`, and nothing parts any of them below its last rule.

    A line set right, below a table, and the band of the next heading would read as one row more.
    """
    below = [y for y in new.ys if y > old.ys[-1] + _LOWEST]
    if not below or abs(new.box[2] - old.box[2]) > _WHITE or abs(new.box[0] - old.box[0]) > _WHITE:
        return False
    upright = [r for r in strokes if not r.horizontal and any(abs(r.at - x) <= _SEAM for x in new.xs[1:-1])]
    last = (old.ys[-2] + old.ys[-1]) / 2
    ruled = {
        n for n, x in enumerate(new.xs[1:-1]) for r in upright if abs(r.at - x) <= _SEAM and r.start < last < r.end
    }
    goes_on = any(r.end > old.ys[-1] + _LOWEST and r.start < below[-1] for r in upright)
    wide = 0.9 * (new.box[2] - new.box[0])
    goes_on = goes_on or any(
        f.box[1] > old.ys[-1] - _WHITE and f.box[3] < below[-1] + _WHITE and f.box[2] - f.box[0] < wide for f in fills
    )
    return len(ruled) == len(new.xs) - 2 and not goes_on
