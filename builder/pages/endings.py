"""Which documents later ones ended: replaced, repealed, or out of force by their own words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from builder import labels
from builder.entries import Ending
from builder.model import Archive, Work
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
    likely = {work.url: frozenset(_likely(work)) for work in archive.works}
    found: dict[Ending, None] = {}
    for cited, citing, place in sorted(_mentions(archive)):
        if cited != citing and place in likely.get(citing, ()):
            other = crossings.works[citing]
            if words := said(other, place, crossings):
                found.setdefault(Ending(cited, words, labels.when(other), citing))
    return list(found)


def _mentions(archive: Archive) -> Iterator[tuple[str, str, int]]:
    """Each work's address, the address of a document that cites it, and the place among its citations."""
    for link in archive.links:
        yield link.cited, link.citing, link.citation
    for work in archive.cited:
        for mention in work.mentions:
            yield work.url, mention.citing, mention.citation


def _likely(work: Work) -> Iterator[int]:
    """The places of the citations that may end something: told cheaply, for the sentences are many."""
    if any("draft" in problem.code for problem in work.document.problems):
        return
    ends = [match.start() for match in _ENDS.finditer(work.document.source.text)]
    for place, citation in enumerate(work.document.citations):
        after = bisect_left(ends, citation.span.end)
        near = after < len(ends) and ends[after] < citation.span.end + _NEAR
        if citation.relation in _ENDING or (near and citation.relation not in _CHANGING):
            yield place
