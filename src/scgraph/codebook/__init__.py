"""The codebook: what every code means, of the vocabulary or of a corpus with codes of its own.

>>> page().startswith("# Codebook")
True
"""

from scgraph.codebook.html import as_html
from scgraph.codebook.page import OWN, page, page_of

__all__ = ["OWN", "as_html", "page", "page_of"]
