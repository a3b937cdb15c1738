"""What was worked out before is kept in tables, and thrown away where it cannot be trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder import database

TABLES = "CREATE TABLE IF NOT EXISTS said (name TEXT PRIMARY KEY, words TEXT);"
ROW = ("06/CT-UBND", "Chỉ thị")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A database that version `1` has left, with one row."""
    path = tmp_path / "cache" / "kept.sqlite"
    made = database.opened(path, TABLES, "1")
    made.execute("INSERT INTO said VALUES (?, ?)", ROW)
    made.commit()
    made.close()
    return path


def rows(path: Path, version: str = "1") -> list[tuple[str, str]]:
    opened = database.opened(path, TABLES, version)
    try:
        return opened.execute("SELECT * FROM said").fetchall()
    finally:
        opened.close()


def test_what_was_committed_is_there_again(kept: Path) -> None:
    """A row that was committed is read by the next build."""
    assert rows(kept) == [ROW]


def test_what_was_not_committed_never_was(kept: Path) -> None:
    """A build that ends before it commits leaves the tables as they were."""
    ended = database.opened(kept, TABLES, "1")
    ended.execute("DELETE FROM said")
    ended.close()
    assert rows(kept) == [ROW]


def test_another_version_begins_anew(kept: Path) -> None:
    """What another version of the builder has left is not read."""
    assert rows(kept, "2") == []


@pytest.mark.parametrize("content", [b"", b"no database at all " * 99, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_broken_file_is_thrown_away(kept: Path, content: bytes) -> None:
    """A file that is no sound database gives way to an empty one."""
    database.forget(kept)
    kept.write_bytes(content)
    assert rows(kept) == []
    assert rows(kept) == []
