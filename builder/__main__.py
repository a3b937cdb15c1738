"""`python -m builder` is the command `chithi`."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from builder.cli import main


def run() -> NoReturn:
    """The command runs, and the process ends with its exit code at once.

    The system frees the memory of a large archive sooner than Python does, value by value.
    """
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
