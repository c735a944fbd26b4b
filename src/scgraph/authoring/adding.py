"""Add a paper to a corpus: its record, its sentences, and a stub for each of them.

Nothing that a person wrote is changed: run again on a text that has changed, sentences keep their
locators and claims stay as they are, and only sentences at which nothing stands get a stub.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scgraph import bibliography, files, terms
from scgraph.anchors import AnchoringError, read_text
from scgraph.anchors.texts import is_markdown
from scgraph.authoring.earlier import earlier
from scgraph.authoring.known import KnownThings, known_things
from scgraph.authoring.making import Making
from scgraph.authoring.records import Reader
from scgraph.authoring.schemas import write_apart
from scgraph.authoring.summary import Summary
from scgraph.corpus import SETTINGS
from scgraph.errors import CorpusError, Fault, ReadError
from scgraph.finding import Finding, find
from scgraph.finding.keys import fold, key_of, slug
from scgraph.reading.values import SLUG


@dataclass(frozen=True)
class Addition:
    """What adding a paper would write, by path, and what is to be said of it.

    Args:
        contents: what belongs together.
        schemas: what an editor needs, and can be made anew at any time.
        summary: what is to be said.
    """

    contents: Mapping[Path, bytes]
    schemas: Mapping[Path, bytes]
    summary: Summary


def add_paper(
    root: Path,
    text: Path,
    reader: Reader,
    *,
    name: str | None = None,
    records: Iterable[bibliography.Work] = (),
    keep_text: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Summary:
    """Add the paper that a file holds to a corpus, everything together or nothing.

    Args:
        root: the folder of the corpus.
        text: plain text, Markdown or PDF.
        reader: who adds it, and when.
        name: what the paper is to be called; made from author and year, or from the file, if not
            given.
        records: of a bibliography.
        keep_text: whether a copy of the file goes to the texts of the corpus.
        progress: is told the page of a PDF that was read, and how many there are.

    Raises:
        ReadError: if the text cannot be read, or a file of the corpus is wrong.
        CorpusError: if there is no corpus, or the paper cannot have the name.
        OSError: if a file cannot be written.
        ImportError: if it is a PDF, and pypdf is not installed.
    """
    made = addition(
        root, text, reader, name=name, records=records, keep_text=keep_text, progress=progress
    )
    files.replace_together(made.contents, root)
    write_apart(made.schemas)
    return made.summary


def addition(
    root: Path,
    text: Path,
    reader: Reader,
    *,
    name: str | None = None,
    records: Iterable[bibliography.Work] = (),
    keep_text: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Addition:
    """Return what adding a paper would write; takes and raises what `add_paper` does."""
    if not (root / SETTINGS).is_file():
        reason = f"is no corpus: it has no {SETTINGS}; make one with: scgraph new FOLDER"
        raise CorpusError(root, reason)
    files.recover(root)
    known = known_things(root)
    finding = _found(text, known, progress)
    described = tuple(records)
    own = _own_record(finding, described)
    paper = _paper_name(name, text, own)
    others = [record for record in described if record is not own]
    before = earlier(root / "papers" / paper)
    making = Making(root, paper, finding, known, before, reader, others, own)
    contents = dict(making.contents)
    if keep_text:
        suffix = text.suffix.lower() or ".txt"
        contents[root / files.TEXTS / f"{paper}{suffix}"] = text.read_bytes()
    return Addition(contents, making.schemas(), making.summary())


def _found(text: Path, known: KnownThings, progress: Callable[[int, int], None] | None) -> Finding:
    words = read_text(text, progress)
    try:
        return find(words, markdown=is_markdown(text), names=known.spoken)
    except AnchoringError as error:
        raise ReadError([Fault(str(text), None, None, str(error))]) from error


def _own_record(finding: Finding, records: Iterable[bibliography.Work]) -> bibliography.Work | None:
    """Return the record of the paper itself, if a bibliography has one of its title."""
    title = fold(finding.title or "")
    return next((one for one in records if title and fold(one.title or "") == title), None)


def _paper_name(name: str | None, text: Path, own: bibliography.Work | None) -> str:
    if name is not None and not SLUG.fullmatch(name):
        near = f", such as {slug(name)}" if slug(name) else ""
        message = f"{name!r} cannot name a paper; use small letters, digits and hyphens{near}"
        raise CorpusError(text, message)
    chosen = name or _name_by_record(own) or slug(text.stem)
    if not chosen or chosen in terms.PREFIXES:
        raise CorpusError(text, "no name for the paper can be made of this; give one with --id")
    return chosen


def _name_by_record(own: bibliography.Work | None) -> str:
    """Return the first author and the year of a record, if they make a name."""
    if own is None or not own.authors or not slug(own.authors[0].family):
        return ""
    return slug(key_of(own.authors[0].family, own.year, None))
