"""The preface of a document: number, place and date, type, trích yếu, and the lines of its issuer.

The parts are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.1-5 and II.9 (kính gửi). Real heads
are flattened from two columns in any order, so each part is found by its own form, and what is
left over is told by its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.head.bodies import read_bodies, read_enacting, read_of_body
from builder.head.numbers import read_number, read_place_and_date
from builder.head.page import Page, read_mark, set_aside
from builder.head.sentence import read_sentence, take_sentence
from builder.head.titles import read_letter, read_subject, read_type
from builder.model import Found, Segment, Span

__all__ = ["Head", "read_head"]

# What ends a head; an annex may print quốc hiệu again, further down.
_CORE = ("number", "number+subject", "date", "type", "of-body", "subject", "body")


@dataclass(frozen=True, slots=True)
class Head:
    """What the preface gives; `start` and `end` are its places in the source text.

    `bodies` are the issuer's lines from the top; `of_body` the line "CỦA BAN THƯỜNG VỤ TỈNH ỦY" below a type.
    """

    document_type: Found[str] | None = None
    number: Found[str] | None = None
    place: Found[str] | None = None
    issued: Found[str] | None = None
    subject: Found[str] | None = None
    bodies: tuple[tuple[str, Span], ...] = ()
    of_body: tuple[str, Span] | None = None
    secrecy: Found[str] | None = None
    urgency: Found[str] | None = None
    party: bool = False
    draft: bool = False
    start: int = 0
    end: int = 0


def read_head(text: str, segments: Sequence[Segment]) -> Head:
    """The preface at the start of *text*; an empty `Head` when the text has none."""
    page = Page(text, segments)
    set_aside(page)
    number = read_number(page)
    place, issued = read_place_and_date(page)
    at, document_type = read_type(page)
    told = read_sentence(page, at) if document_type and not (number and issued) else None
    if told:
        number, issued = told.number, issued if issued and place else told.issued
        take_sentence(page, at, told)
    subject = read_subject(page, at, told)
    if document_type is None and ("addressee" in page.kind or (subject and number)):
        document_type = read_letter(page)
    bodies = read_bodies(page, at) or read_enacting(page)
    marks = {group: read_mark(page, group) for group in ("secrecy", "urgency")}
    taken = [s.end for s, k in zip(page.segments, page.kind, strict=True) if k in _CORE]
    real = any((number, issued, document_type, bodies))
    return Head(
        document_type,
        number,
        place,
        issued,
        subject,
        bodies,
        told.body if told else read_of_body(page),
        marks["secrecy"],
        marks["urgency"],
        party="party" in page.kind,
        draft="draft" in page.kind,
        start=page.segments[0].span.start if real else 0,
        end=max(taken, default=0) if real else 0,
    )
