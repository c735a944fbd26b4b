"""What the evidence of a paper is worth: the questions of an audit, put together and written.

>>> from scgraph.audit.plan import PLAN
>>> PLAN[0].question
'audit/standings'
"""

from scgraph.audit.make import make_audit
from scgraph.audit.writing import as_html, as_json, as_markdown

__all__ = ["as_html", "as_json", "as_markdown", "make_audit"]
