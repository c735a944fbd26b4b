"""The figures of a paper: what each says, of where, and how it stands, by sign and by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from scgraph.answers import Picture, Row
from scgraph.pictures.frame import MARGIN, SMALL, Entry, centred, finished, head, legend
from scgraph.pictures.given import ENGLISH, Given, last
from scgraph.pictures.looks import STANDINGS, sign
from scgraph.pictures.svg import LEADING, RULE, SOFT, Canvas
from scgraph.pictures.text import SIZE, wrapped

NAME = "figures"
TAKES = ("paper",)
WIDE = 1000
WRITTEN, SCALE, MEASURE, PLACE, WHERE, STANDING = MARGIN, 176, 296, 560, 686, 764
BIG, SCALE_WIDE, LOWEST_ROW = 16, 100, 46
OPEN_ENDED = ("lower-bound", "upper-bound", "approximate")
"""How a number is stated where it is no point but a side, or a neighbourhood, of one."""


@dataclass(slots=True)
class Told:
    """One figure: what the paper says of it, and what came of every check."""

    row: Row
    places: list[object] = field(default_factory=list)
    checks: dict[str, tuple[str, object]] = field(default_factory=dict)


def draw(given: Given) -> Picture:
    """Draw a row a figure: the number, a scale if it is a percentage, and its standing."""
    figures = _figures(given)
    counts = Counter(standing for told in figures.values() for standing, _ in told.checks.values())
    canvas, title = Canvas(NAME, given.language), given.word("figures_title")
    y = head(canvas, given, WIDE, title, given.word("figures_about"))
    y = legend(canvas, y + 12, WIDE, _entries(canvas, given, counts)) + 4
    y = _headings(canvas, given, y)
    for figure, told in figures.items():
        y = _row(canvas, given, figure, told, y)
    if not figures:
        canvas.text(MARGIN, y + 20, given.word("nothing"))
        y += 30
    summary = ", ".join(f"{given.code(f'standing/{name}')}: {n}" for name, n in counts.items())
    description = given.word("figures_desc", figures=len(figures), counts=summary)
    return finished(canvas, given, (WIDE, y + MARGIN), (title, description))


def _figures(given: Given) -> dict[str, Told]:
    """Return the figures in the order of the text, with their places and their checks."""
    told: dict[str, Told] = {}
    for row in given.answer("figures/all"):
        told.setdefault(str(row["figure"]), Told(row)).places.append(row["place"])
    for row in given.answer("audit/figures"):
        if str(row["figure"]) in told:
            found = (last(row["standing"]), row["verdict"])
            told[str(row["figure"])].checks[str(row["check"])] = found
    return told


def _entries(canvas: Canvas, given: Given, counts: Counter[str]) -> Iterator[Entry]:
    for standing in sorted(counts, key=[*STANDINGS, *counts].index):

        def one(x: float, y: float, standing: str = standing) -> None:
            sign(canvas, standing, x + 9, y)

        yield Entry(one, 18, f"{given.code(f'standing/{standing}')}: {counts[standing]}")


def _headings(canvas: Canvas, given: Given, y: float) -> float:
    columns = ("written", "measure", "place", "where", "standing")
    for x, key in zip((WRITTEN, MEASURE, PLACE, WHERE, STANDING), columns, strict=True):
        canvas.text(x, y + 14, given.word(key), size=SMALL, bold=True)
    canvas.text(SCALE, y + 14, "0 %", size=SMALL, fill=SOFT)
    canvas.text(SCALE + SCALE_WIDE, y + 14, "100 %", size=SMALL, anchor="end", fill=SOFT)
    canvas.line(MARGIN, y + 24, WIDE - MARGIN, y + 24, stroke=RULE)
    return y + 24


def _row(canvas: Canvas, given: Given, figure: str, told: Told, y: float) -> float:
    row = told.row
    scaled = last(row["unit"]) == "percent"
    room = (SCALE if scaled else MEASURE) - WRITTEN - 12
    written = wrapped(row["written"], room, BIG, bold=True, most=3)
    measure = wrapped(_measure(given, row), PLACE - MEASURE - 16, most=4)
    place = wrapped(given.labels(told.places) or "–", WHERE - PLACE - 12, most=5)
    checks = [_check(given, *check) for check in told.checks.values()]
    heights = [
        len(written) * BIG * LEADING,
        len(measure) * SIZE * LEADING,
        len(place) * SIZE * LEADING,
        sum(len(lines) * SIZE * LEADING + 8 for _, lines in checks),
    ]
    high = max(LOWEST_ROW, max(heights) + 14)
    middle = y + high / 2
    names = f"{given.labels(told.places)}: {'; '.join(' '.join(lines) for _, lines in checks)}"
    with canvas.group(given.short(figure), title=f"{row['written']}, {names}", iri=figure):
        for standing, _ in checks[:1]:
            canvas.rect(
                STANDING - 8, y + 2, WIDE - MARGIN - STANDING + 8, high - 4, _tint(standing)
            )
        canvas.lines(WRITTEN, centred(middle, len(written), BIG), written, size=BIG, bold=True)
        if scaled:
            _scale(canvas, row, middle)
        canvas.lines(MEASURE, centred(middle, len(measure)), measure)
        canvas.lines(PLACE, centred(middle, len(place)), place)
        canvas.lines(WHERE, centred(middle, 1, SMALL), [str(row["locator"])], size=SMALL, fill=SOFT)
        _standings(canvas, checks, middle, heights[3])
    canvas.line(MARGIN, y + high, WIDE - MARGIN, y + high, stroke="#e6e6e6")
    return y + high


def _measure(given: Given, row: Row) -> str:
    """Return what is measured: in the curators' words, or its name in another language."""
    in_english = given.language.startswith(ENGLISH) or not row["construct"]
    return str(row["measure"]) if in_english else given.label(row["construct"])


def _check(given: Given, standing: str, verdict: object) -> tuple[str, list[str]]:
    """Return a standing, and the words for it and for the verdict behind it."""
    words = given.code(f"standing/{standing}")
    if verdict and given.label(verdict) != words:
        words += f" ({given.label(verdict)})"
    return standing, wrapped(words, WIDE - MARGIN - STANDING - 36, most=3)


def _tint(standing: str) -> str:
    return STANDINGS.get(standing, "#ffffff")


def _standings(
    canvas: Canvas, checks: list[tuple[str, list[str]]], middle: float, high: float
) -> None:
    y = middle - high / 2
    for standing, lines in checks:
        part = len(lines) * SIZE * LEADING + 8
        sign(canvas, standing, STANDING + 9, y + part / 2)
        canvas.lines(STANDING + 28, centred(y + part / 2, len(lines)), lines)
        y += part


def _scale(canvas: Canvas, row: Row, middle: float) -> None:
    """Draw a percentage on a scale from 0 to 100; a bound is open to its side."""
    share = min(max(float(str(row["value"])), 0), 100) / 100
    stated, end = last(row["stated"]), SCALE + share * SCALE_WIDE
    canvas.rect(SCALE, middle - 6, SCALE_WIDE, 12, "#ffffff", stroke="#767676")
    canvas.rect(SCALE, middle - 6, share * SCALE_WIDE, 12, "#5b7fa6")
    if stated in OPEN_ENDED:
        canvas.line(end, middle - 10, end, middle + 10, stroke="#1a1a1a", stroke_width=1.5)
    if stated == "lower-bound":
        canvas.path(
            f"M{end:.1f} {middle:.1f}h12m-4 -4l4 4l-4 4", stroke="#1a1a1a", stroke_width=1.5
        )
    if stated == "upper-bound":
        canvas.path(
            f"M{end:.1f} {middle:.1f}h-12m4 -4l-4 4l4 4", stroke="#ffffff", stroke_width=1.5
        )
