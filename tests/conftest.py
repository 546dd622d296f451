"""Options of the test suite."""

import pytest
from hypothesis import settings

# How long an example takes says nothing of the code: the first one loads the rules, and the machine may be busy.
settings.register_profile("dxextract", parent=settings.default, deadline=None)
settings.load_profile("dxextract")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-expected", action="store_true", help="write the samples' expected JSON anew")
