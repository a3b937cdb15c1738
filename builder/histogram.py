"""Documents counted by year, as bars that need no script: held above the line, only cited below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from builder import labels
from builder.model import Archive

# A hundredth of the height is the smallest bar that an eye can find.
_FULL = 100
# A number read wrongly may say 1018: beyond this span only the years that have documents are drawn.
_LONGEST_SPAN = 150


@dataclass(frozen=True, slots=True)
class Year:
    """A year with its counts, and the heights of its bars in hundredths of the highest."""

    year: str
    held: int
    cited: int
    up: int
    down: int

    @property
    def words(self) -> str:
        """What the bar says: `Năm 2018: 12 văn bản; 3 văn bản được dẫn, chưa có trong kho`."""
        held = f"{self.held} văn bản" if self.held else "không có văn bản nào trong kho"
        return f"Năm {self.year}: {held}" + (
            f"; {self.cited} văn bản được dẫn, chưa có trong kho" if self.cited else ""
        )


@dataclass(frozen=True, slots=True)
class Histogram:
    """The years from the first to the last without a gap, and what has no year."""

    years: tuple[Year, ...]
    undated: int
    undated_cited: int


def histogram(archive: Archive, dates: Iterable[str] | None = None) -> Histogram:
    """How many documents each year has; bars above and below the line share one scale.

    The *dates* of the held ones are worked out where they are not given.
    """
    held = Counter(date[:4] for date in (map(labels.when, archive.works) if dates is None else dates))
    cited = Counter(work.issued[:4] for work in archive.cited)
    undated, undated_cited = held.pop("", 0), cited.pop("", 0)
    top = max((*held.values(), *cited.values()), default=1)
    years = _years({*held, *cited})
    return Histogram(
        tuple(Year(y, held[y], cited[y], _height(held[y], top), _height(cited[y], top)) for y in years),
        undated,
        undated_cited,
    )


def _years(known: Iterable[str]) -> list[str]:
    found = sorted(known)
    if not found or int(found[-1]) - int(found[0]) > _LONGEST_SPAN:
        return found
    return [f"{year:04}" for year in range(int(found[0]), int(found[-1]) + 1)]


def _height(count: int, top: int) -> int:
    return max(1, round(count * _FULL / top)) if count else 0


def bars(counted: Histogram, root: str) -> str:
    """The histogram as HTML on one line, each bar a link to the page of its year; *root* leads to `/`.

    It is a picture beside lists that say the same in words, so neither the keyboard nor a screen reader
    stops at each of its bars. It holds digits and our own words alone.
    """
    up = max((year.up for year in counted.years), default=0)
    down = max((year.down for year in counted.years), default=0)
    cells = "".join(_cell(year, up, max(up + down, 1), root) for year in counted.years)
    return f'<ol class="cot-nam" aria-hidden="true">{cells}</ol>' if cells else ""


def _cell(year: Year, base: int, height: int, root: str) -> str:
    label = f"<b>{year.year}</b>" if year.year.endswith("0") else ""
    if not (year.held or year.cited):
        return f"<li>{label}</li>"
    drawn = _rect("co", base - year.up, year.up) + _rect("chua", base, year.down)
    svg = f'<svg viewBox="0 0 10 {height}" preserveAspectRatio="none">{drawn}</svg>'
    link = f'<a href="{root}nam/{year.year}/" tabindex="-1" title="{year.words}">{svg}</a>'
    return f"<li>{link}{label}</li>"


def _rect(css: str, top: int, height: int) -> str:
    return f'<rect class="{css}" x="1" width="8" y="{top}" height="{height}"/>' if height else ""
