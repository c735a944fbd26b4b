"""The canonical form of quads by RDFC-1.0, and its SHA-256.

Two files that mean the same have one canonical form: sorted N-Quads, whose blank nodes are named
after what they are. Literals stay as they were written, since ``1.10`` and ``1.1`` are two ways of
saying one number and not one text; a store would merge them, so nothing here goes through one.

Where there are no blank nodes the form is what ``LC_ALL=C sort --unique`` makes of the N-Quads.

>>> from pyoxigraph import RdfFormat, parse
>>> one = parse('_:x <t:of> "1.10" . _:x <t:to> _:y .', RdfFormat.TURTLE)
>>> other = parse('_:b <t:to> _:a . _:b <t:of> "1.10" .', RdfFormat.TURTLE)
>>> canonical_digest(one) == canonical_digest(other)
True
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from pyoxigraph import BlankNode, Quad, RdfFormat, serialize

from scgraph.handover.naming import canonical_names, with_names

CANONICALISATION = "RDFC-1.0"
"""The standard that the canonical form follows."""


def canonical_digest(quads: Iterable[Quad]) -> str:
    """Return the SHA-256 of the canonical form of quads, in hexadecimal.

    Raises:
        ExportError: if blank nodes are too many and too much alike to be told apart.
    """
    return sha256(canonical_nquads(quads)).hexdigest()


def canonical_nquads(quads: Iterable[Quad]) -> bytes:
    """Return the canonical form of quads: a line each, sorted by code point, each once.

    Raises:
        ExportError: if blank nodes are too many and too much alike to be told apart.
    """
    found = list(quads)
    if any(_has_blank_node(quad) for quad in found):
        names = canonical_names(found)
        found = [with_names(quad, names.__getitem__) for quad in found]
    lines = (serialize(found, format=RdfFormat.N_QUADS) or b"").split(b"\n")
    return b"".join(line + b"\n" for line in sorted({line for line in lines if line}))


def _has_blank_node(quad: Quad) -> bool:
    return any(isinstance(term, BlankNode) for term in (quad.subject, quad.object, quad.graph_name))
