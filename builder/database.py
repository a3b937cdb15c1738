"""Tables of what was worked out before; it can all be made anew, so what is in doubt is thrown away."""

from __future__ import annotations

import os
import sqlite3
import zlib
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

_SPOILT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_ORDERED = ".ordered"
_MADE_BY = "CREATE TABLE IF NOT EXISTS made_by (version TEXT)"


def opened(path: Path, tables: str, version: str) -> sqlite3.Connection:
    """The database at *path* with the tables that the statements *tables* make.

    The tables are empty where none stood there, where they were made by another *version*, or where the
    file is no sound database. Until `commit` nothing that is written counts: of a build that is killed or
    runs out of disk (`sqlite3.OperationalError`) nothing is left. A connection is of the process that
    opened it: a worker opens its own, and reads what was committed before.
    """
    try:
        return _of_version(path, tables, version)
    except sqlite3.DatabaseError as error:
        if not is_broken(error):
            raise
        forget(path)
        return _of_version(path, tables, version)


def hasty(path: Path, tables: str, version: str) -> sqlite3.Connection:
    """A new database at *path*, which is nothing to anybody until it has `become` another.

    It is written without waiting for the disk, and what a commit has written others see.
    """
    database = opened(path, tables, version)
    database.execute("PRAGMA synchronous = OFF")
    # The trees of a large archive, which are written all over, should be at hand: 128 MB of them.
    database.execute("PRAGMA cache_size = -131072")
    database.execute("PRAGMA wal_autocheckpoint = 16384")
    return database


def become(half: Path, path: Path) -> None:
    """What was written at *half*, which nobody has open any more, stands at *path* now, and lasts."""
    put_in_order(half)
    with half.open("rb") as whole:
        os.fsync(whole.fileno())
    forget(path)
    half.replace(path)


def put_in_order(path: Path) -> None:
    """The tables of the file at *path*, to which nobody writes, lie one after the other, if there is room.

    Tables that have grown together lie among each other page by page, and to read one of them from a disk
    of which nothing is in memory is to look for each of its pages.
    """
    ordered = path.with_name(f"{path.name}{_ORDERED}")
    with suppress(OSError, sqlite3.Error):
        try:
            _copy_in_order(path, ordered)
            for name in _beside(path):
                path.with_name(name).unlink(missing_ok=True)
            ordered.replace(path)
        finally:
            ordered.unlink(missing_ok=True)


def _copy_in_order(path: Path, copy: Path) -> None:
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute("VACUUM INTO ?", (str(copy),))
    with copy.open("rb") as whole:
        os.fsync(whole.fileno())


def is_broken(failed: BaseException) -> bool:
    """Whether *failed* says that a file is no sound database, and not that it cannot be written."""
    # The low byte of a code is its kind, the others tell which table or index.
    return getattr(failed, "sqlite_errorcode", 0) & 0xFF in _SPOILT


class Readers:
    """The database at *path* as each process reads it: *own* is the connection of the one that made it.

    A worker, being a fork, opens its own. What it brought along it neither uses nor closes, which would close
    it for others too; of a database in memory, without a path, it has a copy.
    """

    def __init__(self, path: Path | None, own: sqlite3.Connection | None = None) -> None:
        self._path = path
        self._by_process = {os.getpid(): own} if own else {}

    def here(self) -> sqlite3.Connection:
        """The connection of this process."""
        if self._path is None:
            return next(iter(self._by_process.values()))
        process = os.getpid()
        if process not in self._by_process:
            address = f"{self._path.absolute().as_uri()}?mode=ro"
            self._by_process[process] = sqlite3.connect(address, uri=True)
        return self._by_process[process]

    def close(self) -> None:
        """Nothing more is read in this process."""
        if ours := self._by_process.pop(os.getpid(), None):
            ours.close()


class Table:
    """A database that is asked row by row, and begins anew where its file turns out to be spoilt."""

    def __init__(self, path: Path, tables: str, version: str) -> None:
        self._path, self._tables, self._version = path, tables, version
        self._database = opened(path, tables, version)
        # Of what had to go nothing is left.
        self._database.execute("PRAGMA secure_delete = ON")

    def rows(self, statement: str, *values: object) -> list[Any]:
        """What *statement* finds."""
        try:
            return self._database.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            self._begin_anew(error)
            return self._database.execute(statement, values).fetchall()

    def commit(self) -> None:
        """What was written is there for the next build, however this one ends."""
        try:
            self._database.commit()
        except sqlite3.DatabaseError as error:
            self._begin_anew(error)

    def close(self) -> None:
        """Nothing more is asked."""
        self._database.close()

    def _begin_anew(self, error: sqlite3.DatabaseError) -> None:
        if not is_broken(error):
            raise error
        self._database.close()
        forget(self._path)
        self._database = opened(self._path, self._tables, self._version)


def sealed(value: bytes) -> bytes:
    """*value* with its check sum, as `unsealed` reads it: a database does not tell a byte that is another."""
    return zlib.crc32(value).to_bytes(4, "big") + value


def unsealed(data: bytes) -> bytes | None:
    """What was `sealed`; None where it is not that any more."""
    value = data[4:]
    return value if sealed(value) == data else None


def forget(path: Path) -> None:
    """No database stands at *path*."""
    for name in (path.name, *_beside(path)):
        path.with_name(name).unlink(missing_ok=True)


def _beside(path: Path) -> tuple[str, str]:
    """The files in which SQLite has what is not in the one at *path* yet."""
    return f"{path.name}-wal", f"{path.name}-shm"


def _of_version(path: Path, tables: str, version: str) -> sqlite3.Connection:
    database = _connected(path)
    stands = [made for (made,) in database.execute("SELECT version FROM made_by")]
    if stands and stands != [version]:
        database.close()
        forget(path)
        database = _connected(path)
    if stands != [version]:
        database.execute("INSERT INTO made_by VALUES (?)", (version,))
    database.executescript(tables)
    database.commit()
    return database


def _connected(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    # What a build that was killed has left.
    path.with_name(f"{path.name}{_ORDERED}").unlink(missing_ok=True)
    database = sqlite3.connect(path)
    # What was committed lasts through a kill, and a file is never half of two states after a loss of power.
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute(_MADE_BY)
    return database
