"""The child's side of a worker process: `main` serves one job after the other.

Decides what the child does about its limits: it caps its own memory, ends itself when it hangs in code that never lets
go of the interpreter, and dies with its parent. It speaks pickled messages, each with its length in front, on the pipes
that were its stdin and stdout; what libraries print goes to stderr.

Messages: the parent sends `Start` once, then ``(task, job)`` pairs; the child answers with `Ready` once, then with
`Done` or `Raised`.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import queue
import signal
import struct
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

_LENGTH = struct.Struct("!Q")
_GRACE = 30.0
"""Seconds beyond the time limit after which the child ends itself, should its parent not have done so."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a child must know first: where modules are found, its limits (None: none), and whether to load all now."""

    path: tuple[str, ...]
    seconds: float | None
    memory_mb: int | None
    warm: bool


@dataclass(frozen=True, slots=True)
class Ready:
    """The child has loaded what it needs."""


@dataclass(frozen=True, slots=True)
class Done:
    """What the task returned, and the peak of the process's memory meanwhile in MB (None where unknown)."""

    result: Any
    peak_mb: float | None


@dataclass(frozen=True, slots=True)
class Raised:
    """The task raised, which is a fault of the program."""

    message: str


def send(stream: BinaryIO, message: object) -> None:
    """Write `message` with its length in front."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """The next message. Raises EOFError where the other side is gone."""
    return pickle.loads(_frame(stream))


def _frame(stream: BinaryIO) -> bytes:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def resident_mb(pid: int | str = "self") -> float | None:
    """The memory that the process holds now in MB; None where the system does not say (not Linux)."""
    return _status_mb(pid, "VmRSS")


def main() -> None:
    """Serve until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C in the terminal is the parent's to handle
    incoming, outgoing = _own_pipes()
    start: Start = receive(incoming)
    sys.path[:] = [*start.path, *(entry for entry in sys.path if entry not in start.path)]
    jobs: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(incoming, jobs), daemon=True).start()
    if start.warm:
        _warm_up()
    _cap_memory(start.memory_mb)
    send(outgoing, Ready())
    while True:
        task, job = pickle.loads(jobs.get())
        _forget_peak()
        if start.seconds is not None:
            faulthandler.dump_traceback_later(start.seconds + _GRACE, exit=True)
        try:
            answer: Done | Raised = Done(task(job), _peak_mb())
        except Exception as problem:
            answer = Raised(f"{type(problem).__name__}: {problem}")
        faulthandler.cancel_dump_traceback_later()
        try:
            send(outgoing, answer)
        except BrokenPipeError:
            os._exit(1)  # the parent is gone: nobody waits for the answer, and nobody wants a traceback


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """stdin and stdout as this module's own; afterwards reading stdin gives nothing and printing goes to stderr."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return incoming, outgoing


def _listen(incoming: BinaryIO, jobs: queue.SimpleQueue[Any]) -> None:
    """Hand on what the parent sends; when it is gone, end this process and what it started, at once."""
    with suppress(OSError, EOFError):
        while True:
            # Read here, understood by the other thread: a message may import a module, and this thread must not wait.
            jobs.put(_frame(incoming))
    if hasattr(os, "killpg") and os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _warm_up() -> None:
    """Load what every document needs, so that no document's time or memory pays for it."""
    import dxextract.pipeline  # noqa: F401
    from dxextract.language.pipeline import pipeline
    from dxextract.rules import load_rules

    load_rules()
    pipeline()


def _cap_memory(memory_mb: int | None) -> None:
    """Let allocations fail that would take the process more than `memory_mb` beyond what it has mapped by now."""
    mapped = _status_mb("self", "VmSize")
    if memory_mb is None or mapped is None:
        return
    import resource

    limit = int((mapped + memory_mb) * 1024 * 1024)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _forget_peak() -> None:
    """Begin a new peak (Linux: writing 5 to clear_refs resets VmHWM)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak_mb() -> float | None:
    return _status_mb("self", "VmHWM")


def _status_mb(pid: int | str, field: str) -> float | None:
    try:
        with Path(f"/proc/{pid}/status").open() as lines:
            for line in lines:
                if line.startswith(field):
                    return int(line.split()[1]) / 1024
    except (OSError, ValueError):
        pass
    return None
