"""RDF as bytes: sorted, with the prefixes that are used, literals as they were written."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Quad, RdfFormat, parse, serialize

from scgraph.terms import PREFIXES, curie

if TYPE_CHECKING:
    from rdflib import Graph

RDF_SUFFIXES = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
}
"""The RDF formats by suffix; Turtle and N-Triples hold the union of all graphs."""

PACKED = ".gz"
"""The suffix behind that of a format whose file is packed by gzip."""

_TRIPLES = (".ttl", ".nt")
_WITH_PREFIXES = (".ttl", ".trig")
_TYPE = PREFIXES["rdf"] + "type"


def rdf_bytes(quads: Iterable[Quad], suffix: str, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Write quads in the format of a suffix.

    Subjects come in alphabetical order, each with its type first. JSON-LD has its context within.

    >>> from pyoxigraph import Literal, NamedNode
    >>> a, b = NamedNode("https://schema.org/a"), NamedNode("https://schema.org/b")
    >>> quad = Quad(a, b, Literal("c"))
    >>> print(rdf_bytes([quad], ".ttl").decode(), end="")
    @prefix schema: <https://schema.org/> .
    schema:a schema:b "c" .
    """
    # The union is made of quads of one graph, so that all formats take the same kind of thing.
    found = {Quad(*quad.triple) for quad in quads} if suffix in _TRIPLES else quads
    ordered = sorted(found, key=_order)
    if suffix == ".jsonld":
        return _json_ld(ordered, prefixes)
    used = _used(ordered, prefixes) if suffix in _WITH_PREFIXES else None
    return serialize(ordered, format=RDF_SUFFIXES[suffix], prefixes=used) or b""


def rdf_text(graph: Graph, suffix: str) -> str:
    """Write an rdflib graph in the format of a suffix, with the prefixes that it binds."""
    lines = graph.serialize(format="nt11", encoding="utf-8")
    quads = (Quad(*triple) for triple in parse(lines, RdfFormat.N_TRIPLES))
    bound = {prefix: str(namespace) for prefix, namespace in graph.namespaces()}
    return rdf_bytes(quads, suffix, bound).decode()


def rdf_suffix(path: Path) -> str:
    """Return the suffix of a file that tells its format, whether it is packed or not.

    >>> rdf_suffix(Path("archive.nq.gz")), rdf_suffix(Path("a.TTL"))
    ('.nq', '.ttl')
    """
    name = path.stem if path.suffix.lower() == PACKED else path.name
    return Path(name).suffix.lower()


def packed(path: Path, data: bytes) -> bytes:
    """Pack the content of a file if its name says so; the same content gives the same bytes.

    >>> packed(Path("a.nq"), b"x"), gzip.decompress(packed(Path("a.nq.gz"), b"x"))
    (b'x', b'x')
    """
    # Without the time of the packing, which gzip would write down.
    return gzip.compress(data, mtime=0) if path.suffix.lower() == PACKED else data


def _order(quad: Quad) -> tuple[object, ...]:
    is_type = quad.predicate.value == _TYPE
    return (
        str(quad.graph_name),
        str(quad.subject),
        not is_type,
        quad.predicate.value,
        str(quad.object),
    )


def _used(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes that some IRI needs, in alphabetical order."""
    text = {str(term) for quad in quads for term in quad}
    text |= {str(term).rpartition("^^")[2] for term in text if "^^<" in term}
    needed = {curie(iri[1:-1], prefixes).partition(":")[0] for iri in text if iri.startswith("<")}
    return {prefix: prefixes[prefix] for prefix in sorted(needed & set(prefixes))}


def _json_ld(quads: list[Quad], prefixes: Mapping[str, str]) -> bytes:
    used = _used(quads, prefixes)
    expanded = json.loads(serialize(quads, format=RdfFormat.JSON_LD) or b"[]")
    document = {"@context": used, "@graph": [_compact(node, used) for node in expanded]}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _compact(value: Any, prefixes: Mapping[str, str]) -> Any:
    """Shorten IRIs and unwrap lists of one; what expands it again gives the same quads."""
    if isinstance(value, list):
        items = [_compact(item, prefixes) for item in value]
        return items[0] if len(items) == 1 else items
    if not isinstance(value, dict):
        return value
    if "@value" in value:
        return _literal(value, prefixes)
    value = _with_type(value)
    return {_short(key, prefixes): _entry(key, entry, prefixes) for key, entry in value.items()}


def _with_type(node: dict[str, Any]) -> dict[str, Any]:
    """Say the types of a node by the keyword, which is what search engines look for."""
    types = node.get(_TYPE, [])
    if not types or not all(isinstance(one, dict) and "@id" in one for one in types):
        return node
    renamed = {"@type": [one["@id"] for one in types]}
    return {"@id": node["@id"], **renamed, **{k: v for k, v in node.items() if k != _TYPE}}


def _entry(key: str, value: Any, prefixes: Mapping[str, str]) -> Any:
    if key == "@id":
        return _short(value, prefixes)
    if key == "@type":
        types = [_short(iri, prefixes) for iri in value]
        return types[0] if len(types) == 1 else types
    if key == "@graph":
        return [_compact(node, prefixes) for node in value]
    return _compact(value, prefixes)


def _literal(value: dict[str, Any], prefixes: Mapping[str, str]) -> Any:
    if isinstance(value["@value"], str) and value == {"@value": value["@value"]}:
        return value["@value"]
    if "@type" in value:
        return {**value, "@type": _short(value["@type"], prefixes)}
    return value


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    if iri.startswith(("@", "_:")):
        return iri
    short = curie(iri, prefixes)
    prefix, _, local = short.partition(":")
    # What stands behind a prefix must not look like the rest of a web address.
    return short if prefix in prefixes and not local.startswith("//") else iri
