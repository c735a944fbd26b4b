"""The description of a corpus: what catalogues ask for, true counts, and nothing made up."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, PROV, RDF, VOID

import scgraph
from scgraph.errors import ExportError
from scgraph.handover import Description
from test_cli import SMALL, run

ROOT = Path(__file__).resolve().parents[1]
SHAPES = Path(__file__).parent / "fixtures" / "handover" / "catalogue-shapes.ttl"
DATASET = rdflib.URIRef("https://w3id.org/scgraph/dataset")
PART = rdflib.URIRef("https://w3id.org/scgraph/dataset/an-2025")
SCHEMA = rdflib.Namespace("https://schema.org/")
VOCABULARY = "https://w3id.org/scgraph/vocabulary"
AT = "https://example.org/data"


def parsed(description: Description) -> rdflib.Graph:
    """Return a description as rdflib reads its Turtle."""
    return rdflib.Graph().parse(data=description.written(".ttl"), format="turtle")


@pytest.fixture(scope="module")
def archive(kg: scgraph.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of the shipped corpus."""
    (path,) = kg.export(tmp_path_factory.mktemp("archive") / "corpus.nq.gz")
    return path


@pytest.fixture(scope="module")
def graph(kg: scgraph.KnowledgeGraph, archive: Path) -> rdflib.Graph:
    """Return the description of the shipped corpus and of its archive."""
    return parsed(kg.description([archive], AT))


@pytest.fixture(scope="module")
def dataset(kg: scgraph.KnowledgeGraph) -> rdflib.Dataset:
    """Return the shipped corpus in rdflib, without the vocabulary."""
    data = kg.to_rdflib()
    data.remove_graph(rdflib.URIRef(VOCABULARY))
    return data


# ------------------------------------------------------------------ what catalogues ask for


def test_catalogues_find_what_they_ask_for(graph: rdflib.Graph) -> None:
    """The description keeps the rules of DCAT, VoID and search engines."""
    conforms, _, text = pyshacl.validate(graph, shacl_graph=str(SHAPES))
    assert conforms, text


@pytest.mark.parametrize(
    "name",
    [
        "dcterms:title",
        "dcterms:license",
        "dcterms:creator",
        "schema:name",
        "schema:license",
        "dcat:keyword",
        "void:triples",
        "schema:citation",
        "dcterms:modified",
        "schema:measurementTechnique",
    ],
)
def test_the_rules_bite(graph: rdflib.Graph, name: str) -> None:
    """A description without one of these breaks a rule."""
    lame = rdflib.Graph() + graph
    lame.remove((None, graph.namespace_manager.expand_curie(name), None))
    assert len(lame) < len(graph)
    assert not pyshacl.validate(lame, shacl_graph=str(SHAPES))[0]


def test_the_whole_and_its_parts_lead_to_each_other(graph: rdflib.Graph) -> None:
    """The part of a paper is derived from the paper, whose title, maker and address are told."""
    assert list(graph.objects(DATASET, DCTERMS.hasPart)) == [PART]
    paper = rdflib.URIRef("https://w3id.org/scgraph/paper/an-2025")
    address = rdflib.URIRef("https://www.ewadirect.com/proceedings/aemps/article/view/22794")
    assert set(graph.objects(PART, PROV.wasDerivedFrom)) == {paper, address}
    assert [str(name) for name in graph.objects(paper, DCTERMS.creator)] == ["Ran An"]
    assert graph.value(paper, SCHEMA.sameAs) == address


def test_keywords_are_the_trunks_of_the_hierarchy(
    kg: scgraph.KnowledgeGraph, graph: rdflib.Graph
) -> None:
    """The barriers that a paper places under no other name what the corpus is about."""
    rows = kg.query("SELECT ?b { ?p scg:placedBarrier ?b MINUS { ?p scg:placedUnder ?x } }")
    assert isinstance(rows, scgraph.Table)
    assert {str(iri) for iri in graph.objects(DATASET, SCHEMA.about)} == set(rows.column("b"))
    words = {(str(word), word.language) for word in graph.objects(DATASET, DCAT.keyword)}
    assert words == {
        (kg.label(str(barrier), tag), tag) for barrier in rows.column("b") for tag in ("en", "ja")
    }


def test_days_are_those_of_the_curation(graph: rdflib.Graph) -> None:
    """The last change is the last pass; no day is that of the writing."""
    assert str(graph.value(DATASET, DCTERMS.modified)) == "2026-11-24"
    assert str(graph.value(DATASET, DCTERMS.created)) == "2026-11-22"


def test_a_file_is_told_by_format_size_and_digest(graph: rdflib.Graph, archive: Path) -> None:
    """A catalogue can check what it fetches."""
    (file,) = graph.objects(DATASET, DCAT.distribution)
    data = archive.read_bytes()
    spdx = rdflib.Namespace("http://spdx.org/rdf/terms#")
    checksum = graph.value(file, spdx.checksum)
    assert int(str(graph.value(file, DCAT.byteSize))) == len(data)
    digest = graph.value(checksum, spdx.checksumValue)
    assert str(digest).lower() == hashlib.sha256(data).hexdigest()
    assert str(graph.value(file, DCAT.mediaType)).endswith("/application/n-quads")
    assert str(graph.value(file, DCAT.compressFormat)).endswith("/application/gzip")
    assert graph.value(file, DCAT.downloadURL) == rdflib.URIRef(f"{AT}/corpus.nq.gz")
    assert graph.value(DATASET, VOID.dataDump) == rdflib.URIRef(f"{AT}/corpus.nq.gz")


# ------------------------------------------------------------------ counts


def count(data: rdflib.Dataset, pattern: str, what: str = "*") -> int:
    """Return a number that SPARQL counts on rdflib."""
    (row,) = data.query(f"SELECT (COUNT({what}) AS ?n) WHERE {{ {pattern} }}")
    return int(row[0])  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "pattern", "what"),
    [
        ("triples", "SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }", "*"),
        ("distinctSubjects", "?s ?p ?o", "DISTINCT ?s"),
        ("distinctObjects", "?s ?p ?o", "DISTINCT ?o"),
        ("classes", "?s a ?o", "DISTINCT ?o"),
        ("properties", "?s ?p ?o", "DISTINCT ?p"),
        (
            "entities",
            "?s ?p ?o FILTER (STRSTARTS(STR(?s), 'https://w3id.org/scgraph/'))",
            "DISTINCT ?s",
        ),
    ],
)
def test_counts_are_those_of_another_engine(
    graph: rdflib.Graph, dataset: rdflib.Dataset, name: str, pattern: str, what: str
) -> None:
    """SPARQL on rdflib counts the same."""
    inner = f"{{ {pattern} }}" if pattern.startswith("SELECT") else pattern
    assert int(str(graph.value(DATASET, VOID[name]))) == count(dataset, inner, what)


def test_partitions_are_those_of_another_engine(
    graph: rdflib.Graph, dataset: rdflib.Dataset
) -> None:
    """Each class has its things and each property its triples, and none is left out."""
    for partition, key, number, query in (
        (
            VOID.classPartition,
            VOID["class"],
            VOID.entities,
            "SELECT ?k (COUNT(DISTINCT ?s) AS ?n) { ?s a ?k } GROUP BY ?k",
        ),
        (
            VOID.propertyPartition,
            VOID.property,
            VOID.triples,
            "SELECT ?k (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?k ?o { ?s ?k ?o } } GROUP BY ?k",
        ),
    ):
        told = {
            graph.value(part, key): int(str(graph.value(part, number)))
            for part in graph.objects(DATASET, partition)
        }
        assert told == {row[0]: int(row[1]) for row in dataset.query(query)}  # type: ignore[index]
        assert len(told) > 20


def test_the_part_of_a_paper_is_counted_alone(
    kg: scgraph.KnowledgeGraph, graph: rdflib.Graph
) -> None:
    """Its triples are those of the paper's own graphs."""
    data = kg.to_rdflib()
    for name in ("reference", "vocabulary"):
        data.remove_graph(rdflib.URIRef(f"https://w3id.org/scgraph/{name}"))
    found = count(data, "{ SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }")
    assert int(str(graph.value(PART, VOID.triples))) == found


def test_links_lead_to_other_datasets(graph: rdflib.Graph, dataset: rdflib.Dataset) -> None:
    """Things that are the same as those of others make a linkset."""
    (links,) = graph.subjects(RDF.type, VOID.Linkset)
    assert graph.value(links, VOID.linkPredicate) == SCHEMA.sameAs
    number = count(dataset, "{ SELECT DISTINCT ?s ?o { ?s <https://schema.org/sameAs> ?o } }")
    assert int(str(graph.value(links, VOID.triples))) == number > 5


# ------------------------------------------------------------------ what is not known


def test_what_a_corpus_does_not_state_is_a_remark_and_no_triple() -> None:
    """A corpus without header gets no title, maker or licence, and is told how to state them."""
    described = scgraph.load(SMALL).description()
    graph = parsed(described)
    told = " ".join(described.remarks)
    for word in ("title", "description", "creator", "licence", "version"):
        assert f"states no {word}" in told
    (whole,) = (part for part in graph.subjects(VOID.uriSpace))
    for name in (DCTERMS.title, DCTERMS.license, DCTERMS.creator, DCAT.distribution):
        assert graph.value(whole, name) is None
    assert (whole, RDF.type, DCAT.Dataset) in graph


def test_settings_are_told(tmp_path: Path) -> None:
    """What corpus.yaml says of title, maker and licence stands in the description."""
    root = Path(shutil.copytree(SMALL, tmp_path / "corpus"))
    settings = root / "corpus.yaml"
    text = settings.read_text(encoding="utf-8").rstrip()
    licence = "https://creativecommons.org/publicdomain/zero/1.0/"
    said = f"title: Bicycles\ncreator: Ann\nlicence: {licence}\n"
    settings.write_text(f"{text}\n{said}", encoding="utf-8")
    graph = parsed(scgraph.load(root).description())
    (whole,) = graph.subjects(VOID.uriSpace)
    assert str(graph.value(whole, DCTERMS.title)) == "Bicycles"
    assert graph.value(whole, DCTERMS.license) == rdflib.URIRef(licence)
    maker = graph.value(whole, DCTERMS.creator)
    assert str(graph.value(maker, rdflib.URIRef("http://xmlns.com/foaf/0.1/name"))) == "Ann"


def test_a_corpus_that_is_included_is_not_counted(tmp_path: Path) -> None:
    """What another corpus holds is required, not described as one's own."""
    root = Path(shutil.copytree(SMALL, tmp_path / "corpus"))
    alone = parsed(scgraph.load(root).description())
    with (root / "corpus.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "base: https://example.org/bikes/\n"
            if "base:" not in (root / "corpus.yaml").read_text(encoding="utf-8")
            else ""
        )
        file.write("includes: [shipped]\n")
    both = parsed(scgraph.load(root).description())
    (whole,) = both.subjects(DCTERMS.requires)
    assert both.value(whole, DCTERMS.requires) == DATASET
    (before,) = (
        alone.value(node, VOID.triples)
        for node in alone.subjects(VOID.uriSpace)
        if (node, RDF.type, DCAT.Dataset) in alone
    )
    assert both.value(whole, VOID.triples) == before
    assert len(list(both.objects(whole, DCTERMS.hasPart))) == 1


# ------------------------------------------------------------------ files and commands


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_each_format_says_the_same_and_the_same_bytes_each_time(
    kg: scgraph.KnowledgeGraph, tmp_path: Path
) -> None:
    """Turtle, JSON-LD and N-Triples are one graph in rdflib."""
    described = kg.description()
    wanted = set(parsed(described))
    for suffix, form in ((".jsonld", "json-ld"), (".nt", "nt")):
        path = described.save(tmp_path / f"description{suffix}")
        assert set(rdflib.Graph().parse(path, format=form)) == wanted
        assert kg.description().written(suffix) == path.read_bytes()


def test_search_engines_find_a_dataset_in_the_json_ld(kg: scgraph.KnowledgeGraph) -> None:
    """The JSON-LD has a node that is a schema.org Dataset with name, description and licence."""
    document = json.loads(kg.description().written(".jsonld"))
    (whole,) = (node for node in document["@graph"] if node["@id"].endswith("/dataset"))
    assert "schema:Dataset" in whole["@type"]
    assert {"schema:name", "schema:description", "schema:license", "schema:creator"} <= set(whole)


def test_the_command(tmp_path: Path, archive: Path) -> None:
    """It writes Turtle to stdout or any format to a file; remarks go to stderr."""
    result = run("describe")
    assert result.exit_code == 0
    assert "void:triples" in result.stdout
    assert result.stderr.startswith("remark: ")
    path = tmp_path / "description.jsonld"
    done = run("describe", "-o", path, "--file", archive, "--at", AT)
    assert done.exit_code == 0
    assert "no file is described" not in done.stderr
    assert f"{AT}/corpus.nq.gz" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "out.csv"], "no such format has the suffix '.csv'"),
        (["--at", "https://example.org/"], "name them by --file"),
        (["--file", "archive.nq", "--at", "there"], "'there' is no web address"),
        (["--file", "archive.doc"], "no format that is handed over has the suffix '.doc'"),
        (["--file", "nothing.nq"], "does not exist"),
    ],
)
def test_what_cannot_be_described_is_said(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong option is a message and exit code 2."""
    monkeypatch.chdir(tmp_path)
    for name in ("archive.nq", "archive.doc"):
        (tmp_path / name).write_bytes(b"")
    result = run("describe", *arguments)
    assert result.exit_code == 2
    assert said in re.sub(r"\s+", " ", result.stderr)


def test_a_suffix_nobody_knows_is_an_error() -> None:
    """It offers what is near."""
    with pytest.raises(ExportError, match=r"did you mean '.ttl'"):
        Description((), ()).written(".tl")
