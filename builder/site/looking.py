"""What of docs/ is new, changed or gone since a build looked there last."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from builder.seen import TICK, walk
from builder.shelf import write_whole
from builder.site.record import FILE, HIDDEN, PAGE, Record

MARKDOWN = ".md"
_NOTES, _LOOKED = "docs.noted", "looked"
# With more names than this it is sooner to look at every file.
_MANY = 50_000
_FOUND = "CREATE TEMP TABLE found (name TEXT PRIMARY KEY, stamp TEXT, dated INT) WITHOUT ROWID"
_Entry = tuple[str, os.stat_result]


def note(cache: Path, names: Iterable[str] | None) -> None:
    """The next `look` need not look at generated files other than *names*, which were written or removed.

    What was noted before and not looked at yet stays noted; None: any file may have changed. Without a note
    every file is looked at.
    """
    path = cache / _NOTES
    before = _noted(cache) if path.exists() else ()
    all_names = None if names is None or before is None else sorted({*before, *names})
    if all_names is not None and len(all_names) > _MANY:
        all_names = None
    write_whole(path, json.dumps(all_names, ensure_ascii=False).encode())


def look(
    record: Record, docs: Path, cache: Path, generated: frozenset[str], hidden: Callable[[str], bool]
) -> None:
    """*record* knows the files of *docs* as they are now; what is not as it was is not made.

    A name that is *hidden* is no part of the site.
    """
    noted = _noted(cache) if record.said(_LOOKED) else None
    record.tables.execute("DROP TABLE IF EXISTS temp.found")
    record.tables.execute(_FOUND)
    found = _all(docs) if noted is None else _some(docs, generated, noted)
    rows = ((name, _stamp(stat), stat.st_mtime_ns) for name, stat in found)
    record.tables.executemany("INSERT OR REPLACE INTO found VALUES (?, ?, ?)", rows)
    _take(record, generated, hidden)
    _miss(record, noted)
    record.say(_LOOKED, "1")
    record.commit()
    (cache / _NOTES).unlink(missing_ok=True)


def _noted(cache: Path) -> list[str] | None:
    """The names that were noted; None where every file is to be looked at."""
    try:
        found = json.loads((cache / _NOTES).read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, list) else None


def _all(docs: Path) -> Iterator[_Entry]:
    for name, entry in walk(docs, follow=True):
        yield name, entry.stat()


def by_hand(docs: Path, generated: frozenset[str]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The files of *docs* that people wrote: those outside the *generated* folders, which are not entered."""
    with os.scandir(docs) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name in generated:
                continue
            if entry.is_file():
                yield entry.name, entry
            elif entry.is_dir():
                for name, below in walk(Path(entry.path), follow=True):
                    yield f"{entry.name}/{name}", below


def _some(docs: Path, generated: frozenset[str], noted: Iterable[str]) -> Iterator[_Entry]:
    """The files that people wrote, and those *noted* that stand."""
    for name, entry in by_hand(docs, generated):
        yield name, entry.stat()
    for name in noted:
        path = docs / name
        if path.is_file():
            yield name, path.stat()


def _stamp(stat: os.stat_result) -> str:
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ino}"


def _take(record: Record, generated: frozenset[str], hidden: Callable[[str], bool]) -> None:
    """Files that are new, or not as they were, are as they were found."""
    changed = record.tables.execute(
        "SELECT found.name, found.stamp, dated FROM found LEFT JOIN file USING (name)"
        " WHERE file.name IS NULL OR NOT file.stands OR file.stamp != found.stamp"
    ).fetchall()
    sure = time.time_ns() - TICK
    rows = []
    for name, stamp, dated in changed:
        kind = HIDDEN if hidden(name) else PAGE if name.endswith(MARKDOWN) else FILE
        by_hand = name.partition("/")[0] not in generated
        rows.append((name, kind, by_hand, stamp if dated < sure else "", kind == HIDDEN))
    record.tables.executemany(
        "INSERT INTO file (name, kind, by_hand, stamp, stands, made) VALUES (?, ?, ?, ?, 1, ?)"
        " ON CONFLICT (name) DO UPDATE SET stamp = excluded.stamp, stands = 1, made = excluded.made",
        rows,
    )


def _miss(record: Record, noted: Iterable[str] | None) -> None:
    """Files that were looked for and not found no longer stand."""
    gone = "UPDATE file SET stands = 0, made = 0 WHERE stands AND name NOT IN (SELECT name FROM found)"
    if noted is None:
        record.tables.execute(gone)
        return
    record.tables.execute(f"{gone} AND by_hand = 1")
    found = {name for (name,) in record.tables.execute("SELECT name FROM found")}
    missed = [(name,) for name in noted if name not in found]
    record.tables.executemany("UPDATE file SET stands = 0, made = 0 WHERE stands AND name = ?", missed)
