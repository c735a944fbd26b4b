"""Read XML from anywhere: no document type, no entities, nothing fetched, nothing endless.

>>> root = read_xml(b"<a xmlns='x:y'><b n='1'>text</b></a>", "a.xml")
>>> root.name, root.namespace, root.below[0].attributes, root.below[0].text
('a', 'x:y', {'n': '1'}, 'text')
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from scgraph.errors import Fault, ReadError

DEEPEST = 100
MOST_ELEMENTS = 2_000_000
_SEPARATOR = "\x1f"


@dataclass
class Element:
    """An element, its attributes without namespaces, its own text, and the line it begins on."""

    name: str
    namespace: str
    attributes: Mapping[str, str]
    line: int
    below: list[Element] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of the element itself, without that of elements below it."""
        return "".join(self.parts)

    def all(self, *names: str) -> Iterator[Element]:
        """Yield the elements of some names directly below this one."""
        return (one for one in self.below if one.name in names)

    def first(self, name: str) -> Element | None:
        """Return the first element of a name directly below this one, or None."""
        return next(self.all(name), None)

    def each(self, *names: str) -> Iterator[Element]:
        """Yield the elements of some names at any depth."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            if one.name in names:
                yield one
            waiting.extend(reversed(one.below))


def read_xml(data: bytes, file: str) -> Element:
    """Return the root of a document.

    Raises:
        ReadError: if it is not well formed, has a document type, or is deeper or longer than any
            project.
    """
    reader = _Reader(file)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        message = f"is not well-formed XML: {expat.ErrorString(error.code)}"
        raise ReadError([Fault(file, error.lineno, error.offset + 1, message)]) from error
    except (LookupError, ValueError) as error:
        # An encoding that Python does not know, or that the parser cannot take.
        if isinstance(error, ReadError):
            raise
        message = "is in an encoding that cannot be read; write it as UTF-8"
        raise ReadError([Fault(file, 1, None, message)]) from error
    return reader.root


class _Reader:
    """Build elements from what the parser tells."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._open = [Element("", "", {}, 0)]
        self._number = 0
        # Without a document type there is no entity to expand and nothing to fetch.
        self.parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    @property
    def root(self) -> Element:
        return self._open[0].below[0]

    def _fail(self, message: str) -> ReadError:
        return ReadError([Fault(self._file, self.parser.CurrentLineNumber, None, message)])

    def _refuse(self, *_: object) -> None:
        raise self._fail("has a document type, which no project needs and none is read with")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._number += 1
        if self._number > MOST_ELEMENTS:
            raise self._fail(f"has more than {MOST_ELEMENTS} elements")
        if len(self._open) > DEEPEST:
            raise self._fail(f"is nested deeper than {DEEPEST} levels")
        namespace, _, local = name.rpartition(_SEPARATOR)
        plain = {key.rpartition(_SEPARATOR)[2]: value for key, value in attributes.items()}
        element = Element(local, namespace, plain, self.parser.CurrentLineNumber)
        self._open[-1].below.append(element)
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].parts.append(text)
