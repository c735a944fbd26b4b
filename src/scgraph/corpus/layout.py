"""Where things lie in the folder of a corpus."""

from __future__ import annotations

from pathlib import Path

from scgraph.reading.rdf import SUFFIXES


def paper_folders(root: Path) -> list[Path]:
    """Return the folders of the papers of a corpus, in alphabetical order.

    >>> from scgraph import files
    >>> [folder.name for folder in paper_folders(files.data())]
    ['an-2025']
    """
    papers = root / "papers"
    found = papers.iterdir() if papers.is_dir() else ()
    return sorted(path for path in found if path.is_dir() and not path.name.startswith("."))


def rdf_files(folder: Path) -> list[Path]:
    """Return the RDF files of a folder in alphabetical order; none if it is not there.

    >>> from scgraph import files
    >>> rdf_files(files.data() / "reference")[0].name
    'actors.ttl'
    """
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if path.suffix in SUFFIXES and path.name[0] != ".")
