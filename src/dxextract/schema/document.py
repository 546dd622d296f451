"""Hand-over types between the stages: one document of blocks in reading order, whatever the medium was.

After layout a PDF and a text are the same thing. Segmentation and extraction see only these values; they use style
where it is there and numbering and context where it is not. Nothing here decides anything about a text's meaning.

Boxes are ``(x0, top, x1, bottom)`` in PDF points from the page's top left. Lines are 1-based.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from dxextract.schema.passage import Box, Passage, Place
from dxextract.schema.plan import DateRef, Diagnostic, Quantity, Source


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is set, where the medium says so. `size` in points; colours as ``#rrggbb``."""

    size: float
    bold: bool = False
    color: str = "#000000"
    band: str | None = None
    """Fill colour of a shape drawn behind the whole line (a heading band, a text box), None on plain paper."""
    boxed: bool = False
    """The line stands alone inside a drawn frame."""


MentionKind = Literal["date", "quantity", "unit", "department", "plan", "action_label"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Something the language stage recognised at ``text[start:end]`` of its passage."""

    kind: MentionKind
    start: int
    end: int
    date: DateRef | None = None
    quantity: Quantity | None = None
    label: str | None = None
    """Normal form: a department's name, a plan's title, a circled number."""


Voice = Literal["own", "national", "prefectural", "other"]
Tense = Literal["future", "past", "present", "obligation"]


class Sentence(ABC):
    """``text[start:end]`` of a paragraph.

    Its voice and tense are found when they are asked for: that can mean cutting the text into words, and of few
    sentences they matter.
    """

    __slots__ = ()
    start: int
    end: int

    @property
    @abstractmethod
    def voice(self) -> Voice | None:
        """Whose voice it is; None where it has no subject."""

    @property
    @abstractmethod
    def tense(self) -> Tense | None:
        """What it speaks of, by its end; None where that does not tell."""


def _nobody() -> tuple[Mention, ...]:
    return ()


ParagraphRole = Literal["body", "running", "page_number", "footnote", "caption"]
UnfoldedAs = Literal["group", "policy", "title", "label", "body"]
"""What a cell of a form became: a heading of a group of policies, a policy, a measure, a block of it, or text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together: a heading, a bullet, a paragraph.

    `marker` is a list mark that was only mark-up of a converter (``- ``, ``* ``); printed bullets (``・``, ``①``)
    stay in the passage. `depth` is its nesting (0 outermost), None when the medium gives none.
    `indent` is in points from the column's left edge (PDF) or in columns (text).
    `heading_level` is what mark-up (``#``, ``<h2>``) or bookmarks state, None when nothing does.
    """

    passage: Passage
    role: ParagraphRole = "body"
    style: Style | None = None
    indent: float = 0.0
    depth: int | None = None
    heading_level: int | None = None
    blank_before: bool = False
    mentions: tuple[Mention, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    unfolded: UnfoldedAs | None = None
    """Set out from a cell of a form or list table, which stands in the document too, before it."""
    marks: tuple[str, ...] = ()
    """What the form says of the measure beside its name, as marks of a heading would: `priority`; of a block's label
    that it heads `departments`, in whatever words."""
    named: Callable[[], tuple[Mention, ...]] = field(default=_nobody, compare=False, repr=False)
    """Finds `departments`: like a sentence's voice, only where somebody asks for them."""

    @property
    def departments(self) -> tuple[Mention, ...]:
        """The departments that the text names, as a list or in prose; they are not among `mentions`."""
        return self.named()

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table's grid; a blank one has an empty passage and, in a PDF, still its box.

    `quantity` is the cell read as one value (None: it is no value); `mentions` has the dates and labels in it.
    """

    row: int
    col: int
    passage: Passage
    row_span: int = 1
    col_span: int = 1
    box: Box | None = None
    page: int | None = None
    fill: str | None = None
    quantity: Quantity | None = None
    mentions: tuple[Mention, ...] = ()

    @property
    def text(self) -> str:
        return self.passage.text

    def as_read(self, quantity: Quantity | None, mentions: tuple[Mention, ...]) -> Cell:
        """The cell with what it says; made directly, as nearly every cell of a document is made anew here."""
        own = (self.row, self.col, self.passage, self.row_span, self.col_span, self.box, self.page, self.fill)
        return Cell(*own, quantity, mentions)


@dataclass(frozen=True, slots=True)
class Bar:
    """A drawn arrow or bar bound to a table's grid: it covers columns ``col_start..col_end`` (inclusive) of `row`.

    `passage` is the text inside or attached to it, None when it stands alone. The same text also stands in the
    cell ``(row, col_start)``, whose span is the bar's.
    """

    row: int
    col_start: int
    col_end: int
    shape: Literal["arrow", "bar", "line"]
    box: Box
    passage: Passage | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells in reading order (row by row). `spans` says where column spans come from:

    - ``drawn``: rulings, fills or bars decide; blank cells are blank.
    - ``unknown``: the medium lost merged cells; a blank cell may belong to its neighbour.
    `places` has one entry for each page the table stands on (one in all for a text).
    `header_rows` is what the layout saw (a repeated, shaded or bold first row); 0 when it saw nothing.
    `repaired` names what the layout mended: ``form`` (header and values stood on lines of their own) or ``slip``
    (a column had slipped by a row). `cells` are as printed; `mended` has those of a slipped table where they belong,
    and is empty for every other one: what a table says is read from `as_meant`. Both are tuples, or, in a document of
    very many pages, `PackedCells`.

    `set_out` is true of a form or list table whose content stands again in the blocks after it, where records are read
    from; `unfolded` of a table among those blocks, which is a part of the one it was set out from. `bounded` is false
    where nothing but the places of its texts parts its columns: no rulings, no tabs, no mark-up. `centred` is true
    where `spans` are `unknown` but below years, where texts stand in the middle of what their cells were merged over.
    """

    n_rows: int
    n_cols: int
    cells: Sequence[Cell]
    places: tuple[Place, ...]
    spans: Literal["drawn", "unknown"] = "drawn"
    bars: tuple[Bar, ...] = ()
    header_rows: int = 0
    repaired: tuple[str, ...] = ()
    caption: Passage | None = None
    mended: Sequence[Cell] = ()
    set_out: bool = False
    unfolded: bool = False
    bounded: bool = True
    centred: bool = False

    def as_meant(self) -> Table:
        """The table with slipped cells set back: itself, where nothing slipped."""
        if not self.mended:
            return self
        n_rows = max(cell.row + cell.row_span for cell in self.mended)
        n_cols = max(self.n_cols, *(cell.col + cell.col_span for cell in self.mended))
        return replace(self, n_rows=n_rows, n_cols=n_cols, cells=self.mended, mended=())

    def grid(self) -> dict[tuple[int, int], Cell]:
        """Each grid position, also those that a spanning cell covers, to its cell."""
        return {
            (r, c): cell
            for cell in self.cells
            for r in range(cell.row, cell.row + cell.row_span)
            for c in range(cell.col, cell.col + cell.col_span)
        }


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart or diagram: its texts are kept, and are neither body text nor table."""

    place: Place
    passages: tuple[Passage, ...] = ()


Block = Paragraph | Table | Figure


def is_furniture(block: Block) -> bool:
    """Whether a block is of the page and not of the text: a running title, the page's number."""
    return isinstance(block, Paragraph) and block.role in ("running", "page_number")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a PDF's outline."""

    title: str
    level: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a PDF: its area on `page`, and the web address or the page that it leads to."""

    page: int
    box: Box
    uri: str | None
    target: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """A read and laid-out plan: blocks in reading order, running headers marked by their role."""

    source: Source
    blocks: tuple[Block, ...]
    bookmarks: tuple[Bookmark, ...] = ()
    notices: tuple[Diagnostic, ...] = ()
    converted: bool = False
    """A text that a converter printed page by page (form feeds): where its lines and cells end was inferred."""
    links: tuple[Link, ...] = ()
