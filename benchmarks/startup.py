"""How long `sheetsync --help` and `--version` take beside `python -c pass`.

Rounds take turns, so that what else the machine does falls on all of them; medians count.

Run: python benchmarks/startup.py
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROUNDS = 15
MOST_TIMES_BARE = 3
MOST_MS_MORE = 100
_BARE = "python -c pass"
_SCRIPT = Path(sys.executable).with_name("sheetsync")
COMMANDS: dict[str, Sequence[str]] = {
    _BARE: (sys.executable, "-c", "pass"),
    "sheetsync --version": (str(_SCRIPT), "--version"),
    "sheetsync --help": (str(_SCRIPT), "--help"),
    "sheetsync run --help": (str(_SCRIPT), "run", "--help"),
    "sheetsync nonsense": (str(_SCRIPT), "nonsense"),
}


def taken_ms(command: Sequence[str]) -> float:
    """Milliseconds from the start of a process to its end."""
    started = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # our own commands
    return (time.perf_counter() - started) * 1000


def medians_ms(rounds: int) -> dict[str, float]:
    """The median of each command over so many rounds; the first round warms up."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(rounds + 1):
        for name, command in COMMANDS.items():
            spent = taken_ms(command)
            if number:
                taken[name].append(spent)
    return {name: statistics.median(times) for name, times in taken.items()}


def main() -> int:
    """Print the table; 1 when a target is missed."""
    found = medians_ms(ROUNDS)
    bare = found.pop(_BARE)
    most = MOST_TIMES_BARE * bare + MOST_MS_MORE
    print(f"{_BARE:<22} {bare:6.0f} ms")
    for name, spent in found.items():
        print(f"{name:<22} {spent:6.0f} ms   {spent / bare:4.1f}x")
    slowest = max(found.values())
    verdict = "met" if slowest <= most else "MISSED"
    print(f"target: at most {MOST_TIMES_BARE}x + {MOST_MS_MORE} ms = {most:.0f} ms: {verdict}")
    return 0 if slowest <= most else 1


if __name__ == "__main__":
    sys.exit(main())
