"""One-page PDFs locked with AES-256 (revision 5), as an office suite writes them when only an owner password is set."""

from __future__ import annotations

from hashlib import sha256

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_KEY = bytes(range(32))
_SALTS = tuple(bytes([part]) * 8 for part in (1, 2, 3, 4))
_VECTOR = bytes(range(16))


def _aes(key: bytes, data: bytes, vector: bytes = bytes(16)) -> bytes:
    worker = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    return worker.update(data) + worker.finalize()


_CONTENT = b"BT /F1 12 Tf 100 700 Td (Locked) Tj ET"


def aes256_pdf(
    user_password: bytes, permissions: int = -1044, content: bytes = _CONTENT, filters: bytes = b""
) -> bytes:
    """A page that says "Locked" for who knows `user_password` (empty: everybody). The default allows copying.

    `content` is its content stream as packed by `filters` (entries of its dictionary).
    """
    user = sha256(user_password + _SALTS[0]).digest() + _SALTS[0] + _SALTS[1]
    user_key = _aes(sha256(user_password + _SALTS[1]).digest(), _KEY)
    owner = sha256(b"owner" + _SALTS[2] + user).digest() + _SALTS[2] + _SALTS[3]
    owner_key = _aes(sha256(b"owner" + _SALTS[3] + user).digest(), _KEY)
    flags = (permissions & 0xFFFFFFFF).to_bytes(4, "little") + b"\xff\xff\xff\xffTadb" + bytes(4)
    worker = Cipher(algorithms.AES(_KEY), modes.ECB()).encryptor()
    checked = worker.update(flags) + worker.finalize()
    padding = 16 - len(content) % 16
    locked = _VECTOR + _aes(_KEY, content + bytes([padding]) * padding, _VECTOR)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(locked), filters, locked),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Filter /Standard /V 5 /R 5 /Length 256 /P %d /StmF /StdCF /StrF /StdCF"
        b" /CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >>"
        b" /U <%s> /UE <%s> /O <%s> /OE <%s> /Perms <%s> >>"
        % (permissions, *(part.hex().encode() for part in (user, user_key, owner, owner_key, checked))),
    ]
    out = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Encrypt 6 0 R /ID [<00> <00>] >>\n" % (len(objects) + 1)
    return out + b"startxref\n%d\n%%%%EOF\n" % start
