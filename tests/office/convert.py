"""Office files to PDF with LibreOffice, PDFs to text with pdftotext; both programs are development tools only."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path


def available() -> bool:
    return shutil.which("soffice") is not None


def to_pdf(files: Sequence[Path], folder: Path) -> list[Path]:
    """The PDFs of `files`, by the same names in `folder`. Raises CalledProcessError when LibreOffice fails."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(folder), *map(str, files)], check=True, capture_output=True)
    return [folder / f"{file.stem}.pdf" for file in files]


def to_text(pdf: Path, text: Path) -> None:
    """What `pdftotext -layout` prints: tables aligned with spaces, pages parted by form feeds."""
    subprocess.run(["pdftotext", "-layout", str(pdf), str(text)], check=True, capture_output=True)
