"""Barriers by recommendations and those to whom they are addressed, with what is left open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from scgraph.answers import Picture, Row
from scgraph.pictures.barrier_tree import in_order
from scgraph.pictures.frame import MARGIN, SMALL, Entry, centred, finished, head, legend
from scgraph.pictures.given import Given
from scgraph.pictures.svg import LEADING, RULE, SOFT, Canvas, text_width
from scgraph.pictures.text import SIZE, wrapped
from scgraph.terms import CODE

NAME = "recommendation-matrix"
TAKES = ("barrier", "paper")
LABEL, CELL, ROW, OPEN, NARROWEST = 290, 40, 25, 170, 1000
INDENT = 16
DIRECT, OPPOSITE = "#0b5f8a", "#b34700"
GAP = "#fbeedd"


@dataclass(slots=True)
class Column:
    """One recommendation: what it says, where, to whom, and its marks by barrier."""

    claim: str
    says: object
    locators: list[str]
    addressees: tuple[str, ...] = ()
    implied: bool = False
    marks: dict[str, bool] = field(default_factory=dict)
    """Whether it addresses a barrier itself, or else aims at its opposite."""


def draw(given: Given) -> Picture:
    """Draw a row a barrier, a column a recommendation; those to one addressee side by side."""
    placed = in_order(given.answer("barriers/hierarchy", under=given.barrier))
    # A barrier that several papers place has one row, where the first of them has it.
    rows = list({row["barrier"]: row for row in reversed(list(placed))}.values())[::-1]
    columns = _columns(given)
    groups = _grouped(columns)
    canvas, title = Canvas(NAME, given.language), given.word("matrix_title")
    widths = {who: _group_width(given, who, len(found)) for who, found in groups}
    wide = max(NARROWEST, 2 * MARGIN + LABEL + sum(widths.values()) + OPEN)
    y = head(canvas, given, wide, title, given.word("matrix_about"))
    y = legend(canvas, y + 10, wide, _entries(canvas, given)) + 8
    places, y = _headings(canvas, given, groups, widths, y)
    around = {row["barrier"]: row for row in given.answer("recommendations/unaddressed-barriers")}
    end = wide - MARGIN
    for row in rows:
        y = _row(canvas, given, row, columns, places, around.get(row["barrier"]), y, end)
    y = _key(canvas, given, [column for _, found in groups for column in found], y + 34, wide)
    gaps = sum(not any(str(row["barrier"]) in c.marks for c in columns) for row in rows)
    nobody = sum(not column.addressees for column in columns)
    told = {"barriers": len(rows), "recommendations": len(columns), "gaps": gaps, "nobody": nobody}
    return finished(canvas, given, (wide, y + MARGIN), (title, given.word("matrix_desc", **told)))


def _columns(given: Given) -> list[Column]:
    columns: dict[str, Column] = {}
    for row in given.answer("recommendations/all"):
        found = columns.setdefault(str(row["claim"]), Column(str(row["claim"]), row["says"], []))
        found.implied = bool(row["implied"])
        if str(row["locator"]) not in found.locators:
            found.locators.append(str(row["locator"]))
    for row in given.answer("barriers/recommendations"):
        column = columns[str(row["claim"])]
        barrier = str(row["barrier"])
        column.marks[barrier] = bool(row["directly"]) or column.marks.get(barrier, False)
    for row in given.answer("actors/roles", role=CODE + "role/addressee"):
        named = columns.get(str(row["claim"]))
        if named is not None and row["actor"] not in named.addressees:
            named.addressees = (*named.addressees, str(row["actor"]))
    return list(columns.values())


def _grouped(columns: list[Column]) -> list[tuple[tuple[str, ...], list[Column]]]:
    """Return the columns by addressee; those to nobody come last."""
    groups: dict[tuple[str, ...], list[Column]] = defaultdict(list)
    for column in columns:
        groups[column.addressees].append(column)
    return sorted(groups.items(), key=lambda group: (not group[0], group[0]))


def _who(given: Given, addressees: tuple[str, ...]) -> str:
    return given.labels(addressees) or given.word("nobody")


def _group_width(given: Given, who: tuple[str, ...], many: int) -> float:
    lines = wrapped(_who(given, who), max(many * CELL, 110) - 10, SMALL, bold=True)
    return max(many * CELL, max(text_width(line, SMALL, bold=True) for line in lines) + 14)


def _entries(canvas: Canvas, given: Given) -> Iterator[Entry]:
    marks = ((True, False, "addresses"), (True, True, "implied"), (False, False, "opposite"))
    for directly, implied, key in marks:

        def one(x: float, y: float, directly: bool = directly, implied: bool = implied) -> None:
            _mark(canvas, x + 8, y, directly, implied)

        yield Entry(one, 16, given.word(key))

    def gap(x: float, y: float) -> None:
        canvas.rect(x, y - 8, 22, 16, _hatched(canvas), stroke=RULE)

    yield Entry(gap, 22, given.word("gap"))


def _hatched(canvas: Canvas) -> str:
    return canvas.define(
        "gap",
        '<pattern id="{id}" width="7" height="7" patternUnits="userSpaceOnUse">'
        f'<rect width="7" height="7" fill="{GAP}"/>'
        '<path d="M-1 1L1 -1M0 7L7 0M6 8L8 6" stroke="#e3bd8a" stroke-width="1"/></pattern>',
    )


def _mark(canvas: Canvas, x: float, y: float, directly: bool, implied: bool) -> None:
    """Draw a square for what addresses a barrier, a diamond for its opposite; hollow if implied."""
    colour = DIRECT if directly else OPPOSITE
    looks = {"fill": "#ffffff" if implied else colour, "stroke": colour, "stroke_width": 2}
    square, diamond = "m-6 -6h12v12h-12z", "m0 -8l8 8l-8 8l-8 -8z"
    canvas.path(f"M{x:.1f} {y:.1f}{square if directly else diamond}", **looks)


def _headings(
    canvas: Canvas,
    given: Given,
    groups: list[tuple[tuple[str, ...], list[Column]]],
    widths: dict[tuple[str, ...], float],
    y: float,
) -> tuple[dict[str, float], float]:
    """Write addressees and numbers; return where each column stands, and where the rows begin."""
    texts = {who: wrapped(_who(given, who), widths[who] - 8, SMALL, bold=True) for who in widths}
    high = max((len(lines) for lines in texts.values()), default=1) * SMALL * LEADING
    x, places, number = float(MARGIN + LABEL), dict[str, float](), 0
    canvas.text(x - 12, y + 14, given.word("to_whom"), size=SMALL, anchor="end", fill=SOFT)
    for who, found in groups:
        fill = "#e4eef5" if who else _hatched(canvas)
        canvas.rect(x + 2, y - 2, widths[who] - 4, high + 8, fill, stroke=RULE)
        # On hatching a text could not be read: it stands on a plain ground.
        told = max(text_width(line, SMALL, bold=True) for line in texts[who])
        middle = x + widths[who] / 2
        canvas.rect(middle - told / 2 - 4, y, told + 8, high + 4, "#ffffff" if not who else fill)
        canvas.lines(middle, y + 13, texts[who], size=SMALL, anchor="middle", bold=True)
        for place, column in enumerate(found):
            number += 1
            places[column.claim] = x + (place + 0.5) * widths[who] / len(found)
            canvas.text(
                places[column.claim], y + high + 24, f"R{number}", size=SMALL, anchor="middle"
            )
        x += widths[who]
    canvas.text(MARGIN, y + high + 24, given.word("barrier"), size=SMALL, bold=True)
    canvas.text(x + 12, y + high + 24, given.word("gap"), size=SMALL, bold=True)
    return places, y + high + 32


def _row(
    canvas: Canvas,
    given: Given,
    row: Row,
    columns: list[Column],
    places: dict[str, float],
    around: Row | None,
    y: float,
    end: float,
) -> float:
    barrier, depth = str(row["barrier"]), min(int(str(row["depth"])), 8)
    x = MARGIN + depth * INDENT
    name = wrapped(given.label(barrier), MARGIN + LABEL - x - 10, bold=depth == 0, most=3)
    marked = [column for column in columns if barrier in column.marks]
    told = "" if marked else _gap(given, around)
    right = end - OPEN + 12
    lines = wrapped(told, OPEN - 14, SMALL, most=3) if told else []
    high = max(ROW, len(name) * SIZE * LEADING + 6, len(lines) * SMALL * LEADING + 6)
    middle = y + high / 2
    title = f"{given.label(barrier)}: {told or given.word('recommendations')}"
    with canvas.group(
        given.short(f"{row['paper']}/"), given.short(barrier), title=title, iri=barrier
    ):
        if not marked:
            start = MARGIN + LABEL
            canvas.rect(start, y + 1, end - OPEN - start, high - 2, _hatched(canvas))
        for column in columns:
            canvas.line(places[column.claim], y, places[column.claim], y + high, stroke="#dddddd")
        canvas.lines(x, centred(middle, len(name)), name, bold=depth == 0)
        for column in marked:
            title = f"{given.label(barrier)}: {column.says}"
            with canvas.group(
                *(given.short(part) for part in (f"{row['paper']}/", barrier, column.claim)),
                title=title,
                iri=column.claim,
            ):
                at = places[column.claim]
                _mark(canvas, at, middle, column.marks[barrier], column.implied)
        canvas.lines(right, centred(middle, len(lines), SMALL), lines, size=SMALL)
    canvas.line(MARGIN, y + high, end, y + high, stroke="#e6e6e6")
    return y + high


def _gap(given: Given, around: Row | None) -> str:
    """Say that no recommendation addresses a barrier, and whether one does above or below it."""
    where = [word for word in ("above", "below") if around and around[word]]
    if not where:
        return given.word("not_addressed")
    return given.word("only_around", where=given.word("and").join(map(given.word, where)))


def _key(canvas: Canvas, given: Given, columns: list[Column], y: float, wide: float) -> float:
    """Write what each recommendation says, where it stands, and what it leaves open."""
    canvas.text(MARGIN, y, given.word("recommendations"), bold=True)
    y += 24
    for number, column in enumerate(columns, 1):
        open_ones = [] if column.addressees else [given.word("nobody")]
        open_ones += [] if column.marks else [given.word("no_barrier")]
        open_ones += [given.word("implied")] if column.implied else []
        about = " · ".join([", ".join(column.locators), *open_ones])
        with canvas.group("key", given.short(column.claim), iri=column.claim):
            canvas.text(MARGIN, y, f"R{number}", size=SMALL, bold=True)
            lines = wrapped(column.says, wide - 2 * MARGIN - 44, SMALL, most=6)
            y = canvas.lines(MARGIN + 40, y, lines, size=SMALL)
            lines = wrapped(about, wide - 2 * MARGIN - 44, SMALL, most=2)
            y = canvas.lines(MARGIN + 40, y, lines, size=SMALL, fill=SOFT) + 5
    return y
