"""What docs/ was last made from, so that the next build makes only the pages that a change reaches.

Of each work: what its page was made from, what other pages show of it, and where it leads. Of each list: what
it was made from and its files. What is worked out from a text alone is kept by the text.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from builder import database
from builder.model import Work
from builder.pages.passages import Packed, Passages, ends, fates, packed, passages
from builder.shelf import code

_TABLES = """
CREATE TABLE IF NOT EXISTS texts (text TEXT PRIMARY KEY, passages BLOB, ends BLOB, fates BLOB);
CREATE INDEX IF NOT EXISTS ending ON texts (text, ends) WHERE ends IS NOT NULL;
CREATE INDEX IF NOT EXISTS telling ON texts (text, fates) WHERE fates IS NOT NULL;
CREATE TABLE IF NOT EXISTS works (
    url TEXT PRIMARY KEY, held INTEGER, own TEXT, voice TEXT, face TEXT, mark BLOB, facts BLOB, said TEXT
);
CREATE TABLE IF NOT EXISTS leads (url TEXT PRIMARY KEY, content BLOB);
CREATE TABLE IF NOT EXISTS shown (url TEXT, by TEXT, PRIMARY KEY (url, by)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shown_by ON shown (by);
CREATE TABLE IF NOT EXISTS lists (name TEXT PRIMARY KEY, key TEXT, files TEXT);
CREATE TABLE IF NOT EXISTS stamps (name TEXT PRIMARY KEY, stamp INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS names (content BLOB);
CREATE TABLE IF NOT EXISTS doubtful (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mark (mark TEXT);
"""
# The passages of a text, which of them end something, and which say what becomes of a work, as bytes.
Told = tuple[bytes, bytes | None, bytes | None]
# The places of the citations by which a work leads to each address.
Leads = dict[str, list[int]]


class Stood(NamedTuple):
    """A work as docs/ was last made from it.

    *own* is all that its page tells of itself, *voice* what it gives to the pages of works that it cites,
    *face* what is shown of it by those that cite it, *mark* that by which lists know it again; *said* is what
    others say of it, as its page words it.
    """

    url: str
    held: bool
    own: str
    voice: str
    face: str
    mark: bytes
    facts: bytes
    said: str


def told(work: Work) -> Told:
    """What other pages show of the text of *work*, as `keep_text` keeps it."""
    found = passages(work)
    ending, telling = (marshal.dumps(one) if one else None for one in (ends(found), fates(found)))
    return packed(found), ending, telling


class Made:
    """The tables of one docs folder."""

    def __init__(self, path: Path) -> None:
        self._tables = database.opened(path, _TABLES, code())
        self._readers = database.Readers(path, self._tables)

    def __enter__(self) -> Made:
        return self

    def __exit__(self, *_: object) -> None:
        self._tables.close()

    def commit(self) -> None:
        self._tables.commit()

    # What is worked out from a text alone.

    def texts(self) -> set[str]:
        """The texts of which the passages are kept."""
        return {text for (text,) in self._tables.execute("SELECT text FROM texts")}

    def keep_text(self, text: str, told: Told) -> None:
        """What other pages show of *text* is *told*."""
        self._tables.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)", (text, *told))

    def ends(self) -> Mapping[str, Sequence[tuple[int, str]]]:
        """Of the texts that end something, which of their citations do, and the words for it."""
        rows = self._tables.execute("SELECT text, ends FROM texts WHERE ends IS NOT NULL")
        return {text: marshal.loads(content) for text, content in rows}

    def fates(self) -> Mapping[str, Sequence[int]]:
        """Of the texts that say what becomes of works, the places of the citations of those."""
        rows = self._tables.execute("SELECT text, fates FROM texts WHERE fates IS NOT NULL")
        return {text: marshal.loads(content) for text, content in rows}

    def forget_texts(self, gone: Iterable[str]) -> None:
        self._tables.executemany("DELETE FROM texts WHERE text = ?", ((text,) for text in gone))

    def passages(self, work: Work, text: str) -> Passages:
        """The passages of *work*; those of a *text* that is not kept are worked out."""
        row = self._readers.here().execute("SELECT passages FROM texts WHERE text = ?", (text,)).fetchone()
        return Packed(row[0]) if row else passages(work)

    def names(self) -> bytes:
        """The names of bodies as they were read; empty where none were."""
        row = self._tables.execute("SELECT content FROM names").fetchone()
        return bytes(row[0]) if row else b""

    def keep_names(self, content: bytes) -> None:
        self._tables.execute("DELETE FROM names")
        self._tables.execute("INSERT INTO names VALUES (?)", (content,))

    # What the pages of works were made from.

    def works(self) -> Iterator[Stood]:
        """Every work that has a page; of one in doubt *own* is empty."""
        doubtful = {name for (name,) in self._tables.execute("SELECT name FROM doubtful")}
        rows = map(Stood._make, self._tables.execute("SELECT * FROM works"))
        return (one._replace(own="") if one.url in doubtful else one for one in rows) if doubtful else rows

    def addresses(self) -> list[tuple[str, bool]]:
        """The address of every work that has a page, and whether it is held."""
        return [(url, bool(held)) for url, held in self._tables.execute("SELECT url, held FROM works")]

    def leads(self, url: str) -> Leads:
        """Where the work at *url* led."""
        row = self._tables.execute("SELECT content FROM leads WHERE url = ?", (url,)).fetchone()
        return marshal.loads(row[0]) if row else {}

    def showing(self, url: str) -> list[str]:
        """The works whose pages show the work at *url* without citing it surely."""
        return [by for (by,) in self._tables.execute("SELECT by FROM shown WHERE url = ?", (url,))]

    def note(self, works: Iterable[Stood]) -> None:
        """The pages of *works* are made from them as they are now."""
        rows = ((w.url, w.held, w.own, w.voice, w.face, w.mark, w.facts, w.said) for w in works)
        self._tables.executemany("INSERT OR REPLACE INTO works VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def note_said(self, url: str, said: str) -> None:
        """What other documents say of the work at *url*, as its page words it."""
        self._tables.execute("UPDATE works SET said = ? WHERE url = ?", (said, url))

    def note_leads(self, url: str, leads: Leads, shown: Iterable[str]) -> None:
        """The work at *url* leads to *leads*, and shows *shown* besides."""
        self._tables.execute("INSERT OR REPLACE INTO leads VALUES (?, ?)", (url, marshal.dumps(leads)))
        self._tables.execute("DELETE FROM shown WHERE by = ?", (url,))
        self._tables.executemany("INSERT OR IGNORE INTO shown VALUES (?, ?)", ((s, url) for s in shown))

    def forget(self, urls: Iterable[str]) -> None:
        """No page stands at *urls*."""
        for url in urls:
            for table, column in (("works", "url"), ("leads", "url"), ("shown", "by"), ("stamps", "name")):
                self._tables.execute(f"DELETE FROM {table} WHERE {column} = ?", (url,))

    # What lists were made from.

    def lists(self) -> Mapping[str, tuple[str, list[str]]]:
        """The key and the files of each list."""
        rows = self._tables.execute(
            "SELECT name, iif(name IN (SELECT name FROM doubtful), '', key), files FROM lists"
        )
        return {name: (key, files.split("\n") if files else []) for name, key, files in rows}

    def note_list(self, name: str, key: str, files: Iterable[str]) -> None:
        row = (name, key, "\n".join(files))
        self._tables.execute("INSERT OR REPLACE INTO lists VALUES (?, ?, ?)", row)

    def forget_lists(self, names: Iterable[str]) -> None:
        for name in names:
            self._tables.execute("DELETE FROM lists WHERE name = ?", (name,))
            self._tables.execute("DELETE FROM stamps WHERE name = ?", (name,))

    # How the folders of works and lists look.

    def stamps(self) -> dict[str, int]:
        """By what it is known that all files of a work or of a list stand still."""
        return dict(self._tables.execute("SELECT name, stamp FROM stamps"))

    def note_stamps(self, stamps: Mapping[str, int]) -> None:
        """The folders of works and lists look so; 0 is told of none that stands."""
        self._tables.executemany("INSERT OR REPLACE INTO stamps VALUES (?, ?)", sorted(stamps.items()))

    # Which folder they are of, and what in it may be half written.

    def doubt(self, names: Iterable[str]) -> None:
        """The pages of the works and lists *names* may stand or not, whatever is said of them here."""
        self._tables.executemany("INSERT OR IGNORE INTO doubtful VALUES (?)", ((name,) for name in names))

    def settle(self, mark: str) -> None:
        """All pages stand as is said here, in the folder that bears *mark*."""
        self._tables.execute("DELETE FROM doubtful")
        self._tables.execute("DELETE FROM mark")
        self._tables.execute("INSERT INTO mark VALUES (?)", (mark,))

    def mark(self) -> str:
        """What the folder says that these tables are of; empty where none does."""
        row = self._tables.execute("SELECT mark FROM mark").fetchone()
        return str(row[0]) if row else ""

    def empty(self) -> None:
        """Nothing is known of what stands in the folder; of texts it is still."""
        for table in ("works", "leads", "shown", "lists", "stamps", "doubtful", "mark"):
            self._tables.execute(f"DELETE FROM {table}")
