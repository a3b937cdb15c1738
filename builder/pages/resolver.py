"""The page `/tra/` that finds a document by its number as people write it, and its small index."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import repeat
from typing import NamedTuple

from builder import entries, labels
from builder.entries import Value
from builder.model import Archive, CitedWork, OutputFile, Work, WorkId
from builder.text import clean, plain, squeeze
from builder.vocabulary import Issuer, load

FOLDER = "tra"
_PLACE = "{place}"
_PART = 128
_COLUMNS = ("number", "type", "issuer", "issued", "year", "slug")
_Row = tuple[str, int, int, str, str, str]
_DIGITS = re.compile(r"[0-9]+")
_NO_WORD = re.compile(r"[^\w{}]+")


class Entry(NamedTuple):
    """A document as the index has it; *issued* is as precise as it is known."""

    id: WorkId
    type: str
    number: str
    issued: str
    issuer: str


def resolver_pages(archive: Archive) -> Iterator[OutputFile]:
    """The page and `tra/index.json`, which holds every numbered document, held ones first.

    Works that are only cited follow, so that `114-KL/TW` is found before its text has come.
    """
    held = [_held(work) for work in archive.works if labels.printed(work.document).number]
    cited = [_cited(work) for work in archive.cited if work.number]
    meta: dict[str, Value] = {
        "template": "tra.html",
        "title": "Tra số",
        "description": "Gõ số, ký hiệu văn bản thế nào cũng được: không dấu, chữ thường, thiếu số 0.",
        "held": labels.figure(len(held)),
        "cited": labels.figure(len(cited)) if cited else "",
    }
    yield entries.page(FOLDER, archive, meta)
    index = Index(held, cited)
    yield OutputFile(f"{FOLDER}/index.json", index.whole())
    yield from _parts(index)


def _held(work: Work) -> Entry:
    printed = labels.printed(work.document)
    return Entry(work.id, printed.kind or labels.NO_TYPE, printed.number, labels.when(work), printed.issuer)


def _cited(work: CitedWork) -> Entry:
    return Entry(work.id, work.document_type, work.number, work.issued, work.issuer)


def _parts(index: Index) -> Iterator[OutputFile]:
    """The same index for who types one number: `tra/so/chung.json`, and a part for the digits it begins with.

    In the thousands of an archive a part has about a hundred documents: the search box fetches one.
    """
    parts = 1 << min(9, (len(index.rows) // _PART).bit_length())
    yield OutputFile(f"{FOLDER}/so/chung.json", _line({"parts": parts, **index.shared}))
    gathered: dict[int, list[int]] = defaultdict(list)
    for place, row in enumerate(index.rows):
        gathered[_part(row[0], parts)].append(place)
    for part in range(parts):
        yield OutputFile(f"{FOLDER}/so/{part}.json", _line(index.columns(gathered[part])))


def _part(number: str, parts: int) -> int:
    digits = _DIGITS.match(number)
    return int(digits.group()[-3:]) % parts if digits else 0


class Index:
    """The types and bodies that *held* and *cited* entries name, and values of each that point at them."""

    def __init__(self, held: Sequence[Entry], cited: Sequence[Entry]) -> None:
        every = [*held, *cited]
        types = _types(every)
        forms, issuers, self._issuer_at = _issuers(every)
        self._type_at = {(str(row[0]), str(row[1])): n for n, row in enumerate(types)}
        self.shared: dict[str, Value] = {"types": types, "forms": forms, "issuers": issuers}
        self.rows, self._held = [*map(self._row, every)], len(held)

    def _row(self, entry: Entry) -> _Row:
        """The short values of *entry*, in the order of the columns."""
        own, number, issued = entry.id, entry.number, entry.issued
        kind = self._type_at[own.type, _type_name(entry)]
        return number, kind, self._issuer_at[own.issuer, entry.issuer], issued, own.year, own.number

    def whole(self) -> str:
        """One line of JSON in columns: a type or a body is named once, a document is five short values.

        An address is `vb/{issuer}/{type}/{year}/{slug}/`, its first two parts being those of the rows that
        the columns `issuer` and `type` point at.
        """
        return _line({"held": self._held, **self.shared, **_columns(self.rows)})

    def columns(self, places: Sequence[int]) -> dict[str, Value]:
        """The entries at *places*, each with the flag that says whether it is held."""
        flags: list[Value] = [int(place < self._held) for place in places]
        return {**_columns([self.rows[place] for place in places]), "flags": flags}


def _columns(rows: Sequence[_Row]) -> dict[str, Value]:
    """*rows* as columns, which have names."""
    columns = zip(*rows, strict=True) if rows else repeat((), len(_COLUMNS))
    return {name: list(column) for name, column in zip(_COLUMNS, columns, strict=True)}


def _line(columns: dict[str, Value]) -> str:
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":")) + "\n"


def _words(name: str) -> str:
    return squeeze(_NO_WORD.sub(" ", plain(clean(name))))


def _type_name(entry: Entry) -> str:
    return entry.type or labels.facet_name("type", labels.UNKNOWN, [])


def _types(every: Iterable[Entry]) -> list[list[Value]]:
    """Rows `[slug, name, phrases, abbreviations]`: those of the tables, then those that only texts have."""
    rows: list[list[Value]] = [
        [
            t.slug,
            t.name,
            sorted({_words(n) for n in (t.name, *t.aliases)}),
            sorted({_words(a) for a in (*t.abbreviations, *t.old_abbreviations)}),
        ]
        for t in load().document_types
    ]
    known = {(row[0], row[1]) for row in rows}
    printed = dict.fromkeys((e.id.type, _type_name(e)) for e in every)
    return rows + [[slug, name, [], []] for slug, name in printed if (slug, name) not in known]


def _issuers(
    every: Iterable[Entry],
) -> tuple[list[Value], list[list[Value]], dict[tuple[str, str], int]]:
    """Name patterns of bodies that every place has; rows `[slug, name, phrases, pattern, place, central]`.

    `ubnd-tinh-an-mau` has its printed names, and the pattern of `ubnd {place}` with `tinh an mau`. A
    series that several bodies share, `trung-uong-dang`, has a row for each that its documents name.
    Last, the row of each (slug, printed name).
    """
    printed: dict[str, list[str]] = defaultdict(list)
    for entry in every:
        printed[entry.id.issuer] += [entry.issuer] if entry.issuer else []
    forms: dict[tuple[str, ...], int] = {}
    rows: list[list[Value]] = []
    row_of: dict[tuple[str, str], int] = {}
    for slug, names in printed.items():
        once, title = dict.fromkeys(names), labels.facet_name("issuer", slug, names)
        pattern, place = _local(once)
        at = forms.setdefault(pattern, len(forms)) if pattern else -1
        own = _bodies_of(slug)
        called = {_words(n) for n in (*once, *(form for row in own for form in _forms(row)))}
        central = any(row.level == "central" and not row.generic for row in own)
        shown = {n: n if n and _is_shared(own) else title for n in ("", *once)}
        for name in dict.fromkeys(shown.values()):
            at_row = len(rows)
            rows.append([slug, name, sorted(called), at, place, int(central)])
            row_of |= {(slug, n): at_row for n, s in shown.items() if s == name}
    return [list(pattern) for pattern in forms], rows, row_of


@cache
def _bodies_of(slug: str) -> tuple[Issuer, ...]:
    return tuple(row for row in load().issuers if row.register == slug)


def _is_shared(bodies: Sequence[Issuer]) -> bool:
    """Whether several bodies number their documents in one series, as the Party's central organs do."""
    return len({row.name for row in bodies if not row.generic}) > 1


def _forms(row: Issuer) -> tuple[str, ...]:
    return (row.name, *row.aliases, *row.heads)


def _local(names: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """The pattern that one of *names* follows, by its longest beginning, and the place that it names."""
    for name in names:
        words = _words(name)
        fitting = [(len(start), start, forms) for start, forms in _patterns() if words.startswith(start)]
        if fitting:
            _, start, forms = max(fitting)
            return forms, words.removeprefix(start)
    return (), ""


@cache
def _patterns() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(words before the place, all forms of the register) of each form of each body that every place has."""
    registers: dict[str, set[str]] = defaultdict(set)
    for row in load().issuers:
        if row.generic:
            registers[row.register] |= {_words(form) for form in _forms(row)}
    return tuple(
        (form.split(_PLACE)[0], tuple(sorted(forms)))
        for forms in registers.values()
        for form in sorted(forms)
        if form.endswith(f" {_PLACE}")
    )
