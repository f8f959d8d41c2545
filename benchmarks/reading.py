"""From the API's JSON to typed frames: ours against the readers people use today.

    python benchmarks/reading.py [--rows 50000] [--rounds 3]

One tab of 20 typed columns in ru_RU, as a server renders it. Ours reads both renderings, stored and
shown, and answers typed columns and findings; the peers read the one rendering they ask for, and
guess the types. Each peer runs its own code over an answer that is already there: `json.loads` is
counted, the network is not; seconds are the processor's. Only ratios inside one run count.
Targets: at least 3 times the fastest peer, less than 1.5 times its memory.
"""

import argparse
import gc
import json
import multiprocessing
import random
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import gspread
import gspread_dataframe
import msgspec
import pandas as pd
import pygsheets
from gspread.http_client import HTTPClient

from sheetsync.dates import serial_of
from sheetsync.tables.cells import Grid
from sheetsync.tables.reading.one_table import read_table
from sheetsync.tables.schema import Column, TableSchema

STATUSES = ("к оплате", "оплачен", "просрочен", "спор")
KINDS = ("акт", "УПД-1", "УПД-2", "счёт-фактура")
CHANNELS = ("звонок", "почта", "чат", "встреча")
WORDS = ("окна", "монтаж", "ремонт", "плитка", "замер", "договор", "срочно", "партия")
INNS = ("9900000017", "9900000024", "0100000011", "990000000115", "010000000102")

SCHEMA = TableSchema(
    key="Номер",
    columns=(
        Column("Номер", "id", required=True),
        Column("Код юрлица", "id", required=True),
        Column("Партнёр", required=True),
        Column("ИНН", "inn"),
        Column("Почта", "email"),
        Column("Статус", "enum", required=True, allowed=STATUSES),
        Column("Вид", "enum", allowed=KINDS),
        Column("Канал", "enum", allowed=CHANNELS),
        Column("Дата", "date", required=True),
        Column("Срок", "date"),
        Column("Дата оплаты", "date"),
        Column("Передано", "datetime"),
        Column("Месяц", "month"),
        Column("Сумма", "money", required=True, currency="RUB"),
        Column("Оплачено", "money", currency="RUB"),
        Column("Количество", "decimal"),
        Column("Брак", "integer"),
        Column("Доля", "percent"),
        Column("Закрыт", "bool"),
        Column("Комментарий"),
    ),
)

Pair = tuple[object, str]
_PATIENCE_S = 300


def drawn_rows(count: int) -> list[list[Pair]]:
    """Rows of (stored, shown) as a Russian spreadsheet has them."""
    chance = random.Random(2026)
    first = date(2025, 1, 1)
    return [
        [
            _text(f"СЧ-{number:06d}"),
            _text(f"E-{number % 500:03d}"),
            _text(f"ООО «Партнёр {number % 500}»"),
            _text(INNS[number % len(INNS)]),
            _text(f"buh{number % 500}@partner.example"),
            _text(chance.choice(STATUSES)),
            _text(chance.choice(KINDS)),
            _text(chance.choice(CHANNELS)),
            _day(first + timedelta(days=chance.randrange(480))),
            _day(first + timedelta(days=chance.randrange(480))),
            _day(first + timedelta(days=chance.randrange(480))) if number % 3 else ("", ""),
            _minute(first + timedelta(days=chance.randrange(480)), chance.randrange(1440)),
            _text(f"2026-{chance.randrange(1, 13):02d}"),
            _amount(chance.randrange(100, 50_000_000)),
            _amount(chance.randrange(100, 50_000_000)) if number % 3 else ("", ""),
            _decimal(chance.randrange(1, 2000)),
            _whole(chance.randrange(5)),
            _share(chance.randrange(1001)),
            _truth(number % 2 == 0),
            _text(" ".join(chance.choices(WORDS, k=4))) if number % 2 else ("", ""),
        ]
        for number in range(1, count + 1)
    ]


def _text(text: str) -> Pair:
    return text, text


def _day(day: date) -> Pair:
    return serial_of(day), f"{day:%d.%m.%Y}"


def _minute(day: date, minute: int) -> Pair:
    shown = f"{day:%d.%m.%Y} {minute // 60}:{minute % 60:02d}:00"
    return serial_of(day) + minute / 1440 if minute else serial_of(day), shown


def _amount(minor: int) -> Pair:
    whole, cents = divmod(minor, 100)
    shown = f"{whole:,}".replace(",", "\u00a0") + f",{cents:02d}\u00a0₽"
    return minor / 100 if cents else whole, shown


def _decimal(tenths: int) -> Pair:
    stored = tenths / 10 if tenths % 10 else tenths // 10
    return stored, str(stored).replace(".", ",")


def _whole(number: int) -> Pair:
    return number, str(number)


def _share(thousandths: int) -> Pair:
    return thousandths / 1000, f"{thousandths / 10:.1f}%".replace(".", ",")


def _truth(value: bool) -> Pair:  # noqa: FBT001  # the value itself
    return value, "TRUE" if value else "FALSE"


class Answers:
    """The JSON bodies that a server would send for the tab."""

    def __init__(self, count: int) -> None:
        rows = drawn_rows(count)
        header: list[Pair] = [_text(column.name) for column in SCHEMA.columns]
        stored = [[stored for stored, _ in row] for row in (header, *rows)]
        shown: list[list[object]] = [[shown for _, shown in row] for row in (header, *rows)]
        self.row_count = len(stored)
        self.stored_columns = self._body(list(zip(*stored, strict=True)), "COLUMNS")
        self.shown_columns = self._body(list(zip(*shown, strict=True)), "COLUMNS")
        self.stored_rows = self._body(stored, "ROWS")
        self.shown_rows = self._body(shown, "ROWS")

    @staticmethod
    def _body(values: Sequence[Sequence[object]], dimension: str) -> bytes:
        answer = {"range": "Счета!A1:T50001", "majorDimension": dimension, "values": values}
        return json.dumps(answer, ensure_ascii=False).encode()


class _AnsweringClient(HTTPClient):
    """A gspread client to which the server has answered already."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers

    def request(self, *_: object, params: Any = None, **__: object) -> Any:  # noqa: ANN401  # gspread's own signature
        render = (params or {}).get("valueRenderOption")
        plain = render in {None, "FORMATTED_VALUE"}
        body = self.answers.shown_rows if plain else self.answers.stored_rows
        return SimpleNamespace(json=lambda: json.loads(body))


def _worksheet(answers: Answers) -> gspread.Worksheet:
    client = _AnsweringClient(answers)
    properties = {
        "sheetId": 0,
        "title": "Счета",
        "index": 0,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": answers.row_count, "columnCount": len(SCHEMA.columns)},
    }
    spreadsheet = gspread.Spreadsheet.__new__(gspread.Spreadsheet)
    vars(spreadsheet).update(client=client, _properties={"id": "bench"})
    return gspread.Worksheet(spreadsheet, properties, "bench", client)


def ours(answers: Answers) -> int:
    """Both renderings to typed columns and findings."""
    grid = Grid(
        msgspec.json.decode(answers.stored_columns)["values"],
        msgspec.json.decode(answers.shown_columns)["values"],
        columns_major=True,
    )
    table = read_table(grid, SCHEMA, locale="ru_RU")
    assert not table.findings, table.findings[:3]
    return len(table.frame)


def gspread_records(answers: Answers) -> int:
    """`get_all_records`, then a frame."""
    return len(pd.DataFrame(_worksheet(answers).get_all_records()))


def gspread_frame(answers: Answers) -> int:
    """gspread-dataframe with evaluated formulas."""
    return len(gspread_dataframe.get_as_dataframe(_worksheet(answers), evaluate_formulas=True))


def pygsheets_frame(answers: Answers) -> int:
    """The `get_as_df` of pygsheets."""
    client = SimpleNamespace(get_range=lambda *_, **__: json.loads(answers.shown_rows)["values"])
    grid = {"rowCount": answers.row_count, "columnCount": len(SCHEMA.columns)}
    properties = {"sheetId": 0, "title": "Счета", "index": 0, "gridProperties": grid}
    spreadsheet = SimpleNamespace(client=client, id="bench")
    worksheet = pygsheets.Worksheet(spreadsheet, {"properties": properties})
    return len(worksheet.get_as_df())


READERS: dict[str, Callable[[Answers], int]] = {
    "sheetsync, both renderings": ours,
    "gspread get_all_records": gspread_records,
    "gspread-dataframe": gspread_frame,
    "pygsheets get_as_df": pygsheets_frame,
}


def _measured(reader: Callable[[Answers], int], answers: Answers, results: Any) -> None:  # noqa: ANN401  # a queue of multiprocessing
    """Seconds and peak megabytes above the start, of one reading in a process of its own."""
    gc.collect()
    with open("/proc/self/clear_refs", "w", encoding="ascii") as peak:  # noqa: PTH123  # no file
        peak.write("5")
    base_kb = _status_kb("VmRSS")
    start = time.process_time()
    rows = reader(answers)
    seconds = time.process_time() - start
    assert rows == answers.row_count - 1
    results.put((seconds, (_status_kb("VmHWM") - base_kb) / 1024))


def _status_kb(name: str) -> int:
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123  # no file
        return next(int(line.split()[1]) for line in status if line.startswith(f"{name}:"))


def measure(answers: Answers, rounds: int) -> dict[str, tuple[float, float]]:
    """Median seconds and megabytes of each reader, warmed up and taken in turns."""
    few = Answers(100)
    for reader in READERS.values():
        reader(few)
    context = multiprocessing.get_context("fork")
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in READERS}
    for _ in range(rounds):
        for name, reader in READERS.items():
            results = context.Queue()
            process = context.Process(target=_measured, args=(reader, answers, results))
            process.start()
            taken[name].append(results.get(timeout=_PATIENCE_S))
            process.join()
    return {
        name: (statistics.median(s for s, _ in runs), statistics.median(m for _, m in runs))
        for name, runs in taken.items()
    }


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    answers = Answers(options.rows)
    print(f"{options.rows:,} rows x {len(SCHEMA.columns)} columns, {options.rounds} rounds")
    medians = measure(answers, options.rounds)
    mine, *peers = medians
    for name, (seconds, megabytes) in medians.items():
        print(f"{name:30} {seconds:7.2f} s {megabytes:7.0f} MB")
    fastest = min(peers, key=lambda name: medians[name][0])
    print(f"speed against {fastest}: {medians[fastest][0] / medians[mine][0]:.1f}x (target 3)")
    print(f"memory: {medians[mine][1] / medians[fastest][1]:.2f} of it (target below 1.5)")


if __name__ == "__main__":
    main()
