"""A corpus with a paper of which nothing is annotated yet, and the copy of its text."""

from __future__ import annotations

import shutil
from pathlib import Path

from scgraph.anchors import Record, anchored, written

SMALL = Path(__file__).parent / "fixtures" / "corpus-small"
TEXT = """\
1. Trams

Trams in Veloburg are slow because they share the road with cars. The city council runs the trams.
In 2021 some 12 % of all trips were made by tram.

2. What to do

The council should give trams a track of their own. That would help everybody who has no car today.
"""
SENTENCES = {
    "1/p1/s1": "Trams in Veloburg are slow because they share the road with cars.",
    "1/p1/s2": "The city council runs the trams.",
    "1/p1/s3": "In 2021 some 12 % of all trips were made by tram.",
    "2/p1/s1": "The council should give trams a track of their own.",
    "2/p1/s2": "That would help everybody who has no car today.",
}
RECORD = """\
title: Trams of an invented city
authors: A. Rider
url: https://example.org/tram-2021
language: en
"""
CLAIM = {
    "id": "council-has-trams",
    "at": "1/p1/s2",
    "says": "Running trams is a task of the council.",
    "type": "role",
    "certainty": "asserted",
    "polarity": "affirmed",
    "voice": "own-synthesis",
    "scope": "city",
    "involves": [
        {"actor": "city-council", "role": "leads", "in": "bike-to-work", "reading": "contextual"}
    ],
}
QUOTED = {"1/p1/s2": SENTENCES["1/p1/s2"]}


def corpus_with_a_new_paper(folder: Path) -> Path:
    """Write a corpus whose paper ``tram-2021`` has sentences and no claims; return its folder."""
    root = Path(shutil.copytree(SMALL, folder / "corpus"))
    paper = root / "papers" / "tram-2021"
    paper.mkdir()
    (paper / "paper.yaml").write_text(RECORD, encoding="utf-8")
    (paper / "sentences.yaml").write_text(written(Record(anchored(TEXT))), encoding="utf-8")
    (root / "texts").mkdir()
    (root / "texts" / "tram-2021.txt").write_text(TEXT, encoding="utf-8")
    return root


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
