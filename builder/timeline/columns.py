"""The timeline as numbers: one column a fact, so that 10,000 documents are a small file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from builder import labels
from builder.entries import Ending, Value
from builder.model import CitedWork, OutputFile, Work
from builder.rolls import Facts, Roll
from builder.timeline.parts import FOLDER, Part, Parts, cut, mark, written
from builder.vocabulary_topics import topics

_url, _issued = attrgetter("url"), attrgetter("issued")
# The date, the document, the kind of what happened, and the document that did it, -1 where it was itself.
_Event = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Block:
    """Documents by date, newest first, from the place *first* on."""

    works: Sequence[Work | CitedWork]
    dates: Sequence[str]
    facts: Sequence[Facts]
    parts: Sequence[Part]
    first: int = 0


def columns(roll: Roll, endings: Sequence[Ending], kept: Parts) -> Iterator[OutputFile]:
    """`du-lieu.json`, the numbers of held documents, those of documents only cited, and their names.

    Documents stand newest first, the held before those that are only cited; a date is the number
    YYYYMMDD, with zeros for what is not known, and each is written as its distance from the one before.
    The other files have the hash of their content in their names, so that no two builds ever mix.
    """
    held, cited = _held(roll, kept), _cited(roll, kept)
    names = _Names(roll)
    words = list(dict.fromkeys(e.words for e in endings))
    events = _events(held, cited, endings, words)
    ours = [e for e in events if e[1] < cited.first]
    signed = written({"rows": names.signers, "signer": list(map(names.signed, held.facts))})
    later = written(_block(cited, names, [e for e in events if e[1] >= cited.first]))
    data: dict[str, Value] = {
        "types": names.types,
        "issuers": names.issuers,
        "topics": [[row.slug, row.name] for row in topics()],
        "words": ["Có hiệu lực", "Hết hiệu lực", *words],
        **_block(held, names, ours),
        "signers": f"cot-nguoi-ky.{mark(signed)}.json",
        "signer_count": len(names.signers),
        "cited": f"cot-chua-co.{mark(later)}.json" if cited.works else None,
        "cited_count": len(cited.works),
    }
    yield OutputFile(f"{FOLDER}/du-lieu.json", written(data))
    yield OutputFile(f"{FOLDER}/{data['signers']}", signed)
    if cited.works:
        yield OutputFile(f"{FOLDER}/{data['cited']}", later)
    for part in (*held.parts, *cited.parts):
        yield OutputFile(f"{FOLDER}/{part.name}", part.content)
    kept.keep()


def _held(roll: Roll, kept: Parts) -> _Block:
    works, dates = roll.newest, [roll.dates[at] for at in roll.newest_at]
    return _Block(works, dates, roll.newest_facts, cut(roll, works, dates, "ten", 0, kept))


def _cited(roll: Roll, kept: Parts) -> _Block:
    works = sorted(sorted(roll.archive.cited, key=_url), key=_issued, reverse=True)
    dates, first = [work.issued for work in works], len(roll.archive.works)
    facts = [roll.facts[work.url] for work in works]
    return _Block(works, dates, facts, cut(roll, works, dates, "chua-co", first, kept), first)


def _block(block: _Block, names: _Names, events: Sequence[_Event]) -> dict[str, Value]:
    return {
        "date": _steps(map(labels.day, block.dates)),
        "type": [names.type_at[work.id.type] for work in block.works],
        "issuer": [names.issuer_at[work.id.issuer] for work in block.works],
        "topic": [names.topics[own.topics] for own in block.facts],
        "events": {
            "date": _steps(date for date, *_ in events),
            "document": [place for _, place, _, _ in events],
            "kind": [kind for _, _, kind, _ in events],
            "by": [by for *_, by in events],
        },
        "parts": [[part.name, part.first, part.count] for part in block.parts],
    }


def _steps(numbers: Iterable[int]) -> list[int]:
    return [before - after for before, after in pairwise([0, *numbers])]


class _Topics(dict[tuple[str, ...], list[int]]):
    """The places of some topics in the table of topics; most documents share them with many."""

    def __init__(self) -> None:
        self._at = {row.slug: at for at, row in enumerate(topics())}

    def __missing__(self, slugs: tuple[str, ...]) -> list[int]:
        found = self[slugs] = sorted(self._at[slug] for slug in slugs)
        return found


class _Names:
    """The types, bodies, signers and topics that occur, each with its place in its column."""

    def __init__(self, roll: Roll) -> None:
        ordered = sorted(_types(roll).items(), key=lambda pair: labels.alphabetical(pair[1]))
        known = roll.bodies
        self.topics = _Topics()
        self.types: list[Value] = [list(pair) for pair in ordered]
        self.type_at = {slug: at for at, (slug, _) in enumerate(ordered)}
        self.issuers: list[Value] = [[body.register, body.name] for body in known]
        self.issuer_at = {body.register: at for at, body in enumerate(known)}
        self._signers(roll)

    def _signers(self, roll: Roll) -> None:
        spelled = roll.spelled
        urls = sorted(spelled)
        self.signer_at = {url: at for at, url in enumerate(urls)}
        self.signers: list[Value] = [
            [
                url.split("/")[1],
                labels.spelling(spelled[url]),
                self.issuer_at[url.split("--", 1)[1].strip("/")],
            ]
            for url in urls
        ]

    def signed(self, own: Facts) -> list[int]:
        """The places of the names that signed a document."""
        if len(own.signers) == 1:
            return [self.signer_at[own.signers[0][0]]]
        return list({self.signer_at[url]: 0 for url, _ in own.signers})


def _types(roll: Roll) -> Mapping[str, str]:
    """What each type is called by the documents that are held or cited."""
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    # A type that none of its documents prints has a place, too.
    printed.update({slug: Counter(names) for slug, names in roll.types.items()})
    for (slug, name), count in Counter((w.id.type, w.document_type) for w in roll.archive.cited).items():
        printed[slug].update({name: count} if name else {})
    return {slug: labels.facet_name("type", slug, names) for slug, names in printed.items()}


def _events(held: _Block, cited: _Block, endings: Sequence[Ending], words: Sequence[str]) -> list[_Event]:
    """From when and until when documents have effect by their own words, and what later ones say of them."""
    rows = [row for place, own in enumerate(held.facts) for row in _effect(own, place)]
    spoken_of = {url for e in endings for url in (e.url, e.by)}
    every = (work.url for block in (held, cited) for work in block.works)
    at = {url: place for place, url in enumerate(every) if url in spoken_of}
    for e in endings:
        if e.url in at and e.by in at:
            rows.append((labels.day(e.date), at[e.url], 2 + words.index(e.words), at[e.by]))
    return sorted(rows, key=lambda r: (-r[0], *r[1:]))


def _effect(own: Facts, place: int) -> Iterator[_Event]:
    if own.since:
        yield own.since, place, 0, -1
    if own.until:
        yield own.until, place, 1, -1
