"""Texts in the encodings that offices used before Unicode, found by evidence and converted.

`convert` mends what was read with the wrong encoding, paragraph by paragraph, and tells which
stretches it mended; `decode` reads bytes that no Unicode encoding explains. What is not clear
stays as it was received.
"""

from __future__ import annotations

from builder.legacy.bytes_read import decode
from builder.legacy.paragraphs import convert

__all__ = ["convert", "decode"]
