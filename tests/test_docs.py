"""The documentation says what the program does: commands, options, error codes, settings, links."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from dxextract import errors
from dxextract.cli import app
from dxextract.schema.kinds import RECORD_KINDS
from dxextract.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
READMES = ["README.md", "README.ja.md"]
PAGES = [*READMES, "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/{page.name}" for page in ROOT.glob("docs/*.md"))]
GROUP = typer.main.get_group(app)
COMMANDS = GROUP.commands
ERRORS = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)]


def text(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_readme_with_its_options(name: str, readme: str) -> None:
    assert f"`dxextract {name}" in text(readme)
    for parameter in COMMANDS[name].params:
        if parameter.param_type_name == "option" and parameter.name != "help":
            for option in parameter.opts:
                assert f"`{option}`" in text(readme), option


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_parameter_has_help_in_both_languages(name: str) -> None:
    command = COMMANDS[name]
    helps = [command.help or "", *(getattr(parameter, "help", None) or "" for parameter in command.params)]
    for line in helps:
        assert re.search("[ぁ-んァ-ヶ一-龠].* / .*[A-Za-z]", line), (name, line)
    run = subprocess.run(
        [sys.executable, "-m", "dxextract", name, "--help"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert f"dxextract {name}" in run.stdout


def test_help_loads_none_of_the_heavy_libraries() -> None:
    heavy = ("spacy", "sudachipy", "pypdfium2", "pdfplumber", "pydantic", "prefect")
    program = (
        "import sys\nsys.argv = ['dxextract', '--help']\nfrom dxextract.cli import main\n"
        f"try:\n    main()\nfinally:\n    print([m for m in {heavy!r} if m in sys.modules], file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stderr.strip() == "[]"


def test_importing_the_package_loads_nothing() -> None:
    program = "import sys, dxextract; print([m for m in sys.modules if m.startswith('dxextract.')])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_every_error_stands_in_the_table(error: type[errors.DxExtractError], readme: str) -> None:
    assert error is errors.DxExtractError or f"\n| {error.code} | " in text(readme)


def test_error_codes_are_used_once() -> None:
    codes = [error.code for error in ERRORS]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("readme", READMES)
def test_record_kinds_and_settings_are_named(readme: str) -> None:
    for kind in RECORD_KINDS:
        assert f"`{kind}`" in text(readme)
    for name, field in Settings.model_fields.items():
        assert f"\n| `DXEXTRACT_{name.upper()}` | {field.default} | " in text(readme)


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", text(page)):
        if not target.startswith("http"):
            assert ((ROOT / page).parent / target.partition("#")[0]).exists(), target


def test_readmes_link_each_other_and_show_the_same_commands() -> None:
    assert "(README.ja.md)" in text("README.md")
    assert "(README.md)" in text("README.ja.md")
    blocks = [re.findall(r"```bash\n(.*?)```", text(readme), re.DOTALL) for readme in READMES]
    assert blocks[0] == blocks[1]
    assert blocks[0][1] == "./check\n"
    assert "./check" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert "check" in (ROOT / ".ci" / "run").read_text("utf-8")
