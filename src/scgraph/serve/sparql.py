"""The SPARQL 1.1 Protocol, to be read: queries are answered, updates are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from scgraph.serve.served import Served

ADDRESS = "/sparql"


def routes(served: Served) -> list[BaseRoute]:
    """Return the address where queries are answered."""
    return []
