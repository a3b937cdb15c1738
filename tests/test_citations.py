# ruff: noqa: E501 (a case is one line)
"""Mentions of documents, as one-line cases: a phrase, and "type | number | date | issuer" for each.

The phrases are of the kinds that real texts print (Nghị định 30/2020, Hướng dẫn 36-HD/VPTW); a
field that the words do not give is empty.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import patience

from builder.authorities import Home
from builder.authorities.lexicon import folded
from builder.citations import find_citations
from builder.citations.patterns import compiled, patterns
from builder.model import Citation, Span
from builder.text import View, clean
from builder.vocabulary_citations import load_citation_tables

HOME = Home("tỉnh Bắc Giang", "Sở Nội vụ tỉnh Bắc Giang")
TTG, BCT = "Thủ tướng Chính phủ", "Bộ Chính trị"
UBND = "Ủy ban nhân dân tỉnh Bắc Giang"
CHU_TICH = f"Chủ tịch {UBND}"
BTV = "Ban Thường vụ Tỉnh ủy Bắc Giang"
BCHTW = "Ban Chấp hành Trung ương Đảng"


def read(text: str, home: Home = HOME, own: str | None = None) -> tuple[Citation, ...]:
    """The citations of a text whose lines are paragraphs."""
    source = clean(text)
    lines, at = [], 0
    for line in source.split("\n"):
        lines.append([Span(at, at + len(line))])
        at += len(line) + 1
    return find_citations(View.grouped(source, lines), home, own)


def facts(citation: Citation) -> str:
    """One citation as the cases write it."""
    fields = (citation.document_type, citation.number, citation.issued, citation.issuer)
    return " | ".join(field or "" for field in fields).rstrip(" |")


NUMBERS = [
    ("Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ", f"Chỉ thị | 16/CT-TTg | 2016-05-16 | {TTG}"),
    ("Chỉ thị số 18/2000/CT-TTg ngày 21 tháng 9 năm 2000 của Thủ tướng Chính phủ về", f"Chỉ thị | 18/2000/CT-TTg | 2000-09-21 | {TTG}"),
    ("Kế hoạch số 411/KH-UBND ngày 21/9/2015 của UBND tỉnh", f"Kế hoạch | 411/KH-UBND | 2015-09-21 | {UBND}"),
    ("Nghị quyết số 30c/NQ-CP ngày 08/11/2011 của Chính phủ", "Nghị quyết | 30c/NQ-CP | 2011-11-08 | Chính phủ"),
    ("Nghị quyết số 66.7/2025/NQ-CP", "Nghị quyết | 66.7/2025/NQ-CP"),
    ("Pháp lệnh số 34/2007/PL-UBTVQH11 ngày 20/4/2007 của Ủy ban Thường vụ Quốc hội khóa XI về", "Pháp lệnh | 34/2007/PL-UBTVQH11 | 2007-04-20 | Ủy ban Thường vụ Quốc hội"),
    ("Luật số 40-LCT/HĐNN8", "Luật | 40-LCT/HĐNN8"),
    ("Luật Thanh tra số 56/2010/QH12 ngày 15 tháng 11 năm 2010", "Luật | 56/2010/QH12 | 2010-11-15"),
    ("Luật Khoa học, công nghệ và đổi mới sáng tạo số 93/2025/QH15", "Luật | 93/2025/QH15"),
    ("Luật số 69/2025/QH15", "Luật | 69/2025/QH15"),
    ("xây dựng Luật An toàn thực phẩm (sửa đổi);", "Luật | Luật An toàn thực phẩm (sửa đổi)"),
    ("Luật Doanh nghiệp sửa đổi 2025", "Luật | Luật Doanh nghiệp (sửa đổi) | 2025"),
    ("Bộ luật Lao động số 45/2019/QH14", "Bộ luật | 45/2019/QH14"),
    ("Công văn số 1613/UBND-KGVX", "Công văn | 1613/UBND-KGVX"),
    ("Công văn số 2231/SNV-CCHC&PC ngày 28 tháng 9 năm 2018", "Công văn | 2231/SNV-CCHC&PC | 2018-09-28"),
    ("Báo cáo thẩm định số 18/BCTĐ-STP", "Báo cáo thẩm định | 18/BCTĐ-STP"),
    ("Quyết định số 290-QĐ/TW, ngày 25/02/2010 của Bộ Chính trị", f"Quyết định | 290-QĐ/TW | 2010-02-25 | {BCT}"),
    ("Thông báo số 70-TB/TW ngày 06 tháng 01 năm 2012 của Ban Bí thư Trung ương Đảng", "Thông báo | 70-TB/TW | 2012-01-06 | Ban Bí thư"),
    ("Quy định số 11-QĐi/TW ngày 18-2-2019 của Bộ Chính trị", f"Quy định | 11-QĐi/TW | 2019-02-18 | {BCT}"),
    ("Quy định số 97-QĐ/TW ngày 7/2/2023 của Bộ Chính trị", f"Quy định | 97-QĐ/TW | 2023-02-07 | {BCT}"),
    ("Công văn số 8011-CV/BTCTW, ngày 27/02/2025", "Công văn | 8011-CV/BTCTW | 2025-02-27"),
    ("Kế hoạch số 1573-KH/BDVTW-BCSĐCP", "Kế hoạch | 1573-KH/BDVTW-BCSĐCP"),
    ("Kế hoạch số 50-KH/BDVTU-BCSĐUBND ngày 20/3/2018 của Ban Dân vận Tỉnh ủy và Ban cán sự Đảng UBND tỉnh", "Kế hoạch | 50-KH/BDVTU-BCSĐUBND | 2018-03-20 | Ban Dân vận Tỉnh ủy Bắc Giang"),
    ("Nghị quyết Liên tịch số 19/2008/NQLT/CP-UBTUMTTQVN ngày 22/8/2008", "Nghị quyết liên tịch | 19/2008/NQLT/CP-UBTUMTTQVN | 2008-08-22"),
    ("Thông tư liên tịch số 120/2000/TTLT-BTC-BCN-TCHQ", "Thông tư liên tịch | 120/2000/TTLT-BTC-BCN-TCHQ"),
    ("Văn bản hợp nhất 14/VBHN-BTC năm 2021", "Văn bản hợp nhất | 14/VBHN-BTC | 2021"),
    ("Quyết định số 1014/QĐ-TLĐ ngày 19 tháng 8 năm 2011", "Quyết định | 1014/QĐ-TLĐ | 2011-08-19"),
    ("Hướng dẫn số 11/HD-MTTW-BTT ngày 10/9/2025", "Hướng dẫn | 11/HD-MTTW-BTT | 2025-09-10"),
    ("Văn bản số 16/CGC.BT ngày 19/8/2024", "Văn bản | 16/CGC.BT | 2024-08-19"),
    ("Nghị định số 61-CP ngày 05/7/1994 của Chính phủ", "Nghị định | 61-CP | 1994-07-05 | Chính phủ"),
    ("Công văn số 299/TTg", "Công văn | 299/TTg"),
    ("Quyết định số 01/QĐ ngày 05/01/2019 của Công ty TNHH MTV Khí công nghiệp An Mẫu về việc", "Quyết định | 01/QĐ | 2019-01-05 | Công ty TNHH MTV Khí công nghiệp An Mẫu"),
    ("Chương trình hành động số 08-CTrHĐ/TU ngày 06 tháng 7 năm 2021 của Tỉnh ủy về", "Chương trình hành động | 08-CTrHĐ/TU | 2021-07-06 | Tỉnh ủy Bắc Giang"),
    ("Biên bản vi phạm hành chính số 01.KCN/BB-VPHC ngày 29/05/2026", "Biên bản | 01.KCN/BB-VPHC | 2026-05-29"),
    ("Quyết định xử phạt vi phạm hành chính số 3364/QĐ-XPHC ngày 10/6/2026", "Quyết định | 3364/QĐ-XPHC | 2026-06-10"),
    ("Thông báo làm việc số 2948/TT-ĐKT ngày 25/5/2026", "Thông báo | 2948/TT-ĐKT | 2026-05-25"),
    ("Thông báo kết luận số 12/TB-VPCP ngày 10/01/2024", "Thông báo | 12/TB-VPCP | 2024-01-10"),
    ("Kết luận số 21-KL/TW về xây dựng, chỉnh đốn Đảng", "Kết luận | 21-KL/TW"),
    ("gửi theo văn bản số 01/CV ngày 10/01/2019", "Văn bản | 01/CV | 2019-01-10"),
    ("đoàn kiểm tra theo QĐ số 2872/QĐ-SCT", "Quyết định | 2872/QĐ-SCT"),
    ("QUYẾT ĐỊNH SỐ 48/2024/QĐ-UBND NGÀY 22/7/2024 CỦA UBND TỈNH VỀ BAN HÀNH", f"Quyết định | 48/2024/QĐ-UBND | 2024-07-22 | {UBND}"),
]  # fmt: skip

DAMAGED = [
    ("Kết luận số 114 -KL/TW ngày 14 tháng 7 năm 2015", "Kết luận | 114-KL/TW | 2015-07-14"),
    ("Kết luận số 100 - KL/TW ngày 18/8/2014", "Kết luận | 100-KL/TW | 2014-08-18"),
    ("Nghị quyết số 17/NQ- CP", "Nghị quyết | 17/NQ-CP"),
    ("Nghị quyết số 66- NQ/TW và", "Nghị quyết | 66-NQ/TW"),
    ("Quyết định số 63/ 2006/QĐ - UBND, ngày 26 tháng 7 năm 2006", "Quyết định | 63/2006/QĐ-UBND | 2006-07-26"),
    ("Quyết định số 129 /2007/QĐ-TTg (ngày02 tháng8 năm 2007)", "Quyết định | 129/2007/QĐ-TTg | 2007-08-02"),
    ("Quyết định số68/2010/QĐ-UBND", "Quyết định | 68/2010/QĐ-UBND"),
    ("Chỉ thị số: 09/CT-UBND", "Chỉ thị | 09/CT-UBND"),
    ("Nghị quyết 137-NQ/TU ngày 01/9/2016", "Nghị quyết | 137-NQ/TU | 2016-09-01"),
    ("Nghị định 71/2019/NĐ-CP ngày 30/8/2019", "Nghị định | 71/2019/NĐ-CP | 2019-08-30"),
    ("Kết luận số 114-KL/W của Ban Bí thư Trung ương Đảng, đạt", "Kết luận | 114-KL/W | | Ban Bí thư"),
    ("Công văn số 67-CV/BCSD ngày 19/6/2020 của Ban Cán sự Đảng UBND tỉnh về", f"Công văn | 67-CV/BCSD | 2020-06-19 | Ban Cán sự Đảng {UBND}"),
    ("Quyết định số 217/QĐ-TW ngày 12/12/2013", "Quyết định | 217/QĐ-TW | 2013-12-12"),
    ("Kết luận 126/KL/TW ngày 14/02/2025", "Kết luận | 126/KL/TW | 2025-02-14"),
    ("Luật Đất đai số 31/2024/QH 15", "Luật | 31/2024/QH15"),
    ("Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương về", f"Nghị quyết | 25-NQ/TW | 2013-06-03 | {BCHTW}"),
    ("Chỉ thị số 14-CT/TU ngày 04/7/2014 Ban Thường vụ Tỉnh ủy về chấn chỉnh", f"Chỉ thị | 14-CT/TU | 2014-07-04 | {BTV}"),
    ("Nghị định số 45/2010/NĐ-CP ngày 21/4/2010 Chính phủ quy định về", "Nghị định | 45/2010/NĐ-CP | 2010-04-21 | Chính phủ"),
    ("Nghị định số 12/2020/NĐ-CP của Chính phủ ngày 05/3/2020", "Nghị định | 12/2020/NĐ-CP | 2020-03-05 | Chính phủ"),
    ("Quy định số 07-QĐ/TUngày 08/5/2018 của Bộ Chính trị", f"Quy định | 07-QĐ/TU | 2018-05-08 | {BCT}"),
    ("Luật Đất đai vàChỉ thị số05/CT-UBND ngày12/3/2015", "Luật | Luật Đất đai", "Chỉ thị | 05/CT-UBND | 2015-03-12"),
    ("Nghị định số 09/2026/NĐ- CP4", "Nghị định | 09/2026/NĐ-CP"),
    ("Nghị quyết số 66-NQ/TW1 và Nghị quyết số 140/NQ-CP2 của", "Nghị quyết | 66-NQ/TW", "Nghị quyết | 140/NQ-CP"),
    ("Chương trình số 12-CTr/BCĐ3", "Chương trình | 12-CTr/BCĐ3"),
    ("Báo cáo số 414/BC-UBPLTP15", "Báo cáo | 414/BC-UBPLTP15"),
    ("Công văn số 1108/QNI-QLDN2 ngày 22/9/2025", "Công văn | 1108/QNI-QLDN2 | 2025-09-22"),
    ("Tờ trình số 01/TTr-CT05", "Tờ trình | 01/TTr-CT05"),
    ("Kế hoạch số 12/KH-VP3", "Kế hoạch | 12/KH-VP3"),
    ("Quyết định của Bộ Chính trị số 31-QĐ/TW, ngày 01-10-1997", f"Quyết định | 31-QĐ/TW | 1997-10-01 | {BCT}"),
]  # fmt: skip

NAMES = [
    ("quy định của Luật Đất đai và", "Luật | Luật Đất đai"),
    ("Khoản 3, Điều 63 của Bộ luật Lao động về", "Bộ luật | Bộ luật Lao động"),
    ("Bộ luật lao động", "Bộ luật | Bộ luật Lao động"),
    ("Luật Tiếp công dân năm 2013", "Luật | Luật Tiếp công dân | 2013"),
    ("Bộ luật Dân sự 2015", "Bộ luật | Bộ luật Dân sự | 2015"),
    ("Luật Tổ chức HĐND và UBND ngày 26 tháng 11 năm 2003", "Luật | Luật Tổ chức HĐND và UBND | 2003-11-26"),
    ("Luật Phòng, chống tham nhũng, Luật Tố cáo", "Luật | Luật Phòng, chống tham nhũng", "Luật | Luật Tố cáo"),
    ("Luật tiếp công dân, Luật khiếu nại", "Luật | Luật Tiếp công dân", "Luật | Luật Khiếu nại"),
    ("nhất là Luật thực hiện dân chủ ở cơ sở (có hiệu lực từ ngày 01/7/2023)", "Luật | Luật Thực hiện dân chủ ở cơ sở"),
    ("Luật thực hiện dân chủ ở cơ sở có hiệu quả, tiết kiệm", "Luật | Luật Thực hiện dân chủ ở cơ sở"),
    ("Kết quả thực hiện Luật tiếp dân: Năm 2019", "Luật | Luật tiếp dân"),
    ("Luật Bảo tồn rạn san hô năm 2031", "Luật | Luật Bảo tồn rạn san hô | 2031"),
    ("phù hợp với Hiến pháp năm 2013.", "Hiến pháp | Hiến pháp | 2013"),
    ("Pháp lệnh Thực hiện dân chủ ở xã, phường, thị trấn năm 2007", "Pháp lệnh | Pháp lệnh Thực hiện dân chủ ở xã, phường, thị trấn | 2007"),
    ("Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019", "Luật | Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương | 2019-11-22"),
    ("Nghị định hướng dẫn Luật Đầu tư;", "Luật | Luật Đầu tư"),
    ("KHI LUẬT PHÒNG CHÁY VÀ CHỮA CHÁY CÓ HIỆU LỰC", "Luật | Luật Phòng cháy và chữa cháy"),
    ("Nghị quyết Trung ương 6 (khóa XII) được", "Nghị quyết | Nghị quyết Trung ương 6 (khóa XII)"),
    ("Nghị quyết Trung ương 4 khoá XII, Kết luận", "Nghị quyết | Nghị quyết Trung ương 4 (khóa XII)"),
    ("Nghị quyết Hội nghị Trung ương 7, khóa XI", "Nghị quyết | Nghị quyết Trung ương 7 (khóa XI)"),
]  # fmt: skip

MARKED = [
    ("Chỉ thị số 06/CT-UBND ngày 16/4/2018¹ của UBND tỉnh", f"Chỉ thị | 06/CT-UBND | 2018-04-16 | {UBND}"),
    ("Chỉ thị số 06/CT-UBND¹ ngày 16/4/2018 của UBND tỉnh", f"Chỉ thị | 06/CT-UBND | 2018-04-16 | {UBND}"),
    ("Kết luận số 114-KL/TW[1] ngày 14/7/2015[2] của Ban Bí thư", "Kết luận | 114-KL/TW | 2015-07-14 | Ban Bí thư"),
    ("Nghị định số 13/2008/NĐ-CP [2] của Chính phủ", "Nghị định | 13/2008/NĐ-CP | | Chính phủ"),
    ("Nghị quyết số 17-NQ/TW¹², Kết luận số 114-KL/TW²", "Nghị quyết | 17-NQ/TW", "Kết luận | 114-KL/TW"),
    ("Luật Tiếp công dân¹ năm 2013", "Luật | Luật Tiếp công dân | 2013"),
    ("¹ Quyết định số 12/QĐ-UBND ngày 03/02/2017", "Quyết định | 12/QĐ-UBND | 2017-02-03"),
]  # fmt: skip

BACK = [
    ("Chỉ thị số 19/CT-TTg ngày 16/7/2021. Theo Chỉ thị nêu trên", "Chỉ thị | 19/CT-TTg | 2021-07-16", "Chỉ thị | 19/CT-TTg"),
    ("Nghị định số 45/2010/NĐ-CP.\nĐiều 5 Nghị định nói trên", "Nghị định | 45/2010/NĐ-CP", "Nghị định | 45/2010/NĐ-CP"),
    ("Công văn số 12/UBND-NC, lần nữa Công văn số 12/UBND-NC. Công văn nêu trên", *["Công văn | 12/UBND-NC"] * 3),
    ("Nghị định số 45/2010/NĐ-CP nêu trên của Chính phủ", "Nghị định | 45/2010/NĐ-CP | | Chính phủ"),
    ("Chỉ thị nêu trên; Chỉ thị số 19/CT-TTg", "Chỉ thị | 19/CT-TTg"),
    ("Chỉ thị số 19/CT-TTg và Chỉ thị số 18/CT-TTg. Chỉ thị nêu trên", "Chỉ thị | 19/CT-TTg", "Chỉ thị | 18/CT-TTg"),
    ("Chỉ thị số 19/CT-TTg. Các Chỉ thị nêu trên", "Chỉ thị | 19/CT-TTg"),
    ("Kết luận số 114-KL/TW. Theo các kết luận nêu trên và kết luận nêu trên", "Kết luận | 114-KL/TW"),
    ("Kế hoạch số 594/KH-UBND. Các nội dung nêu trên, Nghị định nêu trên", "Kế hoạch | 594/KH-UBND"),
]  # fmt: skip

SHORT = [
    ("Nghị quyết số 98/2023/QH15 (Nghị quyết 98)", "Nghị quyết | 98/2023/QH15", "Nghị quyết | 98"),
    ("Chỉ thị số 19/CT-TTg (sau đây gọi tắt là số 19/CT-TTg)", *["Chỉ thị | 19/CT-TTg"] * 2),
    ("Nghị định số 30/2020/NĐ-CP (sau đây gọi tắt là Nghị định)", "Nghị định | 30/2020/NĐ-CP"),
    ("Luật số 31/2024/QH15 (sau đây gọi chung là luật)", "Luật | 31/2024/QH15"),
    ("thực hiện Kết luận 114 tại", "Kết luận | 114"),
    ("KẾT QUẢ 05 NĂM THỰC HIỆN KẾT LUẬN SỐ 114", "Kết luận | 114"),
    ("(sau đây gọi tắt là Nghị quyết 98)", "Nghị quyết | 98"),
    ("(gọi tắt là Pháp lệnh 34)", "Pháp lệnh | 34"),
    ("Kết luận 215 của Bộ Chính trị", f"Kết luận | 215 | | {BCT}"),
    ("Quy định 11 năm 2019", "Quy định | 11 | 2019"),
]

LISTS = [
    ("Quyết định số 217-QĐ/TW và Quyết định số 218-QĐ/TW ngày 12/12/2013 của Bộ Chính trị", f"Quyết định | 217-QĐ/TW | 2013-12-12 | {BCT}", f"Quyết định | 218-QĐ/TW | 2013-12-12 | {BCT}"),
    ("Chỉ thị số 18/2000/CT-TTg ngày 21/9/2000 và Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ", f"Chỉ thị | 18/2000/CT-TTg | 2000-09-21 | {TTG}", f"Chỉ thị | 16/CT-TTg | 2016-05-16 | {TTG}"),
    ("theo Luật số 42/2013/QH13, Luật số 81/2025/QH15 và Luật số 84/2025/QH15", "Luật | 42/2013/QH13", "Luật | 81/2025/QH15", "Luật | 84/2025/QH15"),
    ("các Công điện số 217/CĐ-TTg ngày 16/11/2025 và số 218/CĐ-TTg ngày 17/11/2025", "Công điện | 217/CĐ-TTg | 2025-11-16", "Công điện | 218/CĐ-TTg | 2025-11-17"),
    ("các Nghị định của Chính phủ: số 63/2010/NĐ-CP ngày 08/6/2010 về kiểm soát; số 48/2013/NĐ-CP ngày 14/5/2013", "Nghị định | 63/2010/NĐ-CP | 2010-06-08 | Chính phủ", "Nghị định | 48/2013/NĐ-CP | 2013-05-14 | Chính phủ"),
    ("Công văn số 4643/UBND-KGVX ngày 28/8/2024; số 4975/UBND-KGVX ngày 17/9/2024", "Công văn | 4643/UBND-KGVX | 2024-08-28", "Công văn | 4975/UBND-KGVX | 2024-09-17"),
    ("Chỉ thị 01, 13, 33/CT-UB của UBND tỉnh", f"Chỉ thị | 01/CT-UB | | {UBND}", f"Chỉ thị | 13/CT-UB | | {UBND}", f"Chỉ thị | 33/CT-UB | | {UBND}"),
    ("Nghị quyết số 07/2017/NQ-HĐND và Nghị quyết số 06/2018/NQ-HĐND của Hội đồng nhân dân tỉnh Bắc Giang", "Nghị quyết | 07/2017/NQ-HĐND | | Hội đồng nhân dân tỉnh Bắc Giang", "Nghị quyết | 06/2018/NQ-HĐND | | Hội đồng nhân dân tỉnh Bắc Giang"),
    ("Nghị định số 108/2014/NĐ-CP và Nghị định số 113/2018/NĐ-CP ngày 31/12/2018 của Chính phủ", "Nghị định | 108/2014/NĐ-CP | | Chính phủ", "Nghị định | 113/2018/NĐ-CP | 2018-12-31 | Chính phủ"),
    ("Nghị quyết số 18-NQ/TW, Kế hoạch số 47-KH/TU, Kế hoạch số 112/KH-UBND ngày 27/6/2018 của UBND tỉnh", "Nghị quyết | 18-NQ/TW", "Kế hoạch | 47-KH/TU", f"Kế hoạch | 112/KH-UBND | 2018-06-27 | {UBND}"),
    ("Quyết định số 217/QĐ-TW; Kết luận 126/KL/TW ngày 14/02/2025", "Quyết định | 217/QĐ-TW", "Kết luận | 126/KL/TW | 2025-02-14"),
    ("Thông tư số 15/2020/TT-BGDĐT ngày 26 tháng 5 năm 2020 và được sửa đổi, bổ sung tại Thông tư số 05/2021/TT-BGDĐT ngày 12 tháng 3 năm 2021 của Bộ trưởng Bộ Giáo dục và Đào tạo", "Thông tư | 15/2020/TT-BGDĐT | 2020-05-26 | Bộ trưởng Bộ Giáo dục và Đào tạo", "Thông tư | 05/2021/TT-BGDĐT | 2021-03-12 | Bộ trưởng Bộ Giáo dục và Đào tạo"),
    ("Chỉ thị số 35-CT/TW và Quy định số 11-QĐi/TW (sửa đổi) của Bộ Chính trị", f"Chỉ thị | 35-CT/TW | | {BCT}", f"Quy định | 11-QĐi/TW | | {BCT}"),
    ("Kế hoạch số 50-KH/BDVTU năm 2018; Kế hoạch số 67-KH/BDVTU năm 2019", "Kế hoạch | 50-KH/BDVTU | 2018", "Kế hoạch | 67-KH/BDVTU | 2019"),
    ("Luật Tiếp công dân, Luật Khiếu nại năm 2011", "Luật | Luật Tiếp công dân", "Luật | Luật Khiếu nại | 2011"),
]  # fmt: skip

SUBJECTS = [
    ("UBND tỉnh ban hành Kế hoạch số 104/KH-UBND ngày 01/6/2016 về", f"Kế hoạch | 104/KH-UBND | 2016-06-01 | {UBND}"),
    ("Chủ tịch UBND tỉnh đã ban hành Chỉ thị số 01/CT-UBND ngày 08/01/2020 về", f"Chỉ thị | 01/CT-UBND | 2020-01-08 | {CHU_TICH}"),
    ("Tỉnh ủy Bắc Giang ban hành Nghị quyết số 110-NQ/TU về công tác dân vận, Nghị quyết 137-NQ/TU về cán bộ; Chỉ thị số 14-CT/TU", "Nghị quyết | 110-NQ/TU | | Tỉnh ủy Bắc Giang", "Nghị quyết | 137-NQ/TU | | Tỉnh ủy Bắc Giang", "Chỉ thị | 14-CT/TU | | Tỉnh ủy Bắc Giang"),
    ("UBND tỉnh ban hành Kế hoạch số 104/KH-UBND về triển khai thực hiện Chỉ thị số 16/CT-TTg, Quyết định số 274/QĐ-UBND", f"Kế hoạch | 104/KH-UBND | | {UBND}", "Chỉ thị | 16/CT-TTg", f"Quyết định | 274/QĐ-UBND | | {UBND}"),
    ("Ngày 08/10/2024, Chính phủ ban hành Nghị định số 126/2024/NĐ-CP quy định về hội", "Nghị định | 126/2024/NĐ-CP | 2024-10-08 | Chính phủ"),
    ("ngày 14/8/2024, Sở Tài nguyên và Môi trường có Công văn số 4321/STNMT-CCBVMT đề xuất", "Công văn | 4321/STNMT-CCBVMT | 2024-08-14 | Sở Tài nguyên và Môi trường tỉnh Bắc Giang"),
    ("Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 6482/TTr-SNV ngày 29/10/2025", "Tờ trình | 6482/TTr-SNV | 2025-10-29 | Giám đốc Sở Nội vụ tỉnh Bắc Giang"),
    ("ý kiến chỉ đạo của Chủ tịch UBND tỉnh tại Công văn số 2769/UBND-NC ngày 24/7/2024", f"Công văn | 2769/UBND-NC | 2024-07-24 | {CHU_TICH}"),
    ("đã được Sở Nội vụ có ý kiến thống nhất theo Công văn số 3342/SNV-TCCC ngày 26/11/2024", "Công văn | 3342/SNV-TCCC | 2024-11-26 | Sở Nội vụ tỉnh Bắc Giang"),
    ("được Sở Công Thương Lào Cai cấp Giấy chứng nhận đủ điều kiện số 02/GCN-SCT", "Giấy chứng nhận | 02/GCN-SCT | | Sở Công Thương tỉnh Lào Cai"),
    ("Đoàn kiểm tra đã lập Biên bản số 01/BB-ĐKT", "Biên bản | 01/BB-ĐKT | | Đoàn kiểm tra"),
    ("Chủ tịch UBND tỉnh đã thành lập tổ công tác. Đồng thời ban hành Công văn số 555/UBND-NC và Công văn số 2480/UBND-NC", f"Công văn | 555/UBND-NC | | {CHU_TICH}", f"Công văn | 2480/UBND-NC | | {CHU_TICH}"),
    ("Các nghị quyết của HĐND về hỗ trợ như: Nghị quyết số 12/2018/NQ-HĐND quy định A; Nghị quyết số 24/2018/NQ-HĐND quy định B", "Nghị quyết | 12/2018/NQ-HĐND | | Hội đồng nhân dân tỉnh Bắc Giang", "Nghị quyết | 24/2018/NQ-HĐND | | Hội đồng nhân dân tỉnh Bắc Giang"),
    ("như Chỉ thị số 21/CT-UB ngày 14/6/1996, hoặc “Số 12/CT-UB” không có dấu hai chấm", "Chỉ thị | 21/CT-UB | 1996-06-14"),
    ("nói tại “Chỉ thị số 12/CT-UB” và ở “Quyết định 25/QĐ-UBND”", "Chỉ thị | 12/CT-UB", "Quyết định | 25/QĐ-UBND"),
    ("Quyết định số 12/QĐ-UBND do UBND tỉnh ban hành", f"Quyết định | 12/QĐ-UBND | | {UBND}"),
    ("Thực hiện Công văn số 12/SNV-VP ngày 01/02/2020, UBND huyện Yên Thế báo cáo", "Công văn | 12/SNV-VP | 2020-02-01"),
    ("UBND các huyện ban hành Kế hoạch số 12/KH-UBND", "Kế hoạch | 12/KH-UBND"),
]  # fmt: skip

NONE = [
    "tăng cường kỷ luật, kỷ cương hành chính", "chính sách, pháp luật của Nhà nước", "các quyết định của UBND tỉnh",
    "đã ban hành 45 Quyết định, 02 Kế hoạch", "giải quyết 144/170 vụ việc, đạt 84,7%", "điện thoại: 0204.3854.321",
    "tiêu chuẩn TCVN ISO 9001:2015", "theo QCVN 26:2010/BTNMT", "Số: 04 /CT-UBND", "Số: /UBND-VXNV", "giai đoạn 2016-2020",
    "Luật sư Nguyễn Văn A, Đoàn luật sư", "Trường Đại học Luật Hà Nội", "quy định của luật", "xây dựng kế hoạch 5 năm", "Kế hoạch 5 năm 2021-2025",
    "Quyết định 03 cán bộ quản lý", "Nghị quyết 10 điểm", "Nghị quyết Đại hội XIII của Đảng", "hợp đồng số 12/HĐ-KT", "mẫu số 01/TNDN",
    "thời gian cắt giảm của 503/2003 TTHC", "tiếp công dân 01 ngày/tháng", "biển số 20C-23393", "luật pháp quốc tế", "Luật này", "phê duyệt Đề án 06",
    "Chương trình hành động thực hiện Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV",
    "cách ghi cũ của các chỉ thị, như “số 12/CT-UB” không có dấu hai chấm", 'ghi ở quyết định là "số 25/QĐ-UBND"',
]  # fmt: skip

SELF = [
    ("Căn cứ Chỉ thị này, Thủ trưởng các sở", "Chỉ thị này", None),
    ("nội dung tại Khoản 1, Chỉ thị này.", "Khoản 1, Chỉ thị này", "khoan-1"),
    ("liên quan tại Khoản 1 Công văn này phù hợp", "Khoản 1 Công văn này", "khoan-1"),
    ("theo Điều 3 Quy chế này", "Điều 3 Quy chế này", "dieu-3"),
    (
        "tại điểm đ khoản 2 Điều 15 Nghị định này",
        "điểm đ khoản 2 Điều 15 Nghị định này",
        "dieu-15-khoan-2-diem-dd",
    ),
    ("quy định tại Chương II Nghị định này", "Chương II Nghị định này", "chuong-ii"),
    ("khoản 2, khoản 3 Điều 15 Luật này", "khoản 2, khoản 3 Điều 15 Luật này", "dieu-15"),
]

PORTIONS = [
    ("điểm a khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP", "dieu-5-khoan-2-diem-a"),
    ("Khoản 3, Điều 63 của Bộ luật Lao động", "dieu-63-khoan-3"),
    ("Khoản 4 Điều 16 Nghị định 71/2019/NĐ-CP", "dieu-16-khoan-4"),
    ("Mục 1, Chương III của Nghị định số 86/2011/NĐ-CP", "chuong-iii-muc-1"),
    ("Mục 1 Chương III, Điều 7 Nghị định số 86/2011/NĐ-CP", "dieu-7"),
    ("Điểm b, c khoản 4 Điều 19 Nghị định số 126/2024/NĐ-CP", "dieu-19-khoan-4"),
    ("khoản 2, khoản 3 Điều 6 Nghị định số 31/2021/NĐ-CP", "dieu-6"),
    ("Mục III Quyết định số 628/QĐ-UBND", "muc-iii"),
    ("Điều 3a Luật Tiếp công dân", "dieu-3a"),
    ("tiểu mục 1 Mục II Hướng dẫn 36-HD/VPTW", "muc-ii-tieu-muc-1"),
    ("Điều 2 Quyết định của Bộ Chính trị số 31-QĐ/TW", "dieu-2"),
    ("điểm b khoản 3² Điều 5 Nghị định số 30/2020/NĐ-CP", "dieu-5-khoan-3-diem-b"),
    ("Phụ lục III ban hành kèm theo Nghị định số 25/2026/NĐ-CP", None),
    ("Nghị định số 25/2026/NĐ-CP", None),
]

RELATIONS = [
    ("Căn cứ Luật Đất đai;", "based_on"),
    ("Thực hiện Chỉ thị số 16/CT-TTg", "implements"),
    ("triển khai thực hiện Kết luận số 114-KL/TW", "implements"),
    ("Bãi bỏ Quyết định số 12/QĐ-UBND", "repeals"),
    ("Quyết định này thay thế Quyết định số 12/QĐ-UBND", "replaces"),
    ("Sửa đổi, bổ sung một số điều của Nghị định số 63/2010/NĐ-CP", "amends"),
    ("quy định đã sửa đổi, bổ sung bởi Thông tư số 02/2025/TT-BTC", "cites"),
    ("người nộp thuế khai bổ sung theo Nghị định số 126/2020/NĐ-CP", "cites"),
    ("được sửa đổi, thay thế theo Quyết định số 38/2010/QĐ-TTg", "cites"),
    ("hướng dẫn thi hành Nghị định số 104/2004/NĐ-CP", "guides"),
    ("quy định chi tiết khoản 3 Điều 63 của Bộ luật Lao động", "guides"),
    ("Quy chế ban hành kèm theo Quyết định số 12/QĐ-UBND", "issues"),
    ("Đính chính Quyết định số 12/QĐ-UBND", "corrects"),
    ("quán triệt các nội dung của Kết luận số 114-KL/TW", "cites"),
]


@pytest.mark.parametrize(
    "case",
    [*NUMBERS, *DAMAGED, *MARKED, *NAMES, *SHORT, *BACK, *LISTS, *SUBJECTS],
    ids=lambda case: case[0][:60],
)
def test_reads_mentions(case: tuple[str, ...]) -> None:
    """A mention gives its type, number, date and issuer as far as its words or its list do."""
    text, *expected = case
    assert [facts(c).replace(" |  | ", " | | ") for c in read(text) if c.form != "self"] == expected


@pytest.mark.parametrize("text", NONE)
def test_leaves_what_only_looks_like_a_mention(text: str) -> None:
    """Counts, ratios, standards, contracts, common words and number lines are not mentions."""
    assert [c for c in read(text) if c.form != "self"] == []


@pytest.mark.parametrize(("text", "words", "portion"), SELF)
def test_reads_references_to_itself(text: str, words: str, portion: str | None) -> None:
    """The words "Chỉ thị này" are a reference of the text to itself, its pinpoint an anchor of its own."""
    (found,) = read(text)
    assert (found.form, found.text, found.portion) == ("self", words, portion)


@pytest.mark.parametrize(("text", "portion"), PORTIONS)
def test_reads_pinpoints(text: str, portion: str | None) -> None:
    """A pinpoint before a mention is the anchor of the smallest unit that holds all that is cited."""
    assert read(text)[-1].portion == portion


@pytest.mark.parametrize(("text", "relation"), RELATIONS)
def test_reads_relations(text: str, relation: str) -> None:
    """Cue words say what the citing document does with the cited one."""
    assert read(text)[-1].relation == relation


# a phrase of a real text, its relation: what is only proposed changes nothing
PROPOSED = [
    ("chủ động tổ chức xây dựng dự án Luật sửa đổi, bổ sung một số điều của Luật Thương mại", "cites"),
    ("Đề nghị Bộ Nội vụ tham mưu Chính phủ sửa đổi Nghị định số 126/2024/NĐ-CP ngày 08/10/2024", "cites"),
    ("Bộ Tài chính đang xây dựng Nghị định sửa đổi, bổ sung một số điều của Nghị định số 126/2020/NĐ-CP", "cites"),
    ("Kiến nghị Chính phủ ban hành Nghị định thay thế Nghị định số 22/2012/NĐ-CP", "cites"),
    ("tập trung rà soát, sớm sửa đổi Luật Doanh nghiệp", "cites"),
    ("Các Quyết định sau hết hiệu lực thi hành kể từ ngày Quyết định này", "cites"),
    ("Theo đề nghị của Giám đốc Sở Nội vụ. Bãi bỏ Quyết định số 14/2025/QĐ-UBND", "repeals"),
    ("Chính phủ ban hành Nghị định sửa đổi, bổ sung một số điều của Nghị định số 72/2020/NĐ-CP", "amends"),
    ("1.2. Kiến nghị thực thi\n\nSửa đổi Điều 109 của Nghị định số 65/2023/NĐ-CP", "cites"),
    ("1.2. Nội dung sửa đổi\n\nSửa đổi Điều 109 của Nghị định số 65/2023/NĐ-CP", "amends"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "relation"), PROPOSED)
def test_what_is_only_proposed_changes_nothing(text: str, relation: str) -> None:
    """A decree that ministries ask to amend is not amended by their asking; and no text repeals itself."""
    assert read(text)[-1].relation == relation


def test_leaves_the_relation_of_another_document_to_that_document() -> None:
    """What a cited title says of a third document is not said of it by the citing text."""
    text = "Thực hiện Kế hoạch số 104/KH-UBND về triển khai thực hiện Chỉ thị số 16/CT-TTg"
    assert [c.relation for c in read(text)] == ["implements", "cites"]


def test_the_items_of_a_list_share_its_relation() -> None:
    """In "Căn cứ A; B" both are bases, what B amends is not; a new sentence begins anew."""
    text = (
        "Căn cứ Nghị định số 123/2016/NĐ-CP của Chính phủ; Nghị định số 101/2020/NĐ-CP sửa đổi một số điều "
        "của Nghị định số 123/2016/NĐ-CP; Luật Giá. Xem Luật Đất đai; Luật Giá"
    )
    assert [c.relation for c in read(text)] == ["based_on", "based_on", "cites", "based_on", "cites", "cites"]


@pytest.mark.parametrize(
    ("text", "inferred"),
    [
        ("Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ", [()]),
        ("Kế hoạch số 411/KH-UBND của UBND tỉnh Bắc Giang", [()]),
        ("Kế hoạch số 411/KH-UBND của UBND tỉnh", [("issuer",)]),
        ("Quyết định số 217-QĐ/TW và Quyết định số 218-QĐ/TW ngày 12/12/2013 của Bộ Chính trị", [("issued", "issuer"), ()]),
        ("UBND tỉnh ban hành Kế hoạch số 104/KH-UBND", [("issuer",)]),
        ("các Công điện số 217/CĐ-TTg và số 218/CĐ-TTg", [(), ("document_type",)]),
        ("Chỉ thị 01, 33/CT-UB", [("number",), ("document_type",)]),
    ],
)  # fmt: skip
def test_says_what_was_inferred(text: str, inferred: list[tuple[str, ...]]) -> None:
    """What came from the list, the subject or the home is named; what the mention prints is not."""
    assert [c.inferred for c in read(text)] == inferred


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Chỉ thị số 16/CT-TTg", ["full"]),
        ("Kết luận 114", ["short"]),
        ("Luật Đất đai", ["name"]),
        ("Luật Đất đai số 31/2024/QH15", ["full"]),
        ("Nghị quyết Trung ương 6 (khóa XII)", ["name"]),
        ("Chỉ thị này", ["self"]),
    ],
)
def test_names_the_form(text: str, forms: list[str]) -> None:
    """A mention is whole, short, by name, or of the text itself."""
    assert [c.form for c in read(text)] == forms


def test_spans_are_of_the_source() -> None:
    """The span of a mention cuts its words from the source, line breaks in it included."""
    source = "Thực hiện Chỉ thị số\n16/CT-TTg   ngày 16/5/2016 của Thủ\ntướng Chính phủ về"
    (found,) = find_citations(View(source, [Span(0, len(source))]), HOME)
    assert source[found.span.start : found.span.end] == source[10:-3]
    assert found.text == "Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ"


def test_a_back_reference_says_what_was_inferred() -> None:
    """Words such as "Chỉ thị nêu trên" print no number: the mention is short, its number inferred."""
    (_, back) = read("Thực hiện Chỉ thị số 19/CT-TTg. Theo Chỉ thị nêu trên")
    assert (back.form, back.text, back.inferred) == ("short", "Chỉ thị nêu trên", ("number",))


def test_a_note_mark_inside_a_mention_is_no_word_of_it() -> None:
    """The span reaches over the mark, the words leave it out; a mark behind the mention is not its own."""
    source = "Chỉ thị số 06/CT-UBND¹ ngày 16/4/2018² và"
    (found,) = read(source)
    assert source[found.span.start : found.span.end] == "Chỉ thị số 06/CT-UBND¹ ngày 16/4/2018"
    assert found.text == "Chỉ thị số 06/CT-UBND ngày 16/4/2018"


def test_a_mention_of_its_own_number_is_a_reference_to_itself() -> None:
    """The line "(Kèm theo Công văn số …)" over an annex names the letter that it belongs to."""
    text = "(Kèm theo Công văn số 6225/BVHTTDL-VP ngày 18/11/2025)"
    assert [c.form for c in read(text, own="6225/BVHTTDL-VP")] == ["self"]
    assert [c.form for c in read(text)] == ["self"]
    assert [c.form for c in read(text, own="12/BVHTTDL-VP")] == ["full"]


def test_the_home_decides_who_ubnd_tinh_is() -> None:
    """The same words name another committee in a text of another province; nowhere, none."""
    text = "Kế hoạch số 411/KH-UBND của UBND tỉnh"
    assert read(text, Home("tỉnh An Mẫu"))[0].issuer == "Ủy ban nhân dân tỉnh An Mẫu"
    assert read(text, Home())[0].issuer is None


ROWS = load_citation_tables().patterns


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_pattern_proves_itself(row) -> None:  # type: ignore[no-untyped-def]
    """Each row of citation_patterns.toml finds its examples; a part finds none of its rejects."""
    pattern = compiled(row)
    for example in row.examples:
        assert pattern.search(example if row.cased else folded(example)), example
    for reject in row.rejects if row.role == "part" else ():
        assert not any(m.group() for m in [pattern.search(folded(reject))] if m), reject


@pytest.mark.parametrize("row", [row for row in ROWS if row.role == "anchor"], ids=lambda row: row.name)
def test_every_form_is_read_from_its_examples(row) -> None:  # type: ignore[no-untyped-def]
    """What begins a mention gives one of its form in every example, and in no reject."""
    for example in row.examples:
        assert row.form in [c.form for c in read(example)], example
    for reject in row.rejects:
        assert row.form not in [c.form for c in read(reject)], reject


HOSTILE = [
    "1" * 40_000, "Điều " * 8_000, "(" * 40_000, "ngày tháng năm " * 3_000, "số " * 13_000, "Luật " * 8_000, "12/" * 13_000, "A-" * 20_000,
    "Quyết định số 1/QĐ, " * 2_000, "khoản 1, " * 4_500, "sửa đổi, bổ sung " * 2_400, "Luật sửa đổi, bổ sung một số điều của " * 1_000,
    "UBND tỉnh " * 4_000, "Chỉ thị này " * 3_300, "1-A/" * 10_000, "Nghị quyết trung ương " * 1_800, "của Ban " * 5_000, "1 / " * 10_000, "Sở " * 13_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:24])
def test_hostile_text_does_not_hang_the_reader(text: str) -> None:
    """Sixteen times the text is read through, and each mention in it is cut from it."""
    repeated = text * 16
    view = View(repeated, [Span(0, len(repeated))])
    with patience():
        found = find_citations(view, HOME)
    assert all(repeated[c.span.start : c.span.end] == c.text for c in found)


WORDS = st.sampled_from(
    "Chỉ thị|số |16/CT-TTg|ngày 16/5/2016| của |UBND tỉnh|Luật Đất đai|, | và |; |khoản 1 |Điều 3 | này|114|-KL/TW|\n|(|)|Kết luận |"
    "UBND|ban hành |tại |năm 2018|Bộ Chính trị|sửa đổi, bổ sung |Luật |Thành phố |. |: |12, |/|-| ".split("|")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map("".join))
def test_never_fails_and_keeps_its_order(text: str) -> None:
    """Whatever the words, nothing raises, mentions do not overlap, and each is cut from the text."""
    found = read(text)
    source = clean(text)
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
    for citation in found:
        assert source[citation.span.start : citation.span.end].split() == citation.text.split()


def test_tables_are_read() -> None:
    """Every row of the table is compiled and reached by its name."""
    assert set(patterns()) == {row.name for row in ROWS}
