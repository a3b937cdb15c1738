"""What a text says of a document elsewhere: its shorter mentions are read by its fuller ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from builder.identifiers import number_key, parse_number
from builder.model import Citation, Document, Form
from builder.resolve.candidates import revised, same_date, stated
from builder.resolve.identities import register, type_slug
from builder.resolve.names import is_law, printed_name
from builder.text import key

# What a shorter mention calls a document: its form, the type and the number or its digits alone.
Fuller = Mapping[tuple[Form, str, str], tuple[Citation, ...]]


def fuller(document: Document, citations: Sequence[Citation]) -> Fuller:
    """The mentions that give a date, a body, or a law's name and number, by what shorter ones call them."""
    found: dict[tuple[Form, str, str], list[Citation]] = defaultdict(list)
    for c in citations:
        kind, number = type_slug(c.document_type or ""), parse_number(c.number or "")
        if c.form == "name" and c.number and c.issued:
            found["name", kind, key(c.number)].append(c)
        # A law speaks of itself, and of the one that it replaces, by one name.
        if not is_law(document) and (name := printed_name(document, c)):
            found["name", kind, key(name)].append(c)
        if c.form != "full" or not c.number or not (c.issued or c.issuer):
            continue
        found["full", kind, number_key(c.number)].append(c)
        if number:
            found["short", kind, number_key(number.number)].append(c)
    return {called: tuple({_facts(c): c for c in mentions}.values()) for called, mentions in found.items()}


def _facts(citation: Citation) -> tuple[str, str, str]:
    return number_key(citation.number or ""), citation.issued or "", register(citation.issuer or "")


def completed(citation: Citation, known: Fuller) -> Citation:
    """A short mention with what fuller mentions of the same document say, if they all agree.

    "Kết luận 114" beside "Kết luận số 114-KL/TW ngày 14/7/2015 của Ban Bí thư" is that one.
    """
    named = citation.form == "name"
    if citation.form == "self" or revised(citation) or (citation.issued and (citation.issuer or named)):
        return citation
    number = key(citation.number or "") if named else number_key(citation.number or "")
    called = (citation.form, type_slug(citation.document_type or ""), number)
    fitting = [c for c in known.get(called, ()) if _may_be(citation, c)]
    if not fitting or not _one_document(fitting):
        return citation
    body = next((c for c in (citation, *fitting) if c.issuer), citation)
    numbered = next((c for c in fitting if c.form == "full"), None)
    return replace(
        citation,
        number=numbered.number if numbered else citation.number,
        issued=citation.issued or max((c.issued or "" for c in fitting), key=len) or None,
        issuer=body.issuer,
        inferred=body.inferred,
        form="full" if numbered else "name",
    )


def _one_document(mentions: Sequence[Citation]) -> bool:
    """Whether the mentions agree on number, date and body, as far as each gives them."""
    days = [stated(c) for c in mentions]
    first = max(days, key=len)
    bodies = {register(c.issuer) for c in mentions if c.issuer}
    numbers = {number_key(c.number or "") for c in mentions if c.form == "full"}
    return len(numbers) < 2 and len(bodies) < 2 and all(same_date(first, day) for day in days)


def _may_be(short: Citation, full: Citation) -> bool:
    """No contradiction between what both say."""
    same = not short.issuer or register(short.issuer) == register(full.issuer or "")
    return same and same_date(full.issued or "", short.issued)
