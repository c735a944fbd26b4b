"""The answer of another server, and what may be told of it in a message."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from scgraph.errors import RemoteError

LONGEST_LINE = 200
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^<>]*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Reply:
    """Hold the answer of a server, whatever its status is; names of headers are in lower case."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def media(self) -> str:
        """The media type, without its parameters; empty if the server names none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_good(self) -> bool:
        """Whether the server did what it was asked."""
        return 200 <= self.status < 300

    @property
    def retry_after(self) -> int | None:
        """After how many seconds the server wants to be asked again, if it says."""
        return seconds_of(self.headers.get("retry-after"))

    def said(self) -> str:
        """Return the first line of what the server says, fit to stand in a message."""
        return first_line(self.body, self.media)

    def error(self) -> RemoteError:
        """Return an error that tells address, status and what the server says."""
        told = self.said()
        hint = {401: "; give a token, or user and password", 403: "; you may not do this there"}
        about = f"{self.address}: answers {self.status}{hint.get(self.status, '')}"
        return RemoteError(f"{about}: {told}" if told else about, self.status)

    def checked(self) -> Reply:
        """Return the answer if it is a good one.

        Raises:
            RemoteError: if it is not.
        """
        if not self.is_good:
            raise self.error()
        return self


def seconds_of(header: str | None) -> int | None:
    """Return the seconds of a Retry-After header, which holds a number or a day and time.

    >>> seconds_of("120"), seconds_of("Fri, 31 Dec 1999 23:59:59 GMT"), seconds_of("soon")
    (120, 0, None)
    """
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return int(text[:9])
    try:
        return max(0, round(parsedate_to_datetime(text).timestamp() - time.time()))
    except (ValueError, OverflowError, OSError):
        return None


def first_line(body: bytes, media: str = "") -> str:
    """Return the first line of words in a body, short and without control characters.

    >>> first_line(b"<html><title>502 Bad Gateway</title></html>", "text/html")
    '502 Bad Gateway'
    """
    text = body[:20_000].decode("utf-8", errors="replace")
    if "html" in media:
        text = _TAG.sub("\n", text)
    lines = (" ".join(printable(line).split()) for line in text.splitlines())
    line = next(filter(None, lines), "")
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…"


def printable(text: str) -> str:
    """Return a text with a space for each control character."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
