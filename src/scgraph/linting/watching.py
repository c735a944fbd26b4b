"""Notice that files of a corpus have changed, by asking for their times now and then."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from scgraph.files import TEXTS

INTERVAL = 0.3
LONGEST_WRITING = 2.0
"""A file that goes on changing for so long is looked at as it is."""

Stamps: TypeAlias = dict[str, tuple[int, int, int]]
_SUFFIXES = (".yaml", ".yml", ".ttl", ".trig", ".nt", ".nq", ".jsonld", ".txt", ".md", ".pdf")


def changes(
    roots: list[Path],
    wait: Callable[[float], object] = time.sleep,
    now: Callable[[], float] = time.monotonic,
) -> Iterator[list[str]]:
    """Yield at once, and then whenever files have changed, the paths that did.

    An editor that writes a file in pieces, or beside its place and renames it, is one change: it is
    told when two looks in a row see the same.

    Args:
        roots: the folders of a corpus and of those it includes.
        wait: waits for some seconds.
        now: tells the time in seconds.
    """
    before = stamps(roots)
    yield sorted(before)
    while True:
        wait(INTERVAL)
        after = stamps(roots)
        if after == before:
            continue
        since = now()
        while True:
            wait(INTERVAL)
            again = stamps(roots)
            if again == after or now() - since > LONGEST_WRITING:
                break
            after = again
        changed = [path for path in {*before, *again} if before.get(path) != again.get(path)]
        before = again
        if changed:
            yield sorted(changed)


def stamps(roots: list[Path]) -> Stamps:
    """Return time, size and identity of each file that plays a part."""
    found: Stamps = {}
    for root in roots:
        for folder, inner, names in os.walk(root):
            inner[:] = [name for name in inner if not name.startswith(".")]
            if os.path.basename(folder) == TEXTS:
                inner[:] = []
            for name in names:
                if name.endswith(_SUFFIXES) and not name.startswith("."):
                    path = os.path.join(folder, name)
                    try:
                        stat = os.stat(path)
                    except OSError:  # it went while we looked
                        continue
                    found[path] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found
