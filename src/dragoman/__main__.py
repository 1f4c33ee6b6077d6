"""`python -m dragoman` and the `dragoman` command are this."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line; exit codes: 0 done, 1 could not, 2 usage, 3 done with reports skipped."""
    try:
        from .cli import app

        app()
    except KeyboardInterrupt:
        # Before or after a command: inside one, the command says what was kept.
        sys.exit(1)
    except BrokenPipeError:
        # Whoever read the output has gone (`| head`). Python would complain again at exit: give it nowhere to write.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
