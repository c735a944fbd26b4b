"""The command that reasons over causes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.completing import complete_name
from scgraph.cli.opening import Where, opened
from scgraph.cli.options import corpus_option, format_option, limit_option, output_option
from scgraph.cli.writing import note, write_table

if TYPE_CHECKING:
    from scgraph.answers import Table
    from scgraph.causes import Causes

FACTORS = complete_name("Factor", "Initiative")
CHAINS = "paths"
OTHERS = {
    "steps": "The links of these chains, one a row, each with its claim.",
    "loops": "Circles of causes, and whether each reinforces or balances itself.",
    "two_sided": "What helps in one respect and harms in another, or works both ways on one thing.",
    "withdrawn": "What breaks without what --without names: pairs whose first chain falls.",
    "carries": "The claims by what each alone holds up.",
    "junctions": "The factors and initiatives by what each alone joins.",
}
"""What else than chains can be asked for, each by an option of its own."""


def _other_options(command: Callable[..., None]) -> Callable[..., None]:
    for name, about in reversed(OTHERS.items()):
        option = f"--{name.replace('_', '-')}"
        command = click.option(option, name, is_flag=True, help=about)(command)
    return command


@click.command()
@click.argument("thing", metavar="[TO]", required=False, shell_complete=FACTORS)
@click.option("--from", "from_", metavar="NAME", shell_complete=FACTORS, help="Where chains begin.")
@click.option("--to", metavar="NAME", shell_complete=FACTORS, help="Where chains end, like TO.")
@click.option(
    "--without",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_name("Claim", "Source"),
    help="Withdraw a claim or a source; may be repeated.",
)
@_other_options
@click.option(
    "--max-length",
    type=click.IntRange(min=1),
    default=6,
    show_default=True,
    metavar="N",
    help="At most so many links in a chain.",
)
@click.option(
    "--paper", metavar="NAME", shell_complete=complete_name("Paper"), help="Only this paper."
)
@limit_option
@format_option
@output_option
@corpus_option
def causes(
    thing: str | None,
    from_: str | None,
    to: str | None,
    without: tuple[str, ...],
    max_length: int,
    paper: str | None,
    limit: int | None,
    format_name: str | None,
    output: Path | None,
    corpus: Where | None,
    **others: bool,
) -> None:
    """Find the chains of causes that lead to a thing, or from one, each with its weakest link.

    Chains are of one paper, the shortest and firmest first; what bears on the other end of a scale
    counts too. Each says who asserts the whole: one claim, one sentence, one source that all its
    claims rest on; or that it is composed from n statements. With a source fall the claims that
    cite no other; what is presumed to be the same work counts as the same.
    """
    what = _chosen(others)
    if thing is not None and to is not None:
        raise click.UsageError("name where chains end once: as TO or with --to")
    ends = {"from_": from_, "to": to or thing}
    if what not in (CHAINS, "steps") and any(ends.values()):
        raise click.UsageError(f"--{what.replace('_', '-')} looks at all causes; name no ends")
    if what == "withdrawn" and not without:
        raise click.UsageError("--withdrawn needs --without, which names what to withdraw")
    kg = opened(corpus)
    links = kg.causes(paper=paper, without=without, max_length=max_length)
    answer, most = _answered(links, what, ends, limit)
    write_table(answer, format_name, output, kg.curie, limit=most)
    if without:
        note(f"claims withdrawn: {', '.join(map(kg.curie, links.fallen)) or 'none states a cause'}")
    if not len(answer):
        note(f"looked at: {links.described}")


def _chosen(others: dict[str, bool]) -> str:
    chosen = [name for name, is_chosen in others.items() if is_chosen]
    if len(chosen) > 1:
        options = " and ".join(f"--{name.replace('_', '-')}" for name in chosen)
        raise click.UsageError(f"{options} are two answers; give one")
    return chosen[0] if chosen else CHAINS


def _answered(
    links: Causes, what: str, ends: dict[str, str | None], limit: int | None
) -> tuple[Table, int | None]:
    """Return an answer, and how many of its rows to write; one row more tells of others."""
    from scgraph.causes.reasoning import MANY

    most = limit or MANY
    if what == CHAINS:
        return links.paths(**ends, limit=most + 1), most
    if what == "steps":
        # The limit is one of chains here: half a chain is none.
        return links.steps(**ends, limit=most), None
    if what == "loops":
        return links.loops(limit=most + 1), most
    answer: Table = getattr(links, what)()
    return answer, limit
