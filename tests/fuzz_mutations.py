"""Spoil files: what damage, mistakes and malice do to bytes, the same for the same chance."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

LONGEST = 120_000
"""In bytes; enough to tell what grows with the square of a length."""
TEXTS = (
    *("", " ", "-", "~", "null", "true", "no", "0", "-1", "1e999", "NaN", "0x7f", "1_000", ".5"),
    *("9" * 400, "-" + "9" * 5000, "2024-02-30", "2024-13-01T99:99", "0000", "1/p1/s1", "1/p1/s9"),
    *("a" * 5000, "late-buses", "../../x", "a b", "https://example.org/a b", "id:x", "x:y", ":"),
    *("é", "e\u0301", "\u202eabc", "\u200b", "\U0001f600", "\u2028", "\x85", "\u00a0", "𐀀", "ﬁ"),
    *("\0", "\x1b[31m", "\ufeff", "\ufffe", "\t", "\r", "\n\n", "\f", "'", '"', "\\", "`", "{{"),
    *("<!DOCTYPE a [<!ENTITY b 'c'>]>", "&#0;", "&amp;", "%s%n", "*", "&a", "!!python/none", "<<"),
    *("日本語。", "一二三四%", "１２．５％", "約", "[1]", "(Lee, 2019)", "i.e. ", "et al. "),
)
"""What people and programs write where nobody expects it."""
_BAD_BYTES = (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\x80", b"\xef\xbf\xbe")
_TOKEN = re.compile(rb"\w+|[^\w\s]")
_NUMBER = re.compile(rb"\d+")

Mutation = Callable[[Random, bytes, Sequence[bytes], Sequence[bytes]], bytes]


def mutated(rng: Random, seeds: Sequence[bytes], words: Sequence[bytes], data: bytes) -> bytes:
    """Return a file after one to four changes.

    Args:
        rng: the chance.
        seeds: files of the format, of which parts may be spliced in.
        words: what the format gives a meaning to.
        data: the file.
    """
    for _ in range(rng.choice((1, 1, 2, 4))):
        data = rng.choices(_ALL, _WEIGHTS)[0](rng, data, seeds, words)[:LONGEST]
    return data


def odd_text(rng: Random) -> str:
    """Return a text that is odd, or two of them together."""
    return rng.choice(TEXTS) + (rng.choice(TEXTS) if rng.random() < 0.2 else "")


def _place(rng: Random, data: bytes) -> int:
    return rng.randint(0, len(data))


def _span(rng: Random, data: bytes) -> tuple[int, int]:
    start = _place(rng, data)
    most = rng.choice((1, 4, 40, 400))
    return start, min(len(data), start + rng.randint(1, most))


def _bits(rng: Random, data: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    found = bytearray(data)
    for _ in range(rng.choice((1, 3, 10)) if data else 0):
        found[rng.randrange(len(found))] ^= 1 << rng.randrange(8)
    return bytes(found)


def _cut(rng: Random, data: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    return data[: _place(rng, data)] if rng.random() < 0.8 else data[_place(rng, data) :]


def _gap(rng: Random, data: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    start, end = _span(rng, data)
    return data[:start] + data[end:]


def _repeat(rng: Random, data: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    start, end = _span(rng, data)
    times = rng.choice((2, 2, 5, 30)) if rng.random() < 0.97 else LONGEST
    times = min(times, LONGEST // max(end - start, 1))
    return data[:start] + data[start:end] * times + data[end:]


def _splice(rng: Random, data: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    other = rng.choice(seeds)
    if rng.random() < 0.5:
        return data[: _place(rng, data)] + other[_place(rng, other) :]
    start, end = _span(rng, other)
    at = _place(rng, data)
    return data[:at] + other[start:end] + data[at:]


def _insert(rng: Random, data: bytes, new: bytes) -> bytes:
    start, end = _span(rng, data)
    tokens = [found.span() for found in _TOKEN.finditer(data, start)][:20]
    if tokens and rng.random() < 0.7:  # in the place of a whole token, so that the rest still fits
        start, end = rng.choice(tokens)
    return data[:start] + new + data[end if rng.random() < 0.7 else start :]


def _word(rng: Random, data: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    return _insert(rng, data, rng.choice(words))


def _odd(rng: Random, data: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    is_bad = rng.random() < 0.2
    return _insert(rng, data, rng.choice(_BAD_BYTES) if is_bad else odd_text(rng).encode())


def _swap(rng: Random, data: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    tokens = [found.span() for found in _TOKEN.finditer(data)]
    if len(tokens) < 2:
        return data
    (a, b), (c, d) = sorted(rng.sample(tokens, 2))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _nest(rng: Random, data: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """Put an opening mark again and again, with or without what closes it."""
    opened, closed = rng.choice(_PAIRS)
    if rng.random() < 0.3:
        opened, closed = rng.choice(words), b""
    depth = rng.choice((3, 20, 60, 110, 1_100, 20_000))
    depth = min(depth, LONGEST // max(len(opened + closed), 1) // 2)
    at = _place(rng, data)
    return data[:at] + opened * depth + (closed * depth if rng.random() < 0.5 else b"") + data[at:]


def _number(rng: Random, data: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    numbers = [found.span() for found in _NUMBER.finditer(data)]
    if not numbers:
        return data
    start, end = rng.choice(numbers)
    new = (b"0", b"-1", b"4294967296", b"9223372036854775808", b"1e400", b"9" * 5000, b"00007")
    return data[:start] + rng.choice(new) + data[end:]


def _encoded(rng: Random, data: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    if rng.random() < 0.3:
        return rng.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) + data
    text = data.decode("utf-8", "replace")
    return text.encode(rng.choice(("utf-16", "utf-16-le", "utf-32", "latin-1", "cp932")), "replace")


def _ends(rng: Random, data: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    new = rng.choice((b"\r\n", b"\r", b"\n\r", b"\x0b", b" ", b"", "\u2028".encode()))
    return data.replace(b"\n", new)


_PAIRS = (
    *((b"[", b"]"), (b"{", b"}"), (b"(", b")"), (b"<", b">"), (b'{"a":', b"}"), (b"<a>", b"</a>")),
    *((b"- ", b""), (b"? ", b""), (b"a: {", b"}"), (b"<< ", b" >>"), (b"> ", b""), (b"*", b"*")),
    *((b"[a](", b")"), (b"![", b"]"), (b"`", b"`"), (b"\\", b""), (b'"', b'"'), (b"  ", b"")),
)
_ALL: tuple[Mutation, ...] = (
    *(_bits, _cut, _gap, _repeat, _splice, _word, _odd, _swap, _nest, _number, _encoded, _ends),
)
_WEIGHTS = (4, 2, 2, 2, 3, 5, 4, 3, 1, 2, 1, 0.5)
