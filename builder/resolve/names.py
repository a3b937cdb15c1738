"""Names of laws beside their numbers: what a number is called, and where a name belongs to another law.

"Luật Ban hành văn bản quy phạm pháp luật số 63/2025/QH15" prints the number of one law with the name of
another: which of the two is meant is not known, nor is it where the day is another's. Names that merely
differ ("Luật Địa chất và koáng sản") are no contradiction.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from builder.identifiers import number_key
from builder.model import Citation, Document
from builder.resolve.identities import type_slug
from builder.text import key, squeeze
from builder.vocabulary_citations import EnactedLaw, load_citation_tables

LAWS = ("hien-phap", "bo-luat", "luat", "phap-lenh")
_NUMBER = re.compile(r",?\s\(?số\s?:?\s?(?=\d)")
_AMENDING = re.compile(r"(?:bộ luật|luật|pháp lệnh) sửa đổi,? ")
_LINKS = (",", " và", " của")
_BREAK = re.compile(r"[.;:]")
_BEFORE = 640
_LONGEST = 240
_LIKE = 1 / 2
_SHORT = re.compile(r"\b[A-ZĐ]{3,}\b")
_DAY = len("2015-11-27")


def printed_name(document: Document, citation: Citation) -> str:
    """The name that stands before the number of a law; empty where it is not surely that number's.

    `Luật Tiếp công dân` of "Luật Tiếp công dân số 42/2013/QH13".
    """
    kind = type_slug(citation.document_type or "")
    if citation.form != "full" or kind not in LAWS or not citation.number:
        return ""
    name = squeeze(_NUMBER.split(citation.text, maxsplit=1)[0])
    rest = key(name).removeprefix(key(citation.document_type or "")).strip()
    sound = len(rest.split()) > 1 and len(rest) < _LONGEST and not any(c.isdigit() for c in rest)
    if not sound or rest == key(name):
        return ""
    return "" if _in_list(document.source.text, citation.span.start) else name


def _in_list(text: str, start: int) -> bool:
    """Whether a law before *start* amends what stands there, so that the number is not surely that law's.

    "Luật sửa đổi, bổ sung một số điều của Luật A, Luật B số …" may be the number of the amending law.
    """
    clause = _BREAK.split(text[max(0, start - _BEFORE) : start])[-1]
    before = " ".join(clause.replace("*", "").lower().split())
    return before.endswith(_LINKS) and "sửa đổi" in before


def is_law(document: Document) -> bool:
    """Whether *document* is itself a law, a code, an ordinance or the constitution."""
    kind = document.metadata.document_type
    return kind is not None and type_slug(kind.value) in LAWS


def own_name(document: Document) -> str:
    """The name of a law by its own head, folded: `luật tiếp công dân`; empty for all that is no law."""
    record = document.metadata
    if not record.document_type or not record.subject or not is_law(document):
        return ""
    subject = key(record.subject.value)
    return "" if any(c.isdigit() for c in subject) else f"{key(record.document_type.value)} {subject}"


class Names:
    """What each law is called: by its own text, by the table, or else by most of those that cite it.

    *held* are the numbers and names of laws that the archive holds, *said* how many texts print a number
    with a name.
    """

    def __init__(self, held: Iterable[tuple[str, str]], said: Iterable[tuple[str, str, int]]) -> None:
        self._sure: dict[str, set[str]] = defaultdict(set)
        self._said: dict[str, Counter[str]] = defaultdict(Counter)
        self._printed: dict[str, Counter[str]] = defaultdict(Counter)
        for number, row in _listed().items():
            self._sure[number].add(key(row.name))
        for number, name in held:
            self._sure[number].add(name)
        for number, name, texts in said:
            self._said[number][key(name)] += texts
            self._printed[number][name] += texts
        self._bearers: dict[str, set[str]] = defaultdict(set)
        for number, names in self._sure.items():
            for name in names:
                self._bearers[name].add(number)
        self._settle()

    def _settle(self) -> None:
        """What only mentions name is called as most of them say.

        An amended law's number often follows the whole name of the amending one, so that of two as frequent
        the plain name stands, unless another number bears it.
        """
        open_to_vote = {n: said.most_common() for n, said in self._said.items() if n not in self._sure}
        ties: list[tuple[str, str]] = []
        for number, ranked in open_to_vote.items():
            best = [name for name, count in ranked if count == ranked[0][1]]
            plain = next((n for n in best if all(n == one or _amends(one, n) for one in best)), "")
            if len(best) == 1:
                self._call(number, plain)
            elif plain:
                ties.append((number, plain))
        free = Counter(plain for _, plain in ties if plain not in self._bearers)
        for number, plain in ties:
            if free[plain] == 1:
                self._call(number, plain)

    def _call(self, number: str, name: str) -> None:
        self._sure[number].add(name)
        self._bearers[name].add(number)

    def title(self, number: str) -> str | None:
        """The name of a law as most print it; None where it is not sure, or not printed.

        Never the name of a law that it amends.
        """
        sure = self._sure.get(number, ())
        fitting = {p: n for p, n in self._printed[number].items() if key(p) in sure}
        return min(fitting, key=lambda p: (-fitting[p], p)) if fitting else None

    def titles(self) -> Iterator[tuple[str, str]]:
        """Each number that some text prints with a sure name, and that name."""
        for number in self._printed:
            if title := self.title(number):
                yield number, title

    def misnamed(self, printed_number: str, printed: str) -> str:
        """Why a number and the name printed with it cannot both be right; empty where they can."""
        number, name = number_key(printed_number), key(printed)
        sure = self._sure.get(number)
        if not printed or name in (sure or ()) or _shortened(printed):
            return ""
        others = sorted(self._bearers.get(name, set()) - {number})
        rivals = sorted(sure or {one for one in self._said[number] if one != name})
        title = next((one for one in rivals if _another(name, one)), "")
        if title and (others or _amends(name, title) or _amends(title, name)):
            says = [
                f"số {printed_number} {'là của' if sure else 'còn gắn với'} {self._spelled(number, title)}"
            ]
            says += [f"tên gọi là của văn bản số {', '.join(others).upper()}"] if others else []
            return ", ".join(says)
        return ""

    def _spelled(self, number: str, name: str) -> str:
        listed = [_listed()[number].name] if number in _listed() else []
        printed = (*sorted(self._printed[number]), *listed)
        return next((p for p in printed if key(p) == name), name.capitalize())


def slip_of(citation: Citation, citing: Document, printed: str) -> str:
    """Why number, day and *printed* name of a mention cannot all be right, whatever the archive holds."""
    name = key(printed)
    if slip := _against_the_table(citation, name):
        return slip
    if name == own_name(citing) and _AMENDING.match(name) and not _is_own(citation, citing):
        return "tên gọi là của chính văn bản này, số là của văn bản khác"
    return ""


def _against_the_table(citation: Citation, name: str) -> str:
    """How the table of laws contradicts a number on a day, or a name (folded) on a day.

    "Luật … số 65/2025/QH15 ngày 16 tháng 6 năm 2025": that number is of 19/02/2025, and that day is of
    72/2025/QH15. Resolutions have numbers of their own, 100/2015/QH13 beside the law so numbered.
    """
    day, number = citation.issued or "", number_key(citation.number or "")
    law = citation.form == "full" and type_slug(citation.document_type or "") in LAWS
    if not law or not number or len(day) != _DAY:
        return ""
    row, passed = _listed().get(number), _passed().get((name, day))
    says = [f"số {row.number} là của {row.name} ngày {row.adopted}"] if row and row.adopted != day else []
    if passed and number_key(passed.number) != number:
        says.append(f"{passed.name} ngày {day} là số {passed.number}")
    return ", ".join(says)


def _shortened(printed: str) -> bool:
    """Whether a name holds an abbreviation: "Luật BHYT" is that of no law to the letter."""
    return not printed.isupper() and bool(_SHORT.search(printed))


def _is_own(citation: Citation, citing: Document) -> bool:
    own = citing.metadata.number
    return own is not None and number_key(own.value) == number_key(citation.number or "")


def _another(name: str, other: str) -> bool:
    """Whether two names are of two laws, and not one name in two spellings."""
    if _amends(name, other) or _amends(other, name):
        return True
    ours, theirs = (frozenset(re.findall(r"\w+", one)) - {"luật", "bộ"} for one in (name, other))
    return len(ours & theirs) < _LIKE * max(len(ours), len(theirs))


def _amends(name: str, other: str) -> bool:
    """Whether *name* is that of a law that amends the law called *other*."""
    return bool(_AMENDING.match(name)) and not _AMENDING.match(other) and other in name


def own_law(document: Document) -> tuple[str, str] | None:
    """The number and the name of a law by its own head."""
    number, name = document.metadata.number, own_name(document)
    return (number_key(number.value), name) if number and name else None


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, EnactedLaw]:
    return {number_key(row.number): row for row in load_citation_tables().enacted}


@lru_cache(maxsize=1)
def _passed() -> Mapping[tuple[str, str], EnactedLaw]:
    """The laws of the table by their names, folded, and the days on which they were passed."""
    return {(key(row.name), row.adopted): row for row in load_citation_tables().enacted}
