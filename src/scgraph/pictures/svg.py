"""Write SVG: a canvas that collects shapes and texts, and escapes whatever comes from the data.

Looks are attributes, not a style sheet: so a picture keeps them in slides and in Inkscape, and two
pictures on one page do not touch each other. Every id begins with the name of the picture.

>>> canvas = Canvas("demo", "en")
>>> canvas.text(10, 20, "a < b")
>>> svg = canvas.svg(200, 40, "Demo", "Nothing else.")
>>> "a &lt; b" in svg and svg.startswith("<svg xmlns=")
True
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from xml.sax.saxutils import escape

from scgraph.pictures.text import SIZE, clean, shown, width

INK, SOFT, RULE, PAPER = "#1a1a1a", "#4a4a4a", "#b8b8b8", "#ffffff"
"""Text, text beside it, thin lines, and the ground: black and grey both read on white (AA)."""

FONTS = (
    "Helvetica, Arial, 'Liberation Sans', 'Noto Sans CJK JP', 'Noto Sans JP', 'Hiragino Sans', "
    "'Yu Gothic', Meiryo, sans-serif"
)
LEADING = 1.3
"""From one line of text to the next, in sizes of the text."""

_PLAIN = re.compile("[A-Za-z0-9-]")
Number = float | int


def number(value: Number) -> str:
    """Write a number as short as a picture needs it.

    >>> number(3.0), number(2.04), number(-0.01)
    ('3', '2', '0')
    """
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0").replace("-0.0", "0")


def identifier(*parts: str) -> str:
    """Make an id out of any texts: the same for the same texts, and no two alike.

    >>> identifier("tree", "id:cash")
    'tree-id_3a_cash'
    """
    written = ("".join(_safe(character) for character in part) for part in parts)
    return "-".join(written)


def _safe(character: str) -> str:
    return character if _PLAIN.match(character) else f"_{ord(character):x}_"


class Canvas:
    """What is drawn, in the order in which it is drawn."""

    def __init__(self, name: str, language: str) -> None:
        self.name = name
        self.language = language
        self._parts: list[str] = []
        self._defs: dict[str, str] = {}

    def text(
        self,
        x: Number,
        y: Number,
        text: object,
        *,
        size: Number = SIZE,
        anchor: str = "start",
        bold: bool = False,
        fill: str = INK,
    ) -> None:
        """Write one line; `y` is where it stands."""
        looks: dict[str, object] = {"font-size": number(size)} if size != SIZE else {}
        looks |= {"text-anchor": anchor} if anchor != "start" else {}
        looks |= {"font-weight": "bold"} if bold else {}
        looks |= {"fill": fill} if fill != INK else {}
        self._write("text", {"x": number(x), "y": number(y), **looks}, escape(shown(text)))

    def lines(
        self,
        x: Number,
        y: Number,
        lines: Sequence[str],
        *,
        size: Number = SIZE,
        anchor: str = "start",
        bold: bool = False,
        fill: str = INK,
    ) -> float:
        """Write lines one below the other, and return where the next one would stand."""
        for line in lines:
            self.text(x, y, line, size=size, anchor=anchor, bold=bold, fill=fill)
            y += size * LEADING
        return y

    def rect(
        self, x: Number, y: Number, wide: Number, high: Number, fill: str, **looks: object
    ) -> None:
        """Draw a rectangle; looks are attributes of SVG, with an underscore for a hyphen."""
        size = {"x": x, "y": y, "width": wide, "height": high}
        self._write("rect", {**_numbers(size), "fill": fill, **_named(looks)})

    def circle(self, x: Number, y: Number, radius: Number, fill: str, **looks: object) -> None:
        """Draw a circle around a point."""
        place = _numbers({"cx": x, "cy": y, "r": radius})
        self._write("circle", {**place, "fill": fill, **_named(looks)})

    def path(self, path: str, **looks: object) -> None:
        """Draw a path; it is filled only if a fill is given."""
        self._write("path", {"d": path, "fill": "none", **_named(looks)})

    def line(self, x1: Number, y1: Number, x2: Number, y2: Number, **looks: object) -> None:
        """Draw a straight line."""
        self._write("line", {**_numbers({"x1": x1, "y1": y1, "x2": x2, "y2": y2}), **_named(looks)})

    @contextmanager
    def group(self, *key: str, title: object = "", **data: object) -> Iterator[None]:
        """Draw what follows as one thing, with an id of its own, a tooltip, and data about it."""
        told = {f"data-{name.replace('_', '-')}": clean(value) for name, value in data.items()}
        self._parts.append(f"<g{_attributes({'id': identifier(self.name, *key), **told})}>")
        if title:
            self._parts.append(f"<title>{escape(shown(title))}</title>")
        yield
        self._parts.append("</g>")

    def define(self, key: str, markup: str) -> str:
        """Keep something that is used by name, such as a pattern, and return how to name it.

        Args:
            key: its name within this picture.
            markup: SVG of our own, with ``{id}`` where its id goes.
        """
        name = identifier(self.name, key)
        self._defs[key] = markup.replace("{id}", name)
        return f"url(#{name})"

    def svg(self, wide: Number, high: Number, title: str, description: str) -> str:
        """Return the whole picture; title and description are what a screen reader says."""
        about, told = identifier(self.name, "title"), identifier(self.name, "desc")
        root = {
            "xmlns": "http://www.w3.org/2000/svg",
            "role": "img",
            "aria-labelledby": f"{about} {told}",
            "lang": self.language,
            "xml:lang": self.language,
            "viewBox": f"0 0 {number(wide)} {number(high)}",
            **_numbers({"width": wide, "height": high}),
            "font-family": FONTS,
            "font-size": SIZE,
            "fill": INK,
        }
        head = [
            f'<title id="{about}">{escape(shown(title))}</title>',
            f'<desc id="{told}">{escape(shown(description))}</desc>',
        ]
        defs = ["<defs>", *self._defs.values(), "</defs>"] if self._defs else []
        ground = f'<rect width="{number(wide)}" height="{number(high)}" fill="{PAPER}"/>'
        return "\n".join(
            [f"<svg{_attributes(root)}>", *head, *defs, ground, *self._parts, "</svg>"]
        )

    def _write(self, element: str, attributes: dict[str, object], content: str = "") -> None:
        end = f">{content}</{element}>" if content else "/>"
        self._parts.append(f"<{element}{_attributes(attributes)}{end}")


def text_width(text: object, size: Number = SIZE, *, bold: bool = False) -> float:
    """Return how wide a text is once it is written on a canvas."""
    return width(shown(text), size, bold=bold)


def _numbers(values: dict[str, Number]) -> dict[str, object]:
    return {name: number(value) for name, value in values.items()}


def _named(looks: dict[str, object]) -> dict[str, object]:
    return {
        name.replace("_", "-"): number(value) if isinstance(value, int | float) else value
        for name, value in looks.items()
    }


def _attributes(values: dict[str, object]) -> str:
    quotes = {'"': "&quot;"}
    return "".join(f' {name}="{escape(str(value), quotes)}"' for name, value in values.items())
