"""What an export holds: the graph, a view, an answer or a picture, in the format of a suffix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from scgraph.answers import Picture, Table
from scgraph.answers.formats import TABLE_FORMATS
from scgraph.errors import ExportError
from scgraph.export import kind_of, network_files, packed, rdf_bytes, rdf_suffix, rdf_text
from scgraph.views import view_of

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from scgraph.graph.knowledge import KnowledgeGraph

EVERYTHING = "everything"
NETWORK_TABLES = ".csv"
DRAWINGS = (".svg", ".png")


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: an answer, and the name of its view or question; or a picture."""

    answer: Table | None
    view: str | None = None
    question: str | None = None
    picture: Picture | None = None


def chosen(
    kg: KnowledgeGraph,
    *,
    view: str | None,
    question: str | None,
    answer: Table | None,
    picture: str | None = None,
    params: Mapping[str, object],
) -> Choice:
    """Return the answer or picture to write; the whole graph is neither.

    Raises:
        TypeError: if more than one thing is given to write, or values without a question.
    """
    if sum(given is not None for given in (view, question, answer, picture)) > 1:
        raise TypeError("give one of view, question, answer and picture")
    if picture is not None:
        return Choice(None, picture=kg.picture(picture, **cast(dict[str, Any], params)))
    if view is not None:
        return Choice(kg.ask(kg.view_name(view), **params), view)
    if question is not None:
        return Choice(kg.ask(question, **params), question=kg.question(question).name)
    if params:
        raise TypeError(f"{', '.join(params)}: values need a view or a question that takes them")
    return Choice(answer)


def exported(
    kg: KnowledgeGraph, path: Path, choice: Choice, *, by_paper: bool
) -> dict[Path, bytes]:
    """Return the files of an export with their content.

    Raises:
        ExportError: if no format has the suffix, or it cannot hold what it should.
    """
    suffix = path.suffix.lower()
    if choice.picture is not None or suffix in DRAWINGS:
        return {path: _drawing(choice.picture, path)}
    table = TABLE_FORMATS.get(suffix.removeprefix("."))
    is_network_table = suffix == NETWORK_TABLES and (choice.view or choice.answer is None)
    if table is not None and not is_network_table:
        if choice.answer is None:
            raise ExportError(f"{path}: {suffix} holds an answer; name a view or a question")
        return {path: getattr(choice.answer, table)().encode()}
    kind = kind_of(path)
    if kind == "workbook":
        return {path: _workbook(kg, choice, by_paper)}
    if kind == "network":
        return network_files(_network(kg, choice, by_paper), path)
    form = rdf_suffix(path)
    if choice.answer is None:
        return {path: packed(path, rdf_bytes(kg.quads, form, kg.prefixes))}
    return {path: packed(path, rdf_text(kg.evidence(choice.answer), form).encode())}


def _workbook(kg: KnowledgeGraph, choice: Choice, by_paper: bool) -> bytes:
    from scgraph.export.workbook import answer_workbook, evidence_workbook, network_workbook

    papers = {space.removesuffix("/"): slug for slug, space in kg.names.prefixes.items()}

    def shorten(iri: str) -> str:
        return papers.get(iri) or kg.curie(iri)

    if choice.view is not None:
        return network_workbook(_network(kg, choice, by_paper))
    if choice.answer is not None:
        return answer_workbook(choice.answer, choice.question or "answer", shorten)
    return evidence_workbook(kg.ask, kg.question, shorten)


def _network(kg: KnowledgeGraph, choice: Choice, by_paper: bool) -> MultiDiGraph:
    if choice.answer is None:
        return kg.view(EVERYTHING, by_paper=by_paper)
    if choice.view is None:
        return kg.network(choice.answer)
    return view_of(choice.answer, kg.names, name=choice.view, by_paper=by_paper)


def _drawing(picture: Picture | None, path: Path) -> bytes:
    """Return a picture as SVG or PNG.

    Raises:
        ExportError: if there is none, the suffix is another, or nothing here makes a PNG.
    """
    from scgraph.pictures import png

    if picture is None:
        raise ExportError(f"{path}: {path.suffix} holds a picture; name one (scgraph picture NAME)")
    if path.suffix.lower() not in DRAWINGS:
        raise ExportError(f"{path}: a picture is written as {' or '.join(DRAWINGS)}")
    return png(picture) if path.suffix.lower() == ".png" else picture.svg.encode()
