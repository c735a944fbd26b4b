"""Propose things of different papers that may be the same, each with its reasons.

Nothing is accepted here: a candidate is two things, reasons that a person can weigh, and a score
that is their sum. Pairs are found by what they share, in indexes of names, words and neighbours,
never by setting everything beside everything; what very many things share finds no pair.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from scgraph.comparing import kinds
from scgraph.comparing.folding import acronym, folded, initials, rejoined, words
from scgraph.comparing.uses import Uses
from scgraph.terms import expand

MOST_SHARED = 20
"""What more things share than these tells none of them from the others."""
LEAST_SCORE = 1.0
SAME_NAME, SAME_OTHER_NAME, SAME_INITIALS, SAME_IDENTIFIER = 5.0, 4.0, 3.0, 6.0
NAME_WORDS, DEFINITION_WORDS, SAME_NEIGHBOUR, SAME_ACTORS = 3.0, 2.0, 1.0, 0.5
_MOST_NEIGHBOURS = 2.0
_SHOWN_WORDS = 4
_LABELS = (kinds.PREF_LABEL, expand("skos:altLabel") or "")
_DEFINITION = expand("skos:definition") or ""
_DOI = expand("bibo:doi") or ""
_TITLE = expand("dcterms:title") or ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two things may be the same, and how much that weighs."""

    why: str
    weight: float
    by_name: bool = False

    def __str__(self) -> str:
        return f"{self.why} ({self.weight:.1f})"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two things of different papers that may be the same."""

    this: str
    that: str
    kind: str
    reasons: tuple[Reason, ...]
    proposed_by: str = ""

    @property
    def score(self) -> float:
        """The sum of what the reasons weigh."""
        return round(sum(reason.weight for reason in self.reasons), 1)

    @property
    def is_by_name(self) -> bool:
        """Tell whether a name, initials or an identifier of both is the same."""
        return any(reason.by_name for reason in self.reasons)

    @property
    def why(self) -> str:
        """The reasons as one line, the heaviest first."""
        return "; ".join(map(str, self.reasons))


def candidates(
    uses: Uses, label: Callable[[str], str], least: float = LEAST_SCORE
) -> list[Candidate]:
    """Return the candidates of a corpus, the best first.

    What is proposed in the ledger already is among them, and says by whom. Left out are pairs of
    one paper or of two kinds, pairs that are joined or of which somebody decided anything, and
    pairs that would join what was decided to be apart.

    Args:
        uses: which paper speaks of what.
        label: names a thing.
        least: the least score.
    """
    found = []
    for kind in kinds.SHARED:
        things = [
            thing for thing in sorted(uses.papers) if kinds.is_a(thing, kind, uses.statements)
        ]
        search = _Search(things, uses, label)
        every = search.candidates(kinds.NOUNS[kind])
        found += [one for one in every if one.score >= least or one.proposed_by]
    return sorted(found, key=lambda one: (-one.score, one.kind, one.this, one.that))


class _Search:
    """The things of one kind, by all that two of them can share."""

    def __init__(self, things: list[str], uses: Uses, label: Callable[[str], str]) -> None:
        self._uses = uses
        self._label = label
        self._things = things
        self._names = {thing: list(self._names_of(thing)) for thing in things}
        self._name_words = {
            thing: frozenset().union(*(words(name) for name, _ in names))
            for thing, names in self._names.items()
        }
        self._defined = {
            thing: frozenset().union(*map(words, self._texts(thing, _DEFINITION)))
            for thing in things
        }
        self._rarity = _rarity([*self._name_words.values(), *self._defined.values()])
        self._groups = _groups(uses)

    def candidates(self, kind: str) -> Iterator[Candidate]:
        """Yield the pairs that share anything, with their reasons."""
        for this, that in sorted(self._pairs()):
            if self._may_be_one(this, that):
                reasons = sorted(self._reasons(this, that), key=lambda one: (-one.weight, one.why))
                by = self._uses.proposed.get(frozenset((this, that)), "")
                yield Candidate(this, that, kind, tuple(reasons), by)

    def _pairs(self) -> set[tuple[str, str]]:
        index: dict[Hashable, list[str]] = defaultdict(list)
        for thing in self._things:
            for key in set(self._keys(thing)):
                index[key].append(thing)
        found = {
            pair
            for sharing in index.values()
            if len(sharing) <= MOST_SHARED
            for pair in combinations(sharing, 2)
        }
        proposed = (tuple(sorted(pair)) for pair in self._uses.proposed)
        known = frozenset(self._things)
        return found | {(pair[0], pair[-1]) for pair in proposed if known.issuperset(pair)}

    def _keys(self, thing: str) -> Iterator[Hashable]:
        for name, _ in self._names[thing]:
            yield ("name", folded(name))
            yield from (("initials", one) for one in (acronym(name), initials(name)) if one)
        yield from (("word", word) for word in self._name_words[thing])
        yield from (("definition", word) for word in self._defined[thing])
        yield from (("identifier", one) for one in self._identifiers(thing))
        yield from (("near", *one) for one in self._near(thing) if one[0] in _BESIDE)

    def _may_be_one(self, this: str, that: str) -> bool:
        one, other = self._uses.group(this), self._uses.group(that)
        pair = frozenset((this, that))
        if one == other or pair in self._uses.decided:
            return False
        mine, theirs = self._groups.get(one, {this}), self._groups.get(other, {that})
        if any(pair & mine and pair & theirs for pair in self._uses.rejected):
            return False
        return self._papers(mine).isdisjoint(self._papers(theirs))

    def _papers(self, things: Iterable[str]) -> set[str]:
        return {paper for thing in things for paper in self._uses.papers.get(thing, ())}

    def _reasons(self, this: str, that: str) -> Iterator[Reason]:
        yield from self._by_identifier(this, that)
        by_name = list(self._by_name(this, that))
        yield from by_name or self._by_words(this, that)
        yield from self._by_definition(this, that)
        yield from self._by_neighbours(this, that)

    def _by_identifier(self, this: str, that: str) -> Iterator[Reason]:
        for one in sorted(self._identifiers(this) & self._identifiers(that)):
            yield Reason(f"both are {one}", SAME_IDENTIFIER, by_name=True)

    def _by_name(self, this: str, that: str) -> Iterator[Reason]:
        theirs = {folded(name): is_first for name, is_first in self._names[that]}
        same = [(name, first) for name, first in self._names[this] if folded(name) in theirs]
        if same:
            name, is_first = max(same, key=lambda one: (one[1] and theirs[folded(one[0])], one[0]))
            both = is_first and theirs[folded(name)]
            yield Reason(f"same name ‘{name}’", SAME_NAME if both else SAME_OTHER_NAME, True)
            return
        for one, other in ((this, that), (that, this)):
            short = {acronym(name) for name, _ in self._names[one]} - {None}
            for name, _ in self._names[other]:
                if initials(name) in short:
                    yield Reason(f"initials of ‘{name}’", SAME_INITIALS, by_name=True)
                    return

    def _by_words(self, this: str, that: str) -> Iterator[Reason]:
        weight, shared = self._likeness(self._name_words[this], self._name_words[that])
        if shared:
            yield Reason(f"names share {_quoted(shared)}", NAME_WORDS * weight)

    def _by_definition(self, this: str, that: str) -> Iterator[Reason]:
        weight, shared = self._likeness(self._defined[this], self._defined[that])
        if shared:
            yield Reason(f"definitions share {_quoted(shared)}", DEFINITION_WORDS * weight)

    def _by_neighbours(self, this: str, that: str) -> Iterator[Reason]:
        left = _MOST_NEIGHBOURS
        for relation, other in sorted(self._near(this) & self._near(that)):
            weight = SAME_NEIGHBOUR if relation in _BESIDE else SAME_ACTORS
            if weight <= left:
                left -= weight
                told = _BESIDE.get(relation, f"both have the role ‘{self._label(relation)}’:")
                yield Reason(f"{told} ‘{self._label(other)}’", weight)

    def _likeness(self, mine: frozenset[str], theirs: frozenset[str]) -> tuple[float, list[str]]:
        """Return how much of all words two have in common, rare ones counting more."""
        shared, every = mine & theirs, mine | theirs
        if not shared:
            return 0.0, []
        told = sorted(shared, key=lambda word: (-self._rarity[word], word))[:_SHOWN_WORDS]
        return _sum(shared, self._rarity) / _sum(every, self._rarity), told

    def _near(self, thing: str) -> frozenset[tuple[str, str]]:
        beside = self._uses.near.get(thing, frozenset())
        return frozenset((relation, self._uses.group(other)) for relation, other in beside)

    def _identifiers(self, thing: str) -> frozenset[str]:
        return frozenset(f"DOI {text.casefold()}" for text in self._texts(thing, _DOI))

    def _names_of(self, thing: str) -> Iterator[tuple[str, bool]]:
        for name in (*_LABELS, _TITLE):
            yield from ((text, name == kinds.PREF_LABEL) for text in self._texts(thing, name))

    def _texts(self, thing: str, name: str) -> list[str]:
        return sorted(value[0] for value in self._uses.statements[thing].get(name, ()))


_BESIDE = {
    "effect": "both act on",
    "cause": "both are acted on by",
    "parent": "both are placed under",
}


def _groups(uses: Uses) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for thing in uses.statements:
        group = uses.group(thing)
        if group != thing or uses.group(group) == group:
            found[group].add(thing)
    return found


def _rarity(texts: list[frozenset[str]]) -> dict[str, float]:
    """Return for each word how much it tells: less, the more texts have it."""
    counted: dict[str, int] = defaultdict(int)
    for text in texts:
        for word in text:
            counted[word] += 1
    return {word: math.log(1 + len(texts) / number) for word, number in counted.items()}


def _sum(some: Iterable[str], rarity: Mapping[str, float]) -> float:
    # Sorted, since sums of floats depend on their order.
    return sum(rarity[word] for word in sorted(some))


def _quoted(texts: list[str]) -> str:
    return ", ".join(f"‘{text}’" for text in rejoined(texts))
