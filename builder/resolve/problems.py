"""What one text's citations contradict among themselves: reported, never mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from builder import labels
from builder.identifiers import number_key
from builder.model import Citation, Problem
from builder.resolve.identities import register, type_slug
from builder.resolve.symbols import local

# The register, whatever it is called, of a local symbol whose body a text does not name.
_HOME = "~"


def two_dates(citations: Sequence[Citation]) -> Iterator[Problem]:
    """A number that one text dates to two days of one year is a slip in one of them."""
    groups: dict[tuple[str, str, str], list[tuple[str, Citation]]] = defaultdict(list)
    for c in citations:
        if c.form == "full" and c.number and c.issued and len(c.issued) == 10:
            own = register(c.issuer) if c.issuer else _HOME if local(c.number) else ""
            called = (type_slug(c.document_type or ""), number_key(c.number), c.issued[:4])
            groups[called].append((own, c))
    for mentions in groups.values():
        yield from _dated_apart(mentions)


def _dated_apart(mentions: Sequence[tuple[str, Citation]]) -> Iterator[Problem]:
    """Problems of mentions of one number; one without an issuer is of the only one that is named."""
    named = {register for register, _ in mentions if register}
    only = named.pop() if len(named) == 1 else ""
    days: dict[str, set[str]] = defaultdict(set)
    for own, c in mentions:
        days[own or only].add(c.issued or "")
    for own, c in mentions:
        if len(days[own or only]) > 1:
            listed = ", ".join(map(labels.short_date, sorted(days[own or only])))
            words = f"“{c.text}”: cùng số được dẫn với các ngày {listed}"
            yield Problem("warning", "two-dates", c.span, words)
