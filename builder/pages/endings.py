"""Which documents later ones ended: replaced, repealed, or out of force by their own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from builder import labels
from builder.entries import Ending
from builder.model import Archive, Work
from builder.pages.passages import ends, passages

# The places of the citations of a work that end what they name, each with the words for that.
Ends = Callable[[Work], Iterable[tuple[int, str]]]


def ends_of(work: Work) -> Iterable[tuple[int, str]]:
    """What the citations of *work* end, read from its text."""
    return ends(passages(work))


def endings(archive: Archive, told: Ends = ends_of) -> list[Ending]:
    """Every ending that a sentence of the archive proves, on the date of the document that says so.

    A document that is cited in passing ends nothing; nor does a plan that lists a repeal as a task.
    """
    by = archive.by_url()
    known = by.keys() | {work.url for work in archive.cited}
    found = sorted(row for work in archive.works for row in _of(work, told) if row[0] in known)
    # Each once, by the first sentence that says it.
    return list(dict.fromkeys(Ending(url, words, labels.when(by[own]), own) for url, own, _, words in found))


def _of(work: Work, told: Ends) -> Iterator[tuple[str, str, int, str]]:
    """The address that each ending of *work* leads to, its own, the place of the citation, and the words."""
    for place, words in told(work):
        url = work.targets[place].url
        if url and url != work.url:
            yield url, work.url, place, words
