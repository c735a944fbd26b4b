"""What a shell offers behind the Tab key: commands, questions, parameters, names of things."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from scgraph.cli.opening import opened

if TYPE_CHECKING:
    from scgraph.catalogue import Catalogue, Parameter

MANY = 200
WHOLE_WORDS = """
# bash takes actor=mic for three words unless it is told otherwise.
COMP_WORDBREAKS=${COMP_WORDBREAKS//=/}
"""


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what a SHELL needs to complete commands, questions, parameters and names.

    For bash: eval "$(scgraph completion bash)", at best in ~/.bashrc; for zsh likewise in ~/.zshrc;
    for fish: scgraph completion fish > ~/.config/fish/completions/scgraph.fish
    """
    from click.shell_completion import get_completion_class

    from scgraph.cli.commands import main

    kind = get_completion_class(shell)
    assert kind is not None, "click completes the shells that the command offers"
    script = kind(main, {}, "scgraph", "_SCGRAPH_COMPLETE").source()
    click.echo(script + WHOLE_WORDS if shell == "bash" else script)


def complete_question(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer the questions whose name begins with what is typed."""
    catalogue = _catalogue()
    return [
        CompletionItem(name, help=catalogue[name].title)
        for name in catalogue.listed_names
        if name.startswith(incomplete)
    ]


def complete_param(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer the parameters of the question, and behind the equals sign the names of things."""
    catalogue = _catalogue()
    # While the value of -p is being typed, the words before it are not parsed.
    asked = ctx.params.get("question") or next(iter(ctx.args), "")
    try:
        question = catalogue.question(str(asked))
    except LookupError:
        return []
    name, equals, value = incomplete.partition("=")
    slot = question.parameter(name)
    if equals and slot is not None:
        return [CompletionItem(f"{name}={slug}") for slug in _slugs(slot, value, ctx)]
    return [
        CompletionItem(f"{slot.name}=", help=slot.about)
        for slot in question.params
        if slot.name.startswith(incomplete)
    ]


def complete_name(
    *kinds: str,
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Return what offers the names of things of some classes."""

    def complete(
        ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        kg = opened(ctx.params.get("corpus"))
        known = sorted({name for kind in kinds for name in kg.names_of(kind)})
        return [CompletionItem(name) for name in known if name.startswith(incomplete)][:MANY]

    return complete


def _slugs(slot: Parameter, begun: str, ctx: click.Context) -> list[str]:
    if slot.type != "iri":
        return []
    corpus = ctx.params.get("corpus")
    known = opened(corpus).names_of(slot.kind)
    return [slug for slug in known if slug.startswith(begun)][:MANY]


def _catalogue() -> Catalogue:
    from scgraph import files
    from scgraph.catalogue import Catalogue

    return Catalogue(files.queries())


def complete_view(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer the views whose name begins with what is typed."""
    from scgraph.catalogue.collection import VIEWS

    catalogue = _catalogue()
    return [
        CompletionItem(name, help=catalogue[f"{VIEWS}{name}"].title)
        for name in catalogue.views
        if name.startswith(incomplete)
    ]
