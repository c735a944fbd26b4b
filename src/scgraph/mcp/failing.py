"""Tell an assistant what went wrong: our own words, and behind the fence what was found."""

from __future__ import annotations

from typing import Any

from scgraph.errors import (
    AmbiguousNameError,
    LimitError,
    ParameterError,
    ProposalError,
    QueryError,
    ScgraphError,
    UnknownNameError,
    UnknownQuestionError,
)
from scgraph.mcp.fence import QUOTED, cleaned, fenced

_WORDS: tuple[tuple[type[BaseException], str, str], ...] = (
    (
        UnknownNameError,
        "unknown-name",
        "Nothing has this name. Take a near one if there is one, or look with find_thing.",
    ),
    (
        AmbiguousNameError,
        "ambiguous-name",
        "Several things have this name. Give the id of the one that is meant.",
    ),
    (UnknownQuestionError, "unknown-question", "There is no such question; see list_questions."),
    (ParameterError, "wrong-argument", "An argument is wrong. Mend it and call again."),
    (ProposalError, "refused", "The claim is refused. Mend every reason and call again."),
    (QueryError, "wrong-query", "The query cannot be answered as it is. Mend it."),
    (LimitError, "limit", "The query took more than it may. Ask for less."),
    (OSError, "missing-file", "A file of the corpus is gone or cannot be read; tell the user."),
    (ImportError, "missing-package", "A package is missing on the server; tell the user."),
)
_ANY = ("failed", "The call failed; what is wrong is quoted.")
_FAULT = "The server has failed; what you gave is not to blame. Tell the user to look at its log."


def words_of(error: BaseException) -> tuple[str, dict[str, Any]]:
    """Return what to say of an error, as text and structured.

    Names that come near are names of the corpus: they stand behind the fence with the rest.
    """
    kind, says = next(
        ((kind, says) for known, kind, says in _WORDS if isinstance(error, known)), _ANY
    )
    detail = cleaned({"message": str(error), **_found(error)})
    return f"{says}\n{fenced(detail)}", {"says": says, "error": kind, QUOTED: detail}


def words_of_fault() -> tuple[str, dict[str, Any]]:
    """Return what to say of an error that nobody has foreseen: nothing of what it holds."""
    return _FAULT, {"says": _FAULT, "error": "fault", QUOTED: {}}


def _found(error: BaseException) -> dict[str, Any]:
    """Return what an error carries that can be acted on."""
    held = {name: getattr(error, name, None) for name in ("near", "hits", "reasons", "retry_after")}
    return {name: value for name, value in held.items() if value} if _is_ours(error) else {}


def _is_ours(error: BaseException) -> bool:
    return isinstance(error, ScgraphError)
