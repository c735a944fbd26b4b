"""The pool of workers as its operator sees it: whatever ends, the next query is answered."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

import scgraph
from scgraph.errors import BusyError, LimitError, QueryTimeoutError
from scgraph.sandbox import Limits, Pool, PoolEngine, template

DEEP = os.environ.get("SCGRAPH_DEEP") == "1"
PROBED = str(Path(__file__).with_name("probed_nursery.py"))
QUADS = b"".join(b'<x:%d> <x:size> "%d" <x:graph> .\n' % (n, n) for n in range(60))
COUNT = "SELECT (COUNT(*) AS ?n) { ?thing <x:size> ?size }"
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'?a{n} ?b{n} ?c{n} .' for n in range(8))} }}"
ENDS = 3.0

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")


@pytest.fixture
def pool() -> Iterator[Pool]:
    """Start workers that also run probes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(template, "_ENTRY", [PROBED])
        with Pool(QUADS, workers=2, limits=Limits(seconds=20)) as pool:
            yield pool


def is_well(pool: Pool) -> bool:
    """Tell whether a good query is answered rightly."""
    return b'"value":"60"' in pool.run(COUNT).body


def pids(pool: Pool) -> tuple[int, int]:
    """Return the process of an idle worker, and that of the template."""
    worker, parent = pool.run("#probe pid").body.split()
    return int(worker), int(parent)


def is_running(pid: int) -> bool:
    """Tell whether a process exists and is no zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


def ended(*numbers: int) -> bool:
    """Wait until processes have ended."""
    until = time.monotonic() + ENDS
    while time.monotonic() < until:
        if not any(map(is_running, numbers)):
            return True
        time.sleep(0.01)
    return False


def asked(pool: Pool, query: str, **limits: object) -> tuple[Thread, list[object]]:
    """Ask in a thread of its own; the list holds the answer or the error."""
    said: list[object] = []

    def ask() -> None:
        try:
            said.append(pool.run(query, **limits))  # type: ignore[arg-type]
        except LimitError as error:
            said.append(error)

    thread = Thread(target=ask)
    thread.start()
    return thread, said


def test_an_idle_worker_that_was_killed_is_replaced(pool: Pool) -> None:
    """Nobody who asks afterwards hears of it."""
    worker, _ = pids(pool)
    os.kill(worker, signal.SIGKILL)
    time.sleep(0.05)
    assert is_well(pool)


def test_a_template_that_was_killed_is_started_again(pool: Pool) -> None:
    """Its workers die with it; the next query finds others."""
    worker, parent = pids(pool)
    os.kill(parent, signal.SIGKILL)
    assert ended(worker, parent)
    assert is_well(pool)
    assert pids(pool)[1] != parent


def test_a_query_whose_template_was_killed_is_asked_again(pool: Pool) -> None:
    """That is not its fault, and so it is answered all the same."""
    _, parent = pids(pool)
    thread, said = asked(pool, "#probe sleep 0.6")
    time.sleep(0.3)
    os.kill(parent, signal.SIGKILL)
    thread.join()
    assert said[0].body == b"None"  # type: ignore[attr-defined]
    assert is_well(pool)


def test_no_stranger_is_killed_for_a_worker_of_a_template_that_is_gone(pool: Pool) -> None:
    """The number of a worker may be another's by then."""
    worker = pool.taken()
    idle, parent = pids(pool)
    os.kill(parent, signal.SIGKILL)
    assert ended(idle, parent)
    assert is_well(pool)
    stranger = subprocess.Popen(["/bin/sleep", "60"])
    try:
        worker.pid = stranger.pid
        assert pool.template.end(worker) is None
        worker = pool.taken()
        real, worker.pid = worker.pid, stranger.pid
        assert pool.template.end(worker) == 0
        assert stranger.poll() is None
        assert is_running(real) or ended(real)
    finally:
        stranger.kill()
        stranger.wait()


def test_kills_leave_no_descriptor_and_no_process(pool: Pool) -> None:
    """After many time-outs there is as much open as before, and no zombie."""
    _, parent = pids(pool)
    assert is_well(pool)

    def state() -> tuple[int, int]:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
        return len(os.listdir("/proc/self/fd")), len(children.split())

    before = state()
    for _ in range(3000 if DEEP else 30):
        with pytest.raises(QueryTimeoutError):
            pool.run("#probe spin", limits=Limits(seconds=0.02))
    assert is_well(pool)
    assert state() == before
    assert pids(pool)[1] == parent


@pytest.mark.parametrize("moment", range(4))
def test_whoever_gives_up_at_the_moment_of_the_answer_harms_nobody(pool: Pool, moment: int) -> None:
    """The answer comes, or the query is given up; the next is asked of a sound worker."""
    for number in range(6):
        cancelled = Event()
        thread, said = asked(pool, f"#probe sleep {0.01 * number}", cancelled=cancelled)
        time.sleep(0.012 * moment)
        cancelled.set()
        thread.join(ENDS)
        assert said
        assert is_well(pool)


def test_closing_tells_those_who_wait_and_ends_all() -> None:
    """Also what works, and what is held; and nothing is started again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(template, "_ENTRY", [PROBED])
        with Pool(QUADS, workers=1, waiting=5) as pool:
            worker, parent = pids(pool)
            running = [asked(pool, "#probe spin") for _ in range(3)]
            time.sleep(0.5)
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
            begun = time.monotonic()
    assert time.monotonic() - begun < ENDS
    assert len(children.split()) >= 2
    for thread, said in running:
        thread.join(ENDS)
        assert "no longer answered" in str(said[0])
    assert ended(worker, parent, *map(int, children.split()))
    with pytest.raises(LimitError, match="no longer answered"):
        pool.run(COUNT)
    pool.close()


def test_a_queue_has_an_end() -> None:
    """Whoever comes when all places before it are taken is told to come again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(template, "_ENTRY", [PROBED])
        with Pool(QUADS, workers=1, waiting=1, limits=Limits(seconds=5)) as pool:
            asking = [asked(pool, "#probe sleep 0.6") for _ in range(6)]
            for thread, _ in asking:
                thread.join()
            errors = [said[0] for _, said in asking if isinstance(said[0], BusyError)]
            assert errors
            assert all(error.retry_after for error in errors)
            assert len(errors) < len(asking)
            assert is_well(pool)


def test_a_worker_that_has_grown_is_replaced(pool: Pool) -> None:
    """What it took is not given back; so memory does not grow with the number of queries."""
    worker, _ = pids(pool)
    assert pids(pool)[0] == worker
    pool.run("#probe take 100")
    assert pids(pool)[0] != worker
    assert ended(worker)


def test_many_threads_get_their_own_answers(pool: Pool) -> None:
    """No answer reaches another, also while workers are ended all the time."""
    wrong: list[object] = []

    def ask(number: int) -> None:
        for turn in range(20):
            try:
                if (number + turn) % 5 == 0:
                    pool.run("#probe spin", limits=Limits(seconds=0.15))
                body = pool.run(f"SELECT ?s {{ <x:{number}> <x:size> ?s }}").body
                if f'"value":"{number}"'.encode() not in body:
                    wrong.append(body)
            except (QueryTimeoutError, BusyError):
                continue

    threads = [Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert is_well(pool)


def test_a_copy_of_the_owner_cannot_use_the_pool_and_does_not_end_it(pool: Pool) -> None:
    """A process that was forked is told so, and its end leaves the pool as it was."""
    _, parent = pids(pool)
    pid = os.fork()
    if not pid:
        try:
            pool.run(COUNT)
        except LimitError as error:
            pool.close()
            os._exit(0 if "another process" in str(error) else 2)
        os._exit(1)
    assert os.waitpid(pid, 0)[1] == 0
    assert is_well(pool)
    assert pids(pool)[1] == parent


def ran(code: str) -> subprocess.Popen[str]:
    """Start a program that asks, and print what it prints."""
    root = Path(__file__).resolve().parents[1] / "src"
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )


OWNER = f"""
import os, sys, time
from pathlib import Path
from scgraph.sandbox import Limits, Pool
def children(pid):
    return [int(n) for n in Path(f"/proc/{{pid}}/task/{{pid}}/children").read_text().split()]
pool = Pool({QUADS!r}, workers=2)
pool.run("ASK {{}}")
(parent,) = children(os.getpid())
(worker,) = children(parent)
print(parent, worker, flush=True)
"""


@pytest.mark.parametrize(
    "more",
    [
        f"pool.run({ENDLESS!r}, limits=Limits(seconds=60))",
        "time.sleep(60)",
        "os.fork() or time.sleep(4) or os._exit(0)\ntime.sleep(60)",
    ],
    ids=["while it waits", "while it is idle", "while a copy of it lives"],
)
def test_nothing_runs_on_when_the_owner_is_killed(more: str) -> None:
    """Template and workers end though nobody could tell them."""
    with ran(OWNER + more) as owner:
        assert owner.stdout is not None
        numbers = [int(word) for word in owner.stdout.readline().split()]
        assert len(numbers) == 2
        time.sleep(0.4)
        owner.kill()
        owner.wait()
        assert ended(*numbers)


def test_a_program_that_ends_without_closing_leaves_nothing() -> None:
    """Neither a process nor a warning."""
    with ran(OWNER) as owner:
        printed, errors = owner.communicate(timeout=20)
        assert (owner.returncode, errors) == (0, "")
        assert ended(*map(int, printed.split()))


def test_ctrl_c_ends_the_query_and_leaves_the_pool_usable() -> None:
    """In a program or a notebook: the query ends at once, and the next is answered."""
    code = f"""
import scgraph, time
kg = scgraph.load()
assert kg.query("ASK {{}}", timeout=5)
for _ in range(2):
    print("asked", flush=True)
    try:
        kg.query({ENDLESS!r}, timeout=60)
    except KeyboardInterrupt:
        begun = time.monotonic()
        print(kg.query("ASK {{}}", timeout=5), time.monotonic() - begun, flush=True)
"""
    with ran(code) as owner:
        assert owner.stdout is not None
        for _ in range(2):
            assert owner.stdout.readline() == "asked\n"
            time.sleep(0.5)
            begun = time.monotonic()
            owner.send_signal(signal.SIGINT)
            answer, took = owner.stdout.readline().split()
            assert time.monotonic() - begun < 1
            assert (answer, float(took) < 1) == ("True", True)
        assert owner.wait(20) == 0


def test_a_time_limit_sees_what_was_added(kg: scgraph.KnowledgeGraph) -> None:
    """The workers know the graph as it is, not as it was; two graphs do not mix."""
    from rdflib import Graph, Literal, URIRef

    ours, theirs = scgraph.load(), scgraph.load()
    assert ours.query("ASK { <x:new> ?b ?c }", timeout=20) is False
    ours.add(Graph().add((URIRef("x:new"), URIRef("x:b"), Literal("c"))))
    assert ours.query("ASK { <x:new> ?b ?c }", timeout=20) is True
    assert theirs.query("ASK { <x:new> ?b ?c }", timeout=20) is False


def test_a_graph_that_is_forgotten_ends_its_workers() -> None:
    """Nobody closes what `timeout=` has started."""
    graph = scgraph.load()
    assert graph.query("ASK {}", timeout=20) is True
    pool = graph._kept_pool
    assert pool is not None
    process = pool.template._process
    assert process is not None
    gone = weakref.ref(graph)
    del graph, pool
    gc.collect()
    assert gone() is None
    assert ended(process.pid)


def test_from_many_threads_a_graph_starts_one_pool() -> None:
    """Two who ask at once share it."""
    graph = scgraph.load()
    pools: list[object] = []

    def ask() -> None:
        graph.query("ASK {}", timeout=20)
        pools.append(graph._kept_pool)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(pools) == 4
    assert len(set(map(id, pools))) == 1


def test_where_processes_cannot_be_copied_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under Windows the package is imported all the same, and the error names what is missing."""
    monkeypatch.delattr(os, "fork")
    with pytest.raises(LimitError, match=r"lacks os\.fork; ask without a time limit"):
        Pool(QUADS)
    code = "import sys; sys.modules['resource'] = None; import scgraph.sandbox, scgraph.serve"
    with ran(code) as program:
        assert program.communicate()[1] == ""


def test_an_engine_of_workers_does_not_change() -> None:
    """What is served is what was given."""
    with Pool(QUADS, workers=1) as pool:
        engine = PoolEngine(pool)
        assert engine.count() == 60
        with pytest.raises(LimitError, match="does not change"):
            engine.load_nquads(b"")
