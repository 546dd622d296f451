"""schemathesis against the whole API, from its own description: nothing makes the server fail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error

from dxextract.review.app import Options, create_app
from dxextract.review.workspace import Workspace
from review.conftest import SAMPLES, copied

HEADERS = {"host": "127.0.0.1:8765"}
RUN = settings(
    max_examples=25,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
OPERATIONS = [
    operation.ok().label
    for operation in schemathesis.openapi.from_asgi(
        "/api/openapi.json", create_app(Workspace(Path("nowhere")), Options()), headers=HEADERS
    ).get_all_operations()
]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Any:
    out = copied(tmp_path_factory.mktemp("fuzz"), "midorino.pdf", "midorino.txt")
    app = create_app(Workspace(out, (SAMPLES,)), Options())
    return schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HEADERS)


@pytest.mark.parametrize("label", OPERATIONS)
def test_nothing_makes_the_server_fail(described: Any, label: str) -> None:
    operation = next(item.ok() for item in described.get_all_operations() if item.ok().label == label)
    turn = 0

    @RUN
    @given(case=operation.as_strategy())
    def run(case: schemathesis.Case) -> None:
        nonlocal turn
        turn += 1
        # Most calls are about a plan that is there, so that they come further than «no such plan».
        if "name" in case.path_parameters and turn % 5:
            case.path_parameters["name"] = ("midorino.pdf", "midorino.txt")[turn % 2]
        case.validate_response(case.call(headers=HEADERS), checks=[not_a_server_error])

    run()


def test_the_description_covers_the_api() -> None:
    assert len(OPERATIONS) >= 15
