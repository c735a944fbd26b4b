"""Serve under load: 16 clients, a tenth of what they ask hostile, beside the Oxigraph server.

Prints tables in Markdown, and exits with 1 if a promise is broken::

    python benchmarks/serving.py [SECONDS]

The Oxigraph server (PyPI ``oxigraph``) is asked the good queries, and then each hostile one alone,
with 2 GB of memory, since it has no limit of its own.
"""

from __future__ import annotations

import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from loading import HOSTILE, PREFIXES, SMALL, Asker, Load, Record, answers, rows

from scgraph import KnowledgeGraph, load

BIN = Path(sys.executable).parent
SECONDS, QUERY_SECONDS = 60.0, 2
P99_MS, TIMES, MORE_MS = 500.0, 3, 1.0
ROUNDS = 1000
OF_OXIGRAPH = 2 * 1024**3


def main() -> None:
    """Measure everything and print the tables; exit 1 if a promise is broken."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    kg = load()
    good = answers(kg)
    print("| server, 16 clients | answers/s | median, ms | p99, ms | wrong | lost | 503 |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    with our_server() as address:
        alone = Load(address, good, seconds / 3, hostile=0, normal=rows).run()
        print(line("scgraph serve, good queries", alone, seconds / 3))
        mixed = Load(address, good, seconds, normal=rows).run()
        print(line("scgraph serve, a tenth hostile", mixed, seconds))
        trips = round_trips(address, kg)
    with oxigraph_server(kg) as (address, _):
        theirs = Load(address, good, seconds / 3, hostile=0, normal=rows).run()
        print(line("oxigraph serve, good queries", theirs, seconds / 3))
    in_process, http = trips
    most = TIMES * in_process + MORE_MS
    print(f"\nA small query: {in_process:.2f} ms in the process, {http:.2f} over HTTP", end="")
    print(f", at most {TIMES} times that and {MORE_MS:g} ms: {most:.2f}.")
    print(f"\nOf the hostile ones: {outcomes(mixed)}.\n")
    print("| hostile query, alone | scgraph serve | oxigraph serve |\n| --- | --- | --- |")
    for name in HOSTILE:
        print(f"| {name} | {fate_here(name)} | {fate_there(kg, name)} |")
    sys.exit(bool(broken(mixed) or broken(alone) or http > most))


def broken(record: Record) -> list[str]:
    """Return which promises a record breaks."""
    wrong = [name for name in record.good if name not in ("right", "503")]
    return wrong + (["p99"] if record.at(0.99) > P99_MS else [])


def line(name: str, record: Record, seconds: float) -> str:
    """Return a row of the table."""
    numbers = [len(record.seconds) / seconds, record.at(0.5), record.at(0.99)]
    counts = [record.good[kind] for kind in ("wrong", "lost", "503")]
    cells = [f"{numbers[0]:.0f}", *(f"{n:.1f}" for n in numbers[1:]), *map(str, counts)]
    return f"| {name} | {' | '.join(cells)} |"


def outcomes(record: Record) -> str:
    """Return what came of the hostile queries."""
    return ", ".join(f"{name} ({count})" for name, count in sorted(record.hostile.items()))


def round_trips(address: str, kg: KnowledgeGraph) -> tuple[float, float]:
    """Return the median milliseconds of a small query, in the process and over HTTP, in turns."""
    asker = Asker(address)
    within, over = [], []
    for _ in range(ROUNDS):
        within.append(timed(lambda: kg.query(PREFIXES + SMALL)))
        over.append(timed(lambda: asker.ask(PREFIXES + SMALL)))
    asker.close()
    return 1000 * statistics.median(within), 1000 * statistics.median(over)


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


@contextmanager
def our_server() -> Iterator[str]:
    """Run `scgraph serve`, and return the address where it answers queries."""
    command = [sys.executable, "-m", "scgraph", "serve", "--port", "0"]
    command += ["--timeout", str(QUERY_SECONDS), "--log-format", "json"]
    with tempfile.TemporaryFile("w") as journal:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=journal, text=True)
        assert process.stdout is not None
        try:
            yield f"{process.stdout.readline().strip()}sparql"
        finally:
            process.terminate()
            process.wait(60)
            process.stdout.close()


@contextmanager
def oxigraph_server(kg: KnowledgeGraph) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run the Oxigraph server with the same graph."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [BIN / "oxigraph", "serve", "--bind", place, "--union-default-graph"]
    process = subprocess.Popen(
        [*command, "--timeout-s", str(QUERY_SECONDS)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (OF_OXIGRAPH, OF_OXIGRAPH)),
    )
    try:
        wait_for(place)
        body = b"".join(f"{quad} .\n".encode() for quad in kg.quads)
        request = urllib.request.Request(f"http://{place}/store", body, method="POST")
        request.add_header("Content-Type", "application/n-quads")
        with urllib.request.urlopen(request, timeout=60):
            yield f"http://{place}/query", process
    finally:
        process.kill()
        process.wait(60)


def wait_for(place: str) -> None:
    """Wait until somebody listens."""
    host, port = place.split(":")
    for _ in range(200):
        try:
            socket.create_connection((host, int(port)), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"nobody listens at {place}")


def fate_here(name: str) -> str:
    """Return what our server says to a hostile query, and whether it answers a good one then."""
    with our_server() as address:
        return fate(address, name)


def fate_there(kg: KnowledgeGraph, name: str) -> str:
    """Return what the Oxigraph server says, and whether it lives."""
    with oxigraph_server(kg) as (address, process):
        said = fate(address, name)
        time.sleep(0.2)
        return said if process.poll() is None else f"{said}; the server has ended"


def fate(address: str, name: str) -> str:
    """Return the status and the time of an answer, and how long the next good one takes."""
    asker, begun = Asker(address), time.monotonic()
    try:
        said = str(asker.ask(HOSTILE[name])[0])
    except OSError as error:
        said = "no answer" if isinstance(error, TimeoutError) else "cut"
    seconds = time.monotonic() - begun
    begun = time.monotonic()
    try:
        asker.ask(PREFIXES + SMALL)
        then = f"{1000 * (time.monotonic() - begun):.0f} ms"
    except OSError:
        then = "no answer"
    asker.close()
    return f"{said} after {seconds:.1f} s, then {then}"


if __name__ == "__main__":
    main()
