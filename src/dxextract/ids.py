"""Stable record ids: a hash of the record's own content, so that the same plan gives the same ids again.

Decides the form of an id (`kind-` and ten hex digits; an ordinal for equal content). Does not decide which parts
identify a record; its maker names them.
"""

from __future__ import annotations

import hashlib
from collections import Counter

from dxextract.normalise import folded, squeeze


class IdMinter:
    """Mints ids for one document; equal content gets `-2`, `-3`, … in reading order."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def mint(self, kind: str, *parts: object) -> str:
        """The id for a record of `kind` (`sec`, `mea`, `kpi`, …) that `parts` identify, white space aside."""
        content = "\x1f".join("" if part is None else squeeze(folded(str(part))) for part in parts)
        base = f"{kind}-{hashlib.sha256(content.encode()).hexdigest()[:10]}"
        self._seen[base] += 1
        return base if self._seen[base] == 1 else f"{base}-{self._seen[base]}"
