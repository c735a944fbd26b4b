"""A snapshot answers as the files do, and never outlives a change to them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import scgraph
from scgraph import files, snapshot
from scgraph.corpus import Corpus, read_corpus
from scgraph.errors import ReadError
from scgraph.snapshot import KeptCorpus, fingerprint, kept_corpus

SMALL = Path(__file__).parent / "fixtures" / "corpus-small"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of a small corpus, with a cache of its own."""
    monkeypatch.setenv(snapshot.CACHE_VARIABLE, str(tmp_path / "cache"))
    return Path(shutil.copytree(SMALL, tmp_path / "corpus"))


def kept(corpus: Path) -> list[Path]:
    """Return the snapshots in the cache beside a corpus."""
    return sorted((corpus.parent / "cache").glob("*"))


def test_the_second_reading_comes_from_the_snapshot_and_says_the_same(corpus: Path) -> None:
    """Quads, settings and places are those of the files, in their order."""
    assert isinstance(kept_corpus(corpus), Corpus)
    again, fresh = kept_corpus(corpus), read_corpus(corpus)
    assert isinstance(again, KeptCorpus)
    assert again.quads == fresh.quads
    assert again.places == fresh.places
    assert (again.base, again.language, again.papers) == (fresh.base, fresh.language, fresh.papers)


def test_the_shipped_corpus_keeps_the_written_form_of_its_literals(
    corpus: Path,
) -> None:
    """The snapshot holds what was parsed, not what a store makes of it."""
    kept_corpus(files.data())
    again = kept_corpus(files.data())
    assert isinstance(again, KeptCorpus)
    assert again.quads == read_corpus().quads


@pytest.mark.parametrize(
    "changed",
    ["corpus.yaml", "papers/bike-2020/claims.yaml", "reference/things.ttl"],
)
def test_a_changed_file_is_read_again(corpus: Path, changed: str) -> None:
    """A byte more in any file makes another snapshot."""
    before = fingerprint(corpus)
    with (corpus / changed).open("a", encoding="utf-8") as file:
        file.write("\n# a remark\n")
    assert fingerprint(corpus) != before


def test_a_new_or_renamed_file_is_seen(corpus: Path) -> None:
    """Names of files play a part, also of those that are not read."""
    prints = [fingerprint(corpus)]
    (corpus / "reference" / "more.txt").write_text("", encoding="utf-8")
    prints.append(fingerprint(corpus))
    (corpus / "reference" / "more.txt").rename(corpus / "reference" / "other.txt")
    prints.append(fingerprint(corpus))
    assert len(set(prints)) == 3


def test_files_behind_a_link_to_a_folder_are_seen(corpus: Path, tmp_path: Path) -> None:
    """A paper that lies elsewhere is not forgotten, and a circle of links ends."""
    moved = tmp_path / "elsewhere"
    (corpus / "papers" / "bike-2020").rename(moved)
    (corpus / "papers" / "bike-2020").symlink_to(moved, target_is_directory=True)
    (moved / "circle").symlink_to(corpus, target_is_directory=True)
    before = fingerprint(corpus)
    (moved / "claims.yaml").write_text("claims: []\n", encoding="utf-8")
    assert fingerprint(corpus) != before


def test_a_corpus_with_a_fault_has_no_snapshot(corpus: Path) -> None:
    """A fault is found again each time."""
    (corpus / "papers" / "bike-2020" / "claims.yaml").write_text("claims: [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ReadError):
            kept_corpus(corpus)
    assert kept(corpus) == []


@pytest.mark.parametrize("damage", [b"", b"no header", b"# {}\n<x", b"cut"])
def test_a_damaged_snapshot_is_made_again(corpus: Path, damage: bytes) -> None:
    """What is left of a cache after an accident does no harm."""
    kept_corpus(corpus)
    (path,) = kept(corpus)
    path.write_bytes(path.read_bytes()[:-9] if damage == b"cut" else damage)
    assert len(scgraph.load(corpus).ask("barriers/hierarchy")) > 0
    assert path.read_bytes() != damage


def test_places_are_of_the_files_that_were_read(corpus: Path) -> None:
    """After a change the lines of the new files are not told for the old ones."""
    kept_corpus(corpus)
    again = kept_corpus(corpus)
    (corpus / "papers" / "bike-2020" / "notes.txt").write_text("new", encoding="utf-8")
    assert again.places == {}


def test_without_a_cache_the_files_are_read(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user can do without, and a folder that cannot be written to is no error."""
    monkeypatch.setenv(snapshot.CACHE_VARIABLE, "off")
    assert isinstance(kept_corpus(corpus), Corpus)
    (corpus.parent / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(snapshot.CACHE_VARIABLE, str(corpus.parent / "file" / "below"))
    assert isinstance(kept_corpus(corpus), Corpus)


def test_old_snapshots_give_way(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache does not grow without end."""
    monkeypatch.setattr(snapshot, "KEPT", 2)
    for number in range(4):
        (corpus / f"{number}.txt").write_text("", encoding="utf-8")
        kept_corpus(corpus)
    assert len(kept(corpus)) == 2


def test_places_and_stubs_need_no_second_reading(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where everything is written is kept too, also of a claim that is only begun."""
    claims = corpus / "papers" / "bike-2020" / "claims.yaml"
    text = claims.read_text(encoding="utf-8")
    claims.write_text(f"{text}\n  - id: begun\n    stub: true\n", encoding="utf-8")
    kept_corpus(corpus)
    fresh = read_corpus(corpus)
    monkeypatch.setattr(snapshot, "_read", None)
    again = kept_corpus(corpus)
    assert len(fresh.stubs) == 1
    assert again.stubs == fresh.stubs
    assert again.places == fresh.places
    assert len(again.places) == len(fresh.places) > 100


def test_a_copy_of_a_corpus_has_places_of_its_own(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One snapshot serves both; the places lie in the folder that was asked for."""
    kept_corpus(corpus)
    copy = Path(shutil.copytree(corpus, tmp_path / "copy"))
    assert kept_corpus(copy).places == read_corpus(copy).places
    monkeypatch.chdir(copy)
    assert kept_corpus(Path()).places == read_corpus(Path()).places
    assert len(kept(corpus)) == 1


def test_places_in_a_folder_elsewhere_are_read_again(corpus: Path, tmp_path: Path) -> None:
    """A corpus that is included by its whole path may lie elsewhere next time."""
    other = Path(shutil.copytree(SMALL, tmp_path / "other"))
    settings = other / "corpus.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("https://", "https://other."), encoding="utf-8")
    with (corpus / "corpus.yaml").open("a", encoding="utf-8") as file:
        file.write(f"includes: [{other}]\n")
    for _ in range(2):
        assert kept_corpus(corpus).places == read_corpus(corpus).places
