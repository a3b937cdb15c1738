"""All documents to an archive: their addresses, and where each citation leads.

A citation is linked only when exactly one work agrees with all that it states, and it states at
least type, number and issuer or date. Several leave it ambiguous, a contradiction leaves it unknown
with a problem. A work that no text holds has its address when citations prove who, what and when.
Symbols that every province uses are read at the citing text's own place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from builder.model import (
    Archive,
    ArchiveSettings,
    Citation,
    Document,
    LeftOut,
    Problem,
    Target,
    Work,
    WorkId,
    citing,
)
from builder.resolve.candidates import (
    Candidate,
    Fuller,
    Index,
    completed,
    fragment,
    fuller,
    held,
    not_after,
    revised,
    same_date,
    same_series,
    stated,
)
from builder.resolve.cited import Apart, Claim, claim, mentioned, mint
from builder.resolve.identities import identities, identity, type_slug
from builder.resolve.in_force import law_in_force, may_mean, one_of_two, spoken
from builder.resolve.memory import Memory, Settled
from builder.resolve.names import Names, find_mentioned
from builder.resolve.problems import two_dates

__all__ = ["Memory", "identity", "resolve", "type_slug"]


@dataclass(frozen=True, slots=True)
class _Text:
    """A document at its address, and its citations with what the text says of them elsewhere."""

    id: WorkId
    document: Document
    said: tuple[Citation, ...]
    misnamed: Mapping[int, str]


def resolve(
    documents: Sequence[Document],
    left_out: Sequence[LeftOut] = (),
    settings: ArchiveSettings | None = None,
    ids: Mapping[str, WorkId] | None = None,
    memory: Memory | None = None,
) -> Archive:
    """The archive of *documents*, its works sorted by address; *ids* are known addresses, by path.

    With or without what *memory* has kept of an earlier archive, it is the same.
    """
    memory = memory or Memory()
    names = Names(documents, partial(memory.mentioned, find=find_mentioned))
    texts = list(zip(documents, identities(documents, ids or {}), strict=True))
    kept = [held(document, own) for document, own in texts]
    index = Index(kept, memory.places)
    claims = [
        found
        for document, own in texts
        for found in memory.claims(
            document, own, names, index, partial(_claimed, document, own, names, index)
        )
    ]
    minted, apart = mint(claims, index, {own for _, own in texts}, names)
    index = Index([*kept, *(candidate for _, candidate in minted)], memory.places)
    works = _works(texts, names, index, apart, memory)
    found = citing(works)
    cited = tuple(mentioned([work for work, _ in minted], found))
    return Archive(works, tuple(left_out), settings or ArchiveSettings(), cited, citing=found)


def _works(
    texts: Sequence[tuple[Document, WorkId]], names: Names, index: Index, apart: Apart, memory: Memory
) -> tuple[Work, ...]:
    """The documents with their citations settled, in the order of their addresses."""
    apart_of: dict[WorkId, dict[int, tuple[str, str]]] = defaultdict(dict)
    for (own, place), words in apart.items():
        apart_of[own][place] = words

    def settle(document: Document, own: WorkId) -> Settled:
        work = _work(_text(document, own, names), index, apart)
        return work.targets, work.problems

    works = (
        Work(own, d, *memory.settled(d, own, index, apart_of.get(own, {}), partial(settle, d, own)))
        for d, own in texts
    )
    return tuple(sorted(works, key=lambda w: w.url))


def _text(document: Document, own: WorkId, names: Names) -> _Text:
    found = {place: names.misnamed(c, document) for place, c in enumerate(document.citations)}
    misnamed = {place: words for place, words in found.items() if words}
    sound = [c for place, c in enumerate(document.citations) if place not in misnamed]
    known = fuller(document, sound)
    said = tuple(
        c if place in misnamed else _completed(document, place, c, known)
        for place, c in enumerate(document.citations)
    )
    return _Text(own, document, said, misnamed)


def _completed(document: Document, place: int, own: Citation, known: Fuller) -> Citation:
    """*own* with what the text says of it elsewhere, a law that is only named being that of its day."""
    said = completed(own, known)
    kept = said is own or own.form != "name"
    return said if kept or may_mean(said, spoken(document, place)) else own


def _claimed(document: Document, own: WorkId, names: Names, index: Index) -> Iterator[Claim]:
    yield from _claims(_text(document, own, names), index)


def _claims(text: _Text, index: Index) -> Iterator[Claim]:
    """What the citations of *text* prove of works that the archive does not hold."""
    for place, (own, said) in enumerate(zip(text.document.citations, text.said, strict=True)):
        if place in text.misnamed:
            continue
        called = index.called(said, text.document) if said.form == "full" else []
        if not any(_agrees(one, said) or _clashes(one, said) for one in called) and (
            found := claim(text.id, text.document, place, said, own)
        ):
            yield found


def _work(text: _Text, index: Index, apart: Apart) -> Work:
    targets: list[Target] = []
    problems: list[Problem] = list(two_dates(text.document.citations))
    slipped = {p.span for p in problems}
    for place, own in enumerate(text.document.citations):
        if place in text.misnamed or (text.id, place) in apart:
            targets.append(Target("unknown"))
            if place in text.misnamed or own.span not in slipped:
                problems.append(_contradicted(text, place, apart))
            continue
        target, problem = _target(text, place, index)
        targets.append(target)
        problems += [problem] if problem else []
    return Work(text.id, text.document, tuple(targets), tuple(problems))


def _contradicted(text: _Text, place: int, apart: Apart) -> Problem:
    """Why the mention at *place* is not settled, with the address that it alone would prove."""
    own, misnamed = text.document.citations[place], text.misnamed.get(place)
    words, address = (misnamed, "") if misnamed else apart[text.id, place]
    code = "name-contradicted" if misnamed else "cited-apart"
    return Problem("warning", code, own.span, f"“{own.text}”: {words}; chưa nối", address)


def _target(text: _Text, place: int, index: Index) -> tuple[Target, Problem | None]:
    """Where the mention at *place* leads, by what it says and what the text says of it elsewhere."""
    own, said = text.document.citations[place], text.said[place]
    if own.form == "self":
        return Target("held", text.id.url, fragment=fragment(text.document, own.portion)), None
    if not said.number or not said.document_type or said.form == "short":
        return Target("unknown"), None
    if standing := _standing(text, place, index):
        return _found(standing, own, "in_force"), None
    called = index.called(said, text.document)
    agreeing = [
        one for one in called if _agrees(one, said) and (said.issued or not_after(one, text.document))
    ]
    told = len(agreeing) == 1 and not one_of_two(said)
    if told and (stated(said) or _named(agreeing[0], said, text.document)):
        return _found(agreeing[0], own), None
    if agreeing:
        return Target("ambiguous", candidates=tuple(sorted(one.id.url for one in agreeing))), None
    if clash := next((one for one in called if _clashes(one, said)), None):
        words = f"“{own.text}” trùng số với văn bản đang giữ nhưng khác ngày ({clash.issued}): chưa nối"
        return Target("unknown"), Problem("warning", "date-contradicted", own.span, words)
    return Target("outside"), None


def _standing(text: _Text, place: int, index: Index) -> Candidate | None:
    """The law in force that a bare name means, where the archive knows that law by its number."""
    said = text.said[place]
    law = law_in_force(said, text.document, spoken(text.document, place)) if said.form == "name" else None
    found = index.numbered(said.document_type or "", law.number) if law else []
    return found[0] if len(found) == 1 else None


def _named(one: Candidate, said: Citation, citing: Document) -> bool:
    """Whether the body that a mention states is enough without a date.

    For a work that is only cited, the text must be dated: nothing else rules out another year's.
    """
    known = one.document is not None or citing.metadata.issued is not None
    return bool(said.issuer) and said.form != "name" and known and not revised(said)


def _agrees(one: Candidate, said: Citation) -> bool:
    return same_date(one.issued, stated(said))


def _clashes(one: Candidate, said: Citation) -> bool:
    """Whether a held document bears the number on another day of the series in which it stands."""
    if said.form == "name" or one.document is None or _agrees(one, said):
        return False
    return same_series(one.issued, stated(said), said.number or "")


def _found(one: Candidate, own: Citation, *why: str) -> Target:
    numbered = own.form == "full" or (own.form == "name" and bool(own.issued))
    known = (("number", numbered), ("issued", own.issued), ("issuer", own.issuer))
    inferred = (*(name for name, said in known if not said), *why)
    anchor = fragment(one.document, own.portion)
    return Target("held" if one.document else "outside", one.id.url, fragment=anchor, inferred=inferred)
