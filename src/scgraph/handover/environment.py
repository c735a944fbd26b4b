"""The versions of the packages in use, and which optional ones are missing, and for what."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from scgraph import __version__
from scgraph.handover.diagnosis import Symptom

DISTRIBUTION = "scgraph-evidence"
_PACKAGES = ("pyoxigraph", "rdflib", "pyshacl", "networkx", "PyYAML", "click", "rich", "sentencex")
EXTRAS = {
    "arrow": (("nanoarrow",), "answers as Arrow"),
    "bib": (("bibtexparser", "rispy"), "reading and writing BibTeX and RIS"),
    "mcp": (("mcp",), "the server for assistants"),
    "pandas": (("pandas",), "answers as pandas frames"),
    "pdf": (("pypdf",), "reading a PDF"),
    "polars": (("polars",), "answers as polars frames"),
    "remote": (("httpx",), "reading from and loading into other servers"),
    "serve": (("starlette", "uvicorn", "httptools"), "the server"),
    "xlsx": (("xlsxwriter",), "writing workbooks"),
}
"""The extras: the modules that each brings, and what it is for."""


def versions() -> dict[str, str]:
    """Return the versions of Python, of this library and of what it stands on.

    >>> versions()["scgraph"] == __version__
    True
    """
    found = {"python": platform.python_version(), "scgraph": __version__}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "missing"
    return found


def missing_extras() -> Iterator[Symptom]:
    """Yield a remark for each extra of which a package is missing."""
    for extra, (modules, purpose) in EXTRAS.items():
        absent = [module for module in modules if find_spec(module) is None]
        if absent:
            wanted = f"pip install '{DISTRIBUTION}[{extra}]', if you want that"
            what = f"not installed; it is needed for {purpose}"
            yield Symptom("Info", what, ", ".join(absent), wanted)
