"""A search copy → its postings: each syllable and each pair of neighbours, with marks and weight.

Vietnamese words are mostly of two syllables: pairs make phrases and closeness cheap.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import add

from builder.search.words import shares

# How much a posting weighs: once in the text, several times, in the record, in number or trích yếu.
ONCE, OFTEN, RECORD, TITLE = range(4)
_OFTEN = 3


def postings(content: str) -> dict[int, int]:
    """The weight of each term of a copy, by its number; a function of the copy's bytes alone."""
    copy = json.loads(content)
    body = Counter(_terms(words for _, words in copy["units"]))
    found = dict.fromkeys(body, ONCE)
    found.update(dict.fromkeys([one for one, times in body.items() if times >= _OFTEN], OFTEN))
    if copy["names"]:
        found.update(dict.fromkeys(_terms((copy["names"], copy["issuer"])), RECORD))
        found.update(dict.fromkeys(_terms((f"{copy['name']} {copy['subject']}",)), TITLE))
    return found


def _terms(passages: Iterable[str]) -> Iterator[int]:
    return chain.from_iterable(map(_of_passage, passages))


def _of_passage(words: str) -> Iterator[int]:
    heard = shares(words)
    if not heard:
        return iter(())
    alone, first, second = zip(*heard, strict=True)
    return chain(alone, map(add, first, second[1:]))
