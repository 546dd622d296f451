"""The issuing department, as the colophon prints it.

Signals, in this order: the line with a publisher's label, the line with a contact's label, a line that is nothing but
a department. The department is given as printed, the municipality's name in front of it included; whether a line is one
is judged without that name. A label alone on its line speaks for the next one. Without a colophon the cover's own
department line counts. Addresses, telephone numbers and dates are skipped.
"""

from __future__ import annotations

import re

from dxextract.extract.metadata.frontmatter import Line
from dxextract.rules import RuleSet
from dxextract.rules.municipalities import load_gazetteer

_CONTACT_DETAILS = re.compile(
    r"(?:〒|[\s　](?:令和|平成|20\d\d)|TEL|ＴＥＬ|Tel|電話|FAX|ファックス|住所|所在地|E-?mail|メール|URL|https?:).*$"
)
_PLACE = re.compile(r"^[^\s　、。]{1,7}[市町村区](?:役所|役場)?[\s　]+")
_OFFICE = re.compile(r"^(?:役所|役場|都?[道府県]庁)?[\s　・:：/／]*")


def find_issuer(
    colophon: tuple[Line, ...], cover: tuple[Line, ...], municipality: str | None, rules: RuleSet
) -> str | None:
    """The department as printed, or None when neither colophon nor cover names one."""
    for label in ("issuer", "closing", "contact"):
        for position, line in enumerate(colophon):
            matched = rules["colophon"].match(line.text)
            if matched is None or matched.label != label:
                continue
            for near in colophon[position : position + 3]:
                if department := _department(_after_label(near.text, rules), municipality, rules):
                    return department
    for line in [*colophon, *cover]:
        if department := _department(line.text, municipality, rules):
            return department
    return None


def _after_label(text: str, rules: RuleSet) -> str:
    matched = rules["colophon"].match(text)
    return text[matched.end :] if matched is not None and matched.label != "closing" else text


def _department(text: str, municipality: str | None, rules: RuleSet) -> str | None:
    """The department that a line is, as printed; None for a line that is none."""
    printed = text = _CONTACT_DETAILS.sub("", text).strip(" 　:：/／()（）【】")
    places = [hit for hit in load_gazetteer().find(text) if hit.start == 0]
    names = {hit.name for hit in places} | ({municipality} if municipality else set())
    while leading := next((name for name in names if name and text.startswith(name)), None):
        text = _OFFICE.sub("", text[len(leading) :].lstrip(" 　"))
        names |= {hit.name for hit in load_gazetteer().find(text) if hit.start == 0}
    text = _PLACE.sub("", text)
    return printed if text and rules["department_lines"].match(text) else None
