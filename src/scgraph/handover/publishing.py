"""Publish the claims and checks of a corpus as nanopublications, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from scgraph import __version__, terms
from scgraph.handover.curation import GENERATED_BY, Curation
from scgraph.handover.extent import Extent
from scgraph.handover.facts import TYPE, Facts, scg
from scgraph.handover.header import read_header
from scgraph.handover.nanopublication import Kind, Nanopublication, Parts, published
from scgraph.terms import PREFIXES

_STATEMENTS = tuple(
    scg(name)
    for name in (
        "assertsInvolvement",
        "assertsCausalLink",
        "assertsComparison",
        "assertsFigure",
        "assertsRecommendation",
        "assertsInference",
        "hasCitation",
    )
)
_REPLY, _CONSULTS = scg("reply"), scg("consults")
_OF_PROVENANCE = frozenset(
    (scg("inPaper"), scg("statedAt"), scg("reading"), scg("readIn"), GENERATED_BY)
)
"""What tells how an assertion came about, and not what it asserts."""

_PROV, _DCTERMS, _PAV = PREFIXES["prov"], PREFIXES["dcterms"], PREFIXES["pav"]
_TOOL = f"{terms.BASE}software/{__version__}"
_DAY = NamedNode(f"{PREFIXES['xsd']}date")


def nanopublications(
    quads: Iterable[Quad], extent: Extent, paper: str | None = None
) -> Iterator[Nanopublication]:
    """Yield the nanopublications of a corpus: claims, claims of works, checks, paper by paper.

    Another reading of a claim is not published: it is not what the paper was settled to say.

    Args:
        quads: all that is known; what is not of the corpus serves for labels.
        extent: which corpus is meant.
        paper: the IRI of the only paper; all if not given.
    """
    every = list(quads)
    publisher = _Publisher(Facts(every), Facts(extent.own(every)), extent)
    for one in publisher.papers() if paper is None else [paper]:
        yield from publisher.of_paper(one)


class _Publisher:
    def __init__(self, all_facts: Facts, facts: Facts, extent: Extent) -> None:
        self._all = all_facts
        self._facts = facts
        self._extent = extent
        self._header = read_header(facts, extent)
        self._curation = Curation(facts)
        self._claims: dict[str, list[str]] = {}
        self._checks: dict[str, list[str]] = {}
        for claim in facts.of_kind(scg("Claim")):
            for paper in self._papers_of(claim):
                self._claims.setdefault(paper, []).append(claim)
        for check in facts.of_kind(scg("Check")):
            for paper in facts.iris(check, scg("inPaper")):
                self._checks.setdefault(paper, []).append(check)

    def papers(self) -> list[str]:
        return self._facts.of_kind(scg("Paper"))

    def of_paper(self, paper: str) -> Iterator[Nanopublication]:
        # A check refers to the nanopublications of what it tests and of what it rests on.
        made: dict[str, NamedNode] = {}
        for claim in self._claims.get(paper, ()):
            one = published(self._claim(claim, paper), self._extent.base)
            made.update(dict.fromkeys([claim, *self._statements(claim)], NamedNode(one.iri)))
            yield one
        for check in self._checks.get(paper, ()):
            yield published(self._check(check, paper, made), self._extent.base)

    def _papers_of(self, claim: str) -> list[str]:
        """Return the paper of a claim, or the one for whose checks a work was consulted."""
        own = self._facts.iris(claim, scg("inPaper"))
        read_in = self._facts.iris(claim, scg("readIn"))
        return own or sorted({p for c in read_in for p in self._facts.iris(c, scg("inPaper"))})

    def _claim(self, claim: str, paper: str) -> Parts:
        consultations = self._facts.iris(claim, scg("readIn"))
        kind: Kind = "claim"
        if not self._facts.iris(claim, scg("inPaper")):
            kind = "claim of another work"
        passes = self._curation.passes_of_claim(claim)
        passes += [p for c in consultations for p in self._facts.iris(c, GENERATED_BY)]
        places = self._curation.places(claim)
        background = [*self._told(paper, kind == "claim"), *self._about(*places, *consultations)]
        background += self._curation.triples_of_claim(claim)
        nodes = [claim, *self._statements(claim)]
        derived = [paper, *self._facts.iris(claim, scg("statedAt"))]
        if kind != "claim":
            derived = consultations
            works = [work for one in consultations for work in self._facts.iris(one, _CONSULTS)]
            background += self._about(*works)
        source = [(f"{_PROV}wasDerivedFrom", NamedNode(iri)) for iri in derived]
        source += [(f"{_PROV}hadPrimarySource", NamedNode(a)) for a in self._addresses(derived)]
        return self._parts(claim, kind, nodes, passes, source, background)

    def _check(self, check: str, paper: str, made: dict[str, NamedNode]) -> Parts:
        facts = self._facts
        looked_in = facts.iris(check, scg("lookedIn"))
        resting = [*facts.iris(check, scg("checks")), *facts.iris(check, scg("evidence"))]
        source = [(f"{_PROV}wasDerivedFrom", made[iri]) for iri in resting if iri in made]
        source += [(f"{_PROV}wasDerivedFrom", NamedNode(iri)) for iri in [paper, *looked_in]]
        passes = facts.iris(check, GENERATED_BY)
        background = [*self._told(paper, True), *self._about(*looked_in)]
        nodes = [check, *facts.iris(check, _REPLY)]
        return self._parts(check, "check", nodes, passes, source, background)

    def _parts(
        self,
        about: str,
        kind: Kind,
        nodes: list[str],
        passes: list[str],
        source: list[tuple[str, NamedNode]],
        background: list[Triple],
    ) -> Parts:
        triples = [triple for node in nodes for triple in self._whole(node)]
        assertion = [t for t in triples if t.predicate.value not in _OF_PROVENANCE]
        provenance = [t for t in triples if t.predicate.value in _OF_PROVENANCE]
        passes = sorted(set(passes))
        source += [(GENERATED_BY, NamedNode(one)) for one in passes]
        for one in passes:
            background += self._curation.triples_of_pass(one)
        draft = kind == "claim" and self._curation.is_draft(about)
        notes = [*self._notes(about, passes), *_draft_notes(draft)]
        labels = self._labels(assertion, set(nodes))
        pubinfo = [*labels, Triple(NamedNode(_TOOL), _LABEL, Literal(f"scgraph {__version__}"))]
        return Parts(about, kind, assertion, provenance + background, source, pubinfo, notes)

    def _statements(self, claim: str) -> list[str]:
        return self._facts.iris(claim, *_STATEMENTS)

    def _whole(self, node: str) -> Iterator[Triple]:
        """Yield what is said of a node, and of the blank nodes behind it."""
        waiting = [node]
        for one in waiting:
            for quad in self._facts.about(one):
                yield quad.triple
                behind = str(quad.object)
                if behind.startswith("_:") and behind not in waiting:
                    waiting.append(behind)

    def _about(self, *things: str) -> list[Triple]:
        return [quad.triple for thing in things for quad in self._facts.about(thing)]

    def _told(self, paper: str, is_told: bool) -> list[Triple]:
        """Return the record of a paper, without its hierarchy, questions and entries."""
        own = f"{paper}/"
        about = self._facts.about(paper) if is_told else []
        return [q.triple for q in about if not getattr(q.object, "value", "").startswith(own)]

    def _addresses(self, things: list[str]) -> list[str]:
        return [iri for thing in things for iri in addresses(self._facts, thing)]

    def _notes(self, about: str, passes: list[str]) -> Iterator[tuple[str, NamedNode | Literal]]:
        header = self._header
        yield f"{_DCTERMS}isPartOf", NamedNode(header.dataset)
        yield f"{PREFIXES['npx']}introduces", NamedNode(about)
        yield f"{_PAV}createdWith", NamedNode(_TOOL)
        if header.creator:
            yield f"{_DCTERMS}creator", as_iri_or_text(header.creator)
        if header.licence:
            yield f"{_DCTERMS}license", as_iri_or_text(header.licence)
        if header.vocabulary:
            yield f"{_DCTERMS}conformsTo", as_iri_or_text(header.vocabulary)
        if day := self._curation.last_day(passes):
            yield f"{_DCTERMS}created", Literal(day, datatype=_DAY)

    def _labels(self, triples: list[Triple], nodes: set[str]) -> Iterator[Triple]:
        """Yield the names of what an assertion speaks of, so that it can be read alone."""
        named = {t.object.value for t in triples if isinstance(t.object, NamedNode)} - nodes
        for iri in sorted(named):
            label = self._all.label(iri, self._extent.language)
            if label and not iri.startswith(terms.VOCAB):
                yield Triple(NamedNode(iri), _PREF_LABEL, label)


_LABEL = NamedNode(f"{PREFIXES['rdfs']}label")
_PREF_LABEL = NamedNode(f"{PREFIXES['skos']}prefLabel")


def _draft_notes(is_draft: bool) -> list[tuple[str, NamedNode | Literal]]:
    return [(TYPE, NamedNode(f"{PREFIXES['npx']}DraftNanopub"))] if is_draft else []


def addresses(facts: Facts, thing: str) -> list[str]:
    """Return the addresses of a work: its DOI first, then where it lies."""
    doi = facts.text(thing, f"{PREFIXES['bibo']}doi")
    url = facts.text(thing, f"{PREFIXES['schema']}url")
    found = [f"https://doi.org/{doi}" if doi else None, url]
    return [address for address in found if address and is_iri(address)]


def as_iri_or_text(value: str) -> NamedNode | Literal:
    """Return an address as an IRI, and anything else as text."""
    return NamedNode(value) if is_iri(value) else Literal(value)


def is_iri(text: str) -> bool:
    """Tell whether a text is a web address that can stand in RDF."""
    try:
        return text.startswith(("http://", "https://")) and bool(NamedNode(text))
    except ValueError:
        return False
