"""Serve a corpus to somebody's own assistant by the Model Context Protocol.

The assistant reads the place of a sentence, proposes a claim, has it checked, and asks what is not
covered yet. It writes nothing but drafts, each of which a person has to review.
"""

from scgraph.mcp.server import corpus_server

__all__ = ["corpus_server"]
