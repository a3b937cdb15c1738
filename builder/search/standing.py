"""The index as the last build left it, trusted only where its files are still what they were.

Kept are the works with what they were made from, and of each file its hash and how it looked on disk, all
files of a folder in one row; so a build that was ended half way, or a file that someone changed, is seen
without reading the others.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from builder import database, shelf
from builder.search import build, shards
from builder.search.copies import digest
from builder.search.paths import COPIES, FOLDERS, SHARDS, folder_of, name_of, path_of

_FILE = "search.db"
_TABLES = """
CREATE TABLE IF NOT EXISTS work (url TEXT PRIMARY KEY, token TEXT, pieces INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS folder (kind TEXT, number INTEGER, files BLOB,
    PRIMARY KEY (kind, number)) WITHOUT ROWID;
"""
# What is kept of a file: its number, its hash, how it looked.
_KEPT = struct.Struct("<I12sq")
# The kind of a folder, and its number.
_Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class File:
    """One file of the index, by its *kind* and *number*: the hash of its bytes, and how it looks on disk."""

    kind: str
    number: int
    digest: str
    stamp: int
    written: bool


@dataclass(frozen=True, slots=True)
class Broken:
    """The slots whose copies, and the numbers of the shards, that are not what they were.

    What was only copied or touched looks otherwise: it *stands*.
    """

    copies: frozenset[int]
    shards: frozenset[int]
    stands: tuple[File, ...] = ()


class Standing:
    """What is known of the index below a docs folder."""

    def __init__(self, docs: Path, cache: Path) -> None:
        self._docs = docs
        self._database = database.opened(cache / _FILE, _TABLES, shelf.code())
        rows = self._database.execute("SELECT kind, number, files FROM folder")
        self._folders: dict[_Place, bytes] = {
            (kind, number): database.unsealed(files) or b"" for kind, number, files in rows
        }
        # What is to be known otherwise of each folder: files that stand, and numbers of those that do not.
        self._new: dict[_Place, bytearray] = defaultdict(bytearray)
        self._gone: dict[_Place, set[int]] = defaultdict(set)

    def close(self) -> None:
        self._database.close()

    def works(self) -> dict[str, tuple[str, int]]:
        """By address: what the copies of a work were made from, and how many they are."""
        rows = self._database.execute("SELECT url, token, pieces FROM work ORDER BY url")
        return {url: (token, pieces) for url, token, pieces in rows}

    def broken(self) -> Broken:
        """Which copies and shards that stood are gone, hold something else, or are not known."""
        [(pieces,)] = self._database.execute("SELECT coalesce(sum(pieces), 0) FROM work")
        number = shards.count(pieces)
        if sum(map(len, self._folders.values())) != _KEPT.size * (pieces + number):
            return Broken(frozenset(range(build.space(pieces))), frozenset(range(number)))
        other = {kind: list(self._changed(kind)) for kind in (COPIES, SHARDS)}
        stands = tuple(file for found in other.values() for _, file in found if file)
        broken = {kind: frozenset(n for n, file in found if not file) for kind, found in other.items()}
        return Broken(broken[COPIES], broken[SHARDS], stands)

    def _changed(self, kind: str) -> Iterator[tuple[int, File | None]]:
        """The files that look otherwise, as they look now where they hold what they held."""
        for folder in range(FOLDERS):
            kept = self._folders.get((kind, folder), b"")
            seen = _stamps(self._docs / folder_of(kind, folder)) if kept else {}
            for number, known, stamp in _KEPT.iter_unpack(kept):
                if seen.get(name_of(kind, number)) != stamp:
                    yield number, self._same(kind, number, known.hex())

    def _same(self, kind: str, number: int, known: str) -> File | None:
        """A file as it looks now, if it holds what it held."""
        path = self._docs / path_of(kind, number)
        try:
            now = digest(path.read_bytes())
            stamp = stamp_of(path.stat())
        except OSError:
            return None
        return File(kind, number, now, stamp, written=False) if now == known else None

    def digest(self, slot: int) -> str:
        """The hash of the copy in *slot*; empty where there is none."""
        kept = self._folders.get((COPIES, slot % FOLDERS), b"")
        return next((known.hex() for number, known, _ in _KEPT.iter_unpack(kept) if number == slot), "")

    def save_files(self, files: Iterable[File]) -> None:
        """These files stand."""
        for f in files:
            self._new[f.kind, f.number % FOLDERS] += _KEPT.pack(f.number, bytes.fromhex(f.digest), f.stamp)

    def forget_files(self, kind: str, numbers: Iterable[int]) -> None:
        """These files stand no more."""
        for number in numbers:
            self._gone[kind, number % FOLDERS].add(number)

    def save_works(self, before: Mapping[str, tuple[str, int]], now: Mapping[str, tuple[str, int]]) -> None:
        """The copies are those of the works *now*."""
        gone = ((url,) for url in before if url not in now)
        new = ((url, *made) for url, made in now.items() if before.get(url) != made)
        self._database.executemany("DELETE FROM work WHERE url = ?", gone)
        self._database.executemany("REPLACE INTO work VALUES (?, ?, ?)", new)

    def digests(self) -> Iterator[str]:
        """The hash of every copy and shard, in an order of its own."""
        self._take_in()
        for place in sorted(self._folders):
            yield from (known.hex() for _, known, _ in _KEPT.iter_unpack(self._folders[place]))

    def commit(self) -> None:
        """What was saved is what the next build finds."""
        self._take_in()
        self._database.commit()

    def _take_in(self) -> None:
        """What was saved and forgotten so far counts; the files of a folder are kept by their numbers."""
        for place in self._new.keys() | self._gone.keys():
            kept = self._folders.get(place, b"") + self._new.get(place, b"")
            files = {one[0]: one for one in _KEPT.iter_unpack(kept)}
            left = sorted(files.keys() - self._gone.get(place, ()))
            self._folders[place] = b"".join(_KEPT.pack(*files[number]) for number in left)
            row = (*place, database.sealed(self._folders[place]))
            self._database.execute("REPLACE INTO folder VALUES (?, ?, ?)", row)
        self._new.clear()
        self._gone.clear()


def whole(digests: Iterable[str]) -> str:
    """The hash of an index by those of its files, in their order."""
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def stamp_of(stat: os.stat_result) -> int:
    """By which a file is taken for unchanged: its size, its time of change and its inode."""
    return hash((stat.st_size, stat.st_mtime_ns, stat.st_ino))


def _stamps(folder: Path) -> Mapping[str, int]:
    """How each file of *folder* looks, by its name; nothing where one of them cannot be looked at."""
    with suppress(FileNotFoundError):
        return _by_handle(folder) if os.stat in os.supports_dir_fd else _by_name(folder)
    return {}


def _by_handle(folder: Path) -> Mapping[str, int]:
    """From the folder itself the way to each file is shorter: of 300,000 files that counts."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        return {name: stamp_of(os.stat(name, dir_fd=handle)) for name in os.listdir(handle)}
    finally:
        os.close(handle)


def _by_name(folder: Path) -> Mapping[str, int]:
    with os.scandir(folder) as entries:
        return {entry.name: stamp_of(entry.stat()) for entry in entries}
