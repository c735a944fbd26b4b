"""What the parts of a corpus and their changes are called, and which part belongs to which."""

from __future__ import annotations

from collections.abc import Set

from scgraph.comparing.statements import IRI, Statements, Value
from scgraph.terms import CODE, PREFIXES, VOCAB, expand

TYPE = f"{PREFIXES['rdf']}type"


def _iri(curie: str) -> str:
    found = expand(curie)
    assert found is not None
    return found


NOUNS = {
    _iri(curie): noun
    for curie, noun in (
        ("scg:Paper", "paper"),
        ("scg:Claim", "claim"),
        ("scg:Involvement", "involvement"),
        ("scg:CausalLink", "causal link"),
        ("scg:Comparison", "comparison"),
        ("scg:Figure", "figure"),
        ("scg:Recommendation", "recommendation"),
        ("scg:Inference", "inference"),
        ("scg:Citation", "citation"),
        ("scg:ResearchQuestion", "research question"),
        ("scg:ReferenceEntry", "reference"),
        ("scg:Placement", "place in the hierarchy"),
        ("scg:Check", "check"),
        ("scg:Reply", "reply"),
        ("scg:Consultation", "consultation"),
        ("scg:CurationPass", "pass"),
        ("scg:CurationDecision", "decision"),
        ("doco:Section", "section"),
        ("doco:Sentence", "sentence"),
        ("scg:Alignment", "alignment"),
        ("scg:Barrier", "barrier"),
        ("scg:Outcome", "outcome"),
        ("scg:Enabler", "enabler"),
        ("scg:Driver", "driver"),
        ("scg:Actor", "actor"),
        ("scg:Initiative", "initiative"),
        ("scg:Place", "place"),
        ("scg:Domain", "domain"),
        ("scg:Construct", "construct"),
        ("scg:Source", "source"),
        ("void:Dataset", "dataset"),
    )
}
"""The nouns by class, in the order in which changes are told."""

ORDER = {noun: number for number, noun in enumerate(["corpus", *NOUNS.values(), "thing"])}

OWNING = frozenset(
    map(
        _iri,
        (
            "scg:assertsInvolvement",
            "scg:assertsCausalLink",
            "scg:assertsComparison",
            "scg:assertsFigure",
            "scg:assertsRecommendation",
            "scg:assertsInference",
            "scg:hasCitation",
            "scg:reply",
            "scg:arranges",
        ),
    )
)
"""The properties whose values are parts of what has them."""

NAMED_BY = {
    _iri("scg:Involvement"): tuple(map(_iri, ("scg:actor", "scg:role", "scg:target"))),
    _iri("scg:CausalLink"): tuple(map(_iri, ("scg:cause", "scg:causalKind", "scg:effect"))),
    _iri("scg:Citation"): tuple(map(_iri, ("scg:citedSource", "scg:pointing"))),
    _iri("scg:Placement"): (_iri("scg:placedBarrier"),),
    _iri("scg:Inference"): (),
    _iri("scg:Reply"): (_iri("dcterms:date"),),
    _iri("scg:Alignment"): tuple(
        map(
            _iri,
            (
                *("owl:annotatedSource", "owl:annotatedProperty", "owl:annotatedTarget"),
                "sssom:predicate_modifier",
            ),
        )
    ),
}
"""Parts and rows whose names are made of some of their values."""

NEARLY = {
    _iri("scg:Involvement"): 2,
    _iri("scg:CausalLink"): 2,
    _iri("scg:Citation"): 1,
    _iri("scg:Alignment"): 2,
}
"""How many of these two must share for the one to have become the other."""

SHARED = tuple(
    map(
        _iri,
        (
            *("scg:Barrier", "scg:Outcome", "scg:Enabler", "scg:Driver", "scg:Actor"),
            *("scg:Initiative", "scg:Place", "scg:Domain", "scg:Construct", "scg:Source"),
        ),
    )
)
"""What papers share."""

PARAGRAPH = _iri("doco:Paragraph")
SENTENCE = _iri("doco:Sentence")
CLAIM = _iri("scg:Claim")
PAPER = _iri("scg:Paper")
SECTION = _iri("doco:Section")
INVOLVEMENT = _iri("scg:Involvement")
CITATION = _iri("scg:Citation")
MARKS = {INVOLVEMENT: ", ", CITATION: ", "}
"""What stands between the values that name a part; a dash, where nothing else is said."""
PLACES = (SENTENCE, SECTION)
RELATION = _iri("owl:annotatedProperty")
NEGATION = _iri("sssom:predicate_modifier")
ENDS = (_iri("owl:annotatedSource"), _iri("owl:annotatedTarget"))
ASSIGNMENT = _iri("scg:StatusAssignment")
ALIGNMENT = _iri("scg:Alignment")
STATED_AT = _iri("scg:statedAt")
TEXT = _iri("schema:text")
READ_IN = _iri("scg:readIn")
ASSIGNS = _iri("scg:assigns")
ASSIGNED_TO = _iri("scg:assignedTo")
GENERATED_BY = _iri("prov:wasGeneratedBy")
STATUS = frozenset((ASSIGNS, ASSIGNED_TO, GENERATED_BY))
PLACED = _iri("scg:placedBarrier")
CLAIM_TYPE = _iri("scg:claimType")
IN_PAPER = _iri("scg:inPaper")
LOCATOR = _iri("scg:locator")
POSITION = _iri("schema:position")
PART_OF = _iri("dcterms:isPartOf")
TITLE = _iri("dcterms:title")
PREF_LABEL = _iri("skos:prefLabel")
DIGESTS = tuple(map(_iri, ("scg:tolerantDigest1", "scg:typographicDigest1", "scg:exactDigest1")))
LAYOUT = frozenset((LOCATOR, POSITION, PART_OF))
"""What tells where a sentence or section stands, and not what it says."""

_REWORDED = frozenset(
    map(
        _iri,
        (
            *("schema:text", "skos:definition", "skos:scopeNote", "dcterms:description"),
            *("scg:finding", "scg:method", "scg:askAuthor", "scg:condition", "scg:measure"),
            *("scg:question", "scg:ruling", "scg:reason", "scg:cue", "rdfs:comment"),
        ),
    )
)
_RELABELLED = frozenset(map(_iri, ("skos:prefLabel", "skos:altLabel", "skos:notation")))
_REPLACED = frozenset((_iri("scg:placedUnder"),))
_ASPECTS = {
    TYPE: "kind",
    TEXT: "text",
    STATED_AT: "place",
    PREF_LABEL: "label",
    _iri("skos:altLabel"): "other name",
    _iri("skos:definition"): "definition",
    _iri("skos:scopeNote"): "note",
    TITLE: "title",
    _iri("dcterms:creator"): "authors",
    _iri("dcterms:subject"): "about",
    _iri("dcterms:issued"): "year",
    _iri("dcterms:description"): "note",
    _iri("prov:wasGeneratedBy"): "pass",
    _iri("schema:value"): "value",
    _iri("schema:observationAbout"): "place",
    _iri("schema:url"): "address",
    _iri("bibo:doi"): "DOI",
    _iri("rdfs:comment"): "comment",
    _iri("owl:annotatedProperty"): "relation",
    _iri("sssom:predicate_modifier"): "negation",
    _iri("sssom:mapping_justification"): "justification",
}


def owners_of(statements: Statements) -> dict[str, str]:
    """Return of what each part is a part."""
    return {
        value[0]: node
        for node, by_property in statements.items()
        for name in OWNING & by_property.keys()
        for value in by_property[name]
        if value[1] == IRI
    }


def noun_of(node: str, statements: Statements) -> str:
    """Return what a node is called; "thing" if it is of no class of ours."""
    types = {value[0] for value in statements.get(node, {}).get(TYPE, ())}
    return next((noun for kind, noun in NOUNS.items() if kind in types), "thing")


def is_a(node: str, kind: str, statements: Statements) -> bool:
    """Tell whether a node is of a class."""
    return (kind, IRI, "") in statements.get(node, {}).get(TYPE, ())


def change_of(predicate: str, values: Set[Value]) -> str:
    """Return what it is called when a property of a node changes from or to some values."""
    if predicate in _REPLACED:
        return "re-placed"
    if predicate in _REWORDED:
        return "reworded"
    if predicate in _RELABELLED:
        return "relabelled"
    are_codes = all(value[0].startswith(CODE) for value in values)
    return "recoded" if are_codes and values else "changed"


def aspect_of(predicate: str, labels: dict[str, str]) -> str:
    """Return what a property is called."""
    if predicate in _ASPECTS:
        return _ASPECTS[predicate]
    if predicate.startswith(VOCAB) and predicate in labels:
        return labels[predicate]
    return predicate.replace("#", "/").rpartition("/")[2]
