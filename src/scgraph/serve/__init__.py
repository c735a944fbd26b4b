"""Serve a graph over HTTP, to be read: SPARQL, the questions, things, the explorer.

`make_app` is an ASGI application of Starlette; ``scgraph serve`` runs it. It needs the extra
``serve``.
"""

try:
    import starlette  # noqa: F401 - all modules of the room need it
except ImportError as error:
    raise ImportError("to serve a graph, install scgraph-evidence[serve]") from error
