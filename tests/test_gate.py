"""What the engine is never asked, and what it is asked all the same."""

from __future__ import annotations

import subprocess
import sys

import pytest

import scgraph
from scgraph.engine.gate import MAX_TOKENS, pass_gate
from scgraph.errors import QueryError

FATAL = {
    "brackets": "'SELECT * {' + '{' * 5000 + '}' * 5000 + '}'",
    "parentheses": "'ASK { FILTER(' + '(' * 5000 + '1' + ')' * 5000 + ') }'",
    "signs": "'ASK { FILTER(' + '!' * 100000 + 'true) }'",
    "joined parts": "'ASK {' + ' UNION '.join(['{?a ?b ?c}'] * 15000) + '}'",
    "options": "'ASK {' + 'OPTIONAL{?a ?b ?c}' * 10000 + '}'",
    "sums": "'ASK { FILTER(1 ' + '+ 1' * 60000 + ') }'",
    "steps": "'ASK { ?a ' + '/'.join(['<x:p>'] * 30000) + ' ?b }'",
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
