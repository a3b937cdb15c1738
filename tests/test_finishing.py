"""What stands beside the pages of a finished site: sitemaps, robots.txt and compressed files."""

from __future__ import annotations

import gzip
import os
import random
import re
import shutil
import xml.etree.ElementTree as ET
from contextlib import chdir
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import cli, compress, ledger, sitemap
from builder.errors import BadSettings
from builder.model import ArchiveSettings
from builder.site import finish
from builder.source import read_settings

ADDRESS = "https://luu-tru.example.vn/kho/"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
DIRECTIVE = "vb/ubnd-tinh-an-mau/chi-thi/2018/06-ct-ubnd/"


def make(site: Path, *pages: str) -> Path:
    """A site of pages that hold nothing."""
    for name in pages:
        (site / name).mkdir(parents=True, exist_ok=True)
        (site / name / "index.html").touch()
    return site


def named(path: Path) -> list[str]:
    """The addresses in one sitemap, as a search engine reads them."""
    return [str(loc.text) for loc in ET.parse(path).iter(LOC)]


# sitemaps


def test_a_sitemap_names_each_page_by_its_whole_address(tmp_path: Path) -> None:
    """Sitemaps hold whole addresses, those below a path of a host too; 404.html is no page to look for."""
    site = make(tmp_path, "", "tra", DIRECTIVE)
    (site / "404.html").touch()
    assert sitemap.write(site, ADDRESS) == 3
    assert named(site / "sitemap.xml") == [ADDRESS, f"{ADDRESS}tra/", f"{ADDRESS}{DIRECTIVE}"]
    assert (site / "robots.txt").read_text() == f"User-agent: *\nAllow: /\nSitemap: {ADDRESS}sitemap.xml\n"


def test_without_an_address_there_is_no_sitemap(tmp_path: Path) -> None:
    """What MkDocs wrote goes too, for it dates each page with the day of the build."""
    site = make(tmp_path, "")
    (site / "sitemap.xml").write_text("<urlset/>")
    (site / "sitemap.xml.gz").write_bytes(b"")
    assert sitemap.write(site, "") == 0
    assert not list(site.glob("sitemap*"))
    assert (site / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"


def test_robots_of_the_archive_itself_stays(tmp_path: Path) -> None:
    """An office that wrote docs/robots.txt has the last word."""
    site = make(tmp_path, "")
    (site / "robots.txt").write_text("User-agent: *\nDisallow: /tra/\n")
    sitemap.write(site, ADDRESS)
    assert (site / "robots.txt").read_text() == "User-agent: *\nDisallow: /tra/\n"


def test_addresses_that_lead_on_are_not_named(tmp_path: Path) -> None:
    """A former address, one that moved and one withdrawn are kept, but nobody need look for them."""
    site = make(
        tmp_path, DIRECTIVE, "vb/a/chi-thi/2018/01-x", "vb/a/chi-thi/2018/02-x", "vb/a/chi-thi/2018/03-x"
    )
    (site / ledger.PUBLISHED).parent.mkdir()
    (site / ledger.PUBLISHED).write_text(
        f'{{"id":"1","url":"/{DIRECTIVE}","former":["/vb/a/chi-thi/2018/01-x/"],"state":"held"}}\n'
        f'{{"id":"2","url":"/vb/a/chi-thi/2018/02-x/","state":"moved","to":"/{DIRECTIVE}"}}\n'
        '{"id":"3","url":"/vb/a/chi-thi/2018/03-x/","state":"withdrawn"}\n'
    )
    sitemap.write(site, ADDRESS)
    assert named(site / "sitemap.xml") == [ADDRESS + DIRECTIVE]


@pytest.mark.parametrize(("limit", "value"), [("MOST", 2), ("LARGEST", 1000 + 2 * 90)])
def test_a_long_sitemap_is_cut_and_indexed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    """Beyond 50,000 addresses or 50 MB sitemap.xml is an index, and every page is in one of its maps."""
    assert (sitemap.MOST, sitemap.LARGEST) == (50_000, 50_000_000)
    monkeypatch.setattr(sitemap, limit, value)
    site = make(tmp_path, *(f"trang-{number}" for number in range(5)))
    sitemap.write(site, ADDRESS)
    maps = [f"{ADDRESS}sitemap-{number}.xml" for number in (1, 2, 3)]
    assert named(site / "sitemap.xml") == maps
    found = [url for one in maps for url in named(site / one.removeprefix(ADDRESS))]
    assert found == [f"{ADDRESS}trang-{number}/" for number in range(5)]


def test_odd_names_of_pages_stay_addresses(tmp_path: Path) -> None:
    """A page written by hand may be called anything; its address is quoted, and the map stays XML."""
    site = make(tmp_path, "hỏi & đáp")
    sitemap.write(site, "https://a.vn/x&y/")
    assert named(site / "sitemap.xml") == ["https://a.vn/x&y/h%E1%BB%8Fi%20%26%20%C4%91%C3%A1p/"]


# compressed files


@given(st.binary(max_size=4000))
def test_compressed_bytes_are_the_bytes(content: bytes) -> None:
    """What is packed unpacks to itself, by a reader that is not ours."""
    assert gzip.decompress(compress.packed(content)) == content


def test_a_compressed_file_holds_neither_time_nor_name() -> None:
    """RFC 1952: flags 0 (no name), MTIME 0; so two builds give one file."""
    assert compress.packed(b"a" * 9)[:10] == bytes.fromhex("1f8b0800 00000000 02ff")


def test_text_is_compressed_where_it_helps(tmp_path: Path) -> None:
    """Pages, styles and data get a .gz; a picture, a short file and one that does not shrink get none."""
    words = "Ủy ban nhân dân tỉnh An Mẫu ".encode() * 100
    for name in ("a/index.html", "b.css", "c.json", "d.txt", "e.png", "f.svg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(words)
    (tmp_path / "short.txt").write_bytes(b"Kho")
    (tmp_path / "noise.txt").write_bytes(random.Random(2018).randbytes(5000))
    compress.write(tmp_path)
    made = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.gz")}
    assert made == {"a/index.html.gz", "b.css.gz", "c.json.gz", "d.txt.gz", "f.svg.gz"}
    for path in tmp_path.rglob("*.gz"):
        assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()


def test_what_did_not_change_is_not_compressed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the older build has too takes its .gz from there; a changed one never does."""
    old, new = tmp_path / "old", tmp_path / "new"
    for folder, second in ((old, b"2018 "), (new, b"2024 ")):
        folder.mkdir()
        (folder / "same.txt").write_bytes(b"06/CT-UBND " * 200)
        (folder / "changed.txt").write_bytes(second * 300)
    compress.write(old)
    packed: list[bytes] = []
    pack = compress.packed
    monkeypatch.setattr(compress, "packed", lambda content: packed.append(content) or pack(content))
    assert compress.write(new, old) == 2
    assert packed == [b"2024 " * 300]
    assert gzip.decompress((new / "changed.txt.gz").read_bytes()) == b"2024 " * 300
    assert (new / "same.txt.gz").read_bytes() == (old / "same.txt.gz").read_bytes()


def test_two_names_of_one_file_are_not_read(tmp_path: Path) -> None:
    """Where a build keeps an unchanged page as a link, its .gz is one too."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    (old / "same.txt").write_bytes(b"06/CT-UBND " * 200)
    compress.write(old)
    os.link(old / "same.txt", new / "same.txt")
    assert compress.write(new, old) == 1
    assert (new / "same.txt.gz").samefile(old / "same.txt.gz")


def test_nothing_is_compressed_unless_asked(tmp_path: Path) -> None:
    """`compress = true` in archive.toml asks for it; the sitemap is compressed too then."""
    site = make(tmp_path / "site", *(f"trang-{number}" for number in range(30)))
    finish(site, ArchiveSettings(address=ADDRESS))
    assert not list(site.rglob("*.gz"))
    (tmp_path / "archive.toml").write_text(f'compress = true\naddress = "{ADDRESS}"\n')
    finish(site, read_settings([tmp_path]))
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()) == (site / "sitemap.xml").read_bytes()


@pytest.mark.parametrize(
    "line", ['compress = "true"', "compress = 1", 'address = "kho.example.vn"', "title = true"]
)
def test_settings_of_another_kind_are_refused(tmp_path: Path, line: str) -> None:
    """A word where true or false belongs, or an address without its https://, stops with its way out."""
    (tmp_path / "archive.toml").write_text(line)
    with pytest.raises(BadSettings) as caught:
        read_settings([tmp_path])
    assert caught.value.way_out


# the whole site below a path

_LINK = re.compile(r'\b(?:href|src|action|data-muc-luc)="([^"]*)"')
_ELSEWHERE = ("http", "mailto")


def test_every_link_of_the_site_stays_below_its_path(built_site: Path) -> None:
    """Published at /kho/, no page leads to the root of the host, and each link finds a file of the site."""
    wrong, followed = [], 0
    for path in built_site.rglob("*.html"):
        if path.name == "404.html":
            continue  # served at any address; its script mends its links (tests/browser)
        here = "/kho/" + path.relative_to(built_site).as_posix()
        for link in set(_LINK.findall(path.read_text(encoding="utf-8"))):
            there = urlsplit(urljoin(here, link.replace("&amp;", "&")))
            if there.scheme in _ELSEWHERE or there.scheme == "data":
                continue
            followed += 1
            inside = there.path.removeprefix("/kho/")
            target = built_site / inside
            if not there.path.startswith("/kho/") or not (
                target.is_file() or (target / "index.html").is_file()
            ):
                wrong.append((here, link))
    # Each of more than 150 pages leads at least to the home page, the lists and its assets.
    assert followed > 1000 and not wrong


def test_two_builds_are_equal_to_the_byte(tmp_path: Path, root: Path) -> None:
    """With an address and compressed, nothing of the times of files or of the folder is in any file."""
    (tmp_path / "texts").mkdir()
    for name in ("2024/chi-thi-06-2024-chuyen-doi-so.txt", "2016/ke-hoach-88-kh-ubnd-dan-van.txt"):
        shutil.copy(root / "source_texts" / name, tmp_path / "texts")
    (tmp_path / "texts" / "archive.toml").write_text(f'compress = true\naddress = "{ADDRESS}"\n')
    found = []
    for out in (tmp_path / "one", tmp_path / "another"):
        with chdir(root):
            assert (
                cli.main(["build", "-q", "--source", str(tmp_path / "texts"), "--site", str(out)]) == cli.FINE
            )
        found.append({p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()})
        os.utime(tmp_path / "texts" / "archive.toml", (1, 1))
    assert found[0] == found[1]
    assert Path("sitemap.xml") in found[0]
    assert Path("index.html.gz") in found[0]
