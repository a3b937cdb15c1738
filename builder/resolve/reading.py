"""Works and mentions that stand in tables, read from there when they are asked for."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from builder.model import Document, Mention, Problem, Target, Work, WorkId
from builder.shelf import digest


class Read(Protocol):
    """Tables that can be asked."""

    def rows(self, statement: str, *values: object) -> list[Any]: ...

    def targets(self, text: int) -> tuple[Target, ...]: ...


class Citing(Mapping[str, Sequence[Mention]]):
    """What `citing` finds in all works, an address at a time."""

    def __init__(self, memory: Read) -> None:
        self._memory = memory

    def __getitem__(self, url: str) -> Sequence[Mention]:
        found = self.places(url)
        if not found:
            raise KeyError(url)
        return [Mention(citing, place) for citing in sorted(found) for place in found[citing]]

    def places(self, url: str) -> dict[str, list[int]]:
        """The places that lead to *url*, in their order, by the address of the text; the texts in none."""
        rows = self._memory.rows(
            "SELECT t.url, t.asks, u.question, u.places FROM questions q CROSS JOIN uses u"
            " ON u.question = q.id CROSS JOIN texts t ON t.id = u.text WHERE q.url = ? AND t.url <> q.url",
            url,
        )
        found: dict[str, list[int]] = {}
        for citing, asks, question, count in rows:
            places = _places(asks, question, count)
            # Few texts ask more than one question that leads there.
            found[citing] = sorted(found[citing] + places) if citing in found else places
        return found

    def __iter__(self) -> Iterator[str]:
        rows = self._memory.rows(
            "SELECT DISTINCT q.url FROM questions q WHERE q.url IS NOT NULL AND EXISTS (SELECT 1 FROM uses u"
            " CROSS JOIN texts t ON t.id = u.text WHERE u.question = q.id AND t.url <> q.url) ORDER BY q.url"
        )
        return (url for (url,) in rows)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _places(asks: bytes, question: int, count: int) -> list[int]:
    """The *count* places among the questions *asks* of a text that ask *question*."""
    # A law that half the archive cites is looked for in so many texts: each time without a loop of our own.
    asked = array("q", asks)
    found = [asked.index(question)]
    while len(found) < count:
        found.append(asked.index(question, found[-1] + 1))
    return found


class KeptWork(Work):
    """A work whose targets are read when they are asked for; *token* is another when they or problems are."""

    __slots__ = ("given", "memory", "text", "token", "url")
    # Other targets than those of the tables, if any.
    given: tuple[Target, ...] | None
    memory: Read
    text: int
    token: str
    # Asked for many times of each.
    url: str

    def __getattr__(self, name: str) -> tuple[Target, ...]:
        if name == "targets":
            return self.memory.targets(self.text) if self.given is None else self.given
        raise AttributeError(name)

    def but(self, **changes: Any) -> KeptWork:
        token = digest(self.token, repr(sorted(changes.items())))
        own, document = changes.get("id", self.id), changes.get("document", self.document)
        problems, given = changes.get("problems", self.problems), changes.get("targets", self.given)
        return kept_work(self.memory, self.text, token, own, document, problems, given)

    @property
    def known(self) -> tuple[object, ...]:
        """What is at hand."""
        return self.id, self.document, self.problems, self.given

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeptWork) and (self.token, self.known) == (other.token, other.known)

    def __hash__(self) -> int:
        return hash(self.id)

    def __reduce__(self) -> tuple[type[Work], tuple[object, ...]]:
        return Work, (self.id, self.document, self.targets, self.problems)


def kept_work(
    memory: Read,
    text: int,
    token: str,
    own: WorkId,
    document: Document,
    problems: tuple[Problem, ...],
    given: tuple[Target, ...] | None = None,
) -> KeptWork:
    """The work of *document* at the address *own*; its targets are those *given*, else those of *memory*."""
    made = object.__new__(KeptWork)
    for put, value in zip(_PUT, (own, document, problems, given, memory, text, token, own.url), strict=True):
        put(made, value)
    return made


# What puts a value in its place without a look at what the place is called: there are many.
_NAMES = ("id", "document", "problems", "given", "memory", "text", "token", "url")
_PUT = tuple(getattr(KeptWork, name).__set__ for name in _NAMES)


def settled_token(work: Work) -> str:
    """By which a kept work is known again: the same targets and problems; else empty."""
    return work.token if isinstance(work, KeptWork) else ""
