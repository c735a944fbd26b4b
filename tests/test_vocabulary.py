"""The vocabulary is whole, consistent, and says each thing once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import owlrl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

import scgraph

ROOT = Path(__file__).resolve().parents[1]
ONTOLOGY = ROOT / "ontology"
SCG = rdflib.Namespace("https://w3id.org/scgraph/vocab/")
CODE = "https://w3id.org/scgraph/code/"
VOCABULARY = URIRef("https://w3id.org/scgraph/vocabulary")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
OURS = re.compile(r"https://w3id\.org/scgraph/(?:vocab|code)/[A-Za-z0-9/_-]+")
TYPES_OF_TERMS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
NOUNS = [
    *("Paper", "Claim", "Factor", "Actor", "Initiative", "Place", "Domain", "Source"),
    *("Construct", "Involvement", "CausalLink", "Inference", "Figure", "Comparison", "Citation"),
    *("Recommendation", "ResearchQuestion", "ReferenceEntry", "Check", "Reply", "CurationPass"),
    *("StatusAssignment", "CurationDecision"),
]


@cache
def graph(*names: str) -> rdflib.Graph:
    """Return the union of some files of the ontology."""
    union = rdflib.Graph()
    for name in names:
        union.parse(ONTOLOGY / name)
    return union


@cache
def terms() -> tuple[URIRef, ...]:
    """Return every class and property of ours."""
    vocabulary = graph("scgraph.ttl")
    found = {term for kind in TYPES_OF_TERMS for term in vocabulary.subjects(RDF.type, kind)}
    return tuple(sorted(term for term in found if isinstance(term, URIRef)))


@cache
def codes() -> tuple[URIRef, ...]:
    """Return every code of every list."""
    return tuple(sorted(graph("codes.ttl").subjects(SKOS.inScheme, None)))


def files_of_ours() -> Iterator[Path]:
    """Return every file of the project that can use a term of ours."""
    for folder in ("ontology", "data", "queries", "src", "tests"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".ttl", ".rq", ".jsonld", ".json", ".py", ".patch", ".md"}:
                yield path


def with_statements(*statements: str) -> rdflib.Graph:
    """Return the vocabulary together with some Turtle."""
    prefixes = f"@prefix scg: <{SCG}> . @prefix x: <https://example.org/> . "
    return graph("scgraph.ttl") + rdflib.Graph().parse(data=prefixes + " ".join(statements))


def contradictions(data: rdflib.Graph) -> list[rdflib.term.Node]:
    """Return what an OWL 2 RL reasoner finds wrong."""
    closed = rdflib.Graph()
    closed += data
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    return list(closed.subjects(RDF.type, ERROR))


def test_there_are_terms_and_codes() -> None:
    """The collections that the tests below walk are not empty."""
    assert len(terms()) > 100
    assert len(codes()) > 150


@pytest.mark.parametrize(
    "term", [*terms(), *codes()], ids=lambda term: term.rpartition("scgraph/")[2]
)
def test_every_term_is_described(term: URIRef) -> None:
    """A term has its name in two languages, a definition, an example, and its place."""
    vocabulary = graph("scgraph.ttl", "codes.ttl")
    naming = SKOS.prefLabel if (term, SKOS.prefLabel, None) in vocabulary else RDFS.label
    languages = sorted(label.language for label in vocabulary.objects(term, naming))
    assert languages == ["en", "ja"]
    assert vocabulary.value(term, SKOS.definition).language == "en"
    assert (term, SKOS.example, None) in vocabulary
    assert list(vocabulary.objects(term, RDFS.isDefinedBy)) == [VOCABULARY]


def test_the_version_has_an_iri_of_its_own() -> None:
    """The ontology names its version by IRI and by number, and the two agree."""
    vocabulary = graph("scgraph.ttl")
    version = vocabulary.value(VOCABULARY, OWL.versionInfo)
    assert str(vocabulary.value(VOCABULARY, OWL.versionIRI)) == f"{VOCABULARY}/{version}"


def test_every_iri_of_ours_that_is_used_is_defined() -> None:
    """No file of the project uses a class, property or code that the vocabulary does not define."""
    schemes = {str(scheme) for scheme in graph("codes.ttl").subjects(RDF.type, SKOS.ConceptScheme)}
    axioms = {str(name) for name in graph("scgraph.ttl").subjects(RDF.type, OWL.AllDisjointClasses)}
    defined = {str(term) for term in (*terms(), *codes())} | schemes | axioms
    used: set[str] = set()
    for path in ROOT.glob("ontology/*.ttl"):
        used |= {str(node) for triple in graph(path.name) for node in triple if is_ours(node)}
    for path in ROOT.glob("data/reference/*.ttl"):
        data = rdflib.Graph().parse(path)
        used |= {str(node) for triple in data for node in triple if is_ours(node)}
    for path in ROOT.glob("queries/**/*.rq"):
        used |= set(expanded_names(path.read_text(encoding="utf-8")))
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))
    used |= set(properties_of(context))
    assert len(used) > 250
    assert used - defined == set()


def is_ours(node: rdflib.term.Node) -> bool:
    """Tell whether a node is a class, property or code IRI of ours."""
    return isinstance(node, URIRef) and str(node).startswith((str(SCG), CODE))


def expanded_names(query: str) -> Iterator[str]:
    """Return the IRIs of ours behind the prefixed names of a query."""
    body = "\n".join(line for line in query.splitlines() if not line.startswith("#"))
    prefixes = dict(re.findall(r"PREFIX\s+([\w-]+):\s*<([^>]+)>", body))
    for prefix, local in re.findall(r"(?<![\w<?])([\w-]+):([\w-]+)", body):
        if prefixes.get(prefix, "").startswith((str(SCG), CODE)):
            yield prefixes[prefix] + local


def properties_of(context: object) -> Iterator[str]:
    """Return the IRIs of ours that the keys of a context stand for."""
    if isinstance(context, dict):
        for key, value in context.items():
            if isinstance(value, str) and value.startswith("scg:"):
                yield str(SCG) + value.removeprefix("scg:")
            elif key != "@base":
                yield from properties_of(value)


def test_every_term_is_used() -> None:
    """Data, shapes, queries or context name every class and property, or others below it."""
    others = [path for path in files_of_ours() if path.name not in {"scgraph.ttl", "README.md"}]
    text = "".join(path.read_text(encoding="utf-8") for path in others if path.suffix != ".py")
    used = set(re.findall(r"scg:(\w+)", text))
    vocabulary = graph("scgraph.ttl")
    used |= {
        str(term).removeprefix(str(SCG))
        for gathering in (RDFS.subClassOf, RDFS.subPropertyOf)
        for term in vocabulary.objects(None, gathering)
    }
    assert {term.removeprefix(str(SCG)) for term in terms()} - used == set()


def test_every_code_list_closes_a_property() -> None:
    """The class of each stored code list is what a shape demands of some value."""
    shapes = (ONTOLOGY / "shapes.ttl").read_text(encoding="utf-8")
    demanded = set(re.findall(r"sh:class scg:(\w+)", shapes))
    vocabulary = graph("scgraph.ttl", "codes.ttl")
    classes = {kind for code in codes() for kind in vocabulary.objects(code, RDF.type)}
    stored = {str(kind).removeprefix(str(SCG)) for kind in classes if is_ours(kind)}
    # What a query derives is never stored: the evidence status of a claim.
    assert stored - demanded == {"EvidenceStatus", "Support"}


def test_labels_of_a_code_list_are_unique() -> None:
    """Two codes of one list never bear the same name in one language."""
    vocabulary = graph("codes.ttl")
    seen: dict[tuple[object, str, str | None], URIRef] = {}
    for code in codes():
        for label in vocabulary.objects(code, SKOS.prefLabel):
            key = (vocabulary.value(code, SKOS.inScheme), str(label).casefold(), label.language)
            assert key not in seen, (code, seen.get(key))
            seen[key] = code


def test_nouns_are_disjoint() -> None:
    """Any two nouns exclude each other, but a paper may be cited and so be a source."""
    vocabulary = graph("scgraph.ttl")
    apart = {frozenset(pair) for pair in vocabulary.subject_objects(OWL.disjointWith)}
    for axiom in vocabulary.subjects(RDF.type, OWL.AllDisjointClasses):
        members = list(vocabulary.items(vocabulary.value(axiom, OWL.members)))
        apart |= {frozenset((a, b)) for a in members for b in members if a != b}
    wanted = {frozenset((SCG[a], SCG[b])) for a in NOUNS for b in NOUNS if a != b}
    assert wanted - apart == {frozenset((SCG.Paper, SCG.Source))}


def test_vocabulary_is_consistent_under_owl_rl() -> None:
    """The vocabulary with its alignments and an example of everything holds no contradiction."""
    data = graph("scgraph.ttl", "alignments.ttl")
    data = data + rdflib.Graph().parse(ROOT / "tests/fixtures/shapes/valid.ttl")
    assert contradictions(data) == []


def test_the_shipped_corpus_is_consistent_under_owl_rl(kg: scgraph.KnowledgeGraph) -> None:
    """What the paper is said to say contradicts neither the vocabulary nor its alignments."""
    data = rdflib.Graph()
    for named in kg.to_rdflib().graphs():
        # The code lists would double the time, and the corpus only points at them.
        if named.identifier != VOCABULARY:
            data += named
    assert len(data) > 5000
    assert contradictions(data + graph("scgraph.ttl", "alignments.ttl")) == []


@pytest.mark.parametrize(
    "statement",
    [
        "x:it a scg:Barrier, scg:Outcome .",
        "x:it a scg:Actor, scg:Place .",
        "x:claim scg:assertsFigure x:it . x:it a scg:Comparison .",
    ],
    ids=["barrier and outcome", "actor and place", "figure and comparison"],
)
def test_a_planted_contradiction_is_caught(statement: str) -> None:
    """A reasoner finds each planted contradiction, so that consistency is a check that can fail."""
    assert contradictions(with_statements(statement))


def test_alignments_hold_only_matches() -> None:
    """Alignments state only superior classes and properties, matches and EARL outcomes."""
    allowed = {
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        RDFS.seeAlso,
        OWL.equivalentProperty,
        OWL.equivalentClass,
        SKOS.closeMatch,
        SKOS.exactMatch,
        SKOS.broadMatch,
        SKOS.narrowMatch,
        SKOS.relatedMatch,
    }
    alignments = graph("alignments.ttl")
    assert len(alignments) > 30
    for subject, predicate, value in alignments:
        assert predicate in allowed or (predicate == RDF.type and "earl#" in str(value)), predicate
        assert is_ours(subject), subject
