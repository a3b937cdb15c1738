"""What was settled of a text before, and is settled still: it asked the same, and would be told the same.

Where the citations of a text lead depends on the text, on its address, and on what the archive says when it
is asked for a number or a name. Those questions are kept with the answer to each of them as a hash. Only
where a question would be answered otherwise now is the text settled anew.
"""

from __future__ import annotations

import gc
import hashlib
import pickle
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from builder.model import Document, Problem, Target, WorkId
from builder.pickled import dumps
from builder.resolve.cited import Claim

# What a text is known by: the same token, the same words, record and anchors; empty, it is not known again.
# Of another text all that counts besides its record are the places that a citation can point at.
Token = Callable[[Document], str]
Settled = tuple[tuple[Target, ...], tuple[Problem, ...]]
Apart = Mapping[int, tuple[str, str]]


class Asked(Protocol):
    """A part of the archive that notes what it is asked, and can tell whether it would answer the same."""

    asked: set[Hashable]

    def answer(self, question: Hashable) -> str: ...


@dataclass(frozen=True, slots=True)
class _Asked:
    """Questions and the hash of their answers."""

    questions: frozenset[Hashable]
    answers: str


@dataclass(frozen=True, slots=True)
class _Text:
    """What a text was told of names and of held works, what it claims, and where its citations lead."""

    names: _Asked
    held: _Asked
    claims: tuple[Claim, ...]
    every: _Asked
    apart: str
    settled: Settled


class Memory:
    """What the last build has settled, and what this one does."""

    def __init__(
        self, record: Path | None = None, token: Token = lambda _: "", places: Token = lambda _: ""
    ) -> None:
        self.token, self.places = token, places
        self._record = record
        self._mentions: dict[str, tuple[tuple[str, str], ...]] = {}
        self._before: dict[str, _Text] = {}
        self._now: dict[str, _Text] = {}
        self._claims: dict[str, tuple[_Asked, _Asked, tuple[Claim, ...]]] = {}
        self._mentioned_now: dict[str, tuple[tuple[str, str], ...]] = {}
        if record:
            self._load(record)

    def _load(self, record: Path) -> None:
        gc.disable()
        try:
            with suppress(OSError, EOFError, pickle.UnpicklingError, AttributeError, TypeError):
                self._mentions, self._before = pickle.loads(record.read_bytes())
        finally:
            gc.enable()

    def whole(self) -> bytes:
        """What the next build may take from this one."""
        return dumps((self._mentioned_now, self._now))

    def mentioned(
        self, document: Document, find: Callable[[Document], Iterable[tuple[str, str]]]
    ) -> Sequence[tuple[str, str]]:
        """What *find* finds in *document*, which is read for it once."""
        token = self.token(document)
        found = self._mentions.get(token) if token else None
        found = tuple(find(document)) if found is None else found
        if token:
            self._mentioned_now[token] = found
        return found

    def claims(
        self, document: Document, own: WorkId, names: Asked, held: Asked, make: Callable[[], Iterable[Claim]]
    ) -> Sequence[Claim]:
        """What the text claims of works that are not held; *make* asks *names* and *held*."""
        name = self._name(document, own)
        before = self._before.get(name)
        if before and _same(before.names, names) and _same(before.held, held):
            self._claims[name] = before.names, before.held, before.claims
            return before.claims
        names.asked, held.asked = set(), set()
        found = tuple(make())
        if name:
            self._claims[name] = _note(names), _note(held), found
        return found

    def settled(
        self, document: Document, own: WorkId, every: Asked, apart: Apart, make: Callable[[], Settled]
    ) -> Settled:
        """Where the citations of the text lead; *make* asks *every*, and knows what is *apart*."""
        name = self._name(document, own)
        before, told = self._before.get(name), repr(sorted(apart.items()))
        names, held, claims = self._claims.get(name, (None, None, ()))
        if not names or not held:
            return make()
        if before and before.names == names and before.apart == told and _same(before.every, every):
            noted, found = before.every, before.settled
        else:
            every.asked = set()
            found = make()
            noted = _note(every)
        self._now[name] = _Text(names, held, claims, noted, told, found)
        return found

    def _name(self, document: Document, own: WorkId) -> str:
        token = self.token(document)
        return f"{token} {own}" if token else ""


def _note(source: Asked) -> _Asked:
    questions = frozenset(source.asked)
    return _Asked(questions, _answers(questions, source))


def _same(before: _Asked, source: Asked) -> bool:
    return before.answers == _answers(before.questions, source)


def _answers(questions: frozenset[Hashable], source: Asked) -> str:
    whole = hashlib.sha256()
    for question in sorted(questions, key=repr):
        whole.update(source.answer(question).encode("utf-8", "surrogatepass") + b"\0")
    return whole.hexdigest()[:32]
