"""The shapes bite: each demand is met by the valid graph and broken by its own fixture.

With SCGRAPH_DEEP=1 each fixture is also validated against the whole shapes graph, not only against
the shapes that can see the change (some minutes).
"""

import os
from collections import Counter
from functools import cache

import pytest
from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, URIRef

from scgraph.validation.reading import read_shapes
from scgraph.validation.shacl import findings_in
from shacl_fixtures import (
    ONTOLOGY,
    SHAPE,
    TARGETS,
    Result,
    Triple,
    alone,
    constraint_shapes,
    data,
    fast_outcome,
    graph_of,
    owner,
    patch_names,
    patched,
    read_patch,
    readers,
    report,
    shapes,
)

VOCABULARY = "https://w3id.org/scgraph/vocab/"
NAMES = constraint_shapes()
PROSE = (SH.name, SH.message)

NOT_STORED = {
    "asserts": "only its sub-properties are stored",
    "EvidenceStatus": "derived by a query",
    "Support": "derived by a query",
}

CONSTRAINTS = (
    SH["class"], SH.datatype, SH.nodeKind, SH.minCount, SH.maxCount, SH.minInclusive,
    SH.maxInclusive, SH.pattern, SH.languageIn, SH.uniqueLang, SH.disjoint, SH.lessThanOrEquals,
    SH["or"], SH.node, SH.qualifiedValueShape, SH.hasValue, SH["in"], SH.sparql,
)  # fmt: skip

TERMS = {
    *CONSTRAINTS, *TARGETS, *PROSE, SH.severity, SH.Warning, SH.Info, SH.IRI, SH.Literal, SH.path,
    SH.property, SH.inversePath, SH.alternativePath, SH.oneOrMorePath, SH.select,
    SH.qualifiedMinCount, SH.qualifiedMaxCount,
}  # fmt: skip
"""The terms of SHACL that the shapes use; an engine passes over one that it does not know."""


def misspelt(graph: Graph) -> set[str]:
    """Return the sh: terms of a shapes graph that are not in the written list."""
    used = {term for triple in graph for term in triple if isinstance(term, URIRef)}
    return {str(term) for term in used if term.startswith(str(SH)) and term not in TERMS}


def local(node: object) -> str:
    """Return the part of a shape's IRI after the common beginning."""
    return str(node).removeprefix(SHAPE)


def test_the_valid_graph_raises_no_violation_and_no_warning() -> None:
    """The valid graph has no result of any severity."""
    assert report(data(), shapes()) == frozenset()


def test_every_constraint_has_a_fixture_and_every_fixture_a_constraint() -> None:
    """Patch files and shapes that make a demand have the same names."""
    assert len(NAMES) > 300
    assert patch_names() == NAMES


def test_every_patch_takes_what_is_there_and_adds_what_is_not() -> None:
    """No line of a patch is without effect on the valid graph."""
    assert NAMES
    there = frozenset(data())
    for name in NAMES:
        patch = read_patch(name)
        assert patch.touched, name
        assert patch.removed <= there, name
        assert patch.added.isdisjoint(there), name


def test_two_patches_are_not_the_same() -> None:
    """Each demand is broken in a way of its own."""
    patches = [read_patch(name) for name in NAMES]
    assert len(set(patches)) == len(patches) > 0


@pytest.mark.parametrize("name", NAMES)
def test_a_fixture_breaks_its_shape_and_no_other(name: str) -> None:
    """Every result on a fixture comes from the shape it is named after, whatever runs the shapes.

    What the reference engine says is compared finding by finding with the other engine, which
    always runs all shapes.
    """
    patch = read_patch(name)
    scope: set[Triple] = set().union(*map(alone, readers(patch)))
    if os.environ.get("SCGRAPH_DEEP"):
        scope = set(shapes())
    with patched(patch) as graph:
        found = Counter(findings_in(graph, graph_of(scope)))
    assert {local(finding.shape) for finding in found} == {name}
    assert found == Counter(fast_outcome(patch).findings)


def test_the_fast_engine_knows_all_shapes() -> None:
    """Nothing of the shipped shapes is left to the reference engine."""
    shipped = read_shapes((ONTOLOGY / "shapes.ttl").read_text(encoding="utf-8"))
    assert len(shipped.known) > 80
    assert shipped.unknown == {}


def results(graph: Graph, triples: frozenset[Triple], name: str) -> frozenset[Result] | str:
    """Return the results of one shape, or that the engine refuses the shapes."""
    try:
        return frozenset(row for row in report(graph, triples) if row[0] == name)
    except Exception as error:  # engines refuse ill-formed shapes with errors of many kinds
        return f"refused: {type(error).__name__}"


def outcome(name: str, triples: frozenset[Triple]) -> frozenset[Result] | str:
    """Return the results of one shape on its own fixture."""
    with patched(read_patch(name)) as graph:
        return results(graph, triples, name)


def tail(triple: Triple) -> bool:
    """Tell whether a statement only ends a list: engines read an open list as an ended one."""
    return triple[1] == RDF.rest and triple[2] == RDF.nil


@cache
def target_bites(triple: Triple) -> bool:
    """Tell whether some fixture of a node shape needs one of the targets of that node shape."""
    names = [local(s) for s in shapes().objects(triple[0], SH.property)] or [local(triple[0])]
    return any(outcome(n, alone(n) - {triple}) != outcome(n, alone(n)) for n in names)


def idle(name: str) -> list[Triple]:
    """Return the statements of a shape that could be dropped without any report changing."""
    whole = alone(name)
    broken = outcome(name, whole)
    left = []
    for triple in sorted(whole):
        if triple[1] in PROSE or tail(triple):
            continue
        if triple[1] in TARGETS:
            bites = target_bites(triple)
        else:
            less = whole - {triple}
            bites = outcome(name, less) != broken or bool(results(data(), less, name))
        if not bites:
            left.append(triple)
    return left


@pytest.mark.parametrize("name", NAMES)
def test_no_statement_of_a_shape_is_idle(name: str) -> None:
    """Dropping any statement but a name or a message changes a report, or is refused."""
    assert idle(name) == []


def test_every_statement_of_the_shapes_belongs_to_a_constraint() -> None:
    """The test above leaves no statement of the file out."""
    covered = set().union(*(alone(name) for name in NAMES))
    assert set(shapes()) == covered


@pytest.mark.parametrize("name", NAMES)
def test_a_constraint_has_one_name_one_message_and_one_constraint(name: str) -> None:
    """A demand is one constraint with an English name and an English message."""
    node = URIRef(SHAPE + name)
    for predicate in PROSE:
        (text,) = shapes().objects(node, predicate)
        assert isinstance(text, Literal)
        assert text.language == "en"
    assert sum(len(list(shapes().objects(node, p))) for p in CONSTRAINTS) == 1
    assert len(list(shapes().objects(node, SH.path))) == (owner(name) != node)


def test_no_two_constraints_say_the_same_message_for_the_same_node_shape() -> None:
    """A message tells which demand of its node shape is broken."""
    said = [(owner(name), shapes().value(URIRef(SHAPE + name), SH.message)) for name in NAMES]
    assert len(set(said)) == len(said) > 0


def test_a_severity_is_stated_only_where_it_is_milder_than_violation() -> None:
    """The default severity is never written out."""
    stated = set(shapes().objects(None, SH.severity))
    assert stated == {SH.Warning, SH.Info}


def test_every_term_of_shacl_is_spelt_as_in_its_vocabulary() -> None:
    """No sh: term of the file is outside the written list."""
    assert misspelt(shapes()) == set()


def test_a_misspelt_term_of_shacl_is_found() -> None:
    """The list is not so wide that a slip passes."""
    wrong = URIRef(str(SH) + "minCounts")
    planted = graph_of([*shapes(), (URIRef(SHAPE + "Claim-type-needed"), wrong, Literal(1))])
    assert misspelt(planted) == {str(wrong)}


def test_every_class_and_property_that_is_stored_is_in_some_shape() -> None:
    """No term of the vocabulary is stored without a shape that reads it."""
    vocabulary = Graph().parse(ONTOLOGY / "scgraph.ttl", format="turtle")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDFS.Class, RDF.Property)
    terms = {
        str(term).removeprefix(VOCABULARY)
        for kind in kinds
        for term in vocabulary.subjects(RDF.type, kind)
        if str(term).startswith(VOCABULARY)
    }
    used = {str(term).removeprefix(VOCABULARY) for triple in shapes() for term in triple}
    assert len(terms) > 100
    assert terms - used == set(NOT_STORED)
