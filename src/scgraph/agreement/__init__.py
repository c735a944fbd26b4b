"""How far annotations of a paper agree, and where they do not.

`agree` reads two or more, matches their sentences and claims, and measures each code list by
Krippendorff's alpha; `writing` makes a page of it.

>>> from scgraph.agreement.alpha import alpha
>>> alpha(["ab", "ba"]) < 0
True
"""

from scgraph.agreement.make import agree
from scgraph.agreement.writing import as_html, as_json, as_markdown

__all__ = ["agree", "as_html", "as_json", "as_markdown"]
