"""`dxextract doctor` tells what is there and what is not; shell completion is there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dxextract.cli import app
from dxextract.doctor import examine


def test_a_complete_installation_is_found_complete() -> None:
    findings = {finding.name: finding for finding in examine()}
    required = [finding for finding in findings.values() if finding.needed_for is None]
    assert len(required) == 4
    assert all(finding.state == "ok" and finding.detail for finding in required)
    assert findings["dxextract[export]"].detail.startswith("pyarrow ")
    done = CliRunner().invoke(app, ["doctor", "--json"])
    assert done.exit_code == 0
    assert [one["name"] for one in json.loads(done.stdout)] == list(findings)
    assert "tesseract" in CliRunner().invoke(app, ["doctor"]).stdout


def test_programs_that_are_missing_are_named_with_their_remedy(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dxextract", "doctor", "--json"]
    run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PATH": str(tmp_path)}, check=True)
    (tesseract,) = (one for one in json.loads(run.stdout) if one["name"] == "tesseract")
    assert (tesseract["state"], "tesseract-ocr-jpn" in tesseract["remedy"]) == ("missing", True)


def test_a_broken_part_is_a_finding_and_an_exit_code(tmp_path: Path) -> None:
    (tmp_path / "pypdfium2.py").write_text("raise ImportError('no library')")
    path = os.pathsep.join([str(tmp_path), *sys.path])
    command = [sys.executable, "-m", "dxextract", "doctor", "--json"]
    run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path}, check=False)
    assert run.returncode == 1
    (pdfium,) = (one for one in json.loads(run.stdout) if one["name"] == "PDFium")
    assert (pdfium["state"], pdfium["detail"]) == ("broken", "ImportError: no library")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    environment = {**os.environ, "_DXEXTRACT_COMPLETE": f"source_{shell}"}
    program = "import sys; sys.argv = ['dxextract']; from dxextract.cli import main; main()"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False)
    assert "_DXEXTRACT_COMPLETE" in run.stdout, run.stderr


def test_completion_offers_commands() -> None:
    environment = {
        **os.environ,
        "_DXEXTRACT_COMPLETE": "complete_bash",
        "COMP_WORDS": "dxextract ex",
        "COMP_CWORD": "1",
    }
    program = "import sys; sys.argv = ['dxextract']; from dxextract.cli import main; main()"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False)
    assert run.stdout.split() == ["extract", "export"]
