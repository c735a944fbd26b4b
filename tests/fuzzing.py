"""Feed importers with spoiled files in processes of their own, and tell what came of it.

A worker makes its inputs itself, each from the name of the importer and a number, so that a number
is enough to have an input again. It is ended by the system if one input takes more than two
seconds of processor time or far more memory than any honest file: whoever started it sees at which
number it died, and of what, and goes on behind it with a new one.

By hand, from the folder of the project: ``python tests/fuzzing.py turtle 0 100000``.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

SECONDS = 2.0
"""So much processor time may an input take."""
PATIENCE = 60.0
"""So many seconds by the clock: more than on a busy machine, and less than for ever."""
MEMORY = 1_000 * 2**20
"""So much more memory than after the first files may a worker take."""
LONGEST_LINE = 4_000
"""So many characters may a line of a message have."""
TESTS = Path(__file__).resolve().parent


@dataclass
class Outcome:
    """What came of a batch of inputs: how many were read and refused, and what went wrong."""

    read: int = 0
    refused: int = 0
    seconds: float = 0.0
    wrong: dict[int, str] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """How many inputs were given."""
        return self.read + self.refused + len(self.wrong)


def fuzzed(name: str, first: int, count: int, most_wrong: int = 20) -> Outcome:
    """Give an importer the inputs of some numbers.

    Args:
        name: of the importer.
        first: the first number.
        count: how many.
        most_wrong: stop after so many failures.
    """
    outcome = Outcome()
    while count > outcome.number and len(outcome.wrong) < most_wrong:
        done = outcome.number
        _feed(name, first + done, count - done, outcome)
    return outcome


def _feed(name: str, first: int, count: int, outcome: Outcome) -> None:
    """Start a worker, and note what it tells until it is done or dies."""
    command = [sys.executable, str(Path(__file__)), "--worker", name, str(first), str(count)]
    with (
        tempfile.TemporaryDirectory(prefix="scgraph-fuzz-") as folder,
        tempfile.TemporaryFile() as errors,  # a pipe that nobody reads would fill up
        subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=errors, env=_environment()
        ) as process,
    ):
        assert process.stdout is not None
        at = first
        for line in _lines(process.stdout):
            at += _noted(line, at, outcome)
        if at < first + count:
            with suppress(subprocess.TimeoutExpired):
                process.wait(1)
            process.kill()
            errors.seek(0)
            said = errors.read()[-2000:].decode("utf-8", "replace")
            outcome.wrong[at] = f"{said}\nthe process ended: {_told(process.wait())}"


def _noted(line: str, number: int, outcome: Outcome) -> int:
    """Note a line of a worker, and return how many inputs it is about."""
    kind, _, said = line.partition(" ")
    if kind == "seconds":
        outcome.seconds += float(said)
        return 0
    if kind == "wrong":
        outcome.wrong[number] = json.loads(said)
    elif kind == "read":
        outcome.read += 1
    else:
        outcome.refused += 1
    return 1


def _environment() -> dict[str, str]:
    paths = [str(TESTS.parent / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "SCGRAPH_CACHE": "off"}


def _lines(stream: IO[bytes]) -> Iterator[str]:
    """Yield lines until the stream ends, or nothing has come for too long."""
    rest = b""
    while select.select([stream], [], [], PATIENCE)[0]:
        data = os.read(stream.fileno(), 65536)
        if not data:
            return
        *whole, rest = (rest + data).split(b"\n")
        yield from (line.decode() for line in whole)


def _told(code: int) -> str:
    if code == -signal.SIGPROF:
        return f"it took more than {SECONDS} seconds"
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def _work(name: str, first: int, count: int) -> None:
    """Give an importer its inputs, and tell a line about each."""
    from fuzz_importers import IMPORTERS

    importer = IMPORTERS[name]
    room = Path.cwd() / "room"
    importer.prepare(room)
    for file, data in importer.seeds:  # loads what is needed, and proves that honest files are read
        importer.read(room, file, data)
    there = _files(Path.cwd())
    _limit_memory()
    # Whatever prints must not disturb the lines below.
    out = os.dup(1)
    os.dup2(2, 1)
    started = time.process_time()
    for number in range(first, first + count):
        file, data = importer.make(number)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        told = _tried(importer.read, room, file, data)
        signal.setitimer(signal.ITIMER_PROF, 0)
        if _files(Path.cwd()) != there:
            told = f"wrong {json.dumps(f'left files: {_files(Path.cwd()) - there}')}"
            there = _files(Path.cwd())
        os.write(out, f"{told}\n".encode())
    os.write(out, f"seconds {time.process_time() - started}\n".encode())


def _tried(read: object, room: Path, file: str, data: bytes) -> str:
    from scgraph.errors import ScgraphError

    try:
        read(room, file, data)  # type: ignore[operator]
    except ScgraphError as error:
        if not is_message(str(error)):
            return f"wrong {json.dumps(f'this is no message: {str(error)[:500]}')}"
        return "refused"
    except BaseException:
        return f"wrong {json.dumps(traceback.format_exc()[-3000:])}"
    return "read"


def is_message(said: str) -> bool:
    """Tell whether a person can read what an error says, in a terminal."""
    said.encode()
    return max(map(len, said.splitlines()), default=0) in range(1, LONGEST_LINE)


def _files(folder: Path) -> set[str]:
    return {os.path.join(top, name) for top, _, names in os.walk(folder) for name in names}


def _limit_memory() -> None:
    statm = Path("/proc/self/statm")
    if statm.exists():
        now = int(statm.read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, now + MEMORY))


def _main(arguments: list[str]) -> None:
    if arguments[0] == "--worker":
        _work(arguments[1], int(arguments[2]), int(arguments[3]))
        return
    if arguments[0] == "--show":
        from fuzz_importers import IMPORTERS

        _, data = IMPORTERS[arguments[1]].make(int(arguments[2]))
        sys.stdout.buffer.write(data)
        return
    name, first, count = arguments[0], int(arguments[1]), int(arguments[2])
    outcome = Outcome()
    for start in range(first, first + count, 2000):
        part = fuzzed(name, start, min(2000, first + count - start), most_wrong=200)
        outcome.read, outcome.refused = outcome.read + part.read, outcome.refused + part.refused
        outcome.seconds += part.seconds
        outcome.wrong |= part.wrong
        for number, said in part.wrong.items():
            print(f"{name} {number}: {said.strip().splitlines()[-1][:160]}", flush=True)
    print(f"{name}: {outcome.read} read, {outcome.refused} refused, {outcome.seconds:.1f} s")
    kinds = Counter(said.strip().splitlines()[-1][:160] for said in outcome.wrong.values())
    for kind, times in kinds.most_common():
        number = next(n for n, said in outcome.wrong.items() if kind in said)
        print(f"  {times} × {kind} (such as {number})")
        print("    " + "\n    ".join(outcome.wrong[number].strip().splitlines()[-9:]))


if __name__ == "__main__":
    _main(sys.argv[1:])
