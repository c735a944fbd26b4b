"""A workbook that is broken or means harm is refused in a sentence; a kill tears nothing."""

from __future__ import annotations

import io
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError

from scgraph.corpus import read_corpus
from scgraph.errors import Fault, ReadError
from scgraph.sheets import loading, sheet_in, sheet_out, taking
from scgraph.sheets.loading import load_workbook
from sheet_book import FORMS, PAPER, SMALL, Book, all_bytes, say

DEEP = bool(os.environ.get("SCGRAPH_DEEP"))
INPUTS = 20_000 if DEEP else 300
KILLS = 40 if DEEP else 4
SOURCE = Path(__file__).resolve().parents[1] / "src"


def _small_book() -> bytes:
    """Return a workbook of a few cells, so that many can be read."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Claims"
    for row in (["id", "says"], ["a", "Roads are bad."], [1, 2.5], [True, "=1+1"]):
        page.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


BOOK = _small_book()
PARTS = {
    entry.filename: zipfile.ZipFile(io.BytesIO(BOOK)).read(entry)
    for entry in zipfile.ZipFile(io.BytesIO(BOOK)).infolist()
}
SHEET = "xl/worksheets/sheet1.xml"


def _zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _read(data: bytes) -> None:
    """Read a workbook; the outcome is its rows or one of our errors, within two seconds."""
    begun, said = time.process_time(), ""
    try:
        load_workbook(data, "claims.xlsx", {"Claims"})
    except ReadError as error:
        said = str(error)
    assert not said or said.startswith("claims.xlsx: ")
    assert "\n" not in said
    assert time.process_time() - begun < 2


@settings(max_examples=INPUTS // 2, suppress_health_check=[HealthCheck.too_slow], database=None)
@given(st.data())
def test_a_damaged_file_is_rows_or_an_error(draw: st.DataObject) -> None:
    """Bytes are changed, cut out and put in anywhere in the archive."""
    data = bytearray(BOOK)
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(data) - 1))
        much = draw.draw(st.integers(0, 30))
        data[at : at + much] = draw.draw(st.binary(max_size=30))
    _read(bytes(data))


@settings(max_examples=INPUTS // 2, suppress_health_check=[HealthCheck.too_slow], database=None)
@given(st.data())
def test_a_damaged_part_is_rows_or_an_error(draw: st.DataObject) -> None:
    """The archive is whole, and the XML in it is anything."""
    name = draw.draw(st.sampled_from(sorted(PARTS)))
    part = bytearray(PARTS[name])
    words = st.sampled_from(
        [
            *(b"<c/>", b't="s"', b"99999999999", b'r="XFD1048576"', b"<row>", b"</row>", b"-1"),
            *(b"<v>", b"1e999", b"nan", b"\xff", b"&amp;", b"<!--", b"inlineStr", b"<f>1</f>"),
        ]
    )
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(part)))
        much = draw.draw(st.integers(0, 20))
        part[at : at + much] = draw.draw(st.one_of(words, st.binary(max_size=10)))
    _read(_zipped({**PARTS, name: bytes(part)}))


def _sheet(rows: str) -> bytes:
    return (
        PARTS[SHEET].split(b"<sheetData>")[0]
        + f"<sheetData>{rows}</sheetData></worksheet>".encode()
    )


HOSTILE = {
    "empty": (b"", "is no .xlsx workbook"),
    "text": (b"id,says\na,b\n", "is no .xlsx workbook"),
    "archive": (_zipped({"a.txt": b"x"}), "cannot be read as a workbook"),
    "bomb": (_zipped({**PARTS, "xl/media/a.xml": b" " * 60_000_000}), "would grow to 60,"),
    "parts": (_zipped({**PARTS, **{f"{n}.xml": b"" for n in range(3000)}}), "would grow to"),
    "entities": (
        _zipped({**PARTS, SHEET: b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "declares entities",
    ),
    "utf-16": (
        _zipped({**PARTS, SHEET: '<?xml version="1.0"?><a/>'.encode("utf-16")}),
        "declares entities",
    ),
    "far-row": (
        _zipped({**PARTS, SHEET: _sheet('<row r="99999999999"><c r="A1"><v>1</v></c></row>')}),
        "Claims: has more rows than 1,048,576",
    ),
}


@pytest.mark.parametrize(("data", "message"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(data: bytes, message: str) -> None:
    """Neither bombs, nor entities, nor rows beyond the end cost memory or time."""
    tracemalloc.start()
    try:
        with pytest.raises(ReadError, match=message):
            load_workbook(data, "claims.xlsx", {"Claims"})
        assert tracemalloc.get_traced_memory()[1] < 150_000_000
    finally:
        tracemalloc.stop()


def test_a_wide_row_costs_no_more_than_its_columns() -> None:
    """A cell in the last column that a sheet may have is passed over."""
    cell = '<c r="XFD{n}"><v>1</v></c>'
    rows = "".join(f'<row r="{n}">{cell.format(n=n)}</row>' for n in range(1, 3000))
    begun = time.process_time()
    sheets = load_workbook(_zipped({**PARTS, SHEET: _sheet(rows)}), "claims.xlsx", {"Claims"})
    assert sheets["Claims"].rows == {}
    assert time.process_time() - begun < 3


def test_a_large_file_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is on the bytes of the file too."""
    monkeypatch.setattr(loading, "MOST_BYTES", 100)
    with pytest.raises(ReadError, match="is larger than 100 bytes"):
        load_workbook(BOOK, "claims.xlsx", {"Claims"})


def test_a_workbook_of_another_kind_is_refused(tmp_path: Path) -> None:
    """What was not made by `sheet out` cannot be compared with the files."""
    with pytest.raises(ReadError, match="was not made by scgraph sheet out"):
        sheet_in(BOOK, "claims.xlsx", SMALL)
    book = Book(sheet_out(SMALL))
    del book.book["_scgraph"]
    with pytest.raises(ReadError, match="has lost its hidden sheet"):
        sheet_in(book.data, "claims.xlsx", SMALL)
    book = Book(sheet_out(SMALL))
    del book.book["Claims"]
    with pytest.raises(ReadError, match="has no sheet 'Claims'"):
        sheet_in(book.data, "claims.xlsx", SMALL)


WRITER = """
import sys
from pathlib import Path
from scgraph.sheets import sheet_in
root = Path(sys.argv[1])
taken = sheet_in(Path(sys.argv[2]).read_bytes(), "claims.xlsx", root)
print("ready", flush=True)
sys.stdin.readline()
taken.write()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_kill_leaves_the_old_or_the_new_files(tmp_path: Path) -> None:
    """The claims and their statuses change together, whenever the process is killed."""
    seed, outcomes = random.Random(9), set()
    first = tmp_path / "corpus"
    shutil.copytree(SMALL, first)
    curation = first / PAPER / "curation.yaml"
    settled = curation.read_text(encoding="utf-8").replace("status: draft", "status: settled")
    curation.write_text(settled, encoding="utf-8")
    book = Book(sheet_out(first))
    say("Roads are bad.")(book)
    (tmp_path / "claims.xlsx").write_bytes(book.data)
    taken = sheet_in(book.data, "claims.xlsx", first)
    assert len(taken.after) == 2
    for number in range(KILLS):
        root = tmp_path / str(number)
        shutil.copytree(first, root)
        _kill(root, tmp_path / "claims.xlsx", seed.uniform(0, 0.02))
        read_corpus(root)
        now = {path.name: path.read_bytes() for path in (root / PAPER).glob("*.yaml")}
        changed = {path.name for path, old in taken.before.items() if now[path.name] != old}
        assert changed in (set(), {path.name for path in taken.after})
        assert all(now[p.name] == new for p, new in taken.after.items()) or not changed
        outcomes.add(bool(changed))
    assert outcomes
    assert all_bytes(first)[curation] == settled.encode()


def _kill(root: Path, file: Path, seconds: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(root), str(file)],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == b"ready\n"
    process.stdin.write(b"\n")
    process.stdin.flush()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()


_cells = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["a; b", "=1", "true", "few-trips", "1/p1/s2", "x:y", "http://a b", ";", "—"]),
    st.sampled_from(["missing-lanes; city-council", "cycling", "id:", ":", "a:b:c", "\u2028", "'"]),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.booleans(),
    st.none(),
    st.datetimes(),
)


@settings(
    max_examples=2_000 if DEEP else 30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    database=None,
)
@given(edits=st.lists(st.tuples(st.integers(0, 7), st.integers(1, 7), st.integers(1, 25), _cells)))
def test_any_edit_is_taken_or_refused(
    edits: list[tuple[int, int, int, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands in whichever cell, the files that would come of it can be read."""
    monkeypatch.setattr(taking, "check", lambda root, texts, *_: None)
    book = Book(sheet_out(SMALL))
    for sheet, row, column, value in edits:
        with suppress(IllegalCharacterError, ValueError):  # no workbook holds this
            book.book[FORMS[sheet].title].cell(row, column).value = value  # type: ignore[assignment]
    faults: tuple[Fault, ...] = ()
    try:
        taken = sheet_in(book.data, "claims.xlsx", SMALL, delete=True)
    except ReadError as error:
        faults = error.faults
        taken = None
    assert all(fault.file.startswith("claims.xlsx") for fault in faults)
    # That two nodes have one name is seen when all files are read, which the check does.
    faults = _faults_of_reading(taken.after) if taken else ()
    assert all("stands twice" in fault.message for fault in faults), faults


def _faults_of_reading(contents: Mapping[Path, bytes]) -> tuple[Fault, ...]:
    try:
        read_corpus(SMALL, contents)
    except ReadError as error:
        return error.faults
    return ()
