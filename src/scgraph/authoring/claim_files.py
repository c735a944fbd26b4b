"""Put stubs into the claims files of a paper: new ones behind what stands there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scgraph.authoring.editing import with_items
from scgraph.authoring.schemas import schema_line

ONE_FILE = "claims.yaml"
MOST_IN_ONE_FILE = 60
"""A paper with more stubs gets a file for each section."""

_HEAD = """\
# {what}, each claim in your own words and at its sentence. A sentence that
# says two things gives two claims. An item with the line `stub: true` is begun, and no data yet:
# complete it and delete the line, or delete the item.
# What stands under `defaults` holds for every claim and link below that does not say otherwise.
# Change `scope` to what most of these claims are about: a country under study, a city, a group.
defaults:
  certainty: asserted
  polarity: affirmed
  voice: own-synthesis
  scope: generic
  reading: literal
  status: stated

claims:
"""


@dataclass(frozen=True)
class NewStub:
    """The section of a sentence and the lines of its stub."""

    section: str
    lines: str


def with_stubs(paper: str, there: Mapping[str, str], stubs: Sequence[NewStub]) -> dict[str, str]:
    """Return the texts of the claims files that change, by name.

    Args:
        paper: the name of the paper.
        there: the texts of its claims files, by name.
        stubs: in the order of the text.

    >>> text = with_stubs("a", {}, [NewStub("1", "- id: b\\n  stub: true")])["claims.yaml"]
    >>> print(text[text.index("claims:"):], end="")
    claims:
      - id: b
        stub: true
    """
    found: dict[str, list[str]] = defaultdict(list)
    for stub in stubs:
        found[_file_of(stub.section, there, len(stubs))].append(stub.lines)
    return {name: _text(paper, name, there.get(name), lines) for name, lines in found.items()}


def _file_of(section: str, there: Mapping[str, str], number: int) -> str:
    """Return the file for the claims of a section: one that is there, if any fits."""
    own = f"claims-{section}.yaml"
    if own in there:
        return own
    if ONE_FILE in there:
        return ONE_FILE
    return own if there or number > MOST_IN_ONE_FILE else ONE_FILE


def _text(paper: str, name: str, before: str | None, stubs: list[str]) -> str:
    if before is not None:
        return with_items(before, name, appended=stubs)
    section = name.removeprefix("claims-").removesuffix(".yaml")
    what = "What the paper claims" if name == ONE_FILE else f"What section {section} claims"
    blocks = ("\n".join(f"  {line}" for line in stub.split("\n")) for stub in stubs)
    return f"{schema_line(paper)}\n{_HEAD.format(what=what)}" + "\n\n".join(blocks) + "\n"
