"""Chains of causes, loops, two sides, withdrawal and weight, compared with brute force."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from itertools import islice, product
from math import prod
from time import perf_counter

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

import scgraph
from scgraph.causes.carrying import load_of_claims, load_of_nodes
from scgraph.causes.chains import Chains
from scgraph.causes.links import CERTAINTIES, READINGS, STATUSES, Chain, Code, Link, Node
from scgraph.causes.telling import strength_of, told
from scgraph.causes.withdrawing import broken
from scgraph.errors import ParameterError, QueryError, UnknownNameError
from test_cli import run
from test_cli_doors import completed

CODES = "https://w3id.org/scgraph/code/"
TOLD = re.compile(
    r"asserted by one claim|asserted in one sentence|asserted by one source"
    r"|composed from ([2-9]|\d\d+) statements"
)
PREFIXES = """
@prefix : <https://w3id.org/scgraph/paper/toy/> .
@prefix paper: <https://w3id.org/scgraph/paper/> .
@prefix id: <https://w3id.org/scgraph/id/> .
@prefix scg: <https://w3id.org/scgraph/vocab/> .
@prefix code: <https://w3id.org/scgraph/code/> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
paper:toy a scg:Paper .
paper:other-toy a scg:Paper .
"""
CLAIM = """
:{claim} a scg:Claim ; scg:inPaper paper:{paper} ; schema:text "{claim} says so." ;
  scg:certainty <{codes}certainty/{certainty}> ; scg:polarity <{codes}polarity/{polarity}> ;
  scg:statedAt :s{at} ; scg:assertsCausalLink :{claim}-{cause}-{effect} .
:s{at} scg:locator "1/p1/s{at}" ; schema:position {at} .
:{claim}-{cause}-{effect} scg:cause id:toy-{cause} ; scg:effect id:toy-{effect} ;
  scg:causalKind <{codes}causal-kind/{how}> ; scg:effectStatus <{codes}effect-status/{status}> ;
  scg:reading <{codes}reading/{reading}> .
id:toy-{cause} a scg:{kind} ; skos:prefLabel "{cause}"@en .
id:toy-{effect} a scg:{kind} ; skos:prefLabel "{effect}"@en .
"""
CITES = """
:{claim} scg:hasCitation :{claim}-{source} .
:{claim}-{source} scg:citedSource id:toy-{source} ; scg:purpose <{codes}purpose/{purpose}> .
id:toy-{source} a scg:Source ; skos:prefLabel "{source}"@en .
"""
OPEN = {
    "how": "causes",
    "certainty": "asserted",
    "polarity": "affirmed",
    "status": "stated",
    "reading": "literal",
    "kind": "Barrier",
    "paper": "toy",
}


def claim(name: str, cause: str, effect: str, at: int = 1, **said: str) -> str:
    """Write a claim that asserts one link, in Turtle."""
    named = {"claim": name, "cause": cause, "effect": effect, "at": at, "codes": CODES}
    return CLAIM.format(**named, **(OPEN | said))


def cites(name: str, source: str, purpose: str = "evidence") -> str:
    """Write that a claim cites a source, in Turtle."""
    return CITES.format(claim=name, source=source, purpose=purpose, codes=CODES)


def graph_of(*turtle: str) -> scgraph.KnowledgeGraph:
    """Return the shipped corpus with some Turtle beside it."""
    return scgraph.load().add(Graph().parse(data=PREFIXES + "".join(turtle), format="turtle"))


def pairs(table: scgraph.Table, *columns: str) -> list[tuple[object, ...]]:
    """Return some columns of a table, row by row."""
    return [tuple(row[column] for column in columns) for row in table]


# ------------------------------------------------------------- one chain in words


def test_the_lists_of_codes_are_whole(kg: scgraph.KnowledgeGraph) -> None:
    """Every certainty, effect status and reading has its place from firm to weak."""
    for kind, known in (("Certainty", CERTAINTIES), ("EffectStatus", STATUSES)):
        assert set(kg.names_of(kind)) == set(known)
    assert set(kg.names_of("Reading")) == set(READINGS)


def test_a_chain_tells_its_weakest_link() -> None:
    """Certainty, effect status and reading are those of the weakest link, wherever it stands."""
    kg = graph_of(
        claim("one", "a", "b", 1, certainty="possible"),
        claim("two", "b", "c", 2, certainty="probable", status="expected"),
        claim("three", "c", "d", 3, reading="contextual", status="intended"),
    )
    (row,) = kg.causes(paper="toy").paths("toy-a", "toy-d")
    assert (
        row.chain
        == "a → (possibly causes) b → (probably causes, expected) c → (causes, intended) d"
    )
    assert (row.certainty_label, row.effect_status) == ("Possible", "Expected, Intended")
    assert (row.reading_label, row.length) == ("Contextual", 3)
    assert row.claims == "toy:one → toy:two → toy:three"
    assert row.locators == "1/p1/s1 → 1/p1/s2 → 1/p1/s3"


@pytest.mark.parametrize(
    ("first", "second", "sign"),
    [
        ("causes", "enables", "raises"),
        ("causes", "hinders", "lowers"),
        ("prevents", "mitigates", "raises"),
        ("influences", "causes", "unstated"),
        ("hinders", "influences", "unstated"),
    ],
)
def test_the_sign_is_the_product_of_the_signs(first: str, second: str, sign: str) -> None:
    """Two minuses raise; one link of an open direction leaves the whole open."""
    kg = graph_of(claim("one", "a", "b", 1, how=first), claim("two", "b", "c", 2, how=second))
    assert kg.causes(paper="toy").paths("toy-a", "toy-c").column("sign") == (sign,)


def test_denied_claims_make_no_chain() -> None:
    """A link that the text denies is no step of any answer."""
    kg = graph_of(claim("one", "a", "b", 1), claim("two", "b", "c", 2, polarity="rejected"))
    causes = kg.causes(paper="toy")
    assert causes.paths().column("end_label") == ("b",)
    assert set(causes.carries().column("claim")) == {"https://w3id.org/scgraph/paper/toy/one"}


def test_of_chains_as_long_the_firmest_comes_first() -> None:
    """Certainty counts first, then whether the effect is stated; names only where all is equal."""
    hedges = [("possible", "stated"), ("probable", "stated"), ("asserted", "intended")]
    kg = graph_of(
        *(
            claim(f"claim-{n}", f"{n}", "z", n, certainty=certainty, status=status)
            for n, (certainty, status) in enumerate([*hedges, ("asserted", "stated")])
        ),
        claim("claim-9", "9", "z", 9),
    )
    table = kg.causes(paper="toy").paths(to="toy-z")
    assert table.column("start_label") == ("3", "9", "2", "1", "0")


# ------------------------------------------------------------- who asserts the whole


def test_one_claim_may_assert_a_whole_chain() -> None:
    """Two links of one claim are asserted by it."""
    kg = graph_of(claim("one", "a", "b", 1), claim("one", "b", "c", 1))
    assert kg.causes(paper="toy").paths("toy-a", "toy-c").column("told") == (
        "asserted by one claim",
    )


def test_one_sentence_may_assert_a_whole_chain() -> None:
    """Two claims that stand at one sentence are asserted in it."""
    kg = graph_of(claim("one", "a", "b", 4), claim("two", "b", "c", 4))
    (row,) = kg.causes(paper="toy").paths("toy-a", "toy-c")
    assert row.told == "asserted in one sentence"


@pytest.mark.parametrize(
    ("purpose", "source", "told_so"),
    [
        ("evidence", "survey", "asserted by one source"),
        ("attribution", "survey", "asserted by one source"),
        ("disputes", "survey", "composed from 2 statements"),
        ("background", "survey", "composed from 2 statements"),
        ("evidence", "census", "composed from 2 statements"),
    ],
)
def test_one_source_asserts_a_chain_only_as_one_that_holds_it(
    purpose: str, source: str, told_so: str
) -> None:
    """A source that one claim disputes or reads for background asserts nothing, nor do two works.

    Not even if a curator presumes that they are the same.
    """
    kg = graph_of(
        claim("one", "a", "b", 1),
        claim("two", "b", "c", 2),
        cites("one", "survey"),
        cites("two", source, purpose),
        "id:toy-survey scg:presumedSame id:toy-census ." if source == "census" else "",
    )
    (row,) = kg.causes(paper="toy").paths("toy-a", "toy-c")
    assert row.told == told_so
    assert row.source_label == ("survey" if "source" in told_so else None)


def test_every_row_says_who_asserts_it(kg: scgraph.KnowledgeGraph) -> None:
    """In the paper a chain is composed, unless its claims share a sentence or are one."""
    table = kg.causes().paths()
    assert len(table) > 200
    stated = kg.query("SELECT ?c ?s { ?c a scg:Claim ; scg:statedAt ?s }")
    places: dict[str, set[str]] = {}
    for row in stated:  # type: ignore[union-attr]
        places.setdefault(kg.curie(row.c), set()).add(row.s)
    for row in table:
        claims = str(row.claims).split(" → ")
        assert TOLD.fullmatch(str(row.told))
        assert len(claims) == row.length
        if str(row.told).startswith("composed"):
            assert row.told == f"composed from {len(set(claims))} statements"
            assert not set.intersection(*(places[one] for one in claims))
        elif row.told == "asserted in one sentence":
            assert set.intersection(*(places[one] for one in claims))
        else:
            assert len(set(claims)) == 1


# ------------------------------------------------------------- agreement with the questions


def test_chains_of_two_links_are_those_of_the_question(kg: scgraph.KnowledgeGraph) -> None:
    """The question of two-link chains has the same, through the same things, by the same claims."""
    asked = {
        (
            row.start,
            row.middle,
            row.end,
            kg.curie(str(row.first_claim)),
            kg.curie(str(row.second_claim)),
        )
        for row in kg.ask("causes/chains")
    }
    steps = kg.causes(max_length=2).steps()
    by_path: dict[object, list[scgraph.Row]] = {}
    for row in steps:
        by_path.setdefault(row.path, []).append(row)
    found = {
        (one.start, one.end, two.end, kg.curie(str(one.claim)), kg.curie(str(two.claim)))
        for one, two in (path for path in by_path.values() if len(path) == 2)
    }
    assert found
    assert found == asked


@pytest.mark.parametrize("thing", ["low-public-trust", "public-trust", "isolated-projects"])
def test_what_bears_on_the_other_end_of_a_scale_counts(
    kg: scgraph.KnowledgeGraph, thing: str
) -> None:
    """As in the question, links to the opposite pole are direct, and keep their own end."""
    asked = kg.ask("causes/leading-to", thing=thing, most_steps=0)
    found = kg.causes(max_length=1).steps(to=thing)
    columns = ("relation", "start", "end", "claim")
    assert set(pairs(found, *columns)) == set(pairs(asked, "how", "cause", "effect", "claim"))
    asked = kg.ask("causes/following-from", thing=thing, most_steps=0)
    found = kg.causes(max_length=1).steps(thing)
    assert set(pairs(found, *columns)) == set(pairs(asked, "how", "cause", "effect", "claim"))


def test_two_sides_of_direct_links_are_those_of_the_question(kg: scgraph.KnowledgeGraph) -> None:
    """The question finds the same pairs on two things, on the word of the same claims."""
    asked = {
        (
            row.cause,
            row.helps,
            kg.curie(str(row.helps_claim)),
            row.harms,
            kg.curie(str(row.harms_claim)),
        )
        for row in kg.ask("causes/two-sided")
    }
    table = kg.causes().two_sided().where("sides", lambda sides: "another" in str(sides))
    columns = ("start", "helps", "helps_claims", "harms", "harms_claims")
    assert asked
    assert set(pairs(table, *columns)) == asked


@pytest.mark.parametrize("kind", ["Barrier", "Driver"])
def test_one_thing_may_be_raised_and_lowered(kind: str) -> None:
    """Chains of both signs between the same two things are two sides; a barrier lowered is help."""
    kg = graph_of(
        claim("one", "a", "b", 1, kind=kind),
        claim("two", "a", "c", 2, how="hinders", kind=kind),
        claim("three", "c", "b", 3, kind=kind),
    )
    (row,) = kg.causes(paper="toy").two_sided().where("sides", lambda sides: "same" in str(sides))
    up, down = "a → (causes) b", "a → (hinders) c → (causes) b"
    helps, harms = (down, up) if kind == "Barrier" else (up, down)
    assert (row.helps_chain, row.harms_chain, row.helps_label) == (helps, harms, "b")
    assert row.sides == (
        "helps and harms the same" if kind == "Barrier" else "raises and lowers the same"
    )


# ------------------------------------------------------------- withdrawal


def test_with_a_source_fall_the_claims_that_cite_no_other(kg: scgraph.KnowledgeGraph) -> None:
    """For each source of the paper these are the causal claims of the question on withdrawal."""
    causal = set(kg.causes().links.column("claim"))
    fell = set()
    for source in sorted({*map(str, kg.ask("sources/citations-by-reference").column("source"))}):
        asked = {*kg.ask("sources/withdrawn", source=source).column("claim")} & causal
        assert set(kg.causes(without=source).fallen) == asked
        fell |= asked
    assert fell


def test_two_sources_withdrawn_together_take_what_rests_on_both() -> None:
    """A claim that cites two works stands without either, and falls without both."""
    kg = graph_of(claim("one", "a", "b"), cites("one", "census"), cites("one", "survey"))
    assert not kg.causes(paper="toy", without="toy-census").fallen
    both = kg.causes(paper="toy", without=["toy-census", "toy-survey"])
    assert [kg.curie(iri) for iri in both.fallen] == ["toy:one"]
    assert len(both.paths()) == len(both.links) == 0


@pytest.mark.parametrize("presumed", ["survey", "census"])
def test_what_is_presumed_to_be_the_same_work_falls_with_it(presumed: str) -> None:
    """Whichever of the two a curator presumes to be the other, a claim that cites one falls."""
    other = "census" if presumed == "survey" else "survey"
    kg = graph_of(
        claim("one", "a", "b", 1),
        cites("one", "survey"),
        claim("two", "b", "c", 2),
        cites("two", "census"),
        cites("two", "atlas"),
        f"id:toy-{presumed} scg:presumedSame id:toy-{other} .",
    )
    fallen = kg.causes(paper="toy", without="toy-census").fallen
    assert set(fallen) == {*kg.ask("sources/withdrawn", source="toy-census").column("claim")}
    assert [kg.curie(iri) for iri in fallen] == ["toy:one"]


def test_a_withdrawal_tells_what_is_left() -> None:
    """A pair with a longer or a weaker chain left says so; one with an equal chain is no row."""
    kg = graph_of(
        claim("first", "a", "b", 1),
        claim("again", "a", "b", 2),
        claim("firm", "b", "c", 3),
        claim("weak", "b", "c", 4, certainty="possible"),
        claim("short", "a", "c", 5),
    )
    causes = kg.causes(paper="toy", without=["toy:short", "toy:first"])
    assert pairs(causes.withdrawn(), "breaks", "chain", "left", "left_told") == [
        (
            "a longer chain left",
            "a → (causes) c",
            "a → (causes) b → (causes) c",
            "composed from 2 statements",
        )
    ]
    weaker = kg.causes(paper="toy", without="toy:firm").withdrawn()
    assert pairs(weaker, "breaks", "start_label", "left") == [
        ("a weaker chain left", "b", "b → (possibly causes) c")
    ]
    none = kg.causes(paper="toy", without=["toy:firm", "toy:weak"]).withdrawn()
    assert pairs(none, "breaks", "leads_to", "follows_from") == [("no chain left", 0, 1)]


def test_only_claims_and_sources_are_withdrawn(kg: scgraph.KnowledgeGraph) -> None:
    """Another kind of name, or a wrong one, is an error; so is asking what breaks by nothing."""
    with pytest.raises(UnknownNameError, match="it is an Actor"):
        kg.causes(without="mic")
    with pytest.raises(UnknownNameError, match="holroyd-2022"):
        kg.causes(without="holroyd-2002")
    with pytest.raises(ParameterError, match="claim or a source"):
        kg.causes().withdrawn()


# ------------------------------------------------------------- loops, papers, networks


@pytest.mark.parametrize(
    ("kinds", "sign"),
    [
        (("causes", "causes"), "reinforcing"),
        (("hinders", "hinders"), "reinforcing"),
        (("causes", "hinders"), "balancing"),
        (("causes", "influences"), "sign not stated"),
    ],
)
def test_a_loop_is_one_row_with_its_sign(kinds: tuple[str, str], sign: str) -> None:
    """A loop is found once, begins at the first name, and is composed where nobody asserts it."""
    kg = graph_of(claim("one", "b", "a", 1, how=kinds[0]), claim("two", "a", "b", 2, how=kinds[1]))
    (row,) = kg.causes(paper="toy").loops()
    assert row.chain == f"a → ({kinds[1]}) b → ({kinds[0]}) a"
    assert (row.sign, row.told, row.length) == (sign, "composed from 2 statements", 2)


def test_the_paper_has_no_loop(kg: scgraph.KnowledgeGraph) -> None:
    """Its links form no circle of any length."""
    edges = pairs(kg.ask("causes/all"), "cause", "effect")
    assert networkx.is_directed_acyclic_graph(networkx.DiGraph(edges))
    assert len(kg.causes(max_length=50).loops()) == 0


def test_no_chain_crosses_from_paper_to_paper() -> None:
    """What one paper says is no step on from what another says."""
    kg = graph_of(claim("one", "a", "b", 1), claim("two", "b", "c", 2, paper="other-toy"))
    assert len(kg.causes().paths("toy-a", "toy-c")) == 0
    assert len(kg.causes(paper="toy").paths("toy-a")) == 1


def test_the_steps_of_chains_are_a_network_with_evidence(kg: scgraph.KnowledgeGraph) -> None:
    """The links of chains are drawn as edges, and have a subgraph behind them."""
    causes = kg.causes()
    steps = causes.steps("fragmented-governance", "isolated-projects")
    network = kg.network(steps)
    assert networkx.has_path(
        network,
        kg.names.resolve("fragmented-governance"),
        kg.names.resolve("isolated-projects"),
    )
    evidence = {str(subject) for subject in kg.evidence(steps).subjects()}
    assert {*steps.column("claim")} <= evidence


def test_a_thing_without_causes_has_no_chain_and_a_misspelt_one_is_an_error(
    kg: scgraph.KnowledgeGraph,
) -> None:
    """An actor is neither cause nor effect; a wrong name is never answered with all chains."""
    assert len(kg.causes().paths(to="mic")) == 0
    with pytest.raises(UnknownNameError, match="isolated-projects"):
        kg.causes().paths(to="isolated-project")


# ------------------------------------------------------------- against brute force


def made(edges: Iterable[tuple[int, int, int, int, int]]) -> list[Link]:
    """Return links from start, end, claim, sign and strength; each has its own IRI."""
    return [
        Link(
            start=Node(f"n{start:03}", f"x:{start}", "x:paper"),
            end=Node(f"n{end:03}", f"x:{end}", "x:paper"),
            how=Code("x:how", "Causes"),
            sign=sign,
            worth=1,
            certainty=Code(f"{CODES}certainty/{CERTAINTIES[strength]}", ""),
            status=Code(f"{CODES}effect-status/stated", "Stated"),
            reading=Code(f"{CODES}reading/literal", "Literal"),
            alternatives=False,
            link=f"x:link{number}",
            claim=f"x:claim{says}",
            says="",
            places={f"x:s{says}": f"{says}"},
            cited=(),
            poles=frozenset(),
            strength=2 * strength,
        )
        for number, (start, end, says, sign, strength) in enumerate(edges)
    ]


SMALL_GRAPHS = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.integers(0, 5),
        st.integers(0, 7),
        st.integers(-1, 1),
        st.integers(0, 2),
    ),
    max_size=14,
).map(made)


def network(links: Iterable[Link]) -> networkx.MultiDiGraph:
    """Return the links as networkx has them, keyed by their IRIs."""
    graph = networkx.MultiDiGraph()
    graph.add_edges_from((link.start, link.end, link.link) for link in links)
    return graph


def order_of(chain: Chain) -> tuple[object, ...]:
    """Return what chains are sorted by."""
    return len(chain), strength_of(chain), chain[0].start, tuple(link.key for link in chain)


@given(links=SMALL_GRAPHS, length=st.integers(1, 6))
def test_chains_are_all_simple_paths_in_order(links: list[Link], length: int) -> None:
    """networkx finds the same chains; the first n are the first n of all."""
    chains = Chains(links, length)
    graph = network(links)
    wanted = {
        tuple(key for *_, key in path)
        for start, end in product(graph, graph)
        if start != end
        for path in networkx.all_simple_edge_paths(graph, start, end, cutoff=length)
    }
    found = list(chains.between(chains.nodes, chains.nodes))
    names = [tuple(link.link for link in chain) for chain in found]
    assert len(names) == len(wanted)
    assert set(names) == wanted
    assert found == sorted(found, key=order_of)


@given(links=SMALL_GRAPHS, sign=st.integers(-1, 1))
def test_chains_of_one_sign_are_those_of_all_that_have_it(links: list[Link], sign: int) -> None:
    """Looking for a sign finds what looking for all and choosing finds."""
    chains = Chains(links, 5)
    every = chains.between(chains.nodes, chains.nodes)
    chosen = [chain for chain in every if prod(link.sign for link in chain) == sign]
    assert list(chains.between(chains.nodes, chains.nodes, sign)) == chosen


@given(links=SMALL_GRAPHS)
def test_first_chains_are_the_first_of_all(links: list[Link]) -> None:
    """The first chain between two things is the first of all chains between them."""
    chains = Chains(links, 6)
    firsts: dict[tuple[Node, Node], Chain] = {}
    for chain in chains.between(chains.nodes, chains.nodes):
        firsts.setdefault((chain[0].start, chain[-1].end), chain)
    assert chains.firsts(chains.nodes, chains.nodes) == firsts


@given(links=SMALL_GRAPHS)
def test_loops_are_all_elementary_circles_once(links: list[Link]) -> None:
    """networkx finds the same circles; of parallel links each makes one of its own."""
    found = list(Chains(links, 6).loops())
    graph = networkx.DiGraph(network(links))
    between: dict[tuple[Node, Node], list[str]] = {}
    for link in links:
        between.setdefault((link.start, link.end), []).append(link.link)
    wanted = {
        frozenset(choice)
        for circle in networkx.simple_cycles(graph)
        for choice in product(
            *(between[pair] for pair in zip(circle, [*circle[1:], circle[0]], strict=True))
        )
    }
    assert {frozenset(link.link for link in loop) for loop in found} == wanted
    assert len(found) == len(wanted)
    assert found == sorted(found, key=order_of)
    assert all(loop[0].start == min(link.start for link in loop) for loop in found)


def joined(links: Iterable[Link]) -> set[tuple[Node, Node]]:
    """Return the ordered pairs of different things of which one leads to the other."""
    graph = network(links)
    return {
        (start, end)
        for start, end in product(graph, graph)
        if start != end and networkx.has_path(graph, start, end)
    }


def pieces(links: Iterable[Link], nodes: Iterable[Node]) -> int:
    """Return how many pieces a network has, whichever way links point."""
    graph = network(links).to_undirected()
    graph.add_nodes_from(nodes)
    return networkx.number_connected_components(graph) if len(graph) else 0


@given(links=SMALL_GRAPHS)
def test_a_claim_carries_what_falls_apart_without_it(links: list[Link]) -> None:
    """Taking each claim out by hand disconnects as many pairs, and makes as many pieces more."""
    nodes = {node for link in links for node in (link.start, link.end)}
    for name, load in load_of_claims(links).items():
        rest = [link for link in links if link.claim != name]
        assert load.joined == len(joined(links))
        assert load.pairs == len(joined(links) - joined(rest))
        assert load.pieces == pieces(rest, nodes) - pieces(links, nodes)


@given(links=SMALL_GRAPHS)
def test_a_junction_joins_what_falls_apart_without_it(links: list[Link]) -> None:
    """Taking each thing out by hand disconnects as many pairs, and makes as many pieces more."""
    nodes = {node for link in links for node in (link.start, link.end)}
    for node, load in load_of_nodes(links).items():
        rest = [link for link in links if node not in (link.start, link.end)]
        others = {pair for pair in joined(links) if node not in pair}
        assert load.pairs == len(others - joined(rest))
        # A thing that is tied to nothing takes its own piece with it.
        assert load.pieces == max(pieces(rest, nodes - {node}) - pieces(links, nodes), 0)


@given(links=SMALL_GRAPHS, gone=st.sets(st.integers(0, 7), max_size=3))
def test_pairs_without_a_chain_are_those_no_longer_joined(
    links: list[Link], gone: set[int]
) -> None:
    """What breaks is what can no longer be reached, with as many ends left as can be."""
    left = [link for link in links if link.claim not in {f"x:claim{number}" for number in gone}]
    rows = broken(Chains(links, 6), Chains(left, 6))
    lost = {(row.chain[0].start, row.chain[-1].end) for row in rows if row.left is None}
    assert lost == joined(links) - joined(left)
    for row in rows:
        start, end = row.chain[0].start, row.chain[-1].end
        assert row.leads_to == sum(pair[0] == start for pair in joined(left))
        assert row.follows_from == sum(pair[1] == end for pair in joined(left))


@given(links=SMALL_GRAPHS)
def test_a_composed_chain_counts_its_claims(links: list[Link]) -> None:
    """The label holds the number of different claims, and one claim is never composed."""
    chains = Chains(links, 6)
    for chain in chains.between(chains.nodes, chains.nodes):
        claims = len({link.claim for link in chain})
        assert TOLD.fullmatch(told(chain))
        assert told(chain) == (
            "asserted by one claim" if claims == 1 else f"composed from {claims} statements"
        )


# ------------------------------------------------------------- bounds


def dense(size: int) -> list[Link]:
    """Return links from everything to everything else, each on the word of its own claim."""
    ends = [(start, end) for start in range(size) for end in range(size) if start != end]
    return made((start, end, n, 1, n % 3) for n, (start, end) in enumerate(ends))


def test_a_dense_graph_is_answered_at_once() -> None:
    """Of millions of chains and loops the first hundred come quickly, the shortest first."""
    links = dense(30)
    begun = perf_counter()
    chains = Chains(links, 6)
    found = list(islice(chains.between(chains.nodes, chains.nodes), 100))
    assert {len(chain) for chain in found} == {1}
    (start, *_, end) = sorted(chains.nodes)
    between = list(islice(chains.between([start], [end]), 1000))
    assert [len(chain) for chain in between] == [1] + [2] * 28 + [3] * 756 + [4] * 215
    loops = list(islice(chains.loops(), 500))
    assert [len(loop) for loop in loops] == [2] * 435 + [3] * 65
    assert {load.pairs for load in load_of_claims(links).values()} == {0}
    assert {load.pairs for load in load_of_nodes(links).values()} == {0}
    assert perf_counter() - begun < 20


def test_a_search_in_blind_alleys_ends() -> None:
    """Where nearly no way leads on, the search ends with advice and not never."""
    inner = dense(12)
    (into, out) = made([(100, 0, 900, 1, 0), (0, 200, 901, 1, 0)])
    links = [*inner, into, out]
    chains = Chains(links, 12)
    begun = perf_counter()
    with pytest.raises(QueryError, match="name where chains begin and end"):
        list(chains.between([into.start], [out.end]))
    assert perf_counter() - begun < 30


def test_a_limit_takes_the_first_chains(kg: scgraph.KnowledgeGraph) -> None:
    """A limited answer is the beginning of the whole one."""
    causes = kg.causes()
    assert causes.paths(limit=7) == causes.paths()[:7]
    assert set(causes.steps(limit=7).column("path")) == set(range(1, 8))


def test_the_shipped_corpus_is_answered_well_under_a_second(kg: scgraph.KnowledgeGraph) -> None:
    """Every answer about the paper's causes together takes a moment."""
    begun = perf_counter()
    causes = kg.causes(without="holroyd-2022")
    for answer in (causes.paths, causes.loops, causes.two_sided, causes.withdrawn, causes.carries):
        answer()
    assert perf_counter() - begun < 5


# ------------------------------------------------------------- the command line


def test_the_command_gives_what_python_gives(kg: scgraph.KnowledgeGraph) -> None:
    """TO and --to, --from, --without and each other answer are those of the library."""
    causes, without = kg.causes(), kg.causes(without=["holroyd-2022", "division-makes-silos"])
    gone = ["--without", "holroyd-2022", "--without", "division-makes-silos"]
    for arguments, table in (
        (["low-public-trust"], causes.paths(to="low-public-trust")),
        (["--to", "low-public-trust"], causes.paths(to="low-public-trust")),
        (["--from", "ministerial-division"], causes.paths("ministerial-division")),
        (["isolated-projects", "--steps"], causes.steps(to="isolated-projects")),
        (["isolated-projects", *gone], without.paths(to="isolated-projects")),
        (["--max-length", "2"], kg.causes(max_length=2).paths()),
        (["--two-sided", "--paper", "an-2025"], causes.two_sided()),
        (["--carries"], causes.carries()),
        (["--junctions", *gone], without.junctions()),
        (["--withdrawn", *gone], without.withdrawn()),
    ):
        result = run("causes", *arguments, "-f", "csv")
        assert result.exit_code == 0, arguments
        assert result.stdout == table.to_csv(), arguments
        assert len(table), arguments


def test_every_format_has_the_label_on_every_row() -> None:
    """Whatever the format, each chain stands beside who asserts it."""
    arguments = ("causes", "low-public-trust")
    rows = json.loads(run(*arguments, "-f", "json").stdout)
    assert {row["told"] for row in rows} >= {"asserted by one claim", "composed from 2 statements"}
    assert [row["told"] for row in rows] == [
        row["told"] for row in csv.DictReader(io.StringIO(run(*arguments, "-f", "csv").stdout))
    ]
    drawn = run(*arguments).stdout
    assert drawn.count("told: ") == len(rows)


def test_a_limit_says_that_there_is_more() -> None:
    """With -n a remark on stderr says that there are more chains; data stay on stdout."""
    result = run("causes", "low-public-trust", "-n", "2", "-f", "csv")
    assert len(result.stdout.splitlines()) == 3
    assert result.stderr == "the first 2 rows; there are more\n"


def test_no_loop_says_what_was_looked_at() -> None:
    """An answer without rows is no silence: the links and the length of chains are named."""
    result = run("causes", "--loops")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "no rows\nlooked at: 107 links between 90 things, chains of up to 6 links\n"
    )


def test_a_withdrawal_names_the_claims_that_fall() -> None:
    """A remark names them, or says that nothing that was withdrawn states a cause."""
    result = run("causes", "digital-divide", "--without", "holroyd-2022")
    assert "claims withdrawn: an-2025:low-inclusion-hinders-expansion\n" in result.stderr
    result = run("causes", "digital-divide", "--without", "mlit-answers-for-urban-planning")
    assert "claims withdrawn: none states a cause\n" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["low-public-trust", "--to", "efficiency"], "once"),
        (["low-public-trust", "--loops"], "--loops looks at all causes"),
        (["--from", "mlit", "--two-sided"], "--two-sided looks at all causes"),
        (["--loops", "--carries"], "--loops and --carries are two answers"),
        (["--withdrawn"], "--withdrawn needs --without"),
        (["low-public-trst"], "did you mean 'low-public-trust'"),
        (["--without", "holroyd-2002"], "holroyd-2022"),
        (["--without", "mic"], "it is an Actor"),
        (["--max-length", "0"], "--max-length"),
        (["--paper", "an-2026"], "an-2025"),
    ],
)
def test_wrong_commands(arguments: list[str], said: str) -> None:
    """A wrong command exits 2 with a message that helps, and no data."""
    result = run("causes", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("scgraph causes low-pub", "low-public-trust"),
        ("scgraph causes --from super-c", "super-city-initiative"),
        ("scgraph causes --without holr", "holroyd-2022"),
        ("scgraph causes --without division-m", "division-makes-silos"),
        ("scgraph causes --pap", "--paper"),
    ],
)
def test_completion_offers_the_kind_that_fits(words: str, offered: str) -> None:
    """Tab offers factors and initiatives for ends, claims and sources to withdraw."""
    assert offered in completed(words)


def test_completion_offers_no_actor_as_a_cause() -> None:
    """A ministry is neither cause nor effect."""
    assert "mlit" not in completed("scgraph causes ml")
