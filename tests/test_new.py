"""A corpus is started whole, and what is started is right."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import scgraph
from scgraph import files
from scgraph.authoring.starting import EXAMPLE, TEMPLATE, TEMPLATE_BASE, start_corpus
from scgraph.cli import main
from scgraph.corpus import Settings, read_corpus, read_settings

BASE = "https://example.org/made/"


def new(*arguments: object) -> Result:
    """Run `scgraph new`."""
    return CliRunner().invoke(main, ["new", *map(str, arguments)])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus as the command makes it."""
    root = tmp_path_factory.mktemp("new") / "my corpus"
    assert new(root).exit_code == 0
    return root


def test_a_new_corpus_validates_without_a_finding(made: Path) -> None:
    """Not even a remark: a beginner sees what right looks like."""
    report = scgraph.load(made).validate()
    assert report.checked > 1000
    assert list(report) == []


def test_its_example_is_found_in_its_text(made: Path) -> None:
    """Every sentence of the example stands in the copy that lies beside it."""
    text = made / "texts" / f"{EXAMPLE}.md"
    report = scgraph.load(made).verify(text, EXAMPLE)
    assert report.conforms
    assert {finding.value for finding in report} == {"exact"}
    assert 12 <= report.checked <= 15


def test_its_example_is_settled_and_answers(made: Path) -> None:
    """Claims, figures, causes and citations can be asked for, and all claims are settled."""
    kg = scgraph.load(made)
    assert len(kg.ask("barriers/actors-and-evidence")) >= 4
    assert len(kg.ask("figures/all")) == 2
    assert len(kg.ask("causes/leading-to", thing="online-booking")) == 3
    assert len(kg.ask("sources/citations-by-reference")) >= 6
    statuses = kg.query(
        "SELECT DISTINCT ?status { ?c scg:inPaper ?p . ?a scg:assignedTo ?c ; scg:assigns ?status }"
    )
    assert [one.rpartition("/")[2] for one in statuses.column("status")] == ["settled"]  # type: ignore[union-attr]


def test_no_claim_repeats_the_words_of_the_example(made: Path) -> None:
    """The example keeps the rule that it teaches: eight words in a row are never the paper's."""
    text = (made / "texts" / f"{EXAMPLE}.md").read_text(encoding="utf-8")
    prose = text.partition("## References")[0].partition("## 1.")[2]
    known = set(_runs(prose))
    assert len(known) > 100
    for file in (made / "papers" / EXAMPLE).glob("*.yaml"):
        assert not known & set(_runs(file.read_text(encoding="utf-8"))), file.name


def _runs(text: str) -> list[tuple[str, ...]]:
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return [tuple(words[start : start + 8]) for start in range(len(words) - 7)]


def test_the_base_is_made_of_the_name_of_the_folder(made: Path) -> None:
    """All addresses begin with it, in the settings and in the shared things."""
    assert read_settings(made / "corpus.yaml").base == "https://example.org/my-corpus/"
    assert read_corpus(made).papers == (EXAMPLE,)


def test_settings_go_where_they_belong(tmp_path: Path) -> None:
    """What the options say stands in corpus.yaml, and the base in every file that has one."""
    options = ["--base", BASE, "--title", "Buses: late", "--creator", "A. Lee, B. Oh"]
    licence = "https://creativecommons.org/licenses/by/4.0/"
    root = tmp_path / "c"
    assert new(root, *options, "--licence", licence, "--include-shipped").exit_code == 0
    settings = read_settings(root / "corpus.yaml")
    assert settings == Settings(BASE, "en", "Buses: late", "A. Lee, B. Oh", licence, ("shipped",))
    assert (root / "README.md").read_text(encoding="utf-8").startswith("# Buses: late\n")
    for file in root.rglob("*.ttl"):
        assert TEMPLATE_BASE not in file.read_text(encoding="utf-8")
    assert read_corpus(root).papers == (EXAMPLE, "an-2025")
    assert not [f for f in scgraph.load(root).validate() if f.severity == "Violation"]


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--base", "example.org", "base is a web address"),
        ("--base", "https://example.org/a", "base is a web address"),
        ("--language", "English", "language is a language code"),
        ("--licence", "CC BY", "licence is the address"),
    ],
)
def test_a_wrong_setting_makes_nothing(tmp_path: Path, option: str, value: str, said: str) -> None:
    """The message says what is due, and no folder is left behind."""
    result = new(tmp_path / "c", option, value)
    assert result.exit_code == 2
    assert said in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_not_touched(tmp_path: Path) -> None:
    """It is refused with what to do instead."""
    (tmp_path / "note.txt").write_text("mine")
    result = new(tmp_path)
    assert result.exit_code == 2
    assert "is not empty; give the name of a folder in it" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_corpus_is_not_made_twice(made: Path) -> None:
    """One that is there is named as such, with the command that adds to it."""
    result = new(made)
    assert result.exit_code == 2
    assert "is a corpus already; add a paper to it with: scgraph add" in result.stderr


def test_a_file_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    """Each has its own message."""
    (tmp_path / "file").write_text("")
    assert "is a file" in new(tmp_path / "file").stderr
    assert "make it first" in new(tmp_path / "no" / "where").stderr


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    """Also the one somebody stands in; it stays the same folder."""
    (tmp_path / "c").mkdir()
    before = (tmp_path / "c").stat().st_ino
    with pytest.MonkeyPatch.context() as here:
        here.chdir(tmp_path / "c")
        assert new(".").exit_code == 0
    assert (tmp_path / "c").stat().st_ino == before
    assert read_settings(tmp_path / "c" / "corpus.yaml").base == "https://example.org/c/"
    assert (tmp_path / "c" / ".vscode" / "settings.json").is_file()
    assert (tmp_path / "c" / ".scgraph" / "paper.schema.json").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["c"]


def test_git_sees_no_text(made: Path) -> None:
    """Neither copies nor worksheets nor what is made anew are committed."""
    subprocess.run(["git", "init", "-q", str(made)], check=True)
    listed = subprocess.run(
        ["git", "-C", str(made), "ls-files", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert f"papers/{EXAMPLE}/claims.yaml" in listed
    assert ".vscode/settings.json" in listed
    assert not [name for name in listed if name.startswith(("texts/", ".scgraph/"))]


def test_an_editor_finds_the_schema_also_without_the_line(made: Path) -> None:
    """Its settings tie the files of papers to the schema of the corpus."""
    settings = json.loads((made / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    ((schema, pattern),) = settings["yaml.schemas"].items()
    assert (made / schema).is_file()
    assert list(made.glob(pattern))


def test_the_readme_names_files_and_commands_that_exist(made: Path) -> None:
    """What it says lies somewhere, does."""
    text = (made / "README.md").read_text(encoding="utf-8")
    assert text.startswith("# my corpus\n")
    for name in ("corpus.yaml", "reference", f"papers/{EXAMPLE}", f"texts/{EXAMPLE}.md", "texts"):
        assert f"`{name}" in text or f"{name}/" in text
        assert (made / name).exists()


@pytest.mark.parametrize("name", ["replace", "rename"])
def test_a_failure_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A disk that refuses at the last step leaves the place as it was."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", refuse)
    monkeypatch.setattr(files if name == "replace" else os, name, refuse)
    with pytest.raises(OSError, match="No space"):
        start_corpus(tmp_path / "c", Settings(base=BASE))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_left_by_a_kill_is_taken_away_later(tmp_path: Path) -> None:
    """What a killed run left is hidden, and the next run after an hour removes it."""
    left = tmp_path / ".c.0123456789abcdef.new"
    left.mkdir()
    (left / "corpus.yaml").write_text("")
    os.utime(left, (1, 1))
    start_corpus(tmp_path / "c", Settings(base=BASE))
    assert [path.name for path in tmp_path.iterdir()] == ["c"]


def test_the_template_ships_with_the_package() -> None:
    """It lies beside the code, and git of this project takes none of its files for its own."""
    names = {
        path.relative_to(TEMPLATE).as_posix() for path in TEMPLATE.rglob("*") if path.is_file()
    }
    assert {"README.md", "gitignore", "settings.json", "text.md"} <= names
    assert not [name for name in names if "texts/" in name or "/." in f"/{name}"]
