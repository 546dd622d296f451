"""What Prefect's server is told of the tasks of a run: where each stands, in bundles, every two seconds.

Prefect's own way is an event for each state of each task (pending, running, completed), each sent and stored by itself,
which takes 7 ms of processors for a document. Here a state that another has followed meanwhile is not told: of most
documents the server hears once, when they are done. It stores for each the task run with its name, its times, its
attempts and its last state, as it would have by the other way; between the two lies only the list of states that a
task went through. Decides that and the form of an event (https://docs.prefect.io/v3/api-ref/rest-api, "Create Events").
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from typing import Any
from uuid import UUID

from prefect import Task
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import State, TaskRun
from prefect.events.clients import NullEventsClient
from prefect.events.worker import EventsWorker

_EVERY = 2.0
_BUNDLE = 200
"""Events in one request: some 300 kB, which the server takes in at once."""
_OF_THE_EVENT = {"id", "created", "updated", "flow_run_id", "state_id", "state_type", "state_name", "state"}
_OF_THE_SERVER = {"estimated_start_time_delta", "estimated_run_time"}


class TaskRecords:
    """What is to be told. `follow` a task, and what becomes of its runs is told. Used from several threads."""

    def __init__(self) -> None:
        self._news: dict[UUID, TaskRun] = {}
        self._lock = threading.Lock()
        self._ended = False
        self._now = threading.Event()

    def follow(self, task: Task[..., Any]) -> Task[..., Any]:
        """The same task, with what this needs to know of its runs."""
        return task.with_options(on_running=[self._note], on_completion=[self._note], on_failure=[self._note])

    def _note(self, _task: Task[..., Any], run: TaskRun, _state: State[Any]) -> None:
        with self._lock:
            self._news[run.id] = run

    def keep_telling(self) -> None:
        """Tell what is new, now and again, until `end`."""
        with get_client(sync_client=True) as client:
            while not self._ended:
                self._now.wait(_EVERY)
                self._now.clear()
                self._tell(client)
            self._tell(client)

    def tell_now(self) -> None:
        """Let `keep_telling` wait no longer."""
        self._now.set()

    def end(self) -> None:
        """Let `keep_telling` come to its end."""
        self._ended = True
        self._now.set()

    def _tell(self, client: SyncPrefectClient) -> None:
        with self._lock:
            news, self._news = list(self._news.values()), {}
        while news:
            try:
                bundle = [_event(run) for run in news[:_BUNDLE]]
                client.request("POST", "/events", json=bundle).raise_for_status()
            except Exception:
                # A server that does not answer now may do so later; the manifest waits for no record.
                with self._lock:
                    self._news = {**{run.id: run for run in news}, **self._news}
                return
            del news[:_BUNDLE]


@contextmanager
def told_in_bundles() -> Iterator[TaskRecords]:
    """Records of the tasks that run meanwhile, in the place of what Prefect would tell; all told at the end."""
    records = TaskRecords()
    thread = threading.Thread(target=copy_context().run, args=(_quietly, records.keep_telling), daemon=True)
    EventsWorker.set_client_override(NullEventsClient)
    thread.start()
    try:
        yield records
    finally:
        records.end()
        thread.join()
        EventsWorker.set_client_override(None)


def _quietly(tell: Any) -> None:
    with suppress(Exception):
        tell()


def _event(run: TaskRun) -> dict[str, Any]:
    """The event that says where `run` stands, as Prefect's task engine would have sent it."""
    state = run.state
    assert state is not None
    details = state.state_details.model_dump(mode="json", exclude_none=True, exclude={"flow_run_id", "task_run_id"})
    return {
        "id": str(state.id),
        "occurred": state.timestamp.isoformat(),
        "event": f"prefect.task-run.{state.name}",
        "resource": {
            "prefect.resource.id": f"prefect.task-run.{run.id}",
            "prefect.resource.name": run.name,
            "prefect.run-count": str(run.run_count),
            "prefect.state-message": state.message or "",
            "prefect.state-name": state.name or "",
            "prefect.state-timestamp": state.timestamp.isoformat(),
            "prefect.state-type": state.type.value,
            "prefect.orchestration": "client",
        },
        "related": [
            {"prefect.resource.id": f"prefect.flow-run.{run.flow_run_id}", "prefect.resource.role": "flow-run"}
        ],
        "payload": {
            "intended": {"from": None, "to": state.type.value},
            "initial_state": None,
            "validated_state": {
                "type": state.type.value,
                "name": state.name,
                "message": state.message,
                "state_details": details,
                "data": None,
            },
            "task_run": run.model_dump(mode="json", exclude_none=True, exclude=_OF_THE_EVENT | _OF_THE_SERVER),
        },
    }
