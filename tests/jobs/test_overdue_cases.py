"""The table of workbook-and-rules.md 3.5 typed into tabs, the job run, the tabs read back."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jobs import overdue, validate
from sheetsync.testing.office import Office
from sheetsync.workbook.setup import SetupOptions, set_up

CASES = json.loads(
    (Path(__file__).parents[1] / "rules/payables/cases/invoices.json").read_text(encoding="utf-8")
)
_TERMS = {"calendar": "календ.", "business": "рабочих"}
_BASES = {
    "invoice_date": "дата счёта",
    "received_date": "дата получения",
    "closing_docs": "закрывающие",
}
_KINDS = {"invoice": "счёт", "credit_note": "корректировка"}
_STATES = {"": "", "disputed": "спор", "void": "аннулирован"}


def entity(number: int) -> str:
    return f"E-{number:02d}"


def invoice_line(number: int, case: dict[str, Any]) -> list[str]:
    """The invoice of a case and what must stand beside it."""
    given = case["input"]
    kind = given.get("kind", "invoice")
    ref = "" if kind == "invoice" else "77" if given["ref_ok"] else "999"
    cells = {
        "kind": _KINDS[kind],
        "number": "12",
        "date": given["inv"],
        "amount": given["amount"],
        "received": given.get("received", ""),
        "due": given.get("due", ""),
        "paid": given.get("paid", ""),
        "paid_on": given.get("paid_date", ""),
        "ref": ref,
        "state": _STATES[given.get("state", "")],
    }
    lines = [cells]
    settled = {"paid": "90000", "paid_on": "2026-03-10", "due": "2026-03-10"}
    if given.get("dup"):
        first = {"date": "2026-03-01", "amount": "90000", "number": "0012", **settled}
        lines.insert(0, {**cells, **first})
    if given.get("ref_ok"):
        corrected = {"kind": "счёт", "number": "77", "date": "2026-03-01", "ref": ""}
        lines.append({**cells, **corrected, **settled, "amount": "90000", "paid": "75000"})
    if case["credits"] != "0":
        note = {"kind": _KINDS["credit_note"], "number": "C-1", "amount": case["credits"]}
        blank = dict.fromkeys(("due", "paid", "paid_on", "received"), "")
        lines.append({**cells, **blank, **note, "ref": "№ 12"})
    return [f"{entity(number)} | 2026-03 | " + " | ".join(line.values()) for line in lines]


def drawing(cases: list[tuple[int, dict[str, Any]]]) -> str:
    numbers = [number for number, _ in cases]
    terms = [(number, case["input"]["terms"]) for number, case in cases if "terms" in case["input"]]
    acts = [
        (number, case["input"]["docs_complete_on"])
        for number, case in cases
        if "docs_complete_on" in case["input"]
    ]
    lines = [
        "Партнёры",
        "Код | Название | Группа | Статус | Партнёр с | Куратор | Отчёт",
        *(f"P-{n:02d} | Партнёр {n} | g | пауза | 2025-01-01 | Анна | нет" for n in numbers),
        "Контрагенты",
        "Код контрагента | Код партнёра | Наименование | Форма | НДС",
        *(f"{entity(n)} | P-{n:02d} | ООО {n} | иностранное | без НДС" for n in numbers),
        "Договоры",
        "Код контрагента | Вид | Номер | Статус | Подписан | Срок оплаты, дни | Какие дни "
        "| Срок считать от | Файл",
        *(
            f"{entity(n)} | договор | Д-{n} | действует | 2025-01-01 | {days} | {_TERMS[kind]} "
            f"| {_BASES[base]} | https://x.example/{n}"
            for n, (days, kind, base) in terms
        ),
        "Закрывающие документы",
        "Код контрагента | Месяц | Вид | Номер | Статус | Получен",
        *(f"{entity(n)} | '2026-03 | акт | А-{n} | скан есть | {day}" for n, day in acts),
        "Счета",
        "Код контрагента | Месяц | Вид | Номер | Дата | Сумма | Получен | Оплатить до | Оплачено "
        "| Дата оплаты | К счёту № | Отметка",
        *(
            line.replace("| 2026-03 |", "| '2026-03 |", 1)
            for number, case in cases
            for line in invoice_line(number, case)
        ),
        "Группы",
        "Код группы | Название",
        "g | Все",
        "Настройки",
        "Ключ | Значение",
        "curators | Анна",
    ]
    return "\n".join(lines)


@dataclass(frozen=True)
class Day:
    """One office on one day with all cases of that day."""

    register: pd.DataFrame
    found: pd.DataFrame
    payload: pd.DataFrame


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Day]:
    offices = {}
    for today in sorted({case["today"] for case in CASES}):
        cases = [(n, case) for n, case in enumerate(CASES, start=1) if case["today"] == today]
        office = Office(tmp_path_factory.mktemp("office"), date.fromisoformat(today))
        set_up(office.session, SetupOptions("ru", calendar="ru-2026", examples=False, names=False))
        office.type_in(drawing(cases))
        office.run(validate.run)
        outcome = office.run(overdue.run)
        payload = pd.DataFrame(outcome.payload["invoices"])
        offices[today] = Day(office.tab("register"), office.tab("validation"), payload)
    return offices


@pytest.mark.parametrize(
    ("number", "case"),
    [pytest.param(n, case, id=case["case"]) for n, case in enumerate(CASES, start=1)],
)
def test_every_case_comes_out_of_the_tabs_as_stated(
    days: dict[str, Day], number: int, case: dict[str, Any]
) -> None:
    day, expected = days[case["today"]], case["expected"]
    kind = case["input"].get("kind", "invoice")
    wanted = {"12"} if kind == "invoice" else {"12", "C-1"}
    rows = day.register[
        (day.register["entity_id"] == entity(number))
        & (day.register["class"] == "invoice")
        & (day.register["kind"] == kind)
        & day.register["number"].isin(wanted)
    ]
    row = rows.iloc[-1] if kind == "credit_note" else rows[rows["number"] == "12"].iloc[0]
    got = {
        "status": row["status"],
        "due": None if pd.isna(row["due"]) else row["due"].date().isoformat(),
        "days": int(row["days_overdue"]) if pd.notna(row["days_overdue"]) else 0,
        "bucket": "" if pd.isna(row["bucket"]) else row["bucket"],
        "outstanding": 0 if pd.isna(row["outstanding_minor"]) else int(row["outstanding_minor"]),
        "waiting": None if pd.isna(row["waiting"]) else int(row["waiting"]),
        "hl": "" if pd.isna(row["highlight"]) else row["highlight"],
    }
    wanted_values = {key: expected[key] for key in got}
    wanted_values["outstanding"] = round(float(expected["outstanding"]) * 100)
    assert got == wanted_values
    assert set(expected["find"]) <= findings_of(day, number)


def findings_of(day: Day, number: int) -> set[str]:
    keys = day.found["row_key"].astype("str")
    return set(day.found.loc[keys.str.contains(entity(number), regex=False), "code"])


@pytest.mark.parametrize("case", [case for case in CASES if "days_late" in case["expected"]])
def test_lateness_of_what_is_paid_is_told_to_machines(
    days: dict[str, Day], case: dict[str, Any]
) -> None:
    number = CASES.index(case) + 1
    rows = days[case["today"]].payload
    (late,) = rows.loc[rows["entity_id"] == entity(number), "days_late"]
    assert late == case["expected"]["days_late"]


def test_levels_are_told_to_machines(days: dict[str, Day]) -> None:
    for number, case in enumerate(CASES, start=1):
        rows = days[case["today"]].payload
        levels = rows.loc[(rows["entity_id"] == entity(number)) & (rows["number"] == "12"), "level"]
        assert case["expected"]["level"] in set(levels), case["case"]
