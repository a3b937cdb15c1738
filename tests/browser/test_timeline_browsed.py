# ruff: noqa: E501 (a case is one line)
"""The timeline in a real Chromium: by mouse, by keyboard alone, by touch, without JavaScript, by its address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import made_archive as made
import pytest

from builder import pages, prose, site, timeline
from builder.entries import Ending
from builder.model import Archive, CitedWork, Found, Mention, Signature, Span, Work, WorkId
from builder.rolls import Roll

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
HERE = Span(0, 1)
SECOND = "Sở Nội vụ tỉnh An Mẫu"


def work(number: int, issued: str | None, subject: str, issuer: str = made.UBND, signer: str = "") -> Work:
    """A decision with that number, day and trích yếu."""
    base = made.decision()
    record = replace(
        base.document.metadata,
        number=Found(f"{number:02}/QĐ-UBND", HERE, "test"),
        issued=Found(issued, HERE, "test") if issued else None,
        issuer=Found(issuer, HERE, "test"),
        subject=Found(subject, HERE, "test"),
        signatures=(Signature(signer, "Chủ tịch", (), HERE),) if signer else (),
    )
    register = "ubnd-tinh-an-mau" if issuer == made.UBND else "so-noi-vu-tinh-an-mau"
    own = WorkId(
        register, "quyet-dinh", (issued or "chua-ro")[:4].replace("chua", "chua-ro"), f"{number:02}-qd-ubnd"
    )
    return Work(own, replace(base.document, metadata=record), ())


# The made directive (16 April 2018, in force from 26 April) and the one of February 2017 stand among these.
WORKS = (
    work(20, "2018-11-30", "Về phòng cháy, chữa cháy", SECOND, "Trần Thị Bình"),
    work(21, "2018-04", "Về tiếp công dân định kỳ", signer="Nguyễn Văn An"),
    work(22, "2018", "Về thi đua khen thưởng"),
    work(23, "2021-02-03", "Về đường giao thông nông thôn"),
    work(24, None, "Về họp"),
    *(work(n, f"2015-0{n % 9 + 1}-05", f"Về việc số {n}") for n in range(100, 130)),
)
COUNT = len(WORKS) + 2
CITED = CitedWork(
    WorkId("chinh-phu", "nghi-dinh", "2016", "01-nd-cp"), "Nghị định", "01/NĐ-CP", "2016-01-02", "Chính phủ",
    "về công tác văn thư", 1, 1,
)  # fmt: skip


@pytest.fixture(scope="module")
def base(serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The archive of these works, published and served below `/kho/`."""
    folder = tmp_path_factory.mktemp("timeline")
    works = tuple(sorted((*WORKS, made.directive(), made.decision()), key=lambda w: w.url))
    citing = {CITED.url: [Mention(made.directive().url, 0)]}
    archive = Archive(works, (), made.archive().settings, (CITED,), citing=citing)
    ended = (Ending(made.decision().url, "Bị thay thế bởi", "2018-04-16", made.directive().url),)
    for file in [
        *pages.pages(archive, prose.body, {}),
        *made.listed(archive),
        *timeline.pages(Roll(archive), ended),
    ]:
        path = folder / "docs" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content if isinstance(file.content, bytes) else file.content.encode())
    site.publish(folder / "docs", folder / "site", archive.settings, ROOT)
    return serve(folder / "site", "kho/")


@pytest.fixture
def line(page: Page, base: str) -> Iterator[Callable[[str], Page]]:
    """`line("?ky=2018")` is the timeline at that address, ready to be used."""

    def go(query: str = "") -> Page:
        page.goto(f"{base}dong-thoi-gian/{query}")
        return ready(page)

    yield go


def ready(page: Page) -> Page:
    page.wait_for_function("performance.getEntriesByName('dong-san-sang').length > 0")
    page.wait_for_function("!document.querySelector('#dong-danh-sach').hasAttribute('aria-busy')")
    return page


def numbers(page: Page) -> list[str]:
    """The numbers of the documents shown, in order, what happened to them later left out."""
    page.wait_for_function("!document.querySelector('#dong-danh-sach').hasAttribute('aria-busy')")
    # A month out of sight is not laid out (content-visibility), so it has no inner text yet.
    names = page.locator(".dong-dong li:not(.su-kien) > .ten").all_text_contents()
    return [name.split(" số ")[-1].removesuffix(" ○").split("/")[0] for name in names]


def counted(page: Page) -> str:
    return page.locator("#dong-dem").inner_text()


def query(page: Page) -> str:
    """What the address asks; it is written after the frame that shows the change."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(() => setTimeout(done))))")
    return str(page.evaluate("decodeURIComponent(location.search)"))


def typed(page: Page, words: str) -> None:
    """Those words stand in the box, and the list is what they leave."""
    page.locator("#dong-q").fill(words)
    page.wait_for_function("location.search.includes('q=')")
    page.wait_for_function("!document.querySelector('#dong-dem').textContent.includes('đang tải')")


def bar(page: Page, name: str) -> str:
    """The selector of the bar whose words begin so."""
    return f'.dong-cot[aria-label^="{name}:"]'


def test_opens_with_everything(line: Callable[..., Page]) -> None:
    """The timeline counts all documents, draws a bar a year, and shows the newest first, the undated apart."""
    page = line()
    assert counted(page) == f"{COUNT} văn bản"
    assert page.locator(".dong-cot").count() == 2021 - 2015 + 1
    assert page.locator(bar(page, "Năm 2018")).get_attribute("aria-label") == "Năm 2018: 4 văn bản"
    assert numbers(page)[:5] == ["23", "20", "06", "21", "22"]
    assert page.locator("#dong-khong-ngay").inner_text() == "Không rõ ngày: 1"


def test_true_precision_in_the_list(line: Callable[..., Page]) -> None:
    """A month is a month, a year a year: each stands under its own heading with no more date than it has."""
    page = line("?ky=2018")
    headings = page.locator(".dong-dong h2").all_inner_texts()
    assert headings == ["Tháng 11 năm 2018", "Tháng 4 năm 2018", "Năm 2018, không rõ tháng"]
    assert page.locator(".dong-dong .ngay").all_text_contents() == [
        "30/11/2018",
        "16/4/2018",
        "4/2018",
        "2018",
    ]


# By mouse


def test_a_bar_opens_its_year_and_a_month_its_documents(line: Callable[..., Page]) -> None:
    """A click on a year shows its months, a click on a month its documents; the same month again, the year."""
    page = line()
    page.locator(bar(page, "Năm 2018")).click()
    assert numbers(page) == ["20", "06", "21", "22"]
    assert page.locator(".dong-cot").count() == 13
    page.locator(bar(page, "Tháng 4/2018")).click()
    assert numbers(page) == ["06", "21"]
    assert query(page) == "?ky=2018-04"
    page.locator(bar(page, "Tháng 4/2018")).click()
    assert query(page) == "?ky=2018"
    page.locator("#dong-ra").click()
    assert query(page) == "" and counted(page) == f"{COUNT} văn bản"


def test_dragging_chooses_several_years(line: Callable[..., Page]) -> None:
    """Dragging across bars chooses from the first to the last of them."""
    page = line()
    first, last = (page.locator(bar(page, f"Năm {year}")).bounding_box() for year in (2017, 2018))
    assert first and last
    page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 50)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] / 2, last["y"] + 60, steps=4)
    page.mouse.up()
    assert query(page) == "?ky=2017_2018"
    assert numbers(page) == ["20", "06", "21", "22", "12"]


def test_what_is_known_to_the_year_has_its_own_bar(line: Callable[..., Page]) -> None:
    """Among the months of a year, documents known to the year alone are a bar of their own."""
    page = line("?ky=2018")
    page.locator(bar(page, "2018, không rõ tháng")).click()
    assert numbers(page) == ["22"] and query(page) == "?ky=2018-00"


def test_undated_documents_stand_apart(line: Callable[..., Page]) -> None:
    """Documents without a date are one choice of their own, and no year holds them."""
    page = line()
    page.locator("#dong-khong-ngay").click()
    assert numbers(page) == ["24"] and query(page) == "?ky=chua-ro"


def test_facets_with_counts(line: Callable[..., Page]) -> None:
    """A choice of type, body or topic leaves its documents; the others say how many would be left."""
    page = line()
    issuer = page.locator("#dong-co-quan")
    assert issuer.locator("li").all_inner_texts() == [f"{made.UBND}\n{COUNT - 1}", f"{SECOND}\n1"]
    issuer.get_by_label(SECOND).check()
    assert numbers(page) == ["20"] and query(page) == "?co-quan=so-noi-vu-tinh-an-mau"
    assert page.locator("#dong-loai li").first.inner_text() == "Quyết định\n1"
    # Of its own facet the others keep their counts, so that they can be added.
    assert issuer.locator("li").first.inner_text() == f"{made.UBND}\n{COUNT - 1}"
    issuer.get_by_label(made.UBND).check()
    assert counted(page) == f"{COUNT} văn bản"


def test_facets_of_an_address_with_words(page: Page, base: str) -> None:
    """Words of the address are looked for when names have come; the facets then offer what is left."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(base + "dong-thoi-gian/?q=phong+chay")
    page.wait_for_function("document.getElementById('dong-dem').textContent.startsWith('1 trong')")
    assert page.locator("#dong-co-quan li").all_inner_texts() == [f"{SECOND}\n1"]


def test_signers_are_fetched_when_asked_for(line: Callable[..., Page]) -> None:
    """The names of signers come when their list is opened, each with its body."""
    page = line()
    page.locator("#dong-nguoi-ky summary").click()
    page.get_by_label("Nguyễn Văn An").check()
    assert numbers(page) == ["21"]
    assert query(page) == "?nguoi-ky=nguyen-van-an--ubnd-tinh-an-mau"
    assert counted(page) == f"1 trong {COUNT} văn bản"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("dân vận", ["06"]),
        ("dan van", ["06"]),
        ("VẬN dân", ["06"]),
        ("tiep cong dan", ["21", "12"]),
        ("qd-ubnd 20", ["20"]),
        ("6/ct", ["06"]),
        ("phong chay", ["20"]),
        ("phon", ["20"]),
        ("ho", ["24"]),
        ("không có gì", []),
        ("<zz>", []),
    ],
)
def test_words(line: Callable[..., Page], words: str, expected: list[str]) -> None:
    """Words of title and number find documents with or without accents, in any order, the last half typed."""
    page = line()
    typed(page, words)
    assert sorted(numbers(page)) == sorted(expected)
    assert page.locator("#dong-khong").is_visible() == (not expected)


def test_cited_works_are_faint_marks_that_can_be_switched_on(line: Callable[..., Page]) -> None:
    """Documents that are only cited are neither drawn nor listed until they are asked for."""
    page = line()
    assert page.locator(bar(page, "Năm 2016")).get_attribute("aria-label") == "Năm 2016: 0 văn bản"
    page.get_by_label("Văn bản được nhắc tới, chưa có trong kho").check()
    page.wait_for_function("location.search === '?chua-co=1'")
    shown = page.locator(bar(page, "Năm 2016"))
    assert shown.get_attribute("aria-label") == "Năm 2016: 0 văn bản, 1 chưa có trong kho"
    page.locator(bar(page, "Năm 2016")).click()
    assert numbers(page) == ["01"]
    link = page.locator(".dong-dong li.chua-co .ten")
    assert str(link.evaluate("a => a.href")).endswith("/kho/vb/chinh-phu/nghi-dinh/2016/01-nd-cp/")


def test_what_happened_later_is_a_layer(line: Callable[..., Page]) -> None:
    """Days of effect and what ended a document stand at their own dates, with the document that says so."""
    page = line("?ky=2018-04")
    page.get_by_label("Ngày có hiệu lực").check()
    page.get_by_label("Bị thay thế, bãi bỏ").check()
    assert numbers(page) == ["06", "21"] and counted(page) == f"2 trong {COUNT} văn bản, 2 sự kiện"
    events = page.locator(".dong-dong .su-kien")
    events.first.scroll_into_view_if_needed()
    page.evaluate("new Promise((laid) => requestAnimationFrame(() => requestAnimationFrame(laid)))")
    assert [" ".join(text.split()) for text in events.all_inner_texts()] == [
        "Có hiệu lực Chỉ thị số 06/CT-UBND 26/4/2018 Về tăng cường công tác dân vận trên địa bàn tỉnh "
        f"{made.UBND} · ban hành 16/4/2018",
        "Bị thay thế bởi Chỉ thị số 06/CT-UBND Quyết định số 12/QĐ-UBND 16/4/2018 "
        f"Ban hành Quy chế tiếp công dân {made.UBND} · ban hành 03/02/2017",
    ]
    assert query(page) == "?ky=2018-04&lop=hieu-luc&lop=thay-the"


_CHART = """async ([held, cited]) => {
  const { makeChart } = await import("../assets/dong-thoi-gian/cot.js");
  const root = document.getElementById("dong-bieu-do");
  root.replaceChildren();
  const slots = held.map((n, i) => ({ key: `${2000 + i}`, label: "", name: "", within: true, chosen: false, held: n, cited: cited[i], events: [], words: `${n}` }));
  const nothing = () => {};
  makeChart(root, { onPick: nothing, onRange: nothing, onOut: nothing }).draw({ slots, layers: [], cited: true, label: "" });
  const lines = [...root.querySelectorAll(".dong-luoi span")].map((line) => line.getBoundingClientRect().top);
  return [[...root.querySelectorAll(".tren")].map((bar) => bar.getBoundingClientRect().height), lines];
}"""


@pytest.mark.parametrize(
    ("held", "cited"), [([1, 0, 900], [0, 0, 0]), ([1, 0, 20], [0, 0, 2000]), ([1, 0, 1], [0, 0, 0])]
)
def test_every_year_with_a_document_is_seen(
    line: Callable[..., Page], held: list[int], cited: list[int]
) -> None:
    """One document beside hundreds still has a bar, none has none, and figures of the scale stand apart."""
    (one, none, most), lines = line().evaluate(_CHART, [held, cited])
    assert most >= one >= 2 and none == 0
    assert all(below - above >= 12 for below, above in pairwise(lines))


_YEARS = """async (layers) => {
  const { makeFilter } = await import("../assets/dong-thoi-gian/loc.js");
  const { empty } = await import("../assets/dong-thoi-gian/dia-chi.js");
  const none = { rows: [], start: new Int32Array(4), values: new Int32Array(0) };
  const archive = {
    count: 3, held: 2, date: Int32Array.of(20200301, 20180000, 19990101), words: new Map(), parts: [],
    facets: { loai: none, "co-quan": none, "chu-de": none, "nguoi-ky": none },
    events: { date: Int32Array.of(20301231, 20210101), doc: Int32Array.of(0, 0), kind: Int32Array.of(1, 0), by: Int32Array.of(-1, -1), words: [] },
  };
  const { first, last } = makeFilter(archive).apply({ ...empty(), cited: layers.includes("chua-co"), layers: new Set(layers) });
  return [first, last];
}"""


@pytest.mark.parametrize(
    ("layers", "years"),
    [
        ([], [2018, 2020]),
        (["hieu-luc"], [2018, 2021]),
        (["het-hieu-luc"], [2018, 2030]),
        (["thay-the"], [2018, 2020]),
        (["chua-co"], [1999, 2020]),
    ],
)
def test_the_chart_is_as_long_as_what_it_shows(
    line: Callable[..., Page], layers: list[str], years: list[int]
) -> None:
    """Years that only an event, or a work only cited, stands in are there when these are shown."""
    assert line().evaluate(_YEARS, layers) == years


def test_long_lists_grow_when_asked(line: Callable[..., Page]) -> None:
    """Few rows are made at first; a button makes more, and the keyboard goes on at the first new one."""
    page = line()
    assert len(numbers(page)) == 20
    more = page.get_by_role("button", name="Xem thêm")
    # What comes into sight is laid out a frame later, which may move the button below it.
    more.scroll_into_view_if_needed()
    page.evaluate("new Promise((laid) => requestAnimationFrame(() => requestAnimationFrame(laid)))")
    more.click()
    page.wait_for_function(f"document.querySelectorAll('.dong-dong li').length === {COUNT}")
    assert page.locator(".dong-dong li").nth(20).locator(".ten").evaluate("a => a === document.activeElement")


def test_choosing_years_by_the_lists(line: Callable[..., Page]) -> None:
    """The same choice can be made in two lists of years, which suit a screen reader and a small screen."""
    page = line()
    page.get_by_label("Từ năm").select_option("2017")
    page.get_by_label("đến năm").select_option("2018")
    assert query(page) == "?ky=2017_2018" and numbers(page) == ["20", "06", "21", "22", "12"]
    assert page.locator("#dong-ten-ky").inner_text() == "2017–2018"


# By keyboard alone


def test_the_chart_by_keyboard(line: Callable[..., Page]) -> None:
    """The chart is one stop of the Tab key; arrows go from bar to bar, Enter opens, Escape goes back."""
    page = line()
    page.get_by_label("đến năm").focus()
    page.keyboard.press("Tab")
    focused = "document.activeElement.getAttribute('aria-label')"
    assert page.evaluate(focused) == "Năm 2021: 1 văn bản"
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    assert page.evaluate(focused) == "Năm 2018: 4 văn bản"
    page.keyboard.press("Enter")
    assert query(page) == "?ky=2018" and page.evaluate(focused) == "Tháng 1/2018: 0 văn bản"
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press(" ")
    assert query(page) == "?ky=2018-04" and numbers(page) == ["06", "21"]
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    page.keyboard.press("Escape")
    assert query(page) == "" and page.evaluate(focused) == "Năm 2018: 4 văn bản"
    page.keyboard.press("Home")
    assert page.evaluate(focused) == "Năm 2015: 30 văn bản"


def test_several_years_by_keyboard(line: Callable[..., Page]) -> None:
    """Shift and an arrow choose several years, growing and shrinking from where they began."""
    page = line()
    page.locator(bar(page, "Năm 2016")).focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert query(page) == "?ky=2016_2018"
    page.keyboard.press("Shift+ArrowLeft")
    assert query(page) == "?ky=2016_2017"
    assert page.locator('.dong-cot[aria-pressed="true"]').count() == 2


def test_everything_is_reached_and_named(line: Callable[..., Page]) -> None:
    """Every control has a name, and from the words one comes to the chart, the layers and the facets by Tab."""
    page = line()
    nameless = page.evaluate(
        """[...document.querySelectorAll('#dong :is(input, select, button)')].filter((e) => e.checkVisibility()
           && !(e.labels?.length || e.getAttribute('aria-label') || e.textContent.trim())).map((e) => e.outerHTML)"""
    )
    assert nameless == []
    page.locator("#dong-q").focus()
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(
            str(
                page.evaluate(
                    "(e => `${e.tagName} ${e.id} ${e.className} ${e.type}`)(document.activeElement)"
                )
            )
        )
    for stop in (
        "dong-khong-ngay",
        "dong-tu",
        "dong-cot",
        "dong-chua-co",
        "dong-lop-thay-the",
        "SUMMARY",
        "checkbox",
    ):
        assert any(stop in name for name in reached), reached


def test_the_number_of_documents_is_announced(line: Callable[..., Page]) -> None:
    """What a filter leaves is said in a live region."""
    page = line("?loai=chi-thi")
    assert page.get_by_role("status").inner_text() == f"1 trong {COUNT} văn bản"


# By touch


def test_by_touch(browser: Browser, base: str) -> None:
    """On a phone a tap opens a year, and a finger drawn across the bars chooses several; nothing scrolls sideways."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(base + "dong-thoi-gian/")
    ready(page)
    page.locator(bar(page, "Năm 2018")).tap()
    assert query(page) == "?ky=2018"
    page.locator("#dong-ra").tap()
    page.locator(".dong-ve").scroll_into_view_if_needed()
    boxes = [page.locator(bar(page, f"Năm {year}")).bounding_box() for year in (2017, 2019)]
    points = [{"x": b["x"] + b["width"] / 2, "y": b["y"] + 30} for b in boxes if b]
    session = context.new_cdp_session(page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points[:1]})
    for share in (0.3, 0.6, 1):
        x = points[0]["x"] + share * (points[1]["x"] - points[0]["x"])
        session.send(
            "Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": points[0]["y"]}]}
        )
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function("location.search === '?ky=2017_2019'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


# The address


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("?ky=2018", ["20", "06", "21", "22"]),
        ("?nam=2018", ["20", "06", "21", "22"]),
        ("?nam=chua-ro", ["24"]),
        ("?ky=2018-04", ["06", "21"]),
        ("?ky=2018_2017", ["20", "06", "21", "22", "12"]),
        ("?ky=2018-03_2018-12", ["20", "06", "21"]),
        ("?ky=2017-06_2018-06", ["06", "21"]),
        ("?q=dan+van&loai=chi-thi", ["06"]),
        ("?nguoi-ky=tran-thi-binh--so-noi-vu-tinh-an-mau", ["20"]),
        ("?chu-de=dan-van", ["06"]),
        ("?chua-co=1&ky=2016", ["01"]),
    ],
)
def test_the_address_holds_the_state(line: Callable[..., Page], asked: str, expected: list[str]) -> None:
    """A link opens the timeline as it was sent; what is known to a year is in no part of it."""
    page = line(asked)
    page.wait_for_function("!document.querySelector('#dong-dem').textContent.includes('đang tải')")
    assert numbers(page) == expected


@pytest.mark.parametrize(
    "asked", ["?ky=9999", "?nam=9999&loai=khong-co", "?ky=2018-13", "?ky=<b>", "?chu-de=%00"]
)
def test_an_address_that_names_nothing_shows_everything(line: Callable[..., Page], asked: str) -> None:
    """A link with a year or a type that the archive does not have shows everything."""
    assert counted(line(asked)) == f"{COUNT} văn bản"


def test_back_and_forth(line: Callable[..., Page]) -> None:
    """Each choice is a step of the browser's history; typing is not."""
    page = line()
    page.locator(bar(page, "Năm 2018")).click()
    page.locator("#dong-loai").get_by_label("Chỉ thị").check()
    typed(page, "dan")
    assert query(page) == "?q=dan&loai=chi-thi&ky=2018"
    page.go_back()
    page.wait_for_function("location.search === '?ky=2018'")
    assert numbers(page) == ["20", "06", "21", "22"] and page.locator("#dong-q").input_value() == ""
    page.go_back()
    assert counted(page) == f"{COUNT} văn bản"
    page.go_forward()
    assert numbers(page) == ["20", "06", "21", "22"]


def test_reset(line: Callable[..., Page]) -> None:
    """One button undoes every filter; the cursor returns to the words."""
    page = line("?q=dan&loai=chi-thi&ky=2018&chua-co=1")
    page.get_by_role("button", name="Bỏ lọc").click()
    assert query(page) == "" and counted(page) == f"{COUNT} văn bản"
    assert page.evaluate("document.activeElement.id") == "dong-q"


# When something is missing


def test_without_javascript(browser: Browser, base: str) -> None:
    """Without JavaScript the page shows a bar and a link for each year, and every year has its page."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + "dong-thoi-gian/")
    assert not page.locator("#dong").is_visible()
    assert page.locator(".cot-nam a:visible").count() == 5
    page.locator(".dong-nam").get_by_role("link", name="2018").click()
    assert page.locator(".danh-sach .ten").count() == 4
    context.close()


def test_when_the_data_cannot_be_fetched(browser: Browser, base: str) -> None:
    """Where the numbers do not come, the page says so and the years stay."""
    page = browser.new_page()
    page.route("**/du-lieu.json", lambda route: route.abort())
    page.goto(base + "dong-thoi-gian/")
    page.locator("#dong-hong").wait_for(state="visible")
    assert page.locator(".dong-nam").is_visible() and not page.locator("#dong").is_visible()
    page.close()


def test_when_names_cannot_be_fetched(browser: Browser, base: str) -> None:
    """Where the names of another build are asked for, no wrong name is shown; a line says what to do."""
    page = browser.new_page()
    page.route("**/ten-*.json", lambda route: route.fulfill(status=404))
    page.goto(base + "dong-thoi-gian/")
    page.locator(".dong-loi").wait_for(state="visible")
    assert page.locator(".dong-dong li").count() == 0
    page.close()


# Other lists


def test_home_leads_to_the_timeline(page: Page, base: str) -> None:
    """The timeline in small on the home page leads to a year, and its line to the whole."""
    page.goto(base)
    page.locator(".cot-nam a[href$='nam/2018/']").click()
    page.wait_for_url("**/kho/nam/2018/")
    page.goto(base)
    page.get_by_role("link", name="Mở dòng thời gian").click()
    ready(page)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "dong-thoi-gian/?ky=2018&chua-co=1&lop=hieu-luc",
        "co-quan/",
        "chu-de/",
        "chu-de/dan-van/",
        "co-quan/dia-phuong/tinh-an-mau/",
    ],
)
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_scrolls_sideways(page: Page, base: str, path: str, width: int) -> None:
    """Home, timeline, trees and topics fit a desk and a phone."""
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(base + path)
    if path.startswith("dong"):
        ready(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("h1").count() == 1
