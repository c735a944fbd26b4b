"""Take away spaces that nobody sees: at the ends of lines, and around what a claim says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scgraph.linting.draft import Draft, scalar_at
from scgraph.linting.fixing.pages import Pages

_END = re.compile(r" +(?=\r?\n?$)")


def without_trailing_spaces(pages: Pages) -> None:
    """Strip the ends of lines, but for those that belong to a text of several lines."""
    for path, file in pages:
        lines = file.text.splitlines(keepends=True)
        long = [number for number, line in enumerate(lines) if _END.search(line)]
        _strip(pages, path, long)


def _strip(pages: Pages, path: object, numbers: Sequence[int]) -> None:
    """Strip some lines at once if that changes no value; else one half, then the other."""
    if not numbers:
        return
    file = next(file for other, file in pages if other == path)
    lines = file.text.splitlines(keepends=True)
    for number in numbers:
        lines[number] = _END.sub("", lines[number])
    if not pages.change(path, "".join(lines)) and len(numbers) > 1:  # type: ignore[arg-type]
        half = len(numbers) // 2
        _strip(pages, path, numbers[:half])
        _strip(pages, path, numbers[half:])


def with_trimmed_words(pages: Pages, draft: Draft) -> None:
    """Take away the spaces around what claims say, where they stand between quotes."""
    paths = {str(path): path for path, _ in pages}
    edits = [
        (paths[claim.file.path], says, says.text.strip())
        for claim in draft.everything_said
        if (says := scalar_at(claim.node, "says"))
        and claim.file.path in paths
        and says.text.strip() not in ("", says.text)
    ]
    pages.replace(edits)
