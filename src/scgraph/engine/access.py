"""The address of another server, and what opens it: checked, and with its secrets kept apart.

Secrets come as arguments, in the address, or from the environment, where no history of a shell
keeps them; those of the environment go to no other server than ``SCGRAPH_REMOTE_FOR`` names, if
it is set. None of them stands in any message.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import SplitResult, unquote, urlsplit

from scgraph.errors import RemoteError

if TYPE_CHECKING:
    import httpx

    Auth: TypeAlias = tuple[str, str] | httpx.Auth

TOKEN, USER, PASSWORD = "SCGRAPH_REMOTE_TOKEN", "SCGRAPH_REMOTE_USER", "SCGRAPH_REMOTE_PASSWORD"
SCHEME, HEADERS, FOR = "SCGRAPH_REMOTE_AUTH", "SCGRAPH_REMOTE_HEADERS", "SCGRAPH_REMOTE_FOR"
TIMEOUT = "SCGRAPH_REMOTE_TIMEOUT"
SCHEMES = ("basic", "digest")
PORTS = {"http": 80, "https": 443}
LOOPBACK = ("localhost", "::1")
LONGEST = 4096
_BARRED = re.compile(r"[\x00-\x20\x7f-\x9f<>\"\\^`{|}]")
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


@dataclass(frozen=True)
class Access:
    """Hold the address of a server without any secret, and the secrets beside it."""

    address: str
    auth: Auth | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


def access_to(
    address: str,
    *,
    auth: Auth | None = None,
    token: str | None = None,
    headers: Mapping[str, str] | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Access:
    """Check an address, and gather what opens it.

    Args:
        address: begins with http:// or https://; it may hold ``user:password@``.
        auth: user and password, or what httpx takes, such as its ``DigestAuth``.
        token: goes as ``Authorization: Bearer``.
        headers: any others that the server wants.
        environment: where secrets are looked for if no argument and no address holds any.

    Raises:
        RemoteError: if the address cannot be one, or the environment is at odds with itself.
        ValueError: if there are both a token and a user, or a header is none.

    >>> access_to("https://me:secret@example.org/sparql").address
    'https://example.org/sparql'
    >>> access_to("file:///a")
    Traceback (most recent call last):
    scgraph.errors.limits.RemoteError: file:///a: is no address of a server; it begins with \
http:// or https://
    """
    parts = _checked(address)
    given = dict(headers or {})
    auth = auth or _user_of(parts)
    if not (auth or token or _names(given) & {"authorization"}) and is_for(parts, environment):
        auth, token = _from(environment)
        given = {**_headers_of(environment.get(HEADERS, "")), **given}
    if token is not None:
        if auth is not None:
            raise ValueError("give either a token, or a user and a password")
        given["Authorization"] = f"Bearer {token}"
    for name, value in given.items():
        if not _HEADER_NAME.fullmatch(name) or not value.isprintable():
            raise ValueError(f"{name!r} is no name of a header, or its value is none")
    return Access(without_secrets(address), auth, given)


def without_secrets(address: str) -> str:
    """Return an address without user, password and fragment.

    >>> without_secrets("https://me:secret@example.org:8443/sparql?x=1#here")
    'https://example.org:8443/sparql?x=1'
    """
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="").geturl()


def origin(address: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port of an address; what has the same is the same server.

    >>> origin("HTTPS://Example.org/a") == origin("https://example.org:443/b")
    True
    """
    parts = urlsplit(address)
    return parts.scheme, parts.hostname or "", parts.port or PORTS.get(parts.scheme)


def is_loopback(address: str) -> bool:
    """Tell whether an address is one of this machine.

    >>> is_loopback("http://127.0.0.1:7878/query"), is_loopback("http://127.0.0.1.example.org/")
    (True, False)
    """
    host = urlsplit(address).hostname or ""
    return host in LOOPBACK or re.fullmatch(r"127(\.\d{1,3}){3}", host) is not None


def is_bare(access: Access) -> bool:
    """Tell whether secrets would go over a network unencrypted.

    >>> is_bare(Access("http://example.org/", ("me", "secret")))
    True
    >>> is_bare(Access("http://localhost/", ("me", "secret")))
    False
    """
    has_secrets = access.auth is not None or "authorization" in _names(access.headers)
    is_open = urlsplit(access.address).scheme == "http" and not is_loopback(access.address)
    return has_secrets and is_open


def is_for(parts: SplitResult, environment: Mapping[str, str]) -> bool:
    """Tell whether the secrets of the environment are meant for an address."""
    meant = environment.get(FOR)
    return not meant or origin(meant) == origin(parts.geturl())


def seconds_from(variable: str, environment: Mapping[str, str] = os.environ) -> float | None:
    """Return the seconds that a variable of the environment holds; None if it is not set.

    Raises:
        RemoteError: if it holds something else.
    """
    text = environment.get(variable, "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise RemoteError(f"{variable} is {text!r}; it must be a number of seconds")
    return seconds


def _checked(address: str) -> SplitResult:
    shown = re.sub(r"//[^/]*@", "//", address[:80])
    shown = "".join(sign if sign.isprintable() else "?" for sign in shown)
    try:
        parts = urlsplit(address)
        is_sound = bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise RemoteError(f"{shown}: is no address; its host or port cannot be read") from None
    if parts.scheme not in PORTS or not is_sound:
        reason = "is no address of a server; it begins with http:// or https://"
        raise RemoteError(f"{shown}: {reason}")
    if len(address) > LONGEST or _BARRED.search(address):
        raise RemoteError(f"{shown}: is no address; it is too long, or has signs that none has")
    return parts


def _user_of(parts: SplitResult) -> tuple[str, str] | None:
    if parts.username is None:
        return None
    return unquote(parts.username), unquote(parts.password or "")


def _from(environment: Mapping[str, str]) -> tuple[Auth | None, str | None]:
    token, user = environment.get(TOKEN) or None, environment.get(USER) or None
    if token and user:
        raise RemoteError(f"both {TOKEN} and {USER} are set; a server takes one of them")
    if user is None:
        return None, token
    return _auth(environment.get(SCHEME) or "basic", user, environment.get(PASSWORD, "")), None


def _auth(scheme: str, user: str, password: str) -> Auth:
    if scheme not in SCHEMES:
        raise RemoteError(f"{SCHEME} is {scheme!r}; it must be {' or '.join(SCHEMES)}")
    if scheme == "basic":
        return user, password
    from scgraph.engine.http import httpx_module

    digest: Auth = httpx_module().DigestAuth(user, password)
    return digest


def _headers_of(text: str) -> dict[str, str]:
    """Read headers that stand one a line, as ``Name: value``."""
    lines = (line.partition(":") for line in text.splitlines() if line.strip())
    return {name.strip(): value.strip() for name, _, value in lines}


def _names(headers: Mapping[str, str]) -> set[str]:
    return {name.lower() for name in headers}
