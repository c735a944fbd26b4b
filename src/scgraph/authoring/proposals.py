"""Propose from what was found in a sentence what a claim at it might be; a person decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scgraph.authoring.known import KnownThings
from scgraph.authoring.words import precedence
from scgraph.finding import Cue, Name, Number, Sentence

CAUSES = "causal-kind"
_TYPES, _CERTAINTY, _SENSE = "claim-type", "certainty", "comparison-sense"
_FACTORS = frozenset({"Barrier", "Outcome", "Enabler", "Driver", "Initiative"})
_LOWERED = ("possible", "probable")
"""The certainties that a hedge may give, the weaker first."""

_QUESTION = re.compile(r"[?\uff1f][\"'\u201d\u2019\u300d)\]]*$|か[。.]$")
_ORDER = re.compile(
    r"(?i)^(?:the\s+)?(?:rest|remainder)\s+of\s+(?:the|this)\s+(?:paper|article|study|report)\b"
    r"|\bis\s+(?:organi[sz]ed|structured|divided)\b|\bas\s+follows[.:]?$"
    r"|^(?:section|chapter|part)\s+(?:[ivx]+|\d+)\b"
    r"|構成[はを]|次の(?:とおり|通り)|以下の(?:とおり|通り)|^(?:第\d+[章節]|以下、?第)"
)
_ANNOUNCEMENT = re.compile(
    r"(?i)^(?:this|the(?:\s+present)?)\s+(?:paper|article|study|report|section|chapter)\s+"
    r"(?:first\s+|then\s+|also\s+)?(?:asks?|examines?|explores?|reviews?|presents?|describes?|discusses?|"
    r"investigates?|analy[sz]es|considers?|looks?\s+at|turns?\s+to|sets\s+out)\b"
    r"|^(?:we|i)\s+(?:now\s+|then\s+|first\s+)?(?:turn\s+to|ask|examine|review|describe|consider|begin\s+with)\b"
    r"|^(?:本稿|本論文|本研究|本章|本節)(?:では|は)[^。]*(?:検討する|論じる|考察する|概観する|立てる|示す)。$"
)


def no_claim_of(sentence: Sentence) -> str | None:
    """Return the reason why a sentence seems to state nothing; None if it may state something.

    >>> from scgraph.finding import find
    >>> text = "1. Buses\\n\\nWhy are they late? They carry 5 % of us. This paper reviews causes."
    >>> [no_claim_of(sentence) for sentence in find(text)]
    ['question', None, 'announcement']
    """
    if sentence.numbers or sentence.citations:
        return None
    if _QUESTION.search(sentence.text):
        return "question"
    if _ORDER.search(sentence.text):
        return "structure"
    return "announcement" if _ANNOUNCEMENT.search(sentence.text) else None


def type_of(sentence: Sentence, known: KnownThings) -> str | None:
    """Return the type that a claim at a sentence might have: the first whose words it has.

    >>> from scgraph.finding import find
    >>> (sentence,) = find("1. Buses\\n\\nFog delays them and leads to anger; 5 % should stay.")
    >>> type_of(sentence, KnownThings([], "https://example.org/"))
    'recommendation'
    """
    order = precedence()
    return min(_types(sentence, known), key=lambda name: order[name], default=None)


def _types(sentence: Sentence, known: KnownThings) -> Iterator[str]:
    schemes = {cue.scheme for cue in sentence.cues}
    yield from (cue.code for cue in sentence.cues if cue.scheme == _TYPES)
    if CAUSES in schemes:
        yield "causal"
    if _SENSE in schemes:
        yield "comparison"
    if figures_in(sentence):
        yield "figure"
    if any("Barrier" in known[name.thing].kinds for name in sentence.names):
        yield "barrier"


def figures_in(sentence: Sentence) -> Sequence[int]:
    """Return the places of the numbers of a sentence that are figures.

    An age bounds a group, and a count in words ("two ways") is seldom more than a word.
    """
    return [place for place, number in enumerate(sentence.numbers) if _is_figure(number)]


def _is_figure(number: Number) -> bool:
    is_word = number.kind == "count" and not any(map(str.isdigit, number.written))
    return number.kind != "age" and not is_word


def certainty_of(sentence: Sentence) -> str | None:
    """Return the certainty that a hedge gives; None if there is none: then it is asserted."""
    hedges = {cue.code for cue in sentence.cues if cue.scheme == _CERTAINTY}
    return next((code for code in _LOWERED if code in hedges), None)


def cause_and_effect(
    cue: Cue, sentence: Sentence, known: KnownThings
) -> tuple[Name | None, Name | None]:
    """Return the factors that stand nearest to the words of a cause, the cause first.

    >>> from scgraph.finding import find
    >>> class Things(dict):
    ...     pass
    >>> (sentence,) = find("1. A\\n\\nFog slows traffic.")
    >>> cause_and_effect(sentence.cues[0], sentence, KnownThings([], "https://example.org/"))
    (None, None)
    """
    factors = [name for name in sentence.names if known[name.thing].kinds & _FACTORS]
    before = next((name for name in reversed(factors) if name.end <= cue.start), None)
    after = next((name for name in factors if name.start >= cue.end), None)
    return (after, before) if cue.is_reversed else (before, after)


def remarks_on(sentence: Sentence) -> Iterator[str]:
    """Yield what was found and has no key of its own: the words that make a code likely."""
    for cue in sentence.cues:
        if cue.scheme == CAUSES:
            turned = ", the effect stands first" if cue.is_reversed else ""
            yield f"cue “{cue.text}” → how: {cue.code}{turned}"
        elif cue.scheme == _SENSE:
            yield f"cue “{cue.text}” → sense: {cue.code}"
        elif cue.scheme == _TYPES and cue.code != "causal":
            yield f"cue “{cue.text}” → type: {cue.code}"
        elif cue.scheme == _CERTAINTY:
            yield f"hedge “{cue.text}” → certainty: {cue.code}"
    for number in sentence.numbers:
        if number.kind == "age":
            yield f"a group by age: {number.text}"
        elif not _is_figure(number):
            yield f"a count in words: {number.text}"
        elif number.upper is not None:
            yield f"“{number.written}” is a range up to {number.upper:f}"
