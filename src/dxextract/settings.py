"""The one reader of the environment: frozen settings, each with its unit and its reason.

Decides limits and switches that a user may want to change (`DXEXTRACT_…` variables or keyword arguments). Geometric
tolerances of the layout live beside them, in one class, so that no constant is written twice.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from dxextract.errors import InvalidSettingError


class Settings(BaseSettings):
    """Settings of one extraction. `Settings()` reads `DXEXTRACT_*`; keyword arguments win.

    Raises InvalidSettingError, with the variable's name, for a value that cannot be.
    """

    model_config = SettingsConfigDict(env_prefix="DXEXTRACT_", frozen=True, extra="forbid")

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as problem:
            first = problem.errors()[0]
            name = "DXEXTRACT_" + "_".join(map(str, first["loc"])).upper()
            raise InvalidSettingError(f"{name}={first['input']}", first["msg"]) from None

    max_bytes: int = 512 * 1024 * 1024
    """Largest input file, in bytes; larger ones are refused rather than read into memory."""
    max_pages: int = 2000
    """Pages read of one PDF; what lies beyond is named in a diagnostic."""
    max_objects_per_page: int = 60_000
    """Path objects looked at on one page; beyond it the page's drawings are left out, its text is kept."""
    max_chars_per_page: int = 200_000
    """Characters read of one page; what lies beyond is named in a diagnostic."""
    max_stream_bytes: int = 64 * 1024 * 1024
    """Size that a compressed stream of a PDF (pictures apart) may expand to; larger ones are left out unread."""
    max_content_bytes: int = 16 * 1024 * 1024
    """Bytes of one drawing (a page's or a form's content) that are read; the rest of a longer one is left out."""
    ocr: Literal["auto", "off", "force"] = "auto"
    """When pages are read by OCR: those without a usable text layer, none, or all."""
    ocr_dpi: int = 300
    """Resolution of the pictures that OCR reads, in dots per inch."""
    ocr_timeout: float = 120.0
    """Seconds that OCR may take for one page; then the page counts as unreadable."""
    spare_memory_above_pages: int = 500
    """Pages above which a document is read with less memory for each page and in more time: the tables of a longer one
    are kept packed, and PDFium opens it anew more often."""
    reading_processes: int | None = None
    """Processes that share the pages of a long PDF, and the cells of its tables (Linux only; None: one a processor, at
    most four). A worker of a batch reads its document alone, whatever is set."""
    rules: Path | None = None
    """A family file of one's own, or a folder of them; their rows stand before the shipped ones."""
    document_timeout: float = 1800.0
    """Seconds that one document may take in a worker process; then its process is ended."""
    document_memory_mb: int = 4096
    """Memory that one document may take in a worker process, in MB; beyond it its process is ended."""
    review_below: float = 0.5
    """In a batch, records less sure than this make a document one to be reviewed."""
    state_dir: Path | None = None
    """Where a batch into a store (``s3://…``) keeps its lock and journal, and every batch an empty database for its
    Prefect server; by default ~/.local/state/dxextract."""
