"""What a user may import, and what that costs."""

from __future__ import annotations

import inspect
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import scgraph

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("rdflib", "rdflib.plugins", "pyshacl", "networkx", "pandas", "rich")


def modules_after(statement: str) -> set[str]:
    """Return the names of the modules that a fresh Python has loaded after a statement."""
    report = "import sys; print(' '.join(sys.modules))"
    command = [sys.executable, "-c", f"{statement}\n{report}"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(result.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("name", scgraph.__all__)
def test_name(name: str) -> None:
    """Every public name can be imported and is listed."""
    assert getattr(scgraph, name) is not None
    assert name in dir(scgraph)


def test_all() -> None:
    """The public names are sorted, and neither none nor double."""
    assert scgraph.__all__ == sorted(set(scgraph.__all__))
    assert {"load", "KnowledgeGraph", "Table", "Report", "Card"} <= set(scgraph.__all__)


def test_private_name() -> None:
    """A name that is not public is an attribute error."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        scgraph.nothing  # noqa: B018


def test_version() -> None:
    """The version of the code is that of the package."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert scgraph.__version__ == project["version"]


@pytest.mark.parametrize(
    "statement",
    [
        "import scgraph",
        "import scgraph; scgraph.load",
        "from scgraph.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass",
        "from scgraph.cli import main\ntry: main(['ask', '--help'])\nexcept SystemExit: pass",
        "from scgraph.cli import main\ntry: main(['causes', '--help'])\nexcept SystemExit: pass",
    ],
)
def test_light(statement: str) -> None:
    """Importing the library and asking for help loads no heavy package."""
    loaded = modules_after(statement)
    assert "scgraph" in loaded
    assert not loaded.intersection(HEAVY)


def documented() -> list[tuple[str, str]]:
    """Return every public name, and every public method or property of a class, with its docs."""
    found = []
    for name in scgraph.__all__:
        thing = getattr(scgraph, name)
        if not (inspect.isclass(thing) or inspect.isfunction(thing)):
            continue
        found.append((name, thing.__doc__ or ""))
        kinds = inspect.getmro(thing) if inspect.isclass(thing) else ()
        ours = [kind for kind in kinds if kind.__module__.startswith("scgraph")]
        for member in sorted({key for kind in ours for key in vars(kind) if key[0] != "_"}):
            value = inspect.getattr_static(thing, member)
            value = value.fget if isinstance(value, property) else value
            value = value.__func__ if isinstance(value, classmethod) else value
            if inspect.isfunction(value):
                found.append((f"{name}.{member}", value.__doc__ or ""))
    return found


@pytest.mark.parametrize(("name", "text"), documented(), ids=[name for name, _ in documented()])
def test_every_public_name_has_an_example(name: str, text: str) -> None:
    """The docs of a public name hold an example, which the doctests run."""
    assert ">>> " in text


def test_typed() -> None:
    """The package says that it is typed."""
    assert (ROOT / "src" / "scgraph" / "py.typed").is_file()
