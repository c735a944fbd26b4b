"""Does every row of the ledger of alignments lead to things that are there?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from scgraph import terms
from scgraph.errors import did_you_mean, near_names
from scgraph.handover.diagnosis import Symptom
from scgraph.handover.inventory import LEDGER

_ENDS = ("subject_id", "object_id")


def alignments_checked(
    root: Path, quads: Iterable[Quad], bases: Sequence[str]
) -> Iterator[Symptom]:
    """Yield a symptom for each row of the ledger that names a thing that is gone.

    Args:
        root: the folder of the corpus.
        quads: all that is known; what a quad has as its subject is there.
        bases: of the corpus and of those it includes. What is of another corpus may well be there,
            and is not looked for.
    """
    file = root / LEDGER
    if not file.is_file():
        return
    known = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    spaces = tuple(bases)
    names = [iri.rsplit("/", 1)[-1] for iri in known if iri.startswith(spaces)]
    for number, column, name in _ends(file.read_text(encoding="utf-8", errors="replace")):
        iri = name if name.startswith("http") else terms.expand(name)
        if iri and iri.startswith(spaces) and iri not in known:
            near = did_you_mean(near_names(iri.rsplit("/", 1)[-1], names))
            what = f"{column} {name!r} names nothing that is there{near}"
            remedy = "correct the name, or delete the row"
            yield Symptom("Violation", what, f"{file}:{number}", remedy)


def _ends(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, column and name of what each row joins."""
    lines = text.splitlines()
    skipped = sum(1 for line in lines if line.startswith("#"))
    table = io.StringIO("\n".join(line for line in lines if not line.startswith("#")))
    reader = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in reader:
        for column in _ENDS:
            if row.get(column):
                yield skipped + reader.line_num, column, str(row[column]).strip()
