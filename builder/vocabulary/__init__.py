"""The only reader of `builder/data/*.toml`: what is known of the country, as typed rows.

A clerk corrects a row, not code. Every row is checked when it is read (`BadTable` names file and
line), and every lookup is blind to case, spacing, dashes and the place of the tone mark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol, TypeVar

from builder.text import clean, key
from builder.vocabulary.rows import (
    AssemblyTerm,
    Capacity,
    DocumentType,
    EndedLevel,
    Formula,
    Issuer,
    PlaceKind,
    Province,
    ProvisionKind,
    RelationCue,
)
from builder.vocabulary.tables import read_rows, read_table

__all__ = [
    "AssemblyTerm",
    "Capacity",
    "DocumentType",
    "EndedLevel",
    "Formula",
    "Issuer",
    "PlaceKind",
    "Province",
    "ProvisionKind",
    "RelationCue",
    "Vocabulary",
    "load",
    "read_rows",
    "read_table",
    "standing",
]


class _Dated(Protocol):
    @property
    def valid_from(self) -> str: ...
    @property
    def valid_until(self) -> str: ...


T = TypeVar("T")
DatedRow = TypeVar("DatedRow", bound=_Dated)
Index = Mapping[str, tuple[T, ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All tables, and the indexes that answer questions about them."""

    document_types: tuple[DocumentType, ...]
    provinces: tuple[Province, ...]
    ended_levels: tuple[EndedLevel, ...]
    issuers: tuple[Issuer, ...]
    capacities: tuple[Capacity, ...]
    provision_kinds: tuple[ProvisionKind, ...]
    relations: tuple[RelationCue, ...]
    all_formulas: tuple[Formula, ...]
    types_by_name: Index[DocumentType]
    types_by_abbreviation: Index[DocumentType]
    provinces_by_name: Index[Province]
    issuers_by_name: Index[Issuer]
    issuers_by_code: Index[Issuer]
    capacities_by_mark: Index[Capacity]
    kinds_by_word: Index[ProvisionKind]
    formulas_by_group: Index[Formula]

    def document_type(self, word: str) -> DocumentType | None:
        """The type that a printed word names: `CHỈ THỊ` and `chỉ thị` are one."""
        return _first(self.types_by_name.get(_name(word), ()))

    def types_of_abbreviation(self, abbreviation: str) -> tuple[DocumentType, ...]:
        """The types that a symbol's code may stand for, those that use it today first.

        Case matters where it tells (`TTr` is Tờ trình, `TT` Thông tư); it is overlooked otherwise.
        """
        exact = self.types_by_abbreviation.get(clean(abbreviation))
        return exact or self.types_by_abbreviation.get(f"={key(abbreviation)}", ())

    def province(self, name: str, on: str | None = None) -> Province | None:
        """The province named `Bắc Giang`, `tỉnh Bắc Giang` or `TP. Hồ Chí Minh`.

        Of several with one name, the one that stood on the day *on*, else the first of the table.
        """
        return _first(standing(self.provinces_by_name.get(_name(name), ()), on))

    def issuer(self, name: str, on: str | None = None) -> Issuer | None:
        """The body of the whole country with this name, alias or head (`Bộ trưởng Bộ Nội vụ`)."""
        return _first(standing(self.issuers_by_name.get(_name(name), ()), on))

    @property
    def generic_issuers(self) -> tuple[Issuer, ...]:
        """The names that every place has, with `{place}` in them."""
        return tuple(issuer for issuer in self.issuers if issuer.generic)

    def issuers_of_code(self, code: str) -> tuple[Issuer, ...]:
        """Every body that prints *code* in its symbols: `TW` is several, `BNV` one.

        A number at its end is the term or the decision that set the body up: `QH13`, `BCĐ389`. `CP4`
        is no body: the Government bears no number.
        """
        name = _name(code)
        bare = self.issuers_by_code.get(name.rstrip("0123456789"), ())
        return self.issuers_by_code.get(name) or tuple(row for row in bare if row.numbered)

    def capacity(self, mark: str) -> Capacity | None:
        """The signing capacity of `KT.`, `K/T` or `kt`."""
        return _first(self.capacities_by_mark.get(_mark(mark), ()))

    def provision_kind(self, word: str) -> ProvisionKind | None:
        """The level that `Điều`, `khoản` or `ĐIỂM` names."""
        return _first(self.kinds_by_word.get(_name(word), ()))

    def formulas(self, group: str) -> tuple[Formula, ...]:
        """The formulas of one group, e.g. `motto`; an unknown group is a defect of the caller."""
        return self.formulas_by_group[group]


def _first(rows: Sequence[T]) -> T | None:
    return rows[0] if rows else None


def standing(rows: tuple[DatedRow, ...], on: str | None) -> tuple[DatedRow, ...]:
    """Those that stood on *on*, compared at the precision that both dates have."""
    if on is None:
        return rows
    return tuple(r for r in rows if _not_after(r.valid_from, on) and _not_after(on, r.valid_until))


def _not_after(earlier: str, later: str) -> bool:
    shared = min(len(earlier), len(later))
    return earlier[:shared] <= later[:shared]


def _name(text: str) -> str:
    return key(text).replace(" - ", "-").replace(". ", ".").replace("uỷ", "ủy")


def _mark(text: str) -> str:
    return "".join(c for c in key(text) if c.isalnum())


def _index(rows: Iterable[T], keys: Callable[[T], Iterable[str]]) -> Index[T]:
    found: dict[str, dict[int, T]] = defaultdict(dict)
    for row in rows:
        for one in keys(row):
            found[one][id(row)] = row
    return {one: tuple(group.values()) for one, group in found.items()}


def _abbreviations(types: Sequence[DocumentType]) -> Index[DocumentType]:
    def ordered() -> Iterable[tuple[str, DocumentType]]:
        yield from ((a, t) for t in types for a in t.abbreviations)
        yield from ((a, t) for t in types for a in t.old_abbreviations)

    found: dict[str, dict[str, DocumentType]] = defaultdict(dict)
    for abbreviation, row in ordered():
        for one in (clean(abbreviation), f"={key(abbreviation)}"):
            found[one].setdefault(row.name, row)
    return {one: tuple(group.values()) for one, group in found.items()}


def _places(provinces: Sequence[Province], kinds: Sequence[PlaceKind]) -> Index[Province]:
    """Every printed form of a province; an abbreviation that several share names none of them."""
    before = {kind.name: (kind.name, *kind.forms) for kind in kinds}
    owners: dict[str, set[str]] = defaultdict(set)
    for province in provinces:
        for one in province.abbreviations:
            owners[one].add(province.name)

    def forms(province: Province) -> Iterable[str]:
        for name in (province.name, *province.aliases):
            yield _name(name)
            yield from (_name(f"{word} {name}") for word in before[province.kind])
        yield from (_name(a) for a in province.abbreviations if len(owners[a]) == 1)

    return _index(provinces, forms)


@cache
def load() -> Vocabulary:
    """The tables that the package carries, read once."""
    types, issuers, capacities = read_table(DocumentType), read_table(Issuer), read_table(Capacity)
    provinces, kinds, formulas = read_table(Province), read_table(ProvisionKind), read_table(Formula)
    named = [issuer for issuer in issuers if not issuer.generic]
    return Vocabulary(
        document_types=types,
        provinces=provinces,
        ended_levels=read_table(EndedLevel),
        issuers=issuers,
        capacities=capacities,
        provision_kinds=kinds,
        relations=read_table(RelationCue),
        all_formulas=formulas,
        types_by_name=_index(types, lambda t: map(_name, (t.name, *t.aliases))),
        types_by_abbreviation=_abbreviations(types),
        provinces_by_name=_places(provinces, read_table(PlaceKind)),
        issuers_by_name=_index(named, lambda i: map(_name, i.names)),
        issuers_by_code=_index(issuers, lambda i: map(_name, filter(None, (i.code, *i.codes)))),
        capacities_by_mark=_index(capacities, lambda c: map(_mark, (c.mark, *c.variants))),
        kinds_by_word=_index(kinds, lambda k: map(_name, (k.word, *k.variants))),
        formulas_by_group=_index(formulas, lambda f: (f.group,)),
    )
