"""What a query may take, and what another server may do."""

from __future__ import annotations

from scgraph.errors.root import ScgraphError


class LimitError(ScgraphError):
    """Say that a query was given up because it took more than it may, and when to ask again.

    Args:
        message: what was too much.
        retry_after: seconds after which the same query may fare better; None if it never will.

    >>> LimitError("the queue is full", 2).retry_after
    2
    """

    def __init__(self, message: str, retry_after: int | None = None) -> None:
        """Keep what the error is about."""
        self.retry_after = retry_after
        super().__init__(message)


class QueryTimeoutError(LimitError, TimeoutError):
    """Say that a query took longer than it may.

    >>> issubclass(QueryTimeoutError, TimeoutError)
    True
    """


class MemoryLimitError(LimitError, MemoryError):
    """Say that a query needed more memory than it may.

    >>> issubclass(MemoryLimitError, MemoryError)
    True
    """


class BusyError(LimitError):
    """Say that too many queries are waiting already, so that this one was not begun.

    >>> str(BusyError("64 queries are waiting already", 1))
    '64 queries are waiting already'
    """


class RemoteError(ScgraphError, OSError):
    """Say that another server does not answer, or not as it should.

    Args:
        message: what is wrong, with the server's address.
        status: the HTTP status of its answer; None if there was none.

    >>> RemoteError("http://localhost/sparql: does not answer", 500).status
    500
    """

    def __init__(self, message: str, status: int | None = None) -> None:
        """Keep what the error is about."""
        super().__init__(message)
        self.message = message
        self.status = status

    def __str__(self) -> str:
        """Say it in words that a person can act on."""
        return self.message

    def __reduce__(self) -> tuple[type[RemoteError], tuple[str, int | None]]:
        """Let the error travel between processes."""
        # OSError would rebuild itself from its own arguments and lose the status.
        return type(self), (self.message, self.status)
