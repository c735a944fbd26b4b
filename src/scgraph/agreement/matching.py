"""Match the sentences of annotations, then the claims, then the nodes below them.

Sentences are the same if the digests of their letters are, wherever an anchor file puts them; where
one has no digest, if their locators are. Two of one locator and two digests are two sentences.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from scgraph.agreement.annotation import Annotation, Claim, Sentence
from scgraph.agreement.coding import Part
from scgraph.agreement.likeness import Likeness, parts_alike
from scgraph.agreement.pairing import paired

Unit: TypeAlias = dict[int, Claim]
"""One claim as annotators wrote it, by the number of the annotation; some have not seen it."""

Node: TypeAlias = dict[int, Part]


@dataclass(frozen=True)
class Place:
    """One sentence of the text, as the annotations know it, and by what it was found the same."""

    sentences: Mapping[int, Sentence]
    by: str

    @property
    def locator(self) -> str:
        """Where the first annotation that has it puts it."""
        return self.sentences[min(self.sentences)].locator


@dataclass(frozen=True)
class Text:
    """The sentences that annotations speak of: places in order, and their numbers by locator."""

    places: tuple[Place, ...]
    numbers: tuple[Mapping[str, int], ...]

    def of(self, annotation: int, claim: Claim) -> frozenset[int]:
        """Return the numbers of the places at which a claim stands."""
        return frozenset(self.numbers[annotation][locator] for locator in claim.at)


def same_text(annotations: Sequence[Annotation]) -> Text:
    """Match the sentences of annotations."""
    found: list[dict[int, Sentence]] = []
    by: list[str] = []
    numbers: list[dict[str, int]] = []
    for number, annotation in enumerate(annotations):
        sentences = sorted(annotation.sentences.values(), key=lambda s: (s.position, s.locator))
        same = _same(found, sentences)
        own: dict[str, int] = {}
        for sentence in sentences:
            place, how = same.get(sentence.locator, (len(found), "alone"))
            if place == len(found):
                found.append({})
                by.append("alone")
            elif by[place] != "locator":
                by[place] = how
            found[place][number] = sentence
            own[sentence.locator] = place
        numbers.append(own)
    places = tuple(Place(one, how) for one, how in zip(found, by, strict=True))
    return Text(places, tuple(numbers))


def _same(
    found: Sequence[Mapping[int, Sentence]], sentences: Sequence[Sentence]
) -> dict[str, tuple[int, str]]:
    """Return which known place a sentence is, and by what that is told."""
    known: defaultdict[str, list[int]] = defaultdict(list)
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for place, held in enumerate(found):
        for digest in sorted({one.digest for one in held.values() if one.digest}):
            known[digest].append(place)
    for sentence in sentences:
        if sentence.digest in known:
            wanted[str(sentence.digest)].append(sentence.locator)
    same = {
        locator: (place, "digest")
        for digest, locators in wanted.items()
        for locator, place in zip(locators, known[digest], strict=False)
    }
    taken = {place for place, _ in same.values()}
    located = {one.locator: place for place, held in enumerate(found) for one in held.values()}
    for sentence in sentences:
        at = located.get(sentence.locator)
        if at is None or at in taken or sentence.locator in same:
            continue
        if _lacks_digest(sentence, *found[at].values()):
            same[sentence.locator] = at, "locator"
    return same


def _lacks_digest(*sentences: Sentence) -> bool:
    return not all(sentence.digest for sentence in sentences)


def same_claims(annotations: Sequence[Annotation], text: Text) -> list[Unit]:
    """Match the claims of annotations, each with one of another that stands at the same place.

    Annotation by annotation: each is matched with what those before it have seen.
    """
    alike = Likeness(claim for annotation in annotations for claim in annotation.claims)
    units: list[Unit] = []
    for number, annotation in enumerate(annotations):
        candidates = _candidates(units, annotation, number, text, alike)
        pairs = {claim: unit for unit, claim in paired(candidates).items()}
        for place, claim in enumerate(annotation.claims):
            if place in pairs:
                units[pairs[place]][number] = claim
            else:
                units.append({number: claim})
    return sorted(units, key=lambda unit: _order(unit, text))


def _candidates(
    units: Sequence[Unit], annotation: Annotation, number: int, text: Text, alike: Likeness
) -> dict[tuple[int, int], float]:
    at: defaultdict[int, list[int]] = defaultdict(list)
    for place, unit in enumerate(units):
        for sentence in _sentences(unit, text):
            at[sentence].append(place)
    candidates: dict[tuple[int, int], float] = {}
    for position, claim in enumerate(annotation.claims):
        own = text.of(number, claim)
        for place in {place for sentence in own for place in at[sentence]}:
            if (likeness := _likeness(units[place], claim, alike)) is not None:
                theirs = _sentences(units[place], text)
                # Places beyond the one they share say a little more.
                shared = len(own & theirs) / len(own | theirs)
                candidates[place, position] = (9 * likeness + shared) / 10
    return candidates


def _likeness(unit: Unit, claim: Claim, alike: Likeness) -> float | None:
    found = [alike.of(one, claim) for one in unit.values()]
    known = [value for value in found if value is not None]
    return sum(known) / len(found) if known else None


def _sentences(unit: Unit, text: Text) -> frozenset[int]:
    return frozenset().union(*(text.of(number, claim) for number, claim in unit.items()))


def _order(unit: Unit, text: Text) -> tuple[int, int, str]:
    number = min(unit)
    return min(_sentences(unit, text), default=0), number, unit[number].name


def same_parts(parts: Mapping[int, Sequence[Part]]) -> Iterator[Node]:
    """Match the nodes that annotators put below one key of one claim."""
    nodes: list[Node] = []
    for number, own in sorted(parts.items()):
        candidates = {
            (place, position): likeness
            for place, node in enumerate(nodes)
            for position, part in enumerate(own)
            if (likeness := parts_alike(node[min(node)], part)) is not None
        }
        pairs = {part: node for node, part in paired(candidates).items()}
        for position, part in enumerate(own):
            if position in pairs:
                nodes[pairs[position]][number] = part
            else:
                nodes.append({number: part})
    yield from nodes
