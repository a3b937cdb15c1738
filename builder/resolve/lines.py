"""Values as lines that tables take, whatever a text holds."""

from __future__ import annotations

import json

_AS_WRITTEN = json.JSONEncoder(ensure_ascii=False)


def line(value: object) -> str:
    """*value* as one line of JSON: the same for the same value, and encoded in UTF-8 without fail.

    Half of a surrogate pair, which no table takes, is written in ASCII.
    """
    found = _AS_WRITTEN.encode(value)
    try:
        found.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return found
