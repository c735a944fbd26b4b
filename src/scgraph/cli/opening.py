"""Open a corpus: a folder, an RDF file, or a server that holds one."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

if TYPE_CHECKING:
    from scgraph.graph import KnowledgeGraph

MARK = "://"


@dataclass(frozen=True)
class Address:
    """The address of a server, as it was given; it may hold a user and a password."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        """Write it without what is secret, since it may stand in a message."""
        from scgraph.engine.access import without_secrets

        return without_secrets(self.url)


Where: TypeAlias = Path | Address
"""Where a corpus lies."""


def opened(corpus: Where | None) -> KnowledgeGraph:
    """Return the graph of a corpus; of the shipped one if None.

    Raises:
        CorpusError: if there is no corpus at the path.
        ReadError: if files of it are wrong.
        RemoteError: if the server does not answer, or holds none.
    """
    if isinstance(corpus, Address):
        from scgraph.graph import connect

        return connect(corpus.url, progress=_progress)
    from scgraph.graph import load

    return load(corpus)


class CorpusPath(click.Path):
    """A folder, a file, or the address of a server."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return what was given as a `Path` or an `Address`."""
        if isinstance(value, Address):
            return value
        if isinstance(value, str) and MARK in value:
            return Address(value)
        return Path(os.fsdecode(super().convert(value, param, ctx)))


class FolderPath(click.Path):
    """A folder, where a server would not do."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return what was given as a path, and refuse an address."""
        if isinstance(value, str) and MARK in value:
            reason = "this works on the files of a corpus; give a folder, not a server"
            self.fail(reason, param, ctx)
        return Path(os.fsdecode(super().convert(value, param, ctx)))


def _progress(read: int, graphs: int) -> None:
    """Say on a terminal how far the graphs of a server have been read."""
    if sys.stderr.isatty() and graphs > 1:
        end = "\n" if read == graphs else ""
        click.echo(f"\rread {read} of {graphs} graphs{end}", err=True, nl=False)
