"""A picture as PNG, by whatever on this machine draws SVG."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from scgraph.answers import Picture
from scgraph.errors import ExportError

WIDTH = 1400
"""How many pixels a PNG is wide."""

_PATIENCE = 60
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png(picture: Picture, width: int = WIDTH) -> bytes:
    """Return a picture as PNG, drawn by rsvg-convert, Chromium, Inkscape or ImageMagick.

    Args:
        picture: the picture.
        width: in pixels.

    Raises:
        ExportError: if none of them is on the PATH, or none could draw it.
    """
    failed = []
    for tool, command in _commands(picture, width):
        with tempfile.TemporaryDirectory() as folder:
            drawing, image = Path(folder, "picture.svg"), Path(folder, "picture.png")
            drawing.write_text(picture.svg, encoding="utf-8")
            if _ran(command(drawing, image), folder) and image.is_file():
                data = image.read_bytes()
                if data.startswith(_SIGNATURE):
                    return data
        failed.append(tool)
    if failed:
        raise ExportError(f"{picture.name}: {', '.join(failed)} made no PNG of it; write .svg")
    raise ExportError(
        f"{picture.name}: nothing on the PATH makes a PNG of an SVG; install rsvg-convert "
        "(Debian: librsvg2-bin), Chromium, Inkscape or ImageMagick, or write .svg"
    )


def _commands(
    picture: Picture, width: int
) -> Iterator[tuple[str, Callable[[Path, Path], list[str]]]]:
    """Yield what is at hand, the surest first, and how each is called."""
    scale = width / picture.width
    browser = [
        *("--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
        f"--force-device-scale-factor={scale:g}",
        f"--window-size={picture.width},{picture.height}",
    ]
    # Chromium's own sandbox refuses root, as whom a container runs; the page is our own drawing.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        browser.append("--no-sandbox")
    if tool := _found("rsvg-convert"):
        yield tool, lambda svg, image: [tool, f"--width={width}", f"--output={image}", str(svg)]
    if tool := _found("chromium", "chromium-browser", "google-chrome", "chrome"):
        yield (
            tool,
            lambda svg, image: [
                *(tool, *browser, f"--user-data-dir={svg.parent / 'profile'}"),
                *(f"--screenshot={image}", svg.as_uri()),
            ],
        )
    if tool := _found("inkscape"):
        yield (
            tool,
            lambda svg, image: [
                *(tool, f"--export-width={width}", f"--export-filename={image}", str(svg))
            ],
        )
    # On Windows `convert` changes file systems.
    if tool := _found("magick", *(["convert"] if os.name != "nt" else [])):
        density = f"{96 * scale:g}"
        yield tool, lambda svg, image: [tool, "-density", density, str(svg), str(image)]


def _found(*names: str) -> str:
    return next((path for name in names if (path := shutil.which(name))), "")


def _ran(command: list[str], folder: str) -> bool:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
