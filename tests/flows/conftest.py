"""One temporary Prefect server for all tests of the flows: starting it takes seconds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import flows.extract_plans  # noqa: F401  (switches Prefect's telemetry off before Prefect is imported)


@pytest.fixture(scope="session", autouse=True)
def prefect_server() -> Iterator[None]:
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield
