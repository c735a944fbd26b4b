"""The hierarchy of barriers, each with a bar of its claims by what they rest on once tested."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from scgraph.answers import Picture, Row
from scgraph.pictures.frame import MARGIN, SMALL, Entry, centred, finished, head, legend
from scgraph.pictures.given import Given
from scgraph.pictures.looks import patch
from scgraph.pictures.svg import LEADING, RULE, SOFT, Canvas
from scgraph.pictures.text import SIZE, wrapped

NAME = "barrier-tree"
TAKES = ("barrier", "paper")
WIDE = 1000
INDENT, BAR, BAR_WIDE, TOLD, FIRST_NUMBER, SECOND_NUMBER = 18, 322, 234, 568, 868, 944
CELL, ROW = 18, 27
SEGMENTS = {
    "cited-upheld": "cited_upheld",
    "cited-in-question": "cited_in_question",
    "cited-not-known": "cited_not_known",
    "cited-not-tested": "cited_not_tested",
    "named": "named",
    "uncited": "uncited",
    "own-argument": "own_argument",
}
"""The segments of a bar in their order, and the columns of the audit that count them."""


def draw(given: Given) -> Picture:
    """Draw the tree: a row a barrier, a square a claim, and the same in words and numbers."""
    rows = list(in_order(given.answer("barriers/hierarchy", under=given.barrier)))
    audited = given.answer("audit/barriers", under=given.barrier)
    counts = {(row["paper"], row["barrier"]): row for row in audited}
    most = max((int(str(row["claims"])) for row in audited), default=1)
    canvas, title = Canvas(NAME, given.language), given.word("tree_title")
    y = head(canvas, given, WIDE, title, given.word("tree_about"))
    y = legend(canvas, y + 8, WIDE, _entries(canvas, given)) + 4
    y = _headings(canvas, given, y)
    paper, trail = None, list[float]()
    for row in rows:
        if row["paper"] != paper and len({each["paper"] for each in rows}) > 1:
            y = canvas.lines(MARGIN, y + 20, wrapped(row["paper_label"], WIDE - 48), bold=True)
        paper = row["paper"]
        y = _row(canvas, given, row, counts.get((paper, row["barrier"])), most, y, trail)
    if not rows:
        canvas.text(MARGIN, y + 20, given.word("nothing"))
        y += 30
    told = given.word("tree_desc", barriers=len(rows))
    return finished(canvas, given, (WIDE, y + MARGIN), (title, told))


def in_order(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield every barrier before those under it, and those before the next beside it."""
    placed = list(rows)
    below: dict[tuple[object, object], list[Row]] = defaultdict(list)
    known = {(row["paper"], row["barrier"]) for row in placed}
    tops: list[Row] = []
    for row in placed:
        parent = (row["paper"], row["parent"])
        (below[parent] if parent in known and row["parent"] else tops).append(row)

    def walk(row: Row) -> Iterator[Row]:
        yield row
        for child in below[row["paper"], row["barrier"]]:
            yield from walk(child)

    for top in tops:
        yield from walk(top)


def _entries(canvas: Canvas, given: Given) -> Iterator[Entry]:
    for kind in SEGMENTS:

        def one(x: float, y: float, kind: str = kind) -> None:
            patch(canvas, kind, x, y - 8, 22, 16)

        yield Entry(one, 22, given.word(kind))


def _headings(canvas: Canvas, given: Given, y: float) -> float:
    columns = (
        (MARGIN, "start", [given.word("barrier")], MARGIN),
        (BAR, "start", [given.word("rests_on")], BAR),
        (FIRST_NUMBER, "middle", [given.word("in_question"), given.word("any_kind")], 0),
        (SECOND_NUMBER, "middle", [given.word("upheld"), given.word("any_kind")], 0),
    )
    for x, anchor, lines, _ in columns:
        canvas.lines(x, y + 14, lines[:1], size=SMALL, anchor=anchor, bold=True)
        canvas.lines(x, y + 14 + SMALL * LEADING, lines[1:], size=SMALL, anchor=anchor, fill=SOFT)
    canvas.line(MARGIN, y + 38, WIDE - MARGIN, y + 38, stroke=RULE)
    return y + 42


def _row(
    canvas: Canvas,
    given: Given,
    row: Row,
    counts: Row | None,
    most: int,
    y: float,
    trail: list[float],
) -> float:
    depth = min(int(str(row["depth"])), 8)
    x = MARGIN + depth * INDENT
    name = wrapped(given.label(row["barrier"]), BAR - x - 14, bold=depth == 0, most=3)
    found = (
        [(kind, int(str(counts[column]))) for kind, column in SEGMENTS.items()] if counts else []
    )
    told = [f"{many}× {given.word(kind)}" for kind, many in found if many]
    words = wrapped("; ".join(told) or given.word("no_claims"), FIRST_NUMBER - TOLD - 16, SMALL)
    high = max(ROW, len(name) * SIZE * LEADING + 8, len(words) * SMALL * LEADING + 8)
    middle = y + high / 2
    del trail[depth:]
    if depth and len(trail) >= depth:
        canvas.path(f"M{x - 11} {trail[depth - 1]:.1f}V{middle:.1f}H{x - 3}", stroke="#767676")
    trail += [middle + 9] * (depth + 1 - len(trail))
    with canvas.group(
        given.short(f"{row['paper']}/"),
        given.short(row["barrier"]),
        title=f"{given.label(row['barrier'])}: {'; '.join(told) or given.word('no_claims')}",
        iri=row["barrier"],
    ):
        canvas.lines(x, centred(middle, len(name)), name, bold=depth == 0)
        _bar(canvas, found, most, middle)
        canvas.lines(TOLD, centred(middle, len(words), SMALL), words, size=SMALL)
        for at, column in ((FIRST_NUMBER, "in_question"), (SECOND_NUMBER, "left")):
            many = counts[column] if counts else 0
            looks = {"bold": True} if many else {"fill": SOFT}
            canvas.text(at, centred(middle, 1), many, anchor="middle", **looks)
    canvas.line(MARGIN, y + high, WIDE - MARGIN, y + high, stroke="#e6e6e6")
    return y + high


def _bar(canvas: Canvas, found: list[tuple[str, int]], most: int, middle: float) -> None:
    """Draw a square a claim; where there are too many for that, a length a kind."""
    unit = min(CELL, BAR_WIDE / max(most, 1))
    x: float = BAR
    for kind, many in found:
        pieces = [unit] * many if unit >= 8 else [unit * many] * bool(many)
        for wide in pieces:
            patch(canvas, kind, x, middle - 8, wide, 16)
            x += wide
