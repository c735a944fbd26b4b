"""Ask a graph: named questions, SPARQL, cards, evidence, search.

>>> from scgraph import load
>>> load().ask("actors/roles", actor="MIC").columns[0]
'actor'
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import Triple

from scgraph import files
from scgraph.answers import Card, Row, Section, Table
from scgraph.asking import Asking
from scgraph.catalogue import Catalogue, Question
from scgraph.catalogue.cards import card_parts, make_card, parts_of_all
from scgraph.catalogue.evidence import behind_claims, claims_of
from scgraph.engine import Engine
from scgraph.graph.naming import Naming
from scgraph.names import Names

if TYPE_CHECKING:
    from rdflib import Graph

    from scgraph.causes import Causes


class Answering(Naming):
    """An engine with the questions that can be asked of it, and the names of its things.

    Things are named by IRI, CURIE, slug or label, such as "mic" or "総務省".
    """

    def __init__(self, engine: Engine, language: str) -> None:
        super().__init__(Names(engine), language)
        self._engine = engine

    @property
    def ask(self) -> Asking:
        """Answer a named question: ``kg.ask(name, **params)``, or ``kg.ask.topic.name(**params)``.

        A parameter without a value means "all"; things are named as everywhere. The answer is a
        `Table` with the rows in the order of the question. See `Asking` for the errors.

        >>> from scgraph import load
        >>> load().ask("actors/roles", actor="mic", role="mandate").column("role_label")[0]
        'Has the mandate for'
        >>> load().ask.actors.roles(actor="mic", role="mandate")[0].target_label
        'ICT infrastructure'
        """
        return Asking(self._catalogue, self._engine, self._names)

    def question(self, name: str, /) -> Question:
        """Return a question as its file describes it.

        Raises:
            UnknownQuestionError: if no question has this name.

        >>> from scgraph import load
        >>> load().question("actors/roles").title
        'The roles of an actor'
        """
        return self._catalogue.question(name)

    def questions(self) -> Table:
        """List the questions: name, what it answers, parameters and columns, by name.

        >>> from scgraph import load
        >>> load().questions().columns
        ('name', 'title', 'answers', 'params', 'columns')
        """
        return self._catalogue.listed()

    def evidence(self, row: Row | Table | str) -> Graph:
        """Return the subgraph behind a row: its claims, what they assert and cite, and where.

        A row that names no claim, such as one of counts, rests on the claims that speak of the
        first thing it names. Whatever a claim refers to comes with kind and names, so that the
        subgraph can be read, exported or drawn alone.

        Args:
            row: a row of an answer, a whole answer, or the name of a thing.

        Raises:
            UnknownNameError: if nothing bears the name.

        >>> from scgraph import load
        >>> kg = load()
        >>> subgraph = kg.evidence(kg.ask("figures/all")[0])
        >>> len(subgraph) > 50
        True
        """
        if isinstance(row, str):
            row = Row(("thing",), (self._names.resolve(row),))
        rows = row if isinstance(row, Table) else [row]
        claims = {claim for one in rows for claim in self._claims_of(one)}
        return self._as_graph(behind_claims(claims, self._catalogue, self._engine))

    def causes(
        self, *, paper: str | None = None, without: str | Iterable[str] = (), max_length: int = 6
    ) -> Causes:
        """Return the causal links, to find chains, loops, two-sided effects, and what carries most.

        Args:
            paper: only what this paper says.
            without: claims and sources to withdraw; with a source fall the claims that cite no
                other.
            max_length: the most links of a chain.

        Raises:
            UnknownNameError: if nothing of the kind bears a name.
            AmbiguousNameError: if several things bear it.

        >>> from scgraph import load
        >>> chains = load().causes().paths("fragmented-governance", "isolated-projects")
        >>> print(chains[0].chain)
        Fragmented governance → (causes) Inconsistent standards → (causes) Isolated projects
        >>> chains[0].told, chains[0].sign, chains[0].certainty_label
        ('asserted in one sentence', 'raises', 'Asserted')
        """
        from scgraph.causes import Causes
        from scgraph.causes.links import QUESTION

        links = self.ask(QUESTION, **({} if paper is None else {"paper": paper}))
        return Causes(links, self._names, without, max_length)

    def search(self, words: str, kind: str | None = None) -> Table:
        """Find things by words in their names, their definitions, and the texts of claims.

        The nearest come first: a whole name before a part of one, a name before a text. All of
        the words must occur; case, width and spacing do not count.

        Args:
            words: one or more, in any language.
            kind: the name of a class, such as "Barrier"; all things without it.

        Raises:
            UnknownNameError: if there is no such class.

        >>> from scgraph import load
        >>> load().search("land ministry", kind="Actor")[0].thing_label
        'Ministry of Land, Infrastructure, Transport and Tourism'
        """
        return self._names.search(words, kind)

    def show(self, name: str) -> Card:
        """Return a card about one thing: what it is, and what claims say of it.

        Raises:
            UnknownNameError: if nothing bears the name.
            AmbiguousNameError: if several things bear it.

        >>> from scgraph import load
        >>> load().show("mic").kind
        'Actor'
        """
        iri = self._names.resolve(name)
        return make_card(iri, self._catalogue, self._engine, self._names, self._language)

    def card_parts(self, name: str) -> tuple[Section, ...]:
        """Return what `show` tells of a thing as whole answers, with IRIs beside the names.

        Raises:
            UnknownNameError: if nothing bears the name.
            AmbiguousNameError: if several things bear it.

        >>> from scgraph import load
        >>> "thing" not in load().card_parts("mic")[0].answer.columns
        True
        """
        iri = self._names.resolve(name)
        return tuple(card_parts(iri, self._catalogue, self._engine, self._names))

    def all_card_parts(self) -> dict[str, tuple[Section, ...]]:
        """Return what `card_parts` gives for each thing, by IRI, many times as fast for all.

        >>> from scgraph import load
        >>> kg = load()
        >>> kg.all_card_parts()[kg.names.resolve("mic")] == kg.card_parts("mic")
        True
        """
        return parts_of_all(self._catalogue, self._engine, self._names)

    @cached_property
    def _catalogue(self) -> Catalogue:
        return Catalogue(files.queries())

    def _claims_of(self, row: Row) -> list[str]:
        return claims_of(row, self._catalogue, self._engine, self._names)

    def _as_graph(self, triples: Iterable[Triple]) -> Graph:
        from scgraph.validation.flatten import as_graph

        graph = as_graph(triples)
        for prefix, namespace in self.prefixes.items():
            graph.bind(prefix, namespace, override=True, replace=True)
        return graph
