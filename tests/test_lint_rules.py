"""Every rule of the linter finds what its page shows, and not what the page shows put right."""

from __future__ import annotations

from pathlib import Path

import pytest

from bus_corpus import NAME, write_corpus
from scgraph.linting import lint
from scgraph.linting.checking import all_rules
from scgraph.linting.rule import Rule

RULES = list(all_rules().values())


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCGRAPH_CACHE", str(tmp_path / "cache"))


def found_by(rule: Rule, folder: Path, text: str) -> list[str]:
    """Return the places at which a rule finds something in the file of its example."""
    root = write_corpus(folder, {**rule.example.beside, rule.example.file: text})
    name = rule.example.file.rpartition("/")[2]
    found = [problem for problem in lint(root).problems if problem.code == rule.code]
    return [problem.place for problem in found if Path(problem.file).name == name]


def test_there_are_rules() -> None:
    """What the tests below are asked about is not nothing, and each has all that a page needs."""
    assert len(RULES) >= 25
    for rule in RULES:
        assert rule.why.endswith((".", "?")), rule.code
        assert rule.do.endswith((".", "?")) or "docs/" in rule.do, rule.code
        assert not rule.title.endswith("."), rule.code


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_finds_its_example_and_not_the_mended_one(rule: Rule, tmp_path: Path) -> None:
    """The wrong file of a rule's page is found, with its place; the right one is not."""
    wrong = found_by(rule, tmp_path / "wrong", rule.example.wrong)
    assert wrong, rule.code
    assert all(place.count(":") >= 2 for place in wrong), wrong
    assert found_by(rule, tmp_path / "right", rule.example.right) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_why_and_what_to_do(rule: Rule, tmp_path: Path) -> None:
    """Each problem says what is wrong, why it matters and what to do."""
    files = {**rule.example.beside, rule.example.file: rule.example.wrong}
    problems = lint(write_corpus(tmp_path, files), [NAME] if rule.code[:5] != "thing" else [])
    for problem in problems.problems:
        assert problem.message, problem
        assert problem.why, problem
        assert problem.do, problem
