"""A transport that is closed so that its client sees the last answer."""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

_BEGINNING, _CONTINUE = b"HTTP/1.1 ", b"HTTP/1.1 1"
_SMALL = 64 * 1024


class Lingering(Protocol):
    """What lingers on a connection."""

    is_whole: bool

    def linger(self) -> None:
        """Say no more, and give the client the time to see what was said."""


class GentleTransport:
    """The transport of a connection, whose client may still be sending when it is closed.

    The head of an answer waits for its body as long as nothing else happens, so that a small answer
    goes out in one piece.
    """

    def __init__(self, link: asyncio.Transport, connection: Lingering) -> None:
        self._connection = connection
        self._link = link
        self._is_lingering = False
        self._head = b""
        self._soon = asyncio.get_running_loop().call_soon
        self.pause_reading = link.pause_reading
        self.resume_reading = link.resume_reading

    def write(self, data: bytes) -> None:
        """Send something."""
        if self._head:
            head, self._head = self._head, b""
            if len(data) > _SMALL:
                self._link.write(head)
            else:
                data = head + data
        elif data.startswith(_BEGINNING) and not data.startswith(_CONTINUE):
            self._head = data
            self._soon(self._flush)
            return
        self._link.write(data)

    def _flush(self) -> None:
        if self._head:
            self.write(b"")

    def close(self) -> None:
        """Close at once if the client has said all, else a little later."""
        self._flush()
        if self._connection.is_whole or self._link.is_closing():
            self._link.close()
        elif not self._is_lingering:
            self._is_lingering = True
            self._connection.linger()

    def is_closing(self) -> bool:
        """Tell whether nothing more is to be sent."""
        return self._is_lingering or self._link.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Return what is known of the connection."""
        return self._link.get_extra_info(name, default)
