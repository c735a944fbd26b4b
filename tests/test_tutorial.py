"""The tutorial does what it says: its boxes are typed as they stand, into an empty folder."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import scgraph

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGE = (DOCS / "tutorial.md").read_text(encoding="utf-8")
BOX = re.compile(r"```(?P<kind>\S+)(?P<mark>[ ]\w+)?\n(?P<body>.*?)```", re.DOTALL)
FILE = re.compile(r"`(papers/[^`]+)`[^`]*\Z")


@dataclass(frozen=True)
class Step:
    """A line to be typed, or a file to be written; `fails` if the page says that it is refused."""

    line: str = ""
    file: str = ""
    body: str = ""
    appended: bool = False
    fails: bool = False


def steps() -> Iterator[Step]:
    """Yield what a reader of the page does, in its order."""
    for box in BOX.finditer(PAGE):
        mark = (box["mark"] or "").strip()
        if box["kind"] == "sh":
            yield from (Step(line, fails=mark == "fails") for line in box["body"].splitlines())
        else:
            named = FILE.search(PAGE[: box.start()])
            assert named, f"the page does not say where this belongs: {box['body'][:60]}"
            yield Step(file=named[1], body=box["body"], appended=mark == "append")


STEPS = list(steps())


@dataclass(frozen=True)
class Walked:
    """What came of the walk: the folder of the corpus, and what each line printed."""

    corpus: Path
    printed: dict[str, str]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """Return an empty folder after everything on the page was done in it."""
    folder = tmp_path_factory.mktemp("tutorial")
    for path in (DOCS / "tutorial").iterdir():
        shutil.copy(path, folder)
    cache = str(folder / "cache")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "SCGRAPH_CACHE": cache}
    printed: dict[str, str] = {}
    here = folder
    for step in STEPS:
        if step.file:
            path = here / step.file
            before = f"{path.read_text(encoding='utf-8')}\n" if step.appended else ""
            path.write_text(before + step.body, encoding="utf-8")
        elif step.line.startswith("cd "):
            here = here / step.line.removeprefix("cd ")
        else:
            program, *arguments = shlex.split(step.line)
            assert program == "scgraph"
            ran = subprocess.run(
                [sys.executable, "-m", "scgraph", *arguments],
                cwd=here,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
            )
            assert (ran.returncode != 0) == step.fails, f"{step.line}\n{ran.stdout}{ran.stderr}"
            printed[step.line] = ran.stdout + ran.stderr
    return Walked(here, printed)


def told(walked: Walked, beginning: str) -> str:
    """Return what the line printed that begins so."""
    (found,) = [text for line, text in walked.printed.items() if line.startswith(beginning)]
    return found


def test_the_page_has_steps_of_every_kind() -> None:
    """Nothing is passed over: lines, files written and added to, and a refusal."""
    assert sum(bool(step.line) for step in STEPS) > 15
    assert {step.file for step in STEPS if step.appended} == {"papers/brenner-2025/paper.yaml"}
    assert sum(step.fails for step in STEPS) == 1


def test_the_second_paper_is_valid_and_anchored(walked: Walked) -> None:
    """No violation, no stub left, and every sentence found in the copy."""
    assert "0 violations" in told(walked, "scgraph lint")
    assert ", 0 failed" in told(walked, "scgraph validate")
    assert "7 exact" in told(walked, "scgraph verify")
    kg = scgraph.load(walked.corpus)
    rows = [row for row in kg.ask("papers/all") if str(row.paper).endswith("brenner-2025")]
    assert [(row.sentences, row.claims, row.authors) for row in rows] == [(7, 7, "Ada Brenner")]
    assert not [one for one in kg.validate().findings if "stub" in one.message]


def test_all_claims_are_reviewed_by_the_second_reader(walked: Walked) -> None:
    """The status names who gave it."""
    rows = scgraph.load(walked.corpus).ask("curation/unreviewed", paper="brenner-2025")
    assert len(rows) == 7
    assert {(row.status_label, row.who) for row in rows} == {("Reviewed", "A Second Reader")}


def test_the_term_that_exists_is_offered_and_not_doubled(walked: Walked) -> None:
    """The barrier of the other paper is found under its other name."""
    refused = told(walked, 'scgraph add-term barrier "Little')
    assert "weak-screen-skills" in refused
    kg = scgraph.load(walked.corpus)
    claims = kg.ask("barriers/across-papers", barrier="weak-screen-skills")
    assert set(claims.column("papers")) == {3}  # the third by the decision of the ledger


def test_the_comparison_finds_what_is_shared_and_what_one_alone_sees(walked: Walked) -> None:
    """Two papers share a barrier; a decision of the ledger joins that of a third."""
    compared = walked.printed["scgraph compare brenner-2025 lindholm-2024"]
    assert "Weak screen skills" in compared
    assert "Slow connections" in compared
    made = scgraph.load(walked.corpus).compare("brenner-2025", "lindholm-2024", "an-2025")
    named = {str(row.paper).rpartition("/")[2] for row in made["corpus/stances"]}
    assert named == {"brenner-2025", "lindholm-2024", "an-2025"}
    assert "compared.html" in {path.name for path in walked.corpus.iterdir()}


def test_both_decisions_stand_in_the_ledger(walked: Walked) -> None:
    """The no as well as the yes, with name and reason."""
    ledger = (walked.corpus / "alignments.sssom.tsv").read_text(encoding="utf-8")
    rows = [line for line in ledger.splitlines() if "Your Name" in line]
    assert len(rows) == 2
    assert sum("Not" in row.split("\t") for row in rows) == 1


def test_the_page_needs_no_rdf() -> None:
    """A reader who knows policy meets no word of the trade but in the first paragraph's promise."""
    prose = BOX.sub("", PAGE)
    for word in ("SPARQL", "SHACL", "Turtle", "ontology", "triple", "IRI"):
        assert word not in prose, word
