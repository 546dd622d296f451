"""Whether this installation can do what it promises: libraries, dictionary, rules, OCR, fonts, optional parts.

Decides what is checked and what a missing thing means: without a required one nothing works, without an optional one
a named part does not. Installs and changes nothing, and asks no network.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Literal

State = Literal["ok", "missing", "broken"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: `needed_for` is None for what everything needs, else the part that needs it; `remedy` a command."""

    name: str
    state: State
    detail: str
    needed_for: str | None = None
    remedy: str = ""


_EXTRAS = (
    (
        "export",
        ("pyarrow", "duckdb", "xlsxwriter"),
        "Excel・Parquet・DuckDB、問い合わせ / exports, queries",
    ),
    ("compare", ("vl_convert", "jinja2"), "計画の比較 / comparing plans"),
    ("frames", ("polars", "pandas"), "データフレーム / data frames"),
    ("review", ("fastapi", "uvicorn", "portalocker"), "レビュー画面 / reviewing"),
    ("batch", ("prefect", "fsspec", "pathspec"), "バッチとPrefect / batches with Prefect"),
)
_TOO_LONG = 20


def examine() -> Iterator[Finding]:
    """The findings, the required ones first."""
    yield _python()
    for name, check, remedy in (
        ("Sudachiの辞書 / Sudachi dictionary", _dictionary, "pip install sudachidict-core"),
        ("PDFium", _pdfium, "pip install pypdfium2"),
        ("ルール / rules", _rules, "pip install --force-reinstall dxextract"),
    ):
        yield _checked(name, check, remedy)
    yield _tesseract()
    yield _fonts()
    for extra, modules, use in _EXTRAS:
        yield _extra(extra, modules, use)


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", "ok" if sys.version_info >= (3, 11) else "broken", found, remedy="Python 3.11+")


def _checked(name: str, check: Callable[[], str], remedy: str) -> Finding:
    try:
        return Finding(name, "ok", check(), remedy=remedy)
    except Exception as problem:  # whatever a broken installation raises is the finding
        return Finding(name, "broken", f"{type(problem).__name__}: {problem}", remedy=remedy)


def _dictionary() -> str:
    from dxextract.language.names import normal_words

    if normal_words("手続") != normal_words("手続き"):
        raise ValueError("the dictionary does not know 手続き")
    return f"sudachidict-core {version('sudachidict-core')}"


def _pdfium() -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(10, 10)
    document.close()
    return f"pypdfium2 {version('pypdfium2')}"


def _rules() -> str:
    from dxextract.rules import load_rules

    families = list(load_rules())
    failed = [row for family in families for row, _ in family.failed_examples()]
    if failed:
        raise ValueError(f"examples fail: {', '.join(failed[:3])}")
    return f"{len(families)} families, {sum(len(family.rows) for family in families)} rows"


def _tesseract() -> Finding:
    use, remedy = "画像だけのページのOCR / OCR of pages without text", "apt-get install tesseract-ocr tesseract-ocr-jpn"
    program = shutil.which("tesseract")
    if program is None:
        return Finding("tesseract", "missing", "", use, remedy)
    languages = _output(program, "--list-langs").split()
    if "jpn" not in languages:
        return Finding("tesseract", "missing", "jpn", use, remedy)
    return Finding("tesseract", "ok", " ".join(_output(program, "--version").split()[:2]), use, remedy)


def _fonts() -> Finding:
    use, remedy = "図とページの日本語表示 / Japanese on drawn pages", "apt-get install fonts-noto-cjk"
    program = shutil.which("fc-list")
    if program is None:
        return Finding("日本語フォント / Japanese fonts", "ok", "fc-list なし(確認せず) / not checked", use, remedy)
    families = sorted({line.partition(",")[0] for line in _output(program, ":lang=ja", "family").splitlines() if line})
    state: State = "ok" if families else "missing"
    return Finding("日本語フォント / Japanese fonts", state, "、".join(families[:2]), use, remedy)


def _extra(extra: str, modules: tuple[str, ...], use: str) -> Finding:
    missing = [module for module in modules if find_spec(module) is None]
    known = {"vl_convert": "vl-convert-python"}
    found = [_version(known.get(module, module)) for module in modules if module not in missing]
    remedy = f"pip install 'dxextract[{extra}]'"
    detail = ", ".join(found) if not missing else f"{', '.join(missing)} なし / missing"
    return Finding(f"dxextract[{extra}]", "missing" if missing else "ok", detail, use, remedy)


def _version(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name


def _output(*command: str) -> str:
    try:
        run = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=_TOO_LONG, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return run.stdout
