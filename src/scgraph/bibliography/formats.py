"""Choose the format of a bibliography by the suffix of its file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from scgraph.bibliography.bibtex import as_bibtex, read_bibtex
from scgraph.bibliography.csl import as_csl, read_csl
from scgraph.bibliography.faults import fault, text_of
from scgraph.bibliography.ris import as_ris, read_ris
from scgraph.bibliography.work import Work
from scgraph.errors import ExportError, near_names

READERS: dict[str, Callable[[str, str], tuple[Work, ...]]] = {
    ".bib": read_bibtex,
    ".json": read_csl,
    ".ris": read_ris,
}
WRITERS: dict[str, Callable[[Iterable[Work]], str]] = {
    ".bib": as_bibtex,
    ".json": as_csl,
    ".ris": as_ris,
}


def read_bibliography(path: Path) -> tuple[Work, ...]:
    """Return the works of a file: BibTeX (.bib), CSL-JSON (.json) or RIS (.ris).

    Raises:
        ReadError: if it cannot be read; it holds the faults with their lines.
        ImportError: if the library that the format needs is not installed.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        raise fault(str(path), None, f"no bibliography has this suffix; use one of {known}")
    return reader(text_of(path), str(path))


def written(works: Iterable[Work], suffix: str) -> str:
    """Return works in the format that a suffix names.

    Raises:
        ExportError: if no format has this suffix.
        ImportError: if the library that the format needs is not installed.

    >>> written([Work("a", title="Buses")], ".json").startswith("[")
    True
    """
    writer = WRITERS.get(suffix.lower())
    if writer is None:
        known = f"; use one of {', '.join(WRITERS)}"
        raise ExportError(
            f"{suffix}: no bibliography has this suffix{known}", near_names(suffix, WRITERS)
        )
    return writer(works)
