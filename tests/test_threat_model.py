"""Each claim of the threat model names the test that proves it."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "threat-model.md"
TRUST = "Who"
ROW = re.compile(r"^\| (?P<claim>.+?) \| (?P<proof>.+?) \|$", re.MULTILINE)
PROOF = re.compile(r"`(tests/\w+\.py)::(test_\w+)`")


def claims() -> list[tuple[str, str]]:
    """Return the rows of every table whose second column is headed "Held by"."""
    rows: list[tuple[str, str]] = []
    for table in re.findall(r"(?:^\|.*\|\n)+", PAGE.read_text(encoding="utf-8"), re.MULTILINE):
        heading, *below = ROW.findall(table)
        if heading[1] == "Held by":
            rows += below
        else:
            assert heading[0] == TRUST, "a table of claims has two columns, the second 'Held by'"
    return rows


@cache
def named_tests(path: str) -> set[str]:
    """Return the names of the tests of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_claim_names_a_test_that_exists() -> None:
    """A claim without a proof is a wish."""
    rows = claims()
    assert len(rows) >= 25
    for claim, proof in rows:
        named = PROOF.findall(proof)
        assert named, f"name the test of: {claim}"
        for path, name in named:
            assert (ROOT / path).is_file(), path
            assert name in named_tests(path), f"{path} has no {name}"


def test_no_claim_is_made_twice() -> None:
    """Each is said once."""
    said = [claim for claim, _ in claims()]
    assert said
    assert len(set(said)) == len(said)
