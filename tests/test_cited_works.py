"""Works that no text holds: when citations prove them, under which address, and when they do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from test_resolve import AN_MAU, BAC_GIANG, THU_TUONG, cite, document, settled, url

from builder import pipeline, resolve
from builder.model import Archive, Citation, Document, WorkId

QUOC_HOI, CHINH_PHU = "Quốc hội", "Chính phủ"


def addresses(*texts: list[Citation], province: str | None = "tỉnh An Mẫu") -> list[str]:
    """The addresses of the works that texts with these citations prove, without `/vb/`."""
    archive = resolve.resolve([document(cites=cites, province=province) for cites in texts])
    return [str(work.id) for work in archive.cited]


@pytest.mark.parametrize(
    ("mention", "address"),
    [
        # All four are stated.
        (
            cite("Kết luận", "114-KL/TW", "2015-07-14", "Ban Bí thư"),
            "trung-uong-dang/ket-luan/2015/114-kl-tw",
        ),
        (cite("Chỉ thị", "6/CT-UBND", "2018-04-16", AN_MAU), "ubnd-tinh-an-mau/chi-thi/2018/06-ct-ubnd"),
        (
            cite("Chỉ thị", "06/CT-UBND", "2018-04-16", f"Chủ tịch {BAC_GIANG}"),
            "ubnd-tinh-bac-giang/chi-thi/2018/06-ct-ubnd",
        ),
        (cite("Chỉ thị", "18-CT/TU", "2021-11-11", "Tỉnh ủy An Mẫu"), "tinh-uy-an-mau/chi-thi/2021/18-ct-tu"),
        (
            cite("Công văn", "2480/UBND-NC", "2020-06-09", AN_MAU),
            "ubnd-tinh-an-mau/cong-van/2020/2480-ubnd-nc",
        ),
        # A district stands below the province of the citing text.
        (
            cite("Kế hoạch", "28/KH-UBND", "2019-02-03", "Ủy ban nhân dân huyện Mẫu Sơn"),
            "ubnd-huyen-mau-son-tinh-an-mau/ke-hoach/2019/28-kh-ubnd",
        ),
        # The symbol names the one body that prints it; the number may hold the year.
        (cite("Nghị định", "30/2020/NĐ-CP"), "chinh-phu/nghi-dinh/2020/30-2020-nd-cp"),
        (cite("Quyết định", "217-QĐ/TW", "2013-12-12"), "trung-uong-dang/quyet-dinh/2013/217-qd-tw"),
        (cite("Luật", "42/2013/QH13"), "quoc-hoi/luat/2013/42-2013-qh13"),
        # Before 2000 numbers did without the year; a body stood until the day that ended it.
        (cite("Nghị định", "60/NĐ-CP", "1994-07-05", CHINH_PHU), "chinh-phu/nghi-dinh/1994/60-nd-cp"),
        (
            cite("Quyết định", "12/QĐ-BNN", "2025-02-28"),
            "bo-nong-nghiep-va-phat-trien-nong-thon/quyet-dinh/2025/12-qd-bnn",
        ),
        (
            cite("Pháp lệnh", "34/2007/PL-UBTVQH11", "2007-04-20"),
            "uy-ban-thuong-vu-quoc-hoi/phap-lenh/2007/34-2007-pl-ubtvqh11",
        ),
        # A joint document lies under the body that its symbol names first.
        (
            cite("Thông tư liên tịch", "01/2014/TTLT-BTC-BNV", "2014-02-03"),
            "bo-tai-chinh/thong-tu-lien-tich/2014/01-2014-ttlt-btc-bnv",
        ),
    ],
)
def test_a_work_is_proved_by_one_mention(mention: Citation, address: str) -> None:
    """Type, number, body and year make an address, the one that the text itself will have."""
    assert addresses([mention]) == [address]


@pytest.mark.parametrize(
    "mention",
    [
        # The body is not known: every place prints this symbol.
        cite("Chỉ thị", "06/CT-UBND", "2018-04-16"),
        cite("Chỉ thị", "18-CT/TU", "2021-11-11"),
        # The year is not known.
        cite("Chỉ thị", "16/CT-TTg", None, THU_TUONG),
        cite("Kết luận", "114-KL/TW", None, "Ban Bí thư"),
        # The symbol is not one of that body, or of nobody.
        cite("Nghị quyết", "110-NQ/TW", "2016-07-11", "Tỉnh ủy Bắc Giang"),
        cite("Nghị định", "30/2020/NĐ-CP", "2020-03-05", QUOC_HOI),
        cite("Kết luận", "114-KL/W", "2015-07-14", "Ban Bí thư"),
        # The symbol is not one of that type.
        cite("Luật", "24/2018/NĐ-CP", "2018-02-27", CHINH_PHU),
        cite("Đề án", "1956/QĐ-TTg", "2009-11-27", THU_TUONG),
        cite("Văn bản", "1234/UBND-NC", "2020-06-09", AN_MAU),
        # Two years, or a term of the National Assembly that was over.
        cite("Nghị định", "30/2020/NĐ-CP", "2021-03-05", CHINH_PHU),
        cite("Luật", "97/2025/QH13"),
        cite("Luật", "13/2008/QH112", "2008-06-03"),
        # The term or the year is missing where numbers of that type and time have it.
        cite("Nghị quyết", "202/2025/QH", "2025-06-12", QUOC_HOI),
        cite("Pháp lệnh", "02/2020/UBTVQH", "2020-12-09", "Ủy ban Thường vụ Quốc hội"),
        cite("Nghị định", "118/NĐ-CP", "2025-06-09", CHINH_PHU),
        cite("Thông tư", "15/TT-BTC", "2010-01-29", "Bộ Tài chính"),
        # The body did not stand any more, or not yet.
        cite("Quyết định", "2490/QĐ-BNN", "2025-07-01"),
        cite("Quyết định", "2490/QĐ-BNNMT", "2024-07-01"),
        # A figure glued to the code of a body that bears none.
        cite("Nghị định", "09/2026/NĐ-CP4", "2026-01-10", CHINH_PHU),
        # A law bears the code of the National Assembly, whoever proclaims it.
        cite("Luật", "23-L/CTN", "1993-07-10", "Chủ tịch nước"),
        # The place is not known up to the province.
        cite("Kế hoạch", "28/KH-UBND", "2019-02-03", "Ủy ban nhân dân"),
        # A law cited by its name has no number.
        cite("Luật", "Luật Tiếp công dân", "2013", form="name"),
        # No number, no type.
        cite("Chỉ thị", "/CT-TTg", "2018-02-03", THU_TUONG),
        cite(None, "63/2025/QH15", "2025-02-18", QUOC_HOI),
    ],
)
def test_a_work_is_not_guessed(mention: Citation) -> None:
    """Where a mention gives too little, or its parts do not fit, no page is made of it."""
    assert addresses([mention]) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            ("Chỉ thị", "16/CT-TTg", "2016-05-16", THU_TUONG),
            ("Chỉ thị", "16/CT-TTg", "2016-06-15", THU_TUONG),
        ),
        (("Nghị định", "30/1998/NĐ-CP", "1998-05-13"), ("Nghị định", "30/1998/NĐ-CP", "1998-05-03")),
        (
            ("Kết luận", "114-KL/TW", "2015-07-14", "Ban Bí thư"),
            ("Kết luận", "114-KL/TW", "2017-07-14", "Bộ Chính trị"),
        ),
        (("Quyết định", "124-QĐ/TW", "2018-02-02"), ("Quy định", "124-QĐ/TW", "2018-02-02")),
    ],
)
def test_texts_that_disagree_make_no_page(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    """Two days, or two types, for one number of one series: neither mention is settled, and both say so."""
    texts = [document(cites=[cite(*facts)]) for facts in (first, second)]
    archive = resolve.resolve(texts)
    assert archive.cited == ()
    for work in archive.works:
        assert (work.targets[0].status, work.targets[0].url) == ("unknown", None)
        assert [p.code for p in work.problems] == ["cited-apart"]


DAY = "2020-12-09"


@pytest.mark.parametrize(
    ("numbers", "proved"),
    [
        # The one cited less often is the slip; of two cited as often, either may be.
        (("1234/UBND-NC", "1234/UBND-NC", "1234/UBND-TH"), ["1234-ubnd-nc"]),
        (("1234/UBND-NC", "1234/UBND-TH"), []),
        (("1234/UBND-NC", "1235/UBND-TH"), ["1234-ubnd-nc", "1235-ubnd-th"]),
    ],
)
def test_two_symbols_of_one_day_and_number_are_one_and_a_slip(
    numbers: tuple[str, ...], proved: list[str]
) -> None:
    """A body does not sign two letters with one number on one day."""
    texts = [[cite("Công văn", number, DAY, AN_MAU)] for number in numbers]
    assert [found.rpartition("/")[2] for found in addresses(*texts)] == proved


def test_the_symbol_of_a_held_text_of_that_day_is_right() -> None:
    """`06/CT-UB` of the day of a held `06/CT-UBND` of that body gets no page, and says why."""
    held = document("Chỉ thị", "06/CT-UBND", "2018-04-16", AN_MAU)
    archive, work = settled(document(cites=[cite("Chỉ thị", "06/CT-UB", "2018-04-16", AN_MAU)]), held)
    assert (archive.cited, work.targets[0].status) == ((), "unknown")
    assert [p.code for p in work.problems] == ["cited-apart"]


def test_a_spelling_in_capitals_gives_way() -> None:
    """Of `27/CT-TTG`, from a heading, and `27/CT-TTg` the page prints the second."""
    texts = [
        document(cites=[cite("Chỉ thị", n, "2021-08-02", THU_TUONG)]) for n in ("27/CT-TTG", "27/CT-TTg")
    ]
    assert [work.number for work in resolve.resolve(texts).cited] == ["27/CT-TTg"]


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        # The State's numbers begin anew each year, the Party's each term.
        (("Chỉ thị", "16/CT-TTg", "2016-05-16"), ("Chỉ thị", "16/CT-TTg", "2020-03-31"), 2),
        (("Chỉ thị", "35-CT/TW", "2014-05-26"), ("Chỉ thị", "35-CT/TW", "2019-05-30"), 2),
        # Two provinces, the centre and a province: never one register.
        (
            ("Chỉ thị", "06/CT-UBND", "2018-04-16", AN_MAU),
            ("Chỉ thị", "06/CT-UBND", "2018-04-20", BAC_GIANG),
            2,
        ),
        (
            ("Chỉ thị", "18-CT/TU", "2021-11-11", "Tỉnh ủy An Mẫu"),
            ("Chỉ thị", "18-CT/TW", "2022-01-26", "Ban Bí thư"),
            2,
        ),
        # A year and a day in it are one; so are a body and its head.
        (("Nghị định", "30/2020/NĐ-CP"), ("Nghị định", "30/2020/NĐ-CP", "2020-03-05", CHINH_PHU), 1),
        (
            ("Chỉ thị", "06/CT-UBND", "2018-04-16", AN_MAU),
            ("Chỉ thị", "06/CT-UBND", "2018-04-16", f"Chủ tịch {AN_MAU}"),
            1,
        ),
        # Signs and spaces in the number are none of its words.
        (("Thông tư", "40/2000/TT-BTC", "2000-05-15"), ("Thông tư", "40/2000/TT/BTC", "2000-05-15"), 1),
        # What does not fit has no say.
        (("Nghị định", "30/2020/NĐ-CP", "2020-03-05"), ("Luật", "30/2020/NĐ-CP", "2020-03-05"), 1),
    ],
)
def test_one_work_or_two(first: tuple[str, ...], second: tuple[str, ...], count: int) -> None:
    """Mentions are one work when body, type, number and series are one."""
    assert len(addresses([cite(*first)], [cite(*second)])) == count


def test_what_is_known_is_the_most_precise() -> None:
    """The day is taken from the mention that gives it; all mentions stand on the one page."""
    bare = document(cites=[cite("Nghị định", "30/2020/NĐ-CP")])
    full = document(cites=[cite("Nghị định", "30/2020/NĐ-CP", "2020-03-05", CHINH_PHU)])
    archive = resolve.resolve([bare, full])
    (work,) = archive.cited
    assert (work.document_type, work.number, work.issued, work.issuer) == (
        "Nghị định",
        "30/2020/NĐ-CP",
        "2020-03-05",
        "Chính phủ",
    )
    assert [(m.citing, m.citation) for m in archive.citing[work.url]] == sorted(
        (url(d), 0) for d in (bare, full)
    )
    assert (work.documents, work.mentioned) == (2, 2)


def test_a_mention_without_a_date_joins_a_work_that_is_proved_elsewhere() -> None:
    """`Kết luận số 114-KL/TW của Ban Bí thư` in a text of 2018 is that of 14/7/2015."""
    said = cite("Kết luận", "114-KL/TW", None, "Ban Bí thư")
    texts = [
        document("Chỉ thị", "06/CT-UBND", "2018-04-16", AN_MAU, cites=[said]),
        document(cites=[cite("Kết luận", "114-KL/TW", "2015-07-14", "Ban Bí thư")]),
    ]
    _, work = settled(texts[0], texts[1])
    assert work.targets[0].url == "/vb/trung-uong-dang/ket-luan/2015/114-kl-tw/"
    assert work.targets[0].inferred == ("issued",)


@pytest.mark.parametrize(
    ("signed", "status"), [("2018-04-16", "outside"), ("2014-04-16", "outside"), (None, "ambiguous")]
)
def test_a_text_cites_nothing_later(signed: str | None, status: str) -> None:
    """A text of 2014 does not mean a conclusion of 2015; one without a date leaves it open."""
    mention = cite("Kết luận", "114-KL/TW", None, "Ban Bí thư")
    citing = document("Chỉ thị", "06/CT-UBND", signed, AN_MAU, cites=[mention])
    other = document(cites=[cite("Kết luận", "114-KL/TW", "2015-07-14", "Ban Bí thư")])
    _, work = settled(citing, other)
    assert work.targets[0].status == status
    assert bool(work.targets[0].url) is (signed == "2018-04-16")


def test_a_date_after_the_citing_text_is_a_slip() -> None:
    """A directive of April 2018 that cites a decision of May 2018 proves no work."""
    mention = cite("Quyết định", "274/QĐ-UBND", "2018-05-26", AN_MAU)
    citing = document("Chỉ thị", "06/CT-UBND", "2018-04-16", AN_MAU, cites=[mention])
    assert resolve.resolve([citing]).cited == ()


@pytest.mark.parametrize(
    ("own", "other", "known"),
    [
        ("tỉnh An Mẫu", "tỉnh An Mẫu", True),
        ("tỉnh Bắc Giang", "tỉnh An Mẫu", False),
        (None, "tỉnh An Mẫu", False),
    ],
)
def test_a_local_symbol_is_of_the_citing_place(own: str | None, other: str, known: bool) -> None:
    """`06/CT-UBND ngày 16/4/2018` without a body is what a text of the same province proves."""
    bare = document(cites=[cite("Chỉ thị", "06/CT-UBND", "2018-04-16")], province=own)
    proof = document(cites=[cite("Chỉ thị", "06/CT-UBND", "2018-04-16", AN_MAU)], province=other)
    _, work = settled(bare, proof)
    assert (work.targets[0].url is not None) is known


@pytest.mark.parametrize(
    ("inferred", "issued", "signed", "proved"),
    [
        (("issuer",), "2014-04-24", "2025-11-22", False),
        ((), "2014-04-24", "2025-11-22", True),
        (("issuer",), "2025-11-13", "2025-11-22", True),
        (("issuer",), "2014-04-24", "2024-11-22", True),
    ],
)
def test_a_merged_province_is_not_taken_for_its_part(
    inferred: tuple[str, ...], issued: str, signed: str, proved: bool
) -> None:
    """`HĐND tỉnh` of 2014 in a text of Bắc Ninh after July 2025 may be Bắc Giang's."""
    body = "Hội đồng nhân dân tỉnh Bắc Ninh"
    mention = replace(cite("Nghị quyết", "122/NQ-HĐND", issued, body), inferred=inferred)
    ubnd = "Ủy ban nhân dân tỉnh Bắc Ninh"
    citing = document("Quyết định", "80/QĐ-UBND", signed, ubnd, cites=[mention], province="tỉnh Bắc Ninh")
    assert bool(resolve.resolve([citing]).cited) is proved


def test_the_page_becomes_the_text_s_when_it_arrives() -> None:
    """A cited work and the text that then comes stand at one address."""
    mention = cite("Chỉ thị", "16/CT-TTg", "2016-05-16", THU_TUONG)
    (cited,) = resolve.resolve([document(cites=[mention])]).cited
    text = document("Chỉ thị", "16/CT-TTg", "2016-05-16", THU_TUONG, province=None)
    archive, work = settled(document(cites=[mention]), text)
    assert (archive.cited, work.targets[0].status, work.targets[0].url) == ((), "held", cited.url)


def test_a_held_number_of_another_type_is_a_contradiction() -> None:
    """`Quyết định 124-QĐ/TW` beside a held `Quy định 124-QĐ/TW` of that day makes no second page."""
    held = document("Quy định", "124-QĐ/TW", "2018-02-02", "Ban Bí thư", province=None)
    archive, _ = settled(document(cites=[cite("Quyết định", "124-QĐ/TW", "2018-02-02")]), held)
    assert archive.cited == ()


def test_a_held_and_a_cited_one_are_both_candidates() -> None:
    """A mention without a date that fits a held notice and one that is only cited is ambiguous."""
    held = document("Thông báo", "45/TB-UBND", "2017-01-05", AN_MAU)
    other = document(cites=[cite("Thông báo", "45/TB-UBND", "2018-01-09", AN_MAU)])
    _, work = settled(document(cites=[cite("Thông báo", "45/TB-UBND", None, AN_MAU)]), held, other)
    assert work.targets[0].status == "ambiguous"
    assert list(work.targets[0].candidates) == [
        "/vb/ubnd-tinh-an-mau/thong-bao/2017/45-tb-ubnd/",
        "/vb/ubnd-tinh-an-mau/thong-bao/2018/45-tb-ubnd/",
    ]


def law(name: str, number: str, issued: str) -> Document:
    """A held law whose trích yếu is its name."""
    found = document("Luật", number, issued, QUOC_HOI, province=None)
    assert found.metadata.number
    return replace(
        found, metadata=replace(found.metadata, subject=replace(found.metadata.number, value=name))
    )


@pytest.mark.parametrize(
    ("issued", "status", "address"),
    [
        ("2013", "held", "/vb/quoc-hoi/luat/2013/45-2013-qh13/"),
        ("2024-01-18", "held", "/vb/quoc-hoi/luat/2024/31-2024-qh15/"),
        ("2003", "outside", None),
        (None, "ambiguous", None),
    ],
)
def test_laws_by_name(issued: str | None, status: str, address: str | None) -> None:
    """`Luật Đất đai năm 2013` is the held law of that name and year; without a year it is left open."""
    laws = [law("ĐẤT ĐAI", "45/2013/QH13", "2013-11-29"), law("Đất đai", "31/2024/QH15", "2024-01-18")]
    mention = cite("Luật", "Luật Đất đai", issued, form="name")
    _, work = settled(document(cites=[mention]), *laws)
    assert (work.targets[0].status, work.targets[0].url) == (status, address)


def test_a_law_cited_with_name_and_number_is_known_by_its_name() -> None:
    """`Luật Tiếp công dân số 42/2013/QH13` lets `Luật Tiếp công dân năm 2013` find its page."""
    numbered = cite("Luật", "42/2013/QH13")
    numbered = replace(numbered, text="Luật Tiếp công dân số 42/2013/QH13")
    named = cite("Luật", "Luật tiếp công dân", "2013", form="name")
    archive, work = settled(document(cites=[named]), document(cites=[numbered]))
    assert archive.cited[0].title == "Luật Tiếp công dân"
    assert work.targets[0].url == "/vb/quoc-hoi/luat/2013/42-2013-qh13/"


def test_known_addresses_overrule_minted_ones() -> None:
    """An address given for a path stays, and no other document takes it."""
    first = document("Chỉ thị", "06/CT-UBND", "2018-04-16", AN_MAU)
    second = document("Chỉ thị", "07/CT-UBND", "2018-04-16", AN_MAU)
    kept = WorkId("ubnd-tinh-an-mau", "chi-thi", "2018", "07-ct-ubnd")
    works = resolve.resolve([second, first], ids={first.source.path: kept}).works
    assert next(w.id for w in works if w.document is first) == kept
    assert next(w.id for w in works if w.document is second).number == "07-ct-ubnd--2018-04-16"


def test_two_runs_are_one() -> None:
    """The order of the texts changes nothing of what is proved."""
    texts = [
        document(cites=[cite("Nghị định", "30/2020/NĐ-CP"), cite("Chỉ thị", "16/CT-TTg", "2016-05-16")]),
        document(cites=[cite("Nghị định", "30/2020/NĐ-CP", "2020-03-05", CHINH_PHU)]),
    ]
    one, other = (resolve.resolve(order).cited for order in (texts, texts[::-1]))
    assert one == other


# The five seeds


@pytest.fixture(scope="module")
def seeds(shared: Path) -> Archive:
    return pipeline.gather([shared / "seeds"])


def citing(seeds: Archive, address: str) -> set[str]:
    """The first three digits of the files that cite the work at *address*."""
    (work,) = [w for w in seeds.cited if str(w.id) == address]
    paths = {w.url: Path(w.document.source.path).name[:3] for w in seeds.works}
    return {paths[m.citing] for m in seeds.citing[work.url]}


def test_the_conclusion_that_the_seeds_cite(seeds: Archive) -> None:
    """`Kết luận 114-KL/TW` of 14/7/2015 has one page, cited by 000, 002, 003 and 004."""
    assert citing(seeds, "trung-uong-dang/ket-luan/2015/114-kl-tw") == {"000", "002", "003", "004"}
    (work,) = [w for w in seeds.cited if w.id.number == "114-kl-tw"]
    assert (work.document_type, work.issued, work.issuer) == ("Kết luận", "2015-07-14", "Ban Bí thư")


@pytest.mark.parametrize(
    "address",
    [
        "tinh-uy-ninh-thuan/chi-thi/2021/18-ct-tu",
        "trung-uong-dang/chi-thi/2022/18-ct-tw",
        "tinh-uy-ninh-thuan/chi-thi/2022/35-ct-tu",
        "trung-uong-dang/chi-thi/2014/35-ct-tw",
    ],
)
def test_the_centre_and_the_province_are_kept_apart(seeds: Archive, address: str) -> None:
    """`18-CT/TU` and `18-CT/TW`, `35-CT/TU` and `35-CT/TW` are four works."""
    assert citing(seeds, address)


def test_the_seeds_cite_each_other_as_held(seeds: Archive) -> None:
    """The report 003 cites the directive 000, both by their own pages; no slip has one."""
    names = {w.url: Path(w.document.source.path).name[:3] for w in seeds.works}
    held = (url for url in seeds.citing if url in names)
    assert ("003", "000") in {(names[m.citing], names[url]) for url in held for m in seeds.citing[url]}
    assert not [w for w in seeds.cited if w.id.number in ("114-kl-w", "110-nq-tw")]


def test_a_neighbour_of_the_seeds_is_not_linked_to_bac_giang(seeds: Archive) -> None:
    """`Chỉ thị 06/CT-UBND` in a text of another province never leads to Bắc Giang's directive of 2018."""
    texts = [w.document for w in seeds.works]
    for date in (None, "2018", "2018-04-16"):
        foreign = document(cites=[cite("Chỉ thị", "06/CT-UBND", date)], province="tỉnh Ninh Thuận")
        work = next(w for w in resolve.resolve([*texts, foreign]).works if w.document is foreign)
        assert (work.targets[0].url, work.targets[0].candidates) == (None, ())
