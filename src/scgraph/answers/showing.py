"""Reports, audits, agreements and cards in a notebook: small HTML without markup from texts.

Each begins with what it says in short; long parts are folded. What is wrong is told in words, not
by colour, and the colours are those of the notebook, so that a dark one stays dark.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from scgraph.answers.notebook import OF_A_PAPER, shown, wide
from scgraph.answers.table import Table
from scgraph.answers.values import web_address

if TYPE_CHECKING:
    from scgraph.answers.agreement import Agreement
    from scgraph.answers.audit import Audit, AuditSection
    from scgraph.answers.card import Card
    from scgraph.answers.comparison import Comparison
    from scgraph.answers.report import Finding, Report

MOST_OF_A_CARD, MOST_OF_AN_AUDIT = 20, 8
"""How many rows of a part are shown; the whole is in ``card[heading]`` and ``audit[name]``."""
PART = "margin:0.3em 0"
OPEN = 8
"""A part with so many rows or fewer is not folded."""


def report(found: Report) -> str:
    """Return the counts of a report and its first findings.

    >>> from scgraph.answers import Report
    >>> print(report(Report((), checked=12, skipped=0, failed=0)), end="")
    <section aria-label="Report">
    <p><strong>Nothing was found.</strong> 12 checked, 0 skipped, 0 failed</p>
    </section>
    """
    number = len(found.findings)
    things = "1 finding" if number == 1 else f"{number} findings"
    told = f"{things}." if number else "Nothing was found."
    head = f"<p><strong>{told}</strong> {escape(found.counts)}</p>"
    return _section("Report", [head, *([wide(shown(_findings(found.findings)))] if number else [])])


def audit(made: Audit) -> str:
    """Return the title and counts of an audit, and each section folded.

    >>> from scgraph.answers import Audit
    >>> made = Audit((), 2, 1, 0, title="A", checked_on="2026-11-24", sections=())
    >>> "checked by 2026-11-24. 2 tested, 1 not tested, 0 in question" in audit(made)
    True
    """
    day = f" · checked by {made.checked_on}" if made.checked_on else ""
    head = f"<p><strong>{_text(made.title)}</strong>{escape(day)}. {_text(made.counts)}</p>"
    return _section("Audit", [head, *map(_folded, made.sections)])


def agreement(made: Agreement) -> str:
    """Return the paper, the annotations and the counts, and each section folded.

    >>> from scgraph.answers import Agreement
    >>> "<strong>A</strong>: ann, ben." in agreement(Agreement("A", ("ann", "ben"), 0, 0, 0, ()))
    True
    """
    who = ", ".join(map(_text, made.annotators))
    head = f"<p><strong>{_text(made.title)}</strong>: {who}. {_text(made.counts)}</p>"
    return _section("Agreement", [head, *map(_folded, made.sections)])


def comparison(made: Comparison) -> str:
    """Return the titles of papers that were compared, and each section folded.

    >>> from scgraph.answers import Comparison
    >>> "share nothing yet" in comparison(Comparison(("A", "B"), (), shares=False))
    True
    """
    head = f"<p><strong>{_text(made.title)}</strong>. {_text(made.told)}</p>"
    parts = (
        _part(part.title, part.note, part.shown(_short), MOST_OF_AN_AUDIT, is_open=False)
        for part in made.sections
    )
    return _section("Comparison", [head, *parts])


def card(about: Card) -> str:
    """Return the names of a thing, what it is, and what is said of it; long parts are folded.

    >>> from scgraph.answers import Card
    >>> '<bdi lang="ja">総務省</bdi>' in card(Card("x:mic", "MIC", {"en": "MIC", "ja": "総務省"}))
    True
    """
    others = "".join(
        f' · <bdi lang="{escape(tag)}">{_text(text)}</bdi>'
        for tag, text in about.labels.items()
        if text != about.label
    )
    head = f"<p><strong><bdi>{_text(about.label)}</bdi></strong>{others}"
    kind = f"{_text(about.kind)} · " if about.kind else ""
    lines = [f"{head}<br>{kind}{_address(about.iri)}</p>"]
    lines += [f"<p>{_text(about.definition)}</p>"] if about.definition else []
    parts = (
        _part(part.heading, "", part.answer, MOST_OF_A_CARD, is_open=len(part.answer) <= OPEN)
        for part in about.sections
    )
    return _section(about.label, [*lines, *parts])


def _findings(findings: Iterable[Finding]) -> Table:
    columns = ("severity", "what", "about", "where", "value")
    rows = tuple(
        (found.severity, found.full_message, found.focus, found.place, found.value)
        for found in findings
    )
    # A column without any value would only take room.
    kept = [at for at in range(len(columns)) if at < 3 or any(row[at] for row in rows)]
    return Table(
        tuple(columns[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in rows)
    )


def _folded(part: AuditSection) -> str:
    return _part(part.title, part.note, part.shown(_short), MOST_OF_AN_AUDIT, is_open=False)


def _part(title: str, note: str, table: Table, most: int, *, is_open: bool) -> str:
    rows = "1 row" if len(table) == 1 else f"{len(table)} rows"
    told = f"<p>{_text(note)}</p>" if note else ""
    opened = " open" if is_open else ""
    return (
        f"<details{opened} style='{PART}'><summary>{_text(title)} ({rows})</summary>{told}\n"
        f"{wide(shown(table, most, title))}</details>"
    )


def _section(label: str, parts: Iterable[str]) -> str:
    return "\n".join([f'<section aria-label="{_text(label)}">', *parts, "</section>", ""])


def _address(iri: str) -> str:
    address = web_address(iri)
    return f'<a href="{escape(address)}">{_text(iri)}</a>' if address else _text(iri)


def _text(text: str) -> str:
    return " ".join(escape(text).split())


def _short(iri: str) -> str:
    return iri.rpartition(OF_A_PAPER)[2]
