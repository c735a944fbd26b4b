"""Collect what is said of nodes, by short names of properties."""

from __future__ import annotations

from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from scgraph import terms


class Statements:
    """Quads of the default graph, each once and in the order in which they were said."""

    def __init__(self) -> None:
        self._quads: dict[Quad, None] = {}

    @property
    def quads(self) -> tuple[Quad, ...]:
        """All that was said."""
        return tuple(self._quads)

    def say(self, subject: str, *said: tuple[str, NamedNode | Literal | str | int]) -> None:
        """Say of a node what its properties are, each with its value.

        >>> statements = Statements()
        >>> statements.say("t:a", ("schema:name", "A"))
        >>> statements.quads[0].object.value
        'A'
        """
        node = NamedNode(subject)
        for name, value in said:
            term = value if isinstance(value, NamedNode | Literal) else Literal(value)
            self._quads.setdefault(Quad(node, term_of(name), term))

    def alike(self, subject: str, value: NamedNode | Literal | str | None, *names: str) -> None:
        """Say one value by several properties; nothing, if there is none."""
        if value:
            self.say(subject, *((name, value) for name in names))


def term_of(short: str) -> NamedNode:
    """Return a term of a vocabulary by its short name.

    >>> term_of("schema:name").value
    'https://schema.org/name'
    """
    full = terms.expand(short)
    assert full is not None, short
    return NamedNode(full)


def below(dataset: str, *parts: str) -> str:
    """Return an IRI below a dataset, which differs wherever a part does.

    >>> below("https://example.org/dataset", "class", "https://schema.org/Place")
    'https://example.org/dataset#class/schema:Place'
    """
    return f"{dataset}#{'/'.join(quote(terms.curie(part), safe=':') for part in parts)}"
