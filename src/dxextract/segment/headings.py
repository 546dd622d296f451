"""Which paragraphs are headings, each with the family it counts in.

Signals, strongest first: the contents page announces the line; mark-up or bookmarks state a level; 第n章 and its like;
words that only head a block (現状と課題, 担当課); other number labels and marks, which a style of their own must back
where the medium has styles; a style of its own alone. A line that reads as a sentence, a caption, a note or a list
item is none. Runs of headings without anything under them are thrown out later, by `tree`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Document, Paragraph, Passage, Style, Table
from dxextract.segment.contents import Contents
from dxextract.segment.marks import strip_marks
from dxextract.segment.numbering import Numbering, read_numbering

RANKS = {"part": 0, "chapter": 1, "appendix": 1, "section": 2, "clause": 3, "policy": 10, "measure": 20, "label": 90}
ORDER = {"roman": 1, "digit": 2, "nested": 2, "paren": 3, "half_paren": 4, "circled": 5, "kana": 6, "alpha": 7}
"""How number labels nest in Japanese official documents (公用文作成の要領: 第1, 1, (1), ア), outermost first."""
_MAX_LENGTH = 60  # characters; headings of real plans stay below, sentences seldom do
_MAX_PLAIN = 40  # the same for lines that nothing but their style marks
_SENTENCE = re.compile(r"[。！？]|[、,]$|(です|ます|である|ました|ください)$")
_NOTE = re.compile(
    r"^(※|注[0-9)）:：]|\(?出典|\(?資料[:：]|図表?\s?[0-9０-９]|表\s?[0-9０-９]|[→⇒➡↓・･•－-]|https?:|第\d+回)"
)
_NOT_PLAIN = re.compile(
    r"[、。：:；;]|^[(（＜<《〈「『【\[・･]|[)）]$(?<![一-鿿ぁ-んァ-ヶ][)）])|[0-9]{4}|^[^ぁ-んァ-ヶ一-鿿]*[0-9]|[」』＞>]$"
    r"|^(令和|平成|昭和)\s?[0-9元]+\s?年度?(\s?[0-9]+\s?月)?$"
)
_CONTENT = re.compile(r"。$|^[・･•■□◆◇●○◎★▼▶▷➤►①-⑳]|^[(（]?[0-9]{1,2}[)）.．]|^[^\s:：]{2,12}[:：]")
_BRACKET = re.compile(r"[【】〔〕★☆◎(（)）]")
_MAX_GAP = 3  # lines from an unmarked heading of a text to what it heads
_WORD = re.compile(r"[一-鿿ぁ-んァ-ヶA-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line taken for a heading. `start` is where the title begins in the paragraph's text.

    `sure` headings stand by themselves; the others must fit the sequence they count in. `label` is the row label of
    `block_labels` that the whole title matches, `appendix` that of `appendix_headings`; `mark` is the family that a
    mark before the title (■, ➤) counts in.
    """

    block: int
    paragraph: Paragraph
    passage: Passage
    family: str
    rank: int | None
    number: str | None
    ordinal: int | None
    prefix: tuple[int, ...]
    title: str
    marks: tuple[str, ...]
    label: str | None
    appendix: str | None
    mark: str | None
    announced: bool
    distinct: bool
    sure: bool

    @property
    def key(self) -> str:
        """What makes two headings the same: number and title without white space."""
        return re.sub(r"\s+", "", f"{self.number or ''}|{self.title}")

    @property
    def order(self) -> int | None:
        """Where the number label's family stands among its like; None for what is no bare number label."""
        return ORDER.get(self.family.split(":", 1)[0])

    @property
    def size(self) -> float | None:
        return self.paragraph.style.size if self.paragraph.style else None


def find_headings(document: Document, contents: Contents, rules: RuleSet) -> tuple[Heading, ...]:
    """All headings of the document, in reading order."""
    body = body_style(document)
    first = max(contents.blocks, default=-1)
    headings: list[Heading] = []
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph) or block.role != "body" or index in contents.blocks:
            continue
        isolated = body is None and _is_isolated(document, index) and not _is_slogan(headings, index, rules)
        if isolated and headings and headings[-1].family.startswith("mark") and not _leads_prose(document, index):
            isolated = False  # below a marked heading only prose tells the next unmarked heading from a list line
        for part in _split_running(block, headings):
            heading = _heading(index, part, contents, body, isolated, rules)
            if heading is not None and body is None and _is_bare_label(heading) and not _leads_content(document, index):
                continue
            if heading is None or _repeats_entry(heading, headings) or (index < first and not heading.announced):
                continue
            headings.append(heading)
    return _without_cover(document, headings)


def _split_running(block: Paragraph, earlier: list[Heading]) -> list[Paragraph]:
    """A line that repeats an earlier heading and goes on with a number label is two headings (running titles)."""
    text = block.text
    for heading in earlier:
        start = heading.passage.text
        if heading.number and text.startswith(start) and text[len(start) :].startswith(" "):
            rest = block.passage.part(len(start))
            if re.match(r"[0-9(（①-⑳Ⅰ-Ⅻ第施取]", rest.text):
                return [replace(block, passage=block.passage.part(0, len(start))), replace(block, passage=rest)]
    return [block]


def _repeats_entry(heading: Heading, earlier: list[Heading]) -> bool:
    """Whether an earlier line answers to the contents entry already: it confirms one heading, not each such line."""
    return heading.family == "plain" and heading.announced and any(h.key == heading.key for h in earlier)


def _is_slogan(headings: list[Heading], index: int, rules: RuleSet) -> bool:
    """Whether the line right below a heading such as 基本理念 is what the heading announces, not a heading itself."""
    return (
        bool(headings)
        and headings[-1].block == index - 1
        and rules["vision_headings"].match(headings[-1].title) is not None
    )


def _is_isolated(document: Document, index: int) -> bool:
    """Whether a text's line stands alone between blank lines with text of its own right behind it.

    Titles of pictures that a conversion dropped stand alone too, but leave more than one blank line behind them.
    """
    block = document.blocks[index]
    following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    if not isinstance(block, Paragraph) or not block.blank_before or block.depth is not None or following is None:
        return False
    if isinstance(following, Paragraph):
        if not following.blank_before or following.role != "body" or not _is_content(following):
            return False
        below = following.passage.segments[0].place.line_start
    elif isinstance(following, Table):
        below = following.places[0].line_start
    else:
        return False
    own = block.passage.segments[-1].place.line_end
    return own is not None and below is not None and below - own <= _MAX_GAP


def _is_bare_label(heading: Heading) -> bool:
    return heading.family == "label" and heading.mark is None and heading.paragraph.heading_level is None


def _leads_content(document: Document, index: int) -> bool:
    """Whether the next block is a table, a sentence or a list line."""
    following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    return isinstance(following, Table) or (isinstance(following, Paragraph) and _is_content(following))


def _is_content(paragraph: Paragraph) -> bool:
    """A sentence, a list line, a marked or labelled line: what a heading may stand above, as a bare line may not."""
    text = paragraph.text
    return paragraph.depth is not None or len(text) > _MAX_PLAIN or bool(_CONTENT.search(text))


def _leads_prose(document: Document, index: int) -> bool:
    following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    return isinstance(following, Paragraph) and following.depth is None and following.text.rstrip().endswith("。")


def body_style(document: Document) -> Style | None:
    """The style that most characters are set in; None for a medium without styles (a text with some bold lines)."""
    counts: Counter[tuple[float, bool]] = Counter()
    unstyled = 0
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.role == "body":
            if block.style is None:
                unstyled += len(block.text)
            else:
                counts[(round(block.style.size * 2) / 2, block.style.bold)] += len(block.text)
    if unstyled >= counts.total():
        return None
    (size, bold), _ = counts.most_common(1)[0]
    return Style(size, bold)


def _heading(
    index: int, block: Paragraph, contents: Contents, body: Style | None, isolated: bool, rules: RuleSet
) -> Heading | None:
    text, marks = strip_marks(block.text, rules)
    if text != block.text and read_numbering(text, rules) is None and not _BRACKET.search(block.text):
        text, marks = block.text, ()  # beside an unnumbered line the same words are its own
    if not text or len(text) > _MAX_LENGTH or _NOTE.match(text):
        return None
    numbering = read_numbering(text, rules)
    title = text[numbering.end :].strip() if numbering else text
    if not title:
        return None
    number = numbering.number if numbering else None
    announced = contents.announces(number, title)
    if not announced and (_SENTENCE.search(title) or not _WORD.search(title)):
        return None
    label = block_label(title, rules)
    appendix = None if numbering else rules["appendix_headings"].label(title)
    distinct = is_distinct(block.style, body) or block.heading_level is not None
    family = _family(numbering, label, appendix, block, announced or isolated)
    if family is None or (label == "other" and numbering is None and body is None):
        return None
    kind = family.split(":", 1)[0]
    styled = body is not None
    sure = announced or block.heading_level is not None or kind in ("part", "chapter", "section", "policy", "measure")
    if kind in ("policy", "measure", "appendix", "label", "section", "clause"):
        sure = sure and (not styled or distinct or announced)
        if styled and not distinct and not announced and kind != "label":
            return None
    if kind == "plain" and not (announced or block.heading_level is not None):
        if len(title) > _MAX_PLAIN or _NOT_PLAIN.search(title):
            return None
    elif kind == "style" and not (announced or block.heading_level is not None):
        if not distinct or len(title) > _MAX_PLAIN or not block.style or not body or not _stands_out(block.style, body):
            return None
        sure = True
    if kind in ("digit", "paren", "nested", "roman", "circled", "kana", "alpha", "half_paren", "mark", "tag"):
        if styled and not distinct and not announced:
            return None
        sure = sure or (distinct and kind not in ("circled", "kana", "half_paren"))
    return Heading(
        block=index,
        paragraph=block,
        passage=block.passage,
        family=family,
        rank=RANKS.get(kind),
        number=number,
        ordinal=numbering.ordinal if numbering else None,
        prefix=numbering.prefix if numbering else (),
        title=title,
        marks=marks,
        label=label,
        appendix=appendix,
        mark=numbering.family if numbering and numbering.family.startswith("mark") else None,
        announced=announced,
        distinct=distinct,
        sure=sure,
    )


def _family(
    numbering: Numbering | None, label: str | None, appendix: str | None, block: Paragraph, announced: bool
) -> str | None:
    if numbering is not None and not numbering.family.startswith("mark"):
        return numbering.family
    if label is not None:
        return "label"
    if numbering is not None:
        return numbering.family
    if appendix is not None:
        return "appendix"
    if block.style is not None:
        style = block.style
        return f"style:{round(style.size)}:{int(style.bold)}:{style.band or ''}:{int(style.boxed)}"
    return "plain" if announced or block.heading_level is not None else None


def is_distinct(style: Style | None, body: Style | None) -> bool:
    """Whether a line is set otherwise than body text: larger, bold, on a band, in a frame."""
    if style is None or body is None:
        return False
    return style.size >= body.size * 1.06 or (style.bold and not body.bold) or style.band is not None or style.boxed


def _stands_out(style: Style, body: Style) -> bool:
    """What a line must have to be a heading by its style alone: larger, or bold or on a band at no smaller size."""
    return style.size >= body.size * 1.12 or (style.size >= body.size * 0.98 and (style.bold or style.band is not None))


def _without_cover(document: Document, headings: list[Heading]) -> tuple[Heading, ...]:
    """Drop unnumbered styled lines of a cover: those on the first page before anything numbered or announced."""
    kept: list[Heading] = []
    begun = False
    for heading in headings:
        place = heading.passage.segments[0].place
        plain = heading.family.startswith(("style", "plain"))
        begun = begun or heading.announced or not plain
        if plain and not begun and place.page in (1, None) and (document.source.page_count or 2) > 1:
            continue
        kept.append(heading)
    return tuple(kept)
