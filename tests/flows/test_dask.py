"""The flow on a real Dask cluster of two worker processes, one of which is killed while it works."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from bad_inputs import PLAN
from batches import options, states
from dxextract.errors import ClusterError
from flows.running import run_once

distributed = pytest.importorskip("distributed", reason="needs dxextract[dask]")

_DOCUMENTS = 8


@pytest.mark.usefixtures("server")
def test_a_killed_worker_costs_no_document(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    for n in range(_DOCUMENTS):
        (folder / f"{n:02}.txt").write_text(PLAN.replace("5年間", f"5年間({n})"), "utf-8")
    (folder / "empty.txt").write_text("")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, worker_dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        pids = client.run(os.getpid)
        killed, over = threading.Event(), threading.Event()

        def kill_one_when_some_are_done() -> None:
            while len(list((tmp_path / "out").glob("*.json"))) < 3:
                if over.wait(0.02):
                    return
            os.kill(next(iter(pids.values())), signal.SIGKILL)
            killed.set()

        watcher = threading.Thread(target=kill_one_when_some_are_done)
        watcher.start()
        try:
            manifest = run_once(options(folder, tmp_path / "out"), 2, cluster.scheduler_address, "none")
        finally:
            over.set()
            watcher.join()
        assert killed.is_set()
    assert states(manifest) == {**{f"{n:02}.txt": "ok" for n in range(_DOCUMENTS)}, "empty.txt": "failed"}
    assert len(list((tmp_path / "out").glob("*.json"))) == _DOCUMENTS + 1


@pytest.mark.usefixtures("server")
def test_a_cluster_that_is_not_there_is_named(tmp_path: Path) -> None:
    import dask

    (tmp_path / "a.txt").write_text(PLAN, "utf-8")
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}), pytest.raises(ClusterError, match="E161"):
        run_once(options(tmp_path, tmp_path / "out"), 1, "tcp://127.0.0.1:1", "none")
