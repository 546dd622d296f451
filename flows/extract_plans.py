"""A Prefect flow over a folder: one task for each document, each calling the same core as ``dxextract extract``.

Decides what Prefect sees: a task for each document, named after it, failed where the document failed, and a flow that
fails when any of them did. What a document gives is the core's business, and what was written is in the output folder:
Prefect's own records are not relied on.

    python -m flows.extract_plans FOLDER [--out DIR] [--workers N]
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

# Prefect reads these when it is imported: no telemetry, unless the user's own environment says otherwise.
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

from prefect import flow, task
from prefect.futures import wait
from prefect.task_runners import ProcessPoolTaskRunner, ThreadPoolTaskRunner

from dxextract.batch import Job, Outcome, find_inputs, plan_jobs, prepare_output, run_job


class DocumentFailedError(Exception):
    """One document gave no JSON; the message is the line that the command would print."""


class SomeDocumentsFailedError(Exception):
    """Some documents of the folder gave no JSON; the others are written. The message has a line for each."""


@task(name="extract-document", task_run_name="{job.source.name}")
def extract_document(job: Job) -> Outcome:
    """Extract and write one document. Raises DocumentFailedError."""
    outcome = run_job(job)
    if outcome.failure is not None:
        raise DocumentFailedError(outcome.failure.message)
    return outcome


# One thread, for PDFium is not thread-safe; more at once means processes. Prefect's own generic types do not agree with
# its own runners, hence the ignored arguments.
@flow(
    name="extract-plans",
    task_runner=ThreadPoolTaskRunner(max_workers=1),  # type: ignore[arg-type]
    validate_parameters=False,
)
def extract_plans(folder: Path, out: Path = Path("output")) -> tuple[Outcome, ...]:
    """Extract every plan below `folder` into `out`; the outcomes in the order of the files.

    Raises NoPlansFoundError, OutputNotWritableError, or SomeDocumentsFailedError once all documents have been tried.
    """
    inputs, problems = find_inputs([folder])
    if problems:
        raise problems[0]
    prepare_output(out)
    futures = [extract_document.submit(job) for job in plan_jobs(inputs, out)]
    wait(futures)
    outcomes = [future.result(raise_on_failure=False) for future in futures]
    failures = [outcome for outcome in outcomes if not isinstance(outcome, Outcome)]
    if failures:
        lines = "\n".join(map(str, failures))
        raise SomeDocumentsFailedError(f"{len(failures)} of {len(outcomes)} documents failed:\n{lines}")
    return tuple(outcomes)


def main() -> None:
    """The command line of the flow."""
    parser = argparse.ArgumentParser(description="Extract every plan below a folder, as a Prefect flow.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("output"))
    parser.add_argument("--workers", type=int, default=1, help="number of worker processes")
    options = parser.parse_args()
    chosen = extract_plans
    if options.workers > 1:
        runner = ProcessPoolTaskRunner(max_workers=options.workers)
        chosen = extract_plans.with_options(task_runner=runner)  # type: ignore[arg-type]
    chosen(options.folder, options.out)


if __name__ == "__main__":
    main()
