"""Rules on sentences: which nobody has read yet, and which cannot be found again."""

from __future__ import annotations

from collections.abc import Iterator

from scgraph.linting.draft import Draft, scalar_at, text_at, texts_at
from scgraph.linting.rule import Example, Hit, Rules
from scgraph.reading.tree import STUB

RULES = Rules()
DIGESTS = ("exact_1", "typographic_1", "tolerant_1", "tokens", "letters")
"""What identifies a sentence without its text."""

_SENTENCES = """\
sections:
  - locator: "1"
    title: Buses
    position: 1
    paragraphs:
      - locator: 1/p1
        position: 1
        sentences:
          - locator: 1/p1/s1
            position: 1
{}"""
_ANCHORED = """\
            exact_1: "3a30c4d9d3b0f8ee6d1e4d6e1c3f6a7b"
            typographic_1: "5bd6b6d0f1c1f6b8ac0b6f7e4f7e2a9c"
            tolerant_1: "9c1f7ac5f3a5e3d2b1c0a9f8e7d6c5b4"
            tokens: 5
            letters: 21
"""
_READ = """\
claims:
  - id: late-buses
    at: 1/p1/s1
    says: Buses run late.
    type: descriptive
"""


@RULES.checks(
    "sentence/unread",
    "Warning",
    "A sentence has no claim, and nothing says why",
    why="A sentence that nobody has read cannot be told from one that has nothing to say.",
    do="Write its claims, or give it a reason behind no_claim, such as announcement. "
    "`scgraph coverage` lists all such sentences.",
    example=Example(
        _SENTENCES.format(_ANCHORED),
        _SENTENCES.format(f"            no_claim: announcement\n{_ANCHORED}"),
        file="sentences.yaml",
    ),
)
def unread(draft: Draft) -> Iterator[Hit]:
    """Find sentences without a claim, a stub or a reason."""
    begun = {
        locator
        for file in draft.files
        for node in file.items("claims")
        if node.get(STUB) is not None
        for locator in texts_at(node, "at")
    }
    for file, sentence in draft.places():
        locator = text_at(sentence, "locator") or ""
        is_read = locator in draft.claims_by_place or locator in begun
        if not is_read and sentence.get("no_claim") is None:
            yield file.hit(sentence, f"{locator} has no claim, and no reason for having none")


@RULES.checks(
    "sentence/no-digest",
    "Warning",
    "A sentence lacks a digest by which it is found again",
    why="Without it nobody can prove that the claim stands where it is said to stand.",
    do="Put your copy of the paper into texts/ under the name of the paper and run "
    "`scgraph lint --fix`, or make the file again with `scgraph anchor`.",
    example=Example(
        _SENTENCES.format(_ANCHORED.replace("            letters: 21\n", "")),
        _SENTENCES.format(_ANCHORED),
        file="sentences.yaml",
        beside={"claims.yaml": _READ},
    ),
    is_fixed=True,
)
def without_digest(draft: Draft) -> Iterator[Hit]:
    """Find sentences that lack what identifies them."""
    for file, sentence in draft.places():
        missing = [name for name in DIGESTS if scalar_at(sentence, name) is None]
        if missing:
            locator = text_at(sentence, "locator")
            yield file.hit(sentence, f"{locator} has no {', '.join(missing)}")
