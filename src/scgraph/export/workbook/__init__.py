"""Answers as an Excel workbook: the whole evidence, one answer, or a network.

The sheets are made first, as plain values (`sheets`, `front`), and then written (`writing`), so
that what a workbook says can be read and tested without one. A cell is text or a number, never a
formula, whatever a label begins with.

>>> from scgraph.answers import Table
>>> answer_workbook(Table(("a",), ((1,),)), "An answer", str)[:2]  # needs the extra `xlsx`
b'PK'
"""

from scgraph.export.workbook.book import answer_workbook, evidence_workbook, network_workbook

__all__ = ["answer_workbook", "evidence_workbook", "network_workbook"]
