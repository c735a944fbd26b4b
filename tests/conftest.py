"""What many tests share: the shipped corpus, loaded once, and how hard to look."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

import scgraph

if TYPE_CHECKING:
    from serving import Server

# Generated examples: as many as a commit can wait for, or, in `make deep`, many more.
settings.register_profile("quick", max_examples=200, deadline=None)
settings.register_profile("deep", max_examples=4000, deadline=None)
settings.load_profile("deep" if os.environ.get("SCGRAPH_DEEP") else "quick")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the snapshots of the tests away from those of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCGRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def kg() -> scgraph.KnowledgeGraph:
    """Return the shipped corpus."""
    return scgraph.load()


@pytest.fixture(scope="session")
def server(kg: scgraph.KnowledgeGraph) -> Iterator[Server]:
    """Serve the shipped corpus on a free port while the tests run."""
    from serving import serving

    with serving(kg) as running:
        yield running
