"""Write a claim that is begun: what was found in its sentence, with room for what was not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scgraph.authoring.known import KnownThings
from scgraph.authoring.plain import line_of
from scgraph.authoring.proposals import (
    CAUSES,
    cause_and_effect,
    certainty_of,
    figures_in,
    no_claim_of,
    remarks_on,
    type_of,
)
from scgraph.authoring.works import Work
from scgraph.authoring.written import written_claim
from scgraph.finding import Citation, Finding, Number, Sentence
from scgraph.reading.tree import STUB

_UNITS = frozenset({"percent", "count", "rank-position"})
_BY_NAME = frozenset({"name-only", "unspecific"})
_LISTED_ALIKE = "author-year-not-listed"
_TYPES_OF_CAUSES = frozenset({"causal", "prediction"})


class Stubs:
    """Write stubs for the sentences of a paper.

    Args:
        finding: what was found in the paper.
        known: the things of the corpus.
        works: the work of each entry of the paper's list, by the key of the entry.
    """

    def __init__(self, finding: Finding, known: KnownThings, works: Mapping[str, Work]) -> None:
        self._finding = finding
        self._known = known
        self._works = works

    def written(self, sentence: Sentence, locator: str, name: str) -> str:
        """Return the lines of the stub of a sentence, as they stand in a list.

        Args:
            sentence: with what was found in it.
            locator: of the sentence in the corpus.
            name: what the claim is to be called.
        """
        first, second, *rest = written_claim(self.claim(sentence, locator, name)).split("\n")
        said = dict.fromkeys(map(line_of, self.remarks(sentence, locator)))
        remarks = [f"  # {remark}" for remark in said]
        return "\n".join([first, second, *remarks, *rest])

    def claim(self, sentence: Sentence, locator: str, name: str) -> dict[str, Any]:
        """Return the values of a stub; None for what is to be filled in."""
        kind = type_of(sentence, self._known)
        cites = list(self._cites(sentence))
        claim: dict[str, Any] = {
            "id": name,
            STUB: True,
            "at": locator,
            "says": None,
            "type": kind,
        }
        if certainty := certainty_of(sentence):
            claim["certainty"] = certainty
        if cites:
            claim["voice"] = "restated"
        causes = list(self._causes(sentence)) if kind in _TYPES_OF_CAUSES else []
        used = {end for link in causes for end in (link["cause"], link["effect"])}
        claim |= self._named(sentence, kind, used)
        if causes:
            claim["causes"] = causes
        if figures := list(self._figures(sentence, name)):
            claim["figures"] = figures
        if kind == "recommendation":
            claim["recommends"] = [{"id": None, "addresses": None}]
        if cites:
            claim["cites"] = cites
        return claim

    def remarks(self, sentence: Sentence, locator: str) -> Iterator[str]:
        """Yield what is to be said beside of a stub."""
        if reason := no_claim_of(sentence):
            yield (
                f"perhaps it claims nothing: then delete this stub, and write no_claim: {reason} "
                f"at {locator} in sentences.yaml"
            )
        yield from remarks_on(sentence)
        for citation in self._citations(sentence):
            if self._work(citation) is None:
                yield f"cites “{citation.text}”, which the list of references does not have"
            elif citation.pointing in _BY_NAME:
                work = self._works[citation.key].name
                yield f"names “{citation.text}” without a reference; it may be {work}"

    def unlisted(self, sentence: Sentence) -> list[str]:
        """Return the citations of a sentence that the list of references has no entry for."""
        return [one.text for one in self._citations(sentence) if self._work(one) is None]

    def _citations(self, sentence: Sentence) -> Iterator[Citation]:
        """Yield the works that a sentence cites, those of its footnotes too."""
        for citation in sentence.citations:
            if citation.pointing is not None:
                yield citation
            elif note := self._finding.footnotes.get(citation.key):
                yield from (one for one in note.citations if one.pointing is not None)

    def _work(self, citation: Citation) -> Work | None:
        return self._works.get(citation.key)

    def _cites(self, sentence: Sentence) -> Iterator[dict[str, Any]]:
        seen = set()
        own = {id(citation) for citation in sentence.citations}
        for citation in self._citations(sentence):
            work = self._work(citation)
            # A work that is only named is a source of its own: that it is the listed one is a
            # decision for a person.
            is_sure = work is not None and citation.pointing not in _BY_NAME
            source = work.name if work and is_sure else None
            if (source, citation.pointing) in seen and source:
                continue
            seen.add((source, citation.pointing))
            binds = _binds(citation, sentence.text) if id(citation) in own else None
            yield {
                "source": source,
                "purpose": "data-source" if figures_in(sentence) else None,
                "pointing": citation.pointing,
                "marker": line_of(citation.text) or None,
                "binds": binds,
            }

    def _causes(self, sentence: Sentence) -> Iterator[dict[str, Any]]:
        seen = set()
        for cue in sentence.cues:
            if cue.scheme == CAUSES:
                cause, effect = cause_and_effect(cue, sentence, self._known)
                ends = cause and cause.thing, effect and effect.thing
                if (*ends, cue.code) not in seen:
                    seen.add((*ends, cue.code))
                    yield {"cause": ends[0], "how": cue.code, "effect": ends[1]}

    def _named(self, sentence: Sentence, kind: str | None, used: set[Any]) -> dict[str, Any]:
        """Return what the sentence names: actors, and what else it may be about."""
        named: dict[str, list[Any]] = {}
        for name in dict.fromkeys(found.thing for found in sentence.names):
            kinds = self._known[name].kinds
            if "Actor" in kinds:
                involved = {"actor": name, "role": None, "in": None}
                named.setdefault("involves", []).append(involved)
            elif name not in used and not ("Place" in kinds and figures_in(sentence)):
                key = self._key_of(kinds, kind)
                named.setdefault(key, []).append(name)
        return {key: found[0] if _is_single(key, found) else found for key, found in named.items()}

    def _key_of(self, kinds: frozenset[str], kind: str | None) -> str:
        for wanted, key in (("Barrier", "barrier"), ("Initiative", "initiative")):
            if wanted in kinds and kind == key:
                return key
        return "about"

    def _figures(self, sentence: Sentence, name: str) -> Iterator[dict[str, Any]]:
        ages = [number.text for number in sentence.numbers if number.kind == "age"]
        places = [one.thing for one in sentence.names if "Place" in self._known[one.thing].kinds]
        for count, place in enumerate(figures_in(sentence), 1):
            number = sentence.numbers[place]
            yield {
                "id": f"{name}-{count}",
                "written": line_of(number.text) or None,
                "value": _decimal(number),
                "stated": number.stated,
                "unit": number.kind if number.kind in _UNITS else None,
                "measure": None,
                "construct": None,
                **({"age": line_of(ages[0])} if len(ages) == 1 else {}),
                "place": places[0] if len(set(places)) == 1 else None,
                "better_if": None,
            }


def _is_single(key: str, found: list[Any]) -> bool:
    return len(found) == 1 and key != "involves"


def _decimal(number: Number) -> str:
    return f"{number.value:f}"


def _binds(citation: Citation, text: str) -> str:
    """Return how far a mark reaches: at the end of a sentence to all of it, else to its clause."""
    behind = text[citation.end :]
    return "clause" if re.search(r"[^\W_]", behind) else "sentence"


def stub_name(locator: str) -> str:
    """Return what the claim at a sentence is called until a person calls it something.

    >>> stub_name("2.1/p3/s4"), stub_name("II/p1/s1")
    ('at-2-1-p3-s4', 'at-ii-p1-s1')
    """
    return f"at-{re.sub(r'[^a-z0-9]+', '-', locator.lower()).strip('-')}"
