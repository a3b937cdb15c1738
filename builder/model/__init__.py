"""The frozen values that pass between the steps; this room imports nothing of ours.

Every `Span` counts code points of one text only: `SourceText.text`. Dates are ISO strings at
their true precision (`2018-04-16`, `2023-03`, `2018`). `None` means: the text does not say.
"""

from __future__ import annotations

from builder.model.archive import (
    Archive,
    ArchiveSettings,
    CitedWork,
    Document,
    LeftOut,
    Mention,
    OutputFile,
    Problem,
    Severity,
    Status,
    Target,
    Work,
    citing,
)
from builder.model.permalinks import Anchors, Facts, Permalink, State
from builder.model.record import (
    Citation,
    DocumentNumber,
    Form,
    InForce,
    Metadata,
    Provision,
    Relation,
    Signature,
    SigningCapacity,
    WorkId,
)
from builder.model.texts import (
    Block,
    BlockKind,
    Conversion,
    Dropped,
    Footnote,
    Found,
    Layout,
    Line,
    Marked,
    Segment,
    SourceText,
    Span,
    Zone,
)

__all__ = [
    "Anchors",
    "Archive",
    "ArchiveSettings",
    "Block",
    "BlockKind",
    "Citation",
    "CitedWork",
    "Conversion",
    "Document",
    "DocumentNumber",
    "Dropped",
    "Facts",
    "Footnote",
    "Form",
    "Found",
    "InForce",
    "Layout",
    "LeftOut",
    "Line",
    "Marked",
    "Mention",
    "Metadata",
    "OutputFile",
    "Permalink",
    "Problem",
    "Provision",
    "Relation",
    "Segment",
    "Severity",
    "Signature",
    "SigningCapacity",
    "SourceText",
    "Span",
    "State",
    "Status",
    "Target",
    "Work",
    "WorkId",
    "Zone",
    "citing",
]
