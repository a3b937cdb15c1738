"""What the archive answers now: what is opened again is settled again, and nothing else is looked at.

Works only cited are minted from the claims of their bucket; questions are answered from the works on their
topics; a text is told anew where one of its questions has another answer.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from sys import intern

from builder.model import CitedWork, Document, Target, WorkId
from builder.resolve import answering, asking
from builder.resolve.answering import Answer
from builder.resolve.candidates import Candidate, fragment
from builder.resolve.cited import Apart, Claimed, Minted, mint
from builder.resolve.intake import candidate, rows_of

_AT_HAND = 4096
# A question of a bucket: number, content, uses, whether a held work is its answer, and why it stands apart.
_Row = tuple[int, str, int, int, str, str]
_OPEN_BY_TOPIC = (
    "INSERT OR IGNORE INTO open_questions SELECT q.topic, q.id FROM open_topics o CROSS JOIN questions q"
    " ON q.topic = o.topic",
    "INSERT OR IGNORE INTO open_questions SELECT q.topic, q.id FROM open_topics o CROSS JOIN questions q"
    " ON q.law = o.topic",
)
# The texts that hold a work, by its address.
ByUrl = Callable[[str], Document]


class Round:
    """One settling of what is open in the tables."""

    def __init__(self, db: sqlite3.Connection, text_at: ByUrl) -> None:
        self._db, self._text_at = db, text_at
        self._works: dict[str, list[Candidate]] = {}

    def settle(self) -> None:
        """Every question of the tables has the answer that the texts of the tables give it."""
        run = self._db.execute
        run(
            "INSERT OR IGNORE INTO open_questions SELECT q.topic, q.id FROM touched t CROSS JOIN questions q"
            " ON q.id = t.id WHERE q.answer IS NULL"
        )
        run(
            "INSERT OR IGNORE INTO open_buckets SELECT q.bucket FROM touched t CROSS JOIN questions q"
            " ON q.id = t.id WHERE q.bucket IS NOT NULL"
        )
        self._open_by_topic()
        self._know()
        self._mint()
        self._works.clear()
        self._open_by_topic()
        self._answer()
        self._count()
        run("DELETE FROM questions WHERE uses = 0 AND id IN (SELECT id FROM touched)")

    def _open_by_topic(self) -> None:
        for statement in _OPEN_BY_TOPIC:
            self._db.execute(statement)

    def _on(self, topic: str) -> list[Candidate]:
        """The works on *topic*, in the order of their addresses."""
        if topic not in self._works:
            if len(self._works) >= _AT_HAND:
                self._works.clear()
            found = self._db.execute("SELECT content FROM works WHERE topic = ?", (topic,))
            self._works[topic] = sorted((candidate(line) for (line,) in found), key=lambda one: one.id.url)
        return self._works[topic]

    def _know(self) -> None:
        """It is told of each open claim whether a held work is its answer; then it proves no other."""
        rows = self._db.execute(
            "SELECT q.id, q.topic, q.content, q.known, q.bucket FROM open_questions o CROSS JOIN questions q"
            " ON q.id = o.id WHERE q.bucket IS NOT NULL AND (q.known OR EXISTS"
            " (SELECT 1 FROM works w WHERE w.topic = q.topic AND w.owner > 0))"
        )
        changed = []
        for number, topic, content, known, where in rows:
            held = [one for one in self._on(topic) if one.held]
            if answering.is_held(asking.read(content), held) != bool(known):
                changed.append((not known, number, where))
        self._db.executemany("UPDATE questions SET known = ? WHERE id = ?", [row[:2] for row in changed])
        self._db.executemany("INSERT OR IGNORE INTO open_buckets VALUES (?)", [row[2:] for row in changed])

    def _mint(self) -> None:
        """The works that are only cited are those that the claims of the open buckets prove now."""
        rows = self._db.execute(
            "SELECT q.bucket, q.id, q.content, q.uses, q.known, q.apart, q.about FROM open_buckets o"
            " CROSS JOIN questions q ON q.bucket = o.bucket ORDER BY o.bucket"
        )
        changed: list[tuple[str, str, int]] = []
        for where, found in groupby(rows, key=itemgetter(0)):
            changed += self._mint_in(where, [row[1:] for row in found])
        self._db.executemany("UPDATE questions SET apart = ?, about = ? WHERE id = ?", changed)
        self._db.executemany(
            "INSERT OR IGNORE INTO open_questions SELECT topic, id FROM questions WHERE id = ?",
            [(number,) for _, _, number in changed],
        )

    def _mint_in(self, where: str, rows: Sequence[_Row]) -> Iterator[tuple[str, str, int]]:
        """Mint the works of one bucket; yields what contradicts others now and did not, or no longer does."""
        held = self._db.execute("SELECT content FROM works WHERE bucket = ? AND owner > 0", (where,))
        ours = sorted((candidate(line) for (line,) in held), key=lambda one: one.id.url)
        found = list(mint(_claimed(rows), ours, self._title))
        self._put(where, [one for one in found if isinstance(one, Minted)])
        apart = {n: (a.words, url) for a in found if isinstance(a, Apart) for n, url in a.addresses.items()}
        for number, _, _, _, *before in rows:
            if tuple(before) != (now := apart.get(number, ("", ""))):
                yield *now, number

    def _title(self, number: str) -> str | None:
        rows = self._db.execute("SELECT title FROM titles WHERE number = ?", (json.dumps(number),))
        return next((str(json.loads(title)) for (title,) in rows), None)

    def _put(self, where: str, found: Sequence[Minted]) -> None:
        """The works of the bucket are those *found*; what has changed is opened."""
        new = {self._minted(one): one for one in found}
        rows = self._db.execute("SELECT url, taken, content, id FROM minted WHERE bucket = ?", (where,))
        for *known, number in rows.fetchall():
            if tuple(known) in new:
                del new[known[0], known[1], known[2]]
            else:
                self._unmint(number)
        for known, one in new.items():
            self._add(where, known, one.candidate)

    def _minted(self, one: Minted) -> tuple[str, int, str]:
        url = one.work.url
        taken = self._db.execute("SELECT 1 FROM texts WHERE url = ?", (url,)).fetchone() is not None
        return url, int(taken), _told(one)

    def _unmint(self, number: int) -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO open_topics SELECT topic FROM works WHERE owner = ?", (-number,)
        )
        self._db.execute("DELETE FROM works WHERE owner = ?", (-number,))
        self._db.execute("DELETE FROM minted WHERE id = ?", (number,))

    def _add(self, where: str, known: tuple[str, int, str], one: Candidate) -> None:
        run = self._db.execute
        added = run("INSERT INTO minted (bucket, url, taken, content) VALUES (?, ?, ?, ?)", (where, *known))
        if known[1]:
            return
        for topic, _, content in rows_of(one):
            run("INSERT INTO works VALUES (?, NULL, ?, ?)", (topic, -(added.lastrowid or 0), content))
            run("INSERT OR IGNORE INTO open_topics VALUES (?)", (topic,))
        run("INSERT OR IGNORE INTO open_urls VALUES (?)", (known[0],))

    def _answer(self) -> None:
        """The open questions are answered; texts whose questions have another answer are open then."""
        for topic, number in self._db.execute("SELECT topic, id FROM open_questions ORDER BY topic, id"):
            content, law, apart, about, before, url = self._db.execute(
                "SELECT content, law, apart, about, answer, url FROM questions WHERE id = ?", (number,)
            ).fetchone()
            given = self._answered(content, topic, law, apart, about)
            now = answering.written(given)
            if now != before:
                to = given.target.url
                self._db.execute("UPDATE questions SET answer = ?, url = ? WHERE id = ?", (now, to, number))
                # What nobody has asked before is asked by texts that are open already.
                if before is not None:
                    self._open_askers(number, {url, to} - {None})

    def _answered(self, content: str, topic: str, law: str | None, apart: str, about: str) -> Answer:
        if apart:
            return Answer(Target("unknown"), "", apart, about)
        lawful = self._on(law) if law else ()
        return answering.answer(asking.read(content), self._on(topic), lawful, self._fragment)

    def _fragment(self, one: Candidate, portion: str) -> str | None:
        return fragment(self._text_at(one.id.url), portion)

    def _open_askers(self, number: int, urls: set[str | None]) -> None:
        run = self._db.execute
        run("INSERT OR IGNORE INTO open_texts SELECT text FROM uses WHERE question = ?", (number,))
        for url in urls:
            run("INSERT OR IGNORE INTO open_urls VALUES (?)", (url,))

    def _count(self) -> None:
        """Each work that is only cited knows how many texts cite it, and how often."""
        run = self._db.execute
        run(
            "INSERT OR IGNORE INTO open_urls SELECT q.url FROM touched t CROSS JOIN questions q"
            " ON q.id = t.id WHERE q.url IS NOT NULL"
        )
        run("UPDATE minted SET documents = 0, mentioned = 0 WHERE url IN (SELECT url FROM open_urls)")
        counted = run(
            "SELECT count(DISTINCT u.text), sum(u.places), o.url FROM open_urls o CROSS JOIN questions q"
            " ON q.url = o.url CROSS JOIN uses u ON u.question = q.id"
            " WHERE EXISTS (SELECT 1 FROM minted m WHERE m.url = o.url) GROUP BY o.url"
        )
        self._db.executemany(
            "UPDATE minted SET documents = ?, mentioned = ? WHERE url = ?", counted.fetchall()
        )


def _claimed(rows: Sequence[_Row]) -> Iterator[Claimed]:
    for number, content, uses, known, _, _ in rows:
        question = asking.read(content) if uses and not known else None
        if question and question.claim:
            yield Claimed(number, question, question.claim, uses)


def _told(one: Minted) -> str:
    """A minted work as one line of ASCII, which `cited_work` reads back."""
    work, own = one.work, one.work.id
    known = (own.issuer, own.type, own.year, own.number)
    told = (known, work.document_type, work.number, work.issued, work.issuer, work.title)
    # How citations know it counts as well: where that is another, it is another work.
    return json.dumps((*told, one.candidate.number, one.candidate.province))


def cited_work(line: str, documents: int, mentioned: int) -> CitedWork:
    """The work only cited that was told as *line*, and how many texts cite it how often."""
    own, kind, number, issued, issuer, title, *_ = json.loads(line)
    # An archive has many more works than bodies, types and years.
    called = WorkId(intern(own[0]), intern(own[1]), intern(own[2]), own[3])
    return CitedWork(called, intern(kind), number, issued, intern(issuer), title, documents, mentioned)
