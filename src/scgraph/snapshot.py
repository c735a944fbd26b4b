"""Keep what was read of a corpus, so that the next process need not read it again.

A snapshot is a file in the user's cache folder: settings, N-Quads, and where all of it is written.
Its name is a hash of everything that the reading depends on: the files of the corpus, the
vocabulary, and the code that reads. So it is never out of date, only unused; and a corpus with a
fault never has one. The environment variable
``SCGRAPH_CACHE`` names another folder, or is ``off``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, parse, serialize

from scgraph import files
from scgraph.errors import ReadError
from scgraph.files import TEXTS

if TYPE_CHECKING:
    from scgraph.corpus import Corpus
    from scgraph.reading.positions import KnownPlaces, Place

CACHE_VARIABLE = "SCGRAPH_CACHE"
OFF = "off"
KEPT = 12
"""How many snapshots are kept; the oldest give way."""

_SUFFIX = ".kept"
_CODE = Path(__file__).parent
_CODE_THAT_READS = ("reading", "corpus", "terms.py", "snapshot.py")
_READ = (".py", ".json", ".yaml", ".ttl", ".trig", ".nt", ".nq", ".jsonld", ".tsv")
_VOCABULARY = ("scgraph.ttl", "codes.ttl", "context.jsonld", "authoring.json")


class KeptCorpus:
    """A corpus from its snapshot; its quads and their places are read only when asked for.

    Args:
        root: the folder of the corpus.
        key: the fingerprint of what was read.
        kept: the snapshot: a line that holds the settings, N-Quads, and the places.
    """

    def __init__(self, root: Path, key: str, kept: bytes) -> None:
        start = kept.index(b"\n") + 1
        settings = json.loads(kept[:start])
        end = start + settings["quads"]
        if len(kept) != end + settings["places"]:
            raise ValueError("the snapshot is not whole")
        self.base: str = settings["base"]
        self.language: str = settings["language"]
        self.papers: tuple[str, ...] = tuple(settings["papers"])
        self.bases: tuple[str, ...] = tuple(settings["bases"])
        self.data = kept[start:end]
        self._places = kept[end:]
        self._root = root
        self._key = key

    @cached_property
    def quads(self) -> list[Quad]:
        """All quads in the order of the files."""
        return list(parse(self.data, RdfFormat.N_QUADS, lenient=True))  # we wrote them

    @property
    def places(self) -> KnownPlaces:
        """Where everything is written; nowhere if the files have changed since they were read."""
        return self._known[0]

    @property
    def stubs(self) -> tuple[Place, ...]:
        """Where claims are begun that are no data yet; nowhere if the files have changed."""
        return self._known[1]

    @cached_property
    def _known(self) -> tuple[KnownPlaces, tuple[Place, ...]]:
        from scgraph.reading.kept_places import KeptPlaces

        if fingerprint(self._root) != self._key:
            return {}, ()
        if not self._places:  # they were in a folder that nobody can name but the reader
            corpus = _read(self._root)
            return corpus.places, corpus.stubs
        known = KeptPlaces(self._places, _folders(self._root))
        return known, known.stubs


def kept_corpus(root: Path) -> KeptCorpus | Corpus:
    """Return the corpus of a folder from its snapshot; without one, read it and keep one.

    Raises:
        CorpusError: if there is no corpus at the path.
        ReadError: if anything in any file is wrong; it holds all the faults.
    """
    path = snapshot_path(root)
    if path is None:
        return _read(root)
    try:
        return KeptCorpus(root, path.stem, path.read_bytes())
    except (OSError, ValueError, KeyError):
        corpus = _read(root)
        _keep(path, root, corpus)
        return corpus


def snapshot_path(root: Path) -> Path | None:
    """Return where the snapshot of a corpus lies, if it has one; None if none is ever kept."""
    folder = cache_folder()
    if folder is None or not root.is_dir():
        return None
    try:
        return folder / f"{fingerprint(root)}{_SUFFIX}"
    except OSError:  # the reader says which file cannot be read, and why
        return None


def fingerprint(root: Path) -> str:
    """Return a hash of all that the reading of a corpus depends on."""
    code = (path for name in _CODE_THAT_READS for path in _files_of(_CODE / name))
    vocabulary = map(files.ontology, _VOCABULARY)
    own = [(path.relative_to(_CODE).as_posix(), path) for path in code if path.suffix == ".py"]
    shipped = [(path.name, path) for path in vocabulary]
    # Where the folder lies stands in the places of faults but not in the quads: it plays no part.
    given = [
        (f"{number}/{path.relative_to(folder).as_posix()}", path)
        for number, folder in enumerate(_with_included(root))
        for path in _files_of(folder)
    ]
    return _digest([*own, *shipped, *given])


def _with_included(root: Path) -> list[Path]:
    """Return the folder of a corpus, and those of the corpora that it includes."""
    folders, known = [root], {root.resolve()}
    for folder in folders:
        settings = folder / "corpus.yaml"
        # Settings are parsed only where they name other corpora: most do not.
        if settings.is_file() and b"includes" in settings.read_bytes():
            from scgraph.corpus import included_folders, read_settings

            with suppress(ReadError):  # the reader says what is wrong with the settings
                for other in included_folders(folder, read_settings(settings)):
                    if other.resolve() not in known:
                        known.add(other.resolve())
                        folders.append(other)
    return folders


def _read(root: Path) -> Corpus:
    # Imported here: a process that finds a snapshot needs nothing of what reads files.
    from scgraph.corpus import read_corpus

    return read_corpus(root)


def _digest(named: Iterable[tuple[str, Path]]) -> str:
    digest = sha256()
    for name, path in named:
        # What the reader does not open plays a part by its name alone: it may be large.
        content = path.read_bytes() if path.suffix in _READ and path.is_file() else b""
        digest.update(f"{len(name)} {name} {len(content)} ".encode(errors="surrogatepass"))
        digest.update(content)
    return digest.hexdigest()


def _files_of(path: Path) -> Iterator[Path]:
    """Yield the files below a path in a fixed order, also those behind links to folders."""
    if not path.is_dir():
        yield path
        return
    seen: set[str] = set()
    for folder, inner, names in os.walk(path, followlinks=True):
        real = os.path.realpath(folder)
        inner[:] = [] if real in seen else sorted(filter(_is_read, inner))
        seen.add(real)
        yield from (Path(folder, name) for name in sorted(names))


def _is_read(folder: str) -> bool:
    """Tell whether the reader may look into a folder: not into a user's own texts, nor .git."""
    return folder != TEXTS and not folder.startswith(".")


def cache_folder() -> Path | None:
    """Return the folder in which things may be kept; None if the user wants nothing kept."""
    chosen = os.environ.get(CACHE_VARIABLE, "")
    if chosen.lower() == OFF:
        return None
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("scgraph", appauthor=False)


def snapshot_bytes(root: Path, corpus: Corpus) -> bytes:
    """Return what the snapshot of a corpus holds: settings, quads, places."""
    from scgraph.reading.kept_places import written_places

    quads = serialize(corpus.quads, format=RdfFormat.N_QUADS) or b""
    places = written_places(corpus.places, corpus.stubs, _folders(root))
    settings = {
        "base": corpus.base,
        "language": corpus.language,
        "papers": corpus.papers,
        "bases": corpus.bases,
        "quads": len(quads),
        "places": len(places),
    }
    return json.dumps(settings).encode() + b"\n" + quads + places


def _keep(path: Path, root: Path, corpus: Corpus) -> None:
    """Write a snapshot; where that cannot be done, the next process reads the files again."""
    data = snapshot_bytes(root, corpus)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        files.replace(path, data)
        _forget_the_oldest(path.parent)


def _folders(root: Path) -> tuple[str, ...]:
    """Return where the files of a corpus can lie, wherever it and this package are."""
    shipped = (files.ontology(_VOCABULARY[0]).parent, files.data())
    return tuple(os.path.join(folder, "") for folder in (*shipped, "" if root == Path() else root))


def _forget_the_oldest(folder: Path) -> None:
    kept = sorted(folder.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[KEPT:]:
        path.unlink(missing_ok=True)
