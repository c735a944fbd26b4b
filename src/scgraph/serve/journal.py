"""Write down what is asked and how it went: one line each, on stderr.

A line holds no text of a query and nothing that a client sent as it came: what is not a plain
character is written as an escape, so nobody can write lines of his own. A thread writes, so a
stream that nobody reads does not hold the server.
"""

from __future__ import annotations

import json
import os
import re
import sys
import traceback
from datetime import UTC, datetime
from hashlib import sha256
from queue import Empty, SimpleQueue
from threading import Thread
from time import perf_counter, sleep
from typing import IO, TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Form = Literal["json", "text"]
_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_NOTES = "scgraph.notes"
_MOST_WAITING = 10_000
_A_MOMENT = 0.02
_LONGEST = 300
_PATIENCE = 2.0
_GONE = 499
_TRUNCATED = b"scgraph-truncated"


def note(scope: Scope, **facts: Any) -> None:
    """Have facts written down with the request: `note(request.scope, truncated=True)`.

    The text of a query is no such fact; its `digest` is.
    """
    scope.setdefault("state", {}).setdefault(_NOTES, {}).update(facts)


def digest(text: str) -> str:
    """Return what tells whether two texts are the same, and nothing else of them.

    >>> digest("ASK {}")
    '819ea91ed5f12b38'
    """
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


class Journal:
    """Lines about what happens, on a stream.

    Args:
        form: "json" for an object a line, "text" for people.
        stream: where to; stderr if not given.
    """

    def __init__(self, form: Form = "json", stream: IO[str] | None = None) -> None:
        self._line = _as_json if form == "json" else _as_text
        self._stream = stream or sys.stderr
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self._lost = 0
        self._writer = Thread(target=self._write, name="journal", daemon=True)
        self._writer.start()

    def tell(self, level: str, event: str, **facts: Any) -> None:
        """Write down an event; lines are lost rather than waited for, and then counted."""
        if self._lines.qsize() >= _MOST_WAITING:
            self._lost += 1
            return
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._lines.put(self._line({"time": now, "level": level, "event": event, **facts}))

    def close(self) -> None:
        """Write what is left, if the stream takes it."""
        if self._lost:
            self.tell("warning", "lines lost", lines=self._lost)
        self._lines.put(None)
        self._writer.join(_PATIENCE)

    def _write(self) -> None:
        while (line := self._lines.get()) is not None:
            sleep(_A_MOMENT)  # some more may come, to be written together
            lines, is_last = [line], False
            try:
                while not is_last:
                    more = self._lines.get_nowait()
                    is_last = more is None
                    lines.append(more or "")
            except Empty:
                pass
            try:
                self._stream.write("".join(lines))
                self._stream.flush()
            except (OSError, ValueError):
                return  # nobody reads any more
            if is_last:
                return


class Journaled:
    """An application whose requests are written down.

    Args:
        app: what answers.
        journal: where they are written.
    """

    def __init__(self, app: ASGIApp, journal: Journal) -> None:
        self._app = app
        self._journal = journal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and write down how it went."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, number, status, size, is_gone = perf_counter(), _id_of(scope), 0, 0, False

        async def heard() -> Message:
            nonlocal is_gone
            message = await receive()
            is_gone |= message["type"] == "http.disconnect" and not status
            return message

        async def told(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = message.get("headers", ())
                message["headers"] = [*headers, (b"x-request-id", number)]
                if any(name == _TRUNCATED for name, _ in headers):
                    note(scope, truncated=True)
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, heard, told)
        except Exception as fault:
            if not is_gone:
                self._fault(number, fault)
                if not status:
                    await _apologize(scope, receive, told)
        finally:
            seconds = perf_counter() - begun
            self._request(scope, number, _GONE if is_gone else status, seconds, size)

    def _request(self, scope: Scope, number: bytes, status: int, seconds: float, size: int) -> None:
        self._journal.tell(
            "error" if status in (0, 500) else "warning" if status >= 400 else "info",
            "request",
            id=number.decode(),
            method=scope["method"],
            path=_cut(scope["path"]),
            status=status,
            ms=round(1000 * seconds, 2),
            bytes=size,
            **scope.get("state", {}).get(_NOTES, {}),
        )

    def _fault(self, number: bytes, fault: Exception) -> None:
        trace = "".join(traceback.format_exception(fault))
        self._journal.tell("error", "fault", id=number.decode(), trace=trace)


async def _apologize(scope: Scope, receive: Receive, send: Send) -> None:
    from scgraph.serve.failing import answer

    await answer(500, "the server met a fault; it is in its journal")(scope, receive, send)


def _id_of(scope: Scope) -> bytes:
    """Return the number that a request came with, if that is a plain one, or a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _ID.fullmatch(value):
            return bytes(value)
    return os.urandom(8).hex().encode()


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _as_json(facts: dict[str, Any]) -> str:
    return json.dumps(facts).replace("\x7f", "\\u007f") + "\n"


def _as_text(facts: dict[str, Any]) -> str:
    """Write for people: time, level, event, and the rest as name=value.

    >>> _as_text({"time": "19:30", "level": "info", "event": "request", "path": "/a b\\n"})
    '19:30 info    request  path="/a b\\\\n"\\n'
    """
    time, level, event = (facts.pop(name) for name in ("time", "level", "event"))
    rest = (f"{name}={json.dumps(value)}" for name, value in facts.items())
    return f"{time} {level:<7} {event}  {' '.join(rest)}".replace("\x7f", "\\u007f") + "\n"
