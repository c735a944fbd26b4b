"""Record that somebody has read claims: a pass, and the status that it gives them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scgraph import files
from scgraph.authoring.around import Around
from scgraph.authoring.curation import STATUSES, Curated, Standing, as_list, section_of
from scgraph.authoring.editing import Item, items, with_items
from scgraph.authoring.written import written_node
from scgraph.errors import ProposalError, did_you_mean, near_names
from scgraph.reading import Mapping as Tree
from scgraph.reading import Scalar, Sequence, read_paper, read_yaml
from scgraph.reading.values import SLUG

FILE = "curation.yaml"
ROLES = {
    "draft": ("first-annotation", "annotator"),
    "reviewed": ("second-reading", "second-reader"),
    "settled": ("settlement", "settler"),
    "superseded": ("settlement", "settler"),
}
"""What a pass that gives a status is, and in which role its reader acts."""


@dataclass(frozen=True)
class Review:
    """What somebody did.

    Args:
        who: the name of the person.
        status: what the claims are from now on, one of `STATUSES`.
        date: the day, such as "2026-03-31".
        claims: the ids of the claims; with sections, those of these too.
        sections: locators of sections that were read whole, with those under them.
        note: what was done, in a line.
    """

    who: str
    status: str
    date: str
    claims: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Reviewed:
    """A review ready to be written.

    Args:
        contents: what files are to hold.
        claims: the claims that get the status, in the order of the paper.
        made: the id of the pass.
        otherwise: those of the claims that somebody reads otherwise, as they stood before.
    """

    contents: dict[Path, bytes] = field(repr=False)
    claims: tuple[str, ...]
    made: str
    otherwise: tuple[Standing, ...]

    def write(self, root: Path) -> None:
        """Write the files of a corpus, all or none."""
        files.replace_together(self.contents, root)


def reviewed(around: Around, folder: Path, review: Review) -> Reviewed:
    """Return what a review makes of a paper; nothing is written.

    Each claim has one status: it leaves the assignment in which it was. Passes stay.

    Raises:
        ProposalError: if the review cannot be recorded; it has every reason.
        ReadError: if files of the paper are wrong.
    """
    curated = Curated.of(folder)
    claims = _claims(curated, review)
    texts = _without(curated, set(claims))
    main = folder / FILE
    old = texts.get(main, curated.files.get(main, ""))
    covered = _covered(curated, review, claims)
    made, old = _with_pass(curated, review, covered, old, str(main))
    texts[main] = _with_status(old, str(main), review.status, made, claims, curated)
    before = curated.files
    contents = {path: t.encode() for path, t in texts.items() if t != before.get(path)}
    read_paper(folder, around.base, around.prefixes, around.codes, contents)
    _check(Curated(folder, {**before, **texts}), curated, claims, review.status)
    otherwise = tuple(one for one in curated.standings() if one.claim in claims and one.otherwise)
    return Reviewed(contents, claims, made, otherwise)


def _claims(curated: Curated, review: Review) -> tuple[str, ...]:
    reasons = []
    if review.status not in ROLES:
        reasons.append(f"status: {review.status!r} is none of {', '.join(STATUSES)}")
    if not (review.who.strip() and review.who.isprintable()):
        reasons.append("who: give the name of the person who read")
    for claim in review.claims:
        if claim not in curated.claims:
            near = did_you_mean(near_names(claim, curated.claims))
            reasons.append(f"the paper has no claim {claim!r}{near}")
    known = {section_of(locator) for locator in curated.sentences}
    for section in review.sections:
        if not any(_lies_in(other, section) for other in known):
            near = did_you_mean(near_names(section, known))
            reasons.append(f"the paper has no section {section!r}{near}")
    chosen = {*review.claims}
    for name, item in curated.claims.items():
        sections = {section_of(str(at)) for at in as_list(item.values.get("at"))}
        if any(_lies_in(one, section) for one in sections for section in review.sections):
            chosen.add(name)
    if not reasons and not chosen:
        reasons.append("no claim is meant: name claims, or a section that has some")
    if reasons:
        raise ProposalError(reasons, "review")
    return tuple(name for name in curated.claims if name in chosen)


def _lies_in(section: str, wanted: str) -> bool:
    return section == wanted or section.startswith(f"{wanted}.")


def _covered(curated: Curated, review: Review, claims: Iterable[str]) -> list[str]:
    """Return the sections that a pass covers, in their order: those read, and those of claims."""
    read = {
        section_of(str(at)) for name in claims for at in as_list(curated.claims[name].values["at"])
    }
    found = dict.fromkeys(section_of(locator) for locator in curated.sentences)
    wanted = [
        one
        for one in found
        if (one in read and (not review.sections or review.claims))
        or any(_lies_in(one, section) for section in review.sections)
    ]
    return wanted or sorted(read)


def _without(curated: Curated, claims: Collection[str]) -> dict[Path, str]:
    """Return the files in which claims have left the assignments in which they were."""
    changed: dict[Path, str] = {}
    for path, text in curated.files.items():
        if "statuses:" in text:
            changed[path] = _taken_out(text, str(path), claims)
    return changed


def _taken_out(text: str, file: str, claims: Collection[str]) -> str:
    tree = read_yaml(text.encode(), file)
    found = tree.get("statuses") if isinstance(tree, Tree) else None
    nodes = found.items if isinstance(found, Sequence) else ()
    spans = items(text, file, "statuses")
    lines = text.splitlines(keepends=True)
    emptied = []
    for node, span in reversed(list(zip(nodes, spans, strict=True))):
        listed = node.get("claims") if isinstance(node, Tree) else None
        values = listed.items if isinstance(listed, Sequence) else (listed,)
        scalars = [value for value in values if isinstance(value, Scalar)]
        gone = [one for one in scalars if one.text in claims]
        if gone and len(gone) == len(scalars):
            emptied.append(span)
            del lines[span.first - 1 : span.last + _blank_behind(lines, span.last)]
        else:
            for scalar in reversed(gone):
                _take_out(lines, scalar)
    if emptied and len(emptied) == len(spans):
        lines = [line for line in lines if not re.fullmatch(r"statuses:\s*", line)]
    return "".join(lines)


def _blank_behind(lines: list[str], last: int) -> bool:
    return last < len(lines) and not lines[last].strip()


def _take_out(lines: list[str], scalar: Scalar) -> None:
    line, start = lines[scalar.line - 1], scalar.column - 1
    if re.fullmatch(r"\s*-\s+", line[:start]):
        del lines[scalar.line - 1]
        return
    mark = line[start] if line[start : start + 1] in "\"'" else ""
    end = start + len(scalar.text) + 2 * len(mark)
    behind = re.match(r"\s*,\s*", line[end:])
    if behind:
        lines[scalar.line - 1] = line[:start] + line[end + behind.end() :]
    else:  # the last of a list between brackets
        lines[scalar.line - 1] = re.sub(r",\s*$", "", line[:start]) + line[end:]


def _with_pass(
    curated: Curated, review: Review, covered: list[str], text: str, file: str
) -> tuple[str, str]:
    """Return the pass and the file with it: one of this person and day, else a new one."""
    kind, role = ROLES[review.status]
    wanted: dict[str, Any] = {"kind": kind, "by": role, "who": review.who, "date": review.date}
    wanted |= {"note": review.note} if review.note else {}
    for item in items(text, file, "passes"):
        same = all(item.values.get(key) == value for key, value in wanted.items())
        if same and item.name and not _has_remarks(text, item):
            sections = list(dict.fromkeys([*as_list(item.values.get("covers")), *covered]))
            node = {**item.values, "covers": sections}
            return item.name, with_items(
                text, file, "passes", {item.name: written_node(node, "passes")}
            )
    name = _pass_name(review, {*curated.passes, *curated.claims})
    node = {"id": name, **wanted, "covers": covered}
    return name, with_items(text, file, "passes", appended=[written_node(node, "passes")])


def _pass_name(review: Review, taken: Collection[str]) -> str:
    plain = unicodedata.normalize("NFKD", review.who).encode("ascii", "ignore").decode().lower()
    person = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "reader"
    name = f"pass-{review.status}-{review.date}-{person}"
    assert SLUG.fullmatch(name), name
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def _with_status(
    text: str, file: str, status: str, made: str, claims: Iterable[str], curated: Curated
) -> str:
    """Return the file with the claims in the assignment of a pass."""
    names = set(claims)
    for item in items(text, file, "statuses"):
        if (item.values.get("status"), item.values.get("pass")) == (status, made):
            names |= set(map(str, as_list(item.values.get("claims"))))
            lines = text.splitlines(keepends=True)
            del lines[item.first - 1 : item.last + _blank_behind(lines, item.last)]
            text = "".join(lines)
            if not items(text, file, "statuses"):
                text = re.sub(r"(?m)^statuses:[^\S\n]*\n", "", text)
            break
    ordered = [name for name in curated.claims if name in names]
    block = [f"- status: {status}", f"  pass: {made}", "  claims:"]
    return with_items(
        text, file, "statuses", appended=["\n".join([*block, *(f"    - {n}" for n in ordered)])]
    )


def _has_remarks(text: str, item: Item) -> bool:
    return any("#" in line for line in text.splitlines()[item.first - 1 : item.last])


def _check(after: Curated, before: Curated, claims: Collection[str], status: str) -> None:
    """Refuse what does not give exactly the claims the status, and all others the one they had."""
    was = {one.claim: one.status for one in before.standings()}
    expected: Mapping[str, str] = was | dict.fromkeys(claims, status)
    found = {one.claim: one.status for one in after.standings()}
    kept = all(after.passes.get(name) is not None for name in before.passes)
    if found != expected or not kept:
        reason = f"{FILE} is written in a way that this cannot change; write the status by hand"
        raise ProposalError([reason], "review")
