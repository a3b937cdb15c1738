"""What the archive lacks most: works not held, ranked by how many documents cite them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from builder import entries, labels
from builder.entries import Row, Value
from builder.model import Archive, CitedWork, OutputFile

_FOLDER = "du-lieu/can-tim"
_CSV = f"{_FOLDER}/can-tim.csv"
_COLUMNS = ("hạng", "địa chỉ", "loại", "số ký hiệu", "ngày", "cơ quan", "tên", "số văn bản dẫn", "số lần dẫn")
# A spreadsheet would run a cell that begins so.
_FORMULA = frozenset("=+-@\t\r")
# The page shows the head of the list; the file has all of it.
_SHOWN = 500


def wanted_pages(archive: Archive) -> Iterator[OutputFile]:
    """The page /du-lieu/can-tim/ and its CSV."""
    ranked = list(_ranked(archive))
    meta: dict[str, Value] = {
        "template": "can-tim.html",
        "title": "Văn bản cần tìm",
        "description": "Văn bản được dẫn chiếu mà kho chưa có, xếp theo số văn bản dẫn chiếu.",
        "count": len(ranked),
        "shown": min(len(ranked), _SHOWN),
        "rows": [_row(rank, work) for rank, work in ranked[:_SHOWN]],
    }
    yield entries.page(_FOLDER, archive, meta)
    yield OutputFile(_CSV, _table(ranked).encode("utf-8-sig"))


def _ranked(archive: Archive) -> Iterator[tuple[int, CitedWork]]:
    """The works with their rank by how many documents cite them; equals share a rank."""
    counted = sorted(archive.cited, key=lambda w: (-w.documents, -w.mentioned, w.url))
    rank, last = 0, -1
    for place, work in enumerate(counted, 1):
        rank, last = (rank, last) if work.documents == last else (place, work.documents)
        yield rank, work


def _row(rank: int, work: CitedWork) -> Row:
    return {
        "rank": rank,
        "name": f"{work.document_type} số {work.number}",
        "url": work.url.lstrip("/"),
        "date": labels.short_date(work.issued),
        "issuer": work.issuer,
        "subject": work.title or "",
        "documents": work.documents,
        "mentions": work.mentioned,
    }


def _table(ranked: list[tuple[int, CitedWork]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for rank, work in ranked:
        known = (work.url, work.document_type, work.number, work.issued, work.issuer, work.title or "")
        writer.writerow([rank, *map(_inert, known), work.documents, work.mentioned])
    return out.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell[:1] in _FORMULA else cell
