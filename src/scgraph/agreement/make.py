"""Set annotations of a paper side by side."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from scgraph.agreement.annotation import Annotation, read_annotation
from scgraph.agreement.matching import Text, Unit, same_claims, same_text
from scgraph.agreement.observing import Observation, observations
from scgraph.agreement.tables import (
    confusions,
    differences,
    no_claims,
    of_lists,
    of_sentences,
    of_sets,
    seen_by_some,
)
from scgraph.agreement.units import of_units
from scgraph.answers import Agreement, AuditSection, Table

NOTES = {
    "agreement/units": (
        "What was compared",
        "Sentences are matched by the digest of their letters, or by locator where there is none; "
        "claims of one sentence by what they are about and how they are worded. Everything below "
        "is over what was matched: the share that was not says how far the annotators disagree "
        "about where there is a claim at all, which alpha of a code list does not.",
    ),
    "agreement/lists": (
        "Agreement by code list",
        "Krippendorff's alpha for codes without order (nominal): 1 is no disagreement, 0 what "
        "chance would give. A dash: only one code was ever given, so that chance could not "
        "disagree. A code that was left out counts as one of its own.",
    ),
    "agreement/sets": (
        "Agreement by what is named",
        "Sentence by sentence, over sentences that at least two dealt with. Alpha takes sets at "
        "their MASI distance: two that share something agree in part.",
    ),
    "agreement/confusions": ("Which codes were taken for which", ""),
    "agreement/differences": (
        "Differences, claim by claim",
        "Claims are called as the first annotation calls them. Wording is not compared.",
    ),
    "agreement/seen-by-some": ("Claims that some have not seen", ""),
    "agreement/no-claim": ("Sentences that are said to have no claim, and are not by others", ""),
}
"""The sections in the order of a page, with their headings and how to read them."""

KEPT = {"list", "times", "first_at", "locator", "claim", "key", "of", ""}
"""What columns are called that stand beside those of the annotations."""


def agree(*annotations: str | PathLike[str], paper: str | None = None) -> Agreement:
    """Set two or more annotations of a paper side by side: matches, differences, alpha.

    Args:
        annotations: for each, the folder of the paper, a corpus, or an RDF file.
        paper: the slug of the paper, where a corpus holds several.

    Raises:
        CorpusError: if there is no annotation at a path, or several and none is named.
        ReadError: if files of one are wrong; it holds all the faults.
        ValueError: if fewer than two are given.

    >>> from scgraph import files
    >>> made = agree(files.data(), files.data() / "papers" / "an-2025")
    >>> made.counts
    '220 claims matched, 0 seen by some alone (0 %), 0 coded differently'
    >>> made.alpha("claim-type")
    1.0
    """
    if len(annotations) < 2:
        raise ValueError("give at least two annotations of a paper")
    read = [read_annotation(path, paper) for path in annotations]
    return agreement_of(read, called([one.path for one in read]))


def agreement_of(annotations: Sequence[Annotation], names: Sequence[str]) -> Agreement:
    """Set annotations side by side that were read before; `names` is what they are called."""
    text = same_text(annotations)
    units = same_claims(annotations, text)
    observed = list(observations(units, text))
    tables = _tables(annotations, names, text, units, observed)
    sections = (
        AuditSection(name, title, note, tables[name], {}) for name, (title, note) in NOTES.items()
    )
    matched = sum(len(unit) > 1 for unit in units)
    return Agreement(
        title=" · ".join(dict.fromkeys(one.paper for one in annotations)),
        annotators=tuple(names),
        matched=matched,
        unmatched=sum(len(unit) < len(annotations) for unit in units),
        differing=len({id(one.claim) for one in observed if one.differs}),
        sections=tuple(section for section in sections if len(section.table)),
    )


def called(paths: Sequence[Path]) -> tuple[str, ...]:
    """Return a name for each annotation: the last part of its path by which all can be told.

    >>> called([Path("ann/papers/an-2025"), Path("ben/papers/an-2025")])
    ('ann', 'ben')
    >>> called([Path("a"), Path("a")])
    ('A', 'B')
    """
    parts = [path.absolute().parts[::-1] for path in paths]
    for names in zip(*parts, strict=False):
        if len(set(names)) == len(paths) and not KEPT & {*names}:
            return names
    return tuple(chr(ord("A") + number) for number in range(len(paths)))


def _tables(
    annotations: Sequence[Annotation],
    names: Sequence[str],
    text: Text,
    units: Sequence[Unit],
    observed: Sequence[Observation],
) -> dict[str, Table]:
    whether, sets = of_sentences(text, units), of_sets(units, text)
    return {
        "agreement/units": of_units(text, units, names),
        "agreement/lists": of_lists(observed),
        "agreement/sets": Table(sets.columns, whether.rows + sets.rows),
        "agreement/confusions": confusions(observed, names),
        "agreement/differences": differences(observed, annotations, names),
        "agreement/seen-by-some": seen_by_some(units, annotations, names),
        "agreement/no-claim": no_claims(text, units, names),
    }
