"""Documents together: addresses, where citations lead, problems and files to write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol, runtime_checkable

from builder.model.permalinks import Anchors, Permalink
from builder.model.record import Citation, Metadata, Provision, WorkId
from builder.model.texts import Layout, SourceText, Span

Status = Literal["held", "outside", "ambiguous", "unknown"]
Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a citation leads: a held work, the page of one that is only cited, or honestly nowhere.

    *url* of an `outside` target is the page of the cited work when its identity is known. *fragment*
    is the anchor of the unit that the mention points at, when the work has it. *inferred* names what
    the mention does not say itself: `issuer` of "Nghị định số 30/2020/NĐ-CP"; with `in_force`, a law's bare
    name is taken for the law in force on that day.
    """

    status: Status
    url: str | None = None
    candidates: tuple[str, ...] = ()
    fragment: str | None = None
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A defect in a text, or something unsettled; its page is still written.

    *about* is the address of another work that it speaks of, which pages link to.
    """

    severity: Severity
    code: str
    span: Span
    message: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One text, read; *province* is where it is at home, as in `tỉnh Bắc Giang`.

    *anchors* are those of its units as published; without a registry there are none, and each unit has
    the anchor that its numbering gives it.
    """

    source: SourceText
    layout: Layout
    metadata: Metadata
    provisions: tuple[Provision, ...]
    citations: tuple[Citation, ...]
    problems: tuple[Problem, ...] = ()
    province: str | None = None
    anchors: tuple[Anchors, ...] = ()

    def but(self, **changes: Any) -> Document:
        """The same document with other values for the fields that *changes* names."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Work:
    """A document at its address, its citations settled as far as the archive allows."""

    id: WorkId
    document: Document
    targets: tuple[Target, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def url(self) -> str:
        return self.id.url

    def but(self, **changes: Any) -> Work:
        """The same work with other values for the fields that *changes* names."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that cites: the address of the citing document, and the place among its citations."""

    citing: str
    citation: int


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work known from citations alone, at the address where its text will stand.

    *issued* is as precise as the citations are, *title* what they call it where that is sure; *documents*
    is how many texts mention it, *mentioned* how often all of them do.
    """

    id: WorkId
    document_type: str
    number: str
    issued: str
    issuer: str
    title: str | None
    documents: int = 0
    mentioned: int = 0

    @property
    def url(self) -> str:
        return self.id.url


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that could not be read: where it is, what is wrong, and the way out."""

    path: str
    reason: str
    secret: bool = False


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """`archive.toml` of the first source folder.

    *look_up* is the address of a search elsewhere for a text not held, with `{number}` in it; empty: none.
    *compress* is whether each text file of the site stands beside its `.gz`.
    *report_to* is where readers report mistakes: `mailto:…`, or a form `https://…{body}`; empty: nowhere.
    """

    title: str = "Kho lưu trữ văn bản"
    issuer: str = ""
    licence: str = ""
    address: str = ""
    specimen: str = ""
    look_up: str = ""
    compress: bool = False
    report_to: str = ""


@dataclass(frozen=True, slots=True)
class Archive:
    """All documents, resolved against each other; works, held and only cited, sorted by address.

    *citing* gives, for an address that is led to, the mentions in other texts that lead there, as `citing`
    finds them: of a held work, of one only cited, or of one that was withdrawn.
    """

    works: tuple[Work, ...]
    left_out: tuple[LeftOut, ...] = ()
    settings: ArchiveSettings = field(default_factory=ArchiveSettings)
    cited: tuple[CitedWork, ...] = ()
    permalinks: tuple[Permalink, ...] = ()
    citing: Mapping[str, Sequence[Mention]] = field(default_factory=dict)

    def by_url(self) -> Mapping[str, Work]:
        return {work.url: work for work in self.works}


def citing(works: Iterable[Work]) -> dict[str, list[Mention]]:
    """The mentions that lead to each address, in the order of *works*, then of their places.

    A text that speaks of itself is not among those that cite it.
    """
    found: dict[str, list[Mention]] = defaultdict(list)
    for work in works:
        for place, target in enumerate(work.targets):
            if target.url and target.url != work.url:
                found[target.url].append(Mention(work.url, place))
    return dict(found)


@runtime_checkable
class Grouped(Protocol):
    """Mentions that can be had by text, which costs less where very many lead to one address."""

    def places(self, url: str) -> dict[str, list[int]]: ...


def places_to(url: str, citing: Mapping[str, Sequence[Mention]]) -> dict[str, list[int]]:
    """The places that lead to *url*, in their order, by the address of the text; the texts in none."""
    return citing.places(url) if isinstance(citing, Grouped) else by_text(citing.get(url, ()))


def by_text(mentions: Iterable[Mention]) -> dict[str, list[int]]:
    """The places of *mentions*, in their order, by the address of the text."""
    found: dict[str, list[int]] = defaultdict(list)
    for mention in mentions:
        found[mention.citing].append(mention.citation)
    return {citing: sorted(places) for citing, places in found.items()}


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to write: a path under docs/, and its bytes or text."""

    path: str
    content: str | bytes
