"""The bytes of an encrypted PDF's streams as they are under the encryption, still packed.

Decides nothing but how to get at them: with pdfminer's security handlers and the empty password, as PDFium opens such
a file. Nothing is decompressed here. A document that pdfminer cannot open stays closed: its streams are not looked at.
"""

from __future__ import annotations

import io
from functools import cached_property
from typing import Any

from dxextract.read.streams import Stream


class Decipher:
    """Deciphers streams of the document in `data`; opened when the first one is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def packed(self, stream: Stream) -> bytes:
        """The packed bytes of `stream`, nothing where they cannot be deciphered."""
        raw = self._data[stream.start : stream.end].rstrip(b"\r\n")
        decipher = self._handler
        if decipher is None:
            return b""
        try:
            deciphered: bytes = decipher(stream.number, stream.generation, raw[: len(raw) // 16 * 16])
        except Exception:  # whatever a damaged stream leads the ciphers to
            return b""
        return deciphered

    @cached_property
    def _handler(self) -> Any:
        # slow to import, and few documents are encrypted
        from pdfminer.pdfdocument import PDFDocument
        from pdfminer.pdfparser import PDFParser

        try:
            return PDFDocument(PDFParser(io.BytesIO(self._data))).decipher
        except Exception:  # pdfminer raises whatever a damaged file leads it to; PDFium may still read the document
            return None
