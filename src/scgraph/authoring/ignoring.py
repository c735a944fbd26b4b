"""Keep from git what is nobody else's: texts of papers, and what can be made anew."""

from __future__ import annotations

from pathlib import Path

from scgraph import files
from scgraph.authoring.schemas import FOLDER

_IGNORED = (f"{files.TEXTS}/", f"{FOLDER}/")


def ignoring(root: Path) -> dict[Path, str]:
    """Return the git ignore of a corpus, by its path, if it lacks what git must not see.

    >>> import tempfile
    >>> (text,) = ignoring(Path(tempfile.mkdtemp())).values()
    >>> print(text, end="")
    texts/
    .scgraph/
    """
    path = root / ".gitignore"
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    there = {line.strip().strip("/") for line in before.splitlines()}
    new = [f"{line}\n" for line in _IGNORED if line.strip("/") not in there]
    gap = "\n" if before and not before.endswith("\n") else ""
    return {path: f"{before}{gap}{''.join(new)}"} if new else {}
