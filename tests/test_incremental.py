"""A build does only what a change needs, and its result is that of a build from nothing, byte for byte."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from mkdocs.commands.build import build as plain_mkdocs
from mkdocs.exceptions import Abort

from builder import cli, inputs, pipeline, site, source, swap, workers
from builder.errors import SiteFailed
from builder.model import ArchiveSettings
from builder.pages import crowd_pages, references
from builder.site import config

ROOT = Path(__file__).resolve().parent.parent
# Twelve specimens of many forms, which cite each other and works that are not held.
POOL = sorted((ROOT / "source_texts").rglob("*.txt"))[::4]

# Invented, in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I; each cites others of its kind and a decree.
TEXT = """ỦY BAN NHÂN DÂN TỈNH AN MẪU
Số: {number:02d}/CT-UBND
An Mẫu, ngày {number:02d} tháng 3 năm 2024

CHỈ THỊ
Về việc trồng cây ven đường, đợt {number}

Thực hiện Chỉ thị số {cited:02d}/CT-UBND ngày {cited:02d}/3/2024 của Ủy ban nhân dân tỉnh An Mẫu và
Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ, Chủ tịch UBND tỉnh yêu cầu:

1. Các sở làm tốt việc này theo khoản 2 Chỉ thị số {cited:02d}/CT-UBND.
2. Chỉ thị này có hiệu lực kể từ ngày ký. {words}

CHỦ TỊCH
Trần Mẫu An
"""


@dataclass
class Archive:
    """Texts, their registry and their site in one folder, and the same built from nothing in another."""

    folder: Path
    chance: random.Random
    done: list[str] = field(default_factory=list)

    @property
    def texts(self) -> Path:
        return self.folder / "texts"

    def files(self) -> list[Path]:
        return sorted(self.texts.rglob("*.txt"))

    def change(self) -> None:
        """One change, chosen by chance, such as a clerk makes."""
        acts = [self.add, self.add, self.alter, self.rename, self.correct, self.delete, self.settings]
        act = self.chance.choice(acts if self.files() else [self.add])
        act()
        self.done.append(act.__name__)

    def add(self) -> None:
        number, cited = self.chance.randint(1, 12), self.chance.randint(1, 12)
        if self.chance.random() < 0.4:
            shutil.copy(self.chance.choice(POOL), self.texts / f"{self.chance.randint(100, 999)}.txt")
        else:
            self.put(
                f"{number:02d}-{self.chance.randint(1, 9)}.txt",
                TEXT.format(number=number, cited=cited, words=""),
            )

    def put(self, name: str, text: str) -> None:
        (self.texts / name).write_text(text, encoding="utf-8")

    def alter(self) -> None:
        path = self.chance.choice(self.files())
        text = path.read_text(encoding="utf-8")
        number = self.chance.randint(1, 12)
        path.write_text(
            f"{text}\nXem Chỉ thị số {number:02d}/CT-UBND ngày {number:02d}/3/2024.\n", encoding="utf-8"
        )

    def rename(self) -> None:
        path = self.chance.choice(self.files())
        (self.texts / "2024").mkdir(exist_ok=True)
        path.rename(self.texts / "2024" / f"{self.chance.randint(1000, 9999)}.txt")

    def correct(self) -> None:
        name = self.chance.choice(self.files()).relative_to(self.texts).as_posix()
        rows = (f'file = "{name}"', 'field = "subject"', 'value = "Về việc đính chính"', 'reason = "thử"')
        text = "\n".join(("[[correction]]", *rows, 'date = "2026-01-01"'))
        (self.texts / source.CORRECTIONS).write_text(text, encoding="utf-8")

    def delete(self) -> None:
        self.chance.choice(self.files()).unlink()

    def settings(self) -> None:
        (self.texts / source.SETTINGS).write_text(
            f'title = "Kho {self.chance.randint(1, 9)}"\n', encoding="utf-8"
        )

    def mend(self) -> None:
        """A correction of a file that has gone or moved is dropped, as the builder asks."""
        path = self.texts / source.CORRECTIONS
        if path.exists():
            named = path.read_text(encoding="utf-8").partition('file = "')[2].partition('"')[0]
            if not (self.texts / named).exists():
                path.unlink()

    def build(self) -> None:
        """Build what has changed."""
        assert build(self.texts, self.folder / "registry", self.folder / "site") in (cli.FINE, cli.INCOMPLETE)

    def from_nothing(self) -> Path:
        """The folder of the same texts, with the same registry as before the last build, built anew."""
        fresh = self.folder.with_name(f"{self.folder.name}-fresh")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        if (self.folder / "before").exists():
            shutil.copytree(self.folder / "before", fresh / "registry")
        assert build(self.texts, fresh / "registry", fresh / "site") in (cli.FINE, cli.INCOMPLETE)
        return fresh

    def remember(self) -> None:
        shutil.rmtree(self.folder / "before", ignore_errors=True)
        if (self.folder / "registry").exists():
            shutil.copytree(self.folder / "registry", self.folder / "before")


def build(texts: Path, registry: Path, site: Path) -> int:
    with chdir(ROOT):
        return cli.main([
            "build", "--quiet", "--source", str(texts), "--registry", str(registry), "--site", str(site)
        ])  # fmt: skip


def published(folder: Path) -> dict[str, bytes]:
    """All that a build makes: Markdown, site and registry."""
    found = {}
    for part in ("site-docs", "site", "registry"):
        for path in (folder / part).rglob("*"):
            if path.is_file():
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def difference(one: Path, other: Path) -> list[str]:
    """The names of files that are not the same in both."""
    ours, theirs = published(one), published(other)
    return sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    (tmp_path / "kho" / "texts").mkdir(parents=True)
    made = Archive(tmp_path / "kho", random.Random(0))
    for number in range(1, 5):
        made.put(f"{number:02d}.txt", TEXT.format(number=number, cited=number + 1, words=""))
    return made


@pytest.mark.parametrize("seed", range(3))
def test_any_changes_give_what_a_build_from_nothing_gives(archive: Archive, seed: int) -> None:
    """After any sequence of adding, changing, renaming, correcting and deleting, all bytes are the same."""
    archive.chance = random.Random(seed)
    archive.build()
    for _ in range(4):
        archive.change()
        archive.mend()
        if not archive.files():
            archive.add()
        archive.remember()
        archive.build()
        assert (archive.done, difference(archive.folder, archive.from_nothing())) == (archive.done, [])


@pytest.mark.parametrize("seed", range(2))
def test_lists_of_a_crowd_are_those_of_a_build_from_nothing(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """So are the lists of who cites a work, where already two are more than its page shows."""
    monkeypatch.setattr(references, "SHOWN", 1)
    monkeypatch.setattr(crowd_pages, "ROWS", 2)
    test_any_changes_give_what_a_build_from_nothing_gives(archive, 7 + seed)
    assert any((archive.folder / "site" / "vb").rglob("dan-chieu-den"))


def test_processes_make_no_difference(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process or three: the same bytes."""
    monkeypatch.setattr(workers, "cores", lambda: 1)
    archive.build()
    monkeypatch.setattr(workers, "cores", lambda: 3)
    monkeypatch.setattr(workers, "_FEW", 1)
    assert difference(archive.folder, archive.from_nothing()) == []


def test_plain_mkdocs_gives_the_same_pages(archive: Archive, tmp_path: Path) -> None:
    """The pages that are made apart, in processes and from what was kept, are those of `mkdocs build`."""
    for path in POOL:
        shutil.copy(path, archive.texts)
    archive.build()
    archive.alter()
    archive.build()
    docs, out = archive.folder / "site-docs", tmp_path / "plain"
    with config.listening() as heard:
        plain_mkdocs(config.load(docs, out, source.read_settings([archive.texts]), ROOT))
    assert not heard
    ours = {p.relative_to(archive.folder / "site"): p.read_bytes() for p in files(archive.folder / "site")}
    theirs = {p.relative_to(out): p.read_bytes() for p in files(out)}
    # The sitemap is the builder's own.
    apart = {Path(name) for name in ("sitemap.xml", "sitemap.xml.gz", "robots.txt")}
    assert {n: c for n, c in ours.items() if n not in apart} == {
        n: c for n, c in theirs.items() if n not in apart
    }


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_nothing_changed_is_nothing_done(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every input has the hash that it had nothing is read or made, and the answer is the same."""
    (archive.texts / "scan.pdf").write_bytes(b"%PDF-1.4")
    archive.build()
    archive.build()
    before = published(archive.folder)

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("something was done")

    monkeypatch.setattr(pipeline, "gather", refuse)
    monkeypatch.setattr(site, "publish", refuse)
    code = build(archive.texts, archive.folder / "registry", archive.folder / "site")
    assert code == cli.INCOMPLETE
    assert published(archive.folder) == before


def test_another_template_reads_no_text(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only what the site is made of has changed, the pages are made from the Markdown that stands."""
    archive.build()
    archive.build()
    before = published(archive.folder)
    monkeypatch.setattr(pipeline, "gather", lambda *_, **__: pytest.fail("texts were read"))
    monkeypatch.setattr(inputs, "THEME", config.THEME / "partials")
    archive.build()
    assert published(archive.folder) == before


def test_a_site_that_was_taken_away_is_made_again(archive: Archive) -> None:
    """A site, its Markdown or what was kept may be deleted at any time: the next build makes it again."""
    archive.build()
    archive.build()
    before = published(archive.folder)
    for gone in ("site", "site-docs", ".site-docs.cache", ".site.spare"):
        shutil.rmtree(archive.folder / gone)
        archive.build()
        assert (gone, published(archive.folder) == before) == (gone, True)


# (what becomes of the page that another leads to; None: it goes)
LOST = [None, "# Khác\n", "# Khác\n\n## Chỗ nọ {: #cho-no }\n"]


@pytest.mark.parametrize("becomes", LOST)
def test_a_link_to_what_went_is_found(archive: Archive, becomes: str | None) -> None:
    """The whole graph of links is checked at each build, and what is found is what MkDocs finds."""
    archive.build()
    docs, out = archive.folder / "site-docs", archive.folder / "site"
    here, there = (docs / "vb" / name / "index.md" for name in ("day", "khac"))
    for path, text in ((here, "# Đây\n\n[kia](../khac/index.md#cho-no)\n"), (there, LOST[2])):
        path.parent.mkdir(parents=True)
        path.write_text(str(text), encoding="utf-8")
    site.publish(docs, out, ArchiveSettings(), ROOT)
    before = published(archive.folder)
    there.unlink() if becomes is None else there.write_text(becomes, encoding="utf-8")
    if becomes == LOST[2]:
        site.publish(docs, out, ArchiveSettings(), ROOT)
        return
    with pytest.raises(SiteFailed) as failed:
        site.publish(docs, out, ArchiveSettings(), ROOT)
    with config.listening() as heard, pytest.raises(Abort):
        plain_mkdocs(config.load(docs, archive.folder / "plain", ArchiveSettings(), ROOT))
    assert [words for words in heard if words not in str(failed.value)] == []
    assert {n: c for n, c in published(archive.folder).items() if n.startswith("site/")} == {
        n: c for n, c in before.items() if n.startswith("site/")
    }


SLOW = [
    sys.executable, "-c",
    "import sys; from builder import cli; sys.exit(cli.main(sys.argv[1:]))",
]  # fmt: skip


def test_killed_builds_lose_nothing(archive: Archive) -> None:
    """`kill -9` at five moments: site and registry are the old or the new, and the next build is whole."""
    archive.build()
    for path in POOL:
        shutil.copy(path, archive.texts)
    archive.remember()
    old = {name: c for name, c in published(archive.folder).items() if not name.startswith("site-docs")}
    fresh = archive.from_nothing()
    new = {name: c for name, c in published(fresh).items() if not name.startswith("site-docs")}
    for moment in (0.3, 0.6, 0.9, 1.2, 1.5):
        running = _start(archive)
        time.sleep(moment)
        running.send_signal(signal.SIGKILL)
        running.wait()
        # A build that was killed while it swapped is ended by whoever comes next.
        swap.recover(swap.stage(archive.folder / "site"))
        now = {name: c for name, c in published(archive.folder).items() if not name.startswith("site-docs")}
        assert now in (old, new)
    archive.build()
    assert difference(archive.folder, fresh) == []
    assert not list(archive.folder.rglob(".site.new*"))


def test_two_builds_at_once(archive: Archive) -> None:
    """Two builds of one archive that are started together both end well, and the site is whole."""
    fresh = archive.from_nothing()
    running = [_start(archive) for _ in range(2)]
    assert [build.wait() for build in running] == [0, 0]
    assert difference(archive.folder, fresh) == []


def _start(archive: Archive) -> subprocess.Popen[bytes]:
    folders = ["--source", "texts", "--registry", "registry", "--site", "site"]
    given = [str(archive.folder / word) if not word.startswith("-") else word for word in folders]
    command = [*SLOW, "build", "--quiet", *given]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
