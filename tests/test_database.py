"""What was worked out before is kept in tables, and thrown away where it cannot be trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder import database, workers

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


@pytest.mark.parametrize("folder", ["kho", "kho 50% mới?", "số #1"])
def test_a_worker_reads_with_a_connection_of_its_own(
    tmp_path: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the builder has committed is read in a fork, wherever the archive lies; the builder reads on."""
    monkeypatch.setattr(workers, "cores", lambda: 2)
    path = tmp_path / folder / "kept.sqlite"
    made = database.opened(path, TABLES, "1")
    made.execute("INSERT INTO said VALUES (?, ?)", ROW)
    made.commit()
    readers = database.Readers(path, made)

    def read(_: int) -> list[tuple[str, str]]:
        assert readers.here() is not made
        return readers.here().execute("SELECT * FROM said").fetchall()

    assert list(workers.each(read, range(99))) == [[ROW]] * 99
    assert readers.here() is made
    assert made.execute("SELECT * FROM said").fetchall() == [ROW]
    readers.close()
