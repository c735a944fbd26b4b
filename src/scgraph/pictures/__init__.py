"""Pictures for papers and slides, as SVG whose texts are texts: the same graph, the same bytes.

A picture is a one-way function of answers to questions. It is drawn without fonts, without a
browser, and without anything from a network.

>>> list(PICTURES)[:2]
['barrier-tree', 'causal-loops']
"""

from __future__ import annotations

from importlib import import_module

from scgraph.answers import Picture
from scgraph.errors import ParameterError, UnknownNameError, near_names
from scgraph.pictures.given import Given, languages
from scgraph.pictures.render import png

__all__ = ["PICTURES", "Given", "drawn", "languages", "picture_name", "png"]

PICTURES = {
    "barrier-tree": "What each barrier rests on: the hierarchy, with a square a claim.",
    "causal-loops": "What leads to what: signs, hedges, loops; of all, or around one barrier.",
    "evidence-flow": "From barriers over actors to what the claims rest on.",
    "recommendation-matrix": "Barriers by recommendations and addressees, with the gaps.",
    "figures": "Every figure of the paper, and how it stands.",
    "ranks": "Ranks of cities: the paper's, and those that other works give.",
}
"""The pictures by name, and what each shows."""


def picture_name(name: str) -> str:
    """Return the name of a picture.

    Raises:
        UnknownNameError: if there is no such picture; it offers near names.

    >>> picture_name("rank")
    Traceback (most recent call last):
    scgraph.errors.UnknownNameError: no picture is named 'rank' (did you mean 'ranks'?)
    """
    if name not in PICTURES:
        raise UnknownNameError(name, "picture", near_names(name, PICTURES))
    return name


def drawn(name: str, given: Given) -> Picture:
    """Draw a picture.

    Raises:
        UnknownNameError: if there is no such picture.
        ParameterError: if it is not about one barrier, and is given one.
    """
    module = import_module(f"scgraph.pictures.{picture_name(name).replace('-', '_')}")
    if given.barrier is not None and "barrier" not in module.TAKES:
        raise ParameterError(f"picture {name}", "barrier", given.barrier, "has no place in it")
    picture: Picture = module.draw(given)
    return picture
