"""What is settled again from memory is what would be settled anew, whichever texts come, change and go."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_law_names import law, named, numbered
from test_resolve import AN_MAU, BAC_GIANG, cite, document

from builder import kept, pipeline, resolve, workers
from builder.errors import BuilderError
from builder.model import Archive, Citation, Document, WorkId
from builder.resolve import hands
from builder.shelf import Shelf, digest

ROOT = Path(__file__).resolve().parent.parent
SPECIMENS = sorted((ROOT / "source_texts").rglob("*.txt"))

# Invented: texts that name one law with several numbers, one number with several dates, and each other.
CITING = """ỦY BAN NHÂN DÂN TỈNH AN MẪU
Số: {own:02d}/CT-UBND
An Mẫu, ngày {own:02d} tháng 3 năm 2024

CHỈ THỊ
Về việc số {own}

Căn cứ Luật {law} số {number}/2015/QH13 ngày {day:02d}/6/2015; Luật {law};
Thực hiện Chỉ thị số {cited:02d}/CT-UBND ngày {day:02d}/3/2024 của Ủy ban nhân dân tỉnh An Mẫu, Nghị định
số {number}/2020/NĐ-CP ngày {day:02d}/3/2020 của Chính phủ, khoản 1 Chỉ thị số {cited:02d}/CT-UBND:

1. Các sở làm tốt việc này.

CHỦ TỊCH
Trần Mẫu An
"""
LAWS = ("Tiếp công dân", "Đất đai", "Ban hành văn bản quy phạm pháp luật", "Thú y")


def text(chance: random.Random) -> str:
    return CITING.format(
        own=chance.randint(1, 9),
        cited=chance.randint(1, 9),
        day=chance.randint(1, 3),
        number=chance.choice((30, 31, 80)),
        law=chance.choice(LAWS),
    )


def change(folder: Path, chance: random.Random) -> None:
    """A text comes, is altered or goes."""
    files = sorted(folder.rglob("*.txt"))
    if len(files) > 4 and chance.random() < 0.3:
        chance.choice(files).unlink()
    elif chance.random() < 0.3:
        path = chance.choice(SPECIMENS)
        (folder / f"{chance.randint(10, 99)}.txt").write_bytes(path.read_bytes())
    else:
        (folder / f"{chance.randint(1, 9)}.txt").write_text(text(chance), encoding="utf-8")


@pytest.mark.parametrize("seed", range(6))
def test_memory_changes_no_answer(tmp_path: Path, seed: int) -> None:
    """Targets, problems, links and cited works are the same with all that was remembered and without."""
    chance = random.Random(seed)
    folder, shelf = tmp_path / "texts", Shelf(tmp_path / "cache" / "texts")
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(text(chance), encoding="utf-8")
    for _ in range(12):
        change(folder, chance)
        ours, anew = pipeline.gather([folder], shelf=shelf), pipeline.gather([folder])
        assert [(w.id, w.targets, w.problems) for w in ours.works] == [
            (w.id, w.targets, w.problems) for w in anew.works
        ]
        assert (ours.citing, ours.cited) == (anew.citing, anew.cited)


def test_a_text_that_asks_more_than_is_asked_in_one_go_is_answered_whole(tmp_path: Path) -> None:
    """Of 1,200 decrees each mention leads to its own, also where most answers have to be read one by one."""
    folder, shelf = tmp_path / "texts", Shelf(tmp_path / "cache" / "texts")
    folder.mkdir()
    decrees = "".join(
        f"Căn cứ Nghị định số {n}/2020/NĐ-CP ngày 01/3/2020 của Chính phủ;\n" for n in range(1, 1201)
    )
    words = CITING.format(own=1, cited=2, day=1, number=31, law=LAWS[0])
    (folder / "1.txt").write_text(words.replace("Căn cứ", f"{decrees}Căn cứ", 1), encoding="utf-8")
    [ours] = pipeline.gather([folder], shelf=shelf).works
    [anew] = pipeline.gather([folder]).works
    assert ours.targets == anew.targets
    numbers = {target.url for target in ours.targets if target.url and "/nghi-dinh/" in target.url}
    assert numbers == {f"/vb/chinh-phu/nghi-dinh/2020/{n:02d}-2020-nd-cp/" for n in range(1, 1201)}


def test_what_nothing_concerns_is_not_settled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One text more settles itself and those that ask for its number, and leaves the others alone."""
    folder, shelf = tmp_path / "texts", Shelf(tmp_path / "cache" / "texts")
    folder.mkdir()
    for own in range(1, 7):
        words = CITING.format(own=own, cited=own % 6 + 1, day=1, number=30 + own, law=LAWS[0])
        (folder / f"{own}.txt").write_text(words, encoding="utf-8")
    pipeline.gather([folder], shelf=shelf)
    told: list[int] = []
    tell = resolve.Memory._told_of

    def noted(memory: resolve.Memory, text: int, *said: Any) -> tuple[bytes, str, int]:
        told.append(text)
        return tell(memory, text, *said)

    monkeypatch.setattr(resolve.Memory, "_told_of", noted)
    words = CITING.format(own=7, cited=3, day=1, number=99, law=LAWS[3])
    (folder / "7.txt").write_text(words, encoding="utf-8")
    pipeline.gather([folder], shelf=shelf)
    assert len(told) == 1
    pipeline.gather([folder], shelf=shelf)
    assert len(told) == 1


# Settled again, and once more, from documents that are made


SYMBOLS = ("UBTVQH13", "UBTVQH14")
NAMES = ("Luật Nuôi chim", "Luật Trồng hoa", "Luật sửa đổi, bổ sung một số điều của Luật Nuôi chim")
PROVINCES = {AN_MAU: "tỉnh An Mẫu", BAC_GIANG: "tỉnh Bắc Giang"}


def mention(chance: random.Random) -> Citation:
    """One of few numbers on few days, by name or number, with or without what tells it apart."""
    number, day = chance.choice(("05", "06")), f"2018-04-{chance.randint(16, 17)}"
    body = chance.choice((AN_MAU, BAC_GIANG))
    ways = (
        cite("Chỉ thị", f"{number}/CT-UBND", chance.choice((day, None)), chance.choice((body, None))),
        cite("Chỉ thị", f"{number}/CT-UBND", day, body, "khoan-1"),
        cite("Chỉ thị", None, form="self"),
        cite("Pháp lệnh", f"02/2017/{chance.choice(SYMBOLS)}", "2017-12-09"),
        cite(chance.choice(("Nghị định", "Thông tư")), f"{number}/2017/NĐ-CP", "2017-03-05"),
        cite(
            "Nghị định", chance.choice(("06/2017/NĐ-CP", "06/2017/nđ-cp")), f"2017-03-0{chance.randint(5, 6)}"
        ),
        cite(
            "Kết luận", f"{number}-KL/TW", chance.choice(("2015", "2017-07-14", "2017-07-15")), "Ban Bí thư"
        ),
        numbered(chance.choice(NAMES), chance.choice(("901/2016/QH14", "902/2016/QH14"))),
        named(chance.choice(NAMES), chance.choice(("2016", None))),
        # By the table the one that is in force, in a text of 2018, under the number of the other.
        named("Luật Đất đai"),
        cite("Luật", "45/2013/QH13", "2013-11-29", "Quốc hội"),
    )
    return chance.choice(ways)


def made(chance: random.Random) -> Document:
    """A directive, a decree, an ordinance or a law, of a number that others cite."""
    cites = [mention(chance) for _ in range(chance.randint(0, 6))]
    body = chance.choice((AN_MAU, BAC_GIANG))
    number, way = chance.choice(("05", "06")), chance.random()
    if way < 0.15:
        found = law(
            chance.choice(NAMES), chance.choice(("901/2016/QH14", "902/2016/QH14")), "2016-11-20", *cites
        )
    elif way < 0.3:
        # A text whose head does not say whose it is may be what is cited.
        issuer = chance.choice(("Chính phủ", None))
        found = document("Nghị định", f"{number}/2017/NĐ-CP", "2017-03-05", issuer, cites=cites)
    elif way < 0.4:
        found = document(
            "Pháp lệnh", "02/2017/UBTVQH13", "2017-12-09", "Ủy ban Thường vụ Quốc hội", cites=cites
        )
    else:
        day = f"2018-04-{chance.randint(15, 18)}"
        anchors = chance.choice((["khoan-1"], ["muc-i-khoan-1"], []))
        province, issuer = PROVINCES[body], chance.choice((body, body, body, None))
        found = document(
            "Chỉ thị", f"{number}/CT-UBND", day, issuer, cites=cites, anchors=anchors, province=province
        )
    text = " ".join(c.text for c in cites)
    return replace(found, source=replace(found.source, text=f"{text} {chance.random()}"))


def known(document: Document) -> str:
    return digest(repr(document))


def changed(documents: list[Document], chance: random.Random) -> None:
    """Documents come, change and go; their order is that of their files."""
    for _ in range(chance.choice((0, 1, 1, 2, 5))):
        if len(documents) > 3 and chance.random() < 0.45:
            del documents[chance.randrange(len(documents))]
        elif documents and chance.random() < 0.2:
            at = chance.randrange(len(documents))
            documents[at] = replace(documents[at], citations=tuple(mention(chance) for _ in range(3)))
        else:
            documents.insert(chance.randint(0, len(documents)), made(chance))


def addresses(documents: list[Document], chance: random.Random) -> dict[str, WorkId]:
    """Where the registry holds some of the documents: one of them at the address of a cited work."""
    places = [WorkId("chinh-phu", "nghi-dinh", "2017", "06-2017-nd-cp"), WorkId("a", "b", "2018", "01")]
    paths = [document.source.path for document in documents]
    return dict(zip(chance.sample(paths, min(2, len(paths))), places, strict=False))


def events(before: Archive, now: Archive) -> Counter[str]:
    """What a step came to, so that the steps are seen to try what they are to try."""
    found = Counter[str]()
    for one, way in ((now, "came"), (before, "went")):
        other = before if one is now else now
        at = {w.url for w in other.cited}
        found[f"cited {way}"] += sum(w.url not in at for w in one.cited)
        codes = Counter(p.code for w in one.works for p in w.problems)
        codes -= Counter(p.code for w in other.works for p in w.problems)
        found.update({f"{code} {way}": count for code, count in codes.items()})
    found["taken"] += sum(w.url in {c.url for c in before.cited} for w in now.works)
    titles = {w.url: w.title for w in before.cited}
    found["titled"] += sum(titles.get(w.url, w.title) != w.title for w in now.cited)
    return found


SEEN = (
    "cited came", "cited went", "cited-apart came", "cited-apart went", "date-contradicted came",
    "date-contradicted went", "name-contradicted came", "name-contradicted went", "taken", "titled",
)  # fmt: skip


def test_what_is_settled_again_is_settled_right(tmp_path: Path) -> None:
    """Claims come and go, slips are outvoted, laws renamed, cited works arrive: always as from nothing."""
    seen = Counter[str]()
    for seed in range(8):
        chance, documents, before = random.Random(seed), list[Document](), resolve.resolve([])
        tokens: dict[tuple[str, str], tuple[str, object]] = {}
        for _ in range(40):
            changed(documents, chance)
            ids = addresses(documents, chance) if chance.random() < 0.3 else {}
            memory = resolve.Memory(tmp_path / f"{seed}", known, known)
            ours, anew = (resolve.resolve(documents, ids=ids, memory=m) for m in (memory, None))
            assert (ours.cited, ours.citing) == (anew.cited, anew.citing)
            assert len(ours.citing) == len(anew.citing)
            for one, other in zip(ours.works, anew.works, strict=True):
                settled = (other.targets, other.problems)
                assert (one.id, one.targets, one.problems) == (other.id, *settled)
                # Of one text at one address: the same token, the same targets and problems.
                token = resolve.settled_token(one)
                last = tokens.setdefault((known(one.document), one.url), (token, settled))
                assert (token == last[0]) == (settled == last[1])
                tokens[known(one.document), one.url] = (token, settled)
            seen += events(before, anew)
            before = anew
            memory.close()
    assert [event for event in SEEN if not seen[event]] == []


def test_a_title_is_spelled_as_most_spell_it(tmp_path: Path) -> None:
    """Those too whose mention proves nothing, because its day is another's by the table of laws."""
    sound = document(cites=[numbered("Luật Đất đai", "45/2013/QH13", "2013-11-29")])
    slips = [document(cites=[numbered("Luật đất đai", "45/2013/QH13", "2013-11-28")]) for _ in range(2)]
    titles = []
    for documents in ([sound], [sound, *slips], [sound]):
        memory = resolve.Memory(tmp_path / "settled", known, known)
        titles += [work.title for work in resolve.resolve(documents, memory=memory).cited]
        memory.close()
    assert titles == ["Luật Đất đai", "Luật đất đai", "Luật Đất đai"]


def test_a_memory_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    """Half a file, or one of an older builder, costs time and nothing else."""
    folder, cache = tmp_path / "texts", tmp_path / "cache"
    folder.mkdir()
    cache.mkdir()
    (folder / "1.txt").write_text(text(random.Random(0)), encoding="utf-8")
    for content in (b"", b"\x80\x05", b"khong phai"):
        (cache / "settled").write_bytes(content)
        assert len(pipeline.gather([folder], shelf=Shelf(cache / "texts")).works) == 1
    assert kept.token(pipeline.gather([folder]).works[0].document) == ""


@pytest.mark.parametrize("part", ["half", "middle"])
def test_a_memory_that_is_spoilt_is_made_anew(tmp_path: Path, part: str) -> None:
    """What a disk has cut off or written over is settled from nothing, at the latest by the next build."""
    chance, record = random.Random(1), tmp_path / "settled"
    documents = [made(chance) for _ in range(40)]
    memory = resolve.Memory(record, known, known)
    resolve.resolve(documents, memory=memory)
    memory.close()
    whole = record.read_bytes()
    middle = len(whole) // 3
    spoilt = whole[: len(whole) // 2] if part == "half" else b"\xff" * middle
    record.write_bytes(spoilt if part == "half" else whole[:middle] + spoilt + whole[2 * middle :])
    with suppress(BuilderError):
        resolve.resolve([*documents, made(chance)], memory=resolve.Memory(record, known, known))
    found = resolve.resolve(documents, memory=resolve.Memory(record, known, known))
    anew = resolve.resolve(documents)
    assert [w.targets for w in found.works] == [w.targets for w in anew.works]
    assert (found.cited, found.citing) == (anew.cited, anew.citing)


def test_all_processes_settle_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shared out over processes or not, with a file and in memory: the same targets, problems and works."""
    chance = random.Random(3)
    documents = [made(chance) for _ in range(60)]
    monkeypatch.setattr(workers, "cores", lambda: 1)
    alone = resolve.resolve(documents)
    monkeypatch.setattr(workers, "cores", lambda: 2)
    monkeypatch.setattr(hands, "_SHARE", 1)
    memory = resolve.Memory(tmp_path / "settled", known, known)
    for found in (resolve.resolve(documents, memory=memory), resolve.resolve(documents)):
        assert [(w.targets, w.problems) for w in found.works] == [
            (w.targets, w.problems) for w in alone.works
        ]
        assert (found.cited, found.citing) == (alone.cited, alone.citing)


def test_what_was_settled_stands_until_all_is_settled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A settling from nothing that is ended half way leaves no file, and the next one begins again."""
    chance = random.Random(4)
    documents = [made(chance) for _ in range(20)]

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(resolve.Memory, "_told_of", full)
        memory = resolve.Memory(tmp_path / "settled", known, known)
        with pytest.raises(sqlite3.OperationalError):
            resolve.resolve(documents, memory=memory)
        memory.close()
    assert [path.name for path in tmp_path.iterdir()] == ["settled"]
    memory = resolve.Memory(tmp_path / "settled", known, known)
    found, anew = resolve.resolve(documents, memory=memory), resolve.resolve(documents)
    assert [w.targets for w in found.works] == [w.targets for w in anew.works]
