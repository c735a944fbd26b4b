"""The manifest of a corpus, and the doctor who holds the corpus against it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import scgraph
from scgraph import files, snapshot
from scgraph.graph.examining import examine, manifest_of
from scgraph.handover import Diagnosis, Manifest, Symptom
from scgraph.handover.environment import EXTRAS
from test_cli import ROOT, SMALL, run, spawn

CLAIMS = "papers/bike-2020/claims.yaml"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of a small corpus with its manifest, and a cache of its own."""
    monkeypatch.setenv(snapshot.CACHE_VARIABLE, str(tmp_path / "cache"))
    root = Path(shutil.copytree(SMALL, tmp_path / "corpus"))
    assert run("manifest", root).exit_code == 0
    return root


def told(diagnosis: Diagnosis, place: str) -> list[Symptom]:
    """Return what was found at a place."""
    return [one for one in diagnosis.symptoms if place in one.where]


def edit(path: Path, change: Callable[[str], str]) -> None:
    """Change a file."""
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")


# ------------------------------------------------------------------ the manifest


def test_the_shipped_manifest_is_that_of_the_shipped_corpus() -> None:
    """What is handed over says what it is."""
    path = ROOT / "data" / "manifest.json"
    assert path.read_bytes() == manifest_of().to_json(), "run `make pages`"


def test_a_manifest_counts_and_hashes(kg: scgraph.KnowledgeGraph) -> None:
    """For a paper it has its sentences, claims and checks, and the hash that the graph gives."""
    paper = manifest_of().papers["an-2025"]
    assert (paper.sentences, paper.claims, paper.checks) == (99, 220, 150)
    assert paper.whole.sha256 == kg.digest("an-2025")
    assert paper.whole.quads == sum(graph.quads for graph in paper.graphs.values())
    assert set(paper.graphs) == {"says", "anchors", "checks", "curation"}


def test_the_same_corpus_gives_the_same_bytes_anywhere(corpus: Path, tmp_path: Path) -> None:
    """Neither the folder nor the day plays a part, and reading it back gives the same."""
    other = Path(shutil.copytree(SMALL, tmp_path / "elsewhere"))
    result = run("manifest", other, "-o", "-")
    assert result.stdout.encode() == (corpus / "manifest.json").read_bytes()
    assert not (other / "manifest.json").exists()


def test_the_users_copies_and_hidden_files_are_not_handed_over(corpus: Path) -> None:
    """The texts of papers, which are nobody's to give away, stand in no manifest."""
    (corpus / "texts").mkdir()
    (corpus / "texts" / "bike-2020.txt").write_text("Words of the paper.", encoding="utf-8")
    (corpus / ".hidden").write_text("x", encoding="utf-8")
    assert manifest_of(corpus).to_json() == (corpus / "manifest.json").read_bytes()


# ------------------------------------------------------------------ changes


def test_a_corpus_as_it_was_is_healthy(corpus: Path) -> None:
    """Nothing but missing extras is remarked on, and the command exits 0."""
    found = examine(corpus)
    assert found.healthy
    assert all(one.severity == "Info" for one in found.symptoms)
    assert told(found, str(corpus)) == []
    assert found.checked["papers"] == 1
    assert run("doctor", corpus).exit_code == 0


def test_another_layout_is_told_from_another_meaning(corpus: Path) -> None:
    """A comment is a warning; a word of a claim is a violation that names paper and graph."""
    edit(corpus / CLAIMS, lambda text: f"# A remark.\n{text}")
    (layout,) = told(examine(corpus), CLAIMS)
    assert (layout.severity, layout.paper) == ("Warning", "bike-2020")
    assert "only its layout" in layout.what
    assert layout.remedy.startswith("scgraph manifest ")
    assert run("doctor", corpus).exit_code == 0
    assert run("doctor", corpus, "--strict").exit_code == 1
    edit(corpus / CLAIMS, lambda text: text.replace("says: ", "says: Perhaps ", 1))
    found = examine(corpus)
    (meaning,) = told(found, CLAIMS)
    assert meaning.severity == "Violation"
    assert "/paper/bike-2020/says>" in meaning.what
    assert "but others" in meaning.what
    assert found.symptoms[0] == meaning
    assert run("doctor", corpus).exit_code == 1


def test_a_number_written_otherwise_is_another_meaning(corpus: Path) -> None:
    """1.10 is not 1.1 where the wording of a number matters."""
    path = corpus / "reference" / "numbers.ttl"
    path.write_text("<t:a> <t:b> 1.10 .\n", encoding="utf-8")
    run("manifest", corpus)
    edit(path, lambda text: text.replace("1.10", "1.1"))
    (found,) = told(examine(corpus), "numbers.ttl")
    assert found.severity == "Violation"


def test_missing_and_extra_files_are_told(corpus: Path) -> None:
    """A file that is gone is a violation if it held data; a new one that holds none a remark."""
    (thing,) = sorted((corpus / "reference").glob("*.ttl"))[:1]
    kept = thing.read_bytes()
    extra = corpus / "reference" / "more.ttl"
    extra.write_text("<t:a> <t:b> <t:c> .\n", encoding="utf-8")
    (corpus / "notes.md").write_text("Buy bread.", encoding="utf-8")
    found = examine(corpus)
    (new,) = told(found, "more.ttl")
    assert new.severity == "Violation"
    assert "is not in the manifest" in new.what
    (note,) = told(found, "notes.md")
    assert (note.severity, note.paper) == ("Info", None)
    extra.unlink()
    thing.unlink()
    gone = [one for one in told(examine(corpus), thing.name) if "is missing" in one.what]
    assert [one.severity for one in gone] == ["Violation"]
    assert "bring it back" in gone[0].remedy
    thing.write_bytes(kept)
    assert examine(corpus).healthy


def test_a_corpus_that_cannot_be_read_is_told_with_its_lines(corpus: Path) -> None:
    """A fault has its line, and the file that changed is named, though no meaning is known."""
    edit(corpus / CLAIMS, lambda text: text.replace("says:", "sais:", 1))
    found = examine(corpus)
    wheres = [one.where for one in found.symptoms if one.severity == "Violation"]
    assert any(f"{CLAIMS}:" in where for where in wheres)
    assert any(where.endswith(CLAIMS) for where in wheres)
    assert any("did you mean 'says'?" in one.what for one in found.symptoms)
    assert run("doctor", corpus).exit_code == 1


def test_another_vocabulary_and_another_reading_are_told(corpus: Path) -> None:
    """A manifest of another version differs though no file does; that is said."""
    path = corpus / "manifest.json"
    said = json.loads(path.read_bytes())
    said["vocabulary"]["sha256"] = "0" * 64
    said["scgraph"] = "0.0.1"
    said["papers"]["bike-2020"]["graphs"]["says"]["sha256"] = "0" * 64
    path.write_text(json.dumps(said), encoding="utf-8")
    found = examine(corpus)
    (vocabulary,) = [one for one in found.symptoms if "another vocabulary" in one.what]
    assert vocabulary.severity == "Warning"
    (reading,) = [one for one in found.symptoms if "no file has changed" in one.what]
    assert reading.severity == "Violation"
    assert reading.paper == "bike-2020"
    assert "scgraph 0.0.1 wrote the manifest" in reading.what


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "{}", '{"format": 99}', '{"format": 1, "papers": 3}', "[" * 5000],
)
def test_a_manifest_that_is_none_is_a_violation(corpus: Path, text: str) -> None:
    """Whatever stands in its place is said, and never a traceback."""
    (corpus / "manifest.json").write_text(text, encoding="utf-8")
    (found,) = told(examine(corpus), "manifest.json")
    assert found.severity == "Violation"
    assert "write it anew" in found.what


def test_without_a_manifest_the_doctor_says_how_to_write_one(corpus: Path) -> None:
    """A corpus that is still in the making is not ill for that."""
    (corpus / "manifest.json").unlink()
    found = examine(corpus)
    assert found.healthy
    (one,) = told(found, "manifest.json")
    assert f"scgraph manifest {corpus}" in one.remedy


def test_a_corpus_that_is_included_has_one_hash_and_its_change_is_told(corpus: Path) -> None:
    """Of another corpus the manifest holds the whole alone; if it changes, that is a warning."""
    with (corpus / "corpus.yaml").open("a", encoding="utf-8") as file:
        file.write("includes: [shipped]\n")
    made = manifest_of(corpus)
    assert list(made.includes) == ["https://w3id.org/scgraph/"]
    assert list(made.papers) == ["bike-2020"]
    assert {name for name in made.files if "an-2025" in name} == set()
    run("manifest", corpus)
    assert examine(corpus).healthy
    path = corpus / "manifest.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(made.includes[made_base(made)].sha256, "0" * 64), encoding="utf-8")
    (one,) = [one for one in examine(corpus).symptoms if "included has changed" in one.what]
    assert one.severity == "Warning"
    assert {nano.iri.split("/np/")[0] for nano in scgraph.load(corpus).nanopublications()} == {
        made.base.rstrip("/")
    }


def made_base(made: Manifest) -> str:
    """Return the base of the only corpus that is included."""
    (base,) = made.includes
    return base


# ------------------------------------------------------------------ what else can be wrong


def test_what_a_killed_write_left_is_told(corpus: Path) -> None:
    """A half-written file is named with the command that removes it; the corpus is as it was."""
    part = corpus / "papers" / "bike-2020" / ".claims.yaml.4711.part"
    part.write_text("claims:\n  - id: ha", encoding="utf-8")
    found = examine(corpus)
    (one,) = told(found, ".part")
    assert (one.severity, one.remedy) == ("Warning", f"rm {part}")
    assert found.healthy


def test_a_write_of_several_files_that_was_stopped_is_finished_and_told(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading finishes it, as always; the doctor says so, and holds the new files."""
    claims, notes = corpus / CLAIMS, corpus / "papers" / "bike-2020" / "curation.yaml"
    new = {path: b"# New.\n" + path.read_bytes() for path in (claims, notes)}

    def killed(journal: Path, steps: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(files, "_complete", killed)
        with pytest.raises(KeyboardInterrupt):
            files.replace_together(new, corpus)
    found = examine(corpus)
    assert {path: path.read_bytes() for path in new} == new
    (one,) = told(found, ".journal")
    assert one.severity == "Info"
    assert [one.severity for one in told(found, CLAIMS)] == ["Warning"]
    assert not told(found, ".part")


def test_a_reference_to_what_is_gone_is_told_with_its_line(corpus: Path) -> None:
    """A name that nothing bears has its file and line, and a near name."""
    text = (corpus / CLAIMS).read_text(encoding="utf-8")
    (corpus / CLAIMS).write_text(
        text.replace(
            "- id:",
            "- id: new\n    at: 1/p1/s1\n    says: New.\n    type: barrier\n"
            "    barrier: no-such-barrier\n  - id:",
            1,
        ),
        encoding="utf-8",
    )
    found = [one for one in examine(corpus).symptoms if "no-such-barrier" in one.what]
    assert found
    assert found[0].severity == "Violation"
    assert f"{CLAIMS}:" in found[0].where


def test_an_alignment_that_leads_nowhere_is_told_with_its_line(corpus: Path) -> None:
    """A row of the ledger must name things that are there; those of other corpora may be."""
    base = manifest_of(corpus).base
    kg = scgraph.load(corpus)
    (thing, *_) = [
        str(iri)
        for iri in kg.ask("papers/things").column("thing")
        if str(iri).startswith(f"{base}id/")
    ]
    ledger = corpus / "alignments.sssom.tsv"
    rows = [
        "# mapping_set_id: x",
        "subject_id\tpredicate_id\tobject_id",
        f"{thing}\tskos:exactMatch\thttps://example.org/elsewhere",
        f"{thing}\tskos:exactMatch\t{base}id/no-such-thing",
    ]
    ledger.write_text("\n".join(rows) + "\n", encoding="utf-8")
    wrong = [one for one in examine(corpus).symptoms if one.where.startswith(str(ledger))]
    assert wrong
    assert {one.severity for one in wrong} == {"Violation"}


def test_a_copy_that_no_longer_fits_is_told(corpus: Path) -> None:
    """A text in texts/ in which sentences are not found is named with the command to look."""
    texts = corpus / "texts"
    texts.mkdir()
    sentence = "Roads without lanes are unsafe for children. Few people ride after dark."
    original = texts / "bike-2020.txt"
    original.write_text(sentence, encoding="utf-8")
    made = run("anchor", original)
    assert made.exit_code == 0
    target = corpus / "papers" / "bike-2020" / "sentences.yaml"
    target.write_text(made.stdout, encoding="utf-8")
    assert not [one for one in examine(corpus).symptoms if "copy" in one.what]
    original.write_text(sentence.replace("children", "cats"), encoding="utf-8")
    (one,) = [one for one in examine(corpus).symptoms if "copy" in one.what]
    assert "1 of 2 sentences" in one.what
    assert "scgraph verify" in one.remedy
    assert one.paper == "bike-2020"


def test_a_damaged_snapshot_is_told(corpus: Path) -> None:
    """A snapshot of which a byte was changed, or the end is missing, is not trusted."""
    scgraph.load(corpus)
    path = snapshot.snapshot_path(corpus)
    assert path is not None
    whole = path.read_bytes()
    assert not told(examine(corpus), path.name)
    for damaged in (whole[:-20], whole.replace(b"bike", b"hike"), b""):
        path.write_bytes(damaged)
        (one,) = told(examine(corpus), path.name)
        assert one.remedy == f"rm {path}; it is made anew"
    path.write_bytes(whole)
    assert not told(examine(corpus), path.name)


def test_look_alike_blank_nodes_are_told(corpus: Path) -> None:
    """A file that nobody could hash in time is a violation, at once."""
    names = [f"_:n{number}" for number in range(12)]
    text = "".join(f"{a} <t:p> {b} .\n" for a in names for b in names if a != b)
    (corpus / "reference" / "poison.ttl").write_text(text, encoding="utf-8")
    found = [one for one in examine(corpus).symptoms if "look alike" in one.what]
    assert [one.severity for one in found] == ["Violation"]
    result = run("manifest", corpus)
    assert result.exit_code == 2
    assert "give each an IRI of its own" in result.stderr


# ------------------------------------------------------------------ the command


def test_json_holds_all_that_is_said(corpus: Path) -> None:
    """Programs get the same findings, counts and versions."""
    edit(corpus / CLAIMS, lambda text: f"# A remark.\n{text}")
    said = json.loads(run("doctor", corpus, "--json").stdout)
    assert said["healthy"] is True
    assert said["checked"]["papers"] == 1
    assert {"severity", "what", "where", "remedy", "paper"} == set(said["symptoms"][0])
    assert said["environment"]["scgraph"] == scgraph.__version__


@pytest.mark.parametrize("command", ["doctor", "manifest"])
def test_what_is_no_corpus_is_a_wrong_command(command: str, tmp_path: Path) -> None:
    """A folder without corpus.yaml is a message and exit code 2."""
    result = run(command, tmp_path)
    assert result.exit_code == 2
    assert "is no corpus" in result.stderr


def test_a_remedy_can_be_pasted_into_a_shell(tmp_path: Path) -> None:
    """A folder with a space is quoted."""
    root = Path(shutil.copytree(SMALL, tmp_path / "my corpus"))
    (one,) = told(examine(root), "manifest.json")
    assert f"scgraph manifest '{root}'" in one.remedy


def test_nothing_is_changed(corpus: Path) -> None:
    """The doctor looks and leaves every file as it is."""

    def seen() -> dict[str, tuple[int, bytes]]:
        return {
            str(path): (path.stat().st_mtime_ns, path.read_bytes())
            for path in corpus.parent.rglob("*")
            if path.is_file()
        }

    before = seen()
    examine(corpus)
    assert seen() == before


def test_it_is_fast() -> None:
    """The shipped corpus is examined within a second of one core, start and all."""
    spawn("doctor")
    before = os.times()
    assert spawn("doctor").returncode == 0
    after = os.times()
    spent = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    # Twice the promise, for machines that are half as fast or busy with something else.
    assert spent < 2.0


def test_each_extra_of_the_package_is_known() -> None:
    """The doctor knows every extra that a user may want, and what it is for."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(project["optional-dependencies"]) - {"test", "examples"} == set(EXTRAS)
    assert all(purpose and modules for modules, purpose in EXTRAS.values())


def test_a_missing_extra_is_a_remark(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not installed is named with what it is for."""
    monkeypatch.setattr("scgraph.handover.environment.find_spec", lambda name: None)
    found = told(examine(corpus), "pypdf")
    assert [one.severity for one in found] == ["Info"]
    assert "reading a PDF" in found[0].what
    assert "scgraph-evidence[pdf]" in found[0].remedy
