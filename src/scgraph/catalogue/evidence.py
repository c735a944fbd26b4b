"""What stands behind a row: the claims it rests on, and the subgraph of those claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Triple

from scgraph.answers import Value
from scgraph.catalogue.collection import EVIDENCE, Catalogue
from scgraph.catalogue.fill import fill_slots, serialise
from scgraph.engine import Engine
from scgraph.errors import QueryError
from scgraph.names import Names

BEHIND_CLAIMS = f"{EVIDENCE}/behind-claims"
CLAIMS_ABOUT = f"{EVIDENCE}/claims-about"


def claims_of(
    row: Mapping[str, Value], catalogue: Catalogue, engine: Engine, names: Names
) -> list[str]:
    """Return the claims that a row names, or those that speak of the first thing it names.

    A row of counts names no claim: what it counts are the claims about its first thing.
    """
    things = [str(value) for value in row.values() if names.kinds(str(value))]
    claims = [thing for thing in things if names.is_a(thing, "Claim")]
    if claims or not things:
        return sorted(set(claims))
    about = catalogue.ask(CLAIMS_ABOUT, {"thing": f"<{things[0]}>"}, engine, names)
    return sorted({str(claim) for claim in about.column("claim")})


def behind_claims(claims: Iterable[str], catalogue: Catalogue, engine: Engine) -> list[Triple]:
    """Return all that the graph holds of claims: their statements, places, citations and sources.

    Things that they refer to come with kind and names, so that the subgraph can be read alone.
    """
    terms = " ".join(serialise(NamedNode(claim)) for claim in sorted(set(claims)))
    if not terms:
        return []
    answer = engine.query(fill_slots(catalogue[BEHIND_CLAIMS].text, {"claim": terms}), is_ours=True)
    if not isinstance(answer, list):
        raise QueryError(f"{BEHIND_CLAIMS} must be a CONSTRUCT query")
    return answer
