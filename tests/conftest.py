"""What many tests share: the shipped corpus, loaded once, and how hard to look."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

import scgraph

# Generated examples: as many as a commit can wait for, or, in `make deep`, many more.
settings.register_profile("quick", max_examples=200, deadline=None)
settings.register_profile("deep", max_examples=4000, deadline=None)
settings.load_profile("deep" if os.environ.get("SCGRAPH_DEEP") else "quick")


@pytest.fixture(scope="session")
def kg() -> scgraph.KnowledgeGraph:
    """Return the shipped corpus."""
    return scgraph.load()
