"""What a text asks of the archive: worked out from the text alone, once, when it is read.

Each mention becomes a question that tells all by which works are told apart. The same question has the
same answer, whichever text asks it, so that an archive is asked each of them once.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from builder.identifiers import number_key, parse_number, print_number, slugify
from builder.model import Citation, Document, Problem
from builder.resolve.candidates import (
    body_topic,
    fragment,
    named_topic,
    number_name,
    numbered_topic,
    placed_topic,
    revised,
    stated,
)
from builder.resolve.fuller import Fuller, completed, fuller
from builder.resolve.identities import full_name, register, type_slug
from builder.resolve.in_force import law_in_force, may_mean, one_of_two, spoken
from builder.resolve.lines import line
from builder.resolve.names import own_law, printed_name, slip_of
from builder.resolve.places import home_is_unsure
from builder.resolve.problems import two_dates
from builder.resolve.symbols import bodies, fits, local, only_register, party, whole
from builder.text import key
from builder.vocabulary import standing

# In `Asked.places`: a mention that asks nothing, and one of the text itself.
NOTHING, ITSELF = -1, -2


@dataclass(frozen=True, slots=True)
class Claim:
    """What a mention proves of a work: its number, register and date or year.

    *printed* is the number in its one spelling, *number* its key; *issuer* and *word* are the names of the
    body and the type, *home* the province of the citing text when the body is one of that province.
    """

    number: str
    printed: str
    register: str
    issued: str
    issuer: str
    word: str
    home: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """Which works a mention may mean, and how a target to one of them is told.

    *called* is a number as addresses have it, or a law's name; *law* the number of the law in force that a
    bare name means. *register* is that of the body stated, None where none is; a *local* symbol is one of
    *province*, and of no body at all where *unsure*. *signed* is the day of the citing text where the mention
    has no date itself; *dated* and *named* are whether text and body are enough without one; *inferred*
    is what a target says beyond the mention, *portion* the place it points at.
    """

    kind: str
    called: str
    by_name: bool
    law: str
    register: str | None
    local: bool
    unsure: bool
    province: str | None
    stated: str
    signed: str | None
    party: bool
    one_of_two: bool
    dated: bool
    named: bool
    inferred: tuple[str, ...]
    portion: str | None
    claim: Claim | None

    @property
    def topic(self) -> str:
        """Where the works stand that it may mean; empty where it can mean none."""
        if self.by_name:
            return named_topic(self.called)
        numbered = numbered_topic(self.kind, self.called)
        if self.register is not None:
            return "" if self.unsure else body_topic(numbered, self.register)
        if not self.local:
            return numbered
        return placed_topic(numbered, self.province) if self.province and not self.unsure else ""

    @property
    def beside(self) -> str:
        """Where others stand: the law in force that a name means, or works whose body is not known."""
        if self.by_name:
            return numbered_topic(self.kind, self.law) if self.law else ""
        known = self.register and not self.unsure
        return body_topic(numbered_topic(self.kind, self.called), "") if known else ""


@dataclass(frozen=True, slots=True)
class LawNamed:
    """A law by number and name at a place of a text; *slip*: why the two cannot both be right."""

    place: int
    number: str
    name: str
    slip: str


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a text asks: its questions, as `written`, and for each of its mentions which of them.

    *own* are the places of the text that it points at itself, by mention; *laws* those printed with a name,
    *law* the text's own number and name where it is a law; *slips* what contradicts itself in the text.
    """

    questions: tuple[str, ...]
    places: tuple[int, ...]
    own: tuple[tuple[int, str], ...]
    laws: tuple[LawNamed, ...]
    law: tuple[str, str] | None
    slips: tuple[Problem, ...]


def asked(document: Document, misnamed: Collection[int] = ()) -> Asked:
    """What *document* asks; mentions whose names are another's (*misnamed*) ask nothing and tell nothing."""
    every = document.citations
    known = fuller(document, [c for place, c in enumerate(every) if place not in misnamed])
    questions: dict[str, int] = {}
    places: list[int] = []
    for place, own in enumerate(every):
        if own.form == "self":
            places.append(ITSELF)
            continue
        found = None if place in misnamed else _question(document, place, own, known)
        places.append(questions.setdefault(written(found), len(questions)) if found else NOTHING)
    laws = tuple(_laws(document))
    slips = tuple(two_dates(every))
    return Asked(tuple(questions), tuple(places), tuple(_own(document)), laws, own_law(document), slips)


def _own(document: Document) -> Iterator[tuple[int, str]]:
    for place, citation in enumerate(document.citations):
        if citation.form == "self" and (anchor := fragment(document, citation.portion)):
            yield place, anchor


def _laws(document: Document) -> Iterator[LawNamed]:
    for place, citation in enumerate(document.citations):
        name = printed_name(document, citation)
        slip = slip_of(citation, document, name)
        if name or slip:
            yield LawNamed(place, citation.number or "", name, slip)


def _question(document: Document, place: int, own: Citation, known: Fuller) -> Question | None:
    """What the mention at *place* asks; None where it gives too little to look for."""
    said = _completed(document, place, own, known)
    if not said.number or not said.document_type or said.form == "short":
        return None
    by_name, near = said.form == "name", local(said.number) and said.form != "name"
    law = law_in_force(said, document, spoken(document, place)) if by_name else None
    issued = document.metadata.issued
    date = stated(said)
    return Question(
        type_slug(said.document_type),
        key(said.number) if by_name else number_name(said.number),
        by_name,
        number_name(law.number) if law else "",
        None if by_name or not said.issuer else _register(said, document),
        near,
        near and home_is_unsure(said, document),
        document.province if near else None,
        date,
        None if said.issued else issued.value if issued else "",
        party(said.number),
        one_of_two(said),
        bool(date) or issued is not None,
        not by_name and bool(said.issuer) and not revised(said),
        _inferred(own),
        own.portion,
        _claim(document, said, own),
    )


def _completed(document: Document, place: int, own: Citation, known: Fuller) -> Citation:
    """*own* with what the text says of it elsewhere, a law that is only named being that of its day."""
    said = completed(own, known)
    kept = said is own or own.form != "name"
    return said if kept or may_mean(said, spoken(document, place)) else own


def _register(said: Citation, citing: Document) -> str:
    """The register of the body that *said* names, as a text of that place means it."""
    return register(full_name(said.issuer, citing.province)) if said.issuer else ""


def _inferred(own: Citation) -> tuple[str, ...]:
    numbered = own.form == "full" or (own.form == "name" and bool(own.issued))
    known = (("number", numbered), ("issued", own.issued), ("issuer", own.issuer))
    return tuple(name for name, said in known if not said)


def _claim(document: Document, said: Citation, own: Citation) -> Claim | None:
    """The claim of a mention (*said* with what the text says of it elsewhere); None if it proves too little.

    "Quyết định số 217-QĐ/TW ngày 12/12/2013" names its body by its symbol; "Chỉ thị số 06/CT-UBND"
    does not. A date after that of the citing text, or beside another year in the number, is a slip, and
    so is a body that did not stand on the day.
    """
    number = parse_number(said.number or "")
    kind = type_slug(said.document_type or "")
    issued = said.issued or (number.year if number else "") or ""
    rows = standing(bodies(said.number or "", kind), issued) if said.form == "full" and kind else ()
    if not number or not rows:
        return None
    own_register = _register(said, document) or only_register(rows)
    signed = document.metadata.issued.value if document.metadata.issued else ""
    late = bool(signed) and issued > signed and not signed.startswith(issued)
    if not own_register or not issued or late or (number.year and not issued.startswith(number.year)):
        return None
    if any(row.generic for row in rows) and home_is_unsure(said, document):
        return None
    if not fits(rows, own_register, document.province) or not whole(said.number or "", kind, issued[:4]):
        return None
    issuer = full_name(said.issuer, document.province) if said.issuer else rows[0].name
    called = number_key(said.number or ""), print_number(number)
    home = document.province if own_register.endswith(_bare(document.province)) else None
    return Claim(*called, own_register, issued, issuer, own.document_type or "", home)


def _bare(province: str | None) -> str:
    """The end of the registers of a province: `bac-giang` of "tỉnh Bắc Giang"."""
    return f"-{slugify(province).removeprefix('tinh-').removeprefix('thanh-pho-')}" if province else "/"


def written(question: Question) -> str:
    """The question as one line: the same for the same question, read back by `read`."""
    claim = question.claim
    told = claim and (
        claim.number, claim.printed, claim.register, claim.issued, claim.issuer, claim.word, claim.home,
    )  # fmt: skip
    return line(
        (
            question.kind, question.called, question.by_name, question.law, question.register,
            question.local, question.unsure, question.province, question.stated, question.signed,
            question.party, question.one_of_two, question.dated, question.named, question.inferred,
            question.portion, told,
        )
    )  # fmt: skip


def read(written: str) -> Question:
    """The question that was `written`."""
    return read_all([written])[0]


def read_all(written: Iterable[str]) -> list[Question]:
    """The questions that were `written`, read together, which is sooner than one by one."""
    return [_read(told) for told in json.loads(f"[{','.join(written)}]")]


def _read(told: list[Any]) -> Question:
    told[-3], told[-1] = tuple(told[-3]), told[-1] and Claim(*told[-1])
    return Question(*told)
