"""One export: every document of a library into one target, what cannot be exported named beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dxextract.errors import DxExtractError
from dxextract.export.formats import Format
from dxextract.export.sink import Options, Sink
from dxextract.export.target import staged
from dxextract.library import Library, Unreadable


@dataclass(frozen=True, slots=True)
class Report:
    """How many documents were exported, and why the others were not. Nothing is written where none was."""

    exported: int
    problems: tuple[DxExtractError, ...]


def export(
    library: Library, chosen: Format, target: Path, options: Options | None = None, force: bool = False
) -> Report:
    """Write the documents of `library` to `target` in one go. Raises TargetExistsError, OutputNotWritableError or
    MissingExtraError; a document that cannot be read or held is a problem of the report."""
    problems: list[DxExtractError] = []
    count = 0
    sink: Sink | None = None
    with staged(target, force) as stage:
        for document in library:
            if isinstance(document, Unreadable):
                problems.append(document.problem)
                continue
            # Opened for the first document, so that a library without a good one leaves no empty target behind.
            sink = sink or chosen.open(stage, options or Options())
            try:
                sink.add(document)
                count += 1
            except DxExtractError as problem:
                problems.append(problem)
        if sink is not None:
            sink.close()
    return Report(count, tuple(problems))
