"""What a machine mends: the right bytes, no others, once and for all, and whole."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bus_corpus import CLAIMS, NAME, SENTENCES, paper, write_corpus, written_sentences
from scgraph import files
from scgraph.authoring.around import Around
from scgraph.authoring.editing import texts
from scgraph.errors import CorpusError
from scgraph.linting.checking import all_rules, check_paper
from scgraph.linting.fixing import fixed
from scgraph.linting.fixing.typos import is_one_letter_away
from scgraph.linting.rule import Rule
from scgraph.reading import read_yaml

BY_NAMES = {"read/unknown-key", "reference/unknown"}
MENDED = [rule for rule in all_rules().values() if rule.is_fixed]


def mended(root: Path, *, names: bool = False) -> dict[str, str]:
    """Mend the paper of a corpus, and return the files that changed."""
    found = fixed(root, paper(root), names=names)
    found.write(root)
    return {path.name: path.read_text(encoding="utf-8") for path in found.new}


def text_of(root: Path, name: str = "claims.yaml") -> str:
    """Return the text of a file of the paper."""
    return (paper(root) / name).read_bytes().decode()


@pytest.mark.parametrize(
    "rule",
    [rule for rule in MENDED if rule.code != "sentence/no-digest"],
    ids=lambda rule: rule.code,
)
def test_what_a_rule_says_is_mended(rule: Rule, tmp_path: Path) -> None:
    """The wrong file of each page of a mended rule becomes the right one."""
    files_of_it = {**rule.example.beside, rule.example.file: rule.example.wrong}
    root = write_corpus(tmp_path, files_of_it)
    changed = mended(root, names=rule.code in BY_NAMES)
    assert changed == {rule.example.file: rule.example.right}
    assert mended(root, names=True) == {}


def test_the_shipped_corpus_needs_no_mending() -> None:
    """Where nothing is to be mended, nothing is changed, by names or without."""
    folder = files.data() / "papers" / "an-2025"
    assert fixed(files.data(), folder).new == {}


def test_keys_take_their_comments_along(tmp_path: Path) -> None:
    """A comment above a key or behind it stays with it; a list stays whole."""
    text = (
        "claims:\n"
        "  # The first claim.\n"
        "  - type: barrier  # settled\n"
        "    barrier:\n"
        "      - delays\n"
        "    # As the summary has it.\n"
        "    says: Buses run late.\n"
        "    at: 1/p1/s1\n"
        "    id: buses-late\n"
        "\n"
        "  # The second.\n"
        "  - id: buses-empty\n"
        "    at: 1/p1/s2\n"
        "    says: Buses are empty.\n"
        "    type: descriptive\n"
    )
    root = write_corpus(tmp_path, {"claims.yaml": text})
    assert mended(root)["claims.yaml"] == (
        "claims:\n"
        "  # The first claim.\n"
        "  - id: buses-late\n"
        "    at: 1/p1/s1\n"
        "    # As the summary has it.\n"
        "    says: Buses run late.\n"
        "    type: barrier  # settled\n"
        "    barrier:\n"
        "      - delays\n"
        "\n"
        "  # The second.\n"
        "  - id: buses-empty\n"
        "    at: 1/p1/s2\n"
        "    says: Buses are empty.\n"
        "    type: descriptive\n"
    )


def test_keys_between_braces_are_sorted_on_their_line(tmp_path: Path) -> None:
    """What stands between braces is sorted too, with quotes, commas and lists in its values."""
    wrong = '{role: mandate, in: delays, actor: bus-company}  # "why", {so}\n'
    right = '{actor: bus-company, role: mandate, in: delays}  # "why", {so}\n'
    head = (
        "claims:\n  - id: a\n    at: 1/p1/s1\n    says: A.\n    type: role\n    involves:\n      - "
    )
    root = write_corpus(tmp_path, {"claims.yaml": head + wrong})
    assert mended(root)["claims.yaml"] == head + right


def test_a_name_is_mended_with_all_that_refers_to_it(tmp_path: Path) -> None:
    """Every reference of the paper follows; other texts that read alike do not."""
    claims = CLAIMS.replace("id: buses-late", "id: Buses_Late")
    claims += "    condition: Buses_Late\n    concedes: Buses_Late\n"
    curation = (
        "passes:\n"
        '  - {id: first, kind: first-annotation, by: annotator, date: 2026-01-05, covers: "1"}\n'
        "statuses:\n"
        "  - status: draft\n    pass: first\n    claims: [Buses_Late, buses-empty]\n"
    )
    root = write_corpus(tmp_path, {"claims.yaml": claims, "curation.yaml": curation})
    changed = mended(root)
    assert changed["claims.yaml"] == claims.replace("id: Buses_Late", "id: buses-late").replace(
        "concedes: Buses_Late", "concedes: buses-late"
    )
    assert changed["curation.yaml"] == curation.replace("Buses_Late", "buses-late")


def test_two_names_that_would_become_one_are_left(tmp_path: Path) -> None:
    """Which of the two is meant only their writer knows."""
    claims = CLAIMS.replace("id: buses-late", "id: Buses_Empty")
    root = write_corpus(tmp_path, {"claims.yaml": claims})
    assert mended(root) == {}


def test_a_name_with_two_near_ones_is_left(tmp_path: Path) -> None:
    """A typing error is put right only where one name alone is a letter away."""
    two = CLAIMS + (
        "  - id: buses-latex\n    at: 1/p1/s1\n    says: B.\n    type: descriptive\n"
        "  - id: c\n    at: 1/p1/s1\n    says: C.\n    type: descriptive\n"
        "    concedes: buses-latey\n"
    )
    root = write_corpus(tmp_path, {"claims.yaml": two})
    assert mended(root, names=True) == {}
    one = two.replace("buses-latex", "trams")
    root = write_corpus(tmp_path / "one", {"claims.yaml": one})
    assert mended(root) == {}
    assert mended(root, names=True) == {"claims.yaml": one.replace("latey", "late")}


def test_digests_are_made_again_from_the_copy(tmp_path: Path) -> None:
    """What a sentence lacks is taken from the text, by another digest or by its neighbours."""
    whole = written_sentences(SENTENCES)
    lines = whole.splitlines(keepends=True)
    partly = "".join(line for line in lines[:12] if "exact" not in line) + "".join(lines[12:])
    bare = next(n for n, line in enumerate(lines) if "1/p1/s2" in line)
    without = "".join(lines[: bare + 2])
    for number, text in enumerate((partly, without)):
        given = {"sentences.yaml": text, "claims.yaml": CLAIMS}
        alone = write_corpus(tmp_path / f"alone{number}", given)
        assert mended(alone) == {}
        (tmp_path / f"alone{number}" / "texts").mkdir()
        copy = tmp_path / f"alone{number}" / "texts" / f"{NAME}.txt"
        copy.write_text("1. Buses\n\n" + " ".join(SENTENCES), encoding="utf-8")
        assert mended(alone) == {"sentences.yaml": whole}
        (paper(alone) / "sentences.yaml").write_text(text, encoding="utf-8")
        copy.write_text("1. Buses\n\n" + " ".join(reversed(SENTENCES)), encoding="utf-8")
        assert set(mended(alone)) <= {"sentences.yaml"}
        if number:
            assert text_of(alone, "sentences.yaml") == text


def test_a_text_of_several_lines_keeps_its_spaces(tmp_path: Path) -> None:
    """Spaces at the ends of lines go where they mean nothing, and only there."""
    note = (
        "decisions:\n"
        "  - id: one \n"
        "    about: buses-late\n"
        "    question: Why?\n"
        "    ruling: |\n"
        "      First line  \n"
        "      second line\n"
        "    reason: So.  \n"
    )
    root = write_corpus(tmp_path, {"claims.yaml": CLAIMS, "curation.yaml": note})
    assert mended(root)["curation.yaml"] == note.replace("one \n", "one\n").replace(
        "So.  \n", "So.\n"
    )


KEYS = ["id: buses-late", "at: 1/p1/s1", "says: Buses run late.", "type: barrier", "about: delays"]


@st.composite
def untidy_claims(draw: st.DrawFn) -> str:
    """Return a claims file whose keys, spaces and comments are in disorder."""
    blocks = []
    for number in range(draw(st.integers(1, 3))):
        keys = [key.replace("buses-late", f"buses-{number}") for key in KEYS]
        links = draw(st.permutations(["actor: bus-company", "role: mandate", "in: delays"]))
        lines = [[key] for key in keys]
        lines.append(["involves:", f"  - {{{', '.join(links)}}}"])
        lines.append(["barrier:", "  - delays"])
        shuffled = draw(st.permutations(lines))
        flat = []
        for group in shuffled:
            if draw(st.booleans()):
                flat.append("# a remark")
            flat += [
                f"{line}{draw(st.sampled_from(['', ' ', '   ', '  # why']))}" for line in group
            ]
        first = next(n for n, line in enumerate(flat) if not line.startswith("#"))
        above = [f"  {line}\n" for line in flat[:first]]
        rest = [f"    {line}\n" for line in flat[first + 1 :]]
        blocks.append("".join([*above, f"  - {flat[first]}\n", *rest]))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return ("claims:\n" + "\n".join(blocks)).replace("\n", end)


@settings(
    max_examples=(int(os.environ.get("SCGRAPH_DEEP", "0")) and 2000) or 60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(untidy_claims())
def test_mending_twice_is_mending_once(tmp_path: Path, text: str) -> None:
    """Whatever the disorder: values and remarks stay, and a second time changes nothing."""
    root = write_corpus(tmp_path, {"claims.yaml": text})
    changed = mended(root)
    after = text_of(root)
    meaning = [texts(read_yaml(one, "claims.yaml")) for one in (text, after)]
    assert meaning[0] == meaning[1]
    assert text.count("# a remark") == after.count("# a remark")
    assert text.count("# why") == after.count("# why")
    assert " \n" not in after.replace("\r", "")
    assert changed or text == after
    assert mended(root) == {}


def untidy(root: Path) -> dict[str, bytes]:
    """Write a corpus in which several files are to be mended; return them as they are."""
    claims = CLAIMS.replace("id: buses-late", "id: Buses_Late")
    curation = (
        "passes:\n"
        '  - {id: first, kind: first-annotation, by: annotator, date: 2026-01-05, covers: "1"}\n'
        "statuses:\n"
        "  - status: draft\n    pass: first\n    claims: [Buses_Late, buses-empty]\n"
    )
    write_corpus(root, {"claims.yaml": claims, "curation.yaml": curation})
    return contents(root)


def contents(root: Path) -> dict[str, bytes]:
    """Return the files of the paper that count."""
    return {path.name: path.read_bytes() for path in sorted(paper(root).glob("*.yaml"))}


def test_a_kill_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    """Killed at any instant, the files are all as they were or all mended once they are opened."""
    old = untidy(tmp_path / "whole")
    mended(tmp_path / "whole")
    new = contents(tmp_path / "whole")
    assert old != new
    started = time.perf_counter()
    subprocess.run(_command(tmp_path / "whole"), check=False, capture_output=True, env=_quiet())
    longest = time.perf_counter() - started
    chance, killed = random.Random(6), 0
    for number in range(20 if not os.environ.get("SCGRAPH_DEEP") else 400):
        root = tmp_path / str(number)
        untidy(root)
        process = subprocess.Popen(
            _command(root), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_quiet()
        )
        time.sleep(chance.uniform(0.3, 1.1) * longest)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        files.recover(root)
        assert contents(root) in (old, new)
    assert killed > 3


def _command(root: Path) -> list[str]:
    return [sys.executable, "-m", "scgraph", "lint", "--fix", "--corpus", str(root)]


def _quiet() -> dict[str, str]:
    return {**os.environ, "SCGRAPH_CACHE": "off"}


@pytest.mark.parametrize("step", range(12))
def test_a_failure_leaves_the_old_or_the_new(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails at any step leaves all files old, or all new once they are opened."""
    old = untidy(tmp_path)
    mending = fixed(tmp_path, paper(tmp_path))
    calls = 0

    def failing(original: object) -> object:
        def call(*arguments: object, **keywords: object) -> object:
            nonlocal calls
            calls += 1
            if calls == step + 1:
                raise OSError(28, "No space left on device")
            return original(*arguments, **keywords)  # type: ignore[operator]

        return call

    with monkeypatch.context() as patched:
        for name in ("replace", "fsync"):
            patched.setattr(os, name, failing(getattr(os, name)))
        with contextlib.suppress(OSError):
            mending.write(tmp_path)
    files.recover(tmp_path)
    new = {path.name: data for path, data in mending.new.items()}
    assert contents(tmp_path) in (old, {**old, **new})
    assert not [path for path in tmp_path.rglob(".*") if path.is_file()]


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    """What somebody saved while the paper was mended is theirs."""
    untidy(tmp_path)
    mending = fixed(tmp_path, paper(tmp_path))
    path = paper(tmp_path) / "claims.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# saved\n", encoding="utf-8")
    before = contents(tmp_path)
    with pytest.raises(CorpusError, match="has changed"):
        mending.write(tmp_path)
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("says", "sais", True),
        ("says", "sasy", True),
        ("says", "say", True),
        ("says", "says", False),
        ("says", "sazz", False),
        ("at", "ta", True),
        ("a", "", True),
        ("ab", "cd", False),
    ],
)
def test_one_letter(one: str, two: str, expected: bool) -> None:
    """A letter more, less, another, or two that changed places; both ways round."""
    assert is_one_letter_away(one, two) is expected
    assert is_one_letter_away(two, one) is expected


TOKENS = [
    "id",
    "says",
    ":",
    "-",
    "[",
    "]",
    "{",
    "}",
    "#",
    "'",
    '"',
    " ",
    "\n",
    "  ",
    "1/p1/s1",
    "²",
]
TOKENS += [
    "figures",
    "written: 9 in 0",
    "value: sNaN",
    "value: 1e400",
    "9" * 5000,
    "marker: '[1-9999]'",
]
TOKENS += [
    "cites",
    "statuses",
    "stub: true",
    "null",
    "defaults:",
    "\t",
    "\u3042",
    "year: ²",
    "at:",
    "|",
]


@settings(
    max_examples=3000 if os.environ.get("SCGRAPH_DEEP") else 40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from(TOKENS), st.integers(0, 12)), max_size=6)
)
def test_whatever_is_written_is_told_and_never_breaks(
    tmp_path: Path, changes: list[tuple[float, str, int]]
) -> None:
    """Any text has problems or none: the linter does not fail, and mending keeps what it reads."""
    text = FIGURES
    for place, token, gone in changes:
        at = int(place * len(text))
        text = f"{text[:at]}{token}{text[at + gone :]}"
    root = write_corpus(tmp_path, {"claims.yaml": text, "paper.yaml": LISTED})
    check_paper(Around(root), paper(root))
    found = fixed(root, paper(root), names=True)
    found.write(root)
    assert fixed(root, paper(root), names=True).new == {}


LISTED = "title: Buses\nauthors: A.\nlanguage: en\nreferences:\n  - {number: 1, work: bus-survey}\n"
FIGURES = (
    CLAIMS
    + """\
    year: 2019
    figures:
      - id: share
        written: more than seven in 10
        value: 70
        period: "2019-10"
    cites:
      - {source: bus-survey, purpose: evidence, pointing: number, marker: "[1-3]", binds: clause}
statuses:
  - status: draft
    pass: first
    claims: [buses-late, buses-empty]
"""
)
