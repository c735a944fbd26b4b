"""Count what was matched and what was not: sentences, and claims."""

from __future__ import annotations

from collections.abc import Sequence

from scgraph.agreement.matching import Text, Unit
from scgraph.answers import Table
from scgraph.answers.values import Value


def of_units(text: Text, units: Sequence[Unit], names: Sequence[str]) -> Table:
    """Return a row for what all have, for what some have, and for what each has alone.

    >>> of_units(Text((), ()), [], ("ann", "ben")).rows[0]
    ('in all annotations', 0, 0)
    """
    sentences = [frozenset(place.sentences) for place in text.places]
    claims = [frozenset(unit) for unit in units]
    everybody = frozenset(range(len(names)))
    rows: list[tuple[Value, ...]] = [_row("in all annotations", sentences, claims, [everybody])]
    if len(names) > 2:
        some = {who for who in (*sentences, *claims) if 1 < len(who) < len(names)}
        rows.append(_row("in some", sentences, claims, some))
    for number, name in enumerate(names):
        rows.append(_row(f"in {name} alone", sentences, claims, [frozenset({number})]))
    if by_locator := sum(place.by == "locator" for place in text.places):
        rows.append(("matched by locator, for want of digests", by_locator, None))
    return Table(("what", "sentences", "claims"), tuple(rows))


def _row(
    what: str,
    sentences: Sequence[frozenset[int]],
    claims: Sequence[frozenset[int]],
    who: Sequence[frozenset[int]] | set[frozenset[int]],
) -> tuple[Value, ...]:
    return what, sum(one in who for one in sentences), sum(one in who for one in claims)
