"""The page docs/performance-batch.md, from the figures of `benchmarks/batch.py`; a part not measured is left out."""

from __future__ import annotations

from typing import Any

from batch_inputs import PAGES

Figures = dict[str, Any]
_SECONDS_AN_HOUR = 3600
_PROCESSORS = 2
_AIMS = {"throughput": 1.6, "flow": 0.10, "second": 5.0}


def render_page(figures: Figures) -> str:
    """The page in Markdown."""
    sections = {"throughput": _throughput, "flow": _flow, "second": _second, "kills": _kills}
    text = [section(figures[name]) for name, section in sections.items() if name in figures]
    if "throughput" in figures and "flow" in figures:
        text.append(_projections(figures["throughput"], figures["flow"]))
    return "\n".join([_HEAD, *text])


_HEAD = """# Batches: speed and memory

Measured by `python benchmarks/batch.py` on a machine with 2 processors; each part can be repeated alone (`--only`).
Each says what else the machine did (its load before and after): on an idle one it is near 0 before and near 2 after,
and where it is more, processor time is what to go by.
"""


def _measured(part: Figures) -> str:
    return f"{part['date']}, load {part['load'][0]} before and {part['load'][1]} after."


def _throughput(part: Figures) -> str:
    one, whole, documents = part["one"], part["batch"], part["documents"]
    by_clock = one["seconds"] / whole["seconds"]
    by_processor = _PROCESSORS * one["cpu"] / whole["cpu"]
    pace = [f"{documents / run['seconds']:.1f}" for run in (one, whole)]
    verdict = _verdict(by_clock >= _AIMS["throughput"], f"at least {_AIMS['throughput']} times, by the clock")
    return f"""## Throughput

{documents} documents, {part["broken"]} of them broken ({part["pages"]} pages of PDF; the others are texts): the samples
and the synthetic generator's. One process is `dxextract extract FOLDER`; the batch is `dxextract batch FOLDER` with two
workers on a new output, its server's start and end included. {_measured(part)}

| | one process | batch, two workers | times as fast |
| --- | ---: | ---: | ---: |
| seconds by the clock, start-up included | {one["seconds"]:.0f} | {whole["seconds"]:.0f} | |
| documents a second by the clock | {pace[0]} | {pace[1]} | **{by_clock:.2f}** |
| processor time, s (command, server, workers) | {one["cpu"]:.0f} | {whole["cpu"]:.0f} | |
| documents a second that two processors allow | | {_PROCESSORS * documents / whole["cpu"]:.1f} | {by_processor:.2f} |

{verdict} All healthy documents were read and exactly the broken ones
failed, each with its code. Memory of the command after a tenth of the documents and at the end:
{whole["memory_early"]:.0f} MB, {whole["memory_late"]:.0f} MB.
"""


def _flow(part: Figures) -> str:
    runs = part["runs"]

    def row(label: str, cells: list[str]) -> str:
        return f"| {label} | " + " | ".join(cells) + " |"

    shares = [(run["flow"] + run["server"]) / run["work"] for run in runs]
    table = [
        row(f"documents of {PAGES} pages", [str(run["documents"]) for run in runs]),
        row("---", ["---:" for _ in runs]),
        row("reading, in the workers", [f"{run['work'] * 1000:.0f} ms" for run in runs]),
        row(
            "flow (hashes, tasks, journal, manifest, catalog, report)", [f"{run['flow'] * 1000:.1f} ms" for run in runs]
        ),
        row("Prefect server (records)", [f"{run['server'] * 1000:.1f} ms" for run in runs]),
        row("**flow and server, as a share of the reading**", [f"**{share:.1%}**" for share in shares]),
    ]
    verdict = _verdict(shares[-1] < _AIMS["flow"], f"under {_AIMS['flow']:.0%}")
    return f"""## The flow's own cost

Processor time a document. {_measured(part)}

{chr(10).join(table)}

{verdict} What a run costs once (its records in Prefect, the report's template, the
catalog) weighs more the fewer documents it has. Loading the extractor takes {runs[-1]["start"]:.1f} s a worker.
"""


def _second(part: Figures) -> str:
    rows = "\n".join(
        f"| {label} | {part[name]['seconds']:.1f} | {part[name]['cpu']:.1f} |"
        for name, label in (
            ("mixed", "the documents above"),
            ("texts", "different texts of one municipality and title"),
        )
    )
    met = max(part["mixed"]["seconds"], part["texts"]["seconds"]) < _AIMS["second"]
    return f"""## A second run, nothing changed

{part["documents"]} documents each. {_measured(part)}

| | seconds by the clock | processor time, s |
| --- | ---: | ---: |
{rows}

{_verdict(met, f"under {_AIMS['second']:.0f} s")}
"""


def _kills(part: Figures) -> str:
    return f"""## Killed and resumed

{part["documents"]} documents, the command killed (SIGKILL) at {part["kills"]} random moments and begun again each time:
the same manifest as the undisturbed run's, times aside, and no part of a file left behind. {_measured(part)}
"""


def _projections(throughput: Figures, flow: Figures) -> str:
    cost, whole = flow["runs"][-1], throughput["batch"]
    page, own = cost["work"] / PAGES, cost["flow"] + cost["server"]
    mixed = whole["cpu"] / throughput["documents"]
    kept = (whole["memory_late"] - whole["memory_early"]) / (0.9 * throughput["documents"])
    hours = _PROCESSORS * _SECONDS_AN_HOUR
    return f"""## Projections

From the processor times above, on two processors that do nothing else:

| what | hours |
| --- | ---: |
| 1,788 governments × 50 pages ({page * 1000:.0f} ms a page) | {1788 * (50 * page + own) / hours:.1f} |
| 100,000 documents like those of the first table ({mixed * 1000:.0f} ms each) | {100_000 * mixed / hours:.1f} |

The command keeps what the manifest will say of each document: it grew by {kept * 1000:.0f} kB a document, which would
be {kept * 100:.1f} GB for 100,000.
"""


def _verdict(met: bool, aim: str) -> str:
    return f"The aim ({aim}) is {'met' if met else 'missed'}."
