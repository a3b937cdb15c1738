"""What other pages show of the citations in a text: each in its sentence, at its place, with what it says.

A page that shows who cites a work needs of each of those documents a sentence or two. They are worked out
once for a text, so that a law that thousands cite does not have thousands of texts read for its page.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from builder.model import Relation, Work
from builder.pages.contexts import Contexts
from builder.pages.effects import effects
from builder.pages.places import Places

# What has a relation that ends, or none and a sentence that ends: not what is amended or corrected.
_CHANGING = ("amends", "corrects")


class Passage(NamedTuple):
    """A citation: where it stands, its sentence, what becomes of the work (`Bị thay thế bởi`), its facts."""

    place: str
    before: str
    mention: str
    after: str
    effect: str
    relation: Relation
    text: str
    document_type: str | None
    number: str | None
    issued: str | None
    issuer: str | None


def passages(work: Work) -> tuple[Passage, ...]:
    """The citations of *work* in their order, from its text, its record and its type alone."""
    citations = work.document.citations
    if not citations:
        return ()
    contexts, places = Contexts(work.document), Places(work.document)
    sentences = [contexts.at(citation.span) for citation in citations]
    told = zip(citations, sentences, effects(work, sentences), strict=True)
    return tuple(
        Passage(
            places.at(c.span), one.before, one.mention, one.after, effect, c.relation,
            c.text, c.document_type, c.number, c.issued, c.issuer,
        )
        for c, one, effect in told
    )  # fmt: skip


def ends(found: Iterable[Passage]) -> tuple[tuple[int, str], ...]:
    """The citations that end what they name, with the words: `((3, "Bị bãi bỏ bởi"),)`."""
    return tuple((n, p.effect) for n, p in enumerate(found) if p.effect and p.relation not in _CHANGING)


def fates(found: Iterable[Passage]) -> tuple[int, ...]:
    """The places of the citations whose sentences say what becomes of the work cited: `(0, 3)`."""
    return tuple(n for n, passage in enumerate(found) if passage.effect)


def packed(found: Sequence[Passage]) -> bytes:
    """*found* as bytes of which each part can be read without the others."""
    return marshal.dumps([marshal.dumps(tuple(one)) for one in found])


class Packed:
    """Passages as they are kept, each unpacked when it is asked for."""

    __slots__ = ("_parts",)

    def __init__(self, content: bytes) -> None:
        self._parts: list[bytes] = marshal.loads(content)

    def __len__(self) -> int:
        return len(self._parts)

    def __getitem__(self, place: int) -> Passage:
        return Passage(*marshal.loads(self._parts[place]))

    def __iter__(self) -> Iterator[Passage]:
        return map(self.__getitem__, range(len(self._parts)))


Passages = Sequence[Passage] | Packed
