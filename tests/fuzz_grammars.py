"""Make files that are nearly right: the form of each format, filled with what does not belong.

Each grammar takes a `random.Random`, so that a number gives a file, and so that hypothesis, which
has a random of its own, can find the smallest file that fails.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from fuzz_mutations import mutated, odd_text
from scgraph.reading.form import Level, paper_form
from tiny_pdf import pdf

Grammar = Callable[[Random], bytes]
_SLUGS = ("late-buses", "few-drivers", "bus-use", "county-office", "travel-survey-2017", "harland")
_VALUES = ("1/p1/s1", "2017", "9.5", "9.5 %", "causal", "figure", "asserted", "hinders", "percent")
_IRIS = ("http://a.example/b", "http://[::1", "urn:x:y", "b", "", "http://a.example/日本", "a:b:c")


def yaml_of_a_paper(rng: Random) -> bytes:
    """Return a file of a paper by the form of its keys, in block and flow style."""
    value = _node(rng, paper_form(), 0)
    if rng.random() < 0.3:
        return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return "\n".join(_block(rng, value, 0)).encode("utf-8", "replace")


def _node(rng: Random, level: Level, depth: int) -> dict[str, Any]:
    wanted = {*level.rule.required, *level.rule.named_by} if rng.random() < 0.8 else set()
    others = rng.sample(sorted(level.keys), min(len(level.keys), rng.randint(0, 4)))
    found: dict[str, Any] = {}
    for name in [*sorted(wanted & set(level.keys)), *others]:
        key = level.keys[name]
        if key.level and depth < 6 and rng.random() < 0.9:
            nodes = [_node(rng, key.level, depth + 1) for _ in range(rng.randint(0, 3))]
            found[name] = nodes if rng.random() < 0.9 else {f"x{n}": v for n, v in enumerate(nodes)}
        else:
            found[name] = _value(rng)
    if rng.random() < 0.1:
        found[odd_text(rng)] = _value(rng)
    if level.rule.defaults and rng.random() < 0.2:
        found["defaults"] = {rng.choice(level.rule.defaults): _value(rng)}
    return found


def _value(rng: Random) -> Any:
    kind = rng.random()
    if kind < 0.5:
        return rng.choice(_SLUGS)
    if kind < 0.75:
        return rng.choice(_VALUES)
    if kind < 0.9:
        return odd_text(rng)
    return rng.choice(([], {}, None, True, 7, -1.5, [rng.choice(_SLUGS), odd_text(rng)], [[1]]))


def _block(rng: Random, value: Any, depth: int) -> list[str]:
    before = "  " * depth
    lines: list[str] = []
    for name, one in value.items():
        is_list = isinstance(one, list) and one and isinstance(one[0], dict)
        if is_list and rng.random() < 0.9:
            lines.append(f"{before}{name}:")
            for item in one:
                inner = _block(rng, item, depth + 2) if isinstance(item, dict) else []
                first = inner[0].lstrip() if inner else "{}"
                lines += [f"{before}  - {first}", *inner[1:]]
        else:
            plain = isinstance(one, str) and rng.random() < 0.7
            lines.append(f"{before}{name}: {one if plain else json.dumps(one)}")
    return lines


def json_ld(rng: Random) -> bytes:
    """Return a tree of keywords and values of JSON-LD."""
    return json.dumps(_tree(rng, 0), ensure_ascii=rng.random() < 0.5).encode("utf-8", "replace")


_KEYWORDS = (
    *("@id", "@type", "@value", "@language", "@list", "@set", "@graph", "@context", "@reverse"),
    *("@base", "@vocab", "@container", "@index", "@nest", "@included", "@json", "@direction"),
    *("@propagate", "@protected", "@version", "@import", "@prefix", "@none", "a", "b:c", "id"),
)


def _tree(rng: Random, depth: int) -> Any:
    kind = rng.random()
    if depth > 5 or kind < 0.25:
        return rng.choice((*_KEYWORDS, *_IRIS, odd_text(rng), 1, 1.5e300, 10**30, True, None, {}))
    if kind < 0.4:
        return [_tree(rng, depth + 1) for _ in range(rng.randint(0, 3))]
    names = (rng.choice((*_KEYWORDS, *_IRIS, odd_text(rng))) for _ in range(rng.randint(1, 4)))
    return {name: _tree(rng, depth + 1) for name in names}


def turtle(rng: Random) -> bytes:
    """Return statements with terms of every kind."""
    lines = [f"@prefix {rng.choice(('', 'a', 'é', '_'))}: <{rng.choice(_IRIS)}> ."]
    lines += [
        f"{_term(rng, 0)} {_term(rng, 0)} {_term(rng, 0)} ." for _ in range(rng.randint(1, 6))
    ]
    return "\n".join(lines).encode("utf-8", "replace")


def _term(rng: Random, depth: int) -> str:
    inner = _term(rng, depth + 1) if depth < 4 else "1"
    text = odd_text(rng)
    return rng.choice(
        (
            *(f"<{rng.choice(_IRIS)}>", f"a:{text}", "a", "a:b", "_:b0", f"_:{text}", "[]"),
            *(f"[ a:p {inner} ]", f"( {inner} {inner} )", f'"{text}"', f"'''{text}'''", "1e5"),
            *(f'"{text}"^^{inner}', f'"a"@{text}', '"a"@en--ltr', f"<< {inner} a:p {inner} >>"),
            *(f"<<( a:s a:p {inner} )>>", f"{inner} {{| a:p {inner} |}}", f"{text}", '"\\uD800"'),
        )
    )


def quads(rng: Random) -> bytes:
    """Return lines of N-Triples and N-Quads."""
    lines = (" ".join(_simple(rng) for _ in range(rng.choice((3, 4)))) + " ." for _ in range(5))
    return rng.choice(("\n", "\r\n", "\r", " ")).join(lines).encode("utf-8", "replace")


def _simple(rng: Random) -> str:
    iri, text = f"<{rng.choice(_IRIS)}>", odd_text(rng)
    kinds = (iri, "<http://a.example/b>", "_:b", f'"{text}"', f'"{text}"@en', f'"1"^^{iri}', text)
    return rng.choice(kinds)


def trig(rng: Random) -> bytes:
    """Return graphs of statements."""
    name = rng.choice((f"<{rng.choice(_IRIS)}>", "GRAPH a:g", "_:g", "", odd_text(rng)))
    return turtle(rng) + f"\n{name} {{ ".encode("utf-8", "replace") + turtle(rng) + b" }"


_FIELDS = ("author", "title", "year", "journal", "doi", "url", "crossref", "month", "note", "pages")
_LATEX = (
    *(
        r"{\'e}",
        r"\'e",
        r"{\"u}",
        "$x^2$",
        r"\textbf{a}",
        r"\begin{a}",
        r"\end{a}",
        r"\input{/etc}",
    ),
    *(
        "{",
        "}",
        "{{{",
        "}}}",
        "\\",
        r"\url{http://a.example}",
        "%",
        "&",
        "#",
        '"',
        r"\verb|a|",
        "~",
    ),
    *("Lee, Ada", "Lee, Jr., Ada", "van der Lee", " and ", "and", "others", ",,,", "{World Bank}"),
)


def bibtex(rng: Random) -> bytes:
    """Return entries, strings, comments and preambles."""
    return "\n".join(_entry(rng) for _ in range(rng.randint(1, 5))).encode("utf-8", "replace")


def _entry(rng: Random) -> str:
    kind = rng.choice(("article", "book", "misc", "string", "comment", "preamble", odd_text(rng)))
    opened, closed = rng.choice((("{", "}"), ("{", "}"), ("(", ")"), ("{", ""), ("", "}")))
    key = rng.choice(("lee-2019", "a", "", odd_text(rng)))
    values = [f"{rng.choice(_FIELDS)} = {_latex(rng)}" for _ in range(rng.randint(0, 5))]
    if kind == "string":
        return f"@string{opened}{rng.choice(('s', 't'))} = {_latex(rng)}{closed}"
    return f"@{kind}{opened}{key},\n  " + ",\n  ".join(values) + f"\n{closed}"


def _latex(rng: Random) -> str:
    text = "".join(rng.choice((*_LATEX, odd_text(rng))) for _ in range(rng.randint(0, 4)))
    return rng.choice(
        (f"{{{text}}}", f'"{text}"', "s", "s # t", f"{text}", "2019", f"s # {{{text}}}")
    )


_CSL = (
    *("id", "type", "title", "author", "issued", "DOI", "URL", "container-title", "page", "note"),
    *("editor", "volume", "language", "citation-key"),
)


def csl(rng: Random) -> bytes:
    """Return a list of works, with values of every kind."""
    works: Any = [_csl_work(rng) for _ in range(rng.randint(0, 4))]
    return json.dumps(works if rng.random() < 0.9 else _json(rng, 0)).encode()


def _csl_work(rng: Random) -> Any:
    work = {rng.choice(_CSL): _json(rng, 0) for _ in range(rng.randint(0, 6))}
    work |= {"id": rng.choice(("a", "b", 7, odd_text(rng)))} if rng.random() < 0.8 else {}
    if rng.random() < 0.5:
        names = ("family", "given", "literal", "suffix", "non-dropping-particle", "x")
        work["author"] = [{rng.choice(names): odd_text(rng)} for _ in range(rng.randint(0, 3))]
    if rng.random() < 0.5:
        work["issued"] = rng.choice(({"date-parts": [[_json(rng, 3)]]}, {"raw": odd_text(rng)}))
    return work


def _json(rng: Random, depth: int) -> Any:
    kind = rng.random()
    if depth > 3 or kind < 0.7:
        return rng.choice((odd_text(rng), 1, -1.5, 10**400, 1e308, True, None, [], {}, "\ud800"))
    if kind < 0.85:
        return [_json(rng, depth + 1) for _ in range(rng.randint(0, 3))]
    return {odd_text(rng): _json(rng, depth + 1) for _ in range(rng.randint(0, 3))}


_TAGS = ("TY", "ER", "AU", "TI", "PY", "DO", "UR", "ID", "SP", "EP", "JO", "N1", "ZZ", "A1", "T2")


def ris(rng: Random) -> bytes:
    """Return records of tags."""
    lines: list[str] = []
    for _ in range(rng.randint(1, 3)):
        kind = rng.choice(("JOUR", "BOOK", odd_text(rng)))
        fields = (f"{rng.choice(_TAGS[2:])}  - {odd_text(rng)}" for _ in range(rng.randint(0, 6)))
        lines += [f"TY  - {kind}", *fields, *(["ER  - "] if rng.random() < 0.9 else [])]
    if rng.random() < 0.3:
        lines.insert(rng.randint(0, len(lines)), f"{rng.choice(_TAGS)}{rng.choice(('  -', ' - '))}")
    return rng.choice(("\n", "\r\n", "\r")).join(lines).encode("utf-8", "replace")


def sssom(rng: Random) -> bytes:
    """Return a block of metadata and rows."""
    keys = ("mapping_set_id", "license", "mapping_date", "comment", "creator_id", odd_text(rng))
    head = ["#curie_map:", "#  bus: https://example.org/buses/id/"]
    head += [f"#{rng.choice(keys)}: {odd_text(rng)}" for _ in range(rng.randint(0, 2))]
    names = ["subject_id", "predicate_id", "object_id", "mapping_justification"]
    names += rng.sample(("confidence", "reviewer_label", "mapping_date", "author_id", "x"), 2)
    cells = (
        "bus:a",
        "bus:b",
        "skos:exactMatch",
        "semapv:LexicalMatching",
        "0.5",
        "2026-03-01",
        '"',
    )
    rows = [[rng.choice((*cells, odd_text(rng))) for _ in names] for _ in range(rng.randint(0, 4))]
    return "\n".join([*head, *("\t".join(row) for row in (names, *rows))]).encode(
        "utf-8", "replace"
    )


_PROSE = (
    *("Buses are late.", "It fell by 9.5 % (Lee, 2019).", "1. Cities", "References", "Abstract"),
    *("[1] Lee, A. (2019). Rain. Town Press.", "- a", "| a | b |", "Figure 1. A bus.", "# Towns"),
    *(
        "第一章 交通",
        "バスは約3割遅れる。",
        "Fig. 2",
        "e.g. in Oslo, i.e. there",
        "12",
        "\f",
        "[^1]",
    ),
    *(
        "[^1]: A note.",
        "```",
        "---",
        "$x$",
        "https://a.example/b?c=d",
        "Dr. A. B. Lee et al. [2–5]",
    ),
    *("1,000,000.00", "between 3 and 5 %", "more than " * 5, "(Lee, 2019; Oh & Ito, 2020, p. 3)"),
    *(
        "A" * 300,
        "a, " * 300,
        "(" * 50,
        "5 % " * 80,
        "( Lee" * 40,
        "1" * 300,
        "[1, " * 90,
        "A. " * 90,
    ),
)


def prose(rng: Random) -> bytes:
    """Return lines as papers have them, in any order."""
    parts = (rng.choice(_PROSE) if rng.random() < 0.85 else odd_text(rng) for _ in range(12))
    text = "".join(part + rng.choice((" ", "\n", "\n\n", "\n\n")) for part in parts)
    return text.encode("utf-8", "replace")


_OPERATORS = (
    *("BT", "ET", "q", "Q", "/F1 11 Tf", "1 0 0 1 72 700 Tm", "(Buses are late.) Tj", "T*", "BI"),
    *("[(Bus) -250 (es)] TJ", "0 -13 Td", "/X0 Do", "<41zz> Tj", "1 0 0 1 1e38 NaN Tm", "14 TL"),
    *("ID aa EI", "(a) '", "0 0 0 0 0 0 cm", "(un(closed Tj", "<</A", "/F9 0 Tf", "[[[", "-- 1 Tc"),
)
_FILTERS = ("/FlateDecode", "/LZWDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode")


def pdf_file(rng: Random) -> bytes:
    """Return a PDF with drawn text of any kind, packed or not, whose objects refer astray."""
    drawn = "\n".join(rng.choice(_OPERATORS) for _ in range(rng.randint(1, 25))).encode()
    data = pdf([f"Page {number}.\nBuses are late." for number in range(rng.randint(1, 3))])
    packed, extra = drawn, b""
    if rng.random() < 0.5:
        packed = zlib.compress(drawn * rng.choice((1, 1, 50, 300)))
        extra = f"/Filter {' '.join(_filters(rng))}".encode()
    stream = b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(packed), extra, packed)
    found = re.search(rb"<< /Length \d+ >>\nstream\n.*?endstream", data, re.DOTALL)
    if found and rng.random() < 0.7:
        data = data[: found.start()] + stream + data[found.end() :]
    for _ in range(rng.randint(0, 3)):
        data = _astray(rng, data)
    return data


def _filters(rng: Random) -> Sequence[str]:
    if rng.random() < 0.6:
        return ("/FlateDecode",)
    return ("[", *(rng.choice(_FILTERS) for _ in range(rng.randint(1, 4))), "]")


_ASTRAY = (
    *("/Kids [2 0 R 2 0 R]", "/Kids 2 0 R", "/Parent 4 0 R", "/Contents [4 0 R 5 0 R 5 0 R]"),
    *("/Prev 0", "/Prev 400", "/Encrypt 3 0 R", "/Count -1", "/Rotate 45", "/MediaBox [0 0]"),
    *("/Resources 4 0 R", "/ToUnicode 5 0 R", "/Encoding << /Differences [1 /a 2] >>", "/W [1 2]"),
    *("/Subtype /Type0 /DescendantFonts [3 0 R]", "/Widths [1 2 3] /FirstChar 99999999", "/Root 9"),
    *("/Type /ObjStm /N 99 /First 3", "/Type /XRef /W [1 2 1] /Size 9", "/Length 5 0 R"),
    *("/XObject << /X0 5 0 R >>", "/Type /Font /Subtype /Type3", "/Length 1", "/Extends 4 0 R"),
)


def _astray(rng: Random, data: bytes) -> bytes:
    if rng.random() < 0.5:
        places = [found.span() for found in re.finditer(rb"\d+ 0 R", data)]
        start, end = rng.choice(places or [(0, 0)])
        return data[:start] + b"%d 0 R" % rng.randint(0, 9) + data[end:]
    places = [found.span() for found in re.finditer(rb"<< ", data)]
    _, end = rng.choice(places or [(0, 0)])
    return data[:end] + rng.choice(_ASTRAY).encode() + b" " + data[end:]


def packed(seeds: Sequence[bytes], words: Sequence[bytes]) -> Grammar:
    """Return a grammar of files packed by gzip, of which the content is spoilt, or the packing."""

    def make(rng: Random) -> bytes:
        data = gzip.compress(mutated(rng, seeds, words, rng.choice(seeds)), mtime=0)
        if rng.random() < 0.2:
            return data + rng.choice((data, b"more", gzip.compress(bytes(10**6), mtime=0)))
        return data

    return make


def zipped(whole: bytes, words: Sequence[bytes]) -> Grammar:
    """Return a grammar of archives in which one member is spoilt, renamed, doubled or missing."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    texts = [data for name, data in members.items() if not name.endswith(".png")]

    def make(rng: Random) -> bytes:
        chosen = dict(members)
        name = rng.choice(sorted(chosen))
        kind = rng.random()
        if kind < 0.8:
            chosen[name] = mutated(rng, texts, words, chosen[name])
        elif kind < 0.85:
            chosen[name + rng.choice(("", "/../../x", "\0", "é"))] = chosen.pop(name)
        elif kind < 0.9:
            del chosen[name]
        else:
            chosen[name] = chosen[name] * rng.choice((2, 50))
        return _archive(rng, chosen)

    return make


def _archive(rng: Random, members: dict[str, bytes]) -> bytes:
    packing = rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, packing)
    return out.getvalue()
