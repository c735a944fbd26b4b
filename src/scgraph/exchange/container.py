"""Open a ``.qdpx``: a ZIP of ``project.qde`` and a folder of sources; nothing goes to disk."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from pathlib import Path

from scgraph.errors import Fault, ReadError

LARGEST_FILE = 2**29
LARGEST_PROJECT = 100 * 2**20
LARGEST_TEXT = 20 * 2**20
MOST_MEMBERS = 20_000
_LEADS_OUT = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|\\|\0")
INTERNAL = "internal://"
# What the standard library raises for a ZIP that is none any more, depending on which byte is off.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(OSError, ValueError, EOFError, OverflowError, NotImplementedError, KeyError, IndexError),
)


class Container:
    """The members of a project file, each read whole, up to a size that no honest one exceeds."""

    def __init__(self, path: Path) -> None:
        """Open a file.

        Raises:
            ReadError: if it is no such file, or holds names that lead out of it.
        """
        self._path = path
        self._zip = self._opened()
        names = self._zip.namelist()
        if len(names) > MOST_MEMBERS:
            raise self.fault(f"holds more than {MOST_MEMBERS} files")
        if bad := next((name for name in names if _LEADS_OUT.search(name)), None):
            raise self.fault(f"holds a file {bad[:60]!r}, whose name leads out of the project")
        self._by_folded = {name.casefold(): name for name in reversed(names)}
        self._project = self._only_project(names)

    def project(self) -> tuple[bytes, str]:
        """Return the description of the project, and what to call it in faults."""
        return self._read(self._project, LARGEST_PROJECT), f"{self._path}/{self._project}"

    def text(self, address: str) -> str:
        """Return a text by its address in the project, such as "internal://9f….txt".

        Line ends stay as they are, since positions count them; a byte order mark is none of it.

        Raises:
            ReadError: if it is not there, or no text in UTF-8.
        """
        name = f"sources/{address.removeprefix(INTERNAL).lstrip('/')}".casefold()
        member = self._by_folded.get(name)
        if member is None:
            raise self.fault(f"lacks the text {address[:100]!r} that it names")
        try:
            return self._read(member, LARGEST_TEXT).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise self.fault(
                f"holds {member!r}, which is not UTF-8 at byte {error.start}"
            ) from error

    def fault(self, message: str) -> ReadError:
        """Return an error about the file."""
        return ReadError([Fault(str(self._path), None, None, message)])

    def _opened(self) -> zipfile.ZipFile:
        data = self._content()
        try:
            return zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise self.fault("is no project file: it is not a ZIP, or is damaged") from error

    def _content(self) -> bytes:
        if self._path.exists() and not self._path.is_file():
            raise self.fault("is no file")
        try:
            with self._path.open("rb") as file:
                data = file.read(LARGEST_FILE + 1)
        except OSError as error:
            raise self.fault(f"cannot be read: {error.strerror or error}") from error
        if len(data) > LARGEST_FILE:
            raise self.fault(f"is larger than {LARGEST_FILE // 2**20} MB; export it without media")
        return data

    def _only_project(self, names: list[str]) -> str:
        """Return the name of the description: that at the top, whatever the program called it."""
        found = [name for name in names if "/" not in name and name.lower().endswith(".qde")]
        if not found:
            raise self.fault("is no project file: it holds no project.qde")
        if len(found) > 1:
            raise self.fault(f"holds several projects: {', '.join(sorted(found))[:200]}")
        return found[0]

    def _read(self, name: str, most: int) -> bytes:
        try:
            with self._zip.open(name) as member:
                # What the file says of its size is not to be trusted.
                data = member.read(most + 1)
        except NotImplementedError as error:
            raise self.fault(f"holds {name!r} in a form that cannot be unpacked") from error
        except RuntimeError as error:
            raise self.fault(f"is encrypted at {name!r}; export it without a password") from error
        except _DAMAGE as error:
            raise self.fault(f"is damaged at {name!r}") from error
        if len(data) > most:
            raise self.fault(f"holds {name!r}, which is larger than {most // 2**20} MB unpacked")
        return data
