"""Where an export goes: written beside its target under a hidden name, and put in place when it is whole.

Decides that an existing target is refused unless it is to be replaced, and that a failed export leaves nothing behind.
In a folder that is replaced, files of the same names are; others in it are left alone.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dxextract.errors import OutputNotWritableError, TargetExistsError


def check_target(target: Path, force: bool) -> None:
    """Raises TargetExistsError where something that is no empty folder is at `target` and must not be replaced."""
    empty_folder = target.is_dir() and not any(target.iterdir())
    if target.exists() and not empty_folder and not force:
        raise TargetExistsError(str(target))


@contextmanager
def staged(target: Path, force: bool) -> Iterator[Path]:
    """A path beside `target` to write a file or a folder to; it takes the target's place when the block ends well.

    Raises TargetExistsError, or OutputNotWritableError for what the file system refuses.
    """
    check_target(target, force)
    stage = target.parent / f".dxextract-{os.getpid()}-{secrets.token_hex(4)}{target.suffix}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield stage
        if stage.exists():
            _put_in_place(stage, target)
    except OSError as problem:
        raise OutputNotWritableError(str(target), problem.strerror or str(problem)) from problem
    finally:
        if stage.is_dir():
            shutil.rmtree(stage, ignore_errors=True)
        else:
            stage.unlink(missing_ok=True)


def _put_in_place(stage: Path, target: Path) -> None:
    if not stage.is_dir():
        if target.is_dir():
            raise IsADirectoryError(21, "is a folder")
        stage.replace(target)
        return
    for file in sorted(path for path in stage.rglob("*") if path.is_file()):
        place = target / file.relative_to(stage)
        place.parent.mkdir(parents=True, exist_ok=True)
        file.replace(place)
    target.mkdir(exist_ok=True)
