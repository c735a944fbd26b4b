"""An anchor: what identifies a sentence without its text."""

from __future__ import annotations

from dataclasses import dataclass

from scgraph.anchors.forms import digest, exact, tolerant, typographic


@dataclass(frozen=True, slots=True)
class Anchor:
    """The digests of one sentence, and its size.

    Args:
        locator: where the paper has it, such as "2.1/p3/s2".
        exact: digest of the form ``exact-1``.
        typographic: digest of the form ``typographic-1``.
        tolerant: digest of the form ``tolerant-1``.
        tokens: how many words stand between white space.
        letters: how many characters the form ``tolerant-1`` has; by it a sentence is found whatever
            another program takes for its beginning and end.
    """

    locator: str
    exact: str
    typographic: str
    tolerant: str
    tokens: int
    letters: int

    @classmethod
    def of(cls, locator: str, sentence: str) -> Anchor:
        """Make the anchor of a sentence, whose text is not kept.

        Raises:
            ValueError: if the sentence has no letter and no digit.

        >>> Anchor.of("1/p1/s1", "Few read it.").letters
        9
        """
        form = tolerant(sentence)
        if not form:
            raise ValueError(f"{locator}: a sentence without a letter or a digit has no anchor")
        return cls(
            locator,
            digest(exact(sentence)),
            digest(typographic(sentence)),
            digest(form),
            len(sentence.split()),
            len(form),
        )
