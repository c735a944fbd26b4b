"""Tell the writer of a corpus, while writing, what is wrong, why it matters, and what to do.

Every rule has a code, such as ``claim/same-words``, and a page: docs/lint-rules.md. `lint` looks
again only at what has changed; `fixed` mends what a machine can mend.

>>> from scgraph import files
>>> result = lint(files.data())
>>> result.with_severity("Violation")
()
"""

from scgraph.linting.linting import Linted, lint
from scgraph.linting.problem import Problem

__all__ = ["Linted", "Problem", "lint"]
