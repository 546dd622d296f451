"""Damage to a file as disks, mail and careless tools do it: what a reader must survive with a plan or with one message.

Used by a test with a few damages and by `benchmarks/damaged_files.py` with many.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

_NUMBER = re.compile(rb"[0-9]+")
_TAIL = 20_000
"""Bytes at the end of a file that hold its tables of objects."""


def cut(data: bytes, chance: Random) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(len(data))]


def altered(data: bytes, chance: Random) -> bytes:
    """Some bytes are others."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 10, 200))):
        changed[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(changed)


def blanked(data: bytes, chance: Random) -> bytes:
    """A stretch is zeros."""
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.randrange(5000))
    return data[:start] + bytes(end - start) + data[end:]


def repeated(data: bytes, chance: Random) -> bytes:
    """A stretch is there twice."""
    start = chance.randrange(len(data))
    return data[:start] + data[start : start + chance.randrange(3000)] + data[start:]


def moved(data: bytes, chance: Random) -> bytes:
    """A stretch stands at the end."""
    start, end = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:start] + data[end:] + data[start:end]


def misnumbered(data: bytes, chance: Random) -> bytes:
    """Numbers near the end, where a PDF says where everything is, are absurd."""
    head, tail = data[:-_TAIL], data[-_TAIL:]
    found = list(_NUMBER.finditer(tail))
    for number in sorted(chance.sample(found, min(5, len(found))), key=re.Match.start, reverse=True):
        absurd = str(chance.choice((0, 1, 99_999_999, -1, 2**31))).encode()
        tail = tail[: number.start()] + absurd + tail[number.end() :]
    return head + tail


DAMAGES: tuple[Callable[[bytes, Random], bytes], ...] = (cut, altered, blanked, repeated, moved, misnumbered)
