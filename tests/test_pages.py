"""The pages of a small archive made by hand: what their front matter holds, and what MkDocs makes of it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import made_archive as made
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from builder import entries, labels, pages, prose, site
from builder.errors import SiteFailed
from builder.joined import Joined
from builder.model import Archive, ArchiveSettings, Found, LeftOut, OutputFile, Problem, Provision, Span, Work
from builder.pages.home import home_part
from builder.pages.lists import data_pages
from builder.pages.places import Places
from builder.pages.record import banners, record
from builder.pages.references import Crossings, outline
from builder.rolls import Roll

ROOT = Path(__file__).parent.parent


def files(archive: Archive) -> dict[str, str | bytes]:
    return {f.path: f.content for f in _all(archive)}


def _all(archive: Archive) -> list[OutputFile]:
    return [*pages.pages(archive, prose.body, made.sources(archive)), *made.listed(archive)]


def meta_of(content: str | bytes) -> Mapping[str, Any]:
    assert isinstance(content, str)
    return get_data(content)[1]


def meta(archive: Archive, path: str) -> Mapping[str, Any]:
    return meta_of(files(archive)[path])


def write(archive: Archive, docs: Path) -> None:
    for file in _all(archive):
        path = docs / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content if isinstance(file.content, bytes) else file.content.encode())


@pytest.fixture(scope="module")
def site_of_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made archive, published below an address."""
    folder = tmp_path_factory.mktemp("made")
    archive = made.archive(address="https://kho.example/van-ban")
    write(archive, folder / "docs")
    site.publish(folder / "docs", folder / "site", archive.settings, ROOT)
    return folder / "site"


# Words


@pytest.mark.parametrize(
    ("value", "long", "short"),
    [
        ("2018-04-16", "ngày 16 tháng 4 năm 2018", "16/4/2018"),
        ("2018-04-06", "ngày 06 tháng 4 năm 2018", "06/4/2018"),
        ("2011-11-08", "ngày 08 tháng 11 năm 2011", "08/11/2011"),
        ("2020-02-28", "ngày 28 tháng 02 năm 2020", "28/02/2020"),
        ("2023-03", "tháng 3 năm 2023", "3/2023"),
        ("2023-01", "tháng 01 năm 2023", "01/2023"),
        ("1992", "năm 1992", "1992"),
    ],
)
def test_dates(value: str, long: str, short: str) -> None:
    """A date is shown as precisely as it is known, with the zeros of Nghị định 30/2020, mục II.4."""
    assert (labels.long_date(value), labels.short_date(value)) == (long, short)


@pytest.mark.parametrize(
    "ordered",
    [
        ["An", "Ăn", "Ân", "Ba"],
        ["Dân vận", "Đảng ủy", "Em"],
        ["Sở Công Thương", "Sở Nội vụ", "Sở Xây dựng"],
        ["La", "Là", "Lả", "Lã", "Lá", "Lạ", "Lan"],
        ["Ô", "Ơ", "U", "Ư", "Ý"],
        ["Quận 2", "Quận 10", "Quận ủy"],
        ["Ba Vì", "Bà Chẳng", "Bà Rịa - Vũng Tàu", "Bạ An", "Bạc Liêu", "Bắc Giang", "Bến Tre"],
        ["Hà Giang", "Hà Tĩnh", "Hải Dương", "Hải Phòng", "Hậu Giang", "Hòa Bình", "Hưng Yên"],
        ["Sở Y tế", "sở y tế tỉnh"],
        ["Nam Đàn", "Nam Định", "Năm Căn"],
    ],
)
def test_alphabetical_order(ordered: list[str]) -> None:
    """Names stand as in a Vietnamese dictionary: syllable by syllable, đ after d, tones after letters."""
    assert sorted(set(ordered), key=labels.alphabetical) == ordered


@pytest.mark.parametrize(
    ("facts", "form", "name"),
    [
        (
            ("Chỉ thị", "16/CT-TTg", "2016-05-16", "Thủ tướng Chính phủ"),
            "full",
            "Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ",
        ),
        (("Kết luận", "114", None, None), "short", "Kết luận số 114"),
        (("Luật", "Luật Tiếp công dân", "2013", None), "name", "Luật Tiếp công dân năm 2013"),
        (("Hiến pháp", "Hiến pháp", "2013", None), "name", "Hiến pháp năm 2013"),
        (("Quy chế", None, None, None), "full", "Quy chế ấy"),
    ],
)
def test_names_of_cited_documents(facts: tuple[str | None, ...], form: Any, name: str) -> None:
    """A cited document is named by the facts of its mention, or by its very words."""
    citation = replace(made.cite("Quy chế ấy", "Quy chế ấy", *facts), form=form)
    assert labels.cited_name(citation) == name


@pytest.mark.parametrize(
    ("work", "name"),
    [
        (made.directive(), "Chỉ thị số 06/CT-UBND"),
        (made.letter(), "Công văn số …/UBND-VX"),
        (made.report(), "Báo cáo tháng 3 năm 2020"),
    ],
)
def test_names_of_documents(work: Work, name: str) -> None:
    """A document is called by its type and number; without a number, by its date."""
    assert labels.name(work) == name


# Front matter


@given(st.dictionaries(st.text(max_size=8), st.text(st.characters(exclude_categories=["Cs"])), max_size=4))
def test_front_matter_round_trip(meta: dict[str, str]) -> None:
    """Whatever a text holds, MkDocs reads from the front matter exactly what was put in."""
    assert get_data(entries.front_matter(meta) + "\nbody")[1] == meta


@pytest.mark.parametrize(
    "hostile", ["\u2028---\n", "\x85", "\x9b", "\ufffe", "\ufeff", "\x00", "---", "...", "\t", "😀", "\xa0"]
)
def test_front_matter_of_hostile_values(hostile: str) -> None:
    """Characters that YAML refuses, and lines that would end the block, come back as they were."""
    value = f"a{hostile}b\n---\nc"
    body, meta = get_data(entries.front_matter({"title": value}) + "\nbody")
    assert (meta, body) == ({"title": value}, "body")


def test_front_matter_of_a_lone_surrogate() -> None:
    """Half a character, which no file can hold, becomes the replacement character."""
    assert get_data(entries.front_matter({"t": "\ud800"}))[1] == {"t": "\ufffd"}


# Documents


def rows(work: Work, label: str, size: int = 0) -> Any:
    return next(row for row in record(work, size) if row["label"] == label)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Loại văn bản", "Chỉ thị"),
        ("Số, ký hiệu", "06/CT-UBND"),
        ("Cơ quan ban hành", "Ủy ban nhân dân tỉnh An Mẫu"),
        ("Nơi ban hành", "An Mẫu"),
        ("Ngày ban hành", "ngày 16 tháng 4 năm 2018"),
        ("Trích yếu", "Về tăng cường công tác dân vận trên địa bàn tỉnh"),
        ("Người ký", "Nguyễn Văn Mẫu"),
        ("Nơi nhận", "Sở Nội vụ"),
        ("Hiệu lực từ", "ngày 26 tháng 4 năm 2018"),
        ("Tệp nguồn", "chi-thi-06.txt"),
        ("SHA-256 của tệp nguồn", hashlib.sha256(made.DIRECTIVE.encode()).hexdigest()),
        ("SHA-256 của bản chữ", hashlib.sha256(made.DIRECTIVE.encode()).hexdigest()),
        ("Bản chữ", "index.txt"),
        ("Mã hóa của tệp nguồn", "UTF-8"),
        ("Địa chỉ cố định", "/vb/ubnd-tinh-an-mau/chi-thi/2018/06-ct-ubnd/"),
    ],
)
def test_record(label: str, text: str) -> None:
    """The record shows what the text gives."""
    row = rows(made.directive(), label)
    assert ([value["text"] for value in row["values"]], row["missing"]) == ([text], "")


@pytest.mark.parametrize("label", ["Kính gửi", "Hiệu lực đến hết", "Độ mật", "Độ khẩn"])
def test_what_is_not_given(label: str) -> None:
    """What the text does not give says so, in these words."""
    row = rows(made.directive(), label)
    assert (row["values"], row["missing"]) == ([], "không nêu trong văn bản")


def test_signing_capacity() -> None:
    """A deputy who signs KT. is shown as signing in the chief's stead (Nghị định 30/2020, mục II.7)."""
    (signer,) = rows(made.directive(), "Người ký")["values"]
    assert signer["note"] == "Phó Chủ tịch; ký thay (KT.) Chủ tịch"


def test_effect_quotes_its_sentence() -> None:
    """The day of effect stands with the sentence that says so."""
    (effect,) = rows(made.directive(), "Hiệu lực từ")["values"]
    assert effect["note"] == "“Chỉ thị này có hiệu lực từ ngày 26/4/2018.”"


@pytest.mark.parametrize(
    ("rule", "how"),
    [
        ("issuer.head", ""),
        ("issuer.signing-line", "đọc từ dòng ký"),
        ("issuer.symbol-and-place", "suy từ ký hiệu và địa danh"),
    ],
)
def test_a_field_says_where_it_was_read(rule: str, how: str) -> None:
    """Where the official form has it nothing is said; elsewhere the record says where."""
    work = made.directive()
    metadata = work.document.metadata
    assert metadata.issuer
    changed = replace(metadata, issuer=replace(metadata.issuer, rule=rule))
    row = rows(replace(work, document=replace(work.document, metadata=changed)), "Cơ quan ban hành")
    assert row["how"] == how


def test_date_known_to_the_month() -> None:
    """A date without a day stays without one, in the record, the heading and the notice."""
    (value,) = rows(made.report(), "Ngày ban hành")["values"]
    assert (value["text"], value["note"]) == ("tháng 3 năm 2020", "văn bản không nêu ngày")
    assert "Chỉ biết tháng 3 năm 2020: văn bản không nêu ngày cụ thể." in _notices(made.report())


def _notices(work: Work) -> list[Any]:
    return [banner["text"] for banner in banners(work)]


def with_problem(severity: Any, code: str) -> Work:
    return replace(made.directive(), problems=(Problem(severity, code, Span(0, 3), "lời"),))


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (made.directive(), []),
        (made.report(), ["Bản không có số", "Chỉ biết tháng 3 năm 2020"]),
        (made.letter(), ["Bản chưa có số", "Văn bản không nêu ngày ban hành"]),
        (with_problem("info", "draft"), ["Bản dự thảo"]),
        (with_problem("error", "unreadable"), ["Nguyên văn có chỗ chưa đọc được chắc chắn: lời."]),
        (with_problem("warning", "undecodable"), ["Nguyên văn có chỗ chưa đọc được chắc chắn: lời."]),
        (with_problem("warning", "ambiguous"), []),
    ],
)
def test_notices(work: Work, expected: list[str]) -> None:
    """The top of a page tells what a reader must know first, and nothing when all is in order."""
    found = _notices(work)
    assert [f.startswith(e) for f, e in zip(found, expected, strict=True)] == [True] * len(expected)


def test_source_as_received_lies_beside_the_page() -> None:
    """The file as received is published byte for byte, and the record links to it."""
    archive = made.archive()
    url = made.directive().url
    received = {url: b"\xef\xbb\xbf06\r\n"}
    found = {f.path: f.content for f in pages.pages(archive, prose.body, received)}
    assert found[f"{url.strip('/')}/goc.txt"] == received[url]
    (link,) = next(
        r for r in meta_of(found[f"{url.strip('/')}/index.md"])["record"] if r["label"] == "Tệp nguồn"
    )["values"]
    assert (link["url"], link["note"]) == (url.lstrip("/") + "goc.txt", "7 byte")


def test_source_that_is_not_published_is_not_linked() -> None:
    """Without the bytes there is no link that would lead nowhere."""
    (value,) = rows(made.directive(), "Tệp nguồn")["values"]
    assert value["url"] == ""


# Citations


def cites() -> dict[Any, Any]:
    return {row["name"]: row for row in Crossings(made.archive()).cites(made.directive())}


def test_cited_documents() -> None:
    """Held documents are linked, others named with their standing; a text's word for itself is none."""
    found = {name: (row["url"], row["status_label"], row["relations"]) for name, row in cites().items()}
    assert found == {
        "Quyết định số 12/QĐ-UBND": (
            "vb/ubnd-tinh-an-mau/quyet-dinh/2017/12-qd-ubnd/",
            "có trong kho",
            ["thực hiện"],
        ),
        "Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ": (
            "",
            "chưa có trong kho",
            ["thực hiện"],
        ),
        "Thông báo số 45/TB-UBND": ("", "chưa xác định được: khớp nhiều văn bản", []),
    }


def test_places_of_citations() -> None:
    """Each citation leads to its place in the text, named as a clerk names it."""
    places = [(p["anchor"], p["label"]) for row in cites().values() for p in row["places"]]
    assert places == [
        ("dan-chieu-1", "phần mở đầu"),
        ("dan-chieu-2", "phần mở đầu"),
        ("dan-chieu-3", "khoản 2"),
    ]


def test_candidates_of_an_unsettled_citation() -> None:
    """An unsettled citation offers what it may be, and chooses nothing."""
    (row,) = [r for r in cites().values() if r["status"] == "ambiguous"]
    assert [c["name"] for c in row["candidates"]] == ["Công văn số …/UBND-VX", "Quyết định số 12/QĐ-UBND"]


def test_places_with_one_name_are_counted() -> None:
    """Two mentions in one khoản are told apart, so that each link says where it leads."""
    work = made.directive()
    twice = replace(work.document, citations=(work.document.citations[2],) * 2)
    (row,) = Crossings(made.archive()).cites(replace(work, document=twice, targets=work.targets[2:3] * 2))
    assert [p["label"] for p in row["places"]] == ["khoản 2", "khoản 2 (2)"]


@pytest.mark.parametrize(
    ("kinds", "name"),
    [
        (
            [("section", "II"), ("clause", "4"), ("clause", "4.1"), ("point", "a")],
            "mục II, khoản 4.1, điểm a",
        ),
        ([("article", "5"), ("clause", "2"), ("point", "đ")], "điều 5, khoản 2, điểm đ"),
        ([("attachment", "II"), ("article", "3")], "phụ lục II, điều 3"),
        ([("clause", "1"), ("clause", "11")], "khoản 1, khoản 11"),
    ],
)
def test_names_of_places(kinds: list[tuple[str, str]], name: str) -> None:
    """A place is named from the uppermost unit to the lowest; 4.1 needs no 4 before it."""
    everywhere = Span(0, 99)
    unit: tuple[Provision, ...] = ()
    for kind, num in reversed(kinds):
        unit = (Provision("x", kind, num, None, everywhere, everywhere, unit),)
    assert Places(replace(made.decision().document, provisions=unit)).at(Span(50, 51)) == name


def test_a_place_in_a_note() -> None:
    """A citation in a footnote is named by the note's number."""
    start = made.REPORT.index("Sở Nội vụ")
    assert Places(made.report().document).at(Span(start, start + 3)) == "chú thích 1"


def test_cited_by() -> None:
    """A document lists who cites it, why, and where in the citing text."""
    (row,) = Crossings(made.archive()).cited_by(made.directive())
    assert (row["name"], row["relations"]) == ("Báo cáo tháng 3 năm 2020", ["được thực hiện bởi"])
    assert row["places"] == [
        {
            "page": "vb/chua-ro/bao-cao/2020/ks-2020-03-ab12/",
            "anchor": "dan-chieu-1",
            "label": "mục I, khoản 1",
        },
        {
            "page": "vb/chua-ro/bao-cao/2020/ks-2020-03-ab12/",
            "anchor": "dan-chieu-2",
            "label": "mục I, khoản 2",
        },
    ]


def test_two_mentions_are_one_document() -> None:
    """Mentions of one held document stand in one row, under the fullest name."""
    (row,) = Crossings(made.archive()).cites(made.report())
    assert [p["anchor"] for p in row["places"]] == ["dan-chieu-1", "dan-chieu-2"]


def test_mentions_that_may_differ_stay_apart() -> None:
    """Two unsettled mentions with different facts are not taken for one document."""
    t = "Quyết định số 1/QĐ-TTg và Quyết định số 1/QĐ-TTg ngày 02/3/2020"
    mentions = (
        made.cite(t, "Quyết định số 1/QĐ-TTg", "Quyết định", "1/QĐ-TTg"),
        made.cite(t, "Quyết định số 1/QĐ-TTg ngày 02/3/2020", "Quyết định", "1/QĐ-TTg", "2020-03-02"),
    )
    unknown = made.Target("unknown")
    document = replace(made.decision().document, citations=mentions)
    work = replace(made.decision(), document=document, targets=(unknown, unknown))
    assert len(Crossings(made.archive()).cites(work)) == 2


def test_outline() -> None:
    """The table of contents names each unit with its printed label and first words."""
    work = made.directive()
    found = [
        (r["anchor"], r["level"], r["label"], r["heading"])
        for r in outline(work.document.provisions, made.DIRECTIVE)
    ]
    assert found == [
        ("khoan-1", 1, "1.", "Các sở, ban, ngành tăng cường đối thoại với nhân dân"),
        ("khoan-1-diem-a", 2, "a)", "Tiếp công dân đúng lịch"),
        ("khoan-1-diem-dd", 2, "đ)", "Trả lời kiến nghị trong 15 ngày"),
        (
            "khoan-2",
            1,
            "2.",
            "Ủy ban nhân dân các huyện báo cáo theo Thông báo số 45/TB-UBND. "
            "Chỉ thị này có hiệu lực từ ngày 26/4/2018",
        ),
    ]


def test_outline_of_a_long_text_keeps_its_upper_levels() -> None:
    """A text of very many units shows its upper levels rather than a list nobody can use."""
    provisions = made.directive().document.provisions * 60
    found = outline(provisions, made.DIRECTIVE)
    assert {row["level"] for row in found} == {1}
    assert len(found) == 120


def test_outline_stops_at_the_article() -> None:
    """Of a text in Điều the contents name each Điều, not its khoản."""
    work = made.decision()
    first, second = work.document.provisions
    provisions = (replace(first, children=made.directive().document.provisions), second)
    assert [r["anchor"] for r in outline(provisions, made.DECISION)] == ["dieu-1", "dieu-2"]


# Lists


def test_every_page_of_the_archive() -> None:
    """Each document, issuer, type and year has its page, and each folder its index."""
    names = {path for path in files(made.archive()) if path.endswith("index.md")}
    assert names == {
        "vb/ubnd-tinh-an-mau/chi-thi/2018/06-ct-ubnd/index.md",
        "vb/ubnd-tinh-an-mau/quyet-dinh/2017/12-qd-ubnd/index.md",
        "vb/chua-ro/bao-cao/2020/ks-2020-03-ab12/index.md",
        "vb/chua-ro/cong-van/chua-ro/ks-ubnd-vx-cd34/index.md",
        *(f"co-quan/{name}index.md" for name in ("", "ban-do/", "chua-ro/", "ubnd-tinh-an-mau/")),
        *(f"co-quan/{name}index.md" for name in ("dia-phuong/tinh-an-mau/", "van/u/", "van/khac/")),
        *(f"chu-de/{name}index.md" for name in ("", "dan-van/", "tiep-cong-dan/", "khong/")),
        *(f"nguoi-ky/{name}index.md" for name in ("", "nguyen-van-mau--ubnd-tinh-an-mau/")),
        *(f"loai/{name}index.md" for name in ("", "bao-cao/", "chi-thi/", "cong-van/", "quyet-dinh/")),
        *(f"nam/{name}index.md" for name in ("", "2017/", "2018/", "2020/", "chua-ro/")),
        "du-lieu/index.md",
        "du-lieu/can-tim/index.md",
        "dong-thoi-gian/index.md",
        "tim/index.md",
        "tra/index.md",
    }


def test_an_empty_archive_still_has_its_pages() -> None:
    """Without a single text the indexes that the navigation names are there."""
    empty = Archive((), ())
    names = {f.path for f in [*pages.pages(empty, prose.body, {}), *made.listed(empty)]}
    assert names >= {f"{d}/index.md" for d in ("co-quan", "loai", "nam", "du-lieu", "dong-thoi-gian")}


def test_facets_in_reading_order() -> None:
    """Types stand in alphabetical order, years newest first, what is unknown last."""
    archive = made.archive()
    assert [r["name"] for r in meta(archive, "loai/index.md")["sections"][0]["rows"]] == [
        "Báo cáo",
        "Chỉ thị",
        "Công văn",
        "Quyết định",
    ]
    assert [r["name"] for r in meta(archive, "nam/index.md")["sections"][0]["rows"]] == [
        "2020",
        "2018",
        "2017",
        "Không rõ năm",
    ]
    index = meta(archive, "co-quan/index.md")
    assert [r["name"] for r in index["provinces"][0]["tree"]] == [made.UBND]
    assert [r["name"] for r in index["trees"][0]["tree"]] == ["Chưa rõ cơ quan"]


def test_issuer_page_lists_newest_first() -> None:
    """An issuer's documents stand by year, newest first."""
    sections = meta(made.archive(), "co-quan/ubnd-tinh-an-mau/index.md")["sections"]
    assert [(s["heading"], [r["name"] for r in s["rows"]]) for s in sections] == [
        ("Năm 2018", ["Chỉ thị số 06/CT-UBND"]),
        ("Năm 2017", ["Quyết định số 12/QĐ-UBND"]),
    ]


def test_specimen_mark_is_on_every_page() -> None:
    """The mark of a specimen archive is in the front matter of every generated page."""
    found = files(made.archive())
    assert {meta_of(c)["specimen"] for p, c in found.items() if p.endswith(".md")} == {made.SPECIMEN}
    assert "specimen" not in meta(made.archive(specimen=""), "nam/index.md")


def test_home_part_is_inert() -> None:
    """A source's words on the home page hold nothing that HTML, Markdown or snippets act on."""
    content = home_part(Roll(made.archive())).content
    assert isinstance(content, str)
    words = re.sub(r"<[^<>]*>", "", content)
    assert not set("<>`*_{}[]\\\"'") & set(words)
    assert "--8<" not in content and "javascript:alert" in words


def test_data_is_one_record_a_document() -> None:
    """archive.json names every document with what its text gives, and null for the rest."""
    found = {f.path: f.content for f in data_pages(Roll(made.archive()), Joined())}
    records = {r["url"]: r for r in json.loads(found["du-lieu/archive.json"])["documents"]}
    assert set(records) == {work.url for work in made.archive().works}
    letter = records[made.letter().url]
    assert (letter["number"], letter["issuer"], letter["issued"]) == ("/UBND-VX", None, None)


def test_left_out_files_are_named() -> None:
    """A file that could not be read is named on the data page with the reason, without its folders."""
    archive = replace(made.archive(), left_out=(LeftOut("/home/ai/2018/hong.txt", "tệp nhị phân"),))
    assert meta(archive, "du-lieu/index.md")["left_out"] == [{"name": "hong.txt", "reason": "tệp nhị phân"}]


def test_two_runs_give_the_same_bytes() -> None:
    """Pages depend on the archive alone."""
    assert files(made.archive()) == files(made.archive())


def test_a_body_is_asked_for_once() -> None:
    """The Markdown of a text comes from outside and stands whole after the front matter."""
    asked: list[str] = []

    def body(work: Work) -> str:
        asked.append(work.url)
        return f"THÂN {work.url}"

    archive = made.archive()
    found = {f.path: f.content for f in pages.pages(archive, body, {})}
    assert sorted(asked) == sorted(work.url for work in archive.works)
    content = found["vb/chua-ro/bao-cao/2020/ks-2020-03-ab12/index.md"]
    assert isinstance(content, str)
    assert content.endswith("\n---\n\nTHÂN /vb/chua-ro/bao-cao/2020/ks-2020-03-ab12/")


# The site


class Text(HTMLParser):
    """The words inside the page's source text, and every element with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside, self.bodies, self.tags = 0, 0, list[tuple[str, dict[str, str | None]]]()
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if "data-source-text" in dict(attrs):
            self.bodies, self.inside = self.bodies + 1, 1
        elif self.inside and tag == "div":
            self.inside += 1

    def handle_endtag(self, tag: str) -> None:
        if self.inside and tag == "div":
            self.inside -= 1

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.words.append(data)


def html(site_of_made: Path, url: str) -> str:
    return (site_of_made / url.strip("/") / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("work", [made.directive(), made.decision(), made.letter()])
def test_the_text_stands_whole_in_one_place(site_of_made: Path, work: Work) -> None:
    """Every character of the source is in the page's one source text, in order, and nothing else."""
    page = Text(html(site_of_made, work.url))
    assert page.bodies == 1
    assert "".join("".join(page.words).split()) == "".join(work.document.source.text.split())


def test_hostile_words_stay_words(site_of_made: Path) -> None:
    """No script, link or template of a source's making is in any page of the site."""
    for path in site_of_made.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        tags = Text(page).tags
        assert "hỏng'</script>" not in page, path
        assert not [a for _, a in tags if "javascript:" in (a.get("href") or "").casefold()], path
        assert "MkDocsConfig" not in page and "<b>thử</b>" not in page, path


def test_no_page_names_another_host(site_of_made: Path) -> None:
    """No element of any page loads from elsewhere."""
    allowed = "https://kho.example/"
    for path in site_of_made.rglob("*.html"):
        for tag, attributes in Text(path.read_text(encoding="utf-8")).tags:
            loaded = attributes.get("src") or (attributes.get("href") if tag == "link" else "") or ""
            assert not re.match(r"(?:[a-z]+:)?//", loaded) or loaded.startswith(allowed), (path, tag, loaded)


def test_every_link_leads_somewhere(site_of_made: Path) -> None:
    """Every link and fragment of every page leads to a file, and to an element with that id."""
    ids: dict[Path, set[str | None]] = {}
    links: list[tuple[Path, Path, str]] = []
    for path in site_of_made.rglob("*.html"):
        tags = Text(path.read_text(encoding="utf-8")).tags
        ids[path] = {attributes.get("id") for _, attributes in tags}
        hrefs = [
            attributes["href"] or "" for tag, attributes in tags if tag == "a" and attributes.get("href")
        ]
        for href in hrefs if path.name != "404.html" else []:
            to, _, fragment = href.partition("#")
            target = (path.parent / to).resolve() if to else path
            links.append((path, target / "index.html" if target.is_dir() else target, fragment))
    assert len(links) > 100
    assert [(p, t) for p, t, _ in links if not t.is_file()] == []
    assert [(p, t, f) for p, t, f in links if f and f not in ids[t]] == []


def test_ids_are_unique(site_of_made: Path) -> None:
    """No page uses one id twice."""
    for path in site_of_made.rglob("*.html"):
        found = [a["id"] for _, a in Text(path.read_text(encoding="utf-8")).tags if "id" in a]
        assert len(found) == len(set(found)), path


def test_head_of_a_document(site_of_made: Path) -> None:
    """A document page has its title, canonical address, description and machine-readable record."""
    page = html(site_of_made, made.directive().url)
    address = "https://kho.example/van-ban/vb/ubnd-tinh-an-mau/chi-thi/2018/06-ct-ubnd/"
    assert "<title>Chỉ thị số 06/CT-UBND ngày 16/4/2018 của UBND tỉnh An Mẫu: Về tăng cường" in page
    assert f'<link rel="canonical" href="{address}">' in page
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    record = json.loads(found.group(1))
    assert record == {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "inLanguage": "vi",
        "name": "Chỉ thị số 06/CT-UBND Về tăng cường công tác dân vận trên địa bàn tỉnh",
        "legislationType": "Chỉ thị",
        "legislationIdentifier": "06/CT-UBND",
        "legislationDate": "2018-04-16",
        "legislationDateOfApplicability": "2018-04-26",
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": made.UBND},
        "creativeWorkStatus": made.SPECIMEN,
        "url": address,
    }


def test_pages_are_vietnamese_and_marked(site_of_made: Path) -> None:
    """Every page says its language and the mark of the specimens, hand-written pages too."""
    for path in site_of_made.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert '<html lang="vi"' in page and f'<p class="kho-mau" role="note">{made.SPECIMEN}</p>' in page, (
            path
        )


def test_snippet_is_no_page(site_of_made: Path) -> None:
    """The generated part stands on the home page and is not published by itself."""
    assert "<strong>4</strong> văn bản" in (site_of_made / "index.html").read_text(encoding="utf-8")
    assert not list(site_of_made.rglob("*.inc"))


def test_a_broken_link_fails_and_keeps_the_old_site(tmp_path: Path) -> None:
    """On a warning the build names it, and the site published before stands untouched."""
    archive = made.archive()
    write(archive, tmp_path / "docs")
    site.publish(tmp_path / "docs", tmp_path / "site", archive.settings, ROOT)
    before = {p: p.read_bytes() for p in (tmp_path / "site").rglob("*") if p.is_file()}
    (tmp_path / "docs/vb/hong.md").write_text("[hỏng](khong-co.md)", encoding="utf-8")
    with pytest.raises(SiteFailed, match=r"khong-co\.md"):
        site.publish(tmp_path / "docs", tmp_path / "site", archive.settings, ROOT)
    assert {p: p.read_bytes() for p in (tmp_path / "site").rglob("*") if p.is_file()} == before
    assert sorted(p.name for p in tmp_path.iterdir()) == [".docs.cache", ".site.spare", "docs", "site"]


def test_hand_written_pages_follow_the_project(tmp_path: Path) -> None:
    """Pages written by hand are copied beside generated ones, and go when they go from the project."""
    project, docs = tmp_path / "docs", tmp_path / "out-docs"
    for name in ("index.md", "tro-nang.md", "vb/cu/index.md", ".nhap.md"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(name, encoding="utf-8")
    site.copy_hand_written(project, docs)
    assert sorted(p.name for p in docs.glob("[!.]*")) == ["index.md", "tro-nang.md"]
    (docs / "vb").mkdir()
    (project / "tro-nang.md").unlink()
    site.copy_hand_written(project, docs)
    assert sorted(p.name for p in docs.glob("[!.]*")) == ["index.md", "vb"]


@pytest.mark.parametrize("words", ["# a: {b}", "a\nb", "“ngoặc”", "!!python/object:x", "' \" \\"])
def test_settings_are_words(tmp_path: Path, words: str) -> None:
    """A title that YAML would read otherwise is shown as it is written."""
    write(made.archive(), tmp_path / "docs")
    settings = ArchiveSettings(title=words, specimen="mẫu")
    site.publish(tmp_path / "docs", tmp_path / "site", settings, ROOT)
    page = Text((tmp_path / "site/tro-nang/index.html").read_text(encoding="utf-8"))
    assert {"property": "og:site_name", "content": words} in [a for t, a in page.tags if t == "meta"]


@given(st.text(max_size=60))
def test_no_subject_breaks_a_page(subject: str) -> None:
    """Pages are made for any subject at all, and their front matter says it back."""
    work = made.decision()
    record = replace(work.document.metadata, subject=Found(subject, Span(0, 1), "test"))
    hostile = replace(work, document=replace(work.document, metadata=record))
    archive = replace(made.archive(), works=(hostile,), citing={})
    page = next(pages.pages(archive, lambda _: "", {}))
    kept = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in labels.capital(subject))
    assert meta_of(page.content)["heading"]["subject"] == kept
