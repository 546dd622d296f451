"""The SQL that DuckDB and SQLite share: statements that make the tables, and the views that answer common questions.

Decides table definitions and views as text; runs nothing. Both dialects take every statement but the types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dxextract.export.tables import Column, ColumnType, Table


@dataclass(frozen=True, slots=True)
class View:
    """A view and what it is for, in Japanese and English."""

    name: str
    about: str
    query: str


VIEWS = (
    View(
        "latest_documents",
        "自治体ごとの最新の計画文書(同じ計画のPDFとテキストではPDF) / "
        "the newest document of each municipality; of a PDF and a text of one plan, the PDF",
        """SELECT * FROM (
  SELECT *, row_number() OVER (
    PARTITION BY coalesce(municipality_code, municipality_name, document_id)
    ORDER BY published_end DESC NULLS LAST, status DESC, media_type, document_id
  ) AS place FROM documents
) WHERE place = 1""",
    ),
    View(
        "kpi_latest",
        "最新の計画の成果指標を、自治体・計画・施策の名前とともに / "
        "indicators of the newest plans, with the names of municipality, plan and measure",
        """SELECT d.municipality_code, d.municipality_prefecture AS prefecture, d.municipality_name AS municipality,
  d.title AS plan, m.policy, m.title AS measure, m.national_items, k.name AS kpi, k.cumulative,
  k.baseline_value, k.baseline_unit, k.baseline_at_fiscal_year AS baseline_year, k.baseline_raw,
  k.target_value, k.target_unit, k.target_at_fiscal_year AS target_year, k.target_comparator, k.target_raw,
  k.page_first AS page, k.document_id, k.id AS kpi_id
FROM kpis k
JOIN latest_documents d ON d.document_id = k.document_id
LEFT JOIN measures m ON m.document_id = k.document_id AND m.id = k.measure_id""",
    ),
    View(
        "measure_overview",
        "施策と、その指標・工程・約束の数 / measures with the number of their indicators, bars and pledges",
        """SELECT d.municipality_name AS municipality, d.title AS plan, m.policy, m.number, m.title AS measure,
  m.is_priority, m.national_items, m.departments,
  (SELECT count(*) FROM kpis k WHERE k.document_id = m.document_id AND k.measure_id = m.id) AS kpis,
  (SELECT count(*) FROM schedule s WHERE s.document_id = m.document_id AND s.measure_id = m.id) AS schedule,
  (SELECT count(*) FROM commitments c WHERE c.document_id = m.document_id AND c.measure_id = m.id) AS commitments,
  m.page_first AS page, m.document_id, m.id AS measure_id
FROM measures m JOIN documents d ON d.document_id = m.document_id""",
    ),
    View(
        "national_item_coverage",
        "国の項目ごとの施策数(文書別) / number of measures for each national item, by document",
        """SELECT d.document_id, d.municipality_name AS municipality, n.national_item,
  count(DISTINCT n.measure_id) AS measures
FROM measure_national_items n JOIN documents d ON d.document_id = n.document_id
GROUP BY d.document_id, d.municipality_name, n.national_item""",
    ),
)


def create_table(
    table: Table, types: Mapping[ColumnType, str], comments: bool = False, self_references: bool = True
) -> str:
    """The statement that makes `table`; with `comments`, words stand in it as SQL comments.

    Without `self_references`, keys that refer to the table itself are left out.
    """
    lines: list[tuple[str, str]] = [(_definition(column, types), column.about) for column in table.columns]
    if table.primary_key:
        lines.append((f"PRIMARY KEY ({_names(table.primary_key)})", ""))
    for key in table.foreign_keys:
        if key.table == table.name and not self_references:
            continue
        reference = f"REFERENCES {quoted(key.table)} ({_names(key.references)})"
        lines.append((f"FOREIGN KEY ({_names(key.columns)}) {reference}", ""))
    ends = [","] * (len(lines) - 1) + [""]
    body = "\n".join(
        f"  {line}{end}{_comment(about, comments)}" for (line, about), end in zip(lines, ends, strict=True)
    )
    return f"CREATE TABLE {quoted(table.name)} ({_comment(table.about, comments)}\n{body}\n)"


def create_view(view: View) -> str:
    """The statement that makes `view`."""
    return f"CREATE VIEW {quoted(view.name)} AS {view.query}"


def quoted(name: str) -> str:
    """`name` as an identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """`text` as a string literal."""
    return "'" + text.replace("'", "''") + "'"


def _definition(column: Column, types: Mapping[ColumnType, str]) -> str:
    allowed = ", ".join(literal(value) for value in column.values)
    check = f" CHECK ({quoted(column.name)} IN ({allowed}))" if column.values else ""
    return f"{quoted(column.name)} {types[column.type]}{' NOT NULL' if column.required else ''}{check}"


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(quoted(column) for column in columns)


def _comment(about: str, wanted: bool) -> str:
    return f"  -- {' '.join(about.split())}" if wanted and about else ""
