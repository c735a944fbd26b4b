"""RDF files: read as they are, without network, with places."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from scgraph.errors import ReadError
from scgraph.reading import Place, read_rdf

GRAPH = "https://example.org/graph"
TRIPLE = Quad(NamedNode("x:a"), NamedNode("x:p"), Literal("1.10"), NamedNode(GRAPH))
IN_GRAPH = Quad(NamedNode("x:a"), NamedNode("x:p"), Literal("1.10"), NamedNode("x:g"))
GOOD: list[tuple[str, str, Quad]] = [
    ("a.ttl", '<x:a> <x:p> "1.10" .', TRIPLE),
    ("a.trig", '<x:a> <x:p> "1.10" .', TRIPLE),
    ("b.trig", '<x:g> { <x:a> <x:p> "1.10" }', IN_GRAPH),
    ("a.nt", '<x:a> <x:p> "1.10" .\n', TRIPLE),
    ("a.nq", '<x:a> <x:p> "1.10" .\n', TRIPLE),
    ("b.nq", '<x:a> <x:p> "1.10" <x:g> .\n', IN_GRAPH),
    ("a.jsonld", '{"@id": "x:a", "x:p": "1.10"}', TRIPLE),
    ("b.jsonld", '{"@id": "x:g", "@graph": [{"@id": "x:a", "x:p": "1.10"}]}', IN_GRAPH),
]
BAD: list[tuple[str, str, int | None]] = [
    ("a.ttl", '<x:a> <x:p> "1" .\n<x:a> <x:p>\n', 3),
    ("a.ttl", "<x:a> <x:p> nope:b .", 1),
    ("a.ttl", "<x:a> <x:p> <relative> .", 1),
    ("a.trig", "<x:g> { <x:a> <x:p> <x:b> . \n\n", 3),
    ("a.nt", "<x:a> <x:p> <x:b> .\n<x:a> <x:p> .\n", 2),
    ("a.nq", "\n\n<x:a> .\n", 3),
    ("a.jsonld", '{"@id": "x:a",\n "x:p" "1"}', 2),
    ("a.jsonld", "", 1),
    ("a.rdf", "<rdf/>", None),
    ("a.txt", "", None),
]


def _write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_there_are_files_to_try() -> None:
    """Every format is tried, good and bad."""
    suffixes = {".ttl", ".trig", ".nt", ".nq", ".jsonld"}
    assert {Path(name).suffix for name, _, _ in GOOD} == suffixes
    assert {Path(name).suffix for name, _, _ in BAD} > suffixes


@pytest.mark.parametrize(("name", "text", "quad"), GOOD)
def test_a_file_is_read_as_it_is(name: str, text: str, quad: Quad, tmp_path: Path) -> None:
    """Triples go to the graph given, quads stay in theirs, literals keep their text."""
    assert read_rdf(_write(tmp_path, name, text), GRAPH).quads == [quad]


@pytest.mark.parametrize(("name", "text", "line"), BAD)
def test_a_bad_file_is_named_with_its_line(
    name: str, text: str, line: int | None, tmp_path: Path
) -> None:
    """The fault leads to the place, and says it once."""
    path = _write(tmp_path, name, text)
    with pytest.raises(ReadError) as caught:
        read_rdf(path, GRAPH)
    (fault,) = caught.value.faults
    assert fault.file == str(path)
    if line is not None:
        assert fault.line in (line, line - 1)
    assert "Parser error at" not in fault.message


@pytest.mark.parametrize("name", ["a.ttl", "a.trig", "a.nt", "a.nq", "a.jsonld"])
def test_bytes_that_are_not_utf_8_are_a_fault(name: str, tmp_path: Path) -> None:
    """Another encoding is refused in every format."""
    with pytest.raises(ReadError):
        read_rdf(_write(tmp_path, name, b'<x:a> <x:p> "\xff" .'), GRAPH)


REMOTE = [
    '{"@context": "https://example.org/context.jsonld", "a": "b"}',
    '{"@context": {"@import": "https://example.org/context.jsonld"}, "a": "b"}',
    '{"@context": ["file:///etc/hostname"], "a": "b"}',
    '{"@context": {"a": {"@id": "x:a", "@context": "https://example.org/"}}, "a": "b"}',
]


@pytest.mark.parametrize("text", REMOTE)
def test_a_remote_context_is_refused_and_not_fetched(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says what to do, and no socket is opened."""

    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    with pytest.raises(ReadError, match="a remote @context is not fetched; put the context into"):
        read_rdf(_write(tmp_path, "a.jsonld", text), GRAPH)


def test_deep_json_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    """Nesting that would end the process is a fault."""
    with pytest.raises(ReadError, match="nested deeper than"):
        read_rdf(_write(tmp_path, "a.jsonld", '{"x:p":' * 20_000), GRAPH)


def test_brackets_in_texts_are_not_nesting(tmp_path: Path) -> None:
    """The limit counts structure and not words."""
    text = '{"@id": "x:a", "x:p": "\\"' + "[" * 500 + '"}'
    assert len(read_rdf(_write(tmp_path, "a.jsonld", text), GRAPH).quads) == 1


def test_blank_nodes_of_two_files_never_meet(tmp_path: Path) -> None:
    """The same label in two files is two nodes."""
    one = read_rdf(_write(tmp_path, "a.ttl", "_:x <x:p> <x:b> ."), GRAPH)
    two = read_rdf(_write(tmp_path, "b.ttl", "_:x <x:p> <x:c> ."), GRAPH)
    assert one.quads[0].subject != two.quads[0].subject


def test_blank_nodes_of_one_file_stay_joined_and_agree_between_readings(tmp_path: Path) -> None:
    """Reading twice gives the same bytes, and a node stays one node."""
    path = _write(tmp_path, "a.ttl", "_:x <x:p> [ <x:q> _:x ] . [] <x:p> <x:b> .")
    first, second = read_rdf(path, GRAPH).quads, read_rdf(path, GRAPH).quads
    assert first == second
    found = {t for q in first for t in (q.subject, q.object) if isinstance(t, BlankNode)}
    assert len(found) == 3


def test_triple_terms_are_refused(tmp_path: Path) -> None:
    """What other parts cannot hold is refused at the door."""
    text = "<x:a> <x:p> <<( <x:s> <x:p> <x:o> )>> ."
    with pytest.raises(ReadError, match="triple terms are not read"):
        read_rdf(_write(tmp_path, "a.ttl", text), GRAPH)


def test_places_in_line_formats_are_lines(tmp_path: Path) -> None:
    """Remarks and empty lines count as lines."""
    path = _write(tmp_path, "a.nq", "# remark\n\n<x:a> <x:p> <x:b> .\n<x:c> <x:p> <x:d> .\n")
    places = read_rdf(path, GRAPH).places
    assert places["x:a"] == Place(str(path), 3)
    assert places["x:c", "x:p"] == Place(str(path), 4)


def test_places_in_other_formats_are_files(tmp_path: Path) -> None:
    """Where the line is not known, none is claimed."""
    path = _write(tmp_path, "a.ttl", "<x:a> <x:p> <x:b> .")
    assert read_rdf(path, GRAPH).places == {"x:a": Place(str(path))}


def test_a_missing_file_is_a_read_error(tmp_path: Path) -> None:
    """The message names the file."""
    with pytest.raises(ReadError, match=r"a\.ttl: cannot be read: No such file"):
        read_rdf(tmp_path / "a.ttl", GRAPH)
