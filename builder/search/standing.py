"""The index as the last build left it, trusted only where its files are still what they were.

Kept are the works with what they were made from, and of each file its hash and how it looked on disk; so a
build that was ended half way, or a file that someone changed, is seen without reading the others.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder import database, shelf
from builder.search.copies import digest
from builder.search.paths import COPIES, FOLDERS, SHARDS, folder_of, name_of, path_of

_FILE = "search.db"
_TABLES = """
CREATE TABLE IF NOT EXISTS work (url TEXT PRIMARY KEY, token TEXT, pieces INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (kind TEXT, folder INTEGER, number INTEGER, digest TEXT, stamp INTEGER,
    PRIMARY KEY (kind, folder, number)) WITHOUT ROWID;
"""
_NAMED = "kind = ? AND folder = ? AND number = ?"


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
    """The slots whose copies, and the numbers of the shards, that are not what they were."""

    copies: frozenset[int]
    shards: frozenset[int]


class Standing:
    """What is known of the index below a docs folder."""

    def __init__(self, docs: Path, cache: Path) -> None:
        self._docs = docs
        self._database = database.opened(cache / _FILE, _TABLES, shelf.code())

    def close(self) -> None:
        self._database.close()

    def works(self) -> dict[str, tuple[str, int]]:
        """By address: what the copies of a work were made from, and how many they are."""
        rows = self._database.execute("SELECT url, token, pieces FROM work ORDER BY url")
        return {url: (token, pieces) for url, token, pieces in rows}

    def broken(self) -> Broken:
        """The files that are gone or hold something else; what was only copied or touched is known again."""
        found = {kind: frozenset(self._broken(kind)) for kind in (COPIES, SHARDS)}
        return Broken(found[COPIES], found[SHARDS])

    def _broken(self, kind: str) -> Iterator[int]:
        query = "SELECT number, digest, stamp FROM file WHERE kind = ? AND folder = ?"
        for folder in range(FOLDERS):
            seen = _stamps(self._docs / folder_of(kind, folder))
            for number, known, stamp in self._database.execute(query, (kind, folder)).fetchall():
                if seen.get(name_of(kind, number)) != stamp and not self._same(kind, number, known):
                    yield number

    def _same(self, kind: str, number: int, known: str) -> bool:
        """Whether a file that looks different holds what it held; then it is known by its new look."""
        path = self._docs / path_of(kind, number)
        try:
            now = digest(path.read_bytes())
            stamp = stamp_of(path.stat())
        except OSError:
            return False
        if now == known:
            self.save_files([File(kind, number, now, stamp, written=False)])
        return now == known

    def digest(self, slot: int) -> str:
        """The hash of the copy in *slot*; empty where there is none."""
        query = f"SELECT digest FROM file WHERE {_NAMED}"
        found = self._database.execute(query, (COPIES, slot % FOLDERS, slot)).fetchone()
        return found[0] if found else ""

    def save_files(self, files: Iterable[File]) -> None:
        """These files stand."""
        rows = ((f.kind, f.number % FOLDERS, f.number, f.digest, f.stamp) for f in files)
        self._database.executemany("REPLACE INTO file VALUES (?, ?, ?, ?, ?)", rows)

    def forget_files(self, kind: str, numbers: Iterable[int]) -> None:
        """These files stand no more."""
        rows = ((kind, number % FOLDERS, number) for number in numbers)
        self._database.executemany(f"DELETE FROM file WHERE {_NAMED}", rows)

    def save_works(self, before: Mapping[str, tuple[str, int]], now: Mapping[str, tuple[str, int]]) -> None:
        """The copies are those of the works *now*."""
        gone = ((url,) for url in before if url not in now)
        new = ((url, *made) for url, made in now.items() if before.get(url) != made)
        self._database.executemany("DELETE FROM work WHERE url = ?", gone)
        self._database.executemany("REPLACE INTO work VALUES (?, ?, ?)", new)

    def digests(self) -> Iterator[str]:
        """The hash of every copy and shard, in an order of its own."""
        yield from (one for (one,) in self._database.execute(_IN_ORDER))

    def commit(self) -> None:
        """What was saved is what the next build finds."""
        self._database.commit()


_IN_ORDER = "SELECT digest FROM file ORDER BY kind, folder, number"


def whole(digests: Iterable[str]) -> str:
    """The hash of an index by those of its files, in their order."""
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def stamp_of(stat: os.stat_result) -> int:
    """By which a file is taken for unchanged: its size, its time of change and its inode."""
    return hash((stat.st_size, stat.st_mtime_ns, stat.st_ino))


def _stamps(folder: Path) -> Mapping[str, int]:
    try:
        with os.scandir(folder) as entries:
            return {entry.name: stamp_of(entry.stat()) for entry in entries}
    except FileNotFoundError:
        return {}
