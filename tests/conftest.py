"""What many tests share: the shipped corpus, loaded once."""

from __future__ import annotations

import pytest

import scgraph


@pytest.fixture(scope="session")
def kg() -> scgraph.KnowledgeGraph:
    """Return the shipped corpus."""
    return scgraph.load()
