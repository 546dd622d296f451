"""The overlay's file ``<stem>.review.json``: whole JSON after each append, and crash safe.

An event is one line; appending overwrites only the closing ``]}`` of the file by the new lines and the same closing, in
one write, then fsyncs. What was acknowledged is therefore never touched again. A crash inside that write leaves an
unfinished end, which was never acknowledged: it is reported, and the next append cuts it off. Anything else that does
not parse is refused rather than guessed. Processes take turns by a lock on the file; reading needs none.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import orjson
from pydantic import ValidationError

from dxextract.errors import InvalidOverlayError, OutputNotWritableError, UnreadableInputError
from dxextract.review.events import OVERLAY_VERSION, Draft, Event, Overlay

_CLOSING = b"\n]}\n"
_SUFFIX = ".review.json"


@dataclass(frozen=True, slots=True)
class Stored:
    """What a file of `size` bytes holds. `torn` says that its end is unfinished and was left out."""

    overlay: Overlay
    size: int = 0
    torn: bool = False


Decide = Callable[[Overlay], Sequence[Draft]]
"""Gives the drafts to append in view of what is stored by then; it may raise to refuse."""


def overlay_path(document: Path) -> Path:
    """Where the overlay of the plan document in the file `document` is kept: ``plan.json`` has ``plan.review.json``."""
    return document.with_name(document.name.removesuffix(".json") + _SUFFIX)


def read_overlay(path: Path) -> Stored:
    """The overlay in `path`, an empty one where there is none. Raises InvalidOverlayError, UnreadableInputError."""
    try:
        return _parsed(path.read_bytes(), path)
    except FileNotFoundError:
        return Stored(_empty(path))
    except OSError as problem:
        raise UnreadableInputError(str(path), problem.strerror or "") from problem


def append_events(path: Path, decide: Decide, by: str, at: str) -> Stored:
    """Append what `decide` gives in view of the stored overlay, and return it all; on return it is on the disk.

    `by` and `at` (RFC 3339, UTC) go into each event. Raises OutputNotWritableError, InvalidOverlayError, and whatever
    `decide` raises; then nothing was written.
    """
    if not path.exists():
        # What is refused must not leave an empty file; the real decision is made under the lock.
        decide(_empty(path))
    try:
        with _locked(path) as stream:
            data = stream.read()
            stored = _parsed(data, path)
            overlay = stored.overlay
            drafts = decide(overlay)
            first = overlay.version + 1
            events = tuple(
                Event(**{name: getattr(draft, name) for name in Draft.model_fields}, seq=seq, at=at, by=by)
                for seq, draft in enumerate(drafts, first)
            )
            if events:
                _write(stream, data, overlay, events)
            size = os.fstat(stream.fileno()).st_size
            return Stored(overlay.model_copy(update={"events": (*overlay.events, *events)}), size)
    except OSError as problem:
        raise OutputNotWritableError(str(path), problem.strerror or "") from problem


def _write(stream: IO[bytes], data: bytes, overlay: Overlay, events: Sequence[Event]) -> None:
    if not data.endswith(_CLOSING) or not data.startswith(_head(overlay)):
        # New, unfinished, or laid out by somebody's editor: written whole first.
        data = _head(overlay) + _lines(overlay.events) + _CLOSING
        _put(stream, 0, data)
        stream.truncate(len(data))
    _put(stream, len(data) - len(_CLOSING), _lines(events) + _CLOSING)


def _put(stream: IO[bytes], position: int, data: bytes) -> None:
    """Write all of `data` at `position`, down to the disk."""
    stream.seek(position)
    while data:
        data = data[stream.write(data) :]
    os.fsync(stream.fileno())


@contextmanager
def _locked(path: Path) -> Iterator[IO[bytes]]:
    """The file, made when missing, open and locked against other writers."""
    import portalocker

    is_new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    with os.fdopen(descriptor, "r+b", buffering=0) as stream:
        portalocker.lock(stream, portalocker.LockFlags.EXCLUSIVE)
        if is_new:
            _sync_folder(path.parent)
        yield stream


def _sync_folder(folder: Path) -> None:
    """Makes a new name durable, where the system lets a folder be opened (Windows does not)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _empty(path: Path) -> Overlay:
    return Overlay(document=path.name.removesuffix(_SUFFIX) + ".json")


def _head(overlay: Overlay) -> bytes:
    head = {"overlay_version": OVERLAY_VERSION, "document": overlay.document}
    return orjson.dumps(head)[:-1] + b',"events":['


def _lines(events: Sequence[Event]) -> bytes:
    """A line for each event. The comma leads, so that a line that got to the disk whole stays whole."""
    return b"".join(
        (b"\n," if event.seq > 1 else b"\n")
        + orjson.dumps(event.model_dump(mode="json", exclude_none=True, exclude_defaults=True))
        for event in events
    )


def _parsed(data: bytes, path: Path) -> Stored:
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError:
        return Stored(_salvaged(data, path), len(data), torn=bool(data))
    return Stored(_valid(data if isinstance(content, dict) else b"{}", path), len(data))


def _valid(data: bytes, path: Path) -> Overlay:
    try:
        overlay = Overlay.model_validate_json(data, strict=True)
    except ValidationError as problem:
        error = problem.errors(include_url=False, include_input=False, include_context=False)[0]
        raise InvalidOverlayError(str(path), f"{'.'.join(map(str, error['loc']))}: {error['msg']}") from problem
    if [event.seq for event in overlay.events] != list(range(1, len(overlay.events) + 1)):
        raise InvalidOverlayError(str(path), "events: seq has gaps")
    return overlay


def _salvaged(data: bytes, path: Path) -> Overlay:
    """The finished lines of a file that a crash left unfinished; only the last line may be broken."""
    head, *lines = data.split(b"\n")
    expected = _head(_empty(path))
    if not lines:
        if expected.startswith(head) or head == expected:
            return _empty(path)
        raise InvalidOverlayError(str(path), "JSON")
    complete = [line.removeprefix(b",") for line in lines]
    while complete and not _is_json(complete[-1]):
        complete.pop()
    if len(lines) - len(complete) > _CLOSING.count(b"\n") + 1:
        raise InvalidOverlayError(str(path), f"JSON, line {len(complete) + 2}")
    return _valid(head + b",".join(complete) + b"]}", path)


def _is_json(line: bytes) -> bool:
    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False
