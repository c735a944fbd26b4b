"""Do the digests of a paper's sentences still fit the user's own copy of it?"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Quad

from scgraph import terms
from scgraph.anchors import Anchor, read_copy, resolve
from scgraph.errors import ReadError
from scgraph.files import TEXTS
from scgraph.handover.diagnosis import Symptom
from scgraph.handover.facts import Facts, scg
from scgraph.terms import PREFIXES

_SUFFIXES = (".txt", ".md", ".pdf")
_NOT_FOUND = ("not-found", "neighbours-only")


def copies_checked(root: Path, quads: Iterable[Quad], base: str) -> Iterator[Symptom]:
    """Yield a symptom for each copy in ``texts/`` in which sentences of its paper are not found.

    A copy bears the short name of its paper: ``texts/an-2025.pdf``.
    """
    copies = [path for path in sorted((root / TEXTS).glob("*")) if path.suffix in _SUFFIXES]
    if not copies:
        return
    facts = Facts(quads)
    for path in copies:
        paper = terms.paper_iri(path.stem, base)
        anchors = _anchors(facts, paper)
        if anchors:
            yield from _checked(root, path, anchors)


def _checked(root: Path, path: Path, anchors: list[Anchor]) -> Iterator[Symptom]:
    shown, corpus = shlex.quote(str(path)), shlex.quote(str(root))
    verify = f"scgraph verify {shown} --paper {path.stem} --corpus {corpus}"
    try:
        found = resolve(anchors, read_copy(path))
    except (ReadError, ImportError) as error:
        what = f"cannot be held against the digests: {error}"
        yield Symptom("Info", what, str(path), "give a copy as plain text", path.stem)
        return
    missing = [one.locator for one in found if one.grade in _NOT_FOUND]
    if missing:
        few = ", ".join(missing[:3]) + (", …" if len(missing) > 3 else "")
        what = f"{len(missing)} of {len(found)} sentences do not stand in this copy: {few}"
        made = f"{verify} shows them; if the copy is right, make the file of sentences anew"
        yield Symptom("Warning", what, str(path), made, path.stem)


def _anchors(facts: Facts, paper: str) -> list[Anchor]:
    def text(sentence: str, name: str) -> str:
        return facts.text(sentence, scg(name)) or ""

    found = []
    for sentence in facts.of_kind(f"{PREFIXES['doco']}Sentence"):
        if sentence.startswith(f"{paper}/") and text(sentence, "tolerantDigest1"):
            position = facts.text(sentence, f"{PREFIXES['schema']}position") or "0"
            anchor = Anchor(
                text(sentence, "locator"),
                text(sentence, "exactDigest1"),
                text(sentence, "typographicDigest1"),
                text(sentence, "tolerantDigest1"),
                int(text(sentence, "tokenCount") or 0),
                int(text(sentence, "letterCount") or 0),
            )
            found.append((int(position), anchor))
    return [anchor for _, anchor in sorted(found, key=lambda pair: pair[0])]
