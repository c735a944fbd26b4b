"""Query, search, stats, export and completion on the command line; limits, time and Ctrl-C."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

import scgraph
from test_cli import ROOT, SMALL, run, spawn

CLAIMS = "PREFIX scg: <https://w3id.org/scgraph/vocab/> SELECT ?c { ?c a scg:Claim } ORDER BY ?c"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
VOCAB = "https://w3id.org/scgraph/vocab/"


def test_query_gives_rows(kg: scgraph.KnowledgeGraph) -> None:
    """A SELECT query is a table in each format."""
    result = run("query", CLAIMS, "-f", "csv")
    assert result.exit_code == 0
    rows = list(csv.reader(io.StringIO(result.stdout)))
    assert [row[0] for row in rows[1:]] == [*kg.query(CLAIMS).column("c")]  # type: ignore[union-attr]


def test_the_usual_prefixes_need_no_declaration() -> None:
    """A query may use the prefixes of the vocabularies and of the papers; its own win."""
    assert run("query", "ASK { id:mic a scg:Actor }").stdout == "true\n"
    assert run("query", "ASK { an-2025:mlit-answers-for-urban-planning ?p ?o }").stdout == "true\n"
    own = "PREFIX id: <https://example.org/> ASK { id:mic ?p ?o }"
    assert run("query", own).stdout == "false\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ASK { ?x a foo:Claim }", "line 1, column 21: this prefix is not declared"),
        ("SELECT ?x\nWHER", "line 2, column 5: "),
        ("SELECT * { ?s ?p ?o", "line 1, column 20: "),
    ],
)
def test_a_query_that_cannot_be_read_is_pointed_at(text: str, said: str) -> None:
    """The message has line and column, and fits a line or two."""
    result = run("query", text)
    assert said in result.stderr
    assert len(result.stderr) < 200


def test_query_gives_truth() -> None:
    """ASK answers true or false, also as SPARQL results JSON."""
    ask = f"ASK {{ ?c a <{VOCAB}Claim> }}"
    assert run("query", ask).stdout == "true\n"
    assert run("query", "ASK { <x:a> ?b ?c }").stdout == "false\n"
    assert json.loads(run("query", ask, "-f", "srj").stdout)["boolean"] is True


# rdflib's own parser of JSON-LD makes a graph of a kind that rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    ("format_name", "parsed_as"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld")]
)
def test_query_gives_triples(format_name: str, parsed_as: str) -> None:
    """CONSTRUCT and DESCRIBE are written as RDF."""
    text = "CONSTRUCT WHERE { <https://w3id.org/scgraph/id/mic> ?p ?o }"
    result = run("query", text, "-f", format_name)
    graph = rdflib.Graph().parse(data=result.stdout, format=parsed_as)
    assert len(graph) > 3
    assert result.stderr == f"{len(graph)} triples\n"
    described = run("query", "DESCRIBE <https://w3id.org/scgraph/id/mic>", "-f", format_name)
    assert len(rdflib.Graph().parse(data=described.stdout, format=parsed_as)) == len(graph)


def test_query_from_a_file_and_from_stdin(tmp_path: Path) -> None:
    """A query may stand in a file, which may begin with a byte order mark, or come by a pipe."""
    path = tmp_path / "claims.rq"
    path.write_text("\ufeff" + CLAIMS, encoding="utf-8")
    from_file = run("query", path, "-f", "tsv").stdout
    piped = subprocess.run(
        [sys.executable, "-m", "scgraph", "query", "-", "-f", "tsv"],
        input=CLAIMS,
        capture_output=True,
        text=True,
        check=True,
    )
    assert from_file == piped.stdout == run("query", CLAIMS, "-f", "tsv").stdout


def test_a_shipped_question_is_a_query_file() -> None:
    """Any file of the catalogue runs as it stands."""
    path = ROOT / "queries" / "actors" / "roles.rq"
    assert run("query", path, "-f", "csv").stdout == run("ask", "actors/roles", "-f", "csv").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["SELECT"], "Error: "),
        (["SELECT * {{ SERVICE <https://example.org/> {{ ?s ?p ?o }} }}"], "SERVICE"),
        (["nowhere.rq"], "nowhere.rq"),
        ([CLAIMS, "-f", "ttl"], "rows, which -f ttl cannot hold"),
        (["CONSTRUCT WHERE { ?s ?p ?o }", "-f", "csv"], "triples, which -f csv cannot hold"),
        ([CLAIMS, "-n", "0"], "-n"),
        ([CLAIMS, "--timeout", "0"], "--timeout"),
    ],
)
def test_wrong_queries(arguments: list[str], said: str) -> None:
    """What cannot be answered is one message on stderr and exit code 2, never a traceback."""
    result = run("query", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", [["query", CLAIMS], ["ask", "claims/all"], ["search", "smart"]])
def test_a_limit_takes_the_first_rows_and_says_so(command: list[str]) -> None:
    """With -n the first rows are the same, and a remark says that there are more."""
    everything = run(*command, "-f", "tsv").stdout.splitlines()
    limited = run(*command, "-f", "tsv", "-n", "3")
    assert limited.stdout.splitlines() == everything[:4]
    assert limited.stderr == "the first 3 rows; there are more\n"
    plenty = run(*command, "-f", "tsv", "-n", "100000")
    assert plenty.stdout.splitlines() == everything
    assert "more" not in plenty.stderr


def test_a_time_limit_ends_the_command() -> None:
    """With --timeout a query that would take for ever ends with a message."""
    began = time.monotonic()
    done = spawn("query", ENDLESS, "--timeout", "0.5")
    assert done.returncode == 2
    assert "no answer within 0.5 seconds" in done.stderr
    assert done.stdout == ""
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_ends_the_command(times: int) -> None:
    """Ctrl-C ends a query at once, with exit code 130 and no traceback; so does a second one."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "scgraph", "query", ENDLESS],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    # The engine is at work once the process has used more time than it takes to start.
    deadline = time.monotonic() + 30
    while cpu_seconds(process.pid) < 1.5 and time.monotonic() < deadline:
        time.sleep(0.05)
    for _ in range(times):
        process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=20)
    assert process.returncode == 130
    assert stdout == ""
    assert stderr.strip() == "interrupted"


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process has used."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_search_finds_by_words_in_both_languages() -> None:
    """All words must occur; a whole name comes first."""
    result = run("search", "land", "ministry", "--kind", "Actor", "-f", "csv")
    first = next(csv.DictReader(io.StringIO(result.stdout)))
    assert first["thing"].endswith("/mlit")
    assert (
        "mic" in run("search", "総務省").stdout
        or "Internal Affairs" in run("search", "総務省").stdout
    )
    assert run("search", "no-such-word-anywhere").stderr == "no rows\n"


def test_search_for_an_unknown_class() -> None:
    """A class that does not exist is an error that offers what there is."""
    result = run("search", "trust", "--kind", "Barier")
    assert result.exit_code == 2
    assert "Barrier" in result.stderr


def test_stats_count_what_the_corpus_holds(kg: scgraph.KnowledgeGraph) -> None:
    """The numbers are those of the graph, without what other works say."""
    result = run("stats", "-f", "csv")
    counted = {
        row["kind_label"]: int(row["number"]) for row in csv.DictReader(io.StringIO(result.stdout))
    }
    quads = [quad for quad in kg.quads if not quad.graph_name.value.endswith("/checks")]
    for label, kind in (("Claim", "Claim"), ("Causal link", "CausalLink"), ("Figure", "Figure")):
        type_quads = [quad for quad in quads if quad.object == pyoxigraph.NamedNode(VOCAB + kind)]
        things = {quad.subject for quad in type_quads if quad.predicate.value.endswith("#type")}
        assert counted[label] == len(things) > 10
    assert counted["Sentence"] == 99
    assert run("stats", "--paper", "nobody").exit_code == 2
    assert "Claim" in run("stats", "--corpus", SMALL).stdout


def test_export_writes_files_and_says_how_large(tmp_path: Path) -> None:
    """A view becomes a file; a table of a network becomes two."""
    result = run("export", tmp_path / "causes.gexf", "--view", "causes")
    assert result.exit_code == 0
    size = (tmp_path / "causes.gexf").stat().st_size
    assert result.stderr == f"{tmp_path / 'causes.gexf'}: {size:,} bytes\n"
    run("export", tmp_path / "net.csv", "--view", "causes")
    assert (tmp_path / "net.nodes.csv").exists()
    assert (tmp_path / "net.edges.csv").exists()


def test_export_does_what_python_does(kg: scgraph.KnowledgeGraph, tmp_path: Path) -> None:
    """The command and the method write the same bytes, for every kind of thing to write."""
    cases: list[tuple[str, list[str], dict[str, str]]] = [
        ("all.ttl", [], {}),
        ("all.graphml", [], {}),
        ("view.dot", ["--view", "causes", "-p", "cause=mlit"], {"view": "causes", "cause": "mlit"}),
        (
            "answer.csv",
            ["--question", "actors/roles", "-p", "actor=mic"],
            {"question": "actors/roles", "actor": "mic"},
        ),
        (
            "behind.nt",
            ["--question", "actors/roles", "-p", "actor=mic"],
            {"question": "actors/roles", "actor": "mic"},
        ),
    ]
    for name, arguments, keywords in cases:
        result = run("export", tmp_path / name, *arguments)
        assert result.exit_code == 0, result.stderr
        (path,) = kg.export(tmp_path / f"python-{name}", **keywords)  # type: ignore[arg-type]
        assert path.read_bytes() == (tmp_path / name).read_bytes(), name


def test_export_lists_views_and_suffixes(kg: scgraph.KnowledgeGraph) -> None:
    """What can be exported is listed."""
    text = run("export", "--list").stdout
    for word in (*kg.views, ".ttl", ".jsonld", ".graphml", ".gexf", ".cyjs", ".dot", ".mmd"):
        assert word in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name the file"),
        (["x.gefx"], "did you mean '.gexf'"),
        (["x.dot", "--view", "cause"], "did you mean 'views/causes'"),
        (["x.dot", "--view", "causes", "--question", "actors/roles"], "not both"),
        (["x.dot", "-p", "actor=mic"], "needs --view or --question"),
        (["x.md"], "name a view or a question"),
        (["missing/x.ttl"], "cannot write"),
        (["x.gexf", "--question", "papers/all"], "needs two columns"),
    ],
)
def test_wrong_exports(arguments: list[str], said: str, tmp_path: Path) -> None:
    """What cannot be exported is a message, and no file is made."""
    done = spawn("export", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_export_replaces_a_file_whole_and_keeps_links(tmp_path: Path) -> None:
    """A link stays a link; what it leads to is new, with its permissions."""
    target, link = tmp_path / "real.ttl", tmp_path / "link.ttl"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    assert run("export", link).exit_code == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("@prefix")
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.ttl", "real.ttl"]


def completed(words: str, shell: str = "bash") -> list[str]:
    """Return what a shell would offer for the last of some words."""
    parts = words.split(" ")
    environment = {
        **os.environ,
        "_SCGRAPH_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(parts) - 1),
    }
    code = "from scgraph.cli import main; main(prog_name='scgraph')"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("scgraph exp", "export"),
        ("scgraph ask barriers/act", "barriers/actors-and-evidence"),
        ("scgraph ask actors/roles -p act", "actor="),
        ("scgraph ask actors/roles -p actor=ml", "actor=mlit"),
        ("scgraph ask actors/roles -p role=aff", "role=affected"),
        ("scgraph export x.dot --view cau", "causes"),
        ("scgraph export x.dot --question actors/ro", "actors/roles"),
        ("scgraph ask actors/roles -f j", "jsonl"),
    ],
)
def test_completion_offers(words: str, offered: str) -> None:
    """Tab offers commands, questions, parameters, names of the right kind, views and formats."""
    assert offered in completed(words)


def test_completion_offers_only_the_kind_that_fits() -> None:
    """Behind actor= no barrier is offered."""
    offered = completed("scgraph ask actors/roles -p actor=")
    assert "actor=mic" in offered
    assert "actor=fragmented-governance" not in offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    """The script for each shell names the program."""
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_SCGRAPH_COMPLETE" in result.stdout


def test_no_colour_where_the_user_wants_none() -> None:
    """On a terminal headings are bold; NO_COLOR, and a pipe, leave them plain."""
    bold = on_a_terminal({"TERM": "xterm"})
    plain = on_a_terminal({"TERM": "xterm", "NO_COLOR": "1"})
    assert "\x1b[1m" in bold
    assert "\x1b[" not in plain
    assert bold.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "") == plain


def on_a_terminal(environment: dict[str, str]) -> str:
    """Run a command with a pseudo-terminal as its output, and return what it wrote."""
    import pty

    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "scgraph", "ask", "actors/roles", "-p", "actor=mic"],
        stdout=follower,
        stderr=subprocess.DEVNULL,
        env={**{k: v for k, v in os.environ.items() if k != "NO_COLOR"}, **environment},
    )
    os.close(follower)
    chunks = []
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        chunks.append(chunk)
    process.wait(timeout=20)
    os.close(leader)
    return b"".join(chunks).decode()


def test_closed_streams_are_no_traceback() -> None:
    """A process without stdout or stderr ends without a word, and without failing."""
    for closed in ("1>&-", "2>&-"):
        done = subprocess.run(
            f"{sys.executable} -m scgraph ask actors/roles -p actor=mic -f csv {closed}",
            shell=True,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0
        assert "Traceback" not in done.stderr
