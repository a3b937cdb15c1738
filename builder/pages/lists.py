"""Lists of documents by issuer, type and year, the generated part of the home page, and the data."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from builder import entries, labels
from builder.entries import Facet, Row, Value
from builder.model import Archive, CitedWork, OutputFile, Work
from builder.pages.shelves import count_words, jumps, outside

_INDEX: dict[Facet, tuple[str, str]] = {
    "issuer": ("Cơ quan ban hành", "Văn bản theo cơ quan, tên xếp theo vần chữ cái tiếng Việt."),
    "type": ("Loại văn bản", "Văn bản theo loại ghi trên văn bản."),
    "year": ("Năm ban hành", "Văn bản theo năm ký, năm gần nhất trước."),
}
_LATEST = 8
_ACTIVE = re.compile(r"[&<>\"'`*_\[\]{}\\!#]")


def facet_pages(archive: Archive, facet: Facet) -> Iterator[OutputFile]:
    """The index of types or years and a page for each of them, as `/nam/2018/`."""
    works, cited = _shelved(archive, facet)
    rows = [_facet_row(facet, value, works[value], cited[value]) for value in {**works, **cited}]
    if facet == "year":
        rows.sort(key=lambda r: (r["slug"] != labels.UNKNOWN, str(r["slug"])), reverse=True)
    else:
        rows.sort(key=lambda r: (r["slug"] == labels.UNKNOWN, labels.alphabetical(str(r["name"]))))
    yield index_page(archive, facet, [{"rows": rows}] if rows else [])
    for row in rows:
        value = str(row["slug"])
        yield _facet_page(archive, facet, row, works[value], cited[value])


def _shelved(archive: Archive, facet: Facet) -> tuple[dict[str, list[Work]], dict[str, list[CitedWork]]]:
    works: dict[str, list[Work]] = defaultdict(list)
    cited: dict[str, list[CitedWork]] = defaultdict(list)
    for work in archive.works:
        works[entries.slug(work, facet)].append(work)
    for other in archive.cited:
        cited[other.id.type if facet == "type" else other.id.year].append(other)
    return works, cited


def _facet_row(facet: Facet, value: str, works: list[Work], cited: list[CitedWork]) -> Row:
    if works or facet == "year":
        name = entries.facet_title(facet, value, works)
    else:
        name = labels.facet_name(facet, value, [c.document_type for c in cited])
    url = f"{entries.FOLDER[facet]}/{value}/"
    return {"slug": value, "name": name, "count": len(works), "cited": len(cited), "url": url}


def index_page(archive: Archive, facet: Facet, sections: list[Row], links: Sequence[Row] = ()) -> OutputFile:
    """The page that lists the issuers, types or years, in *sections*, with *links* to other ways in."""
    title, lead = _INDEX[facet]
    meta: dict[str, Value] = {
        "template": "muc.html",
        "title": title,
        "description": lead,
        "lead": lead,
        "links": list(links),
        "jumps": jumps(sections) if len(sections) > 1 else [],
        "sections": sections,
    }
    return entries.page(entries.FOLDER[facet], archive, meta)


def _facet_page(
    archive: Archive, facet: Facet, row: Row, works: list[Work], cited: list[CitedWork]
) -> OutputFile:
    name = f"Năm {row['name']}" if facet == "year" and row["slug"] != labels.UNKNOWN else str(row["name"])
    lead = count_words(len(works), len(cited))
    sections = entries.by_month(works) if facet == "year" else entries.by_year(works)
    meta: dict[str, Value] = {
        "template": "danh-sach.html",
        "title": name,
        "description": f"{name}: {lead}",
        "lead": lead,
        "up": {"name": _INDEX[facet][0], "url": f"{entries.FOLDER[facet]}/"},
        **outside(cited, sections),
    }
    return entries.page(f"{entries.FOLDER[facet]}/{row['slug']}", archive, meta)


def home_part(archive: Archive) -> OutputFile:
    """The part of the home page that changes with the archive: counts, types and the latest documents.

    It is HTML on purpose: a source's words in it are escaped once and no Markdown reads them.
    """
    held = sum(t.status == "held" for w in archive.works for t in w.targets)
    counts = [
        (len(archive.works), "văn bản"),
        (len(entries.facet_rows(archive, "issuer")), "cơ quan"),
        (sum(len(w.document.citations) for w in archive.works), "dẫn chiếu"),
        (held, "dẫn chiếu có liên kết"),
    ]
    cells = "".join(f"<li><strong>{number}</strong> {label}</li>" for number, label in counts)
    latest = "".join(_home_row(entries.row(w)) for w in entries.newest_first(archive.works)[:_LATEST])
    parts = [
        f'<ul class="so-lieu">{cells}</ul>',
        f'<h2 id="moi-nhat">Văn bản mới nhất</h2><ul class="danh-sach">{latest}</ul>',
        *(_home_facet(archive, facet) for facet in ("type", "year", "issuer")),
    ]
    return OutputFile("du-lieu/tong-quan.inc", f'<div class="tong-quan">{"".join(parts)}</div>\n')


def _home_row(row: Row) -> str:
    parts = ("date", "ngay"), ("subject", "trich-yeu"), ("issuer", "co-quan")
    rest = "".join(f'<span class="{css}">{_safe(str(row[field]))}</span>' for field, css in parts)
    return f'<li><a class="ten" href="{_safe(str(row["url"]))}">{_safe(str(row["name"]))}</a> {rest}</li>'


def _home_facet(archive: Archive, facet: Facet) -> str:
    rows = "".join(map(_home_choice, entries.facet_rows(archive, facet)))
    return f'<h2 id="{entries.FOLDER[facet]}">{_INDEX[facet][0]}</h2><ul class="the">{rows}</ul>'


def _home_choice(row: Row) -> str:
    link = f'<a href="{_safe(str(row["url"]))}">{_safe(str(row["name"]))}</a>'
    return f'<li>{link} <span class="dem">{row["count"]}</span></li>'


def _safe(words: str) -> str:
    """Text for the snippet: one line of HTML in which Markdown and snippets find nothing to act on."""
    return _ACTIVE.sub(lambda m: f"&#{ord(m.group())};", " ".join(words.split()))


def data_pages(archive: Archive) -> Iterator[OutputFile]:
    """The page on open data and the list of documents that machines read."""
    # Of a text marked secret not even the name of its file is published.
    named = [f for f in archive.left_out if not f.secret]
    left = [{"name": PurePosixPath(f.path).name, "reason": f.reason} for f in named]
    meta: dict[str, Value] = {
        "template": "du-lieu.html",
        "title": "Dữ liệu",
        "description": "Danh sách văn bản của kho ở dạng máy đọc được.",
        "count": len(archive.works),
        "licence": archive.settings.licence,
        "left_out": left,
        "permalinks": bool(archive.permalinks),
    }
    yield entries.page("du-lieu", archive, meta)
    records = {"title": archive.settings.title, "documents": [_data_row(w) for w in archive.works]}
    yield OutputFile("du-lieu/archive.json", json.dumps(records, ensure_ascii=False, indent=1) + "\n")


def _data_row(work: Work) -> Row:
    metadata, source = work.document.metadata, work.document.source
    return {
        "url": work.url,
        "document_type": metadata.document_type.value if metadata.document_type else None,
        "number": metadata.number.value if metadata.number else None,
        "issuer": metadata.issuer.value if metadata.issuer else None,
        "issued": metadata.issued.value if metadata.issued else None,
        "subject": metadata.subject.value if metadata.subject else None,
        "sha256": source.sha256,
    }
