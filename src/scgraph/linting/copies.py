"""A paper's words, from the copy that its user keeps; they are read each time, and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from scgraph.errors import ReadError
from scgraph.files import TEXTS
from scgraph.linting.draft import scalar_at, text_at
from scgraph.linting.wording import runs
from scgraph.reading import Mapping as Tree

if TYPE_CHECKING:
    from scgraph.anchors import Anchor

COPIES = (".txt", ".md", ".pdf")


def copy_of(root: Path, paper: str) -> Path | None:
    """Return the copy of a paper in the folder of texts, if there is one."""
    paths = (root / TEXTS / f"{paper}{suffix}" for suffix in COPIES)
    return next((path for path in paths if path.is_file()), None)


def text_of(root: Path, paper: str) -> str:
    """Return the text of a paper; nothing without a copy that can be read."""
    path = copy_of(root, paper)
    if path is None:
        return ""
    # Imported here, as below: who keeps no copy does not wait for what reads one.
    from scgraph.anchors import read_copy

    try:
        return read_copy(path)
    except (ReadError, ImportError):
        return ""


def sentences_in(text: str, places: Iterable[Tree]) -> Mapping[str, str]:
    """Return the sentences of a text by locator, found by their digests."""
    if not text:
        return {}
    from scgraph.anchors import resolve

    anchors = list(filter(None, map(anchor_of, places)))
    found = resolve(anchors, text) if anchors else []
    return {one.locator: one.text for one in found if one.text is not None}


def runs_in(text: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of words of a text, up to its list of references, of which names are made."""
    prose = text
    for heading in ("\nReferences\n", "\nBibliography\n", "\n参考文献\n"):
        before, found, _ = text.rpartition(heading)
        prose = before if found and len(before) < len(prose) else prose
    return frozenset(runs(prose))


def anchor_of(sentence: Tree) -> Anchor | None:
    """Return what identifies a sentence, if its strongest digest and its length are there."""
    locator, tolerant = text_at(sentence, "locator"), text_at(sentence, "tolerant_1")
    letters, tokens = _number(sentence, "letters"), _number(sentence, "tokens")
    if not locator or not tolerant or not letters:
        return None
    from scgraph.anchors import Anchor

    exact, typographic = text_at(sentence, "exact_1"), text_at(sentence, "typographic_1")
    return Anchor(locator, exact or "", typographic or "", tolerant, tokens or 0, letters)


def _number(sentence: Tree, key: str) -> int | None:
    found = scalar_at(sentence, key)
    return int(found.text) if found and found.text.isdecimal() and len(found.text) < 9 else None
