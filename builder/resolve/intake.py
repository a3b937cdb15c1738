"""Texts come and go: what each of them asks, holds and says of laws, as rows of the tables."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from builder.identifiers import number_key
from builder.model import Document, WorkId
from builder.resolve import asking
from builder.resolve.brought import Brought, Questions, Reader, Row
from builder.resolve.candidates import number_name, numbered_topic
from builder.resolve.hands import Hands
from builder.resolve.names import LAWS, Names
from builder.resolve.tables import WITHOUT
from builder.resolve.works import Standing, Works, candidate

# Of so many questions it is remembered which they are; of others the table tells.
_AT_HAND = 100_000
# Rows of so many texts are written together.
_TOGETHER = 1000


@dataclass(slots=True)
class _Rows:
    """What is not written yet; *counts* are by how much questions are asked more often."""

    texts: list[tuple[object, ...]] = field(default_factory=list)
    questions: list[tuple[object, ...]] = field(default_factory=list)
    uses: list[tuple[int, int, int]] = field(default_factory=list)
    asking: list[tuple[int]] = field(default_factory=list)
    works: list[Standing] = field(default_factory=list)
    laws: list[tuple[object, ...]] = field(default_factory=list)
    counts: Counter[int] = field(default_factory=Counter)


class Intake:
    """The texts of an archive, those in the tables brought to those that there are now."""

    def __init__(
        self,
        hands: Hands,
        texts: Mapping[str, tuple[Document, WorkId]],
        places: Callable[[Document], str],
    ) -> None:
        self._hands, self._db, self._texts, self._places = hands, hands.db, texts, places
        self._works, self._reader = Works(hands), Reader()
        self._ids: dict[bytes, int] = {}
        self._rows = _Rows()
        self._last = {table: self._highest(table) for table in ("texts", "questions")}
        self._went: Counter[str] = Counter()
        self._laws_changed = False

    def bring(self) -> None:
        """The tables hold the texts that there are, and what that opens again is marked."""
        stand = dict(self._db.execute("SELECT name, id FROM texts").fetchall())
        if self._hands.new:
            for statement in WITHOUT:
                self._db.execute(statement)
        for name, number in stand.items():
            if name not in self._texts:
                self._drop(number)
        came = [name for name in self._texts if name not in stand]
        for name, brought in zip(came, self._hands.each(self._read, came), strict=True):
            self._take(name, brought)
        self._write()
        self._works.open(candidate(line) for line in self._went.elements())
        if self._laws_changed:
            self._name_laws()
            self._write()
        if self._hands.new:
            self._count()

    def _read(self, name: str) -> tuple[Brought]:
        document, own = self._texts[name]
        return (self._reader.read(document, own, self._places(document)),)

    def _highest(self, table: str) -> int:
        return int(self._db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])

    def _next(self, table: str) -> int:
        self._last[table] += 1
        return self._last[table]

    def _drop(self, text: int) -> None:
        url, asks = self._db.execute("SELECT url, asks FROM texts WHERE id = ?", (text,)).fetchone()
        self._unask(text, asks)
        self._went.update(self._works.drop(text))
        laws = self._db.execute("DELETE FROM laws WHERE text = ?", (text,)).rowcount
        heads = self._db.execute("DELETE FROM heads WHERE text = ?", (text,)).rowcount
        self._laws_changed |= bool(laws or heads)
        self._db.execute("DELETE FROM texts WHERE id = ?", (text,))
        self._open_at(url)

    def _take(self, name: str, brought: Brought) -> None:
        text, url = self._next("texts"), self._texts[name][1].url
        said = (brought.own, brought.misnamed, brought.slips)
        self._rows.texts.append((text, name, url, self._ask(text, brought.asks), *said))
        self._hold(text, *brought.work)
        self._say(text, brought)
        self._open_at(url)
        if len(self._rows.texts) >= _TOGETHER:
            self._write()

    def _hold(self, text: int, line: str, bucket: str, topics: tuple[str, ...]) -> None:
        """The work is a candidate from now on; where it stood as it is, nothing is opened again."""
        if topics:
            self._rows.works.append((text, bucket, line, topics))
        if self._went[line] > 0:
            self._went[line] -= 1
        elif not self._hands.new:
            self._works.open([candidate(line)])

    def _say(self, text: int, brought: Brought) -> None:
        self._laws_changed |= bool(brought.laws or brought.law)
        self._rows.laws += [(text, *law) for law in brought.laws]
        if brought.law:
            self._db.execute("INSERT INTO heads VALUES (?, ?, ?)", (text, *brought.law))

    def _ask(self, text: int, asks: Questions) -> bytes:
        """Which question each mention of the text asks; they are asked so much more often now."""
        ids = [self._question(name, asks) for name in asks.hashes]
        counted = dict(zip(ids, asks.times, strict=True))
        self._rows.uses += [(question, text, times) for question, times in counted.items()]
        self._rows.counts.update(counted)
        self._rows.asking.append((text,))
        return array("q", [ids[n] if n >= 0 else n for n in asks.places]).tobytes()

    def _unask(self, text: int, asks: bytes) -> None:
        counted = Counter(number for number in array("q", asks) if number > 0)
        self._db.executemany("DELETE FROM uses WHERE question = ? AND text = ?", [(q, text) for q in counted])
        self._rows.counts.subtract(counted)

    def _question(self, name: bytes, asks: Questions) -> int:
        if name not in self._ids:
            found = self._db.execute("SELECT id FROM questions WHERE hash = ?", (name,)).fetchone()
            self._ids[name] = found[0] if found else self._new_question(asks.new[name])
        return self._ids[name]

    def _new_question(self, row: Row) -> int:
        number = self._next("questions")
        self._rows.questions.append((number, *row))
        return number

    def _write(self) -> None:
        """What came is in the tables."""
        rows, self._rows = self._rows, _Rows()
        run = self._db.executemany
        columns = "id, hash, content, topic, beside, bucket"
        run(f"INSERT INTO questions ({columns}) VALUES (?, ?, ?, ?, ?, ?)", rows.questions)
        columns = "id, name, url, asks, own, misnamed, slips"
        run(f"INSERT INTO texts ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", rows.texts)
        run("INSERT INTO uses VALUES (?, ?, ?)", sorted(rows.uses))
        run("INSERT INTO laws VALUES (?, ?, ?, ?, ?, ?)", rows.laws)
        run("INSERT OR IGNORE INTO open_texts VALUES (?)", rows.asking)
        self._works.put(rows.works)
        if not self._hands.new:
            changed = [(rows.counts[question], question) for question in sorted(rows.counts)]
            run("UPDATE questions SET uses = uses + ? WHERE id = ?", changed)
            run("INSERT OR IGNORE INTO touched VALUES (?)", [(question,) for _, question in changed])
        self._hands.written()
        if len(self._ids) >= _AT_HAND:
            self._ids.clear()

    def _count(self) -> None:
        """Of all questions it is known how often they are asked; sooner in one go than as they come."""
        self._db.execute(
            "UPDATE questions SET uses ="
            " (SELECT coalesce(sum(u.places), 0) FROM uses u WHERE u.question = questions.id)"
        )
        self._db.execute("INSERT INTO touched SELECT id FROM questions")
        self._hands.written()

    def _open_at(self, url: str) -> None:
        """A text has come to, or gone from, the address where a work that is only cited may stand."""
        self._db.execute("INSERT OR IGNORE INTO open_buckets SELECT bucket FROM minted WHERE url = ?", (url,))

    def _name_laws(self) -> None:
        """Who is called how is counted anew, and texts in which that makes a difference ask anew."""
        read = json.loads
        heads = [(read(n), read(name)) for n, name in self._db.execute("SELECT number, name FROM heads")]
        votes = self._db.execute(
            "SELECT number, name, count(DISTINCT text) FROM laws WHERE name <> '\"\"' GROUP BY number, name"
        )
        names = Names(heads, ((read(n), read(name), texts) for n, name, texts in votes))
        self._judge(names)
        self._entitle(names)

    def _judge(self, names: Names) -> None:
        said = self._db.execute("SELECT DISTINCT spelled, name FROM laws").fetchall()
        words = ((pair, names.misnamed(*map(json.loads, pair))) for pair in said)
        now = {pair: found for pair, found in words if found}
        before = {(n, name): found for n, name, found in self._db.execute("SELECT * FROM verdicts")}
        self._db.execute("DELETE FROM verdicts")
        self._db.executemany("INSERT INTO verdicts VALUES (?, ?, ?)", [(*pair, now[pair]) for pair in now])
        concerned: set[int] = set()
        for spelled, name in sorted(now.keys() | before.keys()):
            number = json.dumps(number_key(json.loads(spelled)))
            concerned.update(
                text
                for (text,) in self._db.execute(
                    "SELECT text FROM laws WHERE number = ? AND name = ? AND spelled = ?",
                    (number, name, spelled),
                )
            )
        for text in sorted(concerned):
            self._ask_anew(text, now)

    def _ask_anew(self, text: int, verdicts: Mapping[tuple[str, str], str]) -> None:
        """The text asks what it asks now that some of its names are found to be another law's."""
        rows = self._db.execute("SELECT place, spelled, name, slip FROM laws WHERE text = ?", (text,))
        misnamed = {p: found for p, n, name, slip in rows if (found := slip or verdicts.get((n, name), ""))}
        name, asks, before = self._db.execute(
            "SELECT name, asks, misnamed FROM texts WHERE id = ?", (text,)
        ).fetchone()
        if before != _listed(misnamed):
            self._unask(text, asks)
            asks_now = self._reader.questions(asking.asked(self._texts[name][0], misnamed))
            places = self._ask(text, asks_now)
            self._db.execute(
                "UPDATE texts SET asks = ?, misnamed = ? WHERE id = ?", (places, _listed(misnamed), text)
            )

    def _entitle(self, names: Names) -> None:
        """Laws that are only cited bear the titles that most print now."""
        now = {json.dumps(number): json.dumps(title) for number, title in names.titles()}
        before = dict(self._db.execute("SELECT number, title FROM titles").fetchall())
        changed = sorted({number for number, _ in now.items() ^ before.items()})
        self._db.executemany("DELETE FROM titles WHERE number = ?", [(number,) for number in changed])
        self._db.executemany(
            "INSERT INTO titles VALUES (?, ?)", [(number, now[number]) for number in changed if number in now]
        )
        for number in changed:
            name = number_name(json.loads(number))
            self._db.executemany(
                "INSERT OR IGNORE INTO open_buckets SELECT m.bucket FROM topics t CROSS JOIN minted m"
                " ON m.id = -t.owner WHERE t.topic = ?",
                [(numbered_topic(kind, name),) for kind in LAWS],
            )


def _listed(misnamed: Mapping[int, str]) -> str:
    return json.dumps(sorted(misnamed.items()))
