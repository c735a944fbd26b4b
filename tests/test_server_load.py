"""The server under a mixed load, a tenth of it hostile; `benchmarks/serving.py` takes longer."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import scgraph
from server_process import server

sys.path.append(str(Path(__file__).resolve().parents[1] / "benchmarks"))

from loading import HOSTILE, REFUSED, Load, answers, rows

DEEP = bool(os.environ.get("SCGRAPH_DEEP"))
SECONDS, QUERY_SECONDS = (60.0, 2.0) if DEEP else (3.0, 1.0)
P99_MS = 500.0 if DEEP else 3000.0
"""The other tests, too, use the processors; what is promised is measured by the benchmark."""


def test_good_queries_are_answered_among_hostile_ones(
    kg: scgraph.KnowledgeGraph, tmp_path: Path
) -> None:
    """No answer is wrong and none is lost but by an honest 503; the good ones come soon."""
    good = answers(kg)
    with server(tmp_path, workers=2, limits={"seconds": QUERY_SECONDS}) as process:
        load = Load(f"{process.address}sparql", good, SECONDS, normal=rows)
        record = load.run()
        assert process.stop() == 0
    assert set(record.good) <= {"right", "503"}, record.good
    assert record.good["right"] > 20 * SECONDS
    assert record.good["503"] < record.good["right"] / 10
    assert record.at(0.99) < P99_MS
    outcomes = {
        f"{name}: {400 if name in REFUSED else status}"
        for name in HOSTILE
        for status in (200, 400, 503)
    }
    assert record.hostile.keys() <= outcomes
    assert sum(record.hostile.values()) > len(HOSTILE)


def test_the_answers_of_the_load_tell_something(kg: scgraph.KnowledgeGraph) -> None:
    """Every good query has an answer of its own, and none is empty."""
    found = answers(kg)
    assert len(set(found.values())) == len(found) > 5
    assert all(answer not in (b"[]", b"null") for answer in found.values())
