"""`Archive` → the timeline: every document by date, complete without JavaScript, filtered with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from builder import entries, labels
from builder.entries import Row, Value
from builder.model import Archive, OutputFile, Work

FOLDER = "dong-thoi-gian"


def pages(archive: Archive) -> Iterator[OutputFile]:
    """The one timeline page, `/dong-thoi-gian/`.

    Years and months stand newest first; what is dated to the month or the year alone stands there at
    that precision, what is undated stands apart under `Không rõ ngày`.
    """
    years = _years(archive)
    meta: dict[str, Value] = {
        "template": "dong-thoi-gian.html",
        "title": "Dòng thời gian",
        "description": "Mọi văn bản của kho theo ngày ban hành, mới nhất trước.",
        "count": len(archive.works),
        "years": years,
        "types": _choices(archive, "type"),
        "issuers": _choices(archive, "issuer"),
        "year_choices": [{"slug": y["slug"], "name": y["heading"], "count": y["count"]} for y in years],
    }
    yield entries.page(FOLDER, archive, meta)


def _choices(archive: Archive, facet: entries.Facet) -> list[Row]:
    return [{k: row[k] for k in ("slug", "name", "count")} for row in entries.facet_rows(archive, facet)]


def _years(archive: Archive) -> list[Row]:
    groups: dict[str, list[Work]] = defaultdict(list)
    for work in entries.newest_first(archive.works):
        groups[labels.when(work)[:4]].append(work)
    return [
        {
            "slug": year or labels.UNKNOWN,
            "heading": f"Năm {year}" if year else "Không rõ ngày",
            "count": len(works),
            "months": entries.by_month(works),
        }
        for year, works in groups.items()
    ]
