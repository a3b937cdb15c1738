"""What is read from a text: its record, its provisions and its citations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from builder.model.texts import Found, Span

Form = Literal["full", "short", "name", "self"]
Relation = Literal[
    "cites", "based_on", "implements", "guides", "amends", "repeals", "replaces", "corrects", "issues"
]


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A số/ký hiệu as printed: `06/CT-UBND` is `("06", "CT-UBND", None)`; digits may be missing."""

    number: str
    symbol: str
    year: str | None = None


class Printed(NamedTuple):
    """What lists show of a document, as its text prints it; empty where it prints nothing."""

    kind: str
    number: str
    issued: str
    issuer: str
    subject: str


class _Addressed:
    """Where an address stays once it was printed: it is asked for many times."""

    __slots__ = ("_url",)
    _url: str


@dataclass(frozen=True, slots=True)
class WorkId(_Addressed):
    """The identity of a document, also its address: issuer, type, year and number as slugs."""

    issuer: str
    type: str
    year: str
    number: str

    def __str__(self) -> str:
        return f"{self.issuer}/{self.type}/{self.year}/{self.number}"

    @property
    def url(self) -> str:
        try:
            return self._url
        except AttributeError:
            found = f"/vb/{self.issuer}/{self.type}/{self.year}/{self.number}/"
            object.__setattr__(self, "_url", found)
            return found


@dataclass(frozen=True, slots=True)
class SigningCapacity:
    """In whose stead a signature stands: `KT.` of `Chủ tịch` (Nghị định 30/2020, Phụ lục I, II.7)."""

    code: str
    of: str


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: the printed name, the signer's own position, and the capacities above it."""

    name: str | None
    position: str | None
    capacities: tuple[SigningCapacity, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class InForce:
    """The day from which, or until which, a text says that it has effect, and the sentence that says so."""

    value: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """The record of a document; a field that the text does not give is None or empty.

    *topics* are a clerk's, as corrections name them; without one, the trích yếu says what it is about.
    """

    document_type: Found[str] | None = None
    number: Found[str] | None = None
    issuer: Found[str] | None = None
    issuers: tuple[str, ...] = ()
    place: Found[str] | None = None
    issued: Found[str] | None = None
    subject: Found[str] | None = None
    in_force_from: Found[InForce] | None = None
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    secrecy: Found[str] | None = None
    urgency: Found[str] | None = None
    in_force_until: Found[InForce] | None = None
    topics: Found[str] | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """A numbered unit of the text, from phần to điểm, or an attachment that holds some."""

    anchor: str
    kind: str
    num: str
    heading: str | None
    span: Span
    label: Span
    children: tuple[Provision, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of a document, as its own words or its coordinated list give it.

    `number` is a law's name when it is cited by name. `inferred` names the fields taken from
    elsewhere than the mention itself. `portion` is the pinpoint, as an anchor of the target.
    """

    span: Span
    text: str
    form: Form
    document_type: str | None = None
    number: str | None = None
    issued: str | None = None
    issuer: str | None = None
    inferred: tuple[str, ...] = ()
    portion: str | None = None
    relation: Relation = "cites"
