"""Write a small corpus on buses, to be linted, mended and reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scgraph.anchors import Anchor

NAME = "bus-2020"
BASE = "https://example.org/buses/"
SETTINGS = f"base: {BASE}\nlanguage: en\n"
RECORD = "title: Buses\nauthors: A. Driver\nlanguage: en\n"
SENTENCES = ("Evening services are behind time on most days.", "Nobody is in them after nine.")
HEAD = """\
@prefix id: <https://example.org/buses/id/> .
@prefix scg: <https://w3id.org/scgraph/vocab/> .
@prefix actor-kind: <https://w3id.org/scgraph/code/actor-kind/> .
@prefix fabio: <http://purl.org/spar/fabio/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

"""
FACTORS = f"""{HEAD}# Factors.

### Barriers

id:delays a scg:Barrier, skos:Concept ;
  skos:prefLabel "Delayed buses"@en, "バスの遅れ"@ja ;
  skos:definition "Buses come later than the timetable says."@en .
"""
ACTORS = f"""{HEAD}id:bus-company a scg:Actor ;
  skos:prefLabel "Bus company"@en, "バス会社"@ja ;
  skos:altLabel "Operator"@en ;
  skos:definition "Who runs the buses."@en ;
  scg:actorKind actor-kind:industry .
"""
SOURCES = f"""{HEAD}id:bus-survey a scg:Source, fabio:ReportDocument ;
  skos:prefLabel "Bus survey 2019"@en ;
  skos:definition "A survey of passengers."@en .

id:rail-survey a scg:Source, fabio:ReportDocument ;
  skos:prefLabel "Rail survey 2018"@en ;
  skos:definition "A survey of railways."@en .
"""
CLAIMS = """\
# What the paper says.
defaults:
  certainty: asserted
  polarity: affirmed
  voice: own-synthesis
  scope: generic
  reading: literal
  status: stated

claims:
  - id: buses-late
    at: 1/p1/s1
    says: Buses run late.
    type: barrier
    barrier: delays
    involves:
      - {actor: bus-company, role: mandate, in: delays}

  # Nobody counts them.
  - id: buses-empty
    at: 1/p1/s2
    says: Late buses are empty.
    type: barrier
    barrier: delays
"""


def write_corpus(root: Path, files: Mapping[str, str] | None = None) -> Path:
    """Write a corpus with one paper, and return its folder.

    Args:
        root: where it is to lie.
        files: files of the paper by name; with a slash, of the corpus. They win over the usual.
    """
    given = dict(files or {})
    text = given.get(f"texts/{NAME}.txt")
    sentences = [part.strip() + "." for part in text.split(".") if part.strip()] if text else None
    usual = {
        "corpus.yaml": SETTINGS,
        "reference/factors.ttl": FACTORS,
        "reference/actors.ttl": ACTORS,
        "reference/sources.ttl": SOURCES,
        f"papers/{NAME}/paper.yaml": RECORD,
        f"papers/{NAME}/sentences.yaml": written_sentences(sentences or SENTENCES),
    }
    inside = {
        name if "/" in name or name == "corpus.yaml" else f"papers/{NAME}/{name}": content
        for name, content in given.items()
    }
    for name, content in {**usual, **inside}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    return root


def written_sentences(sentences: tuple[str, ...] | list[str]) -> str:
    """Return a sentence file of one section and one paragraph."""
    lines = [
        "sections:",
        '  - locator: "1"',
        "    title: Buses",
        "    position: 1",
        "    paragraphs:",
        "      - locator: 1/p1",
        "        position: 1",
        "        sentences:",
    ]
    for number, sentence in enumerate(sentences, 1):
        anchor = Anchor.of(f"1/p1/s{number}", sentence)
        lines += [
            f"          - locator: {anchor.locator}",
            f"            position: {number}",
            f'            exact_1: "{anchor.exact}"',
            f'            typographic_1: "{anchor.typographic}"',
            f'            tolerant_1: "{anchor.tolerant}"',
            f"            tokens: {anchor.tokens}",
            f"            letters: {anchor.letters}",
        ]
    return "\n".join(lines) + "\n"


def paper(root: Path) -> Path:
    """Return the folder of the paper."""
    return root / "papers" / NAME
