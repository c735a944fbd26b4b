"""The engine that runs the shapes says what the reference engine says, or leaves it to it.

With SCGRAPH_DEEP=1 on ten times as many graphs.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse
from pyshacl.errors import ReportableRuntimeError

import scgraph
from scgraph import files
from scgraph.answers import Report
from scgraph.corpus import read_corpus
from scgraph.errors import QueryError, ReadError
from scgraph.validation import ENGINES, shacl, validate
from scgraph.validation.flatten import as_graph
from scgraph.validation.outcome import Outcome
from scgraph.validation.reading import Shapes, read_shapes
from scgraph.validation.running import run_shapes
from scgraph.validation.triples import Triples
from shacl_cases import PREFIXES, Case
from shacl_counts import counted
from shacl_fixtures import names
from test_planted_faults import OF_CONTENT, planted

SMALL = Path(__file__).resolve().parent / "fixtures" / "corpus-small"
SOURCE = Path(__file__).resolve().parents[1] / "src"
TIMES = 10 if os.environ.get("SCGRAPH_DEEP") else 1
RANDOM_SHAPES = range(140 * TIMES)
MUTATED = range(60 * TIMES)
SHARE_OF_SHAPES = 12
EDITS = 60

pytestmark = [
    # pySHACL's engine warns of odd booleans, and logs what it cannot convert.
    pytest.mark.filterwarnings("ignore:Parsing weird boolean"),
]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Keep what rdflib thinks of ill-typed literals out of the output."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def turtle(text: str) -> list[Quad]:
    """Return the quads of some Turtle."""
    return list(parse(PREFIXES + text, RdfFormat.TURTLE))


def fast(quads: list[Quad], shapes: Shapes) -> Outcome:
    """Return what the fast engine makes of quads and shapes."""
    return run_shapes(quads, Triples(quads), shapes)


def test_random_shapes() -> None:
    """Both engines find the same with random shapes on random graphs, and count the same pairs.

    Where the reference engine refuses to compare blank nodes, there is nothing to be compared.
    """
    compared = findings = known = 0
    refused: Counter[str] = Counter()
    for seed in RANDOM_SHAPES:
        case = Case(seed)
        quads, shapes = list(parse(case.data, RdfFormat.TURTLE)), read_shapes(case.shapes)
        try:
            reference = shacl.reference_findings(quads, shapes.triples)
        except ReportableRuntimeError as error:
            refused[error.message.rpartition(" ")[2]] += 1
            continue
        outcome = fast(quads, shapes)
        assert Counter(outcome.findings) == Counter(reference), seed
        pairs = counted(as_graph(shapes.triples), as_graph(quads))
        assert (outcome.checked, outcome.skipped) == pairs, seed
        compared, findings, known = (
            compared + 1,
            findings + len(reference),
            known + len(shapes.known),
        )
    assert refused.keys() == {"BlankNode."}
    assert compared > len(RANDOM_SHAPES) * 0.8
    assert findings > 5 * compared
    assert known > compared


def part_of_the_shapes(random: Random) -> Shapes:
    """Return some of the shipped shapes, with all that hangs on them."""
    whole = read_shapes(files.ontology("shapes.ttl").read_text(encoding="utf-8"))
    roots = random.sample(sorted(whole.known), SHARE_OF_SHAPES)
    said: dict[object, list[Triple]] = {}
    for triple in whole.triples:
        said.setdefault(triple.subject, []).append(triple)
    kept, todo = dict[object, None](), [NamedNode(root) for root in roots]
    while todo:
        node = todo.pop()
        if node not in kept:
            kept[node] = None
            todo += [triple.object for triple in said.get(node, ())]
    triples = [triple for node in kept for triple in said.get(node, ())]
    return read_shapes("\n".join(f"{triple} ." for triple in triples))


def mutated(random: Random, quads: list[Quad]) -> list[Quad]:
    """Return quads of which some were taken away, and some changed in one place."""
    changed = list(quads)
    for _ in range(EDITS):
        place = random.randrange(len(changed))
        one, other = changed[place], random.choice(changed)
        changed[place : place + 1] = random.choice(
            (
                [],
                [Quad(one.subject, one.predicate, other.object)],
                [one, Quad(one.subject, one.predicate, other.object)],
                [one, Quad(one.subject, other.predicate, other.object)],
                [Quad(one.subject, one.predicate, _literal(random, one))],
                [one, Quad(other.subject, one.predicate, one.object)],
            )
        )
    return changed


def _literal(random: Random, quad: Quad) -> Literal:
    text = quad.object.value if isinstance(quad.object, Literal) else "7"
    xsd = "http://www.w3.org/2001/XMLSchema#"
    return random.choice(
        (
            Literal(text),
            Literal(text, language=random.choice(("en", "ja", "en-gb"))),
            Literal(text, datatype=NamedNode(xsd + random.choice(("integer", "decimal", "date")))),
            Literal("101", datatype=NamedNode(f"{xsd}integer")),
            Literal("true", datatype=NamedNode(f"{xsd}boolean")),
        )
    )


def test_mutated_graphs() -> None:
    """Both engines find the same with the shipped shapes on graphs that have many faults."""
    valid, findings = sorted(names(), key=str), 0
    for seed in MUTATED:
        random = Random(seed)
        shapes, quads = part_of_the_shapes(random), mutated(random, valid)
        reference = shacl.reference_findings(quads, shapes.triples)
        outcome = fast(quads, shapes)
        assert not shapes.unknown
        assert Counter(outcome.findings) == Counter(reference), seed
        findings += len(reference)
    assert findings > 3 * len(MUTATED)


def both(corpus: Path | None) -> tuple[Report, Report]:
    """Return the reports of both engines on a corpus."""
    kg = scgraph.load(corpus)
    return kg.validate("fast"), kg.validate("pyshacl")


def test_shipped_corpus() -> None:
    """Both engines make one report on the shipped corpus, with places and counts."""
    one, other = both(None)
    assert one == other
    assert len(one) > 10


def test_planted_faults(tmp_path: Path) -> None:
    """Both engines make one report on a corpus with every fault of content."""
    one, other = both(planted(tmp_path / "corpus", OF_CONTENT))
    assert one == other
    assert one.failed >= len(OF_CONTENT)


@pytest.mark.skipif(TIMES == 1, reason="some minutes: make deep")
@pytest.mark.parametrize("number", range(len(OF_CONTENT)))
def test_each_planted_fault(tmp_path: Path, number: int) -> None:
    """Both engines make one report on a corpus with one fault."""
    one, other = both(planted(tmp_path / "corpus", [OF_CONTENT[number]]))
    assert one == other
    assert len(one) > 0


KNOWN = """
:Known sh:targetClass :Thing ; sh:property [ sh:path :p ; sh:minCount 1 ; sh:message "no p" ] .
"""
UNKNOWN = {
    "a query": """
        :Asked sh:targetClass :Thing ; sh:sparql [ sh:message "asked" ;
          sh:select "SELECT $this WHERE { $this <https://example.org/q> ?q }" ] .""",
    "a closed shape": ':Closed sh:targetNode :a ; sh:closed true ; sh:message "closed" .',
    "a made message": ":Silent sh:targetNode :a ; sh:class :Other .",
    "an inverse sequence": """
        :Back sh:targetNode :a ; sh:property :Back-p .
        :Back-p sh:path [ sh:inversePath ( :p :q ) ] ; sh:minCount 1 ; sh:message "back" .""",
    "siblings": """
        :Disjoint sh:targetNode :a ; sh:property :Disjoint-p .
        :Disjoint-p sh:path :q ; sh:qualifiedValueShape [ sh:class :Thing ] ; sh:message "apart" ;
          sh:qualifiedValueShapesDisjoint true ; sh:qualifiedMinCount 1 .""",
}


class Called:
    """The reference engine, and what was left to it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.without: list[set[str]] = []
        self._run = shacl.reference_findings
        monkeypatch.setattr(shacl, "reference_findings", self._recorded)

    def _recorded(self, quads: object, shapes: object, without: object = ()) -> object:
        self.without.append(set(without))  # type: ignore[call-overload]
        return self._run(quads, shapes, without)  # type: ignore[arg-type]


@pytest.mark.parametrize("feature", UNKNOWN)
def test_what_is_not_known_is_left_to_the_reference(
    feature: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shape that says what the fast engine does not know is run by pySHACL, and no other is."""
    quads = turtle(":a a :Thing ; :q 1 .")
    shapes = read_shapes(PREFIXES + KNOWN + UNKNOWN[feature])
    assert list(shapes.known) == ["https://example.org/Known"]
    assert len(shapes.unknown) == 1
    reference = shacl.reference_findings(quads, shapes.triples)
    called = Called(monkeypatch)
    assert Counter(fast(quads, shapes).findings) == Counter(reference)
    assert len(reference) >= 2
    assert called.without == [{"https://example.org/Known"}]


BESIDE = {
    "a component": """
        :Words a sh:ConstraintComponent ; sh:parameter [ sh:path :most ] ;
          sh:validator [ a sh:SPARQLAskValidator ; sh:message "too long" ; sh:ask "ASK { }" ] .""",
    "a class of classes": ":Kind rdfs:subClassOf rdfs:Class .",
    "an ill-formed shape": ":Bad a sh:PropertyShape .",
}


@pytest.mark.parametrize("feature", BESIDE)
def test_what_may_concern_all_shapes_leaves_all_to_the_reference(feature: str) -> None:
    """A statement beside the shapes that may change what they mean is never passed over."""
    shapes = read_shapes(PREFIXES + KNOWN + BESIDE[feature])
    assert not shapes.known
    assert list(shapes.unknown) == ["https://example.org/Known"]


@pytest.mark.parametrize(
    "said",
    [
        "sh:minCount 1 , 2",
        'sh:minCount "one"',
        "sh:minCount -1",
        "sh:minCounts 1",
        "sh:maxCount 1 ; sh:severity sh:Info , sh:Warning",
        'sh:pattern "("',
        "sh:datatype :odd",
        "sh:in :a",
        "sh:nodeKind :a",
        'sh:languageIn "en"',
        "sh:minInclusive :a",
        "sh:or ()",
        "sh:node [ sh:path :p ]",
        "sh:property [ sh:minCount 1 ]",
        "sh:qualifiedMinCount 1",
        "sh:flags 'i'",
        "sh:deactivated 'no'",
        "sh:target [ sh:select 'SELECT' ]",
        "sh:node :P",
    ],
)
def test_an_ill_formed_shape_is_left_to_the_reference(said: str) -> None:
    """What pySHACL would refuse, or pass over, is not run by the fast engine."""
    text = f':N sh:targetNode :a ; sh:property :P . :P sh:path :p ; {said} ; sh:message "m" .'
    shapes = read_shapes(PREFIXES + text)
    assert shapes.unknown.keys() == {"https://example.org/N"}


@pytest.mark.parametrize(
    ("demand", "value"),
    [
        ("sh:datatype xsd:date", '"31 January"^^xsd:date'),
        ("sh:minInclusive 1", '"five"^^xsd:integer'),
        ("sh:minInclusive 1", "true"),
        ("sh:lessThanOrEquals :q", '"2020-01-01"^^xsd:date'),
    ],
)
def test_a_value_that_is_hard_to_judge_is_left_to_the_reference(
    demand: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shape that meets such a value is run again by pySHACL, and found nothing before."""
    quads = turtle(f':a :p {value} , "text"@en ; :q 2 .')
    text = f':N sh:targetNode :a ; sh:property :P . :P sh:path :p ; {demand} ; sh:message "m" .'
    shapes = read_shapes(PREFIXES + text)
    assert not shapes.unknown
    reference = shacl.reference_findings(quads, shapes.triples)
    called = Called(monkeypatch)
    assert Counter(fast(quads, shapes).findings) == Counter(reference)
    assert called.without == [set()]


def test_shapes_that_are_no_turtle() -> None:
    """A slip in a file of shapes is named with its line."""
    with pytest.raises(ReadError, match="is not Turtle"):
        validate([], shapes=f"{PREFIXES} :N sh:targetNode ;;; .")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_statement_about_a_statement(engine: str) -> None:
    """Neither engine speaks of what it cannot hold as if it were fine."""
    quads = turtle(":a :p <<( :b :q :c )>> .")
    with pytest.raises(QueryError):
        validate(quads, engine=engine)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def three_papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a corpus of three papers with faults, not all the same."""
    corpus = planted(tmp_path_factory.mktemp("three") / "corpus", OF_CONTENT)
    for name in ("bn-2025", "cn-2025"):
        shutil.copytree(corpus / "papers" / "an-2025", corpus / "papers" / name)
        for file in (corpus / "papers" / name).glob("*.yaml"):
            text = file.read_text(encoding="utf-8").replace("an-2025", name)
            file.write_text(text, encoding="utf-8")
    claims = corpus / "papers" / "cn-2025" / "claims-1.yaml"
    text = claims.read_text(encoding="utf-8")
    claims.write_text(
        text.replace("certainty: asserted", "certainty: guessed", 2), encoding="utf-8"
    )
    return corpus


def own_quads(quads: list[Quad], paper: str) -> list[Quad]:
    """Return the quads of one paper, and those that papers share."""
    papers = paper.rpartition("/")[0]

    def is_its(name: str) -> bool:
        return not name.startswith(papers) or name.startswith(f"{paper}/")

    return [quad for quad in quads if is_its(quad.graph_name.value)]


def test_papers_one_by_one(three_papers: Path) -> None:
    """What is found of each paper alone, and of what they share, is what is found of all."""
    corpus = read_corpus(three_papers)
    whole = validate(corpus.quads, bases=corpus.bases, places=corpus.places)
    alone: Counter[object] = Counter()
    for name in corpus.papers:
        paper = f"{corpus.base}paper/{name}"
        quads = own_quads(corpus.quads, paper)
        assert len(quads) < len(corpus.quads)
        report = validate(quads, bases=corpus.bases, places=corpus.places, paper=paper)
        in_all = validate(corpus.quads, bases=corpus.bases, places=corpus.places, paper=paper)
        assert report == in_all
        assert report.failed >= 8
        alone += Counter(report)
    shared = Counter(finding for finding in whole if not alone[finding])
    assert alone + shared == Counter(whole)
    papers = f"{corpus.base}paper/"
    assert not [
        f for f in shared if f.focus.startswith(papers) or (f.value or "").startswith(papers)
    ]
    assert len(corpus.papers) == 3


def test_a_paper_alone_with_the_reference(three_papers: Path) -> None:
    """Both engines make one report on one paper."""
    corpus = read_corpus(three_papers)
    paper = f"{corpus.base}paper/cn-2025"
    quads = own_quads(corpus.quads, paper)
    one, other = (
        validate(quads, bases=corpus.bases, places=corpus.places, paper=paper, engine=engine)
        for engine in ENGINES
    )
    assert one == other


def test_what_another_paper_defines_is_not_judged_without_it() -> None:
    """A reference to a paper that was not given is no fault; to one that was, it may be."""
    base = "https://w3id.org/scgraph/paper"
    vocabulary = "https://w3id.org/scgraph/vocab"
    text = (
        f"<{vocabulary}/Claim> a owl:Class . <{base}/a/one> a <{vocabulary}/Claim> ;"
        f" rdfs:seeAlso <{base}/a/two> , <{base}/b/one> ."
    )
    missing = validate(turtle(text), paper=f"{base}/a", shapes=PREFIXES)
    assert [finding.value for finding in missing] == [f"{base}/a/two"]
    given = validate(turtle(f"{text} <{base}/b> a owl:Thing ."), paper=f"{base}/a", shapes=PREFIXES)
    assert {finding.value for finding in given} == {f"{base}/a/two", f"{base}/b/one"}


def test_neither_rdflib_nor_pyshacl_is_loaded() -> None:
    """A validation of the shipped corpus needs nothing of what the reference brings with it."""
    command = [sys.executable, "-X", "importtime", "-m", "scgraph", "validate"]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "pyoxigraph" in loaded
    assert not loaded & {"rdflib", "pyshacl", "networkx"}
    assert done.stdout.endswith(" 0 failed\n")


def test_the_command_takes_either_engine() -> None:
    """Both engines write one report, byte by byte."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    told = [
        subprocess.run(
            [sys.executable, "-m", "scgraph", "validate", str(SMALL), "--engine", engine],
            env=environment,
            capture_output=True,
            check=True,
        ).stdout
        for engine in ENGINES
    ]
    assert told[0] == told[1]
    assert told[0]
