"""The file a plan was read from: where it is, its lines, its pages as pictures, the text inside a box.

A source is the recorded file only when its SHA-256 is the recorded one; anything else is not shown, since boxes would
point to the wrong places. It is looked for where the batch's manifest says, beside the document, in folders that the
user names, and among uploads. PDFium is not thread-safe, so its callers take turns.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium

from dxextract.errors import DxExtractError
from dxextract.read.text import read_text
from dxextract.schema.manifest import MANIFEST_NAME, load_manifest
from dxextract.schema.plan import PlanDocument

Box = tuple[float, float, float, float]

_PDFIUM = threading.Lock()
_MARGIN = 12.0
"""Points of page shown around a piece of evidence."""
_MOST_PIXELS = 12_000_000


class Sources:
    """Finds the sources of the documents in `root`; `folders` are further places to look."""

    def __init__(self, root: Path, folders: Sequence[Path] = ()) -> None:
        self._root = root if root.is_dir() else root.parent
        self._folders = tuple(folders)
        self._hashes: dict[tuple[Path, int, int], str] = {}
        self._manifest_stamp: int | None = None
        self._manifest: dict[str, Path] = {}

    def find(self, document: Path, plan: PlanDocument) -> Path | None:
        """The file that `plan` was read from, None where it is not found or has changed since."""
        return next((path for path in self._places(document, plan) if self._is(path, plan.source.sha256)), None)

    def _places(self, document: Path, plan: PlanDocument) -> Iterator[Path]:
        # A document may name anything; only its last part is a file name.
        name = Path(plan.source.file_name.replace("\\", "/")).name
        inside = document.relative_to(self._root).as_posix() if document.is_relative_to(self._root) else ""
        listed = self._listed().get(inside)
        if listed is not None:
            yield listed
        if name:
            yield document.parent / name
            for folder in self._folders:
                yield folder / name
                if folder.is_dir():
                    yield from (path for path in folder.rglob("*") if path.name == name)

    def _listed(self) -> dict[str, Path]:
        """Output (below the folder, with ``/``) to source path, from the batch's manifest where there is one."""
        file = self._root / MANIFEST_NAME
        try:
            stamp = file.stat().st_mtime_ns
            if stamp != self._manifest_stamp:
                manifest = load_manifest(file)
                base = Path(manifest.run.source)
                base = base if base.is_dir() else base.parent
                self._manifest = {entry.output: base / entry.path for entry in manifest.documents if entry.output}
                self._manifest_stamp = stamp
        except (OSError, DxExtractError):
            return {}
        return self._manifest

    def _is(self, path: Path, sha256: str) -> bool:
        try:
            status = path.stat()
            if not path.is_file():
                return False
            key = (path, status.st_mtime_ns, status.st_size)
            if key not in self._hashes:
                with path.open("rb") as stream:
                    self._hashes[key] = hashlib.file_digest(stream, "sha256").hexdigest()
        except (OSError, ValueError):  # ValueError: a name with a null byte
            return False
        return self._hashes[key] == sha256


def text_lines(path: Path) -> tuple[str, ...]:
    """The lines of a text source as evidence counts them. Raises a DxExtractError."""
    return read_text(path, path.read_bytes()).lines


def page_sizes(path: Path) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points, as shown (turned and cropped)."""
    with _PDFIUM:
        pdf = pdfium.PdfDocument(path)
        try:
            return tuple(pdf.get_page_size(index) for index in range(len(pdf)))
        finally:
            pdf.close()


def page_picture(path: Path, page: int, scale: float, box: Box | None = None, form: str = "PNG") -> bytes:
    """Page `page` (1-based) as an image, or the part of it around `box`. Raises IndexError beyond the last page."""
    with _PDFIUM:
        pdf = pdfium.PdfDocument(path)
        try:
            if not 1 <= page <= len(pdf):
                raise IndexError(page)
            width, height = pdf.get_page_size(page - 1)
            scale = min(scale, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
            picture = pdf[page - 1].render(scale=scale, crop=_crop(box, width, height)).to_pil()
        finally:
            pdf.close()
    data = BytesIO()
    if form == "PNG":
        # Pages have few colours; a palette is a third of the size and looks the same.
        picture.convert("RGB").quantize(64).save(data, "PNG", optimize=True)
    else:
        picture.convert("RGB").save(data, form, quality=70)
    return data.getvalue()


def _crop(box: Box | None, width: float, height: float) -> Box:
    """What PDFium is to cut off at the left, bottom, right and top, in points; at least a point is left."""
    if box is None:
        return (0, 0, 0, 0)
    x0, top = (min(max(edge - _MARGIN, 0), size - 1) for edge, size in zip(box[:2], (width, height), strict=True))
    x1, bottom = (max(min(edge + _MARGIN, size), 1) for edge, size in zip(box[2:], (width, height), strict=True))
    return (x0, max(height - max(bottom, top + 1), 0), max(width - max(x1, x0 + 1), 0), top)


def text_in_box(path: Path, page: int, box: Box) -> str:
    """The characters inside `box` of page `page`, lines parted by newlines. Raises IndexError beyond the last page."""
    with _PDFIUM:
        pdf = pdfium.PdfDocument(path)
        try:
            if not 1 <= page <= len(pdf):
                raise IndexError(page)
            sheet = pdf[page - 1]
            left, bottom, _, _ = sheet.get_bbox()
            height = pdf.get_page_size(page - 1)[1]
            text: str = sheet.get_textpage().get_text_bounded(
                left=left + box[0],
                bottom=bottom + height - box[3],
                right=left + box[2],
                top=bottom + height - box[1],
            )
        finally:
            pdf.close()
    return "\n".join(line.strip() for line in text.splitlines()).strip()
