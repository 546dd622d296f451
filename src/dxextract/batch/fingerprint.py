"""When a document need not be read again: hashes of its content, of the extractor, of the rules and of the settings.

Decides what counts as the extractor (the code of the stages, not the batch's own) and which settings change what is
read (limits of time and memory do not). A version number alone would miss every change made between two releases.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from importlib.metadata import version
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from dxextract.batch.facts import KnownFacts
from dxextract.schema.manifest import Extractor

if TYPE_CHECKING:
    from dxextract.settings import Settings

_EXTRACTING = (
    "assemble",
    "diagnostics.py",
    "export/json.py",
    "extract",
    "ids.py",
    "ink.py",
    "language",
    "layout",
    "normalise.py",
    "pipeline.py",
    "read",
    "schema",
    "segment",
    "batch/facts.py",
)
_NOT_CONTENT = frozenset({"document_timeout", "document_memory_mb", "rules", "state_dir"})
"""Settings that change whether a document is read, or that are hashed by what they point to."""


def extractor(settings: Settings) -> Extractor:
    """What reads the documents, with the rules and settings of this run. Raises UnreadableInputError for own rules."""
    chosen = settings.model_dump(mode="json", exclude=set(_NOT_CONTENT))
    return Extractor(
        version=version("dxextract"),
        code=_code_hash(),
        rules=_rules_hash(settings.rules),
        settings=_digest([orjson.dumps(chosen, option=orjson.OPT_SORT_KEYS)]),
    )


def fingerprint(extractor: Extractor, content: str | None, facts: KnownFacts | None) -> str:
    """The fingerprint of a document with this `content` (a SHA-256, a store's token, None when unreadable)."""
    known = "" if facts is None else repr((facts.url, facts.municipality_code, facts.title))
    parts = (extractor.version, extractor.code, extractor.rules, extractor.settings, content or "unreadable", known)
    return _digest(part.encode() for part in parts)


def content_hash(path: Path) -> tuple[str, int] | None:
    """SHA-256 and size of the file; None when it cannot be read (nor may ever be: a pipe would wait for ever)."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return None
        return _hash_of(path, status.st_size, status.st_mtime_ns), status.st_size
    except OSError:
        return None


@lru_cache(maxsize=200_000)
def _hash_of(path: Path, _size: int, _changed: int) -> str:
    # Size and time are part of the key: a process that plans twice, or watches, reads a file that stays once.
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@lru_cache(maxsize=1)
def _code_hash() -> str:
    package = resources.files("dxextract")
    return _digest(data for name in _EXTRACTING for data in _contents(package.joinpath(name), (".py",)))


@lru_cache(maxsize=4)
def _rules_hash(own: Path | None) -> str:
    shipped = _contents(resources.files("dxextract").joinpath("rules"), (".py", ".yaml", ".csv"))
    added = [] if own is None else _contents(own, (".yaml", ".yml"))
    return _digest([*shipped, *added])


def _contents(place: Traversable, suffixes: tuple[str, ...]) -> Iterable[bytes]:
    """Names and bytes of a file, or of the files below a folder that end so, in the order of their names."""
    if place.is_file():
        yield place.name.encode()
        yield place.read_bytes()
        return
    for child in sorted(place.iterdir(), key=lambda one: one.name):
        if child.is_dir() and child.name != "__pycache__":
            yield from _contents(child, suffixes)
        elif child.is_file() and child.name.endswith(suffixes):
            yield child.name.encode()
            yield child.read_bytes()


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:16]
