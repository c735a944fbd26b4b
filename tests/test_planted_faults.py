"""A corpus with one fault of each kind: each is named at its file and line, and the command fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAPER = Path("papers") / "an-2025"


class Fault(NamedTuple):
    """A fault to plant: in a file, one text for another; found at the line of a text, and said."""

    file: str
    old: str
    new: str
    at: str
    said: str


# What the reader refuses: the form of the files.
# fmt: off
OF_FORM = [
    Fault("claims-2.1.yaml", "    says: MIC's task", "    sais: MIC's task", "sais:", "'says'"),
    Fault("claims-2.1.yaml", "type: role\n    scope: other", "typ: role\n    scope: other", "typ:", "'type'"),
    Fault("claims-2.2.yaml", "value: 35.2", "value: 35,2", "value: 35,2", "number"),
    Fault("claims-2.2.yaml", "alternatives: true", "alternatives: yes", "alternatives: yes", "true"),
    Fault("claims-2.3.yaml", "id: obstacles-interconnected", "id: Obstacles", "id: Obstacles", "Obstacles"),
    Fault("claims-3.yaml", "id: culture-worsens-disparities", "id: ageing-worsens-disparities", "", "ageing-worsens-disparities"),
    Fault("curation.yaml", "date: 2026-11-22", "date: 22 November", "date: 22 November", "date"),
    Fault("sentences.yaml", "position: 20\n", "position: xx\n", "position: xx", "integer"),
    Fault("paper.yaml", "language: en", "language: &l en", "language: &l en", "anchor"),
]

# What the shapes refuse: the content.
OF_CONTENT = [
    Fault("claims-2.1.yaml", "actor: mic, role: mandate", "actor: mick, role: mandate", "actor: mick", "did you mean 'mic'"),
    Fault("claims-2.1.yaml", "actor: mlit, role: mandate", "actor: mlit, role: mandat", "role: mandat,", "did you mean 'mandate'"),
    Fault("claims-2.1.yaml", "id: reduce-fragmentation\n    at: 2.1/p4/s2", "id: reduce-fragmentation\n    at: 2.1/p4/s9", "at: 2.1/p4/s9", "no such sentence"),
    Fault("claims-2.1.yaml", "says: METI speaks up for progress in smart industry.\n    type: role", "says: METI speaks up for progress in smart industry.\n    type: causal", "says: METI speaks+1", "causal"),
    Fault("claims-2.1.yaml", "cause: ministerial-division, how: causes, effect: institutional-silos", "cause: ministerial-division, how: causes, effect: fragmented-governance", "effect: fragmented-governance}", "a part is not"),
    Fault("claims-2.1.yaml", "purpose: information, pointing: number,", "pointing: number,", "shamsuzzoha-2021, pointing", "purpose"),
    Fault("claims-1.yaml", "        construct: smart-city-rank\n        counted: cities\n        place: tokyo\n        better_if: lower\n    cites", "        counted: cities\n        place: tokyo\n        better_if: lower\n    cites", "id: tokyo-rank-86", "construct"),
    Fault("claims-2.3.1.yaml", "value: 29.1", "value: 129.1", "value: 129.1+2", "100"),
    Fault("claims-2.2.yaml", "certainty: possible\n    alternatives", "certainty: literal\n    alternatives", "certainty: literal", "no such certainty"),
    Fault("paper.yaml", "- {barrier: institutional-barriers}", "- {barrier: institutional-barriers, under: institutional-silos}", "under: institutional-silos}", "itself"),
    Fault("sentences.yaml", "            position: 20\n            no_claim: announcement\n", "            position: 20\n", "locator: 1/p2/s1", "claim"),
]


# fmt: on


def planted(corpus: Path, faults: list[Fault]) -> Path:
    """Return a copy of the shipped corpus with faults in it."""
    shutil.copytree(ROOT / "data", corpus)
    for fault in faults:
        file = corpus / PAPER / fault.file
        text = file.read_text(encoding="utf-8")
        assert fault.old in text, fault
        file.write_text(text.replace(fault.old, fault.new, 1), encoding="utf-8")
    return corpus


def validated(corpus: Path) -> subprocess.CompletedProcess[str]:
    """Run the command on a corpus, from beside it."""
    command = [sys.executable, "-m", "scgraph", "validate", corpus.name]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        command,
        cwd=corpus.parent,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


def place(corpus: Path, fault: Fault) -> str:
    """Return the file and the line at which a fault is to be found."""
    name, _, text = fault.at.rpartition(":id: ")
    file = corpus / PAPER / (name or fault.file)
    wanted, _, further = (f"id: {text}" if name else fault.at).partition("+")
    lines = file.read_text(encoding="utf-8").splitlines()
    wanted = wanted or f"id: {fault.said}"
    number = max(n for n, line in enumerate(lines, 1) if wanted in line) + int(further or 0)
    return f"{corpus.name}/{file.relative_to(corpus)}:{number}:"


@pytest.mark.parametrize("faults", [OF_FORM, OF_CONTENT], ids=["of form", "of content"])
def test_each_planted_fault_is_named_at_its_line(tmp_path: Path, faults: list[Fault]) -> None:
    """The command exits 1, prints no traceback, and names every fault at its file and line."""
    assert len(faults) > 8
    corpus = planted(tmp_path / "corpus", faults)
    done = validated(corpus)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    lines = done.stdout.splitlines()
    for fault in faults:
        at = place(corpus, fault)
        assert any(line.startswith(at) and fault.said in line for line in lines), (
            fault,
            at,
            done.stdout,
        )


def test_the_corpus_without_faults_conforms(tmp_path: Path) -> None:
    """The same copy without a fault exits 0 and says how much was checked."""
    done = validated(planted(tmp_path / "corpus", []))
    assert done.returncode == 0
    assert done.stdout.endswith(" 0 failed\n")
