"""Find the files that ship with the library, wherever it is installed.

In an installed package they lie in ``_shipped`` beside the code; in a checkout, in the folders
``ontology``, ``data`` and ``queries`` beside ``src``. The working directory plays no part.
"""

from __future__ import annotations

from pathlib import Path

from scgraph.errors import CorpusError

# The engine is a compiled module, so the package is never imported from a zip: paths will do.
# importlib.resources would find the same folder, at four times the cost of everything else here.
_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = Path(__file__).resolve().parents[2]


def ontology(name: str) -> Path:
    """Return the path of a file of the ontology.

    Raises:
        CorpusError: if there is no such file.

    >>> ontology("context.jsonld").name
    'context.jsonld'
    """
    path = _folder("ontology") / name
    if not path.is_file():
        raise CorpusError(path, "this file of the ontology is missing; install scgraph again")
    return path


def data() -> Path:
    """Return the folder of the shipped corpus.

    Raises:
        CorpusError: if it is missing.
    """
    return _folder("data")


def queries() -> Path:
    """Return the folder of the named questions.

    Raises:
        CorpusError: if it is missing.
    """
    return _folder("queries")


def _folder(name: str) -> Path:
    for path in (_PACKAGE / "_shipped" / name, _CHECKOUT / name):
        if path.is_dir():
            return path
    raise CorpusError(name, "the shipped files are missing; install scgraph again")
