"""How commands speak: results on stdout in a width of its own, failures on stderr, one line each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

_PIPED_WIDTH = 160


def complain(line: str, trace: str = "") -> None:
    """A failure in one line, and the traceback where one was asked for."""
    print(line, file=sys.stderr)
    if trace:
        print(trace, end="", file=sys.stderr)


def stdout() -> Console:
    """The terminal's own width; when piped, one that does not depend on the environment."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH)


def print_json(content: object) -> None:
    """`content` as indented JSON in UTF-8."""
    import orjson

    print(orjson.dumps(content, option=orjson.OPT_INDENT_2).decode())
