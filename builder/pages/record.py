"""The record of a document as the sidebar shows it, and the notices at the top of its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from builder import entries, labels, text, vocabulary
from builder.entries import Row, Value
from builder.model import Document, InForce, Metadata, Problem, Signature, SigningCapacity, Work

_QUOTE = 160
# What `chithi check` asks those who keep the archive; a reader can do nothing about it.
_FOR_CLERKS = ("same-work",)
_SAME, _NAMESAKE = "namesake", "cùng số, ký hiệu với"


def record(work: Work, size: int) -> list[Row]:
    """The rows of the record, every field named; what the text does not give says so."""
    metadata = work.document.metadata
    return [
        _row("Loại văn bản", [_type(work)]),
        _row("Số, ký hiệu", [_item(_number(metadata))]),
        _row("Cơ quan ban hành", _issuers(work)),
        _row("Nơi ban hành", [_item(metadata.place.value if metadata.place else "")]),
        _row("Ngày ban hành", [_date(metadata)]),
        _row("Trích yếu", [_item(labels.subject(work))]),
        _row("Người ký", [_signer(s, work.id.issuer) for s in metadata.signatures]),
        _row("Kính gửi", [_item(a) for a in metadata.addressees]),
        _row("Nơi nhận", [_item(r) for r in metadata.recipients]),
        _row("Hiệu lực", _effect(metadata)),
        _row("Độ mật", [_item(metadata.secrecy.value if metadata.secrecy else "")]),
        _row("Độ khẩn", [_item(metadata.urgency.value if metadata.urgency else "")]),
        *_file(work, size),
    ]


def _file(work: Work, size: int) -> list[Row]:
    source = work.document.source
    name = _item(PurePosixPath(source.path).name, note=_size(size))
    link = {**name, "url": f"{entries.address(work)}goc.txt"} if size else name
    return [
        _row("Tệp nguồn", [link]),
        _row("SHA-256 của tệp", [{**_item(source.sha256), "code": True}]),
        _row("Mã hóa của tệp", [_item(labels.ENCODING.get(source.encoding, source.encoding))]),
        _row("Địa chỉ cố định", [{**_item(work.url), "code": True}]),
    ]


def _row(label: str, values: Sequence[Row]) -> Row:
    given = [v for v in values if v["text"]]
    return {"label": label, "values": given, "missing": "" if given else labels.MISSING}


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


def _signer(signature: Signature, register: str) -> Row:
    roles = [signature.position or "", *(capacity_words(c) for c in signature.capacities)]
    note = "; ".join(role for role in roles if role)
    url = entries.signer_url(signature.name or "", register)
    return _item(signature.name or "(không nêu tên)", note=note, url=url)


def capacity_words(capacity: SigningCapacity) -> str:
    """In whose stead: `KT.` of `Chủ tịch` is `ký thay (KT.) Chủ tịch`."""
    row = vocabulary.load().capacity(capacity.code)
    return (
        f"{row.meaning.lower()} ({capacity.code}) {capacity.of}" if row else f"{capacity.code} {capacity.of}"
    )


def _effect(metadata: Metadata) -> list[Row]:
    found = (("Từ", metadata.in_force_from), ("Đến hết", metadata.in_force_until))
    return [_force(word, fact.value) for word, fact in found if fact]


def _force(word: str, in_force: InForce) -> Row:
    sentence = f"“{text.squeeze(in_force.sentence)}”"
    return _item(
        f"{word} {labels.long_date(in_force.value)}" if in_force.value else sentence,
        note=sentence if in_force.value else "",
    )


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
    return {"kind": kind, "text": words, "anchor": anchor}


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
