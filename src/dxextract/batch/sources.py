"""SOURCE of a batch: a folder, a glob, a list file, a CSV with known facts, or a store; as items with unique paths.

Decides which documents there are, what each is called in the manifest, and which folder its JSON goes to. A row that
cannot be a document is an item with a problem, so that the batch goes on and tells. Reads no document.

- Folder: its plans at any depth but what ``.dxextractignore`` files (gitignore's patterns, in any folder) leave out.
- Glob (``plans/**/*.pdf``), or `include` patterns: only files whose path matches one.
- ``.csv``: columns ``path``, and any of ``url``, ``municipality_code``, ``title``.
- Any other file that is no plan by its name (``.pdf``, ``.md``): a list, one path a line, ``#`` begins a comment; paths
  with newlines are kept apart by NUL (``find -print0``). Paths are relative to the list, or else to where one is.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pathspec import GitIgnoreSpec

from dxextract.batch.facts import KnownFacts
from dxextract.batch.inputs import files_below, is_plan_name
from dxextract.batch.storage import Location, below, sizes_below, to_location
from dxextract.errors import DxExtractError, NoPlansFoundError, SourceListError, UnreadableInputError

IGNORE_FILE = ".dxextractignore"
_GLOB = re.compile(r"[*?\[]")
_ENCODINGS = ("utf-8-sig", "cp932")


@dataclass(frozen=True, slots=True)
class SourceItem:
    """One document of the source.

    `path` is its name in the manifest; `folder` the folder below the output that its JSON goes to; `token` changes with
    the content where a store says so without the bytes being read; `problem` says why it cannot be a document at all.
    """

    path: str
    location: Location
    folder: Path = Path()
    facts: KnownFacts | None = None
    token: str | None = None
    problem: DxExtractError | None = None


def find_sources(source: str, include: Sequence[str] = ()) -> tuple[SourceItem, ...]:
    """The documents of `source`, sorted by path (a list keeps its order).

    Raises UnreadableInputError, NoPlansFoundError, SourceListError or StorageError when there is nothing to do at all.
    """
    location = to_location(source)
    wanted = GitIgnoreSpec.from_lines(include) if include else None
    if isinstance(location, str):
        items = tuple(_in_store(location, wanted))
    elif location.is_dir():
        items = tuple(_in_folder(location, wanted))
    elif location.is_file():
        items = _in_file(location)
    elif _GLOB.search(source):
        base, pattern = _split_glob(source)
        return find_sources(str(base), [pattern])
    else:
        raise UnreadableInputError(source, "not found")
    if not items:
        raise NoPlansFoundError(source)
    return items


def shown_path(path: Path | PurePosixPath) -> str:
    """`path` with ``/``; bytes that are no UTF-8 are written ``\\xNN``, so that the manifest can carry them."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _in_folder(folder: Path, wanted: GitIgnoreSpec | None) -> Iterator[SourceItem]:
    files, loops = files_below(folder)
    ignored = _Ignored(folder)
    for file in files:
        name = file.relative_to(folder)
        if (wanted is None or wanted.match_file(name)) and not ignored.leaves_out(file):
            yield SourceItem(shown_path(name), file, name.parent)
    for loop in loops:
        link = Path(loop.subject)
        yield SourceItem(shown_path(link.relative_to(folder)), link, problem=loop)


class _Ignored:
    """The ignore files of a folder and of those below it, read when they are first asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._specs: dict[Path, GitIgnoreSpec | None] = {}

    def leaves_out(self, file: Path) -> bool:
        """Whether the nearest ignore file that says anything of `file` leaves it out."""
        for folder in file.parents:
            spec = self._spec(folder)
            if spec is not None:
                said = spec.check_file(file.relative_to(folder)).include
                if said is not None:
                    return said
            if folder == self._root:
                break
        return False

    def _spec(self, folder: Path) -> GitIgnoreSpec | None:
        if folder not in self._specs:
            try:
                lines = (folder / IGNORE_FILE).read_text("utf-8-sig").splitlines()
            except OSError:
                self._specs[folder] = None
            else:
                self._specs[folder] = GitIgnoreSpec.from_lines(lines)
        return self._specs[folder]


def _in_store(url: str, wanted: GitIgnoreSpec | None) -> Iterator[SourceItem]:
    for name, (size, token) in sorted(sizes_below(url).items()):
        path = PurePosixPath(name)
        hidden = any(part.startswith(".") for part in path.parts)
        if not hidden and is_plan_name(path.name) and (wanted is None or wanted.match_file(name)):
            yield SourceItem(name, below(url, name), Path(path.parent), token=f"{size}:{token}")


def _split_glob(source: str) -> tuple[Path, str]:
    """``plans/**/*.pdf`` as the folder ``plans`` and the pattern below it, anchored there."""
    parts = Path(source).parts
    first = next(i for i, part in enumerate(parts) if _GLOB.search(part))
    return Path(*parts[:first]), "/" + "/".join(parts[first:])


def _in_file(file: Path) -> tuple[SourceItem, ...]:
    suffix = file.suffix.casefold()
    if suffix == ".csv":
        rows = list(_csv_rows(file))
    elif suffix in {".pdf", ".md"}:
        return (SourceItem(shown_path(PurePosixPath(file.name)), file),)
    else:
        rows = [(line, None) for line in _list_lines(file)]
        if rows and not any(_is_there(line, file) for line, _ in rows):
            # A plan's own text, say, taken for a list: a thousand failures would not tell what is wrong.
            raise SourceListError(str(file), f"no such file: {rows[0][0][:80]}")
    items: dict[str, SourceItem] = {}
    for text, facts in rows:
        item = _listed(text, facts, file)
        items.setdefault(item.path, item)
    return tuple(items.values())


def _is_there(text: str, file: Path) -> bool:
    location = to_location(text)
    return isinstance(location, str) or (file.parent / location).exists() or location.exists()


def _listed(text: str, facts: KnownFacts | None, file: Path) -> SourceItem:
    location = to_location(text)
    if isinstance(location, str):
        return SourceItem(text, location, facts=facts)
    beside = file.parent / location
    found = location if not beside.exists() and location.exists() else beside
    inside = not location.is_absolute() and ".." not in location.parts
    return SourceItem(shown_path(location), found, location.parent if inside else Path(), facts)


def _list_lines(file: Path) -> Iterable[str]:
    text = _decoded(file)
    if "\0" in text:
        return [entry for entry in text.split("\0") if entry.strip()]
    return [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def _csv_rows(file: Path) -> Iterator[tuple[str, KnownFacts | None]]:
    reader = csv.DictReader(io.StringIO(_decoded(file), newline=""))
    try:
        if "path" not in (reader.fieldnames or ()):
            raise SourceListError(str(file), f"columns: {', '.join(reader.fieldnames or ()) or 'none'}")
        for row in reader:
            path = (row["path"] or "").strip()
            if not path:
                raise SourceListError(str(file), f"line {reader.line_num}: no path")
            given = {name: (row.get(name) or "").strip() or None for name in ("url", "municipality_code", "title")}
            yield path, KnownFacts(**given) if any(given.values()) else None
    except csv.Error as problem:
        raise SourceListError(str(file), f"line {reader.line_num}: {problem}") from problem


def _decoded(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError as problem:
        raise UnreadableInputError(str(file), problem.strerror or "") from problem
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    # Names on Linux are bytes; a list of them need not be text in any encoding.
    if b"\0" in data:
        return os.fsdecode(data)
    raise SourceListError(str(file), "encoding")
