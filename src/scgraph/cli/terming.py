"""The command that adds things that papers share."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.failing import WRONG_DATA
from scgraph.cli.options import corpus_around, own_corpus_option
from scgraph.cli.writing import note, write
from scgraph.errors import ReadError

if TYPE_CHECKING:
    from scgraph.authoring.alike import Candidate
    from scgraph.authoring.around import Around
    from scgraph.authoring.coining import Term

KINDS = (
    *("actor", "barrier", "outcome", "enabler", "driver"),
    *("initiative", "place", "domain", "source", "construct"),
)
SHOWN = 6


@click.command("add-term")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("label")
@own_corpus_option
@click.option("--ja", default="", metavar="TEXT", help="Its label in Japanese.")
@click.option("--definition", default="", metavar="TEXT", help="What it is, in a line.")
@click.option("--note", "scope", default="", metavar="TEXT", help="When to use it, when another.")
@click.option(
    "--alt", "others", multiple=True, metavar="TEXT", help="Another name; may be given again."
)
@click.option(
    "--kind",
    "code",
    default="",
    metavar="CODE",
    help="Which sort of actor, initiative, place or source.",
)
@click.option(
    "--broader", default="", metavar="ID", help="The group of an actor, or the larger place."
)
@click.option("--pole-of", default="", metavar="ID", help="The factor of which it is the opposite.")
@click.option(
    "--id", "slug", default="", metavar="ID", help="Its id; made from the label if not given."
)
@click.option(
    "--also-called", default="", metavar="ID", help="Give LABEL to this thing as another name."
)
@click.option("--new", is_flag=True, help="It is none of those that look like it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def add_term(
    ctx: click.Context,
    kind: str,
    label: str,
    corpus: Path | None,
    ja: str,
    definition: str,
    scope: str,
    others: tuple[str, ...],
    code: str,
    broader: str,
    pole_of: str,
    slug: str,
    also_called: str,
    new: bool,
    yes: bool,
) -> None:
    """Add a thing that papers share, or another name of one, after a look at what exists.

    What bears such a name already, in either language, is shown with its definition and with how
    often papers use it; then you are asked. Where nobody can be asked, --new or --yes says that it
    is none of these; else nothing is written and the command exits 1. The block is written into
    the corpus's reference folder, in the one form of such files, if it keeps every shape.
    """
    from scgraph.authoring.around import Around
    from scgraph.authoring.coining import Term, addition, alike, other_name

    root = corpus_around(corpus, to_write=True)
    around = Around(root)
    if around.shared and around.faults:
        raise ReadError(around.faults)
    language = around.parts[root].language
    names = [label, *([ja] if ja else []), *others]
    if also_called:
        _write(other_name(around, also_called, names, language), root)
        return
    term = Term(kind, label, ja, definition, others, code, broader, pole_of, scope, slug)
    found = alike(around, term)
    if found and not (new or yes):
        chosen = _asked(found, term, around)
        if chosen is None:
            ctx.exit(WRONG_DATA)
        if chosen:
            _write(other_name(around, chosen, names, language), root)
            return
    _write(addition(around, term), root)


def _write(made: object, root: Path) -> None:
    from scgraph.authoring.coining import Addition
    from scgraph.authoring.schemas import keep_schemas

    assert isinstance(made, Addition)
    made.write()
    keep_schemas(root)
    write(f"{made.block.rstrip()}\n")
    place = made.path.relative_to(root) if made.path.is_relative_to(root) else made.path
    note(f"written to {place} as {made.slug}")


def _asked(found: list[Candidate], term: Term, around: Around) -> str | None:
    """Show what exists and ask: "" adds the term, an id gives that its names, None does nothing."""
    note(f"{term.label!r} may exist already:")
    uses = _uses(around)
    for number, one in enumerate(found[:SHOWN], 1):
        thing = one.thing
        names = " · ".join(dict.fromkeys(name for name, _ in thing.names()))
        count = uses[thing.iri]
        used = {0: "not used yet", 1: "used once"}.get(count, f"used {count} times")
        note(f"  {number}  {thing.slug} ({thing.kind}; {used}): {names}")
        note(f"     {one.reason}" + (f"; {thing.definition}" if thing.definition else ""))
    if len(found) > SHOWN:
        note(f"  … and {len(found) - SHOWN} more")
    if not sys.stdin.isatty():
        note("If it is one of these, use that, or give it the name: --also-called ID. Else: --new.")
        return None
    shown = [str(number) for number in range(1, min(len(found), SHOWN) + 1)]
    answer = click.prompt(
        "Its number, if it is one of these and gets this name; n if it is new; q to do nothing",
        type=click.Choice([*shown, "n", "q"]),
        show_choices=False,
        err=True,
    )
    if answer == "q":
        return None
    return "" if answer == "n" else found[int(answer) - 1].thing.slug


def _uses(around: Around) -> Counter[str]:
    """Count how often papers name each thing; not at all where papers cannot be read."""
    from scgraph.snapshot import kept_corpus

    try:
        quads = kept_corpus(around.root).quads
    except ReadError:
        return Counter()
    values = (getattr(quad.object, "value", "") for quad in quads)
    return Counter(value for value in values if value in around.things)
