"""What speaks for an encoding: how many words become Vietnamese syllables that were none before."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from builder.legacy.encodings import Encoding, as_shown, encodings
from builder.legacy.syllables import is_syllable
from builder.legacy.tables import load_legacy_tables

# Signs that stand for themselves when they stand alone: `5 − 10`, `2 ÷ 4`, a bullet, a footnote mark.
_ALONE = frozenset("−∙·×÷»©¶¨¹¬¼½¾ª\u00ad")
_ABBREVIATION = re.compile("[A-Z]{0,6}Đ[A-ZĐ]{0,6}")
# After so many different words an encoding that explains less than a quarter is given up.
_SAMPLE = 300
# Short lines recur in one text: what was found for them is kept.
_SHORT = 100
# Longer runs of letters are no words: they count as evidence against.
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Reading:
    """One word under one encoding; `counts` where it speaks for or against it."""

    text: str
    counts: bool
    good: bool
    was: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of a stretch under one encoding.

    `good` of `total` words are syllables after conversion, `was` were before; `fresh` counts the
    different words that only the conversion makes syllables.
    """

    encoding: Encoding
    total: int
    good: int
    was: int
    fresh: int

    @property
    def bad(self) -> int:
        """The words that are no syllables after conversion."""
        return self.total - self.good

    @property
    def strong(self) -> bool:
        """Two words or more, and one in three, become syllables, and three in four are syllables then."""
        gain = self.good - self.was
        return self.fresh >= 2 and gain >= 2 and 3 * gain >= self.total and 4 * self.good >= 3 * self.total

    @property
    def certain(self) -> bool:
        """So clear that no other encoding need be tried."""
        return self.strong and 20 * self.good >= 19 * self.total and 2 * self.was <= self.good


@lru_cache(maxsize=65536)
def _reading(name: str, token: str) -> Reading:
    encoding = _by_name()[name]
    if token in _ALONE or token in load_legacy_tables().units:
        return Reading(token, False, False, False)
    text = encoding.decode(token)
    if len(token) == 1:
        return Reading(text, False, False, False)
    good = is_syllable(text)
    if not good and _aliased(name, token):
        return Reading(token, True, False, False)
    if not good and text != token and _ABBREVIATION.fullmatch(text):
        return Reading(text, False, False, False)
    good = good and (text != token or encoding.knows(token))
    return Reading(text, True, good, is_syllable(as_shown(token)))


def _aliased(name: str, token: str) -> bool:
    """Whether only look-alikes would be converted, such as the minus of `A−B`."""
    aliases = [a.seen for a in load_legacy_tables().aliases if a.encoding == name]
    rest = token
    for seen in aliases:
        rest = rest.replace(seen, "")
    return rest.isascii() and rest != token


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Encoding]:
    return {e.name: e for e in encodings()}


def reading(encoding: Encoding, token: str) -> Reading:
    """What *token* says for *encoding*: `thµnh` becomes the syllable `thành`."""
    if len(token) > _LONGEST:
        return Reading(encoding.decode(token), True, False, False)
    return _reading(encoding.name, token)


def weigh(encoding: Encoding, seen: str) -> Evidence:
    """The evidence of *seen*; words of ASCII letters say nothing."""
    total = good = was = fresh = 0
    for n, (token, times) in enumerate(Counter(encoding.token.findall(seen)).items()):
        if n > _SAMPLE and 4 * good < total:
            break
        if _plain(token):
            continue
        one = reading(encoding, token)
        total += times * one.counts
        good += times * one.good
        was += times * one.was
        fresh += one.good and not one.was
    return Evidence(encoding, total, good, was, fresh)


def best(seen: str, first: str = "") -> Evidence:
    """The encoding that makes most words syllables; the one named *first* is tried before the others."""
    return _best_of_short(seen, first) if len(seen) <= _SHORT else _best(seen, first)


def _best(seen: str, first: str) -> Evidence:
    found: list[Evidence] = []
    for encoding in sorted(encodings(), key=lambda e: e.name != first):
        found.append(weigh(encoding, seen))
        if found[-1].certain:
            return _extended(found[-1], seen)
    return _extended(max(found, key=lambda e: (e.strong, e.good - e.was, e.good)), seen)


def _extended(found: Evidence, seen: str) -> Evidence:
    """What extends the encoding, if it explains words that this one leaves open: capitals with tone."""
    for encoding in encodings():
        if encoding.extends == found.encoding.name and found.bad:
            other = weigh(encoding, seen)
            return other if other.good > found.good and other.bad < found.bad else found
    return found


_best_of_short = lru_cache(maxsize=4096)(_best)


def converted(encoding: Encoding, seen: str) -> str:
    """*seen* with every word converted; signs that stand alone stay."""

    def one(match: re.Match[str]) -> str:
        token = match.group()
        return token if _plain(token) else reading(encoding, token).text

    return encoding.token.sub(one, seen)


def _plain(token: str) -> bool:
    """Whether *token* is made of ASCII letters; a control may be a letter of VISCII."""
    return token.isascii() and token.isprintable()
