"""Lines of a registry that were read before are the lines that would be read, and nothing more is written."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from builder import ledger
from builder.errors import BadSettings
from builder.ledger import Ledger
from builder.model import Permalink
from builder.registered import Registered
from builder.seen import Seen

HELD = {
    "path": ["01.txt"],
    "sha256": ["ab" * 32],
    "facts": [["Chỉ thị", "01/CT-UBND", "2024-03-05", "Ủy ban nhân dân tỉnh An Mẫu"]],
    "anchors": [["ff00", "khoan-1"], ["ff01", "khoan-1-doan-1", "doan-2"]],
}
CITED = {"facts": [["Nghị định", "30/2020/NĐ-CP", "2020-03-05", "Chính phủ"]]}


def row(number: int, **more: object) -> str:
    name = f"an-mau/chi-thi/2024/{number:02d}"
    return json.dumps({"id": name, "url": f"/vb/{name}/", **more}, ensure_ascii=False, separators=(",", ":"))


ONE, TWO, THREE = row(1, **HELD), row(2, **CITED), row(3, former=["/vb/an-mau/chi-thi/2023/03/"], **HELD)
# Files as builds, clerks, editors, merges and checkouts leave them.
FILES = {
    "as written": f"{ONE}\n{TWO}\n{THREE}\n",
    "empty": "",
    "blank lines": f"\n{ONE}\n\n{TWO}\n   \n",
    "no end": f"{ONE}\n{TWO}",
    "not in order": f"{THREE}\n{ONE}\n{TWO}\n",
    "twice the same": f"{ONE}\n{ONE}\n{TWO}\n",
    "two of one work": f"{ONE}\n{row(1, path=['02.txt'], sha256=['cd' * 32])}\n{TWO}\n",
    "ends of Windows": f"{ONE}\r\n{TWO}\r\n",
    "ends of old": f"{ONE}\r{TWO}\r",
    "spaces": f"{json.dumps(json.loads(ONE))}\n{TWO}\n",
    "other order of fields": json.dumps(dict(reversed(json.loads(ONE).items()))) + "\n",
    "of a site": f"{row(1, **HELD, state='withdrawn')}\n{row(2, state='moved', to='/vb/a/b/2024/01/')}\n",
    "line ends of Unicode": f"{row(1, path=[chr(0x2028)])}\n",
}
# What cannot be a registry.
BROKEN = [
    b"\xef\xbb\xbf" + ONE.encode() + b"\n",
    ONE.encode() + b"\n\xff\xfe\n",
    ONE.encode("utf-16"),
    ONE.encode() + b"\n{\n",
    b"[]\n",
]


def read(folder: Path) -> Ledger:
    """The registry in *folder* with what is kept of its lines."""
    cache = folder.with_name("cache")
    with closing(Registered(cache / "registry.sqlite", Seen(cache / "seen"))) as kept:
        return ledger.read(folder, minting=True, kept=kept)


def plain(found: Ledger) -> list[Permalink]:
    """The permalinks with their units in memory."""
    return [one.but(units=one.units) for one in found.permalinks]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "registry"
    made.mkdir()
    return made


@pytest.mark.parametrize("name", FILES)
def test_lines_that_were_kept_are_the_lines(folder: Path, name: str) -> None:
    """However a file is written: read once, read again, and what is to be written in its place."""
    (folder / "2024.jsonl").write_bytes(FILES[name].encode())
    anew = ledger.read(folder, minting=True)
    changed = dict(ledger.changed(anew.permalinks, folder))
    for _ in range(2):
        kept = read(folder)
        assert plain(kept) == list(anew.permalinks)
        assert dict(ledger.changed(kept.permalinks, folder, kept.files)) == changed
        for published in (False, True):
            ours, theirs = (
                [ledger.line(one, published=published) for one in found.permalinks] for found in (kept, anew)
            )
            assert ours == theirs


@pytest.mark.parametrize("content", BROKEN)
def test_what_cannot_be_a_registry_is_refused_as_ever(folder: Path, content: bytes) -> None:
    """With lines that are kept and without, the file is named with the way out."""
    (folder / "2024.jsonl").write_bytes(content)
    for look in (ledger.read, read):
        with pytest.raises(BadSettings) as refused:
            look(folder)
        assert str(refused.value).startswith(f"{folder / '2024.jsonl'}")
        assert refused.value.way_out


def lines_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the lines that are read from now on."""
    numbers: list[int] = []
    look = ledger._read_line

    def noted(file: Path, line: bytes, number: int) -> Permalink:
        numbers.append(number)
        return look(file, line, number)

    monkeypatch.setattr(ledger, "_read_line", noted)
    return numbers


def test_a_line_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file to which a line is added only that line is read; of one that stands, none."""
    path = folder / "2024.jsonl"
    path.write_text(f"{ONE}\n{THREE}\n", encoding="utf-8")
    read(folder)
    numbers = lines_read(monkeypatch)
    read(folder)
    assert numbers == []
    path.write_text(FILES["as written"], encoding="utf-8")
    kept = read(folder)
    assert numbers == [2]
    assert dict(ledger.changed(kept.permalinks, folder, kept.files)) == {}
    assert numbers == [2]


def test_lines_that_a_build_has_written_are_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next build knows what they say, of new works and of those that changed, units too."""
    (folder / "2024.jsonl").write_text(FILES["as written"], encoding="utf-8")
    cache = folder.with_name("cache")
    with closing(Registered(cache / "registry.sqlite", Seen(cache / "seen"))) as kept:
        before = ledger.read(folder, minting=True, kept=kept)
        one, two, three = before.permalinks
        units = (("ff00", "khoan-1", "doan-7"),)
        held = Permalink(
            "an-mau/chi-thi/2025/01", "/vb/an-mau/chi-thi/2025/01/", digests=("ef",), units=units
        )
        withdrawn = one.but(state="withdrawn", to="")
        cited = Permalink(
            "an-mau/chi-thi/2025/02", "/vb/an-mau/chi-thi/2025/02/", state="moved", to=three.url
        )
        ones = [cited, held, withdrawn, two.but(units=units), three]
        for path, content in ledger.changed(ones, folder, before.files, kept):
            path.write_bytes(content)
    anew = list(ledger.read(folder).permalinks)
    assert [one.state for one in anew] == ["held", "cited", "held", "held", "cited"]
    numbers = lines_read(monkeypatch)
    known = read(folder)
    assert dict(ledger.changed(known.permalinks, folder, known.files)) == {}
    assert numbers == []
    assert plain(known) == anew


def test_units_are_those_of_the_file_that_was_read(folder: Path) -> None:
    """A file that is written anew while its lines are at hand changes nothing of them."""
    path = folder / "2024.jsonl"
    path.write_text(FILES["as written"], encoding="utf-8")
    kept, anew = read(folder), ledger.read(folder)
    path.unlink()
    path.write_text("", encoding="utf-8")
    assert plain(kept) == list(anew.permalinks)


def _every(step: int, data: bytes) -> bytes:
    """*data* with a byte in every *step* that is another, its head whole."""
    return bytes(b ^ 0x11 if at > 200 and at % step == 0 else b for at, b in enumerate(data))


# What may become of the table of lines.
SPOILT = [lambda _: b"", lambda _: b"no table " * 999, partial(_every, 61), partial(_every, 3000)]


@pytest.mark.parametrize("spoil", SPOILT)
def test_what_is_kept_of_lines_may_be_broken(folder: Path, spoil: Callable[[bytes], bytes]) -> None:
    """They are read again."""
    (folder / "2024.jsonl").write_text(FILES["as written"], encoding="utf-8")
    read(folder)
    table = folder.with_name("cache") / "registry.sqlite"
    table.write_bytes(spoil(table.read_bytes()))
    assert plain(read(folder)) == list(ledger.read(folder).permalinks)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_becomes_of_permalinks_is_written(folder: Path, seed: int) -> None:
    """After any changes of any permalinks, the files to be written are those without anything kept."""
    chance = random.Random(seed)
    (folder / "2024.jsonl").write_text(FILES["as written"], encoding="utf-8")
    kept, anew = read(folder), ledger.read(folder)
    ours, theirs = list(kept.permalinks), list(anew.permalinks)
    for _ in range(chance.randint(0, 4)):
        at = chance.randrange(3)
        change = chance.choice([
            {"state": "withdrawn", "to": "/vb/a/b/2024/01/"},
            {"paths": ("moi.txt",)},
            {"url": "/vb/an-mau/chi-thi/2024/09/", "former": ()},
            {"units": (("ff", "doan-1"),)},
        ])  # fmt: skip
        ours[at], theirs[at] = ours[at].but(**change), theirs[at].but(**change)
    if chance.random() < 0.3:
        ours, theirs = ours[1:], theirs[1:]
    assert dict(ledger.changed(ours, folder, kept.files)) == dict(ledger.changed(theirs, folder))
    lines = [[ledger.line(one, published=True) for one in side] for side in (ours, theirs)]
    assert lines[0] == lines[1]
