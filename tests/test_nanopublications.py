"""Nanopublications: well formed, whole, verifiable, and the same each time."""

from __future__ import annotations

import gzip
import shutil
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

import scgraph
from nanopub_rules import NP, broken
from scgraph.handover import Nanopublication
from scgraph.handover.trusty import artifact_code, is_trusty, with_trusty_iri
from test_cli import SMALL, run

SCG = "https://w3id.org/scgraph/vocab/"
PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"
PAPER = "https://w3id.org/scgraph/paper/an-2025"

# rdflib's own parser of TriG makes a graph of a kind that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


@pytest.fixture(scope="module")
def made(kg: scgraph.KnowledgeGraph) -> list[Nanopublication]:
    """Return the nanopublications of the shipped corpus."""
    return list(kg.nanopublications())


# ------------------------------------------------------------------ trusty URIs


def vector() -> list[Quad]:
    """Return an example that was published with the specification of trusty URIs."""
    this = "http://purl.org/hashuri/examples/nanopub1.RAcbjcRIQozo2wBMq4WcCYkFAjRz0AX-Ux3PquZZrC68s"
    swan, pav = "http://purl.org/swan/1.2/", "http://swan.mindinformatics.org/ontologies/1.2/pav/"
    rows = [
        (this, str(rdflib.RDF.type), f"<{NP}Nanopublication>", this),
        (this, f"{NP}hasAssertion", f"<{this}.Ass>", this),
        (this, f"{NP}hasProvenance", f"<{this}.Prov>", this),
        (this, f"{NP}hasPublicationInfo", f"<{this}.Info>", this),
        (
            "http://example.com/mosquito",
            "http://example.com/transmits",
            "<http://example.com/malaria>",
            f"{this}.Ass",
        ),
        (
            this,
            f"{swan}swan-commons/citesAsSupportiveEvidence",
            "<http://iospress.metapress.com/content/ftkh21q50t521wm2/>",
            f"{this}.Prov",
        ),
        (this, f"{pav}authoredBy", "<http://www.researcherid.com/rid/B-6810-2013>", f"{this}.Info"),
        (
            this,
            f"{DCTERMS}created",
            '"2013-02-25T14:33:21+01:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>',
            f"{this}.Info",
        ),
    ]
    text = "".join(f"<{s}> <{p}> {o} <{g}> .\n" for s, p, o, g in rows)
    return list(parse(text, RdfFormat.N_QUADS))


def test_a_published_example_has_the_code_that_it_was_published_with() -> None:
    """Our hash of the specification's example is the one in its identifier, in any order."""
    code = "RAcbjcRIQozo2wBMq4WcCYkFAjRz0AX-Ux3PquZZrC68s"
    quads = vector()
    assert artifact_code(quads, code) == artifact_code(reversed(quads), code) == code
    changed = [*quads[:-1], Quad(*list(quads[-1])[:2], Literal("later"), quads[-1].graph_name)]
    assert artifact_code(changed, code) != code


def test_literals_are_written_and_sorted_as_the_specification_says() -> None:
    """Languages, datatypes, backslashes and line ends have their places: a case done by hand."""
    import base64
    import hashlib

    s, p, g = (NamedNode(f"http://example.org/{name}") for name in "spg")
    objects = [
        Literal("b"),
        Literal('a\\b\n"c"'),
        Literal("b", language="en-GB"),
        NamedNode("http://example.org/z"),
        Literal("b", datatype=NamedNode("http://example.org/d")),
    ]
    by_hand = [
        "http://example.org/z",
        '^http://www.w3.org/2001/XMLSchema#string a\\\\b\\n"c"',
        "@en-gb b",
        "^http://example.org/d b",
        "^http://www.w3.org/2001/XMLSchema#string b",
    ]
    text = "".join(f"{g.value}\n{s.value}\n{p.value}\n{said}\n" for said in by_hand)
    digest = hashlib.sha256(text.encode()).digest()
    code = "RA" + base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert artifact_code([Quad(s, p, value, g) for value in objects], "") == code


def test_blank_nodes_get_iris_below_the_identifier() -> None:
    """A trusty URI names IRIs alone, so a blank node becomes one; its name plays no part."""

    def quads(iri: str, name: str) -> list[Quad]:
        text = f'<{iri}> <t:p> _:{name} <t:g> .\n_:{name} <t:p> "x" <t:g> .\n'
        return list(parse(text, RdfFormat.N_QUADS))

    one, first = with_trusty_iri("https://example.org/np/", lambda iri: quads(iri, "a"))
    other, second = with_trusty_iri("https://example.org/np/", lambda iri: quads(iri, "b"))
    assert (one, first) == (other, second)
    assert is_trusty(one, first)
    assert first[0].object == NamedNode(f"{one}#_1")


# ------------------------------------------------------------------ the shipped corpus


def test_there_is_one_for_each_claim_and_each_check(
    kg: scgraph.KnowledgeGraph, made: list[Nanopublication]
) -> None:
    """Every claim and check of the graph is published once, and nothing else is."""
    counted = Counter(one.kind for one in made)
    assert counted == {"claim": 220, "claim of another work": 161, "check": 150}
    query = "SELECT DISTINCT ?t { ?t a ?k VALUES ?k { scg:Claim scg:Check } }"
    known = kg.query(query)
    assert isinstance(known, scgraph.Table)
    assert sorted(one.about for one in made) == sorted(known.column("t"))
    assert len({one.iri for one in made}) == len(made)


def test_each_is_well_formed_and_verifiable(made: list[Nanopublication]) -> None:
    """The rules of the guidelines hold, and the identifier is the hash of the content."""
    assert {one.about: broken(list(one.quads)) for one in made if broken(list(one.quads))} == {}
    assert all(is_trusty(one.iri, one.quads) for one in made)


def test_a_change_anywhere_is_seen(made: list[Nanopublication]) -> None:
    """Without any one of its quads a nanopublication is no longer what its identifier says."""
    one = made[7]
    for number in range(len(one.quads)):
        assert not is_trusty(one.iri, [*one.quads[:number], *one.quads[number + 1 :]])


@pytest.mark.parametrize("graph", ["Head", "assertion", "provenance", "pubinfo"])
def test_the_rules_bite(made: list[Nanopublication], graph: str) -> None:
    """A nanopublication without one of its graphs breaks a rule."""
    one = made[0]
    assert broken([q for q in one.quads if q.graph_name != NamedNode(f"{one.iri}#{graph}")])


def test_nothing_that_is_said_of_a_claim_is_lost(
    kg: scgraph.KnowledgeGraph, made: list[Nanopublication]
) -> None:
    """All quads about claims and what they assert are in the nanopublications, and none is new."""
    asserting = (
        "scg:assertsInvolvement|scg:assertsCausalLink|scg:assertsComparison|scg:assertsFigure|"
        "scg:assertsRecommendation|scg:assertsInference|scg:hasCitation"
    )
    query = f"CONSTRUCT {{ ?n ?p ?o }} {{ ?c a scg:Claim ; ({asserting})? ?n . ?n ?p ?o }}"
    wanted = kg.query(query)
    assert isinstance(wanted, rdflib.Graph)
    held = rdflib.Dataset(default_union=True)
    for one in made:
        if one.kind != "check":
            held.parse(data=one.trig(), format="trig")
    assert {t for t in wanted if t not in held} == set()
    asserted = rdflib.Graph()
    for graph in held.graphs():
        if str(graph.identifier).endswith("#assertion"):
            asserted += graph
    assert set(asserted) <= set(wanted)
    assert len(asserted) > 3000


def test_provenance_says_where_who_and_when(made: list[Nanopublication]) -> None:
    """A claim comes with its paper, its sentence, that sentence's digests, and its passes."""
    (one,) = (one for one in made if one.about == f"{PAPER}/division-makes-silos")
    graph = rdflib.Dataset(default_union=True).parse(data=one.trig(), format="trig")
    sentence = rdflib.URIRef(f"{PAPER}/2.1/p2/s4")
    assertion = rdflib.URIRef(f"{one.iri}#assertion")
    assert (assertion, rdflib.URIRef(f"{PROV}wasDerivedFrom"), sentence) in graph
    assert graph.value(sentence, rdflib.URIRef(f"{SCG}exactDigest1")) is not None
    source = rdflib.URIRef("https://www.ewadirect.com/proceedings/aemps/article/view/22794")
    assert (assertion, rdflib.URIRef(f"{PROV}hadPrimarySource"), source) in graph
    passes = set(graph.objects(assertion, rdflib.URIRef(f"{PROV}wasGeneratedBy")))
    assert {str(one).rsplit("-", 1)[-1] for one in passes} == {
        "first",
        "blind",
        "second",
        "settlement",
    }
    this = rdflib.URIRef(one.iri)
    created = graph.value(this, rdflib.URIRef(f"{DCTERMS}created"))
    assert str(created) == "2026-11-22"
    readings = {
        t.subject.value for t in one.graph("provenance") if t.predicate.value == f"{SCG}reading"
    }
    assert len(readings) == 1
    assert not any(t.predicate.value == f"{SCG}reading" for t in one.graph("assertion"))


def test_a_check_leads_to_the_nanopublications_it_rests_on(made: list[Nanopublication]) -> None:
    """Its provenance names those of the claim it tests and of what other works say."""
    by_iri = {one.iri: one for one in made}
    (check,) = (one for one in made if one.about.endswith("check/korea-older-internet-citation"))
    named = {
        term.object.value
        for term in check.graph("provenance")
        if term.predicate.value == f"{PROV}wasDerivedFrom" and isinstance(term.object, NamedNode)
    }
    kinds = Counter(by_iri[iri].kind for iri in named if iri in by_iri)
    assert kinds["claim"] == 1
    assert kinds["claim of another work"] >= 1
    linked = [one for one in made if one.kind == "check"]
    assert (
        sum(
            any(t.object in {NamedNode(i) for i in by_iri} for t in one.graph("provenance"))
            for one in linked
        )
        > 100
    )


def test_each_text_stands_alone_and_is_the_same_each_time(
    kg: scgraph.KnowledgeGraph, made: list[Nanopublication]
) -> None:
    """TriG of one nanopublication parses alone to its quads, and a second run gives the same."""
    for one in made[::29]:
        assert set(parse(one.trig(), RdfFormat.TRIG)) == set(one.quads)
    assert [one.iri for one in kg.nanopublications("an-2025")] == [one.iri for one in made]


def test_another_layout_of_the_files_gives_the_same_identifiers(
    made: list[Nanopublication], tmp_path: Path
) -> None:
    """Where the files lie and how they are laid out plays no part."""
    root = Path(shutil.copytree(Path(__file__).resolve().parents[1] / "data", tmp_path / "c"))
    for path in root.glob("papers/*/claims*.yaml"):
        path.write_text("# Moved.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert {one.iri for one in scgraph.load(root).nanopublications()} == {one.iri for one in made}


# ------------------------------------------------------------------ corpora of one's own


def test_a_draft_is_marked_and_nothing_is_made_up(tmp_path: Path) -> None:
    """A corpus without header and passes gives drafts without creator, licence and day."""
    made = list(scgraph.load(SMALL).nanopublications())
    assert made
    for one in made:
        assert is_trusty(one.iri, one.quads)
        notes = {t.predicate.value for t in one.graph("pubinfo") if t.subject == NamedNode(one.iri)}
        assert f"{DCTERMS}license" not in notes
        kinds = {str(t.object) for t in one.graph("pubinfo") if t.subject == NamedNode(one.iri)}
        is_claim = one.kind == "claim"
        assert ("<http://purl.org/nanopub/x/DraftNanopub>" in kinds) == is_claim
    # Only who made it and when may be missing; the form is whole.
    assert {rule for one in made for rule in broken(list(one.quads))} <= {
        "the publication info says who made it",
        "the publication info says when it was made",
    }


def test_the_command_writes_one_file(tmp_path: Path) -> None:
    """TriG of all, plain or packed, replaced whole; the same bytes each time; counts on stderr."""
    plain, packed = tmp_path / "n.trig", tmp_path / "n.trig.gz"
    result = run("nanopubs", "an-2025", "-o", plain)
    assert result.exit_code == 0
    assert result.stderr == "220 of a claim, 161 of a claim of another work, 150 of a check\n"
    assert run("nanopubs", "-o", packed).exit_code == 0
    before = packed.read_bytes()
    assert run("nanopubs", "-o", packed).exit_code == 0
    assert packed.read_bytes() == before
    assert gzip.decompress(before) == plain.read_bytes()
    quads = list(parse(plain.read_bytes(), RdfFormat.TRIG))
    heads = [q for q in quads if q.object == NamedNode(f"{NP}Nanopublication")]
    assert len(heads) == 531
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["an-2024"], "did you mean 'an-2025'?"),
        (["-o", "out.ttl"], "written as .trig or .trig.gz"),
        (["-o", "no/such/folder/out.trig"], "cannot write"),
    ],
)
def test_what_cannot_be_written_is_said(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong name or file is a message and exit code 2, and leaves nothing behind."""
    monkeypatch.chdir(tmp_path)
    result = run("nanopubs", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert list(tmp_path.iterdir()) == []
