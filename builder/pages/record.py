"""The record of a document as the sidebar shows it, and the notices at the top of its page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from builder import entries, labels, proofs, text, vocabulary
from builder.entries import Row, Value
from builder.model import (
    Document,
    Found,
    InForce,
    Metadata,
    Problem,
    Signature,
    SigningCapacity,
    Span,
    Work,
)

_QUOTE = 160
# What `chithi check` asks those who keep the archive; a reader can do nothing about it.
_FOR_CLERKS = ("same-work",)
_SAME, _NAMESAKE = "namesake", "cùng số, ký hiệu với"


def record(work: Work, size: int, said: Sequence[Row] = ()) -> list[Row]:
    """The rows of the record, every field named; what the text does not give says so.

    Each leads to the words that it was read from. *said* is what other documents say of its standing.
    """
    m, known = work.document.metadata, proofs.proofs(work.document)

    def row(label: str, field: str, values: Sequence[Row]) -> Row:
        fact = getattr(m, field)
        made = _row(label, values, proofs.NAMES[field], known, correction_of(fact))
        return {**made, "how": labels.READ_FROM.get(fact.rule, "") if fact else ""}

    return [
        row("Loại văn bản", "document_type", [_type(work)]),
        row("Số, ký hiệu", "number", [_item(_number(m))]),
        row("Cơ quan ban hành", "issuer", _issuers(work)),
        row("Nơi ban hành", "place", [_item(m.place.value if m.place else "")]),
        row("Ngày ban hành", "issued", [_date(m)]),
        row("Trích yếu", "subject", [_item(labels.subject(work))]),
        *_topics(work),
        _row("Người ký", _signers(work, known)),
        _row("Kính gửi", [_item(a) for a in m.addressees], proofs.ADDRESSEES, known),
        _row("Nơi nhận", [_item(r) for r in m.recipients], proofs.RECIPIENTS, known),
        row("Hiệu lực từ", "in_force_from", _force(m.in_force_from)),
        row("Hiệu lực đến hết", "in_force_until", _force(m.in_force_until)),
        _standing(said),
        row("Độ mật", "secrecy", [_item(m.secrecy.value if m.secrecy else "")]),
        row("Độ khẩn", "urgency", [_item(m.urgency.value if m.urgency else "")]),
        *_file(work, size),
    ]


def _topics(work: Work) -> list[Row]:
    """What the document is about, where its trích yếu or a clerk says so; it is no field of a text."""
    found = [_item(row.name, url=f"chu-de/{row.slug}/") for row in entries.topics(work)]
    corrected = correction_of(work.document.metadata.topics)
    named = _row("Chủ đề", found, correction=corrected)
    return [{**named, "how": "" if corrected else "theo lời của trích yếu"}] if found else []


def _file(work: Work, size: int) -> list[Row]:
    source = work.document.source
    name = _item(PurePosixPath(source.path).name, note=_size(size))
    link = {**name, "url": f"{entries.address(work)}goc.txt"} if size else name
    words = plain_text(work)
    read = _item("index.txt", note=f"{_size(len(words))}, UTF-8", url=f"{entries.address(work)}index.txt")
    return [
        _row("Tệp nguồn", [link]),
        _row("Mã hóa của tệp nguồn", [_item(labels.ENCODING.get(source.encoding, source.encoding))]),
        _row("SHA-256 của tệp nguồn", [{**_item(source.sha256), "code": True}]),
        _row("Bản chữ", [read]),
        _row("SHA-256 của bản chữ", [{**_item(text_digest(work)), "code": True}]),
        _row("Địa chỉ cố định", [{**_item(work.url), "code": True}]),
    ]


def plain_text(work: Work) -> bytes:
    """The text as it was read, in UTF-8: what `index.txt` beside the page holds, byte for byte."""
    return _encoded(work.document.source.text)


def text_digest(work: Work) -> str:
    """The SHA-256 of `index.txt`, by which anyone can tell that a text is the one that was read."""
    return _digest(plain_text(work))


# The parts of one page ask for the same again.
@lru_cache(maxsize=1)
def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


@lru_cache(maxsize=1)
def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def left_out(work: Work) -> int:
    """How many characters of the text its page does not show, blanks apart: marks and page numbers."""
    text = work.document.source.text
    dropped = "".join(text[d.span.start : d.span.end] for d in work.document.layout.dropped)
    return len("".join(dropped.split()).encode("utf-16-le", "replace")) // 2


def correction_of(fact: Found[Any] | None) -> str:
    """What a clerk put in place of what was read, when and why; empty where nobody did.

    >>> correction_of(Found("2024-03-05", Span(0, 0), "correction 2026-11-20: Con dấu che mất ngày"))
    'Đính chính ngày 20/11/2026: Con dấu che mất ngày'
    """
    mark = "correction "
    if not fact or not fact.rule.startswith(mark):
        return ""
    date, _, reason = fact.rule.removeprefix(mark).partition(": ")
    return f"Đính chính ngày {labels.short_date(date)}: {reason}"


def _standing(said: Sequence[Row]) -> Row:
    """What other documents of the archive say of this one, each with its sentence; else that none does."""
    row = _row("Tình trạng", [_said(one) for one in said])
    return row if said else {**row, "missing": labels.NO_STANDING}


def _said(row: Row) -> Row:
    quote = row["quote"]
    assert isinstance(quote, dict)
    sentence = f"“{quote['before']}{quote['mention']}{quote['after']}”"
    return {
        **_item(f"{row['label']} {row['name']}", note=sentence, url=str(row["url"])),
        "anchor": quote["anchor"],
    }


def _row(
    label: str,
    values: Sequence[Row],
    name: str = "",
    known: Mapping[str, tuple[Span, ...]] = MappingProxyType({}),
    correction: str = "",
) -> Row:
    """A field: its values, the place of the words that prove it, and a clerk's word over the reader's."""
    given = [v for v in values if v["text"]]
    missing = "" if given else labels.MISSING
    proof = name if given and name in known else ""
    return {"label": label, "values": given, "missing": missing, "proof": proof, "correction": correction}


def _item(value: str, *, note: str = "", url: str = "") -> Row:
    return {"text": value, "note": note, "url": url, "code": False}


def _type(work: Work) -> Row:
    found = work.document.metadata.document_type
    return _item(found.value if found else "", url=f"loai/{work.id.type}/")


def _issuers(work: Work) -> list[Row]:
    metadata = work.document.metadata
    first = metadata.issuer.value if metadata.issuer else ""
    others = [name for name in metadata.issuers if name != first]
    return [_item(first, url=f"co-quan/{work.id.issuer}/"), *(_item(name) for name in others)]


def _number(metadata: Metadata) -> str:
    if not metadata.number:
        return ""
    return metadata.number.value if labels.numbered(metadata) else f"…{metadata.number.value} (số để trống)"


def _date(metadata: Metadata) -> Row:
    if not metadata.issued:
        return _item("")
    value = metadata.issued.value
    note = {10: "", 7: "văn bản không nêu ngày", 4: "văn bản không nêu ngày, tháng"}[len(value)]
    return _item(labels.long_date(value), note=note)


def _signers(work: Work, known: Mapping[str, tuple[Span, ...]]) -> list[Row]:
    signatures = work.document.metadata.signatures
    return [_signer(s, work.id.issuer, f"{proofs.SIGNER}-{n}", known) for n, s in enumerate(signatures, 1)]


def _signer(signature: Signature, register: str, name: str, known: Mapping[str, tuple[Span, ...]]) -> Row:
    roles = [signature.position or "", *(capacity_words(c) for c in signature.capacities)]
    note = "; ".join(role for role in roles if role)
    url = entries.signer_url(signature.name or "", register)
    item = _item(signature.name or "(không nêu tên)", note=note, url=url)
    return {**item, "proof": name} if name in known else item


def capacity_words(capacity: SigningCapacity) -> str:
    """In whose stead: `KT.` of `Chủ tịch` is `ký thay (KT.) Chủ tịch`."""
    row = vocabulary.load().capacity(capacity.code)
    return (
        f"{row.meaning.lower()} ({capacity.code}) {capacity.of}" if row else f"{capacity.code} {capacity.of}"
    )


def _force(found: Found[InForce] | None) -> list[Row]:
    """The day, with the sentence that says so; the sentence alone where it counts from an unknown day."""
    if not found:
        return []
    sentence = f"“{text.squeeze(found.value.sentence)}”"
    if not found.value.value:
        return [_item(sentence)]
    return [_item(labels.long_date(found.value.value), note=sentence)]


def _size(size: int) -> str:
    if not size:
        return ""
    return f"{size} byte" if size < 1000 else f"{size / 1000:.1f} kB".replace(".", ",")


def banners(work: Work) -> list[Row]:
    """What a reader must know before the first line: no number, an unsure date, words in doubt."""
    metadata = work.document.metadata
    found = [_banner("ban-nhap", notice) for notice in _draft_notices(work)]
    if not metadata.issued:
        found.append(_banner("thieu", "Văn bản không nêu ngày ban hành."))
    elif len(metadata.issued.value) < 10:
        found.append(
            _banner(
                "thieu", f"Chỉ biết {labels.long_date(metadata.issued.value)}: văn bản không nêu ngày cụ thể."
            )
        )
    for message in dict.fromkeys(p.message for p in problems_of(work) if _in_doubt(p)):
        found.append(
            _banner("nghi-ngo", f"Nguyên văn có chỗ chưa đọc được chắc chắn: {message}.", "#kiem-tra")
        )
    return found


def _in_doubt(problem: Problem) -> bool:
    """Whether the words themselves are in doubt, not only what they say."""
    return problem.severity == "error" or problem.code in ("undecodable", "legacy-encoding", "converted")


def _draft_notices(work: Work) -> list[str]:
    metadata = work.document.metadata
    notices = []
    if any("draft" in p.code for p in problems_of(work)):
        notices.append("Bản dự thảo: văn bản tự ghi là dự thảo.")
    if not metadata.number:
        notices.append("Bản không có số: văn bản không nêu số, ký hiệu.")
    elif not labels.numbered(metadata):
        notices.append(
            "Bản chưa có số: chỗ ghi số để trống. Đây có thể là bản dự thảo hoặc bản chưa phát hành."
        )
    return notices


def _banner(kind: str, words: str, anchor: str = "") -> Row:
    return {"kind": kind, "text": words, "anchor": anchor, "more": "Xem các chỗ ấy" if anchor else ""}


def problems_of(work: Work) -> tuple[Problem, ...]:
    """What is wrong or unsettled in a text, found while reading it or while settling its citations."""
    return (*work.document.problems, *(p for p in work.problems if p not in work.document.problems))


def problem_rows(work: Work, works: Mapping[str, Work]) -> list[Value]:
    """The problems with the words they are about, errors first; questions to the clerk left out.

    *works* are those of the archive by address: another one that a problem speaks of is a link.
    """
    order = list(labels.SEVERITY)
    shown = (p for p in problems_of(work) if p.code not in _FOR_CLERKS)
    ranked = sorted(shown, key=lambda p: (order.index(p.severity), p.span))
    return [_problem(work.document, p, works.get(p.about) if p.code == _SAME else None) for p in ranked]


def _problem(document: Document, problem: Problem, other: Work | None) -> Row:
    quoted = document.source.text[problem.span.start : min(problem.span.end, problem.span.start + 2 * _QUOTE)]
    named = {"name": labels.name(other), "url": entries.address(other)} if other else {"name": "", "url": ""}
    return {
        "severity": problem.severity,
        "label": labels.SEVERITY[problem.severity],
        "message": _NAMESAKE if other else problem.message,
        "other": named,
        "dated": labels.long_date(labels.when(other)) if other and labels.when(other) else "",
        "quote": labels.words(quoted, _QUOTE) if labels.has_words(quoted) else "",
    }
