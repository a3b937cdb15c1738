"""The timeline: every document once, by date at its true precision."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import made_archive as made
import pytest
from mkdocs.utils.meta import get_data

from builder import histogram, timeline
from builder.entries import Ending
from builder.model import Archive, CitedWork, Found, Span, Work, WorkId
from builder.rolls import Roll
from builder.shelf import renew
from builder.timeline import parts


def dated(name: str, issued: str | None, year: str = "chua-ro") -> Work:
    """A decision of that date; its address says *year*."""
    work = made.decision()
    record = replace(work.document.metadata, issued=Found(issued, Span(0, 1), "test") if issued else None)
    where = replace(work.id, year=issued[:4] if issued else year, number=name)
    return replace(work, id=where, document=replace(work.document, metadata=record))


def cited(name: str, issued: str) -> CitedWork:
    """A decision of that date that no text holds."""
    own = WorkId("chinh-phu", "nghi-dinh", issued[:4], name)
    return CitedWork(own, "Nghị định", "1/NĐ-CP", issued, "Chính phủ", None, 1, 1)


def files(
    *works: Work, outside: tuple[CitedWork, ...] = (), ended: tuple[Ending, ...] = ()
) -> dict[str, str]:
    """The timeline's files by name."""
    found = timeline.pages(Roll(Archive(works, (), cited=outside)), ended)
    return {f.path.removeprefix("dong-thoi-gian/"): str(f.content) for f in found}


def meta(*works: Work, outside: tuple[CitedWork, ...] = ()) -> Any:
    return get_data(files(*works, outside=outside)["index.md"])[1]


def dates(steps: list[int]) -> list[int]:
    """A column of dates, put together from its steps."""
    return [-sum(steps[: at + 1]) for at in range(len(steps))]


def named(made_of: dict[str, str], block: str) -> list[str]:
    """The last parts of the addresses of a block of columns, in order."""
    parts = json.loads(made_of[block])["parts"]
    return [url.split("/")[-2] for name, _, _ in parts for url in json.loads(made_of[name])["url"]]


def order(*works: Work) -> list[tuple[int, str]]:
    """Each document's date as a number, and its number."""
    found = files(*works)
    return list(
        zip(dates(json.loads(found["du-lieu.json"])["date"]), named(found, "du-lieu.json"), strict=True)
    )


def test_a_type_that_no_text_prints_is_a_type() -> None:
    """It has no name but that it is not known, and a place in the column of types."""
    one = dated("a", "2018-04-16")
    record = replace(one.document.metadata, document_type=None)
    other = replace(one, id=replace(one.id, type="chua-ro"), document=replace(one.document, metadata=record))
    found = json.loads(files(one, other)["du-lieu.json"])
    assert {found["types"][at][0] for at in found["type"]} == {one.id.type, "chua-ro"}
    assert ["chua-ro", "Chưa rõ loại"] in found["types"]


def test_newest_first() -> None:
    """Years, months and days stand newest first; those of one day in the order of addresses."""
    days = [
        ("a", "2018-04-16"),
        ("b", "2018-04-02"),
        ("c", "2018-11-30"),
        ("d", "2020-01-01"),
        ("e", "2018-04-16"),
    ]
    assert order(*(dated(*day) for day in days)) == [
        (20200101, "d"),
        (20181130, "c"),
        (20180416, "a"),
        (20180416, "e"),
        (20180402, "b"),
    ]


def test_true_precision() -> None:
    """What is known to the month is a month, to the year a year; what has no date comes last, with none."""
    works = [
        dated("ngay", "2020-03-09"),
        dated("thang", "2020-03"),
        dated("nam", "2020"),
        dated("khong", None),
    ]
    assert order(*works) == [(20200309, "ngay"), (20200300, "thang"), (20200000, "nam"), (0, "khong")]


def test_a_year_from_the_number() -> None:
    """A text without a date whose number holds a year stands in that year (18/2000/CT-TTg)."""
    assert order(dated("so", None, year="2000")) == [(20000000, "so")]


def test_every_document_stands_once() -> None:
    """The columns hold each document of the archive once, those only cited in a file of their own."""
    archive = replace(made.archive(), cited=(cited("01-nd-cp", "2015-02-03"), cited("02-nd-cp", "2016")))
    found = files(*archive.works, outside=archive.cited)
    core = json.loads(found["du-lieu.json"])
    assert sorted(named(found, "du-lieu.json")) == sorted(w.id.number for w in archive.works)
    assert named(found, core["cited"]) == ["02-nd-cp", "01-nd-cp"]
    later = json.loads(found[core["cited"]])
    assert dates(later["date"]) == [20160000, 20150203]
    assert later["parts"][0][1:] == [len(archive.works), 2]


def test_columns_say_what_records_say() -> None:
    """Type, body, signer and topics of the made directive are those of its record."""
    found = files(*made.archive().works)
    core = json.loads(found["du-lieu.json"])
    at = named(found, "du-lieu.json").index("06-ct-ubnd")
    signed = json.loads(found[core["signers"]])
    assert core["types"][core["type"][at]] == ["chi-thi", "Chỉ thị"]
    assert core["issuers"][core["issuer"][at]] == ["ubnd-tinh-an-mau", made.UBND]
    assert [core["topics"][t][0] for t in core["topic"][at]] == ["dan-van"]
    names = [signed["rows"][s][:2] for s in signed["signer"][at]]
    assert names == [["nguyen-van-mau--ubnd-tinh-an-mau", "Nguyễn Văn Mẫu"]]


def test_events_are_dated_by_their_own_words() -> None:
    """The day from which a text says that it is in force is an event; so is what ends it later."""
    works = made.archive().works
    ending = Ending(made.decision().url, "Bị thay thế bởi", "2018-04-16", made.directive().url)
    found = files(*works, ended=(ending,))
    core, order = json.loads(found["du-lieu.json"]), named(found, "du-lieu.json")
    events = core["events"]
    rows = zip(dates(events["date"]), events["document"], events["kind"], events["by"], strict=True)
    assert [
        (d, order[doc], core["words"][kind], by if by < 0 else order[by]) for d, doc, kind, by in rows
    ] == [
        (20180426, "06-ct-ubnd", "Có hiệu lực", -1),
        (20180416, "12-qd-ubnd", "Bị thay thế bởi", "06-ct-ubnd"),
    ]


def test_names_never_meet_numbers_of_another_build() -> None:
    """A file of names bears the hash of its content, so that another content has another name."""
    before, after = files(dated("a", "2018-04-16")), files(dated("b", "2018-04-16"))
    assert {name for name in before if name.startswith("ten-")}.isdisjoint(after)
    assert before == files(dated("a", "2018-04-16"))


def test_a_new_document_leaves_old_parts_alone() -> None:
    """Names are cut into parts from the oldest year up: a new document changes the part of its own time."""
    old = [dated(f"{n}", f"{2000 + n // 600}-01-02") for n in range(1800)]
    before, after = files(*old), files(*old, dated("moi", "2020-01-01"))
    kept = {name for name in before if name.startswith("ten-2000")}
    assert len(kept) == 1 and kept <= set(after)


def test_parts_that_stand_are_not_put_together_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier build wrote of the same documents is taken as it stands, that of others is not."""
    marked = Roll(Archive((dated("a", "2018"), dated("b", "2019")), ()), None, {})
    before = written(marked, tmp_path)
    other = Roll(marked.archive, None, {marked.archive.works[0].url: 1})
    with monkeypatch.context() as patched:
        patched.setattr(parts, "_named", lambda _: pytest.fail("put together again"))
        assert written(marked, tmp_path) == before
        with pytest.raises(pytest.fail.Exception):
            written(other, tmp_path)
    assert written(other, tmp_path) == before


@pytest.mark.parametrize("content", [None, b"{}", b"\xff"], ids=["gone", "another", "no text"])
@pytest.mark.parametrize("spoilt", ["docs/dong-thoi-gian/ten-*.json", "cache/timeline.parts"])
def test_spoilt_parts_are_put_together_again(tmp_path: Path, spoilt: str, content: bytes | None) -> None:
    """A part whose content is not that of its name is not taken, nor any where what is known is broken."""
    roll = Roll(Archive((dated("a", "2018"), dated("b", "2019")), ()), None, {})
    before = written(roll, tmp_path)
    (path,) = tmp_path.glob(spoilt)
    path.write_bytes(content) if content else path.unlink()
    assert written(roll, tmp_path) == before


def written(roll: Roll, folder: Path) -> dict[str, str]:
    """The timeline's files by path, after they were written below *folder*."""
    found = timeline.pages(roll, (), timeline.Parts(folder / "docs", folder / "cache"))
    made_of = {file.path: str(file.content) for file in found}
    for name, content in made_of.items():
        renew(folder / "docs" / name, content.encode())
    return made_of


# The page without its script


def test_years_without_a_gap() -> None:
    """The bars go from the first year to the last, years without documents too; undated ones stand apart."""
    works = (dated("a", "2018-04-16"), dated("b", "2021"), dated("c", None))
    found = histogram.histogram(Archive(works, (), cited=(cited("01-nd-cp", "2019-01-01"),)))
    assert [(y.year, y.held, y.cited) for y in found.years] == [
        ("2018", 1, 0),
        ("2019", 0, 1),
        ("2020", 0, 0),
        ("2021", 1, 0),
    ]
    assert (found.undated, found.undated_cited) == (1, 0)


def test_a_year_read_wrongly_does_not_draw_a_thousand_bars() -> None:
    """Where the years lie further apart than any archive's, only those that have documents are drawn."""
    found = histogram.histogram(Archive((dated("a", "1018-04-16"), dated("b", "2018-04-16")), ()))
    assert [year.year for year in found.years] == ["1018", "2018"]


@pytest.mark.parametrize(("count", "top", "height"), [(0, 9, 0), (9, 9, 100), (3, 6, 50), (1, 5000, 1)])
def test_height_of_a_bar(count: int, top: int, height: int) -> None:
    """A bar is as high as its share of the highest; one document can be seen beside thousands."""
    works = [dated(f"a{n}", "2018") for n in range(count)] + [dated(f"b{n}", "2019") for n in range(top)]
    found = histogram.histogram(Archive(tuple(works), ()))
    assert next((y.up for y in found.years if y.year == "2018"), 0) == height


def test_bars_lead_to_their_years() -> None:
    """Each bar is a link to the page of its year, from wherever the histogram stands."""
    counted = histogram.histogram(Archive((dated("a", "2018"), dated("b", "2020")), ()))
    assert re.findall(r'href="([^"]*)"', histogram.bars(counted, "../")) == ["../nam/2018/", "../nam/2020/"]
    assert histogram.bars(histogram.histogram(Archive((), ())), "") == ""


def test_years_by_decade() -> None:
    """The page lists every year with its counts, newest first, ten a row."""
    found = meta(
        dated("a", "2018"), dated("b", "2018-02"), dated("c", "2021"), outside=(cited("x", "2009-01-01"),)
    )
    assert [
        (d["name"], [(y["year"], y["count"], y["cited"]) for y in d["years"]]) for d in found["decades"]
    ] == [
        ("2020–2029", [("2021", 1, 0)]),
        ("2010–2019", [("2018", 2, 0)]),
        ("2000–2009", [("2009", 0, 1)]),
    ]


def test_the_page_does_not_grow_with_the_documents() -> None:
    """A thousand documents of one year make the page no longer than one does, but for digits."""
    one, many = files(dated("a", "2018")), files(*(dated(f"{n}", "2018") for n in range(1000)))
    assert len(many["index.md"]) - len(one["index.md"]) < 40


def test_an_empty_timeline() -> None:
    """Without documents there is a page, and it is empty."""
    found = meta()
    assert (found["count"], found["span"], found["decades"]) == ("0", [], [])
