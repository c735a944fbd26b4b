"""Who annotated a claim, when, in which role, and how firm it stands."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from scgraph.handover.facts import Facts, scg
from scgraph.terms import CODE, PREFIXES

GENERATED_BY = f"{PREFIXES['prov']}wasGeneratedBy"
DATE = f"{PREFIXES['dcterms']}date"
_PART_OF = f"{PREFIXES['dcterms']}isPartOf"
_VERIFICATION = f"{CODE}pass-kind/verification"
_DRAFT = f"{CODE}curation-status/draft"


class Curation:
    """The passes, statuses and decisions of a corpus, by what they are about."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._papers = frozenset(facts.of_kind(scg("Paper")))
        self._statuses = _by_object(facts, "StatusAssignment", "assignedTo")
        self._decisions = _by_object(facts, "CurationDecision", "about")
        passes = facts.of_kind(scg("CurationPass"))
        readings = [one for one in passes if _VERIFICATION not in facts.iris(one, scg("passKind"))]
        self._by_section: dict[str, list[str]] = {}
        for one in readings:
            for section in facts.iris(one, scg("covers")):
                self._by_section.setdefault(section, []).append(one)

    def passes_of_claim(self, claim: str) -> list[str]:
        """Return the passes that went over the sentences of a claim, or gave it a status."""
        found: set[str] = set()
        for status in self._statuses.get(claim, ()):
            found.update(self._facts.iris(status, GENERATED_BY))
        for place in self.places(claim):
            found.update(self._by_section.get(place, ()))
        return sorted(found)

    def places(self, claim: str) -> list[str]:
        """Return the sentences of a claim, with the paragraphs and sections around them."""
        found = self._facts.iris(claim, scg("statedAt"))
        for place in found:
            around = self._facts.iris(place, _PART_OF)
            found += [one for one in around if one not in found and one not in self._papers]
        return found

    def is_draft(self, claim: str) -> bool:
        """Tell whether nobody has reviewed a claim: it has no status, or that of a draft."""
        statuses = self._statuses.get(claim, ())
        assigned = {code for one in statuses for code in self._facts.iris(one, scg("assigns"))}
        return not assigned or assigned == {_DRAFT}

    def triples_of_claim(self, claim: str) -> Iterator[Triple]:
        """Yield the statuses and decisions of a claim, as far as they are about it."""
        about = [*self._statuses.get(claim, ()), *self._decisions.get(claim, ())]
        for record in about:
            for quad in self._facts.about(record):
                of_others = quad.predicate.value in (scg("assignedTo"), scg("about"))
                if not of_others or quad.object == NamedNode(claim):
                    yield quad.triple

    def triples_of_pass(self, one: str) -> Iterator[Triple]:
        """Yield what is said of a pass, without the list of all that it covers."""
        covers = scg("covers")
        yield from (q.triple for q in self._facts.about(one) if q.predicate.value != covers)

    def last_day(self, passes: list[str]) -> str | None:
        """Return the day of the last of some passes; None if none has one."""
        return max((day for one in passes for day in self._facts.dates(one, DATE)), default=None)


def _by_object(facts: Facts, kind: str, name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for record in facts.of_kind(scg(kind)):
        for thing in facts.iris(record, scg(name)):
            found.setdefault(thing, []).append(record)
    return found
