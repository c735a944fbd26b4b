"""Time whole processes of the command line beside a Python that does nothing, in one run.

Needs hyperfine (Debian: ``apt-get install hyperfine``). Prints a table in Markdown::

    python benchmarks/command_line.py

The times of a machine tell little; the ratios to ``python -c pass`` are what is promised.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from scgraph.files import data

RUNS = 20
PROGRAM = Path(sys.executable).with_name("scgraph")
NOTHING = f"{sys.executable} -c pass"
COMMANDS = {
    NOTHING: None,
    f"{PROGRAM} --help": 10.0,
    f"{PROGRAM} ask barriers/actors-and-evidence": 20.0,
    f"{PROGRAM} ask barriers/actors-and-evidence -f csv": None,
    f"{PROGRAM} show mic": None,
    f"{PROGRAM} search ministry": None,
    f"{PROGRAM} audit -f md": None,
}
"""The commands, and how many times the time of nothing each may take, where that is promised."""
VALIDATE_SECONDS = 1.0
LINT_SECONDS = 0.8
"""For a paper of 220 claims of which one file has changed, as a whole process."""


def main() -> None:
    """Run everything and print the table; exit 1 if a promise is broken."""
    medians = timed()
    nothing, kept = medians[NOTHING], True
    print("| command | median, ms | times `python -c pass` | at most |")
    print("| --- | ---: | ---: | ---: |")
    for command, median in medians.items():
        most, ratio = COMMANDS[command], median / nothing
        kept = kept and (most is None or ratio <= most)
        shown = command.replace(str(PROGRAM), "scgraph").replace(sys.executable, "python")
        print(f"| `{shown}` | {1000 * median:.0f} | {ratio:.1f} | {most or ''} |")
    seconds = validate_seconds()
    print(f"\n`scgraph validate`: {seconds:.1f} s of processor time, at most {VALIDATE_SECONDS:g}.")
    looked = lint_seconds()
    print(f"`scgraph lint`, one file changed: {looked:.2f} s, at most {LINT_SECONDS:g}.")
    sys.exit(not (kept and seconds <= VALIDATE_SECONDS and looked <= LINT_SECONDS))


def timed() -> dict[str, float]:
    """Return the median time of each command in seconds, as hyperfine measured it."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        subprocess.run(
            [
                *("hyperfine", "--runs", str(RUNS), "--warmup", "2", "-N", "--style", "none"),
                *("--export-json", file.name, *COMMANDS),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            env=as_installed(),
        )
        results = json.loads(Path(file.name).read_text(encoding="utf-8"))["results"]
    return {result["command"]: result["median"] for result in results}


def as_installed() -> dict[str, str]:
    """Return the environment without what keeps Python from storing what it compiled.

    An installed package is compiled once; where that is forbidden, each process does it anew.
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def validate_seconds() -> float:
    """Return the processor time of a validation."""
    return processor_seconds([PROGRAM, "validate"])


def lint_seconds() -> float:
    """Return the median processor time of looking at the shipped paper after a change."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(shutil.copytree(data(), Path(folder, "corpus")))
        claims = corpus / "papers" / "an-2025" / "claims-2.1.yaml"
        times = []
        for number in range(RUNS // 2):
            with claims.open("a", encoding="utf-8") as file:
                file.write(f"# change {number}\n")
            times.append(processor_seconds([PROGRAM, "lint", "--corpus", corpus]))
        return statistics.median(times[1:])


def processor_seconds(command: list[str | Path]) -> float:
    """Return the processor time of a whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=as_installed(),
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
