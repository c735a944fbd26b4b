"""Reason over causes: whole chains and their weakest link, loops, two sides, and what carries most.

A question answers what leads to what; this room answers what no query of fixed length can: whole
chains, each with its sign, its weakest hedge, and whether anybody asserts it as a whole. It works
on the rows of the question ``causes/links`` alone. `Causes` is its door, ``kg.causes()``.

>>> from scgraph import load
>>> paths = load().causes().paths(to="isolated-projects")
>>> print(paths[0].chain, "|", paths[0].told)
Inconsistent standards → (causes) Isolated projects | asserted by one claim
"""

from scgraph.causes.reasoning import Causes

__all__ = ["Causes"]
