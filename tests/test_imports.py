"""Imports point one way, and what is heavy is imported where it is used."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src"
PACKAGE = "scgraph"
RANKS = {
    "errors": 0,
    "terms": 0,
    "files": 0,
    "answers": 0,
    "reading": 1,
    "engine": 1,
    "names": 2,
    "sandbox": 2,
    "catalogue": 3,
    "validation": 3,
    "views": 3,
    "anchors": 3,
    "audit": 4,
    "export": 4,
    "causes": 4,
    "corpus": 4,
    "bibliography": 4,
    "finding": 4,
    "pictures": 5,
    "handover": 5,
    "page": 5,
    "site": 5,
    "snapshot": 5,
    "pushing": 5,
    "asking": 5,
    "verifying": 4,
    "authoring": 5,
    "comparing": 5,
    "agreement": 6,
    "graph": 6,
    "linting": 6,
    "exchange": 7,
    "drafting": 7,
    "sheets": 7,
    "codebook": 5,
    "mcp": 8,
    "serve": 8,
    "cli": 9,
    "__main__": 10,
}
"""The rooms, and their ranks. A room imports rooms of a lower rank alone, and anybody errors."""

MAX_LINES = 280
HEAVY = ("rdflib", "pyshacl", "networkx", "pyoxigraph", "rich", "click", "yaml")


def _room(path: Path) -> str:
    return path.relative_to(SOURCE / PACKAGE).parts[0].removesuffix(".py")


def _modules() -> list[Path]:
    """Return all modules but the package's own, which names its public things for type checkers."""
    package = SOURCE / PACKAGE
    return sorted(path for path in package.rglob("*.py") if path != package / "__init__.py")


def imported_rooms(code: str, package: str) -> Iterator[str]:
    """Yield the rooms that a module imports, at its top or within functions.

    `package` is the dotted name of the package that holds the module, for relative imports.
    Imports for the type checker alone count too: they are knowledge of a room all the same.
    """
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _room_of(alias.name)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            full = ".".join(
                [*(above if node.level else []), *([node.module] if node.module else [])]
            )
            if full == PACKAGE:
                yield from (alias.name for alias in node.names)
            else:
                yield from _room_of(full)


def _room_of(dotted: str) -> Iterator[str]:
    package, _, rest = dotted.partition(".")
    if package == PACKAGE:
        yield rest.split(".")[0] or PACKAGE


def upward(room: str, code: str, package: str) -> list[str]:
    """Return the rooms that a module of a room imports against the order."""
    return [
        other
        for other in imported_rooms(code, package)
        if other not in (room, "errors", "__version__")
        and (other not in RANKS or RANKS[other] >= RANKS[room])
    ]


def test_every_room_has_a_rank_and_every_rank_a_room() -> None:
    """A new room is given its place before anything uses it."""
    rooms = {_room(path) for path in _modules()}
    assert rooms
    assert rooms == set(RANKS)


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_downwards(path: Path) -> None:
    """No module knows a room of its own rank or above."""
    package = ".".join(path.relative_to(SOURCE).parent.parts)
    assert upward(_room(path), path.read_text(encoding="utf-8"), package) == []


PLANTED = [
    "from scgraph.graph import load",
    "import scgraph.graph",
    "from scgraph import graph",
    "from scgraph import load",
    "import scgraph",
    "def f():\n    from scgraph.graph import load",
    "from ..graph import load",
    "from .. import graph",
    "from scgraph.engine import MemoryEngine",
]


@pytest.mark.parametrize("code", PLANTED)
def test_a_planted_upward_import_is_caught(code: str) -> None:
    """The check above sees every way of writing an import."""
    assert PLANTED
    assert upward("reading", code, "scgraph.reading")


def test_a_downward_import_is_allowed() -> None:
    """The check above forbids nothing else."""
    code = "import json\nfrom scgraph import terms\nfrom scgraph.reading import form"
    assert upward("reading", code, "scgraph.reading") == []


def test_the_package_itself_imports_nothing_of_its_own_when_imported() -> None:
    """Public names are fetched when first used."""
    tree = ast.parse((SOURCE / PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    at_top = [
        ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert at_top
    assert not [text for text in at_top if PACKAGE in text]


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_is_a_page_or_two(path: Path) -> None:
    """A module that outgrows this has a second job."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


def _loaded(*arguments: str) -> set[str]:
    """Return the modules that Python loads when it runs with these arguments."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONWARNINGS": "default"}
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in ran.stderr.splitlines() if line.startswith("import time:")]
    return {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in lines}


def test_what_a_process_loads_can_be_seen() -> None:
    """The two tests below would notice a heavy package."""
    assert {"rdflib", "networkx"} <= _loaded("-c", "import rdflib, networkx")


def test_importing_the_package_loads_nothing_heavy() -> None:
    """A script that only names the package starts at once."""
    assert not _loaded("-c", "import scgraph") & set(HEAVY)


def test_help_loads_neither_rdflib_nor_pyshacl_nor_networkx() -> None:
    """A person who asks for help does not wait."""
    loaded = _loaded("-m", "scgraph", "--help")
    assert "click" in loaded
    assert not loaded & {"rdflib", "pyshacl", "networkx"}
