"""Tables that have grown together are put in order, one after the other, and nothing is lost by it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from builder import database

TABLES = """
CREATE TABLE IF NOT EXISTS briefs (key TEXT PRIMARY KEY, brief BLOB);
CREATE TABLE IF NOT EXISTS records (key TEXT PRIMARY KEY, record BLOB);
"""
SIZE = 1500


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    """A database with 400 rows in each of two tables, put in by turns."""
    path = tmp_path / "grown.sqlite"
    with closing(database.opened(path, TABLES, "1")) as tables:
        for n in range(400):
            for table in ("briefs", "records"):
                tables.execute(f"INSERT INTO {table} VALUES (?, ?)", (f"{n:03}", os.urandom(SIZE)))
        tables.commit()
    return path


def rows(path: Path) -> list[tuple[str, bytes]]:
    with closing(database.opened(path, TABLES, "1")) as tables:
        return [
            row
            for name in ("briefs", "records")
            for row in tables.execute(f"SELECT * FROM {name} ORDER BY key")
        ]


def gaps(path: Path) -> int:
    """How often the next row of the first table does not stand behind the last one in the file."""
    content = path.read_bytes()
    places = [content.index(brief) for _, brief in rows(path)[:400]]
    return sum(abs(b - a) > 2 * 4096 for a, b in pairwise(places))


def test_a_table_lies_in_one_piece(grown: Path) -> None:
    """Whoever reads one table after this does not pass over the other."""
    before = rows(grown)
    assert gaps(grown) > 40
    database.put_in_order(grown)
    assert gaps(grown) < 5
    assert rows(grown) == before
    assert [path.name for path in grown.parent.iterdir()] == [grown.name]


def test_rows_that_lie_beside_the_file_come_along(grown: Path) -> None:
    """What was committed and is not in the file itself yet is there after."""
    with closing(database.opened(grown, TABLES, "1")) as writing:
        writing.execute("INSERT INTO briefs VALUES ('400', x'00')")
        writing.commit()
        with closing(database.opened(grown, TABLES, "1")):
            pass
    before = rows(grown)
    assert ("400", b"\0") in before
    database.put_in_order(grown)
    assert rows(grown) == before


def test_who_reads_meanwhile_goes_on_reading(grown: Path) -> None:
    """A process that has the file open finds what it found before."""
    readers = database.Readers(grown)
    ask = "SELECT count(*) FROM records"
    assert readers.here().execute(ask).fetchone() == (400,)
    database.put_in_order(grown)
    assert readers.here().execute(ask).fetchone() == (400,)
    readers.close()
    assert len(rows(grown)) == 800


@pytest.fixture(params=["no room", "broken"])
def failing(request: pytest.FixtureRequest, grown: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The copy cannot be made."""
    failed = {"no room": sqlite3.OperationalError, "broken": sqlite3.DatabaseError}[request.param]

    def fail(_: Path, copy: Path) -> None:
        copy.write_bytes(b"SQLite format 3\0")
        raise failed

    with monkeypatch.context() as patched:
        patched.setattr(database, "_copy_in_order", fail)
        yield


@pytest.mark.usefixtures("failing")
def test_where_it_cannot_be_nothing_changes(grown: Path) -> None:
    """Without room the tables stay as they are, and no half of a copy is left."""
    before = grown.read_bytes()
    database.put_in_order(grown)
    assert grown.read_bytes() == before
    assert [path.name for path in grown.parent.iterdir()] == [grown.name]


def test_a_copy_that_a_killed_build_left_goes(grown: Path) -> None:
    """Half a copy is gone once the tables are opened again."""
    half = grown.with_name(f"{grown.name}.ordered")
    half.write_bytes(b"half")
    assert len(rows(grown)) == 800
    assert not half.exists()
