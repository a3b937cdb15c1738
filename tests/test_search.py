"""The search index: what it is made of, that it is the same whichever way it is made, and what stays out."""

from __future__ import annotations

import itertools
import json
import random
import sqlite3
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import made_archive as made
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builder import pipeline, search
from builder.model import Archive, Found, InForce, Span, Work
from builder.rolls import Roll, facts
from builder.search import build, making, segments, shards
from builder.search.copies import LONGEST, copies
from builder.search.postings import OFTEN, ONCE, TITLE, postings
from builder.search.table import changes
from builder.search.words import parts, syllable, syllables

ROOT = Path(__file__).resolve().parent.parent
CASES: dict[str, Any] = json.loads((ROOT / "tests" / "tim.json").read_text(encoding="utf-8"))
TEXTS = st.lists(st.sampled_from("dân vận Dân công CÔNG tác 06 6 đất uỷ ủy , / x".split()), max_size=30)


@pytest.mark.parametrize(("printed", "plain", "code"), CASES["syllables"], ids=str)
def test_syllable_is_letters_and_marks(printed: str, plain: str, code: int) -> None:
    """Letters without marks, and the marks as a number: stroke 1, circumflex 2, breve 4, horn 8, tones."""
    [found] = syllables(printed)
    assert (found.plain, found.code) == (plain, code)


def test_syllables_stand_between_signs() -> None:
    """Signs part syllables and are none; a word without end is cut."""
    assert [s.plain for s in syllables("Số: 06/CT-UBND, a_b")] == ["so", "6", "ct", "ubnd", "a", "b"]
    assert [len(s.plain) for s in syllables("x" * 1_000_000)] == [40]


def test_first_hash_is_crc() -> None:
    """The hash that a reader computes: CRC-32 of the plain letters, times the first factor, in 32 bits."""
    _, known, code = parts(syllable("vận").alone)
    assert known == zlib.crc32(b"van") * 0x9E3779B1 & 0xFFFFFFFF
    assert code >> 8 == 0x80 | syllable("vận").code


def copy(**fields: object) -> str:
    """A search copy with these fields, the others empty."""
    empty = {"url": "vb/x/", "name": "", "subject": "", "date": "", "issuer": "", "names": "", "units": []}
    return json.dumps({**empty, **fields}, ensure_ascii=False)


def test_neighbours_are_pairs() -> None:
    """Three syllables in one unit make two pairs; the end of a unit parts them."""
    assert len(postings(copy(units=[["", "công tác dân"]]))) == 5
    assert len(postings(copy(units=[["", "công tác"], ["", "dân"]]))) == 4


def test_weight_tells_where_words_stand() -> None:
    """Once in the text weighs least, three times more, the trích yếu most; names apply to the first piece."""
    content = copy(units=[["", "lũ. bão. bão. bão"]], names="x", subject="hạn hán")
    weight = postings(content)
    assert weight[syllable("lũ").alone] == ONCE
    assert weight[syllable("bão").alone] == OFTEN
    assert weight[syllable("hạn").alone] == TITLE
    assert syllable("hạn").alone not in postings(copy(subject="hạn hán"))


@given(st.dictionaries(st.integers(0, 2**32 - 1), st.sets(st.integers(0, 2**20), min_size=1)))
def test_shard_gives_back_what_it_holds(held: dict[int, set[int]]) -> None:
    """What is written into a shard is read from it, whatever the hashes and the gaps."""
    found = sorted((known, 5, one << 2 | 1) for known, some in held.items() for one in some)
    lists = shards.lists(shards.encoded(found))
    again = [
        (known, code, one)
        for known, data in lists.items()
        for code, run in shards.runs(data).items()
        for one in shards.read(run)
    ]
    assert again == found


POSTINGS = st.dictionaries(
    st.tuples(st.integers(0, 1), st.sampled_from([1, 0x8020]), st.integers(0, 400) | st.integers(0, 2**20)),
    st.integers(0, 3),
)


@given(POSTINGS, POSTINGS)
def test_changed_shard_is_the_shard_made_anew(
    one: dict[tuple[int, int, int], int], other: dict[tuple[int, int, int], int]
) -> None:
    """Whatever postings go and come, near or far, the bytes are those of a shard made of what is left."""
    before, now = ({(*key[:2], key[2] << 2 | w) for key, w in some.items()} for some in (one, other))
    changed = shards.changed(shards.encoded(sorted(before)), before - now, now - before)
    assert changed == shards.encoded(sorted(now))


@pytest.mark.parametrize("widest", [4, 60, 3000, 20_000])
def test_long_list_is_changed_where_it_must_be(widest: int) -> None:
    """In a list of thousands, with near gaps or far ones, what goes and comes finds its place."""
    chance = random.Random(widest)
    slots = list(itertools.accumulate(chance.randint(1, widest) for _ in range(5000)))
    every = [(1, 2, slot << 2 | chance.randint(0, 3)) for slot in slots]
    before, now = (set(chance.sample(every, 4800)) for _ in range(2))
    changed = shards.changed(shards.encoded(sorted(before)), before - now, now - before)
    assert changed == shards.encoded(sorted(now))


def pieces(texts: dict[str, list[str]]) -> dict[int, str]:
    """Copies of these texts by slot."""
    slots = build.slots(list(texts))
    return {slots[name]: copy(units=[["", " ".join(words)]]) for name, words in texts.items()}


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), TEXTS, min_size=1),
    st.dictionaries(st.sampled_from("abcdefgh"), TEXTS, min_size=1),
)
def test_patched_index_is_the_index_made_anew(one: dict[str, list[str]], other: dict[str, list[str]]) -> None:
    """Whatever texts come, go or change, patching gives the bytes that making it anew gives."""
    before, now = pieces(one), pieces(other)
    assume(shards.count(len(before)) == shards.count(len(now)))
    old = dict(build.whole(before))
    gone = {slot: text for slot, text in before.items() if now.get(slot) != text}
    new = {slot: text for slot, text in now.items() if before.get(slot) != text}
    patched = dict(build.patched(gone, new, len(old), old.__getitem__))
    assert {**old, **patched} == dict(build.whole(now))


@given(st.dictionaries(st.sampled_from("abcdefgh"), TEXTS, min_size=1))
def test_terms_that_fall_together_are_one(texts: dict[str, list[str]]) -> None:
    """Where hashes of words are the same, a copy stands once in their list, and patching does the same."""

    def key(term: int, number: int) -> int:
        return shards.shard_of(parts(term)[0], number) << 48 | term % 3 << 16

    with mock.patch.object(segments, "_key", key):
        held = pieces(texts)
        whole = dict(build.whole(held))
        empty = {number: shards.joined([]) for number in whole}
        assert {**empty, **dict(build.patched({}, held, len(whole), empty.__getitem__))} == whole
        for run in [
            r for s in whole.values() for one in shards.lists(s).values() for r in shards.runs(one).values()
        ]:
            slots = [one >> 2 for one in shards.read(run)]
            assert slots == sorted(set(slots))


def names(number: int) -> list[str]:
    return [f"/vb/x/chi-thi/2018/{n:02}-ct/0" for n in range(number)]


def test_slots_are_apart() -> None:
    """No two pieces share a slot, and each stands where the reader looks, also where they lie close."""
    for number in range(1, 300):
        found = build.slots(names(number)).values()
        assert len(set(found)) == number
        assert max(found) < build.space(number)


def test_slots_are_the_same_in_any_order() -> None:
    """Which piece came first makes no difference."""
    assert build.slots(names(900)) == build.slots(reversed(names(900)))


def test_slots_stay() -> None:
    """A piece more moves another in one case of two, and in none a dozen."""
    before = build.slots(names(1000))
    moved = []
    for n in range(300):
        now = build.slots([*names(1000), f"/vb/y/{n}"])
        moved.append(sum(before[name] != now[name] for name in before))
    assert sum(moved) < 150
    assert max(moved) < 12


def files(archive: Archive) -> dict[str, str | bytes]:
    return {f.path: f.content for f in search.pages(Roll(archive), {})}


def all_copies(archive: Archive) -> list[dict[str, Any]]:
    return [json.loads(c) for path, c in files(archive).items() if path.startswith("tim/m/")]


def test_every_word_of_a_text_is_in_its_copies() -> None:
    """The units of a work's copies hold the words of its blocks and notes, in order."""
    for work in made.archive().works:
        said = " ".join(words for c in copies(work) for _, words in json.loads(c.content)["units"])
        layout, text = work.document.layout, work.document.source.text
        spans = [piece for block in layout.blocks for piece in block.pieces]
        wanted = " ".join(text[s.start : s.end] for s in (*spans, *(n.span for n in layout.footnotes)))
        assert [s.plain for s in syllables(said)] == [s.plain for s in syllables(wanted)]


def test_units_bear_the_anchors_of_the_page() -> None:
    """A result leads to the unit that holds its words: `Tiếp công dân đúng lịch` is điểm a of khoản 1."""
    [piece] = copies(made.directive())
    at = {words: anchor for anchor, words in json.loads(piece.content)["units"]}
    assert at["a) Tiếp công dân đúng lịch."] == "khoan-1-diem-a"


def long_work(words: str) -> Work:
    """A work whose one block is *words*."""
    base = made.decision()
    block = replace(base.document.layout.blocks[-1], pieces=(Span(0, len(words)),))
    layout = replace(base.document.layout, blocks=(block,))
    source = replace(base.document.source, text=words)
    return replace(
        base, document=replace(base.document, source=source, layout=layout, anchors=(), provisions=())
    )


@pytest.mark.parametrize("words", ["dân vận " * 20_000, "x" * 100_000], ids=["words", "no space"])
def test_long_text_is_cut_into_pieces(words: str) -> None:
    """No copy holds more than its share of a text of a hundred thousand letters, and none is lost."""
    found = [json.loads(c.content) for c in copies(long_work(words))]
    assert len(found) > 1
    assert all(sum(len(text) for _, text in c["units"]) <= LONGEST for c in found)
    assert "".join(text for c in found for _, text in c["units"]).split() == words.split()
    assert [bool(c["names"]) for c in found] == [True, *[False] * (len(found) - 1)]


def test_index_lists_every_document_once() -> None:
    """The table has a row for each work, newest first, and names its first copy."""
    archive = made.archive()
    head = json.loads(files(archive)["tim/chung.json"])
    assert head["documents"] == len(archive.works) == sum(count for _, count in head["years"])
    years = [year for year, _ in head["years"]]
    assert years == sorted(years, reverse=True)
    assert {c["url"] for c in all_copies(archive)} == {w.url.lstrip("/") for w in archive.works}


def test_index_is_the_same_twice() -> None:
    """One archive, one index, to the byte."""
    assert files(made.archive()) == files(made.archive())


def token(work: Work) -> str:
    """By which a work that has not changed is known; that of a report cannot be told."""
    return "" if work.id.type == "bao-cao" else repr((work.id, work.document.source.text))


def write(archive: Archive, docs: Path) -> search.Written:
    tokens = {work.url: token(work) for work in archive.works}
    index = search.renewed(archive.works, tokens, docs, docs.with_name("cache"))
    return search.write(Roll(archive), {}, index, docs)


def written(archive: Archive, docs: Path) -> dict[str, bytes]:
    """The files below *docs*, after the index of *archive* was written there."""
    write(archive, docs)
    return {
        path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.rglob("*") if path.is_file()
    }


def anew(archive: Archive) -> dict[str, bytes]:
    """The files of an index made in memory."""
    made = files(archive).items()
    return {path: content if isinstance(content, bytes) else content.encode() for path, content in made}


DAMAGE = {
    "none": "",
    "a copy": "docs/tim/m/*/*.json",
    "a shard": "docs/tim/t/*/*.bin",
    "what is known of it": "cache/search.db",
}


@pytest.mark.parametrize("act", [Path.unlink, partial(Path.write_bytes, data=b"{}")], ids=["gone", "spoilt"])
@pytest.mark.parametrize("damage", DAMAGE)
def test_earlier_index_is_used_only_whole(tmp_path: Path, damage: str, act: Callable[[Path], object]) -> None:
    """After an earlier index, whole or with files gone or spoilt, the new one has the bytes of one alone."""
    archive = made.archive()
    for fewer in (archive.works[:-1], archive.works):
        written(replace(archive, works=fewer), tmp_path / "docs")
        paths = sorted(tmp_path.glob(DAMAGE[damage])) if damage != "none" else []
        assert paths or damage == "none"
        for path in paths:
            act(path)
        assert written(archive, tmp_path / "docs") == anew(archive)


def test_spoilt_row_of_a_folder_is_not_believed(tmp_path: Path) -> None:
    """Where what is known of some files is not what was kept, all is made as from nothing."""
    written(made.archive(), tmp_path / "docs")
    with sqlite3.connect(tmp_path / "cache" / "search.db") as tables:
        spoilt = "UPDATE folder SET files = zeroblob(length(files)) WHERE kind = 'tim/m'"
        assert tables.execute(spoilt).rowcount > 0
    tables.close()
    copies = list(tmp_path.glob("docs/tim/m/*/*.json"))
    assert copies
    for path in copies:
        path.write_bytes(b"{}")
    assert written(made.archive(), tmp_path / "docs") == anew(made.archive())


@pytest.mark.parametrize("files_written", [0, 1, 5, 12])
def test_index_that_was_ended_half_way_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files_written: int
) -> None:
    """However far a build came before it was ended, the next one leaves what one from nothing makes."""
    held = [numbered(n, longer=False) for n in range(20)]
    before, now = (replace(made.archive(), works=tuple(some)) for some in (held[:-1], held[1:]))
    written(before, tmp_path / "docs")
    left, cleared = iter(range(files_written)), making._cleared

    def clear(place: Path) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        cleared(place)

    with monkeypatch.context() as patched:
        patched.setattr(making, "_cleared", clear)
        with pytest.raises(KeyboardInterrupt):
            written(now, tmp_path / "docs")
    assert written(now, tmp_path / "docs") == anew(now)


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    """The second time every file stands, and keeps its time."""
    every = [write(made.archive(), tmp_path / "docs") for _ in "ab"]
    assert every[0].written == every[0].total > 1
    assert (every[1].written, list(every[1].names)) == (0, list(every[0].names))


def test_index_of_many_segments_is_the_index_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made by several processes from a few copies each, the shards are those made at once."""
    monkeypatch.setattr(making, "_SEGMENT", 4)
    monkeypatch.setattr(making, "_ALONE", 3)
    archive = replace(made.archive(), works=tuple(numbered(n, longer=n % 9 == 0) for n in range(30)))
    assert written(archive, tmp_path / "docs") == anew(archive)


def numbered(number: int, *, longer: bool) -> Work:
    """A directive with this number; a longer one has several copies."""
    base = long_work("dân vận " * 4000) if longer else made.directive()
    return replace(base, id=replace(base.id, number=f"{number:02}-ct"))


STEPS = st.lists(st.dictionaries(st.integers(0, 39), st.sampled_from(["short", "long", "gone"]), max_size=3))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 40), STEPS)
def test_index_renewed_is_the_index_made_anew(first: int, steps: list[dict[int, str]]) -> None:
    """Whatever works come, go and change, what stands is what is made from nothing, and no file more."""
    with tempfile.TemporaryDirectory() as folder:
        held = dict.fromkeys(range(first), "short")
        for step in ({}, *steps):
            held |= step
            works = [numbered(n, longer=how == "long") for n, how in sorted(held.items()) if how != "gone"]
            archive = replace(made.archive(), works=tuple(works))
            assert written(archive, Path(folder, "docs")) == anew(archive)


def test_status_comes_from_what_is_said() -> None:
    """`Bị thay thế bởi` on a work's page is its status `Bị thay thế` here; else it says that none is seen."""
    archive = made.archive()
    said = {made.decision().url: ["Bị thay thế bởi"]}
    found = {f.path: f.content for f in search.pages(Roll(archive), said)}
    head = json.loads(found["tim/chung.json"])
    assert head["statuses"][:1] + head["statuses"][-1:] == [
        "Chưa thấy văn bản nào làm thay đổi",
        "Bị thay thế",
    ]


ENDS = Found(InForce("2018-12-31", "có hiệu lực đến hết ngày 31/12/2018"), Span(0, 1), "test")
UNREAD = Found(InForce(None, "có hiệu lực đến khi có văn bản thay thế"), Span(0, 1), "test")


@pytest.mark.parametrize(
    ("until", "said", "status"),
    [
        (ENDS, [], "Có ghi ngày hết hiệu lực"),
        (ENDS, ["Bị bãi bỏ bởi"], "Bị bãi bỏ"),
        (UNREAD, [], ""),
        (None, [], ""),
    ],
)
def test_own_end_is_a_status(until: Found[InForce] | None, said: list[str], status: str) -> None:
    """A text that names its last day of effect says so, unless a later one has changed it before."""
    work = made.decision()
    record = replace(work.document.metadata, in_force_until=until)
    changed = replace(work, document=replace(work.document, metadata=record))
    assert changes(facts(changed), said) == status


def test_empty_archive_has_an_index() -> None:
    """Without a single text the page and an empty index are there."""
    found = files(Archive((), ()))
    assert "tim/index.md" in found
    assert json.loads(found["tim/chung.json"])["documents"] == 0


def test_secret_text_is_in_no_file(tmp_path: Path) -> None:
    """Of a text that bears a mark of secrecy no word reaches the index."""
    head = (
        "ỦY BAN NHÂN DÂN\nTỈNH AN MẪU\n{}\nSố: {}/CT-UBND\nAn Mẫu, ngày 02 tháng 3 năm 2020\nCHỈ THỊ\nVề {}\n"
    )
    (tmp_path / "mat.txt").write_text(head.format("MẬT", "01", "xuân khoảnh"), encoding="utf-8")
    (tmp_path / "mo.txt").write_text(head.format("", "02", "thu hoạch"), encoding="utf-8")
    archive = pipeline.gather([tmp_path])
    assert [left.secret for left in archive.left_out] == [True]
    found = files(archive)
    assert not any("khoảnh" in c for c in found.values() if isinstance(c, str))
    place, known, _ = parts(syllable("khoảnh").alone)
    number = shards.shard_of(place, shards.count(1))
    shard = found[f"tim/t/00/{number}.bin"]
    assert isinstance(shard, bytes)
    assert known not in shards.lists(shard)
    assert any("thu hoạch" in c for c in found.values() if isinstance(c, str))
