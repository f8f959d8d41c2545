"""The mirror against its targets (road-out.md 9), and beside dlt's SCD2 in the same run.

    python benchmarks/mirror.py [--rows 20000] [--dlt PYTHON]

One tab of jobs in ru_RU, kept in an SQLite file and in PostgreSQL. A sight's seconds are those of
keeping what was read: reading it is the job's, and counted for nobody. The measure is what decoding
both renderings with msgspec takes; only ratios inside one run count. Seconds are the processor's,
with PostgreSQL those of the server too. The measure is taken anew right before and right after each
step, as a processor that others use as well counts every second longer; of each step the middle one
of three ratios is told.

dlt is in a Python of its own, as it is nothing that sheetsync needs (the extra `bench`):

    python -m venv .bench && .bench/bin/pip install "dlt[duckdb]"
    python benchmarks/mirror.py --dlt .bench/bin/python
"""

import argparse
import gc
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import sqlalchemy as sa
from _mirror_rows import Row, bodies, changed, drawn_rows
from _server_clock import clock_with

from sheetsync.mirror.kept import kept_tabs
from sheetsync.mirror.mirror import Mirror
from sheetsync.mirror.report import SyncTerms
from sheetsync.mirror.seen import SeenTab, SeenWorkbook
from sheetsync.sql import DatabaseAddress, database_address, open_database
from sheetsync.tables.catalogue.jobs import JOBS
from sheetsync.tables.cells import Grid
from sheetsync.tables.reading.people_tabs import TablesTerms, read_people_tabs
from sheetsync.testing.postgres import new_schema

LOCALE = "ru_RU"
START = datetime(2026, 3, 1, 6, tzinfo=UTC)
TITLE = JOBS.title("ru")
#: By step, a pair a round: how many times the measure, and seconds.
Taken = dict[str, list[tuple[float, float]]]
_ROUNDS = 3
_SYNCS, _SMALL, _TENTH = 30, 0.005, 0.01


def decoded(sent: tuple[bytes, bytes]) -> Grid:
    """The measure: both renderings, as the jobs decode them."""
    return Grid(msgspec.json.decode(sent[0]), msgspec.json.decode(sent[1]), columns_major=True)


def seconds(act: Callable[[], object]) -> float:
    """How long something took."""
    started = time.process_time()
    act()
    return time.process_time() - started


def measure(sent: tuple[bytes, bytes]) -> float:
    """What decoding takes just now, in a process that does nothing else.

    There it decodes as a job does, into memory that the system has to give first. Into memory that
    a process has used before, it takes about half as long.
    """
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / str(at) for at in range(len(sent))]
        for path, body in zip(paths, sent, strict=True):
            path.write_bytes(body)
        script = Path(__file__).with_name("_decoding.py")
        done = subprocess.run(  # noqa: S603  # our own script
            [sys.executable, str(script), *map(str, paths)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    return float(done.stdout)


@dataclass
class Bench:
    """One mirror that sees workbook after workbook."""

    mirror: Mirror
    clock: Callable[[], float] = time.process_time
    moment: datetime = START
    taken: Taken = field(default_factory=dict)

    def seen(self, rows: Sequence[Row]) -> SeenWorkbook:
        """A workbook as a job has read it, ten minutes after the one before."""
        self.moment += timedelta(minutes=10)
        grid = decoded(bodies(rows))
        tables = read_people_tabs({TITLE: grid}, TablesTerms(LOCALE)).tables
        tab = SeenTab("jobs", 1, TITLE, grid, tables["jobs"])
        zone = "Europe/Moscow"
        return SeenWorkbook("b", "Bench", LOCALE, zone, "ru", self.moment, [tab], {1: TITLE})

    def see(self, rows: Sequence[Row]) -> tuple[float, int]:
        """Keep a workbook: seconds, and how many rows it brought."""
        seen = self.seen(rows)
        # No job holds what the bench has drawn: the collector is not to walk over it.
        gc.collect()
        gc.freeze()
        started = self.clock()
        report = self.mirror.sync(seen, SyncTerms())
        spent = self.clock() - started
        return spent, sum(one.total for one in report.counts.values())

    def run(self, rows: Sequence[Row]) -> None:
        """All steps but the first load, each after the one before."""
        count = len(rows)
        self.steps("nothing changed", [rows] * _ROUNDS, 0)
        mixed = random.Random(7).sample(list(rows), count)
        self.steps("re-sorted", [mixed, mixed[::-1], mixed], 0)
        edited = [mixed]
        for number in range(_ROUNDS):
            edited.append(changed(edited[-1], _TENTH, number))
        self.steps("1 % changed", edited[1:], int(count * _TENTH))

    def steps(self, name: str, sights: Sequence[Sequence[Row]], expected: int) -> None:
        """Measure one step in each of several sights."""
        for rows in sights:
            sent = bodies(rows)
            before = measure(sent)
            spent, brought = self.see(rows)
            assert brought == expected, (brought, expected)
            ratio = spent / statistics.mean((before, measure(sent)))
            self.taken.setdefault(name, []).append((ratio, spent))

    def file_growth(self, rows: Sequence[Row]) -> float:
        """How much larger the file is after thirty sights with a few changes each."""
        path = self.mirror.database.address.path
        assert path is not None
        self.mirror.database.vacuum()
        before = path.stat().st_size
        for number in range(_SYNCS):
            rows = changed(rows, _SMALL, 100 + number)
            self.see(rows)
        self.mirror.database.vacuum()
        return path.stat().st_size / before

    def questions(self) -> tuple[float, float]:
        """Seconds of all changes since the last sight but ten, and of one key's history."""
        since = self.moment - timedelta(minutes=100)
        with self.mirror.reading() as held:
            every = min(seconds(lambda: held.changes(since)) for _ in range(3))
            key = min(seconds(lambda: held.history("J-000017")) for _ in range(3))
        return every, key

    def view_and_lag(self) -> tuple[float, float]:
        """Seconds of the view of changes since a moment, and of the same with ``lag()``."""
        since = (self.moment - timedelta(minutes=100)).replace(tzinfo=None)
        names = [f"{name}_minor" if kind == "money" else name
                 for name, kind in ((one.name, one.kind) for one in JOBS.columns)]  # fmt: skip
        view = "select count(*) from jobs__changes where at > :since"
        before = ", ".join(f"lag({name}) over w as was_{name}" for name in names)
        differs = " + ".join(f"({name} is not was_{name})" for name in names)
        lag = (
            f"select sum({differs}) from (select *, {before} from jobs__hist "  # noqa: S608  # our names
            "window w as (partition by _key order by _id)) where _valid_from > :since"
        )
        return self._asked(view, since), self._asked(lag, since)

    def _asked(self, query: str, since: datetime) -> float:
        with self.mirror.database.reading() as connection:
            asked = sa.text(query).bindparams(since=since)
            return min(seconds(lambda: connection.execute(asked).all()) for _ in range(3))


@contextmanager
def opened(address: DatabaseAddress, clock: Callable[[], float]) -> Iterator[Bench]:
    """An empty mirror."""
    with tempfile.TemporaryDirectory() as folder:
        # What is imported and compiled once is no sight's cost.
        warm = open_database(database_address(f"sqlite:///{folder}/warm.sqlite"))
        with Mirror(warm, kept_tabs((), {})) as mirror:
            Bench(mirror).see(drawn_rows(100))
    with Mirror(open_database(address), kept_tabs((), {})) as mirror:
        # Nor is the making of the layout: a workbook of no rows has that.
        mirror.sync(Bench(mirror).seen([]), SyncTerms())
        yield Bench(mirror, clock)


def peer(python: str, rows: Sequence[Row], folder: Path) -> dict[str, float]:
    """What dlt takes for the same sights, by step."""
    sights = {"first": rows, "same": rows, "changed": changed(rows, _TENTH, 1)}
    paths = []
    for name, sight in sights.items():
        path = folder / f"{name}.json"
        names = [column.name for column in JOBS.columns]
        path.write_bytes(
            msgspec.json.encode(
                [dict(zip(names, (cell[0] for cell in row), strict=True)) for row in sight]
            )
        )
        paths.append(str(path))
    script = Path(__file__).with_name("_mirror_dlt.py")
    done = subprocess.run(  # noqa: S603  # the Python that was named
        [python, str(script), *paths], capture_output=True, text=True, check=True, cwd=folder
    )
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


PEER_STEPS = {"first load": "first", "nothing changed": "same", "1 % changed": "changed"}
TARGETS = {
    "sqlite": {"first load": 12.0, "nothing changed": 1.0, "re-sorted": 4.0, "1 % changed": 5.0},
    "postgresql": {
        "first load": 12.0, "nothing changed": 1.0, "re-sorted": 4.0, "1 % changed": 6.0,
    },
}  # fmt: skip


def line(what: str, value: str, target: str, *, is_met: bool) -> None:
    """One line of the table."""
    print(f"{what:44} {value:>12}   {target:14} {'' if is_met else 'MISSED'}")


def middle(taken: Taken, step: str) -> tuple[float, float]:
    """The middle one of the rounds of a step: how many times the measure, and seconds."""
    return sorted(taken[step])[_ROUNDS // 2]


def tell(name: str, taken: Taken, cells: int) -> None:
    """The ratios of one database."""
    for step, target in TARGETS[name].items():
        ratio, _ = middle(taken, step)
        line(f"{name}, {step}", f"{ratio:.1f} x", f"<= {target:.0f} x", is_met=ratio <= target)
    million = middle(taken, "first load")[1] / cells * 1_000_000
    line(f"{name}, first load of 1,000,000 cells", f"{million:.1f} s", "<= 10 s",
         is_met=million <= 10)  # fmt: skip


def on_sqlite(rows: Sequence[Row], folder: Path) -> Taken:
    """Measure files, each with a first load; seconds by step."""
    taken: Taken = {}
    for number in range(_ROUNDS):
        address = database_address(f"sqlite:///{folder / f'mirror-{number}.sqlite'}")
        with opened(address, time.process_time) as bench:
            bench.taken = taken
            bench.steps("first load", [rows], len(rows))
            if number < _ROUNDS - 1:
                continue
            bench.run(rows)
            tell("sqlite", taken, len(rows) * len(JOBS.columns))
            tell_of_file(bench, rows)
    return taken


def tell_of_file(bench: Bench, rows: Sequence[Row]) -> None:
    """How a file grows, and how fast it answers."""
    grown = bench.file_growth(rows)
    line("sqlite, file after 30 sights", f"{grown:.2f} x", "<= 1.3 x", is_met=grown <= 1.3)
    view, lag = bench.view_and_lag()
    faster = lag / view
    line("sqlite, changes since, against lag()", f"{faster:.0f} x", ">= 20 x", is_met=faster >= 20)
    every, key = bench.questions()
    line("sqlite, changes since, in words", f"{every * 1000:.0f} ms", "-", is_met=True)
    line("sqlite, history of one key", f"{key * 1000:.1f} ms", "< 20 ms", is_met=key < 0.02)


def on_postgresql(rows: Sequence[Row]) -> None:
    """Measure schemas, each with a first load."""
    taken: Taken = {}
    for number in range(_ROUNDS):
        with new_schema() as address, opened(address, clock_with(address)) as bench:
            bench.taken = taken
            bench.steps("first load", [rows], len(rows))
            if number == _ROUNDS - 1:
                bench.run(rows)
    tell("postgresql", taken, len(rows) * len(JOBS.columns))


def beside(theirs: dict[str, float], mine: Taken, unit: float) -> None:
    """Tell what dlt took for the same sights."""
    for step, sight in PEER_STEPS.items():
        ratio = theirs[sight] / middle(mine, step)[1]
        is_told = sight == "changed"
        line(f"dlt SCD2, {step}", f"{theirs[sight] / unit:.0f} x", "-", is_met=True)
        line("  ours is so much faster", f"{ratio:.0f} x", ">= 10 x" if is_told else "-",
             is_met=not is_told or ratio >= 10)  # fmt: skip


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--dlt", default="", metavar="PYTHON", help="a Python that has dlt")
    options = parser.parse_args()
    rows = drawn_rows(options.rows)
    sent = bodies(rows)
    unit = measure(sent)
    print(f"{options.rows:,} rows x {len(JOBS.columns)} columns; decoding both: {unit:.3f} s\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mine = on_sqlite(rows, folder)
        on_postgresql(rows)
        if options.dlt:
            beside(peer(options.dlt, rows, folder), mine, unit)


if __name__ == "__main__":
    main()
