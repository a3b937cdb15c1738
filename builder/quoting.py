"""What a document and its units are called where another text refers to them.

The lowest unit comes first, as in "điểm a khoản 2 Mục I Chỉ thị số 06/CT-UBND ngày 16/4/2018 của UBND tỉnh
Bắc Giang"; which levels begin with a capital is a column of the table of levels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from builder import labels, units, vocabulary
from builder.model import Document, Provision, Work

_PLACE = "{place}"
# The articles of a text are counted through, so that nothing above one is needed to find it.
_COUNTED_THROUGH = "article"
_ENCLOSED = "attachment"


def document_name(work: Work) -> str:
    """The document as other texts cite it: `Chỉ thị số 06/CT-UBND ngày 16/4/2018 của UBND tỉnh Bắc Giang`.

    What its text does not give is left out: a report without number is `Báo cáo tháng 3 năm 2023`.
    """
    metadata = work.document.metadata
    number, issued = labels.number_words(work.document), metadata.issued.value if metadata.issued else ""
    dated = f"ngày {labels.short_date(issued)}" if len(issued) == 10 else issued and labels.long_date(issued)
    first = metadata.issuer.value if metadata.issuer else ""
    issuers = [short_issuer(name) for name in metadata.issuers or ([first] if first else [])]
    return " ".join(p for p in (labels.type_name(work.document), number, dated, _signed(issuers)) if p)


def _signed(issuers: Sequence[str]) -> str:
    if len(issuers) < 2:
        return f"của {issuers[0]}" if issuers else ""
    return f"của {', '.join(issuers[:-1])} và {issuers[-1]}"


@lru_cache(maxsize=4096)
def short_issuer(name: str) -> str:
    """A body as citations shorten it: only those that the table of bodies lets be shortened are.

    >>> short_issuer("Ủy ban nhân dân tỉnh Bắc Giang"), short_issuer("Sở Nội vụ tỉnh Bắc Giang")
    ('UBND tỉnh Bắc Giang', 'Sở Nội vụ tỉnh Bắc Giang')
    """
    for row in vocabulary.load().generic_issuers:
        whole, short = row.name.removesuffix(_PLACE), row.cited_as.removesuffix(_PLACE)
        if short and name.startswith(whole):
            return short + name.removeprefix(whole)
    return name


def unit_names(document: Document) -> dict[int, str]:
    """What each unit with an anchor is called, by where its block starts: `điểm a khoản 2 Mục I`.

    A paragraph without a number is counted by the archive alone (`đoạn 1 khoản 2`): no citation says so.
    """
    words = {p.label.start: _words(path) for p, path in _paths(document.provisions, ())}
    named: dict[int, str] = {}
    for block, unit, number in units.counted(document):
        if number is not None:
            within = words[unit.label.start] if unit else ""
            named[block.start] = f"đoạn {number} {within}".rstrip() if number else within
    for name, note in units.named_notes(document.layout.footnotes).items():
        named[note.span.start] = f"chú thích {name}"
    return named


_Path = tuple[Provision, ...]


def _paths(provisions: Sequence[Provision], above: _Path) -> Iterator[tuple[Provision, _Path]]:
    for provision in provisions:
        path = (*above, provision)
        yield provision, path
        yield from _paths(provision.children, path)


def _words(path: _Path) -> str:
    """The names of a path from the lowest unit up, each level that the one below implies left out."""
    found: list[str] = []
    below: Provision | None = None
    counted = False
    for provision in reversed(path):
        implied = below and below.kind == provision.kind and below.num.startswith(f"{provision.num}.")
        if not implied and (not counted or provision.kind == _ENCLOSED):
            found.append(_name(provision))
        counted = counted or provision.kind == _COUNTED_THROUGH
        below = provision
    return " ".join(found)


def _name(provision: Provision) -> str:
    if provision.kind == _ENCLOSED:
        return f"Phụ lục {provision.num} kèm theo" if provision.num else "văn bản kèm theo"
    return f"{_levels().get(provision.kind, '')} {provision.num}".strip()


@cache
def _levels() -> dict[str, str]:
    """What citations call each level: `article` is `Điều`."""
    return {row.kind: row.cited or row.word for row in vocabulary.load().provision_kinds}
