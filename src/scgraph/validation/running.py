"""Run shapes: with this room's engine, which hands on what it does not know, or with pySHACL.

>>> from scgraph.validation.triples import Triples
>>> shapes = read_shapes('''
... @prefix sh: <http://www.w3.org/ns/shacl#> .
... <x:Named> sh:targetClass <x:Thing> ; sh:property <x:named> .
... <x:named> sh:path <x:name> ; sh:minCount 1 ; sh:message "has no name" .
... ''')
>>> data = tuple(pyoxigraph.parse("<x:a> a <x:Thing> .", pyoxigraph.RdfFormat.TURTLE))
>>> outcome = run_shapes(data, Triples(data), shapes)
>>> outcome.checked, [finding.message for finding in outcome.findings]
(1, ['has no name'])
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, TypeAlias, get_args

import pyoxigraph

from scgraph.answers import Finding
from scgraph.validation.counting import checks, focus_nodes, only, pairs
from scgraph.validation.literals import UndecidedError
from scgraph.validation.outcome import Outcome
from scgraph.validation.reading import Shapes, read_shapes
from scgraph.validation.scope import EVERYTHING, Scope
from scgraph.validation.triples import Triples

__all__ = ["ENGINES", "EngineName", "read_shapes", "run_shapes"]

EngineName: TypeAlias = Literal["fast", "pyshacl"]
"""What runs the shapes: this room's engine, or the reference alone."""
ENGINES: tuple[EngineName, ...] = get_args(EngineName)


def run_shapes(
    quads: Collection[pyoxigraph.Quad],
    data: Triples,
    shapes: Shapes,
    engine: EngineName = "fast",
    scope: Scope = EVERYTHING,
) -> Outcome:
    """Return what shapes find, and count what they look at.

    Args:
        quads: the data.
        data: the same under the names of its terms.
        shapes: the shapes.
        engine: what runs them; the findings are the same.
        scope: which focus nodes are looked at, and which of these are counted.
    """
    focus = focus_nodes(shapes.names, data)
    counted = focus
    if scope.paper is not None:
        focus, counted = only(scope.looks_at, focus), only(scope.owns, focus)
    findings: list[Finding] = []
    done: set[str] = set()
    for root, shape in shapes.known.items() if engine == "fast" else ():
        try:
            found = list(shape.findings(focus[root], data))
        except UndecidedError:
            continue
        findings += found
        done.add(root)
    if engine == "pyshacl" or focus.keys() - done:
        findings += _by_reference(quads, shapes, done, scope)
    made = list(checks(shapes.names, counted))
    return Outcome(tuple(findings), pairs(made), sum(not check.focus_nodes for check in made))


def _by_reference(
    quads: Collection[pyoxigraph.Quad],
    shapes: Shapes,
    done: Collection[str],
    scope: Scope,
) -> list[Finding]:
    # Imported here: what pySHACL brings with it takes longer than a whole validation.
    from scgraph.validation.shacl import reference_findings

    found = reference_findings(quads, shapes.triples, without=done)
    return [finding for finding in found if scope.looks_at(finding.focus)]
