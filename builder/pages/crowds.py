"""A work that very many documents cite: its page shows the newest, pages by their year show all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from builder import labels
from builder.entries import Row, Value
from builder.pages.references import Citing, Crossings

# Below the address of the work, as in `vb/quoc-hoi/luat/2013/11-2013-qh13/dan-chieu-den/2018/`.
_FOLDER = "dan-chieu-den"


def folder(url: str, year: str) -> str:
    """Where the list of the documents of *year* stands that cite the work at *url*."""
    return f"{url.strip('/')}/{_FOLDER}/{year}"


def owner(name: str) -> str:
    """The address of the work of whose crowd the list *name* is; empty for any other list.

    >>> owner("vb/quoc-hoi/luat/2013/11-2013-qh13/dan-chieu-den/2018/"), owner("nam/2018/")
    ('/vb/quoc-hoi/luat/2013/11-2013-qh13/', '')
    """
    own, found, _ = name.partition(f"/{_FOLDER}/")
    return f"/{own}/" if found and own.startswith("vb/") else ""


def by_year(url: str, crossings: Crossings) -> Mapping[str, Citing]:
    """The documents that cite the work at *url* by their year, the last first; within a year oldest first.

    So one document more, which mostly is the newest, stands at the end of a list and moves nothing.
    """
    groups: dict[str, Citing] = defaultdict(list)
    for work, places in crossings.citing(url):
        groups[labels.when(work)[:4] or labels.UNKNOWN].append((work, places))
    return {year: citing[::-1] for year, citing in groups.items()}


def more(url: str, crossings: Crossings) -> dict[str, Value]:
    """What the page of a work says of the documents that it does not show; nothing where it shows all."""
    if not crossings.crowded(url):
        return {}
    shown, every = len(crossings.shown(url)), len(crossings.citing(url))
    years: list[Row] = [
        {
            "label": year_name(year),
            "url": f"{folder(url, year)}/",
            "count": labels.figure(len(citing)),
        }
        for year, citing in by_year(url, crossings).items()
    ]
    words = (
        f"Ở đây chỉ nêu {shown} văn bản: mới nhất, và mọi văn bản nói rõ đã sửa đổi, thay thế hay làm hết "
        f"hiệu lực. Tất cả {labels.figure(every)} văn bản, theo năm ban hành:"
    )
    return {"more": {"words": words, "years": list[Value](years)}}


def year_name(year: str) -> str:
    """`2018`; of those without a date that they have none."""
    return "không rõ ngày" if year == labels.UNKNOWN else year
