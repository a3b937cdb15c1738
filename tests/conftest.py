"""What many tests stand on: the project, the texts beside it, one built site, one browser."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, chdir, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from builder import cli

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

# The gate tries the same examples each time; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Quiet enough to see that the pages themselves ask no other host for anything.
_CHROMIUM_OPTIONS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
Serve = Callable[..., str]
# What deploy/nginx.conf lets a page do: nothing but what the site itself serves. Playwright's own waiting
# evaluates strings; tests/test_servers.py tries the policy as it is.
POLICY = re.findall(r'default +"(default-src .*)";', (ROOT / "deploy" / "nginx.conf").read_text("utf-8"))[0]
POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-eval'")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real texts and answers beside the project; elsewhere its tests are skipped."""
    if not SHARED.is_dir():
        pytest.skip("the real texts (../shared) are not beside this clone")
    return SHARED


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimens of source_texts/, built once with the command itself."""
    out = tmp_path_factory.mktemp("built") / "site"
    with chdir(ROOT):
        code = cli.main(["build", "--quiet", "--source", str(ROOT / "source_texts"), "--site", str(out)])
    assert code == cli.FINE
    return out


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """`serve(folder, "kho/")` is the address of a folder on 127.0.0.1, below a path or at the root."""
    with ExitStack() as running:
        yield lambda folder, below="": running.enter_context(_serving(folder, below))


@pytest.fixture(scope="session")
def server(serve: Serve, built_site: Path) -> str:
    """The built site at the root of a host, e.g. `http://127.0.0.1:41234/`."""
    return serve(built_site)


@pytest.fixture(scope="session")
def server_below(serve: Serve, built_site: Path) -> str:
    """The built site below a path, as GitHub Pages has it, e.g. `http://127.0.0.1:41234/kho/`."""
    return serve(built_site, "kho/")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium; where tests are a gate (CI is set) its absence is a failure."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = _chromium() or playwright.chromium.executable_path
        if not Path(path).exists():
            missing = "no Chromium: apt-get install chromium, or set CHROMIUM=/path/to/one"
            if os.environ.get("CI"):
                pytest.fail(missing)
            pytest.skip(missing)
        # Chromium's sandbox refuses to run as root, as which containers run.
        options = [*_CHROMIUM_OPTIONS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        running = playwright.chromium.launch(executable_path=path, args=options)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; after the test, no script of it has failed and no other host was asked."""
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []

    def note_message(message: ConsoleMessage) -> None:
        if message.type == "error":
            wrong.append(f"console: {message.text} {message.location['url']}")

    def note_request(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            wrong.append(f"other host: {request.url}")

    page.on("console", note_message)
    page.on("request", note_request)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    yield page
    context.close()
    assert not wrong


def _chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in (*([named] if named else []), *_CHROMIUMS))
    return next(filter(None, found), None)


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder below a path, without a line for each request."""

    def __init__(self, *args: object, below: str = "", **kwargs: object) -> None:
        self._below = below
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        if not path.startswith(f"/{self._below}"):
            return str(Path(self.directory, ".outside"))
        return super().translate_path("/" + path.removeprefix(f"/{self._below}"))

    def end_headers(self) -> None:
        """Every test in a browser runs under the policy of the sample servers: what it refuses is an error.

        Only the 404 page of an archive without an address holds its script and style itself.
        """
        if not self.path.endswith("404.html"):
            self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def _serving(folder: Path, below: str) -> Iterator[str]:
    handler = partial(_Quiet, below=below, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{running.server_port}/{below}"
        finally:
            running.shutdown()
            thread.join()
