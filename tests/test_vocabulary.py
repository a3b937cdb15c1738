"""The tables of the country: what they answer, and that every row keeps the rules of its table."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from itertools import combinations

import pytest

from builder import vocabulary
from builder.errors import BadTable
from builder.identifiers import slugify
from builder.text import key
from builder.vocabulary import Capacity, DocumentType, Formula, Issuer, Province, ProvisionKind

TABLES = vocabulary.load()
DATA = files("builder") / "data"
# The identifiers of DESIGN section 3.
ENGLISH = {
    "Chỉ thị": "directive",
    "Công văn": "official_letter",
    "Công điện": "telegram",
    "Nghị định": "decree",
    "Nghị quyết": "resolution",
    "Quyết định": "decision",
    "Thông tư": "circular",
    "Thông báo": "notice",
    "Kế hoạch": "plan",
    "Kết luận": "conclusion",
    "Báo cáo": "report",
    "Luật": "law",
}
# The 29 administrative types of Nghị định 30/2020/NĐ-CP, Điều 7, with the codes of Phụ lục III.
DECREE_30 = (
    "Nghị quyết NQ|Quyết định QĐ|Chỉ thị CT|Quy chế QC|Quy định QyĐ|Thông cáo TC|Thông báo TB|Hướng dẫn HD|"
    "Chương trình CTr|Kế hoạch KH|Phương án PA|Đề án ĐA|Dự án DA|Báo cáo BC|Biên bản BB|Tờ trình TTr|"
    "Hợp đồng HĐ|Công điện CĐ|Bản ghi nhớ BGN|Bản thỏa thuận BTT|Giấy ủy quyền GUQ|Giấy mời GM|"
    "Giấy giới thiệu GGT|Giấy nghỉ phép GNP|Phiếu gửi PG|Phiếu chuyển PC|Phiếu báo PB"
).split("|")
# The 34 of Nghị quyết 202/2025/QH15; * for the cities under the centre on 1 July 2025.
NEW_34 = (
    "Hà Nội*|Huế*|Hải Phòng*|Đà Nẵng*|Cần Thơ*|Hồ Chí Minh*|Lai Châu|Điện Biên|Sơn La|Lạng Sơn|Quảng Ninh|"
    "Thanh Hóa|Nghệ An|Hà Tĩnh|Cao Bằng|Tuyên Quang|Lào Cai|Thái Nguyên|Phú Thọ|Bắc Ninh|Hưng Yên|Ninh Bình|"
    "Quảng Trị|Quảng Ngãi|Gia Lai|Khánh Hòa|Lâm Đồng|Đắk Lắk|Đồng Nai|Tây Ninh|Vĩnh Long|"
    "Đồng Tháp|Cà Mau|An Giang"
).split("|")
MERGED_AWAY = (
    "Hà Giang|Yên Bái|Bắc Kạn|Vĩnh Phúc|Hòa Bình|Bắc Giang|Thái Bình|Hải Dương|Hà Nam|Nam Định|Quảng Bình|"
    "Quảng Nam|Kon Tum|Bình Định|Ninh Thuận|Bình Thuận|Đắk Nông|Phú Yên|Bà Rịa - Vũng Tàu|Bình Dương|"
    "Bình Phước|Long An|Tiền Giang|Bến Tre|Trà Vinh|Kiên Giang|Sóc Trăng|Hậu Giang|Bạc Liêu"
).split("|")


def standing(day: str) -> set[str]:
    """The official names of the provinces that stood on a day."""
    found = {TABLES.province(p.official, day) for p in TABLES.provinces}
    return {p.official for p in found if p}


@pytest.mark.parametrize(("name", "english"), ENGLISH.items())
def test_types_have_the_identifiers_of_the_design(name: str, english: str) -> None:
    """The types that the archive is about carry the agreed English names."""
    row = TABLES.document_type(name.upper())
    assert row is not None and (row.name, row.english) == (name, english)


@pytest.mark.parametrize("line", DECREE_30)
def test_types_of_decree_30(line: str) -> None:
    """Every type of Nghị định 30/2020 has its row and its abbreviation."""
    name, abbreviation = line.rsplit(" ", 1)
    row = TABLES.document_type(name)
    assert row is not None and abbreviation in row.abbreviations and "state" in row.systems


@pytest.mark.parametrize(
    ("word", "slug"),
    [
        ("CHỈ THỊ", "chi-thi"),
        ("chương trình hành động", "chuong-trinh"),
        ("Chương trình", "chuong-trinh"),
        ("Bản thoả thuận", "ban-thoa-thuan"),
        ("Thông tư liên bộ", "thong-tu-lien-tich"),
        ("Giấy uỷ quyền", "giay-uy-quyen"),
        ("Văn bản", "van-ban"),
        ("Văn bản hợp nhất", "van-ban-hop-nhat"),
        ("Hiến pháp", "hien-phap"),
        ("Bộ luật", "bo-luat"),
        ("Sắc lệnh", "sac-lenh"),
        ("Nghị quyết liên tịch", "nghi-quyet-lien-tich"),
    ],
)
def test_type_words_and_their_slugs(word: str, slug: str) -> None:
    """A type is found whatever its case and tone placement; aliases share a slug."""
    row = TABLES.document_type(word)
    assert row is not None and row.slug == slug


@pytest.mark.parametrize("word", ["", "Điều", "Số", "chỉ", "Chỉ thị số", "<b>"])
def test_words_that_are_no_type(word: str) -> None:
    """What is no type word is no type."""
    assert TABLES.document_type(word) is None


@pytest.mark.parametrize(
    ("abbreviation", "names"),
    [
        ("CT", {"Chỉ thị"}),
        ("TT", {"Thông tư", "Thông tri", "Tờ trình"}),
        ("TTr", {"Tờ trình"}),
        ("ttr", {"Tờ trình"}),
        ("QĐ", {"Quyết định", "Quy định"}),
        ("QÐ", {"Quyết định", "Quy định"}),
        ("QĐi", {"Quy định"}),
        ("HD", {"Hướng dẫn"}),
        ("HĐ", {"Hợp đồng"}),
        ("DA", {"Dự án"}),
        ("ĐA", {"Đề án"}),
        ("XYZ", set()),
    ],
)
def test_types_of_an_abbreviation(abbreviation: str, names: set[str]) -> None:
    """A code names every type that prints it, and case and Đ tell codes apart."""
    assert {row.name for row in TABLES.types_of_abbreviation(abbreviation)} == names


def test_a_type_that_uses_a_code_today_comes_first() -> None:
    """QĐ is first of all Quyết định: Quy định prints it in the Party only."""
    assert TABLES.types_of_abbreviation("QĐ")[0].name == "Quyết định"


@pytest.mark.parametrize(
    ("printed", "official"),
    [
        ("Bắc Giang", "tỉnh Bắc Giang"),
        ("tỉnh Bắc Giang", "tỉnh Bắc Giang"),
        ("TỈNH BẮC GIANG", "tỉnh Bắc Giang"),
        ("Bac Giang", "tỉnh Bắc Giang"),
        ("TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Tp.Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("TP.HCM", "Thành phố Hồ Chí Minh"),
        ("TPHCM", "Thành phố Hồ Chí Minh"),
        ("Thủ đô Hà Nội", "Thành phố Hà Nội"),
        ("Thanh Hoá", "tỉnh Thanh Hóa"),
        ("Hoà Bình", "tỉnh Hòa Bình"),
        ("Bà Rịa – Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu"),
        ("BÀ RỊA-VŨNG TÀU", "tỉnh Bà Rịa - Vũng Tàu"),
        ("Thừa Thiên-Huế", "tỉnh Thừa Thiên Huế"),
        ("Huế", "Thành phố Huế"),
        ("Đăk Lăk", "tỉnh Đắk Lắk"),
        ("Đồng Nai", "tỉnh Đồng Nai"),
        ("thành phố Đồng Nai", "Thành phố Đồng Nai"),
        ("tỉnh Cần Thơ", "tỉnh Cần Thơ"),
        ("Cần Thơ", "Thành phố Cần Thơ"),
        ("Hà Bắc", "tỉnh Hà Bắc"),
        ("Hà Tây", "tỉnh Hà Tây"),
    ],
)
def test_provinces_by_what_is_printed(printed: str, official: str) -> None:
    """A province is found by name, variant and kind, however it is spelled."""
    row = TABLES.province(printed)
    assert row is not None and row.official == official


@pytest.mark.parametrize(
    "printed", ["An Mẫu", "tỉnh An Mẫu", "QN", "ĐN", "", "tỉnh", "Vũng Tàu", "tỉnh Hà Nội"]
)
def test_what_names_no_province(printed: str) -> None:
    """Invented places, shared abbreviations, towns and wrong kinds name no province."""
    assert TABLES.province(printed) is None


@pytest.mark.parametrize(
    ("name", "day", "official"),
    [
        ("Cần Thơ", "1995-06-01", "tỉnh Cần Thơ"),
        ("Cần Thơ", "2018-04-16", "Thành phố Cần Thơ"),
        ("Đồng Nai", "2025-08-01", "tỉnh Đồng Nai"),
        ("Đồng Nai", "2026-05", "Thành phố Đồng Nai"),
        ("Bắc Giang", "2018", "tỉnh Bắc Giang"),
        ("Bắc Giang", "2025-07-01", None),
        ("Thừa Thiên Huế", "2024-12-31", "tỉnh Thừa Thiên Huế"),
        ("Thừa Thiên Huế", "2025-01-01", None),
        ("Hà Tây", "2010", None),
    ],
)
def test_provinces_on_a_day(name: str, day: str, official: str | None) -> None:
    """A date chooses among the bodies that bore one name, and finds none where none stood."""
    row = TABLES.province(name, day)
    assert (row.official if row else None) == official


def test_the_34_provinces_since_july_2025() -> None:
    """On 1 July 2025 the country has the 34 bodies of Nghị quyết 202/2025/QH15 and no others."""
    want = {f"Thành phố {n[:-1]}" if n.endswith("*") else f"tỉnh {n}" for n in NEW_34}
    assert len(want) == 34
    assert standing("2025-07-01") == want


def test_the_63_provinces_before() -> None:
    """On 30 June 2025 the 34 names and the 29 that went into them stand: 63 bodies."""
    want = {f"Thành phố {n[:-1]}" if n.endswith("*") else f"tỉnh {n}" for n in NEW_34}
    want |= {f"tỉnh {n}" for n in MERGED_AWAY}
    assert len(want) == 63
    assert standing("2025-06-30") == want


@pytest.mark.parametrize("name", MERGED_AWAY)
def test_a_merged_province_says_where_it_went(name: str) -> None:
    """Each of the 29 that lost its name ended on 30 June 2025 in a body that stands after."""
    row = TABLES.province(name)
    assert row is not None and row.valid_until == "2025-06-30"
    assert row.successor in standing("2025-07-01")


@pytest.mark.parametrize(
    ("printed", "name", "register"),
    [
        ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ", "thu-tuong-chinh-phu"),
        ("Thủ tướng", "Thủ tướng Chính phủ", "thu-tuong-chinh-phu"),
        ("Chính phủ", "Chính phủ", "chinh-phu"),
        ("Bộ trưởng Bộ Nội vụ", "Bộ Nội vụ", "bo-noi-vu"),
        ("BỘ NỘI VỤ", "Bộ Nội vụ", "bo-noi-vu"),
        ("Bộ KH&ĐT", "Bộ Kế hoạch và Đầu tư", "bo-ke-hoach-va-dau-tu"),
        (
            "Bộ Văn hoá, Thể thao và du lịch",
            "Bộ Văn hóa, Thể thao và Du lịch",
            "bo-van-hoa-the-thao-va-du-lich",
        ),
        (
            "Bộ Lao động – Thương binh và Xã hội",
            "Bộ Lao động - Thương binh và Xã hội",
            "bo-lao-dong-thuong-binh-va-xa-hoi",
        ),
        ("Bộ Chính trị", "Bộ Chính trị", "trung-uong-dang"),
        ("Ban Bí thư Trung ương Đảng", "Ban Bí thư", "trung-uong-dang"),
        ("BCH Trung ương Đảng", "Ban Chấp hành Trung ương Đảng", "trung-uong-dang"),
        ("Trung ương Đảng", "Ban Chấp hành Trung ương Đảng", "trung-uong-dang"),
        ("Văn phòng Trung ương", "Văn phòng Trung ương Đảng", "van-phong-trung-uong-dang"),
        ("UBTVQH", "Ủy ban Thường vụ Quốc hội", "uy-ban-thuong-vu-quoc-hoi"),
        ("Uỷ ban Thường vụ Quốc hội", "Ủy ban Thường vụ Quốc hội", "uy-ban-thuong-vu-quoc-hoi"),
        ("Thống đốc Ngân hàng Nhà nước", "Ngân hàng Nhà nước Việt Nam", "ngan-hang-nha-nuoc-viet-nam"),
        ("Toà án nhân dân tối cao", "Tòa án nhân dân tối cao", "toa-an-nhan-dan-toi-cao"),
        (
            "Ủy ban TW MTTQ Việt Nam",
            "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
            "uy-ban-trung-uong-mat-tran-to-quoc-viet-nam",
        ),
    ],
)
def test_issuers_by_what_is_printed(printed: str, name: str, register: str) -> None:
    """Body, alias and head lead to one row, and the row to the register of its numbers."""
    row = TABLES.issuer(printed)
    assert row is not None and (row.name, row.register) == (name, register)


@pytest.mark.parametrize("printed", ["Ủy ban nhân dân {place}", "UBND", "Sở Nội vụ", "Bộ", ""])
def test_generic_names_are_no_single_body(printed: str) -> None:
    """A name that every place has is not looked up as one body."""
    assert TABLES.issuer(printed) is None


@pytest.mark.parametrize(
    ("name", "day", "stands"),
    [
        ("Bộ Kế hoạch và Đầu tư", "2018-04-16", True),
        ("Bộ Kế hoạch và Đầu tư", "2025-03-01", False),
        ("Bộ Dân tộc và Tôn giáo", "2025-02-28", False),
        ("Bộ Dân tộc và Tôn giáo", "2025-03-01", True),
        ("Bộ Nội vụ", "2025-03-01", True),
    ],
)
def test_issuers_on_a_day(name: str, day: str, stands: bool) -> None:
    """The ministries of Nghị quyết 176/2025/QH15 begin and end on their days."""
    assert (TABLES.issuer(name, day) is not None) is stands


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("BNV", {"Bộ Nội vụ"}),
        ("BKH", {"Bộ Kế hoạch và Đầu tư"}),
        ("bkhđt", {"Bộ Kế hoạch và Đầu tư"}),
        ("TTg", {"Thủ tướng Chính phủ"}),
        ("UBND", {"Ủy ban nhân dân {place}"}),
        ("QH13", {"Quốc hội"}),
        ("UBTVQH15", {"Ủy ban Thường vụ Quốc hội"}),
        ("HĐNN8", {"Hội đồng Nhà nước"}),
        ("UBPLTP15", {"Ủy ban Pháp luật và Tư pháp của Quốc hội"}),
        ("BCĐ389", {"Ban Chỉ đạo {place}"}),
        ("CP4", set()),
        ("TW1", set()),
        ("13", set()),
        ("KHÔNG-CÓ", set()),
    ],
)
def test_issuers_of_a_code(code: str, names: set[str]) -> None:
    """A code of a symbol names the bodies that print it."""
    assert {row.name for row in TABLES.issuers_of_code(code)} == names


def test_the_code_of_the_centre_names_all_its_organs() -> None:
    """TW is the Central Committee, the Politburo and the Secretariat: the symbol cannot tell."""
    names = {row.name for row in TABLES.issuers_of_code("TW")}
    assert {"Ban Chấp hành Trung ương Đảng", "Bộ Chính trị", "Ban Bí thư"} <= names


@pytest.mark.parametrize(
    ("name", "register"),
    [
        ("Ủy ban nhân dân {place}", "ubnd-{place}"),
        ("Hội đồng nhân dân {place}", "hdnd-{place}"),
        ("Sở Nội vụ {place}", "so-noi-vu-{place}"),
        ("Tỉnh ủy {place}", "tinh-uy-{place}"),
        ("Ban Thường vụ Tỉnh ủy {place}", "tinh-uy-{place}"),
        ("Ban Chấp hành Đảng bộ tỉnh {place}", "tinh-uy-{place}"),
        ("Ban Dân vận Huyện ủy {place}", "ban-dan-van-huyen-uy-{place}"),
    ],
)
def test_generic_bodies_and_their_registers(name: str, register: str) -> None:
    """A committee, its plenum and its standing committee share one register (DESIGN, section 4)."""
    assert {i.register for i in TABLES.generic_issuers if i.name == name} == {register}


@pytest.mark.parametrize(
    ("mark", "english"),
    [
        ("TM.", "ON_BEHALF_OF"),
        ("T/M", "ON_BEHALF_OF"),
        ("KT.", "PER_PROCURATIONEM"),
        ("K/T", "PER_PROCURATIONEM"),
        ("kt", "PER_PROCURATIONEM"),
        ("TL.", "BY_ORDER"),
        ("TUQ.", "BY_AUTHORIZATION"),
        ("Q.", "ACTING"),
        ("BT.", None),
        ("", None),
    ],
)
def test_signing_capacities(mark: str, english: str | None) -> None:
    """The marks of Nghị định 30/2020, Phụ lục I, II.7, with the variants that are printed."""
    row = TABLES.capacity(mark)
    assert (row.english if row else None) == english


@pytest.mark.parametrize(
    ("word", "kind", "slug"),
    [
        ("Phần", "part", "phan"),
        ("CHƯƠNG", "chapter", "chuong"),
        ("Mục", "section", "muc"),
        ("Tiểu mục", "subsection", "tieu-muc"),
        ("Điều", "article", "dieu"),
        ("khoản", "clause", "khoan"),
        ("Điểm", "point", "diem"),
        ("Phụ lục", "attachment", "phu-luc"),
    ],
)
def test_provision_kinds(word: str, kind: str, slug: str) -> None:
    """Every level has the agreed kind and the slug of its anchors (DESIGN, sections 3 and 4)."""
    row = TABLES.provision_kind(word)
    assert row is not None and (row.kind, row.slug) == (kind, slug)


def test_levels_are_ranked_from_wide_to_narrow() -> None:
    """phần, chương, mục, tiểu mục, điều, khoản, điểm come in this order."""
    words = ["Phần", "Chương", "Mục", "Tiểu mục", "Điều", "Khoản", "Điểm"]
    ranks = [row.rank for row in map(TABLES.provision_kind, words) if row]
    assert len(ranks) == len(words) and ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    ("cue", "relation"),
    [
        ("căn cứ", "based_on"),
        ("triển khai thực hiện", "implements"),
        ("hướng dẫn thi hành", "guides"),
        ("sửa đổi, bổ sung", "amends"),
        ("bãi bỏ", "repeals"),
        ("hủy bỏ", "repeals"),
        ("thay thế", "replaces"),
        ("đính chính", "corrects"),
        ("ban hành kèm theo", "issues"),
    ],
)
def test_cues_of_relations(cue: str, relation: str) -> None:
    """Each cue announces one relation only."""
    assert [row.relation for row in TABLES.relations if cue in row.cues] == [relation]


def test_each_relation_has_one_row_and_two_labels() -> None:
    """All nine relations have a label from both ends, and the labels differ."""
    relations = [row.relation for row in TABLES.relations]
    assert sorted(relations) == sorted(
        "cites based_on implements guides amends repeals replaces corrects issues".split()
    )
    assert all(row.label != row.inverse for row in TABLES.relations)


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ("country", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("country", "CỘNG HÕA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("country", "VIỆT NAM DÂN CHỦ CỘNG HÒA"),
        ("party", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("motto", "ĐỘC LẬP – TỰ DO – HẠNH PHÚC"),
        ("recipients", "Nơi nhận"),
        ("addressees", "Kính gửi"),
        ("secrecy", "TỐI MẬT"),
        ("urgency", "Hoả tốc"),
        ("signed", "(Đã ký)"),
        ("draft", "Dự thảo"),
    ],
)
def test_formulas(group: str, words: str) -> None:
    """The words that every document prints are known with their slips, whatever their case."""
    assert key(words) in {key(one) for row in TABLES.formulas(group) for one in row.texts}


def test_an_unknown_group_of_formulas_is_a_defect() -> None:
    """A misspelt group is not an empty one."""
    with pytest.raises(KeyError):
        TABLES.formulas("moto")


HEAD = '[[document_type]]\nname = "Chỉ thị"\nslug = "chi-thi"\nenglish = "directive"\nsystems = ["state"]\n'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (HEAD, 1, "source"),
        ("# đầu\n" + HEAD, 2, "source"),
        (HEAD + 'source = ""\n', 1, "source"),
        (HEAD + 'source = "x"\ncolour = "red"\n', 1, "colour"),
        (HEAD + 'source = "x"\naliases = "Chỉ thị liên tịch"\n', 1, "aliases"),
        (HEAD + 'source = "x"\naliases = ["CHỈ THỊ"]\n', 1, "Chỉ thị"),
        (HEAD + 'source = "x"\nverified = "no"\n', 1, "verified"),
        (HEAD + 'source = "x"\n' + HEAD.replace('"Chỉ thị"', '"Khác"') + 'source = "x"\n', 7, "chi-thi"),
        ("[[document_type]\n", None, "TOML"),
        ("[[kieu]]\nname = 'x'\n", None, "document_type"),
    ],
)
def test_a_broken_table_names_its_file_and_row(text: str, line: int | None, words: str) -> None:
    """A missing, unknown or wrong key and a stolen slug are refused with file, line and reason."""
    with pytest.raises(BadTable) as caught:
        vocabulary.read_rows(DocumentType, text, "builder/data/x.toml")
    assert caught.value.path == "builder/data/x.toml"
    assert caught.value.line == line
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("start", "end"), [("2025-07-01", "2025-06-30"), ("1/7/2025", "2025-07-02"), ("2025", "sau")]
)
def test_dates_of_a_row_are_iso_and_in_order(start: str, end: str) -> None:
    """A row that ends before it begins, or whose dates are not ISO, is refused."""
    text = (
        '[[province]]\nname = "A"\nkind = "tỉnh"\nofficial = "tỉnh A"\nslug = "tinh-a"\nsource = "x"\n'
        f'valid_from = "{start}"\nvalid_until = "{end}"\n'
    )
    with pytest.raises(BadTable, match=re.escape(start)):
        vocabulary.read_rows(Province, text, "x.toml")


def test_aliases_may_share_a_slug_when_they_say_so() -> None:
    """`alias_of` is what lets Chương trình hành động stand under chuong-trinh."""
    both = (
        HEAD + 'source = "x"\n' + HEAD.replace('"Chỉ thị"', '"Khác"') + 'alias_of = "Chỉ thị"\nsource = "x"\n'
    )
    assert len(vocabulary.read_rows(DocumentType, both, "x.toml")) == 2


@pytest.mark.parametrize(
    ("table", "names"),
    [
        (DocumentType.TABLE, {"document_type"}),
        (Province.TABLE, {"province", "place_kind", "ended_level"}),
        (Issuer.TABLE, {"issuer"}),
        (Capacity.TABLE, {"capacity"}),
        (ProvisionKind.TABLE, {"provision_kind"}),
        ("relations.toml", {"relation"}),
        (Formula.TABLE, {"formula"}),
    ],
)
def test_no_table_holds_rows_that_nobody_reads(table: str, names: set[str]) -> None:
    """A misspelt `[[header]]` would be a row lost in silence."""
    assert set(tomllib.loads((DATA / table).read_text(encoding="utf-8"))) == names


def test_slugs_come_from_names() -> None:
    """The slug of a type or province is its name folded, aliases and the place apart."""
    for row in TABLES.document_types:
        assert row.alias_of or row.slug == slugify(row.name), row.name
    for province in TABLES.provinces:
        assert province.slug == slugify(province.official), province.official
        assert province.official.casefold().removeprefix(province.kind).strip() in (
            province.name.casefold(),
            province.name.casefold().removeprefix(province.kind).strip(),
        )


def test_successors_and_parents_are_rows_too() -> None:
    """A chain of successors never ends in a name that the tables do not hold."""
    officials = {p.official for p in TABLES.provinces}
    for province in TABLES.provinces:
        assert all(one in officials for one in filter(None, province.successor.split("; "))), (
            province.official
        )
    names = {issuer.name for issuer in TABLES.issuers}
    for issuer in TABLES.issuers:
        for one in filter(None, [*issuer.successor.split("; "), issuer.parent]):
            assert one in names, (issuer.name, one)


def test_a_place_stands_in_all_names_of_a_generic_row_or_in_none() -> None:
    """`{place}` is in every name, head and the register of a generic row, and nowhere else."""
    for issuer in TABLES.issuers:
        for one in (*issuer.names, issuer.register):
            assert ("{place}" in one) is issuer.generic, (issuer.name, one)


def test_no_printed_name_belongs_to_two_bodies() -> None:
    """One printed name means one body: heads and aliases are not shared."""
    owners: dict[str, set[str]] = {}
    for issuer in TABLES.issuers:
        for one in issuer.names:
            owners.setdefault(key(one), set()).add(issuer.name)
    assert {k: v for k, v in owners.items() if len(v) > 1} == {}


def test_bodies_of_one_name_do_not_overlap_in_time() -> None:
    """Two rows of one official name never stand on the same day."""
    for one, other in combinations(TABLES.provinces, 2):
        if one.official == other.official:
            first, second = sorted((one, other), key=lambda p: p.valid_from)
            assert first.valid_until and first.valid_until <= second.valid_from, one.official


def test_registers_are_slugs() -> None:
    """A register is ready to stand in an address."""
    for issuer in TABLES.issuers:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(-\{place\})?", issuer.register), issuer.name


def test_every_row_says_where_it_comes_from() -> None:
    """Each row has a source, and no table is empty."""
    tables = (
        TABLES.document_types,
        TABLES.provinces,
        TABLES.issuers,
        TABLES.capacities,
        TABLES.provision_kinds,
        TABLES.relations,
        TABLES.all_formulas,
    )
    for rows in tables:
        assert rows and all(row.source.strip() for row in rows)


def test_the_invented_province_is_in_no_table() -> None:
    """The specimens' An Mẫu must be read without help of the tables."""
    for name in ("provinces.toml", "issuers.toml"):
        assert "an mẫu" not in (DATA / name).read_text(encoding="utf-8").casefold()
