"""The graph that a user holds: what is behind a row, what is added, what a notebook completes."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
import rdflib
from rdflib import Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL, RDF, SKOS

import scgraph
from scgraph.errors import ExportError, QueryError, ReadError

SCG = Namespace("https://w3id.org/scgraph/vocab/")
ID = Namespace("https://w3id.org/scgraph/id/")
PAPER = Namespace("https://w3id.org/scgraph/paper/an-2025/")
SCHEMA = Namespace("https://schema.org/")


def test_evidence_holds_the_claim_its_statements_places_and_citations(
    kg: scgraph.KnowledgeGraph,
) -> None:
    """All that the graph says of a claim and of its statements is in the subgraph."""
    row = kg.ask("sources/citations-by-reference", source="holroyd-2022")[0]
    behind, whole = kg.evidence(row), kg.to_rdflib()
    claim = URIRef(str(row.claim))
    assert set(behind.triples((claim, None, None))) == set(whole.triples((claim, None, None)))
    for asserts in (SCG.hasCitation, SCG.assertsCausalLink, SCG.assertsFigure):
        for statement in whole.objects(claim, asserts):
            told = set(whole.triples((statement, None, None)))
            assert told <= set(behind)
    for sentence in whole.objects(claim, SCG.statedAt):
        assert (sentence, SCG.locator, None) in behind
    source = URIRef(str(row.source))
    assert (source, SKOS.prefLabel, None) in behind
    entries = set(whole.subjects(SCG.entryFor, source))
    assert entries
    assert all((entry, SCG.number, None) in behind for entry in entries)


def test_evidence_is_part_of_the_graph_and_readable_alone(kg: scgraph.KnowledgeGraph) -> None:
    """No triple is made up, and every thing that a claim refers to has a kind and a name."""
    behind, whole = kg.evidence(kg.ask("actors/roles", actor="mic")), kg.to_rdflib()
    assert len(behind) > 50
    assert all(triple in whole for triple in behind)
    for claim in behind.subjects(RDF.type, SCG.Claim):
        for thing in set(behind.objects(claim)):
            is_class = (thing, RDF.type, OWL.Class) in whole
            if isinstance(thing, URIRef) and (thing, RDF.type, None) in whole and not is_class:
                assert (thing, RDF.type, None) in behind, thing


def test_evidence_of_an_answer_is_that_of_its_rows(kg: scgraph.KnowledgeGraph) -> None:
    """A whole answer is what stands behind each row together."""
    answer = kg.ask("actors/roles", actor="meti")
    together = set().union(*(set(kg.evidence(row)) for row in answer))
    assert set(kg.evidence(answer)) == together


def test_evidence_of_counts_is_of_the_claims_about_the_first_thing(
    kg: scgraph.KnowledgeGraph,
) -> None:
    """A row without a claim rests on the claims that speak of what it is about."""
    row = kg.ask("barriers/hierarchy", under="cash-reliance")[0]
    claims = set(kg.evidence(row).subjects(SCHEMA.text, None))
    assert claims >= {
        PAPER["cash-reliance-pressing"],
        PAPER["cash-reliance-affects-older-consumers"],
    }
    assert set(kg.evidence("cash-reliance").subjects(SCHEMA.text, None)) == claims


def test_evidence_of_nothing_is_empty(kg: scgraph.KnowledgeGraph) -> None:
    """An empty answer has nothing behind it; an unknown name is an error."""
    assert len(kg.evidence(kg.ask("causes/loops"))) == 0
    with pytest.raises(scgraph.UnknownNameError):
        kg.evidence("no-such-thing")


def test_evidence_can_be_written(kg: scgraph.KnowledgeGraph, tmp_path: Path) -> None:
    """The subgraph is an rdflib graph with the prefixes of the corpus."""
    text = kg.evidence(kg.ask("figures/all")[0]).serialize(format="turtle")
    assert "@prefix an-2025:" in text or "@prefix scg:" in text
    assert len(Graph().parse(data=text, format="turtle")) > 50


def test_added_triples_are_asked_shown_and_exported(tmp_path: Path) -> None:
    """What a user adds is answered, found by its name, and written with the rest."""
    kg, more = scgraph.load(), Graph()
    more.add((ID["agency-x"], RDF.type, SCG.Actor))
    more.add((ID["agency-x"], SKOS.prefLabel, Literal("Agency X", lang="en")))
    before = len(kg.quads)
    assert kg.add(more) is kg
    assert len(kg.quads) == before + 2
    assert kg.show("Agency X").kind == "Actor"
    assert kg.query(f"ASK {{ <{ID['agency-x']}> a <{SCG.Actor}> }}") is True
    (path,) = kg.export(tmp_path / "all.nt")
    assert f"<{ID['agency-x']}>" in path.read_text(encoding="utf-8")
    assert scgraph.load().names_of("Actor").count("agency-x") == 0


def test_added_graphs_keep_their_names() -> None:
    """The named graphs of a dataset stay; other triples go to the shared things."""
    kg, more = scgraph.load(), Dataset()
    more.graph(URIRef("https://example.org/mine")).add((ID.mic, RDF.type, SCG.Actor))
    kg.add(more)
    names = {quad.graph_name.value for quad in kg.quads}  # type: ignore[union-attr]
    assert "https://example.org/mine" in names


def test_a_graph_without_a_name_of_its_own_is_kept(tmp_path: Path) -> None:
    """A graph named by a blank node reaches rdflib too."""
    path = tmp_path / "one.nq"
    path.write_text(
        "<https://a.org/x> <https://a.org/y> <https://a.org/z> _:g .\n", encoding="utf-8"
    )
    dataset = scgraph.load(path).to_rdflib()
    assert (URIRef("https://a.org/x"), None, None) in dataset


def test_what_is_added_is_validated() -> None:
    """A fault among what was added is a finding."""
    more = Graph().add((ID["agency-y"], RDF.type, SCG.Actor))
    report = scgraph.load().add(more).validate()
    assert not report.conforms
    assert any(finding.focus == str(ID["agency-y"]) for finding in report.findings)


def test_only_a_graph_can_be_added(kg: scgraph.KnowledgeGraph) -> None:
    """Anything else is an error; so is a graph that RDF does not allow, and nothing is added."""
    count = len(kg.quads)
    with pytest.raises(TypeError, match="rdflib Graph"):
        kg.add("graph.ttl")  # type: ignore[arg-type]
    with pytest.raises(ReadError):
        kg.add(Graph().add((URIRef("https://example.org/a b"), RDF.type, SCG.Actor)))
    assert len(kg.quads) == count


def test_blank_nodes_of_two_graphs_stay_apart() -> None:
    """Two graphs whose blank nodes bear one name are not joined at them."""
    kg = scgraph.load()
    for value in ("one", "two"):
        node = rdflib.BNode("same")
        kg.add(Graph().add((node, SKOS.note, Literal(value))))
    text = f'ASK {{ ?node <{SKOS.note}> "one" , "two" }}'
    assert kg.query(text) is False


def test_query_forms(kg: scgraph.KnowledgeGraph) -> None:
    """Each form of a query has its type of answer."""
    mic = "<https://w3id.org/scgraph/id/mic>"
    assert isinstance(kg.query(f"SELECT * {{ {mic} ?p ?o }}"), scgraph.Table)
    assert kg.query(f"ASK {{ {mic} ?p ?o }}") is True
    for text in (f"CONSTRUCT WHERE {{ {mic} ?p ?o }}", f"DESCRIBE {mic}"):
        graph = kg.query(text)
        assert isinstance(graph, Graph)
        assert (ID.mic, RDF.type, SCG.Actor) in graph
    with pytest.raises(QueryError):
        kg.query("INSERT DATA { <x:a> <x:b> <x:c> }")


def test_a_notebook_completes_topics_questions_and_parameters(kg: scgraph.KnowledgeGraph) -> None:
    """After a dot stand topics and questions; within the brackets, parameters; ? shows the rest."""
    assert {"actors", "barriers", "causes", "figures"} <= set(dir(kg.ask))
    assert "actors_and_evidence" in dir(kg.ask.barriers)
    assert "barriers/actors-and-evidence" in kg.ask._ipython_key_completions_()
    question = kg.ask.barriers.actors_and_evidence
    assert list(inspect.signature(question).parameters) == [
        slot.name for slot in kg.question("barriers/actors-and-evidence").params
    ]
    assert "Which barriers link which actors" in str(inspect.getdoc(question))
    assert question(actor="mlit") == kg.ask("barriers/actors-and-evidence", actor="mlit")
    assert question(actor=None) == kg.ask["barriers/actors-and-evidence"]()
    for wrong in ("barier", "_private"):
        with pytest.raises(AttributeError):
            getattr(kg.ask, wrong)
    with pytest.raises(AttributeError, match="no question 'rolls'"):
        _ = kg.ask.actors.rolls


def test_export_takes_one_thing(kg: scgraph.KnowledgeGraph, tmp_path: Path) -> None:
    """A view and a question at once are an error, and so are values without either."""
    with pytest.raises(TypeError, match="one of view, question, answer and picture"):
        kg.export(tmp_path / "x.dot", view="causes", question="causes/all")
    with pytest.raises(TypeError, match="values need a view or a question"):
        kg.export(tmp_path / "x.dot", actor="mic")
    with pytest.raises(ExportError, match="holds an answer"):
        kg.export(tmp_path / "x.md")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", ["csv", "tsv", "json", "jsonl", "md", "html", "srj"])
def test_an_answer_is_exported_as_its_method_writes_it(
    kg: scgraph.KnowledgeGraph, tmp_path: Path, suffix: str
) -> None:
    """The file of an answer holds what the method of the table gives."""
    answer = kg.ask("figures/all")
    (path,) = kg.export(tmp_path / f"figures.{suffix}", answer=answer)
    method = {"md": "markdown"}.get(suffix, suffix)
    assert path.read_text(encoding="utf-8") == getattr(answer, f"to_{method}")()
