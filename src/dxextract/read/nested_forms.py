"""Forms that draw forms that draw forms: how many drawings a PDF's form makes of its few bytes.

PDFium makes a form anew each time that it is drawn, so ten forms that draw the next one ten times each are ten thousand
million drawings. Decides which forms to blank so that none is drawn more often than the limit within another. Counts
what the dictionaries in the file say; resources that lie in compressed object streams are not seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from dxextract.read.streams import Stream, beginning

_RESOURCES = re.compile(rb"/Resources\s+(\d{1,9})\s+\d{1,5}\s+R")
_XOBJECTS = re.compile(rb"/XObject\s*(?:<<([^>]*)>>|(\d{1,9})\s+\d{1,5}\s+R)")
_REFERENCE = re.compile(rb"(\d{1,9})\s+\d{1,5}\s+R")
_DRAWN = re.compile(rb"(?<![A-Za-z])Do(?![A-Za-z])")
_CONTENT_READ = 1 << 20
_OBJECT_READ = 4096


def exploding_forms(
    data: bytes, streams: Iterable[Stream], packed: Callable[[Stream], bytes], limit: int
) -> list[Stream]:
    """The innermost forms within which more than `limit` forms would be drawn."""
    forms = {s.number: s for s in streams if b"/Form" in s.dictionary and s.number}
    children = {number: _drawn_by(form, data, forms) for number, form in forms.items()}
    weights: dict[int, int] = {}
    found: list[Stream] = []
    for number in forms:
        _weigh(number, forms, children, packed, limit, weights, found)
    return found


def _weigh(
    root: int,
    forms: dict[int, Stream],
    children: dict[int, list[int]],
    packed: Callable[[Stream], bytes],
    limit: int,
    weights: dict[int, int],
    found: list[Stream],
) -> None:
    """Give `root` and all forms below it their weight: how many forms are drawn by drawing it."""
    stack = [root]
    open_forms: set[int] = set()
    while stack:
        number = stack[-1]
        below = [c for c in children[number] if c not in weights and c not in open_forms]
        if number not in weights and below:
            open_forms.add(number)
            stack.extend(below)
            continue
        stack.pop()
        open_forms.discard(number)
        if number in weights:
            continue
        heaviest = max((weights.get(c, 1) for c in children[number]), default=0)
        times = _times(forms[number], packed) if heaviest else 0
        weights[number] = 1 + times * heaviest
        if weights[number] > limit:
            found.append(forms[number])
            weights[number] = 1


def _times(form: Stream, packed: Callable[[Stream], bytes]) -> int:
    """How often a form draws something that is not its own."""
    return len(_DRAWN.findall(beginning(packed(form), form.filters > 0, _CONTENT_READ)))


def _drawn_by(form: Stream, data: bytes, forms: dict[int, Stream]) -> list[int]:
    """The forms among the resources of a form."""
    resources = form.dictionary
    if indirect := _RESOURCES.search(resources):
        resources = _object(int(indirect[1]), data)
    found = _XOBJECTS.search(resources)
    if found is None:
        return []
    named = found[1] if found[1] is not None else _object(int(found[2]), data)
    return [number for ref in _REFERENCE.findall(named) if (number := int(ref)) in forms and number != form.number]


def _object(number: int, data: bytes) -> bytes:
    """What stands in the file as object `number`, if it stands there unpacked."""
    found = re.search(rb"(?<!\d)%d\s+\d{1,5}\s+obj\b" % number, data)
    return data[found.end() : found.end() + _OBJECT_READ].partition(b"endobj")[0] if found else b""
