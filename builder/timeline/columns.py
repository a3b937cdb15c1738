"""The timeline as numbers: one column a fact, so that 10,000 documents are a small file."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from builder import entries, labels
from builder.entries import Ending, Value
from builder.model import Archive, CitedWork, OutputFile, Work
from builder.rolls import Roll
from builder.vocabulary_topics import topics

FOLDER = "dong-thoi-gian"
# Names of so many documents are one part, unless one year alone has more.
PART = 1500
_url, _issued = attrgetter("url"), attrgetter("issued")
# The date, the document, the kind of what happened, and the document that did it, -1 where it was itself.
_Event = tuple[int, int, int, int]
# A file's name, its first document and how many; its content.
_Part = tuple[tuple[str, int, int], str]


def columns(roll: Roll, endings: Sequence[Ending]) -> Iterator[OutputFile]:
    """`du-lieu.json`, the numbers of held documents, those of documents only cited, and their names.

    Documents stand newest first, the held before those that are only cited; a date is the number
    YYYYMMDD, with zeros for what is not known, and each is written as its distance from the one before.
    The other files have the hash of their content in their names, so that no two builds ever mix.
    """
    held = roll.newest
    cited = sorted(sorted(roll.archive.cited, key=_url), key=_issued, reverse=True)
    names = _Names(roll)
    words = list(dict.fromkeys(e.words for e in endings))
    events = _events(held, [*held, *cited], endings, words)
    parts, others = _parts(held, "ten", 0), _parts(cited, "chua-co", len(held))
    signed = _json({"rows": names.signers, "signer": [names.signed(work) for work in held]})
    later = _json(_block(cited, names, [e for e in events if e[1] >= len(held)], others))
    data: dict[str, Value] = {
        "types": names.types,
        "issuers": names.issuers,
        "topics": [[row.slug, row.name] for row in topics()],
        "words": ["Có hiệu lực", "Hết hiệu lực", *words],
        **_block(held, names, [e for e in events if e[1] < len(held)], parts),
        "signers": f"cot-nguoi-ky.{_mark(signed)}.json",
        "signer_count": len(names.signers),
        "cited": f"cot-chua-co.{_mark(later)}.json" if cited else None,
        "cited_count": len(cited),
    }
    yield OutputFile(f"{FOLDER}/du-lieu.json", _json(data))
    yield OutputFile(f"{FOLDER}/{data['signers']}", signed)
    if cited:
        yield OutputFile(f"{FOLDER}/{data['cited']}", later)
    for (name, _, _), content in [*parts, *others]:
        yield OutputFile(f"{FOLDER}/{name}", content)


def _block(
    works: Sequence[Work] | Sequence[CitedWork],
    names: _Names,
    events: Sequence[_Event],
    parts: Sequence[_Part],
) -> dict[str, Value]:
    return {
        "date": _steps(map(number, map(_when, works))),
        "type": [names.type_at[work.id.type] for work in works],
        "issuer": [names.issuer_at[work.id.issuer] for work in works],
        "topic": [names.roll.topics(work) for work in works],
        "events": {
            "date": _steps(date for date, *_ in events),
            "document": [place for _, place, _, _ in events],
            "kind": [kind for _, _, kind, _ in events],
            "by": [by for *_, by in events],
        },
        "parts": [[name, first, count] for (name, first, count), _ in parts],
    }


def number(date: str) -> int:
    """A date as a number that sorts: `2018-04-16` is 20180416, `2018-04` 20180400, none 0."""
    return int(date.replace("-", "").ljust(8, "0") or 0)


def _when(work: Work | CitedWork) -> str:
    return labels.when(work) if isinstance(work, Work) else work.issued


def _steps(numbers: Iterable[int]) -> list[int]:
    return [before - after for before, after in pairwise([0, *numbers])]


def _json(data: Value) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


class _Names:
    """The types, bodies and signers that occur, each with its place in its column."""

    def __init__(self, roll: Roll) -> None:
        self.roll, archive = roll, roll.archive
        every: list[Work | CitedWork] = [*archive.works, *archive.cited]
        printed: dict[str, list[str]] = defaultdict(list)
        for work in every:
            # A type that none of its documents prints has a place, too.
            found = printed[work.id.type]
            if named := _type(work):
                found.append(named)
        kinds = {slug: labels.facet_name("type", slug, names) for slug, names in printed.items()}
        ordered = sorted(kinds.items(), key=lambda pair: labels.alphabetical(pair[1]))
        known = roll.bodies
        self.types: list[Value] = [list(pair) for pair in ordered]
        self.type_at = {slug: at for at, (slug, _) in enumerate(ordered)}
        self.issuers: list[Value] = [[body.register, body.name] for body in known]
        self.issuer_at = {body.register: at for at, body in enumerate(known)}
        self._signers(archive)

    def _signers(self, archive: Archive) -> None:
        spelled: dict[str, Counter[str]] = defaultdict(Counter)
        for work in archive.works:
            for url, name in self.roll.facts[work.url].signers:
                spelled[url][name] += 1
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

    def signed(self, work: Work) -> list[int]:
        """The places of the names that signed a document."""
        return list(dict.fromkeys(self.signer_at[url] for url, _ in self.roll.facts[work.url].signers))


def _type(work: Work | CitedWork) -> str:
    if isinstance(work, CitedWork):
        return work.document_type
    found = work.document.metadata.document_type
    return found.value if found else ""


def _events(
    held: Sequence[Work], every: Sequence[Work | CitedWork], endings: Sequence[Ending], words: Sequence[str]
) -> list[_Event]:
    """From when and until when documents have effect by their own words, and what later ones say of them."""
    at = {work.url: place for place, work in enumerate(every)}
    rows = [row for place, work in enumerate(held) for row in _effect(work, place)]
    for e in endings:
        if e.url in at and e.by in at:
            rows.append((number(e.date), at[e.url], 2 + words.index(e.words), at[e.by]))
    return sorted(rows, key=lambda r: (-r[0], *r[1:]))


def _effect(work: Work, place: int) -> Iterator[_Event]:
    metadata = work.document.metadata
    for kind, found in enumerate((metadata.in_force_from, metadata.in_force_until)):
        if found and found.value.value:
            yield number(found.value.value), place, kind, -1


def _mark(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:10]


def _parts(works: Sequence[Work] | Sequence[CitedWork], name: str, first: int) -> list[_Part]:
    """Whole years, gathered from the oldest up, so that a new document changes the last part alone."""
    groups: list[list[Work | CitedWork]] = []
    for year in _by_year(works):
        if groups and len(groups[-1]) + len(year) <= PART:
            groups[-1] = [*year, *groups[-1]]
        else:
            groups.append(list(year))
    made = []
    for group in reversed(groups):
        content = _json(_named(group))
        made.append(((f"{name}-{_span(group)}.{_mark(content)}.json", first, len(group)), content))
        first += len(group)
    return made


def _by_year(works: Sequence[Work] | Sequence[CitedWork]) -> list[list[Work | CitedWork]]:
    groups: dict[str, list[Work | CitedWork]] = defaultdict(list)
    for work in works:
        groups[_when(work)[:4]].append(work)
    return list(reversed(groups.values()))


def _span(group: Sequence[Work | CitedWork]) -> str:
    last, first = (_when(group[at])[:4] or "khong-ro" for at in (0, -1))
    return first if first == last else f"{first}-{last}"


def _named(group: Sequence[Work | CitedWork]) -> dict[str, Value]:
    rows = [_names(work) for work in group]
    return {column: [row[at] for row in rows] for at, column in enumerate(("name", "subject", "url"))}


def _names(work: Work | CitedWork) -> tuple[str, str, str]:
    if isinstance(work, Work):
        return labels.name(work), labels.subject(work), entries.address(work)
    return f"{work.document_type} số {work.number}", labels.capital(work.title or ""), work.url.lstrip("/")
