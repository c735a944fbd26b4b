"""Time a validation by either engine in one run: the same report, reading included.

Prints a table in Markdown, and exits 1 if the reports differ or a promise is broken::

    python benchmarks/validation.py

What is read is the shipped corpus as N-Quads and the shapes as Turtle. Times are of the processor.
"""

from __future__ import annotations

import gc
import logging
import statistics
import sys
import time
from collections.abc import Callable

from pyoxigraph import RdfFormat, parse, serialize

import scgraph
from scgraph.answers import Report
from scgraph.catalogue.integrity import check_integrity
from scgraph.validation import EngineName, validate
from scgraph.validation.reading import read_shapes

AT_LEAST = 30
AIM = 150
RUNS = {"fast": 15, "pyshacl": 3}


def main() -> None:
    """Run both engines and print the table."""
    logging.disable(logging.WARNING)
    kg = scgraph.load()
    data = serialize(kg.quads, format=RdfFormat.N_QUADS) or b""
    warm_up = validated(data, "pyshacl")  # imports are no part of a validation
    fast, report = timed(lambda: validated(data, "fast"), RUNS["fast"])
    slow, reference = timed(lambda: validated(data, "pyshacl"), RUNS["pyshacl"])
    fresh = iter([scgraph.load() for _ in range(RUNS["fast"])])
    integrity, _ = timed(lambda: integrity_of(next(fresh)), RUNS["fast"])
    same = report == reference == warm_up
    print(f"| validation of {len(kg.quads):,} quads, {report.checked:,} pairs | ms |")
    print("| --- | ---: |")
    print(f"| `pyshacl`, the reference | {1000 * slow:.0f} |")
    print(f"| `fast` | {1000 * fast:.0f} |")
    print(f"| the questions of integrity, which come on top of either | {1000 * integrity:.0f} |")
    print(f"\n{slow / fast:.0f} times as fast, at least {AT_LEAST}, aim {AIM}; ", end="")
    print("the reports are the same." if same else "THE REPORTS DIFFER.")
    sys.exit(not (same and slow / fast >= AT_LEAST))


def validated(data: bytes, engine: EngineName) -> Report:
    """Return the report on a corpus, with nothing left over from an earlier one."""
    read_shapes.cache_clear()
    return validate(list(parse(data, RdfFormat.N_QUADS)), engine=engine)


def integrity_of(kg: scgraph.KnowledgeGraph) -> Report:
    """Ask the questions of integrity of a graph that was asked nothing before."""
    return check_integrity(kg._catalogue, kg._engine, kg._names)


def timed(run: Callable[[], Report], runs: int) -> tuple[float, Report]:
    """Return the median of the processor time of some runs, in seconds, and the last report."""
    times = []
    for _ in range(runs):
        gc.collect()
        before = time.process_time()
        report = run()
        times.append(time.process_time() - before)
    return statistics.median(times), report


if __name__ == "__main__":
    main()
