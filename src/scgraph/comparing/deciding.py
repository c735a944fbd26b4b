"""Write what somebody proposes or decides into an alignment ledger; no row is ever changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scgraph import files, terms
from scgraph.errors import CorpusError
from scgraph.reading import slots
from scgraph.reading.alignment import Alignment
from scgraph.reading.rdf import read_bytes
from scgraph.reading.sssom import LEDGER, AlignmentLedger, read_ledger
from scgraph.reading.tsv import written_row

COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "reviewer_label",
    "mapping_date",
    "confidence",
    "comment",
)
"""The columns of a new ledger."""

RELATIONS = {
    "same": "",
    "close": "skos:closeMatch",
    "broad": "skos:broadMatch",
    "narrow": "skos:narrowMatch",
    "related": "skos:relatedMatch",
}
"""What may be said of two things, and the predicate; for sameness it depends on their kind."""

_CONCEPTS = frozenset(("barrier", "outcome", "enabler", "driver", "domain", "construct"))
_CURIE_MAP = re.compile(r"^#[ ]*curie_map:[ ]*\r?\n(?=(#[ ]+)\S)", re.MULTILINE)
_UNSPECIFIED = "https://w3id.org/sssom/license/unspecified"


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one row that is to be written; without a reviewer it is a proposal."""

    this: str
    this_label: str
    that: str
    that_label: str
    kind: str
    relation: str
    author: str
    reviewer: str
    date: str
    justification: str
    negated: bool = False
    comment: str = ""

    @property
    def predicate(self) -> str:
        """The predicate as a CURIE."""
        if self.relation != "same":
            return RELATIONS[self.relation]
        return slots.JOINING[self.kind not in _CONCEPTS]


def write_mappings(
    root: Path,
    mappings: Iterable[Entry],
    *,
    base: str,
    prefixes: Mapping[str, str],
    licence: str | None = None,
) -> Path:
    """Add rows to the ledger of a corpus, and make the file if there is none.

    What stands in it stays byte for byte, but for a prefix or a column that is new. The file is
    replaced whole.

    Args:
        root: the folder of the corpus.
        mappings: the rows.
        base: the base of the corpus.
        prefixes: those of its papers.
        licence: that of the corpus, for a new file.

    Raises:
        CorpusError: if a row decides the opposite of what somebody decided already.
        ReadError: if the ledger is wrong as it stands, or a row stands in it already.
    """
    path = root / LEDGER
    rows = list(mappings)
    text = _new(base, licence) if not path.exists() else read_bytes(path).decode()
    ledger = read_ledger(text.encode(), str(path), prefixes)
    for row in rows:
        _check(row, ledger.alignments, path)
    written = _with(ledger, rows, base).encode()
    read_ledger(written, str(path), prefixes)  # a ledger that cannot be read is never written
    files.replace(path, written)
    return path


def _check(row: Entry, decided: Iterable[Alignment], path: Path) -> None:
    """Refuse a decision that another one contradicts: neither of the two would count."""
    predicate = slots.iri(row.predicate)
    for one in decided:
        is_opposite = one.negated != row.negated and one.predicate == predicate
        if row.reviewer and one.is_decided and is_opposite and one.pair == {row.this, row.that}:
            said = "are not the same" if one.negated else "are the same"
            raise CorpusError(
                path,
                f"line {one.place.line} decides that {row.this_label!r} and {row.that_label!r} "
                f"{said}; talk to {', '.join(one.reviewers)}, and take that row back first",
            )


def _with(ledger: AlignmentLedger, rows: list[Entry], base: str) -> str:
    prefixes = dict(ledger.prefixes)
    written = [_cells(row, prefixes, base) for row in rows]
    needed = {name for cells in written for name, text in cells.items() if text}
    columns = ledger.columns
    for name in slots.COLUMNS:
        if name in needed and name not in columns:
            columns = _inserted(columns, name)
    new = {name: prefixes[name] for name in prefixes.keys() - ledger.prefixes.keys()}
    head = _declared(ledger.head, new)
    whole = AlignmentLedger(head, prefixes, columns, ledger.alignments).text
    return whole + "".join(
        written_row(cells.get(name, "") for name in columns) for cells in written
    )


def _inserted(columns: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Put a column before the first one that comes after it in the standard."""
    order = slots.COLUMNS.index
    at = next((n for n, other in enumerate(columns) if order(other) > order(name)), len(columns))
    return (*columns[:at], name, *columns[at:])


def _cells(row: Entry, prefixes: dict[str, str], base: str) -> dict[str, str]:
    return {
        "subject_id": _curie(row.this, prefixes, base),
        "subject_label": row.this_label,
        "predicate_id": _declare(row.predicate, prefixes),
        "predicate_modifier": slots.NOT if row.negated else "",
        "object_id": _curie(row.that, prefixes, base),
        "object_label": row.that_label,
        "mapping_justification": row.justification,
        "author_label": row.author,
        "reviewer_label": row.reviewer,
        "mapping_date": row.date,
        "comment": row.comment,
    }


def _declare(curie: str, prefixes: dict[str, str]) -> str:
    prefix = curie.partition(":")[0]
    prefixes.setdefault(prefix, terms.PREFIXES[prefix])
    return curie


def _curie(iri: str, prefixes: dict[str, str], base: str) -> str:
    """Shorten an IRI by a prefix of the ledger, and declare one if none fits."""
    namespace = iri[: iri.rfind("/") + 1]
    known = {space: name for name, space in prefixes.items()}
    usual = {space: name for name, space in terms.PREFIXES.items()}
    if namespace not in known:
        name = usual.get(namespace) or _free(_called(namespace), prefixes)
        prefixes[name], known[namespace] = namespace, name
    return f"{known[namespace]}:{iri[len(namespace) :]}"


def _called(namespace: str) -> str:
    """Name a namespace by the last telling part of its address.

    >>> _called("https://example.org/buses/id/")
    'buses'
    """
    parts = [part for part in namespace.rstrip("/").split("/")[2:] if part not in ("id", "paper")]
    name = re.sub(r"[^a-z0-9]+", "-", parts[-1].lower()).strip("-") if parts else ""
    return name if name[:1].isalpha() else "own"


def _free(name: str, prefixes: Mapping[str, str]) -> str:
    taken = {*prefixes, *terms.PREFIXES}
    return next(one for n in range(1, 1000) if (one := f"{name}{n if n > 1 else ''}") not in taken)


def _declared(head: str, new: Mapping[str, str]) -> str:
    """Add prefixes to the curie_map, as far in as those that stand there."""
    if not new:
        return head
    found = _CURIE_MAP.search(head)
    mark = found[1] if found else "#  "
    lines = "".join(f"{mark}{name}: {new[name]}\n" for name in sorted(new))
    if found is None:
        raise CorpusError(LEDGER, f"write the curie_map a prefix a line, and add:\n{lines}")
    return f"{head[: found.start(1)]}{lines}{head[found.start(1) :]}"


def _new(base: str, licence: str | None) -> str:
    own = base if base != terms.BASE else terms.BASE
    name = "id" if own == terms.BASE else _called(terms.things(own))
    return (
        f"#curie_map:\n#  {name}: {terms.things(own)}\n"
        f"#mapping_set_id: {own}alignments\n"
        f"#license: {licence or _UNSPECIFIED}\n" + written_row(COLUMNS)
    )
