"""Documents at their permanent addresses, before their citations are resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from builder.errors import BadSettings
from builder.identifiers import id4
from builder.ledger import Declaration, Ledger, latest, work_id
from builder.model import Document, Permalink, Problem, Span, WorkId
from builder.registry.matching import Text, claims, recurring, text_of
from builder.registry.remembered import named

_START = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Settled:
    """Documents with their published anchors, their addresses by path, and the registry as it is now."""

    documents: tuple[Document, ...]
    ids: Mapping[str, WorkId]
    permalinks: tuple[Permalink, ...]


def settle(documents: Sequence[Document], ledger: Ledger, *, whole: bool = True) -> Settled:
    """Every document at the address that it had, or at a new one that no other ever had.

    A document that a clerk declared one with another is left out; its address leads there. Unless
    *documents* are the *whole* archive, none is missed, and what is published stays where it is.
    """
    texts = [text_of(document) for document in _apart(documents)]
    redirects = {d.address: d.leads_to for d in ledger.declared}
    claimed = claims(texts, ledger.permalinks)
    joined = [_declared(one, redirects) for one in claimed] if redirects else [""] * len(claimed)
    others = _units_of_joined(claimed, joined) if redirects else {}
    stands = _Standing(ledger, redirects, {one.id for one in claimed if one}, whole)
    now: dict[str, Permalink] = {}
    kept: list[Document] = []
    ids: dict[str, WorkId] = {}
    for text, one, leads_to in zip(texts, claimed, joined, strict=True):
        if one and leads_to:
            now[one.id] = _known(one, text, one.url)
            continue
        url = one.url if one and not whole else _address(text, one, stands)
        document, work = _settled(text, one, url, others.get(url, ()), ledger.places)
        asked = () if one else tuple(_asked(text, stands.missed))
        kept.append(document.but(problems=(*document.problems, *asked)) if asked else document)
        ids[text.path] = text.own if text.own.url == url else work_id(url)
        if work is not one:
            now[work.id] = work
        stands.take(url, work.id)
    permalinks = [now.pop(one.id, one) for one in ledger.permalinks]
    return Settled(tuple(kept), ids, (*permalinks, *now.values()))


class _Standing:
    """Whose each address is, and which texts are missed: worked out only where a text is not as it was."""

    def __init__(self, ledger: Ledger, redirects: Mapping[str, str], found: set[str], whole: bool) -> None:
        self._ledger, self._redirects, self._found, self._whole = ledger, redirects, found, whole
        self._taken: list[tuple[str, str]] = []

    def take(self, url: str, work: str) -> None:
        """*url* is the address of *work* from now on."""
        self._taken.append((url, work))

    def is_free(self, url: str, mine: str | None) -> bool:
        """Whether no work but *mine* ever had the address *url*."""
        self._owners.update(self._taken)
        self._taken.clear()
        return self._owners.get(url, mine) == mine

    @cached_property
    def _owners(self) -> dict[str, str]:
        owners = {url: one.id for one in self._ledger.permalinks for url in one.addresses}
        return owners | {url: owners.get(url, "") for url in self._redirects}

    @cached_property
    def missed(self) -> Mapping[str, frozenset[str]]:
        """The marks of each published text that no file is, by its address."""
        return {
            one.url: frozenset(unit[0] for unit in one.units)
            for one in self._ledger.permalinks
            if self._whole and one.digests and one.id not in self._found
        }


def _settled(
    text: Text,
    one: Permalink | None,
    url: str,
    joined: Sequence[tuple[str, ...]],
    places: Sequence[Declaration],
) -> tuple[Document, Permalink]:
    """The document of *text* with its published anchors, and its line of the registry, both as of now."""
    work = one or Permalink(url.removeprefix("/vb/").strip("/"), url)
    ours = [d for d in places if d.address.partition("#")[0] in work.addresses] if places else ()
    declared = {d.address.partition("#")[2]: d.leads_to.partition("#")[2] for d in ours}
    found = named(text, work, joined, declared)
    problems = (*found.document.problems, *_lost(found.lost, url))
    document = found.document.but(problems=problems) if found.lost else found.document
    return document, _known(found.line, text, url)


def _declared(one: Permalink | None, redirects: Mapping[str, str]) -> str:
    """Where a clerk declares that *one* leads; empty when it stands for itself."""
    return next((redirects[url] for url in (one.addresses if one else ()) if url in redirects), "")


def _apart(documents: Sequence[Document]) -> Iterator[Document]:
    """Two folders may hold a file of one name: the later is told apart, `2024/01.txt (2)`."""
    seen: Counter[str] = Counter()
    for document in documents:
        path = document.source.path
        seen[path] += 1
        if seen[path] == 1:
            yield document
        else:
            yield document.but(source=document.source.but(path=f"{path} ({seen[path]})"))


def _units_of_joined(
    claimed: Sequence[Permalink | None], joined: Sequence[str]
) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The units of texts that are declared one with another, by the address of the other."""
    units: dict[str, tuple[tuple[str, ...], ...]] = {}
    for one, leads_to in zip(claimed, joined, strict=True):
        if one and leads_to:
            units[leads_to] = (*units.get(leads_to, ()), *one.units)
    return units


def _known(one: Permalink, text: Text, url: str) -> Permalink:
    """*one* at *url*, known by what the text is now as well as by what it was."""
    only = (one.paths, one.digests, one.facts) == ((text.path,), (text.digest,), (text.facts,))
    if only and one.url == url and not one.former:
        # Most texts were never anything else.
        return one
    now = {
        "url": url,
        "former": tuple(u for u in dict.fromkeys((*one.former, one.url)) if u != url),
        "paths": latest(one.paths, text.path),
        "digests": latest(one.digests, text.digest),
        "facts": latest(one.facts, text.facts),
    }
    return one if all(getattr(one, name) == value for name, value in now.items()) else one.but(**now)


def _address(text: Text, one: Permalink | None, stands: _Standing) -> str:
    """Where the text stands: as published while its facts are the same, else by what they are now."""
    if one and (text.facts in one.facts[-1:] or _is_same(text, one)):
        return one.url
    mine = one.id if one else None
    return next(url for url in _tries(text) if stands.is_free(url, mine))


def _is_same(text: Text, one: Permalink) -> bool:
    """Whether the address differs in nothing that the facts decide: id4 and `--2` are frozen."""
    own, stands = text.own, work_id(one.url)
    content = f"-{id4(text.document.source.text)}"
    number, published = own.number, stands.number.partition("--")[0]
    if number.endswith(content):
        number, published = number.removesuffix(content), published.rpartition("-")[0]
    return (own.issuer, own.type, own.year, number) == (stands.issuer, stands.type, stands.year, published)


def _tries(text: Text) -> Iterator[str]:
    """Its own address; a namesake's with the date, then `--2`, `--3` …"""
    own, issued = text.own, text.facts[2]
    yield own.url
    if issued:
        yield replace(own, number=f"{own.number}--{issued}").url
    n = 2
    while True:
        yield replace(own, number=f"{own.number}--{n}").url
        n += 1


def _lost(names: Sequence[str], url: str) -> Iterator[Problem]:
    if names:
        listed = ", ".join(f"#{name}" for name in names)
        words = (
            f"{url} mất chỗ đã công bố: {listed}; khôi phục đoạn ấy, hoặc ghi vào declarations.toml "
            "của sổ địa chỉ mục [[place]] nói chỗ ấy nay là chỗ nào"
        )
        yield Problem("error", "anchor-lost", _START, words)


def _asked(text: Text, missed: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """A new text may be one that is missed, with another name, other bytes and other facts."""
    ours = frozenset(unit.mark for unit in text.units) if missed else frozenset()
    for url, theirs in missed.items():
        if recurring(ours, theirs):
            words = (
                f"có phải là văn bản đã công bố tại {url} không? Nếu phải, ghi vào "
                f'declarations.toml của sổ địa chỉ mục [[same]] có address = "{url}"'
            )
            yield Problem("warning", "same-work", _START, words, url)


def final(url: str, permalinks: Mapping[str, Permalink], redirects: Mapping[str, str]) -> str:
    """Where *url* leads in the end, through declarations and moves.

    Raises `BadSettings` for declarations that lead in a circle.
    """
    seen: set[str] = set()
    while url not in seen:
        seen.add(url)
        one = permalinks.get(url)
        onward = redirects.get(url) or (one.url if one else url)
        if onward == url:
            return url
        url = onward
    raise BadSettings(f"các khai báo dẫn vòng quanh {url}", way_out="sửa declarations.toml của sổ địa chỉ")
