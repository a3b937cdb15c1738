"""Which text is which published work: by its file, its bytes, or what it says of itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from builder.identifiers import number_key
from builder.model import Document, Facts, Permalink, WorkId
from builder.resolve.identities import identity, printed_facts, register, type_slug
from builder.units import Unit, units

_Keys = Iterable[Hashable]
# Of the units of a text, how many must recur for two texts to be taken for versions of one.
_ALIKE = 1 / 5


@dataclass(frozen=True)
class Text:
    """A document with what it is known by: its own address, its facts, its units."""

    document: Document
    own: WorkId
    facts: Facts

    # Not slotted, for this: of most texts the units are not needed.
    @cached_property
    def units(self) -> tuple[Unit, ...]:
        return units(self.document)

    @property
    def path(self) -> str:
        return self.document.source.path

    @property
    def digest(self) -> str:
        return self.document.source.sha256


def text_of(document: Document) -> Text:
    """*document* with the facts of its record: type, number, date, issuer with its province."""
    return Text(document, identity(document), printed_facts(document))


def fact_key(facts: Facts) -> tuple[str, str, str, str] | None:
    """The facts in one spelling; None unless all four are known, for fewer prove nothing."""
    kind, number, issued, issuer = facts
    if not all(facts) or number.startswith("/"):
        return None
    return type_slug(kind), number_key(number), issued, register(issuer)


def claims(texts: Sequence[Text], permalinks: Sequence[Permalink]) -> list[Permalink | None]:
    """The published work that each text is, or None where it is new.

    A text is the work if its file, its bytes or its four facts still match; where several would do, the
    stronger proof goes first. A work known from citations alone is claimed by its address.
    """
    found = _as_ever(texts, permalinks)
    taken = {work.id for work in found.values()}
    waiting = [(n, text) for n, text in enumerate(texts) if n not in found]
    for of_text, of_work in _PROOFS:
        asked = {key for _, text in waiting for key in of_text(text)}
        index: dict[Hashable, list[Permalink]] = defaultdict(list)
        # Of a text that was found nothing more is asked, and of most archives all texts are found at once.
        for one in permalinks if asked else ():
            for key in of_work(one) if one.id not in taken else ():
                if key in asked:
                    index[key].append(one)
        for n, text in waiting:
            candidates = (one for key in of_text(text) for one in index.get(key, ()))
            free = (one for one in candidates if one.id not in taken and not _another(text, one))
            if work := next(free, None):
                found[n] = work
                taken.add(work.id)
        waiting = [one for one in waiting if one[0] not in found]
    return [found.get(n) for n in range(len(texts))]


def _as_ever(texts: Sequence[Text], permalinks: Sequence[Permalink]) -> dict[int, Permalink]:
    """The works that were only ever known by one file with the same bytes as now: of most archives, all.

    Where two works were known by the same, neither is found here.
    """
    known: dict[tuple[str, str], Permalink | None] = {}
    for one in permalinks:
        if len(one.paths) == 1 == len(one.digests):
            key = one.paths[0], one.digests[0]
            known[key] = None if key in known else one
        else:
            known.update(dict.fromkeys(product(one.paths, one.digests)))
    found: dict[int, Permalink] = {}
    for n, text in enumerate(texts):
        # No second text has its path.
        if (work := known.pop((text.path, text.digest), None)) is not None:
            found[n] = work
    return found


def _fact_keys(facts: Iterable[Facts]) -> Iterator[Hashable]:
    return (key for one in facts if (key := fact_key(one)))


_PROOFS: tuple[tuple[Callable[[Text], _Keys], Callable[[Permalink], _Keys]], ...] = (
    (lambda t: [(t.path, t.digest)], lambda p: product(p.paths, p.digests) if p.digests else ()),
    (lambda t: [t.digest], lambda p: p.digests),
    (
        lambda t: product([t.path], _fact_keys([t.facts])),
        lambda p: product(p.paths, _fact_keys(p.facts)) if p.paths else (),
    ),
    # What a work was once thought to be, and is not, must not claim the text that really is it.
    (lambda t: _fact_keys([t.facts]), lambda p: _fact_keys(p.facts[-1:]) if p.digests else ()),
    (lambda t: [t.path], lambda p: p.paths),
    (lambda t: [t.own.url], lambda p: () if p.digests else [p.url]),
)


def _another(text: Text, one: Permalink) -> bool:
    """Whether a file name was given to another document: other bytes, number, date and words."""
    if text.digest in one.digests or not one.digests:
        return False
    ours, theirs = fact_key(text.facts), fact_key(one.facts[-1]) if one.facts else None
    if not ours or not theirs:
        return False
    return ours[1] != theirs[1] and ours[2] != theirs[2] and not alike(text, one)


def alike(text: Text, one: Permalink) -> bool:
    """Whether so many units of the two have the same words that they may be one document."""
    return recurring(frozenset(u.mark for u in text.units), frozenset(u[0] for u in one.units))


def recurring(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether enough marks of the one recur in the other."""
    return len(ours & theirs) > _ALIKE * max(1, min(len(ours), len(theirs)))
