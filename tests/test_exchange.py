"""Projects and codebooks of programs for qualitative analysis, out and in."""

from __future__ import annotations

import csv
import io
import os
import random
import shutil
import time
import unicodedata
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import refi_rules
import scgraph
from scgraph.anchors import Record, anchored, written
from scgraph.authoring import items
from scgraph.cli import main
from scgraph.errors import ReadError
from scgraph.exchange import codebook_of, project_of, taken
from scgraph.exchange.container import Container
from scgraph.exchange.project import CODEBOOK, PROJECT, Code, Project, Selection, Source, User
from scgraph.exchange.reading import codebook_in, read_project
from scgraph.exchange.writing import codebook_out, project_document, project_out
from scgraph.exchange.xml import read_xml

SMALL = Path(__file__).parent / "fixtures" / "corpus-small"
TEXT = """\
1. Cycling in Veloburg

Why do so few people cycle? Unsafe roads seem to keep people \u2014 \u81ea\u8ee2\u8eca \
\U0001f6b2 \u2014 from cycling [1]. In 2019, 9.50 % of trips were made by bicycle, and the \
council runs Bike to Work. It lends bicycles. Therefore, the council should build lanes.
"""
NAME = "{urn:QDA-XML:project:1.0}"
GUID = "1ff58b12-6f6f-4b0c-8be5-bbdc91f5529"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a reader's copy of the paper."""
    path = tmp_path / "copy.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return the small corpus, with the sentences of its paper anchored."""
    root = Path(shutil.copytree(SMALL, tmp_path / "cycling"))
    sentences = root / "papers" / "bike-2020" / "sentences.yaml"
    sentences.write_text(written(Record(anchored(TEXT))), encoding="utf-8")
    return root


@pytest.fixture
def bare(corpus: Path, tmp_path: Path) -> Path:
    """Return the same corpus before anybody annotated its paper."""
    root = Path(shutil.copytree(corpus, tmp_path / "bare"))
    for name in ("claims.yaml", "curation.yaml"):
        (root / "papers" / "bike-2020" / name).unlink()
    return root


def run(*arguments: object) -> Result:
    """Run the command line."""
    return CliRunner().invoke(main, ["exchange", *map(str, arguments)])


def stubs_of(root: Path, name: str) -> dict[str, dict[str, object]]:
    """Return the stubs of a claims file of the paper, by name."""
    file = root / "papers" / "bike-2020" / name
    found = items(file.read_text(encoding="utf-8"), str(file))
    return {str(item.name): item.values for item in found}


def coded(
    folder: Path, text: str, *spans: tuple[int, int], codes: tuple[str, ...] = ("unsafe roads",)
) -> Path:
    """Write a project of another program: codes by name alone, on spans of a text."""
    book = tuple(Code(f"{GUID}{n}", name) for n, name in enumerate(codes))
    user = User("00000000-0000-0000-0000-00000000000a", "Ben Wheel")
    guids = tuple(code.guid for code in book)
    selections = tuple(
        Selection(f"{GUID[:-2]}{n:03d}", "some words", *span, guids, (), (user.guid,))
        for n, span in enumerate(spans)
    )
    source = Source("00000000-0000-0000-0000-00000000000b", "Paper", text, selections)
    path = folder / "other.qdpx"
    path.write_bytes(project_out(Project("Mine", (user,), book, (source,))))
    return path


def span_of(text: str, part: str) -> tuple[int, int]:
    """Return where a part of a text stands, in code points."""
    return text.index(part), text.index(part) + len(part)


# Out.


def test_a_codebook_keeps_the_rules_of_the_schema() -> None:
    """Every element stands where it may, with the attributes that it must have."""
    root = ElementTree.fromstring(codebook_of().data)
    assert list(refi_rules.broken(root, refi_rules.CODEBOOK, CODEBOOK)) == []
    assert len(list(root.iter())) > 400


def test_a_project_keeps_the_rules_of_the_schema(corpus: Path, copy: Path) -> None:
    """The project has users, codes, a source, selections and notes, in the order of the schema."""
    with zipfile.ZipFile(io.BytesIO(project_of(copy, corpus).data)) as archive:
        root = ElementTree.fromstring(archive.read("project.qde"))
    assert list(refi_rules.broken(root, refi_rules.PROJECT, PROJECT)) == []
    assert {one.tag.removeprefix(NAME) for one in root} == {"Users", "CodeBook", "Sources", "Notes"}


def test_the_rules_would_see_a_broken_project() -> None:
    """The test above fails where an attribute is missing, or an element stands too early."""
    document = project_document(Project("A", codes=(Code(f"{GUID}0", "a"),)))
    assert list(refi_rules.broken(ElementTree.fromstring(document), refi_rules.PROJECT, PROJECT))
    early = document.replace(b"<CodeBook>", b"<Notes/><CodeBook guid='x'>")
    told = list(refi_rules.broken(ElementTree.fromstring(early), refi_rules.PROJECT, PROJECT))
    assert any("order" in one for one in told)
    assert "CodeBook: has guid" in told


def test_what_is_referred_to_is_there_and_nothing_stands_twice(corpus: Path, copy: Path) -> None:
    """Every GUID that is pointed to is one of the project; no two things share one."""
    with zipfile.ZipFile(io.BytesIO(project_of(copy, corpus).data)) as archive:
        root = ElementTree.fromstring(archive.read("project.qde"))
        names = archive.namelist()
    guids = [one.attrib["guid"] for one in root.iter() if "guid" in one.attrib]
    assert len(guids) == len(set(guids))
    for one in root.iter():
        for key in ("targetGUID", "creatingUser", "creatingUserGUID"):
            assert one.attrib.get(key, guids[0]) in guids
    source = next(root.iter(f"{NAME}TextSource"))
    assert source.attrib["plainTextPath"].replace("internal://", "Sources/") in names
    labels = [one.attrib["name"].casefold() for one in root.iter(f"{NAME}Code")]
    assert len(labels) == len(set(labels))


def test_positions_count_code_points(corpus: Path, copy: Path) -> None:
    """A selection is its sentence in the project's own text, behind signs beyond 16 bits too."""
    with zipfile.ZipFile(io.BytesIO(project_of(copy, corpus).data)) as archive:
        root = ElementTree.fromstring(archive.read("project.qde"))
        text = archive.read(archive.namelist()[1]).decode()
    found = {
        (
            one.attrib["name"],
            text[int(one.attrib["startPosition"]) : int(one.attrib["endPosition"])],
        )
        for one in root.iter(f"{NAME}PlainTextSelection")
    }
    assert ("council-runs-programme", "It lends bicycles.") in found
    assert ("build-lanes", "Therefore, the council should build lanes.") in found
    assert any(words.startswith("Unsafe") and words.endswith("cycling [1].") for _, words in found)
    assert len(found) == 5


def test_the_order_of_barriers_is_that_of_the_paper(corpus: Path, copy: Path) -> None:
    """A barrier that the paper places under another is a code below it."""
    with zipfile.ZipFile(io.BytesIO(project_of(copy, corpus).data)) as archive:
        root = ElementTree.fromstring(archive.read("project.qde"))
    above = {
        inner.attrib["name"]: outer.attrib["name"]
        for outer in root.iter(f"{NAME}Code")
        for inner in outer.findall(f"{NAME}Code")
    }
    assert above["missing cycle lanes"] == "unsafe roads"
    assert above["unsafe roads"] == "Barrier"
    assert above["Faces"] == "role"


def test_the_same_corpus_gives_the_same_bytes(corpus: Path, copy: Path) -> None:
    """Neither a day nor a random number is in a project."""
    assert project_of(copy, corpus).data == project_of(copy, corpus).data


def test_what_the_copy_lacks_is_told(corpus: Path, copy: Path, tmp_path: Path) -> None:
    """A sentence that reads otherwise in the copy is left out and named."""
    copy.write_text(TEXT.replace("9.50 %", "9.60 %"), encoding="utf-8")
    target = tmp_path / "p.qdpx"
    ran = run("out", target, "--corpus", corpus, "--text", copy)
    assert ran.exit_code == 0
    assert "not in the copy, so left out: 1/p1/s3" in ran.stderr
    assert "3 selections" in ran.stderr


# Out, and in again.


def test_what_went_out_comes_in_with_its_places_and_codes(
    corpus: Path, bare: Path, copy: Path, tmp_path: Path
) -> None:
    """Claims come back as stubs: at the same sentences, with the same words, codes and things."""
    project = tmp_path / "p.qdpx"
    assert (
        run("out", project, "--corpus", corpus, "--text", copy, "--who", "Ann Rider").exit_code == 0
    )
    ran = run("in", project, "--corpus", bare, "-f", "csv")
    assert ran.exit_code == 0, ran.stderr
    before = stubs_of(corpus, "claims.yaml")
    after = stubs_of(bare, "claims-p.yaml")
    assert after.keys() == before.keys()
    for name, stub in after.items():
        assert stub["stub"] == "true"
        for key in ("at", "says", "type"):
            assert stub[key] == before[name][key]
    hinder = after["roads-hinder"]
    assert (hinder["certainty"], hinder["barrier"]) == ("probable", "unsafe-roads")
    assert [one["how"] for one in hinder["causes"]] == ["hinders"]  # type: ignore[index,attr-defined]
    assert hinder["involves"][0]["role"] == "faces"  # type: ignore[index]
    assert hinder["cites"][0]["source"] == "road-survey-2019"  # type: ignore[index]
    rows = list(csv.DictReader(io.StringIO(ran.stdout)))
    assert rows
    assert all(row["stands_for"] and int(row["used"]) for row in rows)


def test_stubs_are_no_data_and_who_coded_has_a_pass(corpus: Path, bare: Path, copy: Path) -> None:
    """The corpus still reads; its stubs are counted, and the curation names the person."""
    project = bare.parent / "p.qdpx"
    run("out", project, "--corpus", corpus, "--text", copy, "--who", "Ann Rider")
    run("in", project, "--corpus", bare)
    kg = scgraph.load(bare)
    assert kg.names.count("Claim") == 0
    assert kg.validate().skipped > 0
    assert kg.ask("curation/passes").column("who") == ("Ann Rider",)


def test_taken_over_again_nothing_is_doubled(corpus: Path, bare: Path, copy: Path) -> None:
    """Stubs that are there, and claims that the paper has, are left as they are."""
    project = bare.parent / "p.qdpx"
    run("out", project, "--corpus", corpus, "--text", copy)
    run("in", project, "--corpus", bare)
    files = {path: path.read_bytes() for path in bare.rglob("*.yaml")}
    assert "4 stubs are there already" in run("in", project, "--corpus", bare).stderr
    assert {path: path.read_bytes() for path in bare.rglob("*.yaml")} == files
    again = run("in", project, "--corpus", corpus)
    assert "4 claims are in the paper already; they stay as they are" in again.stderr
    assert not (corpus / "papers" / "bike-2020" / "claims-p.yaml").exists()


def test_a_dry_run_writes_nothing(corpus: Path, bare: Path, copy: Path) -> None:
    """It lists what would be, and touches no file."""
    project = bare.parent / "p.qdpx"
    run("out", project, "--corpus", corpus, "--text", copy)
    files = sorted(bare.rglob("*"))
    ran = run("in", project, "--corpus", bare, "--dry-run")
    assert "would write" in ran.stderr
    assert sorted(bare.rglob("*")) == files


def test_a_codebook_comes_back_as_it_went() -> None:
    """Names, definitions and order survive."""
    codes = codebook_in(codebook_of().data, "mine.qdc")
    assert codebook_out(codes) == codebook_of().data


# In, from other programs.


def test_codes_of_another_program_are_known_by_name(bare: Path, tmp_path: Path) -> None:
    """A label, an alternative label, a slug and a code are taken; others get near names."""
    names = ("Dangerous streets", "city-council", "Leads", "unsafe road", "quokka")
    project = coded(tmp_path, TEXT, span_of(TEXT, "Unsafe roads"), codes=names)
    found = taken(project, bare)
    meant = {row.code: (row.stands_for, row.near) for row in found.codes}
    assert str(meant["Dangerous streets"][0]).endswith("/id/unsafe-roads")
    assert str(meant["city-council"][0]).endswith("/id/city-council")
    assert meant["Leads"] == ("role:leads", None)
    assert meant["unsafe road"][0] is None
    assert "unsafe-roads" in str(meant["unsafe road"][1]).replace(" ", "-")
    assert meant["quokka"] == (None, None)
    found.filed.write()
    (stub,) = stubs_of(bare, "claims-other.yaml").values()
    assert stub["barrier"] == "unsafe-roads"
    assert stub["involves"] == [{"actor": "city-council", "role": "leads"}]
    assert stub["says"] is None


@pytest.mark.parametrize(
    ("part", "at"),
    [
        ("roads seem", "1/p1/s2"),
        ("9.50 %", "1/p1/s3"),
        ("[1]. In", ["1/p1/s2", "1/p1/s3"]),
        ("cycle? Unsafe", ["1/p1/s1", "1/p1/s2"]),
        (". It", "1/p1/s4"),
        ("bicycles. Therefore", ["1/p1/s4", "1/p1/s5"]),
    ],
)
def test_a_selection_stands_at_the_sentences_it_overlaps(
    bare: Path, tmp_path: Path, part: str, at: str | list[str]
) -> None:
    """A full stop or a space of the next sentence is not yet that sentence."""
    taken(coded(tmp_path, TEXT, span_of(TEXT, part)), bare).filed.write()
    (stub,) = stubs_of(bare, "claims-other.yaml").values()
    assert stub["at"] == at


def test_positions_are_those_of_the_text_as_given(bare: Path, tmp_path: Path) -> None:
    """Windows line ends and letters written in two parts shift nothing."""
    given_text = unicodedata.normalize("NFD", f"Zürich é\n\n{TEXT}").replace("\n", "\r\n")
    taken(coded(tmp_path, given_text, span_of(given_text, "It lends")), bare).filed.write()
    (stub,) = stubs_of(bare, "claims-other.yaml").values()
    assert stub["at"] == "1/p1/s4"


def test_what_touches_no_sentence_is_told(bare: Path, tmp_path: Path) -> None:
    """A selection in a heading, behind the end, or turned round makes no stub."""
    spans = [span_of(TEXT, "Cycling in"), (10_000, 10_010), (90, 80), (0, 0)]
    found = taken(coded(tmp_path, TEXT, *spans), bare)
    assert found.filed.names == ()
    assert found.remarks == ("4 selections of 'Paper' touch no sentence",)


def test_a_text_of_another_paper_is_told(bare: Path, tmp_path: Path) -> None:
    """Nothing is guessed where no sentence of the paper is in a text."""
    found = taken(coded(tmp_path, "Another text altogether.", (0, 7)), bare)
    assert found.filed.contents == {}
    assert "is no text of this paper" in found.remarks[0]


def qde(folder: Path, body: str, name: str = "project.qde", **files: bytes) -> Path:
    """Write a project file by hand."""
    path = folder / "hand.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, f'<Project xmlns="{PROJECT}" name="P">{body}</Project>')
        for member, data in files.items():
            archive.writestr(f"sources/{member}.txt", data)
    return path


CODES = (
    f'<CodeBook><Codes><Code guid="{{{GUID.upper()}0}}" name="cyclists" isCodable="true"/>'
    "</Codes></CodeBook>"
)
USERS = f'<Users><User guid="{GUID}1" name="Ben"/><User guid="{GUID}2" id="cat"/></Users>'
CODING = (
    f'<Coding guid="{GUID}3" creatingUser="{GUID}1" creationDateTime="2025-03-01T10:00:00Z">'
    f'<CodeRef targetGUID="{GUID}0"/></Coding>'
)


def selection(start: object, end: object, more: str = "") -> str:
    """Return a selection with one coding."""
    place = f'startPosition="{start}" endPosition="{end}"'
    return f'<PlainTextSelection guid="{GUID}4" {place}>{CODING}{more}</PlainTextSelection>'


def text_source(inner: str, path: str = "internal://t.txt", name: str = "TextSource") -> str:
    """Return a text with what is in it."""
    return f'<{name} guid="{GUID}5" name="a" plainTextPath="{path}">{inner}</{name}>'


def test_projects_as_other_programs_write_them(bare: Path, tmp_path: Path) -> None:
    """Braces and capitals in GUIDs, another name of the .qde, a PDF with its text: all are read."""
    start, end = span_of(TEXT, "lends")
    text = text_source(selection(start, end), "internal://T.TXT", "Representation")
    page = f'<PDFSelection guid="{GUID}6" page="1" firstX="0" firstY="0" secondX="1" secondY="1"/>'
    source = f'<PDFSource guid="{GUID}7" name="a.pdf">{page}{text}</PDFSource>'
    body = f"{USERS}{CODES}<Sources>{source}<PictureSource guid='{GUID}8'/></Sources>"
    found = taken(qde(tmp_path, body, "Trial.qde", t=b"\xef\xbb\xbf" + TEXT.encode()), bare)
    found.filed.write()
    (stub,) = stubs_of(bare, "claims-hand.yaml").values()
    assert (stub["at"], stub["involves"]) == ("1/p1/s4", [{"actor": "cyclists"}])
    assert set(found.remarks) == {
        "picture: 1 not carried over",
        "selection on a page of a PDF: 1 not carried over",
    }
    curation = (bare / "papers" / "bike-2020" / "curation.yaml").read_text(encoding="utf-8")
    assert "who: Ben" in curation
    assert "2025-03-01" in curation


def test_a_text_outside_of_the_project_is_given_by_hand(bare: Path, copy: Path) -> None:
    """An address of somebody's disk is not followed; the user's copy stands in for it."""
    start, end = span_of(TEXT, "lends")
    source = text_source(selection(start, end), "absolute:///etc/hostname")
    path = qde(bare.parent, f"{CODES}<Sources>{source}</Sources>")
    assert taken(path, bare).filed.names == ()
    assert "lies outside of the project" in taken(path, bare).remarks[0]
    assert taken(path, bare, copy=copy).filed.names == ("cyclists",)


def test_a_note_of_the_coder_is_kept_and_one_of_the_text_is_not(bare: Path, tmp_path: Path) -> None:
    """The words of a note begin the claim, unless they are the paper's own."""
    start, end = span_of(TEXT, "lends")
    ref = f'<NoteRef targetGUID="{GUID}9"/>'
    for words, says in (
        ("The programme lends.", "The programme lends."),
        ("See: In 2019, 9.50 % of trips were made by bicycle!", None),
    ):
        content = f"<PlainTextContent>{words}</PlainTextContent>"
        notes = f'<Notes><Note guid="{GUID}9">{content}</Note></Notes>'
        source = text_source(selection(start, end, ref))
        body = f"{CODES}<Sources>{source}</Sources>{notes}"
        target = tmp_path / f"claims-{says is None}.yaml"
        found = taken(qde(tmp_path, body, t=TEXT.encode()), bare, target=target)
        (data,) = found.filed.contents.values()
        (item,) = items(data.decode(), "x")
        assert item.values["says"] == says


# Wrong, broken and hostile files.

BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb">]>'


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<Users><User/></Users>", "a User has no guid, which the standard demands"),
        ("<Users><User guid='x'/></Users>", "the guid of a User is no GUID"),
        (f"<CodeBook><Codes><Code guid='{GUID}0'/></Codes></CodeBook>", "a Code has no name"),
        ("<Users>", "is not well-formed XML: mismatched tag"),
        ("<a>" * 200 + "</a>" * 200, "is nested deeper than 100 levels"),
        (text_source(selection(0, 1), "internal://no.txt"), "lacks the text"),
        (text_source(selection(0, 1), "internal://../../x"), "lacks the text"),
        (text_source(selection("9" * 5000, 1)), "is no place in a text"),
        (text_source(selection(-1, 1)), "is no place in a text"),
        (text_source(selection(0, 1), "internal://bad.txt"), "not UTF-8 at byte 0"),
    ],
)
def test_a_wrong_project_is_told_with_its_place(tmp_path: Path, body: str, told: str) -> None:
    """What the standard demands and a project lacks is one of our errors, with file and line."""
    body = f"<Sources>{body}</Sources>" if body.startswith("<TextSource") else body
    with pytest.raises(ReadError, match=told) as caught:
        read_project(qde(tmp_path, body, bad=b"\xff\xfe\x00"))
    assert "hand.qdpx" in caught.value.faults[0].file


def archive(**members: bytes) -> bytes:
    """Return a ZIP; three underlines in a name lead up."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as found:
        for name, data in members.items():
            found.writestr(
                name.replace("___", "../").replace("__", "/").replace("_qde", ".qde"), data
            )
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "it is not a ZIP, or is damaged"),
        (b"PK\x03\x04 and no more", "it is not a ZIP, or is damaged"),
        (archive(a=b""), "it holds no project.qde"),
        (archive(a_qde=b"<a/>", b_qde=b"<a/>"), "holds several projects: a.qde, b.qde"),
        (archive(a_qde=b"<a/>", ___x=b""), "leads out of the project"),
        (archive(a_qde=b"<a/>"), "is no REFI-QDA project: its root is 'a'"),
        (archive(a_qde=BOMB.encode() + b"<a>&b;</a>"), "has a document type"),
        (archive(a_qde=b"\0" * (100 * 2**20 + 1)), "is larger than 100 MB unpacked"),
    ],
    ids=["empty", "torn", "none", "several", "leads-out", "other-root", "entities", "bomb"],
)
def test_a_hostile_file_is_refused(tmp_path: Path, data: bytes, told: str) -> None:
    """Nothing is unpacked to disk, expanded or fetched, and a bomb is not unpacked to its end."""
    path = tmp_path / "x.qdpx"
    path.write_bytes(data)
    began = time.perf_counter()
    with pytest.raises(ReadError, match=told):
        read_project(path)
    assert time.perf_counter() - began < 2
    assert [one.name for one in tmp_path.iterdir()] == ["x.qdpx"]


def test_an_encrypted_project_is_told(tmp_path: Path) -> None:
    """The mark that a member is encrypted is enough to stop."""
    data = bytearray(archive(a_qde=b"<a/>"))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "x.qdpx"
    path.write_bytes(data)
    with pytest.raises(ReadError, match="is encrypted"):
        read_project(path)


def test_no_file_is_told(tmp_path: Path) -> None:
    """A path that leads nowhere, or to a folder, is one sentence."""
    for path in (tmp_path / "no.qdpx", tmp_path):
        with pytest.raises(ReadError):
            Container(path)
    assert run("in", tmp_path / "no.qdc", "--corpus", SMALL).exit_code == 1


@pytest.mark.parametrize("name", ["u-tf-8", "utf-7", "shift_jis", "cp037", "idna", "zlib_codec"])
def test_an_encoding_that_no_project_has_is_told(name: str) -> None:
    """Whatever a document calls its encoding, it is read, or a sentence says why not."""
    try:
        root = read_xml(f'<?xml version="1.0" encoding="{name}"?><a/>'.encode(), "x")
    except ReadError as error:
        told = str(error)
        assert "encoding" in told or "XML" in told
    else:
        assert root.name == "a"


def test_an_external_entity_is_not_fetched(tmp_path: Path) -> None:
    """A document type is refused before anything in it is looked at."""
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    text = f'<!DOCTYPE a [<!ENTITY b SYSTEM "{secret.as_uri()}">]><a>&b;</a>'
    with pytest.raises(ReadError, match="document type"):
        read_xml(text.encode(), "x")


@given(st.data())
def test_a_torn_project_is_read_or_refused(data: st.DataObject) -> None:
    """Whatever bytes are changed in a codebook, it is read, or a ReadError says why not."""
    whole = codebook_out([Code(f"{GUID}{n}", f"code {n}", "A definition.") for n in range(4)])
    torn = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(torn) - 1))
        torn[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        codebook_in(bytes(torn), "x.qdc")
    except ReadError:
        return


def test_torn_archives_are_read_or_refused(tmp_path: Path) -> None:
    """The same of the bytes of a project file."""
    draw = random.Random(11)
    whole = coded(tmp_path, TEXT, (40, 60)).read_bytes()
    path = tmp_path / "torn.qdpx"
    refused = 0
    for _ in range(20_000 if os.environ.get("SCGRAPH_DEEP") else 1_000):
        torn = bytearray(whole)
        for _ in range(draw.randint(1, 5)):
            torn[draw.randrange(len(torn))] = draw.randrange(256)
        path.write_bytes(torn[: draw.choice([len(torn), draw.randrange(len(torn))])])
        try:
            read_project(path)
        except ReadError:
            refused += 1
    assert refused > 300


def test_signs_that_xml_cannot_hold_are_replaced() -> None:
    """A label with control characters gives a codebook that can be read."""
    (code,) = codebook_in(codebook_out([Code(f"{GUID}0", "a\0b\x1f<&>\ud800")]), "x")
    assert code.name == "a\ufffdb\ufffd<&>\ufffd"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["out", "p.qdpx"], "give your copy by --text"),
        (["out", "p.txt"], "write .qdpx for a project, .qdc for a codebook"),
        (["in", "p.qdpx"], "--corpus DIR"),
    ],
)
def test_usage_is_told(arguments: list[str], told: str) -> None:
    """What the command lacks is said, with the option that gives it."""
    ran = run(*arguments)
    assert ran.exit_code == 2
    assert told in ran.stderr


def test_a_codebook_can_be_set_beside_a_corpus(tmp_path: Path) -> None:
    """Of a .qdc, what each code stands for is listed; nothing is written."""
    path = tmp_path / "book.qdc"
    assert run("out", path, "--corpus", SMALL).exit_code == 0
    ran = run("in", path, "--corpus", SMALL, "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.stdout)))
    assert {row["code"]: row["under"] for row in rows}["Leads"] == "role"
    assert all(row["stands_for"] for row in rows)
