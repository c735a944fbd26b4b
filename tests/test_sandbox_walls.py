"""What code within a worker can do: each wall is proved by running into it."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scgraph.errors import LimitError, MemoryLimitError, QueryTimeoutError
from scgraph.sandbox import Limits, Pool, template

DEEP = os.environ.get("SCGRAPH_DEEP") == "1"
PROBED = str(Path(__file__).with_name("probed_nursery.py"))
QUADS = b'<x:a> <x:size> "3" <x:graph> .'
Probe = Callable[..., str]
SECRET = "SCGRAPH_TEST_TOKEN"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the walls are those of Linux")


def probes(*options: str) -> Iterator[Probe]:
    """Start workers that run probes, and yield what runs one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(template, "_ENTRY", [PROBED, *options])
        patch.setenv(SECRET, "hush")
        with Pool(QUADS, workers=2, limits=Limits(seconds=10, memory=256 * 1024**2)) as pool:

            def probe(name: str, words: object = "", seconds: float = 10) -> str:
                reply = pool.run(f"#probe {name} {words}", limits=Limits(seconds=seconds))
                return reply.body.decode()

            probe.pool = pool  # type: ignore[attr-defined]
            yield probe


@pytest.fixture(scope="module")
def probe() -> Iterator[Probe]:
    """Run a probe in a worker."""
    yield from probes()


@pytest.fixture(scope="module")
def probe_with_network() -> Iterator[Probe]:
    """Run a probe in a worker of a kernel that gives no network of its own."""
    yield from probes("--with-network")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("socket", ""),
        ("socket-freed", ""),
        ("read", "/etc/hostname"),
        ("read-freed", "/etc/hostname"),
        ("read", "/proc/self/environ"),
        ("pipe", ""),
    ],
)
def test_no_descriptor_can_be_had(probe: Probe, name: str, words: str) -> None:
    """No file and no socket, not even in place of those that a worker closes."""
    assert probe(name, words) == "EMFILE"


def test_no_connection_without_a_network_of_its_own(probe_with_network: Probe) -> None:
    """Where the kernel refuses a separate network, the lack of descriptors still holds."""
    assert probe_with_network.pool.has_network  # type: ignore[attr-defined]
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        assert probe_with_network("connect", canary.getsockname()[1]) == "EMFILE"
        with pytest.raises(TimeoutError):
            canary.accept()


def test_no_file_is_written(probe: Probe, tmp_path: Path) -> None:
    """A worker leaves nothing behind."""
    path = tmp_path / "written"
    assert probe("write", path) == "EMFILE"
    assert not path.exists()


def test_no_process_is_started(probe: Probe, tmp_path: Path) -> None:
    """Neither a copy nor another program; a fork bomb has no first spark."""
    assert probe("fork") == "EAGAIN"
    path = tmp_path / "executed"
    with pytest.raises(LimitError):
        probe("execute", path)
    assert not path.exists()
    assert probe("pid")


@pytest.mark.parametrize("name", ["raise-files", "raise-memory", "be-root", "host-name"])
def test_no_limit_is_raised_and_no_right_won(probe: Probe, name: str) -> None:
    """Root, too, becomes nobody; a wall cannot be taken down from within."""
    assert probe(name) in ("EPERM", "not allowed to raise maximum limit")
    assert probe("user") != "0"


def test_only_the_channel_is_open(probe: Probe) -> None:
    """Nothing of the owner is inherited: the standard streams lead nowhere."""
    with Path(__file__).open("rb"), socket.create_server(("127.0.0.1", 0)):
        assert probe("descriptors") == "0 1 2 3"


def test_no_secret_is_in_the_environment(probe: Probe) -> None:
    """What tokens the owner was started with is not in the memory of a worker."""
    assert os.environ[SECRET] == "hush"
    assert set(probe("environment").split()) <= {*template._KEPT, "LC_CTYPE"} | {
        "PYTHONPATH",
        "PYTHONDONTWRITEBYTECODE",
    }


def test_no_core_is_dumped(probe: Probe) -> None:
    """What a worker knew does not lie about after a crash."""
    assert probe("core") == "(0, 0)"
    assert probe("dumpable") == "0"


def test_memory_is_limited(probe: Probe) -> None:
    """What fits is given, and what does not ends the query alone."""
    assert probe("take", 100) == str(100 * 1024**2)
    with pytest.raises(MemoryLimitError, match="more than 256 MB of memory"):
        probe("take", 400)


def test_processor_time_is_limited(probe: Probe) -> None:
    """A worker whose owner is stopped ends by itself, two seconds after its deadline."""
    assert 0 < float(probe("cpu", seconds=3)) <= 3 + 2


@pytest.mark.skipif(not DEEP, reason="takes seconds of processor time; make deep runs it")
def test_a_worker_that_nobody_watches_ends_by_itself(probe: Probe) -> None:
    """The system ends it, and that is told as a deadline that passed."""
    pool = probe.pool  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scgraph.sandbox.running.monotonic", lambda: 0.0)
        with pytest.raises(QueryTimeoutError):
            pool.run("#probe spin", limits=Limits(seconds=1))


def test_a_worker_says_no_more_than_was_asked_for(probe: Probe) -> None:
    """The owner does not take it at its word, and does not fill its memory."""
    pool = probe.pool  # type: ignore[attr-defined]
    with pytest.raises(LimitError):
        pool.run("#probe boast 5000", limits=Limits(size=4000))
    assert pool.run("#probe boast 4000", limits=Limits(size=4000)).body == b"x" * 4000


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("abort", MemoryLimitError, "more than 256 MB"),
        ("segv", LimitError, "the engine crashed on this query .SIGSEGV."),
        ("kill", LimitError, "ended from outside"),
        ("panic", LimitError, "the engine failed on this query: SystemExit"),
    ],
)
def test_why_a_worker_died_is_told(
    probe: Probe, caplog: pytest.LogCaptureFixture, name: str, error: type, words: str
) -> None:
    """Memory, a crash and an end from outside are told apart; a crash of the engine is logged."""
    with pytest.raises(LimitError, match=words) as raised:
        probe(name)
    assert type(raised.value) is error
    assert bool(caplog.records) == (name in ("segv", "panic"))
    assert probe("pid")


def test_a_process_that_cannot_be_had_is_told() -> None:
    """Where the system has no process left, whoever asks may ask again later."""
    for probe in probes("--no-fork"):
        with pytest.raises(LimitError, match="Resource temporarily unavailable") as raised:
            probe("pid")
        assert raised.value.retry_after
