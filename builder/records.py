"""What is at hand of every kept text, in one table, so that a text that is known need not be opened."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from builder.database import Table, sealed, unsealed
from builder.shelf import code

_TABLES = "CREATE TABLE IF NOT EXISTS records (key TEXT PRIMARY KEY, record BLOB)"


class Records:
    """Bytes by key. Nothing is left of what was removed, for it may have had to go."""

    def __init__(self, path: Path) -> None:
        self._table = Table(path, _TABLES, code())

    def get(self, key: str) -> bytes | None:
        """What is kept under *key*, if it is what was put there."""
        for (record,) in self._table.rows("SELECT record FROM records WHERE key = ?", key):
            return unsealed(record)
        return None

    def put(self, key: str, record: bytes) -> None:
        """*record* is kept under *key*, once that is committed."""
        self._table.rows("INSERT OR REPLACE INTO records VALUES (?, ?)", key, sealed(record))

    def commit(self) -> None:
        """What was put is there for the next build, however this one ends."""
        self._table.commit()

    def sweep(self, kept: Container[str]) -> None:
        """Only the records of *kept* are left."""
        for (key,) in self._table.rows("SELECT key FROM records"):
            if key not in kept:
                self._table.rows("DELETE FROM records WHERE key = ?", key)
        self._table.commit()

    def close(self) -> None:
        """Nothing more is asked."""
        self._table.close()
