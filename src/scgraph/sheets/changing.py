"""Find what a person has changed in a workbook, set against what has changed in the files.

The workbook knows what each claim was when it was made. What changed on one side alone is plain;
what changed on both is a conflict: both sides are told, and nobody but a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scgraph.errors import near_names
from scgraph.reading.tree import STUB
from scgraph.sheets.claims import WrittenClaim, default_of, parts_of
from scgraph.sheets.columns import SheetForm
from scgraph.sheets.merging import Merged, Merger
from scgraph.sheets.placing import Place, Placing
from scgraph.sheets.reading import Edited, Row
from scgraph.sheets.telling import differences


@dataclass(frozen=True)
class Change:
    """What happens to one claim.

    Args:
        name: the claim.
        kind: "new", "changed" or "deleted".
        where: the file, and what holds in it unless a claim says otherwise.
        before: what the file says; nothing if the claim is new.
        after: what it will say; nothing if the claim is deleted.
        said: the differences in words.
        row: its row on the first sheet; None if it is deleted.
        rows: by the title of a sheet, the row behind each of its parts.
    """

    name: str
    kind: str
    where: Place
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    row: Row | None = None
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)


class Changes:
    """Find changes.

    Args:
        edited: the workbook; conflicts and gaps are noted there as faults.
        claims: the claims of the files.
        forms: the sheets.
        merger: puts rows into claims.
        placing: knows in which file a new claim belongs.
    """

    def __init__(
        self,
        edited: Edited,
        claims: Mapping[str, WrittenClaim],
        forms: Sequence[SheetForm],
        merger: Merger,
        placing: Placing,
    ) -> None:
        self._edited, self._claims, self._forms = edited, claims, forms
        self._merger, self._placing = merger, placing

    def all(self, delete: bool) -> list[Change]:
        """Return all changes, those of the files in their order and then the new claims.

        Args:
            delete: whether a claim of which the row is gone is deleted.
        """
        found = [change for name in self._claims for change in self._of_known(name, delete)]
        new = [name for name in self._edited.claims if name not in self._claims]
        found += [change for name in new for change in self._of_unknown(name)]
        self._check_parts()
        for change in found:
            self._check_required(change)
        return found

    def _of_known(self, name: str, delete: bool) -> Iterator[Change]:
        claim, was = self._claims[name], self._edited.digests.get(name)
        row = self._edited.claims.get(name)
        if row is None:
            yield from self._without_row(claim, was, delete)
            return
        values, file = claim.values, claim.file
        if claim.digest != was:
            now = self._merger.digest(name, values, file.defaults)
            if now in (was, claim.digest):
                return
            merged = self._merger.merged(name, values, file.defaults)
            self._conflict(claim, was, row, merged)
            return
        merged = self._merger.merged(name, values, file.defaults)
        if merged.values != dict(values):
            yield self._change(claim, row, merged)

    def _change(self, claim: WrittenClaim, row: Row, merged: Merged) -> Change:
        said = differences(claim.values, merged.values, self._forms, claim.file.defaults)
        where = Place(claim.file.path, claim.file.defaults)
        return Change(
            claim.name, "changed", where, claim.values, merged.values, said, row, merged.rows
        )

    def _conflict(self, claim: WrittenClaim, was: str | None, row: Row, merged: Merged) -> None:
        said = differences(claim.values, merged.values, self._forms, claim.file.defaults)
        how = (
            "was changed here and, since the workbook was made, in the files as well"
            if was
            else "is new here, and there is a claim of this name in the files"
        )
        self._edited.fault(
            row.place,
            f"{claim.name!r} {how}; nothing is overwritten: decide, or make a new workbook. "
            f"In the file → here: {'; '.join(said)}",
        )

    def _without_row(self, claim: WrittenClaim, was: str | None, delete: bool) -> Iterator[Change]:
        if was is None:
            return  # it was added to the files since
        where = Place(claim.file.path, claim.file.defaults)
        if not delete:
            self._edited.remarks.append(
                f"{claim.name}: its row is gone, and the claim stays in {claim.file.path.name}; "
                "with --delete it is deleted"
            )
        elif claim.digest != was:
            self._edited.fault(
                self._forms[0].title,
                f"{claim.name!r}: its row is gone, and since the workbook was made the claim was "
                f"changed in {claim.file.path.name}; decide, or make a new workbook",
            )
        else:
            yield Change(claim.name, "deleted", where, before=claim.values)

    def _of_unknown(self, name: str) -> Iterator[Change]:
        row, was = self._edited.claims[name], self._edited.digests.get(name)
        where = self._placing.of(row)
        if was is not None:
            if (
                self._merger.digest(name, {}, {}) != was
                and self._merger.digest(name, {}, where.defaults) != was
            ):
                self._edited.fault(
                    row.place,
                    f"{name!r} was changed here and, since the workbook was made, deleted in the "
                    "files; give it another id to keep it, or delete its rows",
                )
            return
        merged = self._merger.merged(name, {}, where.defaults)
        said = differences({}, merged.values, self._forms, where.defaults)
        yield Change(name, "new", where, {}, merged.values, said, row, merged.rows)

    def _check_parts(self) -> None:
        """Say which rows belong to no claim."""
        known = {*self._edited.claims, *self._edited.digests}
        for title, by_claim in self._edited.parts.items():
            for name, rows in by_claim.items():
                if name not in known and name not in self._claims:
                    near = near_names(name, self._edited.claims)
                    message = f"no claim {name!r} has a row on the sheet {self._forms[0].title}"
                    for row in rows:
                        self._edited.fault(row.place, f"{title}: {message}", near)

    def _check_required(self, change: Change) -> None:
        """Say which cells must have a value, unless the claim is only begun."""
        if STUB in change.after or change.row is None:
            return
        for form in self._forms:
            nodes = [change.after] if not form.key else parts_of(change.after, form)
            rows = [change.row] if not form.key else change.rows.get(form.title, ())
            for node, row in zip(nodes, rows, strict=False):
                for column in form.own:
                    default = default_of(column, form, change.where.defaults)
                    if column.required and node.get(column.name, default) in (None, "", []):
                        cell = row.cells.get(column.name)
                        where = cell.place if cell else row.place
                        self._edited.fault(where, f"{column.name!r} needs a value here")
