"""What was settled, kept beside the texts: the next build settles only what a change concerns.

Where the citations of a text lead depends on the text, on its address, and on what the archive answers to
what it asks. All of that stands in tables (`tables`), and an archive read from them holds none of it.
"""

from __future__ import annotations

import json
import os
import pickle
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from builder import database, labels
from builder.errors import BuilderError
from builder.model import CitedWork, Document, Mention, Problem, Target, Work, WorkId
from builder.pickled import dumps
from builder.resolve import answering
from builder.resolve.answering import Answer
from builder.resolve.asking import ITSELF
from builder.resolve.hands import Hands, Share
from builder.resolve.intake import Intake
from builder.resolve.minting import cited_works
from builder.resolve.reading import Citing, kept_work
from builder.resolve.rounds import Round
from builder.resolve.tables import CONCERNED, CONCERNED_BY_ALL, TABLES, UNCONCERNED
from builder.shelf import code, digest

# What a text is known by: the same token, the same words, record and places; empty, it is not known again.
# Of another text all that counts besides its record are the places that a citation can point at.
Token = Callable[[Document], str]
_UNKNOWN = Target("unknown")
# How many answers are at hand, and the targets of how many texts.
_AT_HAND, _TEXTS_AT_HAND = 20_000, 64
# The tokens of so many texts are written together.
_TOGETHER = 1000
_ASKED_AT_ONCE = 500


class Memory:
    """The tables of one archive: in the file *record*, or only for as long as they are needed."""

    def __init__(
        self, record: Path | None = None, token: Token = lambda _: "", places: Token = lambda _: ""
    ) -> None:
        self._record, self._token, self._places = record, token, places
        self._readers: database.Readers | None = None
        self._lines: dict[int, str] = {}
        self._answers: dict[int, Answer] = {}
        self._targets: dict[int, tuple[Target, ...]] = {}

    @property
    def lasts(self) -> bool:
        """Whether what is settled can be read again, and need not be held."""
        return self._record is not None

    def settle(self, texts: Sequence[tuple[Document, WorkId]]) -> None:
        """The tables hold what is to be known of *texts*, and of nothing else."""
        named = {self._name(document, own): (document, own) for document, own in texts}
        try:
            self._settle(named)
        except sqlite3.DatabaseError as error:
            if self._record is None or not database.is_broken(error):
                raise
            # A file that a disk has spoilt costs time and nothing else.
            self.close()
            database.forget(self._record)
            self._settle(named)

    def _settle(self, named: Mapping[str, tuple[Document, WorkId]]) -> None:
        tables = self._tables()
        new = tables.here().execute("SELECT 1 FROM texts").fetchone() is None
        if new and self._record:
            self._settle_apart(named, self._record)
        else:
            self._settle_in(tables, named, new=new)

    def _settle_apart(self, named: Mapping[str, tuple[Document, WorkId]], record: Path) -> None:
        """All is settled in a file of its own, which is *record* once it is whole."""
        self.close()
        half = record.with_name(f"{record.name}.half")
        database.forget(half)
        try:
            self._readers = database.Readers(half, database.hasty(half, TABLES, code()))
            self._settle_in(self._readers, named, new=True)
            self.close()
            database.become(half, record)
        finally:
            self.close()
            database.forget(half)

    def _settle_in(
        self, tables: database.Readers, named: Mapping[str, tuple[Document, WorkId]], *, new: bool
    ) -> None:
        db, hands = tables.here(), Hands(tables, new=new)
        db.executescript(CONCERNED_BY_ALL if new else CONCERNED)
        Intake(hands, named, self._places).bring()
        Round(hands, _finder(named)).settle()
        for at_hand in (self._lines, self._answers, self._targets):
            at_hand.clear()
        told = hands.each(partial(self._told, named), hands.shares("open_texts", "id"))
        while some := list(islice(told, _TOGETHER)):
            db.executemany("UPDATE texts SET problems = ?, token = ? WHERE id = ?", some)
        db.commit()
        db.executescript(UNCONCERNED)

    def close(self) -> None:
        """The tables are read no more."""
        if self._readers is not None:
            self._readers.close()
        self._readers = None

    def _name(self, document: Document, own: WorkId) -> str:
        """What the text is known by in the next build; by nothing, where it is not known again."""
        return f"{self._token(document) or os.urandom(8).hex()} {own}"

    def _reading(self) -> sqlite3.Connection:
        """The tables, as this process reads them: a connection is of the process that opened it."""
        return self._tables().here()

    def _tables(self) -> database.Readers:
        if self._readers is None:
            self._readers = database.Readers(self._record, self._opened())
        return self._readers

    def _opened(self) -> sqlite3.Connection:
        if self._record:
            db = database.opened(self._record, TABLES, code())
            # Of a text that had to go nothing is left.
            db.execute("PRAGMA secure_delete = ON")
            # What is written all over the tables should not go to disk page by page: 32 MB of it.
            db.execute("PRAGMA cache_size = -32768")
        else:
            db = sqlite3.connect(":memory:")
            db.executescript(TABLES)
        return db

    def rows(self, statement: str, *values: object) -> list[Any]:
        """What the tables hold, read when it is asked for."""
        try:
            return self._reading().execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            if self._record is None or not database.is_broken(error):
                raise
            database.forget(self._record)
            raise BuilderError(
                f"không đọc được: {error}", path=str(self._record), way_out="chạy lại"
            ) from error

    def _line(self, question: int) -> str:
        """The answer as it is written, of which the last ones are at hand."""
        if question not in self._lines:
            if len(self._lines) >= _AT_HAND:
                self._lines.clear()
            [(self._lines[question],)] = self.rows("SELECT answer FROM questions WHERE id = ?", question)
        return self._lines[question]

    def _answer(self, question: int) -> Answer:
        if question not in self._answers:
            if len(self._answers) >= _AT_HAND:
                self._answers.clear()
            self._answers[question] = answering.read(self._line(question))
        return self._answers[question]

    def _told(
        self, named: Mapping[str, tuple[Document, WorkId]], share: Share
    ) -> list[tuple[bytes, str, int]]:
        """The problems of each open text of *share*, and a hash of all that is settled of it."""
        rows = self.rows(
            "SELECT t.id, t.name, t.asks, t.own, t.misnamed, t.slips FROM open_texts o"
            " CROSS JOIN texts t ON t.id = o.id WHERE o.id BETWEEN ? AND ? ORDER BY o.id",
            *share,
        )
        return [self._told_of(text, named[name][0], *said) for text, name, *said in rows]

    def _told_of(
        self, text: int, document: Document, asks: bytes, own: str, misnamed: str, slips: bytes
    ) -> tuple[bytes, str, int]:
        places = array("q", asks)
        slipped: tuple[Problem, ...] = pickle.loads(slips) if slips else ()
        found = (*slipped, *self._problems(document, places, dict(json.loads(misnamed)), slipped))
        said = (self._line(n) if n > 0 else str(n) for n in places)
        return dumps(found) if found else b"", digest(own, repr(found), *said), text

    def _problems(
        self,
        document: Document,
        places: Sequence[int],
        misnamed: Mapping[int, str],
        slips: Sequence[Problem],
    ) -> Iterator[Problem]:
        """Why mentions are not settled, with the address that one alone would prove."""
        slipped = {slip.span for slip in slips}
        for place, question in enumerate(places):
            sound = question <= 0 or self._line(question).endswith(answering.SOUND)
            if sound and place not in misnamed:
                continue
            given = self._answer(question) if question > 0 else None
            own = document.citations[place]
            if words := misnamed.get(place):
                yield Problem("warning", "name-contradicted", own.span, f"“{own.text}”: {words}; chưa nối")
            elif given and given.apart:
                if own.span not in slipped:
                    words = f"“{own.text}”: {given.apart}; chưa nối"
                    yield Problem("warning", "cited-apart", own.span, words, given.about)
            elif given:
                day = labels.short_date(given.clash)
                words = f"“{own.text}” trùng số với văn bản đang giữ nhưng khác ngày ({day}): chưa nối"
                yield Problem("warning", "date-contradicted", own.span, words)

    def targets(self, text: int) -> tuple[Target, ...]:
        """Where the citations of the text with this number lead."""
        if text not in self._targets:
            if len(self._targets) >= _TEXTS_AT_HAND:
                self._targets.clear()
            self._targets[text] = self._led(text)
        return self._targets[text]

    def _led(self, text: int) -> tuple[Target, ...]:
        [(url, asks, own)] = self.rows("SELECT url, asks, own FROM texts WHERE id = ?", text)
        anchors: dict[int, str] = dict(json.loads(own))
        places = array("q", asks)
        self._ask(places)
        return tuple(
            self._answer(question).target
            if question > 0
            else Target("held", url, fragment=anchors.get(place))
            if question == ITSELF
            else _UNKNOWN
            for place, question in enumerate(places)
        )

    def _ask(self, questions: Iterable[int]) -> None:
        """The answers to the first of *questions* are at hand, asked for in one go."""
        if len(self._answers) >= _AT_HAND - _ASKED_AT_ONCE:
            self._answers.clear()
        new = [question for question in {*questions} if question > 0 and question not in self._answers]
        asked = new[:_ASKED_AT_ONCE]
        marks = ",".join("?" * len(asked))
        for question, line in self.rows(f"SELECT id, answer FROM questions WHERE id IN ({marks})", *asked):
            self._answers[question] = answering.read(line)

    def works(self, texts: Sequence[tuple[Document, WorkId]]) -> Iterator[Work]:
        """The works of *texts*, which were settled, in their order."""
        rows = self._reading().execute("SELECT url, id, token, problems FROM texts")
        known = {url: (text, token, pickle.loads(found) if found else ()) for url, text, token, found in rows}
        for document, own in texts:
            text, token, problems = known[own.url]
            if self.lasts:
                yield kept_work(self, text, token, own, document, problems)
            else:
                yield Work(own, document, self.targets(text), problems)

    def cited(self) -> Iterator[CitedWork]:
        """The works that are only cited, in the order of their addresses; what nothing cites is none."""
        rows = self._reading().execute(
            "SELECT content, documents, mentioned FROM minted WHERE mentioned > 0 ORDER BY url"
        )
        return cited_works(rows)

    def citing(self) -> Mapping[str, Sequence[Mention]]:
        """The mentions that lead to each address, read when they are asked for."""
        return Citing(self)


def _finder(named: Mapping[str, tuple[Document, WorkId]]) -> Callable[[str], Document]:
    """Gives the text at an address; few settlings ask for one."""
    found: dict[str, Document] = {}

    def text_at(url: str) -> Document:
        if not found:
            found.update((own.url, document) for document, own in named.values())
        return found[url]

    return text_at
