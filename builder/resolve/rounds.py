"""What the archive answers now: what is opened again is settled again, and nothing else is looked at.

Works only cited are minted from the claims of their bucket; questions are answered from the works on their
topics; a text is open where one of its questions has another answer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from builder.model import Document, Target
from builder.resolve import answering, asking
from builder.resolve.answering import Answer
from builder.resolve.candidates import Candidate, fragment
from builder.resolve.minting import Minting
from builder.resolve.tables import BY_ADDRESS, BY_TOPIC
from builder.resolve.works import Works

_TOGETHER = 500
_ASKED = "SELECT q.id, q.topic, q.beside, q.content, q.apart, q.about, q.answer, q.url"
# A question as `_ASKED` gives it; and one with its new answer, and where that leads.
_Row = tuple[int, str, str | None, str, str, str, str | None, str | None]
_Changed = tuple[str, str | None, int]
_OPEN_BY_TOPIC = (
    "INSERT OR IGNORE INTO open_questions SELECT q.id FROM open_topics o CROSS JOIN questions q"
    " ON q.topic = o.topic",
    "INSERT OR IGNORE INTO open_questions SELECT q.id FROM open_topics o CROSS JOIN questions q"
    " ON q.beside = o.topic",
)


class Round:
    """One settling of what is open in the tables; *text_at* gives the text that stands at an address."""

    def __init__(self, db: sqlite3.Connection, text_at: Callable[[str], Document]) -> None:
        self._db, self._text_at = db, text_at
        self._works = Works(db)

    def settle(self) -> None:
        """Every question of the tables has the answer that the texts of the tables give it."""
        run = self._db.execute
        run(
            "INSERT OR IGNORE INTO open_questions SELECT q.id FROM touched t CROSS JOIN questions q"
            " ON q.id = t.id WHERE q.answer IS NULL"
        )
        run(
            "INSERT OR IGNORE INTO open_buckets SELECT q.bucket FROM touched t CROSS JOIN questions q"
            " ON q.id = t.id WHERE q.bucket IS NOT NULL"
        )
        for statement in BY_TOPIC:
            run(statement)
        self._open_by_topic()
        self._know()
        Minting(self._db, self._works).mint()
        self._works.forget()
        self._open_by_topic()
        self._answer()
        for statement in BY_ADDRESS:
            run(statement)
        self._count()
        run("DELETE FROM questions WHERE uses = 0 AND id IN (SELECT id FROM touched)")

    def _open_by_topic(self) -> None:
        for statement in _OPEN_BY_TOPIC:
            self._db.execute(statement)

    def _know(self) -> None:
        """It is told of each open claim whether a held work is its answer; then it proves no other."""
        rows = self._db.execute(
            "SELECT q.id, q.topic, q.beside, q.content, q.known, q.bucket FROM open_questions o"
            " CROSS JOIN questions q ON q.id = o.id WHERE q.bucket IS NOT NULL AND (q.known OR EXISTS"
            " (SELECT 1 FROM topics t WHERE t.topic = q.topic AND t.owner > 0) OR EXISTS"
            " (SELECT 1 FROM topics t WHERE t.topic = q.beside AND t.owner > 0)) ORDER BY o.id"
        )
        changed = []
        for number, topic, beside, content, known, bucket in rows:
            held = [one for one in self._works.on(topic, beside) if one.held]
            if answering.is_held(asking.read(content), held) != bool(known):
                changed.append((not known, number, bucket))
        self._db.executemany("UPDATE questions SET known = ? WHERE id = ?", [row[:2] for row in changed])
        self._db.executemany("INSERT OR IGNORE INTO open_buckets VALUES (?)", [row[2:] for row in changed])

    def _answer(self) -> None:
        """The open questions are answered; texts whose questions have another answer are open then.

        Those that point at places of held works come last, work by work, for its places are read for them.
        """
        pointing: list[tuple[str, int]] = []
        changed: list[_Changed] = []
        rows = self._db.execute(
            f"{_ASKED} FROM open_questions o CROSS JOIN questions q ON q.id = o.id ORDER BY o.id"
        )
        for row in rows:
            given = self._answered(row, _nowhere)
            if given.target.status == "held" and asking.read(row[3]).portion:
                pointing.append((given.target.url or "", row[0]))
            else:
                self._note(row, given, changed)
        for _, number in sorted(pointing):
            row = self._db.execute(f"{_ASKED} FROM questions q WHERE q.id = ?", (number,)).fetchone()
            self._note(row, self._answered(row, self._fragment), changed)
        self._write(changed)

    def _note(self, row: _Row, given: Answer, changed: list[_Changed]) -> None:
        number, *_, before, url = row
        now, to = answering.written(given), given.target.url
        if now != before:
            changed.append((now, to, number))
            # What nobody has asked before is asked by texts that are open already.
            if before is not None:
                self._open_askers(number, {url, to} - {None})
        if len(changed) >= _TOGETHER:
            self._write(changed)

    def _write(self, changed: list[_Changed]) -> None:
        self._db.executemany("UPDATE questions SET answer = ?, url = ? WHERE id = ?", changed)
        changed.clear()

    def _answered(self, row: _Row, fragment: answering.Fragment) -> Answer:
        _, topic, beside, content, apart, about, *_ = row
        if apart:
            return Answer(Target("unknown"), "", apart, about)
        question = asking.read(content)
        if question.by_name:
            called, lawful = self._works.on(topic), self._works.on(beside)
        else:
            called, lawful = self._works.on(topic, beside), []
        return answering.answer(question, called, lawful, fragment)

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
        change = "UPDATE minted SET documents = ?, mentioned = ? WHERE url = ?"
        self._db.executemany(change, counted.fetchall())


def _nowhere(_: Candidate, __: str) -> None:
    """Places are not looked for yet."""
