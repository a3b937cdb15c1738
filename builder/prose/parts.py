"""Stretches that are more than words: citations, references to notes, and what lines are for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from builder.model import Provision, Span, Status, Work
from builder.proofs import proofs

# "12.3.1." hangs in the margin; "Điều 5." and whatever is longer leads its line.
_LONGEST_HUNG = 7
_LED_BY_WORDS = ("article", "chapter", "attachment")
_LOWEST = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that is more than words: a citation, the reference to a note; *holds*: others lie within."""

    span: Span
    opening: str
    closing: str
    holds: bool = False

    @property
    def order(self) -> tuple[int, int, bool]:
        """Where it is written: what holds others before what it holds."""
        return self.span.start, -self.span.end, not self.holds


def up_to_note(mark: Mark, references: Sequence[Mark]) -> Mark:
    """The citation up to the reference inside it, `ngày 16/4/2018¹ của UBND tỉnh`: no link holds another."""
    after = bisect_right(references, mark.span.start, key=lambda r: r.span.start)
    if after == len(references) or references[after].span.start >= mark.span.end:
        return mark
    return replace(mark, span=Span(mark.span.start, references[after].span.start))


def spanned(span: Span, name: str, kind: str) -> Mark:
    """A citation that leads nowhere: marked, with a place of its own."""
    return Mark(span, f'<span id="{name}" class="dan-chieu {kind}">', "</span>")


def unsettled(span: Span, number: int, status: Status) -> Mark:
    """A citation that may lead to several documents or to none known: a link to what the page says of it."""
    kind = "nhieu-kha-nang" if status == "ambiguous" else "chua-ro"
    name = f"dan-chieu-{number}"
    return Mark(span, f'<a id="{name}" class="dan-chieu {kind}" href="#muc-{name}">', "</a>")


def proving(work: Work) -> Iterator[Mark]:
    """The words that each field of the record was read from; the first stretch of each can be linked to."""
    for name, stretches in proofs(work.document).items():
        for n, span in enumerate(stretches):
            identity = "" if n else f'id="{name}" '
            yield Mark(span, f'<span {identity}class="tu {name}">', "</span>", holds=True)


def permalink(anchor: str, name: str) -> str:
    """The link of a unit to itself, named as citations name it, so that its address can be had."""
    return f'<a class="neo" data-added href="#{anchor}" aria-label="{name}"></a>' if anchor else ""


def numbering(provisions: Iterable[Provision], others: Sequence[Mark]) -> Iterator[Mark]:
    """The printed number of each unit, apart from its words, so that a page can let it hang in the margin.

    Where another mark begins within it, "Điều 5" of "Điều 5.", the number has none.
    """
    starts = sorted(mark.span.start for mark in others)
    for provision in provisions:
        label = provision.label
        cut = bisect_right(starts, label.start) < bisect_left(starts, label.end)
        if provision.kind not in _LED_BY_WORDS and label.end - label.start <= _LONGEST_HUNG and not cut:
            yield Mark(label, '<span class="so">', "</span>")


class Headings:
    """Levels of headings below the page's own h1; none is skipped, however the text is numbered.

    A unit stands one level below the nearest unit above it that was made a heading.
    """

    def __init__(self, provisions: Sequence[Provision]) -> None:
        self._above = dict(_parents(provisions, -1))
        self._levels: dict[int, int] = {}

    def add(self, provision: Provision) -> int:
        """The level of *provision*, which is made a heading; asked once for each, in reading order."""
        above = self._above[provision.label.start]
        while above >= 0 and above not in self._levels:
            above = self._above[above]
        self._levels[provision.label.start] = min(self._levels.get(above, 1) + 1, _LOWEST)
        return self._levels[provision.label.start]


def _parents(provisions: Sequence[Provision], parent: int) -> Iterator[tuple[int, int]]:
    for provision in provisions:
        yield provision.label.start, parent
        yield from _parents(provision.children, provision.label.start)
