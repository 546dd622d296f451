"""A look at the raw bytes of a PDF before PDFium opens it: what would explode, and page units.

Decides which streams are bombs (they expand beyond `Settings.max_stream_bytes`, or draw forms within forms without
end) and blanks them in place; cuts drawings longer than `Settings.max_content_bytes`, as PDFium takes them whole; so
that the rest of the document can be read. Says whether any page may have a /UserUnit, which PDFium does not tell. Looks
at compressed data only where its size allows a bomb, so a usual file costs milliseconds.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import NamedTuple

from dxextract.read.decipher import Decipher
from dxextract.read.nested_forms import exploding_forms
from dxextract.read.streams import HIGHEST_RATIO, Stream, beginning, expands_beyond, iter_streams
from dxextract.settings import Settings

_MAX_OBJECT_STREAM = 8 << 20


class Preflight(NamedTuple):
    """The bytes to open, what was done to them, and the unit of each page that has one (from page 0).

    `blanked` streams expand too far, of `cut` ones only the beginning is left, `nested` ones draw too many forms.
    """

    data: bytes
    blanked: int
    units: dict[int, float]
    repaired: bool = False
    cut: int = 0
    nested: int = 0


def preflight(data: bytes, settings: Settings) -> Preflight:
    """`data` made safe to open."""
    streams = list(iter_streams(data))
    packed = Decipher(data).packed if b"/Encrypt" in data else lambda s: data[s.start : s.end]
    edits: dict[int, tuple[Stream, bytes]] = {}
    blanked = cut = 0
    for stream in streams:
        expanded = stream.size * HIGHEST_RATIO**stream.filters
        suspect = stream.filters > 0 and expanded > settings.max_stream_bytes and b"/Image" not in stream.dictionary
        if suspect and expands_beyond(packed(stream), stream.filters, settings.max_stream_bytes):
            edits[stream.start] = stream, b""
            blanked += 1
        elif expanded > settings.max_content_bytes and stream.may_be_content:
            kept = _shortened(packed(stream), stream, settings.max_content_bytes, b"/Encrypt" in data)
            if kept is not None:
                edits[stream.start] = stream, kept
                cut += 1
    nested = exploding_forms(data, streams, packed, settings.max_objects_per_page)
    edits.update((stream.start, (stream, b"")) for stream in nested)
    safe = _edited(data, edits) if edits else data
    units = _user_units(safe) if _may_have_units(data, streams, packed) else {}
    return Preflight(safe, blanked, units, False, cut, len(nested))


def _shortened(packed: bytes, stream: Stream, limit: int, encrypted: bool) -> bytes | None:
    """The beginning of a drawing of more than `limit` bytes, packed as it was; None where it is not that long."""
    if not expands_beyond(packed, stream.filters, limit):
        return None
    if encrypted or not stream.is_plain:
        return b""
    start = beginning(packed, stream.filters > 0, limit)
    start = start[: start.rfind(b"\n") + 1]
    kept = zlib.compress(start, 1) if stream.filters else start
    return kept if len(kept) <= stream.size else b""


def _edited(data: bytes, edits: dict[int, tuple[Stream, bytes]]) -> bytes:
    """`data` with what is left of streams in their place, filled up to their length."""
    safe = bytearray(data)
    for stream, kept in edits.values():
        filler = b"\0" if stream.filters else b" "
        safe[stream.start : stream.end] = kept + filler * (stream.size - len(kept))
    return bytes(safe)


def _may_have_units(data: bytes, streams: list[Stream], packed: Callable[[Stream], bytes]) -> bool:
    if b"/UserUnit" in data:
        return True
    objects = (s for s in streams if b"/ObjStm" in s.dictionary and s.filters)
    return any(b"/UserUnit" in beginning(packed(s), True, _MAX_OBJECT_STREAM) for s in objects)


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
