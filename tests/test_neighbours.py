"""The key of a page tells all that is on it: nothing else of the archive is looked at to make it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from builder import pages, pipeline, prose
from builder.model import Archive
from builder.neighbours import Neighbours
from builder.pages import Crossings
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


def test_keys_differ_where_neighbours_do(archive: Archive) -> None:
    """Another setting, another text that cites, another target: another key."""
    crossings = Crossings(archive)
    keys = {work.url: Neighbours(archive, crossings).key(work) for work in archive.works}
    assert len(set(keys.values())) == len(archive.works)
    titled = replace(archive, settings=replace(archive.settings, title="Kho khác"))
    others = Neighbours(titled, Crossings(titled))
    assert not {others.key(work) for work in archive.works} & set(keys.values())
    cited = next(url for url in keys if url in archive.citing)
    fewer = replace(archive, citing={url: found for url, found in archive.citing.items() if url != cited})
    changed = Neighbours(fewer, Crossings(fewer))
    assert changed.key(archive.by_url()[cited]) != keys[cited]


def test_a_text_that_was_not_kept_has_no_key(root: Path) -> None:
    """Without the hash of its bytes nothing tells that a document is the same: its page is made each time."""
    archive = pipeline.gather([root / "source_texts"])
    known = Neighbours(archive, Crossings(archive))
    assert {known.key(work) for work in archive.works} == {""}
    assert {known.key_of_cited(work) for work in archive.cited} == {""}
