"""Frozen answers: a table of rows, a report of findings, an audit, a card, a picture.

Names are imported when first used, so that what asks for a table does not wait for the others.

>>> from scgraph.answers import Table
>>> Table(("name", "year"), (("Holroyd", 2022),)).to_csv()
'name,year\\nHolroyd,2022\\n'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scgraph.answers.agreement import Agreement
    from scgraph.answers.audit import FACES, Audit, AuditSection, Face
    from scgraph.answers.card import Card, Section
    from scgraph.answers.comparison import Comparison
    from scgraph.answers.difference import Change, Difference
    from scgraph.answers.picture import Picture
    from scgraph.answers.pushed import Pushed, PushedGraph
    from scgraph.answers.report import Finding, Report, Severity
    from scgraph.answers.row import Row
    from scgraph.answers.table import Table
    from scgraph.answers.values import Value

__all__ = [
    "FACES",
    "Agreement",
    "Audit",
    "AuditSection",
    "Card",
    "Change",
    "Comparison",
    "Difference",
    "Face",
    "Finding",
    "Picture",
    "Pushed",
    "PushedGraph",
    "Report",
    "Row",
    "Section",
    "Severity",
    "Table",
    "Value",
]

_MODULES = {
    "Agreement": "agreement",
    **dict.fromkeys(("FACES", "Audit", "AuditSection", "Face"), "audit"),
    **dict.fromkeys(("Card", "Section"), "card"),
    "Comparison": "comparison",
    **dict.fromkeys(("Change", "Difference"), "difference"),
    "Picture": "picture",
    **dict.fromkeys(("Pushed", "PushedGraph"), "pushed"),
    **dict.fromkeys(("Finding", "Report", "Severity"), "report"),
    "Row": "row",
    "Table": "table",
    "Value": "values",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module 'scgraph.answers' has no attribute {name!r}")
    return getattr(import_module(f"scgraph.answers.{_MODULES[name]}"), name)
