"""Hand-over types from reading to layout: what stands on a PDF page, and the lines of a text.

Coordinates are PDF points from the top left of the visible page (CropBox and /Rotate applied), y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeAlias, TypeVar

from dxextract.schema.document import Bookmark, Link
from dxextract.schema.passage import Box
from dxextract.schema.plan import Diagnostic, Source

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Font:
    """One font at one size and colour; characters refer to it by index. `size` in points after all matrices."""

    name: str
    size: float
    bold: bool
    color: str


class Char(NamedTuple):
    """One character with its loose box. `upright` is False in text turned by 90 degrees."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    font: int
    upright: bool


Places: TypeAlias = "NDArray[np.float64]"
"""What characters say besides their texts, a row of six numbers for each: ``x0, top, x1, bottom, font, upright``."""


class Shape(NamedTuple):
    """A drawn path. `points` is its outline or polyline; `kind` what it looks like:

    `line` (a stroke along one axis, or a rectangle thinner than 2 pt), `rect`, `curve` (anything else: block arrows,
    pentagons, charts). `fill` and `stroke` are colours (None: not painted). `width` is the stroke's width.
    """

    kind: Literal["line", "rect", "curve"]
    box: Box
    points: tuple[tuple[float, float], ...]
    fill: str | None
    stroke: str | None
    width: float
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page as read, in drawing order."""

    number: int
    width: float
    height: float
    fonts: tuple[Font, ...]
    chars: tuple[Char, ...]
    shapes: tuple[Shape, ...]
    images: tuple[Box, ...] = ()
    text_layer: Literal["native", "ocr", "none"] = "native"
    links: tuple[Link, ...] = ()
    places: Places | None = field(default=None, compare=False, repr=False)
    """Those of `chars`, where the reader has them at hand."""
    document_pages: int = 1
    """How many pages its document has."""


PageT = TypeVar("PageT")
"""What is kept of a page: the `PdfPage` itself, or what was made of it as soon as it was read."""


@dataclass(frozen=True, slots=True)
class PdfContent(Generic[PageT]):
    """A PDF as read, with what its reader was told to keep of each page."""

    source: Source
    pages: tuple[PageT, ...]
    bookmarks: tuple[Bookmark, ...] = ()
    notices: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class TextContent:
    """A text as read: its lines, verbatim, without newline characters (`lines[0]` is line 1)."""

    source: Source
    lines: tuple[str, ...]
    page_starts: tuple[int, ...] = ()
    """1-based lines that a form feed stands before."""
    notices: tuple[Diagnostic, ...] = ()
