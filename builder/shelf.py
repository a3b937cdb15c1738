"""What was worked out before, kept by what it was worked out from: a folder of files named by hashes.

A file stands there whole or not at all, so that a build may be ended at any moment.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Set
from contextlib import suppress
from functools import cache
from io import FileIO
from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parent
_HALF_WRITTEN = ".part"


def digest(*parts: bytes | str) -> str:
    """The hash of *parts*, which tells `("ab", "c")` from `("a", "bc")`."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(_framed(part))
    return whole.hexdigest()[:40]


def digests(*tail: bytes | str) -> Callable[[str], str]:
    """What gives `digest(part, *tail)` for one part after another."""
    end = b"".join(map(_framed, tail))
    return lambda part: hashlib.sha256(_framed(part) + end).hexdigest()[:40]


def _framed(part: bytes | str) -> bytes:
    data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
    return len(data).to_bytes(8, "big") + data


@cache
def code() -> str:
    """The hash of the builder with its tables, its theme left out, and of the Python it runs on."""
    files = sorted(p for p in _PACKAGE.rglob("*") if p.suffix in (".py", ".toml") and p.is_file())
    named = (part for p in files for part in (p.relative_to(_PACKAGE).as_posix(), p.read_bytes()))
    return digest(sys.version, *named)


class Shelf:
    """Values by key, each a file of *folder*."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._root = str(folder)

    def place(self, key: str) -> Path:
        """Where the value of *key* stands, if there is one."""
        return Path(self.named(key))

    def named(self, key: str) -> str:
        """The name of the file `place(key)`, for who asks for hundreds of thousands."""
        return f"{self._root}/{key[:2]}/{key}"

    def get(self, key: str) -> bytes | None:
        """The value of *key*; None where none was kept."""
        try:
            with open(self.named(key), "rb", buffering=0) as file:
                return file.readall()
        except OSError:
            return None

    def put(self, key: str, value: bytes) -> None:
        """*key* has the value from now on."""
        write_whole(self.named(key), value)

    def put_new(self, key: str, value: bytes) -> None:
        """*key* has the value from now on; for values that nobody looks for before they are listed elsewhere.

        Sooner than `put`: killed meanwhile, a part of it may stand. What another build has begun is not
        written over, for it may be a published file under a second name.
        """
        path = self.named(key)
        try:
            file = _created(path, "xb")
        except FileExistsError:
            os.unlink(path)
            file = _created(path, "xb")
        with file:
            _write(file, value)

    def names(self) -> set[str]:
        """The keys of all values that stand there, and the names of halves that a killed build left."""
        return {name for _, names in self._files() for name in names}

    def sweep(self, kept: Set[str]) -> None:
        """Only the values of *kept* are left; halves that a killed build left are gone."""
        for folder, names in self._files():
            for name in set(names) - kept:
                Path(folder, name).unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[str, list[str]]]:
        """The names of what stands there, by its folder."""
        if self.folder.is_dir():
            for below in os.scandir(self.folder):
                if below.is_dir():
                    yield below.path, os.listdir(below)


def renew(path: Path | str, content: bytes) -> bool:
    """Whether *path* had to be written to hold *content*: an equal file keeps its time.

    Killed meanwhile, a part of a file that is new may stand; what stood before stands whole, old or new.
    """
    with suppress(FileExistsError):
        file = _created(path, "xb")
        _fill(file, path, content)
        return True
    old = Path(path)
    if old.is_file() and old.stat().st_size == len(content) and old.read_bytes() == content:
        return False
    # Anew, not over the old one: a published page may be the same file under a second name.
    write_whole(path, content)
    return True


def write_whole(path: Path | str, content: bytes, *, lasting: bool = False) -> None:
    """*path* holds *content*, and at no moment a part of it; *lasting*: through a loss of power too."""
    folder, name = os.path.split(path)
    half = os.path.join(folder, f".{name}.{os.getpid()}{_HALF_WRITTEN}")
    try:
        with _created(half) as file:
            _write(file, content)
            if lasting:
                os.fsync(file.fileno())
        os.replace(half, path)
    except OSError:
        Path(half).unlink(missing_ok=True)
        raise


def stand(folder: str) -> None:
    """*folder* stands; that the one above it does is tried first, for it mostly does."""
    try:
        os.mkdir(folder)
    except OSError:
        os.makedirs(folder, exist_ok=True)


def _fill(file: FileIO, path: Path | str, content: bytes) -> None:
    """The new *file*, at *path*, holds *content*; where that cannot be, nothing stands there."""
    try:
        with file:
            _write(file, content)
    except OSError:
        Path(path).unlink(missing_ok=True)
        raise


def _write(file: FileIO, content: bytes) -> None:
    """All of *content* is in *file*, which may take a part of it at a time."""
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]


def _created(path: Path | str, mode: Literal["wb", "xb"] = "wb") -> FileIO:
    """The new file *path*; that its folder stands already is tried first, for it mostly does.

    Without a buffer, for it is written at once: of 450,000 files the detours of one cost a minute.
    """
    try:
        return open(path, mode, buffering=0)
    except FileNotFoundError:
        stand(os.path.dirname(path))
        return open(path, mode, buffering=0)
