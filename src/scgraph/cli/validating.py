"""The command that validates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from scgraph.answers import Finding, Report
from scgraph.cli.failing import WRONG_DATA
from scgraph.cli.opening import CorpusPath, Where, opened
from scgraph.cli.options import corpus_option
from scgraph.cli.writing import write
from scgraph.errors import Fault, ReadError

if TYPE_CHECKING:
    from scgraph.validation import EngineName

MANY_PLACES = 4


@click.command()
@click.argument("path", type=CorpusPath(), required=False, metavar="[PATH|URL]")
@corpus_option
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option(
    "--engine",
    type=click.Choice(["fast", "pyshacl"]),
    default="fast",
    help="What runs the shapes; the report is the same.  [default: fast]",
)
@click.pass_context
def validate(
    ctx: click.Context,
    path: Where | None,
    corpus: Where | None,
    strict: bool,
    engine: EngineName,
) -> None:
    """Check a corpus against the shapes: the one at PATH or URL, or the shipped one.

    Exits 1 if a finding is a violation.
    """
    given = ctx.get_parameter_source("corpus") is not ParameterSource.DEFAULT
    if path is not None and given:
        raise click.UsageError("give the corpus as PATH or by --corpus, not both")
    report, shorten = _report(path or corpus, engine)
    write(written_report(report, shorten))
    if not report.conforms or (strict and report.with_severity("Warning")):
        ctx.exit(WRONG_DATA)


def written_report(report: Report, shorten: Callable[[str], str] = str) -> str:
    """Write a report: a line a finding, a blank line between files, then the counts.

    A remark that stands at many places is written once, with its places below it.

    >>> finding = Finding("Violation", "This claim has no type", "x:a", place="claims.yaml:3:5")
    >>> print(written_report(Report((finding,), 12, 0, 1)), end="")
    claims.yaml:3:5  Violation  This claim has no type
    <BLANKLINE>
    12 checked, 0 skipped, 1 failed
    """
    remarks = _common_remarks(report)
    single = [finding for finding in report.findings if _remark(finding) not in remarks]
    groups = groupby(single, key=_file)
    blocks = ["\n".join(_line(finding, shorten) for finding in group) for _, group in groups]
    blocks += [_remark_block(remark, report, shorten) for remark in remarks]
    return "\n\n".join([*blocks, report.counts]) + "\n"


def _common_remarks(report: Report) -> list[tuple[str, str]]:
    counted = Counter(map(_remark, report.findings))
    return [
        remark
        for remark, times in counted.items()
        if times >= MANY_PLACES and remark[0] != "Violation"
    ]


def _remark(finding: Finding) -> tuple[str, str]:
    return finding.severity, finding.full_message


def _remark_block(remark: tuple[str, str], report: Report, shorten: Callable[[str], str]) -> str:
    places = [finding for finding in report.findings if _remark(finding) == remark]
    lines = (f"  {_where(finding, shorten)}  {shorten(_node(finding))}" for finding in places)
    return "\n".join([f"{remark[0]}, {len(places)} times: {remark[1]}", *lines])


def _line(finding: Finding, shorten: Callable[[str], str]) -> str:
    return f"{_where(finding, shorten)}  {finding.severity}  {finding.full_message}"


def _where(finding: Finding, shorten: Callable[[str], str]) -> str:
    """The place, from the working directory; with the node where no line is known."""
    if finding.place is None:
        return shorten(finding.focus)
    file, colon, numbers = finding.place.partition(":")
    near_file = Path(file)
    if near_file.is_absolute() and near_file.is_relative_to(Path.cwd()):
        file = str(near_file.relative_to(Path.cwd()))
    return f"{file}{colon}{numbers}" if colon else f"{file} ({shorten(finding.focus)})"


def _node(finding: Finding) -> str:
    """The node at fault: the value, where a shape looks backwards from its focus node."""
    looks_back = (finding.path or "").startswith("^")
    return finding.value if looks_back and finding.value else finding.focus


def _file(finding: Finding) -> str:
    return (finding.place or "").partition(":")[0]


def _report(path: Where | None, engine: EngineName) -> tuple[Report, Callable[[str], str]]:
    """Validate a corpus; one that cannot be read is a report of its faults."""
    try:
        kg = opened(path)
    except ReadError as error:
        return _faults_as_report(error), str
    return kg.validate(engine), kg.curie


def _faults_as_report(error: ReadError) -> Report:
    findings = tuple(
        Finding("Violation", fault.message, fault.file, place=_place(fault), near=fault.near)
        for fault in error.faults
    )
    return Report(findings, checked=len(findings), skipped=0, failed=len(findings))


def _place(fault: Fault) -> str:
    numbers = (str(number) for number in (fault.line, fault.column) if number is not None)
    return ":".join([fault.file, *numbers])
