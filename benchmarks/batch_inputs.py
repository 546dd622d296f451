"""What the batch is measured with: documents of every kind, documents of ten pages, texts of one municipality.

Decides which documents there are. A folder that holds them already is left as it is, so that parts of the measurement
can be repeated.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from itertools import count, cycle
from pathlib import Path

from bad_inputs import CASES, PLAN

ROOT = Path(__file__).resolve().parents[1]
PAGES = 10
_BROKEN_SHARE = 0.05


def _once(folder: Path, key: object, make: Callable[[], object]) -> object:
    """What `make` said when it filled `folder` for `key`; it is called only where that has not been done."""
    note = folder.with_name(f"{folder.name}.json")
    if note.exists() and (known := json.loads(note.read_text("utf-8")))["key"] == key:
        return known["made"]
    shutil.rmtree(folder, ignore_errors=True)
    note.unlink(missing_ok=True)
    folder.mkdir(parents=True)
    made = make()
    note.write_text(json.dumps({"key": key, "made": made}), "utf-8")
    return made


def mixed_documents(folder: Path, total: int) -> dict[str, str]:
    """`total` documents in `folder`; the error codes of the broken ones by path.

    The samples, the synthetic generator's plans (families that rules are written against), 5 % broken.
    """
    made = _once(folder, total, lambda: _mixed(folder, total))
    assert isinstance(made, dict)
    return made


def _mixed(folder: Path, total: int) -> dict[str, str]:
    from tests.synthetic.families import FAMILIES, render

    broken: dict[str, str] = {}
    for number, (name, make, code) in zip(range(round(total * _BROKEN_SHARE)), cycle(CASES), strict=False):
        path = folder / f"壊れた {number:03}-{name}"
        make(path)
        broken[path.name] = code
    samples = sorted((ROOT / "samples").glob("*.[pt][dx][ft]"))
    for path in samples:
        shutil.copy(path, folder / path.name)
    families = [name for name, family in FAMILIES.items() if not family.held_out and not family.large]
    todo = total - len(broken) - len(samples)
    for number, name in zip(range(todo), cycle(families), strict=False):
        rendering = render(name, 1000 + number)
        place = folder / f"{number % 47:02}"
        place.mkdir(exist_ok=True)
        (place / f"{name}-{number}{rendering.suffix}").write_bytes(rendering.data)
    return broken


def ten_page_documents(folder: Path, total: int) -> None:
    """`total` PDFs of ten pages each in `folder`, all of the samples' pages."""
    _once(folder, total, lambda: _ten_pages(folder, total))


def _ten_pages(folder: Path, total: int) -> None:
    import pypdfium2

    samples = [pypdfium2.PdfDocument(path) for path in sorted((ROOT / "samples").glob("*.pdf"))]
    pages = [(sample, page) for sample in samples for page in range(len(sample))]
    for number, start in zip(range(total), count(0, 7), strict=False):
        made = pypdfium2.PdfDocument.new()
        for offset in range(PAGES):
            sample, page = pages[(start + offset) % len(pages)]
            made.import_pages(sample, [page])
        made.save(folder / f"{number:03}.pdf")


def texts_of_one_municipality(folder: Path, total: int) -> None:
    """`total` different texts in `folder`, all of one municipality and one title: the worst case for finding copies."""
    _once(folder, total, lambda: _texts(folder, total))


def _texts(folder: Path, total: int) -> None:
    for number in range(total):
        text = PLAN.replace("5年間", f"5年間({number})").replace("書かない窓口", f"書かない窓口{number}")
        (folder / f"{number:04}.txt").write_text(text, "utf-8")
