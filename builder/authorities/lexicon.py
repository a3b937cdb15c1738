"""The names of bodies by their first word, and the folding under which they are compared.

Folding keeps every character in its place, so that what is found in the folded text can be cut
from the printed one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from builder.text import key
from builder.vocabulary import Issuer, load
from builder.vocabulary_citations import OpenName, load_citation_tables

PLACE = " {place}"
# The capitals of Vietnamese, for character classes (no range holds them without small letters).
CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_WORD = re.compile(r"\w+")
# So many first letters tell most names of one first word ("bộ …", "ủy ban …") apart.
_COMPARED = 12
# Longer than any word that a name begins with.
_LONGEST_WORD = 40
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
# Two vowels whose tone mark has an old and a new place ("hòa", "hoà"); `key` knows which they are.
_TONED = re.compile(r"[ou][àáảãạèéẻẽẹỳýỷỹỵ](?!\w)(?<!q..)")


@dataclass(frozen=True, slots=True)
class Term:
    """A printed form of a body without its place: `ubnd`, of the row `Ủy ban nhân dân {place}`."""

    folded: str
    printed: str
    issuer: Issuer
    head: bool

    @property
    def abbreviated(self) -> bool:
        """Whether it is letters only, such as `UBND` or `TW`: then its capitals must be printed."""
        return self.printed.isupper() and " " not in self.printed


def folded(text: str) -> str:
    """The key of a cleaned *text*, letter by letter in place: `UỶ BAN  NHÂN` stays twelve characters long."""
    made = text.casefold()
    if len(made) != len(text) or not text.isprintable():
        made = "".join(map(_one, text))
    for dash in _DASHES:
        if dash in made:
            made = made.replace(dash, "-")
    return _TONED.sub(_moved, made)


def _moved(match: re.Match[str]) -> str:
    return key(match.group())


@lru_cache(maxsize=4096)
def _one(letter: str) -> str:
    if letter.isspace():
        return " "
    made = key(letter)
    return made if len(made) == 1 else letter


def bounded(text: str, at: int) -> bool:
    """Whether no word runs over the place *at*."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())


def first_word(text: str, at: int = 0) -> str:
    """The word of letters that begins at *at*."""
    match = _WORD.match(text, at)
    return match.group() if match else ""


# Forms of one first word by their length, the longest first, and those of each length by their words.
_Forms = Mapping[int, Mapping[str, Sequence[Term]]]


@cache
def _terms() -> Mapping[tuple[str, str], _Forms]:
    """Every form of every body, by its first word and its first letters, as many as `terms` compares."""
    every = [
        Term(key(bare), bare, issuer, printed in issuer.heads)
        for issuer in load().issuers
        for printed in issuer.names
        for bare in (printed.removesuffix(PLACE),)
    ]
    found: dict[tuple[str, str], dict[int, dict[str, list[Term]]]] = {}
    for term in sorted(every, key=lambda t: -len(t.folded)):
        begins = term.folded[:_COMPARED] if len(term.folded) >= _COMPARED else ""
        same_begin = found.setdefault((first_word(term.folded), begins), {})
        same_begin.setdefault(len(term.folded), {}).setdefault(term.folded, []).append(term)
    return found


def terms(low: str) -> Iterator[Term]:
    """The forms of bodies with which a folded text begins, the longest first."""
    word = first_word(low)
    # Those long enough to be known by their first letters, then the short ones of the same word.
    for begins in (low[:_COMPARED], ""):
        for length, forms in _terms().get((word, begins), {}).items():
            yield from forms.get(low[:length], ())


@dataclass(frozen=True, slots=True)
class Words:
    """Phrases to be met at a place of a folded text, by their first word, the longest first."""

    by_first: Mapping[str, tuple[str, ...]]

    def matches(self, text: str, at: int) -> Iterator[str]:
        """The phrases that begin at *at* and end with a word, the longest first."""
        for phrase in self.by_first.get(first_word(text, at), ()):
            if text.startswith(phrase, at) and bounded(text, at + len(phrase)):
                yield phrase

    def match(self, text: str, at: int) -> str | None:
        """The longest phrase that begins at *at* and ends with a word."""
        return next(self.matches(text, at), None)


def words(phrases: Iterable[str]) -> Words:
    """An index of phrases, folded."""
    found: dict[str, list[str]] = defaultdict(list)
    for phrase in dict.fromkeys(map(key, phrases)):
        found[first_word(phrase)].append(phrase)
    return Words({word: tuple(sorted(group, key=len, reverse=True)) for word, group in found.items()})


@cache
def stop_words() -> Words:
    """Words that cannot stand inside an open name: `về`, `ban hành` …"""
    return words(load_citation_tables().stop_words)


@cache
def runs_on() -> Words:
    """Words that an open name may go on with: `Ban Chỉ đạo thực hiện …`."""
    return words(load_citation_tables().runs_on)


@cache
def open_names() -> tuple[Words, Mapping[str, OpenName]]:
    """The words that begin an open name, and the row of each."""
    rows = {key(word): row for row in load_citation_tables().open_names for word in row.words}
    return words(rows), rows


@cache
def head_titles() -> Words:
    """Titles of heads that stand before an open name: `Giám đốc`, `Trưởng` …"""
    return words(load_citation_tables().head_titles)


@cache
def _beginnings() -> frozenset[str]:
    of_bodies = (word for word, _ in _terms())
    return frozenset((*of_bodies, *open_names()[0].by_first, *head_titles().by_first))


def may_begin(text: str, at: int) -> bool:
    """Whether the word at *at* begins the name of any body: told without a look at what follows it."""
    return _is_beginning(first_word(text[at : at + _LONGEST_WORD]))


@lru_cache(maxsize=4096)
def _is_beginning(word: str) -> bool:
    return folded(word) in _beginnings()


@cache
def province_names() -> tuple[Words, Mapping[str, str]]:
    """The names of provinces in all spellings, and each in its official spelling."""
    official = {key(alias): row.name for row in load().provinces for alias in (*row.aliases, row.name)}
    return words(official), official
