"""What a picture is drawn from: questions to ask, names of things, and words in a language."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scgraph.answers import Table
from scgraph.names import Names
from scgraph.terms import CODE, VOCAB

ENGLISH = "en"
_WORDS = Path(__file__).with_name("words.toml")


@cache
def _all_words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


def languages() -> tuple[str, ...]:
    """Return the languages in which the pictures have words of their own.

    >>> languages()
    ('en', 'ja')
    """
    return tuple(_all_words())


@dataclass(frozen=True, slots=True)
class Given:
    """What a picture is drawn from.

    Args:
        ask: answers a named question.
        names: labels of things.
        language: of labels and words; words are English where there are none in it.
        barrier: the IRI of a barrier that the picture is about; all if None.
        paper: the IRI of a paper that the picture is about; all if None.
    """

    ask: Callable[..., Table]
    names: Names
    language: str = ENGLISH
    barrier: str | None = None
    paper: str | None = None

    def answer(self, question: str, **params: str | None) -> Table:
        """Answer a question about the paper of this picture; a value that is None is left out."""
        given = {"paper": self.paper, **params}
        return self.ask(question, **{name: value for name, value in given.items() if value})

    def label(self, iri: object) -> str:
        """Return the label of a thing in the language of the picture."""
        return self.names.label(str(iri), self.language).strip() or self.short(iri)

    def labels(self, iris: Iterable[object]) -> str:
        """Return the labels of some things as one text, each once and in their order."""
        told = dict.fromkeys(self.label(iri) for iri in iris if iri)
        return ("、" if self.language == "ja" else ", ").join(told)

    def code(self, code: str) -> str:
        """Return the label of a code, such as "standing/holds"."""
        return self.label(CODE + code)

    def kind(self, name: str) -> str:
        """Return the label of a class, such as "Barrier"."""
        return self.label(VOCAB + name)

    def short(self, iri: object) -> str:
        """Return the short form of an IRI."""
        return self.names.curie(str(iri))

    def word(self, key: str, /, **values: object) -> str:
        """Return a word or a sentence of the picture, with values in its places."""
        words = _all_words()
        found = words.get(self.language.partition("-")[0], words[ENGLISH]).get(key)
        text = words[ENGLISH][key] if found is None else found
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def subtitle(self) -> str:
        """Return the line that names the papers."""
        titles = {row["paper"]: str(row["paper_label"]) for row in self.ask("papers/all")}
        if self.paper is not None:
            titles = {self.paper: titles.get(self.paper, self.short(self.paper))}
        return self.word("of_paper", title=" · ".join(titles.values())) if titles else ""


def last(iri: object) -> str:
    """Return the last part of an IRI, which for a code is the code.

    >>> last("https://w3id.org/scgraph/code/standing/holds")
    'holds'
    """
    return str(iri).rpartition("/")[2]
