"""One real Prefect server for all tests of the flows, started as a batch starts its own: it takes seconds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.server import starting_server


@pytest.fixture(scope="session")
def state_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where batches keep what is of no output folder."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="session")
def prefect_url(tmp_path_factory: pytest.TempPathFactory, state_dir: Path) -> Iterator[str]:
    """The API's URL of that server."""
    home = tmp_path_factory.mktemp("prefect")
    with starting_server(home, state_dir) as server:
        server.wait()
        # What a test's command needs of Prefect's is not to come from ~/.prefect.
        os.environ["PREFECT_HOME"] = str(home)
        yield server.url


@pytest.fixture
def server(prefect_url: str) -> Iterator[str]:
    """That server, as the one that flows of this process speak to."""
    from prefect.settings import PREFECT_API_URL, PREFECT_LOGGING_TO_API_ENABLED, temporary_settings

    with temporary_settings({PREFECT_API_URL: prefect_url, PREFECT_LOGGING_TO_API_ENABLED: False}):
        yield prefect_url
