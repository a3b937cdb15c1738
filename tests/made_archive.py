"""A small archive made by hand, of invented texts, so that pages can be tested without the reader."""

from __future__ import annotations

import hashlib
import re

from builder import search, timeline
from builder.model import (
    Archive,
    ArchiveSettings,
    Block,
    Citation,
    Document,
    Footnote,
    Found,
    InForce,
    Layout,
    Metadata,
    OutputFile,
    Problem,
    Provision,
    Relation,
    Signature,
    SigningCapacity,
    SourceText,
    Span,
    Target,
    Work,
    WorkId,
    Zone,
    citing,
)
from builder.rolls import Roll

SPECIMEN = "Văn bản mẫu: tỉnh An Mẫu không có thật."
UBND = "Ủy ban nhân dân tỉnh An Mẫu"
HOSTILE = (
    "<script>document.title='hỏng'</script> {{ config }} `x` **đậm** [a](javascript:alert(1)) --8<-- \"a\""
)

DIRECTIVE = """ỦY BAN NHÂN DÂN TỈNH AN MẪU
Số: 06/CT-UBND
An Mẫu, ngày 16 tháng 4 năm 2018
CHỈ THỊ
Về tăng cường công tác dân vận trên địa bàn tỉnh
Thực hiện Quyết định số 12/QĐ-UBND ngày 03/02/2017 của UBND tỉnh và \
Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ, Chủ tịch UBND tỉnh yêu cầu:
1. Các sở, ban, ngành tăng cường đối thoại với nhân dân.
a) Tiếp công dân đúng lịch.
đ) Trả lời kiến nghị trong 15 ngày.
2. Ủy ban nhân dân các huyện báo cáo theo Thông báo số 45/TB-UBND. Chỉ thị này có hiệu lực từ ngày 26/4/2018.
Nơi nhận:
- Sở Nội vụ;
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nguyễn Văn Mẫu"""

DECISION = """ỦY BAN NHÂN DÂN TỈNH AN MẪU
Số: 12/QĐ-UBND
An Mẫu, ngày 03 tháng 02 năm 2017
QUYẾT ĐỊNH
Ban hành Quy chế tiếp công dân
Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp công dân.
Điều 2. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này."""

REPORT = """BÁO CÁO
Kết quả hai năm thực hiện công tác dân vận
I. KẾT QUẢ
1. Đã thực hiện Chỉ thị số 06/CT-UBND ngày 16/4/2018 của UBND tỉnh¹.
2. Nhắc lại Chỉ thị 06/CT-UBND.
¹ Theo số liệu của Sở Nội vụ."""

LETTER = f"""Số:      /UBND-VX
CÔNG VĂN
V/v kiểm thử hiển thị {HOSTILE}
Kính gửi: Sở Thông tin và Truyền thông {HOSTILE}
Đề nghị rà soát {HOSTILE}."""


def span(text: str, words: str, nth: int = 0) -> Span:
    """Where *words* stand in *text*, the *nth* time."""
    start = [m.start() for m in re.finditer(re.escape(words), text)][nth]
    return Span(start, start + len(words))


def found(text: str, words: str, value: str | None = None) -> Found[str]:
    """A fact read from *words*."""
    return Found(value or words, span(text, words), "test")


def cite(text: str, words: str, *facts: str | None, relation: Relation = "cites") -> Citation:
    """A full citation with its type, number, date and issuer."""
    kind, number, issued, issuer = (*facts, None, None, None, None)[:4]
    return Citation(span(text, words), words, "full", kind, number, issued, issuer, relation=relation)


def layout(text: str, zones: dict[int, Zone], notes: tuple[Footnote, ...] = ()) -> Layout:
    """One block a line; *zones* says which zone begins at which line."""
    blocks: list[Block] = []
    zone: Zone = "body"
    at = 0
    for number, line in enumerate(text.split("\n")):
        zone = zones.get(number, zone)
        piece = Span(at, at + len(line))
        if not any(note.span.holds(piece) for note in notes):
            blocks.append(
                Block("line" if zone in ("preface", "conclusions") else "paragraph", zone, (piece,))
            )
        at += len(line) + 1
    return Layout(tuple(blocks), notes, ())


def provision(
    text: str, anchor: str, kind: str, num: str, words: str, *children: Provision, label: str = ""
) -> Provision:
    """A unit that reaches from *words* to the end of its last child, or of its line."""
    start = text.index(words)
    end = children[-1].span.end if children else (text.find("\n", start) + 1 or len(text) + 1) - 1
    return Provision(
        anchor, kind, num, None, Span(start, end), span(text, label or words.split(" ")[0], 0), children
    )


def source(name: str, text: str) -> SourceText:
    """The text as if read from a UTF-8 file."""
    return SourceText(f"2018/{name}", hashlib.sha256(text.encode()).hexdigest(), "utf-8", text)


def directive() -> Work:
    """A whole record: a directive that cites a held decision, a foreign one, and an unsettled notice."""
    t = DIRECTIVE
    citations = (
        cite(
            t,
            "Quyết định số 12/QĐ-UBND ngày 03/02/2017 của UBND tỉnh",
            "Quyết định",
            "12/QĐ-UBND",
            "2017-02-03",
            UBND,
            relation="implements",
        ),
        cite(
            t,
            "Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ",
            "Chỉ thị",
            "16/CT-TTg",
            "2016-05-16",
            "Thủ tướng Chính phủ",
            relation="implements",
        ),
        cite(t, "Thông báo số 45/TB-UBND", "Thông báo", "45/TB-UBND"),
        Citation(span(t, "Chỉ thị này"), "Chỉ thị này", "self", "Chỉ thị"),
    )
    targets = (
        Target("held", decision().url),
        Target("outside"),
        Target("ambiguous", None, (letter().url, decision().url)),
        Target("held", "/vb/ubnd-tinh-an-mau/chi-thi/2018/06-ct-ubnd/"),
    )
    metadata = Metadata(
        found(t, "CHỈ THỊ", "Chỉ thị"),
        found(t, "06/CT-UBND"),
        found(t, "ỦY BAN NHÂN DÂN TỈNH AN MẪU", UBND),
        (UBND,),
        found(t, "An Mẫu"),
        found(t, "ngày 16 tháng 4 năm 2018", "2018-04-16"),
        found(t, "Về tăng cường công tác dân vận trên địa bàn tỉnh"),
        Found(
            InForce("2018-04-26", "Chỉ thị này có hiệu lực từ ngày 26/4/2018."),
            span(t, "Chỉ thị này"),
            "test",
        ),
        (
            Signature(
                "Nguyễn Văn Mẫu",
                "Phó Chủ tịch",
                (SigningCapacity("KT.", "Chủ tịch"),),
                span(t, "Nguyễn Văn Mẫu"),
            ),
        ),
        ("Sở Nội vụ",),
    )
    points = (
        provision(t, "khoan-1-diem-a", "point", "a", "a) Tiếp"),
        provision(t, "khoan-1-diem-dd", "point", "đ", "đ) Trả"),
    )
    provisions = (
        provision(t, "khoan-1", "clause", "1", "1. Các sở", *points, label="1. "),
        provision(t, "khoan-2", "clause", "2", "2. Ủy ban", label="2. "),
    )
    zones: dict[int, Zone] = {0: "preface", 5: "preamble", 6: "body", 10: "conclusions"}
    problem = Problem(
        "warning", "ambiguous", span(t, "Thông báo số 45/TB-UBND"), "Số này khớp với hai văn bản."
    )
    document = Document(source("chi-thi-06.txt", t), layout(t, zones), metadata, provisions, citations)
    return Work(WorkId("ubnd-tinh-an-mau", "chi-thi", "2018", "06-ct-ubnd"), document, targets, (problem,))


def decision() -> Work:
    """A decision that cites nothing and is cited."""
    t = DECISION
    metadata = Metadata(
        found(t, "QUYẾT ĐỊNH", "Quyết định"),
        found(t, "12/QĐ-UBND"),
        found(t, "ỦY BAN NHÂN DÂN TỈNH AN MẪU", UBND),
        (UBND,),
        found(t, "An Mẫu"),
        found(t, "ngày 03 tháng 02 năm 2017", "2017-02-03"),
        found(t, "Ban hành Quy chế tiếp công dân"),
    )
    provisions = (
        provision(t, "dieu-1", "article", "1", "Điều 1.", label="Điều 1."),
        provision(t, "dieu-2", "article", "2", "Điều 2.", label="Điều 2."),
    )
    document = Document(
        source("quyet-dinh-12.txt", t), layout(t, {0: "preface", 5: "body"}), metadata, provisions, ()
    )
    return Work(WorkId("ubnd-tinh-an-mau", "quyet-dinh", "2017", "12-qd-ubnd"), document, ())


def report() -> Work:
    """A report without issuer or number, known to the month, that cites the directive twice."""
    t = REPORT
    citations = (
        cite(
            t,
            "Chỉ thị số 06/CT-UBND ngày 16/4/2018 của UBND tỉnh",
            "Chỉ thị",
            "06/CT-UBND",
            "2018-04-16",
            UBND,
            relation="implements",
        ),
        cite(t, "Chỉ thị 06/CT-UBND", "Chỉ thị", "06/CT-UBND"),
    )
    metadata = Metadata(
        found(t, "BÁO CÁO", "Báo cáo"),
        issued=Found("2020-03", Span(0, 7), "test"),
        subject=found(t, "Kết quả hai năm thực hiện công tác dân vận"),
    )
    clauses = (
        provision(t, "muc-i-khoan-1", "clause", "1", "1. Đã", label="1. "),
        provision(t, "muc-i-khoan-2", "clause", "2", "2. Nhắc", label="2. "),
    )
    provisions = (provision(t, "muc-i", "section", "I", "I. KẾT QUẢ", *clauses, label="I. "),)
    note = Footnote("¹", Span(t.index("\n¹") + 1, len(t)), span(t, "¹"))
    document = Document(
        source("bao-cao.txt", t),
        layout(t, {0: "preface", 2: "body"}, (note,)),
        metadata,
        provisions,
        citations,
    )
    held = Target("held", "/vb/ubnd-tinh-an-mau/chi-thi/2018/06-ct-ubnd/")
    return Work(WorkId("chua-ro", "bao-cao", "2020", "ks-2020-03-ab12"), document, (held, held))


def letter() -> Work:
    """A letter without digits, date or signer, whose words try to be HTML, Markdown and Jinja."""
    t = LETTER
    metadata = Metadata(
        found(t, "CÔNG VĂN", "Công văn"),
        found(t, "/UBND-VX"),
        subject=found(t, f"kiểm thử hiển thị {HOSTILE}"),
        addressees=(f"Sở Thông tin và Truyền thông {HOSTILE}",),
    )
    document = Document(source("cong-van.txt", t), layout(t, {0: "preface", 3: "body"}), metadata, (), ())
    return Work(WorkId("chua-ro", "cong-van", "chua-ro", "ks-ubnd-vx-cd34"), document, ())


def archive(*, specimen: str = SPECIMEN, address: str = "") -> Archive:
    """Four works: two cite, one is hostile, one is only cited."""
    works = tuple(sorted((directive(), decision(), report(), letter()), key=lambda w: w.url))
    settings = ArchiveSettings("Kho <b>thử</b> & nghiệm", "Cơ quan thử", "Miễn phí", address, specimen)
    return Archive(works, (), settings, citing=citing(works))


def sources(made: Archive) -> dict[str, bytes]:
    """Each work's file as received."""
    return {work.url: work.document.source.text.encode() for work in made.works}


def listed(archive: Archive) -> list[OutputFile]:
    """The pages of all documents together, which the navigation names: the timeline and the search."""
    return [*timeline.pages(Roll(archive)), *search.pages(Roll(archive), {})]
