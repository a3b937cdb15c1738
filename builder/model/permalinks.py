"""What is kept of published addresses and anchors, so that they lead where they led."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

State = Literal["held", "cited", "withdrawn", "moved"]
# Type, number, date and issuer as printed; empty where the text does not say.
Facts = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Anchors:
    """The anchors of one unit of a text, the present one first; *start* is where its block starts."""

    start: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Permalink:
    """One work of the registry: its first identity, where it stands, and what it was known by.

    *paths*, *digests* (SHA-256) and *facts* are those of its texts, the latest last. Each
    of *units* is the mark of a unit's words and its anchors. *to* is where a `moved` one leads.
    """

    id: str
    url: str
    former: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    facts: tuple[Facts, ...] = ()
    units: tuple[tuple[str, ...], ...] = ()
    state: State = "held"
    to: str = ""

    def but(self, **changes: Any) -> Permalink:
        """The same permalink with other values for the fields that *changes* names."""
        return replace(self, **changes)

    @property
    def addresses(self) -> tuple[str, ...]:
        return (self.url, *self.former)

    @property
    def anchors(self) -> frozenset[str]:
        return frozenset(name for _, *names in self.units for name in names)
