"""Everything that scgraph reads from somebody else, with small honest files of each kind."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import fuzz_grammars as grammars
from fuzz_mutations import mutated
from tiny_pdf import columned_pdf, pdf

COMPARED = Path(__file__).resolve().parent / "fixtures" / "corpus-compared"
PAPER = "county-2018"

_PREFIXES = "".join(
    f"@prefix {name}: <http://{name}.example/> .\n"
    for name in ("id", "scg", "fabio", "skos", "dcterms", "schema", "prism", "bibo", "xsd", "rdfs")
)

Read = Callable[[Path, str, bytes], object]
Seed = tuple[str, bytes]


@dataclass(frozen=True)
class Importer:
    """A reader of files, honest files for it, and how such files are made.

    Args:
        name: what it is called in tests.
        read: reads a file of a name and a content, in a folder of its own.
        seeds: honest files by name, which must be read; one name may stand several times.
        words: what the format gives a meaning to.
        grammar: makes files that are nearly right.
        made: the name of the files that the grammar makes, that of the first seed if not given.
        prepare: makes the folder.
    """

    name: str
    read: Read
    seeds: tuple[Seed, ...]
    words: tuple[bytes, ...]
    grammar: grammars.Grammar
    made: str = ""
    prepare: Callable[[Path], object] = Path.mkdir

    def make(self, number: int) -> Seed:
        """Return the input of a number: a spoilt file, or every other time one nearly right."""
        rng = Random(f"{self.name} {number}")
        if number % 2:
            return self.grown(rng)
        name, data = rng.choice(self.seeds)
        return name, mutated(rng, [seed for _, seed in self.seeds], self.words, data)

    def grown(self, rng: Random) -> Seed:
        """Return a file that is nearly right."""
        return self.made or self.seeds[0][0], self.grammar(rng)


def _written(room: Path, file: str, data: bytes) -> Path:
    path = room / file
    path.write_bytes(data)
    return path


def _paper_folder(room: Path) -> None:
    shutil.copytree(COMPARED / "papers" / PAPER, room / PAPER)


def _read_paper(room: Path, file: str, data: bytes) -> None:
    from scgraph.reading import read_paper

    folder = room / PAPER
    honest = COMPARED / "papers" / PAPER / file
    try:
        _written(folder, file, data)
        read_paper(folder)
    finally:
        shutil.copy(honest, folder) if honest.exists() else (folder / file).unlink()


def _read_settings(room: Path, file: str, data: bytes) -> None:
    from scgraph.corpus import read_settings

    list(read_settings(_written(room, file, data)).header())


def _read_record(room: Path, file: str, data: bytes) -> None:
    from scgraph.anchors import read_record, written

    written(read_record(_written(room, file, data)))


def _read_rdf(room: Path, file: str, data: bytes) -> None:
    from scgraph.engine import MemoryEngine
    from scgraph.reading import read_rdf

    MemoryEngine(read_rdf(_written(room, file, data), "http://a.example/g").quads)


def _read_works(room: Path, file: str, data: bytes) -> None:
    from pyoxigraph import RdfFormat, parse

    from scgraph.bibliography import WRITERS, as_turtle, read_bibliography, slugs

    works = read_bibliography(_written(room, file, data))
    names = slugs(works)
    blocks = [as_turtle(work, names[work.id]) for work in works]
    list(parse("\n".join([_PREFIXES, *blocks]).encode(), RdfFormat.TURTLE))
    for writer in WRITERS.values():
        writer(works)


def _read_ledger(room: Path, file: str, data: bytes) -> None:
    from scgraph.reading import read_alignments

    read_alignments(_written(room, file, data), "https://example.org/buses/", {})


def _find(room: Path, file: str, data: bytes) -> None:
    from scgraph.finding import find_file

    find_file(
        _written(room, file, data), {"Buses": "id:bus", "Town Office": "id:office", "運輸": "x"}
    )


def _read_codes(room: Path, file: str, data: bytes) -> None:
    from scgraph.exchange.reading import read_codebook

    for code in read_codebook(_written(room, file, data)):
        list(code.each())


def _read_project(room: Path, file: str, data: bytes) -> None:
    from scgraph.exchange.reading import read_project

    read_project(_written(room, file, data))


def _files(folder: Path, pattern: str) -> tuple[Seed, ...]:
    return tuple((path.name, path.read_bytes()) for path in sorted(folder.glob(pattern)))


_YAML_WORDS = b"""id at says type causes cause how effect figures cites source defaults claims stub
true false null ~ - : ? | > & * ! !!str !!binary %YAML --- ... << {} [] ,
1/p1/s1 sections locator paragraphs sentences position base language includes shipped silence
title creator licence exact_1 tokens letters no_claim alternatives of passes pass statuses
""".split()
_TURTLE = b"""@prefix @base PREFIX BASE GRAPH a true false [] () ; , . ^^ @en @en--ltr << >> <<( )>>
{| |} { } <http://a.example/b> _:b ''' 1e5 \\uD800 \\U0010FFFF # rdf:nil ~ VERSION \"\"\" "a"
""".split()
_JSON = b'[ ] { } : , " true false null 1e999 -0 "@id" "@type" "@context" "@list" "@value" '.split()
_BIB = b'@ { } ( ) , = # " @string @comment @preamble @article crossref author and \\ $ % ~'.split()
_RIS = [b"TY  - ", b"ER  - ", b"AU  - ", b"TY  - JOUR", b"ID  - ", b"\nER  - \n", b"  - ", b"PY"]
_TSV = [b"\t", *b'# curie_map: subject_id skos:exactMatch " Not confidence 0.9 #'.split()]
_TEXT = b"""1. References Abstract [1] (Lee, 2019) % Fig. et al. # ## ``` | --- [^1] $ ( ) ... i.e.
""".split()
_TEXT += [b"\f", b"\n\n", "。".encode(), "約３割".encode(), "（".encode(), "第".encode()]
_PDF = b"""obj endobj stream endstream xref trailer startxref %%EOF << >> [ ] /Type /Page /Pages
/Kids /Parent /Prev /Length /Filter /FlateDecode /Encrypt /ObjStm /XRef R 1 0 2 ( ) BT ET Tj TJ Tm
/Root /Size /Contents /Resources /Font /ToUnicode /Count /Encoding /Identity-H""".split()
_XML = b"""< > </ /> <!DOCTYPE <!ENTITY <![CDATA[ ]]> <!-- --> &a; &#0; &#x10FFFF; <?xml encoding=
xmlns= guid= name= startPosition= <Code <Codes> <CodeBook> <Sources> internal:// " \' =
""".split()
_ZIP = [b"PK\3\4", b"PK\1\2", b"PK\5\6", b"\0\0\0\0", b"\xff\xff\xff\xff", b"project.qde", b"../"]

_RECORD = b"""# Where the sentences stand.
sections:
  - locator: "1"
    title: Why?
    position: 1
    paragraphs:
      - locator: 1/p1
        position: 1
        sentences:
          - locator: 1/p1/s1
            position: 1
            exact_1: 0f0f0f0f
            typographic_1: 0f0f0f0f
            tolerant_1: 0f0f0f0f
            tokens: 4
            letters: 12
            no_claim: question
          # a remark
          - {locator: 1/p1/s2, position: 2}
"""
_BASE = b"base: https://example.org/buses/\nlanguage: en\ntitle: Buses\nincludes: [shipped]\n"
_TTL = """@prefix a: <http://a.example/> .
a:b a a:C ; a:label "Bus"@en, "バス"@ja ; a:size 9.5, 1e3, true ; a:on "2020-01-01"^^a:date .
[ a:p ( a:q 1 [] ) ] a:r _:x .
""".encode()
_NT = (
    b'<http://a.example/b> <http://a.example/p> "Bus"@en .\n_:x <http://a.example/p> _:y .\n# end\n'
)
_NQ = _NT + b'<http://a.example/b> <http://a.example/p> "1" <http://a.example/g> .\n'
_TRIG = _TTL + b'a:g { a:b a:p "1" . }\nGRAPH <http://a.example/h> { [] a:p a:q }\n'
_JSONLD = b"""{"@context": {"a": "http://a.example/", "on": {"@id": "a:on", "@type": "a:date"},
"in": {"@reverse": "a:of"}}, "@graph": [{"@id": "a:b", "@type": "a:C", "on": "2020",
"a:list": {"@list": [1, 2.5, true]}, "in": {"@id": "a:d"}, "a:label": {"@value": "Bus",
"@language": "en"}}]}"""
_BIBTEX = rb"""@string{tp = "Town Press"}
@comment{nothing}
@article{lee-2019, author = {Lee, Ada and {World Bank} and van der Oh, Jr., B.},
  title = {Caf{\'e}s \& {Big} buses}, journal = tp # { Letters}, year = 2019, pages = {1--9},
  doi = {10.1000/x_1}, url = {https://a.example/b\_c} }
@inproceedings{oh-2020, crossref = {whole}, title = "Rain", month = jan}
@proceedings{whole, title = {All}, editor = {Ito, C.}, year = {2020}}
"""
_CSL_SEED = b"""[{"id": "a", "type": "article-journal", "title": "Buses", "author": [{"family":
"Lee", "given": "Ada", "non-dropping-particle": "van"}, {"literal": "Town Office"}], "issued":
{"date-parts": [[2019, 5]]}, "DOI": "10.1000/x", "page": "1-9"},
{"id": 7, "issued": {"raw": "2020"}, "container-title": ["Letters"]}]"""
_RIS_SEED = (
    b"1.\nTY  - JOUR\nID  - lee\nAU  - Lee, Ada\nAU  - Town Office\nTI  - Buses\nJO  - Letters\n"
    b"PY  - 2019/05\nSP  - 1\nEP  - 9\nDO  - 10.1000/x\nUR  - https://a.example\nER  - \n\n"
    b"TY  - RPRT\nTI  - Rain\nER  - \n"
)
_PAPER_TEXT = """A town waits

Ada Lee

Abstract

Buses are late. We ask why (Lee, 2019).

1. Buses

In 2017 more than 9.5 % of trips, i.e. about 3,000, were made by bus [1, 2]. The Town Office may
act. 約3割のバスが遅れる。

Figure 1. A bus.

2. What to do

- Hire drivers.
- Run at night (Oh & Ito, 2020; World Bank, 2021).

References

[1] Lee, A. (2019). Rain on buses. Town Press.
[2] Oh, B., & Ito, C. (2020). Night buses. Letters, 3(2), 1-9. https://doi.org/10.1000/x
"""
_MARKDOWN = """---
title: A town
---
# A town waits

## Buses

In 2017 **9.5 %** of trips were made by [bus](https://a.example)[^1]. The Town Office `may` act.

| a | b |
|---|---|
| 1 | 2 |

```
code
```

> Quoted, it is late.

1. Hire drivers.
2. Run at night (Lee, 2019).

[^1]: See Lee (2019).

## References

Lee, A. (2019). Rain on buses. Town Press.
"""


def _exchanged() -> tuple[bytes, bytes]:
    """Return a project and a codebook."""
    from scgraph.exchange.project import Code, Note, Project, Selection, Source, User
    from scgraph.exchange.writing import codebook_out, project_out

    guids = [f"1ff58b12-6f6f-4b0c-8be5-bbdc91f5529{number}" for number in range(8)]
    codes = (Code(guids[0], "role", "What.", False, (Code(guids[1], "leads"),)),)
    selection = Selection(
        guids[2], "late", 0, 15, (guids[1],), (guids[3],), (guids[4],), "2025-01-01"
    )
    source = Source(guids[5], "Paper", "Buses are late.\nWe ask why.", (selection,))
    users, notes = (User(guids[4], "Ben"),), (Note(guids[3], "n", "Why so?"),)
    project = Project("Mine", users, codes, (source,), notes)
    return project_out(project), codebook_out(codes)


def _spoilt(data: Sequence[bytes], words: Sequence[bytes]) -> grammars.Grammar:
    """Return a grammar for formats of which the form is that of their seeds."""
    return lambda rng: mutated(rng, data, words, mutated(rng, data, words, rng.choice(data)))


def _rdf(
    name: str, suffix: str, seed: bytes, words: list[bytes], made: grammars.Grammar
) -> Importer:
    return Importer(name, _read_rdf, ((f"a{suffix}", seed),), tuple(words), made)


def _packed() -> Importer:
    import gzip

    plain = {".ttl": _TTL, ".jsonld": _JSONLD, ".nq": _NQ}
    seeds = tuple((f"a{end}.gz", gzip.compress(data, mtime=0)) for end, data in plain.items())
    grammar = grammars.packed((_TTL,), _TURTLE)
    return Importer("packed", _read_rdf, seeds, tuple(_TURTLE), grammar, "a.ttl.gz")


def _texts(name: str, file: str, seeds: Iterable[bytes], grammar: grammars.Grammar) -> Importer:
    words = tuple(_PDF if file.endswith("pdf") else _TEXT)
    return Importer(name, _find, tuple((file, seed) for seed in seeds), words, grammar)


def _pdfs() -> tuple[bytes, ...]:
    left = "1. Buses\n\nBuses are late here and\nelsewhere (Lee, 2019)."
    return (
        pdf(
            [
                "1. Buses\n\nBuses are late. We ask why\n[1].\n\n12",
                "2. Trains\n\nThey are late too.",
            ]
        ),
        columned_pdf([(left, "They wait\nfor 9.5 % of all.")], by_rows=True),
    )


def _all() -> Iterable[Importer]:
    yaml = tuple(_YAML_WORDS)
    paper = _files(COMPARED / "papers" / PAPER, "*.yaml")
    made = "claims-2.yaml"
    yield Importer("paper", _read_paper, paper, yaml, grammars.yaml_of_a_paper, made, _paper_folder)
    for name, read, seed in (
        ("settings", _read_settings, ("corpus.yaml", _BASE)),
        ("sentences", _read_record, ("sentences.yaml", _RECORD)),
    ):
        yield Importer(name, read, (seed,), yaml, _spoilt([seed[1]], yaml))
    yield _rdf("turtle", ".ttl", _TTL, _TURTLE, grammars.turtle)
    yield _rdf("trig", ".trig", _TRIG, _TURTLE, grammars.trig)
    yield _rdf("n-triples", ".nt", _NT, _TURTLE, grammars.quads)
    yield _rdf("n-quads", ".nq", _NQ, _TURTLE, grammars.quads)
    yield _rdf("json-ld", ".jsonld", _JSONLD, _JSON, grammars.json_ld)
    yield _packed()
    yield Importer("bibtex", _read_works, (("a.bib", _BIBTEX),), tuple(_BIB), grammars.bibtex)
    yield Importer("csl-json", _read_works, (("a.json", _CSL_SEED),), tuple(_JSON), grammars.csl)
    yield Importer("ris", _read_works, (("a.ris", _RIS_SEED),), tuple(_RIS), grammars.ris)
    ledger = ((file := COMPARED / "alignments.sssom.tsv").name, file.read_bytes())
    yield Importer("sssom", _read_ledger, (ledger,), tuple(_TSV), grammars.sssom)
    yield _texts("text", "a.txt", [_PAPER_TEXT.encode()], grammars.prose)
    yield _texts("markdown", "a.md", [_MARKDOWN.encode()], grammars.prose)
    yield _texts("pdf", "a.pdf", _pdfs(), grammars.pdf_file)
    project, codebook = _exchanged()
    words = (*_XML, *_ZIP)
    zipped = grammars.zipped(project, words)
    yield Importer("qdpx", _read_project, (("a.qdpx", project),), words, zipped)
    yield Importer("qdc", _read_codes, (("a.qdc", codebook),), words, _spoilt([codebook], words))
    yield _workbook()


def _workbook() -> Importer:
    """Return the reader of edited claims, of a paper with few of them."""
    from scgraph.sheets import sheet_out

    book = sheet_out(COMPARED, PAPER)
    words = (*_XML, *_ZIP, b"<row ", b"<c ", b't="s"', b"<v>", b"<f>", b'r="A1"', b"<sheet ")
    return Importer("xlsx", _read_sheet, (("a.xlsx", book),), words, grammars.zipped(book, words))


@cache
def _home() -> object:
    from scgraph.sheets.home import home_of

    return home_of(COMPARED, PAPER)


def _read_sheet(room: Path, file: str, data: bytes) -> None:
    from scgraph.sheets.taking import taken_from

    taken_from(data, file, _home())  # type: ignore[arg-type]


IMPORTERS: Mapping[str, Importer] = {importer.name: importer for importer in _all()}
