"""The resources: the vocabulary, the code lists, the questions, and a card or paper by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import unquote

from scgraph.errors import UnknownNameError, near_names
from scgraph.mcp.fence import QUOTED, cleaned, written
from scgraph.mcp.questions import asking_tools
from scgraph.mcp.rows import row_of
from scgraph.mcp.sections import NAME, card
from scgraph.mcp.served import Served
from scgraph.mcp.tool import NOTE
from scgraph.terms import CODE, CODE_LISTS

SCHEME = "scgraph://"
JSON = "application/json"
PAPERS_SECTIONS = ("papers/all", "papers/statistics", "recommendations/all")
_PLACE = "{name}"


@dataclass(frozen=True)
class Document:
    """Something to be read by its address.

    Args:
        address: its URI; with ``{name}`` in it, it stands for many.
        title: its name for people.
        about: what it holds.
        content: what it holds, by the name in its address; that is empty where there is none.
    """

    address: str
    title: str
    about: str
    content: Callable[[str], Mapping[str, Any]]

    @property
    def is_template(self) -> bool:
        """Whether its address stands for many."""
        return _PLACE in self.address

    @property
    def start(self) -> str:
        """The part of the address before the name."""
        return self.address.removesuffix(_PLACE)


def documents(served: Served) -> tuple[Document, ...]:
    """Return what can be read, the general before the particular."""
    lists = (
        Document(
            f"{SCHEME}codes/{name}",
            f"Codes: {name}",
            f"The codes of the list {name}, with what each means.",
            lambda _, name=name: _codes(served, name),  # type: ignore[misc]
        )
        for name in CODE_LISTS
    )
    return (
        Document(
            f"{SCHEME}vocabulary",
            "Vocabulary",
            "The classes and properties of the graph, with definitions; for queries in SPARQL.",
            lambda _: _asked(served, "vocabulary/terms"),
        ),
        Document(
            f"{SCHEME}prefixes",
            "Prefixes",
            "The prefixes of short names, which a query need not declare.",
            lambda _: {"prefixes": dict(served.graph.prefixes)},
        ),
        Document(
            f"{SCHEME}questions",
            "Questions",
            "The questions of the catalogue: what each answers, and its arguments.",
            lambda _: asking_tools(served)[0].call({}).data,
        ),
        Document(
            f"{SCHEME}papers",
            "Papers",
            "The papers of the corpus: title, authors, venue, address.",
            lambda _: _asked(served, "papers/all"),
        ),
        *lists,
        Document(
            f"{SCHEME}thing/{_PLACE}",
            "A thing",
            "The card of a thing, by its id or any of its names.",
            lambda name: card(served, {NAME: name}).data,
        ),
        Document(
            f"{SCHEME}paper/{_PLACE}",
            "A paper",
            "What a paper says: its record, its numbers, its recommendations.",
            partial(_paper, served),
        ),
    )


def read(documents: tuple[Document, ...], address: str) -> str:
    """Return the text of a document: JSON in which all of the corpus stands under one key.

    Raises:
        UnknownNameError: if there is no document at the address.
    """
    for document in documents:
        if document.is_template and address.startswith(document.start):
            name = unquote(address.removeprefix(document.start))
            return _text(document.content(name))
        if document.address == address:
            return _text(document.content(""))
    known = [document.address for document in documents]
    raise UnknownNameError(address, "resource", near_names(address, known))


def _text(content: Mapping[str, Any]) -> str:
    return written(
        {"note": NOTE.replace(" between the two marked lines", ""), QUOTED: cleaned(content)}
    )


def _asked(served: Served, question: str, **values: str) -> dict[str, Any]:
    graph = served.graph
    table = graph.ask(question, **values)
    return {"rows": [row_of(graph, table, number) for number in range(len(table))]}


def _codes(served: Served, name: str) -> dict[str, Any]:
    graph = served.graph
    table = graph.ask("vocabulary/codes").where("list", f"{CODE}{name}".__eq__)
    return {"codes": [row_of(graph, table, number) for number in range(len(table))]}


def _paper(served: Served, name: str) -> dict[str, Any]:
    graph = served.graph
    paper = graph.names.resolve(name, "Paper")
    record = graph.ask(PAPERS_SECTIONS[0]).where("paper", paper.__eq__)
    rows = [row_of(graph, record, number) for number in range(len(record))]
    others = PAPERS_SECTIONS[1:]
    return {"paper": rows, **{q: _asked(served, q, paper=f"<{paper}>")["rows"] for q in others}}
