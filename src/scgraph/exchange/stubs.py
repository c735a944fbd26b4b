"""Make the stub of a claim from what was coded: each code at the key that takes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from scgraph.agreement.coding import code_list
from scgraph.exchange.codes import Meaning
from scgraph.reading.form import Level, paper_form
from scgraph.reading.tree import STUB

THINGS = {"Barrier": "barrier", "Initiative": "initiative"}
"""The key of a claim for a thing of a kind; what has none of its own is what it is about."""
NODES = {"Actor": ("involves", "actor"), "Source": ("cites", "source")}
"""The key of a node below a claim for a thing of a kind, and the key within."""
ABOUT = "about"


def stub(
    name: str, at: Iterable[str], says: str | None, coded: Iterable[Meaning]
) -> dict[str, Any]:
    """Return a claim that is begun: what was coded is filled in, what is missing is left open.

    >>> leads = Meaning("https://w3id.org/scgraph/code/role/leads", "role")
    >>> mic = Meaning("https://w3id.org/scgraph/id/mic", "Actor")
    >>> stub("mic", ["1/p1/s1"], None, [leads, mic])["involves"]
    [{'actor': 'mic', 'role': 'leads'}]
    """
    known = list(dict.fromkeys(coded))
    own, below = _lists()
    values: defaultdict[str, list[str]] = defaultdict(list)
    nodes: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in known:
        if one.kind in NODES:
            key, inner = NODES[one.kind]
            nodes[key].append({inner: one.name})
        elif one.kind in own:
            values[own[one.kind]].append(one.name)
        elif one.kind not in below:
            values[THINGS.get(one.kind, ABOUT)].append(one.name)
    for kind, codes in _by_list(known, below).items():
        _put(nodes, below[kind], codes)
    said = {key: _one_or_all(names) for key, names in values.items()}
    start = {"id": name, STUB: True, "at": _one_or_all(list(at)), "says": says, "type": None}
    return {**start, **said, **nodes}


def _by_list(known: Iterable[Meaning], below: Mapping[str, object]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in known:
        if one.kind in below:
            found.setdefault(one.kind, []).append(one.name)
    # A list that several nodes take comes last, when the others have made the nodes.
    return dict(sorted(found.items(), key=lambda entry: len(_lists()[1][entry[0]])))


def _put(
    nodes: defaultdict[str, list[dict[str, Any]]],
    places: tuple[tuple[str, str], ...],
    codes: list[str],
) -> None:
    """Put the codes of a list into nodes: one code into each that is there, several each alone."""
    if len(places) > 1 or (len(codes) == 1 and nodes.get(places[0][0])):
        there = [(node, inner) for key, inner in places for node in nodes.get(key, ())]
        for node, inner in there if len(codes) == 1 else ():
            node[inner] = codes[0]
        return
    key, inner = places[0]
    nodes[key].extend({inner: code} for code in codes)


def _one_or_all(names: list[str]) -> str | list[str]:
    return names[0] if len(names) == 1 else names


@cache
def _lists() -> tuple[Mapping[str, str], Mapping[str, tuple[tuple[str, str], ...]]]:
    """Return which key of a claim takes a code list, and which keys of nodes below take another."""
    level = paper_form().keys["claims"].level
    assert level is not None
    own = dict(_codes_of(level))
    below: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for key in level.keys.values():
        for name, inner in _codes_of(key.level) if key.level else ():
            below[name].append((key.name, inner))
    return own, {name: tuple(places) for name, places in below.items() if name not in own}


def _codes_of(level: Level) -> Iterator[tuple[str, str]]:
    for key in level.keys.values():
        if (name := code_list(key)) is not None:
            yield name, key.name
