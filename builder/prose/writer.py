"""The blocks of a text to paragraphs, headings and tables of Markdown, each with its anchors."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile

from builder import quoting, units
from builder.model import Block, Footnote, Provision, Span, Work, Zone
from builder.prose.escaping import guarded, in_parts
from builder.prose.form import form, in_columns, side
from builder.prose.parts import (
    Headings,
    Mark,
    numbering,
    permalink,
    proving,
    spanned,
    unsettled,
    up_to_note,
)
from builder.text import glued

_ZONE: dict[Zone, str] = {
    "preface": "phan-dau",
    "preamble": "can-cu",
    "body": "noi-dung",
    "conclusions": "phan-cuoi",
    "attachment": "kem-theo",
}
# One paragraph of Markdown is handled in time that grows with its square, so a long one is cut.
_LONGEST = 12_000
# Columns that on a phone would hold a syllable a line: such a table keeps its width and scrolls.
_WIDE = 4
_NOT_HELD = "Văn bản chưa có trong kho"


def body(work: Work) -> str:
    """The Markdown of the whole source text of *work*, notes after the paragraph that refers to them."""
    return _Writer(work).body()


class _Writer:
    def __init__(self, work: Work) -> None:
        document = work.document
        self.text = document.source.text
        self.layout = document.layout
        self.folder = work.url.strip("/").split("/")
        self.units = {p.label.start: p for p in units.flat(document.provisions)}
        self.anchors = _anchors(work)
        self.names = quoting.unit_names(document)
        self.notes = units.named_notes(document.layout.footnotes)
        references = sorted(self._references(), key=lambda m: m.span)
        citations = (up_to_note(mark, references) for mark in self._citations(work))
        marks = [*citations, *references, *proving(work)]
        self.marks = sorted([*marks, *numbering(self.units.values(), marks)], key=lambda m: m.order)
        self.roles = form(work)
        self.headings = Headings(document.provisions)
        self.tables = 0

    def body(self) -> str:
        return "\n\n".join(in_columns([part for part in self._parts() if part[1]])) + "\n"

    def _parts(self) -> Iterator[tuple[str, str]]:
        """The blocks, tables and notes in order, each with the column that it stands in."""
        pending = sorted(self.notes.items(), key=lambda item: item[1].reference.start)
        table: list[Block] = []
        for block in self.layout.blocks:
            if block.kind == "row":
                table.append(block)
                continue
            yield "", self._table(table)
            table = []
            yield side(self.roles.get(block.start, "")), self._block(block)
            while pending and pending[0][1].reference.start < block.span.end:
                yield "", self._note(*pending.pop(0))
        yield "", self._table(table)
        yield from (("", self._note(*item)) for item in pending)

    def _citations(self, work: Work) -> Iterator[Mark]:
        pairs = zip(work.document.citations, work.targets, strict=True)
        end = 0
        for number, (citation, target) in enumerate(pairs, 1):
            if citation.span.start < end:
                continue
            end = citation.span.end
            name = f"dan-chieu-{number}"
            if citation.form == "self":
                own = f"#{target.fragment}" if target.fragment else ""
                make = self._link(citation.span, own, name, "noi-bo") if own else None
                yield make or spanned(citation.span, name, "noi-bo")
            elif target.status == "held" and target.url:
                fragment = f"#{target.fragment}" if target.fragment else ""
                yield self._link(citation.span, self._relative(target.url) + fragment, name, "co-trong-kho")
            elif target.status == "outside" and target.url:
                kind = f'ngoai-kho title="{_NOT_HELD}"'
                yield self._link(citation.span, self._relative(target.url), name, kind)
            elif target.status == "outside":
                yield spanned(citation.span, name, "ngoai-kho")
            else:
                yield unsettled(citation.span, number, target.status)

    def _link(self, span: Span, to: str, name: str, kind: str) -> Mark:
        return Mark(span, "[", f"]({to}){{: #{name} .dan-chieu .{kind} }}")

    def _relative(self, url: str) -> str:
        there = [*url.strip("/").split("/"), "index.md"]
        pairs = zip(there, self.folder, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        return "/".join([".."] * (len(self.folder) - same) + there[same:])

    def _references(self) -> Iterator[Mark]:
        for name, note in self.notes.items():
            anchor, _ = self._names(note.span.start)
            attributes = f'#tham-chieu-{name} .tham-chieu aria-label="Chú thích {name}"'
            yield Mark(note.reference, "[", f"](#{anchor}){{: {attributes} }}")

    def _block(self, block: Block) -> str:
        provision = units.opening(block, self.units)
        chunks = self._chunks(block.pieces)
        anchor, former = self._names(block.start)
        classes = self._classes(block, provision)
        if provision and provision.heading and len(chunks) == 1 and provision.kind != "point":
            attributes = f"#{anchor or provision.anchor} .{' .'.join(classes)}"
            words = f"{former}{chunks[0].lstrip()}{self._permalink(block.start, anchor)}"
            return f"{'#' * self.headings.add(provision)} {words} {{: {attributes} }}"
        first, *rest = chunks or [""]
        link = self._permalink(block.start, anchor)
        attributes = " ".join(([f"#{anchor}"] if anchor else []) + [f".{c}" for c in classes])
        out = [f"{former}{guarded(first)}{link}\n{{: {attributes} }}" if first.strip() else ""]
        return "\n\n".join(out + [f"{guarded(c)}\n{{: .tiep }}" for c in rest])

    def _names(self, start: int) -> tuple[str, str]:
        """The anchor of the unit whose block starts at *start*, and its former ones as empty elements."""
        first, *former = self.anchors.get(start, ("",))
        return first, "".join(f'<span id="{name}"></span>' for name in former)

    def _permalink(self, start: int, anchor: str) -> str:
        name = self.names.get(start, "")
        return permalink(anchor, name) if name else ""

    def _classes(self, block: Block, provision: Provision | None) -> list[str]:
        role = self.roles.get(block.start, "")
        kind = f"cap-{provision.kind}" if provision else ""
        return [css for css in (_ZONE[block.zone], role, kind) if css]

    def _note(self, name: str, note: Footnote) -> str:
        chunks = self._chunks(note.pieces)
        anchor, former = self._names(note.span.start)
        label = f"Về chỗ có chú thích {name}"
        back = f'[↩](#tham-chieu-{name}){{: .quay-lai data-added="1" aria-label="{label}" }}'
        text = " ".join(chunks) + self._permalink(note.span.start, anchor)
        return f'{former}{guarded(text)} {back}\n{{: #{anchor} .chu-thich data-note="1" }}'

    def _table(self, rows: Sequence[Block]) -> str:
        """Rows that belong together, as a table whose header row is empty: no cell is made a heading.

        It stands in a box of its own, which scrolls where the table is wider than the page.
        """
        if len(rows) < 2:
            return self._block(rows[0]) if rows else ""
        width = max(len(r.cells) for r in rows)
        lines = ["|" + "  |" * width, "|" + " --- |" * width]
        for row in rows:
            named = self.anchors.get(row.start, ())
            anchor = "".join(f'<span id="{name}"></span>' for name in named)
            cells = [" ".join(self._chunks(c)) for c in row.cells] + [""] * (width - len(row.cells))
            lines.append(f"| {anchor}" + " | ".join(cells) + " |")
        self.tables += 1
        label = f'role="region" aria-label="Bảng {self.tables}"'
        kind = "bang rong" if width >= _WIDE else "bang"
        opening = f'<div class="{kind}" {label} tabindex="0" markdown="1">'
        return "\n\n".join((opening, "\n".join(lines), "</div>"))

    def _chunks(self, pieces: Sequence[Span]) -> list[str]:
        """The inline Markdown of *pieces*, cut where it grows too long for one paragraph."""
        out, size, chunk = [], 0, []
        for words, closes in self._runs(pieces):
            chunk.append(words)
            size += len(words)
            if closes and size > _LONGEST:
                out.append("".join(chunk).strip())
                chunk, size = [], 0
        if chunk and "".join(chunk).strip():
            out.append("".join(chunk).strip())
        return out

    def _runs(self, pieces: Sequence[Span]) -> Iterator[tuple[str, bool]]:
        """Stretches of inline Markdown and whether a paragraph may be cut after each."""
        start, end = pieces[0].start, pieces[-1].end
        yield from self._between(pieces, start, end, self._marks_within(start, end))

    def _between(
        self, pieces: Sequence[Span], start: int, end: int, marks: Sequence[Mark]
    ) -> Iterator[tuple[str, bool]]:
        """The words of `[start, end)` with *marks*; what a mark holds is marked within it."""
        at = start
        for n, mark in enumerate(marks):
            if mark.span.start < at:
                continue
            if at < mark.span.start:
                yield from self._plain(pieces, at, mark.span.start)
            inner = "".join(w for w, _ in self._inner(pieces, min(mark.span.end, end), n, marks))
            if inner.strip():
                before, after = (" " if c == " " else "" for c in (inner[0], inner[-1]))
                yield f"{before}{mark.opening}{inner.strip()}{mark.closing}{after}", True
            at = min(mark.span.end, end)
        if at < end:
            yield from self._plain(pieces, at, end)

    def _inner(
        self, pieces: Sequence[Span], end: int, n: int, marks: Sequence[Mark]
    ) -> Iterator[tuple[str, bool]]:
        start = marks[n].span.start
        if not marks[n].holds:
            return self._plain(pieces, start, end)
        held = takewhile(lambda m: m.span.start < end, islice(marks, n + 1, None))
        return self._between(pieces, start, end, list(held))

    def _marks_within(self, start: int, end: int) -> list[Mark]:
        low, high = 0, len(self.marks)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.marks[middle].span.end <= start else (low, middle)
        after = low
        while after < len(self.marks) and self.marks[after].span.start < end:
            after += 1
        return self.marks[low:after]

    def _plain(self, pieces: Sequence[Span], start: int, end: int) -> Iterator[tuple[str, bool]]:
        """The words of `[start, end)` that the pieces hold, escaped; a space where two pieces meet."""
        for n in range(bisect_right(pieces, start, key=lambda p: p.end), len(pieces)):
            piece = pieces[n]
            if piece.start >= end:
                break
            if n and piece.start >= start and not glued(self.text, pieces[n - 1].end, piece.start):
                yield " ", True
            yield from in_parts(self.text[max(piece.start, start) : min(piece.end, end)].replace("\n", " "))


def _anchors(work: Work) -> Mapping[int, tuple[str, ...]]:
    """The anchors of each unit by where its block starts: as published, else as it is numbered."""
    document = work.document
    if document.anchors:
        return {a.start: a.names for a in document.anchors}
    return {start: (anchor,) for start, anchor in units.anchors(document).items()}
