"""Mark-up inside one line of a text: what of it is text, and where each character of that stands.

Decides what converters leave in a line and readers never see: known HTML tags, HTML entities, Markdown's ``**bold**``,
links, images, back-slash escapes, and LaTeX remnants (``$^{※}$``, ``$\\rightarrow$``). Footnote marks that were set as
superscripts are no part of the text. Angle brackets round Japanese words, single asterisks and money stay. What a
line is (heading, list item, table row) is decided by `dxextract.layout.text.lines`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from dxextract.layout.spread_words import with_whole_label
from dxextract.normalise import clean
from dxextract.schema.passage import Passage, Place, Segment

TAG_NAMES = (
    "a|abbr|b|big|blockquote|body|br|caption|center|code|col|colgroup|dd|del|details|div|dl|dt|em|figcaption|figure|"
    "font|footer|h[1-6]|header|hr|html|i|img|ins|li|main|mark|nav|ol|p|pre|rb|rp|rt|ruby|s|section|small|span|strike|"
    "strong|style|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul"
)
_TRIGGER = re.compile(r"[<$*\\&`!\[~]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A verbatim part of source line `number` and its visible text.

    ``visible[i]`` comes from ``raw[origins[i]]``; ``origins[-1]`` closes the last visible character. `before` and
    `after` are what else stands on the source line.
    """

    number: int
    raw: str
    visible: str
    origins: tuple[int, ...]
    bold: bool = False
    before: str = ""
    after: str = ""

    def part(self, start: int, end: int, *, raw_start: int | None = None) -> Piece:
        """The piece of ``visible[start:end]``, its raw text beginning already at ``visible[raw_start]``."""
        low = self.origins[start if raw_start is None else raw_start]
        high = self.origins[end]
        origins = tuple(origin - low for origin in self.origins[start : end + 1])
        return self._cut(low, high, self.visible[start:end], origins)

    def showing(self, raw_start: int, raw_end: int) -> Piece:
        """The piece with the same raw text of which only what comes from ``raw[raw_start:raw_end]`` is visible."""
        kept = [i for i, origin in enumerate(self.origins[:-1]) if raw_start <= origin < raw_end]
        if not kept:
            return replace(self, visible="", origins=(len(self.raw),))
        first, last = kept[0], kept[-1] + 1
        return replace(self, visible=self.visible[first:last], origins=self.origins[first : last + 1])

    def with_next(self, other: Piece) -> Piece:
        """The piece up to the end of `other`, which stands behind it on its line; a space is visible between them."""
        gap = len(self.after) - len(other.after) - len(other.raw)
        start = len(self.raw) + gap
        return Piece(
            self.number,
            self.raw + self.after[:gap] + other.raw,
            f"{self.visible} {other.visible}",
            (*self.origins[:-1], len(self.raw), *(start + origin for origin in other.origins)),
            self.bold,
            self.before,
            other.after,
        )

    def _cut(self, low: int, high: int, visible: str, origins: tuple[int, ...]) -> Piece:
        before, after = self.before + self.raw[:low], self.raw[high:] + self.after
        return Piece(self.number, self.raw[low:high], visible, origins, self.bold, before, after)

    def without_margins(self) -> Piece:
        """The piece without white space around `raw`."""
        low = len(self.raw) - len(self.raw.lstrip())
        high = max(low, len(self.raw.rstrip()))
        shown = self.showing(low, high)
        return self._cut(low, high, shown.visible, tuple(min(origin, high) - low for origin in shown.origins))

    def place(self) -> Place:
        """Where `raw` stands in the source."""
        before, after = ("".join(text.split()) for text in (self.before, self.after))
        return Place(line_start=self.number, line_end=self.number, ink_before=len(before), ink_after=len(after))


def to_passage(pieces: Iterable[Piece], *, tight: bool = False) -> Passage:
    """One passage of the visible texts of `pieces` (one for each line), over their raw texts."""
    kept = [piece for piece in (p.without_margins() for p in pieces) if piece.raw]
    origins: list[int] = []
    end = base = 0
    for piece in kept:
        if base:
            origins.append(base - 1)
        origins.extend(base + origin for origin in piece.origins[:-1])
        end = base + piece.origins[-1]
        base += len(piece.raw) + 1
    origins.append(end)
    text, offsets = clean("\n".join(piece.visible for piece in kept), tight=tight)
    if not text:
        return Passage("", (), (0,))
    segments = tuple(Segment(piece.raw, piece.place()) for piece in kept)
    passage = Passage(text, segments, tuple(origins[offset] for offset in offsets))
    return passage if tight else with_whole_label(passage)


def to_piece(number: int, raw: str, before: str = "", after: str = "") -> Piece:
    """The visible text of `raw`, the part of source line `number` between `before` and `after`."""
    piece = Piece(number, raw, raw, tuple(range(len(raw) + 1)), before=before, after=after)
    if not _TRIGGER.search(raw):
        return piece
    bold = bool(_ALL_BOLD.fullmatch(raw.strip()))
    for pattern, keep in _PASSES:
        piece = _substitute(piece, pattern, keep)
    return replace(piece, bold=bold)


_Kept = str | tuple[int, int]
"""A replacement: a literal text, or the span of the visible text that stays."""


def _substitute(piece: Piece, pattern: re.Pattern[str], keep: Callable[[re.Match[str]], _Kept]) -> Piece:
    text, origins = piece.visible, piece.origins
    out: list[str] = []
    places: list[int] = []
    done = 0
    end = origins[-1]
    for match in pattern.finditer(text):
        out.append(text[done : match.start()])
        places.extend(origins[done : match.start()])
        kept = keep(match)
        if isinstance(kept, str):
            out.append(kept)
            places.extend([origins[match.start()]] * len(kept))
            if match.end() == len(text) and not kept:
                end = origins[match.start()]
        else:
            out.append(text[kept[0] : kept[1]])
            places.extend(origins[kept[0] : kept[1]])
            if match.end() == len(text):
                end = origins[kept[1]]
        done = match.end()
    if not out:
        return piece
    out.append(text[done:])
    places.extend(origins[done:-1])
    return replace(piece, visible="".join(out), origins=(*places, end))


def _drop(_: re.Match[str]) -> _Kept:
    return ""


def _keep_first(match: re.Match[str]) -> _Kept:
    return match.span(1)


def _superscript(match: re.Match[str]) -> _Kept:
    """A footnote mark vanishes with the space before it; an exponent (m², km³) and any other text stays."""
    group = "math" if match["math"] is not None else "tag"
    content = match[group].strip()
    exponent = content in ("2", "3") and _LENGTH_UNIT.search(match.string[: match.start()])
    return "" if _FOOTNOTE_MARK.fullmatch(content) and not exponent else match.span(group)


def _math(match: re.Match[str]) -> _Kept:
    """The plain text of a LaTeX formula; money, and dollars that enclose prose, stay as they are."""
    content = match[1]
    if not (re.search(r"[\\^_{}]", content) or re.fullmatch(r"\s*(?:[^\w\s]|[①-⑳])\s*|\s*[\d.,]+%?\s*", content)):
        return match.span()
    content = re.sub(r"\\(?:text|mathrm|mathbf|textbf|operatorname|boxed|underline)\s*\{([^{}]*)\}", r"\1", content)
    content = re.sub(r"\\([A-Za-z]+)\s*", lambda m: _LATEX_SYMBOLS.get(m[1], ""), content)
    content = re.sub(r"\\([%&#$_{}])", r"\1", content)
    return re.sub(r"[\\^_{}]|~", "", content).strip()


_LATEX_SYMBOLS = {
    "rightarrow": "→", "to": "→", "leftarrow": "←", "uparrow": "↑", "downarrow": "↓", "leftrightarrow": "↔",
    "Rightarrow": "⇒", "Leftarrow": "⇐", "longrightarrow": "→", "nearrow": "↗", "searrow": "↘",
    "circ": "○", "bigcirc": "○", "bullet": "●", "circledcirc": "◎", "star": "★", "bigstar": "★", "triangle": "△",
    "bigtriangleup": "△", "blacktriangle": "▲", "square": "□", "blacksquare": "■", "diamond": "◇", "times": "×",
    "div": "÷", "pm": "±", "sim": "～", "approx": "約", "geq": "≧", "ge": "≧", "leq": "≦", "le": "≦", "cdot": "・",
    "cdots": "…", "ldots": "…", "alpha": "α", "beta": "β", "mu": "μ", "Delta": "Δ", "checkmark": "✓", "ast": "*",
    "dagger": "†",
}  # fmt: skip
_FOOTNOTE_MARK = re.compile(r"[(（\[［]?\s?(?:[※*＊†‡]\s?\d{0,2}|(?:注|脚注|※注)\s?\d{0,2}|\d{1,2})?\s?[)）\]］]?")
_LENGTH_UNIT = re.compile(r"[kcm]?m$|[ｍ㎞㎝]$|メートル$", re.IGNORECASE)
_ALL_BOLD = re.compile(
    r"(?:#{1,6}\s+)?(?:[-*]\s+)?(?:\*\*(?:(?!\*\*).)+\*\*|__(?:(?!__).)+__|<(b|strong)>(?:(?!</\1>).)+</\1>)",
    re.IGNORECASE,
)
_URL = r"(?:#[^()\s]*|[^()\s]*(?:https?:|www\.|mailto:|\.html?|\.pdf|\.(?:png|jpe?g|gif|svg)|/)[^()\s]*)"
_PASSES: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], _Kept]]] = (
    (re.compile(r"<!--.*?-->"), _drop),
    (
        re.compile(
            r"\s*(?:<sup\b[^<>]*>(?P<tag>[^<>]*)</sup>|\$\s*\{?\}?\^\s*\{?(?P<math>[^{}$]*)\}?\s*\$)",
            re.IGNORECASE,
        ),
        _superscript,
    ),
    (re.compile(r"<br\b[^<>]*>", re.IGNORECASE), lambda _: "\n"),
    (re.compile(rf"</?(?:{TAG_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE), _drop),
    # The rest of a tag that the converter cut off at the line's end.
    (re.compile(rf"<(?:{TAG_NAMES})\s+[a-z-]+\s*=[^<>]*$", re.IGNORECASE), _drop),
    (re.compile(r"!\[[^\]]*\]\([^()]*\)"), _drop),
    (re.compile(rf"\[([^\[\]]+)\]\({_URL}\)"), _keep_first),
    (re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>"), _keep_first),
    (re.compile(r"\${1,2}([^$\n]{1,80})\${1,2}"), _math),
    (re.compile(r"\\\("), lambda _: "("),
    (re.compile(r"\*\*|~~(?=\S)(?=.*~~)|(?<=\S)~~|(?<!\w)__(?=\S.*__)|(?<=\S)__(?!\w)|`"), _drop),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), _keep_first),
    (re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,12});"), lambda m: html.unescape(m[0])),
)
