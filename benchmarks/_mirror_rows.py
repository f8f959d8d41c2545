"""Rows of jobs as a spreadsheet of ru_RU holds and shows them, drawn for `mirror.py`."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from sheetsync.dates import serial_of
from sheetsync.tables.catalogue.jobs import JOBS

STATUSES = ("план", "в работе", "выполнено", "отмена нами")
WORDS = ("окна", "монтаж", "ремонт", "плитка", "замер", "договор", "срочно", "партия")
Pair = tuple[Any, str]
Row = list[Pair]


def drawn_rows(count: int) -> list[Row]:
    """Rows of (stored, shown) in the order of the catalogue's columns."""
    chance = random.Random(2026)
    return [[_cell(column.name, column.kind, number, chance) for column in JOBS.columns]
            for number in range(1, count + 1)]  # fmt: skip


def _cell(name: str, kind: str, number: int, chance: random.Random) -> Pair:
    known = {"job_id": f"J-{number:06d}", "currency": "RUB", "status": chance.choice(STATUSES)}
    if name in known:
        return _text(known[name])
    if kind in {"date", "datetime"}:
        day = date(2026, 1, 1) + timedelta(days=chance.randrange(240))
        minute = chance.randrange(1, 1440) if kind == "datetime" else 0
        # As the formats of `init` show it; a cell shown otherwise is kept twice, and rare.
        told = f" {minute // 60:02d}:{minute % 60:02d}" if minute else ""
        return serial_of(day) + minute / 1440 if minute else serial_of(day), f"{day:%d.%m.%Y}{told}"
    if kind == "money":
        return _money(chance.randrange(100, 50_000_000))
    if kind in {"integer", "decimal"}:
        whole = chance.randrange(1, 9)
        return whole, str(whole)
    return _text(f"P-{number % 500:03d}" if kind == "id" else " ".join(chance.choices(WORDS, k=4)))


def _text(text: str) -> Pair:
    return text, text


def _money(minor: int) -> Pair:
    whole, cents = divmod(minor, 100)
    shown = f"{whole:,}".replace(",", "\u00a0") + f",{cents:02d}"
    return minor / 100 if cents else whole, shown


def changed(rows: Sequence[Row], share: float, seed: int) -> list[Row]:
    """The rows with the comment of some of them typed anew."""
    chance = random.Random(seed)
    at = [column.name for column in JOBS.columns].index("comment")
    found = [list(row) for row in rows]
    for number in chance.sample(range(len(found)), int(len(found) * share)):
        found[number][at] = _text(f"{seed} {' '.join(chance.choices(WORDS, k=3))}")
    return found


def bodies(rows: Sequence[Row]) -> tuple[bytes, bytes]:
    """Both renderings as a server sends them, by columns."""
    header = [_text(column.header("ru")) for column in JOBS.columns]
    columns = list(zip(header, *rows, strict=True))
    stored = [[cell[0] for cell in column] for column in columns]
    shown = [[cell[1] for cell in column] for column in columns]
    return msgspec.json.encode(stored), msgspec.json.encode(shown)
