"""``prefect.yaml`` on a real server with a real worker: deployed, scheduled, run."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.sorting import FlowRunSort

from bad_inputs import PLAN
from batches import states
from dxextract.schema.manifest import load_manifest

ROOT = Path(__file__).resolve().parents[2]


# Several commands in one process: each would import Prefect and its plugins anew.
PROGRAM = """
import sys
from prefect.cli import app
for command in sys.argv[1:]:
    sys.argv = ["prefect", "--no-prompt", *command.split()]
    try:
        app()
    except SystemExit as ended:
        if ended.code:
            raise
"""


def prefect(url: str, *commands: str) -> None:
    environment = {**os.environ, "PREFECT_API_URL": url, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run([sys.executable, "-c", PROGRAM, *commands], cwd=ROOT, env=environment, check=True)


@pytest.fixture
def standing_server(prefect_url: str, state_dir: Path, tmp_path: Path) -> Iterator[str]:
    """A server such as one leaves running (``prefect server start``); that of a batch knows no work pools."""
    from prefect.settings import PREFECT_API_URL, PREFECT_LOGGING_TO_API_ENABLED, temporary_settings

    assert prefect_url  # it left an empty database, which takes seconds to make
    home = tmp_path / "prefect"
    home.mkdir()
    (empty,) = state_dir.glob("prefect-*.db")
    shutil.copyfile(empty, home / "prefect.db")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--port", str(port)]
    environment = {**os.environ, "PREFECT_HOME": str(home), "PREFECT_SERVER_UI_ENABLED": "false"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            with suppress(OSError), urllib.request.urlopen(f"{url}/health"):
                break
            threading.Event().wait(0.1)
        with temporary_settings({PREFECT_API_URL: url, PREFECT_LOGGING_TO_API_ENABLED: False}):
            yield url
        process.terminate()


def test_the_deployment_runs_in_a_work_pool(standing_server: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(PLAN, "utf-8")
    parameters = {"source": str(tmp_path / "in"), "out": str(tmp_path / "out"), "workers": 1}
    prefect(
        standing_server,
        "work-pool create dxextract --type process",
        "deploy --name nightly",
        f"deployment run extract-plans/nightly --params {json.dumps(parameters, separators=(',', ':'))}",
        "worker start --pool dxextract --run-once --type process",
    )
    with get_client(sync_client=True) as client:
        (schedule,) = client.read_deployment_by_name("extract-plans/nightly").schedules
        run, *scheduled = client.read_flow_runs(sort=FlowRunSort.EXPECTED_START_TIME_ASC)
    assert (schedule.active, schedule.schedule.model_dump()["cron"]) == (True, "0 2 * * *")
    assert not any(later.state and later.state.is_final() for later in scheduled)
    assert run.state is not None
    assert run.state.is_completed(), run.state
    assert states(load_manifest(tmp_path / "out")) == {"a.txt": "ok"}
