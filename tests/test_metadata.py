# ruff: noqa: E501 - a case is one line, however long the words of its document are.
"""Who issued a document, and where it is at home: from its own words, never from a guess."""

from __future__ import annotations

import pytest

from builder.model import Document, SourceText
from builder.reading import read
from builder.text import clean

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
BODY = "Trong những năm qua, công tác dân vận của các cơ quan nhà nước đã có nhiều chuyển biến.\n\n"
SIGNED = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nHà Quảng Điền\n"


def document(text: str) -> Document:
    return read(SourceText("a.txt", "0" * 64, "utf-8", clean(text)))


def headed(lines: str, number: str, day: str, title: str, body: str = BODY, signed: str = SIGNED) -> str:
    return f"{lines}\n\n{COUNTRY}Số: {number}\n\n{day}\n\n{title}\n\n{body}{signed}"


DAY = "An Mẫu, ngày 16 tháng 4 năm 2018"
HANOI = "Hà Nội, ngày 16 tháng 4 năm 2018"
CT = "CHỈ THỊ\nVề công tác dân vận"
BC = "BÁO CÁO\nKết quả công tác dân vận"

# text, issuer (GUIDE: the full official name of the issuing body)
ISSUERS = [
    (headed("ỦY BAN NHÂN DÂN\nTỈNH AN MẪU", "06/CT-UBND", DAY, CT), "Ủy ban nhân dân tỉnh An Mẫu"),
    (headed("UBND TỈNH AN MẪU", "06/CT-UBND", DAY, CT), "Ủy ban nhân dân tỉnh An Mẫu"),
    (headed("UỶ BAN NHÂN DÂN\nTỈNH BẾN TRE", "06/CT-UBND", DAY, CT), "Ủy ban nhân dân tỉnh Bến Tre"),
    (headed("HỘI ĐỒNG NHÂN DÂN\nTỈNH AN MẪU", "09/NQ-HĐND", DAY, "NGHỊ QUYẾT\nVề mức hỗ trợ"), "Hội đồng nhân dân tỉnh An Mẫu"),
    (headed("UBND TỈNH AN MẪU\nSỞ NỘI VỤ", "12/BC-SNV", DAY, BC), "Sở Nội vụ tỉnh An Mẫu"),
    (headed("ỦY BAN NHÂN DÂN\nHUYỆN ĐÔNG MẪU", "12/BC-UBND", DAY, BC), "Ủy ban nhân dân huyện Đông Mẫu"),
    (headed("THỦ TƯỚNG CHÍNH PHỦ", "16/CT-TTg", HANOI, CT), "Thủ tướng Chính phủ"),
    (headed("CHÍNH PHỦ", "30/2020/NĐ-CP", HANOI, "NGHỊ ĐỊNH\nVề công tác văn thư"), "Chính phủ"),
    (headed("BỘ NỘI VỤ", "01/2019/TT-BNV", HANOI, "THÔNG TƯ\nQuy định về lưu trữ"), "Bộ Nội vụ"),
    (headed("QUỐC HỘI", "10/2022/QH15", HANOI, "LUẬT\nTHỰC HIỆN DÂN CHỦ Ở CƠ SỞ"), "Quốc hội"),
    (headed("VĂN PHÒNG CHÍNH PHỦ", "55/TB-VPCP", HANOI, "THÔNG BÁO\nKết luận cuộc họp"), "Văn phòng Chính phủ"),
    (f"CHỈ THỊ\nVề dân vận\n\n{BODY}Ủy ban nhân dân tỉnh Bến Tre chỉ thị:\n\n1. Một.\n", "Ủy ban nhân dân tỉnh Bến Tre"),
    (f"CHỈ THỊ\nVề dân vận trên địa bàn tỉnh Bến Tre\n\n{BODY}Để chấn chỉnh, Ủy ban nhân dân tỉnh chỉ thị:\n\n1. Một.\n", "Ủy ban nhân dân tỉnh Bến Tre"),
    (f"CHỈ THỊ\nVề dân vận trên địa bàn tỉnh Bến Tre\n\n{BODY}Chủ tịch UBND tỉnh yêu cầu:\n\n1. Một.\n", "Ủy ban nhân dân tỉnh Bến Tre"),
    (f"CHỈ THỊ\nVề dân vận\n\n{BODY}", None),
    (f"TỈNH ỦY AN MẪU\n*\nSố 35-CT/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\n{DAY}\n\n{CT}\n\n{BODY}T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nHà Quảng Điền\n", "Ban Thường vụ Tỉnh ủy An Mẫu"),
    (f"TỈNH ỦY AN MẪU\n*\nSố 21-NQ/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\n{DAY}\n\nNGHỊ QUYẾT\nVề dân vận\n\n{BODY}T/M TỈNH ỦY\nBÍ THƯ\n\nHà Quảng Điền\n", "Tỉnh ủy An Mẫu"),
    (f"BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 23-QĐ/TW\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\n{HANOI}\n\nQUYẾT ĐỊNH\nVề Quy chế\n\n{BODY}T/M BỘ CHÍNH TRỊ\nTHƯỜNG TRỰC BAN BÍ THƯ\n\nHà Quảng Điền\n", "Bộ Chính trị"),
    (f"Số: 04/CT-UBND\n\nThành phố Hồ Chí Minh, ngày 22 tháng 01 năm 2022\n\n{CT}\n\n{BODY}{SIGNED}", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "issuer"), ISSUERS)
def test_the_issuer_is_the_full_name_of_the_body(text: str, issuer: str | None) -> None:
    """From the head, the signing line, the body's own sentence, or symbol and place; else unknown."""
    found = document(text).metadata.issuer
    assert (found.value if found else None) == issuer


def test_a_joint_document_has_all_its_issuers() -> None:
    """Two bodies, one number: the first named is the register."""
    text = headed(
        "BỘ TƯ PHÁP\nBỘ CÔNG AN", "01/2020/TTLT-BTP-BCA", HANOI, "THÔNG TƯ LIÊN TỊCH\nQuy định phối hợp"
    )
    record = document(text).metadata
    assert record.issuers == ("Bộ Tư pháp", "Bộ Công an")
    assert record.issuer is not None and record.issuer.value == "Bộ Tư pháp"


# text, the province where it is at home
HOMES = [
    (headed("ỦY BAN NHÂN DÂN\nTỈNH BẾN TRE", "06/CT-UBND", "Bến Tre, ngày 5 tháng 6 năm 2014", CT), "tỉnh Bến Tre"),
    (headed("SỞ NỘI VỤ", "06/BC-SNV", "Bến Tre, ngày 5 tháng 6 năm 2014", BC), "tỉnh Bến Tre"),
    (f"CHỈ THỊ\nVề dân vận trên địa bàn tỉnh Bến Tre\n\n{BODY}", "tỉnh Bến Tre"),
    (headed("UBND TỈNH AN MẪU\nSỞ NỘI VỤ", "12/BC-SNV", DAY, BC), "tỉnh An Mẫu"),
    (f"CHỈ THỊ\nVề dân vận\n\n{BODY}", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "province"), HOMES)
def test_a_document_is_at_home_where_its_head_says(text: str, province: str | None) -> None:
    """In a text of Bến Tre "UBND tỉnh" is Bến Tre's; a text that names no province has no home."""
    assert document(text).province == province


# what is left open, problem codes that say so
OPEN = [
    (headed("UBND TỈNH AN MẪU", "/CT-UBND", "An Mẫu, ngày    tháng 3 năm 2023", CT), {"no-digits", "partial-date"}),
    (f"CHỈ THỊ\nVề dân vận\n\n{BODY}", {"no-number", "no-date", "no-issuer", "no-signature"}),
    (headed("UBND TỈNH AN MẪU", "06/CT-UBND", DAY, CT), set()),
    (headed("UBND TỈNH AN MẪU", "06/CT-UBND", DAY, CT, f"{BODY}Ch\ufffd đạo.\n\n"), {"undecodable"}),
    (headed("UBND TỈNH AN MẪU", "06/CT-UBND", DAY, CT, BODY + "QuyÕt ®Þnh cña Bé tr­ëng vÒ viÖc " * 4 + "\n\n"), {"legacy-encoding"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "codes"), OPEN)
def test_what_a_text_leaves_open_is_said(text: str, codes: set[str]) -> None:
    """A defect in a text is a problem of its page, and a text without defects has none."""
    assert {p.code for p in document(text).problems} == codes
