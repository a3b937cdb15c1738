"""A small archive of invented texts, published as any other, with a fact for each thing a reader does."""

from __future__ import annotations

from pathlib import Path

HEAD = """ỦY BAN NHÂN DÂN
TỈNH AN MẪU

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {number}

An Mẫu, ngày {date}

{kind}
{subject}

"""
FOOT = """

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Hà Quảng Điền

Nơi nhận:
- Sở Nội vụ;
- Lưu: VT.
"""


def text(number: str, date: str, kind: str, subject: str, body: str) -> str:
    """A document of UBND tỉnh An Mẫu in the form of Nghị định 30/2020/NĐ-CP."""
    return HEAD.format(number=number, date=date, kind=kind, subject=subject) + body + FOOT


DIRECTIVE = text(
    "06/CT-UBND",
    "16 tháng 4 năm 2018",
    "CHỈ THỊ",
    "Về tăng cường công tác dân vận",
    """Thực hiện Quyết định số 12/QĐ-UBND ngày 03/02/2017 của UBND tỉnh và Chỉ thị số 16/CT-TTg \
ngày 16/5/2016 của Thủ tướng Chính phủ, Chủ tịch UBND tỉnh yêu cầu:

I. NHIỆM VỤ

1. Các sở, ban, ngành tăng cường đối thoại với nhân dân¹; làm theo khoản 2 Mục I Chỉ thị này.

¹ Theo số liệu của Sở Nội vụ.

2. Chủ tịch UBND các huyện, thành phố:

a) Tiếp công dân đúng lịch, trả lời trong 15 ngày;

đ) Báo cáo theo Thông báo số 45/TB-UBND.

Việc này làm thường xuyên, không đợi kiểm tra.

II. TỔ CHỨC THỰC HIỆN

Chỉ thị này có hiệu lực kể từ ngày ký./.""",
)
OLD = text(
    "12/QĐ-UBND",
    "03 tháng 02 năm 2017",
    "QUYẾT ĐỊNH",
    "Về việc tiếp công dân",
    "Điều 1. Ban hành lịch tiếp công dân.\n\nĐiều 2. Quyết định này có hiệu lực từ ngày 15/02/2017.",
)
NEW = text(
    "30/QĐ-UBND",
    "05 tháng 3 năm 2019",
    "QUYẾT ĐỊNH",
    "Về lịch tiếp công dân",
    "Điều 1. Ban hành lịch mới.\n\nĐiều 2. Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày 03/02/2017 \
của UBND tỉnh.",
)
NOTICES = [
    text("45/TB-UBND", f"08 tháng 5 năm {year}", "THÔNG BÁO", f"Kết luận kiểm tra năm {year}", "1. Việc một.")
    for year in (2015, 2016)
]
SETTINGS = """title = "Kho thử"
report_to = "mailto:sua-loi@kho.example.vn"
"""
CORRECTIONS = """[[correction]]
file = "quyet-dinh-30.txt"
field = "place"
value = "Thị xã An Mẫu"
reason = "Bản giấy ghi tên thị xã"
date = "2026-11-20"
"""
FILES = {
    "chi-thi-06.txt": DIRECTIVE,
    "quyet-dinh-12.txt": OLD,
    "quyet-dinh-30.txt": NEW,
    "thong-bao-2015.txt": NOTICES[0],
    "thong-bao-2016.txt": NOTICES[1],
    "archive.toml": SETTINGS,
    "corrections.toml": CORRECTIONS,
}


def write(folder: Path, **changed: str) -> Path:
    """The archive's texts and settings in *folder*; *changed* are files with other words, by name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, words in {**FILES, **changed}.items():
        (folder / name).write_text(words, encoding="utf-8")
    return folder
