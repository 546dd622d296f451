"""One document: read, extracted, written, and what became of it.

Decides what an outcome says of a plan, when a plan is to be reviewed, and which faults may pass by themselves. A
failure is a record beside the results: nothing but an interrupt leaves `run_job`. Which documents there are, and where
this runs, is decided elsewhere.
"""

from __future__ import annotations

import errno
import time
import traceback
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dxextract.batch.facts import KnownFacts, with_known_facts
from dxextract.batch.sketch import sketch_of
from dxextract.batch.storage import Location, local_copy, write_whole
from dxextract.errors import DxExtractError, MemoryLimitError, StorageError, UnexpectedError, WorkerLostError
from dxextract.export.json import plan_to_pieces
from dxextract.schema.kinds import RECORD_KINDS
from dxextract.settings import Settings

if TYPE_CHECKING:
    from dxextract.schema.plan import Municipality, PlanDocument

_PASSING = frozenset(
    getattr(errno, name)
    for name in ("EIO", "EAGAIN", "EBUSY", "ETIMEDOUT", "ESTALE", "EMFILE", "ENFILE", "ECONNRESET", "EHOSTDOWN")
    if hasattr(errno, name)
)
"""What a network share or a busy machine says now and not in a minute."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document: read `source`, write `target`; each a path, or an fsspec URL. `facts` are known beforehand."""

    source: Location
    target: Location
    facts: KnownFacts | None = None

    @property
    def name(self) -> str:
        """The file name of the source."""
        return self.source.name if isinstance(self.source, Path) else self.source.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a batch remembers of a plan. `unsure` is None where the document says nothing of its confidence."""

    id: str
    title: str | None
    municipality: Municipality | None
    published: str | None
    edition: str | None
    status: str
    sha256: str
    media_type: str
    page_count: int | None
    counts: dict[str, int]
    diagnostics: dict[str, int]
    unsure: int | None
    needs_review: bool
    output_size: int
    sketch: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document gave no JSON. `trace` is the traceback of a fault of the program, else empty.

    `lasting`: the same bytes would fail again; `passing`: the very next try may do (a network, a lost process).
    """

    code: str
    message: str
    lasting: bool = False
    passing: bool = False
    trace: str = ""

    @classmethod
    def of(cls, problem: DxExtractError, trace: str = "") -> Failure:
        """The failure that `problem` is."""
        return cls(problem.code, str(problem), problem.lasting, _may_pass(problem), trace)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: what its plan is, or why there is none. Memory is the peak of its process in MB."""

    job: Job
    seconds: float
    plan: PlanFacts | None = None
    failure: Failure | None = None
    peak_memory_mb: float | None = None
    attempts: int = 1

    def with_peak(self, megabytes: float | None) -> Outcome:
        """The same outcome with the memory that its process took."""
        return replace(self, peak_memory_mb=megabytes)

    def with_attempts(self, attempts: int) -> Outcome:
        """The same outcome, reached at this attempt."""
        return replace(self, attempts=attempts)


def run_job(job: Job, settings: Settings | None = None) -> Outcome:
    """Read, extract and write one document. Every failure is in the outcome; raises nothing but interrupts."""
    # Costs a second or two, which a parent of worker processes and a usage error need not pay.
    from dxextract.pipeline import extract

    chosen = settings or Settings()
    started = time.perf_counter()
    try:
        with local_copy(job.source) as path:
            plan = extract(path, chosen)
        if job.facts is not None:
            plan = with_known_facts(plan, job.facts)
        size = write_whole(job.target, plan_to_pieces(plan))
    except DxExtractError as problem:
        return Outcome(job, time.perf_counter() - started, failure=Failure.of(problem))
    except MemoryError:
        return Outcome(job, time.perf_counter() - started, failure=Failure.of(MemoryLimitError(str(job.source))))
    except Exception as problem:  # a fault of the program in one document must not cost the others theirs
        failure = UnexpectedError(str(job.source), f"{type(problem).__name__}: {problem}".replace("\n", " "))
        trace = traceback.format_exc()
        return Outcome(job, time.perf_counter() - started, failure=Failure.of(failure, trace))
    return Outcome(job, time.perf_counter() - started, plan=_facts(plan, size, chosen.review_below))


def _facts(plan: PlanDocument, size: int, review_below: float) -> PlanFacts:
    about = plan.plan
    confidences = [about.confidence, *(getattr(r, "confidence", None) for k in RECORD_KINDS for r in getattr(plan, k))]
    known = [confidence for confidence in confidences if confidence is not None]
    unsure = sum(confidence < review_below for confidence in known) if known else None
    return PlanFacts(
        id=about.id,
        title=about.title,
        municipality=about.municipality,
        published=about.published.start if about.published else None,
        edition=about.edition,
        status=about.status,
        sha256=plan.source.sha256,
        media_type=plan.source.media_type,
        page_count=plan.source.page_count,
        counts={kind: len(getattr(plan, kind)) for kind in RECORD_KINDS},
        diagnostics=dict(sorted(Counter(diagnostic.code for diagnostic in plan.diagnostics).items())),
        unsure=unsure,
        needs_review=bool(unsure) or any(diagnostic.severity == "error" for diagnostic in plan.diagnostics),
        output_size=size,
        sketch=sketch_of(plan),
    )


def _may_pass(problem: DxExtractError) -> bool:
    """Whether the next try may succeed: lost processes, stores, and what the system says is temporary."""
    if isinstance(problem, (WorkerLostError, StorageError)):
        return True
    cause = problem.__cause__
    return isinstance(cause, OSError) and cause.errno in _PASSING
