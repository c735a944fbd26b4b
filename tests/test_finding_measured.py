"""What is found in three whole papers, against keys that a reader made: of all, and nothing else.

Each test prints what was measured; ``pytest -rP`` shows it also when it passes.
"""

from __future__ import annotations

import re
import textwrap
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from measuring import PAPERS, key_of, score, scores
from scgraph.anchors import read_copy, resolve
from scgraph.finding import Finding, find, find_file
from tiny_pdf import columned_pdf, pdf

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "paper"
LEAST = 0.95

needs_text = pytest.mark.skipif(
    not SHARED.exists(),
    reason="the paper's text is not part of the project; where CI runs it lies beside the checkout",
)


def as_pdf(path: Path, name: str) -> Path:
    """Return a paper as a PDF of the same pages."""
    text = (PAPERS / f"{name}.txt").read_text(encoding="utf-8")
    made = path / f"{name}.pdf"
    made.write_bytes(pdf(text.split("\f")))
    return made


def as_columns(path: Path, name: str, *, by_rows: bool) -> Path:
    """Return a paper as a PDF of two columns of narrow lines."""
    text = (PAPERS / f"{name}.txt").read_text(encoding="utf-8")
    lines = [
        part
        for block in re.sub(r"\n\n\d+\n\f[^\n]*\n", "\n", text).split("\n\n")
        for part in [*_narrow(block), ""]
    ]
    columns = ["\n".join(lines[start : start + 50]) for start in range(0, len(lines), 50)]
    pairs = list(zip(columns[::2], [*columns[1::2], ""], strict=False))
    made = path / f"{name}.pdf"
    made.write_bytes(columned_pdf(pairs, by_rows=by_rows))
    return made


def _narrow(block: str) -> list[str]:
    if re.search(r"\S {3,}\S", block):
        return block.split("\n")
    return textwrap.wrap(" ".join(block.split()), 40, break_on_hyphens=False)


def in_lines(text: str, width: int, *, wide: bool = False) -> str:
    """Return the Japanese paper as plain text: lines of a width, notes with raised numbers.

    Args:
        text: the Markdown.
        width: in letters.
        wide: whether digits of Japanese have the width of its letters.
    """
    body, notes = re.split(r"\n(?=\[\^1\]:)", text)
    blocks = re.sub(r"\[\^(\d)\]", lambda mark: "¹²³"[int(mark[1]) - 1], body).split("\n\n")
    notes = re.sub(r"\[\^(\d)\]: ?", lambda mark: f"{'¹²³'[int(mark[1]) - 1]} ", notes)
    return "\n\n".join([*(_block(block, width, wide) for block in blocks), "注", notes])


def _block(block: str, width: int, wide: bool) -> str:
    if block.startswith("|"):
        rows = (row.strip("|").split("|") for row in block.split("\n") if "---" not in row)
        return "\n".join("    ".join(cell.strip() for cell in row) for row in rows)
    line = re.sub(r"^#+ ", "", block.replace("**", ""))
    if not re.search("[ぁ-ん]", line):
        return "\n".join(textwrap.wrap(line, 2 * width))
    if wide and not line.startswith("["):
        line = line.translate(str.maketrans("0123456789,.%", "０１２３４５６７８９，．％"))
        line = re.sub("[［\\[]([０-９，–, ]+)", lambda mark: mark[0].translate(_NARROW), line)
    lead = "　" if not block.startswith(("#", "[")) and len(line) > width else ""
    return "\n".join(
        (lead + line)[start : start + width] for start in range(0, len(line) + len(lead), width)
    )


_NARROW = str.maketrans("０１２３４５６７８９，", "0123456789,")


def check(finding: Finding, name: str) -> None:
    """Assert that of sentences, citations and numbers at least 95 % are found, and are right."""
    measured = scores(finding, key_of(name))
    for one in measured:
        print(one)
    assert [str(one) for one in measured if min(one.recall, one.precision) < LEAST] == []


@pytest.mark.parametrize("name", ["rural-buses", "heat-cities"])
def test_the_papers_are_full_size(name: str) -> None:
    """A key has as many sentences as a paper, and says of each what a reader saw."""
    lines = key_of(name)["sentences"]
    assert 90 <= len(lines) <= 120
    assert sum(len(line[2]) for line in lines) >= 25
    assert sum(len(line[3]) for line in lines) >= 70


def test_an_english_paper_of_many_pages() -> None:
    """Author and year, roman and unnumbered headings, running heads, footnotes and two tables."""
    key = key_of("rural-buses")
    finding = find_file(PAPERS / "rural-buses.txt")
    check(finding, "rural-buses")
    assert (finding.title, list(finding.authors)) == (key["title"], key["authors"])
    assert (finding.language, len(finding.entries)) == (key["language"], key["entries"])
    assert [section.locator for section in finding.structure.sections] == key["sections"]
    assert list(finding.abstract) == [f"abstract/p1/s{number}" for number in range(1, 7)]
    assert {
        mark: [one.key for one in note.citations] for mark, note in finding.footnotes.items()
    } == {
        "1": ["kurose-prefecture-2021a"],
        "2": [],
        "3": ["van-der-berg-2016"],
    }
    assert all(entry.families and entry.year and entry.title for entry in finding.entries.values())


def test_the_same_paper_as_a_pdf(tmp_path: Path) -> None:
    """Pages, gaps and footnotes of a PDF do not hide anything."""
    path = as_pdf(tmp_path, "rural-buses")
    finding = find_file(path)
    check(finding, "rural-buses")
    found = resolve([one.anchor for one in finding], read_copy(path))
    assert {one.grade for one in found} == {"exact"}


@pytest.mark.parametrize("by_rows", [False, True])
def test_the_same_paper_in_two_columns(tmp_path: Path, by_rows: bool) -> None:
    """Whether the file has its columns one behind the other or row by row."""
    check(find_file(as_columns(tmp_path, "rural-buses", by_rows=by_rows)), "rural-buses")


def test_a_japanese_paper_in_markdown() -> None:
    """Numbered citations, 第n章, footnotes, a table and an English abstract."""
    key = key_of("heat-cities")
    finding = find_file(PAPERS / "heat-cities.md")
    check(finding, "heat-cities")
    assert (finding.title, list(finding.authors)) == (key["title"], key["authors"])
    assert (finding.language, len(finding.entries)) == (key["language"], key["entries"])
    assert [section.locator for section in finding.structure.sections] == key["sections"]
    assert [locator.split("/")[0] for locator in finding.abstract] == ["abstract-2"] * 5
    assert [one.key for one in finding.footnotes["2"].citations] == ["9"]
    texts = read_copy(PAPERS / "heat-cities.md")
    grades = [one.grade for one in resolve([one.anchor for one in finding], texts)]
    assert grades.count("exact") >= LEAST * len(grades)


@pytest.mark.parametrize(("width", "wide"), [(1000, False), (40, False), (40, True), (25, False)])
def test_the_same_paper_as_plain_text(width: int, wide: bool) -> None:
    """Lines without spaces, indented paragraphs, raised marks and digits of double width."""
    text = (PAPERS / "heat-cities.md").read_text(encoding="utf-8")
    check(find(in_lines(text, width, wide=wide)), "heat-cities")


@pytest.mark.parametrize("name", ["water-debt", "island-ferries"])
def test_short_texts_in_other_words(name: str) -> None:
    """What the long papers lack: other marks, bodies, ratios, counters and bounds."""
    check(find_file(PAPERS / f"{name}.txt"), name)


@needs_text
def test_the_shipped_paper() -> None:
    """Its 99 sentences as they stand, every mark, and every figure that was annotated by hand."""
    finding = find_file(SHARED / "an-2025.txt")
    rows = (SHARED / "sentences.tsv").read_text(encoding="utf-8").splitlines()[1:]
    sentences = dict(row.split("\t", 1) for row in rows)
    assert {one.locator: one.text for one in finding} == sentences
    assert len(sentences) == 99
    marks = [
        f"{locator} {number}"
        for locator, text in sentences.items()
        for mark in re.findall(r"\[([\d, ]+)\]", text)
        for number in mark.split(",")
    ]
    marked = score(
        "citations by number",
        [
            f"{one.locator} {cited.key}"
            for one in finding
            for cited in one.citations
            if cited.pointing in ("number", "number-and-name")
        ],
        marks,
    )
    print(marked)
    assert (marked.recall, marked.precision) == (1, 1)
    wanted, found = _figures(), []
    for locator, value, stated in wanted:
        numbers = finding.sentences[locator].numbers
        found += [(locator, value, stated)] * any(
            (one.value, one.stated) == (value, stated) for one in numbers
        )
    print(f"figures annotated by hand: {len(found)} of {len(wanted)} found")
    assert len(wanted) >= 15
    assert found == wanted


def _figures() -> list[tuple[str, Decimal, str]]:
    """Return place, value and statement of each figure of the shipped annotation."""
    found = []
    for file in sorted((ROOT / "data" / "papers" / "an-2025").glob("claims*.yaml")):
        for claim in yaml.safe_load(file.read_text(encoding="utf-8"))["claims"]:
            at = claim["at"] if isinstance(claim["at"], str) else claim["at"][0]
            found += [
                (at, Decimal(str(one["value"])), one["stated"])
                for one in claim.get("figures", [])
                if "value" in one
            ]
    return sorted(set(found))
