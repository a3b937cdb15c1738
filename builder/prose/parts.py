"""Stretches that are more than words: citations, references to notes, and what lines are for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from builder.model import Provision, Span, Status, Work
from builder.proofs import proofs


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
    end = references[after].span.start if after < len(references) else mark.span.end
    return replace(mark, span=Span(mark.span.start, min(end, mark.span.end)))


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


def level(provision: Provision) -> int:
    """Heading level below the page's own h1: units that hold others stand higher."""
    levels = {"attachment": 2, "part": 2, "chapter": 2, "section": 3, "subsection": 3, "article": 4}
    return levels.get(provision.kind, 5)


def roles(work: Work) -> list[tuple[Span, str]]:
    """What a line of the head or foot is, so that it can be set as the official form sets it."""
    record = work.document.metadata
    found = (
        (record.document_type, "ten-loai"),
        (record.subject, "trich-yeu"),
        (record.number, "so-hieu"),
        (record.issued, "ngay-thang"),
        (record.place, "ngay-thang"),
        (record.issuer, "co-quan"),
    )
    found_roles = [(f.span, name) for f, name in found if f]
    return [*found_roles, *((s.span, "chu-ky") for s in work.document.metadata.signatures)]
