"""The columns, keys, predicates and justifications of SSSOM that an alignment ledger may use.

The names are those of the standard (https://mapping-commons.github.io/sssom/), in its order. What
the graph has no use for is kept in the file as it is.
"""

from __future__ import annotations

from scgraph import terms

COLUMNS = (
    "record_id",
    "subject_id",
    "subject_label",
    "subject_category",
    "predicate_id",
    "predicate_label",
    "predicate_modifier",
    "object_id",
    "object_label",
    "object_category",
    "mapping_justification",
    "author_id",
    "author_label",
    "reviewer_id",
    "reviewer_label",
    "creator_id",
    "creator_label",
    "license",
    "subject_type",
    "subject_source",
    "subject_source_version",
    "object_type",
    "object_source",
    "object_source_version",
    "predicate_type",
    "mapping_provider",
    "mapping_source",
    "mapping_cardinality",
    "cardinality_scope",
    "mapping_tool",
    "mapping_tool_id",
    "mapping_tool_version",
    "mapping_date",
    "publication_date",
    "review_date",
    "confidence",
    "reviewer_agreement",
    "curation_rule",
    "curation_rule_text",
    "subject_match_field",
    "object_match_field",
    "match_string",
    "subject_preprocessing",
    "object_preprocessing",
    "similarity_score",
    "similarity_measure",
    "see_also",
    "issue_tracker_item",
    "other",
    "comment",
)
"""The columns of a mapping."""

REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")

KEYS = (
    "sssom_version",
    "curie_map",
    "mapping_set_id",
    "mapping_set_confidence",
    "mapping_set_version",
    "mapping_set_source",
    "mapping_set_title",
    "mapping_set_description",
    "creator_id",
    "creator_label",
    "license",
    "mapping_provider",
    "mapping_tool",
    "mapping_tool_id",
    "mapping_tool_version",
    "mapping_date",
    "publication_date",
    "subject_source",
    "subject_source_version",
    "object_source",
    "object_source_version",
    "see_also",
    "issue_tracker",
    "other",
    "comment",
)
"""The keys of the block of metadata."""

BUILT_IN = ("owl", "rdf", "rdfs", "semapv", "skos", "sssom")
"""The prefixes that need no declaration, and mean what the standard says."""

JOINING = ("skos:exactMatch", "schema:sameAs")
"""What says that two things are one: of concepts, and of actors, places and works."""

PREDICATES = (
    *JOINING,
    "skos:closeMatch",
    "skos:broadMatch",
    "skos:narrowMatch",
    "skos:relatedMatch",
)

JUSTIFICATIONS = tuple(
    f"semapv:{name}"
    for name in (
        "ManualMappingCuration",
        "MappingReview",
        "LexicalMatching",
        "LexicalSimilarityThresholdMatching",
        "SemanticSimilarityThresholdMatching",
        "BackgroundKnowledgeBasedMatching",
        "CompositeMatching",
        "InstanceBasedMatching",
        "LogicalReasoning",
        "MappingChaining",
        "MappingInversion",
        "StructuralMatching",
        "UnspecifiedMatching",
    )
)
"""How somebody came to a mapping: terms of the Semantic Mapping Vocabulary."""

NOT = "Not"
"""The one value of predicate_modifier."""


def iri(curie: str) -> str:
    """Return the IRI of a CURIE of this module.

    >>> iri("semapv:LexicalMatching")
    'https://w3id.org/semapv/vocab/LexicalMatching'
    """
    found = terms.expand(curie)
    assert found is not None
    return found


JOINING_IRIS = frozenset(map(iri, JOINING))
