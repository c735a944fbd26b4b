"""Ask another server over HTTP: politely, within limits, and with errors that say what to do.

One client serves one server. A request that can be repeated is, after a pause, where the server is
busy or the line broke; a redirection to another server is never followed; an answer that is too
long or comes too slowly is cut off. The package httpx is imported when a client is made.
"""

from __future__ import annotations

import random
import time
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType, ModuleType, TracebackType
from typing import Any
from urllib.parse import urljoin

from scgraph import __version__
from scgraph.engine.access import Access, is_loopback, origin, without_secrets
from scgraph.engine.reply import LONGEST_LINE, Reply, first_line, printable
from scgraph.engine.unpacking import unpacked
from scgraph.errors import QueryTimeoutError, RemoteError

AGENT = f"scgraph/{__version__}"
BUSY = (429, 502, 503, 504)
MOVED = (301, 302, 303, 307, 308)
REPEATABLE = ("GET", "HEAD", "OPTIONS", "PUT", "DELETE")
MOST_MOVES = 5
CONNECTING = 10.0
MiB = 1024 * 1024
NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Manners:
    """Say how long a client waits, how often it asks again, and how much it takes.

    Args:
        seconds: for one request, from its start to the last byte of the answer.
        repeats: how often a request is repeated where that may help.
        first_pause: seconds before the first repeat; each further pause is twice as long.
        longest_pause: a server that wants a longer pause is not asked again.
        largest: the most bytes of an answer, once unpacked.
    """

    seconds: float = 60.0
    repeats: int = 3
    first_pause: float = 0.5
    longest_pause: float = 30.0
    largest: int = 512 * MiB


class Client:
    """Send requests to one server; threads may share a client.

    >>> with Client(Access("http://127.0.0.1:9/sparql"), Manners(repeats=0)) as client:
    ...     client.send("GET")
    Traceback (most recent call last):
    scgraph.errors.limits.RemoteError: http://127.0.0.1:9/sparql: cannot be reached: \
[Errno 111] Connection refused
    """

    def __init__(self, access: Access, manners: Manners = Manners()) -> None:
        httpx = httpx_module()
        self.address = access.address
        self.manners = manners
        self._client = httpx.Client(
            auth=access.auth,
            headers={"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate", **access.headers},
            follow_redirects=False,
            # A proxy cannot reach what is on this machine.
            trust_env=not is_loopback(access.address),
        )

        # A graph is never closed by its user; its connections are, when it is forgotten.
        self.close = weakref.finalize(self, self._client.close)

    def send(
        self,
        method: str,
        address: str | None = None,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] = NO_HEADERS,
        is_repeatable: bool | None = None,
        seconds: float | None = None,
    ) -> Reply:
        """Send a request, again if that may help, and return the answer, whatever its status.

        Args:
            method: such as "POST".
            address: where, on the same server; the address of the client if not given.
            body: what to send.
            headers: those of this request, such as Content-Type.
            is_repeatable: whether it does no harm to send it twice; by the method if not given.
                What never reached the server is sent again in any case.
            seconds: how long it may take; as the manners have it if not given.

        Raises:
            RemoteError: if the server cannot be reached, breaks off, leads to another server, or
                sends more than is taken.
            QueryTimeoutError: if the answer is not there in time.
        """
        where = self._within(address or self.address)
        repeatable = method in REPEATABLE if is_repeatable is None else is_repeatable
        patience = self.manners.seconds if seconds is None else seconds
        for number in range(self.manners.repeats + 1):
            is_last = number == self.manners.repeats
            try:
                reply = self._follow(method, where, body, headers, patience)
            except _BrokenError as broken:
                if is_last or not (repeatable or broken.is_unsent):
                    raise broken.told from broken.__cause__
                time.sleep(self._pause(number))
                continue
            pause = self._pause(number) if reply.retry_after is None else reply.retry_after
            if reply.status not in BUSY or not repeatable or pause > self.manners.longest_pause:
                return reply
            if not is_last:
                time.sleep(pause)
        return reply

    def __enter__(self) -> Client:
        """Return the client, which is closed at the end."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close all connections."""
        self.close()

    def _within(self, address: str) -> str:
        there = urljoin(self.address, address)
        if origin(there) != origin(self.address):
            raise RemoteError(f"{without_secrets(there)}: is not on the server of {self.address}")
        return without_secrets(there)

    def _pause(self, number: int) -> float:
        """Return a pause that grows with each attempt, and differs between those who wait."""
        return self.manners.first_pause * 2.0**number * random.uniform(0.5, 1)

    def _follow(
        self,
        method: str,
        address: str,
        body: bytes | None,
        headers: Mapping[str, str],
        patience: float,
    ) -> Reply:
        """Send a request once, and after it where the same server says that the thing is."""
        for _ in range(MOST_MOVES + 1):
            reply = self._once(method, address, body, headers, patience)
            target = reply.headers.get("location")
            if reply.status not in MOVED or not target:
                return reply
            moved = urljoin(address, target)
            if origin(moved) != origin(address):
                raise RemoteError(_moved(address, moved), reply.status)
            address = without_secrets(moved)
            if reply.status == 303:
                method, body = "GET", None
        raise RemoteError(f"{address}: is moved again and again", reply.status)

    def _once(
        self,
        method: str,
        address: str,
        body: bytes | None,
        headers: Mapping[str, str],
        patience: float,
    ) -> Reply:
        httpx, deadline = httpx_module(), time.monotonic() + patience
        timeout = httpx.Timeout(patience, connect=min(CONNECTING, patience))
        sent: dict[str, Any] = {"content": body, "headers": headers, "timeout": timeout}
        try:
            with self._client.stream(method, address, **sent) as answer:
                known = {name.lower(): value for name, value in answer.headers.items()}
                raw = _in_time(answer.iter_raw(), address, deadline, patience)
                packing = known.get("content-encoding", "")
                largest = self.manners.largest
                read = b"".join(unpacked(raw, packing, largest, address))
                return Reply(address, answer.status_code, known, read)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
            told = RemoteError(f"{address}: cannot be reached: {_reason(error)}")
            raise _BrokenError(told, is_unsent=True) from error
        except httpx.TimeoutException as error:
            raise _too_slow(address, patience) from error
        except (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError) as error:
            told = RemoteError(f"{address}: broke off: {_reason(error)}")
            raise _BrokenError(told, is_unsent=False) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise RemoteError(f"{address}: cannot be asked: {_reason(error)}") from error


class _BrokenError(Exception):
    """Say that a connection failed, and whether the request had left."""

    def __init__(self, told: RemoteError, *, is_unsent: bool) -> None:
        super().__init__(told)
        self.told = told
        self.is_unsent = is_unsent


def httpx_module() -> Any:
    """Return the module httpx.

    Raises:
        ImportError: if it is not installed.
    """
    try:
        import httpx
    except ImportError as error:
        raise ImportError(
            "to ask another server, install httpx: pip install 'httpx>=0.28' (the extra 'remote')"
        ) from error
    module: ModuleType = httpx
    return module


def _reason(error: Exception) -> str:
    return first_line(str(error).encode(errors="replace")) or type(error).__name__


def _moved(address: str, target: str) -> str:
    there = printable(without_secrets(target))[:LONGEST_LINE]
    return f"{address}: leads to another server, {there}; if you trust that, give its address"


def _in_time(
    pieces: Iterator[bytes], address: str, deadline: float, patience: float
) -> Iterator[bytes]:
    for piece in pieces:
        if time.monotonic() > deadline:
            raise _too_slow(address, patience)
        yield piece


def _too_slow(address: str, patience: float) -> QueryTimeoutError:
    limit = f"{patience:g} second{'s' * (patience != 1)}"
    return QueryTimeoutError(f"{address}: no whole answer within {limit}; allow it more time")
