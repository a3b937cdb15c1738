"""The index of numbers: what the resolver page is given, and the keys it must agree with."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import made_archive as made
import pytest

from builder.identifiers import number_key
from builder.model import Archive, CitedWork, OutputFile, WorkId
from builder.pages.resolver import Entry, Index, resolver_pages

ROOT = Path(__file__).resolve().parent.parent
CASES: dict[str, Any] = json.loads((ROOT / "tests" / "tra.json").read_text(encoding="utf-8"))


def entry(row: list[str]) -> Entry:
    """A row of tests/tra.json: address below vb/, type, number, date, issuer."""
    address, *facts = row
    return Entry(WorkId(*address.split("/")), *facts)


def index(archive: Archive) -> dict[str, Any]:
    """The index of *archive*, as the page reads it."""
    [file] = [f for f in resolver_pages(archive) if f.path == "tra/index.json"]
    found: dict[str, Any] = json.loads(file.content)
    return found


def addresses(found: dict[str, Any]) -> list[str]:
    """The addresses that the columns of an index spell."""
    columns = zip(found["issuer"], found["type"], found["year"], found["slug"], strict=True)
    return [f"/vb/{found['issuers'][i][0]}/{found['types'][t][0]}/{y}/{s}/" for i, t, y, s in columns]


@pytest.mark.parametrize(("printed", "key"), CASES["keys"], ids=str)
def test_number_has_the_key_of_the_shared_table(printed: str, key: str) -> None:
    """Each spelling has the key by hand that the page's script must give it too."""
    assert number_key(printed) == key


def test_table_is_large_and_fair() -> None:
    """At least 80 typed cases, each naming only documents of the small index, and every one of them found."""
    known = {*CASES["documents"], *CASES["cited"]}
    wanted = [name for _, names in CASES["typed"] for name in names]
    assert len(CASES["typed"]) >= 80
    assert set(wanted) == known
    assert len({typed for typed, _ in CASES["typed"]}) == len(CASES["typed"])


def test_index_spells_every_address() -> None:
    """Each numbered document of the archive is in the index at its own address, and no other is."""
    numbered = [made.letter().url, made.directive().url, made.decision().url]
    found = index(made.archive())
    assert sorted(addresses(found)) == sorted(numbered)
    assert found["held"] == 3
    at = addresses(found).index(made.directive().url)
    assert (found["number"][at], found["issued"][at]) == ("06/CT-UBND", "2018-04-16")
    assert found["types"][found["type"][at]][1] == "Chỉ thị"
    assert found["issuers"][found["issuer"][at]][1] == made.UBND


def test_cited_works_follow_the_held_ones() -> None:
    """A work that is only cited is in the index after those that are held; one without a number is not."""
    own = WorkId("trung-uong-dang", "ket-luan", "2015", "114-kl-tw")
    law = WorkId("quoc-hoi", "luat", "2013", "x")
    cited = (
        CitedWork(own, "Kết luận", "114-KL/TW", "2015-07-14", "Ban Bí thư", None),
        CitedWork(law, "Luật", "", "2013", "Quốc hội", "Luật Đất đai"),
    )
    found = index(replace(made.archive(), cited=cited))
    assert addresses(found)[found["held"] :] == [own.url]


def test_local_names_are_patterns_with_their_place() -> None:
    """A committee of a place is named by the patterns of the table; a central body is marked as one."""
    rows = [CASES["documents"]["06-bg"], CASES["documents"]["16-2016"]]
    found = json.loads(Index([entry(row) for row in rows], []).whole())
    local, central = found["issuers"]
    assert (local[0], local[4], local[5]) == ("ubnd-tinh-bac-giang", "tinh bac giang", 0)
    assert {"ubnd {place}", "chu tich ubnd {place}"} <= set(found["forms"][local[3]])
    assert (central[0], central[3], central[5]) == ("thu-tuong-chinh-phu", -1, 1)


def test_index_is_small() -> None:
    """A thousand documents of a hundred bodies take at most 25 KB on the way to the reader."""
    rows = [
        Entry(
            WorkId(f"ubnd-xa-mau-{n % 100}", "quyet-dinh", str(2000 + n % 25), f"{n:02}-qd-ubnd"),
            "Quyết định",
            f"{n:02}/QĐ-UBND",
            f"{2000 + n % 25}-{n % 12 + 1:02}-{n % 28 + 1:02}",
            f"Ủy ban nhân dân xã Mẫu {n % 100}",
        )
        for n in range(1000)
    ]
    assert len(gzip.compress(Index(rows, []).whole().encode())) <= 25_000


def test_hostile_names_stay_values() -> None:
    """Words of a source are values of the index, whatever they hold; the page's own record has none."""
    words = "</script>{place}<b>\u2028"
    page, file, *_ = resolver_pages(made.archive())
    assert isinstance(page, OutputFile)
    assert "document.title" in made.HOSTILE and "document.title" not in str(page.content)
    assert json.loads(file.content)["held"] == 3
    one = Entry(WorkId("x", "cong-van", "2020", "01-a"), words, words, "2020", words)
    found = json.loads(Index([one], []).whole())
    assert (found["number"], found["issuers"][0][1]) == ([words], words)
