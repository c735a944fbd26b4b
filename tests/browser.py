"""Drive Debian's Chromium over a pipe, by its DevTools protocol; no package and no network needed.

https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WAIT = 30.0

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-features=IsolateSandboxedIframes",  # so that one session sees the frame too
    "--remote-debugging-pipe",
)

KEYS = {
    "Enter": (13, "\r"),
    "Escape": (27, ""),
    "Tab": (9, ""),
    "ArrowLeft": (37, ""),
    "ArrowUp": (38, ""),
    "ArrowRight": (39, ""),
    "ArrowDown": (40, ""),
}


class Browser:
    """One Chromium with one page; what it asked of the network and complained of is kept."""

    def __init__(self, read: int, write: int) -> None:
        self._read, self._write = read, write
        self._rest, self._number, self._session = b"", 0, ""
        self._answers: dict[int, dict[str, Any]] = {}
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.frames: dict[str, int] = {}

    def start(self) -> None:
        """Attach to a new page, and listen to it."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")

    def open(
        self, path: Path, address: str = "", ready: str = "document.body.dataset.ready"
    ) -> None:
        """Open a file, at an address within it, and wait until it has drawn itself."""
        self.go(path.resolve().as_uri() + address, ready)

    def go(self, url: str, ready: str = "document.body.dataset.ready") -> None:
        """Open an address, and wait until the page has drawn itself."""
        self.send("Page.navigate", url="about:blank")
        self.send("Page.navigate", url=url)
        self.until(f"document.body && location.href !== 'about:blank' && {ready}")

    def size(self, width: int, height: int = 900, *, touch: bool = False) -> None:
        """Set the size of the window, as a phone's if it is touched."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=touch,
        )
        self.send("Emulation.setTouchEmulationEnabled", enabled=touch, maxTouchPoints=2)

    def value(self, script: str, *, inner: bool = False) -> Any:
        """Return what an expression of JavaScript gives, in the page or in the frame within it."""
        where = {"contextId": list(self.frames.values())[-1]} if inner else {}
        answer = self.send(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True, **where
        )
        if "exceptionDetails" in answer:
            raise AssertionError(json.dumps(answer["exceptionDetails"])[:600])
        return answer["result"].get("value")

    def until(self, script: str) -> Any:
        """Wait until an expression is true, and return it."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            found = self.value(script)
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError(f"never true: {script}")

    def does(self, action: Callable[[], None]) -> None:
        """Do what changes the picture, and wait until it has been drawn anew."""
        before = self.value("document.body.dataset.ready")
        action()
        self.until(f"document.body.dataset.ready !== {json.dumps(before)}")

    def click(self, selector: str) -> None:
        """Click in the middle of an element, as a hand would: what lies above it gets the click."""
        x, y = self.middle(selector)
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.mouse(kind, x, y)

    def middle(self, selector: str) -> tuple[float, float]:
        """Scroll an element into sight, and return its middle."""
        place = self.value(
            f"(() => {{ const it = document.querySelector({json.dumps(selector)});"
            "it.scrollIntoView({block: 'center', inline: 'center'});"
            "const box = it.getBoundingClientRect();"
            "return [box.left + box.width / 2, box.top + box.height / 2]; })()"
        )
        return place[0], place[1]

    def mouse(self, kind: str, x: float, y: float, **more: Any) -> None:
        """Move, press, let go or turn the wheel of the mouse."""
        pressed = {"button": "left", "clickCount": 1} if kind != "mouseMoved" else {}
        self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, **{**pressed, **more})

    def drag(self, selector: str, dx: int, dy: int) -> None:
        """Drag from the middle of an element."""
        x, y = self.middle(selector)
        self.mouse("mouseMoved", x, y)
        self.mouse("mousePressed", x, y)
        for step in (0.3, 0.6, 1.0):
            self.mouse("mouseMoved", x + dx * step, y + dy * step, button="left", buttons=1)
        self.mouse("mouseReleased", x + dx, y + dy)

    def touch(self, kind: str, *points: tuple[float, float]) -> None:
        """Put fingers down, move them, or lift them."""
        fingers = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self.send("Input.dispatchTouchEvent", type=kind, touchPoints=fingers)

    def press(self, key: str, modifiers: int = 0) -> None:
        """Press a key."""
        code, text = KEYS[key] if key in KEYS else (ord(key.upper()), key)
        told = {"key": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        self.send(
            "Input.dispatchKeyEvent", type="keyDown", **told, **({"text": text} if text else {})
        )
        self.send("Input.dispatchKeyEvent", type="keyUp", **told)

    def type(self, text: str) -> None:
        """Type a text, also what no key of this keyboard writes."""
        self.send("Input.insertText", text=text)

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """Write a PNG of what is seen, or of the whole page."""
        shot = self.send("Page.captureScreenshot", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))

    def download_to(self, folder: Path) -> None:
        """Let downloads go to a folder."""
        self.send(
            "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder), session=False
        )

    def send(self, method: str, *, session: bool = True, **params: Any) -> dict[str, Any]:
        """Send a command, and return its answer."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if session and self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + WAIT
        while self._number not in self._answers:
            self._receive(end - time.monotonic())
        answer = self._answers.pop(self._number)
        if "error" in answer:
            raise AssertionError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _receive(self, seconds: float) -> None:
        if seconds <= 0 or not select.select([self._read], [], [], seconds)[0]:
            raise AssertionError("Chromium does not answer")
        self._rest += os.read(self._read, 1 << 20)
        *messages, self._rest = self._rest.split(b"\0")
        for message in messages:
            self._take(json.loads(message))

    def _take(self, message: dict[str, Any]) -> None:
        if "id" in message:
            self._answers[message["id"]] = message
            return
        method, params = message["method"], message["params"]
        if method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Runtime.executionContextCreated":
            context = params["context"]
            self.frames[context["auxData"]["frameId"]] = context["id"]
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(params["exceptionDetails"])[:600])
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.complaints.append(params["entry"]["text"])
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning"):
            self.complaints.append(json.dumps(params["args"])[:600])
        elif method == "Page.javascriptDialogOpening":
            self.complaints.append(f"dialog: {params['message']}")


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Run a Chromium with a profile of its own, and end it."""
    assert CHROMIUM is not None
    to_browser, ours_out = os.pipe()
    ours_in, from_browser = os.pipe()

    def hand_over() -> None:
        # Chromium reads commands from 3 and writes answers to 4.
        spare = [os.dup(to_browser), os.dup(from_browser)]
        os.dup2(spare[0], 3)
        os.dup2(spare[1], 4)

    process = subprocess.Popen(
        [CHROMIUM, *FLAGS, f"--user-data-dir={profile}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        close_fds=False,
        preexec_fn=hand_over,
    )
    os.close(to_browser)
    os.close(from_browser)
    try:
        one = Browser(ours_in, ours_out)
        one.start()
        yield one
        one.send("Browser.close", session=False)
    finally:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        os.close(ours_out)
        os.close(ours_in)
