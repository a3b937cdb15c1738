"""The page of a body: its documents by year, its names, the body above, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from builder import bodies, entries, labels
from builder.bodies import Body, Change
from builder.body_names import register_of
from builder.entries import Row, Value
from builder.identifiers import number_key, slugify
from builder.model import Archive, OutputFile, Work
from builder.pages.catalogue import catalogue
from builder.pages.paging import paged
from builder.pages.shelves import count_words, fact, item, outside
from builder.rolls import Listing, Roll

FOLDER = entries.FOLDER["issuer"]
MAP = f"{FOLDER}/ban-do"


@dataclass(frozen=True, slots=True)
class Country:
    """The bodies of the archive by register, and its works by number, to link what is named."""

    archive: Archive
    bodies: Mapping[str, Body]
    above: Mapping[str, str]
    below: Mapping[str, tuple[Body, ...]]
    numbers: Mapping[str, tuple[Work, ...]]


def country(roll: Roll) -> Country:
    """The archive as its bodies know each other."""
    archive, all_bodies = roll.archive, roll.bodies
    above = {body.register: register_of(name) for body in all_bodies if (name := bodies.parent(body))}
    below: dict[str, list[Body]] = defaultdict(list)
    for body in all_bodies:
        if body.register in above:
            below[above[body.register]].append(body)
    numbers: dict[str, list[Work]] = defaultdict(list)
    for work in archive.works:
        if number := labels.printed(work.document).number:
            numbers[number_key(number)].append(work)
    return Country(
        archive,
        {body.register: body for body in all_bodies},
        above,
        {register: tuple(found) for register, found in below.items()},
        {number: tuple(found) for number, found in numbers.items()},
    )


def authority_page(
    body: Body, known: Country, changes: Sequence[Row], signers: Callable[[], Sequence[Row]]
) -> Iterator[OutputFile]:
    """`/co-quan/ubnd-tinh-bac-giang/`: what the body issued, and all that is known of it.

    *changes* are what became of it, *signers* the names that signed for it.
    """
    lead = count_words(len(body.works), len(body.cited))
    meta: dict[str, Value] = {
        "template": "co-quan.html",
        "title": body.name,
        "description": f"{body.name}: {lead}",
        "lead": lead,
        "up": {"name": "Cơ quan ban hành", "url": f"{FOLDER}/"},
        **outside(body.cited, entries.by_year(body.works)),
    }
    first: dict[str, Value] = {
        "facts": _facts(body, known),
        "changes": changes,
        "signers": signers(),
    }
    yield from paged(known.archive, f"{FOLDER}/{body.register}", meta, first)


def authority_lists(roll: Roll, known: Country, signers: Callable[[str], Sequence[Row]]) -> Iterator[Listing]:
    """The index of bodies, `/co-quan/`, with its lists, and a list for each body; *signers* by register."""
    yield Listing(FOLDER, partial(catalogue, known.archive, tuple(known.bodies.values())))
    for register, body in known.bodies.items():
        # The page of the maps has that address, and lists the documents of such a body.
        if f"{FOLDER}/{register}" != MAP:
            changes = [_change_row(change, known, body) for change in bodies.changes(body)]
            around = (known.bodies.get(known.above.get(register, "")), *known.below.get(register, ()))
            shown = repr((body.name, changes, [(b.register, b.name) for b in around if b]))
            make = partial(authority_page, body, known, changes, partial(signers, register))
            yield Listing(f"{FOLDER}/{register}/", make, roll.key(roll.of("issuer")[register].mark, shown))


def _facts(body: Body, known: Country) -> list[Row]:
    names, above = bodies.printed_names(body), bodies.parent(body)
    return [
        *fact("Tên in trên văn bản trong kho", [_named(n) for n in names if body.issuer or len(names) > 1]),
        *fact("Thuộc, hoặc chịu trách nhiệm trước", [_linked(above, known)] if above else []),
        *fact(
            "Cơ quan thuộc, hoặc chịu trách nhiệm trước cơ quan này",
            [body_row(b) for b in known.below.get(body.register, ())],
        ),
        *fact("Địa bàn", [_ground(body)] if body.province else []),
    ]


def _named(name: bodies.Printed) -> Row:
    first, last = (labels.short_date(d) if d else "" for d in (name.first, name.last))
    span = f"{first} – {last}" if first != last else first
    return item(name.name, note=f"{span}, {name.count} văn bản" if span else f"{name.count} văn bản")


def _linked(name: str, known: Country) -> Row:
    body = known.bodies.get(register_of(name))
    return item(name, url=f"{FOLDER}/{body.register}/" if body else "")


def body_row(body: Body) -> Row:
    """A body as a link to its page."""
    return item(body.name, url=f"{FOLDER}/{body.register}/")


def _ground(body: Body) -> Row:
    within = body.place.endswith(body.province) and body.place != body.province
    return item(body.place if within else body.province, url=f"{MAP}/{map_anchor(body.province)}")


@cache
def map_anchor(province: str) -> str:
    """The place of a province on the page of both maps: `#tinh-bac-giang`."""
    return f"#{slugify(province)}"


def _change_row(change: Change, known: Country, body: Body) -> Row:
    """A change in words, with links: `Từ ngày 01/7/2025, tỉnh Bắc Giang nay thuộc tỉnh Bắc Ninh`."""
    others = [_other(name, known) for name in change.others]
    counterparts = (known.bodies.get(bodies.same_body_at(body, name)) for name in change.others)
    same = [body_row(b) for b in counterparts if b and b.register != body.register]
    return {
        "when": _since(change.since),
        "text": f"{change.subject} {change.words}",
        "others": list[Value](others),
        "act": change.act,
        "act_url": _act_url(change.act, known),
        "same": list[Value](same) if change.subject == body.province else [],
    }


def _since(value: str) -> str:
    day = f"Từ ngày {labels.short_date(value)}" if len(value) == 10 else f"Đến năm {value}"
    return day if value else ""


def _other(name: str, known: Country) -> Row:
    row = _linked(name, known)
    return row if row["url"] or not bodies.is_province(name) else {**row, "url": f"{MAP}/{map_anchor(name)}"}


def _act_url(act: str, known: Country) -> str:
    found = known.numbers.get(number_key(act.partition(" số ")[2]), ())
    return entries.address(found[0]) if len(found) == 1 else ""
