"""What VoID says of a dataset: its counts, its partitions, and where its links lead."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode

from scgraph.handover.statements import Statements, below, term_of
from scgraph.handover.statistics import Statistics


def say_counts(
    statements: Statements, dataset: str, counted: Statistics, included: Sequence[str] = ()
) -> None:
    """Say how much there is in a dataset.

    Args:
        statements: where to say it.
        dataset: the IRI of the dataset.
        counted: the counts.
        included: the bases of corpora to whose things there may be links.
    """
    statements.say(
        dataset,
        ("void:triples", counted.triples),
        ("void:entities", counted.entities),
        ("void:distinctSubjects", counted.subjects),
        ("void:distinctObjects", counted.objects),
        ("void:classes", len(counted.classes)),
        ("void:properties", len(counted.properties)),
        *(("void:vocabulary", NamedNode(name)) for name in counted.vocabularies),
    )
    for kind, number in counted.classes.items():
        part = below(dataset, "class", kind)
        statements.say(dataset, ("void:classPartition", NamedNode(part)))
        statements.say(part, ("void:class", NamedNode(kind)), ("void:entities", number))
    for name, number in counted.properties.items():
        part = below(dataset, "property", name)
        statements.say(dataset, ("void:propertyPartition", NamedNode(part)))
        statements.say(part, ("void:property", NamedNode(name)), ("void:triples", number))
    for (name, place), number in counted.links.items():
        target = _target(statements, dataset, place, included)
        links = below(dataset, "links", name, place)
        statements.say(dataset, ("void:subset", NamedNode(links)))
        statements.say(
            links,
            ("rdf:type", term_of("void:Linkset")),
            ("void:linkPredicate", NamedNode(name)),
            ("void:subjectsTarget", NamedNode(dataset)),
            ("void:objectsTarget", NamedNode(target)),
            ("void:triples", number),
        )


def _target(statements: Statements, dataset: str, place: str, included: Sequence[str]) -> str:
    """Return the dataset that links lead to: one that is included, or what has the IRIs."""
    known = [base for base in included if place.startswith(base)]
    target = f"{known[0]}dataset" if known else below(dataset, "target", place)
    space = known[0] if known else place
    statements.say(target, ("rdf:type", term_of("void:Dataset")), ("void:uriSpace", space))
    return target
