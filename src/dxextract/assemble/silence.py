"""Where a document speaks of indicators or schedules and no such record was read: W501 and W502.

Signals: words of the family `record_words` in headings, captions, short lines and cells, or in sentences that point at
what follows; and tables that were taken for KPI or schedule tables. What answers to a heading's word may stand anywhere
below the heading, what answers to a line's word below it in its section, what answers to a table's in the table. One
diagnostic is given for each page of a PDF and for each section of a text. Contents pages, glossaries, running headers
and the plan's own title announce nothing. A word may of course stand there for another reason; it is a place to look
at, not an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dxextract.diagnostics import diagnose
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Paragraph, Table
from dxextract.schema.outline import Node, Outline
from dxextract.schema.passage import Passage, evidence_of
from dxextract.schema.plan import Diagnostic
from dxextract.schema.records import Records, TableView

_CODES = {"kpi": "W501", "schedule": "W502"}
_LONGEST_LABEL = 40
_WORDS_SHOWN = 3
_SILENT_TABLES = frozenset({"toc", "glossary", "history", "members", "roles", "period"})


@dataclass(frozen=True, slots=True)
class _Cue:
    """A word at a block, and the blocks ``start..end-1`` among which what it announces should stand."""

    label: str
    passage: Passage
    start: int
    end: int


def silent_places(document: Document, outline: Outline, records: Records, rules: RuleSet) -> Iterator[Diagnostic]:
    """The diagnostics, in reading order."""
    answered = {
        "kpi": {claim.block for candidate in records.kpis for claim in candidate.claims},
        "schedule": {claim.block for candidate in records.schedule for claim in candidate.claims},
    }
    groups: dict[tuple[str, int | None, int | None], list[_Cue]] = {}
    for cue in _cues(document, outline, records, rules):
        if answered[cue.label].isdisjoint(range(cue.start, cue.end)):
            page = cue.passage.page
            section = outline.owner[cue.start] if page is None and cue.start < len(outline.owner) else None
            groups.setdefault((cue.label, page, section), []).append(cue)
    for (label, page, _section), cues in groups.items():
        words = dict.fromkeys(cue.passage.text[:_LONGEST_LABEL] for cue in cues)
        line = cues[0].passage.segments[0].place.line_start
        yield diagnose(
            _CODES[label],
            evidence_of([cue.passage for cue in cues]),
            ja=f"{page}ページ" if page is not None else f"{line}行目",
            en=f"page {page}" if page is not None else f"line {line}",
            words="、".join(list(words)[:_WORDS_SHOWN]),
        )


def _cues(document: Document, outline: Outline, records: Records, rules: RuleSet) -> Iterator[_Cue]:
    views = {view.block: view for view in records.tables}
    title = squeeze(records.plan.title or "")
    headings = {node.block: node for node in outline.nodes if node.printed}
    begun = min((node.block for node in outline.nodes), default=0)
    for index, block in enumerate(document.blocks):
        if index in outline.contents or _is_glossary(index, outline):
            continue
        if index < begun and isinstance(block, Paragraph) and block.passage.page == 1:
            continue  # the cover: the document's own name
        if isinstance(block, Table):
            view = views.get(index)
            if view is not None and not block.unfolded and view.kind not in _SILENT_TABLES:
                yield from _table_cues(view, _set_out_end(document, index), rules)
        elif isinstance(block, Paragraph) and block.role in ("body", "caption") and block.unfolded is None:
            label = _announces(block, rules)
            if label is not None and squeeze(block.text) not in title:
                yield _Cue(label, block.passage, *_reach(index, headings.get(index), outline, document))


def _announces(block: Paragraph, rules: RuleSet) -> str | None:
    """The label of a short line as a whole, or of a sentence that points at what follows."""
    found = rules["record_words"].match(block.text)
    if found is None or (len(block.text) > _LONGEST_LABEL and not found.rule_id.endswith("_announced")):
        return None
    return found.label


def _reach(index: int, heading: Node | None, outline: Outline, document: Document) -> tuple[int, int]:
    if heading is not None:
        return heading.block, heading.end
    owner = outline.owner[index]
    return index, len(document.blocks) if owner is None else outline.nodes[owner].end


def _table_cues(view: TableView, end: int, rules: RuleSet) -> Iterator[_Cue]:
    """One cue for each label that the table's words or its kind give."""
    seen: set[str] = set()
    cells = [cell for cell in view.table.cells if cell.text and cell.passage.segments]
    if view.kind in _CODES and cells:
        seen.add(view.kind)
        yield _Cue(view.kind, cells[0].passage, view.block, end)
    for cell in cells:
        label = rules["record_words"].label(cell.text) if len(cell.text) <= _LONGEST_LABEL else None
        if label is not None and label not in seen:
            seen.add(label)
            yield _Cue(label, cell.passage, view.block, end)


def _set_out_end(document: Document, table: int) -> int:
    """The block after the table and after what was set out from it."""
    end = table + 1
    while end < len(document.blocks):
        block = document.blocks[end]
        if not isinstance(block, Paragraph | Table) or not block.unfolded:
            break
        end += 1
    return end


def _is_glossary(index: int, outline: Outline) -> bool:
    return any(node.kind == "glossary" for node in outline.path(outline.owner[index]))
