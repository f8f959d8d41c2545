"""The demo and every job as whole processes: seconds, CPU seconds, memory; each beside its goal.

The peer is openpyxl: a process that writes the people's rows of the same network to an .xlsx file
and reads them back. It shares the machine with what is measured, so its ratio means something on
any; seconds are of this one, and CPU seconds stand besides for a machine that is busy.

Run: python benchmarks/whole_path.py [PARTNERS …]     (500 and 3000 when none are given)
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SIZES = (500, 3_000)
SMALL, LARGE, TOO_MANY = 60, 3_000, 10_000
DEMO_S, DEMO_MB = 80.0, 1_500.0
JOB_MB = 600.0
REFUSED_S, SMALL_JOB_S = 1.0, 1.5
ROUNDS = 5
JOBS = ("validate", "ratings", "overdue", "monthly-reports", "digest")
_IMPORTS = "import sheetsync.cli.run, sheetsync.workspace.opening, jobs.overdue"
_SANDBOX_IMPORTS = f"{_IMPORTS}, sheetsync.sandbox.adapter"
_PEER = """
import sys
from datetime import date
from openpyxl import Workbook, load_workbook
from sheetsync.demo import build
from sheetsync.demo.loading import stored_row

tabs = build("en", 7, int(sys.argv[1]), as_of=date(2026, 4, 15)).tabs
book = Workbook(write_only=True)
for code, rows in tabs.items():
    sheet = book.create_sheet(code)
    for row in rows:
        sheet.append(stored_row(row))
book.save(sys.argv[2])
for sheet in load_workbook(sys.argv[2], read_only=True).worksheets:
    sum(1 for row in sheet.iter_rows(values_only=True) for value in row if value is not None)
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process took, from its start to its end."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    code: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; goals are None where there is none."""

    name: str
    spent: Spent
    most_s: float | None = None
    most_mb: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether neither seconds nor memory are above their goal."""
        return (self.most_s is None or self.spent.wall_s <= self.most_s) and (
            self.most_mb is None or self.spent.peak_mb <= self.most_mb
        )


def spent_by(*words: str) -> Spent:
    """Run our Python with some words in a process of its own."""
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  # our own commands
        [sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Spent(
        time.perf_counter() - started,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        process.returncode,
    )


def quickest(*words: str) -> Spent:
    """The least disturbed of some rounds, after one to warm up."""
    return min((spent_by(*words) for _ in range(ROUNDS + 1)), key=lambda spent: spent.wall_s)


def small_lines(folder: Path) -> Iterator[Line]:
    """What must be quick: the refusal, a job on the small demo, its imports."""
    small = folder / "small"
    _demo(small, SMALL)
    refused = ("-m", "sheetsync", "demo", "--into", str(folder / "none"))
    yield Line(
        f"demo of {TOO_MANY:,} partners refused",
        quickest(*refused, "--partners", str(TOO_MANY)),
        REFUSED_S,
    )
    yield Line("imports of run overdue", quickest("-c", _IMPORTS))
    yield Line("imports, with the sandbox", quickest("-c", _SANDBOX_IMPORTS))
    yield Line(f"run overdue, {SMALL} partners", quickest(*_job(small, "overdue")), SMALL_JOB_S)


def size_lines(folder: Path, partners: int) -> Iterator[Line]:
    """The demo of a size, and every job over it once more."""
    into = folder / str(partners)
    is_large = partners >= LARGE
    demo = _demo(into, partners)
    yield Line(f"demo, {partners:,} partners", demo, *((DEMO_S, DEMO_MB) if is_large else ()))
    for job in JOBS:
        yield Line(
            f"run {job}, {partners:,} partners",
            spent_by(*_job(into, job)),
            most_mb=JOB_MB if is_large else None,
        )
    yield Line(
        f"openpyxl writes and reads {partners:,}",
        spent_by("-c", _PEER, str(partners), str(folder / f"{partners}.xlsx")),
    )


def _demo(into: Path, partners: int) -> Spent:
    spent = spent_by("-m", "sheetsync", "demo", "--partners", str(partners), "--into", str(into))
    if spent.code:
        raise SystemExit(f"the demo of {partners} partners ended with {spent.code}")
    return spent


def _job(into: Path, job: str) -> tuple[str, ...]:
    return ("-m", "sheetsync", "run", job, "--config", str(into / "config.yaml"))


def printed(lines: Sequence[Line], peer: Spent | None) -> bool:
    """Print lines, seconds also as multiples of the peer's; tells whether all goals are met."""
    for line in lines:
        spent = line.spent
        ratio = f"{spent.cpu_s / peer.cpu_s:6.2f}x" if peer else " " * 7
        goals = [f"{line.most_s:g} s"] if line.most_s is not None else []
        goals += [f"{line.most_mb:,.0f} MB"] if line.most_mb is not None else []
        verdict = f"  at most {', '.join(goals)}: {'met' if line.is_met else 'MISSED'}"
        figures = f"{spent.wall_s:7.2f} s {spent.cpu_s:7.2f} s {spent.peak_mb:6,.0f} MB {ratio}"
        print(f"{line.name:<38} {figures}{verdict if goals else ''}", flush=True)
    return all(line.is_met for line in lines)


def main(sizes: Sequence[int]) -> int:
    """Measure and print; 1 when a goal is missed."""
    print(f"{'':<38} {'wall':>9} {'CPU':>9} {'peak':>9} CPU / openpyxl's")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        are_met = printed(list(small_lines(folder)), None)
        for partners in sizes:
            lines = list(size_lines(folder, partners))
            are_met &= printed(lines, lines[-1].spent)
    return 0 if are_met else 1


if __name__ == "__main__":
    sys.exit(main([int(word) for word in sys.argv[1:]] or SIZES))
