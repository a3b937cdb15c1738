# ruff: noqa: E501 - a case is one line, however long the words of its document are.
"""The preface in every order that real heads show (NĐ 30/2020, Phụ lục I, mục II; README, head)."""

from __future__ import annotations

import unicodedata

import pytest

from builder.head import Head, read_head
from builder.marks import lift, segments
from builder.text import clean

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
STATE = f"ỦY BAN NHÂN DÂN\nTỈNH AN MẪU\n\n{COUNTRY}"
PARTY = "TỈNH ỦY AN MẪU\n*\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\n"
DAY = "An Mẫu, ngày 16 tháng 4 năm 2018\n\n"
TITLE = "CHỈ THỊ\nVề tăng cường công tác dân vận\n\n"
BODY = "Trong những năm qua, công tác dân vận của các cơ quan nhà nước đã có nhiều chuyển biến.\n"
KNOWN = ("Chỉ thị", "06/CT-UBND", "An Mẫu", "2018-04-16", "Về tăng cường công tác dân vận")


def head(text: str) -> Head:
    text = clean(text)
    return read_head(text, segments(text, lift(text)))


def facts(found: Head) -> tuple[str | None, ...]:
    fields = (found.document_type, found.number, found.place, found.issued, found.subject)
    return tuple(f.value if f else None for f in fields)


# heads that all say the same as `KNOWN`, in every order and with every damage
SAME = {
    "clean": f"{STATE}Số: 06/CT-UBND\n\n{DAY}{TITLE}{BODY}",
    "crlf": f"{STATE}Số: 06/CT-UBND\n\n{DAY}{TITLE}{BODY}".replace("\n", "\r\n"),
    "no empty lines": f"{STATE}Số: 06/CT-UBND\n{DAY}{TITLE}".replace("\n\n", "\n") + "\n" + BODY,
    "two columns by spaces": "ỦY BAN NHÂN DÂN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n   TỈNH AN MẪU             Độc lập - Tự do - Hạnh phúc\n"
    f"Số: 06/CT-UBND        {DAY}{TITLE}{BODY}",
    "two columns by tabs": "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH AN MẪU\tĐộc lập - Tự do - Hạnh phúc\n"
    f"Số: 06/CT-UBND\t{DAY}{TITLE}{BODY}",
    "table marks": "| **ỦY BAN NHÂN DÂN** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM** |\n| **TỈNH AN MẪU** | **Độc lập - Tự do - Hạnh phúc** |\n"
    f"| Số: 06/CT-UBND | *{DAY.strip()}* |\n\n**CHỈ THỊ**\n**Về tăng cường công tác dân vận**\n\n{BODY}",
    "cells on their own lines": f"|\nỦY BAN NHÂN DÂN\nTỈNH AN MẪU\n-------\n|\n{COUNTRY}---------------\n|\nSố: 06/CT-UBND\n|\n{DAY}|\n{TITLE}{BODY}",
    "right column first": f"{COUNTRY}{DAY}ỦY BAN NHÂN DÂN\nTỈNH AN MẪU\nSố: 06/CT-UBND\n\n{TITLE}{BODY}",
    "left column whole, then right": f"ỦY BAN NHÂN DÂN\nTỈNH AN MẪU\nSố: 06/CT-UBND\n\n{COUNTRY}{DAY}{TITLE}{BODY}",
    "emphasis glues cells": f"**ỦY BAN NHÂN DÂN\nTỈNH AN MẪU****CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc**\n\nSố: 06/CT-UBND\n\n"
    f"*{DAY.strip()}***CHỈ THỊ****Về tăng cường công tác dân vận**\n\n{BODY}",
    "split number": f"{STATE}Số: **06** /CT - UBND\n\n{DAY}{TITLE}{BODY}",
    "number glued to its mark": f"{STATE}Số:06/CT-UBND\n\n{DAY}{TITLE}{BODY}",
    "number without colon": f"{STATE}Số 06/CT-UBND\n\n{DAY}{TITLE}{BODY}",
    "number split over lines": f"{STATE}Số: 06/CT-\nUBND\n\n{DAY}{TITLE}{BODY}",
    "date split over lines": f"{STATE}Số: 06/CT-UBND\n\nAn Mẫu, ngày 16 tháng 4\nnăm 2018\n\n{TITLE}{BODY}",
    "no space in the date": f"{STATE}Số: 06/CT-UBND\n\nAn Mẫu, ngày 16 tháng4 năm2018\n\n{TITLE}{BODY}",
    "date in figures": f"{STATE}Số: 06/CT-UBND\n\nAn Mẫu, ngày 16/4/2018\n\n{TITLE}{BODY}",
    "old tone placement": f"UỶ BAN NHÂN DÂN\nTỈNH AN MẪU\n\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 06/CT-UBND\n\n{DAY}{TITLE}{BODY}",
    "CỘNG HÕA": f"ỦY BAN NHÂN DÂN\nTỈNH AN MẪU\n\nCỘNG HÕA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 06/CT-UBND\n\n{DAY}{TITLE}{BODY}",
    "look-alike letters": f"{STATE}Số: 06/\u0421\u0422-UB\u039dD\n\n{DAY}{TITLE}{BODY}",
    "subject wrapped": f"{STATE}Số: 06/CT-UBND\n\n{DAY}CHỈ THỊ\nVề tăng cường công tác\ndân vận\n\n{BODY}",
    "subject in the type's line": f"{STATE}Số: 06/CT-UBND\n\n{DAY}CHỈ THỊ Về tăng cường công tác dân vận\n\n{BODY}",
    "incoming stamp above": f"CV ĐẾN\nSố: 2770\nNgày: 20/4/2018\n{STATE}Số: 06/CT-UBND\n\n{DAY}{TITLE}{BODY}",
    "electronic signature above": f"Người ký: Ủy ban nhân dân tỉnh An Mẫu\nThời gian ký: 17/04/2018 10:11:12 +07:00\n{STATE}Số: 06/CT-UBND\n\n{DAY}{TITLE}{BODY}",
    "portal news above": f"Cổng thông tin điện tử tỉnh đăng toàn văn chỉ thị mới của Ủy ban nhân dân tỉnh về công tác dân vận chính quyền, mời bạn đọc theo dõi và góp ý kiến qua hộp thư.\n\n{STATE}Số: 06/CT-UBND\n\n{DAY}{TITLE}{BODY}",
    "draft": f"DỰ THẢO\n{STATE}Số: 06/CT-UBND\n\n{DAY}{TITLE}{BODY}",
    "rulers": f"ỦY BAN NHÂN DÂN\nTỈNH AN MẪU\n-------\n{COUNTRY}---------------\nSố: 06/CT-UBND\n\n{DAY}{TITLE}{BODY}",
    "glued motto": f"ỦY BAN NHÂN DÂN TỈNH AN MẪU------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAMĐộc lập - Tự do - Hạnh phúc---------------\nSố: 06/CT-UBND | {DAY}{TITLE}{BODY}",
    "NFD": unicodedata.normalize("NFD", f"{STATE}Số: 06/CT-UBND\n\n{DAY}{TITLE}{BODY}"),
}  # fmt: skip


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_a_head_is_read_in_any_order_and_damage(text: str) -> None:
    """However the columns were flattened, the five facts of the head are the same."""
    assert facts(head(text)) == KNOWN


# head, (type, number, place, issued, subject)
HEADS = [
    (f"{STATE}Số:      /CT-UBND\n\nAn Mẫu, ngày    tháng 3 năm 2023\n\n{TITLE}{BODY}", ("Chỉ thị", "/CT-UBND", "An Mẫu", "2023-03", KNOWN[4])),
    (f"{STATE}Số: …../CT-UBND\n\nAn Mẫu, ngày … tháng … năm 2023\n\n{TITLE}{BODY}", ("Chỉ thị", "/CT-UBND", "An Mẫu", "2023", KNOWN[4])),
    (f"{TITLE}{BODY}", ("Chỉ thị", None, None, None, KNOWN[4])),
    (f"CHỈ THỊ\nVỀ VIỆC TĂNG CƯỜNG\nTRÁCH NHIỆM CỦA CÁN BỘ\n{BODY}", ("Chỉ thị", None, None, None, "VỀ VIỆC TĂNG CƯỜNG TRÁCH NHIỆM CỦA CÁN BỘ")),
    (f"{STATE}Số: 645/UBND-NC\n\n{DAY}V/v triển khai công tác dân vận\n\nKính gửi: Các sở, ban, ngành.\n\n{BODY}", ("Công văn", "645/UBND-NC", "An Mẫu", "2018-04-16", "V/v triển khai công tác dân vận")),
    (f"{STATE}Số: 645/UBND-NC\nV/v triển khai công tác dân vận\n\n{DAY}Kính gửi: Các sở.\n\n{BODY}", ("Công văn", "645/UBND-NC", "An Mẫu", "2018-04-16", "V/v triển khai công tác dân vận")),
    (f"{STATE}Số: 645/UBND-NC V/v triển khai công tác dân vận\n\n{DAY}Kính gửi: Các sở.\n\n{BODY}", ("Công văn", "645/UBND-NC", "An Mẫu", "2018-04-16", "V/v triển khai công tác dân vận")),
    (f"{STATE}Số: /UBND-VXNV\n\nAn Mẫu, ngày tháng 3 năm 2023\n\nV/v dân vận\n\nKính gửi:\n\n- Các sở.\n\n{BODY}", ("Công văn", "/UBND-VXNV", "An Mẫu", "2023-03", "V/v dân vận")),
    (f"{PARTY}Số 35-CT/TU\n\nAn Mẫu, ngày 05 tháng 6 năm 2019\n\nCHỈ THỊ\nvề công tác dân vận\n-----\n\n{BODY}", ("Chỉ thị", "35-CT/TU", "An Mẫu", "2019-06-05", "về công tác dân vận")),
    (f"{PARTY}Số 221-KL/TU\n\nAn Mẫu, ngày 05 tháng 6 năm 2019\n\nKẾT LUẬN\ncủa Ban Thường vụ Tỉnh ủy\nvề công tác dân vận\n\n{BODY}", ("Kết luận", "221-KL/TU", "An Mẫu", "2019-06-05", "về công tác dân vận")),
    (f"{STATE}Số: 18/2019/QĐ-UBND\n\n{DAY}QUYẾT ĐỊNH\nBan hành Quy chế đối thoại\n\nỦY BAN NHÂN DÂN TỈNH\n\nCăn cứ Luật Tổ chức;\n", ("Quyết định", "18/2019/QĐ-UBND", "An Mẫu", "2018-04-16", "Ban hành Quy chế đối thoại")),
    (f"{STATE}Số: 02/CĐ-UBND\n\n{DAY}CÔNG ĐIỆN\nVề ứng phó bão số 6\n\n{BODY}", ("Công điện", "02/CĐ-UBND", "An Mẫu", "2018-04-16", "Về ứng phó bão số 6")),
    (f"{STATE}Số: 88/KH-UBND\n\n{DAY}KẾ HOẠCH\nThực hiện Chỉ thị số 06/CT-UBND\n\n{BODY}", ("Kế hoạch", "88/KH-UBND", "An Mẫu", "2018-04-16", "Thực hiện Chỉ thị số 06/CT-UBND")),
    (f"{STATE}Số: 837 / QĐ - BKH\n\n{DAY}QUYẾT ĐỊNH\nVề việc thành lập Tổ công tác\n\n{BODY}", ("Quyết định", "837/QĐ-BKH", "An Mẫu", "2018-04-16", "Về việc thành lập Tổ công tác")),
    (f"{STATE}Số: 299/TTg\n\nHà Nội, ngày 10 tháng 11 năm 1980\n\nCHỈ THỊ\nVề đo đạc ruộng đất\n\n{BODY}", ("Chỉ thị", "299/TTg", "Hà Nội", "1980-11-10", "Về đo đạc ruộng đất")),
    (f"{STATE}Số: 04/CT-UBND\n\nThành phố Hồ Chí Minh, ngày 22 tháng 01 năm 2022\n\n{TITLE}{BODY}", ("Chỉ thị", "04/CT-UBND", "Thành phố Hồ Chí Minh", "2022-01-22", KNOWN[4])),
    (f"{STATE}Số: 01/2020/TTLT-BTP-BCA\n\nHà Nội, ngày 3 tháng 1 năm 2020\n\nTHÔNG TƯ LIÊN TỊCH\nQuy định phối hợp\n\n{BODY}", ("Thông tư liên tịch", "01/2020/TTLT-BTP-BCA", "Hà Nội", "2020-01-03", "Quy định phối hợp")),
    (f"QUỐC HỘI\n\n{COUNTRY}Luật số: 10/2022/QH15\n\nHà Nội, ngày 10 tháng 11 năm 2022\n\nLUẬT\nTHỰC HIỆN DÂN CHỦ Ở CƠ SỞ\n\nCăn cứ Hiến pháp;\n", ("Luật", "10/2022/QH15", "Hà Nội", "2022-11-10", "THỰC HIỆN DÂN CHỦ Ở CƠ SỞ")),
    (f"{STATE}Số: 55/TB-UBND\n\n{DAY}THÔNG BÁO\nVềviệc phân công tiếp công dân\n\n{BODY}", ("Thông báo", "55/TB-UBND", "An Mẫu", "2018-04-16", "Về việc phân công tiếp công dân")),
    (f"CHỈ THỊ CỦA ỦY BAN NHÂN DÂN TỈNH AN MẪU\nVề tăng cường công tác dân vận\n\n{BODY}", ("Chỉ thị", None, None, None, KNOWN[4])),
    (f"SỞ CÔNG THƯƠNG\nĐOÀN KIỂM TRA\nTHEO QUYẾT ĐỊNH\nSỐ 50/QĐ-SCT\n\n{COUNTRY}{DAY}Số: 105/KH-ĐKT\n\nKẾ HOẠCH\nKiểm tra kho\n\n{BODY}", ("Kế hoạch", "105/KH-ĐKT", "An Mẫu", "2018-04-16", "Kiểm tra kho")),
    (f"BAN CHỈ ĐẠO THỰC HIỆN NGHỊ QUYẾT\nsố: 05/BC-BCĐ\n\n{COUNTRY}{DAY}BÁO CÁO\nKết quả năm\n\n{BODY}", ("Báo cáo", "05/BC-BCĐ", "An Mẫu", "2018-04-16", "Kết quả năm")),
    ("QUYẾT ĐỊNH\nPhê duyệt nhiệm vụ\n\nTHỦ TƯỚNG CHÍNH PHỦ\n\nCăn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025;\n", ("Quyết định", None, None, None, "Phê duyệt nhiệm vụ")),
    (BODY, (None, None, None, None, None)),
    ("", (None, None, None, None, None)),
    (f"{STATE}Số: 06/CT-UBND\n\n*Hà\nNội, ngày 16 tháng 4 năm 2018*\n\n{TITLE}{BODY}", ("Chỉ thị", "06/CT-UBND", "Hà Nội", "2018-04-16", KNOWN[4])),
    (f"{STATE}Số: 06/CT-UBND\n\n*Gấp\nHà Nội, ngày 16 tháng 4 năm 2018*\n\n{TITLE}{BODY}", ("Chỉ thị", "06/CT-UBND", "Hà Nội", "2018-04-16", KNOWN[4])),
    ("THÔNG TƯ\nSỬA ĐỔI QUY CHẾ CUỘC THI\n\nCăn cứ Nghị định\nsố 37/2025/NĐ-CP ngày 26 tháng 02 năm 2025 của Chính phủ;\n", ("Thông tư", None, None, None, "SỬA ĐỔI QUY CHẾ CUỘC THI")),
    ("Thực hiện Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ.\n", (None, None, None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_the_head_gives_what_it_prints_and_no_more(text: str, expected: tuple[str | None, ...]) -> None:
    """Blanks stay blank, letters are known by V/v or Kính gửi, and a citation is not the number."""
    assert facts(head(text)) == expected


# lines of a title as its source broke them
RUNNING_ON = [
    ["CÔNG BỐ THỦ TỤC HÀNH CHÍNH THUỘC PHẠM VI QUẢN LÝ CỦA", "SỞ GIÁO DỤC VÀ ĐÀO TẠO, ỦY BAN NHÂN DÂN CẤP XÃ"],
    ["QUY ĐỊNH MỨC HỌC PHÍ CỦA CÁC TRƯỜNG ĐẠI HỌC, CAO ĐẲNG,", "VIỆN NGHIÊN CỨU TRÊN ĐỊA BÀN TỈNH"],
    ["VỀ VIỆC THỰC HIỆN HIỆP ĐỊNH GIỮA", "CHÍNH PHỦ HAI NƯỚC"],
    ["TRIỂN KHAI CÁC DỰ ÁN THUỘC", "CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA PHÒNG, CHỐNG MA TÚY"],
    ["BÃI BỎ QUYẾT ĐỊNH CỦA BỘ TRƯỞNG BỘ QUỐC", "PHÒNG BAN HÀNH ĐIỀU LỆ"],
    ["QUY ĐỊNH CẤP DỰ BÁO CHÁY RỪNG TRÊN ĐỊA BÀN THÀNH PHỐ HẢI", "PHÒNG"],
    ["TRIỂN KHAI QUYẾT ĐỊNH SỐ", "06/QĐ-TTG NGÀY 02 THÁNG 01 NĂM 2025"],
    ["PHÁT TRIỂN KINH TẾ SỐ GIAI ĐOẠN", "2026 - 2030"],
    ["Báo cáo tiến độ thực hiện 02", "Chương trình mục tiêu quốc gia"],
]  # fmt: skip
# the last line of a title, the line below that is not of it
ENDING = [
    ("THÀNH LẬP BAN CHỈ ĐẠO CỦA BỘ VÀ CÁC ĐƠN VỊ TRỰC THUỘC", "BỘ TRƯỞNG BỘ CÔNG THƯƠNG"),
    ("PHÊ DUYỆT QUY HOẠCH VÙNG ĐỒNG BẰNG VÀ DUYÊN HẢI", "PHÒNG CÔNG THƯƠNG"),
    ("GIAO CHỈ TIÊU TRONG NĂM", "1. Các sở báo cáo."),
    ("CHUYỂN ĐỔI SỐ", "12 nhiệm vụ được giao như sau."),
]


@pytest.mark.parametrize("lines", RUNNING_ON, ids=lambda lines: lines[0][-20:])
def test_a_title_does_not_end_in_half_a_phrase(lines: list[str]) -> None:
    """Read in decisions of 2025: portals break a title wherever eighty letters end, before SỞ and PHÒNG too."""
    broken = "\n".join(lines)
    found = head(f"{STATE}Số: 06/QĐ-UBND\n\n{DAY}QUYẾT ĐỊNH\n{broken}\n\nCăn cứ Luật Tổ chức;\n").subject
    assert found and found.value == " ".join(lines)


@pytest.mark.parametrize(("title", "below"), ENDING)
def test_a_title_ends_before_the_body_that_decides(title: str, below: str) -> None:
    """Where the words could end there, a body or a sentence below is not of the title."""
    found = head(
        f"{STATE}Số: 06/QĐ-UBND\n\n{DAY}QUYẾT ĐỊNH\n{title}\n{below}\nCăn cứ Luật Tổ chức;\n"
    ).subject
    assert found and found.value == title


# head, the issuer's lines joined, a body an entry
BODIES = [
    (f"{STATE}Số: 06/CT-UBND\n\n{DAY}{TITLE}{BODY}", ["ỦY BAN NHÂN DÂN TỈNH AN MẪU"]),
    (f"ỦY BAN NHÂN DÂN\nTỈNH AN MẪU\nSỞ NỘI VỤ\n\n{COUNTRY}Số: 12/BC-SNV\n\n{DAY}BÁO CÁO\nKết quả\n\n{BODY}", ["ỦY BAN NHÂN DÂN TỈNH AN MẪU", "SỞ NỘI VỤ"]),
    (f"UBND TỈNH AN MẪU\nSỞ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI\n\n{COUNTRY}Số: 33/BC-SLĐTBXH\n\n{DAY}BÁO CÁO\nKết quả\n\n{BODY}", ["UBND TỈNH AN MẪU", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"]),
    (f"BỘ TƯ PHÁP - BỘ CÔNG AN\n\n{COUNTRY}Số: 01/2020/TTLT-BTP-BCA\n\n{DAY}THÔNG TƯ LIÊN TỊCH\nQuy định\n\n{BODY}", ["BỘ TƯ PHÁP - BỘ CÔNG AN"]),
    (f"{TITLE}{BODY}", []),
]  # fmt: skip


def test_the_body_that_decides_is_known_without_the_lines_above() -> None:
    """A copy that has lost its letterhead still names it below the title (NĐ 30/2020, Phụ lục III, mẫu 1.2)."""
    found = head("QUYẾT ĐỊNH\nPhê duyệt nhiệm vụ\n\nTHỦ TƯỚNG CHÍNH PHỦ\n\nCăn cứ Luật Di sản văn hóa;\n")
    assert [name for name, _ in found.bodies] == ["THỦ TƯỚNG CHÍNH PHỦ"]


@pytest.mark.parametrize(("text", "bodies"), BODIES)
def test_the_lines_of_the_issuer_are_one_entry_a_body(text: str, bodies: list[str]) -> None:
    """The superior stands above, the issuer below; a name of two or three lines is one name."""
    assert [words for words, _ in head(text).bodies] == bodies


@pytest.mark.parametrize(
    ("line", "secrecy", "urgency"),
    [
        ("HỎA TỐC", None, "HỎA TỐC"),
        ("KHẨN", None, "KHẨN"),
        ("MẬT", "MẬT", None),
        ("TỐI MẬT", "TỐI MẬT", None),
    ],
)
def test_marks_of_secrecy_and_urgency_are_read(line: str, secrecy: str | None, urgency: str | None) -> None:
    """A mark stands alone on a line of the head (NĐ 30/2020, Phụ lục I, mục III)."""
    found = head(f"{STATE}Số: 06/CT-UBND\n\n{line}\n\n{DAY}{TITLE}{BODY}")
    assert (found.secrecy.value if found.secrecy else None) == secrecy
    assert (found.urgency.value if found.urgency else None) == urgency
    assert facts(found) == KNOWN


def test_words_about_secrecy_are_no_mark() -> None:
    """A directive on keeping secrets is not itself secret."""
    text = (
        f"{STATE}Số: 06/CT-UBND\n\n{DAY}CHỈ THỊ\nVề bảo vệ bí mật nhà nước\n\nTài liệu mật phải lưu riêng.\n"
    )
    assert head(text).secrecy is None


def test_every_fact_stands_where_its_span_says() -> None:
    """The span of each fact holds its words in the source text."""
    text = f"{STATE}Số: 06/CT-UBND\n\n{DAY}{TITLE}{BODY}"
    found = head(text)
    printed = [
        text[f.span.start : f.span.end]
        for f in (found.document_type, found.number, found.place, found.issued, found.subject)
        if f
    ]
    assert printed == ["CHỈ THỊ", "06/CT-UBND", "An Mẫu", "ngày 16 tháng 4 năm 2018", KNOWN[4]]
    assert text[found.end :].lstrip() == BODY


SENTENCES = [
    (
        "Quyết định\ncủa Chủ tịch Ủy ban nhân dân tỉnh An Mẫu số 115/2004/QĐ-UB\nngày 25 tháng 6 năm 2004 về việc sửa đổi Quy chế\n\nCăn cứ A;\n",
        "115/2004/QĐ-UB",
        "2004-06-25",
        "về việc sửa đổi Quy chế",
    ),
    (
        "Thông tư\ncủa Bộ Tài chính Số 13/2001/TT-BTC ngày 8 tháng 3 năm 2001 Hướng dẫn thực hiện\nquy định về thuế\n\n- Căn cứ A;\n",
        "13/2001/TT-BTC",
        "2001-03-08",
        "Hướng dẫn thực hiện quy định về thuế",
    ),
    (
        "Nghị định\ncủa Chính phủ Số  94 /1998/NĐ-CP ngày 17 tháng 11 năm 1998\nQuy định chi tiết một số điều của Luật Thuế\nsố 04/1998/QH10 ngày 20 tháng 5 năm 1998\n\nChính phủ\n\nCăn cứ Luật Tổ chức Chính phủ ngày 30 tháng 9 năm 1992;\n",
        "94/1998/NĐ-CP",
        "1998-11-17",
        "Quy định chi tiết một số điều của Luật Thuế số 04/1998/QH10 ngày 20 tháng 5 năm 1998",
    ),
    (
        "CHỈ THỊ\nSỐ 21/CT-UB NGÀY 20-5-1997 VỀ BẢO VỆ RỪNG\n\nTrong năm qua, A.\n",
        "21/CT-UB",
        "1997-05-20",
        "VỀ BẢO VỆ RỪNG",
    ),
]


@pytest.mark.parametrize(("words", "number", "issued", "subject"), SENTENCES)
def test_a_head_printed_as_one_sentence_gives_its_parts(
    words: str, number: str, issued: str, subject: str
) -> None:
    """Number, date and title are read from the sentence that portals print below the type."""
    found = head(words)
    assert found.number is not None and found.number.value == number
    assert found.issued is not None and found.issued.value == issued
    assert found.subject is not None and found.subject.value == subject
