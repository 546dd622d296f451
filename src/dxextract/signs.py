"""The signs that Japanese documents set before items, labels and headings, and between values, by kind.

Each constant is a string of characters, made to stand inside the brackets of a regular expression or to be stripped.
Decides which signs are of one kind; what a sign means where it stands (an item, a milestone, a grade) is decided there.
Patterns in `rules/*.yaml` are data and spell their own sets; numbers in circles (①) are numbers, not signs.

The lowest layer of the package, beside `dxextract.normalise`: imports nothing from it.
"""

from __future__ import annotations

DOTS = "・･•‧‣⁃∙◦"
"""What stands before the items of a list and nothing else; ・ also stands inside words."""
CIRCLES = "●○◯〇◎◉⚫"
"""Signs of items and labels; alone in a cell they are a value (○, ◎) or a milestone. 〇 is a zero that many type so."""
SQUARES = "■□◼◾⬛▪▫◆◇❖❏❑❐✧"
"""Squares, diamonds and the boxes of symbol fonts: signs of headings, labels and items, never a value."""
POINTERS = "▶▷►▸➤➢➲"
"""Arrow heads that point at what follows."""
TRIANGLES = "▼▽"
"""Signs of headings and milestones; pointing up (▲△) they are also a minus sign and a grade, and so not among them."""
STARS = "★☆"
"""What is of priority: 重点, 新規; also milestones."""
CHECKS = "✓✔☑✅☐"
ARROWS = "→⇒⇨➡➔➜➝➞⟶▶►➤▸"
"""What leads from one value to the next; the last four are also pointers."""
TRENDS = "↑↓↗↘⬆⬇⇧⇩⇗⇘"
"""Where a value is to go, in a column between what it is and what it shall be."""
ARROW = rf"(?:[─━―—–]+|[-－=＝]{{2,}})?[{ARROWS}]\ufe0f?"
"""Such an arrow as a pattern, with the shaft that may be typed before its head (──▶, ━━→)."""
GRADES = "○〇◯◎●△▲×✕✓✔"
"""What says how good or how done something is: a value."""
LEADERS = "・･.．…‥⋯·_＿"
"""What a line of a contents page is filled up with, title to page number."""

FRAME_OPEN, FRAME_CLOSE = r"【〔［\[＜<≪《〈", r"】〕］\]＞>≫》〉"
"""The brackets around a label or a heading (【現状】, ＜担当課＞); round ones and 「」 also stand in sentences."""

LABEL_SIGNS = DOTS + CIRCLES + SQUARES + POINTERS
"""What may stand before the label of a line or cell (●担当課：…)."""
HEADING_SIGNS = CIRCLES + SQUARES + POINTERS + TRIANGLES + STARS
"""What may stand before a heading: no dots, which make an item of it."""
ITEM_SIGNS = DOTS + HEADING_SIGNS + CHECKS
"""Whatever may stand before an item."""
LABEL_NUMBER = r"(?:(?:[(（][0-9０-９]{1,2}[)）]|[①-⑳]|[0-9０-９]{1,2}[.．)）\s]|[ア-コ][.．、)）\s])\s*)?"
"""The number, as a pattern, that may stand before a label where the blocks of a measure are counted ((3) 担当課：…)."""
