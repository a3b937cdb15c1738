"""The folders of one run: the options that name them, and what stands where none is named."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from builder import ledger
from builder.errors import BuilderError
from builder.ledger import Ledger
from builder.registered import Registered

_SITE_SETTINGS = "mkdocs.yml"
REGISTRY = "registry"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one run."""

    project: Path
    sources: tuple[Path, ...]
    docs: Path
    site: Path
    registry: Path | None


def source_option() -> argparse.ArgumentParser:
    """`--source DIR` and `--registry DIR`, which every command takes."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument(
        "--source",
        action="append",
        type=Path,
        metavar="DIR",
        help="folder of texts, searched through; may be repeated "
        "(source_texts/ of the project; for explain: only the files named)",
    )
    options.add_argument(
        "--registry",
        type=Path,
        metavar="DIR",
        help="the registry of permanent addresses (registry/ beside the first source folder)",
    )
    return options


def place_options() -> argparse.ArgumentParser:
    """The options of the commands that make pages."""
    options = argparse.ArgumentParser(add_help=False, parents=[source_option()])
    options.add_argument(
        "--docs",
        type=Path,
        metavar="DIR",
        help="where the generated pages go (docs/ of the project; with --source: SITE-docs beside the site)",
    )
    options.add_argument(
        "--site", type=Path, metavar="DIR", help="where the site goes (site/ of the project)"
    )
    options.add_argument("-q", "--quiet", action="store_true", help="say only what is wrong")
    return options


def places_of(arguments: argparse.Namespace) -> Places:
    """The folders named, or those of the project; refused where one would overwrite another."""
    project = project_folder()
    out = (arguments.site or project / "site").absolute()
    beside = out.with_name(f"{out.name}-docs") if arguments.source else project / "docs"
    sources = tuple(arguments.source or [project / "source_texts"])
    places = Places(project, sources, (arguments.docs or beside).absolute(), out, arguments.registry)
    _refuse_overwriting(places)
    return places


def project_folder() -> Path:
    """The folder of the project that the command runs in; refused outside one."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / _SITE_SETTINGS).is_file():
            return folder
    raise BuilderError(
        f"không có {_SITE_SETTINGS} ở đây hay ở thư mục trên",
        path=str(here),
        way_out="chạy trong thư mục dự án",
    )


def known(
    arguments: argparse.Namespace, sources: Sequence[Path], kept: Registered | None = None
) -> Ledger | None:
    """The registry that a command looks up and never writes; None where there is none.

    It is the one named, else that beside the first source folder; lines that were *kept* are not read again.
    """
    if arguments.registry:
        return ledger.read(arguments.registry, kept=kept)
    beside = sources[0].absolute().parent / REGISTRY if sources else None
    return ledger.read(beside, kept=kept) if beside and _holds_lines(beside) else None


def to_keep(
    arguments: argparse.Namespace, sources: Sequence[Path], kept: Registered | None = None
) -> Ledger | None:
    """The registry of a build, which writes new addresses into it where it may."""
    folder, _ = minted(arguments, sources)
    return ledger.read(folder, minting=True, kept=kept) if folder else known(arguments, sources, kept)


def minted(arguments: argparse.Namespace, sources: Sequence[Path]) -> tuple[Path | None, str]:
    """The folder into which a build writes new addresses; None, and why, where it writes none.

    Only the project's own texts are minted, or those whose registry is named: beside other people's
    folders nothing is ever written. A pull request mints nothing, for its branch may never be merged.
    """
    if arguments.source and not arguments.registry:
        return None, "thư mục nguồn không phải của dự án này (nêu --registry DIR)"
    folder: Path = arguments.registry or sources[0].absolute().parent / REGISTRY
    if _is_on_trial():
        return None, "đây là bản dựng thử của một pull request"
    if not _is_writable(folder):
        return None, f"không ghi được vào {folder}"
    return folder, ""


def _holds_lines(folder: Path) -> bool:
    return folder.is_dir() and any(folder.glob("*.jsonl"))


def _is_on_trial() -> bool:
    """Whether this runs for a pull request of GitHub, or a merge request of GitLab."""
    github = os.environ.get("GITHUB_EVENT_NAME", "").startswith("pull_request")
    return github or os.environ.get("CI_PIPELINE_SOURCE") == "merge_request_event"


def _is_writable(folder: Path) -> bool:
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    return there.is_dir() and os.access(there, os.W_OK)


def _refuse_overwriting(places: Places) -> None:
    """The site's folder is replaced as a whole, so it must hold a site or nothing."""
    out = places.site.resolve()
    for kept in (*places.sources, places.docs, places.project, *filter(None, [places.registry])):
        if kept.resolve().is_relative_to(out):
            raise BuilderError(
                f"trang web sẽ ghi đè lên {kept}", path=str(out), way_out="nêu --site DIR khác"
            )
    if out.is_dir() and any(out.iterdir()) and not (out / "index.html").is_file():
        raise BuilderError(
            "thư mục có tệp khác, không phải trang web", path=str(out), way_out="nêu --site DIR khác"
        )
    for made, option in ((out, "--site"), (places.docs.resolve(), "--docs")):
        # The source as received is published as goc.txt: inside a source folder it would be read again.
        for source in places.sources:
            if made.is_relative_to(source.resolve()):
                raise BuilderError(
                    "nằm trong thư mục nguồn", path=str(made), way_out=f"nêu {option} DIR ở ngoài"
                )
