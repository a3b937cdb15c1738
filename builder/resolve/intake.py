"""Texts come and go: what each of them asks, holds and says of laws, as rows of the tables."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from builder.identifiers import number_key
from builder.model import Document, WorkId
from builder.pickled import dumps
from builder.resolve import asking
from builder.resolve.asking import Asked
from builder.resolve.candidates import Candidate, bucket, held, named_topic, number_name, numbered_topic
from builder.resolve.names import LAWS, Names

# Of so many questions it is remembered which they are; of others the table tells.
_AT_HAND = 100_000
_Row = tuple[str, str | None, str]


def told(one: Candidate) -> str:
    """A candidate as one line of ASCII, which `candidate` reads back."""
    own = (one.id.issuer, one.id.type, one.id.year, one.id.number)
    known = (one.number, one.issued, one.issuer, one.province, one.names, one.held, one.places)
    return json.dumps((own, one.kind, *known))


def candidate(line: str) -> Candidate:
    """The candidate that was `told`."""
    own, kind, number, issued, issuer, province, names, is_held, places = json.loads(line)
    return Candidate(WorkId(*own), kind, number, issued, issuer, province, tuple(names), is_held, places)


def rows_of(one: Candidate) -> list[_Row]:
    """What a candidate is looked for by, each with what it is; its bucket with its number alone."""
    content, named = told(one), set(map(named_topic, one.names))
    return [(topic, None if topic in named else one.bucket, content) for topic in one.topics]


class Intake:
    """The texts of an archive, those in the tables brought to those that there are now."""

    def __init__(
        self,
        db: sqlite3.Connection,
        texts: Mapping[str, tuple[Document, WorkId]],
        places: Callable[[Document], str],
    ) -> None:
        self._db, self._texts, self._places = db, texts, places
        self._ids: dict[bytes, int] = {}
        self._went: Counter[_Row] = Counter()
        self._laws_changed = False

    def bring(self) -> None:
        """The tables hold the texts that there are, and what that opens again is marked."""
        stand = dict(self._db.execute("SELECT name, id FROM texts").fetchall())
        for name, number in stand.items():
            if name not in self._texts:
                self._drop(number)
        for name, (document, own) in self._texts.items():
            if name not in stand:
                self._take(name, document, own)
        self._open(self._went)
        if self._laws_changed:
            self._name_laws()

    def _drop(self, text: int) -> None:
        url, asks = self._db.execute("SELECT url, asks FROM texts WHERE id = ?", (text,)).fetchone()
        self._unask(text, asks)
        self._went.update(
            self._db.execute("SELECT topic, bucket, content FROM works WHERE owner = ?", (text,))
        )
        laws = self._db.execute("DELETE FROM laws WHERE text = ?", (text,)).rowcount
        heads = self._db.execute("DELETE FROM heads WHERE text = ?", (text,)).rowcount
        self._laws_changed |= bool(laws or heads)
        self._db.execute("DELETE FROM works WHERE owner = ?", (text,))
        self._db.execute("DELETE FROM texts WHERE id = ?", (text,))
        self._open_at(url)

    def _take(self, name: str, document: Document, own: WorkId) -> None:
        asks = _asked(document)
        misnamed = {law.place: law.slip for law in asks.laws if law.slip}
        row = (name, own.url, b"", json.dumps(asks.own), "", dumps(asks.slips) if asks.slips else b"")
        text = self._db.execute(
            "INSERT INTO texts (name, url, asks, own, misnamed, slips) VALUES (?, ?, ?, ?, ?, ?)", row
        ).lastrowid
        assert text is not None
        self._ask(text, asking.asked(document, misnamed) if misnamed else asks, misnamed)
        self._hold(text, held(document, own, self._places(document)))
        self._say(text, asks)
        self._open_at(own.url)

    def _hold(self, text: int, one: Candidate) -> None:
        """The work is a candidate from now on; where it stood as it is, nothing is opened again."""
        rows = rows_of(one)
        self._db.executemany(
            "INSERT INTO works (topic, bucket, owner, content) VALUES (?, ?, ?, ?)",
            [(topic, where, text, content) for topic, where, content in rows],
        )
        self._open(row for row in rows if not self._stood(row))

    def _stood(self, row: _Row) -> bool:
        stood = self._went[row] > 0
        if stood:
            self._went[row] -= 1
        return stood

    def _say(self, text: int, asks: Asked) -> None:
        self._laws_changed |= bool(asks.laws or asks.law)
        self._db.executemany(
            "INSERT INTO laws VALUES (?, ?, ?, ?, ?, ?)",
            [
                (text, law.place, *map(json.dumps, (number_key(law.number), law.number, law.name)), law.slip)
                for law in asks.laws
            ],
        )
        if asks.law:
            self._db.execute("INSERT INTO heads VALUES (?, ?, ?)", (text, *map(json.dumps, asks.law)))

    def _ask(self, text: int, asks: Asked, misnamed: Mapping[int, str]) -> None:
        ids = [self._question(content) for content in asks.questions]
        places = array("q", (ids[n] if n >= 0 else n for n in asks.places))
        counted = Counter(number for number in places if number > 0)
        self._db.executemany("INSERT INTO uses VALUES (?, ?, ?)", [(q, text, n) for q, n in counted.items()])
        self._count((n, q) for q, n in counted.items())
        self._db.execute(
            "UPDATE texts SET asks = ?, misnamed = ? WHERE id = ?",
            (places.tobytes(), json.dumps(sorted(misnamed.items())), text),
        )
        self._db.execute("INSERT OR IGNORE INTO open_texts VALUES (?)", (text,))

    def _unask(self, text: int, asks: bytes) -> None:
        counted = Counter(number for number in array("q", asks) if number > 0)
        self._db.executemany("DELETE FROM uses WHERE question = ? AND text = ?", [(q, text) for q in counted])
        self._count((-n, q) for q, n in counted.items())

    def _count(self, changes: Iterable[tuple[int, int]]) -> None:
        """*changes* are by how much a question is asked more often, and which."""
        changed = list(changes)
        self._db.executemany("UPDATE questions SET uses = uses + ? WHERE id = ?", changed)
        self._db.executemany("INSERT OR IGNORE INTO touched VALUES (?)", [(q,) for _, q in changed])

    def _question(self, content: str) -> int:
        name = hashlib.blake2b(content.encode("ascii"), digest_size=16).digest()
        if name not in self._ids:
            if len(self._ids) >= _AT_HAND:
                self._ids.clear()
            found = self._db.execute("SELECT id FROM questions WHERE hash = ?", (name,)).fetchone()
            self._ids[name] = found[0] if found else self._new_question(name, content)
        return self._ids[name]

    def _new_question(self, name: bytes, content: str) -> int:
        asks = asking.read(content)
        claim = asks.claim
        where = bucket(claim.register, number_name(claim.number)) if claim else None
        row = (name, content, asks.topic, asks.topic_of_law or None, where)
        found = self._db.execute(
            "INSERT INTO questions (hash, content, topic, law, bucket) VALUES (?, ?, ?, ?, ?)", row
        ).lastrowid
        assert found is not None
        return found

    def _open(self, rows: Iterable[_Row]) -> None:
        """The works on these topics and in these buckets are not what they were."""
        changed = [row for row in rows if not isinstance(rows, Counter) or rows[row] > 0]
        self._db.executemany("INSERT OR IGNORE INTO open_topics VALUES (?)", [(t,) for t, _, _ in changed])
        self._db.executemany(
            "INSERT OR IGNORE INTO open_buckets VALUES (?)", [(where,) for _, where, _ in changed if where]
        )

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
        if before != json.dumps(sorted(misnamed.items())):
            self._unask(text, asks)
            self._ask(text, asking.asked(self._texts[name][0], misnamed), misnamed)

    def _entitle(self, names: Names) -> None:
        """Laws that are only cited bear the titles that most print now."""
        now = {json.dumps(number): json.dumps(title) for number, title in names.titles()}
        before = dict(self._db.execute("SELECT number, title FROM titles").fetchall())
        changed = sorted(number for number, _ in now.items() ^ before.items())
        self._db.executemany("DELETE FROM titles WHERE number = ?", [(number,) for number in changed])
        self._db.executemany(
            "INSERT INTO titles VALUES (?, ?)", [(number, now[number]) for number in changed if number in now]
        )
        for number in dict.fromkeys(changed):
            name = number_name(json.loads(number))
            for kind in LAWS:
                self._db.execute(
                    "INSERT OR IGNORE INTO open_buckets SELECT bucket FROM questions"
                    " WHERE topic = ? AND bucket IS NOT NULL",
                    (numbered_topic(kind, name),),
                )


def _asked(document: Document) -> Asked:
    """What a document asks; one that was kept brings it along."""
    found: Asked | None = getattr(document, "asked", None)
    return found or asking.asked(document)
