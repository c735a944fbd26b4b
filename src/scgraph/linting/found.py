"""What the reader, the shapes and the questions of integrity find, as problems with codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from scgraph import files
from scgraph.answers import Finding, Severity
from scgraph.errors import Fault
from scgraph.linting.problem import Problem
from scgraph.linting.rule import Example, Rule, Rules
from scgraph.terms import PREFIXES, things

RULES = Rules()
SHAPE, INTEGRITY = "shape/", "integrity/"
TOLD_BY_RULES = frozenset({"shape/Sentence-accounted"})
"""Shapes of which a rule of this room says more: it knows of stubs."""

_CLAIM = """\
claims:
  - id: late-buses
    at: 1/p1/s1
    says: Buses run late.
    type: descriptive
"""
_TERMS = {
    "actor": "actor",
    "barrier": "barrier",
    "factor": "barrier",
    "initiative": "initiative",
    "place": "place",
    "source": "source",
    "construct": "construct",
    "domain": "domain",
}
"""What `scgraph add-term` calls the kinds of things that are missing."""

RULES.add(
    Rule(
        "read/unknown-key",
        "Violation",
        "A key has no meaning",
        "What stands behind it would be lost in silence, so nothing of the file is read.",
        "Correct the key. With --fix=names a single key that is one letter away is put in.",
        Example(_CLAIM.replace("says", "sais"), _CLAIM),
        is_fixed=True,
    )
)
RULES.add(
    Rule(
        "read/missing-key",
        "Violation",
        "A key is missing that every such node needs",
        "Without its place or its type a claim answers no question.",
        "Add the key; or mark the claim with `stub: true` until you can.",
        Example(_CLAIM.replace("    type: descriptive\n", ""), _CLAIM),
    )
)
RULES.add(
    Rule(
        "read/stands-twice",
        "Violation",
        "Two nodes have one name",
        "They would become one node that says both.",
        "Give one of them another name.",
        Example(
            f"{_CLAIM}  - id: late-buses\n    at: 1/p1/s2\n    says: Trams run late.\n"
            "    type: descriptive\n",
            _CLAIM,
        ),
    )
)
RULES.add(
    Rule(
        "read/fault",
        "Violation",
        "A file cannot be read",
        "A file is read whole or not at all, so that nothing of it is lost unseen.",
        "Do what the message says.",
        Example(_CLAIM.replace("says: Buses run late.", "says: [Buses run late."), _CLAIM),
    )
)
RULES.add(
    Rule(
        "reference/unknown",
        "Violation",
        "A name refers to nothing",
        "The link leads nowhere, so that the claim drops out of every answer about the thing.",
        "Correct the name, or add the thing. With --fix=names a single name that is one letter "
        "away is put in.",
        Example(
            f"{_CLAIM}    involves:\n      - {{actor: bus-compani, role: mandate, in: delays}}\n",
            f"{_CLAIM}    involves:\n      - {{actor: bus-company, role: mandate, in: delays}}\n",
        ),
        is_fixed=True,
    )
)


def of_fault(fault: Fault) -> Problem:
    """Return a fault of the reader as a problem.

    >>> of_fault(Fault("claims.yaml", 3, 5, "unknown key 'sais' in claims", ("says",))).code
    'read/unknown-key'
    """
    code = next((code for pattern, code in _FAULTS if pattern.search(fault.message)), "read/fault")
    why, do, is_fixed = _told(code)
    place = (fault.file, fault.line, fault.column)
    return Problem(code, "Violation", *place, fault.message, why, do, fault.near, is_fixed)


_FAULTS = (
    (re.compile(r"^unknown key "), "read/unknown-key"),
    (re.compile(r" is missing in "), "read/missing-key"),
    (re.compile(r" stands twice"), "read/stands-twice"),
    (re.compile(r" is not a name; "), "id/form"),
)


def _told(code: str) -> tuple[str, str, bool]:
    if code == "id/form":
        from scgraph.linting.layout import RULES as LAYOUT

        rule = LAYOUT[code]
    else:
        rule = RULES[code]
    return rule.why, rule.do, rule.is_fixed


def of_finding(finding: Finding, base: str) -> Problem:
    """Return a finding of a validation as a problem; things below a base can be added to it."""
    file, line, column = _place(finding.place or finding.focus)
    name = (finding.shape or "").removeprefix(PREFIXES["shape"])
    if name == "reference-is-defined":
        why, _, is_fixed = _told("reference/unknown")
        do = _proposal(finding, base)
        return Problem(
            "reference/unknown",
            finding.severity,
            *(file, line, column),
            finding.message,
            why,
            do,
            finding.near,
            is_fixed,
        )
    code = name if name.startswith(INTEGRITY) else f"{SHAPE}{name}"
    what, _, do = finding.message.partition(": ")
    severity: Severity = finding.severity
    return Problem(
        code,
        severity,
        *(file, line, column),
        what,
        reason_of(code),
        f"{do[:1].upper()}{do[1:]}",
        finding.near,
    )


def _proposal(finding: Finding, base: str) -> str:
    kind = re.match(r"no such ([\w ]+):", finding.message)
    term = _TERMS.get(kind.group(1)) if kind else None
    value = finding.value or ""
    if term is None or not value.startswith(things(base)):
        return "Correct the name."
    slug = value.removeprefix(things(base))
    label = slug.replace("-", " ").capitalize()
    return f'Correct the name, or add it: scgraph add-term {term} "{label}" --id {slug}'


def reason_of(code: str) -> str:
    """Return what a shape demands, or what a question of integrity asks, in a sentence.

    >>> reason_of("shape/Claim-type-needed")
    'A claim has a type.'
    """
    if code.startswith(INTEGRITY):
        header = (files.queries() / f"{code}.rq").read_text(encoding="utf-8")
        found = re.search(r"^#\+ title: (.*)$", header, re.M)
        return f"{found.group(1)}." if found else ""
    return f"{shape_names().get(code.removeprefix(SHAPE), 'A shape is broken')}."


@cache
def shape_names() -> dict[str, str]:
    """Return what each shape demands, by its name."""
    text = files.ontology("shapes.ttl").read_text(encoding="utf-8")
    return dict(
        re.findall(r'^shape:([\w-]+)\n(?:(?!^shape:|sh:name).*\n)*\s+sh:name "(.*)"@en', text, re.M)
    )


def integrity_names() -> Iterator[str]:
    """Yield the names of the questions of integrity."""
    for path in sorted((files.queries() / "integrity").glob("*.rq")):
        yield f"{INTEGRITY}{path.stem}"


def _place(text: str) -> tuple[str, int | None, int | None]:
    found = re.fullmatch(r"(.*?)(?::(\d+))?(?::(\d+))?", text)
    assert found is not None
    file, line, column = found.groups()
    return file, int(line) if line else None, int(column) if column else None
