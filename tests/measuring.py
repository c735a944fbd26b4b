"""Measure what was found in a paper against a key that a reader made by hand."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from scgraph.finding import Finding, Number, Sentence

RAISED = re.compile("[¹²³]")
PAPERS = Path(__file__).resolve().parent / "fixtures" / "papers"
SIGNS = {"lower-bound": ">", "upper-bound": "<", "approximate": "~", "rank": "#", "top-n": "^"}


@dataclass(frozen=True)
class Score:
    """How many of what a reader found were found, and how many of what was found are right."""

    kind: str
    right: int
    found: int
    wanted: int
    missed: tuple[str, ...]
    invented: tuple[str, ...]

    @property
    def recall(self) -> float:
        """Return the share of what a reader found."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """Return the share of what was found that a reader found too."""
        return self.right / self.found if self.found else 1.0

    def __str__(self) -> str:
        """Say it in a line."""
        return (
            f"{self.kind}: recall {self.recall:.1%} ({self.right} of {self.wanted}), precision"
            f" {self.precision:.1%} ({self.right} of {self.found})"
            f"{'; missed ' + '; '.join(self.missed) if self.missed else ''}"
            f"{'; invented ' + '; '.join(self.invented) if self.invented else ''}"
        )


def key_of(name: str) -> dict:
    """Return the key of a paper."""
    return yaml.safe_load((PAPERS / f"{name}.key.yaml").read_text(encoding="utf-8"))


def scores(finding: Finding, key: dict) -> list[Score]:
    """Return the scores of sentences, citations and numbers."""
    paired = _paired(list(finding), key["sentences"])
    wanted: dict[str, list[str]] = {"citations": [], "numbers": []}
    found: dict[str, list[str]] = {"citations": [], "numbers": []}
    for number, (sentence, line) in enumerate(paired):
        if line is not None:
            wanted["citations"] += [f"{number} {cited}" for cited in line[2]]
            wanted["numbers"] += [f"{number} {_plain(one)}" for one in line[3]]
        if sentence is not None:
            found["citations"] += [f"{number} {_cited(one)}" for one in sentence.citations]
            found["numbers"] += [f"{number} {_plain(_written(one))}" for one in sentence.numbers]
    whole = [number for number, (sentence, line) in enumerate(paired) if sentence and line]
    return [
        score(
            "sentences",
            [str(number) for number in whole] + ["cut"] * sum(not line for _, line in paired),
            [str(number) for number, (_, line) in enumerate(paired) if line],
        ),
        *(score(kind, found[kind], wanted[kind]) for kind in ("citations", "numbers")),
    ]


def score(kind: str, found: Iterable[str], wanted: Iterable[str]) -> Score:
    """Compare two lists whose order does not count."""
    left, right = Counter(found), Counter(wanted)
    return Score(
        kind,
        (left & right).total(),
        left.total(),
        right.total(),
        tuple((right - left).elements()),
        tuple((left - right).elements()),
    )


def _paired(
    sentences: list[Sentence], lines: list[list]
) -> list[tuple[Sentence | None, list | None]]:
    """Pair each sentence with the line of the key that has its beginning and its end, in order."""
    paired: list[tuple[Sentence | None, list | None]] = []
    rest = list(lines)
    for sentence in sentences:
        place = next((n for n, line in enumerate(rest) if _fits(sentence.text, line)), None)
        if place is None:
            paired.append((sentence, None))
            continue
        paired += [(None, line) for line in rest[:place]]
        paired.append((sentence, rest[place]))
        rest = rest[place + 1 :]
    return paired + [(None, line) for line in rest]


def _fits(text: str, line: list) -> bool:
    first, last = (_plain(part) for part in line[:2])
    plain = _plain(text)
    return plain.startswith(first) and plain.endswith(last)


def _plain(text: str) -> str:
    """Return a text without spaces, case, width and raised marks of notes."""
    return unicodedata.normalize("NFKC", RAISED.sub("", "".join(text.split()))).casefold()


def _cited(citation: object) -> str:
    name = "name:" if citation.pointing == "name-only" else ""  # type: ignore[attr-defined]
    return f"{name}{citation.key}"  # type: ignore[attr-defined]


def _written(number: Number) -> str:
    return f"{SIGNS.get(number.stated, '')}{number.written}"
