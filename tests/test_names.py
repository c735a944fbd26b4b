"""A name of a thing finds that thing, and nothing else."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

import scgraph
from scgraph.engine import MemoryEngine
from scgraph.errors import AmbiguousNameError, UnknownNameError
from scgraph.names import Names, fold

ID = "https://w3id.org/scgraph/id/"
PAPER = "https://w3id.org/scgraph/paper/an-2025"
THINGS = """
PREFIX scg: <https://w3id.org/scgraph/vocab/>
PREFIX id: <https://w3id.org/scgraph/id/>
PREFIX role: <https://w3id.org/scgraph/code/role/>
PREFIX paper: <https://w3id.org/scgraph/paper/an-2025/>
PREFIX doco: <http://purl.org/spar/doco/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
scg:Barrier rdfs:subClassOf scg:Factor .
scg:ActorRole rdfs:subClassOf scg:Code .
<https://w3id.org/scgraph/paper/an-2025> a scg:Paper .
id:mic a scg:Actor ; skos:prefLabel "Ministry of  Internal Affairs"@en , "総務省"@ja ;
  skos:altLabel "Home Office"@en .
id:meti a scg:Actor ; skos:prefLabel "Ministry of Economy"@en ; skos:altLabel "mic"@en .
id:silos a scg:Barrier ; skos:prefLabel "Silos"@en .
id:transport a scg:Domain ; skos:prefLabel "Transport"@en ; skos:altLabel "mobility"@en .
id:bus a scg:Initiative ; skos:prefLabel "Bus pilot"@en ; skos:altLabel "mobility"@en .
id:source a scg:Source ; skos:prefLabel "A source"@en .
id:plain a scg:Place .
role:source a scg:ActorRole ; skos:prefLabel "Source"@en .
role:leads a scg:ActorRole ; skos:prefLabel "Leads"@en .
paper:silos-grow a scg:Claim .
paper:2.1\\/p2\\/s4 a doco:Sentence ; scg:locator "2.1/p2/s4" .
"""


@pytest.fixture(scope="module")
def names() -> Names:
    """Return the names of the things above."""
    return Names(MemoryEngine(list(parse(THINGS.encode(), format=RdfFormat.TURTLE))))


@pytest.mark.parametrize(
    ("text", "kind", "iri"),
    [
        (f"{ID}mic", None, f"{ID}mic"),
        (f"<{ID}mic>", "Actor", f"{ID}mic"),
        ("id:mic", "Actor", f"{ID}mic"),
        ("mic", "Actor", f"{ID}mic"),
        ("MIC", None, f"{ID}mic"),
        ("ＭＩＣ", None, f"{ID}mic"),
        ("ministry of internal affairs", None, f"{ID}mic"),
        ("総務省", "Actor", f"{ID}mic"),
        (" home  OFFICE ", None, f"{ID}mic"),
        ("silos", "Factor", f"{ID}silos"),
        ("mobility", "Domain", f"{ID}transport"),
        ("silos-grow", "Claim", f"{PAPER}/silos-grow"),
        ("an-2025:silos-grow", None, f"{PAPER}/silos-grow"),
        ("2.1/p2/s4", "Sentence", f"{PAPER}/2.1/p2/s4"),
        ("an-2025:2.1/p2/s4", None, f"{PAPER}/2.1/p2/s4"),
        ("an-2025", "Paper", PAPER),
        ("leads", "ActorRole", "https://w3id.org/scgraph/code/role/leads"),
        ("role:leads", None, "https://w3id.org/scgraph/code/role/leads"),
        ("leads", None, "https://w3id.org/scgraph/code/role/leads"),
    ],
)
def test_resolve(names: Names, text: str, kind: str | None, iri: str) -> None:
    """An IRI, CURIE, slug or label in any language finds its thing; case and width do not count."""
    assert names.resolve(text, kind) == iri


def test_order(names: Names) -> None:
    """A slug is found before another thing's alternative label."""
    assert names.resolve("mic") == f"{ID}mic"


def test_things_before_codes(names: Names) -> None:
    """Without a kind, a thing is found before a code of the same slug."""
    assert names.resolve("source") == f"{ID}source"


def test_two_hits(names: Names) -> None:
    """A name of two things is an error that lists both."""
    with pytest.raises(AmbiguousNameError) as caught:
        names.resolve("mobility")
    assert caught.value.hits == ("id:bus", "id:transport")


@pytest.mark.parametrize("text", ["mic", "id:mic", f"{ID}mic", "総務省"])
def test_other_kind(names: Names, text: str) -> None:
    """A thing of another kind is not found, however it is named."""
    with pytest.raises(UnknownNameError, match="Barrier"):
        names.resolve(text, "Barrier")


@pytest.mark.parametrize(
    ("text", "kind", "near"),
    [
        ("sillos", "Barrier", "silos"),
        ("id:meto", "Actor", "meti"),
        ("Ministry of Econmy", "Actor", "ministry of economy"),
        ("led", "ActorRole", "leads"),
    ],
)
def test_near_names(names: Names, text: str, kind: str, near: str) -> None:
    """An unknown name is an error that offers near names of the kind, and takes none of them."""
    with pytest.raises(UnknownNameError) as caught:
        names.resolve(text, kind)
    assert near in caught.value.near


@pytest.mark.parametrize("text", ["", "  ", "\x00", "\ud800", "<>", "http://", "id:", ":", "s4"])
def test_no_name(names: Names, text: str) -> None:
    """A text that names nothing is an unknown name, whatever it holds."""
    with pytest.raises(UnknownNameError):
        names.resolve(text)


def test_labels(names: Names) -> None:
    """A label is taken in the language, else in English, else it is the short IRI."""
    assert names.label(f"{ID}mic", "ja") == "総務省"
    assert names.label(f"{ID}silos", "ja") == "Silos"
    assert names.label(f"{ID}plain") == "id:plain"
    assert names.label(f"{PAPER}/silos-grow") == "an-2025:silos-grow"
    assert names.labels(f"{ID}mic") == {"en": "Ministry of  Internal Affairs", "ja": "総務省"}


def test_fold() -> None:
    """Folding a folded name changes nothing."""
    for text in ("ＭＩＣ", "Straße", "ﬁbre", "デジタル", "İstanbul"):
        assert fold(fold(text)) == fold(text)


def test_shipped_labels(kg: scgraph.KnowledgeGraph) -> None:
    """Each actor of the shipped corpus is found by its slug and by each of its labels."""
    rows = kg.query(
        "SELECT ?actor ?label { ?actor a <https://w3id.org/scgraph/vocab/Actor> ;"
        " <http://www.w3.org/2004/02/skos/core#prefLabel> ?label }"
    )
    assert isinstance(rows, scgraph.Table)
    assert len(rows) > 40
    for row in rows:
        assert kg.show(str(row.label)).iri == row.actor


def test_a_name_of_another_kind_says_what_it_is() -> None:
    """Who asks for an actor by the name of a barrier is told that it is one."""
    kg = scgraph.load()
    with pytest.raises(scgraph.UnknownNameError, match="it is a Barrier"):
        kg.ask("actors/roles", actor="fragmented-governance")
    with pytest.raises(scgraph.UnknownNameError, match="it is an Actor"):
        kg.ask("barriers/hierarchy", under="id:mic")
