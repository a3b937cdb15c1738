"""Numbers that were probably meant otherwise: kept as printed, reported, never mended.

A slip is reported only where the same document gives the evidence: the same type and digits beside a
symbol one letter away, and either the same date or a code that no body has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from builder import vocabulary
from builder.identifiers import number_key, parse_number, symbol_codes
from builder.model import Citation, DocumentNumber, Problem
from builder.text import key

_Numbered = tuple[Citation, DocumentNumber]


def slips_of(citations: Sequence[Citation]) -> Iterator[Problem]:
    """A problem for each mention that another mention of the document shows to be a slip.

    `114-KL/W` beside `114-KL/TW`, and `110-NQ/TW` beside `110-NQ/TU` of the same day.
    """
    groups: dict[tuple[str, str, str], list[_Numbered]] = defaultdict(list)
    for citation in citations:
        number = parse_number(citation.number or "") if citation.form == "full" else None
        if number and number.number:
            kind = key(citation.document_type or "")
            groups[kind, number_key(number.number), number.year or ""].append((citation, number))
    for group in groups.values():
        yield from _slips_in(group)


def _slips_in(group: Sequence[_Numbered]) -> Iterator[Problem]:
    symbols = {number.symbol for _, number in group}
    if len(symbols) < 2:
        return
    for citation, number in group:
        others = [o for o in group if o[1].symbol != number.symbol and _one_letter_apart(number, o[1])]
        if meant := next((o for o in others if _shows(citation, number, o)), None):
            words = f"có lẽ là {meant[0].number} như chỗ khác trong văn bản; giữ nguyên như bản in"
            yield Problem("warning", "slip", citation.span, f"“{citation.text}”: {words}")


def _shows(citation: Citation, number: DocumentNumber, other: _Numbered) -> bool:
    """Whether *other* is evidence that *number* is the slip of the two."""
    if not _known(number):
        return _known(other[1])
    same_day = (
        bool(citation.issued) and len(citation.issued or "") == 10 and citation.issued == other[0].issued
    )
    return same_day and _known(other[1]) and not _fits(citation, number) and _fits(*other)


def _known(number: DocumentNumber) -> bool:
    """Whether every code of the symbol is one that a type or a body prints."""
    table = vocabulary.load()
    return all(table.types_of_abbreviation(c) or table.issuers_of_code(c) for c in symbol_codes(number))


def _fits(citation: Citation, number: DocumentNumber) -> bool:
    """Whether the body named is one that prints the last code; a body not named fits any."""
    rows = vocabulary.load().issuers_of_code(symbol_codes(number)[-1])
    if not citation.issuer or not rows:
        return True
    named = key(citation.issuer)
    bases = (key(name.replace("{place}", "")) for row in rows for name in row.names)
    return any(named.startswith(base) for base in bases)


def _one_letter_apart(one: DocumentNumber, other: DocumentNumber) -> bool:
    """Whether the symbols differ by one letter put in, left out or changed."""
    a, b = sorted((key(one.symbol), key(other.symbol)), key=len)
    if len(b) - len(a) > 1:
        return False
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[same + 1 :] == b[same + 1 :] if len(a) == len(b) else a[same:] == b[same + 1 :]
