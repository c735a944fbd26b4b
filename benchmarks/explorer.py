"""Measure the explorer in Debian's Chromium: the shipped corpus, and a made one of 1,000 papers.

The made corpus repeats what the shipped paper says under other names: claims and most sources are
each paper's own, actors and places are shared, and every other thing comes in twenty kinds.

    python benchmarks/explorer.py
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import scgraph
from browser import Browser, browser
from scgraph.page.bundling import bundled
from scgraph.page.gathering import Material, gathered
from scgraph.page.packing import packed
from scgraph.page.page import as_html

PAPERS = 1000
VARIANTS = 20
SHARED = ("Actor", "Place")
ROUNDS = 5


def main() -> None:
    """Print a table: bytes, seconds to make, seconds until the picture answers."""
    kg = scgraph.load()
    begin = time.perf_counter()
    html = kg.page().html
    shipped = time.perf_counter() - begin
    many = repeated(gathered(kg.ask, kg.names, None), PAPERS)
    begin = time.perf_counter()
    large = as_html(packed(bundled(many)))
    made = time.perf_counter() - begin
    print("| corpus | claims | bytes | made in | opens in (median of 5) |")
    print("| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder, browser(Path(folder) / "profile") as web:
        for name, page, claims, seconds in (
            ("shipped", html, 220, shipped),
            (f"{PAPERS:,} papers", large, len(many.claims), made),
        ):
            file = Path(folder) / "page.html"
            file.write_text(page, encoding="utf-8")
            opened = median(opening(web, file) for _ in range(ROUNDS))
            size = len(page.encode())
            print(f"| {name} | {claims:,} | {size:,} | {seconds:.2f} s | {opened:.2f} s |")


def opening(web: Browser, file: Path) -> float:
    """Return the seconds from opening a file until its picture is drawn and answers a question."""
    begin = time.perf_counter()
    web.open(file)
    return time.perf_counter() - begin


def repeated(material: Material, papers: int) -> Material:
    """Return what so many papers would say that each speak much like the one."""
    things, claims, statements = {}, {}, []
    for paper in range(papers):
        names = {}
        for name, thing in material.things.items():
            own = paper if thing.kind == "Source" and paper % 10 else paper % VARIANTS
            names[name] = name if thing.kind in SHARED else f"{name}-{own}"
            label = thing.labels["en"] + ("" if thing.kind in SHARED else f" {own}")
            things[names[name]] = replace(thing, labels={**thing.labels, "en": label})
        for name, claim in material.claims.items():
            names[name] = f"p{paper}:{name}"
            claims[names[name]] = claim
        statements += [
            replace(one, start=names[one.start], end=names[one.end], claim=names.get(one.claim, ""))
            for one in material.statements
        ]
    titles = [f"Paper {paper}" for paper in range(papers)]
    return replace(
        material,
        titles=titles,
        papers=papers,
        things=things,
        claims=claims,
        statements=statements,
        checks=[],
        pages=[],
    )


if __name__ == "__main__":
    main()
