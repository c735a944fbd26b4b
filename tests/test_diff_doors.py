"""Layout plays no part in a difference; and every way to ask for one: Python, a shell, git."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

import scgraph
from scgraph.comparing import difference, read_side
from scgraph.comparing.canonical import canonical_lines
from test_cli import run
from test_diff import CLAIMS, FIXTURE, LATE, LEDGER, corpus, edited, rows

REWORDED = [(CLAIMS, LATE, "Late buses deter people of Harland.")]


def shuffled(folder: Path, seed: int) -> Path:
    """Copy the corpus with items and keys in another order, and the claims in two files."""
    mixer = random.Random(seed)
    root = folder / "corpus"
    shutil.copytree(FIXTURE, root)
    for path in root.glob("papers/*/*.yaml"):
        content = _mixed(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader), mixer)
        parts = {path: content}
        if path.name == "claims.yaml":
            first, later = content["claims"][:3], content["claims"][3:]
            parts = {
                path: {**content, "claims": first},
                path.parent / "claims-2.yaml": {**content, "claims": later},
            }
        for file, part in parts.items():
            file.write_text(yaml.safe_dump(part, sort_keys=False, width=50), encoding="utf-8")
    ledger = root / LEDGER
    head, name, body = ledger.read_text(encoding="utf-8").partition("subject_id")
    columns, *mappings = f"{name}{body}".splitlines(keepends=True)
    mixer.shuffle(mappings)
    ledger.write_text("".join([head, columns, *mappings]), encoding="utf-8")
    return root


def _mixed(content: object, mixer: random.Random) -> dict[str, list[object]]:
    mixed: object = content
    if isinstance(content, dict):
        keys = list(content)
        mixer.shuffle(keys)
        mixed = {key: _mixed(content[key], mixer) for key in keys}
    elif isinstance(content, list):
        mixed = [_mixed(item, mixer) for item in content]
        mixer.shuffle(mixed)  # type: ignore[arg-type]
    return mixed  # type: ignore[return-value]


@pytest.mark.parametrize("seed", range(4))
def test_order_and_layout_play_no_part(tmp_path: Path, seed: int) -> None:
    """Items and keys in another order, claims in two files: nothing changed."""
    old, new = read_side(FIXTURE), read_side(shuffled(tmp_path, seed))
    assert rows(difference(old, new)) == []


def test_whatever_is_missing_is_told() -> None:
    """Without any one statement of a corpus, something has changed."""
    side = read_side(FIXTURE)
    layout = ("position", "isPartOf", "locator")
    tried = 0
    for subject, said in side.statements.items():
        if subject.endswith(("/p1", "/p2")):  # a paragraph is what its sentences make it
            continue
        for name in said:
            if not name.endswith(layout):
                rest = {key: values for key, values in said.items() if key != name}
                smaller = replace(side, statements={**side.statements, subject: rest})
                assert not difference(side, smaller).same, (subject, name)
                tried += 1
    assert tried > 700


def test_a_paper_that_is_gone_is_one_change(tmp_path: Path) -> None:
    """What belongs to a paper goes with it."""
    root = corpus(tmp_path)
    shutil.rmtree(root / "papers" / "valley-2023")
    found = scgraph.diff(FIXTURE, root)
    papers = [one for one in found if one.what not in ("sentence",)]
    assert [(one.what, one.change, one.before) for one in papers] == [
        ("paper", "removed", "Valleys without buses: an invented study")
    ]


def test_two_copies_of_a_paper_are_compared_by_their_claims(tmp_path: Path) -> None:
    """The folder of a paper may bear another name; then it is told as renamed."""
    root = edited(tmp_path, *REWORDED)
    copy = root / "papers" / "county-2018"
    other = copy.rename(root / "papers" / "county-draft")
    found = scgraph.diff(FIXTURE / "papers" / "county-2018", other)
    told = [row for row in rows(found) if row[0] != "sentence"]
    assert told == [
        ("paper", "renamed", "name", "county-2018", "county-draft"),
        ("claim", "reworded", "text", LATE, "Late buses deter people of Harland."),
    ]


def git(folder: Path, *arguments: str) -> None:
    """Run git as nobody in particular."""
    people = {
        f"GIT_{who}_{what}": "a@b.c"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    environment = {**os.environ, **people, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a corpus in a repository with two commits and a change that is not committed."""
    root = corpus(tmp_path)
    (root / "other").mkdir()
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    claims = root / CLAIMS
    claims.write_text(claims.read_text(encoding="utf-8").replace("probable", "possible"))
    git(tmp_path, "commit", "-qam", "two")
    claims.write_text(claims.read_text(encoding="utf-8").replace(LATE, "Late buses deter people."))
    return root


def test_a_revision_is_compared_with_what_lies_there(repository: Path) -> None:
    """--git REV compares a corpus with its state then, --git REV..REV two states."""
    since = run("diff", "--git", "HEAD~1", repository, "-f", "json")
    assert [one["change"] for one in json.loads(since.stdout)["changes"]] == [
        "recoded",
        "reworded",
    ]
    between = run("diff", "--git", "HEAD~1..HEAD", repository / "papers/county-2018", "-f", "json")
    assert [one["aspect"] for one in json.loads(between.stdout)["changes"]] == ["certainty"]
    assert "1 recoded" in between.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--git", "no-such", "{root}"], "git knows no revision 'no-such'"),
        (["--git", "--output=x", "{root}"], "git knows no revision"),
        (["--git", "HEAD", "{root}/other"], "there was nothing here at HEAD"),
        (["--git", "HEAD..", "{root}"], "REV..REV"),
        (["{root}"], "give OLD and NEW"),
        (["{root}/nowhere", "{root}"], "there is nothing here"),
        (["--textconv"], "one file"),
    ],
)
def test_what_cannot_be_compared_is_said(repository: Path, arguments: list[str], said: str) -> None:
    """A wrong call is one message on stderr and exit code 2."""
    result = run("diff", *(text.format(root=repository) for text in arguments))
    assert result.exit_code == 2
    assert said in result.stderr


def test_outside_of_a_repository_git_cannot_help(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says what to do instead."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    result = run("diff", "--git", "HEAD", corpus(tmp_path))
    assert result.exit_code == 2
    assert "give two folders instead" in result.stderr


def test_exit_codes_are_those_of_git(tmp_path: Path) -> None:
    """A difference is no fault: only with --exit-code it is 1, and 0 where nothing changed."""
    root = edited(tmp_path, *REWORDED)
    assert run("diff", FIXTURE, FIXTURE, "--exit-code").exit_code == 0
    assert run("diff", FIXTURE, root).exit_code == 0
    assert run("diff", FIXTURE, root, "--exit-code").exit_code == 1


@pytest.mark.parametrize("format_name", ["table", "md", "json", "csv", "html"])
def test_each_format_tells_the_change(
    tmp_path: Path, format_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new words stand in every format; a claim has its short name where a person reads it."""
    monkeypatch.setenv("COLUMNS", "300")
    root = edited(tmp_path, *REWORDED)
    printed = run(
        "diff", FIXTURE / "papers/county-2018", root / "papers/county-2018", "-f", format_name
    )
    assert "Late buses deter people of Harland." in printed.stdout
    assert ("county-2018:late-buses-hinder" in printed.stdout) == (format_name in ("table", "md"))


def test_lines_for_git_are_the_same_in_any_order(tmp_path: Path) -> None:
    """A file whose items stand in another order has the same lines; a changed value is one line."""
    plain = FIXTURE / CLAIMS
    content = yaml.load(plain.read_text(encoding="utf-8"), yaml.BaseLoader)
    content["claims"].reverse()
    other = tmp_path / "claims.yaml"
    other.write_text(yaml.safe_dump(content, width=40), encoding="utf-8")
    assert canonical_lines(other) == canonical_lines(plain)
    other.write_text(plain.read_text(encoding="utf-8").replace("probable", "possible"))
    changed = set(canonical_lines(other).splitlines()) ^ set(canonical_lines(plain).splitlines())
    assert changed == {
        "claims/few-drivers-make-late/certainty: probable",
        "claims/few-drivers-make-late/certainty: possible",
    }
    things = FIXTURE / "reference" / "things.ttl"
    assert canonical_lines(things) == run("diff", "--textconv", things).stdout
