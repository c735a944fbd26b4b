"""Find the words that make a code likely: causes, hedges, recommendations, comparisons.

The words are those that the code lists name in quotation marks, so that they stand in one place;
English verbs are found in all their forms, Japanese ones by their stems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from scgraph import terms
from scgraph.files import ontology
from scgraph.finding.found import Cue
from scgraph.finding.inflecting import forms, japanese_forms
from scgraph.finding.phrases import Phrases

SCHEMES = ("causal-kind", "certainty", "claim-type", "comparison-sense")
_LEFT_OUT = frozenset(
    {"asserted", "causal", "definition", "role", "figure", "initiative", "descriptive"}
)
_ENGLISH = re.compile(r"\u201c([^\u201d]+)\u201d")
_JAPANESE = re.compile("「([^」]+)」")
_ADJECTIVES = frozenset({"limited", "lower"})
# Behind these, a word such as "limits" or "reduced" is no verb.
_NO_VERB_BEHIND = re.compile(
    r"(?i)(?:^|[\s(\u201c])(?:the|a|an|its|their|our|his|her|of|with|no|any|very|more|less)\s+$"
)


def find_cues(sentence: str) -> Iterator[Cue]:
    """Yield the cues of a sentence, list by list, in the order of the text.

    >>> [(cue.text, cue.code, cue.is_reversed) for cue in find_cues("Fog slowed it due to rain.")]
    [('slowed', 'hinders', False), ('due to', 'causes', True)]
    >>> [(cue.text, cue.code) for cue in find_cues("縦割りが共有を妨げた可能性がある。")]
    [('妨げ', 'hinders'), ('可能性がある', 'possible')]
    """
    for scheme, phrases in _phrases().items():
        for start, end, (code, is_reversed, is_verb) in phrases.find(sentence):
            text = sentence[start:end]
            if text[0].isupper() and start and not sentence[:start].rstrip().endswith((":", "“")):
                continue
            if text.casefold() in _ADJECTIVES:
                continue
            if is_verb and _NO_VERB_BEHIND.search(sentence[max(0, start - 20) : start]):
                continue
            is_passive = is_verb and sentence.startswith(("され", "られ", "れて"), end)
            yield Cue(start, end, text, scheme, code, is_reversed or is_passive)


@cache
def _phrases() -> dict[str, Phrases[tuple[str, bool, bool]]]:
    """Return what to look for, by code list."""
    found: dict[str, list[tuple[str, tuple[str, bool, bool]]]] = {name: [] for name in SCHEMES}
    for scheme, code, language, note in _notes():
        if scheme in found and code not in _LEFT_OUT:
            found[scheme] += _of_note(code, language, note)
    return {scheme: Phrases(phrases) for scheme, phrases in found.items()}


def _notes() -> Iterator[tuple[str, str, str, str]]:
    """Yield the notes on each code: its list, its name, the language and the words."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    property_of_notes = terms.expand("skos:scopeNote")
    for quad in parse(ontology("codes.ttl").read_bytes(), format=RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        if quad.predicate.value != property_of_notes or not isinstance(subject, NamedNode):
            continue
        scheme, slash, code = subject.value.removeprefix(terms.CODE).partition("/")
        if slash and isinstance(value, Literal):
            yield scheme, code, value.language or "", value.value


def _of_note(code: str, language: str, note: str) -> Iterator[tuple[str, tuple[str, bool, bool]]]:
    """Yield the phrases that the first sentence of a note quotes, in all their forms."""
    if language == "ja":
        forward, _, backward = note.partition("逆向き")
        for text, is_reversed in ((forward.partition("。")[0], False), (backward, True)):
            for cue in _JAPANESE.findall(text):
                yield from ((form, (code, is_reversed, True)) for form in japanese_forms(cue))
        return
    forward, _, backward = re.split(r"\.\s|; also", note)[0].partition("reversed:")
    for text, is_reversed in ((forward, False), (backward, True)):
        for cue in _ENGLISH.findall(text):
            if "\u2026" not in cue:
                yield from _of_cue(code, cue, is_reversed)


def _of_cue(code: str, cue: str, is_reversed: bool) -> Iterator[tuple[str, tuple[str, bool, bool]]]:
    is_verb = " " not in cue and cue.endswith("s")
    for form in forms(cue):
        yield form, (code, is_reversed, is_verb)
        if is_verb and form.endswith(("ed", "en")):
            yield f"{form} by", (code, not is_reversed, False)
