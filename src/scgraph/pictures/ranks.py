"""Ranks of places: the paper's beside those that other works give, better being higher up.

The paper may give no year, and none is made up: its ranks stand in a field of their own, on the
same scale as those of other works by year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from scgraph.answers import Picture, Table
from scgraph.pictures.frame import MARGIN, SMALL, Entry, centred, finished, head, legend
from scgraph.pictures.given import Given, last
from scgraph.pictures.marks import OWN, Mark, other_marks, own_marks
from scgraph.pictures.spread import apart
from scgraph.pictures.svg import LEADING, RULE, SOFT, Canvas, text_width
from scgraph.pictures.text import wrapped

NAME = "ranks"
TAKES = ("paper",)
WIDE, HIGH = 1000, 430
AXIS, OTHERS_END, PAPER_START, PAPER_END = 72, 592, 640, 976
INSET, OWN_INSET = 58, 134
LOOKS = (
    ("#0072b2", "circle"),
    ("#b34700", "square"),
    ("#007a5e", "diamond"),
    ("#8a4f7d", "triangle"),
)
"""A colour and a shape for each place in turn; those of Okabe and Ito, darkened to read as text."""

AT = {"left": ("end", -11), "right": ("start", 11)}
"""How a number is anchored at a side of its mark, and how far from it."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a rank lies: the lowest number at the top, since that is the best."""

    top: float
    lowest: float

    def y(self, rank: float) -> float:
        """Return the height of a rank."""
        return self.top + (rank - 1) / (self.lowest - 1) * HIGH


def draw(given: Given) -> Picture:
    """Draw the ranks of the places for which the paper gives one, on one scale."""
    table = given.answer(OWN)
    own = list(own_marks(given, table))
    places = list(dict.fromkeys(mark.place for mark in own))
    others = [mark for mark in other_marks(given, table) if mark.place in places]
    looks = {place: LOOKS[number % len(LOOKS)] for number, place in enumerate(places)}
    canvas, title = Canvas(NAME, given.language), given.word("ranks_title")
    y = head(canvas, given, WIDE, title, given.word("ranks_about"))
    if not own:
        canvas.text(MARGIN, y + 20, given.word("nothing"))
        description = given.word("ranks_desc", own=0, others=0)
        return finished(canvas, given, (WIDE, y + 50), (title, description))
    y = legend(canvas, y + 10, WIDE, _entries(canvas, given, looks)) + 44
    scale = Scale(y, max(mark.rank for mark in [*own, *others]) * 1.04 + 3)
    _axis(canvas, given, scale, table)
    _field(canvas, others, _years(others), (AXIS + INSET, OTHERS_END - INSET), scale, looks)
    columns = [name for name in ("earlier", "now") if any(mark.column == name for mark in own)]
    _field(
        canvas,
        own,
        columns,
        (PAPER_START + OWN_INSET, PAPER_END - OWN_INSET),
        scale,
        looks,
        is_own=True,
    )
    _under(canvas, given, scale, _years(others), columns)
    y = _works(canvas, given, scale.top + HIGH + 64, others)
    told = given.word("ranks_desc", own=len(own), others=len(others))
    description = f"{told} {'; '.join(mark.about for mark in [*own, *others])}."
    return finished(canvas, given, (WIDE, y + MARGIN), (title, description))


def _entries(canvas: Canvas, given: Given, looks: dict[str, tuple[str, str]]) -> Iterator[Entry]:
    for place, (colour, shape) in looks.items():

        def one(x: float, y: float, colour: str = colour, shape: str = shape) -> None:
            _point(canvas, x + 8, y, colour, shape, is_own=True)
            _point(canvas, x + 26, y, colour, shape, is_own=False)

        yield Entry(one, 34, given.word("filled_hollow", place=given.label(place)))


def _axis(canvas: Canvas, given: Given, scale: Scale, table: Table) -> None:
    for start, end, key in (
        (AXIS, OTHERS_END, "others_say"),
        (PAPER_START, PAPER_END, "paper_says"),
    ):
        canvas.text(start, scale.top - 14, given.word(key), bold=True)
        canvas.rect(start, scale.top, end - start, HIGH, "#fafafa", stroke=RULE)
    canvas.text(MARGIN, scale.top - 30, given.word("better"), size=SMALL, fill=SOFT)
    canvas.text(MARGIN, scale.top - 14, given.word("rank_axis"), size=SMALL, bold=True)
    step = next(step for step in (10, 20, 50, 100, 200, 500, 10**9) if scale.lowest / step <= 13)
    for rank in (1, *range(step, int(scale.lowest), step)):
        y = scale.y(rank)
        for start, end in ((AXIS, OTHERS_END), (PAPER_START, PAPER_END)):
            canvas.line(start, y, end, y, stroke="#e2e2e2")
        canvas.text(AXIS - 8, y + SMALL * 0.36, rank, size=SMALL, anchor="end", fill=SOFT)
    _first_places(canvas, given, scale, table)


def _first_places(canvas: Canvas, given: Given, scale: Scale, table: Table) -> None:
    """Shade the first places, and name those of which the paper says no more than that."""
    found: dict[tuple[float, str], list[object]] = defaultdict(list)
    for row in table:
        if last(row["stated"]) == "top-n":
            found[float(str(row["rank"])), str(row["figure"])].append(row["place"])
    for (rank, figure), places in sorted(found.items(), key=str)[:1]:
        high = scale.y(rank) - scale.top
        told = f"{given.word('first_places', n=f'{rank:g}')}: {given.labels(places)}"
        with canvas.group(given.short(figure), title=told, iri=figure):
            canvas.rect(PAPER_START, scale.top, PAPER_END - PAPER_START, high, "#dcebf5")
            lines = wrapped(told, PAPER_END - PAPER_START - 16, SMALL, most=3)
            canvas.lines(PAPER_START + 8, scale.top + 17, lines, size=SMALL)


def _years(marks: list[Mark]) -> list[str]:
    years = [int(mark.column) for mark in marks]
    return [str(year) for year in range(min(years), max(years) + 1)] if years else []


def _field(
    canvas: Canvas,
    marks: list[Mark],
    columns: list[str],
    ends: tuple[float, float],
    scale: Scale,
    looks: dict[str, tuple[str, str]],
    *,
    is_own: bool = False,
) -> None:
    """Draw the marks of a field, with a line through those of one place and one work."""
    step = (ends[1] - ends[0]) / max(len(columns) - 1, 1)
    x = {column: ends[0] + number * step for number, column in enumerate(columns)}
    lines: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for mark in sorted(marks, key=lambda one: (columns.index(one.column), one.rank, one.figure)):
        lines[mark.place, mark.work].append(mark)
    for (place, _), joined in sorted(lines.items()):
        path = "L".join(f"{x[mark.column]:.1f} {scale.y(mark.rank):.1f}" for mark in joined)
        dashes = {} if is_own else {"stroke_dasharray": "5 4"}
        canvas.path(f"M{path}", stroke=looks[place][0], stroke_width=2, **dashes)
    for column in columns:
        sides = {
            mark: _side(mark, lines[mark.place, mark.work])
            for mark in marks
            if mark.column == column
        }
        for together in (("left",), ("right",), ("above", "below")):
            chosen = {mark: side for mark, side in sides.items() if side in together}
            _labels(canvas, chosen, x[column], scale, looks)
    for mark in marks:
        with canvas.group(_key(mark), title=mark.about, iri=mark.figure):
            _point(canvas, x[mark.column], scale.y(mark.rank), *looks[mark.place], is_own=is_own)


def _side(mark: Mark, line: list[Mark]) -> str:
    """Return where the number of a mark stands so that its line does not run through it."""
    at = line.index(mark)
    before = [other for other in line[:at] if other.column != mark.column]
    behind = [other for other in line[at + 1 :] if other.column != mark.column]
    if not behind:
        return "right"
    if not before:
        return "left"
    return "above" if before[-1].rank + behind[0].rank > 2 * mark.rank else "below"


def _labels(
    canvas: Canvas,
    sides: dict[Mark, str],
    x: float,
    scale: Scale,
    looks: dict[str, tuple[str, str]],
) -> None:
    """Write numbers beside the marks of a column, or over and under them, none upon another."""
    lift = {"above": -15, "below": 15}
    wanted = {mark: scale.y(mark.rank) + lift.get(side, 0) for mark, side in sides.items()}
    marks = sorted(sides, key=lambda mark: (wanted[mark], mark.figure))
    texts = [wrapped(mark.told, OWN_INSET - 18, SMALL, bold=True, most=2) for mark in marks]
    sizes = [len(lines) * SMALL * LEADING for lines in texts]
    heights = apart([wanted[mark] for mark in marks], sizes)
    for mark, y, lines in zip(marks, heights, texts, strict=True):
        colour = looks[mark.place][0]
        anchor, shift = AT.get(sides[mark], ("middle", 0))
        first = centred(y, len(lines), SMALL)
        canvas.lines(x + shift, first, lines, size=SMALL, anchor=anchor, bold=True, fill=colour)


def _key(mark: Mark) -> str:
    return f"{mark.figure}/{mark.place}".replace("https://w3id.org/scgraph/", "")


def _point(canvas: Canvas, x: float, y: float, colour: str, shape: str, *, is_own: bool) -> None:
    """Draw a mark: filled for the paper, hollow for other works; its shape tells the place."""
    looks = {"stroke": colour, "stroke_width": 2, "fill": colour if is_own else "#ffffff"}
    if shape == "circle":
        canvas.circle(x, y, 6, **looks)  # type: ignore[arg-type]
        return
    outline = {
        "square": f"M{x - 5.5:.1f} {y - 5.5:.1f}h11v11h-11z",
        "diamond": f"M{x:.1f} {y - 7.5:.1f}l7.5 7.5l-7.5 7.5l-7.5 -7.5z",
        "triangle": f"M{x:.1f} {y - 7:.1f}l7 12.5h-14z",
    }[shape]
    canvas.path(outline, **looks)


def _under(
    canvas: Canvas, given: Given, scale: Scale, years: list[str], columns: list[str]
) -> None:
    y = scale.top + HIGH + 18
    first, step = AXIS + INSET, (OTHERS_END - AXIS - INSET * 2) / max(len(years) - 1, 1)
    every = max(1, -(-len(years) // 12))
    for number, year in enumerate(years):
        if number % every == 0:
            canvas.text(first + number * step, y, year, size=SMALL, anchor="middle")
    middle = (PAPER_START + PAPER_END) / 2
    if "earlier" in columns:
        for x, word in ((PAPER_START + OWN_INSET, "earlier"), (PAPER_END - OWN_INSET, "latest")):
            canvas.text(x, y, given.word(word), size=SMALL, anchor="middle")
    canvas.text(
        middle, y + 18, f"({given.word('no_year')})", size=SMALL, anchor="middle", fill=SOFT
    )


def _works(canvas: Canvas, given: Given, y: float, marks: list[Mark]) -> float:
    """Name the works behind the hollow marks, with the years for which each gives a rank."""
    works: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        works[mark.work].add(mark.column)
    for work, years in sorted(works.items(), key=lambda item: (min(item[1]), item[0])):
        told = f"{given.label(work)}: {', '.join(sorted(years))}"
        lines = wrapped(told, WIDE - 2 * MARGIN - 40, SMALL, most=2)
        canvas.line(
            MARGIN, y - 4, MARGIN + 28, y - 4, stroke=SOFT, stroke_dasharray="5 4", stroke_width=2
        )
        y = canvas.lines(MARGIN + 38, y, lines, size=SMALL)
    return y if works else y - text_width("", SMALL)
