"""Draw things in boxes whose shape tells their kind, and arrows between them with their signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scgraph.export.style import style_of
from scgraph.pictures.causal import Arrow
from scgraph.pictures.frame import centred
from scgraph.pictures.given import Given
from scgraph.pictures.layers import Layout
from scgraph.pictures.looks import EDGE
from scgraph.pictures.svg import Canvas, number

BOX, BETWEEN, PORT = 142, 88, 17
"""How wide a box is, how much room lies between two layers, and how much room a sign takes."""

RAISES, LOWERS, OPEN = "#1f5f8b", "#a63c00", "#555555"
LOOP = "#7a1fa2"
KINDS = ("Barrier", "Outcome", "Enabler", "Driver", "Initiative")


@dataclass(frozen=True, slots=True)
class Field:
    """Where a part of the picture lies: its layout, its first layer, and its upper left corner."""

    layout: Layout
    first: int
    left: float
    top: float

    def x(self, thing: str) -> float:
        """Return where the box of a thing begins."""
        return self.left + (self.first + self.layout.layer[thing]) * (BOX + BETWEEN)

    def y(self, thing: str) -> float:
        """Return the height of the middle of a thing."""
        return self.top + self.layout.middle[thing]


def shape(canvas: Canvas, kind: str, x: float, y: float, wide: float, high: float) -> None:
    """Draw the outline of a kind: square for barriers, round for outcomes, cut for initiatives."""
    looks = {"fill": style_of(kind).fill, "stroke": EDGE, "stroke_width": 1.1}
    if kind == "Initiative":
        cut = min(9.0, high / 2)
        inner = (
            f"h{wide - 2 * cut:.1f}l{cut:.1f} {cut:.1f}v{high - 2 * cut:.1f}l{-cut:.1f} {cut:.1f}"
        )
        back = f"h{2 * cut - wide:.1f}l{-cut:.1f} {-cut:.1f}v{2 * cut - high:.1f}z"
        canvas.path(f"M{x + cut:.1f} {y:.1f}{inner}{back}", **looks)
        return
    rounded = {"Barrier": 0.0, "Driver": 5.0}.get(kind, min(12.0, high / 2))
    dashes = {"stroke_dasharray": "6 2"} if kind == "Enabler" else {}
    canvas.rect(x, y, wide, high, rx=rounded, **looks, **dashes)  # type: ignore[arg-type]


def thing(
    canvas: Canvas,
    given: Given,
    iri: str,
    lines: Sequence[str],
    place: tuple[float, float, float],
) -> None:
    """Draw a thing in its box, around a height; the barrier that a picture is about stands out."""
    x, middle, high = place
    kind = (*given.names.special_kinds(iri), "")[0]
    title = f"{given.label(iri)} ({given.kind(kind)})" if kind else given.label(iri)
    with canvas.group("thing", given.short(iri), title=title, iri=iri):
        if iri == given.barrier:
            canvas.rect(
                x - 4,
                middle - high / 2 - 4,
                BOX + 8,
                high + 8,
                "none",
                stroke=LOOP,
                stroke_width=2.5,
            )
        shape(canvas, kind, x, middle - high / 2, BOX, high)
        canvas.lines(x + BOX / 2, centred(middle, len(lines)), lines, anchor="middle")


def ports(field: Field, arrows: Sequence[Arrow]) -> dict[tuple[object, str], float]:
    """Return at which height each arrow leaves a thing and reaches one, none upon another.

    On each side of a box the arrows lie in the order of where they come from or lead to.
    """
    sides: dict[tuple[str, str], list[tuple[float, Arrow, str]]] = defaultdict(list)
    for arrow in arrows:
        start, end = arrow.edge
        turned = arrow.edge in field.layout.turned
        bends = field.layout.bends[arrow.edge]
        first, second = (start, end) if not turned else (end, start)
        after = field.top + bends[0] if bends else field.y(second)
        before = field.top + bends[-1] if bends else field.y(first)
        sides[first, "right"].append((after, arrow, "end" if turned else "start"))
        sides[second, "left"].append((before, arrow, "start" if turned else "end"))
    found: dict[tuple[object, str], float] = {}
    for (iri, _), there in sides.items():
        there.sort(key=lambda entry: (entry[0], entry[1].key, entry[2]))
        for place, (_, arrow, which) in enumerate(there):
            shift = (place - (len(there) - 1) / 2) * PORT
            found[arrow.key, which] = field.y(iri) + shift
    return found


def needed(arrows: Sequence[Arrow]) -> dict[str, float]:
    """Return how high a box must be at least for all signs beside it to have their room."""
    left: dict[str, int] = defaultdict(int)
    right: dict[str, int] = defaultdict(int)
    for arrow in arrows:
        right[arrow.edge[0]] += 1
        left[arrow.edge[1]] += 1
    return {iri: max(left[iri], right[iri]) * PORT for iri in {*left, *right}}


def draw_arrow(
    canvas: Canvas,
    given: Given,
    field: Field,
    arrow: Arrow,
    heights: Mapping[tuple[object, str], float],
) -> None:
    """Draw an arrow through its bends, with its sign before its head."""
    start, end = arrow.edge
    ways = " / ".join(given.label(kind) for kind in arrow.kinds)
    claims = " ".join(given.short(claim) for claim in arrow.claims)
    title = f"{given.label(start)} → {given.label(end)} ({ways}): {claims}"
    ids = (given.short(start), given.short(end), str(arrow.sign or 0))
    with canvas.group("link", *ids, title=title, claims=claims):
        if start == end:
            _circle(canvas, field, arrow)
            return
        turned = arrow.edge in field.layout.turned
        here, there = heights[arrow.key, "start"], heights[arrow.key, "end"]
        bends = [field.top + bend for bend in field.layout.bends[arrow.edge]]
        if turned:
            points = _points(field, end, start, there, bends, here)[::-1]
            tip, back = (field.x(end) + BOX, there), 1
        else:
            points = _points(field, start, end, here, bends, there)
            tip, back = (field.x(end), there), -1
        stroke(canvas, arrow, _curve(points, tip, back))
        head_and_sign(canvas, arrow, tip, back)


def _points(
    field: Field, first: str, second: str, here: float, bends: Sequence[float], there: float
) -> list[tuple[float, float]]:
    """Return the points of an arrow from left to right: both sides of each layer it passes."""
    points = [(field.x(first) + BOX, here)]
    for place, bend in enumerate(bends, 1):
        x = field.x(first) + place * (BOX + BETWEEN)
        points += [(x, bend), (x + BOX, bend)]
    return [*points, (field.x(second), there)]


def _curve(points: Sequence[tuple[float, float]], tip: tuple[float, float], back: int) -> str:
    """Return a path through points that is level wherever it meets a box or a layer."""
    points = [*points[:-1], (tip[0] + back * 8, tip[1])]
    path = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for (x, y), (to_x, to_y) in pairwise(points):
        middle = number((x + to_x) / 2)
        path.append(f"C{middle} {number(y)} {middle} {number(to_y)} {number(to_x)} {number(to_y)}")
    return "".join(path)


def stroke(canvas: Canvas, arrow: Arrow, path: str) -> None:
    """Draw the line of an arrow: dashed for a hedge, dotted for an aim, thick within a loop."""
    looks: dict[str, object] = {"stroke": colour_of(arrow), "stroke_width": 1.5}
    if arrow.is_meant:
        looks |= {"stroke_dasharray": "1.5 4", "stroke_linecap": "round", "stroke_width": 2}
    if arrow.is_in_loop:
        looks["stroke_width"] = 3.5
    if arrow.is_hedged:
        looks |= {"stroke_dasharray": "7 4"}
    canvas.path(path, **looks)


def colour_of(arrow: Arrow) -> str:
    """Return the colour of an arrow, which its sign says too."""
    if arrow.is_in_loop:
        return LOOP
    return {1: RAISES, -1: LOWERS}.get(arrow.sign or 0, OPEN)


def head_and_sign(canvas: Canvas, arrow: Arrow, tip: tuple[float, float], back: int) -> None:
    """Draw the head of an arrow, and before it a disc with plus, minus, or a question mark."""
    (x, y), colour = tip, colour_of(arrow)
    canvas.path(f"M{x:.1f} {y:.1f}l{back * 9} -4v8z", fill=colour)
    centre = x + back * 17
    canvas.circle(centre, y, 7.5, "#ffffff", stroke=colour, stroke_width=1.4)
    if arrow.is_in_loop:
        canvas.circle(centre, y, 5.2, "none", stroke=colour, stroke_width=0.8)
    level, upright = f"M{centre - 3.5:.1f} {y:.1f}h7", f"M{centre:.1f} {y - 3.5:.1f}v7"
    asking = f"M{centre - 2:.1f} {y - 1.8:.1f}c0 -3.4 4.4 -3 4 -.4c-.3 1.4 -2 1.3 -2 3m0 1.8v.2"
    path = {1: level + upright, -1: level}.get(arrow.sign or 0, asking)
    canvas.path(path, stroke=colour, stroke_width=1.6, stroke_linecap="round")


def _circle(canvas: Canvas, field: Field, arrow: Arrow) -> None:
    """Draw an arrow from a thing to itself, over its upper edge."""
    iri = arrow.edge[0]
    x, y = field.x(iri) + BOX, field.y(iri)
    stroke(canvas, arrow, f"M{x:.1f} {y - 6:.1f}c26 -14 30 16 9 12")
    head_and_sign(canvas, arrow, (x, y + 6), 1)
