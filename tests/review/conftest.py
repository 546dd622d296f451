"""A review server as a user starts it, and a browser; both real."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu"]


class Server:
    """`dxextract review` in a process of its own; `address` has no slash at its end."""

    def __init__(self, out: Path, *options: str) -> None:
        self.out = out
        command = [sys.executable, "-m", "dxextract", "review", str(out), "--no-browser", "--port", "0", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found is not None, line
        self.announced = found[0]
        self.address = re.match(r"http://[^/]+", self.announced)[0]  # type: ignore[index]

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def copied(folder: Path, *names: str) -> Path:
    """An output folder with the samples' documents of these names."""
    out = folder / "out"
    out.mkdir()
    for name in names:
        shutil.copy(SAMPLES / "expected" / f"{name}.json", out / f"{name}.json")
    return out


@pytest.fixture
def serve() -> Iterator[Any]:
    """Starts servers and stops them."""
    servers: list[Server] = []

    def start(out: Path, *options: str) -> Server:
        servers.append(Server(out, *options))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, one for all tests."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page at the size of a small office screen; a script error on it fails the test."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="ja-JP")
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.set_default_timeout(10_000)
    yield opened
    context.close()
    assert errors == []
