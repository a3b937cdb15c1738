"""What is known of every kept text, in tables, so that a text that is known need not be opened.

Its brief is what every build needs of it: all of them are read in one go. Its record is read when asked for.
"""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Set
from pathlib import Path

from builder.database import Readers, Table, put_in_order, sealed, unsealed
from builder.shelf import code

_TABLES = """
CREATE TABLE IF NOT EXISTS briefs (key TEXT PRIMARY KEY, brief BLOB);
CREATE TABLE IF NOT EXISTS records (key TEXT PRIMARY KEY, record BLOB);
"""


class Records:
    """Bytes by key. Nothing is left of what was removed, for it may have had to go."""

    def __init__(self, path: Path) -> None:
        self._path, self._table = path, Table(path, _TABLES, code())
        self._new = not self._table.rows("SELECT 1 FROM briefs LIMIT 1")
        self._readers = Readers(path)
        weakref.finalize(self, self._readers.close)

    def briefs(self) -> dict[str, bytes]:
        """All briefs by the keys of their texts, each to be `unsealed`."""
        return dict(self._table.rows("SELECT key, brief FROM briefs"))

    def lay_down(self, key: str, brief: bytes, record: bytes) -> None:
        """The text under *key* has this *brief* and this *record*, once that is committed."""
        self._table.rows("INSERT OR REPLACE INTO briefs VALUES (?, ?)", key, sealed(brief))
        self.put(key, record)

    def read(self, key: str) -> bytes | None:
        """The record under *key*, in any process and after the end too, if it is committed and whole."""
        try:
            row = self._readers.here().execute("SELECT record FROM records WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            return None
        return unsealed(row[0]) if row else None

    def get(self, key: str) -> bytes | None:
        """What was put under *key*, if it is what was put there."""
        for (record,) in self._table.rows("SELECT record FROM records WHERE key = ?", key):
            return unsealed(record)
        return None

    def put(self, key: str, record: bytes) -> None:
        """*record* is kept under *key*, once that is committed."""
        self._table.rows("INSERT OR REPLACE INTO records VALUES (?, ?)", key, sealed(record))

    def commit(self) -> None:
        """What was put is there for the next build, however this one ends."""
        self._table.commit()

    def sweep(self, kept: Set[str]) -> None:
        """Only the briefs and records of *kept* are left."""
        for table in ("briefs", "records"):
            for key in {key for (key,) in self._table.rows(f"SELECT key FROM {table}")} - kept:
                self._table.rows(f"DELETE FROM {table} WHERE key = ?", key)
        self._table.commit()

    def close(self) -> None:
        """Nothing more is put here."""
        self._table.close()
        if self._new:
            # Briefs and records have grown together, and the next build reads the briefs alone.
            put_in_order(self._path)
