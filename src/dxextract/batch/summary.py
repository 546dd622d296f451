"""A run as a markdown table, for Prefect's artifacts and for whoever reads them.

Decides what a reader of a thousand documents sees first: the counts, then what failed and what is to be reviewed.
"""

from __future__ import annotations

from dxextract.batch.progress import one_line
from dxextract.schema.manifest import DocumentEntry, Manifest

_ROWS = 200


def summary_markdown(manifest: Manifest, where: str) -> str:
    """The run in markdown: totals, and up to 200 documents, failed ones first, then those to review."""
    totals = manifest.totals
    order = {"failed": 0, "review": 1, "ok": 2}
    documents = sorted(manifest.documents, key=lambda entry: (order[entry.result], entry.path))
    lines = [
        f"# dxextract batch {manifest.run.id}",
        "",
        f"`{where}` ・ {manifest.run.seconds:.0f} s",
        "",
        "| 正常 / ok | 要確認 / review | 失敗 / failed | 変更なし / skipped |",
        "| ---: | ---: | ---: | ---: |",
        f"| {totals.ok} | {totals.review} | {totals.failed} | {totals.skipped} |",
        "",
        "| 文書 / document | 結果 / result | 自治体 / municipality | 施策 | KPI | 工程 | 秒 / s | 備考 / notes |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: | --- |",
        *map(_row, documents[:_ROWS]),
    ]
    if len(documents) > _ROWS:
        lines += ["", f"… 他{len(documents) - _ROWS}件 / and {len(documents) - _ROWS} more"]
    return "\n".join(lines) + "\n"


def _row(entry: DocumentEntry) -> str:
    municipality = entry.municipality.name if entry.municipality else ""
    notes = entry.error.message if entry.error else " ".join(entry.diagnostics)
    counts = (str(entry.counts.get(kind, "")) for kind in ("measures", "kpis", "schedule"))
    cells = (entry.path, entry.result, municipality, *counts, f"{entry.seconds:.1f}", notes)
    return "| " + " | ".join(one_line(cell).replace("|", "\\|") for cell in cells) + " |"
