"""A text as Markdown: every word of the source in order, and nothing that Markdown could act on.

What a source prints is text: each character that Markdown or HTML gives a meaning is written so
that it loses it. Printed numbering stays text, so no list can renumber it. Anchors are the
provisions' own; paragraphs without a number are counted within their nearest numbered unit.
"""

from __future__ import annotations

from builder.prose.escaping import escape
from builder.prose.writer import body

__all__ = ["body", "escape"]
