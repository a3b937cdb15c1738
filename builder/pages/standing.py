"""What citing documents say of a work's standing, each with the sentence that says so."""

from __future__ import annotations

from collections.abc import Iterator

from builder import entries, labels
from builder.entries import Row
from builder.model import Work
from builder.pages.references import Crossings


def standing(url: str, crossings: Crossings) -> list[Row]:
    """What the archive's documents say of the work at *url*, newest first, each with its proof."""
    return [row for other, places in crossings.telling(url) for row in _rows(other, places, crossings)]


def _rows(other: Work, places: list[int], crossings: Crossings) -> Iterator[Row]:
    found = crossings.passages(other)
    # Each thing once, by the first sentence that says it.
    first = {found[place].effect: place for place in reversed(places) if found[place].effect}
    for place in sorted(first.values()):
        yield {
            "label": found[place].effect,
            "name": labels.name(other),
            "url": entries.address(other),
            "date": labels.long_date(labels.when(other)) if labels.when(other) else "",
            "quote": quote(other, place, crossings),
        }


def quote(other: Work, place: int, crossings: Crossings) -> Row:
    """A citation in its sentence, with the link to its exact place."""
    passage = crossings.passages(other)[place]
    return {
        "before": passage.before,
        "mention": passage.mention,
        "after": passage.after,
        "url": f"{entries.address(other)}",
        "anchor": f"dan-chieu-{place + 1}",
        "place": passage.place,
    }
