"""Find the names of known things in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scgraph.finding.found import Name
from scgraph.finding.phrases import Phrases

LONGEST_ACRONYM = 6
SHORTEST_IN_JAPANESE = 2


class NameIndex:
    """The names of things, and what each stands for: an IRI or a slug.

    Acronyms count only in capitals: "IT" is not found in "it". The longest name at a place wins.

    Args:
        names: what each label, alternative label or acronym stands for.

    >>> index = NameIndex({"Ministry of Trade": "mot", "MOT": "mot", "Trade": "trade"})
    >>> [(name.text, name.thing) for name in index.find("The Ministry of Trade (MOT), mot")]
    [('Ministry of Trade', 'mot'), ('MOT', 'mot')]
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._phrases = Phrases((name, (name, thing)) for name, thing in names.items())

    def find(self, sentence: str) -> Iterator[Name]:
        """Yield the names in a sentence; a text without a known name costs one walk over it."""
        for start, end, (name, thing) in self._phrases.find(sentence):
            text = sentence[start:end]
            if _is_same(name, text):
                yield Name(start, end, text, thing)


def _is_same(name: str, text: str) -> bool:
    is_acronym = name.isascii() and name.isupper() and len(name) <= LONGEST_ACRONYM
    is_short = not name.isascii() and len(name) < SHORTEST_IN_JAPANESE
    return not is_short and (not is_acronym or text == name)
