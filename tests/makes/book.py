"""A plan being written: what is printed goes to a medium, what it means into the gold, in one call.

The gold has the form that `dxextract evaluate` reads: sections with levels, measures with their facets counted, and so
on. A `Book` knows nothing about Word or slides; a medium knows nothing about plans.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from tests.makes.bank import TOPICS, Pledge, Text, Topic, text_of


@dataclass(frozen=True)
class Look:
    """How a line is set: points, typeface, colours (``RRGGBB``), indent in characters."""

    size: float = 10.5
    font: str = "IPAMincho"
    bold: bool = False
    color: str | None = None
    band: str | None = None
    rule: str | None = None
    """Colour of a line below (a ruled heading)."""
    box: bool = False
    align: str = "left"
    indent: float = 0
    before: float = 0


GOTHIC = "IPAGothic"
BODY = Look()


@dataclass
class Book:
    """One plan in the writing. `entries` are the headings of a first pass, for the contents page."""

    medium: Any
    entries: tuple[tuple[int, str, int], ...] = ()
    published: str = "2025-03"
    gold: dict[str, Any] = field(default_factory=dict)
    listed: list[tuple[int, str, int]] = field(default_factory=list)
    body: Look = BODY
    lead: str = ""
    """What a paragraph of body text begins with: a space, where the office indents them."""

    def __post_init__(self) -> None:
        for kind in ("sections", "measures", "commitments", "roles", "glossary"):
            self.gold[kind] = []
        self._measure: dict[str, Any] | None = None
        self._facet: dict[str, Any] | None = None

    def plan(self, title: str, municipality: str, prefecture: str, **more: Any) -> None:
        """The plan's own facts; `published` as (iso start, precision)."""
        start, precision = more.pop("published", (None, None))
        period = more.pop("period", (None, None))
        self.gold["plan"] = {
            "title": title,
            "municipality": {"name": municipality, "prefecture": prefecture, "code": None, "check_code": None},
            "status": "final",
            "edition": None,
            "published": {"start": start, "precision": precision} if start else None,
            "period": {"start_fiscal_year": period[0], "end_fiscal_year": period[1]},
            "issuer": None,
            "vision": None,
            "related_plans": [],
        } | more

    # printing -------------------------------------------------------------

    def lines(self, *texts: str, look: Look | None = None) -> None:
        for text in texts:
            self.medium.line(text, look or self.body)

    def say(self, *texts: Text, look: Look | None = None, mark: str = "") -> None:
        """Body text; pledges in it go to the gold."""
        for text in texts:
            self.medium.line((mark or self.lead) + text_of(text), look or self.body)
            if isinstance(text, Pledge):
                self.gold["commitments"].append(
                    {"text": text.text, "deadlines": [{"fiscal_year": year} for year in text.years]}
                )

    def pledge(self, *actions: tuple[str, tuple[Text, ...]]) -> None:
        """The pledges in actions that were printed in one line with their titles."""
        for _, texts in actions:
            for text in texts:
                if isinstance(text, Pledge):
                    self.gold["commitments"].append(
                        {"text": text.text, "deadlines": [{"fiscal_year": year} for year in text.years]}
                    )

    def table(self, rows: list[list[str]], **more: Any) -> None:
        self.medium.table(rows, **more)

    def page(self) -> None:
        self.medium.page()

    def contents(
        self, title: str, look: Look, entry: Look, *, leader: str = "…", deepest: int = 2, page: str = "{}"
    ) -> None:
        """The contents page, with the page numbers that the first pass guessed."""
        self.medium.line(title, look)
        for level, text, number in self.entries:
            if level <= deepest:
                dots = leader * max(1, (34 - len(text) - 2 * level) // len(leader)) if leader.strip() else leader
                self.medium.line(f"{text}{dots}{page.format(number)}", replace(entry, indent=1.5 * (level - 1)))

    # headings -------------------------------------------------------------

    def head(
        self, level: int, number: str | None, title: str, look: Look, *, printed: str | None = None, sep: str = "　"
    ) -> None:
        """A heading: printed as `printed`, or number and title."""
        text = printed if printed is not None else f"{number}{sep}{title}" if number else title
        self.medium.line(text, look)
        self.gold["sections"].append({"level": level, "number": number, "title": title})
        self.listed.append((level, text, 1 + len(self.gold["sections"]) // 4))
        self._facet = None

    def divider(self, level: int, number: str | None, title: str, look: Look, **more: Any) -> None:
        """A heading that has a page of its own."""
        self.medium.page()
        self.head(level, number, title, look, **more)

    # measures -------------------------------------------------------------

    def measure(
        self,
        level: int,
        number: str | None,
        topic: Topic,
        policy: str | None,
        look: Look,
        *,
        title: str | None = None,
        priority: bool = False,
        printed: str | None = None,
        sep: str = "　",
    ) -> None:
        """The heading of a measure; the facets that follow are its."""
        title = title or topic.title
        self.head(level, number, title, look, printed=printed, sep=sep)
        self.record(number, topic, policy, title=title, priority=priority)

    def record(
        self, number: str | None, topic: Topic, policy: str | None, *, title: str | None = None, priority: bool = False
    ) -> None:
        """A measure that no section of its own stands for (a form, a row of a list)."""
        self._measure = {
            "number": number,
            "title": title or topic.title,
            "policy": policy,
            "is_priority": priority,
            "national_items": sorted(topic.codes),
            "departments": [],
            "facets": [],
        }
        self.gold["measures"].append(self._measure)

    def departments(self, names: tuple[str, ...]) -> None:
        """What the plan prints as departments of the open measure."""
        assert self._measure is not None
        self._measure["departments"] = list(dict.fromkeys([*self._measure["departments"], *names]))

    def facet(
        self,
        role: str,
        heading: str | None,
        look: Look | None,
        *,
        level: int | None,
        printed: str | None = None,
        number: str | None = None,
    ) -> None:
        """The heading of a block; `level` None: it is no section (a label in a form, or nothing printed)."""
        if heading is not None and look is not None:
            if level is None:
                self.medium.line(printed or heading, look)
            else:
                self.head(level, number, heading, look, printed=printed)
        self._facet = {"role": role, "heading": heading, "n_items": 0}
        assert self._measure is not None
        if role not in ("kpi", "schedule", "departments"):
            self._measure["facets"].append(self._facet)

    def items(self, *texts: Text, mark: str = "", look: Look | None = None) -> None:
        """Items of the open facet, one line each."""
        assert self._facet is not None
        for text in texts:
            self.say(text, look=look, mark=mark)
            self._facet["n_items"] += 1

    def actions(
        self,
        topic: Topic,
        marks: tuple[str, ...] | str,
        detail: str,
        look: Look | None = None,
        inner: Look | None = None,
    ) -> None:
        """The actions of a topic as titled lines with sentences under them."""
        for place, (title, sentences) in enumerate(topic.actions):
            self.items(title, mark=marks if isinstance(marks, str) else marks[place], look=look)
            self.say(*sentences, mark=detail, look=inner or look)

    # the rest ---------------------------------------------------------------

    def role(self, role: str, holder: str | None) -> None:
        self.gold["roles"].append({"role": role, "holder": holder})

    def term(self, term: str, definition: str, reading: str | None = None) -> None:
        self.gold["glossary"].append({"term": term, "reading": reading, "definition": definition})


def topic(name: str) -> Topic:
    return TOPICS[name]
