"""Where documents come from and go to: paths, and fsspec URLs such as ``s3://bucket/plans``.

Decides what is a URL and turns every fault of a store into a StorageError; paths never touch fsspec. An object of a
store is whole or absent by itself; a file is replaced in one step (`dxextract.export.json.write_atomically`).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dxextract.errors import MissingExtraError, StorageError
from dxextract.export.json import write_atomically

Location = Path | str
"""A path, or an fsspec URL (``s3://bucket/key``) as a string."""

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_url(location: Location) -> bool:
    """Whether `location` is a URL of a store rather than a path. ``file://`` is a URL too."""
    return isinstance(location, str) and _URL.match(location) is not None


def to_location(text: str) -> Location:
    """What a user wrote, as a path or as a URL (without a slash at its end)."""
    return text.rstrip("/") if is_url(text) else Path(text)


def below(root: Location, name: str) -> Location:
    """The location `name` (with ``/`` between folders) below `root`."""
    return root / name if isinstance(root, Path) else f"{root}/{name}"


@contextmanager
def local_copy(location: Location) -> Iterator[Path]:
    """`location` as a file to read: itself, or a copy of the object under its own name. Raises StorageError."""
    if isinstance(location, Path):
        yield location
        return
    with tempfile.TemporaryDirectory(prefix="dxextract-") as folder:
        copy = Path(folder, location.rpartition("/")[2] or "document")
        with store(location) as (system, key):
            system.get_file(key, str(copy))
        yield copy


def write_whole(location: Location, data: Iterable[bytes]) -> int:
    """Write the pieces of `data` to `location`, whole or not at all, and say how many bytes they were.

    Raises OutputNotWritableError or StorageError.
    """
    if isinstance(location, Path):
        size = 0

        def counted() -> Iterator[bytes]:
            nonlocal size
            for piece in data:
                size += len(piece)
                yield piece

        write_atomically(location, counted())
        return size
    whole = b"".join(data)
    with store(location) as (system, key):
        system.pipe_file(key, whole)
    return len(whole)


def read_whole(location: Location) -> bytes | None:
    """The bytes at `location`, None where there is nothing. Raises OSError (paths) or StorageError."""
    if isinstance(location, Path):
        try:
            return location.read_bytes()
        except FileNotFoundError:
            return None
    with store(location) as (system, key):
        return bytes(system.cat_file(key)) if system.exists(key) else None


def sizes_below(root: Location) -> dict[str, tuple[int, str]]:
    """The objects below the URL `root`: name below it -> (size, token that changes with the content).

    Raises StorageError. For URLs only; a folder is walked by its own means.
    """
    with store(root) as (system, key):
        system.invalidate_cache()
        found = system.find(key, detail=True)
    prefix = key.rstrip("/") + "/"
    return {
        name.removeprefix(prefix): (int(info.get("size") or 0), _token(info))
        for name, info in found.items()
        if name.startswith(prefix)
    }


def _token(info: dict[str, Any]) -> str:
    """What a store says of an object's content: its ETag, checksum or time of change."""
    for field in ("ETag", "etag", "md5Hash", "content_md5", "LastModified", "mtime", "updated"):
        if info.get(field):
            return str(info[field]).strip('"')
    return ""


@contextmanager
def store(location: Location) -> Iterator[tuple[Any, str]]:
    """The fsspec file system of `location`, and the key in it. Every fault within becomes a StorageError."""
    try:
        import fsspec
    except ImportError as problem:
        raise MissingExtraError(str(location), "pip install 'dxextract[batch]'") from problem
    try:
        yield fsspec.core.url_to_fs(str(location))
    except ImportError as problem:
        raise MissingExtraError(str(location), "pip install 'dxextract[s3]'") from problem
    except (OSError, ValueError) as problem:
        raise StorageError(str(location), f"{type(problem).__name__}: {problem}") from problem
    except Exception as problem:
        # Stores speak through libraries of their own (botocore, aiohttp), whose errors have no common base.
        if type(problem).__module__.partition(".")[0] in {"botocore", "aiobotocore", "aiohttp", "gcsfs", "adlfs"}:
            raise StorageError(str(location), f"{type(problem).__name__}: {problem}") from problem
        raise
