"""A look at the raw bytes of a PDF before PDFium opens it: compressed streams that explode, and page units.

Decides which streams are bombs (they expand beyond `Settings.max_stream_bytes`) and blanks them in place, so that
the rest of the document can be read; and whether any page may have a /UserUnit, which PDFium does not tell. Looks at
compressed data only where its size allows a bomb, so a usual file costs milliseconds. Encrypted streams are not seen
through.
"""

from __future__ import annotations

import io
import re
import zlib
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

_STREAM = re.compile(rb"stream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_DICTIONARY_REACH = 2048
_HIGHEST_RATIO = 1032  # what deflate can reach at most
_STEP = 1 << 20
_MAX_OBJECT_STREAM = 8 << 20


class Preflight(NamedTuple):
    """The bytes to open, how many streams were blanked, and the unit of each page that has one (from page 0)."""

    data: bytes
    blanked: int
    units: dict[int, float]
    repaired: bool = False


class _Stream(NamedTuple):
    start: int
    end: int
    dictionary: bytes


def preflight(data: bytes, max_stream_bytes: int) -> Preflight:
    """`data` made safe to open."""
    bombs: list[_Stream] = []
    may_have_units = b"/UserUnit" in data
    for stream in _streams(data):
        filters = len(_FLATE.findall(stream.dictionary))
        size = stream.end - stream.start
        if not filters:
            continue
        if b"/ObjStm" in stream.dictionary and not may_have_units:
            may_have_units = b"/UserUnit" in _expanded(data[stream.start : stream.end], _MAX_OBJECT_STREAM)
        suspect = size * _HIGHEST_RATIO**filters > max_stream_bytes and b"/Image" not in stream.dictionary
        if suspect and _expands_beyond(data[stream.start : stream.end], filters, max_stream_bytes):
            bombs.append(stream)
    safe = _blanked(data, bombs) if bombs else data
    return Preflight(safe, len(bombs), _user_units(safe) if may_have_units else {})


def _streams(data: bytes) -> Iterator[_Stream]:
    position = 0
    while found := _STREAM.search(data, position):
        start = found.end()
        end = data.find(b"endstream", start)
        if end < 0:
            end = len(data)
        head = data[max(position, found.start() - _DICTIONARY_REACH) : found.start()]
        yield _Stream(start, end, head[head.rfind(b" obj") + 1 :])
        position = end + len(b"endstream")


def _expanded(packed: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, limit)
    except zlib.error:
        return b""


class _TooLargeError(Exception):
    """A stream has grown beyond its limit."""


def _expands_beyond(packed: bytes, filters: int, limit: int) -> bool:
    """Whether `packed` grows beyond `limit` at any of its stages, found without ever holding more than a step."""
    stage: Iterator[bytes] = iter((packed,))
    for _ in range(filters):
        stage = _bounded(_unpacked(stage), limit)
    try:
        deque(stage, maxlen=0)
    except _TooLargeError:
        return True
    except zlib.error:
        return False
    return False


def _unpacked(source: Iterator[bytes]) -> Iterator[bytes]:
    worker = zlib.decompressobj()
    for chunk in source:
        piece = worker.decompress(chunk, _STEP)
        while piece:
            yield piece
            if worker.eof:
                return
            piece = worker.decompress(worker.unconsumed_tail, _STEP)


def _bounded(source: Iterator[bytes], limit: int) -> Iterator[bytes]:
    total = 0
    for piece in source:
        total += len(piece)
        if total > limit:
            raise _TooLargeError
        yield piece


def _blanked(data: bytes, bombs: list[_Stream]) -> bytes:
    safe = bytearray(data)
    for stream in bombs:
        safe[stream.start : stream.end] = b"\0" * (stream.end - stream.start)
    return bytes(safe)


def _user_units(data: bytes) -> dict[int, float]:
    # slow to import, and hardly any document has such a page
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import num_value

    units: dict[int, float] = {}
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        for index, page in enumerate(PDFPage.create_pages(document)):
            unit = float(num_value(page.attrs.get("UserUnit", 1)))
            if 0 < unit <= 1000 and unit != 1:
                units[index] = unit
    except Exception:  # pdfminer raises whatever a damaged file leads it to; PDFium may still read the document
        return {}
    return units
