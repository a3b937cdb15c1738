"""Laws by name: names that belong to another number, and the law that a bare name means on a day."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from test_resolve import AN_MAU, cite, document

from builder import resolve
from builder.model import Archive, Citation, Document, Found, Problem, SourceText, Span, Target
from builder.vocabulary_citations import load_citation_tables

QUOC_HOI = "Quốc hội"


def numbered(name: str, number: str, issued: str | None = None) -> Citation:
    """`Luật Tiếp công dân số 42/2013/QH13`."""
    return replace(cite(_type(name), number, issued), text=f"{name} số {number}")


def named(name: str, issued: str | None = None) -> Citation:
    return replace(cite(_type(name), name, issued, form="name"), text=name)


def _type(name: str) -> str:
    return "Bộ luật" if name.lower().startswith("bộ luật") else "Luật"


def of_day(issued: str | None, *cites: Citation, subject: str = "", before: str = "") -> Document:
    """A directive of that day; its text is *before*, where the mentions stand at the end."""
    found = document("Chỉ thị", "06/CT-UBND", issued, AN_MAU, cites=cites, text=before)
    end = Span(len(before), len(before))
    found = replace(found, citations=tuple(replace(c, span=end) for c in cites)) if before else found
    title = Found(subject, Span(0, 0), "test") if subject else None
    return replace(found, metadata=replace(found.metadata, subject=title))


def law(name: str, number: str | None, issued: str, *cites: Citation) -> Document:
    """A held law, whose head prints *name* in capitals under the word LUẬT."""
    found = document("Luật", number, issued, QUOC_HOI, province=None, cites=cites)
    title = Found(name.upper(), Span(0, 0), "test")
    return replace(found, metadata=replace(found.metadata, subject=title))


def of(document: Document, archive: Archive) -> tuple[tuple[Target, ...], tuple[Problem, ...]]:
    work = next(w for w in archive.works if w.document is document)
    return work.targets, work.problems


AMENDING = "Luật sửa đổi, bổ sung một số điều của Luật Nuôi chim"

# What others print, and then a mention whose name is that of another number.
MISNAMED = [
    # The table says what both numbers are called.
    ([], "Luật Ban hành văn bản quy phạm pháp luật", "63/2025/QH15"),
    # Other texts say so, in small letters or in capitals.
    (
        [("Luật Nuôi chim", "901/2019/QH14"), ("Luật Trồng hoa", "902/2019/QH14")],
        "LUẬT TRỒNG HOA",
        "901/2019/QH14",
    ),
    # The number of a law with the name of the one that amends it, and the reverse.
    ([("Luật Nuôi chim", "901/2019/QH14")], AMENDING, "901/2019/QH14"),
    ([(AMENDING, "903/2020/QH14"), ("Luật Nuôi chim", "901/2019/QH14")], "Luật Nuôi chim", "903/2020/QH14"),
]


@pytest.mark.parametrize(("others", "name", "number"), MISNAMED)
def test_the_name_of_another_law_settles_nothing(
    others: list[tuple[str, str]], name: str, number: str
) -> None:
    """A number under the exact name of another law leads nowhere, makes no page, and says why."""
    proof = [of_day("2026-01-05", *(numbered(*one) for one in others)) for _ in range(2)]
    slip = of_day("2026-01-06", numbered(name, number))
    targets, problems = of(slip, resolve.resolve([*proof, slip]))
    assert [(t.status, t.url) for t in targets] == [("unknown", None)]
    assert [(p.severity, p.code) for p in problems] == [("warning", "name-contradicted")]
    assert f"số {number} là của" in problems[0].message


CODE, LOCAL = "Bộ luật Tố tụng hình sự", "Luật Tổ chức chính quyền địa phương"


@pytest.mark.parametrize(
    ("name", "number", "day", "says"),
    [
        # The number is of 19/02/2025, the day that of its successor.
        (LOCAL, "65/2025/QH15", "2025-06-16", ("65/2025/QH15", "2025-02-19", "72/2025/QH15")),
        # A digit of the number is lost, also where the name is in capitals.
        (CODE, "01/2015/QH13", "2015-11-27", ("số 101/2015/QH13", "2015-11-27")),
        (CODE.upper(), "01/2015/QH13", "2015-11-27", ("số 101/2015/QH13", "2015-11-27")),
        # A digit of the day, with the name and without it.
        (CODE, "101/2015/QH13", "2015-11-17", ("101/2015/QH13", "2015-11-27")),
        ("Luật", "101/2015/QH13", "2015-11-17", (CODE, "2015-11-27")),
    ],
)
def test_the_number_and_the_day_of_two_laws_settle_nothing(
    name: str, number: str, day: str, says: tuple[str, ...]
) -> None:
    """A law of the table under another's day, or its name and day under another number, leads nowhere."""
    slip = of_day("2026-01-06", numbered(name, number, day))
    archive = resolve.resolve([slip])
    targets, problems = of(slip, archive)
    assert [(t.status, t.url) for t in targets] == [("unknown", None)]
    assert archive.cited == ()
    assert [(p.severity, p.code) for p in problems] == [("warning", "name-contradicted")]
    assert all(word in problems[0].message for word in says)


def test_a_slip_says_nothing_of_the_other_mentions() -> None:
    """After "Bộ luật Tố tụng hình sự số 01/2015/QH13 ngày 27/11/2015" the bare name is the law in force."""
    slip = of_day("2026-01-06", numbered(CODE, "01/2015/QH13", "2015-11-27"), named(CODE))
    archive = resolve.resolve([slip, document(cites=[cite("Bộ luật", "101/2015/QH13")])])
    assert of(slip, archive)[0][1].url == "/vb/quoc-hoi/bo-luat/2015/101-2015-qh13/"


@pytest.mark.parametrize(
    "sound",
    [
        numbered(CODE, "101/2015/QH13", "2015-11-27"),
        numbered(LOCAL, "72/2025/QH15", "2025-06-16"),
        numbered(LOCAL, "65/2025/QH15", "2025-02-19"),
        # A month or a year contradicts no day.
        numbered(CODE, "101/2015/QH13", "2015-11"),
        numbered(CODE, "101/2015/QH13", "2015"),
        # Another law of that day, and one that the table does not have.
        numbered("Luật Trồng hoa", "902/2015/QH13", "2015-11-27"),
        # A resolution has a number of its own series.
        cite("Nghị quyết", "101/2015/QH13", "2015-11-12", QUOC_HOI),
    ],
)
def test_what_the_table_does_not_contradict_is_sound(sound: Citation) -> None:
    """The table's own number and day, a shorter date, and what it does not know lead on as before."""
    text = of_day("2026-01-06", sound)
    targets, problems = of(text, resolve.resolve([text]))
    assert (targets[0].status, bool(targets[0].url), problems) == ("outside", True, ())


def test_the_problem_names_both_laws() -> None:
    """`số 63/2025/QH15` is the number of one law, and the printed name that of 64/2025/QH15."""
    slip = of_day("2025-11-20", numbered("Luật Ban hành văn bản quy phạm pháp luật", "63/2025/QH15"))
    archive = resolve.resolve([slip])
    message = of(slip, archive)[1][0].message
    assert "số 63/2025/QH15 là của Luật Tổ chức Chính phủ" in message
    assert "tên gọi là của văn bản số" in message
    assert "64/2025/QH15" in message
    assert archive.cited == ()


@pytest.mark.parametrize(
    ("others", "name", "number"),
    [
        # A name in another spelling, or shortened, is no other law's.
        ([("Luật Nuôi chim và thú nhỏ", "901/2019/QH14")], "Luật Nuôi chim và thứ nhỏ", "901/2019/QH14"),
        # Two laws of one name, of two years.
        ([("Luật Nuôi chim", "901/2019/QH14")], "Luật Nuôi chim", "905/2024/QH15"),
        # An amending law under its own number.
        ([("Luật Nuôi chim", "901/2019/QH14")], AMENDING, "903/2020/QH14"),
        # The table's own name and number.
        ([], "Luật Tổ chức Chính phủ", "63/2025/QH15"),
    ],
)
def test_names_that_merely_differ_are_sound(others: list[tuple[str, str]], name: str, number: str) -> None:
    """Only the exact name of another work is a contradiction."""
    proof = [of_day("2026-01-05", *(numbered(*one) for one in others)) for _ in range(2)]
    sound = of_day("2026-01-06", numbered(name, number))
    targets, problems = of(sound, resolve.resolve([*proof, sound]))
    assert (targets[0].status, bool(targets[0].url), problems) == ("outside", True, ())


def test_two_names_as_frequent() -> None:
    """Where one number bears the plain name, a second under it and under the amending law's has no title."""
    names = (
        ("Luật Nuôi chim", "901/2019/QH14"),
        ("Luật Nuôi chim", "903/2020/QH14"),
        (AMENDING, "903/2020/QH14"),
    )
    texts = [of_day("2026-01-05", numbered(*one)) for one in names]
    for order in (texts, texts[::-1]):
        archive = resolve.resolve(order)
        assert [work.id.number for work in archive.cited] == ["901-2019-qh14"]
    alone = resolve.resolve([of_day("2026-01-05", numbered(*one)) for one in names[1:]])
    assert [work.title for work in alone.cited] == ["Luật Nuôi chim"]


def test_an_abbreviation_is_the_name_of_no_other_law() -> None:
    """`Luật BHYT` of one number is no contradiction to "Luật Bảo hiểm y tế" of another."""
    texts = [
        of_day("2026-01-05", numbered("Luật BHYT", "46/2014/QH13")),
        of_day("2026-01-05", numbered("Luật BHYT", "25/2008/QH12")),
    ]
    archive = resolve.resolve(texts)
    assert [t.status for w in archive.works for t in w.targets] == ["outside", "outside"]


def test_a_law_that_names_itself_before_the_number_of_another() -> None:
    """`Quốc hội ban hành Luật sửa đổi … của Luật Nuôi chim số 901/2019/QH14` is no law of that number."""
    own = law(AMENDING.removeprefix("Luật "), None, "2020-06-17", numbered(AMENDING, "901/2019/QH14"))
    archive = resolve.resolve([own])
    assert [t.status for t in of(own, archive)[0]] == ["unknown"]
    assert archive.cited == ()


@pytest.mark.parametrize(
    ("name", "before", "title"),
    [
        ("Luật Nuôi chim", "Căn cứ ", "Luật Nuôi chim"),
        (AMENDING, "Căn cứ ", AMENDING),
        ("Luật Trồng hoa", "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Nuôi chim,\n", None),
        ("Luật Nuôi chim", "Căn cứ Luật số 7/2018/QH14 sửa đổi, bổ sung một số điều của ", None),
        ("Luật", "Căn cứ ", None),
    ],
)
def test_a_title_is_never_that_of_the_amended_law(name: str, before: str, title: str | None) -> None:
    """The last of the laws that a law amends stands before its number, and is not its name."""
    archive = resolve.resolve([of_day("2026-01-06", numbered(name, "904/2025/QH15"), before=before)])
    assert [work.title for work in archive.cited] == [title]


def test_a_revised_rule_is_not_the_one_that_is_known() -> None:
    """`Quy định số 11-QĐi/TW (sửa đổi)` may be another rule than that of 18/2/2019: named, not linked."""
    body = "Bộ Chính trị"
    known = cite("Quy định", "11-QĐi/TW", "2019-02-18", body)
    revised = replace(cite("Quy định", "11-QĐi/TW", None, body), text="Quy định số 11-QĐi/TW (sửa đổi)")
    text = of_day("2025-12-01", known, revised)
    first, second = of(text, resolve.resolve([text]))[0]
    assert (first.status, second.status, second.url) == ("outside", "ambiguous", None)
    assert second.candidates == (first.url,)


# The law in force

LAND = {"2013": "45/2013/QH13", "2024": "31/2024/QH15"}
PROOF = [cite("Luật", number) for number in LAND.values()]


def meant(text: Document) -> Target:
    """Where the first mention of *text* leads, in an archive that knows both laws by their numbers."""
    archive = resolve.resolve([text, document(cites=PROOF)])
    return of(text, archive)[0][0]


@pytest.mark.parametrize(
    ("signed", "year"),
    [
        ("2020-05-06", "2013"),
        ("2014-07-01", "2013"),
        # Passed on 18/01/2024, in force from 01/8/2024.
        ("2024-01-18", "2013"),
        ("2024-07-31", "2013"),
        ("2024-08-01", "2024"),
        ("2025-11", "2024"),
        # Neither month nor year may be cut in two by the change.
        ("2024-08", "2024"),
        ("2024", None),
        # Nobody knows by the table which law stood, or whether the text is of that time.
        (None, None),
        ("1990-05-06", None),
        ("2061-05-06", None),
    ],
)
def test_a_bare_name_is_the_law_in_force(signed: str | None, year: str | None) -> None:
    """`Luật Đất đai` is the law in force on the day of the text, and the page says that this was inferred."""
    target = meant(of_day(signed, named("Luật Đất đai")))
    number = LAND[year].lower().replace("/", "-") if year else ""
    assert target.url == (f"/vb/quoc-hoi/luat/{year}/{number}/" if year else None)
    assert ("in_force" in target.inferred) is (year is not None)


@pytest.mark.parametrize(
    "text",
    [
        # Between the two days a text about the law may mean the one to come.
        of_day("2024-03-01", named("Luật Đất đai"), subject="Triển khai thi hành Luật Đất đai"),
        of_day("2024-03-01", named("Luật Đất đai"), cite("Luật", LAND["2024"])),
        replace(
            of_day("2024-03-01", named("Luật Đất đai")),
            problems=(Problem("info", "draft", Span(0, 0), "dự thảo"),),
        ),
        # A law speaks of itself by its name.
        law("Đất đai", "77/2023/QH15", "2023-11-29", named("Luật Đất đai")),
    ],
)
def test_a_coming_law_leaves_the_name_open(text: Document) -> None:
    """Where a text may speak of itself or of the coming law, a bare name is not settled."""
    archive = resolve.resolve([text, document(cites=PROOF)])
    place = next(n for n, c in enumerate(text.citations) if c.form == "name")
    assert of(text, archive)[0][place].url is None


def titled(act: Citation, name: str, signed: str, *more: Citation) -> Document:
    """A text with "<act> quy định chi tiết Luật …", each mention where it stands."""
    words = f"{act.text} quy định chi tiết một số điều của {name}."
    at = words.index(name)
    spans = (Span(0, len(act.text)), Span(at, at + len(name)), *(Span(len(words), len(words)) for _ in more))
    cites = (act, named(name), *more)
    found = of_day(signed, *cites)
    source = SourceText(found.source.path, "00", "utf-8", words)
    placed = tuple(replace(c, span=span) for c, span in zip(cites, spans, strict=True))
    return replace(found, source=source, citations=placed)


@pytest.mark.parametrize(
    ("act", "alone", "beside"),
    [
        (cite("Nghị định", "43/2014/NĐ-CP", "2014-07-15"), "2013", "2013"),
        (cite("Nghị định", "09/2025/NĐ-CP", "2025-01-10"), "2024", "2024"),
        # Signed when one law was in force and the other was coming: the number beside it tells.
        (cite("Nghị định", "102/2024/NĐ-CP", "2024-07-30"), None, "2024"),
        (cite("Nghị định", "102/2024/NĐ-CP"), None, "2024"),
        # On a day that is not told.
        (cite("Thông tư", "12/TT-BTC"), None, None),
    ],
)
def test_a_name_in_a_title_is_of_the_day_of_that_act(
    act: Citation, alone: str | None, beside: str | None
) -> None:
    """`Nghị định số 43/2014/NĐ-CP quy định chi tiết … Luật Đất đai` is of the law of 2013, cited in 2025.

    So it is beside "Luật Đất đai số 31/2024/QH15", which that decree cannot have meant.
    """
    for year, more in ((alone, ()), (beside, (numbered("Luật Đất đai", LAND["2024"]),))):
        text = titled(act, "Luật Đất đai", "2025-03-01", *more)
        target = of(text, resolve.resolve([text, document(cites=PROOF)]))[0][1]
        assert (target.url.split("/")[4] if target.url else None) == year


def test_a_name_in_an_older_title_is_not_the_law_dated_elsewhere() -> None:
    """A decree of 2014 is not under the law that the text calls "Luật Đất đai ngày 18 tháng 01 năm 2024"."""
    decree = cite("Nghị định", "43/2014/NĐ-CP", "2014-07-15")
    text = titled(decree, "Luật Đất đai", "2025-03-01", named("Luật Đất đai", "2024-01-18"))
    proof = document(cites=[numbered("Luật Đất đai", LAND["2024"], "2024-01-18")])
    _, bare, dated = of(text, resolve.resolve([text, proof]))[0]
    assert (bare.url, dated.url) == (None, "/vb/quoc-hoi/luat/2024/31-2024-qh15/")


def test_a_name_beside_its_number_is_that_law() -> None:
    """A text that cites "Luật Nuôi chim số 901/2019/QH14" means that law by "Luật Nuôi chim"."""
    text = of_day("2026-01-06", named("Luật Nuôi chim"), numbered("Luật Nuôi chim", "901/2019/QH14"))
    first, second = of(text, resolve.resolve([text]))[0]
    assert (first.url, first.inferred) == (second.url, ("number", "issued", "issuer"))


def test_a_name_beside_two_numbers_is_open() -> None:
    """A text that cites two laws of one name does not say which of them the bare name is."""
    both = [numbered("Luật Nuôi chim", number) for number in ("901/2019/QH14", "905/2024/QH15")]
    text = of_day("2026-01-06", named("Luật Nuôi chim"), *both)
    assert of(text, resolve.resolve([text]))[0][0].url is None


@pytest.mark.parametrize("known", ["65/2025/QH15", "72/2025/QH15"])
@pytest.mark.parametrize("signed", ["2025-06-12", "2025-12-02"])
def test_a_year_in_which_two_laws_of_one_name_were_passed(known: str, signed: str) -> None:
    """`Luật Tổ chức chính quyền địa phương năm 2025` is either, also where only one has a page."""
    text = of_day(signed, named(LOCAL, "2025"), named(LOCAL))
    archive = resolve.resolve([text, of_day("2026-01-05", numbered(LOCAL, known))])
    first, second = of(text, archive)[0]
    assert (first.status, first.url, second.url) == ("ambiguous", None, None)


def test_the_laws_of_the_table_follow_each_other() -> None:
    """Of one name no two laws are in force on a day, and each bears the year in which it was passed."""
    rows = sorted(load_citation_tables().enacted, key=lambda r: (r.name, r.in_force_from))
    for before, after in pairwise(rows):
        if before.name == after.name:
            assert before.in_force_until, before.number
            assert before.in_force_until < after.in_force_from, after.number
    assert all(f"/{r.adopted[:4]}/" in r.number for r in rows)
    assert len({r.number for r in rows}) == len(rows)
