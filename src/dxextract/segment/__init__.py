"""Segmentation: a document's blocks into one section tree.

`segment` is the stage's entry point. Which lines are headings is decided in `headings`, how they nest in `tree`, what
a contents page lists in `contents`, how a number label reads in `numbering`.
"""

from dxextract.rules import RuleSet
from dxextract.schema.document import Document
from dxextract.schema.outline import Outline
from dxextract.segment.body_levels import with_body_levels
from dxextract.segment.contents import find_contents
from dxextract.segment.headings import find_headings
from dxextract.segment.letters import with_outer_letters
from dxextract.segment.one_style import without_one_style
from dxextract.segment.sheets import as_sheets
from dxextract.segment.tree import headings_to_outline


def segment(document: Document, rules: RuleSet) -> Outline:
    """The section tree of `document`; every block belongs to the innermost section whose heading stands before it."""
    document = without_one_style(document)
    contents = find_contents(document, rules)
    headings = with_body_levels(document, find_headings(document, contents, rules))
    headings = with_outer_letters(as_sheets(document, headings, rules))
    return headings_to_outline(document, headings, contents, rules)
