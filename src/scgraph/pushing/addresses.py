"""Where a server is asked, where it takes updates, and where it takes graphs.

Only one of the three addresses is given; the others lie beside it, under names that differ from
product to product. What is not said is tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

QUERIES = ("query", "sparql")
UPDATES = ("update", "statements", "sparql-auth", "sparql")
STORES = (
    *("store", "data", "rdf-graphs/service"),
    *("sparql-graph-crud-auth", "sparql-graph-crud"),
)
_KNOWN = {*QUERIES, *UPDATES, *STORES, "get", "service"}


@dataclass(frozen=True)
class Addresses:
    """The addresses to try, the likeliest first."""

    queries: tuple[str, ...]
    updates: tuple[str, ...]
    stores: tuple[str, ...]


def addresses_of(url: str, update: str | None = None, store: str | None = None) -> Addresses:
    """Return what to try for the address of a server or of one of its endpoints.

    Args:
        url: the address that is given.
        update: where it takes updates, if that is known.
        store: where it takes graphs, if that is known.

    >>> addresses_of("http://localhost:7878/query").stores[0]
    'http://localhost:7878/store'
    >>> addresses_of("http://localhost:3030/ds").updates[0]
    'http://localhost:3030/ds/update'
    """
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    above, _, last = path.rpartition("/")
    folder = f"{parts.scheme}://{parts.netloc}{above if last in _KNOWN else path}/"
    given = () if last in (*UPDATES[:2], *STORES) else (url,)

    def beside(names: tuple[str, ...], *first: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*first, *(folder + name for name in names))))

    queries = beside(QUERIES, *given)
    return Addresses(
        queries or (url,),
        (update,) if update else beside(UPDATES, *((url,) if last in UPDATES else ())),
        (store,) if store else beside(STORES, *((url,) if last in STORES else ())),
    )
