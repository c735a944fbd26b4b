"""The command that lists what may be the same in several papers, and writes what is decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.opening import Where, opened
from scgraph.cli.options import corpus_option, format_option, limit_option, output_option
from scgraph.cli.writing import note, write_table

if TYPE_CHECKING:
    from scgraph.comparing.candidates import Candidate
    from scgraph.comparing.deciding import Entry
    from scgraph.graph import KnowledgeGraph

RELATIONS = ("same", "close", "broad", "narrow", "related")
DECIDED = "semapv:ManualMappingCuration"
BY_NAME, BY_LIKENESS = "semapv:LexicalMatching", "semapv:LexicalSimilarityThresholdMatching"


@click.command()
@click.option("--kind", metavar="KIND", help="Only things of this kind, such as Barrier.")
@click.option("--paper", metavar="NAME", help="Only pairs with a thing of this paper.")
@click.option(
    "--least",
    type=float,
    default=1.0,
    metavar="SCORE",
    help="Only candidates of this score or more.  [default: 1]",
)
@click.option("--propose", is_flag=True, help="Write what is listed into the ledger, undecided.")
@click.option(
    "--accept",
    multiple=True,
    metavar="N",
    help="Decide that candidate N, or THIS=THAT by their names, are one; may be given again.",
)
@click.option(
    "--reject", multiple=True, metavar="N", help="Decide that they are not; may be given again."
)
@click.option(
    "--as",
    "relation",
    type=click.Choice(RELATIONS),
    default="same",
    help="What is accepted: with anything but same, the two are shown and not joined.",
)
@click.option("--by", metavar="NAME", help="Who proposes or decides; needed to write.")
@click.option("--on", "day", metavar="DATE", help="The day of the decision.  [default: today]")
@click.option("--comment", default="", metavar="TEXT", help="Why; stands beside what is decided.")
@limit_option
@format_option
@output_option
@corpus_option
def align(
    kind: str | None,
    paper: str | None,
    least: float,
    propose: bool,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    relation: str,
    by: str | None,
    day: str | None,
    comment: str,
    limit: int | None,
    format_name: str | None,
    output: Path | None,
    corpus: Where | None,
) -> None:
    """List what may be the same in several papers, with reasons; write down what is decided.

    Nothing counts as one until a person says so: decisions stand in alignments.sssom.tsv in the
    corpus, with name and date, and can be written there by hand as well. What was decided, either
    way, is not listed again, and no decision overwrites another.
    """
    kg = opened(corpus)
    found = kg.candidates(kind, paper=paper, least=least)
    if not (propose or accept or reject):
        table = kg.alignment_candidates(kind, paper=paper, least=least)
        write_table(table, format_name, output, kg.curie, limit=limit)
        return
    if not by or not isinstance(corpus, Path):
        raise click.UsageError("to write, say who decides (--by NAME) and where (--corpus DIR)")
    writer = _Writer(kg, found, by, _day(day), comment, relation)
    entries = [*writer.accepted(accept), *writer.rejected(reject)]
    if propose:
        open_ones = (one for one in found if not one.proposed_by)
        entries += writer.proposed(list(open_ones)[:limit])
    _write(entries, kg, corpus)


def _write(entries: list[Entry], kg: KnowledgeGraph, corpus: Path) -> None:
    from scgraph.comparing.deciding import write_mappings
    from scgraph.corpus import SETTINGS, read_settings

    settings = read_settings(corpus / SETTINGS)
    path = write_mappings(
        corpus,
        entries,
        base=settings.base,
        prefixes=kg.names.prefixes,
        licence=settings.licence,
    )
    rows = "1 row" if len(entries) == 1 else f"{len(entries)} rows"
    note(f"{rows} written to {path}")


def _day(text: str | None) -> str:
    if text is None:
        return date.today().isoformat()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise click.BadParameter(
            f"{text!r} is no date, such as 2026-03-01", param_hint="--on"
        ) from error


class _Writer:
    """Make rows of a ledger out of what somebody decides."""

    def __init__(
        self,
        kg: KnowledgeGraph,
        found: list[Candidate],
        by: str,
        day: str,
        comment: str,
        relation: str,
    ) -> None:
        self._kg = kg
        self._found = found
        self._by = by
        self._day = day
        self._comment = comment
        self._relation = relation

    def accepted(self, chosen: Iterable[str]) -> list[Entry]:
        return [self._entry(*self._pair(text), self._relation) for text in chosen]

    def rejected(self, chosen: Iterable[str]) -> list[Entry]:
        return [self._entry(*self._pair(text), "same", negated=True) for text in chosen]

    def proposed(self, found: Iterable[Candidate]) -> list[Entry]:
        return [self._proposal(one) for one in found]

    def _pair(self, text: str) -> tuple[str, str, str]:
        """Return two things and their kind, by a number of the list or by their names."""
        if text.isdecimal():
            if not 0 < int(text) <= len(self._found):
                raise click.UsageError(f"there is no candidate {text}; see scgraph align")
            one = self._found[int(text) - 1]
            return one.this, one.that, one.kind
        this, equals, that = text.partition("=")
        if not equals:
            raise click.UsageError(f"give the number of a candidate or THIS=THAT, not {text!r}")
        ends = [self._kg.names.resolve(name.strip()) for name in (this, that)]
        kinds = [set(self._kg.names.special_kinds(end)) for end in ends]
        if not kinds[0] & kinds[1] and not kinds[0] | kinds[1] <= {"Paper", "Source"}:
            told = " and ".join(" ".join(sorted(kind)) for kind in kinds)
            raise click.UsageError(f"{text}: a thing is never one of another kind: {told}")
        return ends[0], ends[1], min(kinds[0]).lower()

    def _entry(
        self, this: str, that: str, kind: str, relation: str, *, negated: bool = False
    ) -> Entry:
        from scgraph.comparing.deciding import Entry

        label = self._kg.label
        return Entry(
            this, label(this), that, label(that), kind, relation,
            author=self._by, reviewer=self._by, date=self._day,
            justification=DECIDED, negated=negated, comment=self._comment,
        )  # fmt: skip

    def _proposal(self, one: Candidate) -> Entry:
        from dataclasses import replace

        decided = self._entry(one.this, one.that, one.kind, "same")
        grounds = BY_NAME if one.is_by_name else BY_LIKENESS
        return replace(decided, reviewer="", justification=grounds, comment=one.why)
