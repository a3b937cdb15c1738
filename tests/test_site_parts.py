"""The site is made of parts, and only of those that changed: what is looked at, kept and thrown away."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import compress, site
from builder.errors import SiteFailed
from builder.model import ArchiveSettings
from builder.site import config
from builder.site.rendering import Renderer
from builder.site.templates import Templates

CONFIG = """
site_name: Kho
strict: true
theme: {name: material}
plugins: []
markdown_extensions: {attr_list: {}}
nav: [{Trang chủ: index.md}]
not_in_nav: /vb/
validation: {links: {not_found: warn, anchors: warn}}
"""


class Kept:
    """A project of three pages, one of which leads to another, and its site."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.docs, self.out = folder, folder / "docs", folder / "site"
        self.cache = site.cache_of(self.docs)
        (folder / "mkdocs.yml").parent.mkdir()
        (folder / "mkdocs.yml").write_text(CONFIG)
        self.write("index.md", "# Kho\n")
        self.write("vb/mot/index.md", "[hai](../hai/index.md#dieu-1)\n")
        self.write("vb/hai/index.md", "## Điều 1 {: #dieu-1 }\n")
        self.write("vb/hai/goc.txt", "Điều 1")

    def write(self, name: str, text: str) -> None:
        path = self.docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_text(text, encoding="utf-8")

    def publish(self, *, compress: bool = False) -> dict[str, bytes]:
        site.publish(self.docs, self.out, ArchiveSettings(title="Kho", compress=compress), self.folder)
        return files(self.out)

    def from_nothing(self, *, compress: bool = False) -> dict[str, bytes]:
        fresh = Kept(self.folder.with_name("fresh"))
        shutil.rmtree(fresh.docs)
        shutil.copytree(self.docs, fresh.docs)
        made = fresh.publish(compress=compress)
        shutil.rmtree(fresh.folder)
        return made


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "kho")


def test_only_noted_files_are_looked_at(kept: Kept) -> None:
    """Of generated files those alone that their writer noted, of others all; without a note, all."""
    first = kept.publish()
    kept.write("vb/mot/index.md", "khác\n")
    kept.write("index.md", "# Khác\n")
    site.note(kept.docs, [])
    second = kept.publish()
    changed = {name for name in first if first[name] != second[name]}
    assert changed == {"index.html"}
    assert kept.publish() == kept.from_nothing() != second


@pytest.mark.parametrize("second", [["vb/hai/goc.txt"], None])
def test_what_was_noted_stays_noted_until_it_is_looked_at(kept: Kept, second: list[str] | None) -> None:
    """A build that ended before its site was made has written too; of unknown files all are looked at."""
    kept.publish()
    kept.write("vb/mot/index.md", "khác\n")
    site.note(kept.docs, ["vb/mot/index.md"])
    kept.write("vb/hai/goc.txt", "Điều 2")
    site.note(kept.docs, second)
    assert kept.publish() == kept.from_nothing()


def test_the_site_before_the_last_becomes_the_next(kept: Kept) -> None:
    """Also the second build starts from a site that stands, and what it lacks is put in."""
    kept.publish()
    spare = kept.out.with_name(".site.spare")
    assert files(spare) == {n: c for n, c in files(kept.out).items() if n != "robots.txt"}
    for number in range(4):
        before = spare.stat().st_ino
        kept.write("index.md", f"# Kho {number}\n")
        kept.write(f"vb/them-{number}/index.md", "thêm\n")
        if number:
            shutil.rmtree(kept.docs / f"vb/them-{number - 1}")
        assert kept.publish() == kept.from_nothing()
        assert kept.out.stat().st_ino == before


@pytest.mark.parametrize("one", ["vb/hai.md", "vb/hai/index.html"])
def test_two_files_that_make_one_page_are_refused(kept: Kept, one: str) -> None:
    """Which of them would be shown no build may choose: it names both, and goes on when one is gone."""
    before = kept.publish()
    kept.write(one, "nữa\n")
    with pytest.raises(SiteFailed, match=r"vb/hai.*vb/hai"):
        kept.publish()
    assert files(kept.out) == before
    shutil.rmtree(kept.docs / "vb/hai")
    kept.write("vb/mot/index.md", "không dẫn đâu\n")
    assert kept.publish() == kept.from_nothing()


def break_head(kept: Kept) -> None:
    (kept.cache / "site.tables").write_bytes(b"not a database" * 1000)


def break_inside(kept: Kept) -> None:
    data = bytearray((kept.cache / "site.tables").read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    (kept.cache / "site.tables").write_bytes(data)


def lose_pages(kept: Kept) -> None:
    shutil.rmtree(kept.cache / "pages")


def lose_tables(kept: Kept) -> None:
    (kept.cache / "site.tables").unlink()


def lose_spare(kept: Kept) -> None:
    shutil.rmtree(kept.out.with_name(".site.spare"))


@pytest.mark.parametrize("harm", [break_head, break_inside, lose_pages, lose_tables, lose_spare])
def test_what_was_kept_may_be_lost_or_broken(kept: Kept, harm: Callable[[Kept], None]) -> None:
    """Tables, pages and the spare site can all be made again, each without the others."""
    kept.publish()
    kept.write("vb/hai/index.md", "## Điều 1 {: #dieu-1 }\n\nmới\n")
    kept.publish()
    harm(kept)
    kept.write("vb/mot/index.md", "khác\n")
    assert kept.publish() == kept.from_nothing()


def test_compressed_files_do_not_stay_when_they_are_not_asked_for(kept: Kept) -> None:
    """A site whose files stand beside their .gz is never the start of one whose files do not."""
    kept.write("vb/dai/index.md", "dài " * 999)
    kept.publish(compress=True)
    kept.publish(compress=True)
    assert list(kept.out.rglob("*.gz"))
    kept.publish()
    assert kept.publish() == kept.from_nothing()


def test_only_what_changed_is_compressed(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages come, change, shrink and go, each with its .gz; of the others none is looked at again."""
    kept.write("vb/dai/index.md", "dài " * 999)
    for number in range(5):
        kept.write("index.md", f"# Kho {number}\n" + "dài " * (number % 2 * 999))
        kept.write(f"vb/them-{number}/index.md", "thêm " * 999)
        if number:
            shutil.rmtree(kept.docs / f"vb/them-{number - 1}")
        assert kept.publish(compress=True) == kept.from_nothing(compress=True)
    looked, beside = set[str](), compress._beside

    def look(before: Path | None, path: Path, name: Path) -> bool:
        looked.add(name.as_posix())
        return beside(before, path, name)

    monkeypatch.setattr(compress, "_beside", look)
    kept.write("vb/hai/goc.txt", "Điều 1 " * 999)
    assert "vb/hai/goc.txt.gz" in kept.publish(compress=True)
    assert looked >= {"vb/hai/goc.txt", "index.html"}
    assert "vb/dai/index.html" not in looked


# (templates by name, the template asked for, those whose change makes its pages anew)
BROUGHT = [
    ({"a.html": "", "b.html": ""}, "a.html", {"a.html"}),
    ({"a.html": '{% extends "b.html" %}', "b.html": "", "c.html": ""}, "a.html", {"a.html", "b.html"}),
    ({"a.html": "{%- include 'p/b.html' -%}", "p/b.html": "{% include 'c.html' ignore missing %}",
      "c.html": ""},
     "a.html", {"a.html", "p/b.html", "c.html"}),
    ({"a.html": "{% from 'b.html' import m %}{% import 'c.html' as c %}", "b.html": "", "c.html": ""},
     "a.html", {"a.html", "b.html", "c.html"}),
    ({"a.html": "{% include name %}", "b.html": "", "c.html": ""}, "a.html", {"a.html", "b.html", "c.html"}),
    ({"a.html": "{% include 'b' ~ x %}", "b.html": "", "c.html": ""},
     "a.html", {"a.html", "b.html", "c.html"}),
    ({"a.html": "{% include ['b.html', 'c.html'] %}", "b.html": "", "c.html": ""},
     "a.html", {"a.html", "b.html", "c.html"}),
    ({"a.html": "{% extends 'b.html' if x else 'c.html' %}", "b.html": "", "c.html": ""},
     "a.html", {"a.html", "b.html", "c.html"}),
]  # fmt: skip


@pytest.mark.parametrize(("templates", "name", "made_of"), BROUGHT)
def test_a_page_is_made_of_its_template_and_what_that_brings_in(
    tmp_path: Path, templates: dict[str, str], name: str, made_of: set[str]
) -> None:
    """Another template is no reason to make it anew; where a name is not written as it is, any may be one."""

    def write(name: str, text: str) -> None:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)

    for other, text in templates.items():
        write(other, text)
    before = Templates([tmp_path]).of(name)
    found = set()
    for other, text in templates.items():
        write(other, f"{text} khác")
        if Templates([tmp_path]).of(name) != before:
            found.add(other)
        write(other, text)
    assert found == made_of


def test_another_template_makes_its_own_pages_anew(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a template that changed the pages are made that it shows, and no others."""
    theme = kept.folder / "theme"
    shutil.copytree(config.THEME, theme)
    monkeypatch.setattr(config, "THEME", theme)
    (theme / "rieng.html").write_text('{% extends "main.html" %}{% block footer %}cũ{% endblock %}')
    kept.write("vb/rieng/index.md", "---\ntemplate: rieng.html\n---\nriêng\n")
    before = kept.publish()
    (theme / "rieng.html").write_text('{% extends "main.html" %}{% block footer %}mới{% endblock %}')
    made: list[str] = []
    make = Renderer._make
    monkeypatch.setattr(
        Renderer, "_make", lambda self, page, *rest: made.append(page.file.src_uri) or make(self, page, *rest)
    )
    after = kept.publish()
    assert made == ["vb/rieng/index.md"]
    assert {name for name in before if before[name] != after[name]} == {"vb/rieng/index.html"}
    (theme / "main.html").write_text(
        (theme / "main.html").read_text(encoding="utf-8") + "<!-- -->", encoding="utf-8"
    )
    kept.publish()
    assert sorted(made[1:]) == ["index.md", "vb/hai/index.md", "vb/mot/index.md", "vb/rieng/index.md"]
