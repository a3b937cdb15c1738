"""The index below a docs folder made that of an archive: only what has changed is read, made and written.

Where few copies changed, their postings are taken out of the shards and put in; else every shard is made
anew from the copies as they lie on disk. Either way the bytes are the same.
"""

from __future__ import annotations

import shutil
from array import array
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from builder.model import Work
from builder.search import build, making, shards
from builder.search.copies import name
from builder.search.making import Made
from builder.search.paths import COPIES, SHARDS, path_of
from builder.search.standing import Broken, File, Standing, whole
from builder.search.table import Slots

# Where more than one copy in eight changed, or more than memory should hold, all is made anew.
_MOST, _AT_ONCE = 8, 500
_SPOOL = "search.new"
# By address: what the copies of a work were made from, and how many they are.
Works = Mapping[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Index:
    """What stands: its hash, the slots of the copies, and the files that were written or removed."""

    whole: str
    slots: Slots
    written: Sequence[str]
    removed: Sequence[str]

    @property
    def total(self) -> int:
        """How many copies and shards there are."""
        pieces = len(self.slots.slots)
        return pieces + shards.count(pieces)

    def names(self) -> Iterator[str]:
        """The name of every copy and shard."""
        slots = self.slots.slots
        yield from (path_of(COPIES, slot) for slot in slots)
        yield from (path_of(SHARDS, number) for number in range(shards.count(len(slots))))


@dataclass(frozen=True, slots=True)
class _Plan:
    """The slots that lose a copy, and what comes into slots: another copy, or what was lost there.

    A copy that only changes its slot is first *taken* out of the old one.
    """

    gone: Sequence[int]
    new: Mapping[int, Made]
    mended: Mapping[int, Made]
    taken: Mapping[Path, Path]


def begin(docs: Path, cache: Path) -> None:
    """What is kept in *cache* of the index below *docs* can be looked at by any process."""
    with closing(Standing(docs, cache)) as standing:
        standing.commit()


def look(docs: Path, cache: Path) -> Broken:
    """What of the index below *docs* is not as the last build has left it."""
    with closing(Standing(docs, cache)) as standing:
        return standing.broken()


def renewed(
    works: Sequence[Work], tokens: Mapping[str, str], docs: Path, cache: Path, looked: Broken | None = None
) -> Index:
    """The copies and shards of *works* stand in *docs*; only what has changed is read, made and written.

    Under the same token, by address, the words, record and anchors of a work are the same; of one whose token
    is empty they may have changed. *cache* keeps what the next build needs to know; without it, or where it
    is broken, all is made anew. *looked* is what a `look` of this build has found already.
    """
    spool = cache / _SPOOL
    shutil.rmtree(spool, ignore_errors=True)
    with closing(Standing(docs, cache)) as standing:
        broken = standing.broken() if looked is None else looked
        found = _Renewal(docs, spool, standing, broken).renewed(works, tokens)
        standing.commit()
    shutil.rmtree(spool, ignore_errors=True)
    return found


class _Renewal:
    """One build's work on the index."""

    def __init__(self, docs: Path, spool: Path, standing: Standing, broken: Broken) -> None:
        self._docs, self._spool, self._standing, self._broken = docs, spool, standing, broken
        self._before = standing.works()
        self._slots = build.slots(_names(self._before))
        standing.save_files(broken.stands)

    def renewed(self, works: Sequence[Work], tokens: Mapping[str, str]) -> Index:
        lost = self._lost_works()
        stand = [bool(own) and url not in lost and self._known(url) == own for url, own in tokens.items()]
        made = making.laid_aside(
            [work for work, one in zip(works, stand, strict=True) if not one], self._spool
        )
        now = {url: (own, self._pieces(url, made)) for url, own in tokens.items()}
        slots = build.slots(_names(now))
        plan = self._planned(slots, {name(u, n): m for u, some in made.items() for n, m in enumerate(some)})
        written = self._save(self._files(plan, slots))
        removed = self._forget(slots)
        self._standing.save_works(self._before, now)
        found = Slots(
            array("I", (pieces for _, pieces in now.values())),
            array("I", map(slots.__getitem__, _names(now))),
        )
        return Index(whole(self._standing.digests()), found, written, removed)

    def _lost_works(self) -> set[str]:
        """The works of which a copy is not what it was."""
        if not self._broken.copies:
            return set()
        lost = {one for one, slot in self._slots.items() if slot in self._broken.copies}
        return {
            url
            for url, (_, pieces) in self._before.items()
            if any(name(url, n) in lost for n in range(pieces))
        }

    def _known(self, url: str) -> str:
        return self._before[url][0] if url in self._before else ""

    def _pieces(self, url: str, made: Mapping[str, Sequence[Made]]) -> int:
        return len(made[url]) if url in made else self._before[url][1]

    def _planned(self, slots: Mapping[str, int], made: Mapping[str, Made]) -> _Plan:
        new, mended, taken = dict[int, Made](), dict[int, Made](), dict[Path, Path]()
        for one, slot, was in self._moved(slots, made):
            if one in made:
                same = was == slot and self._standing.digest(slot) == made[one].digest
                (mended if same else new)[slot] = made[one]
            elif was is not None:
                aside = self._spool / f"{slot}.taken"
                taken[self._docs / path_of(COPIES, was)] = aside
                new[slot] = Made(self._standing.digest(was), aside)
        gone = [slot for one, slot in self._slots.items() if slots.get(one) != slot or slot in new]
        return _Plan(gone, new, {s: m for s, m in mended.items() if s in self._broken.copies}, taken)

    def _moved(self, slots: Mapping[str, int], made: Container[str]) -> Iterator[tuple[str, int, int | None]]:
        """The copies that were made anew or have another slot, with their slots now and before."""
        before = self._slots.get
        for one, slot in slots.items():
            if (was := before(one)) != slot or one in made:
                yield one, slot, was

    def _files(self, plan: _Plan, slots: Mapping[str, int]) -> Iterator[File]:
        """What was written or looked at anew; nothing where nothing has changed."""
        patching = self._patchable(plan, len(slots))
        gone = making.held(self._docs, plan.gone) if patching else {}
        self._spool.mkdir(parents=True, exist_ok=True)
        for path, aside in plan.taken.items():
            making.moved(path, aside)
        if patching:
            yield from (making.placed(self._docs, slot, made) for slot, made in plan.mended.items())
            yield from making.patched(self._docs, gone, plan.new, shards.count(len(slots)))
        else:
            here = sorted(slots.values())
            yield from making.anew(self._docs, self._spool, here, {**plan.new, **plan.mended})

    def _patchable(self, plan: _Plan, pieces: int) -> bool:
        """Whether the shards can be trusted, keep their number, and few of them change."""
        old = len(self._slots)
        few = max(len(plan.gone), len(plan.new)) <= min(old // _MOST, _AT_ONCE)
        sound = not self._broken.shards and self._broken.copies.isdisjoint(plan.gone)
        return bool(old) and few and sound and shards.count(old) == shards.count(pieces)

    def _save(self, files: Iterator[File]) -> list[str]:
        """The names of those of *files* that had to be written; all of them are known to the next build."""
        written: list[str] = []

        def counted() -> Iterator[File]:
            for file in files:
                if file.written:
                    written.append(path_of(file.kind, file.number))
                yield file

        self._standing.save_files(counted())
        return written

    def _forget(self, slots: Mapping[str, int]) -> list[str]:
        """What stands where nothing has its place now is gone; the names of those files."""
        copies = {*self._slots.values()} - {*slots.values()}
        numbers = range(shards.count(len(slots)), shards.count(len(self._slots)))
        gone = ((COPIES, copies), (SHARDS, numbers))
        for kind, some in gone:
            for number in some:
                (self._docs / path_of(kind, number)).unlink(missing_ok=True)
            self._standing.forget_files(kind, some)
        return [path_of(kind, number) for kind, some in gone for number in some]


def _names(works: Works) -> Iterator[str]:
    yield from (name(url, n) for url, (_, pieces) in works.items() for n in range(pieces))
