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

from builder.identifiers import parse_number
from builder.model import (
    Archive,
    ArchiveSettings,
    Citation,
    Document,
    LeftOut,
    Link,
    Mention,
    Problem,
    Target,
    Work,
    WorkId,
)
from builder.resolve.candidates import (
    Candidate,
    Index,
    completed,
    fragment,
    fuller,
    held,
    not_after,
    same_date,
    same_series,
)
from builder.resolve.cited import Claim, claim, mint, with_mentions
from builder.resolve.identities import identities, identity, type_slug
from builder.resolve.problems import two_dates

__all__ = ["identity", "resolve", "type_slug"]


@dataclass(frozen=True, slots=True)
class _Text:
    """A document at its address, and its citations with what the text says of them elsewhere."""

    id: WorkId
    document: Document
    said: tuple[Citation, ...]


def resolve(
    documents: Sequence[Document],
    left_out: Sequence[LeftOut] = (),
    settings: ArchiveSettings | None = None,
    ids: Mapping[str, WorkId] | None = None,
) -> Archive:
    """The archive of *documents*, its works sorted by address; *ids* are known addresses, by path."""
    texts = [_text(d, own) for d, own in zip(documents, identities(documents, ids or {}), strict=True)]
    kept = [held(t.document, t.id) for t in texts]
    index = Index(kept)
    claims = [found for text in texts for found in _claims(text, index)]
    minted, apart = mint(claims, index, {t.id for t in texts})
    index = Index([*kept, *(candidate for _, candidate in minted)])
    works = tuple(sorted((_work(t, index, apart) for t in texts), key=lambda w: w.url))
    cited = tuple(with_mentions([work for work, _ in minted], _mentions(works)))
    return Archive(works, tuple(_links(works)), tuple(left_out), settings or ArchiveSettings(), cited)


def _text(document: Document, own: WorkId) -> _Text:
    known = fuller(document.citations)
    return _Text(own, document, tuple(completed(c, known) for c in document.citations))


def _claims(text: _Text, index: Index) -> Iterator[Claim]:
    """What the citations of *text* prove of works that the archive does not hold."""
    for place, (own, said) in enumerate(zip(text.document.citations, text.said, strict=True)):
        called = index.called(said, text.document) if said.form == "full" else []
        if not any(_agrees(one, said) or _clashes(one, said) for one in called) and (
            found := claim(text.id, text.document, place, said, own)
        ):
            yield found


def _work(text: _Text, index: Index, apart: Mapping[tuple[WorkId, int], str]) -> Work:
    targets: list[Target] = []
    problems: list[Problem] = list(two_dates(text.document.citations))
    slipped = {p.span for p in problems}
    for place, (own, said) in enumerate(zip(text.document.citations, text.said, strict=True)):
        if words := apart.get((text.id, place)):
            targets.append(Target("unknown"))
            if own.span not in slipped:
                message = f"“{own.text}”: {words}; chưa nối"
                problems.append(Problem("warning", "cited-apart", own.span, message))
            continue
        target, problem = _target(text, own, said, index)
        targets.append(target)
        problems += [problem] if problem else []
    return Work(text.id, text.document, tuple(targets), tuple(problems))


def _target(text: _Text, own: Citation, said: Citation, index: Index) -> tuple[Target, Problem | None]:
    """Where *own* leads, *said* being what it says with what the text says of it elsewhere."""
    if own.form == "self":
        return Target("held", text.id.url, fragment=fragment(text.document, own.portion)), None
    if not said.number or not said.document_type or said.form == "short":
        return Target("unknown"), None
    called = index.called(said, text.document)
    agreeing = [
        one for one in called if _agrees(one, said) and (said.issued or not_after(one, text.document))
    ]
    if len(agreeing) == 1 and (_stated(said) or _named(agreeing[0], said, text.document)):
        return _found(agreeing[0], own), None
    if agreeing:
        return Target("ambiguous", candidates=tuple(sorted(one.id.url for one in agreeing))), None
    if clash := next((one for one in called if _clashes(one, said)), None):
        words = f"“{own.text}” trùng số với văn bản đang giữ nhưng khác ngày ({clash.issued}): chưa nối"
        return Target("unknown"), Problem("warning", "date-contradicted", own.span, words)
    return Target("outside"), None


def _stated(said: Citation) -> str:
    """The date that a mention states, or the year that its number holds: 2020 of `30/2020/NĐ-CP`."""
    number = parse_number(said.number or "")
    return said.issued or (number.year if number and said.form == "full" else None) or ""


def _named(one: Candidate, said: Citation, citing: Document) -> bool:
    """Whether the body that a mention states is enough without a date.

    For a work that is only cited, the text must be dated: nothing else rules out another year's.
    """
    known = one.document is not None or citing.metadata.issued is not None
    return bool(said.issuer) and said.form != "name" and known


def _agrees(one: Candidate, said: Citation) -> bool:
    return same_date(one.issued, _stated(said))


def _clashes(one: Candidate, said: Citation) -> bool:
    """Whether a held document bears the number on another day of the series in which it stands."""
    if said.form == "name" or one.document is None or _agrees(one, said):
        return False
    return same_series(one.issued, _stated(said), said.number or "")


def _found(one: Candidate, own: Citation) -> Target:
    known = (("number", own.form != "short"), ("issued", own.issued), ("issuer", own.issuer))
    inferred = tuple(name for name, said in known if not said)
    anchor = fragment(one.document, own.portion)
    return Target("held" if one.document else "outside", one.id.url, fragment=anchor, inferred=inferred)


def _links(works: Sequence[Work]) -> Iterator[Link]:
    for work in works:
        for number, (citation, target) in enumerate(zip(work.document.citations, work.targets, strict=True)):
            if target.status == "held" and target.url and citation.form != "self":
                yield Link(work.url, target.url, number)


def _mentions(works: Sequence[Work]) -> Mapping[str, list[Mention]]:
    """All that cites each work which no text holds, by its address, in the order of the citing works."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for work in works:
        for number, target in enumerate(work.targets):
            if target.status == "outside" and target.url:
                found[target.url].append(Mention(work.url, number))
    return found
