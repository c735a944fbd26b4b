"""Prefixes: one map, and every file agrees with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scgraph import terms
from scgraph.terms import CODE, CODE_LISTS, PREFIXES, curie, expand

ROOT = Path(__file__).resolve().parents[1]
DECLARATION = re.compile(r"(?i)(?:@prefix|\bPREFIX)\s+([\w-]*):\s*<([^>]*)>")
SUFFIXES = {".ttl", ".trig", ".rq", ".py", ".md"}
PAPERS = {
    path.name: f"{terms.paper_iri(path.name)}/" for path in (ROOT / "data" / "papers").iterdir()
}


def _declared() -> Iterator[tuple[str, str, str]]:
    for folder in ("ontology", "data", "queries", "src"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in SUFFIXES and path.is_file():
                for prefix, iri in DECLARATION.findall(path.read_text(encoding="utf-8")):
                    yield str(path.relative_to(ROOT)), prefix, iri
    context = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))
    for prefix, iri in context["@context"].items():
        if isinstance(iri, str) and not iri.startswith("@"):
            yield "ontology/context.jsonld", prefix, iri


DECLARED = list(_declared())


def test_prefixes_are_declared_in_all_places_that_are_searched() -> None:
    """The search below finds what it is meant to compare."""
    folders = {file.split("/")[0] for file, _, _ in DECLARED}
    assert folders >= {"ontology", "data", "queries"}
    assert any(file.endswith("context.jsonld") for file, _, _ in DECLARED)


def test_a_prefix_means_the_same_in_every_file() -> None:
    """Ontology, data, queries, context and code agree with the one map.

    Only `my` is each user's own, in the corpus that is started for them and in examples of it.
    """
    known = PAPERS | dict(PREFIXES)
    assert DECLARED
    own = ("my", "https://example.org/")
    wrong = [
        (file, prefix, iri)
        for file, prefix, iri in DECLARED
        if known.get(prefix) != iri and not (prefix == own[0] and iri.startswith(own[1]))
    ]
    assert wrong == []
    assert "my" not in PREFIXES


def test_every_code_list_of_the_ontology_has_a_prefix_and_no_other_has() -> None:
    """The lists named in code are those that codes.ttl declares."""
    from pyoxigraph import NamedNode, RdfFormat, parse

    scheme = NamedNode(f"{PREFIXES['skos']}ConceptScheme")
    quads = parse(path=str(ROOT / "ontology" / "codes.ttl"), format=RdfFormat.TURTLE)
    schemes = {quad.subject.value for quad in quads if quad.object == scheme}
    assert schemes == {f"{CODE}{name}" for name in CODE_LISTS}


def test_no_two_prefixes_share_a_namespace() -> None:
    """An IRI has one short form."""
    assert len(set(PREFIXES.values())) == len(PREFIXES)


def test_nobody_can_change_the_map() -> None:
    """A prefix means the same for the life of the process."""
    with pytest.raises(TypeError):
        PREFIXES["scg"] = "x:"  # type: ignore[index]


@pytest.mark.parametrize("prefix", sorted(PREFIXES))
def test_a_prefix_leads_there_and_back(prefix: str) -> None:
    """Shortening undoes lengthening."""
    assert curie(f"{PREFIXES[prefix]}local-part") == f"{prefix}:local-part"
    assert expand(f"{prefix}:local-part") == f"{PREFIXES[prefix]}local-part"


def test_the_longest_namespace_wins() -> None:
    """A code is shortened by its list and not by the space of all lists."""
    assert curie(f"{CODE}role/leads") == "role:leads"
    assert curie(f"{CODE}role") == "codes:role"


def test_a_namespace_alone_is_not_shortened() -> None:
    """There is no CURIE with nothing after its colon."""
    assert curie(terms.VOCAB) == terms.VOCAB


def test_prefixes_of_papers_can_be_added() -> None:
    """A corpus brings its own prefixes."""
    extra = {"bike-2020": "https://example.org/cycling/paper/bike-2020/"}
    iri = "https://example.org/cycling/paper/bike-2020/1/p1/s2"
    assert curie(iri, extra) == "bike-2020:1/p1/s2"
    assert expand("bike-2020:1/p1/s2", extra) == iri


@pytest.mark.parametrize("text", ["leads", "https://example.org/", "unknown:x", ""])
def test_what_is_no_known_curie_expands_to_none(text: str) -> None:
    """Neither a slug nor an IRI is taken for a CURIE."""
    assert expand(text) is None


@given(st.text())
def test_every_short_form_leads_back(text: str) -> None:
    """Shortening loses nothing, whatever stands after the namespace."""
    iri = f"{terms.things()}{text}"
    short = curie(iri)
    assert (expand(short) or short) == iri


def test_the_names_of_graphs_follow_the_base() -> None:
    """Only the base of a corpus is a setting."""
    base = "https://example.org/cycling/"
    assert terms.paper_graph("p", "says", base) == "https://example.org/cycling/paper/p/says"
    assert terms.reference_graph(base) == "https://example.org/cycling/reference"
    assert terms.VOCABULARY_GRAPH == "https://w3id.org/scgraph/vocabulary"
