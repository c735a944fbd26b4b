"""The error tree: each error is a built-in too, carries its data, and says what to do."""

from __future__ import annotations

import pickle

import pytest

import scgraph
from scgraph import errors
from scgraph.errors import (
    AmbiguousNameError,
    BusyError,
    CorpusError,
    ExportError,
    Fault,
    InvalidGraphError,
    LimitError,
    MemoryLimitError,
    ParameterError,
    ProposalError,
    QueryError,
    QueryTimeoutError,
    ReadError,
    RemoteError,
    ScgraphError,
    UnknownNameError,
    UnknownQuestionError,
)

FAULT = Fault("claims.yaml", 3, 5, "unknown key 'sais'", ("says",))
EXAMPLES: list[tuple[ScgraphError, type[Exception], str]] = [
    (ReadError([FAULT]), ValueError, "claims.yaml:3:5: unknown key 'sais' (did you mean 'says'?)"),
    (
        UnknownNameError("mlitt", "Actor", ["mlit", "mic"]),
        KeyError,
        "no Actor is named 'mlitt' (did you mean 'mlit' or 'mic'?)",
    ),
    (
        AmbiguousNameError("x", ["id:a", "id:b"]),
        ValueError,
        "'x' names several things: id:a, id:b; give one of these instead",
    ),
    (UnknownQuestionError("a/b"), KeyError, "no question is named 'a/b'"),
    (
        ParameterError("a/b", "year", "soon", "is not an integer"),
        ValueError,
        "a/b: year='soon' is not an integer",
    ),
    (QueryError("no brace"), ValueError, "no brace"),
    (InvalidGraphError("1 failed"), ValueError, "1 failed"),
    (
        ExportError("a.gefx: no format", [".gexf"]),
        ValueError,
        "a.gefx: no format (did you mean '.gexf'?)",
    ),
    (ProposalError(["at: none"]), ValueError, "the claim is refused:\n- at: none"),
    (CorpusError("here", "is empty"), OSError, "here: is empty"),
    (LimitError("too large an answer"), Exception, "too large an answer"),
    (QueryTimeoutError("no answer", 30), TimeoutError, "no answer"),
    (MemoryLimitError("over 512 MB"), MemoryError, "over 512 MB"),
    (BusyError("64 are waiting", 1), Exception, "64 are waiting"),
    (RemoteError("there is no server"), OSError, "there is no server"),
]


def test_every_error_of_the_tree_is_exemplified() -> None:
    """The examples below cover every class that the module exports."""
    exported = {getattr(errors, name) for name in errors.__all__}
    classes = {item for item in exported if isinstance(item, type)} - {Fault, ScgraphError}
    assert classes
    assert {type(error) for error, _, _ in EXAMPLES} == classes


@pytest.mark.parametrize(("error", "builtin", "message"), EXAMPLES)
def test_an_error_is_also_the_builtin_that_a_caller_would_guess(
    error: ScgraphError, builtin: type[Exception], message: str
) -> None:
    """Whoever catches the built-in catches ours."""
    assert isinstance(error, builtin)
    assert isinstance(error, ScgraphError)


@pytest.mark.parametrize(("error", "builtin", "message"), EXAMPLES)
def test_an_error_says_its_message_plainly(
    error: ScgraphError, builtin: type[Exception], message: str
) -> None:
    """The text is the message itself, not its repr as in a bare KeyError."""
    assert str(error) == message


@pytest.mark.parametrize(("error", "builtin", "message"), EXAMPLES)
def test_an_error_survives_pickling_with_its_data(
    error: ScgraphError, builtin: type[Exception], message: str
) -> None:
    """An error raised in a worker process arrives whole."""
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == message
    assert vars(copy) == vars(error)


def test_a_fault_without_line_names_the_file_alone() -> None:
    """What is not known is left out, and not written as None."""
    assert str(Fault("a.jsonld", None, None, "bad")) == "a.jsonld: bad"
    assert str(Fault("a.nq", 4, None, "bad")) == "a.nq:4: bad"


def test_a_read_error_counts_its_faults() -> None:
    """Several faults come with their number first."""
    assert str(ReadError([FAULT, FAULT])).startswith("2 faults:\nclaims.yaml:3:5:")


def test_near_names_of_a_very_long_name_are_not_sought() -> None:
    """A name of a megabyte costs no comparison."""
    assert errors.near_names("x" * 1_000_000, ["x" * 999_999]) == ()


def test_the_tree_drawn_in_the_docstring_names_every_error() -> None:
    """The drawing does not fall behind the code."""
    assert EXAMPLES
    drawn = errors.__doc__ or ""
    for error, builtin, _ in EXAMPLES:
        guessed = "" if builtin is Exception else f" ({builtin.__name__})"
        assert f"─ {type(error).__name__}{guessed}" in drawn


def test_the_package_exports_every_error() -> None:
    """A user catches errors by the names of the package."""
    assert EXAMPLES
    for error, _, _ in EXAMPLES:
        assert getattr(scgraph, type(error).__name__) is type(error)
