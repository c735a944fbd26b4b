"""The codes that a corpus adds to the code lists.

A corpus writes them into its reference files, each below its own base::

    <https://example.org/roads/code/role/coordinates> a scg:ActorRole, skos:Concept ;
      skos:inScheme <https://w3id.org/scgraph/code/role> ;
      skos:topConceptOf <https://w3id.org/scgraph/code/role> ;
      skos:notation "coordinates" ;
      skos:prefLabel "Coordinates"@en ;
      skos:definition "The actor joins up what several bodies do."@en ;
      scg:agentive true .

From then on ``role: coordinates`` may stand in its claims, and in those of a corpus that includes
it. A name that the list has already is a fault: one word must not mean two things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import NamedNode, Quad

from scgraph import terms
from scgraph.errors import Fault
from scgraph.reading import Codes, Place, Places
from scgraph.reading.values import SLUG

_IN_SCHEME = NamedNode(f"{terms.PREFIXES['skos']}inScheme")


class AddedCodes:
    """Gather the codes of the corpora of one graph, and what is wrong with them."""

    def __init__(self, quads: Iterable[Quad], bases: Sequence[str], places: Places) -> None:
        """Gather among all quads of reference files and of the vocabulary.

        Args:
            quads: where codes are put into lists.
            bases: of the corpus and those it includes.
            places: where codes are written.
        """
        shipped: set[str] = set()
        others: list[tuple[str, str]] = []
        for quad in quads:
            name = _list(quad)
            if name is None or not isinstance(quad.subject, NamedNode):
                continue
            if quad.graph_name == NamedNode(terms.VOCABULARY_GRAPH):
                shipped.add(quad.subject.value)
            else:
                others.append((name, quad.subject.value))
        self._shipped = shipped
        self._added = [(name, iri) for name, iri in others if iri not in shipped]
        self._bases = bases
        self._places = places

    @property
    def codes(self) -> Codes:
        """The IRI of each added code, by the namespace of its list and its name."""
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for name, iri in self._added:
            found[f"{terms.CODE}{name}/"].setdefault(iri.rpartition("/")[2], iri)
        return found

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: a name that is taken, or no name below the base of the corpus."""
        seen: dict[tuple[str, str], str] = {}
        for name, iri in self._added:
            code = iri.rpartition("/")[2]
            first = seen.setdefault((name, code), iri)
            if not self._is_below_a_base(name, iri):
                due = f"{self._bases[0]}code/{name}/NAME"
                yield self._fault(iri, f"is no name for a code of the list {name}; call it {due}")
            elif f"{terms.CODE}{name}/{code}" in self._shipped:
                message = f"the list {name} has a code {code!r} already; choose another name"
                yield self._fault(iri, message)
            elif first != iri:
                yield self._fault(iri, f"the list {name} has this name twice; the other is {first}")

    def _is_below_a_base(self, name: str, iri: str) -> bool:
        spaces = (f"{base}code/{name}/" for base in self._bases)
        return any(iri.startswith(s) and SLUG.fullmatch(iri.removeprefix(s)) for s in spaces)

    def _fault(self, iri: str, message: str) -> Fault:
        place = self._places.get(iri, Place("reference"))
        return Fault(place.file, place.line, place.column, f"<{iri}>: {message}")


def _list(quad: Quad) -> str | None:
    """Return the name of the code list that a quad puts a code into, if it does."""
    if quad.predicate != _IN_SCHEME or not isinstance(quad.object, NamedNode):
        return None
    name = quad.object.value.removeprefix(terms.CODE)
    return name if name in terms.CODE_LISTS else None
