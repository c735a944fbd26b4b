"""Keep the schemas for an editor in the folder of a corpus, where each file looks for its own.

They lie in ``.scgraph``, which git does not see: whoever clones a corpus makes them anew.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from scgraph import files, terms
from scgraph.authoring.around import Around
from scgraph.authoring.known import KnownThings, known_things
from scgraph.authoring.own_names import CORPUS_SCHEMA, own_schema
from scgraph.authoring.schema import paper_schema, written_schema
from scgraph.errors import ReadError, ScgraphError
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
    around = Around(root)
    contents = corpus_schema_file(root, things)
    for name, folder in ((folder.name, folder) for folder in around.own_papers):
        read = parsed.get(name) or _read(folder, around)
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


def read_as_written(
    root: Path, folder: Path, texts: Mapping[Path, str], base: str
) -> Parsed | None:
    """Read a paper as it will be when some of its files are written.

    Args:
        root: the folder of the corpus.
        folder: that of the paper, which need not be there yet.
        texts: what files in it are to hold.
        base: of the corpus.

    Returns:
        The paper; None if a file that a person wrote has a fault.
    """
    around = Around(root)
    data = {path: text.encode() for path, text in texts.items()}
    if (folder / "paper.yaml").is_file():
        try:
            return read_paper(folder, base, around.prefixes, around.codes, data)
        except ReadError:
            return None
    with tempfile.TemporaryDirectory() as place:
        staged = Path(place) / folder.name
        staged.mkdir()
        for path, written in data.items():
            (staged / path.name).write_bytes(written)
        return read_paper(staged, base, around.prefixes, around.codes)


def keep_schemas(root: Path) -> None:
    """Make those schemas of a corpus anew that are older than what they are made of.

    Only where a corpus keeps schemas: where their folder is, or git is told of it. What cannot be
    read or written is left: an editor then helps a little less.
    """
    if not (root / FOLDER).is_dir() and FOLDER not in _ignored(root):
        return
    with suppress(ScgraphError, OSError):
        around = Around(root)
        shared = [path for path, _ in around.shared_files]
        corpus = root / FOLDER / CORPUS_SCHEMA
        contents: dict[Path, bytes] = {}
        if _is_older(corpus, [root / "corpus.yaml", *shared]):
            contents |= corpus_schema_file(root, known_things(root))
        for folder in around.own_papers:
            own = root / FOLDER / "papers" / f"{folder.name}.schema.json"
            if _is_older(own, [*shared, *folder.iterdir()]):
                contents |= own_schema_file(root, folder.name, _read(folder, around), around.base)
        for path, data in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            # Also if it is the same: its time tells that it was looked at.
            files.replace(path, data)


def _ignored(root: Path) -> str:
    path = root / ".gitignore"
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _is_older(made: Path, sources: Iterable[Path]) -> bool:
    """Tell whether a file is not there, or older than one of those that it is made of."""
    if not made.is_file():
        return True
    time = made.stat().st_mtime_ns
    return any(path.stat().st_mtime_ns >= time for path in sources)


def _read(folder: Path, around: Around) -> Parsed:
    try:
        return read_paper(folder, around.base, around.prefixes, around.codes)
    except ReadError:
        return Parsed([], {})
