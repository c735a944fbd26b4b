"""Propose a claim: refuse it with all reasons, or write it as a draft beside what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from scgraph.anchors import Anchor
from scgraph.answers import Finding, Report
from scgraph.authoring import items, with_items, written_claim, written_node
from scgraph.authoring.curation import as_list, section_of
from scgraph.drafting.paper import DraftedPaper
from scgraph.errors import Fault, ProposalError, ReadError, near_names
from scgraph.files import replace_together
from scgraph.graph.previewing import preview
from scgraph.linting.wording import RUN, runs
from scgraph.reading.values import SLUG

CLAIMS = "claims-proposed.yaml"
CURATION = "curation-proposed.yaml"
_HEAD_OF_CLAIMS = "# Claims that were proposed and that no person has reviewed yet.\n"
_HEAD_OF_CURATION = (
    "# Who proposed claims, and when. What is proposed is a draft until somebody reviews it.\n"
)


@dataclass(frozen=True)
class Proposed:
    """A claim that was written as a draft.

    Args:
        claim: its name.
        file: where it stands now.
        remarks: what the shapes say of it that is no fault, such as a fact that cites nothing.
    """

    claim: str
    file: Path
    remarks: tuple[str, ...]


def check(
    paper: DraftedPaper, claim: Mapping[str, Any], quoted: Mapping[str, str]
) -> tuple[str, ...]:
    """Return every reason for which a claim would be refused; none if it would be taken.

    Args:
        paper: the paper.
        claim: the values of a claim by key, as in its claims file.
        quoted: the words of each sentence at which the claim stands, by locator. They prove that
            the drafter read the sentence; they are compared with its digest, and not kept.
    """
    reasons = _reasons_before_reading(paper, claim, quoted)
    if reasons:
        return tuple(reasons)
    # Any drafter will do: the reasons do not depend on who it is.
    contents = _with_draft(paper, claim, "check", date(2000, 1, 1))
    faults, _ = _judged(paper, str(claim["id"]), contents)
    return tuple(faults)


def propose(
    paper: DraftedPaper,
    claim: Mapping[str, Any],
    quoted: Mapping[str, str],
    by: str,
    on: date | None = None,
) -> Proposed:
    """Write a claim as a draft, in a file for proposals; nothing that is there is changed.

    Args:
        paper: the paper.
        claim: the values of a claim by key, as in its claims file.
        quoted: the words of each sentence at which the claim stands, by locator.
        by: who proposes, such as the name of a program.
        on: the day; today if not given.

    Raises:
        ProposalError: if the claim is refused; it holds every reason, and nothing is written.
    """
    if not by.strip() or not by.isprintable():
        raise ProposalError(["by: say who proposes, in one line"])
    reasons = _reasons_before_reading(paper, claim, quoted)
    if reasons:
        raise ProposalError(reasons)
    contents = _with_draft(paper, claim, by.strip(), on or date.today())
    faults, remarks = _judged(paper, str(claim["id"]), contents)
    if faults:
        raise ProposalError(faults)
    replace_together(contents, paper.corpus)
    return Proposed(str(claim["id"]), paper.folder / CLAIMS, tuple(remarks))


def _reasons_before_reading(
    paper: DraftedPaper, claim: Mapping[str, Any], quoted: Mapping[str, str]
) -> list[str]:
    """Return what is wrong with the claim's name, place and words; the reader finds the rest."""
    return [
        *_wrong_name(paper, claim),
        *_wrong_places(paper, claim, quoted),
        *_echoes(claim, quoted),
    ]


def _wrong_name(paper: DraftedPaper, claim: Mapping[str, Any]) -> Iterator[str]:
    name = claim.get("id")
    if not isinstance(name, str) or not SLUG.fullmatch(name):
        yield "id: give the claim a name of small letters, digits and hyphens"
    elif name in {item.name for item in paper.all_items}:
        yield f"id: {name!r} is there already; nothing is overwritten, so choose another name"
    if "stub" in claim:
        yield "stub: a proposal is a whole claim; leave the key out"


def _wrong_places(
    paper: DraftedPaper, claim: Mapping[str, Any], quoted: Mapping[str, str]
) -> Iterator[str]:
    at = claim.get("at")
    listed = as_list(at)
    locators = [locator for locator in listed if isinstance(locator, str)]
    if not locators or locators != listed:
        yield "at: name the sentence that states the claim, by its locator"
        return
    for locator in locators:
        anchor = paper.anchors.get(locator)
        if anchor is None:
            near = near_names(locator, paper.anchors)
            meant = f" (did you mean {' or '.join(map(repr, near))}?)" if near else ""
            yield f"at: the paper has no sentence {locator!r}{meant}"
        elif locator not in quoted:
            yield f"quoted: give the words of the sentence {locator!r}, so that its place is proved"
        elif not _is_sentence(anchor, quoted[locator]):
            yield f"quoted: these are not the words of the sentence {locator!r}; read it again"


def _is_sentence(anchor: Anchor, words: str) -> bool:
    try:
        return Anchor.of(anchor.locator, words).tolerant == anchor.tolerant
    except ValueError:  # nothing but signs
        return False


def _echoes(claim: Mapping[str, Any], quoted: Mapping[str, str]) -> Iterator[str]:
    said = set(runs(str(claim.get("says") or "")))
    for locator, words in quoted.items():
        if not said.isdisjoint(runs(words)):
            yield (
                f"says: {RUN} words or more in a row are those of the sentence {locator!r};"
                " say it in words of your own"
            )


def _with_draft(
    paper: DraftedPaper, claim: Mapping[str, Any], by: str, on: date
) -> dict[Path, bytes]:
    """Return the two files of proposals as they would be with one more claim."""
    claims, curation = paper.folder / CLAIMS, paper.folder / CURATION
    text = _text(claims, _HEAD_OF_CLAIMS)
    block = written_claim({key: value for key, value in claim.items() if value is not None})
    return {
        claims: with_items(text, str(claims), appended=[block]).encode(),
        curation: _with_pass(_text(curation, _HEAD_OF_CURATION), curation, claim, by, on).encode(),
    }


def _text(path: Path, head: str) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else head


def _with_pass(text: str, file: Path, claim: Mapping[str, Any], by: str, on: date) -> str:
    """Return the curation file with the claim among the drafts of the drafter's pass of the day."""
    name = f"pass-proposal-{on.isoformat()}-{_slug(by)}"
    sections = [section_of(locator) for locator in as_list(claim["at"])]
    passes = {item.name: item.values for item in items(text, str(file), "passes")}
    known = passes.get(name)
    covers = list(dict.fromkeys([*(as_list(known["covers"]) if known else []), *sections]))
    made = {
        "id": name,
        "kind": "proposal",
        "by": "assistant",
        "who": by,
        "date": on.isoformat(),
        "covers": covers,
    }
    block = written_node(made, "passes")
    text = (
        with_items(text, str(file), "passes", changed={name: block})
        if known
        else with_items(text, str(file), "passes", appended=[block])
    )
    return _with_status(text, file, name, str(claim["id"]))


def _with_status(text: str, file: Path, made_in: str, claim: str) -> str:
    """Return the curation file with a claim among the drafts of a pass."""
    there = items(text, str(file), "statuses")
    number = next((n for n, item in enumerate(there) if item.values.get("pass") == made_in), None)
    earlier = [] if number is None else as_list(there[number].values["claims"])
    status = {"status": "draft", "pass": made_in, "claims": [*earlier, claim]}
    block = written_node(status, "statuses")
    if number is None:
        return with_items(text, str(file), "statuses", appended=[block])
    return with_items(text, str(file), "statuses", changed={number: block})


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "unnamed"


def _judged(
    paper: DraftedPaper, claim: str, contents: Mapping[Path, bytes]
) -> tuple[list[str], list[str]]:
    """Return what is wrong with the claim in the corpus as it would be, and what is a remark."""
    try:
        report = preview(paper.corpus, contents).validate()
    except ReadError as error:
        own = [fault for fault in error.faults if Path(fault.file) in contents]
        if not own:
            raise
        return [_without_place(fault) for fault in own], []
    found = list(_about(report, paper, claim, contents))
    wrong = [one.full_message for one in found if one.severity == "Violation"]
    return wrong, [one.full_message for one in found if one.severity != "Violation"]


def _about(
    report: Report, paper: DraftedPaper, claim: str, contents: Mapping[Path, bytes]
) -> Iterator[Finding]:
    """Yield the findings about a claim and what it asserts, or at its place in the new files."""
    name = f"/paper/{paper.name}/{claim}"
    for finding in report.findings:
        about = (finding.focus, finding.value or "")
        if any(iri.endswith(name) or f"{name}/" in iri for iri in about) or (
            finding.severity == "Violation"
            and (finding.place or "").partition(":")[0] in map(str, contents)
        ):
            yield finding


def _without_place(fault: Fault) -> str:
    """Say a fault without its line: the drafter has seen no file."""
    return str(Fault("", None, None, fault.message, fault.near)).removeprefix(": ")
