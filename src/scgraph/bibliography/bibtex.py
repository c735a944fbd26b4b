"""Read and write BibTeX, by bibtexparser."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from scgraph.bibliography.bibtex_fields import entry_of, work_of
from scgraph.bibliography.bibtex_values import Undefined, resolved
from scgraph.bibliography.faults import check
from scgraph.bibliography.work import Work
from scgraph.errors import Fault
from scgraph.terms import unused

if TYPE_CHECKING:
    from bibtexparser.library import Library

DEEPEST_CROSSREF = 5
_NEEDS = (
    "reading and writing BibTeX needs bibtexparser: install scgraph-evidence[bib], or bibtexparser"
    " itself"
)


def read_bibtex(text: str, file: str = "the BibTeX") -> tuple[Work, ...]:
    r"""Return the works of a BibTeX text, in its order.

    Raises:
        ReadError: if anything in it is wrong; it holds the faults with their lines.
        ImportError: if bibtexparser is not installed.

    >>> text = "@article{lee, author = {Lee, Ada}, title = {Caf{\\'e}s}, year = 2019}"
    >>> (work,) = read_bibtex(text)
    >>> work.title, work.year, work.authors
    ('Cafés', 2019, (Author(family='Lee', given='Ada'),))
    """
    library = _parsed(text)
    faults = list(_failed(library, file))
    strings = {block.key.casefold(): block.value for block in library.strings}
    entries: dict[str, tuple[int, str, dict[str, str]]] = {}
    for block in library.entries:
        line = _line(block)
        values: dict[str, str] = {}
        for field in block.fields:
            try:
                values[field.key.casefold()] = resolved(str(field.value), strings)
            except Undefined as error:
                faults.append(Fault(file, (field.start_line or 0) + 1, None, str(error)))
        entries[block.key] = (line, block.entry_type.casefold(), values)
    if not entries and not faults and text.strip():
        faults.append(Fault(file, 1, None, "has no entry of BibTeX, such as @article{key, …}"))
    return check(file, _works(entries, file, faults), faults)


def as_bibtex(works: Iterable[Work]) -> str:
    """Return works as BibTeX; the letters of any script stay as they are.

    Raises:
        ImportError: if bibtexparser is not installed.

    >>> print(as_bibtex([Work("lee-2019", "article", "Small buses", year=2019)]))
    @article{lee-2019,
      title = {Small buses},
      year = {2019}
    }
    <BLANKLINE>
    """
    try:
        from bibtexparser.entrypoint import write_string
        from bibtexparser.library import Library
        from bibtexparser.model import Block, Entry, Field
        from bibtexparser.writer import BibtexFormat
    except ImportError as error:
        raise ImportError(_NEEDS) from error
    form: Any = BibtexFormat()  # type: ignore[no-untyped-call]
    form.indent, form.block_separator = "  ", "\n"
    entries: list[Block] = []
    used: Counter[str] = Counter()
    for work in works:
        kind, wanted, values = entry_of(work)
        # What BibTeX cannot have in a key is left out, and two keys may then be one.
        key = unused(wanted.casefold(), used)
        if key == wanted.casefold():
            key = wanted
        entries.append(Entry(kind, key, [Field(name, f"{{{text}}}") for name, text in values]))
    written: str = write_string(Library(entries), unparse_stack=[], bibtex_format=form)
    return written


def _parsed(text: str) -> Library:
    try:
        from bibtexparser.entrypoint import parse_string
    except ImportError as error:
        raise ImportError(_NEEDS) from error
    # What cannot be parsed is told by its blocks, with their lines; the log would say it again.
    log = logging.getLogger("bibtexparser")
    was, log.disabled = log.disabled, True
    splitter = logging.getLogger("bibtexparser.splitter")
    was_too, splitter.disabled = splitter.disabled, True
    try:
        return parse_string(text, parse_stack=[])
    finally:
        log.disabled, splitter.disabled = was, was_too


def _failed(library: Library, file: str) -> Iterator[Fault]:
    """Yield the faults that the parser met."""
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock

    for block in library.failed_blocks:
        line = _line(block)
        if isinstance(block, DuplicateBlockKeyBlock):
            said = f"the key {block.key!r} is also that of line {_line(block.previous_block)}"
            yield Fault(file, line, None, f"{said}; change one")
        elif isinstance(block, DuplicateFieldKeyBlock):
            names = ", ".join(sorted(block.duplicate_keys))
            yield Fault(file, line, None, f"this entry has twice: {names}; keep one")
        else:
            reason = getattr(block.error, "abort_reason", None) or str(block.error) or "not closed"
            yield Fault(file, line, None, f"cannot be read as BibTeX: {' '.join(reason.split())}")


def _line(block: Any) -> int:
    return int(block.start_line or 0) + 1


def _works(
    entries: Mapping[str, tuple[int, str, dict[str, str]]], file: str, faults: list[Fault]
) -> Iterator[tuple[int, Work]]:
    """Yield the works of entries, each with its line."""
    by_key = {key.casefold(): values for key, (_, _, values) in entries.items()}
    for key, (line, kind, values) in entries.items():
        if not re.search(r"\S", key):
            faults.append(Fault(file, line, None, "this entry has no key"))
            continue
        try:
            yield line, work_of(key, kind, _inherited(values, by_key))
        except ValueError as error:
            faults.append(Fault(file, line, None, f"{key[:80]}: {error}"))


def _inherited(values: dict[str, str], by_key: Mapping[str, dict[str, str]]) -> dict[str, str]:
    """Return the values of an entry with those of the ones that it refers to."""
    found = dict(values)
    above = values
    for _ in range(DEEPEST_CROSSREF):
        parent = by_key.get(_plain(above.get("crossref", "")))
        if parent is None or parent is above:
            break
        for name, text in parent.items():
            if name != "crossref":
                found.setdefault("booktitle" if name == "title" else name, text)
        above = parent
    return found


def _plain(text: str) -> str:
    return text.strip('{}" ').casefold()
