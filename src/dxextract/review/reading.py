"""What a person types into a value field, read as the extraction reads the same words in a plan.

Quantities and dates only; other fields take what is typed. A text that is no quantity is a qualitative one.
"""

from __future__ import annotations

from typing import Literal

from dxextract.language import read_cell, read_dates
from dxextract.schema.plan import DateRef, Quantity

Readable = Literal["quantity", "date"]


def read_typed(form: Readable, text: str) -> Quantity | DateRef | None:
    """The value in `text`; None for no quantity (blank) and for what is no date."""
    if form == "quantity":
        if not text.strip():
            return None
        return read_cell(text) or Quantity(raw=text, state="qualitative")
    dates = read_dates(text, cell=True)
    return dates[0].date if dates else None
