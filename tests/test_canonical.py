"""The canonical form of quads: one for one meaning, by the standard, and in bounded time."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import time
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

import rdfc
import scgraph
from scgraph.corpus import read_corpus
from scgraph.errors import ExportError
from scgraph.handover.canonical import canonical_digest, canonical_nquads
from scgraph.handover.lookalikes import MOST_WORK, naming_work

P, Q = NamedNode("http://example.org/p"), NamedNode("http://example.org/q")
XSD = "http://www.w3.org/2001/XMLSchema#"

NODES = [BlankNode(f"n{number}") for number in range(6)]
TERMS = st.sampled_from([*NODES, P, Literal("a"), Literal("b", language="ja")])
QUADS = st.lists(
    st.builds(
        Quad,
        st.sampled_from([*NODES, Q]),
        st.sampled_from([P, Q]),
        TERMS,
        st.sampled_from([P, Q, NODES[0], NODES[1]]),
    ),
    min_size=1,
    max_size=9,
)


def relabelled(quads: Iterable[Quad], seed: int) -> list[Quad]:
    """Return the same quads with other blank nodes, in another order."""
    drawn = random.Random(seed)
    names = {node: BlankNode(f"x{drawn.getrandbits(64)}") for node in NODES}
    found = [rdfc.renamed(quad, names) for quad in quads]
    drawn.shuffle(found)
    return found


@given(QUADS, st.integers())
def test_two_implementations_give_one_form(quads: list[Quad], seed: int) -> None:
    """The library's form is that of an implementation of our own, written from the standard."""
    if naming_work(quads) <= MOST_WORK:
        assert canonical_nquads(relabelled(quads, seed)).decode() == rdfc.canonical(quads)


@given(QUADS)
@settings(max_examples=100)
def test_a_quad_more_is_another_form(quads: list[Quad]) -> None:
    """What says more has another hash."""
    more = [*quads, Quad(P, Q, Literal("once more"))]
    if naming_work(quads) <= MOST_WORK:
        assert canonical_digest(more) != canonical_digest(quads)


def tied(shape: str, size: int) -> list[Quad]:
    """Return blank nodes that look alike and are tied: in a ring, a chain or all to all."""
    nodes = [BlankNode(f"t{number}") for number in range(size)]
    if shape == "clique":
        return [Quad(a, P, b) for a in nodes for b in nodes if a != b]
    chain = [Quad(a, P, b) for a, b in pairwise(nodes)]
    return [*chain, Quad(nodes[-1], P, nodes[0])] if shape == "ring" else chain


@pytest.mark.parametrize(
    ("shape", "size"),
    [("ring", 2), ("ring", 7), ("chain", 2), ("chain", 9), ("clique", 3), ("clique", 5)],
)
def test_nodes_that_look_alike_are_told_apart(shape: str, size: int) -> None:
    """Rings, chains and cliques have the form that the standard gives them."""
    quads = tied(shape, size)
    assert canonical_nquads(quads).decode() == rdfc.canonical(quads)


def test_a_ring_of_six_is_not_two_of_three() -> None:
    """Graphs that look the same from every node are still two graphs."""
    two = [
        Quad(BlankNode(f"{i}{a}"), P, BlankNode(f"{i}{b}"))
        for i in "xy"
        for a, b in (("1", "2"), ("2", "3"), ("3", "1"))
    ]
    assert canonical_digest(tied("ring", 6)) != canonical_digest(two)


def test_known_forms() -> None:
    """Two small graphs have the form that follows by hand from the standard."""
    one = parse('_:x <urn:p> "1" . _:y <urn:p> _:x .', RdfFormat.TURTLE)
    # By hand: the hashes of `_:a <urn:p> "1" .` with its other quad, and of `_:a <urn:p> _:z .`.
    looks = {
        name: hashlib.sha256(text.encode()).hexdigest()
        for name, text in {
            "x": '_:a <urn:p> "1" .\n_:z <urn:p> _:a .\n',
            "y": "_:a <urn:p> _:z .\n",
        }.items()
    }
    x, y = ("0", "1") if looks["x"] < looks["y"] else ("1", "0")
    lines = sorted([f'_:c14n{x} <urn:p> "1" .\n', f"_:c14n{y} <urn:p> _:c14n{x} .\n"])
    assert canonical_nquads(one).decode() == "".join(lines)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1.10", "1.1"), ("01", "1"), ("1.0", "1"), ("+1", "1")],
)
def test_a_number_stays_as_it_was_written(one: str, other: str) -> None:
    """Two ways of writing one number are two forms; a store would make them one."""

    def written(text: str, blank: bool) -> bytes:
        subject = BlankNode("b") if blank else P
        literal = Literal(text, datatype=NamedNode(f"{XSD}decimal"))
        return canonical_nquads([Quad(subject, P, literal)])

    for blank in (False, True):
        assert written(one, blank) != written(other, blank)
        assert f'"{one}"'.encode() in written(one, blank)


@pytest.mark.parametrize(
    ("character", "written"),
    [
        ("\b", r"\b"),
        ("\t", r"\t"),
        ("\n", r"\n"),
        ("\f", r"\f"),
        ("\r", r"\r"),
        ('"', r"\""),
        ("\\", r"\\"),
        ("\x00", r"\u0000"),
        ("\x0b", r"\u000B"),
        ("\x1f", r"\u001F"),
        ("\x7f", r"\u007F"),
        ("\ufffe", r"\uFFFE"),
        ("\x85", "\x85"),
        ("総", "総"),
        ("🌃", "🌃"),
    ],
)
def test_characters_are_escaped_as_the_standard_says(character: str, written: str) -> None:
    """What must be escaped is, in one way; everything else stands as it is."""
    form = canonical_nquads([Quad(P, P, Literal(character))]).decode()
    assert form == f'<{P.value}> <{P.value}> "{written}" .\n'


@pytest.mark.parametrize(("shape", "size"), [("clique", 9), ("clique", 30), ("ring", 2000)])
def test_poison_is_refused_at_once(shape: str, size: int) -> None:
    """Blank nodes that would take minutes or years to name are refused within a second."""
    quads = tied(shape, size)
    began = time.monotonic()
    with pytest.raises(ExportError, match="give each an IRI of its own"):
        canonical_digest(quads)
    assert time.monotonic() - began < 1


def test_many_plain_blank_nodes_are_no_poison() -> None:
    """A thousand nodes that are tied to no look-alike are named at once, also twins."""
    plain = [Quad(BlankNode(f"n{n}"), P, Literal(str(n // 2))) for n in range(1000)]
    assert canonical_nquads(plain).count(b"\n") == 1000


@pytest.mark.skipif(not os.environ.get("SCGRAPH_DEEP"), reason="takes a minute; make deep runs it")
def test_whatever_is_let_through_is_named_in_time() -> None:
    """Of thousands of tangled graphs, those that pass take seconds at most."""
    drawn = random.Random(11)
    for _ in range(5000):
        nodes = [BlankNode() for _ in range(drawn.randint(4, 40))]
        number = drawn.randint(len(nodes), 3 * len(nodes))
        quads = [Quad(drawn.choice(nodes), P, drawn.choice(nodes)) for _ in range(number)]
        if naming_work(quads) <= MOST_WORK:
            began = time.monotonic()
            canonical_digest(quads)
            assert time.monotonic() - began < 5


def test_the_hash_of_a_graph_is_that_of_its_sorted_lines(
    kg: scgraph.KnowledgeGraph, tmp_path: Path
) -> None:
    """Without blank nodes, sort and sha256sum give the same hash from an archive."""
    kg.export(tmp_path / "archive.nq")
    graph = "https://w3id.org/scgraph/paper/an-2025/"
    command = f"grep '<{graph}[a-z]*> [.]$' archive.nq | LC_ALL=C sort -u | sha256sum"
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[0] == kg.digest("an-2025")


def test_the_vocabulary_has_blank_nodes_and_one_form() -> None:
    """The vocabulary, which has lists, keeps its hash whatever its nodes are called."""
    quads = [q for q in read_corpus().quads if q.graph_name.value.endswith("/vocabulary")]
    nodes = {t for q in quads for t in (q.subject, q.object) if isinstance(t, BlankNode)}
    assert len(nodes) > 50
    names = {node: BlankNode() for node in nodes}
    assert canonical_digest(rdfc.renamed(q, names) for q in quads) == canonical_digest(quads)


def test_an_archive_has_the_hash_of_what_it_was_made_of(
    kg: scgraph.KnowledgeGraph, tmp_path: Path
) -> None:
    """A corpus and a paper keep their hashes through every RDF format with named graphs."""
    for suffix in (".nq.gz", ".trig", ".jsonld"):
        (path,) = kg.export(tmp_path / f"archive{suffix}")
        again = scgraph.load(path)
        assert again.digest() == kg.digest()
        assert again.digest("an-2025") == kg.digest("an-2025")


def test_a_term_that_is_a_triple_is_no_reason_to_crash() -> None:
    """Triple terms, which no reader of ours lets in, are written and hashed all the same."""
    assert canonical_digest([Quad(P, P, Triple(P, P, Literal("a")))])
