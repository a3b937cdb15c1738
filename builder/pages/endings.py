"""Which documents later ones ended: replaced, repealed, or out of force by their own words."""

from __future__ import annotations

from collections.abc import Iterator

from builder import labels
from builder.entries import Ending
from builder.model import Archive, Citation, Work
from builder.pages.references import Crossings
from builder.pages.standing import said

_ENDING = ("replaces", "repeals")
_CHANGING = ("amends", "corrects")
# Where "hết hiệu lực" may follow a mention, or the last of several that end together.
_NEAR = 2000


def endings(archive: Archive) -> list[Ending]:
    """Every ending that a sentence of the archive proves, on the date of the document that says so.

    A document that is cited in passing ends nothing; nor does a plan that lists a repeal as a task.
    """
    crossings = Crossings(archive)
    urls = [*(w.url for w in archive.works), *(w.url for w in archive.cited)]
    return [ending for url in urls for ending in _endings(url, crossings)]


def _endings(url: str, crossings: Crossings) -> Iterator[Ending]:
    for other, places in crossings.citing(url):
        if any("draft" in problem.code for problem in other.document.problems):
            continue
        likely = [place for place in places if _may_end(other, other.document.citations[place])]
        words = [said(other, place, crossings) for place in likely]
        for one in dict.fromkeys(filter(None, words)):
            yield Ending(url, one, labels.when(other), other.url)


def _may_end(other: Work, citation: Citation) -> bool:
    """Cheap, so that the sentence is put together for few."""
    end = citation.span.end
    if citation.relation in (*_ENDING, *_CHANGING):
        return citation.relation in _ENDING
    return other.document.source.text.find("hiệu lực", end, end + _NEAR) >= 0
