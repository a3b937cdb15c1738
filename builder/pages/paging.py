"""Long lists in pages: `/nam/2018/`, `/nam/2018/trang-2/`, with links between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from builder import entries
from builder.entries import Row, Value
from builder.model import Archive, OutputFile

# As many rows as a phone scrolls through and a slow one still opens at once.
ROWS = 200
_LISTS = ("sections", "cited")
_NEAR = 2


def paged(
    archive: Archive, folder: str, meta: Mapping[str, Value], first: Mapping[str, Value] | None = None
) -> Iterator[OutputFile]:
    """The pages of a list: the rows of its `sections`, then those of `cited`, `ROWS` a page.

    What *first* holds stands on the first page alone. Links to parts lead to the page that has them, a
    section that is cut goes on under the same heading, and each page names the one before and after it.
    """
    pages = _cut(meta)
    if len(pages) == 1:
        yield entries.page(folder, archive, {**(first or {}), **meta})
        return
    urls = addresses(folder, len(pages))
    where = _where(pages, urls)
    linked: dict[str, Value] = {
        name: _linked(meta[name], where) for name in ("jumps", "cited_jumps") if name in meta
    }
    for number, (url, lists) in enumerate(zip(urls, pages, strict=True), start=1):
        own = {**(first or {}), **meta, **linked} if number == 1 else _later(meta, number)
        yield entries.page(url.strip("/"), archive, {**own, **lists, "pages": pager(urls, number)})


def addresses(folder: str, count: int) -> list[str]:
    """The addresses of the *count* pages of a list: `nam/2018/`, `nam/2018/trang-2/`."""
    return [_url(folder, number) for number in range(1, count + 1)]


def _url(folder: str, number: int) -> str:
    return f"{folder}/" if number == 1 else f"{folder}/trang-{number}/"


def _later(meta: Mapping[str, Value], number: int) -> dict[str, Value]:
    """What a page after the first says: which page it is, and no links to parts elsewhere."""
    none: list[Value] = []
    return {
        **meta,
        "title": f"{meta['title']} – trang {number}",
        **({"heading": f"{meta['heading']} – trang {number}"} if "heading" in meta else {}),
        "description": f"{meta['description']} Trang {number}.",
        "jumps": none,
        "cited_jumps": none,
    }


def _cut(meta: Mapping[str, Value]) -> list[dict[str, list[Row]]]:
    pages: list[dict[str, list[Row]]] = [{name: [] for name in _LISTS if name in meta}]
    room = ROWS
    for name in pages[0]:
        for section in _rows(meta[name]):
            rows = _rows(section["rows"])
            while rows:
                if not room:
                    pages.append({each: [] for each in pages[0]})
                    room = ROWS
                pages[-1][name].append({**section, "rows": rows[:room]})
                room, rows = room - len(rows[:room]), rows[room:]
    return pages


def _rows(value: Value) -> list[Row]:
    return [dict(row) for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []


def _where(pages: Sequence[Mapping[str, list[Row]]], urls: Sequence[str]) -> dict[str, str]:
    """The page on which each part begins."""
    where: dict[str, str] = {}
    for url, lists in zip(urls, pages, strict=True):
        for name, sections in lists.items():
            for part in [
                *(["chua-co"] if name == "cited" and sections else []),
                *(s["id"] for s in sections),
            ]:
                where.setdefault(str(part), url)
    return where


def _linked(jumps: Value, where: Mapping[str, str]) -> list[Row]:
    return [{**jump, "url": where.get(str(jump["id"]), "")} for jump in _rows(jumps)]


def pager(urls: Sequence[str], number: int) -> Row:
    """The first, the last and the nearest pages, with a gap where some are left out."""
    last = len(urls)
    shown = sorted({1, last, *range(max(1, number - _NEAR), min(last, number + _NEAR) + 1)})
    rows: list[Value] = []
    for before, page in zip([0, *shown], shown, strict=False):
        rows.append({"label": str(page), "url": urls[page - 1], "gap": page - before > 1})
    return {
        "number": number,
        "last": last,
        "rows": rows,
        "before": urls[number - 2] if number > 1 else "",
        "after": urls[number] if number < last else "",
    }
