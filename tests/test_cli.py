"""The command line: data on stdout, notes on stderr, an exit code, and never a traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

import scgraph
from scgraph.answers import Table
from scgraph.answers.values import as_text
from scgraph.cli import main
from scgraph.cli.tables import drawn

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "tests" / "fixtures" / "corpus-small"
ROLES = ["ask", "actors/roles", "-p", "actor=mic"]
MAIN_QUESTION = ["ask", "barriers/actors-and-evidence"]


def run(*arguments: str | Path, **environment: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, list(map(str, arguments)), env=environment)


def spawn(
    *arguments: str, cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    path = str(Path(scgraph.__file__).resolve().parents[1])
    return subprocess.run(
        [sys.executable, "-m", "scgraph", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONPATH": path, **environment},
        cwd=cwd,
        check=False,
    )


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a copy of the small corpus that a test may break."""
    return Path(shutil.copytree(SMALL, tmp_path / "corpus"))


def test_ask_splits_data_and_notes() -> None:
    """The answer is on stdout, the number of its rows on stderr."""
    result = run(*ROLES, "-f", "csv")
    assert result.exit_code == 0
    assert result.stdout.startswith("actor,actor_label,role,")
    assert result.stderr == "2 rows\n"


@pytest.mark.parametrize(
    "name",
    [
        "mic",
        "MIC",
        "Ministry of Internal Affairs and Communications",
        "総務省",
        "id:mic",
        "https://w3id.org/scgraph/id/mic",
    ],
)
def test_ask_resolves_names(name: str) -> None:
    """Slug, acronym, full name, Japanese name and IRI mean the same actor."""
    result = run("ask", "roles", "-p", f"actor={name}", "-f", "csv")
    assert result.exit_code == 0
    assert result.stdout == run(*ROLES, "-f", "csv").stdout


def test_formats_agree(kg: scgraph.KnowledgeGraph) -> None:
    """Every format holds the rows that the library gives."""
    table = kg.ask("actors/roles", actor="mic")
    for name, text in {
        "csv": table.to_csv(),
        "tsv": table.to_tsv(),
        "json": table.to_json(),
        "jsonl": table.to_jsonl(),
        "md": table.to_markdown(),
    }.items():
        assert run(*ROLES, "-f", name).stdout == text


def test_json_parses() -> None:
    """JSON and JSON lines hold the same objects, and Japanese is not escaped."""
    rows = json.loads(run(*ROLES, "-f", "json").stdout)
    lines = run(*ROLES, "-f", "jsonl").stdout.splitlines()
    assert rows == list(map(json.loads, lines))
    assert rows[0]["actor"] == "https://w3id.org/scgraph/id/mic"


@pytest.mark.parametrize("width", [80, 100, 160])
@pytest.mark.parametrize(
    "question",
    [
        "barriers/actors-and-evidence",
        "barriers/hierarchy",
        "figures/all",
        "sources/citations-by-reference",
    ],
)
def test_tables_fit(kg: scgraph.KnowledgeGraph, question: str, width: int) -> None:
    """A table is no wider than the terminal, and no word of its first column is broken."""
    words = kg.ask(question).in_words(kg.curie)
    text = drawn(words, width)
    assert max(map(cell_len, text.splitlines())) <= width
    first_words = {
        word for cell in words.column(words.columns[0]) for word in as_text(cell).split()
    }
    assert first_words
    assert first_words <= set(text.split())


def test_table_hides_iris() -> None:
    """A table shows names in place of IRIs, and short IRIs for claims."""
    result = run(*ROLES, COLUMNS="60")
    assert "https://" not in result.stdout
    assert "Communications" in result.stdout
    assert "an-2025:" in result.stdout


def test_table_in_columns() -> None:
    """A table that fits stands in columns: numbers to the right, wide characters aligned."""
    table = Table(("name", "n"), (("総務省", 3), ("mic", 12)))
    assert drawn(table, 40) == "name     n\n総務省   3\nmic     12\n"


def test_table_below_headings() -> None:
    """A table that fits without its first column stands below it; what all rows share is above."""
    rows = tuple((barrier, actor, "Affected") for barrier, actor in zip("aab", "xyz", strict=True))
    table = Table(("barrier", "actor", "role"), (*rows, ("b" * 50, "w", "Affected")))
    assert drawn(table, 40) == (
        "in every row  role: Affected\n\nactor\n\na\nx\ny\n\nb\nz\n\n"
        + "b" * 40
        + "\n"
        + "b" * 10
        + "\nw\n"
    )


def test_table_in_entries() -> None:
    """A table that does not fit becomes entries below their first cell, without empty cells."""
    table = Table(
        ("barrier", "says", "place", "none"),
        (("silos", "a" * 20 + " " + "b" * 20, "1/p1", None), ("silos", "c", "1/p2", None)),
    )
    assert drawn(table, 32) == (
        "silos\n"
        "  • says: aaaaaaaaaaaaaaaaaaaa\n"
        "    bbbbbbbbbbbbbbbbbbbb\n"
        "    place: 1/p1\n"
        "  • says: c · place: 1/p2\n"
    )


def test_no_rows() -> None:
    """An answer without rows says so on stderr and exits 0."""
    result = run("ask", "actors/roles", "-p", "actor=mic", "-p", "role=contributes")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no rows\n")


def test_plain_when_piped() -> None:
    """Output that is not a terminal carries no colour, even where colour is asked for."""
    result = spawn(*MAIN_QUESTION, FORCE_COLOR="1")
    assert result.returncode == 0
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    ("suffix", "start"), [("csv", "actor,"), ("json", "["), ("md", "| actor"), ("txt", "Has the")]
)
def test_output_file(tmp_path: Path, suffix: str, start: str) -> None:
    """A file gets the format of its suffix, stdout stays empty, and nothing is left beside it."""
    target = tmp_path / f"roles.{suffix}"
    target.write_text("old", encoding="utf-8")
    result = run(*ROLES, "-o", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.read_text(encoding="utf-8").lstrip().startswith(start) or suffix == "txt"
    assert list(tmp_path.iterdir()) == [target]


def test_output_file_that_cannot_be_written(tmp_path: Path) -> None:
    """A file in a folder that does not exist is a usage error."""
    result = run(*ROLES, "-o", tmp_path / "nowhere" / "roles.csv")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr


def test_output_keeps_the_old_file_if_the_question_fails(tmp_path: Path) -> None:
    """A question that fails leaves the file as it was."""
    target = tmp_path / "roles.csv"
    target.write_text("old", encoding="utf-8")
    assert run("ask", "actors/roles", "-p", "actor=nobody", "-o", target).exit_code == 2
    assert target.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "actors/rolls"], "did you mean 'actors/roles'"),
        (["ask", "actors/roles", "-p", "acter=mic"], "did you mean 'actor'"),
        (["ask", "actors/roles", "-p", "actor=mlitt"], "did you mean 'mlit'"),
        (["ask", "actors/roles", "-p", "actor=fragmented-governance"], "no Actor is named"),
        (["ask", "actors/roles", "-p", "actor"], "name=value"),
        (["ask", "actors/roles", "-p", "=mic"], "name=value"),
        (["ask", "actors/roles", "-p", "actor=mic", "-p", "actor=meti"], "given twice"),
        (["ask", "actors/roles", "-f", "xlsx"], "xlsx"),
        (["ask"], "Missing argument"),
        (["show", "nobody-at-all"], "no thing is named"),
        (["show", "id:fragmented-governence"], "did you mean 'fragmented-governance'"),
        (["nothing"], "no such command"),
        (["aks"], "did you mean 'ask'"),
        (["validate", "here", "--corpus", "there"], "not both"),
        (["ask", "actors/roles", "--corpus", "no-such-folder"], "no-such-folder"),
        (["validate", "no-such-folder"], "no-such-folder"),
        (["show", "mic", "--corpus", str(ROOT / "tests")], "corpus.yaml"),
        (["validate", str(SMALL / "papers" / "bike-2020")], "folder of one paper"),
    ],
)
def test_wrong_commands(arguments: list[str], said: str) -> None:
    """A wrong command exits 2 with a message on stderr that helps, and no data."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize(
    "value", ["", " ", "\x00", '"', "' }", "UNDEF", "?actor", "総務", "\udcff"]
)
def test_hostile_values(value: str) -> None:
    """A value that names nothing is an error, whatever it holds, and never the answer for all."""
    result = run("ask", "actors/roles", "-p", f"actor={value}", "-f", "csv")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert isinstance(result.exception, SystemExit)


def test_questions() -> None:
    """The list names every question, what it answers and its parameters; cards are left out."""
    result = run("questions", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert list(rows[0]) == ["name", "answers", "params"]
    assert all("?" in row["answers"] for row in rows)
    names = [row["name"] for row in rows]
    files = {
        str(path.relative_to(ROOT / "queries").with_suffix(""))
        for path in (ROOT / "queries").rglob("*.rq")
    }
    asked_by_us = ("cards/", "evidence/", "integrity/")
    assert names == sorted(name for name in files if not name.startswith(asked_by_us))
    (roles,) = (row for row in rows if row["name"] == "actors/roles")
    assert "actor: Actor, role: ActorRole" in roles["params"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mic", ["総務省", "Actor · id:mic", "Roles", "an-2025:"]),
        (
            "ministerial-division",
            ["Barrier", "In the hierarchy", "under", "Actors", "What it acts on"],
        ),
        ("an-2025:division-makes-silos", ["Claim", "2.1/p2/s4", "Codes", "Asserts", "Causal"]),
        ("holroyd-2022", ["Source", "Cited by", "In the list of references"]),
        ("2.1/p2/s4", ["Sentence", "Claims", "an-2025:division-makes-silos"]),
        ("tokyo", ["Place", "Figures", "Comparisons", "lies in"]),
        ("an-2025", ["Paper", "Research questions"]),
        ("role:leads", ["ActorRole", "主導する"]),
    ],
)
def test_show(name: str, said: list[str]) -> None:
    """A card says what kind of thing it is, and has the sections that this kind has."""
    result = run("show", name, COLUMNS="100")
    assert result.exit_code == 0
    assert max(map(cell_len, result.stdout.splitlines())) <= 100
    for text in said:
        assert text in result.stdout


def test_show_does_not_repeat_a_row_for_each_place(kg: scgraph.KnowledgeGraph) -> None:
    """No two lines of a section are equal, and none differ only in their place."""
    for name in ("tokyo", "low-public-trust", "global-rank-position"):
        for section in kg.show(name).sections:
            answer = section.answer
            rest = answer.without("locator") if len(answer.columns) > 1 else answer
            assert len(set(rest.rows)) == len(rest.rows), (name, section.heading)


def test_validate_valid() -> None:
    """A valid corpus exits 0, and the counts end the report."""
    result = run("validate", SMALL)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].endswith(" 0 failed")
    assert result.stderr == ""


def test_validate_gathers_common_remarks() -> None:
    """A remark that stands at many places is written once, with every place below it."""
    result = run("validate")
    remark = "This claim states a fact and cites nothing"
    assert result.stdout.count(remark) == 1
    block = result.stdout.partition(remark)[2]
    assert "  an-2025:most-aged-society\n" in block
    assert result.stdout.count("Warning") == 3


def test_validate_strict() -> None:
    """A warning fails only if asked to."""
    assert "  Warning  " in run("validate", SMALL).stdout
    assert run("validate", SMALL, "--strict").exit_code == 1


def test_validate_violation(corpus: Path) -> None:
    """A violation exits 1, with file, line, column, severity, message and a near name."""
    claims = corpus / "papers" / "bike-2020" / "claims.yaml"
    claims.write_text(
        claims.read_text(encoding="utf-8").replace("actor: cyclists", "actor: cyclist"),
        encoding="utf-8",
    )
    result = run("validate", "--corpus", corpus)
    assert result.exit_code == 1
    (line,) = (line for line in result.stdout.splitlines() if "  Violation  " in line)
    assert line.startswith(f"{claims}:20:")
    assert line.endswith("no such actor: 'cyclist' (did you mean 'cyclists'?)")
    assert result.stdout.splitlines()[-1].endswith(", 1 failed")


def test_validate_read_faults(corpus: Path) -> None:
    """A corpus that cannot be read is reported with every fault, and exits 1."""
    claims = corpus / "papers" / "bike-2020" / "claims.yaml"
    text = claims.read_text(encoding="utf-8").replace("says:", "sais:", 1)
    claims.write_text(text.replace("year: 2019", "year: soon"), encoding="utf-8")
    result = run("validate", corpus)
    assert result.exit_code == 1
    faults = [line for line in result.stdout.splitlines() if "  Violation  " in line]
    assert len(faults) >= 2
    assert all(line.startswith(f"{claims}:") for line in faults)
    assert any("did you mean 'says'" in line for line in faults)
    assert (
        result.stdout.splitlines()[-1] == f"{len(faults)} checked, 0 skipped, {len(faults)} failed"
    )


def test_ask_of_a_corpus_with_read_faults(corpus: Path) -> None:
    """Asking a corpus that cannot be read exits 1 and lists the faults on stderr."""
    (corpus / "papers" / "bike-2020" / "claims.yaml").write_text("a: [", encoding="utf-8")
    result = run("ask", "actors/roles", "--corpus", corpus)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "claims.yaml:" in result.stderr


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00" * 100, b"a: &b [*b]", b"- " * 4000])
def test_unreadable_file(corpus: Path, content: bytes) -> None:
    """A file that is no YAML is a fault with its name, and no traceback."""
    (corpus / "papers" / "bike-2020" / "claims.yaml").write_bytes(content)
    result = run("validate", corpus)
    assert result.exit_code == 1
    assert "claims.yaml" in result.stdout
    assert isinstance(result.exception, SystemExit)


def test_pipe_in_place_of_a_file(corpus: Path) -> None:
    """A pipe among the files of a paper is a fault, and nobody waits for who might write to it."""
    os.mkfifo(corpus / "papers" / "bike-2020" / "claims-pipe.yaml")
    result = run("validate", corpus)
    assert result.exit_code == 1
    assert "a pipe or a device, no file" in result.stdout


def test_folder_in_place_of_a_file(corpus: Path) -> None:
    """A folder where a file should be is an error with its name, and no traceback."""
    claims = corpus / "papers" / "bike-2020" / "claims.yaml"
    claims.unlink()
    claims.mkdir()
    result = run("validate", corpus)
    assert result.exit_code in (1, 2)
    assert "claims.yaml" in result.output
    assert isinstance(result.exception, SystemExit)


def test_paths_from_the_working_directory(corpus: Path) -> None:
    """A place below the working directory is written from there."""
    result = spawn("validate", str(corpus), cwd=corpus)
    places = [line for line in result.stdout.splitlines() if "  Warning  " in line]
    assert places
    assert all(line.startswith("papers/bike-2020/claims.yaml:") for line in places)


def test_another_corpus() -> None:
    """Every command takes another corpus."""
    result = run("show", "dangerous streets", "--corpus", SMALL)
    assert result.exit_code == 0
    assert "unsafe roads" in result.stdout
    result = run("ask", "actors/roles", "--corpus", SMALL, "-p", "actor=the council", "-f", "csv")
    assert result.exit_code == 0
    assert "https://example.org/cycling/id/city-council" in result.stdout


def test_one_file_as_corpus() -> None:
    """One RDF file is a corpus too."""
    result = run("show", "the council", "--corpus", SMALL / "reference" / "things.ttl")
    assert result.exit_code == 0
    assert "City Council of Veloburg" in result.stdout


def test_module_and_script_are_one() -> None:
    """``python -m scgraph`` is the command, with its version."""
    result = spawn("--version")
    assert result.stdout == f"scgraph, version {scgraph.__version__}\n"
    assert result.returncode == 0


def test_streams_of_a_process() -> None:
    """In a process of its own too, data are on stdout and notes on stderr."""
    result = spawn(*ROLES, "-f", "jsonl")
    assert result.returncode == 0
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == "2 rows\n"


def test_any_terminal() -> None:
    """A terminal without Japanese gets numbers of characters and no traceback."""
    result = spawn("show", "mic", PYTHONIOENCODING="latin-1")
    assert result.returncode == 0
    assert "\\u7dcf\\u52d9\\u7701" in result.stdout
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments", [[*MAIN_QUESTION, "-f", "csv"], ["show", "mic"], MAIN_QUESTION]
)
def test_closed_pipe(arguments: list[str]) -> None:
    """A reader that goes away ends the command quietly."""
    command = [sys.executable, "-m", "scgraph", *arguments]
    path = str(Path(scgraph.__file__).resolve().parents[1])
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    process.wait()
    assert "Traceback" not in said
    assert "Error" not in said
    assert "Exception" not in said


def test_ill_typed_literal_in_turtle(corpus: Path) -> None:
    """A literal that is not of its type is a finding, and no traceback of a library below."""
    wrong = "<https://example.org/cycling/id/bell> <https://schema.org/position> 'abc'^^"
    datatype = "<http://www.w3.org/2001/XMLSchema#integer> ."
    (corpus / "reference" / "wrong.ttl").write_text(wrong + datatype, encoding="utf-8")
    done = spawn("validate", str(corpus), cwd=corpus)
    assert "Traceback" not in done.stdout + done.stderr
    assert "ValueError" not in done.stdout + done.stderr


def test_no_rows_come_with_a_way_on() -> None:
    """Where a barrier itself ties no actor, the note on stderr says what to ask instead."""
    result = run("ask", "actors-and-evidence", "-p", "barrier=fragmented-governance", "-f", "csv")
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 1
    assert "no rows" in result.stderr
    assert "under=" in result.stderr
    assert "under=" not in run("ask", "actors-and-evidence", "-p", "actor=mic").stderr


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    """A file that cannot be written is an error of the command, named as the user gave it."""
    result = run("ask", "figures/all", "-f", "csv", "-o", tmp_path / "none" / "x.csv")
    assert result.exit_code == 2
    assert "x.csv: No such file or directory" in result.stderr
    assert ".part" not in result.stderr
