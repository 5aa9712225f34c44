"""`python -m fundledger`, and the program `fundledger`."""

import gc
import sys


def main() -> None:
    """Run the program and exit with its code."""
    # Importing makes thousands of objects that stay: to look for garbage among them
    # takes a tenth of a short run. `cli.opening` looks again once a ledger is open.
    gc.disable()
    from fundledger.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
