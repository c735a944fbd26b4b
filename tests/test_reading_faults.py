"""Faults in a paper's files: each is named with its place, all at once, and nothing is loaded."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper_files import CLAIM, RECORD, read_files, write_paper
from scgraph.errors import CorpusError, Fault, ReadError
from scgraph.reading import read_paper

FIXTURE = Path(__file__).parent / "fixtures" / "corpus-small" / "papers" / "bike-2020"
CLAIMS: list[tuple[str, str, str, int, int, tuple[str, ...]]] = [
    (
        "an unknown key",
        CLAIM.replace("says", "sais"),
        "unknown key 'sais' in claims",
        4,
        5,
        ("says",),
    ),
    (
        "a key of another level",
        CLAIM + "    actor: mic\n",
        "unknown key 'actor' in claims",
        6,
        5,
        (),
    ),
    (
        "an unknown key of the file",
        "clams: []\n",
        "unknown key 'clams' in claims.yaml",
        1,
        1,
        ("claims",),
    ),
    (
        "a missing key",
        CLAIM.replace("    type: causal\n", ""),
        "'type' is missing in claims",
        2,
        5,
        (),
    ),
    ("a missing name", CLAIM.replace("id: first\n    ", ""), "'id' is missing in claims", 2, 5, ()),
    (
        "a missing key of a nested node",
        CLAIM + "    causes:\n      - {cause: a, how: causes}\n",
        "'effect' is missing in claims.causes",
        7,
        9,
        (),
    ),
    (
        "a bad name",
        CLAIM.replace("first", "First_One"),
        "'First_One' is not a name",
        2,
        9,
        ("first-one",),
    ),
    (
        "a bad thing",
        CLAIM + "    barrier: Bad Roads\n",
        "'Bad Roads' is not a name",
        6,
        14,
        ("bad-roads",),
    ),
    ("a bad code", CLAIM.replace("causal", "Causal"), "'Causal' is not a name", 5, 11, ("causal",)),
    ("a bad locator", CLAIM.replace("1/p1/s1", "1//s1"), "'1//s1' names nothing", 3, 9, ("1-s1",)),
    (
        "a way out of the paper",
        CLAIM.replace("1/p1/s1", "../x"),
        "'../x' names nothing",
        3,
        9,
        ("x",),
    ),
    ("an unknown prefix", CLAIM + "    barrier: ids:x\n", "unknown prefix 'ids'", 6, 14, ("id",)),
    ("an address with a blank", CLAIM + "    barrier: http://a b\n", "not an IRI", 6, 14, ()),
    ("a bad integer", CLAIM + "    year: 2019.5\n", "'2019.5' is not an integer", 6, 11, ()),
    ("digits of another script", CLAIM + "    year: ٢٠١٩\n", "is not an integer", 6, 11, ()),
    ("a bad boolean", CLAIM + "    factual: yes\n", "'yes' is not true or false", 6, 14, ()),
    (
        "a bad decimal",
        CLAIM + "    figures: {id: f, value: 9 %}\n",
        "'9 %' is not a number",
        6,
        29,
        (),
    ),
    ("no value", CLAIM + "    year:\n", "year: there is no value", 6, 10, ()),
    ("an empty text", CLAIM.replace("Roads are unsafe.", "''"), "the value is empty", 4, 11, ()),
    ("an empty list", CLAIM.replace("1/p1/s1", "[]"), "at: there is no value", 3, 9, ()),
    ("a mapping for a value", CLAIM + "    barrier: {id: x}\n", "not a mapping", 6, 14, ()),
    ("a list in a list", CLAIM + "    barrier: [[x]]\n", "not a list", 6, 15, ()),
    (
        "a value for a mapping",
        CLAIM + "    causes: a\n",
        "a mapping is due, not a value",
        6,
        13,
        (),
    ),
    (
        "two values in a name",
        CLAIM + "    causes: {cause: [a, b], how: causes, effect: c}\n",
        "a single value is due, not a list",
        6,
        21,
        (),
    ),
    ("a list for a file", "- a\n", "a mapping is due, not a list", 1, 1, ()),
    ("a list for defaults", "defaults: [a]\n", "defaults: a mapping is due", 1, 11, ()),
    (
        "an unknown default",
        "defaults: {certanty: asserted}\n",
        "unknown key 'certanty' in defaults",
        1,
        12,
        ("certainty",),
    ),
    (
        "a wrong default",
        "defaults: {scope: The City}\n" + CLAIM,
        "is not a name",
        1,
        19,
        ("the-city",),
    ),
    ("the name of a graph", CLAIM.replace("first", "says"), "'says' is kept for a graph", 2, 5, ()),
    (
        "the same name twice",
        CLAIM + CLAIM.removeprefix("claims:\n"),
        "'first' stands twice; first in",
        6,
        5,
        (),
    ),
    (
        "the same link twice",
        CLAIM + "    causes:" + "\n      - {cause: a, how: causes, effect: b}" * 2,
        "'first/causes/a--causes--b' stands twice",
        8,
        9,
        (),
    ),
]


def _faults(folder: Path, **files: str) -> tuple[Fault, ...]:
    with pytest.raises(ReadError) as caught:
        read_files(folder, **files)
    return caught.value.faults


def test_there_are_faults_to_try() -> None:
    """The parametrised test below tries something."""
    assert CLAIMS


@pytest.mark.parametrize(
    ("text", "message", "line", "column", "near"),
    [case[1:] for case in CLAIMS],
    ids=[case[0] for case in CLAIMS],
)
def test_a_fault_is_named_once_with_its_place(
    text: str, message: str, line: int, column: int, near: tuple[str, ...], tmp_path: Path
) -> None:
    """One mistake is one fault: file, line, column, words, and what may have been meant."""
    (fault,) = _faults(tmp_path, claims=text)
    assert message in fault.message
    assert Path(fault.file).name == "claims.yaml"
    assert (fault.line, fault.column) == (line, column)
    assert set(near) <= set(fault.near)


def test_faults_of_all_files_are_reported_together(tmp_path: Path) -> None:
    """A person mends everything in one go."""
    bad = CLAIM.replace("says", "sais").replace("causal", "Causal")
    faults = _faults(tmp_path, claims=bad, sentences="a: *b", paper="titel: x\n")
    files = [Path(fault.file).name for fault in faults]
    assert files == ["claims.yaml"] * 2 + ["paper.yaml", "sentences.yaml"]


def test_a_wrong_default_is_one_fault_however_often_it_is_taken(tmp_path: Path) -> None:
    """A hundred claims do not repeat one mistake."""
    more = "".join(CLAIM.removeprefix("claims:\n").replace("first", f"c{n}") for n in range(100))
    faults = _faults(tmp_path, claims=f"defaults: {{scope: A B}}\nclaims:\n{more}")
    assert len(faults) == 1


def test_a_name_defined_in_two_files_names_both_places(tmp_path: Path) -> None:
    """Both ends of a clash are shown."""
    (fault,) = _faults(tmp_path, claims=CLAIM, more=CLAIM)
    assert "claims.yaml:2:5" in fault.message
    assert Path(fault.file).name == "more.yaml"


def test_children_of_nameless_nodes_do_not_clash(tmp_path: Path) -> None:
    """A fault above causes no second fault below."""
    claim = CLAIM.removeprefix("claims:\n").replace("first", "First")
    causes = "    causes: {cause: a, how: causes, effect: b}\n"
    faults = _faults(tmp_path, claims="claims:\n" + (claim + causes) * 2)
    assert {fault.message.partition(";")[0] for fault in faults} == {"id: 'First' is not a name"}


def test_a_long_text_is_cut_in_a_message(tmp_path: Path) -> None:
    """A message stays readable, whatever it quotes."""
    (fault,) = _faults(tmp_path, claims=CLAIM + f"    {'x' * 500}: 1\n")
    assert len(fault.message) < 100


def test_a_paper_without_record_is_a_fault(tmp_path: Path) -> None:
    """Every paper has its paper.yaml."""
    folder = write_paper(tmp_path, claims=CLAIM)
    (folder / "paper.yaml").unlink()
    with pytest.raises(ReadError, match=r"paper\.yaml: this file is missing"):
        read_paper(folder)


def test_a_file_with_the_other_suffix_is_not_lost_in_silence(tmp_path: Path) -> None:
    """A .yml file would be passed over, so it is a fault."""
    folder = write_paper(tmp_path)
    (folder / "claims.yml").write_text(CLAIM, encoding="utf-8")
    with pytest.raises(ReadError, match=r"claims\.yml: is passed over; rename it"):
        read_paper(folder)


@pytest.mark.parametrize("name", ["Bike 2020", "role", "bike_2020"])
def test_a_folder_that_cannot_name_a_paper_is_a_fault(name: str, tmp_path: Path) -> None:
    """The folder gives the IRIs, so its name is a slug and no prefix that means something else."""
    folder = tmp_path / name
    folder.mkdir()
    (folder / "paper.yaml").write_text(RECORD, encoding="utf-8")
    with pytest.raises(ReadError):
        read_paper(folder)


def test_a_folder_that_is_not_there_is_a_corpus_error(tmp_path: Path) -> None:
    """The caller learns what to give instead."""
    with pytest.raises(CorpusError, match="there is no such folder"):
        read_paper(tmp_path / "nowhere")


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    """A folder called like a file gives no traceback."""
    folder = write_paper(tmp_path)
    (folder / "claims.yaml").mkdir()
    with pytest.raises(ReadError, match=r"claims\.yaml: cannot be read"):
        read_paper(folder)


def _read_bytes(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        paper = write_paper(Path(folder))
        (paper / "claims.yaml").write_bytes(data)
        try:
            quads = read_paper(paper).quads
        except ReadError:
            return
        assert quads


@given(st.binary(max_size=300))
def test_arbitrary_bytes_raise_nothing_but_a_read_error(data: bytes) -> None:
    """Whatever a claims file holds, it is read whole or named as faulty."""
    _read_bytes(data)


GOOD = (FIXTURE / "claims.yaml").read_bytes()


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 40), st.binary(max_size=12))
def test_a_damaged_file_raises_nothing_but_a_read_error(
    start: int, length: int, patch: bytes
) -> None:
    """A good file with any piece replaced by anything is read or named as faulty."""
    _read_bytes(GOOD[:start] + patch + GOOD[start + length :])
