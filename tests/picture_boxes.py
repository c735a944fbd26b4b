"""Where the texts of a picture stand, by the widths that the pictures themselves reckon with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from scgraph.pictures.text import SIZE, width

SVG = "{http://www.w3.org/2000/svg}"
ASCENT, DESCENT = 0.76, 0.22
"""How far letters reach above and below the line they stand on, in sizes of the text."""


@dataclass(frozen=True)
class Box:
    """A text and the room it takes."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether two texts lie upon each other."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.5 and down > 0.5


def parsed(svg: str) -> ElementTree.Element:
    """Read a picture as XML."""
    return ElementTree.fromstring(svg)


def size_of(root: ElementTree.Element) -> tuple[float, float]:
    """Return the width and the height of the drawing."""
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    return wide, high


def boxes(root: ElementTree.Element) -> list[Box]:
    """Return the boxes of all texts that are not empty."""
    return [_box(element) for element in root.iter(f"{SVG}text") if element.text]


def faults(svg: str) -> list[str]:
    """Say which texts lie outside of a picture, or upon each other."""
    root = parsed(svg)
    wide, high = size_of(root)
    found = sorted(boxes(root), key=lambda box: (box.top, box.left, box.text))
    told = [
        f"outside: {box.text}"
        for box in found
        if box.left < 0 or box.top < 0 or box.right > wide or box.bottom > high
    ]
    for place, box in enumerate(found):
        for other in found[place + 1 :]:
            if other.top >= box.bottom:
                break
            if box.meets(other):
                told.append(f"upon each other: {box.text} | {other.text}")
    return told


def words(svg: str) -> str:
    """Return all that is written in a picture, without spaces."""
    return re.sub(r"\s", "", "".join(box.text for box in boxes(parsed(svg))))


def _box(element: ElementTree.Element) -> Box:
    text, size = element.text or "", float(element.attrib.get("font-size", SIZE))
    assert "transform" not in element.attrib, "a text that is turned has no box"
    wide = width(text, size, bold=element.attrib.get("font-weight") == "bold")
    anchor = element.attrib.get("text-anchor", "start")
    left = float(element.attrib["x"]) - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
    y = float(element.attrib["y"])
    return Box(text, left, y - ASCENT * size, left + wide, y + DESCENT * size)
