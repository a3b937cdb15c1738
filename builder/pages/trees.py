"""The bodies of the archive as trees: central ones, and those of each province, each below its superior."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder import bodies, labels
from builder.bodies import Body
from builder.body_names import register_of
from builder.entries import Row, Value
from builder.identifiers import slugify

LOCAL = "co-quan/dia-phuong"


@dataclass(frozen=True, slots=True)
class Groups:
    """Bodies by where they stand: central, by province, and those of which the tables do not tell."""

    central: tuple[Body, ...]
    provinces: Mapping[str, tuple[Body, ...]]
    elsewhere: tuple[Body, ...]


def groups(found: Sequence[Body]) -> Groups:
    """Every body in one group; the provinces by the Vietnamese alphabet."""
    central, elsewhere = [], []
    provinces: dict[str, list[Body]] = defaultdict(list)
    for body in found:
        if body.province:
            provinces[body.province].append(body)
        elif body.issuer and not body.issuer.generic:
            central.append(body)
        else:
            elsewhere.append(body)
    names = sorted(provinces, key=_plain_name)
    return Groups(tuple(central), {name: tuple(provinces[name]) for name in names}, tuple(elsewhere))


def _plain_name(official: str) -> labels.Alphabetical:
    """`tỉnh Bắc Giang` and `Thành phố Cần Thơ` stand under B and C."""
    return labels.alphabetical(official.removeprefix("tỉnh ").removeprefix("Thành phố "))


def province_url(official: str) -> str:
    """The page of the bodies of a province: `co-quan/dia-phuong/tinh-bac-giang/`."""
    return f"{LOCAL}/{slugify(official)}/"


def tree(found: Sequence[Body]) -> list[Row]:
    """The bodies as rows of nested lists, each superior followed by those below it.

    A superior that has no document here still stands above its bodies, without a link. `opens` says
    that rows below follow, `closes` how many lists end after the row.
    """
    own = {body.register: body for body in found}
    below: dict[str, list[str]] = defaultdict(list)
    names = {register: body.name for register, body in own.items()}
    for body in found:
        above = bodies.parent(body)
        register = register_of(above) if above else ""
        names.setdefault(register, above)
        below["" if register == body.register else register].append(body.register)
    tops = [*below.pop("", [])]
    for register in [r for r in below if r not in own]:
        # One body alone needs no heading that leads nowhere.
        tops += [register] if len(below[register]) > 1 else below.pop(register)
    rows = list(_rows(tops, below, names, own))
    # Bodies that stand above each other in a ring, by a slip of the tables, are shown without an order.
    shown = {str(row["register"]) for row in rows}
    return [*rows, *(_row(r, names, own) for r in own if r not in shown)]


def _rows(
    registers: Sequence[str],
    below: Mapping[str, Sequence[str]],
    names: Mapping[str, str],
    own: Mapping[str, Body],
) -> Iterator[Row]:
    for register in sorted(registers, key=lambda r: _order(r, names[r], own.get(r))):
        row = _row(register, names, own)
        children = list(_rows(below[register], below, names, own)) if register in below else []
        if children:
            row["opens"] = True
            last = children[-1]
            last["closes"] = int(str(last["closes"])) + 1
        yield row
        yield from children


def _order(register: str, name: str, body: Body | None) -> tuple[bool, bool, labels.Alphabetical]:
    """What belongs to the whole province before what belongs to a part of it; the unknown last."""
    partial = bool(body and body.province and not body.province.endswith(body.place))
    return register == labels.UNKNOWN, partial, labels.alphabetical(name)


def _row(register: str, names: Mapping[str, str], own: Mapping[str, Body]) -> Row:
    body = own.get(register)
    return {
        "register": register,
        "name": names[register],
        "url": f"co-quan/{register}/" if body else "",
        "count": len(body.works) if body else 0,
        "cited": len(body.cited) if body else 0,
        "opens": False,
        "closes": 0,
    }


def counts(found: Sequence[Body]) -> Row:
    """How many bodies a group has, and their documents, held and only cited."""
    return {
        "bodies": len(found),
        "count": sum(len(body.works) for body in found),
        "cited": sum(len(body.cited) for body in found),
    }


def province_row(official: str, found: Sequence[Body], *, whole: bool) -> Row:
    """A province in the index, with its tree where the index is short enough to hold it."""
    rows: list[Value] = list(tree(found)) if whole else []
    return {
        "id": slugify(official),
        "name": labels.capital(official),
        "url": province_url(official),
        **counts(found),
        "tree": rows,
    }
