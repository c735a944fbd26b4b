"""Messages between processes: a JSON header, and bytes behind it."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

OUT_OF_MEMORY = 70
"""The exit code of a worker that was refused memory and could still say so."""
CRASHED = 71
_MOST_OF_HEADER = 1024 * 1024
_LENGTHS = struct.Struct("!IQ")


class Closed(Exception):
    """The other side is gone."""


def send(channel: socket.socket, header: dict[str, Any], body: bytes = b"") -> None:
    """Send a message whole.

    Raises:
        Closed: if nobody is there to take it.
    """
    text = json.dumps(header).encode()
    try:
        channel.sendall(_LENGTHS.pack(len(text), len(body)) + text)
        if body:
            channel.sendall(body)
    except OSError as error:
        raise Closed from error


def receive(channel: socket.socket, most: int | None = None) -> tuple[dict[str, Any], bytes]:
    """Receive a message whole.

    Args:
        channel: where it comes from.
        most: bytes of its body that are taken; more are not believed.

    Raises:
        Closed: if the other side goes before all of it has come, or says too much.
    """
    of_text, of_body = _LENGTHS.unpack(_exactly(channel, _LENGTHS.size))
    if most is not None and (of_text > _MOST_OF_HEADER or of_body > most):
        raise Closed
    header = json.loads(_exactly(channel, of_text))
    return header, bytes(_exactly(channel, of_body))


def _exactly(channel: socket.socket, number: int) -> bytearray:
    data = bytearray(number)
    view, have = memoryview(data), 0
    while have < number:
        try:
            came = channel.recv_into(view[have:])
        except OSError as error:
            raise Closed from error
        if not came:
            raise Closed
        have += came
    return data
