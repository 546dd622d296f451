"""Files of small plans with what each gives: a line `=== name`, the text (`¦` stands for a tab), `---`, a line each."""

from __future__ import annotations

import re
from pathlib import Path

COVER = "緑野市DX推進計画\n\n令和7年3月\n\n緑野市\n\n"


def read_cases(path: Path) -> dict[str, tuple[str, list[str]]]:
    """The text and the expected lines of each case, by its name."""
    parts = re.split(r"^=== (\S+)$", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    cases = {}
    for name, body in zip(parts[::2], parts[1::2], strict=True):
        text, _, gold = body.partition("\n---")
        cases[name] = (text.strip("\n").replace("¦", "\t") + "\n", [line for line in gold.split("\n") if line.strip()])
    return cases
