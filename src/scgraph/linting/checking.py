"""Look at one paper: read it, validate it, and ask every rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import NamedNode, Quad

from scgraph import terms
from scgraph.answers import Report
from scgraph.authoring.around import Around
from scgraph.corpus import SETTINGS
from scgraph.errors import ReadError, near_names
from scgraph.linting import allowing, claims, figures, found, layout, sentences
from scgraph.linting.copies import runs_in, sentences_in, text_of
from scgraph.linting.draft import Draft, File
from scgraph.linting.problem import Problem
from scgraph.linting.rule import Rule
from scgraph.reading import Node, Parsed, read_paper, read_yaml


@dataclass(frozen=True)
class Checked:
    """What was found in one paper, and what of the corpus it uses.

    Args:
        problems: what was found.
        uses: how often it names each shared thing, by IRI.
        needs: the other papers to which it refers, by name.
    """

    problems: tuple[Problem, ...]
    uses: dict[str, int]
    needs: tuple[str, ...] = ()


@cache
def all_rules() -> dict[str, Rule]:
    """Return the rules of this room by code, in the order in which they are told."""
    from scgraph.linting import shared

    rooms = (claims, figures, sentences, shared, layout, found, allowing)
    return {rule.code: rule for room in rooms for rule in room.RULES}


def check_paper(
    around: Around,
    folder: Path,
    silenced: Iterable[str] = (),
    instead: Mapping[Path, bytes] = MappingProxyType({}),
) -> Checked:
    """Look at one paper of a corpus.

    Args:
        around: the corpus.
        folder: the folder of the paper.
        silenced: rules that its curators want to hear nothing of.
        instead: what files of the paper would hold.
    """
    reader = _Reader()
    base = around.base
    problems: list[Problem] = []
    parsed: Parsed | None = None
    try:
        parsed = read_paper(folder, base, around.prefixes, around.codes, instead, reader.parse)
    except ReadError as error:
        problems += [found.of_fault(fault) for fault in error.faults]
    draft = _draft(around, folder, reader, instead)
    for rule in all_rules().values():
        problems += _hits(rule, draft)
    uses: Counter[str] = Counter()
    needs: tuple[str, ...] = ()
    if parsed is not None:
        problems += _of_stubs(parsed)
        needs = _others(around, folder.name, parsed.quads)
        problems += _of_graph(around, folder, parsed, needs)
        uses.update(_things_used(around, parsed.quads))
    made = [one for file in draft.files for one in allowing.allowances(file.path, file.lines)]
    names = all_rules()
    left = allowing.with_allowances(problems, made, silenced, is_known, names)
    return Checked(tuple(left), dict(uses), needs)


def check_shared(around: Around) -> tuple[Problem, ...]:
    """Look at what papers share, and at the settings."""
    from scgraph.validation import validate

    quads, places = around.shared
    problems = [found.of_fault(fault) for fault in around.faults]
    if around.faults:
        return tuple(problems)
    problems += _unknown_rules(around)
    engine_report = _integrity([*around.vocabulary, *quads])
    report = validate(
        [*around.vocabulary, *quads], bases=around.bases, places=places, also=engine_report
    )
    own = {str(path) for path, _ in around.shared_files if path.is_relative_to(around.root)}
    for finding in report:
        problem = found.of_finding(finding, around.base)
        place = around.place_of(finding.focus)
        if problem.file in own and place is not None and problem.line is None:
            problem = found.of_finding(replace(finding, place=str(place)), around.base)
        if problem.file in own:
            problems.append(problem)
    return tuple(problems)


def _unknown_rules(around: Around) -> Iterator[Problem]:
    """Find rules that the settings silence and that do not exist."""
    path = around.root / SETTINGS
    lines = path.read_text(encoding="utf-8").splitlines()
    for code in around.parts[around.root].silence:
        if not is_known(code):
            line = next((n for n, text in enumerate(lines, 1) if code in text), 1)
            rule, near = allowing.RULES["allow/unknown-rule"], near_names(code, all_rules())
            place = (str(path), line, lines[line - 1].find(code) + 1)
            message = f"there is no rule {code!r}"
            yield Problem(rule.code, rule.severity, *place, message, rule.why, rule.do, near)


def is_known(code: str) -> bool:
    """Tell whether there is a rule of this code.

    >>> is_known("claim/stub"), is_known("shape/Claim-type-needed"), is_known("claim/stubb")
    (True, True, False)
    """
    if code in all_rules():
        return True
    if code.startswith(found.SHAPE):
        return code.removeprefix(found.SHAPE) in found.shape_names()
    return code in set(found.integrity_names())


class _Reader:
    """Parse documents, and keep their trees: the rules look at them too."""

    def __init__(self) -> None:
        self.trees: dict[str, Node] = {}

    def parse(self, data: bytes, file: str) -> Node:
        self.trees[file] = read_yaml(data, file)
        return self.trees[file]


def _draft(around: Around, folder: Path, reader: _Reader, instead: Mapping[Path, bytes]) -> Draft:
    paths = (path for path in sorted(folder.glob("*.yaml")) if not path.name.startswith("."))
    files = [
        File(str(path), data.decode("utf-8", errors="replace"), reader.trees.get(str(path)))
        for path in paths
        for data in (instead[path] if path in instead else path.read_bytes(),)
    ]
    text = text_of(around.root, folder.name)
    draft = draft_of(around, folder, files)
    found_sentences = sentences_in(text, (node for _, node in draft.places()))
    return replace(draft, sentences=found_sentences, runs=runs_in(text))


def draft_of(around: Around, folder: Path, files: Iterable[File]) -> Draft:
    """Return a paper as it lies on the disk, without its words."""
    return Draft(folder, tuple(files), around.things)


def _hits(rule: Rule, draft: Draft) -> Iterator[Problem]:
    for hit in rule.check(draft) if rule.check else ():
        yield Problem(
            rule.code,
            rule.severity,
            *(hit.file, hit.line, hit.column),
            hit.message,
            rule.why,
            hit.do or rule.do,
            hit.near,
            rule.is_fixed,
        )


def _of_stubs(parsed: Parsed) -> Iterator[Problem]:
    rule = claims.RULES["claim/stub"]
    for place in parsed.stubs:
        where = (place.file, place.line, place.column)
        yield Problem(rule.code, rule.severity, *where, "this claim is a stub", rule.why, rule.do)


def _of_graph(
    around: Around, folder: Path, parsed: Parsed, needs: tuple[str, ...]
) -> Iterator[Problem]:
    from scgraph.validation import validate

    shared, _ = around.shared
    if around.faults:
        return
    others = [quad for name in needs for quad in _quads_of(around, name)]
    quads = [*around.vocabulary, *shared, *others, *parsed.quads]
    paper = terms.paper_iri(folder.name, around.base)
    report = validate(
        quads, bases=around.bases, places=parsed.places, also=_integrity(quads), paper=paper
    )
    for finding in report:
        problem = found.of_finding(finding, around.base)
        if problem.code not in found.TOLD_BY_RULES:
            yield problem


def _integrity(quads: list[Quad]) -> Report:
    from scgraph import files
    from scgraph.catalogue import Catalogue
    from scgraph.catalogue.integrity import integrity_findings
    from scgraph.engine import MemoryEngine
    from scgraph.names import Names

    engine = MemoryEngine()
    engine.load(quads)
    found_so = integrity_findings(Catalogue(files.queries()), engine, Names(engine))
    return Report(found_so, 0, 0, 0)


def _others(around: Around, own: str, quads: list[Quad]) -> tuple[str, ...]:
    """Return the other papers to which a paper refers."""
    spaces = {prefix: name for name, prefix in around.prefixes.items() if name != own}
    if not spaces:
        return ()
    named = {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}
    return tuple(
        sorted({name for iri in named for space, name in spaces.items() if iri.startswith(space)})
    )


def _quads_of(around: Around, name: str) -> list[Quad]:
    folder, base = around.papers[name]
    try:
        return read_paper(folder, base, around.prefixes, around.codes).quads
    except ReadError:
        return []  # that paper's own page says what is wrong with it


def _things_used(around: Around, quads: list[Quad]) -> Iterator[str]:
    for quad in quads:
        if isinstance(quad.object, NamedNode) and quad.object.value in around.things:
            yield quad.object.value
