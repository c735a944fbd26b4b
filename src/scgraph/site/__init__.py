"""A static site of a corpus: a page for every thing, question and term, to be copied anywhere.

>>> from scgraph.site.addresses import file_of
>>> file_of("https://w3id.org/scgraph/id/mic", "https://w3id.org/scgraph/")
'id/mic.html'
"""

from scgraph.site.make import make_site

__all__ = ["make_site"]
