# ruff: noqa: E501 (a case is one line)
"""Ways through the archive: lists in pages, bodies as trees, topics, and what the home page says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import made_archive as made
import pytest
from mkdocs.utils.meta import get_data

from builder import bodies, labels, pages
from builder.authorities import register_slug
from builder.entries import slugify
from builder.model import (
    Archive,
    CitedWork,
    Found,
    LeftOut,
    Metadata,
    OutputFile,
    Span,
    Target,
    Work,
    WorkId,
    citing,
)
from builder.pages.catalogue import catalogue
from builder.pages.home import home_part
from builder.pages.lists import facet_lists
from builder.pages.paging import ROWS, paged
from builder.pages.subjects import topic_lists
from builder.pages.trees import groups, province_url, tree
from builder.rolls import Roll, files

HERE = Span(0, 1)


def work(
    number: int,
    issued: str = "2018-04-16",
    issuer: str = made.UBND,
    subject: str | None = None,
    **changes: Any,
) -> Work:
    """A decision with that number, day, body and trích yếu."""
    base = made.decision()
    record = replace(
        base.document.metadata,
        number=Found(f"{number}/QĐ-UBND", HERE, "test"),
        issued=Found(issued, HERE, "test"),
        issuer=Found(issuer, HERE, "test"),
        issuers=(issuer,),
        subject=Found(subject, HERE, "test") if subject else None,
        **changes,
    )
    own = WorkId(register_slug(issuer), "quyet-dinh", issued[:4], f"{number:02}-qd-ubnd")
    return Work(own, replace(base.document, metadata=record), ())


def outside(issuer: str, number: str = "1/QĐ-UBND", title: str | None = None) -> CitedWork:
    """A decision of 2010 that is only cited."""
    own = WorkId(register_slug(issuer), "quyet-dinh", "2010", slugify(number))
    return CitedWork(own, "Quyết định", number, "2010-01-02", issuer, title, 1, 1)


def by_path(made_of: Sequence[OutputFile]) -> dict[str, Any]:
    """The front matter of each page by its address."""
    return {f.path.removesuffix("index.md"): get_data(str(f.content))[1] for f in made_of}


def years(count: int) -> dict[str, Any]:
    """The pages of 2018 with so many documents, the first half of them in May."""
    days = [f"2018-{5 if n < count / 2 else 4:02}-{n % 28 + 1:02}" for n in range(count)]
    found = by_path(
        list(
            files(
                facet_lists(Roll(Archive(tuple(work(n, day) for n, day in enumerate(days, 1)), ())), "year")
            )
        )
    )
    return {path: meta for path, meta in found.items() if path.startswith("nam/2018/")}


# Lists in pages


@pytest.mark.parametrize(
    ("count", "sizes"),
    [
        (1, [1]),
        (ROWS, [ROWS]),
        (ROWS + 1, [ROWS, 1]),
        (3 * ROWS, [ROWS] * 3),
        (2 * ROWS + 7, [ROWS, ROWS, 7]),
    ],
)
def test_a_long_list_is_cut_into_pages(count: int, sizes: list[int]) -> None:
    """A list has 200 rows a page, at /nam/2018/, /nam/2018/trang-2/ and so on."""
    found = years(count)
    assert list(found) == ["nam/2018/", *(f"nam/2018/trang-{n}/" for n in range(2, len(sizes) + 1))]
    assert [sum(len(s["rows"]) for s in meta["sections"]) for meta in found.values()] == sizes


def test_no_row_is_lost_or_shown_twice() -> None:
    """The rows of all pages, one after the other, are those of the whole list in its order."""
    found = years(2 * ROWS + 7)
    rows = [row["url"] for meta in found.values() for section in meta["sections"] for row in section["rows"]]
    assert len(rows) == len(set(rows)) == 2 * ROWS + 7
    days = [row["iso"] for meta in found.values() for section in meta["sections"] for row in section["rows"]]
    assert days == sorted(days, reverse=True)


def test_pages_name_their_neighbours() -> None:
    """Each page leads to the one before and after it, to the first and the last; a short list to none."""
    first, second, third = years(3 * ROWS).values()
    assert (first["pages"]["before"], first["pages"]["after"]) == ("", "nam/2018/trang-2/")
    assert (second["pages"]["before"], second["pages"]["after"]) == ("nam/2018/", "nam/2018/trang-3/")
    assert (third["pages"]["before"], third["pages"]["after"]) == ("nam/2018/trang-2/", "")
    assert [row["label"] for row in first["pages"]["rows"]] == ["1", "2", "3"]
    assert "pages" not in years(3)["nam/2018/"]


def test_far_pages_are_left_out_of_the_links() -> None:
    """Of many pages the first, the last and the nearest are linked, with a gap between."""
    rows = [{"url": f"{n}"} for n in range(20 * ROWS)]
    meta = {"title": "t", "description": "d", "sections": [{"id": "a", "heading": "", "rows": rows}]}
    middle = get_data(str(list(paged(made.archive(), "x", meta))[9].content))[1]["pages"]
    assert [(r["label"], r["gap"]) for r in middle["rows"]] == [
        ("1", False), ("8", True), ("9", False), ("10", False), ("11", False), ("12", False), ("20", True),
    ]  # fmt: skip


def test_links_to_parts_lead_to_their_page() -> None:
    """On the first page, the link to a month leads to the page on which the month begins."""
    issuer = by_path(list(catalogue_of(*(work(n, f"{2000 + n // 100}-01-02") for n in range(1, 450)))))
    jumps = issuer["co-quan/ubnd-tinh-an-mau/"]["jumps"]
    assert [(j["label"], j["url"]) for j in jumps] == [
        ("2004", "co-quan/ubnd-tinh-an-mau/"),
        ("2003", "co-quan/ubnd-tinh-an-mau/"),
        ("2002", "co-quan/ubnd-tinh-an-mau/"),
        ("2001", "co-quan/ubnd-tinh-an-mau/trang-2/"),
        ("2000", "co-quan/ubnd-tinh-an-mau/trang-2/"),
    ]


def test_what_is_known_of_a_body_stands_on_its_first_page() -> None:
    """Names, changes and signers are said once, on the first page."""
    found = by_path(list(catalogue_of(*(work(n) for n in range(1, ROWS + 2)))))
    assert found["co-quan/ubnd-tinh-an-mau/"]["facts"]
    later = found["co-quan/ubnd-tinh-an-mau/trang-2/"]
    assert "facts" not in later and later["title"] == f"{made.UBND} – trang 2"


def catalogue_of(*works: Work) -> list[OutputFile]:
    return list(files(pages.body_lists(Roll(Archive(works, ())))))


# Bodies as trees


def shape(*names: str, cited: Sequence[str] = ()) -> list[str]:
    """The tree of bodies, each level two spaces further in, an absent superior in brackets."""
    archive = Archive(
        tuple(work(n, issuer=name) for n, name in enumerate(names, 1)), (), cited=tuple(map(outside, cited))
    )
    lines, depth = [], 0
    for row in tree(bodies.bodies(archive)):
        lines.append("  " * depth + (str(row["name"]) if row["url"] else f"[{row['name']}]"))
        depth += bool(row["opens"]) - int(str(row["closes"]))
    assert depth == 0
    return lines


SNV, STP, HDND = "Sở Nội vụ tỉnh An Mẫu", "Sở Tư pháp tỉnh An Mẫu", "Hội đồng nhân dân tỉnh An Mẫu"
TREES = [
    ((), []),
    ((made.UBND,), [made.UBND]),
    ((SNV, made.UBND), [made.UBND, f"  {SNV}"]),
    ((STP, SNV, made.UBND, HDND), [HDND, f"  {made.UBND}", f"    {SNV}", f"    {STP}"]),
    ((STP, SNV), [f"[{made.UBND}]", f"  {SNV}", f"  {STP}"]),
    ((SNV,), [SNV]),
    (("Bộ Nội vụ", "Chính phủ", "Thủ tướng Chính phủ"), ["Chính phủ", "  Bộ Nội vụ", "  Thủ tướng Chính phủ"]),
    (("Ủy ban nhân dân huyện Mẫu Sơn, tỉnh An Mẫu", "Tỉnh ủy An Mẫu"), ["Tỉnh ủy An Mẫu", "Ủy ban nhân dân huyện Mẫu Sơn, tỉnh An Mẫu"]),
    (("Công ty Điện lực", "Ban Quản lý dự án"), ["Ban Quản lý dự án", "Công ty Điện lực"]),
]  # fmt: skip


@pytest.mark.parametrize(("names", "expected"), TREES)
def test_bodies_stand_below_their_superiors(names: tuple[str, ...], expected: list[str]) -> None:
    """A body stands below the one that the tables name, by the alphabet; an absent one heads two or more."""
    assert shape(*names) == expected


def test_a_body_that_is_only_cited_has_its_place() -> None:
    """The tree holds bodies whose documents are cited and not held."""
    assert shape(SNV, cited=[made.UBND]) == [made.UBND, f"  {SNV}"]


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Bộ Nội vụ", "central"),
        ("Thủ tướng Chính phủ", "central"),
        (made.UBND, "tỉnh An Mẫu"),
        ("Tỉnh ủy Bắc Giang", "tỉnh Bắc Giang"),
        ("Ủy ban nhân dân huyện Yên Thế, tỉnh Bắc Giang", "tỉnh Bắc Giang"),
        ("Công ty Điện lực", "elsewhere"),
    ],
)
def test_where_a_body_stands(name: str, group: str) -> None:
    """A body is central, of a province, or said to be of neither that is known."""
    found = groups(bodies.bodies(Archive((work(1, issuer=name),), ())))
    assert {
        "central": len(found.central),
        "elsewhere": len(found.elsewhere),
        **dict.fromkeys(found.provinces, 1),
    }[group] == 1


def test_provinces_by_their_own_names() -> None:
    """Provinces stand by the Vietnamese alphabet, without the word tỉnh or thành phố."""
    names = ("tỉnh Đồng Nai", "Thành phố Cần Thơ", "tỉnh Bắc Giang", "tỉnh An Giang")
    archive = Archive(tuple(work(n, issuer=f"Ủy ban nhân dân {p}") for n, p in enumerate(names)), ())
    assert list(groups(bodies.bodies(archive)).provinces) == [
        "tỉnh An Giang",
        "tỉnh Bắc Giang",
        "Thành phố Cần Thơ",
        "tỉnh Đồng Nai",
    ]


def test_every_province_and_letter_has_its_page() -> None:
    """The bodies of a province have a page, those of a letter too, however few they are."""
    archive = Archive((work(1), work(2, issuer="Bộ Nội vụ"), work(3, issuer="Đảng ủy An Mẫu")), ())
    paths = set(by_path(list(catalogue(archive, bodies.bodies(archive)))))
    assert paths == {
        "co-quan/",
        province_url("tỉnh An Mẫu"),
        "co-quan/van/b/",
        "co-quan/van/u/",
        "co-quan/van/dd/",
    }
    assert province_url("tỉnh An Mẫu") == "co-quan/dia-phuong/tinh-an-mau/"


def test_a_long_index_names_provinces_and_leaves_their_bodies_to_them() -> None:
    """With more bodies than a page has rows, the index shows each province with its counts alone."""
    syllables = "An Bình Cao Duy Hà Lộc Minh Nam Phú Sơn Tân Thanh Vĩnh Yên Xuân".split()
    places = [f"xã {a} {b}, huyện Mẫu Sơn, tỉnh An Mẫu" for a in syllables for b in syllables]
    many = [work(n, issuer=f"Ủy ban nhân dân {place}") for n, place in enumerate(places[: ROWS + 1])]
    few = many[:3]
    for works, trees in ((few, 3), (many, 0)):
        archive = Archive(tuple(works), ())
        (province,) = by_path(list(catalogue(archive, bodies.bodies(archive))))["co-quan/"]["provinces"]
        assert (province["bodies"], len(province["tree"])) == (len(works), trees)


# Topics


def topics_of(*works: Work, cited: Sequence[CitedWork] = ()) -> dict[str, Any]:
    return by_path(list(files(topic_lists(Roll(Archive(works, (), cited=tuple(cited)))))))


def test_a_document_stands_under_each_of_its_topics() -> None:
    """A trích yếu that speaks of two things is found under both; one that names none under none."""
    both = work(1, subject="Về công tác dân vận trong giải phóng mặt bằng")
    found = topics_of(both, work(2, subject="V/v mời dự họp"), work(3))
    assert [(r["name"], r["count"]) for r in found["chu-de/"]["sections"][0]["rows"]] == [
        ("Dân vận, dân chủ ở cơ sở", 1),
        ("Đất đai, địa chính", 1),
        ("Chưa thuộc chủ đề nào trong bảng", 2),
    ]
    assert set(found) == {"chu-de/", "chu-de/dan-van/", "chu-de/dat-dai/", "chu-de/khong/"}


@pytest.mark.parametrize(
    ("value", "folder"),
    [("Đất đai, địa chính", "dat-dai"), ("không", "khong")],
)
def test_a_clerk_decides_the_topic(value: str, folder: str) -> None:
    """A correction goes before the words of the trích yếu, also where it says that there is no topic."""
    corrected = work(
        1, subject="Về công tác dân vận", topics=Found(value, HERE, "correction 2026-01-05: test")
    )
    assert set(topics_of(corrected)) == {"chu-de/", f"chu-de/{folder}/"}


def test_a_topic_page_says_by_which_words() -> None:
    """The page of a topic shows the words that put a document there."""
    facts = topics_of(work(1, subject="Về công tác dân vận"))["chu-de/dan-van/"]["facts"]
    assert "“dân vận”" in facts[0]["values"][0]["text"]


def test_works_only_cited_have_topics_by_what_they_are_called() -> None:
    """A cited work stands under the topic of its title; of one without a title nothing is said."""
    named = [outside(made.UBND, "1/QĐ-UBND", "về công tác dân vận"), outside(made.UBND, "2/QĐ-UBND")]
    found = topics_of(cited=named)
    assert [(r["name"], r["count"], r["cited"]) for r in found["chu-de/"]["sections"][0]["rows"]] == [
        ("Dân vận, dân chủ ở cơ sở", 0, 1)
    ]


# The home page


def said(archive: Archive) -> str:
    """The words of the changing part of the home page."""
    return " ".join(re.sub(r"<[^<>]*>", " ", str(home_part(Roll(archive)).content)).split())


def test_home_says_what_is_held_and_what_is_not() -> None:
    """The home page counts documents held and only cited, citations, and those that are not settled."""
    archive = replace(made.archive(), cited=(outside("Chính phủ"), outside("Bộ Nội vụ")))
    words = said(archive)
    assert "4 văn bản có toàn văn" in words and "2 văn bản được nhắc tới mà kho chưa có" in words
    assert "6 lần dẫn chiếu" in words and "1 lần dẫn chưa xác định được văn bản" in words
    assert "Văn bản theo năm ban hành, 2010–2020" in words


def test_home_counts_what_was_read() -> None:
    """Of the four made documents, four have a type, two a whole number and a day, one a signer."""
    words = said(made.archive())
    assert re.findall(r"(loại|số, ký hiệu|ngày|cơ quan|trích yếu|người ký) (\d+)(?= |$)", words.split("để trống:")[1]) == [
        ("loại", "4"), ("số, ký hiệu", "2"), ("ngày", "2"), ("cơ quan", "2"), ("trích yếu", "4"), ("người ký", "1"),
    ]  # fmt: skip


@pytest.mark.parametrize(("secret", "expected"), [(False, True), (True, False)])
def test_home_does_not_count_what_is_secret(secret: bool, expected: bool) -> None:
    """A file that could not be read is counted; a text marked secret is not, so that nothing tells of it."""
    archive = replace(made.archive(), left_out=(LeftOut("a.txt", "hỏng", secret=secret),))
    assert ("1 tệp chưa đọc được" in said(archive)) == expected


def test_home_shows_the_largest_and_leads_to_the_rest() -> None:
    """Of many bodies the home page names the twelve with most documents, and leads to all."""
    works = [work(n, issuer=f"Ủy ban nhân dân xã Số {n}, huyện Mẫu Sơn, tỉnh An Mẫu") for n in range(10, 40)]
    big = [work(n) for n in range(40, 43)]
    words = said(Archive((*works, *big), ()))
    assert f"{made.UBND} 3" in words and "Tất cả 31" in words and words.count("xã Số") >= 11


def test_an_empty_archive_has_a_home_page() -> None:
    """Without documents the home page says so in numbers and draws nothing."""
    words = said(Archive((), ()))
    assert "0 văn bản có toàn văn" in words and "Văn bản theo năm" not in words


# What later documents end


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (
            "Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày 03/02/2017 của UBND tỉnh.",
            ["Bị thay thế bởi"],
        ),
        ("Thực hiện Quyết định số 12/QĐ-UBND ngày 03/02/2017 của UBND tỉnh.", []),
        ("Đề nghị thay thế Quyết định số 12/QĐ-UBND ngày 03/02/2017 của UBND tỉnh.", []),
        (
            "Quyết định số 12/QĐ-UBND ngày 03/02/2017 của UBND tỉnh hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
            ["Hết hiệu lực theo"],
        ),
        ("Quyết định này sửa đổi Quyết định số 12/QĐ-UBND ngày 03/02/2017 của UBND tỉnh.", []),
    ],
)
def test_endings_are_proved_by_a_sentence(sentence: str, words: list[str]) -> None:
    """What replaces, repeals or ends an earlier document is an ending, on the day of the later one."""
    mention = "Quyết định số 12/QĐ-UBND ngày 03/02/2017 của UBND tỉnh"
    relation = "replaces" if "thay thế" in sentence else "amends" if "sửa đổi" in sentence else "cites"
    cited = made.cite(
        sentence, mention, "Quyết định", "12/QĐ-UBND", "2017-02-03", made.UBND, relation=relation
    )  # type: ignore[arg-type]
    text = made.source("moi.txt", sentence)
    record = Metadata(
        issued=Found("2019-05-06", HERE, "test"), document_type=Found("Quyết định", HERE, "test")
    )
    document = replace(
        made.decision().document,
        source=text,
        layout=made.layout(sentence, {0: "body"}),
        metadata=record,
        provisions=(),
        citations=(cited,),
    )
    later = Work(
        WorkId("ubnd-tinh-an-mau", "quyet-dinh", "2019", "30-qd-ubnd"),
        document,
        (Target("held", made.decision().url),),
    )
    archive = Archive((made.decision(), later), citing=citing([later]))
    assert [(e.url, e.words, e.date, e.by) for e in pages.endings(archive)] == [
        (made.decision().url, w, "2019-05-06", later.url) for w in words
    ]


def test_unknown_issuers_stand_last() -> None:
    """What has no body stands after all bodies."""
    archive = made.archive()
    assert [r["name"] for r in tree(bodies.bodies(archive))][-1] == labels.facet_name(
        "issuer", labels.UNKNOWN, []
    )
