"""Where a finding is written: the line of a property, of a value, or of a node."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scgraph.answers import Finding

if TYPE_CHECKING:
    from scgraph.reading.positions import KnownPlaces, Place


def located(finding: Finding, places: KnownPlaces) -> Finding:
    """Return the finding with its place: of the property, else of the node, else of the value."""
    place = place_of(finding, places)
    return finding if place is None else replace(finding, place=str(place))


def place_of(finding: Finding, places: KnownPlaces) -> Place | None:
    """Return the place of a finding, or None if it is not known.

    A shape whose focus is a code looks backwards at the nodes that have it; the code itself is
    written nowhere in the corpus, and the property is then that of the value.

    >>> from scgraph.reading import Place
    >>> places = {"x:a": Place("a.yaml", 1, 3), ("x:a", "x:size"): Place("a.yaml", 2, 5)}
    >>> str(place_of(Finding("Violation", "too big", "x:a", path="x:size"), places))
    'a.yaml:2:5'
    >>> str(place_of(Finding("Violation", "no colour", "x:a", path="x:colour"), places))
    'a.yaml:1:3'
    """
    keys: tuple[str | tuple[str, ...], ...]
    focus, path, value = finding.focus, finding.path or "", finding.value or ""
    if path.startswith("^"):
        keys = ((value, path[1:], focus), (value, path[1:]), value, focus)
    else:
        keys = ((focus, path, value), (focus, path), focus, value)
    return next((places[key] for key in keys if key in places), None)
