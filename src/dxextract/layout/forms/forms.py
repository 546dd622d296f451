"""Forms (個票) and list tables unfolded, so that later stages see one shape for them and for prose.

A form is a table in which label cells stand beside or above their content (`form_tables`); a list table names a
measure in each row (`list_tables`). The table stays in the document; after it each measure is set out as a heading
with its blocks below. Decides the order in which the tables of a document are asked what they are, and keeps what the
tables before have said. Decides nothing about records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dxextract.layout.forms.around import NEAR, department_lines, headlines, tables_below, top_row
from dxextract.layout.forms.cards import (
    BOX_ROWS,
    ONE_UNDER_LABELS,
    heads_blocks,
    is_label_box,
    is_row_of_blocks,
    left_column,
    names_card,
)
from dxextract.layout.forms.columns import by_column
from dxextract.layout.forms.form_tables import (
    follows_form,
    form_follows,
    goes_on,
    is_form,
    is_named_form,
    is_short_list,
    names_of_forms,
    says_sentences,
)
from dxextract.layout.forms.inside import tables_inside
from dxextract.layout.forms.label_strips import with_joined_strips
from dxextract.layout.forms.labels import Region
from dxextract.layout.forms.learned_labels import learn_labels
from dxextract.layout.forms.list_tables import Surroundings, unfold_list
from dxextract.layout.forms.one_form import by_measure, departments_of, names_of, set_out, titles_of
from dxextract.layout.forms.regions import read_regions
from dxextract.layout.forms.side_labels import set_out_side_label
from dxextract.layout.forms.units import holds_actions
from dxextract.rules import RuleSet
from dxextract.schema.document import Block, Document, Table

_RETURNS = 2
"""Tables with the same labels that are no accident."""


def unfold_forms(document: Document, rules: RuleSet) -> Document:
    """The document with the content of its forms and list tables set out after them."""
    document = replace(document, blocks=tuple(with_joined_strips(document.blocks, rules)))
    unfolding = _Unfolding(document, rules)
    unfolding.run()
    return replace(document, blocks=tuple(unfolding.blocks))


class _Unfolding:
    """The blocks set out so far, those that wait, and what all tables of the document say of each."""

    def __init__(self, document: Document, rules: RuleSet) -> None:
        self.rules = rules
        tables = [block for block in document.blocks if isinstance(block, Table)]
        self.regions = {id(table): read_regions(table, rules) for table in tables}
        """By the identity of a table what its labels head by the rules."""
        self.learned = learn_labels(document, self.regions, rules)
        """By the identity of a table the rules with the labels of its design."""
        self.blocks: list[Block] = []
        self.waiting = list(document.blocks)
        self.boxes_at_head: list[tuple[Table, tuple[Region, ...]]] = []
        """Boxes of labels that stand at the head of the form to come."""
        self.said = set(headlines(document, rules))
        """The lines that may be headings, and the names of measures that were set out so far."""
        self.in_forms = names_of_forms(document, rules)
        self.policies_of_lists: frozenset[str] = frozenset()
        self.headers_of_lists: set[tuple[str, ...]] = set()
        self.longer = frozenset(top_row(table) for table in tables if table.n_rows > ONE_UNDER_LABELS)
        self.heads = Counter(top_row(table) for table in tables if table.n_rows == ONE_UNDER_LABELS)
        self.tops = Counter(top_row(table) for table in tables if table.n_rows >= ONE_UNDER_LABELS)
        self.left_columns = Counter(left_column(table) for table in tables if table.n_rows <= BOX_ROWS)

    def run(self) -> None:
        """Sets out everything that waits."""
        while self.waiting:
            block = self.waiting.pop(0)
            if not isinstance(block, Table):
                self.blocks.append(block)
                continue
            regions = self._regions_of(block)
            if self._is_form(block, regions):
                self._set_out_form(block, regions)
            elif is_label_box(block, regions, self.rules):
                self._set_out_box(block, regions)
            else:
                self._set_out_list(block)

    def _regions_of(self, table: Table) -> tuple[Region, ...]:
        known = None if id(table) in self.learned else self.regions.get(id(table))
        return read_regions(table, self._rules_of(table)) if known is None else known

    def _rules_of(self, table: Table) -> RuleSet:
        return self.learned.get(id(table), self.rules)

    def _is_form(self, table: Table, regions: tuple[Region, ...]) -> bool:
        if is_form(table, regions, self._rules_of(table)) and not is_short_list(table, self.longer):
            return True
        if id(table) in self.learned and is_named_form(table, regions, self.rules):
            return True
        row_of_blocks = is_row_of_blocks(table, regions)
        if follows_form(self.blocks, table) and (goes_on(table, regions) or row_of_blocks):
            return True
        if row_of_blocks and self.heads[top_row(table)] >= _RETURNS and says_sentences(table):
            return True
        return names_card(table, regions) and (
            self.left_columns[left_column(table)] >= _RETURNS
            or heads_blocks(tables_below(table, self.waiting), self.rules)
        )

    def _set_out_form(self, form: Table, regions: tuple[Region, ...]) -> None:
        inside = tables_inside(form, self.waiting)
        self.waiting = _without(self.waiting, inside)
        lines = department_lines(form, self.blocks, self.waiting, self.rules)
        self.blocks, self.waiting = _without(self.blocks, lines), _without(self.waiting, lines)
        self.blocks.append(replace(form, set_out=True))
        for one in (part for group in by_measure(regions) for part in by_column(form, group)):
            names = list(names_of(form, one, self.blocks, self.said))
            self.said |= titles_of(names)
            self.blocks += names
            self.blocks += [replace(line, unfolded="body") for line in lines]
            lines = []
            self._set_out_boxes_at_head()
            self.blocks += set_out(form, one, inside, self._rules_of(form))

    def _set_out_box(self, box: Table, regions: tuple[Region, ...]) -> None:
        self.blocks.append(replace(box, set_out=True))
        self.boxes_at_head.append((box, regions))
        if not form_follows(box, self.waiting, self.rules):
            self._set_out_boxes_at_head()

    def _set_out_boxes_at_head(self) -> None:
        self.blocks += departments_of(self.boxes_at_head, self.rules)
        self.boxes_at_head = []

    def _set_out_list(self, table: Table) -> None:
        """The rows of a list table; of any other table what the label at its side heads, if there is one."""
        top, meant = top_row(table), table.as_meant()
        around = Surroundings(
            self.blocks[-NEAR:],
            self.said | self.in_forms | self.policies_of_lists,
            again=top in self.headers_of_lists,
            returns=self.tops[top] >= _RETURNS,
            within=holds_actions(self.blocks, self.rules),
        )
        listed = unfold_list(meant, around, self.rules)
        if listed:
            self.headers_of_lists.add(top)
            self.policies_of_lists |= titles_of(listed, "policy")
            self.said |= titles_of(listed)
        listed = listed or set_out_side_label(meant, self.rules)
        self.blocks += [replace(table, set_out=True) if listed else table, *listed]


def _without(blocks: Sequence[Block], taken: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if not any(block is one for one in taken)]
