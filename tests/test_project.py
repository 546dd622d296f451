"""The distribution: what a wheel carries, and that the pinned versions cover what is asked for."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return {canonical(name): version for name, _, version in (line.partition("==") for line in lines) if version}


def test_every_direct_dependency_is_pinned() -> None:
    extras = PROJECT["optional-dependencies"]
    lines = [*PROJECT["dependencies"], *(line for extra in extras.values() for line in extra)]
    names = {canonical(re.split(r"[ <>=!;\[]", line)[0]) for line in lines} - {"dxextract"}
    assert names - set(pinned()) == set()


def test_prefect_is_kept_from_the_fastapi_that_crashes_it() -> None:
    assert "fastapi<0.151" in PROJECT["optional-dependencies"]["batch"]
    assert tuple(map(int, pinned()["fastapi"].split(".")))[:2] < (0, 151)


def test_the_wheel_carries_every_file_of_the_package(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("dxextract/")}
    source = ROOT / "src"
    files = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    assert carried == {name for name in files if "__pycache__" not in name and "/." not in name}
    assert {"dxextract/py.typed", "dxextract/schema/plan.schema.json"} < carried


def test_modules_stay_short() -> None:
    files = [*ROOT.glob("src/**/*.py"), *ROOT.glob("flows/**/*.py")]
    long = {
        str(file.relative_to(ROOT)): count
        for file in files
        if (count := len(file.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}
