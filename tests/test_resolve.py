"""Where documents stand and where citations lead: full agreement, or an honest "not settled"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count

import pytest

from builder import resolve
from builder.model import (
    Archive,
    Citation,
    Document,
    Form,
    Found,
    Layout,
    LeftOut,
    Metadata,
    Provision,
    SourceText,
    Span,
    Work,
)

AN_MAU, BAC_GIANG = "Ủy ban nhân dân tỉnh An Mẫu", "Ủy ban nhân dân tỉnh Bắc Giang"
THU_TUONG = "Thủ tướng Chính phủ"
NOWHERE = Span(0, 0)
_texts = count(1)


def document(
    kind: str | None = None,
    number: str | None = None,
    issued: str | None = None,
    issuer: str | None = None,
    *,
    cites: Iterable[Citation] = (),
    anchors: Iterable[str] = (),
    province: str | None = "tỉnh An Mẫu",
    text: str = "",
) -> Document:
    """A document of which nothing but its record, its citations and its anchors is known."""
    source = SourceText(f"{next(_texts)}.txt", "00", "utf-8", text or f"Văn bản thứ {next(_texts)}")
    facts = [Found(fact, NOWHERE, "test") if fact else None for fact in (kind, number, issuer, issued)]
    record = Metadata(facts[0], facts[1], facts[2], (issuer,) if issuer else (), None, facts[3])
    provisions = tuple(Provision(a, "clause", "1", None, NOWHERE, NOWHERE) for a in anchors)
    return Document(source, Layout((), (), ()), record, provisions, tuple(cites), province=province)


def cite(
    kind: str | None,
    number: str | None,
    issued: str | None = None,
    issuer: str | None = None,
    portion: str | None = None,
    *,
    form: Form = "full",
) -> Citation:
    words = f"{kind} {number} {issued}"
    return Citation(NOWHERE, words, form, kind, number, issued, issuer, portion=portion)


def url(document: Document) -> str:
    return resolve.identity(document).url


def settled(citing: Document, *held: Document) -> tuple[Archive, Work]:
    """The archive of all, and the work of the citing document."""
    archive = resolve.resolve([citing, *held])
    return archive, next(w for w in archive.works if w.document is citing)


# Addresses (DESIGN of permanent addresses)

ID4 = "[0-9a-f]{4}"


@pytest.mark.parametrize(
    ("kind", "number", "issued", "issuer", "address"),
    [
        ("Chỉ thị", "06/CT-UBND", "2018-04-16", BAC_GIANG, "ubnd-tinh-bac-giang/chi-thi/2018/06-ct-ubnd"),
        ("Chỉ thị", "6/CT-UBND", "2018-04-16", BAC_GIANG, "ubnd-tinh-bac-giang/chi-thi/2018/06-ct-ubnd"),
        ("Chỉ thị", "010/CT-UBND", "2018", BAC_GIANG, "ubnd-tinh-bac-giang/chi-thi/2018/10-ct-ubnd"),
        ("Chỉ thị", "100/CT-UBND", "2018-04", BAC_GIANG, "ubnd-tinh-bac-giang/chi-thi/2018/100-ct-ubnd"),
        (
            "Chỉ thị",
            "06/CT-UBND",
            "2018-04-16",
            f"Chủ tịch {BAC_GIANG}",
            "ubnd-tinh-bac-giang/chi-thi/2018/06-ct-ubnd",
        ),
        ("Chỉ thị", "18/2000/CT-TTg", None, THU_TUONG, "thu-tuong-chinh-phu/chi-thi/2000/18-2000-ct-ttg"),
        ("Kết luận", "114-KL/TW", "2015-07-14", "Ban Bí thư", "trung-uong-dang/ket-luan/2015/114-kl-tw"),
        ("Kết luận", "114-KL/TW", "2015-07-14", "Bộ Chính trị", "trung-uong-dang/ket-luan/2015/114-kl-tw"),
        ("Nghị quyết", "30c/NQ-CP", "2011-11-08", "Chính phủ", "chinh-phu/nghi-quyet/2011/30c-nq-cp"),
        (
            "Nghị quyết",
            "66.7/2025/NQ-CP",
            "2025-11-15",
            "Chính phủ",
            "chinh-phu/nghi-quyet/2025/66-7-2025-nq-cp",
        ),
        (
            "Chương trình hành động",
            "15-CTr/TU",
            "2021-03-05",
            "Ban Thường vụ Tỉnh ủy Bắc Giang",
            "tinh-uy-bac-giang/chuong-trinh/2021/15-ctr-tu",
        ),
        (
            "Quy định",
            "07-QĐ/TU",
            "2018-01-02",
            "Tỉnh ủy Bắc Giang",
            "tinh-uy-bac-giang/quy-dinh/2018/07-qd-tu",
        ),
        (
            "Báo cáo",
            "12/BC-SNV",
            "2020-02-03",
            "Giám đốc Sở Nội vụ tỉnh Bắc Giang",
            "so-noi-vu-tinh-bac-giang/bao-cao/2020/12-bc-snv",
        ),
        (
            "Thông báo",
            "02/TB-UBND",
            "2019-02-03",
            "Ủy ban nhân dân huyện Yên Thế, tỉnh Bắc Giang",
            "ubnd-huyen-yen-the-tinh-bac-giang/thong-bao/2019/02-tb-ubnd",
        ),
        (
            "Thông báo",
            "02/TB-HYC",
            "2019-02-03",
            "Hội Yêu chim An Mẫu",
            "hoi-yeu-chim-an-mau/thong-bao/2019/02-tb-hyc",
        ),
        (
            "Công văn",
            "/UBND-VXNV",
            "2023-03",
            BAC_GIANG,
            f"ubnd-tinh-bac-giang/cong-van/2023/ks-ubnd-vxnv-2023-03-{ID4}",
        ),
        ("Báo cáo", None, "2020-03", AN_MAU, f"ubnd-tinh-an-mau/bao-cao/2020/ks-2020-03-{ID4}"),
        (None, None, None, None, f"chua-ro/chua-ro/chua-ro/ks-{ID4}"),
        ("Chỉ thị", "06/CT-UBND", "2018-04-16", None, f"chua-ro/chi-thi/2018/06-ct-ubnd-{ID4}"),
        ("Chỉ thị", "06/CT-UBND", None, AN_MAU, f"ubnd-tinh-an-mau/chi-thi/chua-ro/06-ct-ubnd-{ID4}"),
        (None, "06/CT-UBND", "2018-04-16", AN_MAU, f"ubnd-tinh-an-mau/chua-ro/2018/06-ct-ubnd-{ID4}"),
    ],
)
def test_addresses(
    kind: str | None, number: str | None, issued: str | None, issuer: str | None, address: str
) -> None:
    """A document stands at issuer, type, year and number; what is not known is said to be so."""
    assert re.fullmatch(f"/vb/{address}/", url(document(kind, number, issued, issuer)))


@pytest.mark.parametrize(
    "issuer", [f"Hội {'Người yêu chim ' * 40}", "A" * 400, "Ủy ban nhân dân tỉnh " + "Mẫu " * 99]
)
def test_addresses_are_names_that_a_disk_takes(issuer: str) -> None:
    """No part of an address is longer than 120 signs, nor cut inside a word where it has several."""
    part = resolve.identity(document("Chỉ thị", "06/CT-UBND", "2018-04-16", issuer)).issuer
    assert 100 < len(part) <= 120
    assert not part.endswith("-")


@pytest.mark.parametrize(
    "hostile", ["../../x", "a/b", "..", ".", "/", "<b>", "%2e%2e", "C:\\x", "чу", "*", "  "]
)
@pytest.mark.parametrize("field", ["kind", "number", "issuer", "issued"])
def test_addresses_leave_no_folder(field: str, hostile: str) -> None:
    """Whatever a field holds, the address is four plain names."""
    facts = {"kind": "Chỉ thị", "number": "06/CT-UBND", "issuer": AN_MAU, "issued": "2018-04-16"}
    if field != "issued":
        facts[field] = hostile
    assert re.fullmatch(r"/vb(/[a-z0-9]+(-+[a-z0-9]+)*){4}/", url(document(**facts)))


def test_two_texts_with_digits_but_no_issuer_stay_apart() -> None:
    """Two half-known documents never share an address, for their words differ."""
    first, second = (document("Chỉ thị", "06/CT-UBND", "2018-04-16", text=t) for t in ("Một", "Hai"))
    assert url(first) != url(second)


@pytest.mark.parametrize(
    ("dates", "numbers"),
    [
        (("2018-04-16", "2018-05-02"), ["06-ct-ubnd", "06-ct-ubnd--2018-05-02"]),
        (("2018-05-02", "2018-04-16"), ["06-ct-ubnd", "06-ct-ubnd--2018-04-16"]),
        (
            ("2018-04-16", "2018-05-02", "2018-05-02"),
            ["06-ct-ubnd", "06-ct-ubnd--2018-05-02", "06-ct-ubnd--2"],
        ),
        (("2018-04-16", "2019-04-16"), ["06-ct-ubnd", "06-ct-ubnd"]),
    ],
)
def test_namesakes(dates: tuple[str, ...], numbers: list[str]) -> None:
    """The first keeps the address; a later one gets its date, or `--2`; another year is no namesake."""
    texts = [document("Chỉ thị", "06/CT-UBND", date, AN_MAU) for date in dates]
    works = resolve.resolve(texts).works
    assert [next(w.id.number for w in works if w.document is text) for text in texts] == numbers
    assert len({w.url for w in works}) == len(dates)


def test_the_same_text_twice_has_two_pages() -> None:
    """Two files of one numberless text keep two pages until a clerk says that they are one."""
    first, second = document(text="Một bản"), document(text="Một bản")
    works = resolve.resolve([first, second]).works
    assert {w.url for w in works} == {url(first), f"{url(first)[:-1]}--2/"}


def test_works_stand_in_order_of_address() -> None:
    """The archive does not depend on the order of the files."""
    texts = [document("Chỉ thị", f"{n:02}/CT-UBND", "2018-04-16", AN_MAU) for n in (3, 1, 2)]
    assert [w.id.number[:2] for w in resolve.resolve(texts).works] == ["01", "02", "03"]


def test_what_was_left_out_is_kept() -> None:
    """The archive names the files that could not be read."""
    left = LeftOut("a.txt", "tệp rỗng")
    assert resolve.resolve([], [left]).left_out == (left,)


# Citations

A = document("Chỉ thị", "06/CT-UBND", "2018-04-16", AN_MAU, anchors=["khoan-2", "khoan-2-diem-dd"])
B = document("Chỉ thị", "06/CT-UBND", "2018-05-02", BAC_GIANG, province="tỉnh Bắc Giang")
TU = document("Chỉ thị", "35-CT/TU", "2019-07-01", "Tỉnh ủy An Mẫu")
TW = document("Chỉ thị", "35-CT/TW", "2019-05-30", "Bộ Chính trị", province=None)
QUYET_DINH = document("Quyết định", "124-QĐ/TW", "2018-02-02", "Ban Bí thư", province=None)
QUY_DINH = document("Quy định", "124-QĐ/TW", "2018-02-02", "Ban Bí thư", province=None)
TB_2017 = document("Thông báo", "45/TB-UBND", "2017-01-05", AN_MAU)
TB_2018 = document("Thông báo", "45/TB-UBND", "2018-01-09", AN_MAU)
TTG = document("Chỉ thị", "16/CT-TTg", "2016-05-16", THU_TUONG, province=None)
CTR = document("Chương trình", "15-CTr/TU", "2021-03-05", "Tỉnh ủy An Mẫu")
HELD = [A, B, TU, TW, QUYET_DINH, QUY_DINH, TB_2017, TB_2018, TTG, CTR]

# A mention in a text of tỉnh An Mẫu, and what it can be: one held document is a link, several are
# ambiguous; a work that is only cited has an address of its own where the mention proves it.
MENTIONS = [
    # All that it states agrees with one document.
    (cite("Chỉ thị", "06/CT-UBND", "2018-04-16", AN_MAU), "held", [A]),
    (cite("Chỉ thị", "6/CT-UBND", "2018-04-16", AN_MAU), "held", [A]),
    (cite("Chỉ thị", "06/ct-ubnd", "2018-04", AN_MAU), "held", [A]),
    (cite("Chỉ thị", "06/CT-UBND", "2018", f"Chủ tịch {AN_MAU}"), "held", [A]),
    # With type and number, the issuer or the date is enough.
    (cite("Chỉ thị", "06/CT-UBND", "2018-04-16"), "held", [A]),
    (cite("Chỉ thị", "06/CT-UBND", None, AN_MAU), "held", [A]),
    (cite("Chỉ thị", "06/CT-UBND", None, BAC_GIANG), "held", [B]),
    (cite("Chỉ thị", "16/CT-TTg", "2016-05-16"), "held", [TTG]),
    (cite("Chỉ thị", "16/CT-TTg", None, THU_TUONG), "held", [TTG]),
    (cite("Thông báo", "45/TB-UBND", "2018-01-09", AN_MAU), "held", [TB_2018]),
    (cite("Thông báo", "45/TB-UBND", "2018"), "held", [TB_2018]),
    (cite("Chương trình hành động", "15-CTr/TU", None, "Ban Thường vụ Tỉnh ủy An Mẫu"), "held", [CTR]),
    # Type and number alone could be another year's.
    (cite("Chỉ thị", "06/CT-UBND"), "ambiguous", [A]),
    (cite("Chỉ thị", "16/CT-TTg"), "ambiguous", [TTG]),
    # Several fit.
    (cite("Thông báo", "45/TB-UBND", None, AN_MAU), "ambiguous", [TB_2017, TB_2018]),
    (cite("Thông báo", "45/TB-UBND"), "ambiguous", [TB_2017, TB_2018]),
    # Another province's directive of the same number is never meant.
    (
        cite("Chỉ thị", "06/CT-UBND", "2018-04-16", "Ủy ban nhân dân tỉnh Hà Giang"),
        "outside",
        ["ubnd-tinh-ha-giang/chi-thi/2018/06-ct-ubnd"],
    ),
    (
        cite("Chỉ thị", "06/CT-UBND", "2018-04-16", "Ủy ban nhân dân huyện Mẫu Sơn, tỉnh An Mẫu"),
        "outside",
        ["ubnd-huyen-mau-son-tinh-an-mau/chi-thi/2018/06-ct-ubnd"],
    ),
    # The symbol of the centre and that of the province are two registers.
    (cite("Chỉ thị", "35-CT/TW", "2019-05-30", "Bộ Chính trị"), "held", [TW]),
    (cite("Chỉ thị", "35-CT/TW", "2019-05-30"), "held", [TW]),
    (cite("Chỉ thị", "35-CT/TU", "2019-07-01"), "held", [TU]),
    (cite("Chỉ thị", "35-CT/TU", None, "Tỉnh ủy An Mẫu"), "held", [TU]),
    (cite("Chỉ thị", "35-CT/TU", None, "Tỉnh ủy Bắc Giang"), "outside", []),
    # The Party numbers both quyết định and quy định with QĐ: the word tells.
    (cite("Quyết định", "124-QĐ/TW", "2018-02-02", "Ban Bí thư"), "held", [QUYET_DINH]),
    (cite("Quy định", "124-QĐ/TW", "2018-02-02", "Ban Bí thư"), "held", [QUY_DINH]),
    # A number that returns each year, in a year of which nothing is held, is another document.
    (
        cite("Chỉ thị", "06/CT-UBND", "2016-04-16", AN_MAU),
        "outside",
        ["ubnd-tinh-an-mau/chi-thi/2016/06-ct-ubnd"],
    ),
    (
        cite("Chỉ thị", "16/CT-TTg", "2020-03-31", THU_TUONG),
        "outside",
        ["thu-tuong-chinh-phu/chi-thi/2020/16-ct-ttg"],
    ),
    (
        cite("Chỉ thị", "07/CT-UBND", "2018-04-16", AN_MAU),
        "outside",
        ["ubnd-tinh-an-mau/chi-thi/2018/07-ct-ubnd"],
    ),
    # A slip in the symbol is no licence to guess.
    (cite("Chỉ thị", "35-CT/W", "2019-05-30", "Bộ Chính trị"), "outside", []),
    # Too little to look for.
    (cite("Chỉ thị", None, "2018-04-16", AN_MAU), "unknown", []),
    (cite(None, "06/CT-UBND", "2018-04-16", AN_MAU), "unknown", []),
    (cite("Chỉ thị", "06", None, None, form="short"), "unknown", []),
    (cite("Luật", "Luật Tiếp công dân", "2013", None, form="name"), "outside", []),
]


@pytest.mark.parametrize(("mention", "status", "fitting"), MENTIONS)
def test_where_a_mention_leads(mention: Citation, status: str, fitting: list[Document | str]) -> None:
    """A mention is linked when one work agrees with all it states; otherwise it says why not."""
    archive, work = settled(document(cites=[mention]), *HELD)
    target = work.targets[0]
    addresses = sorted(f"/vb/{d}/" if isinstance(d, str) else url(d) for d in fitting)
    assert target.status == status
    assert target.url == (addresses[0] if addresses and status in ("held", "outside") else None)
    assert list(target.candidates) == (addresses if status == "ambiguous" else [])
    assert sorted(archive.citing) == (addresses if status in ("held", "outside") else [])
    assert [one.url for one in archive.cited] == (addresses if status == "outside" else [])
    assert work.problems == ()


@pytest.mark.parametrize(
    "mention",
    [
        cite("Chỉ thị", "06/CT-UBND", "2018-04-17", AN_MAU),
        cite("Chỉ thị", "06/CT-UBND", "2018-04-17"),
        cite("Chỉ thị", "06/CT-UBND", "2018-05", AN_MAU),
        cite("Chỉ thị", "16/CT-TTg", "2016-06-15", THU_TUONG),
        cite("Chỉ thị", "35-CT/TW", "2018-05-30", "Bộ Chính trị"),
    ],
)
def test_a_contradicted_mention_is_reported(mention: Citation) -> None:
    """Same body, same number, same year, another day: a slip in one of the two, linked to neither."""
    archive, work = settled(document(cites=[mention]), *HELD)
    assert (work.targets[0].status, work.targets[0].url) == ("unknown", None)
    assert [(p.severity, p.code, p.span) for p in work.problems] == [
        ("warning", "date-contradicted", mention.span)
    ]
    assert archive.citing == {}


@pytest.mark.parametrize(
    ("number", "province", "status"),
    [
        ("09/CT-UBND", "tỉnh An Mẫu", "held"),
        # Another province's is not meant by a symbol that every province has.
        ("09/CT-UBND", "tỉnh Bắc Giang", "outside"),
        ("09/CT-TTg", "tỉnh Bắc Giang", "held"),
    ],
)
def test_a_held_text_whose_body_is_not_known(number: str, province: str, status: str) -> None:
    """A text without a body in its head contradicts no mention that names one."""
    issuer = THU_TUONG if number.endswith("TTg") else AN_MAU
    headless = document("Chỉ thị", number, "2018-04-16", province=province)
    _, work = settled(document(cites=[cite("Chỉ thị", number, "2018-04-16", issuer)]), headless)
    assert work.targets[0].status == status


@pytest.mark.parametrize("date", ["2018-05-02", None])
def test_the_neighbour_s_directive_is_not_ours(date: str | None) -> None:
    """`Chỉ thị 06/CT-UBND` in a text of An Mẫu is never Bắc Giang's, even on its very day."""
    _, work = settled(document(cites=[cite("Chỉ thị", "06/CT-UBND", date)]), B)
    assert (work.targets[0].url, work.targets[0].candidates) == (None, ())


def test_a_text_of_unknown_home_has_no_local_directive() -> None:
    """Where the citing text has no known place, a symbol that every province uses is not settled."""
    _, work = settled(document(cites=[cite("Chỉ thị", "06/CT-UBND", "2018-04-16")], province=None), A)
    assert (work.targets[0].status == "held", work.targets[0].url) == (False, None)


def test_namesakes_are_ambiguous() -> None:
    """A mention that fits two documents of one number names both and links to neither."""
    one = document("Chỉ thị", "09/CT-UBND", "2018-04-16", AN_MAU)
    two = document("Chỉ thị", "09/CT-UBND", "2018-04-16", AN_MAU)
    _, work = settled(document(cites=[cite("Chỉ thị", "09/CT-UBND", "2018-04-16", AN_MAU)]), one, two)
    assert work.targets[0].status == "ambiguous"
    assert len(work.targets[0].candidates) == 2


# Short forms

FULL_114 = cite("Kết luận", "114-KL/TW", "2015-07-14", "Ban Bí thư")
HELD_114 = document("Kết luận", "114-KL/TW", "2015-07-14", "Ban Bí thư", province=None)


@pytest.mark.parametrize(
    ("mentions", "statuses"),
    [
        ([FULL_114, cite("Kết luận", "114", form="short")], ["held", "held"]),
        ([cite("Kết luận", "114", form="short"), FULL_114], ["held", "held"]),
        ([FULL_114, cite("Kết luận", "114-KL/TW")], ["held", "held"]),
        ([FULL_114, cite("Kết luận", "0114", form="short")], ["held", "held"]),
        ([FULL_114, cite("Chỉ thị", "114", form="short")], ["held", "unknown"]),
        ([FULL_114, cite("Kết luận", "11", form="short")], ["held", "unknown"]),
        (
            [
                FULL_114,
                cite("Kết luận", "114-KL/TU", "2016-01-02", "Tỉnh ủy An Mẫu"),
                cite("Kết luận", "114", form="short"),
            ],
            ["held", "outside", "unknown"],
        ),
        (
            [
                FULL_114,
                cite("Kết luận", "114-KL/TW", "2019-01-02", "Ban Bí thư"),
                cite("Kết luận", "114", form="short"),
            ],
            ["held", "unknown", "unknown"],
        ),
        ([cite("Kết luận", "114", form="short")], ["unknown"]),
    ],
)
def test_short_forms(mentions: list[Citation], statuses: list[str]) -> None:
    """`Kết luận 114` is what the text itself cites in full under that number, if that is one document."""
    _, work = settled(document(cites=mentions), HELD_114)
    assert [t.status for t in work.targets] == statuses
    assert {t.url for t in work.targets if t.status == "held"} <= {url(HELD_114)}


def test_a_bare_number_goes_with_its_fuller_mention() -> None:
    """`Chỉ thị 06/CT-UBND` after `… của UBND tỉnh Bắc Giang` is Bắc Giang's, also in a text of An Mẫu."""
    mentions = [cite("Chỉ thị", "06/CT-UBND", "2018-05-02", BAC_GIANG), cite("Chỉ thị", "06/CT-UBND")]
    _, work = settled(document(cites=mentions), A, B)
    assert [t.url for t in work.targets] == [url(B), url(B)]


@pytest.mark.parametrize(
    "short",
    [cite("Chỉ thị", "06/CT-UBND", None, AN_MAU), cite("Chỉ thị", "06/CT-UBND", "2018-04-16")],
)
def test_a_mention_keeps_its_own_words(short: Citation) -> None:
    """What a mention says itself is never overruled by a fuller mention of another document."""
    mentions = [cite("Chỉ thị", "06/CT-UBND", "2018-05-02", BAC_GIANG), short]
    _, work = settled(document(cites=mentions), A, B)
    assert [t.url for t in work.targets] == [url(B), url(A)]
    assert work.problems == ()


# Pinpoints


@pytest.mark.parametrize(
    ("portion", "anchors", "fragment"),
    [
        ("khoan-2", ["khoan-1", "khoan-2"], "khoan-2"),
        ("khoan-2-diem-dd", ["khoan-2-diem-d", "khoan-2-diem-dd"], "khoan-2-diem-dd"),
        ("khoan-2-diem-d", ["khoan-2-diem-dd"], None),
        ("khoan-2", ["muc-i-khoan-1", "muc-i-khoan-2"], "muc-i-khoan-2"),
        ("khoan-2", ["muc-i-khoan-2", "muc-ii-khoan-2"], None),
        ("khoan-2", ["khoan-2", "muc-i-khoan-2"], "khoan-2"),
        ("khoan-9", ["khoan-1"], None),
        (None, ["khoan-1"], None),
    ],
)
@pytest.mark.parametrize("form", ["self", "full"])
def test_pinpoints(form: Form, portion: str | None, anchors: list[str], fragment: str | None) -> None:
    """A pinpoint leads to the one unit that it can mean, in the text itself or in a held document."""
    other = document("Chỉ thị", "08/CT-UBND", "2018-04-16", AN_MAU, anchors=anchors)
    mention = cite("Chỉ thị", "08/CT-UBND", "2018-04-16", AN_MAU, portion, form=form)
    citing = document(cites=[mention], anchors=anchors if form == "self" else ["khoan-77"])
    _, work = settled(citing, other)
    assert work.targets[0].fragment == fragment
    assert work.targets[0].url == (work.url if form == "self" else url(other))


def test_a_text_that_names_itself_cites_nothing() -> None:
    """`Chỉ thị này` is the page itself and makes no link between documents."""
    archive, work = settled(document(cites=[cite("Chỉ thị", None, form="self")]))
    assert (work.targets[0].status, work.targets[0].url, archive.citing) == ("held", work.url, {})


def test_a_text_s_own_number_in_another_spelling_cites_nothing() -> None:
    """`Quyết định số 2665 QĐ/UBND` over the annex of 2665/QĐ-UBND leads to the text, and is no link."""
    own = cite("Quyết định", "2665/QĐ/UBND", "2025-11-26", AN_MAU)
    archive, work = settled(document("Quyết định", "2665/QĐ-UBND", "2025-11-26", AN_MAU, cites=[own]))
    assert (work.targets[0].status, work.targets[0].url, archive.citing) == ("held", work.url, {})


# Slips within one text


@pytest.mark.parametrize(
    ("first", "second", "reported"),
    [
        (("2016-05-16", THU_TUONG), ("2016-06-15", THU_TUONG), True),
        (("2016-05-16", THU_TUONG), ("2016-06-15", None), True),
        (("2016-05-16", None), ("2016-06-15", None), True),
        (("2016-05-16", THU_TUONG), ("2016-05-16", THU_TUONG), False),
        (("2016-05-16", THU_TUONG), ("2016-05", None), False),
        (("2016-05-16", THU_TUONG), ("2020-03-31", THU_TUONG), False),
    ],
)
def test_one_number_with_two_dates_is_reported(
    first: tuple[str, str | None], second: tuple[str, str | None], reported: bool
) -> None:
    """A text that dates one document to two days of a year has slipped once; two years are two documents."""
    mentions = [cite("Chỉ thị", "16/CT-TTg", *first), cite("Chỉ thị", "16/CT-TTg", *second)]
    _, work = settled(document(cites=mentions))
    said = [p.message.rpartition(" ngày ")[2] for p in work.problems if p.code == "two-dates"]
    assert said == (["16/5/2016, 15/6/2016"] * 2 if reported else [])


def test_two_bodies_may_share_a_number() -> None:
    """`06/CT-UBND` of two provinces on two days is no slip."""
    mentions = [
        cite("Chỉ thị", "06/CT-UBND", "2018-05-02", BAC_GIANG),
        cite("Chỉ thị", "06/CT-UBND", "2018-04-16", AN_MAU),
    ]
    _, work = settled(document(cites=mentions))
    assert work.problems == ()
