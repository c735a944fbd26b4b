"""One clean table of attributes, before any network format is written.

Formats differ in what they can hold: most have no lists, none has None, and XML refuses some
characters altogether. So every value becomes text, a number or a truth value first.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from scgraph.errors import ExportError

if TYPE_CHECKING:
    from networkx import MultiDiGraph

Plain: TypeAlias = str | int | float | bool
SEPARATOR = " | "
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def plain(value: Any) -> Plain | list[Plain] | None:
    """Turn a value into what a format may hold; None stands for what is left out.

    >>> plain(Decimal("35.2")), plain(("b", None, "a")), plain(date(2025, 1, 31)), plain(None)
    (35.2, ['b', 'a'], '2025-01-31', None)
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if isinstance(value, list | tuple):
        items = (plain(item) for item in value)
        return [item for item in items if item is not None and not isinstance(item, list)]
    return str(value)


def joined(value: Plain | list[Plain]) -> Plain:
    """Write a list as one text, with a bar between its items.

    >>> joined(["a", "b|c"])
    'a | b¦c'
    """
    if not isinstance(value, list):
        return value
    # An item that held the bar itself would look like two.
    return SEPARATOR.join(str(item).replace("|", "¦") for item in value)


def cleaned(graph: MultiDiGraph, *, with_lists: bool) -> MultiDiGraph:
    """Return a copy whose attributes are clean, with nodes and edges in alphabetical order.

    Args:
        graph: the network.
        with_lists: keep lists as lists; else they are joined to one text.

    Raises:
        ExportError: if a text holds half a surrogate pair, which no file can.
    """
    from networkx import MultiDiGraph

    copy: MultiDiGraph = MultiDiGraph()
    copy.graph.update(_clean(graph.graph, with_lists, "the network"))
    for node, attributes in sorted(graph.nodes(data=True), key=lambda entry: str(entry[0])):
        copy.add_node(str(node), **_clean(attributes, with_lists, f"node {node}"))
    edges = graph.edges(keys=True, data=True)
    for start, end, key, attributes in sorted(edges, key=lambda edge: [*map(str, edge[:3])]):
        place = f"edge {start} – {end}"
        copy.add_edge(str(start), str(end), str(key), **_clean(attributes, with_lists, place))
    _check(copy, _SURROGATE, "no file can hold")
    return copy


def one_type_each(graph: MultiDiGraph) -> MultiDiGraph:
    """Give each attribute one type: text where nodes, or edges, differ."""
    for entries in (
        [attributes for _, attributes in graph.nodes(data=True)],
        [attributes for *_, attributes in graph.edges(data=True)],
    ):
        for name in {name for attributes in entries for name in attributes}:
            found = [attributes for attributes in entries if name in attributes]
            if len({type(attributes[name]) for attributes in found}) > 1:
                for attributes in found:
                    attributes[name] = str(attributes[name])
    return graph


def check_xml(graph: MultiDiGraph) -> None:
    """Refuse what XML cannot hold, by name.

    Raises:
        ExportError: if a text has a control character or another that XML 1.0 forbids.
    """
    _check(graph, NOT_IN_XML, "XML cannot hold")


def _clean(attributes: Mapping[str, Any], with_lists: bool, place: str) -> dict[str, Any]:
    values = {str(name): plain(value) for name, value in sorted(attributes.items(), key=_name)}
    kept = {name: value for name, value in values.items() if value is not None}
    return kept if with_lists else {name: joined(value) for name, value in kept.items()}


def _name(entry: tuple[Any, Any]) -> str:
    return str(entry[0])


def _check(graph: MultiDiGraph, refused: re.Pattern[str], verdict: str) -> None:
    look = _looker(refused, verdict)
    look("the network", graph.graph.items())
    for node, attributes in graph.nodes(data=True):
        look(f"node {node!a}", [("its name", node), *attributes.items()])
    for start, end, key, attributes in graph.edges(keys=True, data=True):
        look(f"edge {start!a} – {end!a}", [("its key", key), *attributes.items()])


def _looker(refused: re.Pattern[str], verdict: str) -> Callable[[str, Iterable[Any]], None]:
    def look(place: str, texts: Iterable[tuple[str, Any]]) -> None:
        for name, value in texts:
            for text in (name, *(value if isinstance(value, list) else [value])):
                found = refused.search(text) if isinstance(text, str) else None
                if found:
                    raise ExportError(
                        f"{place}: {name} holds U+{ord(found.group()):04X}, which {verdict}; "
                        f"take it out of {text[:40]!a}"
                    )

    return look
