"""The hashes of files, worked out anew only for those that may have changed since."""

from __future__ import annotations

import hashlib
import os
import pickle
import time
from collections.abc import Container, Iterator
from contextlib import suppress
from pathlib import Path

from builder.database import sealed, unsealed
from builder.pickled import uncollected
from builder.shelf import write_whole

# A file written so shortly before it was looked at may be written again in the same tick of its clock.
TICK = 2_000_000_000


class Seen:
    """What files held when they were last looked at.

    A file is taken for unchanged if its size, its inode and its time of change to the nanosecond are
    as they were, and that time was well past when it was looked at; any other is read. One `Seen` looks at
    a file once.
    """

    def __init__(self, record: Path | None = None) -> None:
        self._record = record
        self._looked: dict[str, str] = {}
        self._before: dict[str, tuple[int, int, int, str]] = {}
        # Without a record every file is read.
        with suppress(OSError), uncollected():
            kept = unsealed(record.read_bytes()) if record else None
            self._before = pickle.loads(kept) if kept else {}
        self._now: dict[str, tuple[int, int, int, str]] = {}

    def digest(self, entry: os.DirEntry[str] | Path | str) -> str:
        """The hash of the bytes of *entry*; raises `OSError` where it cannot be read."""
        path = os.fspath(entry)
        if (looked := self._looked.get(path)) is not None:
            return looked
        stat = os.stat(entry) if isinstance(entry, str) else entry.stat()
        known = self._before.get(path)
        stamp = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
        if not known or known[:3] != stamp:
            with open(path, "rb") as file:
                known = (*stamp, hashlib.file_digest(file, "sha256").hexdigest()[:40])
        if stamp[1] < time.time_ns() - TICK:
            self._now[path] = known
        found = self._looked[path] = known[3]
        return found

    def again(self) -> Seen:
        """What this one has seen by now, and files are looked at once more."""
        found = Seen()
        found._before = self._before | self._now
        return found

    def save(self) -> None:
        """The next build knows what this one has seen."""
        if self._record and self._now != self._before:
            write_whole(self._record, sealed(pickle.dumps(self._now, protocol=5)))


def walk(
    folder: Path, *, follow: bool = False, leaving: Container[str] = ()
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file below *folder*, hidden ones left out, by its path below it: `2024/01.txt`.

    Folders that are links are entered only if asked to *follow* them, for they may lead round in a circle;
    what has a name of *leaving* in *folder* itself is not looked at.
    """
    waiting = [("", os.fspath(folder))]
    while waiting:
        below, path = waiting.pop()
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.name.startswith(".") or (not below and entry.name in leaving):
                    continue
                if entry.is_dir(follow_symlinks=follow):
                    waiting.append((f"{below}{entry.name}/", entry.path))
                elif entry.is_file():
                    yield below + entry.name, entry
