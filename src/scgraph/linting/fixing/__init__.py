"""Mend what a machine can mend: order, spaces, the form of names, missing digests.

Nothing that is said is touched. A text that means the same stays as it is to the byte, mending
twice is mending once, and all files of a paper are replaced together or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from scgraph import files
from scgraph.authoring.around import Around
from scgraph.errors import CorpusError
from scgraph.linting.checking import check_paper, draft_of
from scgraph.linting.copies import copy_of
from scgraph.linting.fixing.digests import with_digests
from scgraph.linting.fixing.pages import Pages
from scgraph.linting.fixing.slugs import with_slugs
from scgraph.linting.fixing.spaces import with_trimmed_words, without_trailing_spaces
from scgraph.linting.fixing.statuses import with_claims_in_order
from scgraph.linting.fixing.typos import with_near_names
from scgraph.linting.ordering import in_order

ROUNDS = 6
"""What is mended may show what else there is to mend; a paper is at rest long before so many."""


@dataclass(frozen=True)
class Fixed:
    """What mending a paper comes to.

    Args:
        old: the files that change, as they are.
        new: the same as they are to be.
    """

    old: dict[Path, bytes]
    new: dict[Path, bytes]

    def diff(self, root: Path) -> str:
        """Return the changes in the form that programs for patches read."""
        parts: list[str] = []
        for path, data in sorted(self.new.items()):
            name = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
            before, after = (_lines(one) for one in (self.old[path], data))
            parts += unified_diff(before, after, f"a/{name}", f"b/{name}")
        return "".join(part if part.endswith("\n") else f"{part}\n" for part in parts)

    def write(self, root: Path) -> None:
        """Write the files, all or none.

        Raises:
            CorpusError: if one of them has changed since it was read.
        """
        for path, data in self.old.items():
            if path.read_bytes() != data:
                raise CorpusError(path, "has changed while it was mended; run the command again")
        if self.new:
            files.replace_together(self.new, root)


def fixed(root: Path, folder: Path, *, names: bool = False) -> Fixed:
    """Return a paper as it is to be; nothing is written.

    Args:
        root: the folder of the corpus.
        folder: that of the paper.
        names: correct keys and names too where one alone is a letter away.
    """
    around = Around(root)
    paths = sorted(path for path in folder.glob("*.yaml") if not path.name.startswith("."))
    old = {path: path.read_bytes() for path in paths}
    pages = Pages(old)
    for _ in range(ROUNDS):
        before = pages.changed()
        _mend(pages, around, folder)
        if names:
            found = check_paper(around, folder, instead=pages.contents())
            with_near_names(pages, found.problems)
        if pages.changed() == before:
            break
    new = pages.changed()
    return Fixed({path: old[path] for path in new}, new)


def _mend(pages: Pages, around: Around, folder: Path) -> None:
    without_trailing_spaces(pages)
    with_trimmed_words(pages, draft_of(around, folder, [file for _, file in pages]))
    with_slugs(pages, around.defines)
    for path, file in pages:
        if file.tree is not None:
            pages.change(path, in_order(file.text, file.tree))
    with_claims_in_order(pages, draft_of(around, folder, [file for _, file in pages]))
    with_digests(pages, copy_of(around.root, folder.name))


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", errors="replace").splitlines(keepends=True)
