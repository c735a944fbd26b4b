"""A knowledge graph of what policy papers claim, on whose word, and what of it holds.

>>> import scgraph
>>> kg = scgraph.load()
>>> kg.label("https://w3id.org/scgraph/id/meti")
'Ministry of Economy, Trade and Industry'

Public names are imported when first used, so that ``import scgraph`` loads nothing heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scgraph.agreement import agree
    from scgraph.answers import (
        Agreement,
        Audit,
        Card,
        Change,
        Comparison,
        Difference,
        Finding,
        Picture,
        Pushed,
        PushedGraph,
        Report,
        Row,
        Section,
        Table,
    )
    from scgraph.errors import (
        AmbiguousNameError,
        BusyError,
        CorpusError,
        ExportError,
        Fault,
        InvalidGraphError,
        LimitError,
        MemoryLimitError,
        ParameterError,
        ProposalError,
        QueryError,
        QueryTimeoutError,
        ReadError,
        RemoteError,
        ScgraphError,
        UnknownNameError,
        UnknownQuestionError,
    )
    from scgraph.graph import KnowledgeGraph, connect, diff, load

__version__ = "0.1.0"

__all__ = [
    "Agreement",
    "AmbiguousNameError",
    "Audit",
    "BusyError",
    "Card",
    "Change",
    "Comparison",
    "CorpusError",
    "Difference",
    "ExportError",
    "Fault",
    "Finding",
    "InvalidGraphError",
    "KnowledgeGraph",
    "LimitError",
    "MemoryLimitError",
    "ParameterError",
    "Picture",
    "ProposalError",
    "Pushed",
    "PushedGraph",
    "QueryError",
    "QueryTimeoutError",
    "ReadError",
    "RemoteError",
    "Report",
    "Row",
    "ScgraphError",
    "Section",
    "Table",
    "UnknownNameError",
    "UnknownQuestionError",
    "__version__",
    "agree",
    "connect",
    "diff",
    "load",
]

_ANSWERS = (
    *("Agreement", "Audit", "Card", "Change", "Comparison", "Difference", "Finding", "Picture"),
    *("Pushed", "PushedGraph", "Report", "Row", "Section", "Table"),
)
_OF_GRAPH = ("KnowledgeGraph", "connect", "diff", "load")
_ROOMS = {"agree": "agreement", **dict.fromkeys(_OF_GRAPH, "graph")}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'scgraph' has no attribute {name!r}")
    room = "answers" if name in _ANSWERS else _ROOMS.get(name, "errors")
    return getattr(import_module(f"scgraph.{room}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
