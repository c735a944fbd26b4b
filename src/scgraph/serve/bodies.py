"""Read the body of a request: no more of it than is allowed, and in no more time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anyio import fail_after
from starlette.requests import ClientDisconnect

from scgraph.serve.refused import Refused

if TYPE_CHECKING:
    from starlette.requests import Request

_UTF_8 = ("utf-8", "utf8")


class MediaType(NamedTuple):
    """What a body is: its media type, and the charset if one is named."""

    name: str
    charset: str

    @classmethod
    def of(cls, header: str) -> MediaType:
        """Read the value of a Content-Type.

        >>> MediaType.of('Text/CSV; charset="UTF-8"')
        MediaType(name='text/csv', charset='utf-8')
        """
        name, *parameters = header.lower().split(";")
        pairs = (parameter.partition("=") for parameter in parameters)
        found = {key.strip(): value.strip(' "') for key, _, value in pairs}
        return cls(name.strip(), found.get("charset", _UTF_8[0]))

    @property
    def is_utf_8(self) -> bool:
        """Whether the body is, or should be, UTF-8."""
        return self.charset in _UTF_8


def refuse_a_body(request: Request) -> None:
    """Refuse a body where it would mean nothing.

    Raises:
        Refused: with the status 400, if there is one.
    """
    length = request.headers.get("content-length", "0").strip()
    if length not in ("", "0") or "transfer-encoding" in request.headers:
        raise Refused(400, f"{request.method} has no body; send the query in the address, or POST")


async def read_body(request: Request, most: int, seconds: float) -> bytes:
    """Read the body of a request.

    Args:
        request: whose body is not read yet.
        most: the bytes that are taken. One that says it is longer is not read at all, another not
            beyond.
        seconds: the time that all of it has to arrive.

    Raises:
        Refused: with the status 413 if it is longer, 408 if it comes too slowly, 400 if it ends
            before its end.
    """
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:20]) > most:
        raise _too_large(most)
    data = bytearray()
    try:
        with fail_after(seconds):
            async for piece in request.stream():
                data += piece
                if len(data) > most:
                    raise _too_large(most)
    except TimeoutError:
        said = f"the body did not arrive within {seconds:g} seconds"
        raise Refused(408, said, Connection="close") from None
    except ClientDisconnect:
        raise Refused(400, "the body ended before its end") from None
    return bytes(data)


def _too_large(most: int) -> Refused:
    return Refused(413, f"a body of over {most} bytes is not taken", Connection="close")
