"""Works only cited, in the tables: those of the open buckets are minted anew, and what changes is opened."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from sys import intern

from builder.model import CitedWork, WorkId
from builder.resolve import asking
from builder.resolve.candidates import Candidate
from builder.resolve.cited import Apart, Claimed, Minted, mint
from builder.resolve.lines import line
from builder.resolve.works import Works, candidate, told

# A question of a bucket: number, content, uses, whether a held work is its answer, and why it stands apart.
_Row = tuple[int, str, int, int, str, str]
_TOGETHER = 500
_READ = 1000


class Minting:
    """The works that the claims of the open buckets prove."""

    def __init__(self, db: sqlite3.Connection, works: Works) -> None:
        self._db, self._works = db, works
        self._last = int(db.execute("SELECT coalesce(max(id), 0) FROM minted").fetchone()[0])
        self._new: list[tuple[int, str, str, int, str, Candidate]] = []

    def mint(self) -> None:
        """Works come, change and go; claims that others contradict, or no longer do, are open questions."""
        rows = self._db.execute(
            "SELECT o.bucket, EXISTS (SELECT 1 FROM works w WHERE w.bucket = o.bucket),"
            " EXISTS (SELECT 1 FROM minted m WHERE m.bucket = o.bucket),"
            " q.id, q.content, q.uses, q.known, q.apart, q.about"
            " FROM open_buckets o CROSS JOIN questions q ON q.bucket = o.bucket ORDER BY o.bucket"
        )
        changed: list[tuple[str, str, int]] = []
        for (bucket, holds, minted), found in groupby(rows, key=itemgetter(0, 1, 2)):
            held = self._works.held_in(bucket) if holds else []
            changed += self._mint_in(bucket, [row[3:] for row in found], held, bool(minted))
            if len(self._new) >= _TOGETHER:
                self._write()
        self._write()
        self._db.executemany("UPDATE questions SET apart = ?, about = ? WHERE id = ?", changed)
        self._db.executemany(
            "INSERT OR IGNORE INTO open_questions VALUES (?)", [(number,) for _, _, number in changed]
        )

    def _mint_in(
        self, bucket: str, rows: Sequence[_Row], held: Sequence[Candidate], minted: bool
    ) -> Iterator[tuple[str, str, int]]:
        """Mint the works of one bucket; yields what contradicts others now and did not, or no longer does."""
        found = list(mint(_claimed(rows), held, self._title))
        self._put(bucket, [one for one in found if isinstance(one, Minted)], minted)
        apart = {n: (a.words, url) for a in found if isinstance(a, Apart) for n, url in a.addresses.items()}
        for number, _, _, _, *before in rows:
            if tuple(before) != (now := apart.get(number, ("", ""))):
                yield *now, number

    def _title(self, number: str) -> str | None:
        rows = self._db.execute("SELECT title FROM titles WHERE number = ?", (json.dumps(number),))
        return next((str(json.loads(title)) for (title,) in rows), None)

    def _put(self, bucket: str, found: Sequence[Minted], minted: bool) -> None:
        """The works of the bucket are those *found*."""
        new = {self._known(one): one for one in found}
        if minted:
            rows = self._db.execute("SELECT url, taken, content, id FROM minted WHERE bucket = ?", (bucket,))
            for *known, number in rows.fetchall():
                if tuple(known) in new:
                    del new[known[0], known[1], known[2]]
                else:
                    self._drop(number)
        for known, one in new.items():
            self._last += 1
            self._new.append((self._last, bucket, *known, one.candidate))

    def _known(self, one: Minted) -> tuple[str, int, str]:
        """The address of a work, whether a text stands there, and all else that tells it from another."""
        url = one.work.url
        taken = self._db.execute("SELECT 1 FROM texts WHERE url = ?", (url,)).fetchone() is not None
        return url, int(taken), _told(one)

    def _drop(self, number: int) -> None:
        self._works.open(map(candidate, self._works.drop(-number)))
        self._db.execute("DELETE FROM minted WHERE id = ?", (number,))

    def _write(self) -> None:
        """What was minted is in the tables; where a text stands already, no work only cited does."""
        new, self._new = self._new, []
        columns = "id, bucket, url, taken, content"
        rows = [row[:5] for row in new]
        self._db.executemany(f"INSERT INTO minted ({columns}) VALUES (?, ?, ?, ?, ?)", rows)
        standing = [(number, one) for number, _, _, taken, _, one in new if not taken]
        self._works.put((-number, told(one), one) for number, one in standing)
        self._works.open(one for _, one in standing)
        self._db.executemany("INSERT OR IGNORE INTO open_urls VALUES (?)", [(row[2],) for row in new])


def _claimed(rows: Sequence[_Row]) -> Iterator[Claimed]:
    for number, content, uses, known, _, _ in rows:
        question = asking.read(content) if uses and not known else None
        if question and question.claim:
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
