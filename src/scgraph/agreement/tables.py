"""Put what was observed into tables: agreement, confusions, differences, what only one has seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from scgraph.agreement.alpha import agreed, alpha, masi
from scgraph.agreement.annotation import Annotation
from scgraph.agreement.matching import Place, Text, Unit
from scgraph.agreement.observing import NONE, Observation, things_of
from scgraph.answers import Table
from scgraph.answers.values import Value

SETS: Mapping[str, tuple[str, ...]] = {
    "barriers named": ("barrier",),
    "causes and effects": ("causes.cause", "causes.effect"),
    "actors": ("involves.actor",),
    "initiatives": ("initiative",),
    "subjects": ("about",),
    "works cited": ("cites.source",),
}
"""What is compared as a set, sentence by sentence, and the keys that name it."""

HAS_CLAIM = "has claims"


def of_lists(observed: Iterable[Observation]) -> Table:
    """Return a row a code list: how many codings were compared, how many agree, and alpha."""
    by_list: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for one in observed:
        if one.code_list:
            by_list[one.code_list].append(tuple(one.values.values()))
            keys[one.code_list].add(one.key)
    rows = [
        (name, ", ".join(sorted(keys[name])), len(by_list[name]), *_measured(by_list[name], alpha))
        for name in sorted(by_list)
    ]
    return Table(("list", "keys", "compared", "agreed", "alpha"), tuple(rows))


def of_sets(units: Sequence[Unit], text: Text) -> Table:
    """Return a row a kind of thing: in how many sentences the same are named, and alpha (MASI)."""
    rows = []
    for name, paths in SETS.items():
        sets = _sets(units, text, paths)
        if any(one for values in sets for one in values):
            rows.append((name, len(sets), *_measured(sets, lambda values: alpha(values, masi))))
    return Table(("what", "compared", "agreed", "alpha"), tuple(rows))


def of_sentences(text: Text, units: Sequence[Unit]) -> Table:
    """Return one row: whether a sentence has a claim, over those that at least two dealt with."""
    spoken = list(_spoken(text, units))
    values = [tuple(one.values()) for one in _dealt_with(text, spoken, detailed=False)]
    kept = [one for one in values if len(one) > 1]
    row = ("has a claim, or none", len(kept), *_measured(kept, alpha))
    return Table(("what", "compared", "agreed", "alpha"), (row,) if kept else ())


def confusions(observed: Iterable[Observation], names: Sequence[str]) -> Table:
    """Return which codes were given in place of which, the most frequent first."""
    counted: Counter[tuple[str, str, str]] = Counter()
    first: dict[tuple[str, str, str], str] = {}
    for one in observed:
        if one.code_list:
            for pair in combinations(sorted(one.values), 2):
                code, other = (one.values[number] for number in pair)
                if code != other:
                    counted[one.code_list, code, other] += 1
                    first.setdefault((one.code_list, code, other), _locator(one.claim))
    order = sorted(counted, key=lambda key: (-counted[key], key))
    columns = ("list", *(names if len(names) == 2 else ("one", "another")), "times", "first_at")
    return Table(columns, tuple((*key, counted[key], first[key]) for key in order))


def differences(
    observed: Iterable[Observation], annotations: Sequence[Annotation], names: Sequence[str]
) -> Table:
    """Return a row for each key of a claim to which annotators gave different values."""
    rows = [
        (
            _locator(one.claim),
            one.claim[min(one.claim)].name,
            one.key,
            one.node,
            *(one.values.get(number) for number in range(len(names))),
            *(_place(annotations[n], one.claim, n) for n in range(len(names))),
        )
        for one in observed
        if one.differs
    ]
    columns = ("locator", "claim", "key", "of", *names, *(f"place_{name}" for name in names))
    return Table(columns, tuple(rows))


def seen_by_some(
    units: Iterable[Unit], annotations: Sequence[Annotation], names: Sequence[str]
) -> Table:
    """Return the claims that some annotators have not seen."""
    rows = []
    for unit in units:
        if len(unit) < len(annotations):
            number = min(unit)
            claim = unit[number]
            kind = ", ".join(claim.coded.value("type"))
            seen = ", ".join(names[other] for other in sorted(unit))
            place = annotations[number].place(claim)
            rows.append((_locator(unit), seen, claim.name, kind, claim.says, place))
    return Table(("locator", "seen_by", "claim", "type", "says", "place"), tuple(rows))


def no_claims(text: Text, units: Sequence[Unit], names: Sequence[str]) -> Table:
    """Return the sentences that some say have no claim, and others have one or another reason."""
    rows: list[tuple[Value, ...]] = []
    dealt = _dealt_with(text, list(_spoken(text, units)), detailed=True)
    for place, values in zip(text.places, dealt, strict=True):
        if len(set(values.values())) > 1:
            rows.append((place.locator, *(values.get(number) for number in range(len(names)))))
    return Table(("locator", *names), tuple(rows))


def _measured(
    values: Sequence[Sequence[Value]] | Sequence[Sequence[frozenset[str]]],
    measure: Callable[..., float | None],
) -> tuple[float | None, float | None]:
    share, found = agreed(values), measure(values)
    return _rounded(share), _rounded(found)


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 3)


def _sets(
    units: Sequence[Unit], text: Text, paths: Sequence[str]
) -> list[tuple[frozenset[str], ...]]:
    """Return, for each sentence that at least two dealt with, the set that each names there."""
    named: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for unit in units:
        for number, claim in unit.items():
            for place in text.of(number, claim):
                named[place, number] |= things_of(claim.coded, paths)
    dealt = _dealt_with(text, list(_spoken(text, units)), detailed=False)
    return [
        tuple(frozenset(named[place, number]) for number in sorted(values))
        for place, values in enumerate(dealt)
        if len(values) > 1
    ]


def _spoken(text: Text, units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Yield each place with each annotation that has a claim at it."""
    for unit in units:
        for number, claim in unit.items():
            yield from ((place, number) for place in text.of(number, claim))


def _dealt_with(
    text: Text, spoken: Sequence[tuple[int, int]], *, detailed: bool
) -> list[dict[int, str]]:
    """Return for each place what each annotator made of it; who left it out is not there."""
    with_claims = set(spoken)
    return [_made_of(place, n, with_claims, detailed) for n, place in enumerate(text.places)]


def _made_of(
    place: Place, at: int, with_claims: set[tuple[int, int]], detailed: bool
) -> dict[int, str]:
    made = {}
    for number, sentence in place.sentences.items():
        if (at, number) in with_claims:
            made[number] = HAS_CLAIM
        elif sentence.no_claim:
            made[number] = sentence.no_claim if detailed else NONE
    return made


def _locator(unit: Unit) -> str:
    at = unit[min(unit)].at
    return at[0] if at else ""


def _place(annotation: Annotation, unit: Unit, number: int) -> str | None:
    return annotation.place(unit[number]) if number in unit else None
