"""Invented plans in the two shapes that the evaluation reads."""

from __future__ import annotations

import copy
import random
from typing import Any

Json = dict[str, Any]


def year(number: int) -> Json:
    return {
        "raw": f"R{number - 2018}",
        "start": f"{number}-04-01",
        "end": f"{number + 1}-03-31",
        "precision": "fiscal_year",
        "fiscal_year": number,
    }


def quantity(value: float, unit: str = "件", at: int | None = None) -> Json:
    return {
        "raw": f"{value}{unit}",
        "state": "numeric",
        "value": value,
        "unit": unit,
        "at": None if at is None else year(at),
    }


def gold_plan() -> Json:
    """A plan in the shape of a gold file: measures named by title, tables as rows, sections by level."""
    return {
        "plan": {
            "title": "みどり野市DX推進計画",
            "municipality": {"name": "みどり野市", "prefecture": "あおば県", "code": "99999", "check_code": "999991"},
            "status": "final",
            "edition": None,
            "published": {
                "raw": "令和7年3月",
                "start": "2025-03-01",
                "end": "2025-03-31",
                "precision": "month",
                "fiscal_year": 2024,
            },
            "period": {"raw": "令和7年度~令和11年度", "start_fiscal_year": 2025, "end_fiscal_year": 2029},
            "issuer": "デジタル推進課",
            "vision": "手のひらに市役所を",
            "related_plans": [{"title": "第2次総合計画", "relation": "parent"}],
        },
        "sections": [
            {"level": 1, "number": "第1章", "title": "施策の展開"},
            {"level": 2, "number": "1", "title": "書かない窓口の推進"},
            {"level": 3, "number": None, "title": "取組項目"},
            {"level": 2, "number": "2", "title": "データの公開"},
            {"level": 3, "number": None, "title": "取組項目"},
            {"level": 1, "number": "第2章", "title": "推進体制"},
        ],
        "measures": [
            {
                "number": "1",
                "title": "書かない窓口の推進",
                "policy": "基本方針1 便利なくらし",
                "is_priority": True,
                "national_items": ["front_yard"],
                "departments": ["市民課", "税務課"],
                "facets": [{"role": "actions", "heading": "取組項目", "n_items": 2}],
            },
            {
                "number": "2",
                "title": "データの公開",
                "policy": None,
                "is_priority": False,
                "national_items": ["open_data"],
                "departments": ["企画課"],
                "facets": [{"role": "actions", "heading": "取組項目", "n_items": 1}],
            },
        ],
        "kpis": [
            {
                "measure": "書かない窓口の推進",
                "name": f"窓口の利用件数{label}",
                "cumulative": False,
                "baseline": quantity(10 * n, at=2024),
                "target": quantity(100 * n, at=2029),
                "milestones": [quantity(50 * n, at=2027)],
            }
            for n, label in enumerate(["(本庁)", "(支所)", "(出張所)"], 1)
        ]
        + [
            {
                "measure": None,
                "name": "公開したデータ",
                "cumulative": True,
                "baseline": {"raw": "—", "state": "not_measured"},
                "target": quantity(30, "種類", 2029),
                "milestones": [],
            }
        ],
        "schedule": [
            {"measure": measure, "text": text, "start_fiscal_year": start, "end_fiscal_year": end, "phase": phase}
            for measure, text, start, end, phase in [
                ("書かない窓口の推進", "検討", 2025, 2025, "study"),
                ("書かない窓口の推進", "導入", 2026, 2027, "build"),
                ("書かない窓口の推進", "運用", 2028, 2029, "operate"),
                ("データの公開", "検討", 2025, 2026, "study"),
                ("データの公開", "→", 2027, 2027, None),
            ]
        ],
        "commitments": [
            {
                "text": "令和8年度までに全ての窓口へ導入します。",
                "deadlines": [year(2026)],
                "quantities": [],
            }
        ],
        "benchmarks": [
            {"name": "カードの保有率", "reference": quantity(80, "%", 2024), "own": quantity(75, "%", 2024)},
        ],
        "roles": [{"role": "CIO", "holder": "副市長", "description": None}, {"role": "CISO", "holder": None}],
        "glossary": [
            {"term": "AI", "reading": None, "definition": "人工知能。学習や推論を行うコンピューターの技術。"},
            {"term": "RPA", "reading": "あーるぴーえー", "definition": "定型の作業を自動で行う仕組み。"},
        ],
        "tables": [
            {
                "kind": "kpi",
                "cells": [["指標", "現状値", "目標値"], ["利用件数", "10件", "100件"], ["満足度", None, "5点"]],
            },
            {"kind": "schedule", "cells": [["取組", "R7", "R8"], ["①", "検討", "導入"]]},
        ],
    }


def own_shape(gold: Json) -> Json:
    """The same plan as our own JSON says it: ids, cells, items."""
    plan = copy.deepcopy(gold)
    ids = {measure["title"]: f"mea-{n}" for n, measure in enumerate(plan["measures"])}
    for measure in plan["measures"]:
        measure["id"] = ids[measure["title"]]
        for facet in measure["facets"]:
            facet["items"] = [{"text": "x"}] * facet.pop("n_items")
    for kind in ("kpis", "schedule"):
        for record in plan[kind]:
            record["measure_id"] = ids.get(record.pop("measure"))
    above: list[Json] = []
    for n, section in enumerate(plan["sections"]):
        while above and above[-1]["level"] >= section["level"]:
            above.pop()
        section["id"], section["parent_id"] = f"sec-{n}", above[-1]["id"] if above else None
        above.append(section)
    for table in plan["tables"]:
        table["cells"] = [
            {"row": r, "col": c, "text": text or ""}
            for r, row in enumerate(table["cells"])
            for c, text in enumerate(row)
        ]
    return plan


def damaged(gold: Json, seed: int) -> Json:
    """`gold` with records dropped, doubled, renamed, moved and their figures changed, the same for the same seed."""
    chance = random.Random(seed)
    plan = copy.deepcopy(gold)
    for kind in (
        "sections",
        "measures",
        "kpis",
        "schedule",
        "commitments",
        "benchmarks",
        "roles",
        "glossary",
        "tables",
    ):
        records: list[Json] = []
        for record in plan.get(kind) or []:
            if chance.random() < 0.1:
                continue
            if chance.random() < 0.4:
                _change(record, chance)
            records += [copy.deepcopy(record) for _ in range(2 if chance.random() < 0.05 else 1)]
        if chance.random() < 0.3:
            chance.shuffle(records)
        plan[kind] = records
    return plan


def _change(record: Json, chance: random.Random) -> None:
    key = chance.choice(sorted(record))
    value = record[key]
    if isinstance(value, bool):
        record[key] = not value
    elif isinstance(value, int):
        record[key] = value + 1
    elif isinstance(value, str):
        record[key] = chance.choice([value + "の", value[1:], value.replace("の", "ノ"), "まったく別の文言"])
    elif isinstance(value, dict) and "state" in value:
        record[key] = {
            **value,
            **chance.choice([{"value": 7}, {"unit": "人"}, {"at": year(2031)}, {"comparator": "ge"}]),
        }
    elif isinstance(value, list) and value and isinstance(value[0], list):
        value[-1] = [None if chance.random() < 0.5 else text for text in value[-1]]
    elif isinstance(value, list):
        record[key] = value[1:]
