"""`Archive` → the timeline: every document by date at its true precision, with a script and without.

The page itself holds a year a bar and links to the pages of years, which carry everything. What the
script needs lies beside it: one file of numbers for all documents, and their names in parts of a few years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from builder import entries, histogram, labels
from builder.entries import Ending, Row, Value
from builder.histogram import Histogram
from builder.model import OutputFile
from builder.rolls import Roll
from builder.timeline.columns import columns
from builder.timeline.parts import FOLDER, Parts

__all__ = ["FOLDER", "Parts", "pages"]


def pages(roll: Roll, endings: Sequence[Ending] = (), kept: Parts | None = None) -> Iterator[OutputFile]:
    """The timeline, `/dong-thoi-gian/`, and its data; *endings* say what became of documents later.

    What is *kept* of an earlier build is not made again.
    """
    archive = roll.archive
    counted = histogram.histogram(archive, roll.dates)
    meta: dict[str, Value] = {
        "template": "dong-thoi-gian.html",
        "title": "Dòng thời gian",
        "description": "Mọi văn bản của kho theo ngày ban hành.",
        "count": labels.figure(len(archive.works)),
        "cited": labels.figure(len(archive.cited)) if archive.cited else "",
        "span": [counted.years[0].year, counted.years[-1].year] if counted.years else [],
        "undated": counted.undated + counted.undated_cited,
        "decades": _decades(counted),
    }
    yield entries.page(FOLDER, archive, meta, f"{histogram.bars(counted, '../')}\n")
    yield from columns(roll, endings, kept or Parts())


def _decades(counted: Histogram) -> list[Row]:
    """The years that have documents, newest first, ten a row."""
    groups: dict[str, list[Value]] = defaultdict(list)
    for year in reversed(counted.years):
        if year.held or year.cited:
            row: Row = {
                "year": year.year,
                "url": f"nam/{year.year}/",
                "count": year.held,
                "cited": year.cited,
            }
            groups[year.year[:3]].append(row)
    return [{"name": f"{tens}0–{tens}9", "years": rows} for tens, rows in groups.items()]
