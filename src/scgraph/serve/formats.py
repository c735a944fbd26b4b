"""In which formats a query is answered: by its form, by Accept, or by a name in the address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from scgraph.errors import near_names
from scgraph.sandbox import Formats
from scgraph.sandbox.replies import ROW_FORMATS, TRIPLE_FORMATS, Kind
from scgraph.serve.negotiating import Offer, best, chosen
from scgraph.serve.refused import Refused

_ROWS = tuple(Offer(media, name) for name, media in ROW_FORMATS.items())
_ALSO_ROWS = (
    Offer("application/json", "json"),
    Offer("application/xml", "xml"),
    Offer("text/xml", "xml"),
)
_TRIPLES = tuple(Offer(media, name) for name, media in TRIPLE_FORMATS.items())
_ALSO_TRIPLES = (
    Offer("application/turtle", "ttl"),
    Offer("application/x-turtle", "ttl"),
    Offer("text/plain", "nt"),
    Offer("application/json", "jsonld"),
    Offer("application/xml", "rdfxml"),
    Offer("text/xml", "rdfxml"),
)
OFFERS: dict[Kind, tuple[Offer, ...]] = {
    "rows": _ROWS + _ALSO_ROWS,
    "truth": _ROWS + _ALSO_ROWS,
    "triples": _TRIPLES + _ALSO_TRIPLES,
}
"""What there is for each kind of answer, the best first; behind, what clients also call it."""
DEFAULTS: dict[Kind, Offer] = {kind: offers[0] for kind, offers in OFFERS.items()}
_ALSO_NAMED = {
    "srj": "json",
    "srx": "xml",
    "turtle": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "json-ld": "jsonld",
    "rdf": "rdfxml",
    "rdf+xml": "rdfxml",
}
DESCRIPTIONS = (
    *(offer for offer in OFFERS["triples"] if offer.suffix != "n3"),
    Offer("text/html", "html"),
)
"""In which formats the service is described; a browser is sent to a page."""
_USUAL = 200
"""Characters of an Accept that is remembered."""
_OF_TRIPLES = {"json": "jsonld", "xml": "rdfxml"}


@dataclass(frozen=True, slots=True)
class Choice:
    """The format for each kind of answer; None where the client takes none that there is."""

    offers: dict[Kind, Offer | None]
    accept: str | None

    @property
    def formats(self) -> Formats:
        """The formats as the workers know them."""
        names = {kind: (offer or DEFAULTS[kind]).suffix for kind, offer in self.offers.items()}
        return Formats(names["rows"], names["truth"], names["triples"])

    def offer(self, kind: Kind) -> Offer:
        """Return the format for a kind of answer.

        Raises:
            Refused: with the status 406, if the client takes none.
        """
        return self.offers[kind] or chosen(self.accept, OFFERS[kind])


def choice(name: str | None, accept: str | None) -> Choice:
    """Choose a format for each kind of answer, since the kind is known only to who parses.

    Args:
        name: what was asked for in the address, by a short name or a media type; it stands above
            `accept` for each kind of answer that can be written so.
        accept: the value of the header Accept.

    Raises:
        Refused: with the status 400, if nothing is written in what was asked for.

    >>> choice("csv", "text/turtle").formats
    Formats(rows='csv', truth='csv', triples='ttl')
    """
    offers = dict(_liked(accept) if len(accept or "") <= _USUAL else _liked.__wrapped__(accept))
    if name is not None:
        offers |= _named(name)
    return Choice(offers, accept)


@lru_cache
def _liked(accept: str | None) -> dict[Kind, Offer | None]:
    return {kind: best(accept, offers) for kind, offers in OFFERS.items()}


def _named(name: str) -> dict[Kind, Offer | None]:
    asked = known_name(name)
    found = {
        kind: offer
        for kind, offers in OFFERS.items()
        for offer in reversed(offers)
        if offer.media == asked
        or offer.suffix == (_OF_TRIPLES.get(asked, asked) if kind == "triples" else asked)
    }
    if not found:
        known = sorted({offer.suffix for offers in OFFERS.values() for offer in offers})
        near = near_names(asked, [*known, *_ALSO_NAMED])
        hint = f" (did you mean {near[0]!r}?)" if near else ""
        raise Refused(400, f"there is no format {name!r}{hint}; there are {', '.join(known)}")
    return dict(found)


def known_name(name: str) -> str:
    """Return the name under which we know a format, if other servers call it otherwise.

    >>> known_name("JSON-LD")
    'jsonld'
    """
    asked = name.strip().lower()
    return _ALSO_NAMED.get(asked, asked)
