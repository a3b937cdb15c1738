"""One `SourceText` to one `Document`: the reading steps in their order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from builder import (
    adoption,
    citations,
    effect,
    enclosed,
    findings,
    foot,
    head,
    layout,
    marks,
    metadata,
    slips,
    structure,
    unglue,
)
from builder.authorities import Home
from builder.model import Citation, Document, Found, Layout, Metadata, Segment, SourceText, Span
from builder.source import Correction
from builder.text import View

_CITING = ("preamble", "body", "attachment", "conclusions")


def read(source: SourceText, corrections: tuple[Correction, ...] = ()) -> Document:
    """*source* read as a careful clerk would read it; nothing it holds can make this raise."""
    text = source.text
    marked = marks.lift(text)
    segments = unglue.split(text, marks.segments(text, marked))
    top = head.read_head(text, segments)
    end = foot.read_foot(text, segments, top.end)
    laid = layout.cut(
        text,
        marked,
        segments,
        layout.Bounds(top.start, top.end, end.start, end.end, top.subject.span if top.subject else None),
    )
    view = _view(text, laid, top)
    record, home = _record(text, segments, top, end, view)
    corrected = _corrected(record, corrections)
    cited = _citations(view, home, corrected)
    problems = (*findings.problems_of(source, corrected, draft=top.draft), *slips.slips_of(cited))
    return Document(
        source,
        laid,
        corrected,
        structure.read_structure(text, laid),
        cited,
        problems,
        home.province,
    )


def _citations(view: View, home: Home, record: Metadata) -> tuple[Citation, ...]:
    own = record.number.value if record.number else None
    found = citations.find_citations(view, home, own)
    return tuple(sorted(found, key=lambda c: (c.span.start, c.span.end)))


def _view(text: str, laid: Layout, top: head.Head) -> View:
    """The subject, the text and its notes, a paragraph a line: what citations are looked for in."""
    subject = [top.subject.span] if top.subject else []
    # A cell is a paragraph of its own: no mention runs from one into the next.
    groups = [cell for b in laid.blocks if b.zone in _CITING for cell in (b.cells or (b.pieces,))]
    lead = [
        tuple(
            p
            for b in laid.blocks
            if b.zone == "preface"
            for p in b.pieces
            if any(s.holds(p) for s in subject)
        )
    ]
    return View.grouped(text, [*lead, *groups, *(n.pieces for n in laid.footnotes)])


def _record(
    text: str, segments: tuple[Segment, ...], top: head.Head, end: foot.Foot, view: View
) -> tuple[Metadata, Home]:
    record = Metadata(
        top.document_type,
        top.number,
        None,
        (),
        top.place,
        top.issued,
        top.subject,
        None,
        end.signatures,
        end.recipients,
        foot.read_addressees(text, segments, top.end),
        top.secrecy,
        top.urgency,
    )
    home = metadata.home_of(text, record, top.bodies, top.subject.value if top.subject else "")
    adopted = adoption.read_adoption(view, home)
    record = replace(record, issued=record.issued or adopted.issued)
    lost = enclosed.Enclosure()
    if record.number is None and record.document_type:
        lost = enclosed.read_enclosure(view, record.document_type.value, home)
        record = replace(record, number=lost.number, issued=record.issued or lost.issued)
    named = adopted.issuer or lost.issuer
    issuer, issuers = metadata.issuer_of(record, top.bodies, top.of_body, home, view, named)
    in_force = effect.read_effect(view, record.issued.value if record.issued else None)
    until = effect.read_expiry(view)
    record = replace(record, issuer=issuer, issuers=issuers, in_force_from=in_force, in_force_until=until)
    return record, replace(home, issuer=issuer.value if issuer else None)


def _corrected(record: Metadata, corrections: tuple[Correction, ...]) -> Metadata:
    """*record* with a clerk's corrections, each naming its date and reason as its rule."""
    for c in corrections:
        found = Found(c.value, Span(0, 0), f"correction {c.date}: {c.reason}")
        changes: dict[str, Any] = {c.field: found}
        if c.field == "issuer":
            changes["issuers"] = (c.value,)
        record = replace(record, **changes)
    return record
