"""Works come in and go out as BibTeX, CSL-JSON and RIS, and are the same afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scgraph.bibliography import (
    KINDS,
    Author,
    Work,
    as_bibtex,
    as_csl,
    as_ris,
    as_turtle,
    authors_in,
    read_bibliography,
    read_bibtex,
    read_csl,
    read_ris,
    slugs,
    works_of,
    written,
)
from scgraph.bibliography.work import LONGEST, tidy
from scgraph.corpus import read_corpus
from scgraph.errors import ExportError, ReadError
from test_cli import run

DEEP = os.environ.get("SCGRAPH_DEEP") == "1"
MANY = settings(max_examples=20_000 if DEEP else 60, deadline=None)
READ = {".bib": read_bibtex, ".json": read_csl, ".ris": read_ris}
WRITE = {".bib": as_bibtex, ".json": as_csl, ".ris": as_ris}

KEYS = st.from_regex(r"[a-z][a-z0-9:_.+-]{0,12}", fullmatch=True)
LETTERS = "aB1éßñŠ東京のア가я \u00a0{}\\%&$#_~^`'\"-,–—<>?!.:;()[]|/*@=+\u2019\u201c\U0001f68c"
TEXT = st.text(LETTERS, min_size=1, max_size=25)
NAMES = st.text("abcXYZéß東京-'& .,{}\\and ", min_size=1, max_size=12).filter(
    lambda name: any(map(str.isalpha, name)) and not name.strip().endswith(",")
)
GIVEN = st.from_regex(r"[A-Z][a-zé]{0,5}( [A-Z]\.){0,2}", fullmatch=True)
FAMILIES = st.from_regex(r"[A-ZÉ][a-zé東]{0,6}(-[A-Z][a-z]{1,4})?", fullmatch=True)
PEOPLE = st.builds(Author, FAMILIES, GIVEN) | st.builds(Author, NAMES)
ADDRESSES = st.from_regex(r"https://[a-z]{1,6}\.example/[a-zA-Z0-9_%~#&=./-]{0,12}", fullmatch=True)
MAYBE = st.none() | TEXT
WORKS = st.builds(
    Work,
    id=KEYS,
    kind=st.sampled_from(KINDS),
    title=MAYBE,
    authors=st.lists(PEOPLE, max_size=3).map(tuple),
    year=st.none() | st.integers(1000, 2999),
    container=MAYBE,
    volume=MAYBE,
    issue=MAYBE,
    pages=st.none() | st.sampled_from(["12", "12–29", "e45442", "3–5, 9–11", "S1–S4"]),
    publisher=MAYBE,
    doi=st.none() | st.from_regex(r"10\.[0-9]{4}/[a-z0-9._()-]{1,10}", fullmatch=True),
    url=st.none() | ADDRESSES,
    language=st.none() | st.sampled_from(["en", "ja", "de-AT"]),
    printed=MAYBE,
).map(tidy)
LISTS = st.lists(WORKS, max_size=4, unique_by=lambda work: work.id.casefold())


@pytest.mark.parametrize("suffix", sorted(READ))
@MANY
@given(works=LISTS)
def test_what_is_written_is_read_again(suffix: str, works: list[Work]) -> None:
    """In and out and in again gives the same records."""
    assert list(READ[suffix](WRITE[suffix](works))) == works


@MANY
@given(works=LISTS, order=st.permutations(sorted(READ)))
def test_records_pass_through_all_formats(works: list[Work], order: list[str]) -> None:
    """From one format to another and on, in any order, nothing is lost."""
    found = works
    for suffix in order:
        found = list(READ[suffix](WRITE[suffix](found)))
    assert found == works


def outcome(text: str, suffix: str) -> tuple[tuple[Work, ...], ReadError | None]:
    """Return the works of a text, or the error that it is; whatever else comes is a failure."""
    try:
        return READ[suffix](text), None
    except ReadError as error:
        return (), error


JUNK = st.text(max_size=200) | st.lists(
    st.sampled_from(
        [
            *(
                "@article{",
                "@string{",
                "}",
                "{",
                '"',
                ",",
                "=",
                "#",
                "a",
                "@",
                "\n",
                "title",
                "\\",
                "%",
            ),
            *(
                "TY  - JOUR\n",
                "ER  - \n",
                "AU  - Lee, A.\n",
                "T",
                "PY  - x\n",
                "[",
                "]",
                ":",
                '"id"',
            ),
            *(
                "1",
                "null",
                "é",
                "\t",
                "@comment{",
                "@preamble{",
                "crossref = {a}",
                "author = {and}",
            ),
        ]
    ),
    max_size=40,
).map("".join)


@pytest.mark.parametrize("suffix", sorted(READ))
@settings(max_examples=100_000 if DEEP else 1000, deadline=None)
@given(text=JUNK)
def test_whatever_the_text_the_outcome_is_works_or_an_error(suffix: str, text: str) -> None:
    """No text makes a reader fail in any other way than by an error that names its fault."""
    works, told = outcome(text, suffix)
    assert told is None or told.faults
    assert all(work.id for work in works)
    assert len({work.id for work in works}) == len(works)


@pytest.mark.parametrize("suffix", sorted(READ))
@MANY
@given(works=st.lists(WORKS, min_size=1, max_size=2, unique_by=lambda one: one.id), data=st.data())
def test_a_damaged_file_gives_works_or_an_error(
    suffix: str, works: list[Work], data: st.DataObject
) -> None:
    """A file with a piece cut out or doubled is read or refused."""
    text = WRITE[suffix](works)
    first, last = sorted(data.draw(st.integers(0, len(text))) for _ in range(2))
    damaged = text[:first] + text[last:] if data.draw(st.booleans()) else text + text[first:last]
    works, told = outcome(damaged, suffix)
    assert told.faults if told else len({work.id for work in works}) == len(works)


def faults(text: str, suffix: str) -> list[str]:
    """Return the faults of a text."""
    with pytest.raises(ReadError) as caught:
        READ[suffix](text)
    return [str(fault).partition(":")[2] for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("suffix", "text", "line", "said"),
    [
        (".bib", "@book{a, title={x}}\n\n@book{a, title={y}}\n", 3, "'a' is also that of line 1"),
        (".bib", "@book{a, title={x},\n title={y}}", 1, "twice: title"),
        (".bib", "\n@book{a, title={x}\n@book{b, title={y}}", 2, "cannot be read as BibTeX"),
        (".bib", "@book{a,\n journal = tp}", 2, "'tp' is no @string of this file"),
        (".bib", "These are no works.", 1, "has no entry of BibTeX"),
        (".bib", "@book{a, title={" + "{" * 60 + "}" * 60 + "}}", 1, "nested too deep"),
        (".json", '[{"id": "a"},\n\n {"id": "a"}]', 3, "'a' is also that of line 1"),
        (".json", '[{"id": "a"},\n {"title": "x"}]', 2, "has no id"),
        (".json", '[{"id": "a",\n "title": }]', 2, "is no JSON"),
        (".json", '{"id": "a"}', 1, "is no list of works"),
        (".json", "\n" + "[" * 5000, 2, "nested deeper than 50"),
        (".json", '[{"id": "a", "id": "b"}]', None, "the name 'id' twice"),
        (".json", '[1,\n {"id": "b", "author": [7]}]', 1, "this is no work"),
        (".ris", "TY  - BOOK\nID  - a\nER  - \nTY  - BOOK\nID  - a\nER  - \n", 4, "of line 1"),
        (".ris", "TY  - BOOK\nTI  - x\n", 1, "this record has no end"),
        (".ris", "\nTI  - x\nTY  - BOOK\nER  - \n", 2, "this stands in no record"),
    ],
)
def test_a_fault_is_told_with_its_line(suffix: str, text: str, line: int | None, said: str) -> None:
    """The message says what is wrong and where."""
    found = faults(text, suffix)
    assert said in found[0]
    if line is not None:
        assert found[0].startswith(f"{line}:") or f":{line}:" in f":{found[0]}"


def test_all_faults_of_a_file_are_told_at_once() -> None:
    """Who has three faults to mend reads of three."""
    text = "@book{a, x = one}\n@book{b, x = two}\n@book{b, x = {y}}\n"
    assert len(faults(text, ".bib")) == 3


def test_a_value_of_a_megabyte_is_refused() -> None:
    """Values have a largest size, and the message names the value."""
    text = json.dumps([{"id": "a", "title": "x" * (LONGEST + 1)}])
    assert "title is longer than" in faults(text, ".json")[0]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".bib", "@" + "a" * 200_000),
        (".bib", "@book{a, title = " + '"' * 100_000),
        (".bib", "@book{a, title = {" + "\\" * 100_001 + "}}"),
        (".bib", "@string{a = a # a}\n@book{b, title = a}"),
        (
            ".bib",
            "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 60))
            + "@string{s0 = {xx}}@book{b, title = s59}",
        ),
        (".bib", "@book{a, author = {" + " and ".join(["Lee, A."] * 20_000) + "}}"),
        (".bib", "@book{a, author = {" + "," * 100_000 + "}}"),
        (".bib", "@book{a, title = {" + "$" * 50_000 + "}}"),
        (".json", "[" + '{"a":' * 100_000),
        (".json", '["' + "\\" * 100_000),
        (".json", "[" + "9" * 100_000 + "]"),
        (".ris", "TY  - " * 50_000),
        (".ris", "TY  - BOOK\n" * 20_000),
        (".ris", "TY  - BOOK\nTI  - x\n" + "  more\n" * 20_000 + "ER  - \n"),
    ],
)
def test_hostile_files_are_soon_done_with(suffix: str, text: str) -> None:
    """No file of some hundred kilobytes takes two seconds."""
    start = time.process_time()
    _, told = outcome(text, suffix)
    assert told is None or told.faults
    assert time.process_time() - start < 2


BIBTEX = r"""
This stands between the entries.
@string{tp = "Town " # {Papers}}
@article{muller2020,
  author = {M{\"u}ller, J{\"o}rg and de la Cruz, Ana and {World Bank} and Smith, Jr., Bo and others},
  title = {{Small} buses \& \emph{trams} -- 5\% of them},
  journal = tp # ", Series B",
  year = 2020, month = mar, volume = {4}, number = 2, pages = {12--29},
  doi = {https://doi.org/10.5555/abc\_d}, url = {https://a.example/b\_c\%20d}
}
@inproceedings(oh, author = "Oh, Ina", title = "Trams", crossref = {proc})
@proceedings{proc, title = {Proceedings of Towns}, year = {2021}, publisher = {Town Press}}
@comment{nothing}
@thesis{kim, author = {Bo Kim}, title = {On {\'E}t{\'e}}, date = {2019-05}, school = {Ardon}}
"""


def test_bibtex_is_read_as_it_is_meant() -> None:
    """Accents, names of texts, cross-references, bodies and particles are understood."""
    article, paper, proceedings, thesis = read_bibtex(BIBTEX)
    assert article == Work(
        "muller2020",
        "article",
        "Small buses & trams – 5% of them",
        (
            Author("Müller", "Jörg"),
            Author("de la Cruz", "Ana"),
            Author("World Bank"),
            Author("Smith", "Bo, Jr."),
        ),
        2020,
        "Town Papers, Series B",
        "4",
        "2",
        "12–29",
        doi="10.5555/abc_d",
        url="https://a.example/b_c%20d",
    )
    assert (paper.kind, paper.container, paper.year) == (
        "conference-paper",
        "Proceedings of Towns",
        2021,
    )
    assert proceedings.kind == "book"
    assert (thesis.title, thesis.year, thesis.publisher) == ("On Été", 2019, "Ardon")


def test_no_file_of_the_machine_is_read_by_latex(tmp_path: Path) -> None:
    """A command that includes a file gives nothing of it."""
    secret = tmp_path / "secret.tex"
    secret.write_text("hidden words")
    (work,) = read_bibtex(f"@book{{a, title = {{x \\input{{{secret}}} y}}}}")
    assert "hidden" not in str(work)


@pytest.mark.parametrize(
    ("text", "year", "authors"),
    [
        ('{"issued": {"date-parts": [["2020", 5]]}}', 2020, ()),
        ('{"issued": {"raw": "2019-01-02"}}', 2019, ()),
        ('{"issued": {"literal": "soon"}}', None, ()),
        (
            '{"author": [{"family": "Berg", "non-dropping-particle": "van der", "given": "H."}]}',
            None,
            (Author("van der Berg", "H."),),
        ),
        ('{"author": [{"literal": "Town Office"}]}', None, (Author("Town Office"),)),
        (
            '{"author": [{"family": "Smith", "given": "Bo", "suffix": "Jr."}]}',
            None,
            (Author("Smith", "Bo, Jr."),),
        ),
    ],
)
def test_csl_of_other_programs_is_understood(
    text: str, year: int | None, authors: tuple[Author, ...]
) -> None:
    """Dates and names have several forms."""
    item = {"id": 7, "type": "made-up", **json.loads(text)}
    assert read_csl(json.dumps([item])) == (Work("7", "other", authors=authors, year=year),)


def test_ris_of_other_programs_is_understood() -> None:
    """Numbers before records, old names of tags and lines that go on are understood."""
    text = "1.\nTY  - JOUR\nA1  - Lee, A.\nT1  - Small\n  buses\nY1  - 2019/03//\nJF  - Towns\nSP  - 1\nEP  - 9\nXX  - x\nER  - \n\n2.\nTY  - RPRT\nAU  - Ministry of Trade, Towns and Trams,\nER  -\n"
    article, report = read_ris(text.replace("\n", "\r\n").replace("\r\n", "\n"))
    assert article == Work(
        "ris-1", "article", "Small buses", (Author("Lee", "A."),), 2019, "Towns", pages="1–9"
    )
    assert report.authors == (Author("Ministry of Trade, Towns and Trams"),)


def test_a_file_is_read_by_its_suffix(tmp_path: Path) -> None:
    """Line ends of other systems and a mark of byte order do no harm."""
    path = tmp_path / "refs.RIS"
    path.write_bytes("\ufeffTY  - BOOK\r\nTI  - Buses\r\nER  - \r\n".encode())
    assert read_bibliography(path)[0].title == "Buses"
    with pytest.raises(ReadError, match=r"use one of \.bib, \.json, \.ris"):
        read_bibliography(tmp_path / "refs.xml")
    with pytest.raises(ReadError, match="cannot be read"):
        read_bibliography(tmp_path / "missing.bib")
    path.write_bytes(b"TY  - BOOK\nTI  - \xff\n")
    with pytest.raises(ReadError, match=r":2: is not UTF-8"):
        read_bibliography(path)
    with pytest.raises(ExportError):
        written([], ".xml")


@pytest.mark.parametrize(
    ("module", "suffix"), [("bibtexparser.entrypoint", ".bib"), ("rispy", ".ris")]
)
def test_without_its_library_a_format_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, module: str, suffix: str
) -> None:
    """The message names the extra."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ImportError, match=r"install scgraph-evidence\[bib\]"):
        READ[suffix]("x")


@MANY
@given(works=LISTS, taken=st.sets(KEYS, max_size=5))
def test_slugs_are_unique_and_plain(works: list[Work], taken: set[str]) -> None:
    """Each work gets a name that no other has and that an IRI can end with."""
    given_names = slugs(works, taken)
    assert set(given_names) == {work.id for work in works}
    names = list(given_names.values())
    assert len(set(names)) == len(names)
    assert not set(names) & taken
    assert all(name and set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for name in names)


def test_slugs_say_who_and_when() -> None:
    """A Japanese name without Latin letters gives way to the key or the title."""
    works = [
        Work("k1", authors=(Author("Šabanović", "S."),), year=2023),
        Work("k2", authors=(Author("Lee", "A."),), year=2020),
        Work("k3", authors=(Author("Lee", "B."),), year=2020),
        Work("yamada2019", authors=(Author("山田"),), year=2019),
        Work("ris-4", title="The Heat of Cities", authors=(Author("総務省"),), year=2021),
        Work("ris-5", title="都市", year=2022),
        Work("7"),
        Work("8", authors=(Author("Ministry of Economy, Trade and Industry of Japan"),), year=2023),
    ]
    assert list(slugs(works).values()) == [
        "sabanovic-2023",
        "lee-2020a",
        "lee-2020b",
        "yamada2019",
        "heat-cities-2021",
        "work-2022",
        "work",
        "ministry-economy-trade-2023",
    ]


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Kim, B. & Lee, A.", (Author("Kim", "B."), Author("Lee", "A."))),
        (
            "van der Berg, H., & O'Neil, J. P.",
            (Author("van der Berg", "H."), Author("O'Neil", "J. P.")),
        ),
        ("Ada Lee and Bo Kim", (Author("Lee", "Ada"), Author("Kim", "Bo"))),
        ("OECD", (Author("OECD"),)),
        ("Cabinet Office; Town Office", (Author("Cabinet Office"), Author("Town Office"))),
        ("大槻健・林田さやか", (Author("大槻健"), Author("林田さやか"))),
        ("Statistics Bureau of Japan", (Author("Statistics Bureau of Japan"),)),
        (None, ()),
    ],
)
def test_authors_are_told_from_bodies(text: str | None, authors: tuple[Author, ...]) -> None:
    """What is not plain stays one name."""
    assert authors_in(text) == authors


PREFIXES = "".join(
    f"@prefix {name}: <{iri}> .\n"
    for name, iri in {
        "id": "https://w3id.org/scgraph/id/",
        "scg": "https://w3id.org/scgraph/vocab/",
        "bibo": "http://purl.org/ontology/bibo/",
        "dcterms": "http://purl.org/dc/terms/",
        "fabio": "http://purl.org/spar/fabio/",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }.items()
)


@MANY
@given(works=LISTS)
def test_a_source_of_a_corpus_is_turtle_that_says_the_same(works: list[Work]) -> None:
    """Whatever its values, a work is written as Turtle from which title, year and DOI come back."""
    names = slugs(works)
    text = PREFIXES + "\n".join(as_turtle(work, names[work.id]) for work in works)
    quads = list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE))
    found = {work.id: work for work in works_of(quads)}
    for work in works:
        again = found[names[work.id]]
        assert (again.kind, again.year, again.doi, again.url) == (
            work.kind,
            work.year,
            work.doi,
            work.url,
        )
        assert again.container == work.container
        if work.title:
            assert again.title == work.title


def test_a_source_that_was_written_is_valid_in_a_corpus(tmp_path: Path) -> None:
    """The shapes find nothing wrong with it."""
    import scgraph

    work = Work(
        "x",
        "article",
        "Buses",
        (Author("Lee", "A."),),
        2019,
        "Towns",
        "4",
        "1",
        "2–9",
        doi="10.5555/x",
    )
    file = tmp_path / "sources.ttl"
    file.write_text(PREFIXES + as_turtle(work, "lee-2019"), encoding="utf-8")
    report = scgraph.load(file).validate()
    assert not [finding for finding in report if finding.severity == "Violation"]


def test_the_shipped_paper_gives_its_references() -> None:
    """All eleven entries, in their order, with what the sources add."""
    corpus = read_corpus()
    works = works_of(corpus.quads, "https://w3id.org/scgraph/paper/an-2025")
    assert [work.id for work in works][:3] == [
        "imd-smart-city-index-2024",
        "shamsuzzoha-2021",
        "oecd-dgi-2023",
    ]
    assert len(works) == 11
    assert works[1].authors[-1] == Author("Rutledge", "K.")
    assert (works[1].volume, works[1].pages) == ("114", "103194")
    assert works[7].doi == "10.3390/ijerph19126976"


@pytest.mark.parametrize("suffix", sorted(READ))
def test_the_command_writes_what_its_suffix_says(tmp_path: Path, suffix: str) -> None:
    """The references of a paper go to a file from which they are read again."""
    path = tmp_path / f"refs{suffix}"
    result = run("bibliography", "an-2025", "-o", path)
    assert result.exit_code == 0
    assert result.stderr == "11 works\n"
    assert len(read_bibliography(path)) == 11
    same = run("bibliography", "an-2025", "-f", suffix[1:])
    assert same.stdout == path.read_text(encoding="utf-8")


def test_the_command_without_a_paper_writes_all_sources() -> None:
    """Every source of the corpus is a work."""
    works = read_bibtex(run("bibliography").stdout)
    assert len(works) > 50


def test_an_unknown_paper_is_an_error_that_offers_near_ones() -> None:
    """The command fails as wrong data, and writes nothing."""
    result = run("bibliography", "an-2024")
    assert result.exit_code != 0
    assert "did you mean 'an-2025'?" in result.stderr
    assert result.stdout == ""


def test_importing_the_room_loads_no_library() -> None:
    """Who reads no bibliography waits for none."""
    code = "import sys, scgraph.bibliography; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"bibtexparser", "rispy", "pylatexenc", "pyoxigraph"} & set(done.stdout.split())
