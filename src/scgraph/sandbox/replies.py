"""What is asked of a worker, and what it replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Kind = Literal["rows", "truth", "triples"]

ROW_FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
TRIPLE_FORMATS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "n3": "text/n3",
}
"""The media types of the formats, by the names that `Formats` takes."""


@dataclass(frozen=True, slots=True)
class Formats:
    """Say how each form of a query is to be answered: SELECT, ASK, and CONSTRUCT or DESCRIBE.

    >>> Formats(rows="csv").triples
    'ttl'
    """

    rows: str = "json"
    truth: str = "json"
    triples: str = "ttl"

    def __post_init__(self) -> None:
        for name, known in (
            (self.rows, ROW_FORMATS),
            (self.truth, ROW_FORMATS),
            (self.triples, TRIPLE_FORMATS),
        ):
            if name not in known:
                raise ValueError(f"{name!r} is none of {', '.join(known)}")


class Dataset(NamedTuple):
    """The graphs that a query is asked of; they stand above those that it names with FROM."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold the whole answer to a query, written in a format.

    Args:
        kind: "rows", "truth" or "triples".
        media: the media type of the body.
        body: the answer.
        rows: how many rows or triples it has.
        is_truncated: whether a limit left some out.
    """

    kind: Kind
    media: str
    body: bytes
    rows: int
    is_truncated: bool


@dataclass(frozen=True, slots=True)
class Task:
    """What one worker is asked: a query that has passed the gate, and how to answer it."""

    query: str
    on_union: bool
    formats: Formats
    dataset: Dataset | None
    prefixes: Mapping[str, str]
    rows: int | None
    size: int
    seconds: float

    def as_data(self) -> dict[str, Any]:
        """Return it as what JSON can hold."""
        formats = self.formats
        return {
            "query": self.query,
            "on_union": self.on_union,
            "formats": (formats.rows, formats.truth, formats.triples),
            "dataset": self.dataset,
            "prefixes": dict(self.prefixes),
            "rows": self.rows,
            "size": self.size,
            "seconds": self.seconds,
        }

    @classmethod
    def of(cls, data: dict[str, Any]) -> Task:
        """Return the task that was written as data."""
        dataset = None if data["dataset"] is None else Dataset(*map(tuple, data["dataset"]))
        return cls(**{**data, "formats": Formats(*data["formats"]), "dataset": dataset})
