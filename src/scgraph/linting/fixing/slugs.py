"""Write names as names are written, and all that refers to them in the paper."""

from __future__ import annotations

import re
from collections.abc import Callable

from scgraph.linting.fixing.pages import Pages
from scgraph.reading.form import Key
from scgraph.reading.values import SLUG

_MENDABLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_. -]*")


def slug_of(text: str) -> str:
    """Return a text as a name.

    >>> slug_of("Late_Buses 2.0")
    'late-buses-2-0'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def with_slugs(pages: Pages, exists: Callable[[str], bool]) -> None:
    """Write names in small letters and with hyphens.

    Args:
        pages: the files of the paper.
        exists: tells whether an IRI of a code or of a shared thing is defined.
    """
    values = list(pages.keys())
    taken = {scalar.text for _, key, scalar in values if _names_own(key)}
    renamed = {
        text: slug_of(text)
        for text in sorted(taken)
        if not SLUG.fullmatch(text) and _MENDABLE.fullmatch(text)
    }
    # Two names that would become one are left for the person who wrote them.
    new = [*renamed.values()]
    renamed = {
        old: name
        for old, name in renamed.items()
        if name and name not in taken and new.count(name) == 1
    }
    edits = [
        (path, scalar, renamed[scalar.text])
        for path, key, scalar in values
        if scalar.text in renamed and (_names_own(key) or _refers_to_own(key))
    ]
    edits += [
        (path, scalar, slug_of(scalar.text))
        for path, key, scalar in values
        if key.refers
        and key.base is not None
        and ":" in key.base
        and not SLUG.fullmatch(scalar.text)
        and _MENDABLE.fullmatch(scalar.text)
        and exists(f"{key.base}{slug_of(scalar.text)}")
    ]
    pages.replace(edits)


def _names_own(key: Key) -> bool:
    return key.names and key.base is None and key.name == "id"


def _refers_to_own(key: Key) -> bool:
    return key.refers and (key.base is None or ":" not in key.base)
