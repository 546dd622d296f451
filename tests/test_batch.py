"""Which files are read, where each is written, and that one document's failure is its own."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from dxextract.batch import Input, Job, Outcome, find_inputs, plan_jobs, prepare_output, run_jobs
from dxextract.errors import OutputNotWritableError


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def test_a_folder_gives_its_plans_at_any_depth(tmp_path: Path) -> None:
    make(tmp_path, "b.PDF", "a.txt", "sub/deep/c.md", "notes.docx", "plan.json", ".hidden.txt", ".git/d.txt")
    inputs, problems = find_inputs([tmp_path])
    assert [(item.path.name, item.folder) for item in inputs] == [
        ("a.txt", Path()),
        ("b.PDF", Path()),
        ("c.md", Path("sub/deep")),
    ]
    assert problems == ()


def test_a_named_file_is_taken_whatever_its_name_and_only_once(tmp_path: Path) -> None:
    make(tmp_path, "plan.dat", "in/a.txt")
    inputs, _ = find_inputs([tmp_path / "plan.dat", tmp_path / "in", tmp_path / "in" / ".." / "in" / "a.txt"])
    assert [item.path.name for item in inputs] == ["plan.dat", "a.txt"]


def test_wrong_paths_are_named_beside_what_was_found(tmp_path: Path) -> None:
    make(tmp_path, "in/a.txt")
    (tmp_path / "empty").mkdir()
    inputs, problems = find_inputs([tmp_path / "gone.pdf", tmp_path / "empty", tmp_path / "in"])
    assert [item.path.name for item in inputs] == ["a.txt"]
    assert [problem.code for problem in problems] == ["E101", "E108"]


@pytest.mark.parametrize(
    ("paths", "targets"),
    [
        (["a.pdf", "b.txt"], ["a.json", "b.json"]),
        (["a.pdf", "a.txt", "b.txt"], ["a.pdf.json", "a.txt.json", "b.json"]),
        (["a.pdf", "A.txt"], ["a.pdf.json", "A.txt.json"]),
        (["が.pdf", "か\u3099.txt"], ["が.pdf.json", "か\u3099.txt.json"]),
        (["x/a.pdf", "y/a.pdf"], ["x-a.pdf.json", "y-a.pdf.json"]),
        (["x/a.pdf", "x/a.txt", "x/a.pdf.md"], ["x-a.pdf.json", "a.txt.json", "a.pdf.md.json"]),
    ],
)
def test_every_input_has_a_target_of_its_own(paths: list[str], targets: list[str]) -> None:
    jobs = plan_jobs([Input(Path(path)) for path in paths], Path("out"))
    assert [job.target for job in jobs] == [Path("out", target) for target in targets]


def test_same_name_in_same_named_folders_is_told_apart(tmp_path: Path) -> None:
    inputs = [Input(tmp_path / top / "x" / "a.pdf") for top in ("1", "2")]
    jobs = plan_jobs(inputs, Path("out"))
    assert len({job.target for job in jobs}) == 2
    assert jobs == plan_jobs(inputs, Path("out"))


def test_a_folder_keeps_its_structure() -> None:
    inputs = [Input(Path("in/x/a.pdf"), Path("x")), Input(Path("in/y/a.pdf"), Path("y"))]
    assert [job.target for job in plan_jobs(inputs, Path("out"))] == [Path("out/x/a.json"), Path("out/y/a.json")]


def test_output_folder_is_made_and_left_clean(tmp_path: Path) -> None:
    prepare_output(tmp_path / "new" / "out")
    assert list((tmp_path / "new" / "out").iterdir()) == []


def test_output_below_a_file_is_refused(tmp_path: Path) -> None:
    make(tmp_path, "file")
    with pytest.raises(OutputNotWritableError):
        prepare_output(tmp_path / "file" / "out")


def by_name(job: Job) -> Outcome:
    """A task that does what the name of its source says; runs in worker processes."""
    name = job.source.name
    if name.startswith("kill"):
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(job, 0.0, title=name)


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_every_job_has_one_outcome(workers: int) -> None:
    jobs = [Job(Path(f"{n}.txt"), Path(f"{n}.json")) for n in range(5)]
    outcomes = list(run_jobs(jobs, workers, by_name))
    assert sorted(outcome.title or "" for outcome in outcomes) == [f"{n}.txt" for n in range(5)]


def test_a_killed_worker_takes_only_its_own_document() -> None:
    names = ["0.txt", "kill1.txt", "2.txt", "3.txt", "4.txt", "kill5.txt", "6.txt"]
    jobs = [Job(Path(name), Path(f"{name}.json")) for name in names]
    outcomes = {outcome.job.source.name: outcome for outcome in run_jobs(jobs, 2, by_name)}
    assert set(outcomes) == set(names)
    lost = {name for name, outcome in outcomes.items() if outcome.failure is not None}
    assert lost == {"kill1.txt", "kill5.txt"}
    assert (outcomes["kill1.txt"].failure or "").startswith("E113 kill1.txt: ")
