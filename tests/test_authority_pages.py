# ruff: noqa: E501 (a case is one line)
"""Bodies and signers: what is known of them, what is not said, and the lists that lead to them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import made_archive as made
import pytest
from mkdocs.utils.meta import get_data

from builder import bodies, body_names, entries, labels
from builder.authorities import register_slug
from builder.bodies import Body
from builder.body_names import known_body, register_of
from builder.model import Archive, CitedWork, Found, Signature, Span, Work, WorkId
from builder.pages import body_lists
from builder.pages.lists import facet_lists
from builder.pages.record import record
from builder.pages.shelves import LONG, by_letter, jumps, outside
from builder.rolls import Roll, files
from builder.vocabulary import load

BAC_GIANG = "Ủy ban nhân dân tỉnh Bắc Giang"
HERE = Span(0, 1)


def work(issuer: str, issued: str = "2018-04-16", number: str = "06/CT-UBND", *names: str) -> Work:
    """A decision of another body, day and number, signed by *names* as `Phó Chủ tịch`."""
    base = made.decision()
    signed = tuple(Signature(name, "Phó Chủ tịch", (), HERE) for name in names)
    metadata = replace(
        base.document.metadata,
        number=Found(number, HERE, "test"),
        issuer=Found(issuer, HERE, "test"),
        issuers=(issuer,),
        issued=Found(issued, HERE, "test"),
        signatures=signed,
    )
    own = WorkId(register_slug(issuer), "quyet-dinh", issued[:4], entries.slugify(f"{number} {issued}"))
    return Work(own, replace(base.document, metadata=metadata), ())


def cited(issuer: str, issued: str, number: str) -> CitedWork:
    """A decision that is only cited."""
    own = WorkId(register_slug(issuer), "quyet-dinh", issued[:4], entries.slugify(number))
    return CitedWork(own, "Quyết định", number, issued, issuer, None, 1, 1)


def archive(*works: Work, cited: Sequence[CitedWork] = ()) -> Archive:
    return Archive(works, (), cited=tuple(cited))


def body_of(*works: Work) -> Body:
    """The one body of *works*."""
    (body,) = bodies.bodies(archive(*works))
    return body


def meta(made_of: Archive, path: str) -> Mapping[str, Any]:
    pages = {f.path: f.content for f in files(body_lists(Roll(made_of)))}
    content = pages[f"{path}index.md"]
    assert isinstance(content, str)
    return get_data(content)[1]


def said(change: bodies.Change) -> str:
    """A change as one line: `2025-07-01 tỉnh Bắc Giang nay thuộc tỉnh Bắc Ninh (…)`."""
    words = " ".join((change.since, change.subject, change.words, *(", ".join(change.others),))).strip()
    return f"{words} ({change.act})" if change.act else words


NQ202, NQ176, NQ175, NQ203 = (
    f"(Nghị quyết số {n}/QH15)" for n in ("202/2025", "176/2025", "175/2024", "203/2025")
)

# who signed | when | what became of it since
CHANGED = [
    (BAC_GIANG, "2018-04-16", [f"2025-07-01 tỉnh Bắc Giang nay thuộc tỉnh Bắc Ninh {NQ202}", f"2025-07-01 tỉnh Bắc Ninh hợp thành từ tỉnh Bắc Giang, tỉnh Bắc Ninh {NQ202}"]),
    ("Chủ tịch Ủy ban nhân dân tỉnh Bắc Ninh", "2018-04-16", [f"2025-07-01 tỉnh Bắc Ninh hợp thành từ tỉnh Bắc Giang, tỉnh Bắc Ninh {NQ202}"]),
    ("Ủy ban nhân dân tỉnh Bắc Ninh", "2025-08-01", [f"2025-07-01 tỉnh Bắc Ninh hợp thành từ tỉnh Bắc Giang, tỉnh Bắc Ninh {NQ202}"]),
    ("Tỉnh ủy Bắc Kạn", "2015", [f"2025-07-01 tỉnh Bắc Kạn nay thuộc tỉnh Thái Nguyên {NQ202}", f"2025-07-01 tỉnh Thái Nguyên hợp thành từ tỉnh Bắc Kạn, tỉnh Thái Nguyên {NQ202}"]),
    ("Ủy ban nhân dân tỉnh Thừa Thiên Huế", "2019-01-02", [f"2025-01-01 tỉnh Thừa Thiên Huế nay là Thành phố Huế {NQ175}"]),
    ("Ủy ban nhân dân Thành phố Huế", "2025-03-04", [f"2025-01-01 Thành phố Huế trước đó là tỉnh Thừa Thiên Huế {NQ175}"]),
    ("Ủy ban nhân dân tỉnh Bình Phước", "2018-04-16", [f"2025-07-01 tỉnh Bình Phước nay thuộc tỉnh Đồng Nai {NQ202}", f"2025-07-01 tỉnh Đồng Nai hợp thành từ tỉnh Bình Phước, tỉnh Đồng Nai {NQ202}", "2026-04-30 tỉnh Đồng Nai nay là Thành phố Đồng Nai (Nghị quyết số 30/2026/QH16)"]),
    ("Ủy ban nhân dân tỉnh Hà Tây", "2005-01-01", ["2008 tỉnh Hà Tây nay thuộc Thành phố Hà Nội"]),
    ("Ủy ban nhân dân huyện Mường Nhé, tỉnh Điện Biên", "2018-04-16", [f"2025-07-01 huyện Mường Nhé kết thúc hoạt động {NQ203}"]),
    ("Ủy ban nhân dân xã Mường Toong, huyện Mường Nhé, tỉnh Điện Biên", "2018-04-16", [f"2025-07-01 huyện Mường Nhé kết thúc hoạt động {NQ203}"]),
    ("Bộ Kế hoạch và Đầu tư", "2020-01-01", [f"2025-03-01 Bộ Kế hoạch và Đầu tư nay thuộc Bộ Tài chính {NQ176}"]),
    ("Bộ trưởng Bộ Tài chính", "2020-01-01", [f"2025-03-01 Bộ Tài chính tiếp nhận Bộ Kế hoạch và Đầu tư {NQ176}"]),
    ("Bộ Nông nghiệp và Môi trường", "2025-06-01", [f"2025-03-01 Bộ Nông nghiệp và Môi trường lập trên cơ sở Bộ Nông nghiệp và Phát triển nông thôn, Bộ Tài nguyên và Môi trường {NQ176}"]),
]  # fmt: skip


@pytest.mark.parametrize(("issuer", "issued", "expected"), CHANGED)
def test_what_became_of_a_body(issuer: str, issued: str, expected: list[str]) -> None:
    """A page says what an act made of a body, its district and its province, and names the act."""
    assert [said(change) for change in bodies.changes(body_of(work(issuer, issued)))] == expected


UNCHANGED = [
    ("Ủy ban nhân dân tỉnh Cao Bằng", "a province that kept its name and its land"),
    ("Ủy ban nhân dân tỉnh An Mẫu", "a province that no table holds"),
    ("Bộ Công an", "a ministry that no act of 2025 touches in the tables"),
    ("Bộ Thương mại", "a successor that is common knowledge, without an act that was read"),
    ("Công ty TNHH MTV Khí công nghiệp", "a body that no table holds"),
]


@pytest.mark.parametrize(("issuer", "why"), UNCHANGED)
def test_what_is_unknown_is_not_said(issuer: str, why: str) -> None:
    """Where nothing changed, or no act was read, a page says nothing of it."""
    assert bodies.changes(body_of(work(issuer, "2005-06-07"))) == [], why


def test_namesakes_among_provinces_are_told_apart_by_date() -> None:
    """The Hậu Giang of 1980 was divided in 1991; the one of 2010 was merged in 2025."""
    old = bodies.changes(body_of(work("Ủy ban nhân dân tỉnh Hậu Giang", "1980-01-01")))
    new = bodies.changes(body_of(work("Ủy ban nhân dân tỉnh Hậu Giang", "2010-01-01")))
    assert said(old[0]) == "1991 tỉnh Hậu Giang sau chia thành tỉnh Cần Thơ, tỉnh Sóc Trăng"
    assert said(new[0]) == f"2025-07-01 tỉnh Hậu Giang nay thuộc Thành phố Cần Thơ {NQ202}"


def test_ministries_are_those_of_the_table(shared: Path) -> None:
    """Each ministry that ended on 1 March 2025 leads to the one that the table of facts gives."""
    with (shared / "facts" / "ministry_changes_2025.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if load().issuer(row["merged_body"])]
    assert len(rows) == 6
    for row in rows:
        found = bodies.changes(body_of(work(row["merged_body"], "2020-01-01")))
        assert [(c.since, c.others) for c in found] == [(row["in_operation_from"], (row["resulting_body"],))]


def test_provinces_are_those_of_the_table(shared: Path) -> None:
    """Each of the 63 leads to the one of the 34 that the table of facts gives."""
    before = {row.name: row for row in bodies.on(load().provinces, "2025-06-30")}
    with (shared / "facts" / "provinces.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(before) == 63
    for row in rows:
        name, now = (
            next(p for p in load().provinces if p.name == load_name(row[c])).name
            for c in ("name", "province_34")
        )
        assert bodies.today(before[name]).name == now


def load_name(name: str) -> str:
    """A province's name in the spelling of our table: `Hoà Bình` is `Hòa Bình`."""
    row = load().province(name)
    assert row, name
    return row.name


# who signed | the body | its place | its province
KNOWN = [
    ("Chủ tịch Ủy ban nhân dân tỉnh Bắc Giang", BAC_GIANG, "tỉnh Bắc Giang", "tỉnh Bắc Giang"),
    ("Ban Thường vụ Tỉnh ủy Bắc Giang", "Tỉnh ủy Bắc Giang", "Bắc Giang", "tỉnh Bắc Giang"),
    ("Giám đốc Sở Nội vụ tỉnh Bắc Giang", "Sở Nội vụ tỉnh Bắc Giang", "tỉnh Bắc Giang", "tỉnh Bắc Giang"),
    ("Ủy ban nhân dân huyện Yên Thế, tỉnh Bắc Giang", "Ủy ban nhân dân huyện Yên Thế, tỉnh Bắc Giang", "huyện Yên Thế, tỉnh Bắc Giang", "tỉnh Bắc Giang"),
    ("Ủy ban nhân dân tỉnh An Mẫu", made.UBND, "tỉnh An Mẫu", "tỉnh An Mẫu"),
    ("Ban Bí thư", "Ban Chấp hành Trung ương Đảng", "", ""),
    ("Bộ trưởng Bộ Nội vụ", "Bộ Nội vụ", "", ""),
    ("Đoàn kiểm tra", "Đoàn kiểm tra", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("issuer", "name", "place", "province"), KNOWN)
def test_who_a_body_is(issuer: str, name: str, place: str, province: str) -> None:
    """A body has its official name and place, whoever signed for it; an unknown one its printed name."""
    body = body_of(work(issuer))
    assert (body.name, body.place, body.province) == (name, place, province)


def test_a_place_without_its_province_is_at_home_in_its_texts() -> None:
    """A Huyện ủy Yên Thế is of the province in which its texts are at home, when that is one."""
    at_home = work("Huyện ủy Yên Thế")
    at_home = replace(at_home, document=replace(at_home.document, province="tỉnh Bắc Giang"))
    assert body_of(at_home).province == "tỉnh Bắc Giang"
    assert body_of(work("Huyện ủy Yên Thế")).province == ""


# who signed | the body above it
PARENTS = [
    ("Giám đốc Sở Nội vụ tỉnh Bắc Giang", BAC_GIANG),
    (BAC_GIANG, "Hội đồng nhân dân tỉnh Bắc Giang"),
    ("Bộ Nội vụ", "Chính phủ"),
    ("Chính phủ", "Quốc hội"),
    ("Quốc hội", ""),
    ("Đoàn kiểm tra", ""),
    ("Bộ Lâm nghiệp", ""),
]


@pytest.mark.parametrize(("issuer", "above"), PARENTS)
def test_the_body_above(issuer: str, above: str) -> None:
    """The body above is said where a checked row gives it."""
    assert bodies.parent(body_of(work(issuer))) == above


def test_bodies_know_each_other() -> None:
    """A page links the body above, those below, and the body of the same name where the province went."""
    made_of = archive(
        work(BAC_GIANG), work("Sở Nội vụ tỉnh Bắc Giang"), work("Ủy ban nhân dân tỉnh Bắc Ninh", "2025-08-01"),
        work("Quốc hội", "2025-06-12", "202/2025/QH15"),
    )  # fmt: skip
    page = meta(made_of, "co-quan/ubnd-tinh-bac-giang/")
    facts = {fact["label"]: fact["values"] for fact in page["facts"]}
    below = facts["Cơ quan thuộc, hoặc chịu trách nhiệm trước cơ quan này"]
    assert [v["url"] for v in below] == ["co-quan/so-noi-vu-tinh-bac-giang/"]
    assert facts["Thuộc, hoặc chịu trách nhiệm trước"] == [
        {"text": "Hội đồng nhân dân tỉnh Bắc Giang", "note": "", "url": ""}
    ]
    merged = page["changes"][0]
    assert (merged["when"], merged["text"]) == ("Từ ngày 01/7/2025", "tỉnh Bắc Giang nay thuộc")
    assert merged["others"][0]["url"] == "co-quan/ban-do/#tinh-bac-ninh"
    assert merged["same"][0]["url"] == "co-quan/ubnd-tinh-bac-ninh/"
    assert merged["act_url"] == "vb/quoc-hoi/quyet-dinh/2025/202-2025-qh15-2025-06-12/"
    above = {f["label"]: f["values"] for f in meta(made_of, "co-quan/so-noi-vu-tinh-bac-giang/")["facts"]}
    assert above["Thuộc, hoặc chịu trách nhiệm trước"][0]["url"] == "co-quan/ubnd-tinh-bac-giang/"


def test_names_over_time() -> None:
    """Each printed name stands with its first and last known date, the earliest first."""
    body = body_of(
        work("Ban Bí thư", "2015-07-14"), work("Bộ Chính trị", "2013-12-12"), work("Ban Bí thư", "2018")
    )
    assert [(p.name, p.first, p.last, p.count) for p in bodies.printed_names(body)] == [
        ("Bộ Chính trị", "2013-12-12", "2013-12-12", 1),
        ("Ban Bí thư", "2015-07-14", "2018", 2),
    ]


def test_an_unknown_body_has_its_printed_name_and_nothing_more() -> None:
    """A body outside the tables has no parent, no change, no place and no list of names."""
    page = meta(archive(work("Đoàn kiểm tra")), "co-quan/doan-kiem-tra/")
    assert (page["title"], page["facts"], page["changes"]) == ("Đoàn kiểm tra", [], [])


# Lists


def test_bodies_stand_in_the_order_of_the_alphabet() -> None:
    """Đ stands after D, Ă after A, and a body that is not known last."""
    names = ["Đoàn kiểm tra", "Ủy ban Dân tộc", "Ăn uống", "Dân", "An"]
    unknown = Work(WorkId("chua-ro", "cong-van", "2018", "1"), work("x").document, ())
    found = [body.name for body in bodies.bodies(archive(*(work(n) for n in names), unknown))]
    assert found == ["An", "Ăn uống", "Dân", "Đoàn kiểm tra", "Ủy ban Dân tộc", "Chưa rõ cơ quan"]


def rows(names: Sequence[str]) -> list[entries.Row]:
    return [{"name": name} for name in names]


def test_long_lists_are_cut_at_letters() -> None:
    """From twenty rows on a list has sections in the Vietnamese order, with links that count."""
    names = [f"{letter} {n}" for letter in ("Đ", "A", "Â", "1", "D") for n in range(4)]
    parts = by_letter(rows(names), lambda row: str(row["name"]))
    assert [(p["heading"], p["id"]) for p in parts] == [
        ("A", "van-a"), ("Â", "van-aa"), ("D", "van-d"), ("Đ", "van-dd"), ("Khác", "van-khac")
    ]  # fmt: skip
    assert [(j["label"], j["count"]) for j in jumps(parts)] == [(p["heading"], 4) for p in parts]


def test_short_lists_are_left_whole() -> None:
    """A list that fits a hand has one section without a heading, and no links."""
    parts = by_letter(rows(["B", "A"]), lambda row: str(row["name"]))
    assert [p["heading"] for p in parts] == [""] and jumps(parts) == []
    assert by_letter([], str) == []


def test_letters_have_an_anchor_each() -> None:
    """No two letters of the alphabet share an anchor."""
    letters = "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY"
    parts = by_letter(rows([letter * 2 for letter in letters]), lambda row: str(row["name"]))
    assert "".join(str(p["heading"]) for p in parts) == letters
    assert len({p["id"] for p in parts}) == len(letters) > LONG


@pytest.mark.parametrize(
    ("name", "letter"),
    [("Ủy ban", "U"), ("Ứng", "Ư"), ("đảng ủy", "Đ"), ("Ấn", "Â"), ("9 tổ", "#"), ("", "#"), ("“Sở”", "#")],
)
def test_the_letter_of_a_name(name: str, letter: str) -> None:
    """A tone does not make a letter; a mark of the alphabet does."""
    assert labels.initial(name) == letter


def test_cited_works_stand_apart_in_every_list() -> None:
    """A work that is only cited stands on the pages of its body, type and year, and is said to be so."""
    known = archive(work(BAC_GIANG), cited=[cited("Bộ Nội vụ", "2012-03-01", "12/QĐ-BNV")])
    page = meta(known, "co-quan/bo-noi-vu/")
    assert page["lead"] == "Chưa có văn bản nào trong kho. 1 văn bản được dẫn chiếu mà chưa có trong kho."
    row = page["cited"][0]["rows"][0]
    assert (row["name"], row["url"]) == ("Quyết định số 12/QĐ-BNV", "vb/bo-noi-vu/quyet-dinh/2012/12-qd-bnv/")
    assert (row["date"], row["outside"]) == ("01/3/2012", "chưa có trong kho")
    years = {f.path for f in files(facet_lists(Roll(known), "year"))}
    assert years == {f"nam/{year}index.md" for year in ("", "2012/", "2018/")}


def test_many_cited_works_are_cut_at_years() -> None:
    """Twenty cited works of three years have a section a year, the newest first, and links."""
    many = [cited("Bộ Nội vụ", f"{2010 + n % 3}-03-01", f"{n}/QĐ-BNV") for n in range(21)]
    found = outside(many, [])
    assert [part["heading"] for part in found["cited"]] == ["Năm 2012", "Năm 2011", "Năm 2010"]  # type: ignore[union-attr, index]
    assert [jump["count"] for jump in found["cited_jumps"]] == [7, 7, 7]  # type: ignore[union-attr, index]


# Signers

SIGNER_URLS = [
    ("Lại Thanh Sơn", "ubnd-tinh-bac-giang", "nguoi-ky/lai-thanh-son--ubnd-tinh-bac-giang/"),
    ("LẠI THANH SƠN", "ubnd-tinh-bac-giang", "nguoi-ky/lai-thanh-son--ubnd-tinh-bac-giang/"),
    ("Đỗ Thị Đào", "chinh-phu", "nguoi-ky/do-thi-dao--chinh-phu/"),
    ("../../x", "chinh-phu", "nguoi-ky/x--chinh-phu/"),
    ("<b>", "chinh-phu", "nguoi-ky/b--chinh-phu/"),
    ("***", "chinh-phu", ""),
    ("", "chinh-phu", ""),
    ("Lại Thanh Sơn", "chua-ro", ""),
]


@pytest.mark.parametrize(("name", "register", "url"), SIGNER_URLS)
def test_addresses_of_signers(name: str, register: str, url: str) -> None:
    """A signer's address is the name folded and the body; without either there is none."""
    assert entries.signer_url(name, register) == url


def test_an_endless_name_still_fits_a_folder() -> None:
    """A line of text taken for a name is cut at a word, so that every file system takes it."""
    address = entries.signer_url("Nguyễn " * 90, "x" * 120)
    assert len(address.split("/")[1]) < 255 and "nguyen--x" in address


def signed() -> Archive:
    """Two names at two bodies; one of them at both."""
    return archive(
        work(BAC_GIANG, "2018-04-16", "06/CT-UBND", "Lại Thanh Sơn"),
        work(BAC_GIANG, "2016", "3/QĐ-UBND", "LẠI THANH SƠN", "Bùi Văn Ánh"),
        work("Sở Nội vụ tỉnh Bắc Giang", "2015-01-01", "4/QĐ-SNV", "Lại Thanh Sơn"),
    )


def test_a_signer_is_a_printed_name_at_one_body() -> None:
    """The page gathers spellings of one name at one body, and names the other body apart."""
    page = meta(signed(), "nguoi-ky/lai-thanh-son--ubnd-tinh-bac-giang/")
    facts = {fact["label"]: [(v["text"], v["note"]) for v in fact["values"]] for fact in page["facts"]}
    assert facts["Các cách in tên"] == [("Lại Thanh Sơn", "1 lần"), ("LẠI THANH SƠN", "1 lần")]
    assert facts["Chức vụ in trên văn bản"] == [("Phó Chủ tịch", "2016 – 16/4/2018")]
    assert facts["Cùng tên in ở cơ quan khác"] == [("Sở Nội vụ tỉnh Bắc Giang", "")]
    assert [part["heading"] for part in page["sections"]] == ["Năm 2018", "Năm 2016"]
    assert page["sections"][0]["rows"][0]["signed"] == "Phó Chủ tịch"


def test_signers_stand_by_given_name() -> None:
    """The index lists names by given name: Ánh before Sơn, whoever they are."""
    (part,) = meta(signed(), "nguoi-ky/")["sections"]
    assert [(row["name"], row["count"]) for row in part["rows"]] == [
        ("Bùi Văn Ánh", 1), ("Lại Thanh Sơn", 1), ("Lại Thanh Sơn", 2)
    ]  # fmt: skip


def test_bodies_name_their_signers() -> None:
    """The page of a body leads to those who signed for it."""
    page = meta(signed(), "co-quan/so-noi-vu-tinh-bac-giang/")
    assert [row["url"] for row in page["signers"]] == ["nguoi-ky/lai-thanh-son--so-noi-vu-tinh-bac-giang/"]


# Maps


def test_both_maps_are_whole() -> None:
    """The page has the 34 of today and the 63 before, in order, and each old name under its new one."""
    page = meta(archive(), "co-quan/ban-do/")
    today, before = ([row["name"] for row in page[part]] for part in ("today", "before"))
    assert (len(today), len(before)) == (34, 63)
    assert today[:3] == ["Tỉnh An Giang", "Tỉnh Bắc Ninh", "Tỉnh Cà Mau"]
    parts = {row["name"]: [part["name"] for part in row["parts"]] for row in page["today"]}
    assert parts["Tỉnh Phú Thọ"] == ["Tỉnh Hòa Bình", "Tỉnh Vĩnh Phúc"]
    assert parts["Thành phố Đồng Nai"] == ["Tỉnh Bình Phước", "Tỉnh Đồng Nai"]
    assert parts["Thành phố Hà Nội"] == []
    assert sum(map(len, parts.values())) == 63 - 33


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (str(value["id"]) for _ in [0] if "id" in value)
        for inner in value.values():
            yield from _ids(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids(inner)


def test_every_province_has_one_place_on_the_page() -> None:
    """No anchor stands twice, and each link of the page to another part of it has its anchor."""
    page = meta(archive(work(BAC_GIANG), work(made.UBND)), "co-quan/ban-do/")
    ids = list(_ids(page))
    assert len(ids) == len(set(ids))
    links = [row["url"] for row in page["before"]]
    links += [name["url"] for row in page["older"] for span in row["spans"] for name in span["after"]]
    assert len(links) > 63 and {link.lstrip("#") for link in links} <= set(ids)


def test_a_body_stands_under_the_name_of_its_day() -> None:
    """A body of Bắc Giang stands under Bắc Giang in Bắc Ninh; one of a place that no table holds, apart."""
    page = meta(archive(work(BAC_GIANG), work(made.UBND), work("Bộ Nội vụ")), "co-quan/ban-do/")
    bac_ninh = next(row for row in page["today"] if row["name"] == "Tỉnh Bắc Ninh")
    assert bac_ninh["rows"] == [] and bac_ninh["from"] == "tỉnh Bắc Giang, tỉnh Bắc Ninh"
    assert [row["text"] for row in bac_ninh["parts"][0]["rows"]] == [BAC_GIANG]
    assert [(r["name"], [b["text"] for b in r["rows"]]) for r in page["strange"]] == [
        ("Tỉnh An Mẫu", [made.UBND])
    ]


def test_a_body_named_like_the_map_keeps_its_documents() -> None:
    """A body called "Bản đồ" does not take the page away; its documents stand on it."""
    made_of = archive(work("Bản đồ"))
    paths = [f.path for f in files(body_lists(Roll(made_of)))]
    assert len(paths) == len(set(paths))
    assert meta(made_of, "co-quan/ban-do/")["sections"][0]["rows"][0]["name"] == "Quyết định số 06/CT-UBND"


# All together


def _urls(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from [inner] if name.endswith("url") and isinstance(inner, str) else _urls(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _urls(inner)


def test_every_link_leads_to_a_page() -> None:
    """Whatever a page of bodies, signers and maps links is a page that is written."""
    base = signed()
    known = replace(
        base,
        works=(*base.works, *made.archive().works),
        cited=(cited("Bộ Nội vụ", "2012-03-01", "12/QĐ-BNV"),),
    )
    found = list(files(body_lists(Roll(known))))
    there = {f.path.removesuffix("index.md") for f in found}
    there |= {w.url.lstrip("/") for w in (*known.works, *known.cited)} | {"loai/", "nam/"}
    for file in found:
        assert isinstance(file.content, str)
        links = {url.partition("#")[0] for url in _urls(get_data(file.content)[1])} - {""}
        assert links <= there, file.path


def signer_row(of: Work) -> Mapping[str, Any]:
    """The record's row `Người ký`."""
    return next(dict(row) for row in record(of, 0) if row["label"] == "Người ký")


def test_the_record_leads_to_the_signer() -> None:
    """The name in a record links to its page at the body whose number the document has; no name, no link."""
    named = made.directive()
    assert signer_row(named)["values"][0]["url"] == "nguoi-ky/nguyen-van-mau--ubnd-tinh-an-mau/"
    (signature,) = named.document.metadata.signatures
    metadata = replace(named.document.metadata, signatures=(replace(signature, name=None),))
    nameless = replace(named, document=replace(named.document, metadata=metadata))
    assert signer_row(nameless)["values"][0]["url"] == ""


def test_a_name_that_was_read_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """What another process has read of names of bodies is known, and is what would be read."""
    asked = (BAC_GIANG, "ubnd-tinh-bac-giang"), ("Trường Mầm non Hoa Sen", "truong-mam-non-hoa-sen")
    before = [known_body(*one) for one in asked], [register_of(name) for name, _ in asked]
    kept = body_names.read_so_far()
    for known in ("_BODIES", "_REGISTERS"):
        monkeypatch.setattr(body_names, known, {})
    body_names.learn(kept)
    for reads in ("read_authority", "register_slug"):
        monkeypatch.setattr(body_names, reads, lambda *_: pytest.fail("a name was read"))
    assert ([known_body(*one) for one in asked], [register_of(name) for name, _ in asked]) == before
    assert before[0][0] and before[0][1] is None
