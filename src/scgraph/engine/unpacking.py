"""Unpack what a server sends, piece by piece, so that no small answer grows beyond a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from scgraph.errors import RemoteError

EITHER_HEADER = 32 + zlib.MAX_WBITS
PIECE = 1024 * 1024
PACKED = ("gzip", "x-gzip", "deflate")


def unpacked(pieces: Iterable[bytes], packing: str, largest: int, address: str) -> Iterator[bytes]:
    """Yield what pieces hold, unpacked.

    Args:
        pieces: the body as it came.
        packing: the header Content-Encoding; "gzip" and "deflate" are known.
        largest: the most bytes that may come out.
        address: of the server, for messages.

    Raises:
        RemoteError: if there is more, or it ends early, or nobody asked for this packing.

    >>> import gzip
    >>> b"".join(unpacked([gzip.compress(b"bus" * 9)], "gzip", 100, "http://localhost/"))[:6]
    b'busbus'
    >>> b"".join(unpacked([gzip.compress(b"bus" * 99)], "gzip", 100, "http://host/"))
    Traceback (most recent call last):
    scgraph.errors.limits.RemoteError: http://host/: sends more than 100 bytes, which is not taken
    """
    kind = packing.strip().lower()
    if kind in ("", "identity"):
        return _capped(pieces, largest, address)
    if kind not in PACKED:
        shown = "".join(sign for sign in kind[:40] if sign.isprintable())
        raise RemoteError(f"{address}: packs its answer as {shown!r}, which nobody asked for")
    return _capped(_inflated(pieces, address), largest, address)


def _capped(pieces: Iterable[bytes], largest: int, address: str) -> Iterator[bytes]:
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > largest:
            raise RemoteError(f"{address}: sends more than {largest} bytes, which is not taken")
        yield piece


def _inflated(pieces: Iterable[bytes], address: str) -> Iterator[bytes]:
    """Yield pieces of a megabyte at most, whatever a few bytes may unpack to."""
    inflating = zlib.decompressobj(EITHER_HEADER)
    has_begun = False
    try:
        for piece in pieces:
            rest, is_full, has_begun = piece, False, True
            while rest or is_full:
                if inflating.eof:  # another part follows, as gzip allows
                    inflating = zlib.decompressobj(EITHER_HEADER)
                read = inflating.decompress(rest, PIECE)
                rest = inflating.unconsumed_tail or inflating.unused_data
                is_full = len(read) == PIECE and not inflating.eof
                yield read
    except zlib.error as error:
        raise RemoteError(f"{address}: its answer cannot be unpacked") from error
    if has_begun and not inflating.eof:
        raise RemoteError(f"{address}: its answer ends before its end")
