"""The works of an archive as tables, held and only cited, by all that they are looked for by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import starmap

from builder.model import WorkId
from builder.resolve.candidates import Candidate
from builder.resolve.hands import Hands
from builder.resolve.lines import line

_AT_HAND = 4096


# An owner, the bucket of a held work, the candidate as `told`, and the topics on which it stands.
Standing = tuple[int, str | None, str, tuple[str, ...]]


class Works:
    """Candidates by owner: the number of a held text, or less than zero that of a work only cited."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._found: dict[str, tuple[Candidate, ...]] = {}

    def put(self, rows: Iterable[Standing]) -> None:
        """Each owner has a candidate from now on."""
        added = list(rows)
        run = self._hands.db.executemany
        run("INSERT INTO works VALUES (?, ?, ?)", [row[:3] for row in added])
        topics = [(topic, owner) for owner, _, _, found in added for topic in found]
        run("INSERT OR IGNORE INTO topics VALUES (?, ?)", sorted(topics))

    def drop(self, owner: int) -> list[str]:
        """The owner has no candidate any more; gives the one that it had, as `told`, if any."""
        db = self._hands.db
        lines = [line for (line,) in db.execute("SELECT content FROM works WHERE owner = ?", (owner,))]
        topics = [(topic, owner) for line in lines for topic in candidate(line).topics]
        db.executemany("DELETE FROM topics WHERE topic = ? AND owner = ?", topics)
        db.execute("DELETE FROM works WHERE owner = ?", (owner,))
        return lines

    def open(self, candidates: Iterable[Candidate]) -> None:
        """What is asked on the topics of *candidates*, and claimed in the buckets of held ones, is open."""
        changed = () if self._hands.new else tuple(candidates)
        self.open_topics(topic for one in changed for topic in one.topics)
        self._hands.db.executemany(
            "INSERT OR IGNORE INTO open_buckets VALUES (?)",
            [(one.bucket,) for one in changed if one.held and one.bucket],
        )

    def open_topics(self, topics: Iterable[str]) -> None:
        """What is asked on *topics* is open; where the tables are new, all is that is asked."""
        if not self._hands.new:
            found = [(topic,) for topic in topics]
            self._hands.db.executemany("INSERT OR IGNORE INTO open_topics VALUES (?)", found)

    def on(self, *topics: str | None) -> list[Candidate]:
        """The works on any of *topics*, in the order of their addresses."""
        found = [one for topic in topics if topic for one in self._on(topic)]
        return sorted(found, key=lambda one: one.id.url) if len(found) > 1 else found

    def _on(self, topic: str) -> tuple[Candidate, ...]:
        if topic not in self._found:
            if len(self._found) >= _AT_HAND:
                self._found.clear()
            rows = self._hands.db.execute(
                "SELECT w.content FROM topics t CROSS JOIN works w ON w.owner = t.owner WHERE t.topic = ?",
                (topic,),
            )
            lines = json.loads(f"[{','.join(line for (line,) in rows)}]")
            self._found[topic] = tuple(starmap(_candidate, lines))
        return self._found[topic]

    def held_in(self, bucket: str) -> list[Candidate]:
        """The held works of *bucket*, in the order of their addresses."""
        rows = self._hands.db.execute("SELECT content FROM works WHERE bucket = ?", (bucket,))
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
    return _candidate(*json.loads(written))


def _candidate(
    own: Sequence[str],
    kind: str,
    number: str,
    issued: str,
    issuer: str,
    province: str | None,
    names: Sequence[str],
    is_held: bool,
    places: str,
) -> Candidate:
    return Candidate(WorkId(*own), kind, number, issued, issuer, province, tuple(names), is_held, places)
