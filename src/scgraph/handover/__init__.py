"""Hand a corpus over: describe it, hash it, publish its claims one by one, verify it.

>>> from pyoxigraph import RdfFormat, parse
>>> canonical_nquads(parse('<t:a> <t:b> "1.10" .', RdfFormat.TURTLE))
b'<t:a> <t:b> "1.10" .\\n'
"""

from scgraph.handover.canonical import canonical_digest, canonical_nquads
from scgraph.handover.description import Description, describe
from scgraph.handover.diagnosis import Diagnosis, Symptom
from scgraph.handover.distribution import Distribution, distribution
from scgraph.handover.extent import Extent
from scgraph.handover.manifest import Manifest, make_manifest, read_manifest
from scgraph.handover.nanopublication import Nanopublication
from scgraph.handover.publishing import nanopublications

__all__ = [
    "Description",
    "Diagnosis",
    "Distribution",
    "Extent",
    "Manifest",
    "Nanopublication",
    "Symptom",
    "canonical_digest",
    "canonical_nquads",
    "describe",
    "distribution",
    "make_manifest",
    "nanopublications",
    "read_manifest",
]
