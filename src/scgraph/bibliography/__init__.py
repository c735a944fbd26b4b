"""Bring bibliographies in and out: BibTeX, CSL-JSON and RIS as one form of record.

>>> (work,) = read_csl('[{"id": "k", "title": "Buses", "author": [{"literal": "Town Office"}]}]')
>>> print(as_bibtex([work]), end="")
@misc{k,
  author = {{Town Office}},
  title = {Buses}
}
>>> slugs([work])
{'k': 'town-office'}
"""

from scgraph.bibliography.bibtex import as_bibtex, read_bibtex
from scgraph.bibliography.csl import as_csl, read_csl
from scgraph.bibliography.formats import READERS, WRITERS, read_bibliography, written
from scgraph.bibliography.people import authors_in
from scgraph.bibliography.ris import as_ris, read_ris
from scgraph.bibliography.slugs import ascii_slug, slugs
from scgraph.bibliography.sources import as_turtle, label_of, works_of
from scgraph.bibliography.work import KINDS, Author, Work

__all__ = [
    "KINDS",
    "READERS",
    "WRITERS",
    "Author",
    "Work",
    "as_bibtex",
    "as_csl",
    "as_ris",
    "as_turtle",
    "ascii_slug",
    "authors_in",
    "label_of",
    "read_bibliography",
    "read_bibtex",
    "read_csl",
    "read_ris",
    "slugs",
    "works_of",
    "written",
]
