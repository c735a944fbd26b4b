"""The parent of all errors."""

from __future__ import annotations


class ScgraphError(Exception):
    """Be the parent of every error that this library raises on purpose.

    >>> from scgraph.errors import QueryError
    >>> issubclass(QueryError, ScgraphError), issubclass(QueryError, ValueError)
    (True, True)
    """
