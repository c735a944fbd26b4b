"""Frozen answers: a table of rows, a report of findings, an audit, a card, a picture.

>>> from scgraph.answers import Table
>>> Table(("name", "year"), (("Holroyd", 2022),)).to_csv()
'name,year\\nHolroyd,2022\\n'
"""

from scgraph.answers.audit import FACES, Audit, AuditSection, Face
from scgraph.answers.card import Card, Section
from scgraph.answers.comparison import Comparison
from scgraph.answers.difference import Change, Difference
from scgraph.answers.picture import Picture
from scgraph.answers.report import Finding, Report, Severity
from scgraph.answers.row import Row
from scgraph.answers.table import Table
from scgraph.answers.values import Value

__all__ = [
    "FACES",
    "Audit",
    "AuditSection",
    "Card",
    "Change",
    "Comparison",
    "Difference",
    "Face",
    "Finding",
    "Picture",
    "Report",
    "Row",
    "Section",
    "Severity",
    "Table",
    "Value",
]
