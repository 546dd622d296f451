"""Work shared out among processes: a long document is read by as many as the machine has processors.

Decides how many processes take part and which of them does what: all take the next piece from one queue, so that none
waits while another has work left. Where the system cannot copy a process safely (it is not Linux, or other threads run,
as in a server, or in a worker of a batch, whose neighbours use the other processors) there is one process, with the
same results. What the pieces are is not decided here.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import IO, Generic, NoReturn, TypeVar

_T = TypeVar("_T")
_MOST = 4
"""More processes would gain little, as the stages after reading take a third of the time, and each needs memory."""
_NUMBER = struct.Struct("!I")


def processes_for(pieces: int, wanted: int | None) -> int:
    """How many processes, this one among them, are to do `pieces`; `wanted` as set (None: as many as help)."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return max(1, min(pieces, wanted or min(_MOST, len(os.sched_getaffinity(0)))))


def shared_out(work: Callable[[int], _T], pieces: int, processes: int) -> list[_T]:
    """``[work(0), …, work(pieces - 1)]``, by `processes` processes, this one among them.

    `work` gives what pickle takes, and the same in every process. What another process did not finish (it was ended, a
    disk is full) is done here in the end, so whatever `work` raises is raised here.
    """
    with begun(work, pieces, processes) as results:
        return results()


@contextmanager
def begun(work: Callable[[int], _T], pieces: int, processes: int) -> Iterator[Callable[[], list[_T]]]:
    """What `shared_out` does, with time for something else in this process before it takes part.

    The other processes begin at once; the function that is given does what is left with them, and returns everything.
    """
    with _queue(pieces) as queue, ExitStack() as stack:
        files = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(processes - 1)]
        helpers = [stack.enter_context(closing(_Helper(work, queue, file))) for file in files]

        def results() -> list[_T]:
            done = {piece: work(piece) for piece in _taken(queue)}
            for helper in helpers:
                done.update(helper.answers())
            return [done[piece] if piece in done else work(piece) for piece in range(pieces)]

        yield results


@contextmanager
def _queue(pieces: int) -> Iterator[int]:
    """A pipe full of the pieces' numbers: a process takes one by reading, and no two read the same."""
    queue, inlet = os.pipe()
    try:
        with os.fdopen(inlet, "wb") as numbers:
            numbers.writelines(_NUMBER.pack(piece) for piece in range(pieces))
        yield queue
    finally:
        os.close(queue)


def _taken(queue: int) -> Iterator[int]:
    while number := os.read(queue, _NUMBER.size):
        yield _NUMBER.unpack(number)[0]


class _Helper(Generic[_T]):
    """A copy of this process that takes pieces from the queue too, and writes what comes of them to `file`."""

    def __init__(self, work: Callable[[int], _T], queue: int, file: IO[bytes]) -> None:
        self._file = file
        self._pid = os.fork()
        if self._pid == 0:
            _serve(work, queue, file)

    def answers(self) -> Iterator[tuple[int, _T]]:
        """What it has done, when it has ended."""
        os.waitpid(self._pid, 0)
        self._pid = 0
        self._file.seek(0)
        try:
            while True:
                yield pickle.load(self._file)
        except (EOFError, pickle.UnpicklingError):  # all is read, or it was ended in the middle of an answer
            return

    def close(self) -> None:
        """End it if it still runs."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)


def _serve(work: Callable[[int], _T], queue: int, answers: IO[bytes]) -> NoReturn:
    """The helper's life. It ends without the clearing up that is its parent's, and without a word: see `shared_out`."""
    try:
        for piece in _taken(queue):
            pickle.dump((piece, work(piece)), answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
    finally:
        os._exit(0)
