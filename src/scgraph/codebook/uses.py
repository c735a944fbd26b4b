"""Count how a corpus uses codes: how many things have each, and which claim is the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from scgraph.terms import PREFIXES, VOCAB

_TYPE = f"{PREFIXES['rdf']}type"
_IN_SCHEME = f"{PREFIXES['skos']}inScheme"
_TEXT, _POSITION = (f"{PREFIXES['schema']}{name}" for name in ("text", "position"))
_OF_CODES = frozenset(f"{PREFIXES['skos']}{name}" for name in ("hasTopConcept", "topConceptOf"))
_CLAIM, _IN_PAPER, _STATED_AT = (f"{VOCAB}{name}" for name in ("Claim", "inPaper", "statedAt"))
_DEEPEST = 4
"""A claim asserts nodes, and those hold no deeper ones: no walk upwards goes on for ever."""


@dataclass(frozen=True)
class Use:
    """How often a code is used, and its first use in words; the empty text if in no claim."""

    times: int
    first: str


def uses(quads: Iterable[Quad]) -> Mapping[str, Use]:
    """Return how each code is used that is used at all, by its IRI.

    >>> from scgraph.corpus import read_corpus
    >>> use = uses(read_corpus().quads)["https://w3id.org/scgraph/code/role/mandate"]
    >>> use.times, use.first.partition(" (")[2]
    (5, 'an-2025, 2.1/p2/s2)')
    """
    graph = _Graph(quads)
    return {
        code: Use(len(users), min((graph.claims_with(user) for user in users), default=_NOWHERE)[1])
        for code, users in graph.users.items()
    }


_NOWHERE = ((1, "", 0, ""), "")


class _Graph:
    """Look from a code to what has it, and on to the claim that asserts that."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._above: defaultdict[str, set[str]] = defaultdict(set)
        self._texts: dict[tuple[str, str], str] = {}
        self._at: defaultdict[str, set[str]] = defaultdict(set)
        self._paper: dict[str, str] = {}
        self._codes: set[str] = set()
        self._claims: set[str] = set()
        for quad in quads:
            if isinstance(quad.subject, NamedNode):
                self._add(quad.subject.value, quad)

    def _add(self, subject: str, quad: Quad) -> None:
        name, value = quad.predicate.value, quad.object
        if isinstance(value, Literal):
            if name in (_TEXT, _POSITION):
                self._texts[subject, name] = value.value
            return
        if not isinstance(value, NamedNode) or name in _OF_CODES:
            return
        if name == _IN_SCHEME:
            self._codes.add(subject)
        elif name == _TYPE:
            self._claims.update({subject} if value.value == _CLAIM else ())
        elif name == _IN_PAPER:
            self._paper[subject] = value.value
        elif name == _STATED_AT:
            self._at[subject].add(value.value)
        else:
            self._above[value.value].add(subject)

    @cached_property
    def users(self) -> Mapping[str, frozenset[str]]:
        """What has each code: claims, nodes below them, and things."""
        known = {code: self._above[code] for code in self._codes if code in self._above}
        return {code: frozenset(users - self._codes) for code, users in known.items()}

    def claims_with(self, node: str) -> tuple[tuple[int, str, int, str], str]:
        """Return where the first claim that asserts a node stands, to sort by, and its words."""
        found, waiting = set[str](), {node}
        for _ in range(_DEEPEST):
            found |= {one for one in waiting if one in self._claims and one in self._paper}
            waiting = {above for one in waiting - found for above in self._above[one]}
            if found:
                return min(map(self._described, found))
        return _NOWHERE

    def _described(self, claim: str) -> tuple[tuple[int, str, int, str], str]:
        paper = self._paper[claim]
        position, sentence = min(
            ((int(self._texts.get((at, _POSITION), "0")), at) for at in self._at[claim]),
            default=(0, ""),
        )
        locator = sentence.removeprefix(f"{paper}/")
        where = f"{paper.rpartition('/')[2]}, {locator}" if locator else paper.rpartition("/")[2]
        said = self._texts.get((claim, _TEXT), "")
        return (0, paper, position, claim), f"{said} ({where})"
