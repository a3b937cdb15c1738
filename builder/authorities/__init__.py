"""Bodies and heads as texts name them: `read_authority`, `official_name`, `register_slug`.

A name is expanded as a reader would expand it and never guessed: a place that is neither printed
nor the home of the text leaves the body unread.
"""

from __future__ import annotations

from builder.authorities.naming import official_name
from builder.authorities.places import Home
from builder.authorities.reader import AuthorityRead, read_authority
from builder.authorities.registers import register_slug, same_register

__all__ = ["AuthorityRead", "Home", "official_name", "read_authority", "register_slug", "same_register"]
