"""Strict YAML: what a person sees is what the file says."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scgraph.errors import ReadError
from scgraph.reading import Mapping, Scalar, Sequence, read_yaml
from scgraph.reading.strict_yaml import MAX_BYTES, MAX_DEPTH, MAX_NODES

TEXTS = [
    "no",
    "yes",
    "on",
    "off",
    "y",
    "n",
    "No",
    "TRUE",
    "2024-05-01",
    "12:30:00",
    "1_000",
    "0x1F",
]
VALUES: list[tuple[str, object]] = [
    ("true", True),
    ("false", False),
    ("3", 3),
    ("-12", -12),
    ("1.10", 1.1),
    ("1e3", 1000.0),
    ("null", None),
    ("~", None),
    ("", None),
    ("'no'", "no"),
    ("'true'", "true"),
    ('"3"', "3"),
    ("'~'", "~"),
]
REFUSED: list[tuple[str, int, int, str]] = [
    ("a: &here 1", 1, 4, "anchors"),
    ("a: 1\nb: *here", 2, 4, "aliases"),
    ("a: !!str 1", 1, 4, "tags"),
    ("a: ! 1", 1, 4, "tags"),
    ("!thing {a: 1}", 1, 1, "tags"),
    ("<<: {a: 1}", 1, 1, "merge keys"),
    ("a: 1\nb: 2\na: 3", 3, 1, "stands twice in one mapping; first in line 1"),
    ("- {a: 1, 'a': 2}", 1, 10, "stands twice"),
    ("a:\n\t- 1", 2, 1, "tab"),
    ("a: b\tc", 1, 5, "tab"),
    ("a: 1\n---\nb: 2", 2, 1, "second document"),
    ("%YAML 1.1\n---\na: 1", 1, 1, "directives"),
    ("%TAG ! tag:x,2000:\n---\na: 1", 1, 1, "directives"),
    ("? [a]\n: b", 1, 3, "a key must be a word"),
    ("{~: b}", 1, 2, "a key is missing"),
    ("a: b\x00c", 1, 5, "U+0000"),
    ('a: "b\\0c"', 1, 4, "U+0000"),
    ('a: "\\x1b"', 1, 4, "U+001B"),
    ("a: \x1b", 1, 4, "U+001B"),
    ("a: b\u2028c: d", 1, 5, "U+2028"),
    ("a: b\x85c", 1, 5, "U+0085"),
    ("a: b\n\ufeffc: d", 2, 1, "U+FEFF"),
    ("a: 'open", 1, 9, "not YAML"),
    ("a: b: c", 1, 5, "not YAML"),
    ("a: [1, 2", 1, 9, "not YAML"),
    ("", 1, 1, "holds nothing"),
    ("# only a remark\n", 1, 1, "holds nothing"),
]


def test_the_collections_of_cases_are_not_empty() -> None:
    """A parametrised test of nothing would pass."""
    assert TEXTS
    assert VALUES
    assert REFUSED


def _value(text: str) -> Scalar:
    document = read_yaml(f"key: {text}", "a.yaml")
    assert isinstance(document, Mapping)
    node = document.get("key")
    assert isinstance(node, Scalar)
    return node


@pytest.mark.parametrize("text", TEXTS)
def test_words_that_other_yaml_takes_for_values_are_texts(text: str) -> None:
    """The Norway problem, dates, clocks and exotic numbers stay what is written."""
    assert _value(text).value == text


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_values_are_those_of_the_core_schema(text: str, value: object) -> None:
    """Only true, false, null, integers and floats are more than text, and quotes make text."""
    found = _value(text).value
    assert found == value
    assert type(found) is type(value)


def test_a_number_keeps_its_source_text() -> None:
    """1.10 is not 1.1 where the wording of a paper matters."""
    assert _value("1.10").text == "1.10"


def test_an_integer_of_thousands_of_digits_is_a_text() -> None:
    """Python would refuse to convert it."""
    assert _value("9" * 5000).value == "9" * 5000


@pytest.mark.parametrize(("text", "line", "column", "message"), REFUSED)
def test_what_makes_a_text_mean_another_is_refused_at_its_place(
    text: str, line: int, column: int, message: str
) -> None:
    """Each trap is one fault with file, line and column, and words that name it."""
    with pytest.raises(ReadError) as caught:
        read_yaml(text, "trap.yaml")
    (fault,) = caught.value.faults
    assert message in fault.message
    assert fault.file == "trap.yaml"
    # An error of the parser itself may be noticed a line later, by the one parser or the other.
    if "not YAML" not in message:
        assert (fault.line, fault.column) == (line, column)


def test_half_a_character_is_refused() -> None:
    """A lone surrogate cannot be written into any file of ours."""
    with pytest.raises(ReadError):
        read_yaml('a: "\\ud800"', "a.yaml")


def test_a_byte_order_mark_at_the_start_is_passed_over() -> None:
    """Some editors write it; it shifts no column."""
    document = read_yaml(b"\xef\xbb\xbfkey: 1", "a.yaml")
    assert document.value == {"key": 1}
    assert (document.line, document.column) == (1, 1)


def test_bytes_that_are_not_utf_8_are_a_fault_with_their_line() -> None:
    """Another encoding is named as such, and not guessed."""
    with pytest.raises(ReadError, match=r"a\.yaml:2: is not UTF-8"):
        read_yaml("a: 1\nb: é".encode("latin-1"), "a.yaml")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_nesting_has_a_limit(opening: str) -> None:
    """A document nested without end is refused at the limit."""
    with pytest.raises(ReadError, match=f"deeper than {MAX_DEPTH}"):
        read_yaml(opening * 10_000, "deep.yaml")


def test_nesting_below_the_limit_is_read() -> None:
    """The limit refuses nothing that is allowed."""
    depth = MAX_DEPTH - 1
    assert isinstance(read_yaml("[" * depth + "x" + "]" * depth, "deep.yaml"), Sequence)


def test_size_has_a_limit() -> None:
    """A file that is too large is refused before it is parsed."""
    started = time.perf_counter()
    with pytest.raises(ReadError, match="larger than"):
        read_yaml(b"a" * (MAX_BYTES + 1), "huge.yaml")
    assert time.perf_counter() - started < 1


def test_the_number_of_nodes_has_a_limit() -> None:
    """A file of very many small values is refused."""
    with pytest.raises(ReadError, match=f"more than {MAX_NODES} values"):
        read_yaml("[" + "1," * (MAX_NODES + 1) + "]", "many.yaml")


def test_positions_count_from_one_and_are_exact() -> None:
    """A place leads an editor to the first character of the value."""
    document = read_yaml("# remark\na:\n  - {b: c}\n", "a.yaml")
    assert isinstance(document, Mapping)
    items = document.get("a")
    assert isinstance(items, Sequence)
    inner = items.items[0]
    assert isinstance(inner, Mapping)
    value = inner.get("b")
    assert value is not None
    assert (value.line, value.column) == (3, 9)


def test_line_ends_of_all_systems_give_the_same_tree() -> None:
    """A file checked out on another system reads the same."""
    text = "a: 1\nb:\n  - c\n"
    trees = {repr(read_yaml(text.replace("\n", end), "a.yaml")) for end in ("\n", "\r\n", "\r")}
    assert len(trees) == 1


def test_one_document_with_its_marks_is_read() -> None:
    """The marks of a single document are harmless."""
    assert read_yaml("---\na: 1\n...\n", "a.yaml").value == {"a": 1}


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_arbitrary_input_raises_nothing_but_a_read_error(data: bytes | str) -> None:
    """Whatever a file holds, the reader answers or names a fault."""
    with suppress(ReadError):
        read_yaml(data, "any.yaml")


YAMLISH = st.text(alphabet="ab:-?[]{},&*!|>'\"%@`# \n\\<~0.1", max_size=80)


@given(YAMLISH)
def test_arbitrary_punctuation_raises_nothing_but_a_read_error(text: str) -> None:
    """Texts of the characters that YAML is made of reach every corner of the parser."""
    with suppress(ReadError):
        read_yaml(text, "any.yaml")
