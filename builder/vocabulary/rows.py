"""The rows of the tables, one frozen class a table; an absent date is the empty string."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from builder.model import Relation

Level = Literal["central", "province", "district", "commune", "any"]


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type word, e.g. `Chỉ thị`: `slug` is its part of the address, shared with its alias rows.

    From the year *year_since* on, a number of this type without the year in it is a slip.
    """

    TABLE: ClassVar[str] = "document_types.toml"
    ROWS: ClassVar[str] = "document_type"
    name: str
    slug: str
    english: str
    systems: tuple[str, ...]
    source: str
    alias_of: str = ""
    abbreviations: tuple[str, ...] = ()
    old_abbreviations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    year_since: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """A word before the name of a province (`thành phố`) and its printed forms (`TP.`)."""

    TABLE: ClassVar[str] = "provinces.toml"
    ROWS: ClassVar[str] = "place_kind"
    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Province:
    """A province for as long as it stood: `official` is how it follows a body's name.

    *act* is the document that made its *successor*: `Nghị quyết số 202/2025/QH15` for 1 July 2025.
    """

    TABLE: ClassVar[str] = "provinces.toml"
    ROWS: ClassVar[str] = "province"
    name: str
    kind: str
    official: str
    slug: str
    source: str
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    valid_from: str = ""
    valid_until: str = ""
    successor: str = ""
    act: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class EndedLevel:
    """A level of units that ended in the whole country: `cấp huyện` on 30 June 2025, and the act."""

    TABLE: ClassVar[str] = "provinces.toml"
    ROWS: ClassVar[str] = "ended_level"
    name: str
    units: tuple[str, ...]
    valid_until: str
    act: str
    source: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that signs, e.g. `Bộ Nội vụ`; `register` names its series of numbers.

    `generic` rows hold `{place}` in their names: `Ủy ban nhân dân {place}`. *act* is the document that
    says who its *successor* is; where no act was read, a page says nothing of the successor. The code
    of a `numbered` body may end in the number of its term, or of the decision that set it up: `QH13`.
    *cited_as* is the name in citations: `UBND {place}`.
    """

    TABLE: ClassVar[str] = "issuers.toml"
    ROWS: ClassVar[str] = "issuer"
    name: str
    level: Level
    kind: str
    register: str
    source: str
    code: str = ""
    codes: tuple[str, ...] = ()
    generic: bool = False
    numbered: bool = False
    aliases: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    parent: str = ""
    valid_from: str = ""
    valid_until: str = ""
    successor: str = ""
    act: str = ""
    cited_as: str = ""
    verified: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """All that may be printed for it: its name, its aliases, its heads."""
        return (self.name, *self.aliases, *self.heads)


@dataclass(frozen=True, slots=True)
class Capacity:
    """A mark of signing capacity: `KT.` means `Ký thay` (Nghị định 30/2020, Phụ lục I, II.7)."""

    TABLE: ClassVar[str] = "capacities.toml"
    ROWS: ClassVar[str] = "capacity"
    mark: str
    meaning: str
    english: str
    source: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvisionKind:
    """A level of the text: `Khoản` is `clause`, `khoan` in anchors; *rank* grows downward.

    *cited* is its word in a citation where that differs: `khoản`.
    """

    TABLE: ClassVar[str] = "provision_kinds.toml"
    ROWS: ClassVar[str] = "provision_kind"
    kind: str
    word: str
    slug: str
    rank: int
    numbering: tuple[str, ...]
    source: str
    variants: tuple[str, ...] = ()
    cited: str = ""


@dataclass(frozen=True, slots=True)
class RelationCue:
    """A relation between documents: the words that announce it, and its label from both ends."""

    TABLE: ClassVar[str] = "relations.toml"
    ROWS: ClassVar[str] = "relation"
    relation: Relation
    label: str
    inverse: str
    source: str
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """Words that every document prints alike: `Độc lập - Tự do - Hạnh phúc` in group `motto`."""

    TABLE: ClassVar[str] = "formulas.toml"
    ROWS: ClassVar[str] = "formula"
    group: str
    text: str
    source: str
    variants: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The formula and its variants."""
        return (self.text, *self.variants)


@dataclass(frozen=True, slots=True)
class AssemblyTerm:
    """A term of the National Assembly, as the `13` of `QH13`, and the years of its sittings."""

    TABLE: ClassVar[str] = "assembly_terms.toml"
    ROWS: ClassVar[str] = "assembly_term"
    number: str
    valid_from: str
    source: str
    valid_until: str = ""
