"""Work shared out among processes: the same results as by one, whatever becomes of the others."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from dxextract.settings import Settings
from dxextract.side_by_side import begun, shared_out
from read.pdf_builder import PageSpec, build_pdf, read_pdf

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process reads alone")

HERE = os.getpid()
PATIENCE = 60.0


def meeting() -> Callable[[int], tuple[int, int]]:
    """Work whose first piece here waits until another process has done one: (piece, process)."""
    listening, telling = os.pipe()

    def work(piece: int) -> tuple[int, int]:
        if os.getpid() != HERE:
            os.write(telling, b".")
        elif listening in select.select([listening], [], [], PATIENCE)[0]:
            os.set_blocking(listening, False)
        return piece, os.getpid()

    return work


def test_both_processes_take_from_one_queue_and_results_keep_their_order() -> None:
    results = shared_out(meeting(), 50, 2)
    assert [piece for piece, _ in results] == list(range(50))
    assert len({process for _, process in results}) == 2


def test_the_others_begin_before_this_one_takes_part() -> None:
    listening, telling = os.pipe()

    def work(piece: int) -> tuple[int, bool]:
        os.write(telling, b".")
        return piece, os.getpid() == HERE

    with begun(work, 5, 2) as results:
        assert listening in select.select([listening], [], [], PATIENCE)[0]  # this one has done nothing yet
        found = results()
    assert [piece for piece, _ in found] == list(range(5))
    assert not all(here for _, here in found)


def dies(piece: int) -> int:
    if os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return piece * piece


def raises(piece: int) -> int:
    if os.getpid() != HERE:
        raise KeyboardInterrupt
    return piece * piece


def gives_what_no_pickle_takes(piece: int) -> object:
    return piece * piece if os.getpid() == HERE else [b"x" * 100_000, threading.Lock()]


@pytest.mark.parametrize("work", [dies, raises, gives_what_no_pickle_takes])
def test_what_another_process_did_not_finish_is_done_here(work: Callable[[int], int], capfd) -> None:
    assert shared_out(work, 30, 3) == [piece * piece for piece in range(30)]
    assert capfd.readouterr().err == ""


def test_an_error_here_ends_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    listening, telling = os.pipe()
    fork, forked = os.fork, []

    def told_fork() -> int:
        forked.append(fork())
        return forked[-1]

    def work(piece: int) -> int:
        if os.getpid() == HERE:
            raise ValueError(piece)
        return len(os.read(listening, 1))  # nobody ever writes: it would wait for ever

    monkeypatch.setattr(os, "fork", told_fork)
    with pytest.raises(ValueError, match=r"^\d+$"):
        shared_out(work, 10, 4)
    assert len(forked) == 3
    for process in forked:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)
    os.close(telling)


ASKED = """
import threading
from dxextract.side_by_side import processes_for
print([processes_for(*asked) for asked in [(10, 3), (2, 3), (0, 3), (0, None), (9, 1)]])
release = threading.Event()
threading.Thread(target=release.wait, daemon=True).start()
print([processes_for(*asked) for asked in [(10, 3), (10, None)]])
release.set()
"""


def test_as_many_processes_as_wanted_never_more_than_pieces_and_one_among_threads() -> None:
    # in an interpreter of its own: this one may have threads of other tests
    told = subprocess.run([sys.executable, "-c", ASKED], check=True, capture_output=True, text=True).stdout
    assert told.split("\n")[:2] == ["[3, 2, 1, 1, 1]", "[1, 1]"]


def test_a_long_document_is_read_alike_by_any_number_of_processes() -> None:
    nobody_can_read = "BT /U1 12 Tf 100 700 Td <004100420043> Tj ET"
    pages = [
        PageSpec(nobody_can_read if n % 3 == 0 else f"BT /F1 12 Tf 100 700 Td (page {n}) Tj ET") for n in range(90)
    ]
    data = build_pdf(pages)
    alone, *others = (read_pdf(Path("long.pdf"), data, Settings(ocr="off", reading_processes=n)) for n in (1, 2, 4))
    assert [page.number for page in alone.pages] == list(range(1, 91))
    assert len(alone.notices) == 60
    assert all(other == alone for other in others)
