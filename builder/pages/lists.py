"""Lists of documents by type and year, and the data that machines read."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import PurePosixPath

from builder import entries, labels
from builder.entries import Facet, Row, Value
from builder.joined import Joined, Part
from builder.model import Archive, OutputFile, Work
from builder.pages.paging import paged
from builder.pages.shelves import count_words, outside
from builder.rolls import Group, Listing, Roll

# The list of documents that machines read.
RECORDS = "du-lieu/archive.json"
_INDEX: dict[Facet, tuple[str, str]] = {
    "type": ("Loại văn bản", "Văn bản theo loại ghi trên văn bản."),
    "year": ("Năm ban hành", "Văn bản theo năm ký, năm gần nhất trước."),
}


def facet_lists(roll: Roll, facet: Facet) -> Iterator[Listing]:
    """The index of types or years and a list for each of them, as `/nam/2018/`."""
    groups = roll.of(facet)
    types = roll.types if facet == "type" else {}
    rows = [_facet_row(facet, value, group, types) for value, group in groups.items()]
    if facet == "year":
        rows.sort(key=lambda r: (r["slug"] != labels.UNKNOWN, str(r["slug"])), reverse=True)
    else:
        rows.sort(key=lambda r: (r["slug"] == labels.UNKNOWN, labels.alphabetical(str(r["name"]))))
    index = index_page(roll.archive, facet, [{"rows": rows}] if rows else [])
    yield Listing(entries.FOLDER[facet], lambda: [index])
    for row in rows:
        group = groups[str(row["slug"])]
        make = partial(_facet_page, roll.archive, facet, row, group)
        yield Listing(str(row["url"]), make, roll.key(facet, str(row["name"]), group.mark))


def _facet_row(facet: Facet, value: str, group: Group, types: Mapping[str, Collection[str]]) -> Row:
    if group.held or facet == "year":
        name = labels.facet_name(facet, value, types.get(value, ()))
    else:
        name = labels.facet_name(facet, value, [c.document_type for c in group.cited])
    url = f"{entries.FOLDER[facet]}/{value}/"
    return {"slug": value, "name": name, "count": len(group.held), "cited": len(group.cited), "url": url}


def index_page(archive: Archive, facet: Facet, sections: list[Row]) -> OutputFile:
    """The page that lists the types or years, in *sections*."""
    title, lead = _INDEX[facet]
    meta: dict[str, Value] = {
        "template": "muc.html",
        "title": title,
        "description": lead,
        "lead": lead,
        "links": [],
        "jumps": [],
        "sections": sections,
    }
    return entries.page(entries.FOLDER[facet], archive, meta)


def _facet_page(archive: Archive, facet: Facet, row: Row, group: Group) -> Iterator[OutputFile]:
    name = f"Năm {row['name']}" if facet == "year" and row["slug"] != labels.UNKNOWN else str(row["name"])
    lead = count_words(len(group.held), len(group.cited))
    sections = entries.by_month(group.held) if facet == "year" else entries.by_year(group.held)
    meta: dict[str, Value] = {
        "template": "danh-sach.html",
        "title": name,
        "description": f"{name}: {lead}",
        "lead": lead,
        "up": {"name": _INDEX[facet][0], "url": f"{entries.FOLDER[facet]}/"},
        **outside(group.cited, sections),
    }
    yield from paged(archive, f"{entries.FOLDER[facet]}/{row['slug']}", meta)


def data_pages(roll: Roll, kept: Joined) -> Iterator[OutputFile]:
    """The page on open data and the list of documents that machines read, of which some may be *kept*."""
    archive = roll.archive
    # Of a text marked secret not even the name of its file is published.
    named = [f for f in archive.left_out if not f.secret]
    left = [{"name": PurePosixPath(f.path).name, "reason": f.reason} for f in named]
    meta: dict[str, Value] = {
        "template": "du-lieu.html",
        "title": "Dữ liệu",
        "description": "Danh sách văn bản của kho ở dạng máy đọc được.",
        "count": labels.figure(len(archive.works)),
        "licence": archive.settings.licence,
        "left_out": left,
        "permalinks": bool(archive.permalinks),
    }
    yield entries.page("du-lieu", archive, meta)
    yield OutputFile(RECORDS, _records(roll, kept))


def _records(roll: Roll, kept: Joined) -> bytes:
    """The title and the records as JSON that people can read too, each field on a line."""
    title = json.dumps(roll.archive.settings.title, ensure_ascii=False)
    ends = ("\n", "\n ") if roll.archive.works else ("", "")
    head, tail = f'{{\n "title": {title},\n "documents": [{ends[0]}', f"{ends[1]}]\n}}\n"
    # In the order of addresses those of a body, a type and a year stand together.
    years = groupby(roll.archive.works, key=lambda work: (work.id.issuer, work.id.type, work.id.year))
    return kept.join(head, (_part(roll, list(works)) for _, works in years), ",\n", tail)


def _part(roll: Roll, works: Sequence[Work]) -> Part:
    key = roll.key(works[0].url, f"{len(works)} {sum(map(roll.mark, works)):x}")
    return key, partial(_rows, works)


def _rows(works: Sequence[Work]) -> str:
    # What `json` indents itself it writes ten times as slowly.
    lines = json.JSONEncoder(ensure_ascii=False, separators=(",\n   ", ": "))
    return ",\n".join(f"  {{\n   {lines.encode(_data_row(work))[1:-1]}\n  }}" for work in works)


def _data_row(work: Work) -> Row:
    printed = labels.printed(work.document)
    return {
        "url": work.url,
        "document_type": printed.kind or None,
        "number": printed.number or None,
        "issuer": printed.issuer or None,
        "issued": printed.issued or None,
        "subject": printed.subject or None,
        "sha256": work.document.source.sha256,
    }
