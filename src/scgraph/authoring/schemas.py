"""Keep the schemas for an editor in the folder of a corpus, and each file's line that names its own.

They lie in ``.scgraph``, which git does not see: whoever clones a corpus makes them anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from scgraph import files, terms
from scgraph.authoring.known import KnownThings, known_things
from scgraph.authoring.own_names import CORPUS_SCHEMA, own_schema
from scgraph.authoring.schema import paper_schema, written_schema
from scgraph.corpus import paper_folders
from scgraph.errors import ReadError
from scgraph.reading import Parsed, read_paper

FOLDER = ".scgraph"
_LINE = "# yaml-language-server: $schema="


def schema_line(paper: str) -> str:
    """Return the line by which a file of a paper tells an editor its schema.

    >>> schema_line("smith-2024")
    '# yaml-language-server: $schema=../../.scgraph/papers/smith-2024.schema.json'
    """
    return f"{_LINE}../../{FOLDER}/papers/{paper}.schema.json"


def schema_files(
    root: Path,
    known: KnownThings | None = None,
    parsed: Mapping[str, Parsed] = MappingProxyType({}),
) -> dict[Path, bytes]:
    """Return what the schemas of a corpus hold, by their paths.

    A paper whose files have a fault gets the schema of the corpus alone, so that an editor helps
    to find it.

    Args:
        root: the folder of the corpus.
        known: its things, if they are read already.
        parsed: papers that are read already, by name; the others are read.

    >>> from scgraph import files
    >>> [path.name for path in schema_files(files.data())]
    ['paper.schema.json', 'an-2025.schema.json']
    """
    things = known_things(root) if known is None else known
    papers = {folder.name: folder for folder in paper_folders(root)}
    prefixes = {name: f"{terms.paper_iri(name, things.base)}/" for name in papers}
    contents = corpus_schema_file(root, things)
    for name, folder in papers.items():
        read = parsed.get(name) or _read(folder, things.base, prefixes)
        contents |= own_schema_file(root, name, read, things.base)
    return contents


def corpus_schema_file(root: Path, known: KnownThings) -> dict[Path, bytes]:
    """Return what the schema that all papers share holds, by its path."""
    return {root / FOLDER / CORPUS_SCHEMA: written_schema(paper_schema(known)).encode()}


def own_schema_file(root: Path, paper: str, parsed: Parsed, base: str) -> dict[Path, bytes]:
    """Return what the schema of one paper holds, by its path."""
    schema = own_schema(parsed.quads, terms.paper_iri(paper, base), base)
    return {root / FOLDER / "papers" / f"{paper}.schema.json": written_schema(schema).encode()}


def changed_files(contents: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Return those files that hold something else as yet, or are not there."""
    return {
        path: data
        for path, data in contents.items()
        if not path.is_file() or path.read_bytes() != data
    }


def write_apart(contents: Mapping[Path, bytes]) -> None:
    """Write files that can be made anew at any time, each whole or not at all.

    They lie in hidden folders, into which nothing is moved together with other files.

    Raises:
        OSError: if one cannot be written.
    """
    for path, data in changed_files(contents).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        files.replace(path, data)


def _read(folder: Path, base: str, prefixes: Mapping[str, str]) -> Parsed:
    try:
        return read_paper(folder, base, prefixes)
    except ReadError:
        return Parsed([], {})
