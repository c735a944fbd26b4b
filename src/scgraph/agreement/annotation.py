"""Read an annotation of a paper: its claims as they were coded, and its sentences.

An annotation is the folder of a paper, alone or in a corpus; a corpus; or an RDF file that holds
one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from scgraph import terms
from scgraph.agreement.coding import Coder, Part
from scgraph.corpus import SETTINGS, paper_folders, read_alone, read_corpus
from scgraph.errors import CorpusError, near_names
from scgraph.reading import Parsed, Places
from scgraph.reading.form import Level, paper_form
from scgraph.reading.paper import RECORD

IN_PAPER, STATED_AT, LOCATOR = (f"{terms.VOCAB}{n}" for n in ("inPaper", "statedAt", "locator"))
DIGEST, NO_CLAIM = f"{terms.VOCAB}tolerantDigest1", f"{terms.VOCAB}noClaimReason"
POSITION = f"{terms.PREFIXES['schema']}position"
TYPE = f"{terms.PREFIXES['rdf']}type"
SENTENCE = f"{terms.PREFIXES['doco']}Sentence"
CLAIM, PASS = f"{terms.VOCAB}Claim", f"{terms.VOCAB}CurationPass"

Said = Mapping[str, Mapping[str, list[str]]]
"""What is said of each subject, by property, as IRIs and texts in the order of the files."""


@dataclass(frozen=True)
class Sentence:
    """A sentence as an annotation knows it; `digest` is that of its form ``tolerant-1``."""

    locator: str
    position: int
    digest: str | None
    no_claim: str | None


@dataclass(frozen=True)
class Claim:
    """A claim: what it is given, and the sentences at which it stands, by locator."""

    coded: Part
    says: str
    at: tuple[str, ...]

    @property
    def name(self) -> str:
        """The slug of the claim, by which a file names it."""
        return self.coded.name


@dataclass(frozen=True)
class Annotation:
    """One annotation of one paper.

    Args:
        path: where it was read.
        paper: the slug of the paper.
        claims: in the order of their sentences.
        sentences: those of the paper by locator, and those that a claim names without them.
        places: where everything was written.
        things: the namespace of the corpus's things.
        others: the class of every other node of the paper, by name.
    """

    path: Path
    paper: str
    claims: tuple[Claim, ...]
    sentences: Mapping[str, Sentence]
    places: Places
    things: str
    others: Mapping[str, str]

    def place(self, claim: Claim) -> str:
        """Return where a claim was written; the empty text if that is not known."""
        return str(self.places.get(claim.coded.iri, ""))


def read_annotation(path: str | PathLike[str], paper: str | None = None) -> Annotation:
    """Read the annotation of a paper.

    Args:
        path: the folder of a paper, a corpus, or an RDF file.
        paper: the slug of the paper; not needed where there is one alone.

    Raises:
        CorpusError: if there is none, or there are several and none is named.
        ReadError: if anything in its files is wrong; it holds all the faults.

    >>> from scgraph import files
    >>> annotation = read_annotation(files.data())
    >>> annotation.paper, annotation.claims[0].name, annotation.claims[0].at
    ('an-2025', 'smart-cities-change-cities', ('abstract/p1/s1',))
    """
    given = Path(path)
    if given.is_dir() and (given / RECORD).is_file():
        return _of_paper(given, paper)
    if given.is_dir() and (given / SETTINGS).is_file():
        slugs = [one.name for one in paper_folders(given)]
        return _of_paper(given / "papers" / _chosen(given, paper, slugs))
    corpus = read_corpus(given)
    slug = _chosen(given, paper, corpus.papers)
    return _annotation(given, slug, corpus.base, Parsed(corpus.quads, corpus.places))


def _of_paper(folder: Path, paper: str | None = None) -> Annotation:
    alone = read_alone(folder)
    if paper not in (None, alone.slug):
        message = f"is the paper {alone.slug!r}, not {paper!r}; give its own folder"
        raise CorpusError(folder, message)
    return _annotation(folder, alone.slug, alone.base, alone.parsed)


def _chosen(path: Path, paper: str | None, slugs: Iterable[str]) -> str:
    """Return the one paper that is meant."""
    known = sorted(slugs)
    if paper in known:
        return str(paper)
    if paper is None and len(known) == 1:
        return known[0]
    if not known:
        raise CorpusError(path, "holds no papers; give the folder of one")
    if paper is None:
        raise CorpusError(path, f"holds several papers; name one of {', '.join(known)}")
    near = f"; did you mean {' or '.join(near_names(paper, known) or known[:5])}?"
    raise CorpusError(path, f"holds no paper {paper!r}{near}")


def _annotation(path: Path, slug: str, base: str, parsed: Parsed) -> Annotation:
    iri = terms.paper_iri(slug, base)
    said = _said(parsed.quads)
    level = paper_form(base).keys["claims"].level
    assert level is not None
    sentences = {one.locator: one for one in _sentences(said, iri)}
    claims = list(_claims(said, iri, Coder(said, iri, terms.things(base)), level))
    for locator in (locator for claim in claims for locator in claim.at):
        sentences.setdefault(locator, Sentence(locator, len(sentences) + 1, None, None))
    claims.sort(key=lambda claim: (*_first(claim, sentences), claim.name))
    others = {
        node.removeprefix(f"{iri}/"): kinds[0]
        for node, about in said.items()
        if node.startswith(f"{iri}/") and (kinds := about.get(TYPE))
    }
    things = terms.things(base)
    return Annotation(path, slug, tuple(claims), sentences, parsed.places, things, others)


def _first(claim: Claim, sentences: Mapping[str, Sentence]) -> tuple[int, str]:
    return min(((sentences[at].position, at) for at in claim.at), default=(0, ""))


def _said(quads: Iterable[Quad]) -> Said:
    said: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            said[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return said


def _sentences(said: Said, paper: str) -> Iterator[Sentence]:
    for iri, about in said.items():
        if iri.startswith(f"{paper}/") and SENTENCE in about.get(TYPE, ()):
            locator = iri.removeprefix(f"{paper}/")
            digest, reason = about.get(DIGEST), about.get(NO_CLAIM)
            yield Sentence(
                locator,
                int((about.get(POSITION) or ["0"])[0]),
                digest[0] if digest else None,
                reason[0].rpartition("/")[2] if reason else None,
            )


def _claims(said: Said, paper: str, coder: Coder, level: Level) -> Iterator[Claim]:
    for iri, about in said.items():
        if CLAIM in about.get(TYPE, ()) and paper in about.get(IN_PAPER, ()):
            says = (about.get(f"{terms.PREFIXES['schema']}text") or [""])[0]
            at = dict.fromkeys(one.removeprefix(f"{paper}/") for one in about.get(STATED_AT, ()))
            yield Claim(coder.part(iri, level), says, tuple(at))
