"""Play long, outside the test suite: python -m tests.machine.play [STEPS] [SEED].

Lives of many steps on SQLite, one after another; what breaks is told with its seed and
its last deeds. Every so many steps the checks run, at the end of a life everything.
"""

import sys
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from tests.databases import File
from tests.machine import lives
from tests.machine.beginnings import Era, InFiles

LIFE: Final = 150
"""Steps in one life."""


def play(steps: int, seed: int) -> int:
    """Play so many steps; give the number of lives that broke."""
    met: Counter[str] = Counter()
    broken = played = 0
    with TemporaryDirectory() as folder:
        beginning = InFiles(File(Path(folder, "empty.db")), Path(folder))
        while played < steps:
            with beginning.game(tuple(Era)[seed % 2]) as game:
                life = lives.Life(game, Random(seed))  # noqa: S311 - to replay
                try:
                    for _ in range(LIFE):
                        life.step()
                    life.end()
                except Exception:  # noqa: BLE001 - whatever it is, it is told
                    broken += 1
                    _tell(seed, game.diary)
                played += len(game.diary)
                sys.stdout.write(f"seed {seed}: {played} deeds\n")
                sys.stdout.flush()
                met.update(game.met)
            seed += 1
    _summary(met)
    sys.stdout.write(f"{played} deeds, up to seed {seed - 1}: {broken} broken\n")
    return broken


def _tell(seed: int, diary: list[str]) -> None:
    sys.stdout.write(f"--- seed {seed} broke after {len(diary)} deeds\n")
    sys.stdout.write("\n".join(diary[-3:]) + "\n")
    sys.stdout.write(traceback.format_exc(limit=-9))
    sys.stdout.flush()


def _summary(met: Counter[str]) -> None:
    for name, count in sorted(met.items()):
        sys.stdout.write(f"{count:6} {name}\n")


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:]]
    sys.exit(bool(play(*(given + [20_000, 1][len(given) :]))))
