"""What a run says while it goes on: a live view on a terminal, plain lines elsewhere, or a JSON object a line.

Decides wording and pace; knows documents only as entries of the manifest. A view writes to the stream that it is given
and to nothing else.
"""

from __future__ import annotations

import heapq
import sys
import time
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Literal, Protocol, Self, TextIO

import orjson
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as RichProgress
from rich.table import Table
from rich.text import Text

from dxextract.schema.manifest import DocumentEntry, Manifest

ProgressKind = Literal["auto", "live", "plain", "json", "none"]
_SLOWEST = 5
_STATES = {"ok": "正常 / ok", "review": "要確認 / review", "failed": "失敗 / failed", "skipped": "変更なし / skipped"}
_STYLES = {"ok": "green", "review": "yellow", "failed": "red", "skipped": "dim"}


class Progress(Protocol):
    """A view of a run. Used as a context; its methods are called from one thread."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def begin(self, total: int, standing: int) -> None:
        """`total` documents are to be read; `standing` others stand as they are."""

    def document(self, entry: DocumentEntry) -> None:
        """A document is done."""

    def end(self, manifest: Manifest, where: str) -> None:
        """The run is done; its manifest and report are in `where`."""

    def note(self, text: str) -> None:
        """Something that is no document's: a server that was started, a catalog that could not be written."""


def progress_view(kind: ProgressKind, stream: TextIO | None = None) -> Progress:
    """The view of this kind on `stream` (stderr); `auto` is live on a terminal and plain elsewhere."""
    target = stream or sys.stderr
    if kind == "auto":
        kind = "live" if target.isatty() else "plain"
    views: dict[str, type[_View]] = {"live": LiveView, "plain": PlainView, "json": JsonView, "none": _View}
    return views[kind](target)


class _View:
    """A view that says nothing, and what the others count."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.total = self.standing = self.done = self.failed = 0
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def begin(self, total: int, standing: int) -> None:
        self.total, self.standing, self.done, self.failed = total, standing, 0, 0
        self._began = time.monotonic()

    def document(self, entry: DocumentEntry) -> None:
        self.done += 1
        self.failed += entry.state == "failed"

    def end(self, manifest: Manifest, where: str) -> None:
        pass

    def note(self, text: str) -> None:
        pass

    @property
    def per_minute(self) -> float:
        """Documents a minute since the run began."""
        return 60 * self.done / max(time.monotonic() - self._began, 1e-6)

    @property
    def left(self) -> timedelta | None:
        """How long the rest will take at this pace; None before the first document is done."""
        if not self.done:
            return None
        return timedelta(seconds=round(60 * (self.total - self.done) / self.per_minute))


class PlainView(_View):
    """A line for each document, for logs."""

    def begin(self, total: int, standing: int) -> None:
        super().begin(total, standing)
        self._say(f"{total}件を処理します(変更なし{standing}件) / {total} documents to read, {standing} unchanged")

    def document(self, entry: DocumentEntry) -> None:
        super().document(entry)
        what = entry.error.message if entry.error else entry.title or "(無題 / untitled)"
        counter = f"[{self.done}/{self.total}]"
        self._say(f"{counter} {entry.state:7} {one_line(entry.path)} {entry.seconds:.1f}s {what}")

    def end(self, manifest: Manifest, where: str) -> None:
        self._say(f"{totals_line(manifest)} ({manifest.run.seconds:.0f}s) → {where}")

    def note(self, text: str) -> None:
        self._say(text)

    def _say(self, line: str) -> None:
        print(line, file=self.stream, flush=True)


class JsonView(_View):
    """An object for each event, one a line, for programs: ``time``, ``level``, ``event`` and the event's own fields."""

    def begin(self, total: int, standing: int) -> None:
        super().begin(total, standing)
        self._say("info", "begin", total=total, standing=standing)

    def document(self, entry: DocumentEntry) -> None:
        super().document(entry)
        level = {"failed": "error", "review": "warning"}.get(entry.state, "info")
        fields = entry.model_dump(mode="json", include=_LOGGED)
        self._say(level, "document", done=self.done, total=self.total, **fields)

    def end(self, manifest: Manifest, where: str) -> None:
        run = manifest.run
        self._say("info", "end", run=run.id, seconds=run.seconds, where=where, **manifest.totals.model_dump())

    def note(self, text: str) -> None:
        self._say("info", "note", message=text)

    def _say(self, level: str, event: str, **fields: Any) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = {"time": now, "level": level, "event": event, **fields}
        print(orjson.dumps(line).decode(), file=self.stream, flush=True)


_LOGGED = {"path", "state", "seconds", "peak_memory_mb", "plan_id", "attempts", "diagnostics", "error"}


class LiveView(_View):
    """Bar, pace, time left, and the slowest documents so far, redrawn in place; failures scroll by above."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._console = Console(file=stream)
        self._live = Live(console=self._console, refresh_per_second=4, transient=True)
        self._slowest: list[tuple[float, str]] = []
        self._bar = RichProgress(TextColumn("抽出 / extracting"), BarColumn(), MofNCompleteColumn())
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()

    def begin(self, total: int, standing: int) -> None:
        super().begin(total, standing)
        self._slowest.clear()
        self._bar.reset(self._task, total=total)
        self._live.update(self._rendered())

    def document(self, entry: DocumentEntry) -> None:
        super().document(entry)
        self._bar.update(self._task, completed=self.done)
        keep = heapq.heappush if len(self._slowest) < _SLOWEST else heapq.heappushpop
        keep(self._slowest, (entry.seconds, one_line(entry.path)))
        if entry.error is not None:
            self._console.print(Text(f"✗ {one_line(entry.path)}  {entry.error.message}", style="red"))
        self._live.update(self._rendered())

    def end(self, manifest: Manifest, where: str) -> None:
        self._live.update(Text(""), refresh=True)
        self._console.print(totals_table(manifest))
        self._console.print(Text(f"→ {where}"))

    def note(self, text: str) -> None:
        self._console.print(Text(text, style="dim"))

    def _rendered(self) -> RenderableType:
        left = "-" if self.left is None else str(self.left)
        pace = f"失敗 / failed {self.failed}   {self.per_minute:.0f} 件/分 docs/min   残り / ETA {left}"
        slow = Table.grid(padding=(0, 2))
        for seconds, path in sorted(self._slowest, reverse=True):
            slow.add_row(Text(f"{seconds:6.1f}s", style="dim"), Text(path, style="dim"))
        return Group(self._bar, Text(pace, style="red" if self.failed else ""), Text("最も遅い文書 / slowest"), slow)


def totals_line(manifest: Manifest) -> str:
    """``正常 / ok 3, 失敗 / failed 1``, the states that occur."""
    counts = manifest.totals.model_dump()
    return ", ".join(f"{label} {counts[state]}" for state, label in _STATES.items() if counts[state]) or "0"


def totals_table(manifest: Manifest) -> Table:
    """The states and their counts, and the first failures."""
    counts = manifest.totals.model_dump()
    table = Table(title=f"dxextract batch {manifest.run.id}", title_justify="left", show_header=False, min_width=44)
    for state, label in _STATES.items():
        table.add_row(Text(label, style=_STYLES[state]), Text(str(counts[state])))
    return table


def one_line(path: str) -> str:
    """`path` with its control characters escaped: a file name may hold a newline, or steer a terminal."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in path)
