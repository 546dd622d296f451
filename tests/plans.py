"""Plan documents of invented municipalities, for tests that need one without running the pipeline."""

from __future__ import annotations

from dxextract.schema.plan import (
    DateRef,
    Diagnostic,
    Evidence,
    Facet,
    FacetItem,
    Kpi,
    Measure,
    Municipality,
    Period,
    Plan,
    PlanDocument,
    PlanTable,
    Quantity,
    ScheduleItem,
    Section,
    Source,
    TableCell,
)

FY2029_END = DateRef(
    raw="令和11年度末", start="2030-03-31", end="2030-03-31", precision="fiscal_year_end", fiscal_year=2029
)


def on_page(quote: str, page: int = 3) -> tuple[Evidence, ...]:
    return (Evidence(page=page, bbox=(72.0, 100.123456, 300.5, 112.0), quote=quote),)


def pdf_plan() -> PlanDocument:
    """A small but whole plan read from a PDF: one measure with a KPI, a bar and a table, all linked."""
    return PlanDocument(
        source=Source(
            file_name="みどり野市.pdf", sha256="0" * 64, media_type="application/pdf", page_count=12, producer="Writer"
        ),
        plan=Plan(
            id="99999-2025-03",
            title="みどり野市DX推進計画",
            municipality=Municipality(name="みどり野市", prefecture="あおば県", code="99999", check_code="999991"),
            published=DateRef(
                raw="令和7年3月", start="2025-03-01", end="2025-03-31", precision="month", fiscal_year=2024
            ),
            period=Period(
                raw="令和7年度~令和11年度",
                start_fiscal_year=2025,
                end_fiscal_year=2029,
                start="2025-04-01",
                end="2030-03-31",
            ),
        ),
        sections=(
            Section(
                id="sec-1",
                level=1,
                number="第3章",
                title="施策の展開",
                page=3,
                kind="chapter",
                evidence=on_page("第3章"),
            ),
            Section(
                id="sec-2",
                parent_id="sec-1",
                level=2,
                number="1",
                title="書かない窓口",
                page=3,
                kind="measure",
                evidence=on_page("1 書かない窓口"),
            ),
        ),
        measures=(
            Measure(
                id="mea-1",
                section_id="sec-2",
                policy="基本方針1 便利なくらし",
                number="1",
                title="書かない窓口",
                is_priority=True,
                national_items=("front_yard",),
                facets=(Facet(role="actions", heading="取組項目", items=(FacetItem(label="①", text="窓口の改革"),)),),
                departments=("市民課",),
                departments_open_ended=True,
                evidence=on_page("1 書かない窓口"),
            ),
        ),
        kpis=(
            Kpi(
                id="kpi-1",
                measure_id="mea-1",
                section_id="sec-2",
                name="待ち時間の短縮率",
                baseline=Quantity(raw="—", state="not_measured"),
                target=Quantity(raw="25.0%", state="numeric", value=25.0, unit="%", comparator="eq", at=FY2029_END),
                milestones=(Quantity(raw="12.5%", state="numeric", value=12.5, unit="%"),),
                source_kind="table",
                table_id="tab-1",
                evidence=on_page("待ち時間の短縮率"),
            ),
        ),
        schedule=(
            ScheduleItem(
                id="sch-1",
                measure_id="mea-1",
                text="検討",
                start_fiscal_year=2025,
                end_fiscal_year=2026,
                phase="study",
                evidence=on_page("検討"),
            ),
        ),
        tables=(
            PlanTable(
                id="tab-1",
                section_id="sec-2",
                kind="kpi",
                header_rows=1,
                n_rows=1,
                n_cols=1,
                cells=(TableCell(row=0, col=0, text="指標", bbox=(1.0, 2.0, 3.016, 4.0)),),
                pages=(3,),
                evidence=on_page("指標"),
            ),
        ),
        diagnostics=(
            Diagnostic(
                code="W302", severity="warning", message="列 / columns", record_id="tab-1", evidence=on_page("指標")
            ),
        ),
    )
