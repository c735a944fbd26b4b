"""Papers side by side, what may be the same in them, and how that is decided."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode, Quad
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

import scgraph
from scgraph.comparing.candidates import candidates
from scgraph.comparing.folding import acronym, folded, initials, words
from scgraph.comparing.uses import uses_of
from scgraph.comparing.writing import as_html, as_json, as_markdown
from scgraph.errors import ParameterError, UnknownNameError
from scgraph.reading.sssom import LEDGER, read_ledger
from test_cli import run
from test_diff import FIXTURE, THINGS, corpus, edited

THREE = ("county-2018", "coast-2021", "valley-2023")
DOCS = Path(__file__).resolve().parents[1] / "docs" / "comparing.md"
SCG = "https://w3id.org/scgraph/vocab/"


@pytest.fixture(scope="module")
def buses() -> scgraph.KnowledgeGraph:
    """Return the corpus of three papers on buses."""
    return scgraph.load(FIXTURE)


def pairs(kg: scgraph.KnowledgeGraph, **chosen: str | float) -> list[set[str]]:
    """Return the candidates as pairs of slugs, the best first."""
    table = kg.alignment_candidates(**chosen)  # type: ignore[arg-type]
    return [{str(row.this).rpartition("/")[2], str(row.that).rpartition("/")[2]} for row in table]


# ------------------------------------------------------------------ comparison


def test_a_comparison_asks_the_questions_of_the_corpus(buses: scgraph.KnowledgeGraph) -> None:
    """What is aligned counts as one: the barrier of three papers has three stances."""
    made = buses.compare(*THREE)
    assert made.shares
    stances = made["corpus/stances"]
    late = [row for row in stances if row.shared_label == "Late buses"]
    assert {row.stance for row in late} == {"asserts", "qualifies", "disputes"}
    assert {row.papers for row in late} == {3}
    assert {row.shared_label for row in made["corpus/repeated-recommendations"]} == {
        "Driver shortage"
    }
    assert len(made["corpus/contradictions"]) == 3


def test_only_the_papers_named_are_compared(buses: scgraph.KnowledgeGraph) -> None:
    """With two of three papers, counts and rows are of those two."""
    made = buses.compare("county-2018", "valley-2023")
    for section in made.sections:
        for name in ("paper", "this_paper", "other_paper"):
            if name in section.table.columns:
                papers = {str(iri).rpartition("/")[2] for iri in section.table.column(name)}
                assert papers <= {"county-2018", "valley-2023"}, section.name
    assert {row.papers for row in made["corpus/stances"]} == {2}
    seen = {row.shared_label for row in made["corpus/seen-by-one"]}
    assert "Driver shortage" in seen  # of three papers, the third sees it too
    ends = {row.object_label for row in made["corpus/alignments"]}
    assert "Few drivers" not in ends


def test_papers_that_share_nothing_are_told_so(tmp_path: Path) -> None:
    """Without a decision these two share nothing; that is said, and candidates are offered."""
    root = corpus(tmp_path)
    (root / LEDGER).unlink()
    made = scgraph.load(root).compare("county-2018", "coast-2021")
    assert not made.shares
    assert "share nothing yet" in made.told
    assert len(made["alignment-candidates"]) > 3
    printed = run("compare", "county-2018", "coast-2021", "--corpus", root)
    assert "share nothing yet" in printed.stderr
    assert printed.exit_code == 0


def test_one_paper_is_no_comparison(
    buses: scgraph.KnowledgeGraph, kg: scgraph.KnowledgeGraph
) -> None:
    """One name, the same name twice, or a corpus of one paper is an error that says so."""
    for graph, names in ((buses, ("county-2018",)), (buses, ("county-2018",) * 2), (kg, ())):
        with pytest.raises(ParameterError, match="two papers or more"):
            graph.compare(*names)
    with pytest.raises(UnknownNameError):
        buses.compare("county-2018", "county-2019")


def test_a_comparison_is_written_in_every_format(
    buses: scgraph.KnowledgeGraph, tmp_path: Path
) -> None:
    """Markdown, HTML, JSON and a notebook hold every section; a shell gives the same."""
    made = buses.compare(*THREE)
    markdown, page = as_markdown(made, buses.curie), as_html(made, buses.curie)
    for section in made.sections:
        assert f"\n## {section.title}\n" in markdown
        assert page.count(f">{section.title}</h2>") == 1
        assert section.title in made._repr_html_()
    told = json.loads(as_json(made))
    assert [one["question"] for one in told["sections"]] == [s.name for s in made.sections]
    assert run("compare", *THREE, "--corpus", FIXTURE, "-f", "md").stdout == markdown
    target = tmp_path / "side-by-side.html"
    assert run("compare", *THREE, "--corpus", FIXTURE, "-o", target).exit_code == 0
    assert target.read_text(encoding="utf-8") == page
    drawn = run("compare", *THREE, "--corpus", FIXTURE).stdout
    assert all(section.title in drawn for section in made.sections)


def test_a_list_of_values_means_any_of_them(buses: scgraph.KnowledgeGraph) -> None:
    """A question takes several papers at once; none is an error."""
    both = buses.ask("corpus/stances", paper=["county-2018", "coast-2021"])
    assert len({row.paper for row in both}) == 2
    with pytest.raises(ParameterError, match="no value"):
        buses.ask("corpus/stances", paper=[])


# ------------------------------------------------------------------ candidates


def test_names_fold() -> None:
    """Case, width, punctuation and plurals do not count; initials need three words."""
    assert folded("Late-Buses!") == folded("ｌａｔｅ bus")
    assert folded("policies") == folded("Policy")
    assert words("The lack of policies") == {"lack", "policy"}
    assert initials("Harland Transport Office") == acronym("HTO")
    assert initials("Transport Office") is None


def test_candidates_have_reasons(buses: scgraph.KnowledgeGraph) -> None:
    """One identifier weighs most, then one name; each reason says what it weighs."""
    table = buses.alignment_candidates()
    assert pairs(buses)[:2] == [
        {"harland-survey", "travel-survey-2017"},
        {"harland", "harland-county"},
    ]
    assert "both are DOI 10.5555/harland.2017 (6.0)" in str(table[0].why)
    assert "same name ‘Harland’ (4.0)" in str(table[1].why)
    for row in table:
        weights = [float(part.rpartition("(")[2].rstrip(")")) for part in str(row.why).split("; ")]
        assert abs(sum(weights) - float(str(row.score))) < 0.06 * len(weights)


REASONS = {
    "a name in another form": ('"Few drivers"@en', '"Driver-Shortages"@en', "same name"),
    "a name in Japanese": ('"Driver shortage"@en', '"Drivers lack"@en', "same name ‘運転手不足’"),
    "words of names": (
        '"Few drivers"@en, "運転手不足"@ja',
        '"Shortage of drivers"@en',
        "names share ‘shortage’, ‘driver’",
    ),
    "an effect": ('"Few drivers"@en, "運転手不足"@ja', '"X"@en', "both act on ‘Late buses’"),
    "initials": ('"HTO"@en', '"HTO"@en', "initials of ‘Harland Transport Office’"),
    "kinds of actors": (
        '"Late buses"@en, "バスの遅延"@ja',
        '"X"@en',
        "both have the role ‘Affected by’: ‘Population group’",
    ),
}


@pytest.mark.parametrize("name", REASONS)
def test_each_reason_is_found(tmp_path: Path, name: str) -> None:
    """Without the ledger, each way in which two things are alike is told."""
    before, after, reason = REASONS[name]
    root = edited(tmp_path, (THINGS, before, after))
    ledger = root / LEDGER
    kept = [
        line
        for line in ledger.read_text(encoding="utf-8").splitlines(keepends=True)
        if line.startswith(("#", "subject_id", "bus:ridership"))
        or (name == "an effect" and line.startswith("bus:unpunctual"))
    ]
    ledger.write_text("".join(kept), encoding="utf-8")
    told = scgraph.load(root).alignment_candidates(least=0.1).column("why")
    assert any(reason in str(why) for why in told), told


def test_what_was_decided_is_not_proposed_again(buses: scgraph.KnowledgeGraph) -> None:
    """Accepted, rejected and merely near pairs stay away, and so do pairs of one paper."""
    found = pairs(buses, least=0.0)
    for decided in (
        {"unpunctual-services", "late-buses"},
        {"sparse-network", "thin-timetables"},
        {"unreliable-buses", "late-buses"},
        {"unpunctual-services", "unreliable-buses"} & set(),
    ):
        assert decided not in found
    users = buses._uses.papers
    for row in buses.alignment_candidates(least=0.0):
        assert users[str(row.this)].isdisjoint(users[str(row.that)])


def test_a_proposal_is_listed_with_its_author(buses: scgraph.KnowledgeGraph) -> None:
    """What is proposed in the ledger waits for a decision, whatever its score."""
    by = {row.proposed_by: row.this_label for row in buses.alignment_candidates(least=99)}
    assert by == {"Ada Stop": "Elderly passengers"}


def test_candidates_by_kind_and_paper(buses: scgraph.KnowledgeGraph) -> None:
    """A kind and a paper leave out the rest; a misspelt kind is an error."""
    assert pairs(buses, kind="Place") == [{"harland", "harland-county"}]
    assert {"harland", "harland-county"} in pairs(buses, paper="valley-2023")
    assert {"harland-survey", "travel-survey-2017"} not in pairs(buses, paper="valley-2023")
    with pytest.raises(UnknownNameError) as caught:
        buses.alignment_candidates("Barier")
    assert "Barrier" in caught.value.near


def test_what_is_added_is_looked_at() -> None:
    """A graph that grows has other candidates."""
    kg = scgraph.load(FIXTURE)
    before = len(kg.alignment_candidates())
    more = Graph()
    other = URIRef("https://example.org/buses/id/dear-fares")
    claim = URIRef("https://example.org/buses/paper/county-2018/fares")
    more.add((other, RDF.type, URIRef(f"{SCG}Barrier")))
    more.add((other, SKOS.prefLabel, Literal("Costly fare", lang="en")))
    more.add((claim, RDF.type, URIRef(f"{SCG}Claim")))
    more.add(
        (claim, URIRef(f"{SCG}inPaper"), URIRef("https://example.org/buses/paper/county-2018"))
    )
    more.add((claim, URIRef(f"{SCG}namesBarrier"), other))
    assert len(kg.add(more).alignment_candidates()) == before + 1


def many(number: int) -> Iterator[Quad]:
    """Yield two papers with so many barriers each, of which every hundredth has a namesake."""
    graph = NamedNode("https://example.org/graph")

    def said(node: str, name: str, value: str | OxLiteral) -> Quad:
        term = NamedNode(value) if isinstance(value, str) else value
        return Quad(NamedNode(node), NamedNode(name), term, graph)

    for paper in ("one", "two"):
        base = f"https://example.org/buses/paper/{paper}"
        for at in range(number):
            thing, claim = f"https://example.org/buses/id/{paper}-{at}", f"{base}/c{at}"
            name = f"barrier {at} everywhere" if at % 100 == 0 else f"{paper} thing {at} everywhere"
            yield said(thing, str(RDF.type), f"{SCG}Barrier")
            yield said(thing, str(SKOS.prefLabel), OxLiteral(name, language="en"))
            yield said(claim, str(RDF.type), f"{SCG}Claim")
            yield said(claim, f"{SCG}inPaper", base)
            yield said(claim, f"{SCG}namesBarrier", thing)


def test_ten_times_the_things_take_about_ten_times_as_long() -> None:
    """What thousands of things share finds no pair, so that time grows with their number."""
    taken = {}
    for number in (200, 2000):
        uses = uses_of(many(number))
        start = time.process_time()
        found = candidates(uses, str, 4.0)
        taken[number] = time.process_time() - start
        assert len(found) == number // 100
    assert taken[2000] < 30 * taken[200] + 0.5


# ------------------------------------------------------------------ decisions


def align(root: Path, *arguments: str) -> Result:
    """Run the command on a corpus, as somebody on some day."""
    return run("align", "--corpus", root, *arguments, "--by", "Eve Bell", "--on", "2026-04-01")


def test_a_decision_is_a_row_at_the_end(tmp_path: Path) -> None:
    """Accepting and rejecting add rows, leave all others as they were, and take effect."""
    root = tmp_path / "corpus"
    shutil.copytree(FIXTURE, root)
    before = (root / LEDGER).read_text(encoding="utf-8")
    done = align(root, "--accept", "1", "--reject", "harland=harland-county", "--comment", "seen")
    assert done.exit_code == 0, done.stderr
    after = (root / LEDGER).read_text(encoding="utf-8")
    assert after.startswith(before)
    accepted, rejected = read_ledger(after.encode(), "a.tsv").alignments[-2:]
    assert (accepted.joins, accepted.negated, rejected.joins, rejected.negated) == (
        *(True, False),
        *(False, True),
    )
    assert {accepted.authors, accepted.reviewers} == {("Eve Bell",)}
    assert (accepted.date, accepted.comment) == ("2026-04-01", "seen")
    kg = scgraph.load(root)
    assert kg.validate().conforms
    assert pairs(kg) == [{"elderly-passengers", "older-riders"}]
    assert len(kg.compare("county-2018", "coast-2021")["corpus/shared-sources"]) == 2


def test_a_proposal_waits_and_is_accepted_by_another_row(tmp_path: Path) -> None:
    """--propose writes what is listed once; the proposal stays when somebody decides."""
    root = corpus(tmp_path)
    assert "2 rows written" in align(root, "--propose").stderr
    assert "0 rows written" in align(root, "--propose").stderr
    assert (
        not scgraph.load(root).ask("corpus/alignments", state="proposed", thing="harland")[0].joins
    )
    assert align(root, "--accept", "harland=harland-county").exit_code == 0
    rows = scgraph.load(root).ask("corpus/alignments", thing="harland")
    assert sorted(str(row.status) for row in rows) == ["accepted", "proposed"]


def test_another_relation_is_shown_and_not_joined(tmp_path: Path) -> None:
    """--as broad says how near two barriers are; they stay two."""
    root = corpus(tmp_path)
    done = align(root, "--accept", "costly-fares=thin-timetables", "--as", "broad")
    assert done.exit_code == 0, done.stderr
    kg = scgraph.load(root)
    (row,) = kg.ask("corpus/alignments", thing="costly-fares")
    assert (str(row.tie).rpartition("#")[2], row.status, row.joins) == (
        "broadMatch",
        "accepted",
        False,
    )
    near = {row.shared_label: row.near_label for row in kg.ask("corpus/seen-by-one")}
    assert near["Costly fares"] == "Thin timetables"


def test_no_decision_overwrites_another(tmp_path: Path) -> None:
    """The opposite of a decision is refused with its line, and the file stays as it was."""
    root = corpus(tmp_path)
    before = (root / LEDGER).read_bytes()
    for arguments in (
        ("--accept", "sparse-network=thin-timetables"),
        ("--reject", "unpunctual-services=late-buses"),
    ):
        refused = align(root, *arguments)
        assert refused.exit_code == 2
        assert "take that row back first" in refused.stderr
        assert "line 15" in refused.stderr or "line 8" in refused.stderr
    assert (root / LEDGER).read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--accept", "99"), "there is no candidate 99"),
        (("--accept", "late-buses"), "THIS=THAT"),
        (("--accept", "late-buses=county-office"), "never one of another kind: Barrier and Actor"),
        (("--accept", "late-busses=few-drivers"), "did you mean 'late-buses'"),
    ],
)
def test_what_cannot_be_decided_is_said(
    tmp_path: Path, arguments: tuple[str, str], said: str
) -> None:
    """A wrong name or number is an error that helps, and nothing is written."""
    root = corpus(tmp_path)
    before = (root / LEDGER).read_bytes()
    refused = align(root, *arguments)
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert (root / LEDGER).read_bytes() == before


def test_a_decision_needs_a_person_a_corpus_and_a_day() -> None:
    """Nobody decides nothing."""
    assert "--by NAME" in run("align", "--accept", "1", "--corpus", FIXTURE).stderr
    assert "--corpus DIR" in run("align", "--accept", "1", "--by", "Eve").stderr
    wrong = run("align", "--accept", "1", "--by", "Eve", "--corpus", FIXTURE, "--on", "today")
    assert "no date" in wrong.stderr


def test_a_first_decision_makes_the_ledger(tmp_path: Path) -> None:
    """Where there is none, a file is made that any tool for SSSOM reads."""
    root = corpus(tmp_path)
    (root / LEDGER).unlink()
    assert align(root, "--accept", "late-buses=unpunctual-services").exit_code == 0
    text = (root / LEDGER).read_text(encoding="utf-8")
    assert text.startswith("#curie_map:\n#  buses: https://example.org/buses/id/\n#mapping_set_id:")
    assert "\nbuses:late-buses\tLate buses\tskos:exactMatch\t\tbuses:unpunctual" in text
    again = align(root, "--accept", "county-office=county-transport-office")
    assert again.exit_code == 0
    assert "#  schema: https://schema.org/\n" in (root / LEDGER).read_text(encoding="utf-8")


def test_a_ledger_without_a_column_gets_it_in_its_place(tmp_path: Path) -> None:
    """Columns that a decision needs are added where the standard has them."""
    root = corpus(tmp_path)
    (root / LEDGER).write_text(
        "#curie_map:\n#    bus: https://example.org/buses/id/\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_label\n"
        "bus:ridership\tskos:exactMatch\tbus:bus-use\tsemapv:ManualMappingCuration\tAda\n",
        encoding="utf-8",
    )
    assert align(root, "--reject", "county-office=county-transport-office").exit_code == 0
    lines = (root / LEDGER).read_text(encoding="utf-8").splitlines()
    assert lines[1] == "#    schema: https://schema.org/"
    assert lines[3].split("\t") == [
        *("subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id"),
        *("object_label", "mapping_justification", "author_label", "reviewer_label"),
        "mapping_date",
    ]
    assert len(read_ledger((root / LEDGER).read_bytes(), "a.tsv").alignments) == 2


def test_the_ledger_of_the_docs_is_read_and_its_commands_are_ours() -> None:
    """What the page on comparing shows is what the program takes."""
    page = DOCS.read_text(encoding="utf-8")
    (block,) = re.findall(r"^```\n(#curie_map:\n.*?)^```$", page, re.MULTILINE | re.DOTALL)
    first, second = read_ledger(block.encode(), "docs").alignments
    assert (first.joins, second.joins, second.negated) == (True, False, True)
    calls = re.findall(r"^scgraph (\w+) (.*?)(?: +#.*)?$", page, re.MULTILINE)
    assert len(calls) > 8
    helped = {command: run(command, "--help").stdout for command, _ in calls}
    for command, rest in calls:
        options = re.findall(r"(?<= )--[a-z-]+", f" {rest}")
        assert all(option in helped[command] for option in options)
