"""The door of the room: a graph's causal links, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from scgraph.answers import Table
from scgraph.causes import tables
from scgraph.causes.chains import Chains
from scgraph.causes.links import Chain, Link, Node, links_of
from scgraph.errors import ParameterError, UnknownNameError
from scgraph.names import Names

LENGTH = 6
"""So many links a chain has at most, unless more are asked for."""

MANY = 1000
"""So many chains are given at most, unless more are asked for."""


class Causes:
    """The causal links of each paper, without those that fall with what is withdrawn.

    A chain is made of links of one paper and passes no thing twice; what a text denies is left
    out. Chains come by length, then by their weakest link (the certainty of its claim; then,
    whether its effect is stated), then by names and IRIs. Every row says in ``told`` who asserts
    the whole: "asserted by one claim", "asserted in one sentence", "asserted by one source" (each
    claim cites it as evidence, as a source of data, or as holding what it says), or, where nobody
    does, "composed from n statements".

    Args:
        links: rows of the question ``causes/links``.
        names: what looks up names.
        without: names of claims and sources to withdraw. With a source fall the claims that cite
            no other; what is presumed to be the same work counts as the same, as in the question
            ``sources/withdrawn``. A claim that cites nothing stays.
        max_length: the most links of a chain.

    Raises:
        UnknownNameError: if no claim or source bears a name.
        AmbiguousNameError: if several things bear it.

    >>> from scgraph import load
    >>> load().causes(without="holroyd-2022")
    Causes(106 links between 90 things, chains of up to 6 links)
    """

    def __init__(
        self,
        links: Table,
        names: Names,
        without: str | Iterable[str] = (),
        max_length: int = LENGTH,
    ) -> None:
        from scgraph.causes.withdrawing import fallen

        given = [without] if isinstance(without, str) else without
        self._names = names
        self._table = links
        self._withdrawn = [_claim_or_source(name, names) for name in given]
        self._every = links_of(links)
        self._fallen = fallen(self._every, self._withdrawn)
        self._standing = tuple(link for link in self._every if link.claim not in self._fallen)
        self._max_length = max_length

    def __repr__(self) -> str:
        return f"Causes({self.described})"

    @property
    def described(self) -> str:
        """What is looked at, in words.

        >>> from scgraph import load
        >>> load().causes(max_length=4).described
        '107 links between 90 things, chains of up to 4 links'
        """
        things = len(self._chains().nodes)
        return (
            f"{len(self._standing)} links between {things} things,"
            f" chains of up to {self._max_length} links"
        )

    @property
    def links(self) -> Table:
        """The rows of ``causes/links`` that are reasoned on: those of all claims that stand.

        >>> from scgraph import load
        >>> len(load().causes().links) > 100
        True
        """
        return self._table.where("claim", lambda claim: claim not in self._fallen)

    @property
    def fallen(self) -> tuple[str, ...]:
        """The claims that fall with what is withdrawn, if they state causal links; sorted IRIs.

        >>> from scgraph import load
        >>> load().causes(without="an-2025:division-makes-silos").fallen
        ('https://w3id.org/scgraph/paper/an-2025/division-makes-silos',)
        """
        return tuple(sorted(self._fallen))

    def paths(self, from_: str | None = None, to: str | None = None, *, limit: int = MANY) -> Table:
        """Return the chains of causes that begin or end at a thing; all chains without a name.

        Chains from or to the other end of its scale are listed too, under that end: what hinders
        public trust bears on low public trust. For the subgraph behind a chain, ask for `steps`.

        Args:
            from_: where chains begin.
            to: where they end.
            limit: at most so many chains, the first ones.

        Returns:
            ``chain`` in words; ``told``, who asserts it; ``start`` and ``end``; ``length`` in
            links; ``sign``: whether more of the start "raises" or "lowers" the end, "unstated"
            where a link leaves it open; the weakest ``certainty`` on the way; ``effect_status``:
            "Stated", or what else effects on the way are; the weakest ``reading``;
            ``alternatives``: whether a claim on the way names several causes or effects and not
            which; ``source``: one that all claims rest on; ``claims`` and ``locators`` in the
            order of the links; ``paper``.

        Raises:
            UnknownNameError: if nothing bears a name.
            QueryError: if there are too many ways to look through.

        >>> from scgraph import load
        >>> print(load().causes().paths(to="low-public-trust")[0].told)
        asserted by one claim
        """
        return tables.of_paths(self._found(from_, to, limit), self._names.curie)

    def steps(self, from_: str | None = None, to: str | None = None, *, limit: int = MANY) -> Table:
        """Return the links of the chains that `paths` gives, one a row, with the claim of each.

        This is a view: it can be drawn and exported as a network, and `kg.evidence` gives what
        stands behind it.

        Returns:
            ``path``: the number of the chain in `paths`, from 1; ``step``: the number of the link
            in the chain; ``told`` of the whole chain; ``start``, ``relation``, ``end``;
            ``certainty``; ``status``; ``claim``; what it ``says``; its ``locator``; ``paper``.

        Raises:
            UnknownNameError: if nothing bears a name.
            QueryError: if there are too many ways to look through.

        >>> from scgraph import load
        >>> kg = load()
        >>> kg.network(kg.causes().steps(to="isolated-projects", limit=2)).number_of_edges()
        2
        """
        return tables.of_steps(self._found(from_, to, limit))

    def loops(self, *, limit: int = MANY) -> Table:
        """Return the circles of causes, each once, begun at the thing whose name comes first.

        Returns:
            ``chain``: the loop in words, which ends where it begins; ``sign``: "reinforcing",
            "balancing", or "sign not stated" where a link leaves it open; else as `paths`.

        Raises:
            QueryError: if there are too many ways to look through.

        >>> from scgraph import load
        >>> len(load().causes().loops())
        0
        """
        return tables.of_loops(islice(self._chains().loops(), limit), self._names.curie)

    def two_sided(self) -> Table:
        """Return what helps and harms: two things by a link each, or one and the same by chains.

        Returns:
            ``start``; ``sides``: "helps one thing and harms another", "helps and harms the same",
            or, of a thing neither good nor bad, "raises and lowers the same"; then for each side,
            ``helps`` and ``harms``: the thing, its chain in words, who told it, its weakest
            certainty and effect status, claims and locators; ``paper``.

        Raises:
            QueryError: if there are too many ways to look through.

        >>> from scgraph import load
        >>> load().causes().two_sided()[0].sides
        'helps one thing and harms another'
        """
        from scgraph.causes.sides import two_sided

        return tables.of_sides(two_sided(self._chains()), self._names.curie)

    def withdrawn(self) -> Table:
        """Return what breaks without what was withdrawn, compared with nothing withdrawn.

        A pair of things is a row if the first chain between them falls, and the first that is left
        is longer or has a weaker link.

        Returns:
            ``breaks``: "no chain left", "a longer chain left" or "a weaker chain left"; the
            ``chain`` that falls, who ``told`` it, ``start``, ``end``, its ``length``; the first
            chain ``left`` and ``left_told``; ``leads_to``: to how many things the start still
            leads, and ``follows_from``: from how many the end still follows; ``claims`` and
            ``locators`` of the chain that falls; ``paper``.

        Raises:
            ParameterError: if nothing was withdrawn.
            QueryError: if there are too many ways to look through.

        >>> from scgraph import load
        >>> falls = load().causes(without="an-2025:division-makes-silos").withdrawn()[0]
        >>> print(falls.chain, "|", falls.breaks)
        Division among ministries → (causes) Institutional silos | no chain left
        """
        from scgraph.causes.withdrawing import broken

        if not self._withdrawn:
            raise ParameterError("causes", "without", None, "must name a claim or a source")
        pairs = broken(Chains(self._every, self._max_length), self._chains())
        return tables.of_broken(pairs, self._names.curie)

    def carries(self) -> Table:
        """Rank the claims by what each alone holds up, chains of any length counted.

        Returns:
            ``claim``; what it ``says``; ``locator``; ``pairs``: ordered pairs of things that only
            chains through it join; ``joined``: the pairs that any chain of its paper joins;
            ``pieces``: into how many more pieces the network would fall, whichever way its links
            point; ``links`` that it asserts; its ``certainty``; ``paper``.

        >>> from scgraph import load
        >>> load().causes().carries()[0].pairs > 10
        True
        """
        from scgraph.causes.carrying import load_of_claims

        by_claim: dict[str, list[Link]] = {}
        for link in self._standing:
            by_claim.setdefault(link.claim, []).append(link)
        return tables.of_claim_loads(by_claim, load_of_claims(self._standing))

    def junctions(self) -> Table:
        """Rank the factors and initiatives by what each alone joins, chains of any length counted.

        Returns:
            ``thing``; ``pairs``: ordered pairs of other things that only chains through it join;
            ``joined``: the pairs that any chain of its paper joins; ``pieces``: into how many more
            pieces the network would fall without it (an articulation point if any); ``paper``.

        >>> from scgraph import load
        >>> load().causes().junctions()[0].pairs > 10
        True
        """
        from scgraph.causes.carrying import load_of_nodes

        return tables.of_node_loads(load_of_nodes(self._standing))

    def _chains(self) -> Chains:
        return Chains(self._standing, self._max_length)

    def _found(self, from_: str | None, to: str | None, limit: int) -> list[Chain]:
        chains = self._chains()
        starts, ends = self._nodes(from_, chains), self._nodes(to, chains)
        return list(islice(chains.between(starts, ends), limit))

    def _nodes(self, name: str | None, chains: Chains) -> frozenset[Node]:
        """Return the nodes of a thing and of the other end of its scale; all without a name."""
        if name is None:
            return chains.nodes
        iri = self._names.resolve(name)
        poles = {pole for link in self._every for pole in link.poles}
        wanted = {iri} | {one for one, other in poles if other == iri}
        return frozenset(node for node in chains.nodes if node.iri in wanted)


def _claim_or_source(name: str, names: Names) -> str:
    iri = names.resolve(name)
    if names.is_a(iri, "Claim") or names.is_a(iri, "Source"):
        return iri
    raise UnknownNameError(name, "claim or source", (), names.special_kinds(iri))
