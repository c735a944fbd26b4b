"""Serve a graph over HTTP, to be read: SPARQL, the questions, things, the explorer.

`make_app` is an ASGI application of Starlette; ``scgraph serve`` runs it. It needs the extra
``serve``.
"""
