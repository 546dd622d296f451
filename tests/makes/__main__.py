"""Makes and scores the plans in `plans/`: ``python -m tests.makes write [NAME …]``, ``… score [NAME …] [--misses]``,
and ``… floors``, which prints the present scores as tests/floors.toml has them.

Writing needs python-docx, python-pptx, LibreOffice (soffice), pdftotext, pikepdf, fontTools and the IPA fonts; the
tests and scoring need none of them. Each plan is written twice: the first pass finds the headings for the contents.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tests.makes.scores import HELD_OUT, KINDS, PLANS, figures, scored, sources

TEXTS = {"report": (), "full_width": (), "sections": ("-layout",), "roman": ("-layout",)}
"""Makes that are kept as text too, as copied from the PDF, with pdftotext's options."""


def _makes() -> dict[str, Callable[[Any], Any]]:
    """All makes by name; imported here, as they need what the tests do without."""
    from tests.makes import held_more, held_word, slide_decks, word_bold, word_marks, word_plain, word_reports

    modules = (word_reports, word_bold, word_marks, word_plain, slide_decks, held_word, held_more)
    return {name: make for module in modules for name, make in module.MAKES.items()}


def write(names: Iterable[str]) -> None:
    """Write the PDFs, texts and gold files of the makes named (all by default)."""
    every = _makes()
    PLANS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in names or every:
            first = every[name](())
            book = every[name](tuple(first.listed))
            source = Path(folder, name + book.medium.suffix)
            book.medium.save(source)
            subprocess.run(
                [
                    "soffice",
                    f"-env:UserInstallation=file://{folder}/profile",
                    "--headless",
                    "--convert-to",
                    "pdf",
                    "--outdir",
                    folder,
                    str(source),
                ],
                check=True,
                capture_output=True,
            )
            shutil.move(Path(folder, f"{name}.pdf"), PLANS / f"{name}.pdf")
            (PLANS / f"{name}.gold.json").write_text(
                json.dumps(book.gold, ensure_ascii=False, indent=1) + "\n", "utf-8"
            )
            _without_hints(PLANS / f"{name}.pdf")
            if name in TEXTS:
                subprocess.run(["pdftotext", *TEXTS[name], PLANS / f"{name}.pdf", PLANS / f"{name}.txt"], check=True)
            print(name, (PLANS / f"{name}.pdf").stat().st_size)


def _without_hints(path: Path) -> None:
    """Drop the instructions for screens from the embedded fonts: half of their bytes, which no reader of text needs."""
    import pikepdf
    from fontTools.ttLib import TTFont

    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
                font = TTFont(io.BytesIO(item.FontFile2.read_bytes()))
                for name in ("fpgm", "prep", "cvt "):
                    if name in font:
                        del font[name]
                for glyph in font["glyf"].glyphs.values():
                    glyph.expand(font["glyf"])
                    glyph.removeHinting()
                lighter = io.BytesIO()
                font.save(lighter)
                item.FontFile2 = pdf.make_stream(lighter.getvalue(), Length1=len(lighter.getvalue()))
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)


def show(names: list[str], *, misses: bool) -> None:
    """Print the scores of the plans named by their make or file (all by default)."""
    print(f"{'':24}" + "".join(f"{kind[:9]:>10}" for kind in KINDS))
    for source in sources():
        if names and source.stem not in names and source.name not in names:
            continue
        reached = figures(source)
        row = "".join(f"{reached[kind]:10.3f}" if kind in reached else f"{'-':>10}" for kind in KINDS)
        print(f"{source.name + (' *' if source.stem in HELD_OUT else ''):24}{row}", flush=True)
        for kind in KINDS if misses and source.stem not in HELD_OUT else ():
            for one in scored(source).records[kind].differences:
                print(f"    {kind} {one.what}: {one.key} {one.detail}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("write", "score", "floors"))
    parser.add_argument("names", nargs="*")
    parser.add_argument("--misses", action="store_true", help="list what is missing, surplus or wrong")
    arguments = parser.parse_args()
    if arguments.what == "write":
        write(arguments.names)
    elif arguments.what == "score":
        show(arguments.names, misses=arguments.misses)
    else:
        for source in sources():
            print(f'[makes."{source.name}"]')
            for kind, value in figures(source).items():
                print(f"{kind} = {int(value * 100) / 100:.2f}")
            print()


if __name__ == "__main__":
    main()
