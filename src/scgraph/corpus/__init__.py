"""A corpus: a folder of papers and the things they share, or one RDF file.

>>> read_corpus().language
'en'
"""

from scgraph.corpus.folder import Alone, Corpus, read_alone, read_corpus
from scgraph.corpus.layout import paper_folders, rdf_files
from scgraph.corpus.settings import (
    SETTINGS,
    SHIPPED,
    Settings,
    included_folders,
    read_settings,
)

__all__ = [
    "SETTINGS",
    "SHIPPED",
    "Alone",
    "Corpus",
    "Settings",
    "included_folders",
    "paper_folders",
    "rdf_files",
    "read_alone",
    "read_corpus",
    "read_settings",
]
