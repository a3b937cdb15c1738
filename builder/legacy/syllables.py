"""Whether a run of letters is a Vietnamese syllable: an onset, a rime, a tone that fits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from builder.legacy.tables import load_legacy_tables

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHARP_OR_HEAVY = "\u0301\u0323"
_STOPS = ("c", "ch", "p", "t")
_FRONT = ("e", "ê", "i", "y")
_HATS = frozenset("ăâêôơư")
_VOWELS = frozenset("aeiouy") | _HATS


def is_syllable(word: str) -> bool:
    """`nghĩa`, `Uỷ` and `Ủy` are syllables; `nghÜa`, `đònh` and `HNG` are not.

    The tone of a syllable that ends in c, ch, p or t is sắc or nặng, and a tone stands on a letter
    that has a hat or a horn, if one has. A small letter is not followed by a capital.
    """
    small = word.lower()
    return small in _syllables() and (small == word or not word[0].islower())


@cache
def _syllables() -> frozenset[str]:
    tables = load_legacy_tables()
    pairs = [(o, r) for o in ("", *tables.onsets) for r in tables.rimes if _fits(o, r)]
    return frozenset(toned for onset, rime in pairs for toned in _toned(onset, rime))


def _fits(onset: str, rime: str) -> bool:
    """The spelling of onsets: k, gh, ngh before e, ê, i, y, and c, g, ng elsewhere (gi- apart)."""
    if onset in ("k", "gh", "ngh"):
        return rime.startswith(_FRONT)
    if onset in ("c", "ng", "g"):
        return not rime.startswith(_FRONT) or (onset == "g" and rime.startswith("i"))
    return True


def _toned(onset: str, rime: str) -> Iterator[str]:
    stopped = rime.endswith(_STOPS)
    if not stopped:
        yield onset + rime
    bearers = _HATS if _HATS.intersection(rime) else _VOWELS
    for at, letter in enumerate(rime, 1):
        if letter in bearers:
            for tone in _SHARP_OR_HEAVY if stopped else _TONES:
                yield unicodedata.normalize("NFC", onset + rime[:at] + tone + rime[at:])
