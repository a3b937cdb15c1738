"""Mentions of documents: `find_citations` reads a text's view into `Citation`s.

What is guaranteed: mentions come in text order, none over another; every span is of the source; a
field that neither the words nor their list give is None; `inferred` names what came from the list,
from the subject of the sentence, or from where the text is at home.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.authorities import Home
from builder.citations.anchors import find_drafts
from builder.citations.back import Named, with_back_references
from builder.citations.drafts import Draft, Paragraph, paragraphs
from builder.citations.lists import share
from builder.citations.patterns import patterns
from builder.citations.pinpoints import pinpoint_before, portion
from builder.citations.relations import with_relations
from builder.citations.subjects import with_subjects
from builder.citations.tails import with_tail
from builder.identifiers import number_key
from builder.model import Citation
from builder.text import View, squeeze

__all__ = ["find_citations"]

_LEAD = 40
_FIELDS = ("document_type", "number", "issued", "issuer")


def find_citations(view: View, home: Home, own_number: str | None = None) -> tuple[Citation, ...]:
    """Every mention of a document in *view*, in text order.

    "Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ" is one, from its type word to the
    end of its issuer. A mention of *own_number*, and "Chỉ thị này", have the form `self`.
    """
    own = number_key(own_number) if own_number else None
    named = Named()
    found: list[Citation] = []
    below = False
    for p in paragraphs(view.text):
        drafts = _read(p, home, own, below)
        found += (_citation(view, p, draft) for draft in with_back_references(p, drafts, named))
        below = bool(patterns()["proposal_heading"].match(p.low))
    return tuple(found)


def _read(p: Paragraph, home: Home, own: str | None, proposals: bool) -> list[Draft]:
    drafts = find_drafts(p)
    if not drafts:
        return []
    limits = [*(d.start for d in drafts[1:]), len(p.text)]
    drafts = [with_tail(p, draft, limit, home) for draft, limit in zip(drafts, limits, strict=True)]
    drafts = with_subjects(p, share(p, drafts), home)
    drafts = with_relations(p, list(_with_portions(p, drafts)), proposals=proposals)
    return [_own(p, draft, own) for draft in drafts]


def _with_portions(p: Paragraph, drafts: list[Draft]) -> Iterator[Draft]:
    for draft in drafts:
        pinpoint = pinpoint_before(p.low, draft.start) if draft.form != "self" else None
        yield draft._replace(portion=portion(pinpoint.group())) if pinpoint else draft


def _own(p: Paragraph, draft: Draft, own: str | None) -> Draft:
    """The mention as one of the citing document itself, if it is: by its number, or by its place."""
    if draft.form != "full" or not draft.number:
        return draft
    if own:
        return draft._replace(form="self") if number_key(draft.number) == own else draft
    before = p.low[: draft.start] if draft.start < _LEAD else ""
    attached = patterns()["whole_line_attachment"].match(before)
    return draft._replace(form="self") if attached else draft


def _citation(view: View, p: Paragraph, draft: Draft) -> Citation:
    inferred = tuple(name for name in _FIELDS if name in draft.inferred and _value(draft, name))
    return Citation(
        span=view.span(p.place(draft.start), p.place(draft.end - 1) + 1),
        text=squeeze(p.text[draft.start : draft.end]),
        form=draft.form,
        document_type=draft.type,
        number=draft.number,
        issued=draft.date,
        issuer=draft.issuer,
        inferred=inferred,
        portion=draft.portion,
        relation=draft.relation,
    )


def _value(draft: Draft, name: str) -> str | None:
    fields = (draft.type, draft.number, draft.date, draft.issuer)
    return dict(zip(_FIELDS, fields, strict=True))[name]
