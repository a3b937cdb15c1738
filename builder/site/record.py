"""What the last build saw of docs/, made of it and left in which folder: in tables, and never held whole.

What is committed here is true however the build ends. A file is *made* when its part of the site is what it
should be. Each change of a part has a *generation*, and a folder that is known to hold the parts as they
were in one becomes a newer site by the later changes alone.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from builder import database

NAME = "site.tables"
_TABLES = """
CREATE TABLE IF NOT EXISTS file (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, kind TEXT NOT NULL,
  by_hand INT NOT NULL, stamp TEXT NOT NULL, stands INT NOT NULL, made INT NOT NULL);
CREATE INDEX IF NOT EXISTS unmade ON file (made) WHERE made = 0;
CREATE INDEX IF NOT EXISTS written ON file (by_hand) WHERE by_hand = 1;
CREATE TABLE IF NOT EXISTS page (file INTEGER PRIMARY KEY, key TEXT NOT NULL, body TEXT NOT NULL,
  template TEXT NOT NULL, anchors TEXT NOT NULL, links TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS shown ON page (template);
CREATE TABLE IF NOT EXISTS led (target INT, source INT, PRIMARY KEY (target, source)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS part (name TEXT PRIMARY KEY, owner TEXT NOT NULL, origin TEXT NOT NULL,
  content TEXT, linked INT NOT NULL, generation INT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS latest ON part (generation, name);
CREATE INDEX IF NOT EXISTS lost ON part (generation) WHERE content IS NULL;
CREATE TABLE IF NOT EXISTS folder (device INT, inode INT, generation INT, PRIMARY KEY (device, inode));
CREATE TABLE IF NOT EXISTS said (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
PAGE, FILE, HIDDEN = "page", "file", "hidden"
# Where a part stands in the order of changes: its generation, its name.
Place = tuple[int, str]
# Where a part is taken from: the file of docs/ that owns it, the shelf, a file of the theme.
DOCS, SHELF, THEME = "docs", "shelf", "theme"
_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Todo:
    """A page that may have changed, with the key under which it was made last (empty: never)."""

    id: int
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the site: of what it is made, as what content (None: it is gone), and whether as one file."""

    name: str
    owner: str
    origin: str
    content: str | None
    linked: bool


class Record:
    """The tables of one archive's site, kept in *cache*; they are empty where another *version* made them."""

    def __init__(self, cache: Path, version: str) -> None:
        self.tables = database.opened(cache / NAME, _TABLES, version)
        self.reader = Reader(cache / NAME)
        self.generation = int(self.said("generation") or 0) + 1

    def commit(self) -> None:
        """What was written so far lasts."""
        self.say("generation", str(self.generation))
        self.tables.commit()

    def close(self) -> None:
        """What is not committed is forgotten."""
        self.reader.close()
        self.tables.close()

    def said(self, name: str) -> str:
        """What `say` said last of *name*; empty if nothing."""
        found = self.tables.execute("SELECT value FROM said WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else ""

    def say(self, name: str, value: str) -> None:
        """`said(name)` is *value* from now on."""
        self.tables.execute("REPLACE INTO said VALUES (?, ?)", (name, value))

    # files of docs/

    def by_hand(self) -> list[str]:
        """The files that people wrote, in order."""
        rows = self.tables.execute("SELECT name FROM file WHERE by_hand = 1 AND stands ORDER BY name")
        return [name for (name,) in rows]

    def all_anew(self) -> None:
        """Every page may have changed, for what all of them are made with has."""
        self.tables.execute("UPDATE file SET made = 0 WHERE kind = ?", (PAGE,))

    def anew(self, templates: Iterable[str]) -> None:
        """The pages that one of *templates* shows may have changed."""
        again = "UPDATE file SET made = 0 WHERE id IN (SELECT file FROM page WHERE template = ?)"
        self.tables.executemany(again, [(name,) for name in templates])

    def templates(self) -> list[str]:
        """The templates of all pages."""
        return [name for (name,) in self.tables.execute("SELECT DISTINCT template FROM page")]

    def todo(self) -> list[Todo]:
        """The pages that may have changed, in order."""
        rows = self.tables.execute(
            "SELECT id, name, coalesce(key, '') FROM file LEFT JOIN page ON page.file = id"
            " WHERE made = 0 AND stands AND kind = ? ORDER BY name",
            (PAGE,),
        )
        return [Todo(*row) for row in rows]

    def files(self) -> list[tuple[int, str, str, bool]]:
        """(id, name, stamp, written by hand) of each file besides pages that is new or changed."""
        rows = self.tables.execute(
            "SELECT id, name, stamp, by_hand FROM file WHERE made = 0 AND stands AND kind = ? ORDER BY name",
            (FILE,),
        )
        return [(number, name, stamp, bool(by_hand)) for number, name, stamp, by_hand in rows]

    def gone(self) -> list[tuple[int, str]]:
        """(id, name) of each file that no longer stands but once did."""
        return list(self.tables.execute("SELECT id, name FROM file WHERE made = 0 AND NOT stands"))

    def is_made(self, numbers: Iterable[int], made: bool = True) -> None:
        """Whether the parts of the files *numbers* are what they should be."""
        rows = ((made, number) for number in numbers)
        self.tables.executemany("UPDATE file SET made = ? WHERE id = ?", rows)

    def stands(self, name: str) -> bool:
        """Whether the file *name* stands in docs/."""
        return (
            self.tables.execute("SELECT 1 FROM file WHERE name = ? AND stands", (name,)).fetchone()
            is not None
        )

    def drop_gone(self) -> None:
        """Files that are gone are forgotten."""
        self.tables.execute("DELETE FROM file WHERE made = 0 AND NOT stands")

    def keys(self, number: int) -> tuple[str, ...]:
        """What stands on the shelf for the page *number*: its page, and its body if it has one."""
        row = self.tables.execute("SELECT key, body FROM page WHERE file = ?", (number,)).fetchone()
        return tuple(filter(None, row or ()))

    def all_keys(self) -> set[str]:
        """All that is to stand on the shelf."""
        rows = self.tables.execute(
            "SELECT content FROM part WHERE origin = ? UNION SELECT body FROM page", (SHELF,)
        )
        return {key for (key,) in rows}

    # parts of the site

    def part(self, part: Part) -> str:
        """The site has *part*; the owner of another part that stands there under the same name, if any."""
        row = (part.name, part.owner, part.origin, part.content, part.linked, self.generation)
        if self.tables.execute("INSERT OR IGNORE INTO part VALUES (?, ?, ?, ?, ?, ?)", row).rowcount:
            return ""
        found = "SELECT owner, origin, content, linked FROM part WHERE name = ?"
        known = self.tables.execute(found, (part.name,)).fetchone()
        if known == (part.owner, part.origin, part.content, part.linked):
            return ""
        self.tables.execute("REPLACE INTO part VALUES (?, ?, ?, ?, ?, ?)", row)
        return str(known[0]) if known and known[2] is not None and known[0] != part.owner else ""

    def no_part(self, name: str, owner: str) -> None:
        """The site has no part *name* of *owner*."""
        gone = (
            "UPDATE part SET content = NULL, generation = ?"
            " WHERE name = ? AND owner = ? AND content IS NOT NULL"
        )
        self.tables.execute(gone, (self.generation, name, owner))

    def has_part(self, name: str) -> bool:
        """Whether the site has the file *name*."""
        found = self.tables.execute("SELECT 1 FROM part WHERE name = ? AND content IS NOT NULL", (name,))
        return found.fetchone() is not None

    def parts(self, since: int, origin: str) -> Iterator[Part]:
        """What changed of *origin* after the generation *since*, and what went."""
        found = "SELECT name, owner, origin, content, linked FROM part WHERE generation > ? AND origin = ?"
        return (Part(*row) for row in self.tables.execute(found, (since, origin)).fetchall())

    def lost(self, since: int) -> list[str]:
        """The files that the site has lost after the generation *since*, in order."""
        found = "SELECT name FROM part WHERE generation > ? AND content IS NULL"
        return sorted(name for (name,) in self.tables.execute(found, (since,)))

    def changed(self, since: int) -> list[str]:
        """The files that the site has got, changed or lost after the generation *since*."""
        found = "SELECT name FROM part WHERE generation > ?"
        return [name for (name,) in self.tables.execute(found, (since,))]

    def bounds(self, since: int, many: int) -> list[tuple[Place, Place]]:
        """The first and last place of each *many* parts that changed after *since*, for `Reader.parts`."""
        found = "SELECT generation, name FROM part WHERE generation > ? ORDER BY generation, name"
        rows = self.tables.execute(found, (since,))
        shares = iter(lambda: rows.fetchmany(many), [])
        return [(share[0], share[-1]) for share in shares]

    def documents(self) -> Iterator[str]:
        """The address of each page of the site, without a leading slash, in order."""
        found = "SELECT name FROM part WHERE substr(name, ?) = ? AND content IS NOT NULL ORDER BY name"
        for (name,) in self.tables.execute(found, (-len(_INDEX), _INDEX)):
            if name == _INDEX or name.endswith(f"/{_INDEX}"):
                yield name.removesuffix(_INDEX)

    # folders that hold a site

    def held(self, folder: Path) -> int:
        """The generation whose parts *folder* holds; 0 where nobody knows."""
        if not folder.is_dir():
            return 0
        found = "SELECT generation FROM folder WHERE device = ? AND inode = ?"
        row = self.tables.execute(found, _place(folder)).fetchone()
        return int(row[0]) if row else 0

    def unknown(self, folder: Path) -> None:
        """Nobody knows what *folder* holds."""
        self.tables.execute("DELETE FROM folder WHERE device = ? AND inode = ?", _place(folder))

    def only(self, folders: dict[Path, int]) -> None:
        """What *folders* hold is known and of no other; parts that all of them have lost are forgotten."""
        self.tables.execute("DELETE FROM folder")
        rows = [(*_place(folder), generation) for folder, generation in folders.items()]
        self.tables.executemany("INSERT INTO folder VALUES (?, ?, ?)", rows)
        oldest = min(folders.values(), default=self.generation)
        self.tables.execute("DELETE FROM part WHERE content IS NULL AND generation <= ?", (oldest,))


class Reader:
    """What is committed of a record, for any process: a connection is of the process that opened it."""

    def __init__(self, record: Path) -> None:
        self._tables = database.Readers(record)

    def stands(self, name: str) -> bool:
        """Whether the file *name* stands in docs/."""
        found = self._tables.here().execute("SELECT 1 FROM file WHERE name = ? AND stands", (name,))
        return found.fetchone() is not None

    def parts(self, first: Place, last: Place) -> list[Part]:
        """The parts that the site has from the place *first* to *last*."""
        found = (
            "SELECT name, owner, origin, content, linked FROM part WHERE (generation, name) >= (?, ?)"
            " AND (generation, name) <= (?, ?) AND content IS NOT NULL"
        )
        return [Part(*row) for row in self._tables.here().execute(found, (*first, *last))]

    def close(self) -> None:
        """Nothing more is read in this process."""
        self._tables.close()


class Names(Container[str]):
    """The files that a link can lead to: those of docs/, looked up one by one, and *others*."""

    def __init__(self, reader: Reader, others: Container[str]) -> None:
        self._reader, self._others = reader, others

    def __contains__(self, name: object) -> bool:
        return self._reader.stands(str(name)) or name in self._others


def _place(folder: Path) -> tuple[int, int]:
    stat = folder.stat()
    return stat.st_dev, stat.st_ino
