"""Works only cited, in the tables: those of the open buckets are minted anew, and what changes is opened."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from sys import intern

from builder.model import CitedWork, WorkId
from builder.resolve import asking
from builder.resolve.cited import Apart, Claimed, Minted, mint
from builder.resolve.hands import Hands, Share
from builder.resolve.lines import line
from builder.resolve.works import Works, candidate, told

# A question of a bucket: number, content, uses, whether a held work is its answer, and why it stands apart.
_Row = tuple[int, str, int, int, str, str]
# The address of a minted work, whether a text stands there, and all else that tells it from another.
_Known = tuple[str, int, str]
_TOGETHER = 5000
_READ = 1000


@dataclass(frozen=True, slots=True)
class _Found:
    """What the claims of one *bucket* prove: *works*, each as `_known` with how citations know it.

    *minted* is whether works were minted there before; *changed* is what contradicts others now and did not,
    or no longer does.
    """

    bucket: str
    minted: bool
    works: tuple[tuple[_Known, str, tuple[str, ...]], ...]
    changed: tuple[tuple[str, str, int], ...]


class Minting:
    """The works that the claims of the open buckets prove."""

    def __init__(self, hands: Hands, works: Works) -> None:
        self._hands, self._works = hands, works
        self._last = int(hands.db.execute("SELECT coalesce(max(id), 0) FROM minted").fetchone()[0])
        self._new: list[tuple[int, str, _Known, str, tuple[str, ...]]] = []

    def mint(self) -> None:
        """Works come, change and go; claims that others contradict, or no longer do, are open questions."""
        changed: list[tuple[str, str, int]] = []
        for found in self._hands.each(self._proved, self._hands.shares("open_buckets", "bucket")):
            self._put(found)
            changed += found.changed
            if len(self._new) >= _TOGETHER:
                self._write()
        self._write()
        run = self._hands.db.executemany
        run("UPDATE questions SET apart = ?, about = ? WHERE id = ?", changed)
        run("INSERT OR IGNORE INTO open_questions VALUES (?)", [(number,) for _, _, number in changed])

    def _proved(self, share: Share) -> list[_Found]:
        """What the claims of the open buckets of *share* prove."""
        rows = self._hands.db.execute(
            "SELECT o.bucket, EXISTS (SELECT 1 FROM works w WHERE w.bucket = o.bucket),"
            " EXISTS (SELECT 1 FROM minted m WHERE m.bucket = o.bucket),"
            " q.id, q.content, q.uses, q.known, q.apart, q.about FROM open_buckets o"
            " CROSS JOIN questions q ON q.bucket = o.bucket WHERE o.bucket BETWEEN ? AND ? ORDER BY o.bucket",
            share,
        )
        return [
            self._proved_in(bucket, [row[3:] for row in found], holds=holds, minted=minted)
            for (bucket, holds, minted), found in groupby(rows, key=itemgetter(0, 1, 2))
        ]

    def _proved_in(self, bucket: str, rows: Sequence[_Row], *, holds: int, minted: int) -> _Found:
        held = self._works.held_in(bucket) if holds else []
        found = list(mint(_claimed(rows), held, self._title))
        apart = {n: (a.words, url) for a in found if isinstance(a, Apart) for n, url in a.addresses.items()}
        now = [(*apart.get(row[0], ("", "")), row[0]) for row in rows]
        changed = tuple(one for one, row in zip(now, rows, strict=True) if one[:2] != row[4:])
        works = {self._known(one): one.candidate for one in found if isinstance(one, Minted)}
        told_of = tuple((known, told(one), one.topics) for known, one in works.items())
        return _Found(bucket, bool(minted), told_of, changed)

    def _title(self, number: str) -> str | None:
        asked = (json.dumps(number),)
        rows = self._hands.db.execute("SELECT title FROM titles WHERE number = ?", asked)
        return next((str(json.loads(title)) for (title,) in rows), None)

    def _put(self, found: _Found) -> None:
        """The works of the bucket are those *found*."""
        new = {known: (line, topics) for known, line, topics in found.works}
        if found.minted:
            rows = self._hands.db.execute(
                "SELECT url, taken, content, id FROM minted WHERE bucket = ?", (found.bucket,)
            )
            for *before, number in rows.fetchall():
                if tuple(before) in new:
                    del new[before[0], before[1], before[2]]
                else:
                    self._drop(number)
        for known, work in new.items():
            self._last += 1
            self._new.append((self._last, found.bucket, known, *work))

    def _known(self, one: Minted) -> _Known:
        url = one.work.url
        taken = self._hands.db.execute("SELECT 1 FROM texts WHERE url = ?", (url,)).fetchone() is not None
        return url, int(taken), _told(one)

    def _drop(self, number: int) -> None:
        self._works.open(map(candidate, self._works.drop(-number)))
        self._hands.db.execute("DELETE FROM minted WHERE id = ?", (number,))

    def _write(self) -> None:
        """What was minted is in the tables; where a text stands already, no work only cited does."""
        new, self._new = self._new, []
        run = self._hands.db.executemany
        columns = "id, bucket, url, taken, content"
        rows = [(number, bucket, *known) for number, bucket, known, _, _ in new]
        run(f"INSERT INTO minted ({columns}) VALUES (?, ?, ?, ?, ?)", rows)
        standing = [(-number, None, line, topics) for number, _, known, line, topics in new if not known[1]]
        self._works.put(standing)
        self._works.open_topics(topic for _, _, _, topics in standing for topic in topics)
        run("INSERT OR IGNORE INTO open_urls VALUES (?)", [(known[0],) for _, _, known, _, _ in new])
        self._hands.written()


def _claimed(rows: Sequence[_Row]) -> Iterator[Claimed]:
    asked = [(number, content, uses) for number, content, uses, known, _, _ in rows if uses and not known]
    questions = asking.read_all(content for _, content, _ in asked)
    for (number, _, uses), question in zip(asked, questions, strict=True):
        if question.claim:
            yield Claimed(number, question, question.claim, uses)


def _told(one: Minted) -> str:
    """A minted work as one line, which `cited_works` reads back."""
    work, own = one.work, one.work.id
    known = (own.issuer, own.type, own.year, own.number)
    told = (known, work.document_type, work.number, work.issued, work.issuer, work.title)
    # How citations know it counts as well: where that is another, it is another work.
    return line((*told, one.candidate.number, one.candidate.province))


def cited_works(rows: sqlite3.Cursor) -> Iterator[CitedWork]:
    """The works of *rows*, each as it was told, and how many texts cite it how often."""
    while some := rows.fetchmany(_READ):
        lines = json.loads(f"[{','.join(told for told, _, _ in some)}]")
        for (own, kind, number, issued, issuer, title, *_), (_, documents, mentioned) in zip(
            lines, some, strict=True
        ):
            # An archive has many more works than bodies, types and years.
            called = WorkId(intern(own[0]), intern(own[1]), intern(own[2]), own[3])
            yield CitedWork(called, intern(kind), number, issued, intern(issuer), title, documents, mentioned)
