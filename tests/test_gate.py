"""What the engine is never asked, and what it is asked all the same."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from random import Random

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

import scgraph
from scgraph.engine.gate import MAX_TOKENS, pass_gate
from scgraph.errors import QueryError

DEEP = os.environ.get("SCGRAPH_DEEP") == "1"
FATAL = {
    "brackets": "'SELECT * {' + '{' * 5000 + '}' * 5000 + '}'",
    "parentheses": "'ASK { FILTER(' + '(' * 5000 + '1' + ')' * 5000 + ') }'",
    "signs": "'ASK { FILTER(' + '!' * 100000 + 'true) }'",
    "joined parts": "'ASK {' + ' UNION '.join(['{?a ?b ?c}'] * 15000) + '}'",
    "options": "'ASK {' + 'OPTIONAL{?a ?b ?c}' * 10000 + '}'",
    "sums": "'ASK { FILTER(1 ' + '+ 1' * 60000 + ') }'",
    "steps": "'ASK { ?a ' + '/'.join(['<x:p>'] * 30000) + ' ?b }'",
    "differences": "'ASK { FILTER(1' + '-1' * 60000 + ') }'",
    "differences of truth": "'ASK { FILTER(true' + '-1' * 60000 + ':x) }'",
    "signs in an IRI": "'ASK { FILTER(1<' + '1+' * 60000 + '1&&2>1) }'",
    "parentheses in an IRI": "'ASK { FILTER(1<' + '(' * 5000 + '1' + ')' * 5000 + '&&2>1) }'",
    "triple terms": "'ASK { ?a ?b ' + '<<(?a ?b ' * 5000 + '?c' + ')>>' * 5000 + ' }'",
}


@pytest.mark.parametrize("text", FATAL.values(), ids=FATAL.keys())
def test_a_query_that_would_end_the_process_is_an_error(text: str) -> None:
    """Whatever is too deep or too wide for the engine's stack is refused, in its own process."""
    code = f"""
import scgraph
try:
    scgraph.load().query({text})
except scgraph.QueryError as error:
    print("refused:", error)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-300:]
    assert ran.stdout.startswith("refused:")


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("ASK { SERVICE <x:s> { ?a ?b ?c } }", "line 1, column 7"),
        ("ASK {\n  ?a ?b ?c .\n  service silent <x:s> { } }", "line 3, column 3"),
        ("ASK { ?a ?b 'x'SERVICE<x:s> {} }", "line 1, column 16"),
        ("ASK { ?a ?b ?c.SERVICE<x:s> {} }", "SERVICE"),
        ("ASK { ?a ?b 1.SERVICE<x:s> {} }", "SERVICE"),
        ("ASK { ?a x:b. SERVICE ?s {} }", "SERVICE"),
        ("ASK { ?a ?b '''x\n'y''' SERVICE ?s {} }", "line 2"),
    ],
)
def test_a_federated_query_is_refused_with_its_place(
    kg: scgraph.KnowledgeGraph, query: str, place: str
) -> None:
    """No query of a user opens a network connection."""
    with pytest.raises(QueryError, match=place):
        kg.query(query)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?service ?from 'SERVICE' }",
        "ASK { <x:SERVICE> <x:FROM> ?c } # SERVICE FROM",
        'ASK { ?a ?b """SERVICE " FROM""" }',
        "PREFIX service: <x:s> ASK { ?a service:FROM ?c }",
        "ASK { ?a ?b ?c FILTER (?a<?b && ?c>?a) }",
    ],
)
def test_words_in_strings_names_and_remarks_are_no_words(query: str) -> None:
    """The gate sees tokens, not letters."""
    assert not pass_gate(query).has_dataset


SLOW = {
    "quotes": '"',
    "escaped quotes": '"\\',
    "quotes in turn": "'\"\\",
    "long quotes": '"""\'\\',
    "lines": "'\n",
    "comparisons": "<a",
    "names": "a.",
    "prefixes": "a-:",
    "dots": "x:.",
    "words": "service",
    "words and braces": "service:x{}",
    "spaces": " \n",
    "escapes": "\\u0073",
    "escaped escapes": "\\u005cu0073ervice",
    "remarks": "#'",
    "brackets": "<<>>",
}


@pytest.mark.parametrize("piece", SLOW.values(), ids=SLOW.keys())
def test_the_gate_takes_time_by_the_length_of_a_query(piece: str) -> None:
    """64 KB of whatever is looked at in a moment: the gate is in everybody's way."""
    text = piece * (65536 // len(piece))
    for query in (text, f"{text}service <x:y> {{"):
        begun = time.process_time()
        with suppress(QueryError):
            pass_gate(query)
        assert time.process_time() - begun < 0.25


PIECES = [
    *("?a ?b ?c ", "?a?b?c", "FILTER(1<2)", "FILTER(1<2", "FILTER(1<'>'", "BIND(1 AS ?z)", "1.0"),
    *("x:a", "x:", "x:a\\'", "\\#", "x:.", "x:a.b.c", "h:", "h:a", "u:z", "_:b", "a ", "true"),
    *("<x:b>", "<x:a'b>", "<#x>", "<x:#>", "<x:\\u0041'>", "@en", "'y'@en", "'y'", "^^", "1", "-1"),
    *("'''", '"""', "'", '"', "#", "\n", "\r", "<", ">", "(", ")", "{", "}", ".", ";", ",", "/"),
    *("UNION", "OPTIONAL{?p ?q ?r}", "EXISTS{}", "GRAPH ?g", "?service", "x:service", "&&"),
    "\ufff0",
]
SPELT = ["SERVICE", "1SERVICE", ".SERVICE", " service", "x:SERVICE", "h:SERVICE", "\nSERVICE"]
THERE = "http://127.0.0.1:1/"  # the engine refuses this port itself, and says so
ASKED = [f"<{THERE}>", f" <{THERE}>", "?s", "$s", "s:a", f"#>\n<{THERE}>", "\t?s#>\n", "\ufff0y:z"]
PROLOGUE = (
    f"PREFIX x:<x:> PREFIX h:<http://h:> PREFIX s:<{THERE}> PREFIX :<{THERE}>"
    f"PREFIX \ufff0y:<{THERE}>"
)


def test_no_spelling_that_the_engine_takes_for_federated_passes() -> None:
    """Pieces of queries at random: whatever makes the engine ask elsewhere, the gate refuses."""
    store = Store()
    store.add(Quad(NamedNode("x:a"), NamedNode("x:b"), Literal("c")))
    choice, federated = Random(7), 0
    for _ in range(1_000_000 if DEEP else 20_000):
        before = choice.choices(PIECES, k=choice.randint(0, 5))
        behind = choice.choices(PIECES, k=choice.randint(0, 4))
        middle = [choice.choice(SPELT), choice.choice(ASKED), choice.choice(["{}", "\n{?d ?e ?f}"])]
        query = f"{PROLOGUE}ASK{{{''.join(before + middle + behind)}}}"
        try:
            store.query(query)
        except (OSError, RuntimeError) as error:
            if "not allowed" not in str(error) and "service name" not in str(error):
                continue
        except SyntaxError:
            continue
        else:
            continue
        federated += 1
        with pytest.raises(QueryError):
            pass_gate(query)
    assert federated > 100


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a schema:serviceType ?b ; x:service ?c . FILTER(?b<?c) }",
        "SELECT * { VALUES (?a ?b) { (<http://x.org/a#b(c)> <http://x.org/it's#d>) } }",
        "SELECT * { <urn:a#b> ?b 'it\\'s' . GRAPH x:service { ?a ?b ?c } }",
        "PREFIX INSERT: <x:> SELECT * { INSERT:x ?b ?c }",
        "SELECT ?delete { ?load ?b 'DROP ALL' }",
    ],
)
def test_honest_queries_pass(query: str) -> None:
    """What only looks dangerous is let in."""
    assert not pass_gate(query).has_dataset


@pytest.mark.parametrize("iri", ["<2)#>", "<x:it's>", "<(1)>"])
def test_where_an_iri_may_be_a_comparison_the_gate_asks_back(iri: str) -> None:
    """There are two readings, after which the rest would mean different things."""
    with pytest.raises(QueryError, match="line 1, column 15: an IRI or a comparison"):
        pass_gate(f"ASK {{ FILTER(1{iri}) }}")
    assert not pass_gate(f"ASK {{ ?a ?b {iri} }}").has_dataset


def test_as_many_tokens_as_allowed_do_not_end_the_process(kg: scgraph.KnowledgeGraph) -> None:
    """The limit lies where the engine still stands."""
    signs = "!" * (MAX_TOKENS - 20)
    assert kg.query(f"ASK {{ FILTER({signs}true) }}") is True


def test_from_chooses_the_graphs(kg: scgraph.KnowledgeGraph) -> None:
    """FROM is honoured: each graph answers for itself, and one that is not there with nothing."""

    def count(clause: str) -> object:
        table = kg.query(f"SELECT (COUNT(*) AS ?n) {clause} {{ ?a ?b ?c }}")
        return table[0].n  # type: ignore[index, union-attr]

    reference = count("FROM <https://w3id.org/scgraph/reference>")
    says = count("FROM <https://w3id.org/scgraph/paper/an-2025/says>")
    assert 0 < reference < count("")
    assert reference != says
    assert count("FROM <x:nothing>") == 0


@pytest.mark.parametrize("limit", [1, 5])
def test_a_limit_is_kept_and_what_lies_behind_it_is_not_computed(
    kg: scgraph.KnowledgeGraph, limit: int
) -> None:
    """A product of all with all, a trillion rows, ends at once."""
    product = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    assert len(kg.query(f"SELECT * {product}", limit=limit)) == limit  # type: ignore[arg-type]
    built = kg.query(f"CONSTRUCT {{ ?a ?e ?i }} {product}", limit=limit)
    assert 0 < len(built) <= limit  # type: ignore[arg-type]


def test_a_triple_term_in_an_answer_is_an_error_in_words(kg: scgraph.KnowledgeGraph) -> None:
    """rdflib has no triple terms; the user is told, and not by a traceback."""
    query = "CONSTRUCT { <x:a> <x:b> <<(?a ?b ?c)>> } { ?a ?b ?c } LIMIT 1"
    with pytest.raises(QueryError, match="triple term"):
        kg.query(query)
