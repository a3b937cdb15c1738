"""Pages at addresses where no text stands any more: moved, or withdrawn; and the list of all addresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from builder import entries, labels, ledger
from builder.entries import Row, Value
from builder.model import Archive, OutputFile, Permalink
from builder.pages.cited import citing_row, counts
from builder.pages.references import Citing, Crossings, by_relation

_WITHDRAWN = (
    "Văn bản từng đứng ở địa chỉ này đã rút khỏi kho hoặc hiện không đọc được. "
    "Địa chỉ được giữ lại, không dùng cho văn bản khác."
)
_NO_LONGER_CITED = (
    "Trang này từng ghi những điều các văn bản trong kho nói về một văn bản chưa có trong kho. "
    "Nay không còn chỗ dẫn nào trong kho tới văn bản ấy một cách chắc chắn."
)


def pages(crossings: Crossings) -> Iterator[OutputFile]:
    """A page at each former address that leads on, one at each withdrawn work, and `permalinks.jsonl`.

    An archive without a registry has none of them.
    """
    archive, works = crossings.archive, crossings.works
    for one in archive.permalinks:
        for url in (*one.former, *([one.url] if one.state == "moved" else [])):
            to = one.to or one.url
            yield _moved(archive, url, to, labels.name(works[to]) if to in works else _said(one))
    yield from _withdrawn_pages(crossings)
    if archive.permalinks:
        yield OutputFile(ledger.PUBLISHED, ledger.published(archive.permalinks))


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


def _withdrawn_pages(crossings: Crossings) -> Iterator[OutputFile]:
    gone = [one for one in crossings.archive.permalinks if one.state == "withdrawn"]
    if gone:
        unsettled = _unsettled(crossings.archive)
        yield from (_withdrawn(crossings, one, unsettled) for one in gone)


def _withdrawn(crossings: Crossings, one: Permalink, unsettled: Mapping[str, Citing]) -> OutputFile:
    """What stood there, and who cites it; of a work that was only cited, who cites its number unsurely."""
    text_stood = bool(one.digests)
    title = f"{_said(one)} {'không còn' if text_stood else 'chưa có'} trong kho"
    parts = (
        ("duoc-dan-chieu", "Các chỗ dẫn", crossings.citing(one.url)),
        ("chua-noi", "Các chỗ dẫn số này, chưa nối", unsettled.get(one.url, [])),
    )
    meta: dict[str, Value] = {
        "template": "da-rut.html",
        "title": title,
        "description": title,
        "lead": _WITHDRAWN if text_stood else _NO_LONGER_CITED,
        "lists": [{"name": "Dòng thời gian", "url": "dong-thoi-gian/"}],
        "parts": [_part(*part, crossings) for part in parts if part[2]],
    }
    return entries.page(one.url.strip("/"), crossings.archive, meta)


def _part(anchor: str, label: str, citing: Citing, crossings: Crossings) -> Row:
    groups = by_relation((citing_row(*one, crossings) for one in citing), "dẫn chiếu")
    return {"id": anchor, "label": label, "counts": counts(citing), "groups": groups}


def _unsettled(archive: Archive) -> Mapping[str, Citing]:
    """The mentions that contradict each other, by the address that each of them alone would prove."""
    found: dict[str, Citing] = defaultdict(list)
    for work in archive.works:
        problems = [p for p in work.problems if p.code == "cited-apart"]
        places = {citation.span: n for n, citation in enumerate(work.document.citations)} if problems else {}
        apart: dict[str, list[int]] = defaultdict(list)
        for problem in problems:
            apart[problem.about].append(places[problem.span])
        for url, own in apart.items():
            found[url].append((work, own))
    return found


def _said(one: Permalink) -> str:
    """What the registry knows a work as: `Chỉ thị số 06/CT-UBND`."""
    kind, number, issued, _ = one.facts[-1] if one.facts else ("", "", "", "")
    if number:
        return f"{kind or 'Văn bản'} số {'…' if number.startswith('/') else ''}{number}"
    return f"{kind or 'Văn bản'} {labels.long_date(issued)}" if issued else kind or "Văn bản"
