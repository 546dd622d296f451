"""The streams in the raw bytes of a PDF, and how far they expand, found without ever holding what they expand to.

Decides where a stream begins and ends and which deflate filters it has gone through. What is done about a stream that
expands too far is decided in `preflight`.
"""

from __future__ import annotations

import re
import zlib
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

HIGHEST_RATIO = 1032
"""What deflate can reach at most, for each time that it is applied."""
_STREAM = re.compile(rb"stream\r?\n")
_HEAD = re.compile(rb"(\d{1,9})\s+(\d{1,5})\s+obj\b(?!.*\d\s+obj\b)", re.DOTALL)
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_OTHER_FILTER = re.compile(rb"/(?:LZWDecode|LZW|ASCII85Decode|A85|ASCIIHexDecode|AHx|RunLengthDecode|RL|Predictor)\b")
_NO_CONTENT = re.compile(
    rb"/(?:Image|ObjStm|XRef|Length[123]|FontFile|Type1C|CIDFontType0C|OpenType|Metadata|EmbeddedFile|Alternate"
    rb"|FunctionType|ShadingType|CMap|CMapName|N)\b"
)
_DICTIONARY_REACH = 2048
_STEP = 1 << 20


class Stream(NamedTuple):
    """One stream: its object, where its bytes lie, and its dictionary as it stands in the file."""

    number: int
    generation: int
    start: int
    end: int
    dictionary: bytes

    @property
    def filters(self) -> int:
        """How many times it was deflated."""
        return len(_FLATE.findall(self.dictionary))

    @property
    def is_plain(self) -> bool:
        """Whether it is not packed at all, or deflated once and nothing else."""
        return self.filters <= 1 and _OTHER_FILTER.search(self.dictionary) is None

    @property
    def may_be_content(self) -> bool:
        """Whether it may draw a page or a form: it does not say that it is anything else."""
        return _NO_CONTENT.search(self.dictionary) is None

    @property
    def size(self) -> int:
        return self.end - self.start


def iter_streams(data: bytes) -> Iterator[Stream]:
    """The streams of a PDF in the order of the file."""
    position = 0
    while found := _STREAM.search(data, position):
        start = found.end()
        end = data.find(b"endstream", start)
        if end < 0:
            end = len(data)
        head = data[max(position, found.start() - _DICTIONARY_REACH) : found.start()]
        named = _HEAD.search(head)
        if named is None:
            yield Stream(0, 0, start, end, head)
        else:
            yield Stream(int(named[1]), int(named[2]), start, end, head[named.end() :])
        position = end + len(b"endstream")


def beginning(packed: bytes, deflated: bool, limit: int) -> bytes:
    """The first `limit` bytes of what a stream holds; nothing when it is damaged."""
    if not deflated:
        return packed[:limit]
    try:
        return zlib.decompressobj().decompress(packed, limit)
    except zlib.error:
        return b""


class _TooLargeError(Exception):
    """A stream has grown beyond its limit."""


def expands_beyond(packed: bytes, filters: int, limit: int) -> bool:
    """Whether `packed` grows beyond `limit` at any of its stages, found without ever holding more than a step."""
    if filters == 0:
        return len(packed) > limit
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
