"""Back references: "Chỉ thị nêu trên" is the one chỉ thị that the text has named before.

Only where it can be no other: one number of that type stands before it, and no "các", "những" or
figure before the type says that several are meant. Anything else is left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from builder.citations.drafts import Draft, Paragraph, normal_case
from builder.citations.patterns import patterns
from builder.citations.pinpoints import pinpoint_before, portion
from builder.identifiers import number_key

_SEVERAL = re.compile(r"(?:các|những|mọi|hai|ba|bốn|\d{1,3})\s$")


class Named:
    """The documents that a text has cited so far, by type."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, Draft]] = defaultdict(dict)

    def add(self, draft: Draft) -> None:
        """*draft* counts from here on, if its number is whole."""
        if draft.form == "full" and draft.type and draft.number:
            self._found[draft.type].setdefault(number_key(draft.number), draft)

    def only(self, kind: str) -> str | None:
        """The number of the one document of that type; None if there is none, or more than one."""
        found = list(self._found.get(kind, {}).values())
        return found[0].number if len(found) == 1 else None


def with_back_references(p: Paragraph, drafts: Sequence[Draft], named: Named) -> Iterator[Draft]:
    """The mentions of a paragraph in order, "Nghị định nêu trên" among them where it is settled."""
    waiting = list(patterns()["back"].finditer(p.low)) if " trên" in p.low else []
    for draft in [*drafts, None]:
        while waiting and (draft is None or waiting[0].start() < draft.start):
            match = waiting.pop(0)
            if back := _back(p, match, named):
                yield back
        if draft is not None:
            waiting = [m for m in waiting if m.start() >= draft.end]
            named.add(draft)
            yield draft


def _back(p: Paragraph, match: re.Match[str], named: Named) -> Draft | None:
    pinpoint = pinpoint_before(p.low, match.start())
    several = not pinpoint and _SEVERAL.search(p.low, max(0, match.start() - 8), match.start())
    if several or not p.text[match.start()].isupper():
        return None
    kind = normal_case(p.text[match.start("type") : match.end("type")])
    number = named.only(kind)
    if number is None:
        return None
    where = portion(pinpoint.group()) if pinpoint else None
    back = Draft(match.start(), match.end(), match.end(), "short", kind, number, portion=where)
    return back._replace(inferred=frozenset({"number"}))
