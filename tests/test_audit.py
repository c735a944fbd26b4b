"""What the evidence is worth: checks leave the paper as it is; the audit tells what came out."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import Graph

import scgraph
from scgraph.answers import FACES, Audit
from scgraph.audit import as_html, as_json, as_markdown
from scgraph.audit.plan import PLAN
from scgraph.cli.commands import main
from scgraph.errors import ParameterError, UnknownNameError

ROOT = Path(__file__).resolve().parents[1]
PREFIXES = """
PREFIX scg: <https://w3id.org/scgraph/vocab/>
PREFIX schema: <https://schema.org/>
PREFIX verdict: <https://w3id.org/scgraph/code/verdict/>
PREFIX check-target: <https://w3id.org/scgraph/code/check-target/>
"""
RULE = re.compile(r"# Support is never stored\..*?\} GROUP BY \?claim\n *\}", re.DOTALL)
OUTCOME = re.compile(
    r"BIND \((?:IRI\()?(IF\(\?said <= 5[^)]*\)?.*?)\)+ AS \?(?:outcome|support)\)", re.DOTALL
)
CODE = re.compile(r"support:([a-z-]+)")


@pytest.fixture(scope="module")
def audit(kg: scgraph.KnowledgeGraph) -> Audit:
    """Return the audit of the shipped paper, for everybody."""
    return kg.audit()


@pytest.fixture(scope="module")
def unchecked(tmp_path_factory: pytest.TempPathFactory) -> scgraph.KnowledgeGraph:
    """Return the shipped corpus without its checks."""
    folder = tmp_path_factory.mktemp("unchecked") / "corpus"
    shutil.copytree(ROOT / "data", folder)
    for pattern in ("checks*", "consulted*"):
        for path in folder.glob(f"papers/*/{pattern}"):
            path.unlink()
    return scgraph.load(folder)


def run(*words: object) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(main, [str(word) for word in words])


def layer(kg: scgraph.KnowledgeGraph, name: str) -> bytes:
    """Return one graph of the paper as sorted N-Quads."""
    graph = f"https://w3id.org/scgraph/paper/an-2025/{name}"
    lines = (str(quad) for quad in kg.quads if quad.graph_name.value == graph)
    return "\n".join(sorted(lines)).encode()


# ---------------------------------------------------------------- three layers apart


@pytest.mark.parametrize("name", ["says", "anchors"])
def test_without_checks_the_papers_own_layer_is_the_same_byte_for_byte(
    kg: scgraph.KnowledgeGraph, unchecked: scgraph.KnowledgeGraph, name: str
) -> None:
    """What the paper says, and where, does not depend on what anybody found out about it."""
    assert layer(kg, name) == layer(unchecked, name) != b""
    assert layer(unchecked, "checks") == b""


def test_no_triple_of_the_checks_has_a_statement_of_the_paper_as_its_subject(
    kg: scgraph.KnowledgeGraph,
) -> None:
    """A check points to a claim; it never adds a word to it."""
    checks = "https://w3id.org/scgraph/paper/an-2025/checks"
    subjects = {quad.subject for quad in kg.quads if quad.graph_name.value == checks}
    said = {
        quad.subject
        for quad in kg.quads
        if quad.graph_name.value.rpartition("/")[2] in ("says", "anchors")
    }
    assert subjects
    assert not subjects & said


def test_claims_of_other_works_are_in_no_paper_and_at_no_sentence(
    kg: scgraph.KnowledgeGraph,
) -> None:
    """What another work says is never taken for what the paper says."""
    others = kg.query(PREFIXES + "SELECT ?c { ?c a scg:Claim ; scg:readIn ?consultation }")
    mixed = kg.query(
        PREFIXES + "SELECT ?c { ?c scg:readIn ?x ; scg:inPaper|scg:statedAt|scg:hasCitation ?y }"
    )
    assert len(others) > 100
    assert len(mixed) == 0


def test_answers_about_the_paper_do_not_see_other_works(
    kg: scgraph.KnowledgeGraph, unchecked: scgraph.KnowledgeGraph
) -> None:
    """Claims, figures, causes and citations are the same with and without checks."""
    for name in ("claims/all", "causes/all", "sources/citations-by-reference", "barriers/salience"):
        assert kg.ask(name) == unchecked.ask(name), name


# ---------------------------------------------------------------- what the checks hold


def test_every_figure_and_every_numbered_citation_has_a_check(kg: scgraph.KnowledgeGraph) -> None:
    """What has a source to look into was looked into; the rest is told as not tested."""
    assert "figure" not in kg.ask("audit/untested").column("what")
    untested = kg.query(
        PREFIXES
        + """SELECT ?c { ?c a scg:Citation ; scg:pointing/scg:reachesList true
             FILTER NOT EXISTS { ?c ^scg:checks ?check } }"""
    )
    assert len(untested) == 0


def test_a_check_has_one_target_and_one_verdict(kg: scgraph.KnowledgeGraph) -> None:
    """Right number, wrong source: that is two checks."""
    rows = kg.query(PREFIXES + "SELECT ?c ?t ?v { ?c scg:checks ?t ; scg:verdict ?v }")
    assert len(rows) == len(set(rows.column("c"))) > 100


def test_the_swapped_reference_is_two_statements(kg: scgraph.KnowledgeGraph) -> None:
    """Cited as [7], found in [8]: the citation stays as printed, and the figure holds."""
    rows = kg.query(
        PREFIXES
        + """SELECT ?cited ?found { ?check scg:verdict verdict:misattributed ;
             scg:checks/scg:citedSource ?cited ; scg:foundIn ?found }"""
    )
    pairs = {(kg.curie(str(row.cited)), kg.curie(str(row.found))) for row in rows}
    assert pairs == {("id:holroyd-2022", "id:aung-2022")}
    figures = {row.written: row.standing_label for row in kg.ask("audit/figures")}
    assert figures["surpassed 70%"] == "Holds"


def test_no_cash_share_is_stored_for_what_is_not_cash(kg: scgraph.KnowledgeGraph) -> None:
    """39.3 % is the ratio that METI gives; nobody gives 60.7 % as cash."""
    values = kg.query(PREFIXES + "SELECT ?v { ?f a scg:Figure ; schema:value ?v }").column("v")
    numbers = [float(str(value)) for value in values]
    assert 39.3 in numbers
    assert 60.7 not in numbers


def test_silence_is_never_contradiction(kg: scgraph.KnowledgeGraph) -> None:
    """A work that was not read whole, or says nothing, leaves the matter open."""
    rows = kg.ask("audit/checks")
    for row in rows:
        verdict = str(row.verdict).rpartition("/")[2]
        assert verdict != "not-in-source" or row.depth_label == "Full text"
        assert verdict != "contradicted"


def test_every_definite_verdict_can_be_followed_to_a_page_or_a_place(
    kg: scgraph.KnowledgeGraph,
) -> None:
    """From what holds, holds in part or does not, a reader comes to an address or to the text."""
    grounded = {
        row.check for row in kg.ask("audit/evidence") if str(row.address).startswith("http")
    }
    beside = kg.query(PREFIXES + "SELECT ?c { ?c scg:beside ?x }").column("c")
    inside = ("completeness", "internal-consistency", "bibliographic-entry")
    for row in kg.ask("audit/checks"):
        kind = str(row.kind).rpartition("/")[2]
        if row.standing_label not in ("Not known", "Not applicable") and kind not in inside:
            assert row.check in grounded or row.check in beside, row.check


# ---------------------------------------------------------------- support


def test_the_rule_of_support_is_the_same_wherever_it_stands() -> None:
    """Each question carries the whole rule, so that its file can be read alone."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "queries").rglob("*.rq")]
    rules = [match[0] for text in texts for match in RULE.finditer(text)]
    # Some answer with the code itself and some with its name.
    outcomes = [CODE.sub(r'"\1"', match[1]) for text in texts for match in OUTCOME.finditer(text)]
    assert len(rules) == len(outcomes) >= 5
    assert len({" ".join(rule.split()) for rule in rules}) == 1
    assert len({" ".join(outcome.split()) for outcome in outcomes}) == 1


SUPPORT = """
@prefix : <https://w3id.org/scgraph/paper/an-2025/> .
@prefix paper: <https://w3id.org/scgraph/paper/> .
@prefix id: <https://w3id.org/scgraph/id/> .
@prefix scg: <https://w3id.org/scgraph/vocab/> .
@prefix verdict: <https://w3id.org/scgraph/code/verdict/> .
@prefix check-target: <https://w3id.org/scgraph/code/check-target/> .
@prefix claim-type: <https://w3id.org/scgraph/code/claim-type/> .
@prefix schema: <https://schema.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
:new a scg:Claim ; scg:inPaper paper:an-2025 ; scg:claimType claim-type:descriptive ;
  schema:text "New."@en ; dcterms:subject id:institutional-silos ;
  scg:statedAt <https://w3id.org/scgraph/paper/an-2025/2.1/p2/s4> ; scg:hasCitation :cites .
:cites a scg:Citation ; scg:citedSource id:holroyd-2022 ;
  scg:pointing <https://w3id.org/scgraph/code/pointing/number> .
"""


@pytest.mark.parametrize(
    ("content", "citation", "support"),
    [
        ((), (), "Not tested"),
        (("upheld",), (), "Upheld"),
        ((), ("upheld",), "Upheld"),
        (("unverifiable",), ("upheld",), "Not known"),
        (("upheld",), ("not-seen-at-depth",), "Upheld"),
        ((), ("not-seen-at-depth",), "Not known"),
        (("upheld",), ("misattributed",), "In question"),
        (("qualified",), ("upheld",), "In question"),
        (("upheld", "contradicted"), (), "In question"),
        (("superseded",), (), "In question"),
        (("not-checkable",), (), "Not tested"),
    ],
)
def test_support_is_the_worst_of_what_was_tested(
    content: tuple[str, ...], citation: tuple[str, ...], support: str
) -> None:
    """What a claim says and what it cites are two matters, and either puts it in question."""
    checks = [(":new", "claim-content", verdict) for verdict in content]
    checks += [(":cites", "citation-fit", verdict) for verdict in citation]
    turtle = SUPPORT + "".join(
        f":c{number} a scg:Check ; scg:inPaper paper:an-2025 ; scg:checks {target} ;"
        f" scg:targetKind check-target:{kind} ; scg:verdict verdict:{verdict} .\n"
        for number, (target, kind, verdict) in enumerate(checks)
    )
    kg = scgraph.load().add(Graph().parse(data=turtle, format="turtle"))
    rows = kg.ask("audit/claims", barrier="institutional-silos")
    assert [row.support_label for row in rows if str(row.claim).endswith("/new")] == [support]


def test_the_counts_of_a_barrier_are_those_of_its_claims(kg: scgraph.KnowledgeGraph) -> None:
    """The summary and the list tell the same, for every barrier."""
    claims = {
        (r.barrier, r.claim): (r.evidence_label, r.support_label) for r in kg.ask("audit/claims")
    }
    summary = kg.ask("audit/barriers")
    assert len(summary) == 44
    for row in summary:
        own = [status for (barrier, _), status in claims.items() if barrier == row.barrier]
        assert row.claims == len(own)
        assert row.left == sum(support == "Upheld" for _, support in own)
        assert row.in_question == sum(support == "In question" for _, support in own)
        assert row.cited_upheld == own.count(("Cited", "Upheld"))
        assert row.own_argument == sum(evidence == "Own argument" for evidence, _ in own)
        parts = ("cited_upheld", "cited_in_question", "cited_not_known", "cited_not_tested")
        assert row.claims == sum(row[part] for part in (*parts, "named", "uncited", "own_argument"))


# ---------------------------------------------------------------- the audit


def test_the_audit_asks_every_question_of_its_topic(kg: scgraph.KnowledgeGraph) -> None:
    """Nothing under queries/audit is forgotten, but for what is one barrier's or all checks'."""
    known = {name for name in kg.ask if name.startswith("audit/")}
    asked = {part.question for part in PLAN}
    assert known - asked == {"audit/claims", "audit/checks", "audit/by-depth", "audit/entries"}


def test_the_columns_of_a_page_are_columns_of_the_question(kg: scgraph.KnowledgeGraph) -> None:
    """A heading over nothing would hide an answer."""
    for part in PLAN:
        columns = set(kg.question(part.question).columns)
        assert set(part.shows) <= columns, part.question


def test_the_audit_counts_what_was_tested_and_what_was_not(
    kg: scgraph.KnowledgeGraph, audit: Audit
) -> None:
    """Not tested never looks like holding."""
    assert audit.skipped == len(set(kg.ask("audit/untested").column("statement"))) > 0
    assert audit.checked > audit.failed > 0
    assert len(audit.findings) == len(set(kg.ask("audit/checks").column("check")))
    assert audit.conforms


@pytest.mark.parametrize("face", FACES)
def test_each_face_sees_its_own_sections(kg: scgraph.KnowledgeGraph, face: str) -> None:
    """Who judges citations sees the list of them; who mends a paper sees its gaps."""
    names = {section.name for section in kg.audit(face=face).sections}  # type: ignore[arg-type]
    assert ("audit/citations" in names) == (face == "editor")
    assert ("audit/gaps" in names) == (face == "co-author")
    assert ("audit/barriers" in names) == (face == "researcher")


def test_the_audit_of_a_barrier_is_about_its_claims_alone(kg: scgraph.KnowledgeGraph) -> None:
    """Every row of every section is about that barrier or one below it."""
    about = set(kg.ask("audit/claims", under="demographic-ageing").column("claim"))
    audit = kg.audit("demographic-ageing")
    assert about
    assert audit.sections
    for section in audit.sections:
        if "claim" in section.table.columns:
            assert set(section.table.column("claim")) <= about, section.name
    assert audit.checked < kg.audit().checked


def test_wrong_names_are_errors(kg: scgraph.KnowledgeGraph) -> None:
    """A face, a barrier or a paper that is not there is said so."""
    with pytest.raises(ParameterError, match="researcher"):
        kg.audit(face="reader")  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError):
        kg.audit("cash-relianc")
    with pytest.raises(UnknownNameError):
        kg.audit(paper="nobody")


def test_without_checks_everything_is_untested(unchecked: scgraph.KnowledgeGraph) -> None:
    """A paper that nobody checked has no finding, and its statements are counted as untested."""
    audit = unchecked.audit()
    assert (len(audit.findings), audit.checked, audit.failed) == (0, 0, 0)
    assert audit.skipped > 100
    assert audit.checked_on == ""
    assert "Not tested" in as_markdown(audit, unchecked.curie)


# ---------------------------------------------------------------- pages


class Tags(HTMLParser):
    """The tags that are open, the addresses that are linked, and whether all of them closed."""

    void = frozenset({"meta", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.links: list[str] = []
        self.anchors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its addresses."""
        self.seen.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.anchors += [value or "" for name, value in attrs if name == "id"]
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self.open.pop() == tag


def pages(audit: Audit, kg: scgraph.KnowledgeGraph) -> Iterator[str]:
    """Yield the audit as Markdown and as HTML."""
    yield as_markdown(audit, kg.curie)
    yield as_html(audit, kg.curie)


def test_a_page_has_every_section_and_leads_from_verdicts_to_addresses(
    kg: scgraph.KnowledgeGraph, audit: Audit
) -> None:
    """Each heading is there, each finding, and each address of the evidence."""
    for page in pages(audit, kg):
        for section in audit.sections:
            assert section.title in unescape(page)
        for address in set(audit["audit/evidence"].column("address")):
            assert str(address).replace("_", "") in page.replace("\\", "").replace("_", "")


def test_the_html_page_is_sound_and_asks_for_nothing(
    kg: scgraph.KnowledgeGraph, audit: Audit
) -> None:
    """Tags close, contents lead to headings, and there is no script, picture or style from afar."""
    tags = Tags()
    tags.feed(as_html(audit, kg.curie))
    assert tags.open == []
    assert not {"script", "img", "link", "iframe"} & set(tags.seen)
    inner = [link[1:] for link in tags.links if link.startswith("#")]
    assert len(inner) == len(audit.sections)
    assert set(inner) <= set(tags.anchors)


def test_json_holds_every_row(audit: Audit) -> None:
    """A program gets all columns, not those of a page."""
    whole = json.loads(as_json(audit))
    assert whole["tested"] == audit.checked
    rows = {section["question"]: len(section["rows"]) for section in whole["sections"]}
    assert rows == {section.name: len(section.table) for section in audit.sections}


def test_a_hostile_finding_stays_text(kg: scgraph.KnowledgeGraph) -> None:
    """What a check says cannot become markup."""
    turtle = SUPPORT + (
        ":evil a scg:Check ; scg:inPaper paper:an-2025 ; scg:checks :new ;"
        " scg:targetKind check-target:internal-consistency ; scg:verdict verdict:qualified ;"
        ' scg:finding "<script>alert(1)</script> | [x](javascript:alert(1))"@en .'
    )
    dirty = scgraph.load().add(Graph().parse(data=turtle, format="turtle"))
    page = as_html(dirty.audit(), dirty.curie)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "[x](javascript" not in as_markdown(dirty.audit(), dirty.curie)


# ---------------------------------------------------------------- the command


def test_the_command_writes_each_format(tmp_path: Path) -> None:
    """The suffix of a file chooses the format, and a terminal gets tables."""
    for suffix, start in ((".md", "# What"), (".html", "<!DOCTYPE"), (".json", "{")):
        result = run("audit", "-o", tmp_path / f"audit{suffix}")
        assert result.exit_code == 0
        assert (tmp_path / f"audit{suffix}").read_text(encoding="utf-8").startswith(start)
    result = run("audit", "--face", "editor", "--barrier", "cash-reliance")
    assert result.exit_code == 0
    assert "The editor's list" in result.stdout
    assert re.search(r"\d+ tested, \d+ not tested, \d+ in question", result.stderr)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 0),
        (("--fail-on", "does-not-hold"), 0),
        (("--fail-on", "citation-does-not-hold"), 1),
        (("--fail-on", "does-not-hold,inference-does-not-hold"), 1),
        (("--fail-on", "not-tested"), 1),
        (("--fail-on", "wrong"), 2),
        (("--barrier", "institutional-silos", "--fail-on", "citation-does-not-hold"), 0),
        (("--barrier", "nothing"), 2),
    ],
)
def test_fail_on_sets_when_the_command_fails(words: tuple[str, ...], code: int) -> None:
    """It exits 0 unless asked to fail on a standing that came out; a wrong name is usage."""
    assert run("audit", *words).exit_code == code
