"""Rules on what papers share: things that nothing uses, and two things that may be one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scgraph.authoring.alike import nearly_the_same
from scgraph.authoring.around import Around
from scgraph.linting.problem import Problem
from scgraph.linting.rule import Example, Rule, Rules
from scgraph.terms import things

RULES = Rules()
COMPARED = frozenset({"Actor", "Barrier"})
"""The kinds that decide which rows of an answer fall together."""

_HEAD = """\
@prefix scg: <https://w3id.org/scgraph/vocab/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

"""
_DELAYS = """\
<https://example.org/buses/id/delays> a scg:Barrier, skos:Concept ;
  skos:prefLabel "Delayed buses"@en, "バスの遅れ"@ja ;
  skos:definition "Buses come later than the timetable says."@en .
"""
_DELAY = """
<https://example.org/buses/id/delay-of-buses> a scg:Barrier, skos:Concept ;
  skos:prefLabel "Delayed bus"@en ;
  skos:definition "Buses are late."@en .
"""
_CLAIM = """\
claims:
  - id: late-buses
    at: 1/p1/s1
    says: Buses run late.
    type: barrier
    barrier: {}
"""

RULES.add(
    Rule(
        "thing/unused",
        "Info",
        "No paper uses a thing",
        "Lists from which curators choose grow longer by it, and no answer ever shows it.",
        "Delete it if it was a mistake; leave it if a paper to come needs it.",
        Example(
            f"{_HEAD}{_DELAYS}{_DELAY}",
            f"{_HEAD}{_DELAYS}",
            file="reference/factors.ttl",
            beside={"claims.yaml": _CLAIM.format("delays")},
        ),
    )
)
RULES.add(
    Rule(
        "thing/nearly-double",
        "Warning",
        "A barrier or an actor is used once, and its name is nearly that of another",
        "Two names for one thing split the rows that belong together: each looks weaker than it "
        "is.",
        "If both are one, let the claim name the other and keep this name there: "
        "`scgraph add-term … --also-called ID`. If they differ, tell them apart by their labels.",
        Example(
            f"{_HEAD}{_DELAYS}{_DELAY}",
            f"{_HEAD}{_DELAYS}",
            file="reference/factors.ttl",
            beside={"claims.yaml": _CLAIM.format("[delays, delay-of-buses]")},
        ),
    )
)


def check_uses(around: Around, uses: Mapping[str, int]) -> Iterator[Problem]:
    """Find things of a corpus that no paper uses, or that are used once and nearly another.

    Args:
        around: the corpus.
        uses: how often papers name each thing, by IRI.
    """
    own = [thing for iri, thing in around.things.items() if iri.startswith(things(around.base))]
    needed = _named_by_things(around)
    for thing in own:
        if not uses.get(thing.iri) and thing.iri not in needed:
            yield _problem(around, "thing/unused", thing.iri, f"{thing.slug} is used by no paper")
    for thing in own:
        if thing.kind in COMPARED and uses.get(thing.iri) == 1:
            others = (one for one in around.things.values() if one is not thing)
            found = nearly_the_same(thing, others)
            if found is not None:
                message = f"{thing.slug} {found.reason} ({found.thing.slug})"
                yield _problem(
                    around, "thing/nearly-double", thing.iri, message, (found.thing.slug,)
                )


def _named_by_things(around: Around) -> set[str]:
    """Return what other shared things refer to, such as the group that an actor is a member of."""
    return {
        getattr(quad.object, "value", "")
        for quad in around.shared[0]
        if quad.subject != quad.object
    }


def _problem(
    around: Around, code: str, iri: str, message: str, near: tuple[str, ...] = ()
) -> Problem:
    rule, place = RULES[code], around.place_of(iri)
    where = (place.file, place.line, place.column) if place else (str(around.root), None, None)
    return Problem(code, rule.severity, *where, message, rule.why, rule.do, near)
