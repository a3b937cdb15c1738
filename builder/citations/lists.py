"""Coordinated lists: "Quyết định số A và Quyết định số B ngày D của I" gives D and I to both.

A field is shared only between numbers of one body, and a date only where it cannot contradict the
year inside the number: the archive never guesses.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.citations.drafts import Draft, Paragraph
from builder.citations.patterns import patterns
from builder.citations.pinpoints import pinpoint_before

_LONGEST_LINK = 120


def share(p: Paragraph, drafts: Sequence[Draft]) -> list[Draft]:
    """The mentions, each with the date and issuer that the end of its list gives."""
    done: list[Draft] = []
    after: Draft | None = None
    for draft in reversed(drafts):
        if after is not None:
            draft = _shared(p, draft, after)
        done.append(draft)
        after = draft
    return done[::-1]


def coordinated(p: Paragraph, before: Draft, after: Draft) -> bool:
    """Whether only a comma or an "và" stands between two mentions, pinpoints apart."""
    return _linked(p, before, after, "coordination")


def _linked(p: Paragraph, before: Draft, after: Draft, link: str) -> bool:
    pinpoint = pinpoint_before(p.low, after.start)
    start = pinpoint.start() if pinpoint and pinpoint.start() >= before.end else after.start
    between = p.low[before.end : start]
    return len(between) <= _LONGEST_LINK and patterns()[link].match(between) is not None


def _shared(p: Paragraph, draft: Draft, after: Draft) -> Draft:
    if not (draft.numbered and after.numbered) or draft.organ != after.organ or draft.issuer:
        return draft
    in_list = coordinated(p, draft, after)
    if not in_list and not _linked(p, draft, after, "amended_by"):
        return draft
    given = {}
    if after.issuer:
        given["issuer"] = after.issuer
    if in_list and after.date and not draft.date and draft.year in (None, after.date[:4]):
        given["date"] = after.date
    if not given:
        return draft
    inferred = draft.inferred | {"issuer" if name == "issuer" else "issued" for name in given}
    return draft._replace(issuer=given.get("issuer"), date=given.get("date", draft.date), inferred=inferred)
