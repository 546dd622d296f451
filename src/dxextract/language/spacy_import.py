"""`import spacy` without spaCy's command line.

spaCy's `__init__` imports its own command line for one function (`spacy.info`), and with it what talks to the web:
weasel, requests, httpx. That takes as long as all of spaCy that is used here. Stand-ins take its place while spaCy is
imported and are gone afterwards: whoever imports `spacy.cli` later gets the real one. Decides nothing else.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_UNUSED = ("spacy.cli", "spacy.cli.info")


@contextmanager
def without_command_line() -> Iterator[None]:
    """spaCy's first import within this context leaves its command line out; later ones change nothing."""
    if "spacy" in sys.modules:
        yield
        return
    for name in _UNUSED:
        sys.modules[name] = ModuleType(name)
    sys.modules["spacy.cli.info"].__dict__["info"] = None
    try:
        yield
    finally:
        for name in _UNUSED:
            del sys.modules[name]
