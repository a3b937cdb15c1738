"""A text is read once: what is kept of it is what would be read, and is made anew where it is not whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from builder import kept, reading, receiving, resolve, source, stored, workers
from builder.kept import KeptDocument
from builder.model import Document
from builder.resolve.identities import identity, printed_facts
from builder.seen import Seen
from builder.units import units

ROOT = Path(__file__).resolve().parent.parent
SPECIMENS = sorted((ROOT / "source_texts").rglob("*.txt"))[::3]
# Long past, so that the clock of the file system tells whether a file has changed since.
PAST = 1_600_000_000
SECRET = """ỦY BAN NHÂN DÂN TỈNH AN MẪU
Số: 07/CT-UBND
An Mẫu, ngày 05 tháng 3 năm 2024
TUYỆT MẬT

CHỈ THỊ
Về việc bảo vệ giàn khoai

1. Các sở làm tốt việc này.

CHỦ TỊCH
Trần Mẫu An
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Some specimens, which have lain there for years."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for path in SPECIMENS:
        os.utime(shutil.copy(path, folder), (PAST, PAST))
    return folder


def received(texts: Path) -> tuple[Document, ...]:
    """The documents of *texts* with all that is kept beside them."""
    cache = texts.with_name("cache")
    seen = Seen(cache / "seen")
    with receiving.kept_in(cache / "texts") as kept_texts:
        found = receiving.receive([texts], texts=kept_texts, seen=seen).documents
    seen.save()
    return found


def sweep(documents: Sequence[Document], cache: Path) -> None:
    with receiving.kept_in(cache / "texts") as texts:
        receiving.sweep(documents, texts)


def anew(texts: Path) -> tuple[Document, ...]:
    return receiving.receive([texts]).documents


def told(document: Document) -> tuple[object, ...]:
    """All that a document holds."""
    text = document.source
    words = (text.path, text.sha256, text.encoding, text.text, text.converted, text.origin)
    record = (document.metadata, document.problems, document.province, document.anchors)
    return (*words, *record, document.layout, document.provisions, document.citations, units(document))


def refuse(*_: object, **__: object) -> None:
    pytest.fail("a text was opened")


def test_a_kept_document_is_the_document(texts: Path) -> None:
    """Its words, record, provisions, citations and units are those that are read without a shelf."""
    assert [told(d) for d in received(texts)] == [told(d) for d in anew(texts)]
    assert [told(d) for d in received(texts)] == [told(d) for d in anew(texts)]


def test_what_is_at_hand_is_what_would_be_found(texts: Path) -> None:
    """Address, facts and questions are worked out once, and are the same."""
    for ours, plain in zip(received(texts), anew(texts), strict=True):
        assert isinstance(ours, KeptDocument)
        for find in (identity, printed_facts, resolve.asked):
            assert find(ours) == find(plain)
        assert ours.asked == resolve.asked(plain)
        renamed = ours.but(provisions=plain.provisions)
        assert not hasattr(renamed, "asked")


def test_an_unchanged_text_is_not_opened(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that has not changed since it was looked at is neither hashed nor read."""
    before = [d.metadata for d in received(texts)]
    monkeypatch.setattr(source, "content_of", refuse)
    monkeypatch.setattr(stored, "part", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    assert [d.metadata for d in received(texts)] == before


def test_a_text_is_known_by_its_bytes(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of later date, as every checkout is, and a file under another name are not read anew."""
    received(texts)
    first, second, *_ = sorted(texts.iterdir())
    os.utime(first, (PAST + 1, PAST + 1))
    second.rename(second.with_name("zz.txt"))
    monkeypatch.setattr(reading, "read", refuse)
    assert {d.source.path for d in received(texts)} == {path.name for path in texts.iterdir()}


def test_another_text_of_the_same_size_is_read(texts: Path) -> None:
    """Its time of change tells."""
    received(texts)
    path = min(texts.iterdir())
    data = path.read_bytes()
    path.write_bytes(data[:-1] + (b"x" if data[-1:] != b"x" else b"y"))
    assert [told(d) for d in received(texts)] == [told(d) for d in anew(texts)]


def _each(cache: Path, act: Callable[[Path], object]) -> None:
    paths = list((cache / "texts").glob("*/*"))
    assert paths
    for path in paths:
        act(path)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def _stain(path: Path) -> None:
    """Every part has a byte that is another."""
    data = bytearray(path.read_bytes())
    for at in range(40, len(data), 50):
        data[at] ^= 0x55
    path.write_bytes(bytes(data))


def _spoil(path: Path, step: int = 61) -> None:
    """Here and there in the file a byte is another; its head is whole."""
    data = bytearray(path.read_bytes())
    for at in range(200, len(data), step):
        data[at] ^= 0x11
    path.write_bytes(bytes(data))


# What may happen to the folder of what is kept, between builds or while one runs.
HARM: list[Callable[[Path], object]] = [
    lambda cache: _each(cache, Path.unlink),
    lambda cache: _each(cache, lambda path: path.write_bytes(b"")),
    lambda cache: _each(cache, _cut),
    lambda cache: _each(cache, _stain),
    lambda cache: (cache / "records.sqlite").unlink(),
    lambda cache: (cache / "records.sqlite").write_bytes(b"no table at all" * 99),
    lambda cache: _spoil(cache / "records.sqlite"),
    lambda cache: _spoil(cache / "records.sqlite", 5000),
    lambda cache: _spoil(cache / "seen"),
    lambda cache: (cache / "seen").write_bytes(b"\x80\x05hello"),
    shutil.rmtree,
]


@pytest.mark.parametrize("harm", range(len(HARM)))
def test_what_is_kept_may_be_taken_away_or_broken(texts: Path, harm: int) -> None:
    """Whatever becomes of it, the documents are the same."""
    received(texts)
    HARM[harm](texts.with_name("cache"))
    assert [told(d) for d in received(texts)] == [told(d) for d in anew(texts)]


@pytest.mark.parametrize("harm", range(len(HARM)))
def test_what_is_kept_may_break_while_it_is_used(texts: Path, harm: int) -> None:
    """Documents at hand whose words or records are taken away find them again, in workers too."""
    received(texts)
    ours = received(texts)
    HARM[harm](texts.with_name("cache"))
    kept._words.cache_clear()
    kept._citations.cache_clear()
    plain = [told(d) for d in anew(texts)]
    assert list(workers.each(told, ours, few=1)) == plain
    assert [told(d) for d in ours] == plain


def test_a_spoilt_brief_costs_its_own_text_alone(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One text is taken from the shelf again; the others are known."""
    received(texts)
    with closing(sqlite3.connect(texts.with_name("cache") / "records.sqlite")) as tables, tables:
        tables.execute("UPDATE briefs SET brief = x'00' WHERE key = (SELECT min(key) FROM briefs)")
    asked: list[str] = []
    told_of = stored.told_of
    monkeypatch.setattr(receiving, "told_of", lambda shelf, key: asked.append(key) or told_of(shelf, key))
    monkeypatch.setattr(workers, "cores", lambda: 1)
    assert [told(d) for d in received(texts)] == [told(d) for d in anew(texts)]
    assert len(asked) == 1


def test_records_are_at_hand_for_some_documents_alone(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many documents are asked, no more records than a few hundred stay in memory."""
    monkeypatch.setattr(stored, "_AT_HAND", 3)
    ours = received(texts)
    assert [d.metadata for d in ours] == [d.metadata for d in anew(texts)]
    (first, *_) = ours
    assert isinstance(first, KeptDocument)
    assert len(first.texts._at_hand) == 3


def test_what_is_given_stays_given(texts: Path) -> None:
    """A document is changed as any other is, whatever of it lies on disk, and again after that."""
    for ours, plain in zip(received(texts), anew(texts), strict=True):
        changes = {"province": "tỉnh An Mẫu", "provisions": plain.provisions[:1], "problems": ()}
        source = {"path": "khac.txt", "encoding": "vni"}
        one = ours.but(**changes).but(source=ours.source.but(**source), anchors=()).but(problems=())
        assert told(one)[:-1] == told(plain.but(**changes, source=plain.source.but(**source)))[:-1]
        assert one != ours and one == one.but() and one.source != ours.source


def test_nothing_is_kept_of_a_secret_text(texts: Path) -> None:
    """Neither on the shelf nor in the table stands a word of a text that must not be published."""
    (texts / "mat.txt").write_text(SECRET, encoding="utf-8")
    documents = received(texts)
    assert "mat.txt" not in {document.source.path for document in documents}
    cache = texts.with_name("cache")
    sweep(documents, cache)
    assert [p for p in cache.rglob("*") if p.is_file() and "giàn khoai".encode() in p.read_bytes()] == []


def test_nothing_is_kept_of_a_text_that_has_gone(texts: Path) -> None:
    """Its file may have had to go."""
    (texts / "rut.txt").write_text(SECRET.replace("TUYỆT MẬT\n", ""), encoding="utf-8")
    cache = texts.with_name("cache")
    sweep(received(texts), cache)
    words = "giàn khoai".encode()
    assert [p for p in cache.rglob("*") if p.is_file() and words in p.read_bytes()]
    (texts / "rut.txt").unlink()
    sweep(received(texts), cache)
    assert [p for p in cache.rglob("*") if p.is_file() and words in p.read_bytes()] == []
