"""Take the changes of a workbook over into the files of a paper: all of them, or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scgraph.authoring import with_items, written_claim
from scgraph.errors import CorpusError, ReadError
from scgraph.files import replace_together
from scgraph.sheets.changing import Change, Changes
from scgraph.sheets.checking import check
from scgraph.sheets.claims import claim_files, written_claims
from scgraph.sheets.columns import LIST, sheet_forms
from scgraph.sheets.home import Home, home_of
from scgraph.sheets.judging import Judge
from scgraph.sheets.merging import Merger
from scgraph.sheets.placing import Placing
from scgraph.sheets.reading import read_edited
from scgraph.sheets.statuses import DRAFT, Statuses, read_statuses
from scgraph.sheets.writing import claims_workbook


@dataclass(frozen=True)
class Taken:
    """What a workbook changes, before it is written.

    Args:
        root: the folder of the corpus.
        changes: the changes, claim by claim.
        unsettled: the claims that lose their status, and which status.
        remarks: what was passed over.
        before: what the files hold now; nothing if a file is new.
        after: what they will hold.
    """

    root: Path
    changes: tuple[Change, ...]
    unsettled: Mapping[str, str]
    remarks: tuple[str, ...]
    before: Mapping[Path, bytes]
    after: Mapping[Path, bytes]

    @property
    def in_words(self) -> str:
        """The changes as lines of text, claim by claim."""
        return "".join(f"{line}\n" for change in self.changes for line in self._lines(change))

    def write(self) -> None:
        """Write the files, all or none.

        Raises:
            CorpusError: if a file has changed since it was read.
            OSError: if a file cannot be written.
        """
        for path, data in self.before.items():
            if (path.read_bytes() if path.exists() else b"") != data:
                raise CorpusError(path, "was changed this very moment; do it once more")
        if self.after:
            replace_together(self.after, self.root)

    def _lines(self, change: Change) -> list[str]:
        status = self.unsettled.get(change.name)
        again = f"; it was {status} and is a draft again" if status and change.after else ""
        head = f"{change.where.path.name}: {change.name}: {change.kind}{again}"
        return [head, *(f"  {line}" for line in change.said)]


def sheet_out(root: Path, paper: str | None = None) -> bytes:
    """Return the claims of a paper as a workbook to be filled in, the same bytes each time.

    Args:
        root: the folder of the corpus.
        paper: the name of the paper; the only one if not given.

    Raises:
        CorpusError: if there is no corpus, or it has several papers and none is named.
        ReadError: if files of it are wrong.
        ImportError: if XlsxWriter is not installed; it names the extra.

    >>> from scgraph import files
    >>> sheet_out(files.data())[:2]
    b'PK'
    """
    home = home_of(root, paper)
    claims = written_claims(claim_files(home.folder), home.base)
    return claims_workbook(home, claims, read_statuses(home.folder, home.paper, home.prefixes))


def sheet_in(
    data: bytes, file: str, root: Path, paper: str | None = None, *, delete: bool = False
) -> Taken:
    """Return what a workbook changes in the claims of a paper; nothing is written yet.

    Args:
        data: the workbook.
        file: its name, for faults.
        root: the folder of the corpus.
        paper: the name of the paper; the only one if not given.
        delete: whether to delete the claims of which the rows are gone.

    Raises:
        CorpusError: if there is no corpus, or it has several papers and none is named.
        ReadError: if the workbook or what it says is wrong; it holds every fault with its cell.
        ImportError: if openpyxl is not installed; it names the extra.

    >>> from scgraph import files
    >>> sheet_in(sheet_out(files.data()), "claims.xlsx", files.data()).changes
    ()
    """
    return taken_from(data, file, home_of(root, paper), delete=delete)


def taken_from(data: bytes, file: str, home: Home, *, delete: bool = False) -> Taken:
    """Return what a workbook changes in a paper that has been read; see `sheet_in`."""
    forms = sheet_forms(home.base)
    files = claim_files(home.folder)
    claims = written_claims(files, home.base)
    edited = read_edited(data, file, home, forms)
    merger = Merger(edited, forms, Judge(home, edited, forms))
    placing = Placing(home.folder, files, forms[0])
    changes = Changes(edited, claims, forms, merger, placing).all(delete)
    if edited.faults:
        raise ReadError(edited.faults)
    before = {each.path: each.text for each in files}
    statuses = read_statuses(home.folder, home.paper, home.prefixes)
    texts, unsettled = _new_texts(home, before, changes, statuses)
    if texts:
        check(home.root, texts, changes, forms, file)
    old = {**statuses.files, **before}
    return Taken(
        home.root,
        tuple(changes),
        unsettled,
        tuple(edited.remarks),
        {path: old.get(path, "").encode() for path in texts},
        {path: text.encode() for path, text in texts.items()},
    )


def _new_texts(
    home: Home, before: Mapping[Path, str], changes: Sequence[Change], statuses: Statuses
) -> tuple[dict[Path, str], dict[str, str]]:
    """Return what files will hold, and which claims lose which status."""
    changed: dict[Path, dict[str | int, str | None]] = defaultdict(dict)
    appended: dict[Path, list[str]] = defaultdict(list)
    for change in changes:
        if change.kind == "new":
            appended[change.where.path].append(written_claim(change.after))
        else:
            block = written_claim(change.after) if change.after else None
            changed[change.where.path][change.name] = block
    texts = {
        path: with_items(
            before.get(path, ""),
            str(path),
            LIST,
            changed=changed.get(path),
            appended=appended.get(path, ()),
        )
        for path in [*changed, *(path for path in appended if path not in changed)]
    }
    had = statuses.of_claims()
    deleted = {change.name for change in changes if change.kind == "deleted"}
    lost = {
        change.name: had[change.name]
        for change in changes
        if change.name in had and (had[change.name] != DRAFT or change.name in deleted)
    }
    return {**texts, **statuses.with_texts(texts).without(frozenset(lost))}, lost
