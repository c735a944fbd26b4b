"""A picture: one drawing as SVG, with its title and what a screen reader says of it.

>>> picture = Picture("dot", "A dot", "One dot.", "<svg/>", 10, 10, "en")
>>> picture
Picture(dot: 10 × 10)
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Picture:
    """One drawing as SVG, whose texts are texts; a notebook shows it.

    Args:
        name: the name of the picture, such as "barrier-tree".
        title: its title.
        description: what it shows, in a sentence or two.
        svg: the drawing; all ids in it begin with its name.
        width: its width, in units of which a line of text takes thirteen.
        height: its height.
        language: of its words.

    >>> str(Picture("dot", "A dot", "One dot.", "<svg/>", 10, 10, "en"))
    '<svg/>'
    """

    name: str
    title: str
    description: str
    svg: str
    width: int
    height: int
    language: str

    def __str__(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"Picture({self.name}: {self.width} × {self.height})"

    def _repr_svg_(self) -> str:
        return self.svg
