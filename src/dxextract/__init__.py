"""dxextract: Japanese municipal DX plans, PDF or text, into one validated JSON document each.

The public API, loaded when first asked for, so that ``import dxextract`` costs nothing::

    from dxextract import extract
    plan = extract("plan.pdf")
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dxextract.dataframes import frames
    from dxextract.pipeline import extract
    from dxextract.schema.load import load_plan
    from dxextract.schema.plan import PlanDocument
    from dxextract.settings import Settings

__all__ = ["PlanDocument", "Settings", "extract", "frames", "load_plan"]

_HOMES = {
    "PlanDocument": "dxextract.schema.plan",
    "Settings": "dxextract.settings",
    "extract": "dxextract.pipeline",
    "frames": "dxextract.dataframes",
    "load_plan": "dxextract.schema.load",
}


class _Package(ModuleType):
    """The package, with `extract` always the function.

    Importing the stage package `dxextract.extract` would otherwise put that module in the function's place.
    """

    def __getattr__(self, name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOMES[name]), name)

    def __setattr__(self, name: str, value: object) -> None:
        if name == "extract" and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
