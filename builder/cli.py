"""The command `chithi`: what it is told, what it says, and its exit codes.

What speaks of the tool's use is English, as this project's papers are; what speaks of the texts
is Vietnamese, as the texts and their readers are.
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from builder import building, checking, explain, folders, pipeline, report, site, summary
from builder.errors import BuilderError
from builder.folders import place_options, places_of, project_folder, source_option
from builder.ledger import Ledger
from builder.model import LeftOut
from builder.progress import Progress

FINE, INCOMPLETE, REFUSED, INTERRUPTED = 0, 1, 2, 130
_FORMATS = {
    "text": report.as_text,
    "json": report.as_json,
    "github": report.as_github,
    "gitlab": report.as_gitlab,
}
_SUMMARIES = {"text": summary.as_text, "markdown": summary.as_markdown}
_EPILOG = """\
exit codes:
  0  everything was read, and nothing is wrong
  1  something was left out, or `check` found errors; the rest was done all the same
  2  the command cannot be followed; the line on stderr says where and the way out
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is one of those that `chithi --help` lists."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe in another encoding must not stop a build half way.
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8", errors="backslashreplace")
    if not (sys.argv[1:] if argv is None else argv):
        parser().print_help(sys.stderr)
        raise SystemExit(REFUSED)
    arguments = parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        code = run(arguments)
        sys.stdout.flush()
        return code
    except BuilderError as error:
        print(f"chithi: {error}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`chithi explain F | head`); closing must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE


def parser() -> argparse.ArgumentParser:
    """Every command and option of `chithi`."""
    whole = argparse.ArgumentParser(
        prog="chithi",
        description="From a folder of Vietnamese administrative documents to a published archive.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    places = place_options()
    build = _command(commands, "build", _build, "texts → Markdown → site", [places])
    build.description = "Read the texts, write their Markdown pages and build the site from them."
    serve = _command(commands, "serve", _serve, "build, then show the site on this machine", [places])
    serve.add_argument("--port", type=_port, default=8000, metavar="N", help="on 127.0.0.1 (%(default)s)")
    check = _command(
        commands, "check", _check, "list everything that is wrong or unsettled", [source_option()]
    )
    check.add_argument(
        "--format",
        choices=_FORMATS,
        default="text",
        help="text: a line each; json: one array; github: annotations of a workflow run; "
        "gitlab: a Code Quality report (%(default)s)",
    )
    check.add_argument(
        "--against",
        type=Path,
        metavar="DIR",
        help="a published site, or another copy of the registry: fail, naming each of its addresses "
        "and anchors that no longer leads where it did",
    )
    _changes_options(
        _command(commands, "changes", _changes, "what a change of the texts does", [source_option()])
    )
    read = _command(commands, "explain", _explain, "show one text as the builder reads it", [source_option()])
    read.add_argument("files", nargs="+", type=Path, metavar="F", help="a text file")
    read.add_argument("--json", action="store_true", help="one JSON object a line for each file, in order")
    return whole


def _port(words: str) -> int:
    if words.isascii() and words.isdecimal() and 0 < int(words) < 65536:
        return int(words)
    raise argparse.ArgumentTypeError(f"not a port from 1 to 65535: {words}")


def _changes_options(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Compare the archive with another state of its texts: documents, addresses, links and findings. "
        "Exit code 1 where a published address would be lost or a new error comes in."
    )
    command.add_argument(
        "--since",
        action="append",
        type=Path,
        metavar="DIR",
        required=True,
        help="folder of the texts as they were, its registry beside it; may be repeated, as --source may",
    )
    command.add_argument(
        "--format",
        choices=(*_SUMMARIES, "github"),
        default="text",
        help="text or markdown: a summary; github: what is newly wrong, as annotations (%(default)s)",
    )
    command.add_argument("--summary", type=Path, metavar="FILE", help="add the summary as Markdown to FILE")


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    purpose: str,
    parents: list[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=purpose, description=purpose, parents=parents)
    command.set_defaults(run=run)
    return command


def _build(arguments: argparse.Namespace) -> int:
    places = places_of(arguments)
    folder, why = folders.minted(arguments, places.sources)
    built = building.build(
        places,
        partial(folders.to_keep, arguments, places.sources),
        Progress(quiet=arguments.quiet),
        registry=folder,
    )
    if not built.documents:
        print("chithi: không có văn bản nào đọc được; trang web cũ còn nguyên", file=sys.stderr)
        return INCOMPLETE
    if why and not arguments.quiet:
        print(f"Không cấp địa chỉ cố định mới: {why}", file=sys.stderr)
    if built.registered and not arguments.quiet:
        print(f"Sổ địa chỉ {folder} có dòng mới: hãy lưu vào git cùng văn bản", file=sys.stderr)
    return INCOMPLETE if built.left_out else FINE


def _serve(arguments: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="chithi-") as preview:
        places = places_of(arguments)
        if not arguments.site:
            places = replace(places, site=Path(preview, "site"))
        say = Progress(quiet=arguments.quiet)
        look_up = partial(folders.known, arguments, places.sources)
        left_out: list[LeftOut] = []

        def build() -> None:
            left_out[:] = building.build(places, look_up, say, refusing=False).left_out

        try:
            site.serve(
                build, places.site, port=arguments.port, watched=(*places.sources, places.project / "docs")
            )
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise BuilderError(f"cổng {arguments.port} đang bận", way_out="nêu --port N khác") from error
    return INCOMPLETE if left_out else FINE


def _check(arguments: argparse.Namespace) -> int:
    sources = tuple(arguments.source or [project_folder() / "source_texts"])
    known = folders.known(arguments, sources)
    if arguments.against and known is None:
        known = Ledger()
    archive = pipeline.gather(sources, known=known)
    findings = list(checking.findings(archive, sources))
    if arguments.against and known is not None:
        findings += checking.lost(arguments.against, archive, known)
    if arguments.format == "text":
        print(report.tally(archive))
    print(_FORMATS[arguments.format](findings))
    return INCOMPLETE if any(f.problem.severity == "error" for f in findings) else FINE


def _changes(arguments: argparse.Namespace) -> int:
    for folder in arguments.since:
        if not folder.is_dir():
            # Read as an empty archive, a slip of the path would call every document new.
            raise BuilderError("không có thư mục này", path=str(folder), way_out="kiểm tra --since")
    sources = tuple(arguments.source or [project_folder() / "source_texts"])
    found = checking.changes(tuple(arguments.since), sources, folders.known(arguments, sources))
    if arguments.summary:
        with arguments.summary.open("a", encoding="utf-8") as file:
            file.write(summary.as_markdown(found))
    if arguments.format == "github":
        print(report.as_github(found.findings))
    else:
        print(_SUMMARIES[arguments.format](found))
    return INCOMPLETE if any(f.problem.severity == "error" for f in found.findings) else FINE


def _explain(arguments: argparse.Namespace) -> int:
    sources = tuple(arguments.source or ())
    known = folders.known(arguments, sources or _own_sources())
    archive = pipeline.gather(sources, tuple(dict.fromkeys(arguments.files)), known)
    works = {work.document.source.origin: work for work in archive.works}
    # Files named come first, so theirs stand for a path that a source folder has too.
    left_out = {left.path: left for left in reversed(archive.left_out)}
    for path in map(str, arguments.files):
        if path in works and arguments.json:
            print(explain.as_json(works[path]))
        elif path in works:
            print(explain.as_text(works[path], underline=sys.stdout.isatty()), end="\n\n")
        elif arguments.json:
            print(explain.unreadable_as_json(left_out[path]))
    if not arguments.json:
        building.name(archive.left_out)
    return INCOMPLETE if archive.left_out else FINE


def _own_sources() -> tuple[Path, ...]:
    """The project's texts, whose registry knows a file that is named alone; none outside a project."""
    try:
        return (project_folder() / "source_texts",)
    except BuilderError:
        return ()
