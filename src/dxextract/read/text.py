"""A text file's bytes to its lines: encoding, newlines, form feeds.

Decides the encoding by strict decoding: a byte order mark first, then ISO-2022-JP's escapes, UTF-8, and between CP932
and EUC-JP (which often both decode) the one whose characters look like Japanese prose. Where none decodes all but one
decodes nearly all, what it cannot read is U+FFFD, and a diagnostic says so. Decides what a line is (what
an editor counts: ``\\n``, ``\\r\\n`` and ``\\r``) and where pages start (form feeds). Does not touch anything else of a
line: mark-up, entities and spaces are the layout's business.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path

from dxextract.diagnostics import diagnose
from dxextract.errors import EmptyInputError, UnknownEncodingError, UnsupportedInputError
from dxextract.schema.plan import Source
from dxextract.schema.raw import TextContent

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ("utf-8", "cp932", "euc_jp")
_ISO_2022_JP_ESCAPE = re.compile(rb"\x1b\$[@B]|\x1b\(J")
_NEWLINE = re.compile(r"\r\n|\r|\n")
# Control characters that texts do contain: tab, the newlines, form feed, vertical tab, escape.
_BINARY_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROL = 0.02
"""Share of a text's characters that may be such: InDesign leaves U+0007 where a line's indent begins, and others."""
_LOST = "\ufffd"
_MOST_LOST = 0.01
"""Share of a text's characters that may be unreadable: a torn end, a bad sector, a character of the writer's own."""
_LEAST_PLAUSIBLE = 0.6
"""Share of a text's non-ASCII characters that must be ordinary Japanese. Prose has over .95, misread bytes under .4."""


def read_text(path: Path, data: bytes) -> TextContent:
    """The lines of the text `data` that was read from `path`.

    Raises EmptyInputError (no bytes or only white space), UnsupportedInputError (binary data) and
    UnknownEncodingError (text in none of the supported encodings).
    """
    text, lost = _decode(path, data)
    if not text.strip("\ufeff \t\r\n\f\v\u3000\u00a0"):
        raise EmptyInputError(str(path))
    lines, page_starts = _lines(text)
    source = Source(
        file_name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/plain",
        page_count=None,
        text_layer="native",
    )
    return TextContent(source, lines, page_starts, (diagnose("W210", count=lost),) if lost else ())


def _decode(path: Path, data: bytes) -> tuple[str, int]:
    """The text, and how many places of it could not be read."""
    decoded = _strictly(data)
    lost = 0
    if decoded is None and (decoded := _nearly(data)) is not None:
        lost = decoded.count(_LOST)
    if decoded is None:
        # Few binary formats are free of NUL bytes; no text in a supported encoding without a mark contains one.
        is_binary = b"\x00" in data and not any(data.startswith(mark) for mark, _ in _BOMS)
        raise UnsupportedInputError(str(path)) if is_binary else UnknownEncodingError(str(path))
    if "\x00" in decoded or len(_BINARY_CONTROL.findall(decoded)) > len(decoded) * _MOST_CONTROL:
        raise UnsupportedInputError(str(path))
    return decoded, lost


def _strictly(data: bytes) -> str | None:
    """The text in the one encoding that it decodes in without a fault."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    if _ISO_2022_JP_ESCAPE.search(data):
        decoded = _iso_2022_jp(data)
        if decoded is not None:
            return decoded
    decoded = _strict(data, "utf-8")
    return _legacy_japanese(data) if decoded is None else decoded


def _nearly(data: bytes) -> str | None:
    """The text with U+FFFD for what is unreadable; None where that is much, or the rest does not read as Japanese."""
    marked = [(data[len(mark) :], encoding) for mark, encoding in _BOMS if data.startswith(mark)]
    tried = [text.decode(encoding, "replace") for text, encoding in marked or [(data, name) for name in _UNMARKED]]
    best = min(tried, key=lambda text: text.count(_LOST))
    return best if best.count(_LOST) <= len(best) * _MOST_LOST and plausibility(best) >= _LEAST_PLAUSIBLE else None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _iso_2022_jp(data: bytes) -> str | None:
    """Also with the vendor characters (①, ㈱) that the standard leaves out but mailers and editors write."""
    for encoding in ("iso2022_jp", "iso2022_jp_ext"):
        decoded = _strict(data, encoding)
        if decoded is not None:
            return decoded
    return _strict(data.replace(b"\x1b$B", b"\x1b$(Q"), "iso2022_jp_2004")


def _legacy_japanese(data: bytes) -> str | None:
    """The most plausible strict decoding as CP932 or EUC-JP, None when none reads as Japanese."""
    euc = _strict(data, "euc_jp") or _strict(data, "euc_jis_2004")
    candidates = [text for text in (_strict(data, "cp932"), euc) if text is not None]
    best = max(candidates, key=plausibility, default=None)
    return best if best is not None and plausibility(best) >= _LEAST_PLAUSIBLE else None


def plausibility(text: str) -> float:
    """How much `text` looks like Japanese prose, 0-1: the share of its non-ASCII characters that are usual in it.

    Kana, Japanese punctuation, full-width Latin and JIS level 1 kanji count; half-width katakana, level 2 kanji and
    private characters, which misread bytes turn into, do not. An ASCII text scores 0.
    """
    foreign = [char for char in text if ord(char) > 0x7F]
    if not foreign:
        return 0.0
    return sum(map(_is_usual, foreign)) / len(foreign)


def _is_usual(char: str) -> bool:
    if "\u3000" <= char <= "\u30ff" or "\uff01" <= char <= "\uff5e" or "①" <= char <= "⑳" or "Ⅰ" <= char <= "Ⅻ":
        return True
    if "\u4e00" <= char <= "\u9fff":
        try:
            encoded = char.encode("euc_jp")
        except UnicodeEncodeError:
            return False
        return encoded[0] <= 0xCF  # rows 16-47: level 1
    return char in "○◎●◯□■◇◆△▲▽▼★☆※→←↑↓⇒―…‥“”‘’×÷±≧≦℃㎡㎞㈱"


def _lines(text: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Lines without newlines and form feeds, and the 1-based lines that begin a page."""
    lines: list[str] = []
    starts: list[int] = []
    for number, line in enumerate(_NEWLINE.split(text.removeprefix("\ufeff")), start=1):
        head = line.lstrip("\f")
        if head != line:
            starts.append(number)
        if "\f" in head:
            starts.append(number + 1)
        lines.append(" ".join(head.rstrip("\f").split("\f")))
    return tuple(lines), tuple(start for start in dict.fromkeys(starts) if start <= len(lines))
