"""The pages of signers: a printed name at one body, which is not a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from builder import entries, labels
from builder.bodies import Body
from builder.entries import Row, Value
from builder.model import Archive, OutputFile, Signature, Work
from builder.pages.paging import paged
from builder.pages.record import capacity_words
from builder.pages.shelves import by_letter, fact, item, jumps
from builder.rolls import Group, Listing, Roll
from builder.shelf import digest

FOLDER = "nguoi-ky"


@dataclass(frozen=True, slots=True)
class Signer:
    """A name as printed at the foot of documents of one register, at its address."""

    url: str
    body: Body
    group: Group
    names: Mapping[str, int]

    @property
    def name(self) -> str:
        """The spelling most often printed, one in capitals last; the page says the others too."""
        return labels.spelling(self.names)

    @property
    def works(self) -> list[Work]:
        """Its documents, each once."""
        return self.group.held

    @property
    def signed(self) -> Iterator[tuple[Work, Signature]]:
        """Its documents with what stands at their foot under this name, once for each time."""
        for work in self.works:
            for signature in work.document.metadata.signatures:
                if entries.signer_url(signature.name or "", self.body.register) == self.url:
                    yield work, signature


def signers(roll: Roll, bodies: Mapping[str, Body]) -> tuple[Signer, ...]:
    """Every printed name at every body."""
    names = roll.spelled
    return tuple(
        Signer(url, bodies[group.held[0].id.issuer], group, names[url])
        for url, group in roll.of("signer").items()
    )


def _sorted(found: Iterable[Signer]) -> list[Signer]:
    """By given name and then by surname, as Vietnamese lists have it."""
    named = [(s.name, s.body.name, s) for s in found]
    # A name stands at many bodies, and a body has many names: the order of each is worked out once.
    names = _places(sorted({name for name, _, _ in named}, key=_by_given_name))
    bodies = _places(sorted({body for _, body, _ in named}, key=labels.alphabetical))
    named.sort(key=lambda one: (names[one[0]], bodies[one[1]]))
    return [signer for _, _, signer in named]


def _places(ordered: Sequence[str]) -> Mapping[str, int]:
    return {one: at for at, one in enumerate(ordered)}


def _by_given_name(name: str) -> tuple[object, ...]:
    return labels.alphabetical(name.rpartition(" ")[2]), labels.alphabetical(name)


def signer_rows(found: Iterable[Signer]) -> list[Row]:
    """The signers of a body as its page lists them."""
    return [item(s.name, note=f"{len(s.works)} văn bản", url=s.url) for s in _sorted(found)]


def signer_lists(roll: Roll, found: Sequence[Signer]) -> Iterator[Listing]:
    """The index of signers, `/nguoi-ky/`, and a list for each: `/nguoi-ky/lai-thanh-son--…/`."""
    yield Listing(FOLDER, partial(_index, roll.archive, found))
    elsewhere: dict[str, list[Signer]] = defaultdict(list)
    for signer in found:
        elsewhere[_name_slug(signer)].append(signer)
    # What all pages of a name show of each other is worked out once, for a name may stand at many bodies.
    shown = {name: digest(*map(_shown, same)) for name, same in elsewhere.items() if len(same) > 1}
    for signer in found:
        name = _name_slug(signer)
        key = roll.key(signer.group.mark, signer.body.name, shown.get(name, signer.name))
        yield Listing(signer.url, partial(_signer_page, roll.archive, signer, elsewhere[name]), key)


def _shown(signer: Signer) -> str:
    """What the page of the same name at another body shows of one."""
    return f"{signer.url} {signer.body.name} {signer.name}"


def _index(archive: Archive, found: Sequence[Signer]) -> Iterator[OutputFile]:
    rows: list[Row] = [
        {"name": s.name, "url": s.url, "about": s.body.name, "count": len(s.works), "cited": 0}
        for s in _sorted(found)
    ]
    sections = by_letter(rows, lambda row: str(row["name"]).rpartition(" ")[2])
    lead = "Tên in ở chỗ ký, xếp theo tên gọi rồi đến họ. Mỗi dòng là một tên ở một cơ quan."
    meta: dict[str, Value] = {
        "template": "muc.html",
        "title": "Người ký",
        "description": lead,
        "lead": lead,
        "links": [],
        "jumps": jumps(sections),
        "sections": sections,
    }
    yield from paged(archive, FOLDER, meta)


def _name_slug(signer: Signer) -> str:
    return signer.url.partition("--")[0]


def _signer_page(archive: Archive, signer: Signer, same: Sequence[Signer]) -> Iterator[OutputFile]:
    lead = f"Tên in ở chỗ ký trên {len(signer.works)} văn bản trong kho của {signer.body.name}."
    sections = entries.by_year(signer.works)
    notes = _notes(signer)
    for section in sections:
        rows = section["rows"]
        for row in rows if isinstance(rows, list) else []:
            row["signed"] = notes[str(row["url"])]
    meta: dict[str, Value] = {
        "template": "nguoi-ky.html",
        "title": f"{signer.name} – {signer.body.name}",
        "heading": signer.name,
        "description": lead,
        "lead": lead,
        "up": {"name": "Người ký", "url": f"{FOLDER}/"},
        "body": {"name": signer.body.name, "url": f"co-quan/{signer.body.register}/"},
        "jumps": jumps(sections),
        "sections": sections,
    }
    yield from paged(archive, signer.url.strip("/"), meta, {"facts": _facts(signer, same)})


def _facts(signer: Signer, same: Sequence[Signer]) -> list[Row]:
    others = [other for other in same if other is not signer]
    names = Counter(signer.names).most_common()
    spelled = [item(n, note=f"{count} lần") for n, count in names] if len(names) > 1 else []
    return [
        *fact("Các cách in tên", spelled),
        *fact("Chức vụ in trên văn bản", _positions(signer)),
        *fact("Cùng tên in ở cơ quan khác", [item(s.body.name, url=s.url) for s in _sorted(others)]),
    ]


def _positions(signer: Signer) -> list[Row]:
    """Each printed position with the dates of its first and last document."""
    held: dict[str, list[str]] = defaultdict(list)
    for work, signature in signer.signed:
        if signature.position:
            held[signature.position].append(labels.when(work))
    rows = []
    for position, dates in sorted(held.items(), key=lambda p: min(p[1])):
        known = [labels.short_date(d) for d in sorted(filter(None, dates))]
        rows.append(item(position, note=" – ".join(dict.fromkeys((known[0], known[-1]))) if known else ""))
    return rows


def _notes(signer: Signer) -> dict[str, str]:
    """How each document was signed: `Phó Chủ tịch; ký thay (KT.) Chủ tịch`."""
    found: dict[str, str] = {}
    for work, signature in signer.signed:
        roles = [signature.position or "", *(capacity_words(c) for c in signature.capacities)]
        if len(work.document.metadata.issuers) > 1:
            roles.append("văn bản liên tịch")
        found[entries.address(work)] = "; ".join(role for role in roles if role)
    return found
