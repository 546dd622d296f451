"""Is this file a PDF or a text?

Decides by content: a PDF header within the first 1,024 bytes is a PDF; bytes with NUL characters (but for UTF-16 with
its mark) or a known binary signature are neither, nor is the source of a web page or a JSON file: what a server sent in
the plan's place, or what dxextract itself wrote. The name counts once: a text that is called .pdf is a damaged PDF.
Which encoding a text has is the text reader's business.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import orjson

from dxextract.errors import DamagedPdfError, EmptyInputError, UnreadableInputError, UnsupportedInputError
from dxextract.settings import Settings

_HEADER_WITHIN = 1024
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BINARY = (b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"GIF8", b"II*\0", b"MM\0*", b"\x1f\x8b")
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)


def load(path: Path, settings: Settings) -> bytes:
    """The bytes of `path`. Raises UnreadableInputError (missing, a folder, too large) and EmptyInputError."""
    try:
        size = path.stat().st_size
        if size > settings.max_bytes:
            raise UnreadableInputError(str(path), f"{size} bytes > max_bytes {settings.max_bytes}")
        data = path.read_bytes()
    except OSError as problem:
        raise UnreadableInputError(str(path), problem.strerror or "") from problem
    if not data.strip():
        raise EmptyInputError(str(path))
    return data


def sniff(path: Path, data: bytes) -> Literal["pdf", "text"]:
    """What `data` is. Raises DamagedPdfError for a text that is called .pdf, UnsupportedInputError for all else."""
    if b"%PDF-" in data[:_HEADER_WITHIN]:
        return "pdf"
    if data.startswith(_UTF_16_MARKS):
        return "text"
    if data.startswith(_BINARY) or b"\0" in data[:65536]:
        raise UnsupportedInputError(str(path))
    if path.suffix.lower() == ".pdf":
        raise DamagedPdfError(str(path), "no PDF header")
    if _WEB_PAGE.match(data):
        raise UnsupportedInputError(str(path), "HTML")
    if _is_json(data):
        raise UnsupportedInputError(str(path), "JSON")
    return "text"


def _is_json(data: bytes) -> bool:
    """Whether a file is one JSON object, as plan documents are; a text that only begins with a brace is none."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    try:
        return isinstance(orjson.loads(data.removeprefix(b"\xef\xbb\xbf")), dict)
    except orjson.JSONDecodeError:
        return False
