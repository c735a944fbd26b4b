"""What a request is refused with that is no fault of the graph."""

from __future__ import annotations

from scgraph.errors import ScgraphError


class Refused(ScgraphError):
    """A request that is refused with a status, such as 406 or 415.

    >>> Refused(405, "this is only read", Allow="GET").headers
    {'Allow': 'GET'}
    """

    def __init__(self, status: int, message: str, **headers: str) -> None:
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        super().__init__(message)
