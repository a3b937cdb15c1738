"""Which documents later ones ended: replaced, repealed, or out of force by their own words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from builder import labels
from builder.entries import Ending
from builder.model import Archive, Document
from builder.pages.references import Crossings
from builder.pages.standing import said

_ENDING = ("replaces", "repeals")
_CHANGING = ("amends", "corrects")
_ENDS = re.compile(r"(?:hết|chấm\s{1,4}dứt)\s{1,4}hiệu\s{1,4}lực", re.IGNORECASE)
# So far these words may follow a mention, or the last of several that end together.
_NEAR = 2000


def endings(archive: Archive) -> list[Ending]:
    """Every ending that a sentence of the archive proves, on the date of the document that says so.

    A document that is cited in passing ends nothing; nor does a plan that lists a repeal as a task.
    """
    crossings = Crossings(archive)
    likely = {work.url: frozenset(ends(work.document)) for work in archive.works}
    found: dict[Ending, None] = {}
    for url in sorted(crossings.works.keys() | crossings.cited.keys()):
        for mention in archive.citing.get(url, ()):
            if mention.citation in likely[mention.citing]:
                other = crossings.works[mention.citing]
                if words := said(other, mention.citation, crossings):
                    found.setdefault(Ending(url, words, labels.when(other), mention.citing))
    return list(found)


def ends(document: Document) -> Iterator[int]:
    """The places of the citations that may end something: told cheaply, for the sentences are many."""
    if (known := getattr(document, "ends", None)) is not None:
        # Told when the document was kept on disk.
        yield from known
        return
    if any("draft" in problem.code for problem in document.problems):
        return
    found = [match.start() for match in _ENDS.finditer(document.source.text)]
    for place, citation in enumerate(document.citations):
        after = bisect_left(found, citation.span.end)
        near = after < len(found) and found[after] < citation.span.end + _NEAR
        if citation.relation in _ENDING or (near and citation.relation not in _CHANGING):
            yield place
