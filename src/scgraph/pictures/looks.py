"""How kinds of evidence and standings look: a tint, a pattern and a sign for each, never one alone.

Tints are those of Okabe and Ito (Color Universal Design, 2008), lightened where text may stand on
them; every patch has a dark edge, so that it can be seen beside any other.
"""

from __future__ import annotations

from dataclasses import dataclass

from scgraph.pictures.svg import Canvas, Number, number

EDGE = "#333333"


@dataclass(frozen=True, slots=True)
class Patch:
    """A tint, and what is drawn on it again and again: a path within a square of eight units."""

    tint: str
    path: str = ""
    width: float = 1.6


PATCHES = {
    "cited-upheld": Patch("#009e73"),
    "cited-in-question": Patch("#f0a458", "M-2 2L2 -2M0 8L8 0M6 10L10 6", 2.2),
    "cited-not-known": Patch("#f3e6a2", "M2 2h.1M6 6h.1", 2.6),
    "cited-not-tested": Patch("#ffffff", "M0 2H8M0 6H8", 1.2),
    "cited": Patch("#009e73"),
    "named": Patch("#a9d3f0", "M2 0V8M6 0V8", 1.4),
    "uncited": Patch("#e3b7cf", "M0 0L8 8M8 0L0 8", 1.1),
    "own-argument": Patch("#dedede"),
}
"""What a claim rests on, in the order in which bars show it."""

PATCHES["uncited-factual"] = PATCHES["uncited"]

STANDINGS = {
    "holds": "#bfe3d6",
    "holds-in-part": "#f7dfb8",
    "held-earlier": "#f7dfb8",
    "does-not-hold": "#f3c3ac",
    "citation-does-not-hold": "#f3c3ac",
    "inference-does-not-hold": "#f3c3ac",
    "not-known": "#f3ecc4",
    "not-tested": "#ffffff",
    "not-applicable": "#ffffff",
}
"""The tint of each standing; its sign is drawn by `sign`."""

_TICK, _CROSS = "M-4 0L-1 3.5L4.5 -4", "M-3.6 -3.6L3.6 3.6M3.6 -3.6L-3.6 3.6"
_HALF, _ASK = "M-4.5 0H4.5", "M-2.8 -2.2C-2.8 -6 3.2 -5.6 2.8 -2C2.5 -.2 0 -.4 0 2M0 4.4V4.8"
_BACK, _BREAK, _NONE = "M4 -3.5L-1 0L4 3.5M-3 -4V4", "M-5 0H5M1.8 -3L5 0L1.8 3M-3.4 4L.4 -4", ""
SIGNS = {
    "holds": _TICK,
    "holds-in-part": _HALF,
    "held-earlier": _BACK,
    "does-not-hold": _CROSS,
    "citation-does-not-hold": _CROSS,
    "inference-does-not-hold": _BREAK,
    "not-known": _ASK,
    "not-tested": _NONE,
    "not-applicable": _NONE,
}
"""A sign for each standing, drawn around a point: no font is needed to see it."""


def filled(canvas: Canvas, kind: str) -> str:
    """Return the fill of a kind of evidence, as a pattern of this canvas where it has one."""
    patch = PATCHES.get(kind, PATCHES["own-argument"])
    if not patch.path:
        return patch.tint
    return canvas.define(
        f"fill-{kind}",
        '<pattern id="{id}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{patch.tint}"/>'
        f'<path d="{patch.path}" fill="none" stroke="{EDGE}" stroke-width="{patch.width:g}" '
        'stroke-linecap="round"/></pattern>',
    )


def patch(canvas: Canvas, kind: str, x: Number, y: Number, wide: Number, high: Number) -> None:
    """Draw a piece of a bar, or of a legend, in the look of a kind of evidence."""
    canvas.rect(x, y, wide, high, filled(canvas, kind), stroke=EDGE, stroke_width=1)


def sign(canvas: Canvas, standing: str, x: Number, y: Number) -> None:
    """Draw the sign of a standing around a point, on its tint."""
    tint = STANDINGS.get(standing, "#ffffff")
    dashed = {"stroke_dasharray": "2 2"} if standing in ("not-tested", "not-applicable") else {}
    canvas.circle(x, y, 9, tint, stroke=EDGE, stroke_width=1.2, **dashed)
    if SIGNS.get(standing):
        canvas.path(
            SIGNS[standing],
            transform=f"translate({number(x)} {number(y)})",
            stroke="#1a1a1a",
            stroke_width=1.8,
            stroke_linecap="round",
            stroke_linejoin="round",
        )
