"""Make the digests that a sentence lacks again, from the copy that the user keeps."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scgraph.anchors import Anchor, AnchoringError, anchored_file
from scgraph.errors import ReadError
from scgraph.linting.draft import mappings, text_at
from scgraph.linting.fixing.pages import Pages
from scgraph.linting.sentences import DIGESTS
from scgraph.reading import Mapping as Tree
from scgraph.reading import Scalar

_ORDER = ("locator", "position", "no_claim", *DIGESTS)


def with_digests(pages: Pages, copy: Path | None) -> None:
    """Fill in what is missing; a sentence that the copy does not surely have stays as it is."""
    files = [(path, file) for path, file in pages if file.name == "sentences"]
    if copy is None or not any(_lacking(_sentences(file.tree)) for _, file in files):
        return
    try:
        fresh = list(anchored_file(copy))
    except (ReadError, ImportError, AnchoringError):
        return
    for path, file in files:
        lines = file.text.splitlines(keepends=True)
        sentences = _sentences(file.tree)
        for number in reversed(_lacking(sentences)):
            anchor = _meant(sentences, number, fresh)
            if anchor is not None:
                _fill(lines, sentences[number], anchor)
        pages.change(path, "".join(lines), meaning=True)


def _sentences(tree: object) -> list[Tree]:
    if not isinstance(tree, Tree):
        return []
    return [
        sentence
        for section in mappings(tree, "sections")
        for paragraph in mappings(section, "paragraphs")
        for sentence in mappings(paragraph, "sentences")
    ]


def _lacking(sentences: list[Tree]) -> list[int]:
    return [
        number
        for number, sentence in enumerate(sentences)
        if any(text_at(sentence, key) is None for key in DIGESTS)
    ]


def _meant(sentences: list[Tree], number: int, fresh: list[Anchor]) -> Anchor | None:
    """Return the sentence of the text that is meant: by a digest, else by place and neighbours."""
    tolerant = text_at(sentences[number], "tolerant_1")
    if tolerant is not None:
        found = [anchor for anchor in fresh if anchor.tolerant == tolerant]
        return found[0] if found and _agrees(sentences[number], found[0]) else None
    at = {anchor.locator: anchor for anchor in fresh}
    anchor = at.get(text_at(sentences[number], "locator") or "")
    beside = [*sentences[max(number - 1, 0) : number], *sentences[number + 1 : number + 2]]
    proven = [other for other in beside if text_at(other, "tolerant_1")]
    if anchor is None or not proven or not _agrees(sentences[number], anchor):
        return None
    is_framed = all(_agrees(other, at.get(text_at(other, "locator") or "")) for other in proven)
    return anchor if is_framed else None


def _agrees(sentence: Tree, anchor: Anchor | None) -> bool:
    """Tell whether all that a sentence has of digests is that of an anchor."""
    if anchor is None:
        return False
    values = _values(anchor)
    return all(text_at(sentence, key) in (None, values[key]) for key in DIGESTS)


def _values(anchor: Anchor) -> Mapping[str, str]:
    values = (anchor.exact, anchor.typographic, anchor.tolerant, anchor.tokens, anchor.letters)
    return {key: str(value) for key, value in zip(DIGESTS, values, strict=True)}


def _fill(lines: list[str], sentence: Tree, anchor: Anchor) -> None:
    if len({key.line for key, _ in sentence.entries}) < len(sentence.entries):
        return  # between braces: left to the person who wrote it so
    indent = " " * (sentence.entries[0][0].column - 1)
    values = _values(anchor)
    written = {key.text: key for key, value in sentence.entries if not _is_empty(value)}
    empty = [key for key, value in sentence.entries if _is_empty(value) and key.text in DIGESTS]
    new: list[tuple[int, str]] = []
    for key in DIGESTS:
        if key not in written:
            before = [name for name in _ORDER[: _ORDER.index(key)] if name in written]
            last = max(written[name].line for name in before) if before else sentence.line
            quoted = values[key] if key in ("tokens", "letters") else f'"{values[key]}"'
            new.append((last, f"{indent}{key}: {quoted}\n"))
    for line, text in reversed(new):
        lines.insert(line, text)
    for gone in sorted(empty, key=lambda key: -key.line):
        del lines[gone.line - 1 + sum(line < gone.line for line, _ in new)]


def _is_empty(value: object) -> bool:
    return isinstance(value, Scalar) and value.is_null
