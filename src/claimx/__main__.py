"""The program: ``claimx``, ``python -m claimx``."""

from __future__ import annotations

import sys
from typing import NoReturn

from claimx import interrupts


def main() -> NoReturn:
    """Run the command line and exit; interrupted, with 130 (SIGINT) or 143 (SIGTERM), whatever came of it."""
    interrupts.answer()
    code: object = 0
    try:
        from claimx.cli import main as command

        command()
    except SystemExit as end:
        code = end.code
    except BaseException:
        if interrupts.received() is None:
            raise
        sys.stderr.write("claimx: interrupted\n")
    if (number := interrupts.received()) is not None:
        code = 128 + number
    interrupts.too_late()
    sys.exit(code)  # type: ignore[arg-type]  # what SystemExit was given


if __name__ == "__main__":
    main()
