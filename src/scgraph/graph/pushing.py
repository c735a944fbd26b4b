"""Load what a graph holds into a SPARQL server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from scgraph.graph.handing_over import HandingOver

if TYPE_CHECKING:
    from scgraph.answers import Pushed, PushedGraph
    from scgraph.engine.access import Auth
    from scgraph.pushing import Way


class Pushing(HandingOver):
    """A graph that can be loaded into other engines."""

    def push(
        self,
        url: str,
        *,
        by: Way | None = None,
        update: str | None = None,
        store: str | None = None,
        default_graph: bool = False,
        prune: bool = False,
        replace: bool = False,
        dry_run: bool = False,
        timeout: float | None = None,
        headers: Mapping[str, str] | None = None,
        auth: Auth | None = None,
        token: str | None = None,
        told: Callable[[PushedGraph], object] = lambda graph: None,
    ) -> Pushed:
        """Load the corpus into a SPARQL 1.1 server, graph by graph, and read back what arrived.

        Graphs that the server holds as they are here are passed over; any other is replaced whole.
        So a push that was stopped is finished by the next. Graphs of others are never touched.
        Secrets may stand in the environment, as for `connect`; the extra ``remote`` is needed.

        Args:
            url: the address of the server, or of its SPARQL endpoint.
            by: "store" (Graph Store Protocol) or "update" (SPARQL Update); what works if not given.
            update: the address that takes updates, if it does not lie beside `url`.
            store: the address of the graph store, if it does not lie beside `url`.
            default_graph: also copy all triples into the default graph, for servers that do not
                answer about the union of their graphs.
            prune: remove graphs below the corpus's base that are no longer in the corpus.
            replace: also replace graphs of the corpus that lie outside its base.
            dry_run: tell what would be sent and removed, and write nothing.
            timeout: how many seconds one request may take; 60 if not given, or what
                ``SCGRAPH_REMOTE_TIMEOUT`` says.
            headers: what else the server wants to see in each request.
            auth: user and password, or what httpx takes, such as its ``DigestAuth``.
            token: goes as ``Authorization: Bearer``.
            told: is called with each graph when it is done with.

        Raises:
            RemoteError: if the server cannot be reached, is none, or takes no graphs.
            QueryTimeoutError: if it does not answer in time.
            ImportError: if httpx is not installed.

        >>> from scgraph import load
        >>> load().push("file:///tmp")
        Traceback (most recent call last):
        scgraph.errors.RemoteError: file:///tmp: is no address of a server; it begins with \
http:// or https://
        """
        from scgraph.engine.access import TIMEOUT, access_to, seconds_from
        from scgraph.engine.http import Manners
        from scgraph.handover import canonical_nquads
        from scgraph.pushing import Load, push

        access = access_to(url, auth=auth, token=token, headers=headers)
        seconds = seconds_from(TIMEOUT) if timeout is None else timeout
        load = Load(
            self.quads,
            tuple(self._corpus.bases),
            canonical_nquads,
            by=by,
            update=update,
            store=store,
            fills_default=default_graph,
            prunes=prune,
            replaces=replace,
            is_dry=dry_run,
        )
        return push(load, access, Manners() if seconds is None else Manners(seconds=seconds), told)
