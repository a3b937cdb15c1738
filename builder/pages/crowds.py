"""A work that very many documents cite: its page shows the newest, lists by their years show all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from builder import labels
from builder.entries import Row, Value
from builder.model import Work
from builder.pages.references import Citing, Crossings

# Below the address of the work, as in `vb/quoc-hoi/luat/2013/11-2013-qh13/dan-chieu-den/2018/`.
_FOLDER = "dan-chieu-den"
# Years are listed together until they have so many documents.
GATHERED = 100


def folder(url: str, year: str) -> str:
    """Where the list stands of the documents from *year* on that cite the work at *url*."""
    return f"{url.strip('/')}/{_FOLDER}/{year}"


def owner(name: str) -> str:
    """The address of the work of whose crowd the list *name* is; empty for any other list.

    >>> owner("vb/quoc-hoi/luat/2013/11-2013-qh13/dan-chieu-den/2018/"), owner("nam/2018/")
    ('/vb/quoc-hoi/luat/2013/11-2013-qh13/', '')
    """
    own, found, _ = name.partition(f"/{_FOLDER}/")
    return f"/{own}/" if found and own.startswith("vb/") else ""


def by_period(url: str, crossings: Crossings) -> Mapping[str, Citing]:
    """The documents that cite the work at *url* by the first of some years, the last years first.

    Whole years are gathered from the oldest up until they are `GATHERED` documents, and in a list the oldest
    comes first. So one document more, which mostly is the newest, stands at the end and moves nothing.
    """
    years = _by_year(crossings.citing(url)[::-1])
    undated = years.pop("", [])
    found: dict[str, Citing] = {}
    first = ""
    for year in sorted(years):
        if not first or len(found[first]) >= GATHERED:
            first, found[year] = year, []
        found[first] += years[year]
    last_first = dict(reversed(found.items()))
    return last_first | {labels.UNKNOWN: undated} if undated else last_first


def _by_year(citing: Citing) -> dict[str, Citing]:
    """Documents, which come by their dates, by their years; those without a date by none."""
    found: dict[str, Citing] = {}
    start = 0
    while start < len(citing):
        year = _year(citing[start])
        # Of thousands only a few are asked for their year.
        end = bisect_right(citing, year, start, key=_year)
        found[year] = citing[start:end]
        start = end
    return found


def _year(one: tuple[Work, list[int]]) -> str:
    return labels.when(one[0])[:4]


def more(url: str, crossings: Crossings) -> dict[str, Value]:
    """What the page of a work says of the documents that it does not show; nothing where it shows all."""
    if not crossings.crowded(url):
        return {}
    shown, every = len(crossings.shown(url)), len(crossings.citing(url))
    years: list[Row] = [
        {
            "label": period_name(citing),
            "url": f"{folder(url, year)}/",
            "count": labels.figure(len(citing)),
        }
        for year, citing in by_period(url, crossings).items()
    ]
    words = (
        f"Ở đây chỉ nêu {shown} văn bản: mới nhất, và mọi văn bản nói rõ đã sửa đổi, thay thế hay làm hết "
        f"hiệu lực. Tất cả {labels.figure(every)} văn bản, theo năm ban hành:"
    )
    return {"more": {"words": words, "years": list[Value](years)}}


def period_name(citing: Citing) -> str:
    """The years of documents, the oldest first: `2018`, `2004–2010`; or that they have no date."""
    first, last = (_year(citing[at]) for at in (0, -1))
    if not first:
        return "không rõ ngày"
    return first if first == last else f"{first}–{last}"
