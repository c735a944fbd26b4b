"""Check a graph against the shapes, and every reference against what is defined.

An invalid graph is a report, not an exception::

    report = validate(quads, bases=["https://w3id.org/scgraph/"], places=places)
    report.counts               # "9120 checked, 0 skipped, 3 failed"
    report.raise_if_invalid()

Two engines run the shapes, and find the same. ``pyshacl`` is the reference; ``fast``, which is used
if none is named, hands to the reference what it does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from scgraph import files
from scgraph.answers import Finding, Report
from scgraph.terms import BASE
from scgraph.validation.included import without_remarks_on
from scgraph.validation.outcome import Outcome
from scgraph.validation.places import located
from scgraph.validation.references import dangling_references
from scgraph.validation.running import ENGINES, EngineName, read_shapes, run_shapes
from scgraph.validation.scope import Scope
from scgraph.validation.stubs import with_stubs
from scgraph.validation.triples import Triples

if TYPE_CHECKING:
    from scgraph.reading.positions import KnownPlaces

__all__ = ["ENGINES", "EngineName", "validate", "with_stubs", "without_remarks_on"]

SEVERITIES = ("Violation", "Warning", "Info")


def validate(
    quads: Iterable[Quad],
    *,
    bases: Sequence[str] = (BASE,),
    places: KnownPlaces | None = None,
    shapes: str | None = None,
    also: Report | None = None,
    engine: EngineName = "fast",
    paper: str | None = None,
) -> Report:
    """Check quads against the shapes, all named graphs taken together.

    Args:
        quads: the corpus with the vocabulary.
        bases: of the corpus and those it includes; an IRI below one that nothing defines is a
            violation.
        places: where nodes, and the properties of nodes, are written.
        shapes: shapes as Turtle; the shipped ones if not given.
        also: what was found by other means; it is located, sorted and counted with the rest.
        engine: what runs the shapes; the report is the same.
        paper: the IRI of a paper, to report on it alone. Of the corpus its own quads suffice then,
            with the shared ones: what they find at the nodes of the paper is what all quads find
            there, unless a quad of another paper speaks of these nodes.

    Returns:
        The findings by place, and the counts of (focus node, shape) pairs. A reference to
        nothing replaces what the shapes say of the same value.
    """
    corpus = list(quads)
    data, scope = Triples(corpus), Scope(tuple(bases), paper)
    references = dangling_references(data, bases, scope.owns, scope.can_judge(data))
    outcome = run_shapes(corpus, data, read_shapes(shapes or _shipped_shapes()), engine, scope)
    # Not `or`: a report without findings is as false as an empty list, and still counts.
    also = Report((), 0, 0, 0) if also is None else also
    findings = [*references.findings, *_not_explained(outcome.findings, references), *also]
    findings = [finding for finding in findings if scope.concerns(finding)]
    known = {} if places is None else places  # which may be slow to tell whether it is empty
    return Report(
        tuple(sorted((located(finding, known) for finding in findings), key=_order)),
        checked=outcome.checked + references.checked + also.checked,
        skipped=outcome.skipped + also.skipped,
        failed=_failed(findings),
    )


@cache
def _shipped_shapes() -> str:
    return files.ontology("shapes.ttl").read_text(encoding="utf-8")


def _not_explained(findings: Iterable[Finding], references: Outcome) -> list[Finding]:
    explained = {(finding.focus, finding.path, finding.value) for finding in references.findings}
    return [
        finding
        for finding in findings
        if (finding.focus, finding.path, finding.value) not in explained
    ]


def _failed(findings: Iterable[Finding]) -> int:
    violations = (finding for finding in findings if finding.severity == "Violation")
    return len({(finding.focus, finding.shape) for finding in violations})


def _order(finding: Finding) -> tuple[object, ...]:
    file, *numbers = (finding.place or "").split(":")
    return (
        finding.place is None,
        file,
        [int(number) for number in numbers if number.isdigit()],
        SEVERITIES.index(finding.severity),
        finding.focus,
        finding.message,
        finding.value or "",
        finding.path or "",
        finding.shape or "",
        finding.component or "",
    )
