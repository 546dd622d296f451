"""Watch mode: when a source has changed, and has come to rest again.

Decides what a change is (a document that is new, gone, or of another size or time) and that a file still being copied
is left alone until it is the same at two looks. Looks at names, sizes and times; network shares and stores send no
notices that could be relied on.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from dxextract.batch.sources import find_sources
from dxextract.errors import NoPlansFoundError

_Signature = tuple[tuple[str, object], ...]


def changes(source: str, include: Sequence[str], interval: float, stop: threading.Event | None = None) -> Iterator[int]:
    """The number of documents, at once and whenever the source has changed and been still for `interval` seconds.

    Ends when `stop` is set. A folder that is empty for now is waited for.
    """
    ended = stop or threading.Event()
    seen: _Signature | None = None
    last = _look(source, include)
    while True:
        if last and last != seen:
            seen = last
            yield len(last)
        while True:
            if ended.wait(interval):
                return
            now = _look(source, include)
            settled, last = now == last, now
            if settled and now != seen:
                break


def _look(source: str, include: Sequence[str]) -> _Signature:
    try:
        items = find_sources(source, include)
    except NoPlansFoundError:
        return ()
    return tuple(
        (item.path, _state(item.location) if isinstance(item.location, Path) else item.token) for item in items
    )


def _state(path: Path) -> object:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
