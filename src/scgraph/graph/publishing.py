"""Write a graph as a static site.

>>> from scgraph import load
>>> hasattr(load(), "site")
True
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from scgraph.errors import ExportError

if TYPE_CHECKING:
    from scgraph.graph.knowledge import KnowledgeGraph

MARK = ".scgraph-site"
"""A file that says that a folder is a site of ours, which may be replaced as a whole."""


def publish(
    kg: KnowledgeGraph,
    folder: str | PathLike[str],
    base: str,
    told: Callable[[int], object] = lambda number: None,
) -> Path:
    """Write the site into a new folder beside, then put that in the place of the old one.

    Args:
        kg: the graph.
        folder: where the site is to lie.
        base: the base of the corpus.
        told: is called after each file with how many there are by now.

    Raises:
        ExportError: if the folder holds something else than a site, or cannot be written.
    """
    from scgraph.site import make_site

    target = Path(folder)
    if target.exists() and not (
        target.is_dir() and (_is_site(target) or not any(target.iterdir()))
    ):
        raise ExportError(f"{target}: holds other things; give a new folder, or one of a site")
    fresh, old = (target.with_name(f".{target.name}.{state}") for state in ("new", "old"))
    drawings = {name: kg.picture(name).svg for name in kg.pictures}
    try:
        for leftover in (fresh, old):
            shutil.rmtree(leftover, ignore_errors=True)
        files = make_site(kg, base, kg.page().html, drawings, lambda iri: around(kg, iri))
        for number, (name, content) in enumerate(files, start=1):
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            told(number)
        (fresh / MARK).write_text("made by scgraph site\n", encoding="utf-8")
        if target.exists():
            target.rename(old)
        fresh.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise ExportError(f"{target}: cannot be written: {error.strerror or error}") from error
    return target


def around(kg: KnowledgeGraph, barrier: str) -> str:
    """Draw what leads to a barrier and what follows from it, as SVG; empty if nothing does."""
    return kg.picture("causal-loops", barrier=barrier).svg if has_causes(kg, barrier) else ""


def has_causes(kg: KnowledgeGraph, barrier: str) -> bool:
    """Tell whether anything leads to a barrier or follows from it."""
    return any(len(kg.ask("causes/all", **{end: barrier})) for end in ("cause", "effect"))


def _is_site(folder: Path) -> bool:
    return (folder / MARK).is_file()
