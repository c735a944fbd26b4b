"""Give a client the form that it would rather have: the header Accept (RFC 9110, 12.5.1).

>>> offers = [Offer("application/json", "json"), Offer("text/csv", "csv")]
>>> chosen("text/*, application/json;q=0.5", offers).suffix
'csv'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from scgraph.errors import near_names
from scgraph.serve.refused import Refused

if TYPE_CHECKING:
    from starlette.requests import Request

VARY = {"Vary": "Accept"}
"""The header of every answer that was chosen, so that no cache gives it to another client."""
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"?|[^",;]+|[,;]')
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE = re.compile(rf"({_TOKEN})/({_TOKEN})")
_OUR_CHARSETS = ("utf-8", "utf8")


class Offer(NamedTuple):
    """A form in which an answer can be given.

    Args:
        media: its media type, without parameters.
        suffix: the short name by which it is asked for in an address.
    """

    media: str
    suffix: str


class _Range(NamedTuple):
    """A part of what a client accepts."""

    type: str
    subtype: str
    parameters: tuple[tuple[str, str], ...]
    weight: float

    def precision(self, media: str) -> int:
        """Return how exactly it names a media type: 0 for not at all, up to 4."""
        kind, _, below = media.partition("/")
        if self.type == "*":
            return 1
        if self.type != kind:
            return 0
        if self.subtype == "*":
            return 2
        return 0 if self.subtype != below else 4 if self.parameters else 3


_NOTHING = _Range("", "", (), 0.0)
"""A part that was understood and that we have nothing for."""


def accepted(request: Request) -> str | None:
    """Return what a client accepts; None if it does not say."""
    lines = request.headers.getlist("accept")
    return ", ".join(lines) if lines else None


def chosen(accept: str | None, offers: Sequence[Offer]) -> Offer:
    """Return the offer that a client likes best.

    Of several that it likes alike, one that it names goes before one that a star lets in, and then
    what stands first among the offers. A part that is no media range is passed over; a client that
    says nothing that can be read takes anything. Parameters that we do not know are passed over,
    but for another charset than UTF-8, which there is not.

    Args:
        accept: the value of the header; None if there is none.
        offers: what there is, the best first.

    Raises:
        Refused: with the status 406, if the client accepts none of them.

    >>> chosen("image/png", [Offer("text/csv", "csv")])
    Traceback (most recent call last):
    scgraph.serve.refused.Refused: none of what is accepted can be given; there is: text/csv
    """
    found = best(accept, offers)
    if found is None:
        there_is = ", ".join(dict.fromkeys(offer.media for offer in offers))
        raise Refused(
            406, f"none of what is accepted can be given; there is: {there_is}", Vary="Accept"
        )
    return found


def best(accept: str | None, offers: Sequence[Offer]) -> Offer | None:
    """Return the offer that a client likes best; None if it accepts none of them."""
    ranges = list(_ranges(accept or ""))
    if not ranges:
        return offers[0]
    liking = [(_liking(offer.media, ranges), offer) for offer in offers]
    (weight, _), offer = max(liking, key=lambda pair: pair[0])
    return offer if weight > 0 else None


def named(suffix: str, offers: Sequence[Offer]) -> Offer:
    """Return the offer that is asked for by its suffix or media type, whatever Accept says.

    Raises:
        Refused: with the status 406, if there is none such.

    >>> named("csv", [Offer("text/csv", "csv")]).media
    'text/csv'
    """
    wanted = suffix.strip().lower()
    for offer in offers:
        if wanted in (offer.suffix, offer.media):
            return offer
    names = list(dict.fromkeys(offer.suffix for offer in offers))
    near = near_names(wanted, names)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise Refused(406, f"there is no format {suffix!r}, but: {', '.join(names)}{hint}")


def _liking(media: str, ranges: Sequence[_Range]) -> tuple[float, int]:
    """Return how much a client likes a media type: what names it most exactly decides."""
    matching = [(one.precision(media), one.weight) for one in ranges if one.precision(media)]
    precision, weight = max(matching, default=(0, 0.0))
    return weight, precision


def _ranges(accept: str) -> Iterator[_Range]:
    for pieces in _split(_PIECE.findall(accept), ","):
        head, *rest = ("".join(part).strip() for part in _split(pieces, ";"))
        found = _RANGE.fullmatch("*/*" if head == "*" else head.lower())
        parameters, weight = _parameters(rest)
        if found is None or weight is None or _is_half_a_star(found[1], found[2]):
            continue
        if _is_of_our_charset(parameters):
            yield _Range(found[1], found[2], parameters, weight)
        else:
            yield _NOTHING


def _is_of_our_charset(parameters: tuple[tuple[str, str], ...]) -> bool:
    return dict(parameters).get("charset", _OUR_CHARSETS[0]).lower() in _OUR_CHARSETS


def _is_half_a_star(kind: str, below: str) -> bool:
    return kind == "*" and below != "*"


def _parameters(parts: Sequence[str]) -> tuple[tuple[tuple[str, str], ...], float | None]:
    """Return the parameters before the weight, and the weight; None if it is no number."""
    before: list[tuple[str, str]] = []
    for part in filter(None, parts):
        name, _, value = (piece.strip() for piece in part.partition("="))
        if name.lower() == "q":
            return tuple(before), _weight(value)
        before.append((name.lower(), value.strip('"')))
    return tuple(before), 1.0


def _weight(value: str) -> float | None:
    try:
        weight = float(value)
    except ValueError:
        return None
    return min(weight, 1.0) if isfinite(weight) and weight >= 0 else None


def _split(pieces: Sequence[str], mark: str) -> Iterator[list[str]]:
    part: list[str] = []
    for piece in pieces:
        if piece == mark:
            yield part
            part = []
        else:
            part.append(piece)
    yield part
