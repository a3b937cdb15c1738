"""Pages at addresses where no text stands any more: moved, or withdrawn; and the list of all addresses."""

from __future__ import annotations

from collections.abc import Iterator

from builder import entries, labels, ledger
from builder.entries import Value
from builder.model import Archive, OutputFile, Permalink

_WITHDRAWN = (
    "Văn bản từng đứng ở địa chỉ này đã rút khỏi kho hoặc hiện không đọc được. "
    "Địa chỉ được giữ lại, không dùng cho văn bản khác."
)
_NO_LONGER_CITED = (
    "Trang này từng ghi những điều các văn bản trong kho nói về một văn bản chưa có trong kho. "
    "Nay không còn văn bản nào trong kho dẫn chiếu tới văn bản ấy."
)


def pages(archive: Archive) -> Iterator[OutputFile]:
    """A page at each former address that leads on, one at each withdrawn work, and `permalinks.jsonl`.

    An archive without a registry has none of them.
    """
    works = archive.by_url()
    for one in archive.permalinks:
        to = one.to or one.url
        name = labels.name(works[to]) if to in works else _said(one)
        for url in (*one.former, *([one.url] if one.state == "moved" else [])):
            yield _moved(archive, url, to, name)
        if one.state == "withdrawn":
            yield _withdrawn(archive, one)
    if archive.permalinks:
        lines = "".join(ledger.line(one, published=True) for one in archive.permalinks)
        yield OutputFile(ledger.PUBLISHED, lines)


def _moved(archive: Archive, url: str, to: str, name: str) -> OutputFile:
    """Leads on at once; with JavaScript the #fragment goes along, without it one arrives at the top."""
    meta: dict[str, Value] = {
        "template": "chuyen.html",
        "title": "Văn bản đã chuyển địa chỉ",
        "description": "Văn bản này đứng ở địa chỉ khác.",
        "to": to.lstrip("/"),
        "name": name,
    }
    return entries.page(url.strip("/"), archive, meta)


def _withdrawn(archive: Archive, one: Permalink) -> OutputFile:
    text_stood = bool(one.digests)
    title = f"{_said(one)} không còn trong kho"
    meta: dict[str, Value] = {
        "template": "da-rut.html",
        "title": title,
        "description": title,
        "lead": _WITHDRAWN if text_stood else _NO_LONGER_CITED,
        "lists": [{"name": "Dòng thời gian", "url": "dong-thoi-gian/"}],
    }
    return entries.page(one.url.strip("/"), archive, meta)


def _said(one: Permalink) -> str:
    """What the registry knows a work as: `Chỉ thị số 06/CT-UBND`."""
    kind, number, issued, _ = one.facts[-1] if one.facts else ("", "", "", "")
    if number:
        return f"{kind or 'Văn bản'} số {'…' if number.startswith('/') else ''}{number}"
    return f"{kind or 'Văn bản'} {labels.long_date(issued)}" if issued else kind or "Văn bản"
