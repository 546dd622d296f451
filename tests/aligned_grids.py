"""Random tables of wrapped cells, printed in columns of fixed width: what a text of them must give back."""

from __future__ import annotations

import random

from dxextract.layout.text.lines import display_width

_NAMES = (
    "オンライン申請が可能な手続の数",
    "窓口での平均待ち時間",
    "マイナンバーカードの保有率",
    "RPAの活用による業務削減時間",
    "デジタル研修の受講者数（累計）",
    "電子決裁率",
    "公開したデータの数",
    "スマートフォン教室の参加者数",
)
_DEPARTMENTS = ("総務課", "デジタル推進課", "市民課、税務課", "こども家庭課")
_NOTES = ("業務統計による", "年度末時点の件数", "毎年度実施する住民アンケートで「満足」と答えた人の割合", "")
_UNITS = ("件", "%", "人", "か所", "時間/年")
_YEARS = (
    ("現状値（令和6年度）", "目標値（令和11年度）"),
    ("基準値 (R6)", "R8", "R9", "目標値 (R10)"),
    ("R6実績", "R7", "R8", "R9", "R10目標"),
)
_FIGURES = ("12", "1,200", "45.5", "―", "300", "98")
_NEVER_FIRST = "。、）)%"


def random_grid(seed: int) -> tuple[list[list[str]], str]:
    """The cells of a table, header first, and the table as text."""
    rng = random.Random(seed)
    columns = [("指標名", _NAMES, rng.choice((12, 16, 20, 24)))]
    if rng.random() < 0.5:
        columns.append(("単位", _UNITS, 8))
    figures = _FIGURES if len(columns) > 1 else tuple(f"{figure}件" if figure != "―" else figure for figure in _FIGURES)
    width = rng.choice((8, 10, 12, 16, 22))
    columns += [(year, figures, width) for year in rng.choice(_YEARS)]
    if rng.random() < 0.4:
        columns.append(("担当課", _DEPARTMENTS, 14))
    if rng.random() < 0.4:
        columns.append(("備考", _NOTES, rng.choice((16, 24))))
    names = rng.sample(_NAMES, rng.randint(2, 6))
    rows = [[label for label, _, _ in columns]]
    rows += [[name, *(rng.choice(words) for _, words, _ in columns[1:])] for name in names]
    widths = [min(most, max(display_width(row[n]) for row in rows)) for n, (_, _, most) in enumerate(columns)]
    return rows, _printed(rows, [width + width % 2 for width in widths], rng)


def _printed(rows: list[list[str]], widths: list[int], rng: random.Random) -> str:
    centred, gap = rng.random() < 0.5, rng.choice((2, 3, 4))
    head = rng.random() < 0.5
    lines: list[str] = []
    for number, row in enumerate(rows):
        cells = [_wrapped(text, width) for text, width in zip(row, widths, strict=True)]
        height = max(map(len, cells))
        above = [(height - len(cell)) // 2 if centred else 0 for cell in cells]
        for line in range(height):
            parts = [
                cell[line - top] if 0 <= line - top < len(cell) else "" for cell, top in zip(cells, above, strict=True)
            ]
            lines.append(
                "  "
                + "".join(
                    _set(part, w, gap, middle=head and not number) for part, w in zip(parts, widths, strict=True)
                ).rstrip()
            )
    return "\n".join(lines)


def _set(text: str, width: int, gap: int, *, middle: bool) -> str:
    room = width - display_width(text)
    left = room // 2 if middle else 0
    return " " * left + text + " " * (room - left + gap)


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for char in text:
        if display_width(lines[-1] + char) > width and char not in _NEVER_FIRST:
            lines.append("")
        lines[-1] += char
    return lines
