"""Whether a run of letters is a Vietnamese syllable: an onset, a rime, a tone that fits."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from builder.legacy.tables import load_legacy_tables

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_SHARP_OR_HEAVY = frozenset("\u0301\u0323")
_STOPS = ("c", "ch", "p", "t")
_FRONT = ("e", "ê", "i", "y")
_HATS = frozenset("ăâêôơư")
# ngh + iêng is the longest syllable; decomposed it takes two marks more.
_LONGEST = 9


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """`nghĩa`, `Uỷ` and `Ủy` are syllables; `nghÜa`, `đònh` and `HNG` are not.

    The tone of a syllable that ends in c, ch, p or t is sắc or nặng, and a tone stands on the letter
    that has a hat or a horn, if one has.
    """
    if not word or len(word) > _LONGEST:
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in letters if ord(c) in _TONES]
    base = unicodedata.normalize("NFC", letters.translate(_TONES))
    if len(tones) > 1 or base not in _bases():
        return False
    if base.endswith(_STOPS) and not _SHARP_OR_HEAVY.issuperset(tones or " "):
        return False
    return not tones or _well_placed(word.lower(), base)


def _well_placed(word: str, base: str) -> bool:
    letters = unicodedata.normalize("NFC", word)
    at = next(i for i, (c, b) in enumerate(zip(letters, base, strict=True)) if c != b)
    return base[at] in _HATS or _HATS.isdisjoint(base)


@cache
def _bases() -> frozenset[str]:
    tables = load_legacy_tables()
    return frozenset(o + r for o in ("", *tables.onsets) for r in tables.rimes if _fits(o, r))


def _fits(onset: str, rime: str) -> bool:
    """The spelling of onsets: k, gh, ngh before e, ê, i, y, and c, g, ng elsewhere (gi- apart)."""
    if onset in ("k", "gh", "ngh"):
        return rime.startswith(_FRONT)
    if onset in ("c", "ng", "g"):
        return not rime.startswith(_FRONT) or (onset == "g" and rime.startswith("i"))
    return True
