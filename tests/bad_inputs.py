"""Inputs that are no plans: damaged, locked, empty. Each is made as a user would come by it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import typst

PLAN = """\
みどり野市DX推進計画
令和7年3月

第1章 計画の策定にあたって
本市では、令和7年度から令和11年度までの5年間を計画期間とします。

第2章 施策の展開
1 書かない窓口の推進
【取組項目】
・窓口に申請支援の仕組みを導入します。
"""


def typeset(source: str, path: Path) -> None:
    """Write the Typst `source` as a PDF."""
    work = path.with_suffix(".typ")
    work.write_text(source, "utf-8")
    path.write_bytes(typst.compile(str(work)))
    work.unlink()


def plan_pdf(path: Path) -> None:
    typeset("= みどり野市DX推進計画\n" + PLAN, path)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def blank(path: Path) -> None:
    path.write_text(" \n\u3000\n\n", "utf-8")


def binary(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 16)


def unknown_encoding(path: Path) -> None:
    path.write_bytes(bytes((i * 97 + 131) % 125 + 129 for i in range(4001)) + b"\xff\xfd\x80\n")


def truncated_pdf(path: Path) -> None:
    plan_pdf(path)
    path.write_bytes(path.read_bytes()[:700])


def pdf_without_text(path: Path) -> None:
    typeset("#set page(width: 200pt, height: 200pt)\n#rect(width: 100pt, height: 50pt, fill: red)", path)


def encrypted_pdf(path: Path) -> None:
    """A PDF whose standard security handler (RC4, 40 bits) has a user password that nobody knows."""
    path.write_bytes(_ENCRYPTED)


def _encrypted() -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
    ]
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    xref = len(body)
    body += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    identifier = b"<" + b"43" * 16 + b">"
    trailer = b"trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [%s %s] >>\n" % (identifier, identifier)
    return body + trailer + b"startxref\n%d\n%%%%EOF\n" % xref


_ENCRYPTED = _encrypted()

# name, how it is made, the code of its error
CASES: list[tuple[str, Callable[[Path], None], str]] = [
    ("empty.pdf", empty, "E102"),
    ("empty.txt", empty, "E102"),
    ("blank.txt", blank, "E102"),
    ("binary.txt", binary, "E103"),
    ("binary.pdf", binary, "E103"),
    ("encoding.txt", unknown_encoding, "E104"),
    ("locked.pdf", encrypted_pdf, "E105"),
    ("truncated.pdf", truncated_pdf, "E106"),
    ("picture.pdf", pdf_without_text, "E107"),
]
