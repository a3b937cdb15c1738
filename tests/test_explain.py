"""What `explain` says of one text, in JSON for tools and in lines for people."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from builder import explain
from builder.model import (
    Block,
    Citation,
    Document,
    Dropped,
    Footnote,
    Found,
    InForce,
    Layout,
    LeftOut,
    Metadata,
    Problem,
    Provision,
    Signature,
    SigningCapacity,
    SourceText,
    Span,
    Target,
    Work,
    WorkId,
)

TEXT = (
    "Số: 06/CT-UBND\n"
    "CHỈ THỊ\n"
    "1. Thực hiện Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ.\u2028Hết¹.\n"
    "Chỉ thị này có hiệu lực từ ngày ký.\n"
    "KT. CHỦ TỊCH\n"
    "PHÓ CHỦ TỊCH\n"
    "Trần Mẫu An\n"
    "¹ Chú thích.\x9b31m\n"
)


def at(words: str) -> Span:
    """The first place of *words* in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def found(value: str, words: str) -> Found[str]:
    return Found(value, at(words), "rule-of-test")


CITED = "Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ"
METADATA = Metadata(
    document_type=found("Chỉ thị", "CHỈ THỊ"),
    number=found("06/CT-UBND", "06/CT-UBND"),
    in_force_from=Found(InForce(None, "Chỉ thị này có hiệu lực từ ngày ký."), at("từ ngày ký"), "effect"),
    signatures=(
        Signature("Trần Mẫu An", "Phó Chủ tịch", (SigningCapacity("KT.", "Chủ tịch"),), at("Trần Mẫu An")),
    ),
    recipients=("Như trên", "Lưu: VT"),
)
POINT = Provision("khoan-1-diem-a", "point", "a", None, at("Thực hiện"), at("Thực hiện"))
CLAUSE = Provision("khoan-1", "clause", "1", "Thực hiện", at("1. Thực hiện"), at("1."), (POINT,))
WORK = Work(
    WorkId("ubnd-tinh-an-mau", "chi-thi", "2018", "06-ct-ubnd"),
    Document(
        SourceText("a/b.txt", "ab" * 32, "utf-8", TEXT),
        Layout(
            (Block("paragraph", "body", (Span(0, len(TEXT)),)),),
            (Footnote("1", at("¹ Chú thích."), at("¹")),),
            (Dropped(at("."), "ruler"),),
        ),
        METADATA,
        (CLAUSE,),
        (
            Citation(
                at(CITED),
                CITED,
                "full",
                "Chỉ thị",
                "16/CT-TTg",
                "2016-05-16",
                "Thủ tướng Chính phủ",
                ("issuer",),
                None,
                "implements",
            ),
        ),
        (Problem("warning", "no-date", Span(0, 0), "không có ngày"),),
    ),
    (Target("held", "/vb/thu-tuong-chinh-phu/chi-thi/2016/16-ct-ttg/"),),
    (Problem("info", "outside", at(CITED), "chưa có trong kho"),),
)


SOURCE_MEMBERS = "path sha256 encoding text"
WORK_MEMBERS = "source converted work metadata provisions citations footnotes dropped problems"
METADATA_MEMBERS = (
    "document_type number issuer issuers place issued subject in_force_from in_force_until signatures"
    " recipients addressees secrecy urgency"
)
PROVISION_MEMBERS = "anchor kind num heading span children"
CITATION_MEMBERS = "span text form document_type number issued issuer inferred portion relation target"


def test_json_has_every_member_of_the_contract() -> None:
    """Each object has the members that the contract names, in that order, and no other."""
    value = json.loads(explain.as_json(WORK))
    assert " ".join(value) == WORK_MEMBERS
    assert " ".join(value["source"]) == SOURCE_MEMBERS
    assert " ".join(value["metadata"]) == METADATA_MEMBERS
    assert " ".join(value["provisions"][0]) == PROVISION_MEMBERS
    assert " ".join(value["citations"][0]) == CITATION_MEMBERS


# (path into the object, the value that the work above was made with)
MEMBERS = [
    (["source", "path"], "a/b.txt"),
    (["source", "sha256"], "ab" * 32),
    (["source", "text"], TEXT),
    (["converted"], []),
    (["work"], {"id": "ubnd-tinh-an-mau/chi-thi/2018/06-ct-ubnd",
                "url": "/vb/ubnd-tinh-an-mau/chi-thi/2018/06-ct-ubnd/"}),
    (["metadata", "number"], {"value": "06/CT-UBND", "span": [4, 14], "rule": "rule-of-test"}),
    (["metadata", "issuer"], None),
    (["metadata", "in_force_from", "value"], None),
    (["metadata", "in_force_from", "sentence"], "Chỉ thị này có hiệu lực từ ngày ký."),
    (["metadata", "signatures", 0, "capacities"], [{"code": "KT.", "of": "Chủ tịch"}]),
    (["metadata", "recipients"], ["Như trên", "Lưu: VT"]),
    (["provisions", 0, "anchor"], "khoan-1"),
    (["provisions", 0, "children", 0, "anchor"], "khoan-1-diem-a"),
    (["provisions", 0, "children", 0, "children"], []),
    (["citations", 0, "inferred"], ["issuer"]),
    (["citations", 0, "portion"], None),
    (["citations", 0, "target"], {"status": "held", "url": "/vb/thu-tuong-chinh-phu/chi-thi/2016/16-ct-ttg/",
                                  "candidates": []}),
    (["footnotes", 0, "mark"], "1"),
    (["dropped", 0, "reason"], "ruler"),
    (["problems", 0], {"severity": "warning", "code": "no-date", "span": [0, 0], "message": "không có ngày"}),
    (["problems", 1, "code"], "outside"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "want"), MEMBERS, ids=[".".join(map(str, path)) for path, _ in MEMBERS])
def test_json_holds(path: list[str | int], want: object) -> None:
    """Each value of the work stands where the contract has it; what is not given is null."""
    value = json.loads(explain.as_json(WORK))
    for step in path:
        value = value[step]
    assert value == want


def test_json_is_one_line_to_every_reader() -> None:
    """Line ends that some tools honour (U+0085, U+2028, U+2029) are escaped, letters are not."""
    source = replace(WORK.document.source, text=TEXT + "\u0085\u2028\u2029")
    line = explain.as_json(replace(WORK, document=replace(WORK.document, source=source)))
    assert len(line.splitlines()) == 1
    assert "Chỉ thị số 16/CT-TTg" in line
    assert json.loads(line)["source"]["text"] == source.text


def test_json_spans_are_the_words() -> None:
    """A span counts code points of `source.text`."""
    value = json.loads(explain.as_json(WORK))
    citation = value["citations"][0]
    assert value["source"]["text"][slice(*citation["span"])] == citation["text"]


def test_json_of_an_unreadable_file_is_its_problem() -> None:
    """A file that could not be read has its path and one error, and nothing else."""
    assert json.loads(explain.unreadable_as_json(LeftOut("x.txt", "tệp rỗng"))) == {
        "source": {"path": "x.txt"},
        "problems": [{"severity": "error", "code": "left-out", "span": [0, 0], "message": "tệp rỗng"}],
    }


LINES = [
    "→ /vb/ubnd-tinh-an-mau/chi-thi/2018/06-ct-ubnd/",
    "number         06/CT-UBND",
    "Số: ⟦06/CT-UBND⟧  [rule-of-test]",
    "issuer         (không nêu trong văn bản)",
    "signature      Trần Mẫu An, Phó Chủ tịch, KT. Chủ tịch",
    "    #khoan-1-diem-a",
    f"1. Thực hiện ⟦{CITED}⟧.",
    "Chỉ thị | 16/CT-TTg | 2016-05-16 | Thủ tướng Chính phủ | –",
    "[full, implements; suy ra: issuer]",
    "held: /vb/thu-tuong-chinh-phu/chi-thi/2016/16-ct-ttg/",
    "warning no-date: không có ngày",
]


@pytest.mark.parametrize("line", LINES)
def test_view_shows(line: str) -> None:
    """The view for people shows each field, provision, citation and problem with its words."""
    assert line in explain.as_text(WORK)


def test_view_names_a_correction() -> None:
    """A field that a clerk corrected has no words of the text; its rule says when and why."""
    corrected = Found("2018-04-16", Span(0, 0), "correction 2026-11-20: theo sổ văn bản đi")
    metadata = replace(METADATA, issued=corrected)
    text = explain.as_text(replace(WORK, document=replace(WORK.document, metadata=metadata)))
    assert "issued         2018-04-16\n                 [correction 2026-11-20: theo sổ văn bản đi]" in text


def test_view_underlines_on_a_terminal() -> None:
    """On a terminal the words read are underlined instead of bracketed."""
    text = explain.as_text(WORK, underline=True)
    assert "\x1b[4m06/CT-UBND\x1b[24m" in text
    assert "⟦" not in text


def test_view_cannot_steer_the_terminal() -> None:
    """A control character of the text (here U+009B, which begins a colour) shows as a dot."""
    note = Footnote("1", at("¹ Chú thích.\x9b31m"), at("¹"))
    layout = replace(WORK.document.layout, footnotes=(note,))
    text = explain.as_text(replace(WORK, document=replace(WORK.document, layout=layout)))
    assert "\x9b" not in text
    assert "¹ Chú thích.·31m" in text
