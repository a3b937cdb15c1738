"""What MkDocs, Jinja and Markdown do for each page, done sooner and with the same result."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment, Template, pass_context
from markupsafe import Markup, escape
from mkdocs import utils
from mkdocs.utils.templates import url_filter

# An address below the root in its plainest form: `vb/ubnd-tinh-an-mau/chi-thi/2018/06-ct-ubnd/`.
_PLAIN = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9._-]*)?")
FOLDER = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)+")
# Names that a template could mean as a method of a row: Jinja looks at methods first.
_METHODS = frozenset(dir(dict))
# What HTML means otherwise.
_SPECIAL = re.compile("[&<>\"']")
_MANY = 20_000


def environment(env: Environment) -> Environment:
    """*env*, in which rows are read, words escaped and addresses written without the long way round."""
    look_up, find = env.getattr, env.get_template
    found: dict[str, Template] = {}

    def value(row: Any, name: str) -> Any:
        if type(row) is dict:
            known = row.get(name, row)
            if known is not row and name not in _METHODS:
                return known
        return look_up(row, name)

    def template(name: Any, parent: str | None = None, globals: Any = None) -> Template:
        if type(name) is not str or globals is not None:
            return find(name, parent, globals)
        if name not in found:
            found[name] = find(name, parent)
            # What every page begins from is copied for each: sooner of one plain row than of a chain.
            found[name].globals = dict(found[name].globals)
        return found[name]

    env.getattr = value  # type: ignore[method-assign, assignment]
    env.get_template = template  # type: ignore[method-assign]
    env.filters.update(url=_url, e=_escaped, escape=_escaped)
    return env


def _escaped(value: Any) -> Markup:
    """The filter `e` of Jinja."""
    if type(value) is str and not _SPECIAL.search(value):
        return str.__new__(Markup, value)
    return escape(value)


@pass_context
def _url(context: Any, value: object) -> str:
    """The filter `url` of MkDocs."""
    page = context["page"]
    here, there = page.url if page is not None else "", str(value)
    if there and _PLAIN.fullmatch(there) and FOLDER.fullmatch(here):
        return relative(there, here)
    result: str = url_filter(context, there)
    return result


def relative(there: str, here: str) -> str:
    """The address *there* as a page at *here* names it: `../06-ct-ubnd/`; both plain, *here* a folder."""
    if not here.startswith(f"{there.partition('/')[0]}/"):
        return "../" * here.count("/") + there
    ours, theirs = here.split("/"), there.split("/")
    # Behind the last slash stands nothing.
    ours.pop()
    folder = theirs[-1] == ""
    if folder:
        theirs.pop()
    same = 0
    for one, other in zip(ours, theirs, strict=False):
        if one != other:
            break
        same += 1
    found = "../" * (len(ours) - same) + "/".join(theirs[same:])
    if same == len(theirs):
        # It leads up, or to where it stands.
        found = found[:-1] or "."
    return f"{found}/" if folder else found


def forget() -> None:
    """What MkDocs remembers of each address that it has met does not grow with the archive."""
    for remembered in (utils._norm_parts, utils._get_norm_url):
        if remembered.cache_info().currsize > _MANY:
            remembered.cache_clear()
