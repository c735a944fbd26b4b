"""One connection: it ends if its client is too slow to ask, to wait, or to take an answer."""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
from contextlib import suppress
from fcntl import ioctl
from termios import TIOCOUTQ
from typing import TYPE_CHECKING, Any, cast

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from scgraph.serve.gentle import GentleTransport
from scgraph.serve.last_words import refusal

if TYPE_CHECKING:
    from scgraph.serve.crowd import Crowd

_LEAST_TAKEN = 64 * 1024
_BESIDE = 4
"""Bytes of a header beside its name and value."""


class _TooMuch(Exception):
    """A request has more before its body than is read."""


def _in_the_system(link: asyncio.Transport) -> int:
    """Return how many bytes were handed to the system and not taken by the client yet."""
    with suppress(OSError, AttributeError):
        descriptor = link.get_extra_info("socket").fileno()
        return int.from_bytes(ioctl(descriptor, TIOCOUTQ, bytes(4)), sys.byteorder)
    return 0


class Connection(HttpToolsProtocol):
    """A connection that knows until when its client has to do the next thing.

    Args:
        crowd: all connections.
    """

    def __init__(
        self,
        crowd: Crowd,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._crowd = crowd
        self._patience = crowd.patience
        self._now = self.loop.time
        self.since = self._now()
        self._until: float | None = None
        self._is_waiting = True  # for the first byte of a request
        self._is_deaf = False
        self._read: RequestResponseCycle | None = None  # what the request being read belongs to
        self.is_whole = True
        self._is_in_head = False
        self._head = self._behind_head = 0
        self._taking: tuple[float, int] | None = None

    # What comes from the client

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin; this may be one too many."""
        self.link = transport
        gentle = GentleTransport(transport, self)
        super().connection_made(cast(asyncio.Transport, gentle))
        patience = self._patience
        self._until = self._now() + (
            patience.farewell if self._crowd.is_leaving else patience.request
        )
        self._crowd.came(self)

    def data_received(self, data: bytes) -> None:
        """Read on, if what came is not too much."""
        if self._is_deaf:
            return
        if self._is_waiting:
            self._is_waiting = False
            self._until = self._now() + self._patience.request
        self._behind_head += len(data)
        super().data_received(data)
        if self._is_in_head and self._head + self._behind_head > self._patience.head:
            self.send_400_response("")

    def on_message_begin(self) -> None:
        """Begin to read a request."""
        super().on_message_begin()
        if len(self.pipeline) >= self._patience.pipelined:
            raise _TooMuch
        self._read, self.is_whole, self._is_in_head = None, False, True
        self._head = self._behind_head = 0
        if self._until is None:
            self._until = self._now() + self._patience.request

    def on_url(self, url: bytes) -> None:
        """Read a part of the address."""
        super().on_url(url)
        self._count(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        """Read a header."""
        super().on_header(name, value)
        self._count(len(name) + len(value) + _BESIDE)

    def _count(self, size: int) -> None:
        self._head += size
        self._behind_head = 0
        if self._head > self._patience.head:
            raise _TooMuch

    def on_headers_complete(self) -> None:
        """Begin to answer; when the server stops, this is the last answer."""
        before = self.cycle
        super().on_headers_complete()
        self._is_in_head = False
        self._read = self.cycle
        if self._crowd.is_leaving:
            if before is not None and not before.response_started:
                before.keep_alive = True
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        """Have a whole request."""
        super().on_message_complete()
        self.is_whole, self._until = True, None
        if not self.is_asked:
            self._wait()

    def on_response_complete(self) -> None:
        """Have given an answer."""
        super().on_response_complete()
        if self.is_whole and not self.is_asked:
            self._wait()

    def _wait(self) -> None:
        self.since = self._now()
        self._is_waiting = True
        self._until = self.since + self._patience.idle

    def pause_writing(self) -> None:
        """Hold what the client does not take, unless all hold too much together."""
        super().pause_writing()
        self._crowd.make_room()

    def eof_received(self) -> None:
        """End, since the client says no more."""
        if self._is_deaf:
            self.link.close()

    # What the server thinks of it

    @property
    def is_asked(self) -> bool:
        """Whether an answer is being made."""
        return self.cycle is not None and not self.cycle.response_complete

    @property
    def unsent(self) -> int:
        """The bytes that the client has not taken."""
        return self.link.get_write_buffer_size()

    @property
    def may_go(self) -> bool:
        """Whether it could be cut without anybody losing an answer."""
        return not (self.link.is_closing() or self.unsent or (self.is_asked and self.is_whole))

    @property
    def rank(self) -> tuple[bool, bool, float]:
        """Which of those that may go goes first."""
        return (not self._is_deaf, self.cycle is not None, self.since)

    @property
    def stalled_since(self) -> float:
        """Since when the client has taken little."""
        return self._taking[0] if self._taking else self._now()

    def look(self, now: float) -> None:
        """End what is too slow."""
        if self._is_stalled(now):
            self._crowd.told("stalled")
            self.cut()
        elif self._until is not None and now >= self._until:
            self._be_late()

    def _is_stalled(self, now: float) -> bool:
        if not self.unsent:
            self._taking = None
            return False
        size = self.unsent + _in_the_system(self.link)
        if self._taking is None:
            self._taking = now, size
        begun, before = self._taking
        if now < begun + self._patience.taking:
            return False
        if size <= max(0, before - _LEAST_TAKEN):
            self._taking = now, size
            return False
        return True

    def cut(self) -> None:
        """End at once, and let the system forget what it holds for the client."""
        with suppress(OSError, AttributeError):
            end_now = struct.pack("ii", 1, 0)
            self.link.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, end_now
            )
        self.link.abort()

    def _be_late(self) -> None:
        self._until = None
        if self._is_deaf or self._is_waiting:
            self.link.abort() if self._is_deaf else self.link.close()
        else:
            self.refuse(408, "the request did not come whole in time")

    def leave(self) -> None:
        """Answer what has been asked, and then no more."""
        if self.is_asked:
            self.cycle.keep_alive = False
        elif self._is_waiting:
            self._until = min(self._until or self._now(), self._now() + self._patience.farewell)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request, or has too much before its body."""
        if self._is_in_head and self._head + self._behind_head > self._patience.head:
            if self.headers:
                self.refuse(431, "the headers of the request are too large")
            else:
                self.refuse(414, "the address is too long; send a long query by POST")
        else:
            self.refuse(400, "this is no HTTP request that the server can read")

    def refuse(self, status: int, said: str, retry_after: int | None = None) -> None:
        """Refuse what is being read; what has been asked before is answered."""
        self._crowd.told(said, status)
        if self.is_asked and self.cycle is not self._unread:
            self.cycle.keep_alive = False
            self._is_deaf, self._until = True, None
        elif self.pipeline or (self.is_asked and self.cycle.response_started):
            self.link.abort()
        else:
            if self.is_asked:
                self.cycle.disconnected = True
                self.cycle.message_event.set()
            self.link.write(refusal(status, said, retry_after))
            self.linger()

    @property
    def _unread(self) -> RequestResponseCycle | None:
        return None if self.is_whole else self._read

    def linger(self) -> None:
        """Say no more, and give the client the time to see what was said.

        A connection that is closed while its client still sends is cut, with what it was sent.
        """
        self._is_deaf = True
        self._until = self._now() + self._patience.farewell
        self.flow.resume_reading()
        with suppress(OSError, RuntimeError):
            self.link.write_eof()
