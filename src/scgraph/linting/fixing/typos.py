"""Put in a name that is one letter away, where it is the only one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from scgraph.linting.fixing.pages import Pages
from scgraph.linting.problem import Problem
from scgraph.reading import Mapping, Node, Scalar, Sequence

MENDED = frozenset({"read/unknown-key", "reference/unknown"})


def with_near_names(pages: Pages, problems: Iterable[Problem]) -> bool:
    """Correct what some problems say of keys and names, and tell whether anything was."""
    paths = {str(path): (path, file) for path, file in pages}
    edits: list[tuple[Path, Scalar, str]] = []
    for problem in problems:
        if problem.code not in MENDED or problem.file not in paths:
            continue
        path, file = paths[problem.file]
        at = (problem.line, problem.column)
        scalar = next((one for one in _scalars(file.tree) if (one.line, one.column) == at), None)
        near = scalar and _only_one(scalar.text, problem.near)
        if scalar and near:
            edits.append((path, scalar, near))
    before = pages.changed()
    pages.replace(edits)
    return pages.changed() != before


def _only_one(text: str, near: Iterable[str]) -> str | None:
    found = [name for name in near if is_one_letter_away(text, name)]
    return found[0] if len(found) == 1 else None


def is_one_letter_away(one: str, two: str) -> bool:
    """Tell whether two words differ by one letter: more, less, another, or two that changed places.

    >>> [is_one_letter_away("mlit", other) for other in ("mlitt", "mltt", "milt", "mlit", "mit")]
    [True, True, True, False, True]
    """
    short, long = sorted((one, two), key=len)
    if one == two or len(long) - len(short) > 1:
        return False
    same = next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    swapped = long[same : same + 2][::-1] + long[same + 2 :]
    return short[same + 1 :] == long[same + 1 :] or short[same:] == swapped


def _scalars(node: Node | None) -> Iterator[Scalar]:
    """Yield every value and every key."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield key
            yield from _scalars(value)
