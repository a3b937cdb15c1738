"""The works of an archive as tables, held and only cited, by all that they are looked for by."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from builder.model import WorkId
from builder.resolve.candidates import Candidate
from builder.resolve.lines import line

_AT_HAND = 4096


class Works:
    """Candidates by owner: the number of a held text, or less than zero that of a work only cited."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._found: dict[str, tuple[Candidate, ...]] = {}

    def put(self, rows: Iterable[tuple[int, str, Candidate]]) -> None:
        """Each owner has, as `told`, a candidate from now on."""
        added = list(rows)
        self._db.executemany(
            "INSERT INTO works VALUES (?, ?, ?)",
            [(owner, one.bucket if one.held else None, line) for owner, line, one in added],
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO topics VALUES (?, ?)",
            [(topic, owner) for owner, _, one in added for topic in one.topics],
        )

    def drop(self, owner: int) -> list[str]:
        """The owner has no candidate any more; gives the one that it had, as `told`, if any."""
        lines = [line for (line,) in self._db.execute("SELECT content FROM works WHERE owner = ?", (owner,))]
        topics = [(topic, owner) for line in lines for topic in candidate(line).topics]
        self._db.executemany("DELETE FROM topics WHERE topic = ? AND owner = ?", topics)
        self._db.execute("DELETE FROM works WHERE owner = ?", (owner,))
        return lines

    def open(self, candidates: Iterable[Candidate]) -> None:
        """What is asked on the topics of *candidates*, and claimed in the buckets of held ones, is open."""
        changed = list(candidates)
        self._db.executemany(
            "INSERT OR IGNORE INTO open_topics VALUES (?)", [(t,) for one in changed for t in one.topics]
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO open_buckets VALUES (?)",
            [(one.bucket,) for one in changed if one.held and one.bucket],
        )

    def on(self, *topics: str | None) -> list[Candidate]:
        """The works on any of *topics*, in the order of their addresses."""
        found = [one for topic in topics if topic for one in self._on(topic)]
        return sorted(found, key=lambda one: one.id.url) if len(found) > 1 else found

    def _on(self, topic: str) -> tuple[Candidate, ...]:
        if topic not in self._found:
            if len(self._found) >= _AT_HAND:
                self._found.clear()
            rows = self._db.execute(
                "SELECT w.content FROM topics t CROSS JOIN works w ON w.owner = t.owner WHERE t.topic = ?",
                (topic,),
            )
            self._found[topic] = tuple(candidate(line) for (line,) in rows)
        return self._found[topic]

    def held_in(self, bucket: str) -> list[Candidate]:
        """The held works of *bucket*, in the order of their addresses."""
        rows = self._db.execute("SELECT content FROM works WHERE bucket = ?", (bucket,))
        return sorted((candidate(line) for (line,) in rows), key=lambda one: one.id.url)

    def forget(self) -> None:
        """What was found may have changed."""
        self._found.clear()


def told(one: Candidate) -> str:
    """A candidate as one line, which `candidate` reads back."""
    own = (one.id.issuer, one.id.type, one.id.year, one.id.number)
    known = (one.number, one.issued, one.issuer, one.province, one.names, one.held, one.places)
    return line((own, one.kind, *known))


def candidate(written: str) -> Candidate:
    """The candidate that was `told`."""
    own, kind, number, issued, issuer, province, names, is_held, places = json.loads(written)
    return Candidate(WorkId(*own), kind, number, issued, issuer, province, tuple(names), is_held, places)
