"""SQL over plans with DuckDB, read-only: the tables and views of the exports, made for the question and thrown away.

Decides that a question can neither write nor reach a file or the network: the database is opened read-only, external
access is off and the configuration locked before the question runs. Only tables that the question names are filled. A
database that `dxextract export --to duckdb` wrote is asked as it is.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dxextract.corrected import open_corrected
from dxextract.errors import DxExtractError, MissingExtraError, QueryError, UnreadableInputError
from dxextract.export.rows import rows_of
from dxextract.export.sql import VIEWS, create_table, create_view
from dxextract.export.tables import Table, layout
from dxextract.library import Unreadable

_CATALOG = "catalog.duckdb"
_BATCH = "batch"
"""The name under which a batch's catalog is attached: ``batch.documents``."""
_LOCKED = ("SET enable_external_access = false", "SET lock_configuration = true")


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows of a question's answer, and the documents that are not in it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    problems: tuple[DxExtractError, ...] = ()


def query(path: Path | str, sql: str) -> Answer:
    """The answer to `sql` over the plans in `path`: a folder, one JSON, or an exported ``.duckdb``.

    Raises QueryError for what DuckDB refuses, UnreadableInputError, NoDocumentsError, or MissingExtraError without
    ``dxextract[export]``.
    """
    try:
        import duckdb
    except ModuleNotFoundError as problem:
        raise MissingExtraError("dxextract query", "pip install 'dxextract[export]'") from problem
    path = Path(path)
    if path.is_file() and path.suffix == ".duckdb":
        return _ask(path, sql, ())
    try:
        names = duckdb.get_table_names(sql)
    except duckdb.Error as problem:
        raise QueryError(sql, str(problem)) from problem
    with _temporary(path, _with_views(names)) as (file, problems):
        return _ask(file, sql, problems, path / _CATALOG if path.is_dir() else None)


def _with_views(names: set[str]) -> set[str]:
    """`names`, and those that the views among them stand on."""
    import duckdb

    queries = {view.name: view.query for view in VIEWS}
    found = set(names)
    waiting = list(names)
    while waiting:
        query = queries.get(waiting.pop())
        more = duckdb.get_table_names(query) - found if query else set()
        found |= more
        waiting += more
    return found


@contextmanager
def _temporary(path: Path, wanted: set[str]) -> Iterator[tuple[Path, tuple[DxExtractError, ...]]]:
    """A database with the tables of the plans in `path`, those in `wanted` filled."""
    import duckdb

    from dxextract.export.arrow import arrow_table
    from dxextract.export.duckdb import MEMORY, TYPES

    library = open_corrected(path)
    tables = layout().tables
    filled = [table for table in tables if table.name in wanted]
    problems: list[DxExtractError] = []
    with tempfile.TemporaryDirectory(prefix="dxextract-") as folder:
        file = Path(folder, "plans.duckdb")
        with duckdb.connect(str(file), config={"memory_limit": MEMORY}) as database:
            for table in tables:
                database.execute(create_table(_without_keys(table), TYPES))
            for view in VIEWS:
                database.execute(create_view(view))
            for document in library if filled else ():
                try:
                    if isinstance(document, Unreadable):
                        raise document.problem
                    rows = rows_of(document)
                except DxExtractError as problem:
                    problems.append(problem)
                    continue
                for table in filled:
                    database.register("incoming", arrow_table(table, rows[table.name]))
                    database.execute(f'INSERT INTO "{table.name}" SELECT * FROM incoming')
                    database.unregister("incoming")
        yield file, tuple(problems)


def _without_keys(table: Table) -> Table:
    """Keys were checked document by document; an index over them would only cost time here."""
    return Table(table.name, table.label_ja, table.about, table.columns, (), ())


def _ask(file: Path, sql: str, problems: Sequence[DxExtractError], catalog: Path | None = None) -> Answer:
    import duckdb

    try:
        with duckdb.connect(str(file), read_only=True) as database:
            if catalog is not None and catalog.is_file():
                database.execute(f"ATTACH '{str(catalog).replace(chr(39), chr(39) * 2)}' AS {_BATCH} (READ_ONLY)")
            for statement in _LOCKED:
                database.execute(statement)
            answer = database.execute(sql)
            columns = tuple(column[0] for column in answer.description or ())
            return Answer(columns, tuple(answer.fetchall()), tuple(problems))
    except duckdb.IOException as problem:
        raise UnreadableInputError(str(file), str(problem)) from problem
    except duckdb.Error as problem:
        raise QueryError(sql, str(problem)) from problem
