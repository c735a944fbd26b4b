"""Start a corpus: a folder with everything a person needs to add a first paper.

The files come from the folder ``template`` beside this module. What it holds is a corpus itself
but for its settings, so that a test can read it as it stands.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scgraph import files
from scgraph.authoring.schemas import schema_files, schema_line, write_apart
from scgraph.corpus import SETTINGS, SHIPPED, Settings, paper_folders, read_settings
from scgraph.errors import CorpusError, ReadError
from scgraph.reading.yaml_text import yaml_scalar

EXAMPLE = "lindholm-2024"
TEMPLATE = Path(__file__).resolve().parent / "template"
TEMPLATE_BASE = "https://example.org/my-corpus/"

_RENAMED = {
    "gitignore": ".gitignore",
    "settings.json": ".vscode/settings.json",
    "text.md": f"{files.TEXTS}/{EXAMPLE}.md",
}
"""Where files lie that a checkout of this project would take for its own."""
_FORGOTTEN = 3600
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def start_corpus(folder: Path, settings: Settings) -> Path:
    """Make the folder of a new corpus, whole or not at all, and return it.

    Args:
        folder: where; it must not exist, or be empty.
        settings: base, language and the rest; what is not set is left to be filled in.

    Raises:
        CorpusError: if something is there already, or a setting is wrong.
        OSError: if it cannot be written.

    >>> import tempfile
    >>> from scgraph.corpus import read_corpus
    >>> place = Path(tempfile.mkdtemp()) / "buses"
    >>> made = start_corpus(place, Settings(base=own_base(place)))
    >>> read_corpus(made).base, read_corpus(made).papers
    ('https://example.org/buses/', ('lindholm-2024',))
    """
    target = Path(os.path.abspath(folder))
    _check_place(folder, target)
    if not target.parent.is_dir():
        raise CorpusError(folder, f"there is no folder {target.parent}; make it first")
    with _beside(target) as staged:
        _fill(staged, target, settings)
        if target.exists():
            # It may be the folder somebody works in: it is filled, not replaced.
            contents = {path.relative_to(staged): path.read_bytes() for path in _in(staged)}
            hidden = {name for name in contents if any(part[0] == "." for part in name.parts[:-1])}
            together = {target / name: contents[name] for name in contents.keys() - hidden}
            files.replace_together(together, target)
            write_apart({target / name: contents[name] for name in hidden})
        else:
            staged.rename(target)
    return folder


def own_base(folder: Path) -> str:
    """Return a base for a corpus by the name of its folder.

    >>> own_base(Path("/home/me/My Corpus")), own_base(Path("資料"))
    ('https://example.org/my-corpus/', 'https://example.org/corpus/')
    """
    name = Path(os.path.abspath(folder)).name
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60].strip("-")
    return f"https://example.org/{slug or 'corpus'}/"


def _check_place(folder: Path, target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise CorpusError(folder, "is a file; give the name of a folder that does not exist yet")
    if (target / SETTINGS).exists():
        message = "is a corpus already; add a paper to it with: scgraph add PAPER --corpus"
        raise CorpusError(folder, f"{message} {folder}")
    if target.is_dir() and any(target.iterdir()):
        raise CorpusError(
            folder, f"is not empty; give the name of a folder in it, such as {folder / 'corpus'}"
        )


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give a folder beside the place of another, and leave nothing of it behind."""
    for left in target.parent.glob(f".{target.name}.*.new"):
        if time.time() - left.stat().st_mtime > _FORGOTTEN:
            shutil.rmtree(left, ignore_errors=True)
    staged = target.with_name(f".{target.name}.{secrets.token_hex(8)}.new")
    staged.mkdir()
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _fill(staged: Path, target: Path, settings: Settings) -> None:
    title = settings.title or target.name
    _write(staged / SETTINGS, written_settings(settings, title))
    try:
        read_settings(staged / SETTINGS)
    except ReadError as error:
        raise CorpusError(target, "; ".join(fault.message for fault in error.faults)) from error
    for path in _in(TEMPLATE):
        name = path.relative_to(TEMPLATE).as_posix()
        text = path.read_text(encoding="utf-8").replace(TEMPLATE_BASE, settings.base)
        _write(staged / _RENAMED.get(name, name), text.replace("# TITLE", f"# {title}", 1))
    for paper in paper_folders(staged):
        for path in sorted(paper.glob("*.yaml")):
            _write(path, f"{schema_line(paper.name)}\n{path.read_text(encoding='utf-8')}")
    write_apart(schema_files(staged))


def _in(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if "__pycache__" not in path.parts)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def written_settings(settings: Settings, title: str) -> str:
    """Return the text of ``corpus.yaml``, with remarks on what may be changed.

    >>> print(written_settings(Settings(base="https://example.org/a/"), "A").splitlines()[2])
    base: https://example.org/a/
    """
    includes = ["includes:", *(f"  - {name}" for name in settings.includes)]
    none = ["# includes:", f"#   - {SHIPPED}"]
    return "\n".join(
        [
            "# Every address of this corpus begins with its base. Before you share data, put one",
            "# here that is yours, and in reference/*.ttl as well; later it should not change.",
            f"base: {settings.base}",
            "# The language of claims and labels.",
            f"language: {yaml_scalar(settings.language)}",
            f"title: {yaml_scalar(title)}",
            _line("creator", settings.creator, "Your Name"),
            _line("licence", settings.licence, _LICENCE),
            "",
            "# Other corpora that belong to the graph: folders beside this one, or `shipped`,",
            "# the corpus that comes with scgraph. Its things are named with a prefix:",
            "# id:fragmented-governance.",
            *(includes if settings.includes else none),
            "",
        ]
    )


def _line(key: str, value: str | None, example: str) -> str:
    return f"{key}: {yaml_scalar(value)}" if value else f"# {key}: {example}"
