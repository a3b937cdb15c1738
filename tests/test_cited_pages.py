"""What pages say of works that are only cited, of citations in their sentences, and of a work's standing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import made_archive as made
import pytest
from test_pages import ROOT, Text, meta_of

from builder import pages, prose, resolve, site
from builder.entries import Row
from builder.model import (
    Archive,
    Block,
    Citation,
    CitedWork,
    Document,
    Layout,
    OutputFile,
    Relation,
    Span,
    WorkId,
)
from builder.pages.cited import cited_page
from builder.pages.contexts import Contexts
from builder.pages.picture import picture
from builder.pages.references import Crossings, by_relation, ledger
from builder.pages.standing import standing
from builder.pages.wanted import wanted_pages

HOSTILE = "<img src=x onerror=alert(1)> {{ 7*7 }} [a](javascript:alert(1)) </script>"
ORDER = f"""ỦY BAN NHÂN DÂN TỈNH AN MẪU
Điều 1. Bãi bỏ khoản 2 Điều 3 Quyết định số 12/QĐ-UBND ngày 03/02/2017 của UBND tỉnh. Thực hiện sau.
Điều 2. Quyết định này thay thế Quyết định số 13/QĐ-UBND ngày 04/02/2017 của UBND tỉnh.
Điều 3. Đề nghị sửa đổi Quyết định số 14/QĐ-UBND ngày 05/02/2017 của UBND tỉnh {HOSTILE}."""
DAYS = {"12": "2017-02-03", "13": "2017-02-04", "14": "2017-02-05"}


def order() -> Document:
    """A decision that repeals a part of one, replaces one, and proposes to amend one."""

    def mention(number: str, relation: Relation, portion: str | None = None) -> Citation:
        words = re.search(rf"Quyết định số {number}/QĐ-UBND ngày \S+ của UBND tỉnh", ORDER)
        assert words
        name = f"{number}/QĐ-UBND"
        at = Span(*words.span())
        return Citation(
            at, words.group(), "full", "Quyết định", name, DAYS[number], made.UBND, (), portion, relation
        )

    cites = (mention("12", "repeals", "dieu-3-khoan-2"), mention("13", "replaces"), mention("14", "amends"))
    provisions = tuple(
        made.provision(ORDER, f"dieu-{n}", "article", str(n), f"Điều {n}.", label=f"Điều {n}.")
        for n in (1, 2, 3)
    )
    record = replace(
        made.decision().document.metadata,
        number=made.found(made.DECISION, "12/QĐ-UBND", "20/QĐ-UBND"),
        issued=made.found(made.DECISION, "ngày 03 tháng 02 năm 2017", "2019-05-06"),
    )
    layout = made.layout(ORDER, {0: "preface", 1: "body"})
    return Document(
        made.source("quyet-dinh-20.txt", ORDER), layout, record, provisions, cites, province="tỉnh An Mẫu"
    )


def archive(*more: Document) -> Archive:
    """The made texts of tỉnh An Mẫu and the order, settled."""
    own = [replace(w.document, province="tỉnh An Mẫu") for w in made.archive().works]
    return resolve.resolve([*own, order(), *more], (), made.archive().settings)


def page_of(url: str) -> Mapping[str, Any]:
    settled = archive()
    work = next(w for w in settled.cited if w.url == url)
    return meta_of(cited_page(work, Crossings(settled)).content)


CT_16 = "/vb/thu-tuong-chinh-phu/chi-thi/2016/16-ct-ttg/"
QD_13 = "/vb/ubnd-tinh-an-mau/quyet-dinh/2017/13-qd-ubnd/"
QD_14 = "/vb/ubnd-tinh-an-mau/quyet-dinh/2017/14-qd-ubnd/"
CT_06 = "/vb/ubnd-tinh-an-mau/chi-thi/2018/06-ct-ubnd/"


# Pages of works that are only cited


def test_a_cited_work_has_a_page_at_its_address() -> None:
    """The page says what is known, and which citation says so."""
    page = page_of(CT_16)
    assert page["heading"] == {
        "type": "Chỉ thị",
        "number": "số 16/CT-TTg",
        "date": "ngày 16 tháng 5 năm 2016",
        "subject": "",
    }
    facts = {row["label"]: (row["text"], row["url"] + "#" + row["anchor"]) for row in page["facts"]}
    place = CT_06.lstrip("/") + "#dan-chieu-2"
    assert facts == {
        "Loại văn bản": ("Chỉ thị", place),
        "Số, ký hiệu": ("16/CT-TTg", place),
        "Cơ quan ban hành": ("Thủ tướng Chính phủ", place),
        "Ngày ban hành": ("ngày 16 tháng 5 năm 2016", place),
    }


def test_a_body_known_by_the_symbol_alone_says_so() -> None:
    """`30/2018/NĐ-CP` names Chính phủ by its symbol; no citation is named as the source of that."""
    text = "Căn cứ Nghị định số 30/2018/NĐ-CP."
    cites = (made.cite(text, "Nghị định số 30/2018/NĐ-CP", "Nghị định", "30/2018/NĐ-CP"),)
    plain = replace(
        order(),
        source=made.source("x.txt", text),
        layout=made.layout(text, {}),
        citations=cites,
        provisions=(),
    )
    settled = resolve.resolve([plain])
    page = meta_of(cited_page(settled.cited[0], Crossings(settled)).content)
    (row,) = [row for row in page["facts"] if row["label"] == "Cơ quan ban hành"]
    assert (row["text"], row["note"], row["url"]) == ("Chính phủ", "suy từ ký hiệu trong số", "")


def test_every_citation_is_quoted_in_its_sentence() -> None:
    """A quotation has its sentence, the words of the mention apart, and the link to the exact place."""
    (group,) = page_of(CT_16)["cited_by"]
    (row,) = group["rows"]
    assert (group["label"], row["name"]) == ("Được thực hiện bởi", "Chỉ thị số 06/CT-UBND")
    (quote,) = row["quotes"]
    assert quote["mention"] == "Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ"
    assert quote["before"] == "Thực hiện Quyết định số 12/QĐ-UBND ngày 03/02/2017 của UBND tỉnh và "
    assert quote["after"] == ", Chủ tịch UBND tỉnh yêu cầu:"
    assert (quote["url"] + "#" + quote["anchor"]) == CT_06.lstrip("/") + "#dan-chieu-2"


def test_the_first_and_last_citation() -> None:
    """One citing text is the first alone; its date and place are given."""
    assert [(end["label"], end["date"]) for end in page_of(CT_16)["ends"]] == [
        ("Dẫn lần đầu", "ngày 16 tháng 4 năm 2018")
    ]


@pytest.mark.parametrize(
    ("after", "title"),
    [
        (
            " về việc tăng cường kỷ luật, kỷ cương hành chính.",
            "về việc tăng cường kỷ luật, kỷ cương hành chính",
        ),
        (" (khóa XI) về nâng cao hiệu quả công tác dân vận.", "về nâng cao hiệu quả công tác dân vận"),
        (" và các văn bản khác về công tác dân vận.", None),
        (", về.", None),
    ],
)
def test_titles_as_cited(after: str, title: str | None) -> None:
    """What follows a mention as its subject is a title as cited, in the printed words."""
    mention = "Chỉ thị số 16/CT-TTg ngày 16/5/2016"
    text = f"Thực hiện {mention}{after}"
    cites = (made.cite(text, mention, "Chỉ thị", "16/CT-TTg", "2016-05-16"),)
    citing = replace(
        order(),
        source=made.source("x.txt", text),
        layout=made.layout(text, {}),
        citations=cites,
        provisions=(),
    )
    settled = resolve.resolve([citing])
    page = meta_of(cited_page(settled.cited[0], Crossings(settled)).content)
    assert [row["words"] for row in page["titles"]] == ([title] if title else [])


# Sentences


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Một câu. Thực hiện [X] của tỉnh. Câu khác.", ("Thực hiện ", " của tỉnh.")),
        ("[X]", ("", "")),
        ("1. Thực hiện [X]; Báo cáo sau.", ("1. Thực hiện ", ";")),
        ("Theo TT. của [X] thì thôi", ("Theo TT. của ", " thì thôi")),
        ("Hỏi gì? Theo [X] (bản sao) và", ("Theo ", " (bản sao) và")),
    ],
)
def test_a_citation_in_its_sentence(text: str, sentence: tuple[str, str]) -> None:
    """A sentence ends at a full stop, semicolon or question mark before a new beginning, not at a number."""
    bare = text.replace("[X]", "Chỉ thị X")
    start = text.index("[X]")
    document = replace(
        made.decision().document,
        source=made.source("x.txt", bare),
        layout=made.layout(bare, {}),
        provisions=(),
    )
    context = Contexts(document).at(Span(start, start + len("Chỉ thị X")))
    assert (context.before, context.mention, context.after) == (sentence[0], "Chỉ thị X", sentence[1])


def test_a_long_sentence_is_cut_at_words() -> None:
    """A quotation stays readable: at most some 240 letters on either side, and what is cut shows `…`."""
    text = "từ " * 400 + "Chỉ thị X" + " ngữ" * 400
    start = text.index("Chỉ")
    document = replace(
        made.decision().document,
        source=made.source("x.txt", text),
        layout=made.layout(text, {}),
        provisions=(),
    )
    context = Contexts(document).at(Span(start, start + len("Chỉ thị X")))
    assert context.before.startswith("… từ ") and context.after.endswith(" ngữ …")
    assert len(context.before) < 245 and len(context.after) < 245


def test_dropped_marks_are_not_quoted() -> None:
    """Emphasis marks between the pieces of a paragraph do not show in a quotation."""
    text = "Thực hiện **Chỉ thị X** sau"
    pieces = (Span(0, 10), Span(12, 21), Span(23, len(text)))
    document = replace(
        made.decision().document,
        source=made.source("x.txt", text),
        layout=Layout((Block("paragraph", "body", pieces),), (), ()),
    )
    context = Contexts(document).at(Span(12, 21))
    assert context.before + context.mention + context.after == "Thực hiện Chỉ thị X sau"


# Standing


def standings(url: str, settled: Archive | None = None) -> list[tuple[Any, Any]]:
    rows: list[Row] = standing(url, Crossings(settled or archive()))
    return [(row["label"], row["name"]) for row in rows]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (made.decision().url, [("Bị bãi bỏ một phần bởi", "Quyết định số 20/QĐ-UBND")]),
        (QD_13, [("Bị thay thế bởi", "Quyết định số 20/QĐ-UBND")]),
        # A proposal changes nothing, and silence says nothing.
        (QD_14, []),
        (CT_16, []),
    ],
)
def test_standing_needs_a_sentence(url: str, expected: list[tuple[str, str]]) -> None:
    """A work is replaced or repealed only where a text says so of itself; in part, where it says so."""
    assert standings(url) == expected


def test_standing_quotes_its_proof() -> None:
    """The sentence that proves a standing stands beside it, with its link."""
    (row,) = standing(QD_13, Crossings(archive()))
    quote = row["quote"]
    assert isinstance(quote, dict)
    assert str(quote["before"]).endswith("Quyết định này thay thế ")
    assert quote["anchor"] == "dan-chieu-2"


@pytest.mark.parametrize(
    "before",
    [
        "Điều 2. Đề nghị Quyết định này thay thế ",
        "Điều 2. Quyết định này không thay thế ",
        "Điều 2. Báo cáo việc thay thế ",
        "Điều 2. Điểm này được thay thế theo ",
        "Điều 2. Thông tư này thay thế ",
        "Điều 2. Quyết định này thay thế cụm từ “theo ",
        "Điều 2. Thay thế cụm từ “theo ",
    ],
)
def test_no_standing_without_an_order(before: str) -> None:
    """What is proposed, denied or told of others is no order."""
    words = before.partition(". ")[2] + "Quyết định số 13/QĐ-UBND"
    text = ORDER.replace("Quyết định này thay thế Quyết định số 13/QĐ-UBND", words)
    shift = len(text) - len(ORDER)
    first, second, third = order().citations
    moved = [replace(c, span=Span(c.span.start + shift, c.span.end + shift)) for c in (second, third)]
    source = replace(order().source, text=text)
    articles = [
        made.provision(text, f"dieu-{n}", "article", str(n), f"Điều {n}.", label=f"Điều {n}.")
        for n in (1, 2, 3)
    ]
    told = replace(
        order(),
        source=source,
        layout=made.layout(text, {0: "preface", 1: "body"}),
        citations=(first, *moved),
        provisions=tuple(articles),
    )
    assert standings(QD_13, resolve.resolve([told])) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("{} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", "Hết hiệu lực theo"),
        (
            "{} về tiếp công dân hết hiệu lực thi hành từ ngày Quyết định này có hiệu lực.",
            "Hết hiệu lực theo",
        ),
        (
            "Khoản 2 Điều 3 {} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
            "Hết hiệu lực một phần theo",
        ),
        ("{} hết hiệu lực kể từ ngày Nghị định này có hiệu lực.", None),
        ("Đề nghị cho {} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", None),
        ("Mức hỗ trợ theo {} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", None),
        ("{} có hiệu lực kể từ ngày ký.", None),
        ("{} đã hết hiệu lực.", None),
    ],
)
def test_a_text_may_end_another(text: str, label: str | None) -> None:
    """A work has ended where an act says that it ends on the day on which the act itself begins."""
    mention = "Quyết định số 13/QĐ-UBND ngày 04/02/2017 của UBND tỉnh"
    words = text.format(mention)
    cites = (made.cite(words, mention, "Quyết định", "13/QĐ-UBND", "2017-02-04", made.UBND),)
    citing = replace(
        order(),
        source=made.source("x.txt", words),
        layout=made.layout(words, {}),
        citations=cites,
        provisions=(),
    )
    found = [row for row, _ in standings(QD_13, resolve.resolve([citing]))]
    assert found == ([label] if label else [])


ACTS = {
    name: f"Quyết định số {number}/QĐ-UBND ngày 04/02/2017 của UBND tỉnh"
    for name, number in (("X", "13"), ("Y", "14"), ("Z", "15"))
}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "{X} và {Y} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
            {"X": "Hết hiệu lực theo", "Y": "Hết hiệu lực theo"},
        ),
        (
            "{X} về dân vận, {Y} và {Z} về tiếp dân hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
            dict.fromkeys("XYZ", "Hết hiệu lực theo"),
        ),
        # What amended an act is named with it; that it ends as well is not said.
        (
            "{X} đã được sửa đổi, bổ sung một số điều theo {Y} và {Z} hết hiệu lực kể từ ngày Quyết định này "
            "có hiệu lực.",
            {"X": "Hết hiệu lực theo"},
        ),
        # Khoản 2 of the first, or of both.
        (
            "Khoản 2 Điều 3 {X} và {Y} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
            {"X": "Hết hiệu lực một phần theo"},
        ),
        (
            "{X} vẫn áp dụng; {Y} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
            {"Y": "Hết hiệu lực theo"},
        ),
        ("Căn cứ {X} và {Y} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", {}),
        ("{X} và {Y} được bãi bỏ khi có văn bản mới.", {}),
    ],
)
def test_several_acts_may_end_in_one_sentence(text: str, labels: dict[str, str]) -> None:
    """Each of the acts that one predicate ends has its status, with that sentence for proof."""
    words = text.format(**ACTS)
    named = sorted((words.index(act), name, act) for name, act in ACTS.items() if act in words)
    cites = tuple(
        made.cite(words, act, "Quyết định", act[14:24], "2017-02-04", made.UBND) for _, _, act in named
    )
    source, layout = made.source("x.txt", words), made.layout(words, {})
    told = resolve.resolve([replace(order(), source=source, layout=layout, citations=cites, provisions=())])
    for _, name, act in named:
        url = f"/vb/ubnd-tinh-an-mau/quyet-dinh/2017/{act[14:16]}-qd-ubnd/"
        rows: list[Any] = standing(url, Crossings(told))
        assert [row["label"] for row in rows] == ([labels[name]] if name in labels else [])
        assert all("hết hiệu lực kể từ ngày" in row["quote"]["after"] for row in rows)


# Relations, the ledger, the drawing


def test_relations_in_groups() -> None:
    """Rows stand under their first relation, bare mentions last."""
    rows: list[Row] = [{"relations": []}, {"relations": ["căn cứ"]}, {"relations": ["thay thế", "căn cứ"]}]
    found = [(g["label"], g["rows"]) for g in by_relation(rows, "dẫn chiếu")]
    assert found == [("Thay thế", [rows[2]]), ("Căn cứ", [rows[1]]), ("Dẫn chiếu", [rows[0]])]


def test_the_ledger_adds_up() -> None:
    """The ledger counts the mentions of others: held, not held, unsettled."""
    assert ledger(made.directive()) == "3 lần dẫn chiếu: 1 có trong kho, 1 chưa có trong kho, 1 chưa xác định"


def test_the_drawing_repeats_the_lists() -> None:
    """The drawing has one node for each citing and each cited work, held and not held told apart."""
    settled = archive()
    work = next(w for w in settled.works if w.url == CT_06)
    drawn = picture("Chỉ thị số 06/CT-UBND", work.url, Crossings(settled), work)
    rows = drawn["rows"]
    assert isinstance(rows, list)
    assert [(r["words"], r["held"]) for r in rows] == [
        ("Báo cáo tháng 3 năm 2020", True),
        ("Quyết định số 12/QĐ-UBND (2017)", True),
        ("Chỉ thị số 16/CT-TTg (2016)", False),
    ]
    assert str(drawn["desc"]).startswith("1 văn bản dẫn chiếu văn bản này")


def test_no_neighbours_no_drawing() -> None:
    """A work that cites nothing and is cited by nothing has no drawing."""
    assert picture("Công văn", made.letter().url, Crossings(made.archive()), made.letter()) == {}


def test_a_great_neighbourhood_stays_small() -> None:
    """Of nine citing documents the drawing names six and counts the rest."""
    number = order().metadata.number
    assert number
    many = [
        replace(order(), metadata=replace(order().metadata, number=replace(number, value=f"{n}/QĐ-UBND")))
        for n in range(31, 39)
    ]
    drawn = picture("x", QD_13, Crossings(archive(*many)))
    rows = drawn["rows"]
    assert isinstance(rows, list)
    assert (len(rows), rows[-1]["words"]) == (7, "và 3 văn bản khác")


# Wanted


def wanted(*cited: CitedWork) -> tuple[Mapping[str, Any], list[list[str]]]:
    page, table = wanted_pages(Archive((), (), cited=cited))
    assert isinstance(table.content, bytes)
    return meta_of(page.content), list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))


def cited(number: str, citing: str, title: str | None = None) -> CitedWork:
    """A cited work with a mention in each of the texts that *citing* names by letters."""
    own = WorkId("chinh-phu", "nghi-dinh", "2020", number)
    return CitedWork(
        own, "Nghị định", f"{number}/2020/NĐ-CP", "2020", "Chính phủ", title, len(set(citing)), len(citing)
    )


def test_wanted_by_how_many_documents_cite() -> None:
    """Ten mentions in one text weigh less than one in each of two; equals share a rank."""
    page, table = wanted(cited("01", "aaaaaaaaaa"), cited("02", "ab"), cited("03", "a"))
    assert [(r["rank"], r["name"], r["documents"], r["mentions"]) for r in page["rows"]] == [
        (1, "Nghị định số 02/2020/NĐ-CP", 2, 2),
        (2, "Nghị định số 01/2020/NĐ-CP", 1, 10),
        (2, "Nghị định số 03/2020/NĐ-CP", 1, 1),
    ]
    assert [row[0] for row in table] == ["hạng", "1", "2", "2"]


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_the_table_runs_no_formula(title: str) -> None:
    """A cell that a spreadsheet would run is text."""
    _, table = wanted(cited("01", "a", title))
    assert table[1][6] == f"'{title}"


def test_wanted_of_an_empty_archive() -> None:
    """Nothing wanted is said, and the table has its head."""
    page, table = wanted()
    assert (page["count"], page["rows"], len(table)) == (0, [], 1)


# The site


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive with its cited works, published."""
    folder = tmp_path_factory.mktemp("cited")
    settled = archive()
    sources = {w.url: w.document.source.text.encode() for w in settled.works}
    for file in (*pages.pages(settled, prose.body, sources), *made.listed(settled)):
        _write(folder / "docs", file)
    site.publish(folder / "docs", folder / "site", settled.settings, ROOT)
    return folder / "site"


def _write(docs: Path, file: OutputFile) -> None:
    path = docs / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file.content if isinstance(file.content, bytes) else file.content.encode())


def test_links_of_cited_pages_lead_somewhere(published: Path) -> None:
    """Every link from and to the page of a cited work leads to a page and an id that are there."""
    ids: dict[Path, set[str | None]] = {}
    links = []
    for path in published.rglob("*.html"):
        tags = Text(path.read_text(encoding="utf-8")).tags
        ids[path] = {a.get("id") for _, a in tags}
        for tag, a in tags:
            if tag == "a" and a.get("href") and path.name != "404.html":
                to, _, fragment = (a["href"] or "").partition("#")
                target = (path.parent / to).resolve() if to else path
                links.append((path, target / "index.html" if target.is_dir() else target, fragment))
    assert len(links) > 100
    assert [(p, t) for p, t, _ in links if not t.is_file()] == []
    assert [(p, t, f) for p, t, f in links if f and f not in ids.get(t, set())] == []


def test_hostile_sentences_stay_words(published: Path) -> None:
    """A quotation of a hostile sentence is text: no element, no script, no template of it."""
    page = (published / QD_14.strip("/") / "index.html").read_text(encoding="utf-8")
    assert "&lt;img src=x onerror=alert(1)&gt; {{ 7*7 }}" in page
    assert not [a for tag, a in Text(page).tags if tag == "img" or "onerror" in a]
    assert "<mark>Quyết định số 14/QĐ-UBND ngày 05/02/2017 của UBND tỉnh</mark>" in page


def test_links_to_works_not_held_are_told_apart(published: Path) -> None:
    """In the text a link to a work that is not held has its own class and says so in its title."""
    page = (published / CT_06.strip("/") / "index.html").read_text(encoding="utf-8")
    (link,) = [a for tag, a in Text(page).tags if tag == "a" and a.get("id") == "dan-chieu-2"]
    assert (link["href"] or "").endswith("thu-tuong-chinh-phu/chi-thi/2016/16-ct-ttg/")
    assert "ngoai-kho" in (link["class"] or "") and "chưa có trong kho" in (link["title"] or "")


def test_the_drawing_has_a_title_and_a_description(published: Path) -> None:
    """The drawing is one image to a screen reader, named and described."""
    page = (published / CT_06.strip("/") / "index.html").read_text(encoding="utf-8")
    (drawing,) = [a for tag, a in Text(page).tags if tag == "svg" and a.get("role") == "img"]
    named = {a.get("id") for tag, a in Text(page).tags if tag in ("title", "desc")}
    assert set((drawing["aria-labelledby"] or "").split()) <= named


def test_pages_of_cited_works_are_marked_as_specimens(published: Path) -> None:
    """A work known only from specimens bears their mark."""
    page = (published / CT_16.strip("/") / "index.html").read_text(encoding="utf-8")
    assert f'<p class="kho-mau" role="note">{made.SPECIMEN}</p>' in page
    assert "data-source-text" not in page


def test_where_else_to_look_is_named_only_when_a_setting_names_it() -> None:
    """Off by default; with `look_up` the page links the number at that place."""
    settled = archive()
    assert meta_of(cited_page(settled.cited[0], Crossings(settled)).content)["look_up"] is None
    settings = replace(settled.settings, look_up="https://tim.example.vn/?so={number}")
    page = meta_of(cited_page(settled.cited[0], Crossings(replace(settled, settings=settings))).content)
    number = settled.cited[0].number.replace("/", "%2F").replace("Đ", "%C4%90")
    assert page["look_up"] == {"url": f"https://tim.example.vn/?so={number}", "host": "tim.example.vn"}
