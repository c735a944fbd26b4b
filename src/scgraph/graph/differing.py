"""Tell what changed in meaning between two corpora, papers, or revisions."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from scgraph.answers import Difference

if TYPE_CHECKING:
    from scgraph.comparing import Side


def diff(
    old: str | PathLike[str] | None,
    new: str | PathLike[str] | None,
    *,
    old_revision: str | None = None,
    new_revision: str | None = None,
) -> Difference:
    """Tell what changed in meaning from one state to another, claim by claim.

    Order, layout and division of files play no part. A claim, a thing or a paper that only bears
    another name is told as renamed, one whose sentence stands elsewhere as moved.

    Args:
        old: a corpus, the folder of one paper, or an RDF file; the shipped corpus if None.
        new: the same for the other state.
        old_revision: read the old state as git keeps it at this revision, such as "HEAD~1".
        new_revision: the same for the new state.

    Raises:
        CorpusError: if there is neither a corpus nor a paper, or git has no such revision of it.
        ReadError: if files of one state are wrong.

    >>> diff(None, None).counts
    'no change'
    """
    from scgraph.comparing import difference

    return difference(_side(old, old_revision), _side(new, new_revision))


def _side(path: str | PathLike[str] | None, revision: str | None) -> Side:
    from scgraph import files
    from scgraph.comparing import read_side
    from scgraph.comparing.revisions import at_revision

    if revision is None:
        return read_side(path)
    known = files.data() if path is None else Path(path)
    with at_revision(known, revision) as folder:
        return read_side(folder, f"{known} at {revision}")
