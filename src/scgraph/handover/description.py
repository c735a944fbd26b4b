"""Describe a corpus for catalogues: DCAT 3, VoID and schema.org, on one and the same node.

What the corpus does not say of itself is left out, and a remark says so; nothing is made up. The
days are those of the curation, never today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from scgraph import files
from scgraph.errors import ExportError, near_names
from scgraph.export import RDF_SUFFIXES, rdf_bytes
from scgraph.handover.counts import say_counts
from scgraph.handover.curation import DATE
from scgraph.handover.distribution import Distribution
from scgraph.handover.extent import Extent, graph_of, paper_of
from scgraph.handover.facts import Facts, scg
from scgraph.handover.header import Header, read_header
from scgraph.handover.publishing import addresses, as_iri_or_text
from scgraph.handover.statements import Statements, below, term_of
from scgraph.handover.statistics import statistics
from scgraph.terms import PREFIXES

_LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"
_TYPES = ("dcat:Dataset", "void:Dataset", "schema:Dataset")


@dataclass(frozen=True)
class Description:
    """The description of a corpus as a dataset, and what could not be said.

    Args:
        quads: the description.
        remarks: what a catalogue would ask for and the corpus does not say, a sentence each.
    """

    quads: tuple[Quad, ...] = field(repr=False)
    remarks: tuple[str, ...]

    def written(self, suffix: str = ".ttl", prefixes: Mapping[str, str] = PREFIXES) -> bytes:
        """Write it in the format of a suffix; the same description gives the same bytes.

        Raises:
            ExportError: if no format has the suffix.

        >>> Description((), ()).written(".nt")
        b''
        """
        if suffix not in RDF_SUFFIXES:
            near = near_names(suffix, RDF_SUFFIXES)
            raise ExportError(
                f"a description is RDF; no such format has the suffix {suffix!r}", near
            )
        return rdf_bytes(self.quads, suffix, prefixes)

    def save(self, path: str | PathLike[str]) -> Path:
        """Write it to a file, whose suffix is the format: .ttl, .jsonld, .nt, .nq or .trig."""
        file = Path(path)
        files.replace(file, self.written(file.suffix.lower()))
        return file


def describe(
    quads: Iterable[Quad], extent: Extent, distributions: Iterable[Distribution] = ()
) -> Description:
    """Describe a corpus.

    Args:
        quads: all that is known; only what is of the corpus is counted.
        extent: which corpus is meant.
        distributions: the files in which it is handed over.
    """
    every = list(quads)
    return _Describer(every, extent, tuple(distributions)).description()


class _Describer:
    def __init__(
        self, quads: list[Quad], extent: Extent, distributions: tuple[Distribution, ...]
    ) -> None:
        self._extent = extent
        self._others = [base for base in extent.included if base != extent.base]
        self._labels = Facts(quads)
        self._own = list(extent.own(quads))
        self._facts = Facts(self._own)
        self._header = read_header(self._facts, extent)
        self._distributions = distributions
        self._dataset = self._header.dataset
        self._said = Statements()

    def description(self) -> Description:
        self._whole()
        by_paper: dict[str, list[Quad]] = {paper: [] for paper in self._papers()}
        for quad in self._own:
            paper = paper_of(graph_of(quad))
            if paper in by_paper:
                by_paper[paper].append(quad)
        for paper, quads in by_paper.items():
            self._part(paper, quads)
        return Description(self._said.quads, tuple(self._remarks()))

    def _papers(self) -> list[str]:
        return self._facts.of_kind(scg("Paper"))

    # ------------------------------------------------------------------ the corpus as a whole

    def _whole(self) -> None:
        dataset, header = self._dataset, self._header
        self._kind(dataset)
        self._texts(dataset, header)
        self._creator(dataset, header)
        self._days(dataset, self._facts.of_kind(scg("CurationPass")), header)
        self._subjects(dataset, self._papers())
        say_counts(self._said, dataset, statistics(self._own, self._extent.base), self._others)
        self._said.say(dataset, ("void:uriSpace", self._extent.base))
        for base in self._others:
            self._said.say(dataset, ("dcterms:requires", NamedNode(f"{base}dataset")))
        for file in self._distributions:
            self._distribution(dataset, file)

    def _kind(self, dataset: str) -> None:
        self._said.say(dataset, *(("rdf:type", term_of(name)) for name in _TYPES))
        language = self._extent.language
        self._said.say(dataset, ("dcterms:language", NamedNode(f"{_LANGUAGES}{language}")))
        self._said.say(dataset, ("schema:inLanguage", language))

    def _texts(self, dataset: str, header: Header) -> None:
        language = self._extent.language
        for text, names in (
            (header.title, ("dcterms:title", "schema:name")),
            (header.description, ("dcterms:description", "schema:description")),
        ):
            self._said.alike(dataset, text and Literal(text, language=language), *names)
        self._said.alike(
            dataset, header.version, "dcat:version", "owl:versionInfo", "schema:version"
        )
        vocabulary = header.vocabulary and as_iri_or_text(header.vocabulary)
        self._said.alike(dataset, vocabulary, "dcterms:conformsTo")

    def _creator(self, dataset: str, header: Header) -> None:
        licence = header.licence and as_iri_or_text(header.licence)
        self._said.alike(dataset, licence or None, "dcterms:license", "schema:license")
        if header.creator is None:
            return
        # A creator is somebody, not a text: one that is only named gets an IRI below the dataset.
        maker = as_iri_or_text(header.creator)
        if isinstance(maker, Literal):
            agent = f"{self._dataset}#creator"
            self._said.say(
                agent, ("rdf:type", term_of("foaf:Agent")), ("foaf:name", header.creator)
            )
            self._said.say(agent, ("schema:name", header.creator))
            maker = NamedNode(agent)
        self._said.alike(dataset, maker, "dcterms:creator", "schema:creator")

    def _days(self, dataset: str, passes: list[str], header: Header | None = None) -> None:
        days = sorted(day for one in passes for day in self._facts.dates(one, DATE))
        created = (header.created if header else None) or (days[0] if days else None)
        self._said.alike(dataset, _day(created), "dcterms:created", "schema:dateCreated")
        self._said.alike(dataset, _day(days[-1] if days else None), "dcterms:modified")
        self._said.alike(dataset, _day(days[-1] if days else None), "schema:dateModified")
        issued = _day(header.issued if header else None)
        self._said.alike(dataset, issued, "dcterms:issued", "schema:datePublished")
        for kind in sorted({k for one in passes for k in self._facts.iris(one, scg("passKind"))}):
            label = self._labels.label(kind, self._extent.language)
            self._said.alike(dataset, label or NamedNode(kind), "schema:measurementTechnique")

    def _subjects(self, dataset: str, papers: Iterable[str]) -> None:
        """Say what it is about: the barriers at the top of each paper's hierarchy."""
        for paper in papers:
            for barrier in self._trunks(paper):
                self._said.alike(dataset, NamedNode(barrier), "schema:about")
                for label in self._labels.labels(barrier):
                    self._said.alike(dataset, label, "dcat:keyword", "schema:keywords")

    def _trunks(self, paper: str) -> Iterator[str]:
        for place in self._facts.iris(paper, scg("arranges")):
            if not self._facts.iris(place, scg("placedUnder")):
                yield from self._facts.iris(place, scg("placedBarrier"))

    # ------------------------------------------------------------------ a paper's part

    def _part(self, paper: str, quads: list[Quad]) -> None:
        """Describe the annotation of a paper as a dataset that is derived from the paper."""
        slug = paper.rsplit("/", 1)[-1]
        part = f"{self._dataset}/{slug}"
        self._kind(part)
        title = self._facts.text(paper, f"{PREFIXES['dcterms']}title", self._extent.language)
        named = Literal(f"{title or slug}: claims", language=self._extent.language)
        self._said.alike(part, named, "dcterms:title", "schema:name")
        self._said.alike(self._dataset, NamedNode(part), "dcterms:hasPart", "void:subset")
        self._said.alike(self._dataset, NamedNode(part), "schema:hasPart")
        self._said.alike(part, NamedNode(self._dataset), "dcterms:isPartOf", "schema:isPartOf")
        works = [NamedNode(iri) for iri in (paper, *addresses(self._facts, paper))]
        for work in works:
            self._said.alike(part, work, "prov:wasDerivedFrom", "dcterms:source")
        self._said.alike(part, works[0], "schema:isBasedOn")
        for dataset in (part, self._dataset):
            self._said.alike(dataset, works[0], "schema:citation")
        self._paper(paper)
        self._creator(part, self._header)
        of_paper = Facts(quads)
        self._days(part, of_paper.of_kind(scg("CurationPass")))
        self._subjects(part, [paper])
        say_counts(self._said, part, statistics(quads, self._extent.base), self._others)

    def _paper(self, paper: str) -> None:
        """Say of a paper what tells which it is."""
        self._said.say(paper, ("rdf:type", term_of("schema:ScholarlyArticle")))
        wanted = ("dcterms:title", "dcterms:creator", "dcterms:language", "bibo:doi", "schema:url")
        for name in wanted:
            for value in self._facts.objects(paper, term_of(name).value):
                if isinstance(value, Literal | NamedNode):
                    self._said.say(paper, (name, value))
        for address in addresses(self._facts, paper)[:1]:
            self._said.say(paper, ("schema:sameAs", NamedNode(address)))

    def _distribution(self, dataset: str, file: Distribution) -> None:
        node = below(dataset, "file", file.name)
        self._said.alike(dataset, NamedNode(node), "dcat:distribution", "schema:distribution")
        self._said.say(
            node, *((name, term_of(value)) for name, value in file.kinds), *file.facts(node)
        )
        self._said.say(f"{node}/checksum", *file.checksum())
        licence = self._header.licence and as_iri_or_text(self._header.licence)
        self._said.alike(node, licence or None, "dcterms:license")
        if file.address:
            self._said.alike(dataset, NamedNode(file.address), "void:dataDump")

    def _remarks(self) -> Iterator[str]:
        header = self._header
        for said, what, where in (
            (header.title, "title", "`title:` in corpus.yaml"),
            (header.description, "description", "dcterms:description of the dataset"),
            (header.creator, "creator", "`creator:` in corpus.yaml"),
            (header.licence, "licence", "`licence:` in corpus.yaml"),
            (header.version, "version", "owl:versionInfo of the dataset"),
            (header.issued, "day of publication", "dcterms:issued of the dataset"),
        ):
            if said is None:
                yield f"the corpus states no {what}; add {where}"
        if not any(
            self._facts.dates(one, DATE) for one in self._facts.of_kind(scg("CurationPass"))
        ):
            yield "no curation pass has a day, so that no day of change is known; add passes"
        if not self._distributions:
            yield "no file is described; name those that are handed over by --file"
        elif not all(file.address for file in self._distributions):
            yield "the files have no address; say where they will lie by --at"


def _day(day: str | None) -> Literal | None:
    return Literal(day, datatype=term_of("xsd:date")) if day else None
