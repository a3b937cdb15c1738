"""A search copy → its postings: each syllable and each pair of neighbours, with marks and weight.

Vietnamese words are mostly of two syllables: pairs make phrases and closeness cheap.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from operator import add

from builder.search.words import syllables

# How much a posting weighs: once in the text, several times, in the record, in number or trích yếu.
ONCE, OFTEN, RECORD, TITLE = range(4)
_OFTEN = 3


def postings(content: str) -> dict[int, int]:
    """The weight of each term of a copy, by its number; a function of the copy's bytes alone."""
    copy = json.loads(content)
    body: Counter[int] = Counter()
    for _, words in copy["units"]:
        body.update(_terms(words))
    found = {one: OFTEN if times >= _OFTEN else ONCE for one, times in body.items()}
    if copy["names"]:
        for words in (copy["names"], copy["issuer"]):
            found.update(dict.fromkeys(_terms(words), RECORD))
        found.update(dict.fromkeys(_terms(f"{copy['name']} {copy['subject']}"), TITLE))
    return found


def _terms(words: str) -> Iterator[int]:
    heard = list(syllables(words))
    yield from (s.alone for s in heard)
    yield from map(add, [s.first for s in heard[:-1]], [s.second for s in heard[1:]])
