"""One batch at a time in an output folder: a lock of the operating system, which a crash does not leave behind.

Decides how it is taken (never waits) and what the refused batch is told about the one that runs. Guards the batches
of one machine, and of those that share a file system with working locks (NFS 4, SMB).
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import portalocker

from dxextract.errors import BatchRunningError, OutputNotWritableError


@contextmanager
def locked(file: Path, subject: str) -> Iterator[None]:
    """Hold the lock `file`, made when missing; `subject` is what the error calls it. Raises BatchRunningError."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as problem:
        raise OutputNotWritableError(subject, problem.strerror or "") from problem
    try:
        try:
            portalocker.lock(descriptor, portalocker.LOCK_EX | portalocker.LOCK_NB)
        except portalocker.LockException as problem:
            holder = os.pread(descriptor, 200, 0).decode("utf-8", "replace") if hasattr(os, "pread") else ""
            raise BatchRunningError(subject, holder.strip()) from problem
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"pid {os.getpid()} on {socket.gethostname()}\n".encode())
        yield
    finally:
        os.close(descriptor)  # which gives the lock back; the file stays, for another batch may have opened it
