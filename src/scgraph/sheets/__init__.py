"""Claims in a spreadsheet: out of the files of a paper, edited by a person, and back.

>>> from scgraph import files
>>> workbook = sheet_out(files.data())
>>> sheet_in(workbook, "claims.xlsx", files.data()).in_words
''
"""

from scgraph.sheets.taking import Taken, sheet_in, sheet_out

__all__ = ["Taken", "sheet_in", "sheet_out"]
