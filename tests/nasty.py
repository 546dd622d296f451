"""A plan whose texts try what breaks tables: formulas, quotes, line breaks, leading zeros, empty and long strings."""

from __future__ import annotations

from dxextract.schema.plan import (
    Alternative,
    Commitment,
    DateRef,
    Evidence,
    Facet,
    FacetItem,
    Kpi,
    PlanDocument,
    Quantity,
    RelatedPlan,
    TableCell,
)
from plans import FY2029_END, on_page, pdf_plan

FORMULAS = ('=HYPERLINK("http://x","y")', "+1+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "＝1+1", "\t=1", "-3件")
NUMBERS_AS_TEXT = ("-5.0%", "+10%", "-1,200", "-", "ー", "−3")
LONG = "長" * 40_000


def nasty_plan() -> PlanDocument:
    """`pdf_plan` with such texts, a negative and a large number, and alternatives."""
    plan = pdf_plan()
    (measure,), (kpi,), (table,) = plan.measures, plan.kpis, plan.tables
    about = plan.plan.model_copy(
        update={
            "vision": '一行目\n"二行目", 三行目',
            "related_plans": (RelatedPlan(title="00123", relation="other"),),
        }
    )
    texts = (*FORMULAS, *NUMBERS_AS_TEXT, "a,b", 'c"d', "改\n行", " 空白 ")
    items = tuple(FacetItem(label=None, text=text, details=(text, "二")) for text in texts)
    numbers = (-1234.5, 0, 0.1, 10**14, -7)
    more = tuple(
        Kpi(
            id=f"kpi-n{n}",
            name=f"数{n}",
            definition=LONG if n == 0 else None,
            target=Quantity(raw=f"{value}", state="numeric", value=value, value_max=value, at=FY2029_END),
            source_kind="inline",
            evidence=on_page("数"),
            confidence=0.25,
        )
        for n, value in enumerate(numbers)
    )
    other = Alternative(
        field="target",
        value={"raw": "=1", "value": [1, None]},
        rule="kpis.other",
        confidence=0.5,
        evidence=(Evidence(page=4, bbox=(1.5, 2, 3, 4), quote="=1"),),
    )
    old = DateRef(raw="明治元年", start="1868-01-25", end="1868-12-31", precision="year", fiscal_year=1868)
    cells = (*table.cells, TableCell(row=1, col=0, text=""), TableCell(row=2, col=0, text="=A1"))
    return plan.model_copy(
        update={
            "plan": about,
            "measures": (measure.model_copy(update={"facets": (Facet(role="other", heading=None, items=items),)}),),
            "kpis": (kpi.model_copy(update={"alternatives": (other,), "confidence": 1.0}), *more),
            "commitments": (Commitment(id="com-1", text="約束", deadlines=(old, FY2029_END), evidence=on_page("約")),),
            "tables": (table.model_copy(update={"cells": cells, "n_rows": 3}),),
        }
    )
