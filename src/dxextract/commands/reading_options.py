"""Options of the commands that read plans: whose rules, which pages by OCR, how much a document may take.

Decides how these options are called and what their help says, for all commands alike, and which settings they make: an
option that is not given leaves what the environment says. What a setting does is for `dxextract.settings`.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dxextract.settings import Settings


class OcrMode(StrEnum):
    """Which pages are read by OCR."""

    AUTO = "auto"
    OFF = "off"
    FORCE = "force"


OwnRules = Annotated[
    Path | None,
    typer.Option("--rules", help="自分のルール(ファイルかフォルダ) / Rules of your own, file or folder."),
]
Ocr = Annotated[
    OcrMode | None,
    typer.Option("--ocr", help="文字情報のないページのOCR / OCR for pages without a usable text layer."),
]
Timeout = Annotated[float | None, typer.Option(min=0.1, help="1文書の制限時間(秒) / Seconds that a document may take.")]
Memory = Annotated[
    int | None, typer.Option(min=100, help="1文書のメモリ上限(MB) / Memory that a document may take, in MB.")
]


def chosen_settings(
    rules: Path | None, ocr: OcrMode | None, timeout: float | None = None, memory: int | None = None
) -> Settings:
    """The settings of the environment, but for what the options say."""
    from dxextract.settings import Settings

    given = {
        "rules": rules,
        "ocr": None if ocr is None else ocr.value,
        "document_timeout": timeout,
        "document_memory_mb": memory,
    }
    return Settings().model_copy(update={name: value for name, value in given.items() if value is not None})
