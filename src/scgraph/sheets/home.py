"""The paper of which the claims are edited, in its corpus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import NamedNode

from scgraph import terms
from scgraph.corpus import SETTINGS, Corpus, paper_folders, read_corpus, read_settings
from scgraph.errors import CorpusError, UnknownNameError, near_names
from scgraph.sheets.choices import Vocabulary

_PAPER = NamedNode(f"{terms.VOCAB}Paper")


@dataclass(frozen=True)
class Home:
    """A paper in its corpus.

    Args:
        root: the folder of the corpus.
        slug: the name of the paper.
        corpus: what was read.
        base: the base of the corpus.
    """

    root: Path
    slug: str
    corpus: Corpus
    base: str

    @property
    def folder(self) -> Path:
        """The folder of the paper."""
        return self.root / "papers" / self.slug

    @property
    def paper(self) -> str:
        """The IRI of the paper."""
        return terms.paper_iri(self.slug, self.base)

    @property
    def things(self) -> str:
        """The namespace of the corpus's own things."""
        return terms.things(self.base)

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """The namespaces of the nodes of papers, by their names."""
        bases = self.corpus.bases or (self.base,)
        found = {str(quad.subject) for quad in self.corpus.quads if quad.object == _PAPER}
        others = {
            slug: f"{iri}/"
            for slug in self.corpus.papers
            for iri in (terms.paper_iri(slug, base) for base in bases)
            if f"<{iri}>" in found
        }
        return {**others, self.slug: f"{self.paper}/"}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the corpus and the vocabulary offer to choose from."""
        return Vocabulary(self.corpus.quads, self.paper, self.things, self.prefixes)


def home_of(root: Path, paper: str | None) -> Home:
    """Read a corpus, and find the paper of which the claims are edited.

    Args:
        root: the folder of the corpus.
        paper: the name of the paper; the only one if not given.

    Raises:
        CorpusError: if there is no corpus, or it has several papers and none is named.
        ReadError: if files of it are wrong.
        UnknownNameError: if it has no paper of this name.
    """
    if root.is_file():
        raise CorpusError(root, f"is a file; give the folder that holds {SETTINGS}")
    corpus = read_corpus(root)
    own = [folder.name for folder in paper_folders(root)]
    if paper is None and len(own) > 1:
        raise CorpusError(root, f"has several papers; give --paper, one of {', '.join(own)}")
    slug = paper or own[0]
    if slug not in own:
        raise UnknownNameError(slug, "Paper", near_names(slug, own))
    return Home(root, slug, corpus, read_settings(root / SETTINGS).base)
