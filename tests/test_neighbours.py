"""What is on a page comes from its neighbours alone, and every page that a change reaches is found."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from builder import bodies, pages, pipeline, prose, writing
from builder.made import Made
from builder.model import Archive, OutputFile
from builder.neighbours import Neighbours, text_of
from builder.pages import Crossings
from builder.rolls import Roll
from builder.shelf import Shelf


@pytest.fixture(scope="module")
def archive(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The specimens, which cite each other, as they come from the shelf."""
    return pipeline.gather([root / "source_texts"], shelf=Shelf(tmp_path_factory.mktemp("cache") / "texts"))


def test_a_page_is_made_from_its_neighbours_alone(archive: Archive) -> None:
    """Without every other work of the archive, each page is the same, byte for byte."""
    whole = Crossings(archive)
    for work in (*archive.works, *archive.cited):
        held = whole.works.get(work.url)
        near = {work.url, *(other.url for other, _ in whole.citing(work.url))}
        if held:
            near |= {url for t in held.targets for url in (t.url, *t.candidates) if url}
            near |= {problem.about for problem in (*held.problems, *held.document.problems)}
        few = replace(
            archive,
            works=tuple(w for w in archive.works if w.url in near),
            cited=tuple(w for w in archive.cited if w.url in near),
            citing={work.url: archive.citing.get(work.url, ())},
            permalinks=(),
        )
        part = Crossings(few)
        part.lists = whole.lists
        if held:
            made = [list(pages.work_pages(held, c, prose.body, b"x")) for c in (whole, part)]
        else:
            made = [[pages.cited_page(whole.cited[work.url], c)] for c in (whole, part)]
        assert made[0] == made[1]


def compared(archive: Archive, made: Made) -> Neighbours:
    """The archive beside what *made* tells of."""
    texts = {work.url: text_of(work) for work in archive.works}
    crossings = Crossings(archive, lambda work: made.passages(work, texts[work.url]))
    found = Neighbours(crossings, made, texts)
    made.settle("")
    made.commit()
    return found


def reached(archive: Archive, made: Made) -> set[str]:
    """The addresses whose pages a build makes after those that *made* tells of."""
    return set(compared(archive, made).reached)


Listed = dict[str, tuple[str, list[OutputFile]]]


def listed(archive: Archive, near: Neighbours) -> Listed:
    """The lists that have a key, by name."""
    lists = pages.lists(Roll(archive, near.facts, near.marks))
    return {one.name: (one.key, list(one.make())) for one in lists if one.key}


def written(archive: Archive) -> dict[str, list[OutputFile]]:
    """The page of each work, by address."""
    whole = Crossings(archive)
    held = {w.url: list(pages.work_pages(w, whole, prose.body, b"x")) for w in archive.works}
    return held | {w.url: [pages.cited_page(w, whole)] for w in archive.cited}


@pytest.mark.parametrize("seed", range(4))
def test_what_differs_is_reached(root: Path, tmp_path: Path, seed: int) -> None:
    """Whichever texts go, change and come back: each page that differs is one of those made again."""
    chance, texts = random.Random(seed), tmp_path / "texts"
    shutil.copytree(root / "source_texts", texts)
    shelf = Shelf(tmp_path / "cache" / "texts")
    with Made(tmp_path / "made.db") as made:
        archive = pipeline.gather([texts], shelf=shelf)
        assert reached(archive, made) == {work.url for work in (*archive.works, *archive.cited)}
        assert reached(archive, made) == set()
        before = written(archive)
        for _ in range(4):
            _change(texts, root / "source_texts", chance)
            archive = pipeline.gather([texts], shelf=shelf)
            found, now = reached(archive, made), written(archive)
            assert {url for url, page in now.items() if page != before.get(url)} <= found
            assert len(found) < len(now) / 2
            before = now


@pytest.mark.parametrize("seed", range(2))
def test_lists_of_one_key_are_the_same(root: Path, tmp_path: Path, seed: int) -> None:
    """Whichever texts come and go: a list with the key that it had has the pages that it had."""
    chance, texts, shelf = random.Random(seed), tmp_path / "texts", Shelf(tmp_path / "cache" / "texts")
    shutil.copytree(root / "source_texts", texts)
    before: Listed = {}
    with Made(tmp_path / "made.db") as made:
        for _ in range(5):
            archive = pipeline.gather([texts], shelf=shelf)
            now = listed(archive, compared(archive, made))
            same = [name for name, (key, _) in now.items() if name in before and before[name][0] == key]
            assert [name for name in same if now[name] != before[name]] == []
            assert len(same) > len(now) / 2 or not before
            before = now
            _change(texts, root / "source_texts", chance)


def _change(texts: Path, whole: Path, chance: random.Random) -> None:
    """A text goes, or says more, or all that went come back."""
    path = chance.choice(sorted(texts.rglob("*.txt")))
    if chance.random() < 0.5:
        path.unlink()
    elif chance.random() < 0.5:
        words = "\nXem Chỉ thị số 03/CT-UBND ngày 15/3/2024 của Ủy ban nhân dân tỉnh An Mẫu.\n"
        path.write_text(path.read_text(encoding="utf-8", errors="replace") + words, encoding="utf-8")
    else:
        for gone in whole.rglob("*.txt"):
            target = texts / gone.relative_to(whole)
            if not target.exists():
                shutil.copy(gone, target)


def test_a_setting_reaches_every_page(archive: Archive, tmp_path: Path) -> None:
    """The title of the archive, or where mistakes are reported, stands on all of them."""
    titled = replace(archive, settings=replace(archive.settings, title="Kho khác"))
    with Made(tmp_path / "made.db") as made:
        every = reached(archive, made)
        assert reached(titled, made) == every


def test_a_page_of_which_nothing_is_sure_is_made_again(archive: Archive, tmp_path: Path) -> None:
    """A build that was ended while it wrote leaves its pages in doubt, and no others."""
    urls = {archive.works[0].url, archive.cited[0].url}
    with Made(tmp_path / "made.db") as made:
        reached(archive, made)
        made.doubt(urls)
        made.commit()
        assert reached(archive, made) == urls


def test_a_text_that_was_not_kept_is_always_made(root: Path, tmp_path: Path) -> None:
    """Without the hash of its bytes nothing tells that a document is the same."""
    archive = pipeline.gather([root / "source_texts"])
    with Made(tmp_path / "made.db") as made:
        reached(archive, made)
        assert reached(archive, made) >= {work.url for work in archive.works}


def files_of(docs: Path) -> dict[str, bytes]:
    """What stands in *docs*, by name."""
    return {p.relative_to(docs).as_posix(): p.read_bytes() for p in docs.rglob("*") if p.is_file()}


def test_what_somebody_took_away_is_made_again(archive: Archive, tmp_path: Path) -> None:
    """Each file that is gone comes back, of a text, a work only cited or a list; no other is written."""
    docs = tmp_path / "docs"
    writing.write_docs(archive, docs)
    before = files_of(docs)
    held, cited = archive.works[0], archive.cited[0].url[1:]
    gone = [f"{held.url[1:]}index.txt", f"{cited}index.md", f"nam/{held.id.year}/index.md"]
    for name in gone:
        (docs / name).unlink()
    found = writing.write_docs(archive, docs)
    assert (found.written, found.removed, files_of(docs)) == (len(gone), 0, before)


def test_bodies_and_counts_are_told_without_the_records(archive: Archive, tmp_path: Path) -> None:
    """What is kept of a work says under which bodies it stands, and which fields it gives."""
    with Made(tmp_path / "made.db") as made:
        known = Roll(archive, compared(archive, made).facts)
    assert known.bodies == bodies.bodies(archive)
    records = [work.document.metadata for work in archive.works]
    given = known.given()
    assert given[0] == sum(record.document_type is not None for record in records)
    assert given[3] == sum(record.issuer is not None for record in records)
    assert given[5] == sum(any(s.name for s in record.signatures) for record in records)
