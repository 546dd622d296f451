"""The names of the record lists of a plan document, in the contract's order. Imports nothing, so that help is fast."""

from __future__ import annotations

from typing import Literal, get_args

RecordKind = Literal[
    "sections",
    "measures",
    "kpis",
    "schedule",
    "commitments",
    "benchmarks",
    "roles",
    "glossary",
    "tables",
    "diagnostics",
]
RECORD_KINDS: tuple[RecordKind, ...] = get_args(RecordKind)
