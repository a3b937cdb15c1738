# ruff: noqa: E501 (a case is one line)
"""Bodies and heads as running text and heads name them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.authorities import Home, official_name, read_authority, register_slug, same_register
from builder.authorities.lexicon import folded
from builder.text import key

BAC_GIANG = Home("tỉnh Bắc Giang", "Sở Nội vụ tỉnh Bắc Giang")
HO_CHI_MINH = Home("Thành phố Hồ Chí Minh", "Ủy ban nhân dân Thành phố Hồ Chí Minh")
AN_MAU = Home("tỉnh An Mẫu", "Ủy ban nhân dân huyện Mẫu Sơn, tỉnh An Mẫu", "huyện Mẫu Sơn")
NOWHERE = Home()

# running text that begins with a body | the words that are its name | the name written out
AT_HOME = [
    ("UBND tỉnh về việc", "UBND tỉnh", "Ủy ban nhân dân tỉnh Bắc Giang"),
    ("Uỷ ban nhân dân tỉnh và Ban Dân vận", "Uỷ ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh Bắc Giang"),
    ("UBND tỉnh Bắc Giang về", "UBND tỉnh Bắc Giang", "Ủy ban nhân dân tỉnh Bắc Giang"),
    ("UBND THÀNH PHỐ HÀ NỘI VỀ BAN HÀNH", "UBND THÀNH PHỐ HÀ NỘI", "Ủy ban nhân dân Thành phố Hà Nội"),
    ("HĐND tỉnh, toàn tỉnh", "HĐND tỉnh", "Hội đồng nhân dân tỉnh Bắc Giang"),
    ("Chủ tịch UBND tỉnh ban hành", "Chủ tịch UBND tỉnh", "Chủ tịch Ủy ban nhân dân tỉnh Bắc Giang"),
    ("Thường trực HĐND tỉnh tại", "Thường trực HĐND tỉnh", "Thường trực Hội đồng nhân dân tỉnh Bắc Giang"),
    ("UBND huyện Yên Thế ban hành", "UBND huyện Yên Thế", "Ủy ban nhân dân huyện Yên Thế, tỉnh Bắc Giang"),
    ("UBND huyện Đức Thọ, tỉnh Hà Tĩnh về", "UBND huyện Đức Thọ, tỉnh Hà Tĩnh", "Ủy ban nhân dân huyện Đức Thọ, tỉnh Hà Tĩnh"),
    ("Tỉnh ủy Bắc Giang ban hành", "Tỉnh ủy Bắc Giang", "Tỉnh ủy Bắc Giang"),
    ("Tỉnh uỷ về tăng cường", "Tỉnh uỷ", "Tỉnh ủy Bắc Giang"),
    ("Ban Thường vụ Tỉnh ủy về", "Ban Thường vụ Tỉnh ủy", "Ban Thường vụ Tỉnh ủy Bắc Giang"),
    ("Ban Chấp hành Đảng bộ tỉnh về", "Ban Chấp hành Đảng bộ tỉnh", "Ban Chấp hành Đảng bộ tỉnh Bắc Giang"),
    ("Ban Dân vận Tỉnh ủy và Ban cán sự", "Ban Dân vận Tỉnh ủy", "Ban Dân vận Tỉnh ủy Bắc Giang"),
    ("Ban Dân vận Huyện ủy Yên Thế ban", "Ban Dân vận Huyện ủy Yên Thế", "Ban Dân vận Huyện ủy Yên Thế, tỉnh Bắc Giang"),
    ("Ban Cán sự Đảng UBND tỉnh về", "Ban Cán sự Đảng UBND tỉnh", "Ban Cán sự Đảng Ủy ban nhân dân tỉnh Bắc Giang"),
    ("Sở Nội vụ có công văn", "Sở Nội vụ", "Sở Nội vụ tỉnh Bắc Giang"),
    ("Giám đốc Sở Nội vụ tại Tờ trình", "Giám đốc Sở Nội vụ", "Giám đốc Sở Nội vụ tỉnh Bắc Giang"),
    ("Sở Công Thương Lào Cai cấp", "Sở Công Thương Lào Cai", "Sở Công Thương tỉnh Lào Cai"),
    ("Sở Lao động - Thương binh và Xã hội về", "Sở Lao động - Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội tỉnh Bắc Giang"),
    ("Thủ tướng Chính phủ về", "Thủ tướng Chính phủ", "Thủ tướng Chính phủ"),
    ("Chính phủ quy định chi tiết", "Chính phủ", "Chính phủ"),
    ("Thanh tra Chính phủ, Chủ tịch UBND tỉnh", "Thanh tra Chính phủ", "Thanh tra Chính phủ"),
    ("Bộ trưởng Bộ Nội vụ và Quyết định", "Bộ trưởng Bộ Nội vụ", "Bộ trưởng Bộ Nội vụ"),
    ("Bộ GD&ĐT ban hành", "Bộ GD&ĐT", "Bộ Giáo dục và Đào tạo"),
    ("Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch ban", "Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch", "Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch"),
    ("Bộ Chính trị khóa X về", "Bộ Chính trị khóa X", "Bộ Chính trị"),
    ("Ban Bí thư (khoá XI) về", "Ban Bí thư (khoá XI)", "Ban Bí thư"),
    ("Ủy ban Thường vụ Quốc hội khóa XI về", "Ủy ban Thường vụ Quốc hội khóa XI", "Ủy ban Thường vụ Quốc hội"),
    ("Ban Chấp hành Trung ương Đảng khóa XI về", "Ban Chấp hành Trung ương Đảng khóa XI", "Ban Chấp hành Trung ương Đảng"),
    ("BCĐ thực hiện QCDC tỉnh ban hành", "BCĐ thực hiện QCDC tỉnh", "Ban Chỉ đạo thực hiện Quy chế dân chủ tỉnh Bắc Giang"),
    ("Trưởng Ban Chỉ đạo 934 phân công", "Trưởng Ban Chỉ đạo 934", "Trưởng Ban Chỉ đạo 934"),
    ("Hội Cựu giáo chức tỉnh có Văn bản", "Hội Cựu giáo chức tỉnh", "Hội Cựu giáo chức tỉnh Bắc Giang"),
    ("Công ty TNHH MTV Khí công nghiệp An Mẫu về", "Công ty TNHH MTV Khí công nghiệp An Mẫu", "Công ty TNHH MTV Khí công nghiệp An Mẫu"),
]  # fmt: skip

ELSEWHERE = [
    (HO_CHI_MINH, "Ủy ban nhân dân Thành phố về", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
    (HO_CHI_MINH, "Thành ủy về thực hiện", "Thành ủy Thành phố Hồ Chí Minh"),
    (HO_CHI_MINH, "Sở Nội vụ Thành phố để", "Sở Nội vụ Thành phố Hồ Chí Minh"),
    (AN_MAU, "UBND tỉnh về", "Ủy ban nhân dân tỉnh An Mẫu"),
    (AN_MAU, "UBND huyện về", "Ủy ban nhân dân huyện Mẫu Sơn, tỉnh An Mẫu"),
    (AN_MAU, "Huyện ủy về", "Huyện ủy Mẫu Sơn, tỉnh An Mẫu"),
    (NOWHERE, "UBND tỉnh An Mẫu về", "Ủy ban nhân dân tỉnh An Mẫu"),
    (NOWHERE, "Sở Nội vụ về", "Sở Nội vụ"),
    (NOWHERE, "UBND xã Tân Mỹ, huyện Mẫu Sơn, tỉnh An Mẫu về", "Ủy ban nhân dân xã Tân Mỹ, huyện Mẫu Sơn, tỉnh An Mẫu"),
]  # fmt: skip

NO_BODY = [
    (BAC_GIANG, "UBND các huyện, thành phố"),
    (BAC_GIANG, "UBND cấp huyện"),
    (BAC_GIANG, "UBND tỉnh, thành phố trực thuộc trung ương"),
    (BAC_GIANG, "UBND huyện tổ chức"),
    (BAC_GIANG, "Ủy ban nhân dân Thành phố về"),
    (NOWHERE, "UBND tỉnh về"),
    (NOWHERE, "Tỉnh ủy về"),
    (BAC_GIANG, "chính phủ điện tử"),
    (BAC_GIANG, "Nhân dân trong tỉnh"),
]


@pytest.mark.parametrize(("text", "printed", "name"), AT_HOME)
def test_reads_a_body_in_a_text_of_bac_giang(text: str, printed: str, name: str) -> None:
    """A body is read to the end of its own words and written out as a reader of the place would."""
    read = read_authority(text, 0, BAC_GIANG)
    assert read is not None
    assert (read.printed, read.name) == (printed, name)
    assert text[read.start : read.end] == printed


@pytest.mark.parametrize(("home", "text", "name"), ELSEWHERE)
def test_reads_a_body_where_the_text_is_at_home(home: Home, text: str, name: str) -> None:
    """A place that is not printed is that of the text, also in a province outside the tables."""
    read = read_authority(text, 0, home)
    assert read is not None and read.name == name


@pytest.mark.parametrize(("home", "text"), NO_BODY)
def test_leaves_what_names_no_single_body(home: Home, text: str) -> None:
    """Many bodies, a body of an unknown place, and common words are not one body."""
    assert read_authority(text, 0, home) is None


@given(st.text(alphabet="hHoOàÀáuUỳỷyqQ nN-–—Ủủ\u00a0\nßİ", max_size=30))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    """What is found in the folded text stands at the same place of the printed one."""
    assert len(folded(text)) == len(text)


@pytest.mark.parametrize(
    "text", ["HOÀ BÌNH", "Uỷ ban", "quỳ", "KHOẺ", "lưu – lựu", "Thuỷ lợi", "toàn", "hoà thuận"]
)
def test_folding_agrees_with_the_key(text: str) -> None:
    """A text without double spaces folds to its key."""
    assert folded(text) == key(text)


def test_says_that_the_place_came_from_the_home() -> None:
    """A place that was printed is told from one that was the home's."""
    printed = read_authority("UBND tỉnh Bắc Giang", 0, BAC_GIANG)
    assumed = read_authority("UBND tỉnh", 0, BAC_GIANG)
    assert printed is not None and not printed.inferred
    assert assumed is not None and assumed.inferred


def test_reads_in_the_middle_of_a_sentence() -> None:
    """Positions count the text that was given, not the name."""
    text = "ngày 16/5/2016 của Thủ tướng Chính phủ về"
    read = read_authority(text, text.index("Thủ"), NOWHERE)
    assert read is not None and text[read.start : read.end] == "Thủ tướng Chính phủ"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH BẮC GIANG", "Ủy ban nhân dân tỉnh Bắc Giang"),
        ("UỶ BAN NHÂN DÂN TỈNH AN MẪU", "Ủy ban nhân dân tỉnh An Mẫu"),
        ("UBND TỈNH", "Ủy ban nhân dân tỉnh Bắc Giang"),
        ("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "Bộ Lao động - Thương binh và Xã hội"),
        ("SỞ NỘI VỤ", "Sở Nội vụ tỉnh Bắc Giang"),
        ("SỞ CÔNG THƯƠNG LÀO CAI", "Sở Công Thương tỉnh Lào Cai"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
        ("HỘI ĐỒNG NHÂN DÂN HUYỆN MẪU SƠN", "Hội đồng nhân dân huyện Mẫu Sơn, tỉnh Bắc Giang"),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG", "Ban Chấp hành Trung ương Đảng"),
        ("VĂN PHÒNG CHÍNH PHỦ", "Văn phòng Chính phủ"),
        ("CÔNG TY TNHH MTV CẤP NƯỚC LÀO CAI", "Công ty TNHH MTV cấp nước Lào Cai"),
        ("Tổ hợp tác Bản Mạ", "Tổ hợp tác Bản Mạ"),
        ("ĐẠI HỘI ĐẠI BIỂU TOÀN QUỐC LẦN THỨ XI", "Đại hội đại biểu toàn quốc lần thứ XI"),
        ("HỘI NGHỊ ĐẠI BIỂU KHÓA XIV", "Hội nghị đại biểu khóa XIV"),
    ],
)
def test_puts_a_head_into_normal_case(printed: str, name: str) -> None:
    """A head in capitals gets its official name; a body outside the tables keeps its words."""
    assert official_name(printed, BAC_GIANG) == name


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ủy ban nhân dân tỉnh Bắc Giang", "ubnd-tinh-bac-giang"),
        ("Chủ tịch Ủy ban nhân dân tỉnh Bắc Giang", "ubnd-tinh-bac-giang"),
        ("Hội đồng nhân dân tỉnh An Mẫu", "hdnd-tinh-an-mau"),
        ("Ủy ban nhân dân huyện Yên Thế, tỉnh Bắc Giang", "ubnd-huyen-yen-the-tinh-bac-giang"),
        ("Sở Nội vụ tỉnh Bắc Giang", "so-noi-vu-tinh-bac-giang"),
        ("Giám đốc Sở Nội vụ tỉnh Bắc Giang", "so-noi-vu-tinh-bac-giang"),
        ("Bộ trưởng Bộ Nội vụ", "bo-noi-vu"),
        ("Thủ tướng Chính phủ", "thu-tuong-chinh-phu"),
        ("Chính phủ", "chinh-phu"),
        ("Tỉnh ủy Bắc Giang", "tinh-uy-bac-giang"),
        ("Ban Thường vụ Tỉnh ủy Bắc Giang", "tinh-uy-bac-giang"),
        ("Ban Chấp hành Đảng bộ tỉnh Bắc Giang", "tinh-uy-bac-giang"),
        ("Bộ Chính trị", "trung-uong-dang"),
        ("Ban Bí thư Trung ương Đảng", "trung-uong-dang"),
        ("Ban Chấp hành Trung ương Đảng", "trung-uong-dang"),
        ("Ủy ban nhân dân tỉnh Bến Tre và Ban Dân vận Tỉnh ủy Bến Tre", "ubnd-tinh-ben-tre"),
        ("Trưởng Ban Chỉ đạo 934", "ban-chi-dao-934"),
        ("Tổ hợp tác Bản Mạ", "to-hop-tac-ban-ma"),
    ],
)
def test_names_the_register_of_numbers(name: str, slug: str) -> None:
    """Head and body share a register, so do a Party committee and its bureau (DESIGN, section 4)."""
    assert register_slug(name) == slug


def test_tells_registers_apart() -> None:
    """The Prime Minister and the Government number apart; a committee and its chairman do not."""
    assert not same_register("Thủ tướng Chính phủ", "Chính phủ")
    assert same_register("Chủ tịch UBND tỉnh Bắc Giang", "Ủy ban nhân dân tỉnh Bắc Giang")
