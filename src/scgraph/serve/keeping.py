"""Answer with what stays the same while the server runs: once packed, known by its digest."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from scgraph.serve.caching import ANY, ASK_AGAIN, held

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

SMALL = 1024
A_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes with their media type, as they are and packed.

    Args:
        body: the bytes.
        media: their type.
        policy: the content security policy, for a page; empty leaves it to the server.
    """

    body: bytes
    media: str
    policy: str
    digest: str
    packed: bytes

    @classmethod
    def of(cls, body: bytes | str, media: str, policy: str = "") -> Kept:
        """Keep a body.

        >>> Kept.of("body {}", "text/css; charset=utf-8").digest
        '62368a1a2925'
        """
        data = body.encode() if isinstance(body, str) else body
        packed = gzip.compress(data, 9, mtime=0) if len(data) > SMALL else b""
        return cls(data, media, policy, sha256(data).hexdigest()[:12], packed)

    def answer(self, request: Request, *, cached: str = ASK_AGAIN) -> Response:
        """Answer a request: packed if the client takes that, 304 if it has it already."""
        from starlette.responses import Response

        is_packed = bool(self.packed) and _takes_gzip(request.headers.get("accept-encoding", ""))
        tag = f"{self.digest}-gzip" if is_packed else self.digest
        headers = {"ETag": f'"{tag}"', "Cache-Control": cached, "Vary": "Accept-Encoding"}
        if self.policy:
            headers["Content-Security-Policy"] = self.policy
        if not held(request).isdisjoint((tag, ANY)):
            return Response(status_code=304, headers=headers)
        if is_packed:
            headers["Content-Encoding"] = "gzip"
        return Response(self.packed if is_packed else self.body, 200, headers, self.media)


def _takes_gzip(accepted: str) -> bool:
    for offer in accepted.lower().split(","):
        coding, _, quality = offer.partition(";")
        if coding.strip() in ("gzip", "*"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
