"""Hold the one map of prefixes, and move between IRIs and their short forms.

A prefix means the same in every file of this project: ontology, data, queries and code.

>>> curie("https://w3id.org/scgraph/code/role/leads")
'role:leads'
>>> expand("scg:Claim")
'https://w3id.org/scgraph/vocab/Claim'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

__all__ = [
    "BASE",
    "CODE",
    "CODE_LISTS",
    "PAPER_GRAPHS",
    "PREFIXES",
    "VOCAB",
    "VOCABULARY_GRAPH",
    "alignments_graph",
    "curie",
    "expand",
    "paper_graph",
    "paper_iri",
    "reference_graph",
    "things",
]

BASE = "https://w3id.org/scgraph/"
"""The base of the shipped corpus; another corpus sets its own in its ``corpus.yaml``."""

VOCAB = "https://w3id.org/scgraph/vocab/"
"""The namespace of classes and properties, the same for every corpus."""

CODE = "https://w3id.org/scgraph/code/"
"""The namespace of codes, the same for every corpus: list, slash, code."""

VOCABULARY_GRAPH = "https://w3id.org/scgraph/vocabulary"
"""The named graph of the vocabulary and the code lists."""

PAPER_GRAPHS = ("says", "anchors", "checks", "curation")
"""The named graphs of one paper, which are therefore no slugs for its claims."""

CODE_LISTS = (
    "actor-kind",
    "better-if",
    "causal-kind",
    "certainty",
    "check-target",
    "citation-scope",
    "claim-type",
    "comparison-basis",
    "comparison-sense",
    "confidence",
    "curation-status",
    "curator-role",
    "depth",
    "direction",
    "effect-status",
    "evidence-status",
    "facet",
    "grade",
    "how-stated",
    "initiative-kind",
    "no-claim-reason",
    "pass-kind",
    "place-kind",
    "pointing",
    "polarity",
    "purpose",
    "quantifier",
    "reading",
    "reply-status",
    "role",
    "salience",
    "scope",
    "source-relation",
    "standing",
    "study-aspect",
    "support",
    "unit-of-figure",
    "verdict",
    "voice",
)
"""The code lists; each has its name as a prefix."""

_STANDARD = {
    "bibo": "http://purl.org/ontology/bibo/",
    "c4o": "http://purl.org/spar/c4o/",
    "cito": "http://purl.org/spar/cito/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "doco": "http://purl.org/spar/doco/",
    "earl": "http://www.w3.org/ns/earl#",
    "fabio": "http://purl.org/spar/fabio/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "mp": "http://purl.org/mp/",
    "np": "http://www.nanopub.org/nschema#",
    "npx": "http://purl.org/nanopub/x/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pav": "http://purl.org/pav/",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sepio": "http://purl.obolibrary.org/obo/SEPIO_",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "sssom": "https://w3id.org/sssom/",
    "unit": "http://qudt.org/vocab/unit/",
    "void": "http://rdfs.org/ns/void#",
    "xkos": "http://rdf-vocabulary.ddialliance.org/xkos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_OWN = {
    "scg": VOCAB,
    "codes": CODE,
    "id": f"{BASE}id/",
    "shape": f"{BASE}shape/",
}

PREFIXES: Mapping[str, str] = MappingProxyType(
    _OWN | _STANDARD | {name: f"{CODE}{name}/" for name in CODE_LISTS}
)
"""Every prefix and its namespace, in a mapping that nobody can change."""


def curie(iri: str, extra: Mapping[str, str] = MappingProxyType({})) -> str:
    """Shorten an IRI by the longest namespace that it begins with; else return it as it is.

    Args:
        iri: the IRI in full.
        extra: more prefixes, for instance those of the papers of a corpus; they win over
            `PREFIXES` where both name one namespace.

    >>> curie("https://w3id.org/scgraph/paper/an-2025/2.1/p2/s4",
    ...       {"an-2025": "https://w3id.org/scgraph/paper/an-2025/"})
    'an-2025:2.1/p2/s4'
    >>> curie("https://example.org/elsewhere")
    'https://example.org/elsewhere'
    """
    best = ""
    short = iri
    for prefix, namespace in (*extra.items(), *PREFIXES.items()):
        if len(best) < len(namespace) < len(iri) and iri.startswith(namespace):
            best, short = namespace, f"{prefix}:{iri[len(namespace) :]}"
    return short


def expand(curie: str, extra: Mapping[str, str] = MappingProxyType({})) -> str | None:
    """Lengthen a CURIE to its IRI; return None if its prefix is unknown or there is none.

    >>> expand("claim-type:causal")
    'https://w3id.org/scgraph/code/claim-type/causal'
    >>> expand("no-such-prefix:causal") is None
    True
    """
    prefix, colon, local = curie.partition(":")
    namespace = extra.get(prefix) or PREFIXES.get(prefix)
    return f"{namespace}{local}" if colon and namespace else None


def paper_iri(slug: str, base: str = BASE) -> str:
    """Return the IRI of a paper; a slash after it begins the space of the paper's own nodes.

    >>> paper_iri("an-2025")
    'https://w3id.org/scgraph/paper/an-2025'
    """
    return f"{base}paper/{slug}"


def paper_graph(slug: str, name: str, base: str = BASE) -> str:
    """Return the IRI of one of a paper's named graphs, a name of `PAPER_GRAPHS`.

    >>> paper_graph("an-2025", "says")
    'https://w3id.org/scgraph/paper/an-2025/says'
    """
    return f"{paper_iri(slug, base)}/{name}"


def reference_graph(base: str = BASE) -> str:
    """Return the IRI of the named graph of a corpus's shared things.

    >>> reference_graph()
    'https://w3id.org/scgraph/reference'
    """
    return f"{base}reference"


def alignments_graph(base: str = BASE) -> str:
    """Return the IRI of the named graph of a corpus's alignments.

    >>> alignments_graph()
    'https://w3id.org/scgraph/alignments'
    """
    return f"{base}alignments"


def unused(name: str, used: Counter[str]) -> str:
    """Return a name, with a number behind it if it is used already, and note it as used.

    >>> used: Counter[str] = Counter()
    >>> [unused("work", used) for _ in range(3)]
    ['work', 'work-2', 'work-3']
    """
    free = name
    while free in used:
        # Of many things of one name, each goes on where the last one stopped to count.
        used[name] += 1
        free = f"{name}-{used[name]}"
    used[free] = max(used[free], 1)
    return free


def things(base: str = BASE) -> str:
    """Return the namespace of a corpus's shared things.

    >>> things("https://example.org/cycling/")
    'https://example.org/cycling/id/'
    """
    return f"{base}id/"
