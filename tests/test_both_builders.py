"""One mkdocs.yml, two programs: MkDocs, and ProperDocs, maintained in its place, give equal sites."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def build(program: str, docs: Path, out: Path, root: Path) -> dict[str, bytes]:
    """The files of *docs* built by *program* from the project's own mkdocs.yml."""
    config = out.with_suffix(".yml")
    settings = {
        "INHERIT": str(root / "mkdocs.yml"),
        "docs_dir": str(docs),
        "site_dir": str(out),
        "site_url": "https://luu-tru.example.vn/kho/",
        "theme": {"custom_dir": str(root / "builder" / "theme")},
        "markdown_extensions": {"pymdownx.snippets": {"base_path": [str(docs)]}},
    }
    config.write_text(json.dumps(settings))
    done = subprocess.run(
        (sys.executable, "-m", program, "build", "--strict", "--config-file", str(config)),
        # Both date their own sitemap, which ours replaces, by the clock; this is its one setting.
        env={**os.environ, "SOURCE_DATE_EPOCH": "0", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def sites(
    built_site: Path, tmp_path_factory: pytest.TempPathFactory, root: Path
) -> tuple[dict[str, bytes], ...]:
    """The specimens' pages as MkDocs and as ProperDocs build them."""
    out = tmp_path_factory.mktemp("both")
    docs = built_site.with_name("site-docs")
    return build("mkdocs", docs, out / "mkdocs", root), build("properdocs", docs, out / "properdocs", root)


def test_both_build_the_same_files(sites: tuple[dict[str, bytes], ...]) -> None:
    """Every page, style, script and data file is equal, byte for byte, without any exception."""
    theirs, ours = sites
    assert len(theirs) > 200
    assert sorted(theirs) == sorted(ours)
    assert [name for name, content in theirs.items() if ours[name] != content] == []
