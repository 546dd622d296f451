"""The base of all errors that a user can meet. Decides how one is worded as a line."""

from __future__ import annotations

from typing import ClassVar


class DxExtractError(Exception):
    """Base of all errors that are the input's or the environment's fault, not the program's."""

    code: ClassVar[str] = "E000"
    exit_code: ClassVar[int] = 1
    ja: ClassVar[str] = "処理できませんでした。"
    en: ClassVar[str] = "could not be processed."
    remedy_ja: ClassVar[str] = ""
    remedy_en: ClassVar[str] = ""
    lasting: ClassVar[bool] = False
    """Whether the same bytes would fail again, so that a batch need not try them again."""

    def __init__(self, subject: str, detail: str = "") -> None:
        super().__init__(subject, detail)
        self.subject = subject
        self.detail = " ".join(detail.split())

    def __str__(self) -> str:
        detail = f" [{self.detail}]" if self.detail else ""
        return f"{self.code} {self.subject}: {self.ja}{self.remedy_ja} / {self.en} {self.remedy_en}".rstrip() + detail
