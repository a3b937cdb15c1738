"""Published addresses and anchors stay: whatever happens to a text, each leads where it led."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shown_text import Shown, html
from test_fidelity import texts

from builder import ledger, pipeline, prose, quoting, registry, resolve, writing
from builder.errors import BadSettings, BuilderError
from builder.model import Archive, Document, Permalink, SourceText, Work
from builder.pages import Crossings, redirects
from builder.pages.record import problem_rows
from builder.reading import read
from builder.registered import Registered
from builder.registry.anchors import anchored
from builder.registry.matching import Text, text_of
from builder.seen import Seen
from builder.shelf import Shelf
from builder.text import clean

# Invented, in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I.
TEXT = """ỦY BAN NHÂN DÂN TỈNH AN MẪU
Số: {number}/CT-UBND
An Mẫu, ngày 05 tháng 3 năm 2024

CHỈ THỊ
Về việc trồng cây ven đường

Cây xanh ven đường của tỉnh còn thiếu và chưa được chăm sóc đúng mức.

1. Các sở rà soát quỹ đất dành cho cây xanh trong năm nay.

Việc rà soát phải xong trước mùa mưa của tỉnh.

2. Ủy ban nhân dân các huyện giao chỉ tiêu trồng cây cho từng xã.

a) Mỗi xã có ít nhất một vườn ươm.

b) Mỗi trường học có một hàng cây mới.

3. Chỉ thị này có hiệu lực kể từ ngày ký.

CHỦ TỊCH
Trần Mẫu An
"""
HEADLESS = TEXT.partition("CHỈ THỊ")[2]
CITING = """ỦY BAN NHÂN DÂN TỈNH AN MẪU
Số: 09/KH-UBND
An Mẫu, ngày 15 tháng 3 năm 2024

KẾ HOẠCH
Thực hiện việc trồng cây

1. Thực hiện Chỉ thị số 07/CT-UBND ngày 05/3/2024 của UBND tỉnh An Mẫu.

CHỦ TỊCH
Trần Mẫu An
"""
HOME = "/vb/ubnd-tinh-an-mau/chi-thi/2024/{}-ct-ubnd/"
PLAN = "/vb/ubnd-tinh-an-mau/ke-hoach/2024/09-kh-ubnd/"


class Kept:
    """A folder of texts and the registry beside it."""

    def __init__(self, folder: Path) -> None:
        self.texts, self.registry = folder / "texts", folder / "registry"
        self.texts.mkdir()

    def put(self, name: str, text: str) -> None:
        (self.texts / name).write_text(text, encoding="utf-8")

    def correct(self, name: str, field: str, value: str) -> None:
        row = {"file": name, "field": field, "value": value, "reason": "bản in mờ", "date": "2024-04-01"}
        lines = "\n".join(f"{key} = {json.dumps(word)}" for key, word in row.items())
        (self.texts / "corrections.toml").write_text(f"[[correction]]\n{lines}\n", encoding="utf-8")

    def declare(self, kind: str, address: str, leads_to: str) -> None:
        row = {"address": address, "leads_to": leads_to, "reason": "hai bản", "date": "2024-04-01"}
        lines = "\n".join(f"{key} = {json.dumps(word)}" for key, word in row.items())
        self.registry.mkdir(exist_ok=True)
        with (self.registry / ledger.DECLARATIONS).open("a", encoding="utf-8") as file:
            file.write(f"[[{kind}]]\n{lines}\n")

    def look(self) -> Archive:
        return self.gathered(minting=False)

    def build(self) -> Archive:
        archive = self.gathered(minting=True)
        pipeline.refuse_loss(work.document for work in archive.works)
        ledger.write(archive.permalinks, self.registry)
        return archive

    def gathered(self, *, minting: bool) -> Archive:
        """The archive; with all that was kept of earlier ones, it is the same."""
        known = ledger.read(self.registry, minting=minting)
        archive = pipeline.gather([self.texts], known=known)
        cache = self.texts.with_name("cache")
        seen = Seen(cache / "seen")
        with closing(Registered(cache / "registry.sqlite", seen)) as registered:
            known_again = ledger.read(self.registry, minting=minting, kept=registered)
        shelf = Shelf(cache / "texts")
        again = pipeline.gather([self.texts], known=known_again, shelf=shelf, seen=seen)
        seen.save()
        assert told(again, known_again) == told(archive, known)
        return archive

    def lines(self) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in sorted(self.registry.glob("*.jsonl"))}


def told(archive: Archive, known: ledger.Ledger) -> tuple[object, ...]:
    """All that an archive says of its works, their anchors, and the registry."""
    works = [
        (w.id, w.targets, w.problems, w.document.problems, w.document.anchors, w.document.provisions)
        for w in archive.works
    ]
    published = [ledger.line(one, published=True) for one in archive.permalinks]
    return works, published, archive.cited, archive.citing, dict(pipeline.lines(archive, known))


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """Two published directives."""
    made = Kept(tmp_path)
    for number in ("01", "02"):
        made.put(f"{number}.txt", TEXT.format(number=number))
    made.build()
    return made


def leads(archive: Archive, url: str) -> str:
    """Where an address leads: to a text, to the page of a work only cited, or to that of a withdrawn one."""
    permalinks = {u: p for p in archive.permalinks for u in p.addresses}
    to = permalinks[url].to or permalinks[url].url
    return to if to in archive.by_url() else f"{permalinks[to].state}:{to}"


def words_at(archive: Archive, url: str, anchor: str) -> str:
    """The first words of what an address with a fragment leads to, as its page shows them."""
    work = archive.by_url()[leads(archive, url)]
    return shown_at(work)[anchor]


def shown_at(work: Work) -> dict[str, str]:
    """The words of each paragraph or heading, by every id that it has or holds."""
    page = _Blocks(html(prose.body(work)))
    return {name: " ".join(words.split()) for names, words in page.blocks for name in names}


class _Blocks(HTMLParser):
    """Each paragraph and heading of a page: the ids that lead to it, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[list[str], str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "h2", "h3", "h4", "h5"):
            self.blocks.append(([], ""))
        if self.blocks and (name := dict(attrs).get("id")):
            self.blocks[-1][0].append(name)

    def handle_data(self, data: str) -> None:
        if self.blocks:
            names, words = self.blocks[-1]
            self.blocks[-1] = (names, words + data)


# What may happen to a text


def _rename(kept: Kept) -> str:
    (kept.texts / "01.txt").rename(kept.texts / "chi-thi-trong-cay.txt")
    return HOME.format("01")


def _correct_number(kept: Kept) -> str:
    kept.correct("01.txt", "number", "11/CT-UBND")
    return HOME.format("11")


def _correct_date(kept: Kept) -> str:
    kept.correct("01.txt", "issued", "2023-03-05")
    return "/vb/ubnd-tinh-an-mau/chi-thi/2023/01-ct-ubnd/"


def _correct_day(kept: Kept) -> str:
    kept.correct("01.txt", "issued", "2024-03-06")
    return HOME.format("01")


def _correct_issuer(kept: Kept) -> str:
    kept.correct("01.txt", "issuer", "Sở Xây dựng tỉnh An Mẫu")
    return "/vb/so-xay-dung-tinh-an-mau/chi-thi/2024/01-ct-ubnd/"


def _mend_typing(kept: Kept) -> str:
    kept.put("01.txt", TEXT.format(number="01").replace("quỹ đất", "quĩ đất").replace("Trần", "Lê"))
    return HOME.format("01")


def _mend_and_rename(kept: Kept) -> str:
    (kept.texts / "01.txt").unlink()
    kept.put("mot.txt", TEXT.format(number="01").replace("mùa mưa", "mùa khô"))
    return HOME.format("01")


def _take_the_number_of_the_other(kept: Kept) -> str:
    kept.correct("01.txt", "number", "02/CT-UBND")
    return f"{HOME.format('02')[:-1]}--2024-03-05/"


WHAT_HAPPENS = [
    _rename,
    _correct_number,
    _correct_date,
    _correct_day,
    _correct_issuer,
    _mend_typing,
    _mend_and_rename,
    _take_the_number_of_the_other,
]


@pytest.mark.parametrize("happen", WHAT_HAPPENS, ids=lambda f: f.__name__.strip("_"))
def test_every_address_and_anchor_still_leads_there(kept: Kept, happen: Callable[[Kept], str]) -> None:
    """A text that is renamed, corrected or mended is found at its old address and its new one."""
    before = kept.look()
    expected = happen(kept)
    after = kept.build()
    assert leads(after, HOME.format("01")) == expected
    assert leads(after, HOME.format("02")) == HOME.format("02")
    for anchor in ("doan-1", "khoan-1", "khoan-1-doan-1", "khoan-2-diem-b", "khoan-3"):
        old = words_at(before, HOME.format("01"), anchor)
        assert words_at(after, HOME.format("01"), anchor)[:20] == old[:20]


def test_a_corrected_number_can_be_corrected_back(kept: Kept) -> None:
    """The first address is the text's own again, and the one between redirects."""
    _correct_number(kept)
    kept.build()
    (kept.texts / "corrections.toml").unlink()
    again = kept.build()
    assert leads(again, HOME.format("11")) == HOME.format("01")
    assert leads(again, HOME.format("01")) == HOME.format("01")


def test_a_missing_header_is_added(tmp_path: Path) -> None:
    """A text published without its head keeps that address, which leads to the one by its number."""
    kept = Kept(tmp_path)
    kept.put("01.txt", HEADLESS)
    [work] = kept.build().works
    kept.put("01.txt", TEXT.format(number="01"))
    after = kept.build()
    assert work.url != HOME.format("01")
    assert leads(after, work.url) == HOME.format("01")
    assert words_at(after, work.url, "khoan-2-diem-a").startswith("a) Mỗi xã")


def test_content_in_an_address_is_frozen(tmp_path: Path) -> None:
    """An address that holds four digits of the content does not move when a word is mended."""
    kept = Kept(tmp_path)
    kept.put("01.txt", HEADLESS)
    [before] = kept.build().works
    kept.put("01.txt", HEADLESS.replace("mùa mưa", "mùa khô"))
    [after] = kept.build().works
    assert after.url == before.url


def test_a_withdrawn_text_leaves_its_address(kept: Kept) -> None:
    """No other text ever gets the address; when the text comes back, so does its page."""
    (kept.texts / "01.txt").unlink()
    kept.put("khac.txt", TEXT.format(number="01").replace("cây", "lúa").replace("ngày 05", "ngày 06"))
    gone = kept.build()
    assert leads(gone, HOME.format("01")) == f"withdrawn:{HOME.format('01')}"
    assert f"{HOME.format('01')[:-1]}--2024-03-06/" in gone.by_url()
    kept.put("01.txt", TEXT.format(number="01"))
    assert leads(kept.build(), HOME.format("01")) == HOME.format("01")


def test_a_file_name_given_to_another_document_moves_nothing(kept: Kept) -> None:
    """Another number, another date and other words in a file of the old name are another document."""
    kept.put("01.txt", CITING)
    after = kept.build()
    assert leads(after, HOME.format("01")) == f"withdrawn:{HOME.format('01')}"
    assert leads(after, PLAN) == PLAN


def test_check_asks_when_nothing_matches_but_the_words(kept: Kept) -> None:
    """A text of another name, number and date that has the words of a missing one may be that one."""
    (kept.texts / "01.txt").unlink()
    kept.put("moi.txt", TEXT.format(number="31").replace("quỹ đất", "quĩ đất"))
    asked = [(path, p.message) for path, p in pipeline.check(kept.look()) if p.code == "same-work"]
    assert [path for path, _ in asked] == ["moi.txt"]
    assert HOME.format("01") in asked[0][1]
    archive = kept.look()
    new = next(w for w in archive.works if w.document.source.path == "moi.txt")
    assert not [row for row in rows_of(new, archive) if "declarations.toml" in row["message"]]


# Anchors


def paragraph_before(kept: Kept, words: str, new: str) -> None:
    kept.put("01.txt", TEXT.format(number="01").replace(words, f"{new}\n\n{words}"))


@pytest.mark.parametrize(
    ("words", "new", "anchor", "leads_to"),
    [
        ("Cây xanh", "Tỉnh An Mẫu có nhiều đường mới mở.", "doan-1", "Cây xanh ven đường"),
        ("Việc rà", "Các xã cũng rà soát như các sở.", "khoan-1-doan-1", "Việc rà soát phải"),
        ("2. Ủy", "1a. Các sở báo cáo hằng tháng.", "khoan-2", "2. Ủy ban nhân dân"),
        ("b) Mỗi trường", "b) Mỗi chợ có bóng mát.", "khoan-2-diem-b", "b) Mỗi trường học"),
        ("3. Chỉ thị", "3. Các hội cùng tham gia.", "khoan-3", "3. Chỉ thị này"),
    ],
)
def test_what_comes_between_moves_no_anchor(
    kept: Kept, words: str, new: str, anchor: str, leads_to: str
) -> None:
    """A paragraph that is added later takes a new anchor; those published stay on their words."""
    paragraph_before(kept, words, new)
    after = kept.build()
    assert words_at(after, HOME.format("01"), anchor).startswith(leads_to)
    shown = shown_at(after.by_url()[HOME.format("01")])
    assert any(text.startswith(new[:20]) for name, text in shown.items() if name != anchor)


def test_a_clause_counted_anew_keeps_its_former_anchor(kept: Kept) -> None:
    """Khoản 3 that becomes khoản 4 is found under both names; the new khoản 3 under a name of its own."""
    renumbered = TEXT.format(number="01").replace("3. Chỉ thị", "3. Các hội cùng tham gia.\n\n4. Chỉ thị")
    kept.put("01.txt", renumbered)
    shown = shown_at(kept.build().by_url()[HOME.format("01")])
    assert shown["khoan-3"] == shown["khoan-4"] == "4. Chỉ thị này có hiệu lực kể từ ngày ký."
    assert shown["khoan-3--2"] == "3. Các hội cùng tham gia."


def test_a_clause_counted_anew_is_called_by_its_number_now(kept: Kept, tmp_path: Path) -> None:
    """Whatever its anchor, a unit is cited by its printed number; so is one of a text that lies on disk."""
    renumbered = TEXT.format(number="01").replace("3. Chỉ thị", "3. Các hội cùng tham gia.\n\n4. Chỉ thị")
    kept.put("01.txt", renumbered)
    known = ledger.read(kept.registry, minting=True)
    archive = pipeline.gather([kept.texts], known=known, shelf=Shelf(tmp_path / "cache" / "texts"))
    document = archive.by_url()[HOME.format("01")].document
    names = quoting.unit_names(document)
    printed = {start: document.source.text[start:].split()[0] for start in names}
    called = {printed[start]: name for start, name in names.items() if name.startswith("khoản")}
    assert called == {f"{n}.": f"khoản {n}" for n in (1, 2, 3, 4)}


def test_joined_paragraphs_keep_their_anchors(kept: Kept) -> None:
    """A paragraph that becomes part of the one before it is found there."""
    joined = TEXT.format(number="01").replace("năm nay.\n\nViệc", "năm nay. Việc")
    kept.put("01.txt", joined)
    assert words_at(kept.build(), HOME.format("01"), "khoan-1-doan-1").startswith("1. Các sở rà soát")


LINES = [
    "Xã An Mẫu",
    "Trồng 300 cây lim.",
    "Trước ngày 5/6",
    "Xã Bình Mẫu",
    "Trồng 200 cây.",
    "Trước ngày 5/6",
]
IN_ROWS = {
    "pipes": ("| {} | {} | {} |\n|---|---|---|\n| {} | {} | {} |", (0, 0, 0, 1, 1, 1)),
    "tabs": ("{}\t{}\t{}\n{}\t{}\t{}", (0, 0, 0, 1, 1, 1)),
}


@pytest.mark.parametrize("layout", IN_ROWS)
def test_paragraphs_that_are_cells_of_a_table_now_keep_their_anchors(kept: Kept, layout: str) -> None:
    """Each anchor of before is on the row that holds its words, also where two rows say the same."""
    before, after = (TEXT.format(number="01").partition(words) for words in ("Việc rà soát", "2. Ủy"))
    template, places = IN_ROWS[layout]
    rest = "".join(after[1:]).replace("cây", "hoa")
    kept.put("03.txt", before[0] + "\n\n".join(LINES) + "\n\n" + rest)
    url = next(w.url for w in kept.build().works if w.document.source.path == "03.txt")
    names = [f"khoan-1-doan-{n}" for n in range(1, len(LINES) + 1)]
    kept.put("03.txt", before[0] + template.format(*LINES) + "\n\n" + rest)
    page = html(prose.body(kept.build().by_url()[url]))
    rows = [row for row in page.split("<tr>") if "<td" in row]
    assert [next(n for n, row in enumerate(rows) if f'id="{name}"' in row) for name in names] == list(places)


def without_a_paragraph(kept: Kept) -> None:
    kept.put(
        "01.txt", TEXT.format(number="01").replace("Việc rà soát phải xong trước mùa mưa của tỉnh.\n", "")
    )


def test_a_build_that_would_lose_an_anchor_is_refused(kept: Kept) -> None:
    """The anchor of a paragraph that is gone is named with its address, and the registry stays as it is."""
    before = kept.lines()
    without_a_paragraph(kept)
    with pytest.raises(BuilderError, match="khoan-1-doan-1") as refused:
        kept.build()
    assert HOME.format("01") in str(refused.value)
    assert kept.lines() == before


def test_a_clerk_says_where_a_lost_anchor_leads(kept: Kept) -> None:
    """With a reason in declarations.toml the anchor of what is gone stands beside another."""
    without_a_paragraph(kept)
    home = HOME.format("01")
    kept.declare("place", f"{home}#khoan-1-doan-1", f"{home}#khoan-1")
    assert words_at(kept.build(), home, "khoan-1-doan-1").startswith("1. Các sở rà soát")
    assert words_at(kept.build(), home, "khoan-1-doan-1").startswith("1. Các sở rà soát")


PARAGRAPHS = [f"Đoạn {word} nói về việc {word} của tỉnh." for word in "một hai ba bốn năm sáu bảy".split()]
LABELS = st.sampled_from(["", "1. ", "2. ", "a) ", "b) ", "I. ", "Điều 1. "])


def document_of(paragraphs: Sequence[str]) -> str:
    return TEXT.partition("Cây xanh")[0].format(number="01") + "\n\n".join(paragraphs) + "\n"


@settings(derandomize=True, deadline=None, max_examples=150)
@given(
    st.lists(LABELS, min_size=7, max_size=7),
    st.lists(LABELS, min_size=7, max_size=7),
    st.lists(st.tuples(st.integers(0, 7), LABELS), max_size=4),
)
def test_anchors_stay_on_their_words(
    labels: list[str], others: list[str], added: list[tuple[int, str]]
) -> None:
    """However paragraphs are numbered anew and whatever comes between, each anchor keeps its words."""
    first = anchored(_text(document_of([f"{n}{p}" for n, p in zip(labels, PARAGRAPHS, strict=True)])), ())
    changed = [f"{n}{p}" for n, p in zip(others, PARAGRAPHS, strict=True)]
    for count, (at, label) in enumerate(added):
        changed.insert(at, f"{label}Điều thêm vào lần {count} về một chuyện khác hẳn.")
    second = anchored(_text(document_of(changed)), first.units)
    assert second.lost == ()
    before, after = _words_by_anchor(first.document), _words_by_anchor(second.document)
    for name, words in before.items():
        held = [p for p in PARAGRAPHS if p in words]
        assert [p for p in held if p not in after[name]] == []
    names = [name for one in second.document.anchors for name in one.names]
    assert len(names) == len(set(names))


def _text(words: str) -> Text:
    return text_of(read(SourceText("a.txt", "00", "utf-8", words)))


def _words_by_anchor(document: Document) -> dict[str, str]:
    text = document.source.text
    blocks = {b.span.start: text[b.span.start : b.span.end] for b in document.layout.blocks}
    return {name: blocks[one.start] for one in document.anchors for name in one.names}


def read_text(words: str, path: str = "a.txt") -> Document:
    return read(SourceText(path, hashlib.sha256(words.encode()).hexdigest(), "utf-8", clean(words)))


@settings(derandomize=True, deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    texts(), st.lists(st.tuples(st.integers(0, 4000), st.sampled_from(["", "\n\n", "x", "1. "])), max_size=6)
)
def test_whatever_is_published_is_there_or_is_named(words: str, damage: list[tuple[int, str]]) -> None:
    """After any damage to any text, each published anchor is on the page once, or the build names it."""
    first = registry.settle([read_text(words)], ledger.Ledger(minting=True))
    for at, put_in in damage:
        at = at % (len(words) + 1)
        words = words[:at] + put_in + words[at + (not put_in) :]
    second = registry.settle([read_text(words)], ledger.Ledger(first.permalinks, minting=True))
    [work] = resolve.resolve(second.documents, ids=second.ids).works
    ids = Shown(html(prose.body(work))).ids()
    assert len(ids) == len(set(ids))
    said = " ".join(p.message for p in work.document.problems if p.code == "anchor-lost")
    missing = first.permalinks[0].anchors - set(ids)
    assert [name for name in missing if f"#{name}" not in said] == []


@settings(derandomize=True, deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(texts(), max_size=3))
def test_whatever_is_minted_can_be_read_again(words: list[str]) -> None:
    """Lines of any texts are read back as they were written, and settle the texts where they stand."""
    documents = [read_text(text, f"{n}.txt") for n, text in enumerate(words)]
    first = registry.settle(documents, ledger.Ledger(minting=True))
    lines = [ledger.line(one) for one in first.permalinks]
    with tempfile.TemporaryDirectory() as folder:
        ledger.write(first.permalinks, Path(folder))
        kept = ledger.read(Path(folder), minting=True)
    second = registry.settle(documents, kept)
    assert sorted(ledger.line(one) for one in second.permalinks) == sorted(lines)
    assert (second.ids, second.documents) == (first.ids, first.documents)


def test_kept_anchors_may_be_taken_away_or_broken(kept: Kept) -> None:
    """Anchors that differ from the numbering are worked out again where what was kept of them is gone."""
    renumbered = TEXT.format(number="01").replace("3. Chỉ thị", "3. Các hội cùng tham gia.\n\n4. Chỉ thị")
    kept.put("01.txt", renumbered)
    kept.build()
    harms: tuple[Callable[[Path], object], ...] = (lambda path: path.write_bytes(b""), Path.unlink)
    for harm in harms:
        kept.look()
        paths = list((kept.texts.with_name("cache") / "texts").glob("*/*"))
        assert paths
        for path in paths:
            harm(path)
        assert words_at(kept.look(), HOME.format("01"), "khoan-3").startswith("4. Chỉ thị")


def test_a_second_build_writes_nothing(kept: Kept) -> None:
    """What is minted stays as it is, byte for byte."""
    before = kept.lines()
    kept.build()
    assert kept.lines() == before


def test_looking_mints_nothing(kept: Kept) -> None:
    """A registry that is only read has no line of a new text, and publishes none."""
    before = kept.lines()
    kept.put("03.txt", TEXT.format(number="03"))
    archive = kept.look()
    assert not list(pipeline.lines(archive, ledger.read(kept.registry)))
    assert HOME.format("03") in archive.by_url()
    assert HOME.format("03") not in {p.url for p in archive.permalinks}
    assert kept.lines() == before


def test_a_line_holds_what_a_work_is_known_by(kept: Kept) -> None:
    """Identity, address, file, bytes, facts and anchors stand in one line of the file of the year."""
    rows = [json.loads(row) for row in (kept.registry / "2024.jsonl").read_text("utf-8").splitlines()]
    assert [row["url"] for row in rows] == [HOME.format("01"), HOME.format("02")]
    assert rows[0]["id"] == "ubnd-tinh-an-mau/chi-thi/2024/01-ct-ubnd"
    assert rows[0]["path"] == ["01.txt"]
    assert rows[0]["facts"] == [["Chỉ thị", "01/CT-UBND", "2024-03-05", "Ủy ban nhân dân tỉnh An Mẫu"]]
    assert "khoan-2-diem-a" in {name for _, *names in rows[0]["anchors"] for name in names}


def test_branches_are_merged_line_by_line(kept: Kept) -> None:
    """Two lines of one work, as `merge=union` leaves them, are one work known by both."""
    file = kept.registry / "2024.jsonl"
    base = file.read_bytes()
    _correct_number(kept)
    kept.build()
    one = file.read_bytes()
    file.write_bytes(base)
    _correct_issuer(kept)
    kept.build()
    merged = sorted({*one.splitlines(keepends=True), *file.read_bytes().splitlines(keepends=True)})
    file.write_bytes(b"".join(merged))
    (kept.texts / "corrections.toml").unlink()
    after = kept.build()
    for address in (
        HOME.format("01"),
        HOME.format("11"),
        "/vb/so-xay-dung-tinh-an-mau/chi-thi/2024/01-ct-ubnd/",
    ):
        assert leads(after, address) == HOME.format("01")
    assert len(file.read_text("utf-8").splitlines()) == 2


def test_lines_are_merged_by_git(root: Path) -> None:
    """The project tells git to keep the lines of both sides."""
    assert "registry/*.jsonl text eol=lf merge=union" in (root / ".gitattributes").read_text("utf-8")


SOUND = {"id": "a/b/2024/01", "url": "/vb/a/b/2024/01/"}


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        "{",
        "[]",
        "{}",
        json.dumps({**SOUND, "url": "/vb/../../x/y/"}),
        json.dumps({**SOUND, "id": "../b/2024/01"}),
        json.dumps({**SOUND, "former": ["/vb/a/b/<script>/01/"]}),
        json.dumps({**SOUND, "anchors": [["00", 'x" onclick="alert(1)']]}),
        json.dumps({**SOUND, "state": "khác"}),
        json.dumps({**SOUND, "facts": [["Chỉ thị"]]}),
    ],
)
def test_a_line_that_cannot_be_is_named(tmp_path: Path, line: str) -> None:
    """A broken or hostile line stops the command, with the file, the line and the way out."""
    (tmp_path / "2024.jsonl").write_text(f"{json.dumps(SOUND)}\n{line}\n", encoding="utf-8")
    with pytest.raises(BadSettings) as refused:
        ledger.read(tmp_path)
    assert str(refused.value).startswith(f"{tmp_path / '2024.jsonl'}:2: ")
    assert refused.value.way_out


@pytest.mark.parametrize("published", [False, True])
def test_a_line_says_all_and_can_be_read_again(tmp_path: Path, published: bool) -> None:
    """Whatever a text is known by, its line is read back as it was written, on one line."""
    facts = ("Chỉ thị", "01/CT\u2028UBND", "2024-03-05", 'UBND "An Mẫu"\n')
    one = Permalink("a/b/2024/01", "/vb/a/b/2024/01/", ("/vb/a/b/2024/02/",), ("x\n.txt",), ("00",), (facts,))
    one = replace(one, units=(("ff", "khoan-1", "doan-1"),))
    line = ledger.line(one, published=published)
    assert len(line.splitlines()) == 1
    (tmp_path / "2024.jsonl").write_text(line, encoding="utf-8")
    assert ledger.read(tmp_path).permalinks == (one,)


# Works that are only cited


def test_the_page_of_a_cited_work_becomes_that_of_its_text(kept: Kept) -> None:
    """The address that a citation minted is the one where the text stands when it arrives."""
    kept.put("09.txt", CITING)
    before = kept.build()
    assert leads(before, HOME.format("07")) == f"cited:{HOME.format('07')}"
    kept.put("07.txt", TEXT.format(number="07"))
    assert leads(kept.build(), HOME.format("07")) == HOME.format("07")
    assert sum(b'2024/07-ct-ubnd/"' in line for line in kept.lines()["2024.jsonl"].splitlines()) == 1


def test_a_cited_work_that_nothing_cites_any_more_keeps_its_page(kept: Kept) -> None:
    """The address says that nothing cites it; it is not gone."""
    kept.put("09.txt", CITING)
    kept.build()
    (kept.texts / "09.txt").unlink()
    assert leads(kept.build(), HOME.format("07")) == f"withdrawn:{HOME.format('07')}"


def withdrawn_page(archive: Archive, url: str) -> dict[str, Any]:
    """The front matter of the page at the address of a work that is gone."""
    path = f"{url.strip('/')}/index.md"
    [page] = [file for file in writing.output(archive) if file.path == path]
    assert isinstance(page.content, str)
    found = yaml.safe_load(page.content.split("---")[1])
    assert found["template"] == "da-rut.html"
    return dict(found)


def test_a_withdrawn_page_says_who_cites_it(kept: Kept) -> None:
    """A text that goes leaves its page, with each citation of it in its sentence."""
    kept.put("07.txt", TEXT.format(number="07"))
    kept.put("09.txt", CITING)
    kept.build()
    (kept.texts / "07.txt").unlink()
    archive = kept.build()
    [part] = withdrawn_page(archive, HOME.format("07"))["parts"]
    [row] = part["groups"][0]["rows"]
    assert (part["counts"], row["url"]) == ("1 lần dẫn trong 1 văn bản của kho", PLAN.lstrip("/"))
    assert row["quotes"][0]["mention"].startswith("Chỉ thị số 07/CT-UBND ngày 05/3/2024")


def test_a_cited_page_that_is_contradicted_later_stays(kept: Kept) -> None:
    """When another text gives the number another day, the page says who cites it, and leads nowhere else."""
    kept.put("09.txt", CITING)
    published = kept.build().permalinks
    other = CITING.replace("09/KH-UBND", "10/KH-UBND").replace("07/CT-UBND ngày 05/3", "07/CT-UBND ngày 06/3")
    kept.put("10.txt", other)
    archive = kept.build()
    assert leads(archive, HOME.format("07")) == f"withdrawn:{HOME.format('07')}"
    page = withdrawn_page(archive, HOME.format("07"))
    assert [part["counts"] for part in page["parts"]] == ["2 lần dẫn trong 2 văn bản của kho"]
    assert against(kept, published) == []
    kept.put("10.txt", other.replace("ngày 06/3", "ngày 05/3"))
    assert leads(kept.build(), HOME.format("07")) == f"cited:{HOME.format('07')}"


def test_a_mention_of_a_number_that_was_corrected_is_open(kept: Kept) -> None:
    """Who cites the number that a text no longer has does not mean that text for certain."""
    kept.correct("01.txt", "number", "07/CT-UBND")
    kept.build()
    kept.correct("01.txt", "number", "08/CT-UBND")
    kept.put("09.txt", CITING)
    after = kept.build()
    assert [t.status for t in after.by_url()[PLAN].targets] == ["unknown"]
    assert leads(after, HOME.format("07")) == HOME.format("08")
    assert after.cited == ()


# What clerks declare


def test_two_texts_are_declared_one(kept: Kept) -> None:
    """The address of the one leads to the other, and so do its anchors; its text has no page of its own."""
    kept.declare("same", HOME.format("02"), HOME.format("01"))
    after = kept.build()
    assert [w.url for w in after.works] == [HOME.format("01")]
    assert leads(after, HOME.format("02")) == HOME.format("01")
    assert words_at(after, HOME.format("02"), "khoan-2-diem-b").startswith("b) Mỗi trường")


def test_a_cited_work_is_declared_a_slip(kept: Kept) -> None:
    """The mention leads to what was meant, and the address of the slip redirects there."""
    kept.put("09.txt", CITING)
    kept.build()
    kept.declare("slip", HOME.format("07"), HOME.format("01"))
    after = kept.build()
    assert leads(after, HOME.format("07")) == HOME.format("01")
    [target] = after.by_url()[PLAN].targets
    assert (target.status, target.url) == ("held", HOME.format("01"))
    assert [mention.citing for mention in after.citing[HOME.format("01")]] == [PLAN]
    assert after.cited == ()


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/vb/a/b/2024/01", HOME.format("01")),
        (HOME.format("02"), "https://example.org/"),
        (HOME.format("02"), f"{HOME.format('01')}#khoan-1"),
        (f"{HOME.format('02')}#khoan-1", f"{HOME.format('01')}#khoan-1"),
        (HOME.format("02"), HOME.format("02")),
        (HOME.format("02"), "/vb/khong/co/2024/99/"),
    ],
)
def test_a_declaration_that_cannot_be_followed_is_refused(kept: Kept, address: str, leads_to: str) -> None:
    """What is no address, leads in a circle or leads to no page is named with the way out."""
    kept.declare("same", address, leads_to)
    with pytest.raises(BadSettings) as refused:
        kept.look()
    assert refused.value.way_out


def test_declarations_in_a_circle_are_refused(kept: Kept) -> None:
    """Two addresses that lead to each other lead nowhere."""
    kept.declare("same", HOME.format("01"), HOME.format("02"))
    kept.declare("same", HOME.format("02"), HOME.format("01"))
    with pytest.raises(BadSettings, match="vòng quanh"):
        kept.look()


# Against what was published


def against(kept: Kept, published: Sequence[Permalink]) -> list[tuple[str, str]]:
    known = ledger.read(kept.registry)
    return [(lost.url, lost.code) for lost in registry.lost_since(published, kept.look(), known)]


@pytest.mark.parametrize("happen", WHAT_HAPPENS, ids=lambda f: f.__name__.strip("_"))
def test_nothing_is_lost_against_what_was_published(kept: Kept, happen: Callable[[Kept], str]) -> None:
    """Before the build and after it, nothing that was published is lost."""
    published = ledger.read(kept.registry).permalinks
    happen(kept)
    assert against(kept, published) == []
    kept.build()
    assert against(kept, published) == []


def test_a_deleted_line_is_named(kept: Kept) -> None:
    """A line that a hand deletes is named by its address; so is a former address that it held."""
    _correct_number(kept)
    published = kept.build().permalinks
    file = kept.registry / "2024.jsonl"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if '01-ct-ubnd"' not in line), encoding="utf-8")
    assert set(against(kept, published)) == {
        (HOME.format("11"), "registry-line-missing"),
        (HOME.format("01"), "registry-line-missing"),
        (HOME.format("01"), "address-lost"),
    }


def test_a_lost_anchor_is_named(kept: Kept) -> None:
    """The anchor of a paragraph that is gone is named with its address."""
    published = kept.build().permalinks
    without_a_paragraph(kept)
    assert against(kept, published) == [(f"{HOME.format('01')}#khoan-1-doan-1", "anchor-lost")]


def test_an_address_given_to_another_document_is_named(kept: Kept) -> None:
    """A line that is written by hand for another text does not pass for the one that was published."""
    published = kept.build().permalinks
    other = CITING.replace("KẾ HOẠCH", "CHỈ THỊ").replace("09/KH-UBND", "01/CT-UBND")
    (kept.texts / "01.txt").unlink()
    kept.put("moi.txt", other)
    (kept.registry / "2024.jsonl").unlink()
    kept.build()
    assert (HOME.format("01"), "address-taken") in against(kept, published)


# Namesakes


def test_namesakes_name_each_other(kept: Kept) -> None:
    """The first published keeps the address, the later has its date in it, and each names the other."""
    kept.put("00.txt", TEXT.format(number="01").replace("cây", "lúa").replace("ngày 05", "ngày 06"))
    after = kept.build()
    first, later = HOME.format("01"), f"{HOME.format('01')[:-1]}--2024-03-06/"
    assert after.by_url()[first].document.source.path == "01.txt"
    assert after.by_url()[later].document.source.path == "00.txt"
    for one, other in ((first, later), (later, first)):
        [problem] = [p for p in after.by_url()[one].problems if p.code == "namesake"]
        assert other in problem.message
        [row] = [r for r in rows_of(after.by_url()[one], after) if "cùng số, ký hiệu" in r["message"]]
        assert (row["other"]["url"], "/vb/" in row["message"]) == (other.lstrip("/"), False)


def rows_of(work: Work, archive: Archive) -> list[Any]:
    """What the page of *work* shows under "Điều cần kiểm tra"."""
    return list(problem_rows(work, archive.by_url()))


# Pages where no text stands any more


def test_an_archive_without_a_registry_has_no_such_pages(kept: Kept) -> None:
    """Without a registry nothing redirects, nothing is withdrawn, and no addresses are published."""
    assert list(redirects.pages(Crossings(pipeline.gather([kept.texts])))) == []


def test_every_published_address_has_one_page(kept: Kept) -> None:
    """Texts, moves and withdrawals never write to one path, and each address of the registry is written."""
    _correct_number(kept)
    (kept.texts / "02.txt").unlink()
    kept.put("09.txt", CITING)
    archive = kept.build()
    paths = [file.path for file in writing.output(archive)]
    assert len(paths) == len(set(paths))
    wanted = {f"{url.strip('/')}/index.md" for one in archive.permalinks for url in one.addresses}
    assert wanted <= set(paths)
