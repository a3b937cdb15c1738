"""A citation in its sentence: the words before it, its own, and those after."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from builder.model import Document, Span
from builder.text import UPPER, View

_SENTENCE_END = re.compile(rf"[.;!?][”\"]?\s+(?=[{UPPER}\d“\"(-])")
_LONGEST = 240
_NUMBERING = re.compile(r"(?<!\w)(?:\d{1,3}|[IVX]{1,5}|[a-zđ]|[A-ZĐ]{1,3})[.)]\s?$")
_SPACES = re.compile(r"\s{2,}")


@dataclass(frozen=True, slots=True)
class Context:
    """The mention as printed, and its sentence around it, cut with `…` where it is long."""

    before: str
    mention: str
    after: str


class Contexts:
    """The sentences of one document, each paragraph put together once."""

    def __init__(self, document: Document) -> None:
        self._text = document.source.text
        blocks = [(b.span, b.pieces) for b in document.layout.blocks if b.pieces]
        self._notes = sorted((n.span, n.pieces) for n in document.layout.footnotes)
        self._blocks = sorted(blocks, key=lambda b: b[0])
        self._views: dict[int, View] = {}

    def at(self, span: Span) -> Context:
        """The citation at *span* in its sentence."""
        found = _holding(self._notes, span.start) or _holding(self._blocks, span.start)
        if not found:
            return Context("", " ".join(self._text[span.start : span.end].split()), "")
        view = self._views.get(found[0].start)
        if view is None:
            view = self._views[found[0].start] = View(self._text, found[1])
        start = view.position(span.start)
        end = max(start, view.position(min(span.end, found[0].end)))
        return _sentence(view.text, start, end)


def _holding(parts: list[tuple[Span, tuple[Span, ...]]], at: int) -> tuple[Span, tuple[Span, ...]] | None:
    before = bisect_right(parts, at, key=lambda part: part[0].start)
    found = parts[before - 1] if before else None
    return found if found and at < found[0].end else None


def _sentence(text: str, start: int, end: int) -> Context:
    floor = max(0, start - _LONGEST)
    opening = floor
    # One character more, for a sentence may begin with the mention.
    for stop in _SENTENCE_END.finditer(text, floor, start + 1):
        if not _NUMBERING.search(text, max(0, stop.end() - 14), stop.end()):
            opening = stop.end()
    close = _SENTENCE_END.search(text, end, end + _LONGEST)
    ending = close.start() + 1 if close else min(len(text), end + _LONGEST)
    before = text[opening:start].lstrip()
    after = text[end:ending].rstrip()
    if opening == floor and floor:
        before = "… " + before.partition(" ")[2]
    if not close and ending < len(text):
        after = after.rpartition(" ")[0] + " …"
    return Context(_SPACES.sub(" ", before), text[start:end].strip(), _SPACES.sub(" ", after))
