"""Say what went wrong, in a small tree of errors.

Each error is also the built-in that a caller would guess, carries its data, and offers near names::

    ScgraphError
    ├── ReadError (ValueError)             a file is wrong; .faults holds every fault found
    ├── UnknownNameError (KeyError)        no thing has this name; .near holds similar names
    ├── AmbiguousNameError (ValueError)    several things have this name; .hits holds them
    ├── UnknownQuestionError (KeyError)    no question has this name
    ├── ParameterError (ValueError)        a question was given a value that it cannot take
    ├── QueryError (ValueError)            a query cannot be parsed or answered
    ├── InvalidGraphError (ValueError)     a report has violations; .report holds it
    ├── ProposalError (ValueError)         a proposed claim is refused; .reasons says why
    ├── ExportError (ValueError)           a format cannot hold this; it says what, and where
    ├── LimitError                         a query was given up; .retry_after says when to ask again
    │   ├── QueryTimeoutError (TimeoutError)   it took longer than it may
    │   ├── MemoryLimitError (MemoryError)     it needed more memory than it may
    │   └── BusyError                          too many queries are waiting already
    ├── RemoteError (OSError)              another server does not answer, or not as it should
    └── CorpusError (OSError)              a corpus is missing, or is not one

>>> print(UnknownNameError("mlitt", "Actor", ["mlit"]))
no Actor is named 'mlitt' (did you mean 'mlit'?)
"""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike, fspath

from scgraph.errors.fault import Fault
from scgraph.errors.limits import (
    BusyError,
    LimitError,
    MemoryLimitError,
    QueryTimeoutError,
    RemoteError,
)
from scgraph.errors.near import did_you_mean, near_names
from scgraph.errors.root import ScgraphError

__all__ = [
    "AmbiguousNameError",
    "BusyError",
    "CorpusError",
    "ExportError",
    "Fault",
    "InvalidGraphError",
    "LimitError",
    "MemoryLimitError",
    "ParameterError",
    "ProposalError",
    "QueryError",
    "QueryTimeoutError",
    "ReadError",
    "RemoteError",
    "ScgraphError",
    "UnknownNameError",
    "UnknownQuestionError",
    "did_you_mean",
    "near_names",
]

# A traceback names an error as those who catch it do, whatever page it stands on.
for _error in (
    BusyError,
    LimitError,
    MemoryLimitError,
    QueryTimeoutError,
    RemoteError,
    ScgraphError,
):
    _error.__module__ = __name__


class ReadError(ScgraphError, ValueError):
    """Say that files could not be read; nothing of them was loaded.

    >>> print(ReadError([Fault("a.yaml", 1, 1, "tab"), Fault("b.yaml", 2, 7, "no value")]))
    2 faults:
    a.yaml:1:1: tab
    b.yaml:2:7: no value
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep what the error is about."""
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        """Say it in words that a person can act on."""
        lines = "\n".join(str(fault) for fault in self.faults)
        return lines if len(self.faults) == 1 else f"{len(self.faults)} faults:\n{lines}"


class UnknownNameError(ScgraphError, KeyError):
    """Say that no thing of a kind has a name, which names come near, and what else bears it.

    >>> print(UnknownNameError("silos", "Actor", others=["Barrier"]))
    no Actor is named 'silos'; it is a Barrier
    """

    def __init__(
        self,
        name: str,
        kind: str | None = None,
        near: Iterable[str] = (),
        others: Iterable[str] = (),
    ) -> None:
        """Keep what the error is about; `others` are kinds of which something has the name."""
        self.name = name
        self.kind = kind
        self.near: tuple[str, ...] = tuple(near)
        self.others: tuple[str, ...] = tuple(others)
        super().__init__(name, kind, self.near, self.others)

    def __str__(self) -> str:
        """Say it in words that a person can act on."""
        unknown = f"no {self.kind or 'thing'} is named {self.name!r}"
        if self.others:
            article = "an" if self.others[0][0] in "AEIO" else "a"
            return f"{unknown}; it is {article} {' and a '.join(self.others)}"
        return f"{unknown}{did_you_mean(self.near)}"


class AmbiguousNameError(ScgraphError, ValueError):
    """Say that a name belongs to several things, and list them.

    >>> print(AmbiguousNameError("transport", ["id:transport", "id:transport-office"]))
    'transport' names several things: id:transport, id:transport-office; give one of these instead
    """

    def __init__(self, name: str, hits: Iterable[str]) -> None:
        """Keep what the error is about."""
        self.name = name
        self.hits: tuple[str, ...] = tuple(hits)
        super().__init__(name, self.hits)

    def __str__(self) -> str:
        """Say it in words that a person can act on."""
        things = ", ".join(self.hits)
        return f"{self.name!r} names several things: {things}; give one of these instead"


class UnknownQuestionError(ScgraphError, KeyError):
    """Say that no question has a name, and which names come near.

    >>> print(UnknownQuestionError("barriers/al", ["barriers/all"]))
    no question is named 'barriers/al' (did you mean 'barriers/all'?)
    """

    def __init__(self, name: str, near: Iterable[str] = ()) -> None:
        """Keep what the error is about."""
        self.name = name
        self.near: tuple[str, ...] = tuple(near)
        super().__init__(name, self.near)

    def __str__(self) -> str:
        """Say it in words that a person can act on."""
        return f"no question is named {self.name!r}{did_you_mean(self.near)}"


class ParameterError(ScgraphError, ValueError):
    """Say that a question cannot take a parameter or its value.

    >>> print(ParameterError("figures/all", "year", "soon", "is not an integer"))
    figures/all: year='soon' is not an integer
    """

    def __init__(
        self,
        question: str,
        parameter: str,
        value: object,
        reason: str = "is not a value of this parameter",
        near: Iterable[str] = (),
    ) -> None:
        """Keep what the error is about."""
        self.question = question
        self.parameter = parameter
        self.value = value
        self.reason = reason
        self.near: tuple[str, ...] = tuple(near)
        super().__init__(question, parameter, value, reason, self.near)

    def __str__(self) -> str:
        """Say it in words that a person can act on."""
        given = f"{self.parameter}={self.value!r}"
        return f"{self.question}: {given} {self.reason}{did_you_mean(self.near)}"


class QueryError(ScgraphError, ValueError):
    """Say that a query cannot be parsed or answered.

    >>> print(QueryError("line 1, column 7: SERVICE asks another server"))
    line 1, column 7: SERVICE asks another server
    """


class InvalidGraphError(ScgraphError, ValueError):
    """Say that a graph breaks its shapes; the report says where.

    >>> print(InvalidGraphError("12 checked, 0 skipped, 1 failed"))
    12 checked, 0 skipped, 1 failed
    """

    def __init__(self, report: object) -> None:
        """Keep what the error is about."""
        self.report = report
        super().__init__(report)

    def __str__(self) -> str:
        """Say it in words that a person can act on."""
        return str(self.report)


class ProposalError(ScgraphError, ValueError):
    """Say that a proposed claim, or what else is proposed, is refused; nothing was written.

    >>> print(ProposalError(["at: the paper has no sentence 9/p1/s1", "says: is missing"]))
    the claim is refused:
    - at: the paper has no sentence 9/p1/s1
    - says: is missing
    """

    def __init__(self, reasons: Iterable[str], what: str = "claim") -> None:
        """Keep what the error is about."""
        self.reasons: tuple[str, ...] = tuple(reasons)
        self.what = what
        super().__init__(self.reasons, what)

    def __str__(self) -> str:
        """Say it in words that a person can act on."""
        return "\n".join([f"the {self.what} is refused:", *(f"- {one}" for one in self.reasons)])


class ExportError(ScgraphError, ValueError):
    """Say that a graph cannot be written in a format, what stands in the way, and what to do.

    >>> print(ExportError("out.gefx: no format has this suffix", (".gexf",)))
    out.gefx: no format has this suffix (did you mean '.gexf'?)
    """

    def __init__(self, reason: str, near: Iterable[str] = ()) -> None:
        """Keep what the error is about."""
        self.reason = reason
        self.near: tuple[str, ...] = tuple(near)
        super().__init__(reason, self.near)

    def __str__(self) -> str:
        """Say it in words that a person can act on."""
        return f"{self.reason}{did_you_mean(self.near)}"


class CorpusError(ScgraphError, OSError):
    """Say that a corpus is missing, or is not one, and what to do.

    >>> print(CorpusError("papers", "there is no such folder; give one that holds corpus.yaml"))
    papers: there is no such folder; give one that holds corpus.yaml
    """

    def __init__(self, path: str | PathLike[str], reason: str) -> None:
        """Keep what the error is about."""
        super().__init__(reason)
        self.path = fspath(path)
        self.reason = reason

    def __str__(self) -> str:
        """Say it in words that a person can act on."""
        return f"{self.path}: {self.reason}"

    def __reduce__(self) -> tuple[type[CorpusError], tuple[str, str]]:
        """Let the error travel between processes."""
        # OSError would rebuild itself from its own arguments and lose the path.
        return type(self), (self.path, self.reason)
