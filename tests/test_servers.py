"""The sample configurations of web servers, against the servers themselves, and a browser behind them.

nginx and Caddy run as processes of the test on a free port. Where one is not installed its tests are
skipped; `make audit` sets AUDIT, and then its absence is a failure.
"""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builder import cli

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
ROOM, HOST = "/srv/kho/site", "luu-tru.example.vn"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DIRECTIVE = "/vb/ubnd-tinh-an-mau/chi-thi/2024/06-ct-ubnd/"

# What every answer says, by both servers
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def nginx(site: Path, port: int, room: Path) -> list[str]:
    """The sample as a server of its own: only its folder, its port and where it writes are others."""
    config = (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace(ROOM, str(site))
    config = config.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("    listen [::]:80;\n", "")
    temporary = "".join(
        f"{kind}_temp_path {room}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Started by root, its workers would else be a user that may not read the test's folder.
    user = "user root; " if os.geteuid() == 0 else ""
    (room / "nginx.conf").write_text(
        f"{user}daemon off; pid {room}/pid; error_log stderr;\nevents {{}}\nhttp {{\n"
        f"include /etc/nginx/mime.types; access_log off;\n{temporary}{config}}}\n"
    )
    return ["nginx", "-p", str(room), "-e", "stderr", "-c", str(room / "nginx.conf")]


def caddy(site: Path, port: int, room: Path) -> list[str]:
    config = (DEPLOY / "Caddyfile").read_text(encoding="utf-8").replace(ROOM, str(site))
    head = "{\n\tadmin off\n\tauto_https off\n}\n"
    (room / "Caddyfile").write_text(head + config.replace(f"\n{HOST} {{", f"\nhttp://127.0.0.1:{port} {{"))
    return ["caddy", "run", "--config", str(room / "Caddyfile"), "--adapter", "caddyfile"]


SERVERS = {"nginx": nginx, "caddy": caddy}


@contextmanager
def running(name: str, site: Path, room: Path) -> Iterator[int]:
    if not (shutil.which(name) or shutil.which(name, path="/usr/sbin")):
        (pytest.fail if os.environ.get("AUDIT") else pytest.skip)(f"no {name}: apt-get install {name}")
    port = free_port()
    environment = {
        **os.environ,
        "PATH": f"{os.environ['PATH']}:/usr/sbin",
        "HOME": str(room),
        "XDG_CONFIG_HOME": str(room),
    }
    command = SERVERS[name](site, port, room)
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert process.poll() is None, process.stderr.read() if process.stderr else ""
                time.sleep(0.05)
            yield port
        finally:
            process.terminate()
            process.communicate(timeout=20)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimens as an office publishes them: with an address, compressed."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(ROOT / "source_texts", folder / "source_texts")
    settings = folder / "source_texts" / "archive.toml"
    told = settings.read_text(encoding="utf-8").replace('address = ""', f'address = "https://{HOST}/"')
    settings.write_text(told + "compress = true\n", encoding="utf-8")
    out = folder / "site"
    with chdir(ROOT):
        built = ["build", "-q", "--source", str(folder / "source_texts"), "--site", str(out)]
        assert cli.main(built) == cli.FINE
    # What a careless copy may leave behind, and a source that is not plain text.
    (out / ".git").mkdir()
    (out / ".git" / "config").write_text("[core]\n")
    (out / DIRECTIVE.strip("/") / "goc.html").write_text("<script>alert(1)</script>")
    return out


@pytest.fixture(scope="module", params=sorted(SERVERS))
def port(
    request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    with running(request.param, site, tmp_path_factory.mktemp(request.param)) as port:
        yield port


def ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """(status, headers with lower-case names, body), exactly as they come."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(
            "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def test_a_page_comes_with_its_headers(port: int, site: Path) -> None:
    """A page is the file, in UTF-8, asked for again each time, and may run nothing but the site's scripts."""
    status, headers, body = ask(port, DIRECTIVE)
    assert (status, body) == (200, (site / DIRECTIVE.strip("/") / "index.html").read_bytes())
    assert headers["content-type"].lower() == "text/html; charset=utf-8"
    assert headers["cache-control"] == "no-cache"
    assert headers["content-security-policy"] == POLICY
    assert headers.items() >= HEADERS.items()


# (path, its type, how long it may be kept)
KINDS = [
    ("/assets/tra.js", r"(?:text|application)/javascript; charset=utf-8", "public, max-age=600"),
    ("/assets/bieu-tuong.svg", r"image/svg\+xml(?:; charset=utf-8)?", "public, max-age=600"),
    ("/tra/index.json", r"application/json(?:; charset=utf-8)?", "no-cache"),
    (DIRECTIVE + "goc.txt", r"text/plain; charset=utf-8", "no-cache"),
    ("/robots.txt", r"text/plain; charset=utf-8", "no-cache"),
    ("/sitemap.xml", r"(?:text|application)/xml(?:; charset=utf-8)?", "no-cache"),
]


@pytest.mark.parametrize(("path", "kind", "kept"), KINDS, ids=[kind[0] for kind in KINDS])
def test_each_kind_of_file(port: int, path: str, kind: str, kept: str) -> None:
    """Vietnamese text is said to be UTF-8, and only what pages stand on is kept by browsers."""
    status, headers, _ = ask(port, path)
    assert status == 200
    assert re.fullmatch(kind, headers["content-type"].lower())
    assert headers["cache-control"] == kept
    assert headers.items() >= HEADERS.items()


@pytest.mark.parametrize("path", [DIRECTIVE, "/tra/index.json"])
def test_what_was_compressed_is_sent_as_it_is(port: int, site: Path, path: str) -> None:
    """A browser that takes gzip gets the very bytes that the build made; a cache keeps the two apart."""
    status, headers, body = ask(port, path, Accept_Encoding="gzip")
    file = site / (path.strip("/") + ("/index.html" if path.endswith("/") else ""))
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert "accept-encoding" in headers["vary"].lower()
    assert body == file.with_name(file.name + ".gz").read_bytes()
    assert gzip.decompress(body) == file.read_bytes()


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_an_unchanged_page_is_not_sent_again(port: int, encoding: str) -> None:
    """A browser that has the page is told so by its ETag, in a few bytes."""
    _, headers, _ = ask(port, DIRECTIVE, Accept_Encoding=encoding)
    status, again, body = ask(port, DIRECTIVE, Accept_Encoding=encoding, If_None_Match=headers["etag"])
    assert (status, body) == (304, b"")
    assert again["content-security-policy"] == POLICY


def test_a_missing_slash_is_added(port: int) -> None:
    """An address copied without its last slash leads on, naming no host that a proxy would not know."""
    status, headers, _ = ask(port, DIRECTIVE.rstrip("/"))
    assert status in (301, 308)
    assert headers["location"] == DIRECTIVE


@pytest.mark.parametrize("path", ["/vb/khong-co/", "/khong-co.txt", "/.git/config", "/.git/", "/vb/.an/x"])
def test_what_is_not_there_is_said_so(port: int, site: Path, path: str) -> None:
    """The archive's own page answers, with status 404 under the same policy; hidden files are not there."""
    status, headers, body = ask(port, path)
    assert (status, body) == (404, (site / "404.html").read_bytes())
    assert headers["content-security-policy"] == POLICY
    assert headers["cache-control"] == "no-cache"


def test_a_source_as_received_does_nothing(port: int) -> None:
    """Whatever an office received is shown without scripts and without an origin of its own."""
    status, headers, _ = ask(port, DIRECTIVE + "goc.html")
    assert (status, headers["content-security-policy"]) == (200, "default-src 'none'; sandbox")


PAGES = [
    "/",
    DIRECTIVE,
    "/dong-thoi-gian/",
    "/tra/?so=06/CT-UBND",
    "/tim/?q=dan+van",
    "/co-quan/",
    "/du-lieu/",
    "/khong-co/",
]


@pytest.mark.browser
def test_pages_work_under_the_policy(port: int, browser: Browser) -> None:
    """In a browser no page is refused anything by the policy, and the box that finds numbers works."""
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda m: refused.append(m.text) if "Content Security Policy" in m.text else None)
    for path in PAGES:
        page.goto(f"http://127.0.0.1:{port}{path}")
        page.wait_for_load_state("networkidle")
        assert page.locator("h1").count() == 1
    page.goto(f"http://127.0.0.1:{port}/tra/?so=06/CT-UBND%202024")
    page.locator("#tra-ket-qua a").first.wait_for()
    context.close()
    assert refused == []


# what can be said of the files alone


def test_both_samples_say_the_same() -> None:
    """One policy and one set of headers, by nginx and by Caddy."""
    for name in ("nginx.conf", "Caddyfile"):
        sample = (DEPLOY / name).read_text(encoding="utf-8")
        assert f'"{POLICY}"' in sample
        assert "'unsafe" not in sample
        for value in HEADERS.values():
            assert value in sample
        assert {ROOM, HOST} <= set(re.findall(r"/srv/kho/site|luu-tru\.example\.vn", sample))


def test_a_copy_never_has_a_page_before_what_it_needs(site: Path, tmp_path: Path) -> None:
    """Data and styles go first, then pages, then what is gone goes; what did not change keeps its time."""
    if not shutil.which("rsync"):
        (pytest.fail if os.environ.get("AUDIT") else pytest.skip)("no rsync: apt-get install rsync")
    there = tmp_path / "there"
    shutil.copytree(site, there)
    same, changed, gone = there / "robots.txt", there / "index.html", there / "vb" / "cu" / "index.html"
    for path in (same, there / "assets" / "tra.js"):
        os.utime(path, (1, 1))
    changed.write_text("cũ")
    (there / "assets" / "tra.js").write_text("cũ")
    gone.parent.mkdir()
    gone.write_text("cũ")
    environment = {**os.environ, "RSYNC_OPTIONS": "--out-format=%o:%n"}
    command = ("sh", str(DEPLOY / "rsync.sh"), str(site), str(there))
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    order = [said.index(line) for line in ("send:assets/tra.js", "send:index.html", "del.:vb/cu/index.html")]
    assert order == sorted(order)
    assert same.stat().st_mtime == 1
    files = [
        {p.relative_to(top): p.read_bytes() for p in top.rglob("*") if p.is_file()} for top in (site, there)
    ]
    assert files[0] == files[1]
