"""Bytes that are neither UTF-8 nor UTF-16: read in a legacy encoding when the evidence is overwhelming."""

from __future__ import annotations

from builder.legacy.encodings import encodings
from builder.legacy.evidence import Evidence, weigh

# So many different words must become syllables; fewer are no evidence of a whole file.
_WORDS = 10


def decode(content: bytes) -> tuple[str, str] | None:
    """The name of the encoding (`tcvn3`, `viscii`) and the text of *content*, or None.

    At least 95 % of the words are Vietnamese syllables then, and a tenth fewer under every other
    reading, that as Latin-1 included; of TCVN3 and TCVN5712-1, which
    extends it, the better is taken.
    """
    if b"\0" in content:
        return None
    seen = content.decode("latin-1")
    found = sorted((weigh(e, seen) for e in encodings()), key=lambda e: e.bad - e.good)
    first = found[0]
    if first.fresh < _WORDS or 20 * first.good < 19 * first.total or first.was > 0.9 * first.good:
        return None
    if any(_rivals(first, other) for other in found[1:]):
        return None
    return first.encoding.shown.lower(), first.encoding.read(content)


def _rivals(first: Evidence, other: Evidence) -> bool:
    """Whether *other* reads nearly as well; an encoding and what extends it are no rivals."""
    one, two = first.encoding, other.encoding
    return other.good > 0.9 * first.good and one.extends != two.name and two.extends != one.name
