"""Anchors that stay on their words: those published are found again, new ones take what is free."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from builder.model import Anchors, Document, Provision
from builder.registry.matching import Text
from builder.text import readable
from builder.units import Unit, inner_marks, mark, numbering

_Registered = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Anchored:
    """A document with its anchors as published, its units as the registry keeps them, what is lost."""

    document: Document
    units: tuple[tuple[str, ...], ...]
    lost: tuple[str, ...]


def anchored(
    text: Text,
    published: Sequence[_Registered],
    joined: Sequence[_Registered] = (),
    declared: Mapping[str, str] | None = None,
) -> Anchored:
    """Every published anchor stands on the unit that has its words now, as first or second id.

    *joined* are the units of another text of the same work, whose anchors are taken over where free.
    *declared* says on which anchor's unit one stands that no unit has words for.
    """
    plain = numbering(text.units)
    if not joined and (not published or tuple(published) == plain):
        anchors = tuple(Anchors(u.start, (u.anchor,)) for u in text.units if u.anchor)
        return Anchored(text.document.but(anchors=anchors), plain, ())
    pairs, lost = _aligned(published, text)
    own: dict[int, list[str]] = defaultdict(list)
    for r, c in sorted(pairs.items()):
        own[c] += published[r][1:]
    taken = {name for _, *names in published for name in names}
    for r, c in sorted(_aligned(joined, text)[0].items()):
        free = [name for name in joined[r][1:] if name not in taken]
        own[c] += free
        taken.update(free)
    names = _named(text.units, own, taken)
    for name in lost:
        names = _beside(names, name, (declared or {}).get(name))
    lost = [name for name in lost if not any(name in found for found in names)]
    document = _renamed(text, names)
    kept = tuple((unit.mark, *found) for unit, found in zip(text.units, names, strict=True) if found)
    return Anchored(document, kept, tuple(lost))


def _beside(names: Sequence[tuple[str, ...]], name: str, other: str | None) -> list[tuple[str, ...]]:
    """*names* with *name* on the unit of *other*."""
    return [(*found, name) if other in found else found for found in names]


def _aligned(published: Sequence[_Registered], text: Text) -> tuple[dict[int, int], list[str]]:
    """Which unit of *text* each published one is, and the anchors that no unit has words for."""
    pairs: dict[int, int] = {}
    units = text.units
    _pair(pairs, published, units, lambda r: [(r[0], n) for n in r[1:]], lambda u: [(u.mark, u.anchor)])
    _pair(pairs, published, units, lambda r: r[:1], lambda u: [u.mark])
    _pair(pairs, published, units, lambda r: r[1:], lambda u: [u.anchor] if u.numbered else [])
    _fill_gaps(pairs, published, units)
    _pair(pairs, published, units, lambda r: r[1:], lambda u: [u.anchor])
    missing = [r for r in range(len(published)) if r not in pairs]
    found = _swallowed(text, published, missing) if missing else {}
    lost = [name for r in missing if r not in found for name in published[r][1:]]
    return {**pairs, **found}, lost


def _pair(
    pairs: dict[int, int],
    published: Sequence[_Registered],
    units: Sequence[Unit],
    of_published: Callable[[_Registered], Iterable[object]],
    of_unit: Callable[[Unit], Iterable[object]],
) -> None:
    """Pair what shares a key and is not paired yet; of several with one key, in their order."""
    used = set(pairs.values())
    waiting: dict[object, deque[int]] = defaultdict(deque)
    for c, unit in enumerate(units):
        if c not in used:
            for key in of_unit(unit):
                waiting[key].append(c)
    for r, registered in enumerate(published):
        key = next((k for k in of_published(registered) if waiting.get(k)), None)
        if r not in pairs and key is not None:
            pairs[r] = waiting[key].popleft()


def _fill_gaps(pairs: dict[int, int], published: Sequence[_Registered], units: Sequence[Unit]) -> None:
    """Units reworded between two that are known are paired in order, where as many stand there now."""
    used = set(pairs.values())
    edges = [(-1, -1), *sorted(pairs.items()), (len(published), len(units))]
    for (r0, c0), (r1, c1) in pairwise(edges):
        before, now = range(r0 + 1, r1), [c for c in range(c0 + 1, c1) if c not in used and units[c].anchor]
        alike = len(before) == len(now) and all(
            _is_paragraph(published[r][1]) != units[c].numbered for r, c in zip(before, now, strict=True)
        )
        if alike:
            pairs.update(zip(before, now, strict=True))


def _is_paragraph(anchor: str) -> bool:
    return "doan" in anchor.split("-")[-2:-1]


def _swallowed(text: Text, published: Sequence[_Registered], missing: Sequence[int]) -> dict[int, int]:
    """Where paragraphs that were each its own stand inside others now, or are cells of the row of a table.

    Those of one mark are found in their order, for the cells of a table often say the same.
    """
    places: dict[str, deque[int]] = defaultdict(deque)
    for words, c in _inner(text, {published[r][0] for r in missing}):
        places[words].append(c)
    found: dict[int, int] = {}
    for r in missing:
        if inside := places.get(published[r][0]):
            found[r] = inside.popleft() if len(inside) > 1 else inside[0]
    return found


def _inner(text: Text, marks: set[str]) -> Iterator[tuple[str, int]]:
    """The marks, of *marks*, of the words inside the units of *text*, each with its unit, in order."""
    at = {unit.start: c for c, unit in enumerate(text.units)}
    source = text.document.source.text
    for block in text.document.layout.blocks:
        if block.span.start not in at:
            continue
        cells = [mark(readable(source, cell)) for cell in block.cells]
        within = (one for one in inner_marks(readable(source, block.pieces)) if one not in cells)
        yield from ((one, at[block.span.start]) for one in (*cells, *within) if one in marks)


def _named(units: Sequence[Unit], own: dict[int, list[str]], taken: set[str]) -> list[tuple[str, ...]]:
    """The anchors of each unit, the first one by its numbering; that of a paragraph once published stays."""
    reserved = taken | {unit.anchor for unit in units}
    found: list[tuple[str, ...]] = []
    for c, unit in enumerate(units):
        mine = list(dict.fromkeys(own.get(c, ())))
        if mine and not unit.numbered:
            first = mine[0]
        elif not unit.anchor:
            found.append(())
            continue
        elif unit.anchor in mine or unit.anchor not in taken:
            first = unit.anchor
        else:
            first = mine[0] if mine else next(n for n in _other_names(unit) if n not in reserved)
        reserved.add(first)
        found.append((first, *(name for name in mine if name != first)))
    return found


def _other_names(unit: Unit) -> Iterator[str]:
    """`khoan-2--2`, `khoan-2--3` …; the next numbers for a paragraph: `doan-4`, `doan-5` …"""
    if unit.numbered:
        n = 2
        while True:
            yield f"{unit.anchor}--{n}"
            n += 1
    stem, _, counted = unit.anchor.rpartition("-")
    n = int(counted)
    while True:
        n += 1
        yield f"{stem}-{n}"


def _renamed(text: Text, names: Sequence[tuple[str, ...]]) -> Document:
    pairs = [(u, found) for u, found in zip(text.units, names, strict=True) if found]
    firsts = {u.anchor: found[0] for u, found in pairs if u.numbered}
    anchors = tuple(Anchors(u.start, found) for u, found in pairs)
    document = text.document
    return document.but(provisions=_with_names(document.provisions, firsts), anchors=anchors)


def _with_names(provisions: Sequence[Provision], firsts: dict[str, str]) -> tuple[Provision, ...]:
    return tuple(
        replace(p, anchor=firsts.get(p.anchor, p.anchor), children=_with_names(p.children, firsts))
        for p in provisions
    )
