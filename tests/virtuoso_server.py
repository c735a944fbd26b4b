"""A Virtuoso of our own, in a folder of its own, on loopback ports, with little memory."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sparql_servers import free_port, wait_for

PROGRAM = shutil.which("virtuoso-t")
USER = ("dba", "dba")
SETTINGS = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 10
CheckpointInterval = 0
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 100000
"""


class Virtuoso:
    """A server that can be ended when a query does not, and started again with what it held."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._http = free_port()
        self.address = f"http://127.0.0.1:{self._http}/sparql"
        settings = SETTINGS.format(sql=free_port(), http=self._http)
        (folder / "virtuoso.ini").write_text(settings, encoding="ascii")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Virtuoso:
        """Start, and wait until it answers."""
        assert PROGRAM is not None
        (self._folder / "virtuoso.lck").unlink(missing_ok=True)
        command = [PROGRAM, "-f", "-c", "virtuoso.ini"]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(command, cwd=self._folder, stdout=quiet, stderr=quiet)
        wait_for(self._http)
        return self

    def stop(self) -> None:
        """End at once; what was written is in the log of transactions."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def restart(self) -> None:
        """End whatever is under way."""
        self.stop()
        self.start()


@contextmanager
def virtuoso(folder: Path) -> Iterator[Virtuoso]:
    """Run a Virtuoso server with its database in a folder."""
    server = Virtuoso(folder)
    try:
        yield server.start()
    finally:
        server.stop()
