"""Check the catalogues, or bring them in line: `python -m fundledger.i18n [update]`."""

import sys

from fundledger.i18n.upkeep import problems, update


def main(arguments: list[str]) -> int:
    """Check, after updating if asked; 1 when something is wrong, 2 on misuse."""
    if arguments not in ([], ["update"]):
        sys.stderr.write("usage: python -m fundledger.i18n [update]\n")
        return 2
    if arguments:
        update()
    wrong = problems()
    for lang, what, text in wrong:
        sys.stderr.write(f"{lang}: {what}: {text!r}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
