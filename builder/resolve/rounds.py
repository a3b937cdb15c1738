"""What the archive answers now: what is opened again is settled again, and nothing else is looked at.

Works only cited are minted from the claims of their bucket; questions are answered from the works on their
topics; a text is open where one of its questions has another answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from builder.model import Document, Target
from builder.resolve import answering, asking
from builder.resolve.answering import Answer
from builder.resolve.asking import Question
from builder.resolve.candidates import Candidate, fragment
from builder.resolve.hands import Hands, Share
from builder.resolve.minting import Minting
from builder.resolve.tables import BY_ADDRESS, BY_TOPIC
from builder.resolve.works import Works

_TOGETHER = 5000
_ASKED = "SELECT q.id, q.topic, q.beside, q.content, q.apart, q.about, q.answer, q.url"
# A question as `_ASKED` gives it; and a new answer, where it leads, and to which question.
_Row = tuple[int, str, str | None, str, str, str, str | None, str | None]
_Changed = tuple[str, str | None, int]
_OPEN_BY_TOPIC = (
    "INSERT OR IGNORE INTO open_questions SELECT q.id FROM open_topics o CROSS JOIN questions q"
    " ON q.topic = o.topic",
    "INSERT OR IGNORE INTO open_questions SELECT q.id FROM open_topics o CROSS JOIN questions q"
    " ON q.beside = o.topic",
)


@dataclass(frozen=True, slots=True)
class _Given:
    """The answer to a question as it is *now* and was *before*, and whether it *points* at a place."""

    number: int
    now: str
    url: str | None
    before: str | None
    url_before: str | None
    points: bool


class Round:
    """One settling of what is open in the tables; *text_at* gives the text that stands at an address."""

    def __init__(self, hands: Hands, text_at: Callable[[str], Document]) -> None:
        self._hands, self._text_at = hands, text_at
        self._works = Works(hands)
        self._changed: list[_Changed] = []

    def settle(self) -> None:
        """Every question of the tables has the answer that the texts of the tables give it."""
        run = self._hands.db.execute
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
        Minting(self._hands, self._works).mint()
        self._works.forget()
        self._open_by_topic()
        self._answer()
        for statement in BY_ADDRESS:
            run(statement)
        self._count()
        run("DELETE FROM questions WHERE uses = 0 AND id IN (SELECT id FROM touched)")

    def _open_by_topic(self) -> None:
        for statement in _OPEN_BY_TOPIC:
            self._hands.db.execute(statement)

    def _know(self) -> None:
        """It is told of each open claim whether a held work is its answer; then it proves no other."""
        changed = list(self._hands.each(self._known, self._hands.shares("open_questions", "id")))
        run = self._hands.db.executemany
        run("UPDATE questions SET known = ? WHERE id = ?", [row[:2] for row in changed])
        run("INSERT OR IGNORE INTO open_buckets VALUES (?)", [row[2:] for row in changed])

    def _known(self, share: Share) -> list[tuple[bool, int, str]]:
        """Of the claims of *share* those that a held work answers now and did not, or no longer does."""
        rows = self._hands.db.execute(
            "SELECT q.id, q.topic, q.beside, q.content, q.known, q.bucket FROM open_questions o"
            " CROSS JOIN questions q ON q.id = o.id WHERE o.id BETWEEN ? AND ? AND q.bucket IS NOT NULL"
            " AND (q.known OR EXISTS (SELECT 1 FROM topics t WHERE t.topic = q.topic AND t.owner > 0)"
            " OR EXISTS (SELECT 1 FROM topics t WHERE t.topic = q.beside AND t.owner > 0)) ORDER BY o.id",
            share,
        ).fetchall()
        found = []
        questions = asking.read_all(row[3] for row in rows)
        for question, (number, topic, beside, _, known, bucket) in zip(questions, rows, strict=True):
            held = [one for one in self._works.on(topic, beside) if one.held]
            if answering.is_held(question, held) != bool(known):
                found.append((not known, number, bucket))
        return found

    def _answer(self) -> None:
        """The open questions are answered; texts whose questions have another answer are open then.

        Those that point at places of held works come last, work by work, for its places are read for them.
        """
        pointing: dict[str, list[int]] = defaultdict(list)
        shares = self._hands.shares("open_questions", "id")
        for given in self._hands.each(self._answered_in, shares):
            if given.points:
                pointing[given.url or ""].append(given.number)
            else:
                self._note(given)
        for given in self._hands.each(self._pointed, [pointing[url] for url in sorted(pointing)]):
            self._note(given)
        self._write()

    def _answered_in(self, share: Share) -> list[_Given]:
        """The questions of *share* that are answered otherwise than before, or point at places."""
        rows = self._hands.db.execute(
            f"{_ASKED} FROM open_questions o CROSS JOIN questions q ON q.id = o.id"
            " WHERE o.id BETWEEN ? AND ? ORDER BY o.id",
            share,
        ).fetchall()
        return self._given(rows, _nowhere)

    def _pointed(self, numbers: Sequence[int]) -> list[_Given]:
        """The questions with *numbers*, all of which point at places of one work."""
        one = f"{_ASKED} FROM questions q WHERE q.id = ?"
        rows = [self._hands.db.execute(one, (number,)).fetchone() for number in numbers]
        return self._given(rows, self._fragment)

    def _given(self, rows: Sequence[_Row], fragment: answering.Fragment) -> list[_Given]:
        found = []
        questions = asking.read_all(row[3] for row in rows)
        for question, row in zip(questions, rows, strict=True):
            given = self._answered(question, row, fragment)
            points = given.target.status == "held" and bool(question.portion)
            now, before = answering.written(given), row[6]
            if points or now != before:
                found.append(_Given(row[0], now, given.target.url, before, row[7], points))
        return found

    def _note(self, given: _Given) -> None:
        if given.now != given.before:
            self._changed.append((given.now, given.url, given.number))
            # What nobody has asked before is asked by texts that are open already.
            if given.before is not None:
                self._open_askers(given.number, {given.url_before, given.url} - {None})
        if len(self._changed) >= _TOGETHER:
            self._write()

    def _write(self) -> None:
        self._hands.db.executemany("UPDATE questions SET answer = ?, url = ? WHERE id = ?", self._changed)
        self._changed.clear()
        self._hands.written()

    def _answered(self, question: Question, row: _Row, fragment: answering.Fragment) -> Answer:
        _, topic, beside, _, apart, about, *_ = row
        if apart:
            return Answer(Target("unknown"), "", apart, about)
        if question.by_name:
            called, lawful = self._works.on(topic), self._works.on(beside)
        else:
            called, lawful = self._works.on(topic, beside), []
        return answering.answer(question, called, lawful, fragment)

    def _fragment(self, one: Candidate, portion: str) -> str | None:
        return fragment(self._text_at(one.id.url), portion)

    def _open_askers(self, number: int, urls: set[str | None]) -> None:
        run = self._hands.db.execute
        run("INSERT OR IGNORE INTO open_texts SELECT text FROM uses WHERE question = ?", (number,))
        for url in urls:
            run("INSERT OR IGNORE INTO open_urls VALUES (?)", (url,))

    def _count(self) -> None:
        """Each work that is only cited knows how many texts cite it, and how often."""
        run = self._hands.db.execute
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
        self._hands.db.executemany(change, counted.fetchall())


def _nowhere(_: Candidate, __: str) -> None:
    """Places are not looked for yet."""
