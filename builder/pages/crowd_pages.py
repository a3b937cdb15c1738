"""The documents that cite a work, where they are too many for its page: lists by year, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from builder import entries, labels
from builder.entries import Row, Value
from builder.model import CitedWork, OutputFile, Work
from builder.pages.cited import citing_row, name
from builder.pages.crowds import by_period, folder, period_name
from builder.pages.paging import addresses, pager
from builder.pages.references import Citing, Crossings
from builder.rolls import Listing, Roll
from builder.shelf import digest

# A page holds so many documents, each with all its citations in their sentences.
ROWS = 100


def crowd_lists(work: Work | CitedWork, crossings: Crossings, roll: Roll) -> Iterator[Listing]:
    """The pages that list who cites *work*, each to be made apart; none where its own page shows all."""
    if not crossings.crowded(work.url):
        return
    called = name(work) if isinstance(work, CitedWork) else labels.name(work)
    for year, citing in by_period(work.url, crossings).items():
        parts = [citing[at : at + ROWS] for at in range(0, len(citing), ROWS)]
        urls = addresses(folder(work.url, year), len(parts))
        for number, part in enumerate(parts, start=1):
            meta = _meta(work.url, called, citing, number)
            if len(parts) > 1:
                meta["pages"] = pager(urls, number)
            marks = repr([(roll.mark(other), places) for other, places in part])
            make = partial(_page, urls[number - 1], meta, part, crossings)
            yield Listing(urls[number - 1], make, roll.key(digest(repr(meta), marks)))


def _meta(url: str, called: str, citing: Citing, number: int) -> dict[str, Value]:
    """What a page says besides its rows; only the first says how many there are, for that often changes."""
    title = f"Văn bản dẫn chiếu {called}, {period_name(citing)}"
    lead = f"{labels.figure(len(citing))} văn bản của kho, cũ trước." if number == 1 else ""
    return {
        "template": "dan-chieu-den.html",
        "title": title if number == 1 else f"{title} – trang {number}",
        "description": " ".join(part for part in (f"{title}.", lead) if part),
        "lead": lead,
        "up": {"name": called, "url": url.lstrip("/")},
    }


def _page(url: str, meta: dict[str, Value], part: Citing, crossings: Crossings) -> Iterator[OutputFile]:
    months = groupby(part, key=lambda one: labels.when(one[0])[:7])
    sections: list[Row] = [
        {
            "id": f"ngay-{month or 'khong-ro'}",
            "heading": entries.month_heading(month),
            "rows": [citing_row(*one, crossings) for one in citing],
        }
        for month, citing in months
    ]
    yield entries.page(url.strip("/"), crossings.archive, {**meta, "sections": sections})
