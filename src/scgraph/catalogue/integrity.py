"""Integrity: the questions of the topic "integrity" must have no rows; a row is a finding.

They ask what SHACL's core cannot: whether a path comes back to where it began, or whether two
statements of one paper fit each other. The header says, beside what every question says, the
``message`` of a finding, the class of the ``focus`` nodes, the ``path`` at fault if there is one,
and the ``severity`` if it is no violation.
"""

from __future__ import annotations

from collections.abc import Iterator

from scgraph.answers import Finding, Report, Severity
from scgraph.catalogue.collection import INTEGRITY, Catalogue
from scgraph.catalogue.question import Question
from scgraph.engine import Engine
from scgraph.names import Names
from scgraph.terms import PREFIXES, expand

SEVERITIES: dict[str, Severity] = {"warning": "Warning", "info": "Info"}


def check_integrity(catalogue: Catalogue, engine: Engine, names: Names) -> Report:
    """Ask every question of the topic "integrity"; each row is a finding.

    A question counts as one check of each node of its focus class, and as skipped if there is none.
    """
    counts = [names.count(question.phrase("focus")) for question in _questions(catalogue)]
    findings = integrity_findings(catalogue, engine, names)
    violations = (finding for finding in findings if finding.severity == "Violation")
    return Report(
        findings,
        checked=sum(counts),
        skipped=counts.count(0),
        failed=len({(finding.focus, finding.shape) for finding in violations}),
    )


def integrity_findings(catalogue: Catalogue, engine: Engine, names: Names) -> tuple[Finding, ...]:
    """Return what the questions of the topic "integrity" find, without counting what they ask."""
    return tuple(
        found
        for question in _questions(catalogue)
        for found in _findings(question, catalogue, engine, names)
    )


def _questions(catalogue: Catalogue) -> list[Question]:
    return [catalogue[name] for name in catalogue if name.startswith(f"{INTEGRITY}/")]


def _findings(
    question: Question, catalogue: Catalogue, engine: Engine, names: Names
) -> Iterator[Finding]:
    path = question.phrase("path")
    for row in catalogue.ask(question.name, {}, engine, names):
        yield Finding(
            severity=SEVERITIES.get(question.phrase("severity"), "Violation"),
            message=question.phrase("message"),
            focus=str(row.focus),
            path=expand(path) if path else None,
            value=None if row.value is None else str(row.value),
            shape=f"{PREFIXES['shape']}{question.name}",
        )
