"""The command `scgraph serve`: where it listens, what it says, and what it refuses."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from scgraph.serve.listening import is_public, sockets_at
from test_cli import ROOT, run


def started(*arguments: str) -> subprocess.Popen[str]:
    """Start the command, with nothing else to write on stdout."""
    return subprocess.Popen(
        [sys.executable, "-m", "scgraph", "serve", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )


def test_it_prints_its_address_answers_and_stops(tmp_path: Path) -> None:
    """The only line on stdout is the address; Ctrl-C ends it well; no proxy is believed."""
    process = started("--port", "0", "--log-format", "text", "--host", "127.0.0.1")
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
    request = urllib.request.Request(f"{address}health", headers={"X-Forwarded-Host": "evil"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.read() == b'{"status":"alive"}'
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert out == ""
    assert 'path="/health" status=200' in err
    assert "warning" not in err


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    """Who asks for a port that is taken is told so, with exit code 2, before anything is read."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port), "--corpus", str(tmp_path / "none"))
    assert result.exit_code == 2
    assert f"port {port} of 127.0.0.1 is in use; choose another with --port" in result.stderr


def test_without_a_port_the_next_free_one_is_taken() -> None:
    """Two servers of one user do not collide, if no port was asked for."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for listening in sockets_at("127.0.0.1", None, port):
            with listening:
                assert port < listening.getsockname()[1] <= port + 20


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--allow-origin", "*"), "is no origin"),
        (("--allow-origin", "https://a.example/x"), "is no origin"),
        (("--allow-host", "a.example:80"), "without a port"),
        (("--host", "no.such.host.invalid"), "cannot listen at no.such.host.invalid"),
        (("--port", "70000"), "--port"),
        (("--timeout", "0"), "--timeout"),
        (("--workers", "0"), "--workers"),
    ],
)
def test_what_cannot_be_is_refused(arguments: tuple[str, ...], said: str) -> None:
    """A wrong option is said in a sentence, with exit code 2."""
    result = run("serve", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_public_address_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever listens where others can reach it is told what is missing."""
    monkeypatch.setattr("scgraph.serve.running.run", lambda *arguments: None)
    assert "no TLS and no login" in run("serve", "--host", "0.0.0.0", "--port", "0").stderr
    assert "no TLS" not in run("serve", "--port", "0").stderr
    assert [is_public(host) for host in ("::1", "127.9.9.9", "localhost", "::", "10.0.0.1")] == [
        False, False, False, True, True,
    ]  # fmt: skip


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the packages of a server, the message says what to install."""
    monkeypatch.setattr("scgraph.cli.hosting._PARTS", ("starlette", "no_such_package_at_all"))
    result = run("serve")
    assert result.exit_code == 2
    assert "scgraph-evidence[serve]" in result.stderr
