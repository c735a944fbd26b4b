"""What the pages say is what the program does."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

import scgraph
from scgraph import codebook
from scgraph.catalogue import pages
from scgraph.cli import reference
from scgraph.cli.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
WIDTH = 100
CONSOLE = re.compile(r"^```console\n\$ (scgraph .*)\n((?:.*\n)*?)```$", re.MULTILINE)
BLOCKS = CONSOLE.findall(README.read_text(encoding="utf-8"))
SHELL = re.compile(r"^```sh\n((?:.*\n)*?)```$", re.MULTILINE)


OWN_CORPUS = "scgraph new "


def shell_blocks() -> list[str]:
    """Return the boxes of the README that are typed anywhere, without a corpus of one's own."""
    blocks: list[str] = SHELL.findall(README.read_text(encoding="utf-8"))
    return [block for block in blocks if OWN_CORPUS not in block]


def run(command: str) -> str:
    """Return what a command prints, notes and errors included."""
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(command)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "COLUMNS": str(WIDTH), "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=120,  # a command that goes on for ever has no place among them
    )
    return done.stdout


def test_the_readme_has_examples() -> None:
    """There is something to test."""
    assert len(BLOCKS) >= 3


@pytest.mark.parametrize(("command", "printed"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_commands_print_what_the_readme_shows(command: str, printed: str) -> None:
    """Each command of the README prints what stands below it."""
    assert run(command) == printed


@pytest.mark.parametrize(
    "command",
    [
        line.partition("#")[0].strip()
        for block in shell_blocks()
        for line in block.splitlines()
        if line.startswith("scgraph ") and " -o " not in line and " export " not in line
    ],
)
def test_commands_without_output_run(command: str) -> None:
    """Each command that the README only names gives rows."""
    assert run(command).count("\n") > 3


@pytest.mark.parametrize(
    "command",
    [
        line.partition("#")[0].strip()
        for block in shell_blocks()
        for line in block.splitlines()
        if line.startswith("scgraph export ")
    ],
)
def test_exports_of_the_readme_make_files(command: str, tmp_path: Path) -> None:
    """Each export that the README names writes its file."""
    subprocess.run(
        [sys.executable, "-m", *shlex.split(command)], cwd=tmp_path, check=True, capture_output=True
    )
    (path,) = tmp_path.iterdir()
    assert path.stat().st_size > 1000


def test_the_commands_on_a_corpus_of_ones_own_run_in_their_order(tmp_path: Path) -> None:
    """From an empty folder, with a paper and its references beside the corpus's files."""
    texts = ROOT / "docs" / "tutorial"
    everything = SHELL.findall(README.read_text(encoding="utf-8"))
    (block,) = [block for block in everything if OWN_CORPUS in block]
    here, ran = tmp_path, 0
    for line in block.splitlines():
        words = shlex.split(line, comments=True)
        if words[0] == "cd":
            here = here / words[1]
            shutil.copy(texts / "video-visits.md", here / "paper.md")
            shutil.copy(texts / "video-visits.bib", here / "refs.bib")
            continue
        done = subprocess.run(
            [sys.executable, "-m", *words], cwd=here, capture_output=True, text=True, input=""
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        ran += 1
    assert ran > 5
    assert (here / "claims.xlsx").stat().st_size > 1000


def test_python_of_the_readme_runs() -> None:
    """The Python examples of the README give what they show."""
    parser = PythonCodeBlockParser(doctest_optionflags=doctest.NORMALIZE_WHITESPACE)
    examples = list(Sybil([parser]).parse(README).examples())
    assert examples
    for example in examples:
        example.evaluate()


def test_the_readme_says_of_questions_what_their_files_say(kg: scgraph.KnowledgeGraph) -> None:
    """The README's table of questions holds what the catalogue says of them."""
    answers = {str(row.name): row.answers for row in kg.questions()}
    listed = re.findall(r"^\| `(\w+/[\w-]+)` \| (.*) \|$", README.read_text(encoding="utf-8"), re.M)
    assert len(listed) > 10
    assert all(answers[name] == said for name, said in listed)


def test_the_page_of_questions_is_generated(kg: scgraph.KnowledgeGraph) -> None:
    """The list of all questions is what their headers give, and leaves none out."""
    page = (ROOT / "queries" / "README.md").read_text(encoding="utf-8")
    assert page == pages.page(), "run `make pages`"
    assert re.findall(r"^### (.+)$", page, re.M) == [*kg.questions().column("name")]


def test_the_reference_of_the_command_line_is_generated() -> None:
    """The reference is what the help texts give, whatever width they are broken to."""
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    assert page.split() == reference.page().split(), "run `make pages`"
    titles = re.findall(r"^##+ scgraph (.+)$", page, re.M)
    # A group of commands is followed by each of them.
    assert [title for title in titles if " " not in title] == [*COMMANDS]
    assert {"sheet out", "sheet in"} <= set(titles)


def test_the_readme_tells_no_one_to_install_a_strangers_package() -> None:
    """No page says to install `scgraph` from the index, where that name is somebody else's."""
    for page in (README, ROOT / "ontology" / "README.md", ROOT / "CHANGELOG.md"):
        assert not re.search(r"pip install (-\S+ )*scgraph\b", page.read_text(encoding="utf-8"))


def test_links_of_the_pages_lead_somewhere() -> None:
    """Each relative link of a page leads to a file of the project."""
    found = 0
    pages_of_ours = ("README.md", "ontology/README.md", "queries/README.md", "benchmarks/README.md")
    for page in (ROOT / name for name in pages_of_ours):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            found += 1
            assert (page.parent / target).exists(), target
    assert found > 5


def test_the_codebook_is_generated() -> None:
    """The codebook page is what the code lists give."""
    page = (ROOT / "ontology" / "CODEBOOK.md").read_text(encoding="utf-8")
    assert page == codebook.page(), "run `make pages`"


def test_versions_agree() -> None:
    """Package, code and citation name the same version."""
    version = scgraph.__version__
    assert f'version = "{version}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"version: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
