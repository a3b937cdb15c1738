"""`Archive` → the files of docs/: made by all processes, and only where something on them has changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from builder import body_names, pages, prose, search, timeline, workers
from builder.begun import Begun, begin
from builder.docs_files import HALF_WRITTEN, Done, remove, standing, write_all
from builder.entries import Ending
from builder.joined import Joined
from builder.left import Left, Looked, of_held, opened, put_in_order
from builder.made import Made, told
from builder.model import Archive, CitedWork, OutputFile, Work
from builder.neighbours import Neighbours, text_of
from builder.pages import redirects
from builder.pages.passages import ends, fates
from builder.pickled import uncollected
from builder.rolls import Listing, Roll, files
from builder.shelf import digest, renew, write_whole
from builder.site import MANIFEST, cache_of, note

_RECORDS = "records.parts"
# So many texts are read before what is known of them is kept.
_AT_ONCE = 1000
# Told how many are to be done, and how many are.
Said = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Written:
    """How many files of docs/ were written, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


_Task = Work | CitedWork | Listing


def output(archive: Archive) -> Iterator[OutputFile]:
    """Every generated file of docs/."""
    crossings, roll = pages.Crossings(archive), Roll(archive)
    works: tuple[Work | CitedWork, ...] = (*archive.works, *archive.cited)
    for work in works:
        yield from _page(work, crossings)
        yield from files(pages.crowd_lists(work, crossings, roll))
    yield from files(_plain_lists(crossings))
    yield from files(_lists(roll, pages.endings(archive)))
    said = {work.url: pages.said(work, crossings) for work in archive.works}
    yield from search.pages(roll, said)


def _page(work: Work | CitedWork, crossings: pages.Crossings) -> Iterator[OutputFile]:
    if isinstance(work, CitedWork):
        yield pages.cited_page(work, crossings)
    else:
        received = Path(work.document.source.origin).read_bytes()
        yield from pages.work_pages(work, crossings, prose.body, received)


def _plain_lists(crossings: pages.Crossings) -> Iterator[Listing]:
    """The lists that are made from the works alone, without what is told of them."""
    yield from pages.plain_lists(crossings.archive)
    yield Listing("chuyen", partial(redirects.pages, crossings))


def _lists(roll: Roll, endings: Sequence[Ending], docs: Path | None = None) -> Iterator[Listing]:
    """The lists of an archive, of which some parts may be copied from *docs*."""
    parts = timeline.Parts(docs, cache_of(docs)) if docs else None
    records = Joined(docs / pages.RECORDS, cache_of(docs) / _RECORDS) if docs else None
    yield Listing("dong-thoi-gian", partial(timeline.pages, roll, endings, parts))
    yield from pages.lists(roll, records)


def write_docs(archive: Archive, docs: Path, said: Said | None = None, begun: Begun | None = None) -> Written:
    """The pages of *archive* stand in *docs*; files of an earlier build that have no place now are gone.

    A build that is ended half way leaves a mark, by which the next one looks at all that stands there. What
    was *begun* already is brought to its end.
    """
    with ExitStack() as stack, uncollected():
        begun = begun or stack.enter_context(begin(docs))
        with opened(docs) as made:
            one = _Round(archive, docs, made)
            written = one.write(begun, said)
        if one.anew:
            put_in_order(docs)
        return written


class _Round:
    """One archive that is written to one folder."""

    def __init__(self, archive: Archive, docs: Path, made: Made) -> None:
        self._archive, self._docs, self._made = archive, docs, made
        self._texts = {work.url: text_of(work) for work in archive.works}
        self._kept = all(self._texts.values())
        self._crossings = pages.Crossings(
            archive, lambda w: made.passages(w, self._texts[w.url]), self._telling
        )
        self._fates: Mapping[str, Sequence[int]] = {}
        self._written = 0
        # Whether it was not known what stands there.
        self.anew = True
        self._left = Left(self._crossings, {}, ())
        # The files that this round may have written or removed, and the works and lists that it has made.
        self._touched: set[str] = set()
        self._made_now: list[str] = []

    def write(self, begun: Begun, said: Said | None) -> Written:
        """Pages that are not as they should be are made, all others left alone."""
        found = None if begun.index else standing(self._docs, self._made)
        self.anew = found is not None
        write_whole(cache_of(self._docs) / HALF_WRITTEN, b"")
        self._left = Left(self._crossings, self._made.lists(), ())
        if names := self._made.names():
            body_names.learn(names)
        with workers.aside(self._make_plain) as plain:
            return self._write(found, begun, plain, said)

    def _renewed_index(self) -> search.Index:
        return search.renewed(self._archive.works, self._texts, self._docs, cache_of(self._docs))

    def _make_plain(self) -> list[tuple[str, Done]]:
        """The lists that show the archive as it is are made, whatever stood."""
        return [(one.name, write_all(self._docs, one.make())) for one in _plain_lists(self._crossings)]

    def _write(
        self,
        found: set[str] | None,
        begun: Begun,
        plain: Callable[[], list[tuple[str, Done]]],
        said: Said | None,
    ) -> Written:
        """Pages, lists and search stand; of what was *found* beside them, where not all is known, nothing."""
        self._read_texts(said)
        near = Neighbours(self._crossings, self._made, self._texts)
        # Where a text cannot be known again, no list can.
        roll = Roll(self._archive, near.facts, near.marks if self._kept else None)
        roll.prepare()
        self._crossings.order(roll.newest)
        lists = list(_lists(roll, self._endings(), self._docs))
        self._miss(begun.looked(), found, near)
        now = self._make_all(lists, near, roll, said)
        for name, done in plain():
            self._written += done.written
            self._note_list(name, "", done, now)
        self._made.forget_lists(self._left.lists.keys() - now.keys())
        # An index from nothing takes every process for itself.
        searched = self._search(roll, (begun.index or self._renewed_index)(), near.said)
        listed = {name for names in now.values() for name in names}
        rest = None if found is None else found.difference(searched.names)
        stale = self._left.stale(rest, near.gone, listed)
        for path in stale:
            remove(self._docs, path)
        self._touched.update(stale, searched.changed)
        # The site need not look at any other file, unless what stands here is not known.
        note(self._docs, self._touched if found is None else None)
        total = searched.total + len(listed) + self._left.count()
        named = (self._crossings.works, self._crossings.cited, sorted(listed))
        self._made.note_stamps(self._left.stamps(self._docs, self._made_now, now))
        self._end(digest(str(total), *map("\n".join, named)))
        written = self._written + searched.written
        return Written(written, total - written, len(stale) + searched.removed)

    def _miss(self, looked: Looked, found: set[str] | None, near: Neighbours) -> None:
        """What should stand, beside what is made anew, and does not is known."""
        self._made.note_stamps(looked.stamps)
        self._left.absent = {*looked.gone} if found is None else {*self._left.names(near.reached)} - found

    def _read_texts(self, said: Said | None) -> None:
        """What other pages show of each text is kept."""
        known, named = self._made.texts(), {text: url for url, text in self._texts.items() if text}
        todo = [self._crossings.works[url] for text, url in named.items() if text not in known]
        shared = workers.each(told, todo, said and partial(said, len(todo)))
        for count, (work, found) in enumerate(zip(todo, shared, strict=True), 1):
            self._made.keep_text(self._texts[work.url], found)
            # What is known of a text is true, however this build ends.
            if count % _AT_ONCE == 0:
                self._made.commit()
        self._made.forget_texts(known - named.keys())
        # Workers see what was committed.
        self._made.commit()
        self._fates = self._made.fates()

    def _telling(self, work: Work) -> Sequence[int]:
        """The places of the citations in *work* that say what becomes of a work."""
        text = self._texts[work.url]
        return self._fates.get(text, ()) if text else fates(self._crossings.passages(work))

    def _endings(self) -> list[Ending]:
        if not self._kept:
            return pages.endings(self._archive, lambda work: ends(self._crossings.passages(work)))
        known = self._made.ends()
        return pages.endings(self._archive, lambda work: known.get(self._texts[work.url], ()))

    def _make_all(
        self, lists: Sequence[Listing], near: Neighbours, roll: Roll, said: Said | None
    ) -> dict[str, Sequence[str]]:
        """Makes what does not stand; the files of every list."""
        crowds_of, before = self._left.crowds(), self._left.lists
        reached = {*near.reached, *self._left.works_without()}
        works: list[Work | CitedWork] = [w for url, w in self._crossings.works.items() if url in reached]
        works += (w for url, w in self._crossings.cited.items() if url in reached)
        todo: list[_Task] = [*(one for one in lists if not self._left.stands(one)), *works]
        beside = [name for one in works for name in crowds_of.pop(one.url, ())]
        self._begin([*(one.name if isinstance(one, Listing) else one.url for one in todo), *beside])
        kept = [
            *(one.name for one in lists),
            *(one.name for one in _plain_lists(self._crossings)),
            *(name for names in crowds_of.values() for name in names),
        ]
        now = {name: before[name][1] for name in kept if name in before}
        shared = workers.each(partial(self._make, roll), todo, said and partial(said, len(todo)))
        for one, done in zip(todo, shared, strict=True):
            self._written += done.written
            if isinstance(one, Listing):
                self._note_list(one.name, one.key, done, now)
                continue
            for name, key, found in done.crowd:
                self._written += found.written
                self._note_list(name, key, found, now)
            self._touched.update(of_held(one.url))
            self._made_now.append(one.url)
            if isinstance(one, Work):
                near.said[one.url] = done.said
                self._made.note_said(one.url, done.said)
        return now

    def _note_list(self, name: str, key: str, done: Done, now: dict[str, Sequence[str]]) -> None:
        self._touched.update(done.files, now.get(name, ()))
        self._made_now.append(name)
        now[name] = done.files
        self._made.note_list(name, key, done.files)

    def _make(self, roll: Roll, one: _Task) -> Done:
        if isinstance(one, Listing):
            return write_all(self._docs, one.make())
        done = write_all(self._docs, _page(one, self._crossings))
        said = pages.said(one, self._crossings) if isinstance(one, Work) else ()
        crowd = tuple(self._crowd(roll, one))
        return Done((), done.written, "\n".join(said), crowd)

    def _crowd(self, roll: Roll, one: Work | CitedWork) -> Iterator[tuple[str, str, Done]]:
        """The lists of who cites a work, made where they do not stand."""
        for each in pages.crowd_lists(one, self._crossings, roll):
            if self._left.stands(each):
                yield each.name, each.key, Done(tuple(self._left.lists[each.name][1]), 0)
            else:
                yield each.name, each.key, write_all(self._docs, each.make())

    def _search(self, roll: Roll, index: search.Index, said: Mapping[str, str]) -> search.Written:
        """The files of the search stand, and none that it has no more."""
        told = {url: words.split("\n") for url, words in said.items() if words}
        return search.write(roll, told, index, self._docs)

    def _begin(self, names: Iterable[str]) -> None:
        """From now on *names* may stand half written."""
        self._made.doubt(names)
        self._made.commit()

    def _end(self, mark: str) -> None:
        """All pages stand."""
        self._made.keep_names(body_names.read_so_far())
        self._made.settle(mark)
        self._made.commit()
        # Written only when it changed: a live preview watches this folder.
        renew(self._docs / MANIFEST, json.dumps({"made": mark}).encode())
        (cache_of(self._docs) / HALF_WRITTEN).unlink()
