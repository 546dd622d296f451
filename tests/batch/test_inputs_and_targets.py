"""Which files are read, and where each is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxextract.batch import Input, find_inputs, plan_jobs, prepare_output
from dxextract.batch.targets import plan_targets
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
        (["manifest.pdf", "a.review.txt"], ["manifest.pdf.json", "a.review.txt.json"]),
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
    with pytest.raises(OutputNotWritableError, match=r"file: .*not a folder"):
        prepare_output(tmp_path / "file")


def test_a_name_that_a_document_has_stays_its_own_when_others_come() -> None:
    inputs = [Input(Path(name)) for name in ("a.pdf", "a.txt", "b.txt")]
    kept = {Path("a.pdf"): Path("a.json")}
    assert plan_targets(inputs, kept) == (Path("a.json"), Path("a.txt.json"), Path("b.json"))


def test_linked_folders_are_followed_and_a_loop_is_named(tmp_path: Path) -> None:
    make(tmp_path, "in/sub/a.txt", "elsewhere/b.txt")
    (tmp_path / "in" / "linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / "sub" / "up").symlink_to(tmp_path / "in")
    inputs, problems = find_inputs([tmp_path / "in"])
    assert [item.path.name for item in inputs] == ["b.txt", "a.txt"]
    assert [(problem.code, problem.subject) for problem in problems] == [("E162", str(tmp_path / "in/sub/up"))]


def test_a_link_to_itself_is_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("a.txt")
    inputs, _ = find_inputs([tmp_path])
    assert [item.path.name for item in inputs] == ["a.txt"]
