"""What is said beside a table of indicators and holds for all of it: the unit (`（単位：人）`) and its columns' years.

Looks at the heading above the table, its caption, the lines right before it and the notes right below. Years that a
note states for all indicators of the plan (`各指標の現状値は令和6年度、目標値は令和10年度の値です。`) hold for every
table whose own columns say none. Decides nothing about figures that have a unit or a year of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dxextract.extract.kpis.drafts import BULLET, LABEL, begins_with_label, quantities, without_label
from dxextract.extract.units import own_unit
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Block, Cell, Document, Mention, Paragraph, Table
from dxextract.schema.outline import Outline
from dxextract.schema.passage import Passage
from dxextract.schema.plan import DateRef, Quantity
from dxextract.schema.records import TableView

_BEFORE, _BEHIND = 3, 4
"""Lines before and below a table that may speak of it."""
_MOST_ROWS_ABOVE = 5
"""Rows of what is said of an indicator above the table of its values (指標名, 設定理由, 単位)."""
_BASE = r"(?:現状|現況|現在|基準|当初|実績|直近|策定時)(?:の?数?値|年度?|時点|の数値)*"
_AIM = r"(?:最終|計画)?目標(?:の?数?値|年度?|の数値)*"
_TIE = (
    r"(?:は|を|の基準|が|とは|:|：|＝|=|\(|（|…|‥|・{2,})*[、,，\s]*(?:いずれも|すべて|全て|原則として?)?[、,，\s]*"
    r"(?:(?:特に)?(?:断り|記載|定め|明記)[のが]ない(?:限り|場合は?|ものは))?[、,，\s]*"
    r"(?:(?:(?:本|前期|後期|中期)?(?:基本)?計画の?)?(?:期間の?)?(?:最終年度?|期間の?末|終期|初年度)(?:である|の|、|,|，|\(|（)?)?"
)
_LABEL_FIRST = {role: re.compile(words + _TIE + "$") for role, words in (("baseline", _BASE), ("target", _AIM))}
_LABEL_BEHIND = {
    role: re.compile(rf"[)）]?(?:の|時点の|末の|末時点の|における|を|は)?(?:{words})")
    for role, words in (("baseline", _BASE), ("target", _AIM))
}
_DUE = re.compile(
    r"[)）]?(?:度?末)?(?:まで)?(?:に|の|における)(?:達成|実現|到達)?(?:す(?:る|べき)|を?目指す)?、?(?:(?:本|各|全体)?(?:計画|施策|指標|取組)(?:全体)?の)?(?:数値)?目標(?:値|指標)?(?:は|を)"
)
"""How a sentence goes on behind the year of the targets below it (`令和9年度までに達成する目標は、次のとおり`)."""
_OF_ALL = re.compile(r"(?:指標|KPI|目標値|数値目標)")
_UNIT_NOTE = re.compile(r"\s*[(（［\[]\s*単位\s*[:：][^()（）]*[)）］\]]$")
_NOTE = re.compile(r"[（(]?\s*(?:※|注)")
_SUMMED = re.compile(r"(?:\s*[〔【\[(（](?:累計|累積|延べ|再掲|年間|単年度)[〕】\])）])+$")
"""What stands behind a name and its unit (`登録者数（人）〔累計〕`)."""


@dataclass(frozen=True, slots=True)
class Stated:
    """The unit and the years that hold for a table, None where nothing is said."""

    unit: Quantity | None = None
    baseline: DateRef | None = None
    target: DateRef | None = None


class KpiNotes:
    """What is stated of the tables of one document."""

    def __init__(self, document: Document, outline: Outline, rules: RuleSet) -> None:
        self._document = document
        self._outline = outline
        self._rules = rules
        self._everywhere: Stated | None = None
        self._by_section: dict[int | None, Stated] | None = None

    def of(self, view: TableView) -> Stated:
        """What holds for a table; years only where its own columns state none."""
        unit = next((u for cell in view.table.cells if "単位" in cell.text and (u := _unit_of(cell.mentions))), None)
        dates: dict[str, DateRef] = {}
        undated = _undated(view)
        for paragraph, is_heading in self._around(view.block):
            unit = unit or _unit_of(paragraph.mentions)
            if undated:
                for role, date in _dates(paragraph).items():
                    dates.setdefault(role, date)
                if is_heading and "target" not in dates and (only := self._of_heading(paragraph)) is not None:
                    dates["target"] = only
        if undated and not dates:
            whole = self._of_plan()
            dates = {role: date for role in ("baseline", "target") if (date := getattr(whole, role)) is not None}
        return Stated(unit, *(dates.get(role) if role in undated else None for role in ("baseline", "target")))

    def of_lines(self, block: int) -> Stated:
        """The years that hold for an indicator told in lines: those that a note of its section states, or the plan."""
        if self._by_section is None:
            self._by_section = self._of_sections()
        return self._by_section.get(self._outline.owner[block]) or self._of_plan()

    def name_beside(self, view: TableView) -> str | None:
        """The name that a line beside a table gives its one indicator (`（指標：RPA導入業務数）`)."""
        for paragraph, _ in self._around(view.block):
            text = paragraph.text.strip("【】[] 　")
            text = text.strip("()（）") if text[:1] in ("(", "（") else text
            labelled = LABEL.match(text)
            words = (labelled.group(1) or labelled.group(2)) if labelled else None
            if labelled and words and block_label(words, self._rules) == "kpi" and not quantities(paragraph):
                return _UNIT_NOTE.sub("", text[labelled.end() :])
        return None

    def name_above(self, view: TableView) -> Passage | None:
        """The line right above a table that names its one indicator: behind a label, or by how it ends."""
        block = self._above(view)
        if isinstance(block, Table):
            return self._named_in(block)
        if not isinstance(block, Paragraph) or quantities(block) or block.text.endswith("。"):
            return None
        start = len(block.text) - len(without_label(BULLET.sub("", block.text), self._rules))
        bare = block.text[start:].strip()
        labelled = begins_with_label(block.text, self._rules)
        if not bare or not (labelled or self._rules["indicator_names"].label(_SUMMED.sub("", bare))):
            return None
        return block.passage.part(start, len(block.text))

    def unit_above(self, view: TableView) -> Quantity | None:
        """One of the unit in the brackets that end the line above a table."""
        block = self._above(view)
        if isinstance(block, Table):
            beside = (cell for label, cell in self._pairs(block) if label == "unit")
            return next((unit for cell in beside if (unit := own_unit(cell)) is not None), None)
        units = (m for m in block.mentions if m.kind == "unit") if isinstance(block, Paragraph) else ()
        return next((m.quantity for m in units), None)

    def labelled_above(self, view: TableView) -> Passage | None:
        """The name above a table, where a label says that it is an indicator's (■指標：…)."""
        block = self._above(view)
        if not isinstance(block, Paragraph) or not begins_with_label(block.text, self._rules):
            return None
        return self.name_above(view)

    def _above(self, view: TableView) -> Block | None:
        """The block before a table; what a page prints at its foot and the next one at its head is none."""
        for index in range(view.block - 1, -1, -1):  # no slice: that of a long document, once for each table
            block = self._document.blocks[index]
            if not isinstance(block, Paragraph) or block.role == "body":
                return block
        return None

    def _named_in(self, table: Table) -> Passage | None:
        """The name that a table gives behind a label (`成果指標 | 手続の時間`), first of what it says."""
        pairs = self._pairs(table)
        if not pairs or [label for label, _ in pairs].count("kpi_name") != 1 or pairs[0][0] != "kpi_name":
            return None
        told = any(label in VALUE_LABELS for label, _ in pairs) or pairs[0][1].quantity is not None
        return None if told else pairs[0][1].passage

    def _pairs(self, table: Table) -> list[tuple[str | None, Cell]]:
        """The labels down the side of a small table, each with the cell beside it; empty for any other table."""
        cells = sorted((cell for cell in table.cells if cell.text), key=lambda cell: (cell.row, cell.col))
        whole = len(cells) == 2 * table.n_rows and all(cell.col == n % 2 for n, cell in enumerate(cells))
        if not whole or table.n_rows > _MOST_ROWS_ABOVE:
            return []
        return [
            (self._rules["table_headers"].label(one.text), other)
            for one, other in zip(cells[::2], cells[1::2], strict=True)
        ]

    def _around(self, block: int) -> list[tuple[Paragraph, bool]]:
        """The lines that may speak of the table at `block`, the nearest heading among them marked."""
        blocks, owner = self._document.blocks, self._outline.owner
        path = self._outline.path(owner[block])
        heading = path[-1].block if path else None
        found: list[tuple[Paragraph, bool]] = []
        for index in range(block - 1, max(-1, block - 1 - _BEFORE), -1):
            one = blocks[index]
            if isinstance(one, Table) or index == heading:
                break
            if isinstance(one, Paragraph):
                found.append((one, False))
        for index in range(block + 1, min(len(blocks), block + 1 + _BEHIND)):
            one = blocks[index]
            if isinstance(one, Table) or owner[index] != owner[block] or any(n.block == index for n in path):
                break
            if isinstance(one, Paragraph):
                found.append((one, False))
        if heading is not None and isinstance(head := blocks[heading], Paragraph):
            found.append((head, True))
        return found

    def _of_heading(self, paragraph: Paragraph) -> DateRef | None:
        """The one year in the heading of a KPI block (`数値目標（令和10年度）`)."""
        dates = [m for m in paragraph.mentions if m.kind == "date" and m.date is not None]
        return dates[0].date if len(dates) == 1 and block_label(paragraph.text, self._rules) == "kpi" else None

    def _of_sections(self) -> dict[int | None, Stated]:
        """The first note of each section that states both years."""
        found: dict[int | None, Stated] = {}
        for owner, one in zip(self._outline.owner, self._document.blocks, strict=True):
            if owner in found or not isinstance(one, Paragraph) or one.role != "body" or quantities(one):
                continue
            dates = _dates(one)
            if len(dates) == len(_LABEL_FIRST):
                found[owner] = Stated(None, dates["baseline"], dates["target"])
        return found

    def _of_plan(self) -> Stated:
        """The years that the document states for its indicators, where all that it says agrees."""
        if self._everywhere is None:
            found: dict[str, dict[int, DateRef]] = {"baseline": {}, "target": {}}
            for block in self._document.blocks:
                if (
                    isinstance(block, Paragraph)
                    and block.role == "body"
                    and (_OF_ALL.search(block.text) or _NOTE.match(block.text))
                ):
                    for role, date in _dates(block).items():
                        found[role].setdefault(date.fiscal_year, date)
            agreed = {role: next(iter(years.values())) for role, years in found.items() if len(years) == 1}
            self._everywhere = Stated(None, agreed.get("baseline"), agreed.get("target"))
        return self._everywhere


def _undated(view: TableView) -> frozenset[str]:
    """The values of which no column of the table says the year; none where years stand above columns without labels."""
    dated = {head.label for head in view.heads if head.date is not None}
    if not dated:
        return frozenset({"baseline", "target"})
    labels = set(view.columns)
    said = {"baseline": dated & {"baseline", "actual"}, "target": dated & {"target", "milestone", "year"}}
    return frozenset(role for role in ("baseline", "target") if role in labels and not said[role])


def _unit_of(mentions: Iterable[Mention]) -> Quantity | None:
    return next((m.quantity for m in mentions if m.kind == "unit" and m.label is None), None)


def _dates(paragraph: Paragraph) -> dict[str, DateRef]:
    """The years that a line states for baselines and for targets."""
    found: dict[str, DateRef] = {}
    text = paragraph.text
    if "値" not in text and "年度" not in text:
        return found
    dates = [m for m in paragraph.mentions if m.kind == "date" and m.date is not None and not _is_long(m.date)]
    if len(dates) == 1 and dates[0].date is not None and _DUE.match(text, dates[0].end):
        return {"target": dates[0].date}
    for mention in paragraph.mentions:
        if mention.kind != "date" or mention.date is None or _is_long(mention.date):
            continue
        for role in ("baseline", "target"):
            before = _LABEL_FIRST[role].search(text[: mention.start])
            behind = _LABEL_BEHIND[role].match(text, mention.end)
            if (before or behind) and role not in found:
                found[role] = mention.date
                break
    return found


def _is_long(date: DateRef) -> bool:
    """Whether a date is a range of more than a year."""
    return int(date.end[:4]) - int(date.start[:4]) > 1
