"""The documentation site builds without a warning and needs no network; every command in the docs runs."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dxextract.cli import app
from dxextract.export.json import write_plan
from plans import pdf_plan

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(ROOT.glob("docs/*.md"))
BLOCK = re.compile(r"^```bash\n(.*?)^```", re.DOTALL | re.MULTILINE)
RUN_ELSEWHERE = {
    "dxextract review": "a server, which tests/review starts",
    "dxextract batch": "starts a Prefect server, as tests/batch does",
    "prefect ": "needs a server, as in tests/flows",
    "curl ": "asks the server of the review, which tests/review asks",
    "pip install": "installs from the network; CI installs every extra",
    "apt-get": "needs root; .ci/run installs what it names",
    ".venv/bin/": "installs from the network; the README's first command, which CI runs",
}


def commands_of(page: Path) -> list[str]:
    """The command lines of a page's bash blocks, those that go on behind a backslash joined."""
    text = "\n".join(BLOCK.findall(page.read_text("utf-8"))).replace("\\\n", " ")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the pages speak of: the samples, their output, a plan of one's own and rules of one's own."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "samples", folder / "samples", ignore=shutil.ignore_patterns("expected", "sources"))
    shutil.copytree(ROOT / "samples" / "expected", folder / "output")
    shutil.copy(ROOT / "samples" / "shiomi.pdf", folder / "plan.pdf")
    for name in ("old.json", "new.json"):
        write_plan(pdf_plan(), folder / name)
    rules = (ROOT / "docs" / "rules.md").read_text("utf-8")
    (folder / "my.yaml").write_text(re.findall(r"```yaml\n(family:.*?)```", rules, re.DOTALL)[0], "utf-8")
    return folder


@pytest.mark.parametrize("page", [page for page in PAGES if commands_of(page)], ids=lambda page: page.name)
def test_every_command_of_a_page_runs(page: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace)
    for line in commands_of(page):
        if line.startswith(tuple(RUN_ELSEWHERE)):
            continue
        words = shlex.split(line, comments=True)
        with monkeypatch.context() as environment:
            while "=" in words[0]:
                environment.setenv(*words.pop(0).split("=", 1))
            assert words[0] == "dxextract", f"{page.name}: {line}"
            # What a page writes, another may have written before.
            for option in ("--out", "--html"):
                if option in words:
                    target = workspace / words[words.index(option) + 1]
                    if words[1] in ("export", "compare", "diff") and target.exists():
                        words.append("--force")
            done = CliRunner().invoke(app, words[1:])
        assert done.exit_code == 0, (page.name, line, done.output, done.exception)


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", tmp_path / "site"]
    run = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    pages = {page.stem for page in PAGES}
    built = {page.stem for page in (tmp_path / "site").glob("*.html")}
    assert pages <= built
    for page in (tmp_path / "site").glob("*.html"):
        html = page.read_text("utf-8")
        fetched = re.findall(r"""<(?:script|img|link|iframe)[^>]+(?:src|href)=["']?((?:https?:)?//[^"' >]+)""", html)
        assert not fetched, (page.name, fetched)
    assert 'lang="ja"' in (tmp_path / "site" / "index.html").read_text("utf-8")
