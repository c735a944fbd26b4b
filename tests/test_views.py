"""A view holds the edges that the graph holds: compared with its triples, read one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import networkx
import pytest
from rdflib import Dataset, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

import scgraph
from scgraph.errors import ExportError, UnknownQuestionError

SCG = Namespace("https://w3id.org/scgraph/vocab/")
ID = Namespace("https://w3id.org/scgraph/id/")
SCHEMA = Namespace("https://schema.org/")
VIEWS = (
    "barriers-actors-evidence",
    "causes",
    "citations",
    "claims",
    "everything",
    "hierarchy",
    "initiatives",
)
Edges = dict[tuple[str, str, str], set[str]]
"""The claims behind each edge, by start, end and relation."""


@pytest.fixture(scope="module")
def triples(kg: scgraph.KnowledgeGraph) -> Dataset:
    """Return what the shipped papers say, as rdflib holds it: views do not show the checks."""
    dataset = kg.to_rdflib()
    for graph in list(dataset.graphs()):
        if str(graph.identifier).endswith("/checks"):
            dataset.remove_graph(graph)
    return dataset


def gathered(found: Iterator[tuple[Any, Any, Any, Any]]) -> Edges:
    """Gather edges with the claims behind each; an edge that no claim states has none."""
    edges: Edges = defaultdict(set)
    for start, end, relation, claim in found:
        edges[str(start), str(end), str(relation)] |= set() if claim is None else {str(claim)}
    return dict(edges)


def edges_of(view: networkx.MultiDiGraph) -> Edges:
    """Return the edges of a view in the same form."""
    found = view.edges(data=True)
    edges = {(start, end, data["relation"]): set(data["claims"]) for start, end, data in found}
    assert len(edges) == view.number_of_edges()
    return edges


def is_a(triples: Dataset, thing: Any, kind: str) -> bool:
    """Tell whether a thing is of a class."""
    return (thing, RDF.type, SCG[kind]) in triples


def links(triples: Dataset) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Yield every causal link: cause, effect, kind, claim."""
    for claim, link in triples.subject_objects(SCG.assertsCausalLink):
        cause, effect = triples.value(link, SCG.cause), triples.value(link, SCG.effect)
        yield cause, effect, triples.value(link, SCG.causalKind), claim


def involvements(triples: Dataset) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Yield every involvement: actor, target, role, claim."""
    for claim, node in triples.subject_objects(SCG.assertsInvolvement):
        actor, target = triples.value(node, SCG.actor), triples.value(node, SCG.target)
        yield actor, target, triples.value(node, SCG.role), claim


def citations(triples: Dataset) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Yield every citation: claim, source, purpose, claim."""
    for claim, node in triples.subject_objects(SCG.hasCitation):
        source, purpose = triples.value(node, SCG.citedSource), triples.value(node, SCG.purpose)
        yield claim, source, purpose, claim


def between_claims(triples: Dataset) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Yield what claims say of each other, and which questions they answer."""
    for relation in (SCG.restates, SCG.concedes, SCG.answers):
        for claim, other in triples.subject_objects(relation):
            yield claim, other, relation, claim
    for claim, inference in triples.subject_objects(SCG.assertsInference):
        for premise in triples.objects(inference, SCG.premise):
            yield claim, premise, SCG.premise, claim


def recommendations(triples: Dataset) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Yield what recommendations address, aim at, and whom they involve in which role."""
    for claim, node in triples.subject_objects(SCG.assertsRecommendation):
        for relation in (SCG.addresses, SCG.aimsAt):
            for end in triples.objects(node, relation):
                yield claim, end, relation, claim
    for actor, target, role, claim in involvements(triples):
        if is_a(triples, target, "Recommendation"):
            yield actor, claim, role, claim


def placements(triples: Dataset) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Yield which barrier is placed under which; no claim says so."""
    for low, high in triples.subject_objects(SCG.placedUnder):
        below, above = triples.value(low, SCG.placedBarrier), triples.value(high, SCG.placedBarrier)
        yield below, above, SCG.placedUnder, None


def speaking(triples: Dataset) -> Iterator[tuple[Any, Any]]:
    """Yield every claim with each barrier that it speaks of, by whatever way."""
    for direct in (SCG.namesBarrier, SCG.defines, DCTERMS.subject):
        yield from triples.subject_objects(direct)
    for asserts, says in (
        (SCG.assertsInvolvement, SCG.target),
        (SCG.assertsCausalLink, SCG.cause),
        (SCG.assertsCausalLink, SCG.effect),
        (SCG.assertsRecommendation, SCG.addresses),
    ):
        for claim, node in triples.subject_objects(asserts):
            for thing in triples.objects(node, says):
                yield claim, thing


def tied_to_barriers(triples: Dataset) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Yield actor – barrier, barrier – claim that ties or cites, claim – source."""
    ties = [edge for edge in involvements(triples) if is_a(triples, edge[1], "Barrier")]
    yield from ties
    tying = {(claim, barrier) for _, barrier, _, claim in ties}
    pairs = {pair for pair in speaking(triples) if is_a(triples, pair[1], "Barrier")}
    for claim, barrier in pairs:
        if (claim, barrier) in tying or triples.value(claim, SCG.hasCitation, any=True):
            yield barrier, claim, SCHEMA.subjectOf, claim
    about_barriers = {claim for claim, _ in pairs}
    yield from (edge for edge in citations(triples) if edge[0] in about_barriers)


def around_initiatives(triples: Dataset) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Yield links from and to initiatives, who is involved in them, and all recommendations."""
    for edge in links(triples):
        if any(is_a(triples, end, "Initiative") for end in edge[:2]):
            yield edge
    for edge in involvements(triples):
        if is_a(triples, edge[1], "Initiative"):
            yield edge
    yield from recommendations(triples)


def everything(triples: Dataset) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Yield all of it, and which claim is about what."""
    for edge in involvements(triples):
        if not is_a(triples, edge[1], "Recommendation"):
            yield edge
    claims = set(triples.subjects(RDF.type, SCG.Claim))
    for about in (SCG.namesBarrier, SCG.describesInitiative, SCG.defines, DCTERMS.subject):
        for claim, thing in triples.subject_objects(about):
            if claim in claims:
                yield thing, claim, SCHEMA.subjectOf, claim
    for edges in (links, citations, recommendations, between_claims, placements):
        yield from edges(triples)


EXPECTED = {
    "barriers-actors-evidence": tied_to_barriers,
    "causes": links,
    "citations": citations,
    "claims": between_claims,
    "everything": everything,
    "hierarchy": placements,
    "initiatives": around_initiatives,
}


def test_all_views_are_tested(kg: scgraph.KnowledgeGraph) -> None:
    """No view is left out below."""
    assert kg.views == VIEWS == tuple(sorted(EXPECTED))


@pytest.mark.parametrize("name", VIEWS)
def test_the_edges_are_those_of_the_triples(
    kg: scgraph.KnowledgeGraph, triples: Dataset, name: str
) -> None:
    """Each edge, and the claims behind it, stand in the graph, and none is missing."""
    expected = gathered(EXPECTED[name](triples))
    assert len(expected) > 20
    assert edges_of(kg.view(name)) == expected


@pytest.mark.parametrize("name", VIEWS)
def test_weights_count_claims(kg: scgraph.KnowledgeGraph, name: str) -> None:
    """The weight of an edge is the number of claims behind it; no claim weighs as one."""
    for *_, data in kg.view(name).edges(data=True):
        assert data["weight"] == max(len(data["claims"]), 1)


@pytest.mark.parametrize("name", VIEWS)
def test_nodes_bear_the_names_and_kinds_of_the_graph(
    kg: scgraph.KnowledgeGraph, triples: Dataset, name: str
) -> None:
    """A label is the thing's own, in English and Japanese; a kind is one of its classes."""
    for node, data in kg.view(name).nodes(data=True):
        thing = URIRef(node)
        assert is_a(triples, thing, data["kind"]), node
        names = (SKOS.prefLabel, SCHEMA.text, SCG.measure)  # a comparison has only a measure
        texts = {text for name in names for text in triples.objects(thing, name)}
        assert Literal(data["label"], lang="en") in texts or Literal(data["label"]) in texts
        if "label_ja" in data:
            assert Literal(data["label_ja"], lang="ja") in texts
        assert data["short"] == kg.curie(node)


def test_an_edge_says_how_it_is_said(kg: scgraph.KnowledgeGraph, triples: Dataset) -> None:
    """Sign, status, certainty, reading and place of a causal edge are those of its claims."""
    view = kg.view("causes")
    checked = 0
    for cause, effect, kind, claim in links(triples):
        data = view.edges[str(cause), str(effect), kg.curie(str(kind))]
        sign = triples.value(kind, SCG.sign)
        assert data.get("sign") == (None if sign is None else int(sign))
        certainty = triples.value(triples.value(claim, SCG.certainty), SKOS.prefLabel, any=True)
        names = [*triples.objects(triples.value(claim, SCG.certainty), SKOS.prefLabel)]
        assert certainty in names
        assert {str(label) for label in names} & as_set(data["certainty"])
        for sentence in triples.objects(claim, SCG.statedAt):
            assert str(triples.value(sentence, SCG.locator)) in as_set(data["locator"])
        checked += 1
    assert checked > 100


def as_set(value: Any) -> set[str]:
    """Return one value, or all of several."""
    return {str(item) for item in value} if isinstance(value, tuple) else {str(value)}


def test_a_parameter_narrows_a_view(kg: scgraph.KnowledgeGraph) -> None:
    """A view takes the parameters of its question."""
    view = kg.view("causes", cause="ministerial-division")
    starts = {start for start, _ in view.edges()}
    assert starts == {str(ID["ministerial-division"])}
    with pytest.raises(scgraph.ParameterError):
        kg.view("causes", because="x")


def test_papers_are_merged_or_kept_apart(kg: scgraph.KnowledgeGraph) -> None:
    """With by_paper the key of an edge names the paper; without, the edges of papers are one."""
    merged, apart = kg.view("causes"), kg.view("causes", by_paper=True)
    assert {key for *_, key in merged.edges(keys=True)} == {
        key.removesuffix(" paper:an-2025").partition(" ")[0] for *_, key in apart.edges(keys=True)
    }
    papers = {data["papers"] for *_, data in apart.edges(data=True)}
    assert papers == {("https://w3id.org/scgraph/paper/an-2025",)}
    assert edges_of(merged) == edges_of(apart)


def test_a_view_is_the_answer_of_its_question(kg: scgraph.KnowledgeGraph) -> None:
    """A network of the answer is the view."""
    answer = kg.ask("views/hierarchy")
    assert edges_of(kg.network(answer)) == edges_of(kg.view("hierarchy"))


def test_an_unknown_view_offers_a_near_one(kg: scgraph.KnowledgeGraph) -> None:
    """A misspelt view is an error with a way on."""
    with pytest.raises(UnknownQuestionError) as caught:
        kg.view("cause")
    assert "views/causes" in caught.value.near


def test_any_answer_is_a_network(kg: scgraph.KnowledgeGraph, triples: Dataset) -> None:
    """The first thing of each row is tied to the other things in it."""
    network = kg.network(kg.ask("actors/roles", actor="mic"))
    ties = {(end, key) for _, end, key in network.edges(keys=True)}
    expected = {
        (str(end), column)
        for actor, target, _, claim in involvements(triples)
        if actor == ID.mic
        for column, end in (("target", target), ("claim", claim))
    }
    assert ties == expected
    assert {start for start, _ in network.edges()} == {str(ID.mic)}


def test_an_answer_with_one_column_of_things_is_no_network(kg: scgraph.KnowledgeGraph) -> None:
    """The error says what is missing."""
    with pytest.raises(ExportError, match="needs two columns"):
        kg.network(kg.ask("papers/all"))
