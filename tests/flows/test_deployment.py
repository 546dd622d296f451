"""``prefect.yaml`` on a real server with a real worker: deployed, scheduled, run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from prefect.client.orchestration import get_client

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


def test_the_deployment_runs_in_a_work_pool(server: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(PLAN, "utf-8")
    prefect(server, "work-pool create dxextract --type process", "deploy --name nightly")
    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name("extract-plans/nightly")
        (schedule,) = deployment.schedules
        assert (schedule.active, schedule.schedule.model_dump()["cron"]) == (True, "0 2 * * *")
        parameters = {"source": str(tmp_path / "in"), "out": str(tmp_path / "out"), "workers": 1}
        run = client.create_flow_run_from_deployment(deployment.id, parameters=parameters)
    prefect(server, "worker start --pool dxextract --run-once --type process")
    with get_client(sync_client=True) as client:
        state = client.read_flow_run(run.id).state
    assert state is not None
    assert state.is_completed(), state
    assert states(load_manifest(tmp_path / "out")) == {"a.txt": "ok"}
