"""The sandbox beside a bare Flask route and beside bare JSON encoding, in one run, as ratios.

Run: python benchmarks/sandbox.py
"""

import json
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import requests
from flask import Flask

from sheetsync.sandbox.adapter import SandboxAdapter, mount
from sheetsync.sandbox.server import create_app

BASE = "https://sheets.googleapis.com/v4/spreadsheets"
COLUMNS = 20
BIG_ROWS = 50_000
SMALL_ROWS = 100
CALLS = 300
ONE_CELL_LIMIT = 5.0
GROWTH_LIMIT = 1.5
BATCH_LIMIT = 8.0


def seconds_each(call: Callable[[], Any], times: int = CALLS) -> float:
    """The median of single calls, after some to warm up."""
    for _ in range(20):
        call()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        taken.append(time.perf_counter() - started)
    return sorted(taken)[len(taken) // 2]


def best_of(call: Callable[[], Any], times: int = 5) -> float:
    """The shortest of some long calls."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        taken.append(time.perf_counter() - started)
    return min(taken)


def bare_route() -> requests.Session:
    """A session into a Flask app that does nothing but answer JSON."""
    app = Flask("bare")

    @app.route("/v4/spreadsheets/<path:_rest>", methods=["GET", "PUT"])
    def one_cell(_rest: str) -> dict[str, Any]:
        return {"range": "Sheet1!A1", "majorDimension": "ROWS", "values": [["1"]]}

    session = requests.Session()
    session.mount(BASE, SandboxAdapter(app))
    return session


def filled(session: requests.Session, rows: int) -> str:
    """A new spreadsheet with as many rows of mixed values; returns its id."""
    made = session.post(BASE, json={"properties": {"title": f"{rows} rows"}}).json()
    sheet = {"sheetId": 0, "gridProperties": {"rowCount": rows, "columnCount": COLUMNS}}
    update = {"properties": sheet, "fields": "gridProperties(rowCount,columnCount)"}
    address = f"{BASE}/{made['spreadsheetId']}"
    session.post(f"{address}:batchUpdate", json={"requests": [{"updateSheetProperties": update}]})
    step = 10_000
    for start in range(0, rows, step):
        lines = [line(index) for index in range(start, min(start + step, rows))]
        session.put(
            f"{address}/values/Sheet1!A{start + 1}?valueInputOption=RAW", json={"values": lines}
        ).raise_for_status()
    return str(made["spreadsheetId"])


def line(index: int) -> list[Any]:
    """One row: texts, whole numbers, fractions, truth."""
    return [
        f"J-{index}",
        "Строймонтаж Север",
        index,
        index / 7,
        index % 2 == 0,
        *(f"text {index % 97}" if column % 2 else index * column for column in range(15)),
    ]


def report(name: str, ratio: float, limit: float) -> bool:
    """Print one line; tells whether the ratio is within its limit."""
    verdict = "ok" if ratio <= limit else "TOO SLOW"
    print(f"{name:<58} {ratio:6.2f} x   (at most {limit} x)   {verdict}")
    return ratio <= limit


def main() -> int:
    """Measure; the exit code is 1 when a limit is exceeded."""
    with tempfile.TemporaryDirectory() as folder:
        return measured(Path(folder))


def measured(folder: Path) -> int:
    """Measure with files in a folder."""
    session = mount(requests.Session(), create_app(folder / "bench.sandbox"))
    small, big = filled(session, SMALL_ROWS), filled(session, BIG_ROWS)
    bare = bare_route()
    cell = "values/Sheet1!C50"
    body = {"values": [[1]]}
    typed = f"{cell}?valueInputOption=RAW"
    bare_get = seconds_each(partial(bare.get, f"{BASE}/x/{cell}"))
    bare_put = seconds_each(partial(bare.put, f"{BASE}/x/{cell}", json=body))
    reads = [seconds_each(partial(session.get, f"{BASE}/{f}/{cell}")) for f in (small, big)]
    writes = [
        seconds_each(partial(session.put, f"{BASE}/{f}/{typed}", json=body)) for f in (small, big)
    ]
    results = [
        report("one-cell read / bare Flask route", reads[0] / bare_get, ONE_CELL_LIMIT),
        report("one-cell write / bare Flask route", writes[0] / bare_put, ONE_CELL_LIMIT),
        report("one-cell read, 1,000,000 cells / 2,000 cells", reads[1] / reads[0], GROWTH_LIMIT),
        report(
            "one-cell write, 1,000,000 cells / 2,000 cells", writes[1] / writes[0], GROWTH_LIMIT
        ),
    ]
    for option in ("UNFORMATTED_VALUE", "FORMATTED_VALUE"):
        results += batch_get(folder, session, f"{BASE}/{big}", option)
    return 0 if all(results) else 1


def batch_get(folder: Path, session: requests.Session, address: str, option: str) -> list[bool]:
    """Read all cells by columns, in a process that has decoded none of them and in one that has."""
    asked = f"{address}/values:batchGet?ranges=Sheet1&majorDimension=COLUMNS"
    asked += f"&valueRenderOption={option}"
    cold = mount(requests.Session(), create_app(folder / "bench.sandbox"))
    first = best_of(partial(cold.get, asked), 1)
    answer = session.get(asked).json()
    encoding = best_of(partial(encoded, answer))
    again = best_of(partial(session.get, asked))
    name = f"batchGet of 1,000,000 cells, {option.partition('_')[0].lower()}"
    return [
        report(f"{name}, first / json.dumps", first / encoding, BATCH_LIMIT),
        report(f"{name}, again / json.dumps", again / encoding, BATCH_LIMIT),
    ]


def encoded(answer: object) -> bytes:
    """The bare encoding of an answer."""
    return json.dumps(answer, ensure_ascii=False).encode()


if __name__ == "__main__":
    raise SystemExit(main())
