"""Roles set as a table: who, held by whom, doing what.

The header says which column is which; without one the first column that names roles is the role, a column of offices is
the holder and the longest one the description. Where most of a column are names of roles, its other cells are roles
too, however they are worded. Does not decide which sections are about roles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from statistics import mean

from dxextract.extract.roles.phrases import bare, holder_in, member_who_leads, names_role, read_phrase
from dxextract.rules import RuleSet
from dxextract.schema.document import Cell
from dxextract.schema.outline import Candidate, Claim
from dxextract.schema.passage import evidence_of
from dxextract.schema.plan import Role
from dxextract.schema.records import TableView

_LINES = re.compile(r"<br\s*/?>|\n")
_BREAK = re.compile("\u3000")
_LED = re.compile(r"(?P<title>[^\s:：]{2,8})[\s　]+(?P<who>\S.{1,30})")
_SAID = re.compile(r"[:：]|長は")


@dataclass(frozen=True, slots=True)
class _Columns:
    role: int
    holder: int | None
    description: int | None
    named: bool
    """Whether most cells of the role column are names that roles have."""


def table_roles(view: TableView, rules: RuleSet) -> Iterator[Candidate[Role]]:
    """One role for each row whose first column names one; nothing for a table of another kind."""
    rows, first = view.rows(), view.header_rows
    columns = _columns(view, rows, rules)
    if columns is None:
        return
    if first == 1 and not any(view.columns):
        # A coloured first row is none of headings where it names a role as the others do.
        whole = replace(view, header_rows=0).rows()
        if columns.role in whole[0] and names_role(whole[0][columns.role].text, rules):
            rows, first = whole, 0
    seen: set[int] = set()
    for offset, row in enumerate(rows):
        cell = row.get(columns.role)
        if cell is None or not cell.text or id(cell) in seen:
            continue
        seen.add(id(cell))
        phrase = read_phrase(cell.text, rules)
        unusual = phrase is None and not (view.kind == "roles" or columns.named)
        if unusual or _is_heading(cell.text, rules):
            continue
        name = phrase.role if phrase else bare(cell.text)
        description = _text(row, columns.description)
        printed_holder = _text(row, columns.holder)
        kind = phrase.kind if phrase else "body"
        teller = columns.holder if printed_holder else columns.description
        telling = row.get(teller) if teller is not None else None
        leader = _leader(telling, name, kind, rules) if telling is not None else None
        holder = (phrase.holder if phrase else None) or leader or printed_holder
        if holder is None and description and telling is not None and _is_office(telling, rules):
            holder, description = description, None
        if holder is None and phrase:
            # 構成 beside the body: 本部長：市長、副本部長：副市長
            said = [one.text for one in row.values() if one is not cell and one.text]
            found = (holder_in(text, name, phrase.kind, rules) for text in [description or "", *said])
            holder = next((one for one in found if one), None)
        number = first + offset
        used = [one for one in row.values() if one.text]
        record = Role(
            id="",
            role=name,
            holder=holder,
            description=description,
            evidence=evidence_of(one.passage for one in dict.fromkeys(used)),
        )
        yield Candidate(record, "role.table", 0.8, (Claim(view.block, number, number + 1),))


def _leader(cell: Cell, role: str, kind: str, rules: RuleSet) -> str | None:
    """Who leads a body, as a line of a cell says beside its members: `本部長:市長`, `委員長は総務部長`."""
    printed = (line for segment in cell.passage.segments for line in _LINES.split(segment.raw))
    told = (part for line in printed for part in _BREAK.split(_with_colon(line, rules)))
    lines = [line for line in told if _SAID.search(line)]
    leads = member_who_leads(cell.text, rules) if kind == "body" else None
    return leads or next((found for line in lines if (found := holder_in(line, role, kind, rules))), None)


def _with_colon(line: str, rules: RuleSet) -> str:
    """A line that says who leads behind a wide gap (`本部長　市長`), with a colon for that."""
    parts = _LED.fullmatch(line.strip())
    led = parts is not None and rules["role_labels"].label(parts["title"]) == "holder"
    return f"{parts['title']}:{parts['who']}" if parts is not None and led else line


def _is_office(cell: Cell, rules: RuleSet) -> bool:
    """Whether all that a cell says is an office or a department, which holds the role beside it."""
    text = bare(cell.text)
    if rules["role_holders"].match(text):
        return True
    return any(m.kind == "department" and m.start == 0 and m.end == len(cell.text) for m in cell.mentions)


def _text(row: dict[int, Cell], column: int | None) -> str | None:
    cell = row.get(column) if column is not None else None
    return bare(cell.text) or None if cell is not None else None


def _columns(view: TableView, rows: list[dict[int, Cell]], rules: RuleSet) -> _Columns | None:
    texts = {col: [row[col].text for row in rows if col in row and row[col].text] for col in range(view.table.n_cols)}
    # `役割` heads roles in one plan and what they do in another, so what the cells hold decides before the header.
    role = _first(_finest(rows, texts), lambda text: names_role(text, rules))
    named = role is not None
    if role is None:
        role = next((col for col, label in enumerate(view.columns) if label == "role"), None)
    if role is None or not texts[role]:
        return None
    others = [col for col in texts if col != role and texts[col]]
    labelled = {label: col for col, label in reversed(list(enumerate(view.columns))) if label and col != role}
    holder = labelled.get("holder", labelled.get("department"))
    if holder is None:
        holder = _first({col: texts[col] for col in others}, lambda text: rules["role_holders"].match(text) is not None)
    rest = [col for col in others if col != holder]
    description = labelled.get("description")
    if description is None and rest:
        description = max(rest, key=lambda col: mean(map(len, texts[col])))
    return _Columns(role, holder, description, named)


def _is_heading(text: str, rules: RuleSet) -> bool:
    """Whether a cell heads its column (役職, 組織) in a table whose header was not recognised."""
    return rules["table_headers"].label(text) in ("role", "holder", "description")


def _finest(rows: list[dict[int, Cell]], texts: dict[int, list[str]]) -> dict[int, list[str]]:
    """`texts`, the columns whose cells span rows last: 推進本部 stands beside 本部長, 副本部長 and 本部員."""
    merged = {col: any(row[col].row_span > 1 for row in rows if col in row) for col in texts}
    return dict(sorted(texts.items(), key=lambda one: merged[one[0]]))


def _first(texts: dict[int, list[str]], test: Callable[[str], bool]) -> int | None:
    """The first column of which most texts pass."""
    return next((col for col, own in texts.items() if own and sum(map(test, own)) >= 0.6 * len(own)), None)
