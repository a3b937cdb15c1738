"""What is at hand of every kept text, in one table, so that a text that is known need not be opened."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from builder import database
from builder.shelf import code

_TABLES = "CREATE TABLE IF NOT EXISTS records (key TEXT PRIMARY KEY, record BLOB)"


class Records:
    """Bytes by key. Nothing is left of what was removed, for it may have had to go."""

    def __init__(self, path: Path) -> None:
        self._database = database.opened(path, _TABLES, code())
        self._database.execute("PRAGMA secure_delete = ON")

    def get(self, key: str) -> bytes | None:
        """What is kept under *key*."""
        found = self._database.execute("SELECT record FROM records WHERE key = ?", (key,)).fetchone()
        return bytes(found[0]) if found else None

    def put(self, key: str, record: bytes) -> None:
        """*record* is kept under *key*, once that is committed."""
        self._database.execute("INSERT OR REPLACE INTO records VALUES (?, ?)", (key, record))

    def commit(self) -> None:
        """What was put is there for the next build, however this one ends."""
        self._database.commit()

    def sweep(self, kept: Container[str]) -> None:
        """Only the records of *kept* are left."""
        gone = [(key,) for (key,) in self._database.execute("SELECT key FROM records") if key not in kept]
        self._database.executemany("DELETE FROM records WHERE key = ?", gone)
        self._database.commit()

    def close(self) -> None:
        """Nothing more is asked."""
        self._database.close()
