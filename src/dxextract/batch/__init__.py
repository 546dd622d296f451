"""Many documents: which files, which output names, worker processes that may die, and what is remembered of a run.

The two users are `dxextract extract`, which reads what it is given, and the batch (`dxextract batch`, the flow in
``flows/``), which remembers. By module:

- `inputs`, `sources`: which documents there are; `targets`: the name of each one's JSON;
- `jobs`: one document read and written, and its outcome; `pool`, `worker`: the same in a process with limits;
- `fingerprint`, `planning`: which documents are unchanged; `journal`, `lock`, `session`: a run that survives its death;
- `links`, `catalog`, `report`, `progress`: what a run tells.

Nothing here prints (the views in `progress` are handed a stream) and nothing here knows Prefect.
"""

from dxextract.batch.inputs import Input, find_inputs
from dxextract.batch.jobs import Job, Outcome, run_job
from dxextract.batch.pool import run_jobs
from dxextract.batch.targets import plan_jobs, prepare_output

__all__ = ["Input", "Job", "Outcome", "find_inputs", "plan_jobs", "prepare_output", "run_job", "run_jobs"]
