"""Plans as typed data frames for analysts: one for each table of the exports, polars or pandas.

Decides nothing about tables (`dxextract.export.tables` does) and changes no value; corrections are applied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from dxextract.corrected import open_corrected
from dxextract.errors import DxExtractError, MissingExtraError
from dxextract.library import Unreadable


class Frames(Mapping[str, Any]):
    """Data frames by table name; ``frames.kpis`` is ``frames["kpis"]``.

    `problems` are the documents that could not be read, which are in no frame.
    """

    def __init__(self, frames: dict[str, Any], problems: tuple[DxExtractError, ...]) -> None:
        self._frames, self.problems = frames, problems

    def __getitem__(self, name: str) -> Any:
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)

    def __getattr__(self, name: str) -> Any:
        try:
            return self._frames[name]
        except KeyError:
            raise AttributeError(f"no table {name!r}; there are {', '.join(self._frames)}") from None

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._frames]


def frames(path: Path | str, library: Literal["polars", "pandas"] = "polars") -> Frames:
    """The plan documents in `path` (one JSON, or an output folder) as data frames.

    Columns are those of docs/data-dictionary.md; integers, dates and truth values keep their types where values are
    missing. Raises UnreadableInputError, NoDocumentsError, or MissingExtraError without ``dxextract[frames]``.
    """
    try:
        from dxextract.export.arrow import ArrowSink

        sink = ArrowSink()
        make = _to_polars if library == "polars" else _to_pandas
        problems: list[DxExtractError] = []
        for document in open_corrected(path):
            try:
                if isinstance(document, Unreadable):
                    raise document.problem
                sink.add(document)
            except DxExtractError as problem:
                problems.append(problem)
        sink.close()
        return Frames({name: make(table) for name, table in sink.finished.items()}, tuple(problems))
    except ModuleNotFoundError as problem:
        raise MissingExtraError("dxextract.frames", "pip install 'dxextract[frames]'") from problem


def _to_polars(table: Any) -> Any:
    import polars

    return polars.from_arrow(table)


def _to_pandas(table: Any) -> Any:
    import pandas

    return table.to_pandas(types_mapper=pandas.ArrowDtype)
