"""The plan document as a JSON file: the same document gives the same bytes, and a file is whole or absent.

Decides the bytes (keys in the contract's order, two spaces of indent, boxes rounded to 1/100 point, integral numbers
without a decimal point) and how they reach the disk. Decides no value.
"""

from __future__ import annotations

import errno
import math
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from dxextract.errors import DiskFullError, OutputNotWritableError
from dxextract.schema.plan import PlanDocument
from dxextract.schema.values import Model

_BOX_DECIMALS = 2
_EXACT = 2**53
"""Beyond this a JSON number is no longer exact in most readers; such a number is written in its float form."""

_NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which UTF-8 cannot carry: from file names that are no UTF-8, and from broken fonts' tables."""


def plan_to_json(plan: PlanDocument) -> bytes:
    """`plan` as UTF-8 JSON with a final newline. Raises ValueError for NaN and infinity."""
    return b"".join(plan_to_pieces(plan))


def plan_to_pieces(plan: PlanDocument) -> Iterator[bytes]:
    """`plan_to_json` piece by piece: a long plan as a tree of plain values would take far more memory than it does."""
    for number, (name, value) in enumerate(plan):
        yield b",\n" if number else b"{\n"
        yield b'  "%b": ' % name.encode()
        if isinstance(value, tuple):
            yield from _records(value)
        else:
            yield _indented(value, 1)
    yield b"\n}\n"


def _records(records: tuple[Model, ...]) -> Iterator[bytes]:
    for number, record in enumerate(records):
        yield b",\n    " if number else b"[\n    "
        yield _indented(record, 2)
    yield b"\n  ]" if records else b"[]"


def _indented(value: Model | str, depth: int) -> bytes:
    """`value` as it stands `depth` levels below the document. A line feed in JSON is always one between lines."""
    content = plain(value.model_dump() if isinstance(value, Model) else value)
    return orjson.dumps(content, option=orjson.OPT_INDENT_2).replace(b"\n", b"\n" + b"  " * depth)


def write_plan(plan: PlanDocument, path: Path) -> None:
    """Write `plan` to `path`, making its folder. Raises OutputNotWritableError; never leaves a part of a file."""
    write_atomically(path, plan_to_pieces(plan))


def write_atomically(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Replace `path` by `data` in one step, making its folder. Raises OutputNotWritableError, or its DiskFullError.

    What `data`, where it comes in pieces, raises is raised too, and the file is then as it was.
    """
    temporary = path.parent / f".dxextract-{os.getpid()}-{secrets.token_hex(4)}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("xb") as stream:
                stream.writelines((data,) if isinstance(data, bytes) else data)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as problem:
        kind = DiskFullError if problem.errno in _NO_ROOM else OutputNotWritableError
        raise kind(str(path), problem.strerror or str(problem)) from problem


def plain(value: Any, key: str = "") -> Any:
    """`value`, a tree of what JSON has, in the form that is written (see above). Raises ValueError for NaN."""
    if isinstance(value, dict):
        return {name: plain(item, name) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item, key) for item in value]
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    number = round(value, _BOX_DECIMALS) if key == "bbox" else value
    if not math.isfinite(number):
        raise ValueError(f"{key} is {number}")
    if abs(number) >= _EXACT:
        return float(number)
    return int(number) if number == int(number) else number
