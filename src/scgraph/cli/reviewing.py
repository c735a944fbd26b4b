"""The command that records who has read claims, and lists those that nobody has."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.options import corpus_around, own_corpus_option
from scgraph.cli.writing import note, width, write
from scgraph.errors import UnknownNameError, near_names

if TYPE_CHECKING:
    from scgraph.authoring.curation import Standing


@click.command()
@click.argument("paper")
@click.argument("claims", nargs=-1, metavar="[CLAIM]...")
@own_corpus_option
@click.option("--by", "who", default="", metavar="NAME", help="Who has read.")
@click.option(
    "--as",
    "status",
    type=click.Choice(["draft", "reviewed", "settled", "superseded"]),
    help="What the claims are from now on.",
)
@click.option(
    "--section",
    "sections",
    multiple=True,
    metavar="LOCATOR",
    help="A section that was read whole, with those under it; may be given again.",
)
@click.option("--note", "said", default="", metavar="TEXT", help="What was done, in a line.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day on which it was read.  [default: today]",
)
@click.option(
    "--list", "listed", is_flag=True, help="List the claims, drafts first; write nothing."
)
def review(
    paper: str,
    claims: tuple[str, ...],
    corpus: Path | None,
    who: str,
    status: str | None,
    sections: tuple[str, ...],
    said: str,
    day: date | None,
    listed: bool,
) -> None:
    """Record that somebody has read claims of PAPER, or list how firm each stands.

    Name the claims, or the section that was read. A pass with the name, the role and the day goes
    into curation.yaml, and the claims get the status; they leave the one they had, and all passes
    stay. A claim that somebody reads otherwise is pointed out. A claim in no status is a draft.
    """
    from scgraph.authoring.around import Around

    root = corpus_around(corpus, (paper,), to_write=not listed)
    around = Around(root)
    folders = {folder.name: folder for folder in around.own_papers}
    name = Path(paper).resolve().name if Path(paper).is_dir() else paper
    if name not in folders:
        raise UnknownNameError(paper, "paper", near_names(paper, folders))
    if listed:
        _list(folders[name], status)
        return
    if not who or status is None:
        raise click.UsageError("say who has read (--by) and what the claims are now (--as)")
    from scgraph.authoring.reviewing import Review, reviewed
    from scgraph.files import recover

    recover(root)
    when = (day or date.today()).strftime("%Y-%m-%d")
    made = reviewed(around, folders[name], Review(who, status, when, claims, sections, said))
    made.write(root)
    count = len(made.claims)
    note(f"{count} claim{'s' * (count != 1)} {status}, by {made.made}")
    for one in made.otherwise:
        _point_out(one)


def _list(folder: Path, status: str | None) -> None:
    from scgraph.authoring.curation import STATUSES, Curated

    standings = Curated.of(folder).standings()
    shown = [one for one in standings if status in (None, one.status)]
    write("".join(f"{_line(one)}\n" for one in shown))
    counts = (f"{sum(one.status == name for one in standings)} {name}" for name in STATUSES)
    note(", ".join(counts))


def _line(one: Standing) -> str:
    by = " · ".join(filter(None, (one.who, one.date)))
    others = f"  [read otherwise by {', '.join(who for who, _ in one.otherwise)}]"
    line = f"{one.status:<10}  {', '.join(one.at)}  {one.claim}{others if one.otherwise else ''}"
    says = one.says if len(one.says) + 12 <= width() else f"{one.says[: width() - 13]}…"
    return "\n".join([line + (f"  ({by})" if by else ""), f"            {says}"])


def _point_out(one: Standing) -> None:
    for who, said in one.otherwise:
        note(f"{one.claim} is read otherwise by {who}: {said}")
