"""Write works as the sources of a corpus, and read them back from its graph."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from scgraph import terms
from scgraph.bibliography.people import authors_in
from scgraph.bibliography.work import Work, tidy, year_in

if TYPE_CHECKING:
    from pyoxigraph import Quad

_FABIO = "http://purl.org/spar/fabio/"
_CLASSES = {
    "article": "JournalArticle",
    "book": "Book",
    "chapter": "BookChapter",
    "conference-paper": "ConferencePaper",
    "report": "ReportDocument",
    "thesis": "Thesis",
    "web-page": "WebContent",
    "news-item": "NewsItem",
    "other": "Expression",
}
_NOUNS = {
    "article": "Journal article",
    "book": "Book",
    "chapter": "Chapter of a book",
    "conference-paper": "Paper of a conference",
    "report": "Report",
    "thesis": "Thesis",
    "web-page": "Web page",
    "news-item": "News item",
    "other": "Work",
}
_DETAILS = re.compile(
    r"(?P<volume>\d{1,5})(?:\((?P<issue>[^()]{1,20})\))?(?:,\s*(?P<pages>[A-Za-z]?\d[\w\u2013-]{0,20}))?(?=$|[;.])"
)
_PAGES = re.compile(r"pp?\.\s*(?P<pages>\d[\d\u2013-]{0,20})(?=$|[;.,])")
_Values = Mapping[str, str]


def as_turtle(work: Work, slug: str, language: str = "en") -> str:
    """Return a work as a block of Turtle, as the sources of a corpus are written.

    Args:
        work: what is known of it.
        slug: its short name; the prefixes of ``reference/sources.ttl`` are taken for declared.
        language: of its label.

    >>> from scgraph.bibliography import Author
    >>> work = Work("x", "report", "Buses", (Author("World Bank"),), 2019)
    >>> print(as_turtle(work, "world-bank-2019"))
    id:world-bank-2019 a scg:Source, fabio:ReportDocument ;
      skos:prefLabel "World Bank 2019, Buses"@en ;
      skos:definition "Report by World Bank."@en ;
      dcterms:title "Buses" ;
      dcterms:creator "World Bank" ;
      dcterms:issued 2019 .
    """
    lines = [
        f"skos:prefLabel {_literal(label_of(work))}@{language}",
        f"skos:definition {_literal(_definition(work))}@en",
        *(
            f"{name} {_literal(text)}"
            for name, text in (
                ("dcterms:title", work.title),
                ("dcterms:creator", creator_of(work)),
            )
            if text
        ),
        *([f"dcterms:issued {work.year}"] if work.year is not None else []),
        *(
            f"{name} {_literal(text)}"
            for name, text in (
                ("scg:container", work.container),
                ("scg:details", details_of(work)),
                ("bibo:doi", work.doi),
            )
            if text
        ),
        *([f"schema:url {_literal(work.url)}^^xsd:anyURI"] if work.url else []),
    ]
    first = f"id:{slug} a scg:Source, fabio:{_CLASSES[work.kind]} ;"
    return "\n  ".join([first, *(f"{line} ;" for line in lines[:-1]), f"{lines[-1]} ."])


def label_of(work: Work) -> str:
    """Return a short name of a work for people: who, when, and where or what.

    >>> from scgraph.bibliography import Author
    >>> label_of(Work("x", "article", "Buses", (Author("Lee", "A."),), 2019, "Towns", "4", "1"))
    'Lee 2019, Towns 4(1)'
    """
    families = [author.family for author in work.authors]
    who = f"{families[0]} et al." if len(families) > 2 else " & ".join(families)
    when = str(work.year) if work.year is not None else ""
    volume = f" {work.volume}" if work.volume else ""
    issue = f"({work.issue})" if work.volume and work.issue else ""
    where = f"{work.container}{volume}{issue}" if work.container else work.title or ""
    head = " ".join(filter(None, (who, when)))
    return ", ".join(filter(None, (head, where))) or work.printed or work.id


def creator_of(work: Work) -> str | None:
    """Return the authors in one string.

    >>> from scgraph.bibliography import Author
    >>> creator_of(Work("x", authors=(Author("Lee", "A."), Author("Oh", "B."))))
    'Lee, A., & Oh, B.'
    """
    if all(author.given for author in work.authors):
        *others, last = [str(author) for author in work.authors] or [""]
        return f"{', '.join(others)}, & {last}" if others else last or None
    return "; ".join(str(author) for author in work.authors) or None


def details_of(work: Work) -> str | None:
    """Return volume, issue, pages and publisher in one string.

    >>> details_of(Work("x", volume="4", issue="1", pages="12–29", publisher="Town Press"))
    '4(1), 12–29; Town Press'
    """
    issue = f"({work.issue})" if work.issue else ""
    volume = f"{work.volume or ''}{issue}" or None
    pages = (work.pages if volume else f"pp. {work.pages}") if work.pages else None
    place = ", ".join(filter(None, (volume, pages)))
    return "; ".join(filter(None, (place, work.publisher))) or None


def works_of(quads: Iterable[Quad], paper: str | None = None) -> tuple[Work, ...]:
    """Return the works that a corpus knows, in the order of their keys.

    Args:
        quads: those of the corpus.
        paper: the IRI of a paper: then the entries of its list of references, in their order. What
            the list leaves open is taken from the source that the entry is for.
    """
    subjects = _subjects(quads)
    sources = {
        iri: _work(iri.rsplit("/", 1)[-1], values)
        for iri, values in subjects.items()
        if terms.VOCAB + "Source" in values.get("types", "").split()
    }
    if paper is None:
        return tuple(work for _, work in sorted(sources.items()))
    return tuple(_entries(subjects, sources, paper))


def _subjects(quads: Iterable[Quad]) -> dict[str, dict[str, str]]:
    """Gather what is said of sources and entries; a label in English goes before others."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        name = terms.curie(quad.predicate.value)
        value = getattr(quad.object, "value", "")
        values = found[getattr(quad.subject, "value", "")]
        if name == "rdf:type":
            values["types"] = f"{values.get('types', '')} {value}"
        elif name not in values or getattr(quad.object, "language", None) == "en":
            values[name] = value
    return found


def _work(key: str, values: _Values) -> Work:
    details = values.get("scg:details", "")
    place = _DETAILS.match(details) or _PAGES.search(details)
    parts = place.groupdict() if place else {}
    classes = [
        name
        for name, fabio in _CLASSES.items()
        if _FABIO + fabio in values.get("types", "").split()
    ]
    return tidy(
        Work(
            key,
            classes[0] if classes else "other",
            values.get("dcterms:title") or values.get("skos:prefLabel"),
            authors_in(values.get("dcterms:creator")),
            year_in(values.get("dcterms:issued")),
            values.get("scg:container"),
            parts.get("volume"),
            parts.get("issue"),
            parts.get("pages"),
            doi=values.get("bibo:doi"),
            url=values.get("schema:url"),
            printed=None if place else details or None,
        )
    )


def _entries(
    subjects: Mapping[str, _Values], sources: Mapping[str, Work], paper: str
) -> Iterator[Work]:
    """Yield the entries of a paper's list, completed by the sources that they are for."""
    listed = [
        values
        for values in subjects.values()
        if values.get("scg:inPaper") == paper
        and terms.VOCAB + "ReferenceEntry" in values.get("types", "").split()
    ]
    used: set[str] = set()
    for values in sorted(listed, key=lambda one: int(one.get("scg:number", 0))):
        iri = values.get("scg:entryFor", "")
        key = iri.rsplit("/", 1)[-1] or f"reference-{values.get('scg:number', len(used) + 1)}"
        source = sources.get(iri)
        entry = _work(key, values)
        unused = key if key not in used else f"{key}-{values.get('scg:number')}"
        used.add(unused)
        yield _completed(entry, source, unused)


def _completed(entry: Work, source: Work | None, key: str) -> Work:
    """Return an entry with what it leaves open filled from its source."""
    if source is None:
        return replace(entry, id=key)
    mine, theirs = _as_dict(entry), _as_dict(source)
    kept = {name: mine[name] or theirs[name] for name in mine}
    return replace(entry, **(kept | {"id": key, "kind": source.kind}))


def _as_dict(work: Work) -> dict[str, Any]:
    return {field.name: getattr(work, field.name) for field in fields(work)}


def _definition(work: Work) -> str:
    families = [author.family for author in work.authors]
    if not families:
        return f"{_NOUNS[work.kind]} without a named author."
    others = " and others" if len(families) > 2 else ""
    who = f"{families[0]}{others}" if others else " and ".join(families)
    return f"{_NOUNS[work.kind]} by {who}."


def _literal(text: str) -> str:
    """Return a text as a literal of Turtle."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'
