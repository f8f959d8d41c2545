"""The table of document packs typed into tabs, the jobs run, the tab of packs read back."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jobs import overdue, validate
from sheetsync.tables.catalogue.documents import DOCUMENT_KIND
from sheetsync.tables.catalogue.payables import INVOICE_KIND
from sheetsync.testing.office import Office
from sheetsync.workbook.setup import SetupOptions, set_up

CASES = json.loads(
    (Path(__file__).parents[1] / "rules/payables/cases/packs.json").read_text(encoding="utf-8")
)
_LABELS = {choice.code: choice.label("ru") for choice in (*INVOICE_KIND, *DOCUMENT_KIND)}
_STATUSES = {
    "expected": "ждём",
    "received": "скан есть",
    "signed": "подписан",
    "rejected": "отклонён",
}


def entity(number: int) -> str:
    return f"E-{number:02d}"


def invoice_lines(number: int, case: dict[str, Any]) -> list[str]:
    amount = case["invoices_sum"] or 50000
    return [
        f"{entity(number)} | 12 | 2026-04-01 | '{case['month']} | {amount} "
        f"| {document['received_on']} | 2026-05-20"
        for document in case["documents"]
        if document["kind"] == "invoice"
    ]


def document_lines(number: int, case: dict[str, Any]) -> list[str]:
    return [
        f"{entity(number)} | '{case['month']} | {_LABELS[document['kind']]} "
        f"| {_LABELS[document['kind']]} {number} | {case['acts_sum'] or ''} "
        f"| {_STATUSES[document['status']]} | {document['received_on'] or ''}"
        for document in case["documents"]
        if document["kind"] != "invoice"
    ]


def drawing(cases: list[tuple[int, dict[str, Any]]]) -> str:
    """A partner and a legal entity a case, with the papers of its month."""
    numbers = [number for number, _ in cases]
    lines = [
        "Партнёры",
        "Код | Название | Группа | Статус | Партнёр с | Куратор | Отчёт",
        *(f"P-{n:02d} | Партнёр {n} | g | пауза | 2025-01-01 | Анна | нет" for n in numbers),
        "Контрагенты",
        "Код контрагента | Код партнёра | Наименование | Форма | НДС | Комплект",
        *(
            f"{entity(n)} | P-{n:02d} | ООО {n} | иностранное | без НДС | {case['doc_set']}"
            for n, case in cases
        ),
        "Работы",
        "№ работы | Код партнёра | Передано | Срок | Выполнено | Статус | Сумма",
        *(
            f"J-{n:02d} | P-{n:02d} | 2026-03-02 | 2026-03-20 | 2026-03-20 | выполнено | 50000"
            for n, case in cases
            if case["jobs_done"]
        ),
        "Счета",
        "Код контрагента | Номер | Дата | Месяц | Сумма | Получен | Оплатить до",
        *(line for number, case in cases for line in invoice_lines(number, case)),
        "Закрывающие документы",
        "Код контрагента | Месяц | Вид | Номер | Сумма | Статус | Получен",
        *(line for number, case in cases for line in document_lines(number, case)),
        "Группы",
        "Код группы | Название",
        "g | Все",
        "Правила рейтинга",
        "Группа | Показатель | Вес | 0 баллов при | 100 баллов при",
        "g | объём | 100 | 0 | 100000",
        "Настройки",
        "Ключ | Значение",
        "curators | Анна",
    ]
    return "\n".join(lines)


@dataclass(frozen=True)
class Day:
    """One office on one day with all cases of that day: the tabs and what machines are told."""

    packs: pd.DataFrame
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
        payload = pd.DataFrame(outcome.payload["packs"])
        offices[today] = Day(office.tab("packs"), office.tab("validation"), payload)
    return offices


def packs_of(frame: pd.DataFrame, number: int) -> list[dict[str, Any]]:
    rows = frame[frame["entity_id"] == entity(number)].to_dict("records")
    return [{str(name): cell for name, cell in row.items()} for row in rows]


CASES_BY_TITLE = [pytest.param(n, case, id=case["case"]) for n, case in enumerate(CASES, start=1)]


@pytest.mark.parametrize(("number", "case"), CASES_BY_TITLE)
def test_every_pack_comes_out_of_the_tabs_as_stated(
    days: dict[str, Day], number: int, case: dict[str, Any]
) -> None:
    expected = case["expected"]
    got = [
        {
            "month": pack["month"],
            "state": pack["state"],
            "missing": "" if pd.isna(pack["missing"]) else pack["missing"],
            "deadline": pack["deadline"].date().isoformat(),
            "completed_on": None
            if pd.isna(pack["completed_on"])
            else pack["completed_on"].date().isoformat(),
        }
        for pack in packs_of(days[case["today"]].packs, number)
    ]
    stated = {
        "month": case["month"],
        "state": expected["state"],
        "missing": ", ".join(_LABELS[kind] for kind in expected["missing"]),
        "deadline": case["deadline"],
        "completed_on": expected["completed_on"],
    }
    assert got == ([] if expected["state"] == "not_needed" else [stated])


@pytest.mark.parametrize(("number", "case"), CASES_BY_TITLE)
def test_machines_are_told_what_is_missing_by_codes(
    days: dict[str, Day], number: int, case: dict[str, Any]
) -> None:
    expected = case["expected"]
    told = [
        (pack["state"], [*pack["missing"]])
        for pack in packs_of(days[case["today"]].payload, number)
    ]
    stated = (expected["state"], expected["missing"])
    assert told == ([] if expected["state"] == "not_needed" else [stated])


def test_sums_that_differ_stand_in_the_tab_with_their_difference(days: dict[str, Day]) -> None:
    (number,) = (n for n, case in enumerate(CASES, start=1) if case["acts_sum"])
    case = CASES[number - 1]
    (pack,) = packs_of(days[case["today"]].packs, number)
    sums = [pack[name] for name in ("invoices_sum_minor", "acts_sum_minor", "difference_minor")]
    assert sums == [5_000_000, 4_800_000, -200_000]


def test_the_cases_are_typed_without_an_error(days: dict[str, Day]) -> None:
    """A row with an error would be left out, and a pack would come out right by chance."""
    for day in days.values():
        errors = day.found[day.found["severity"] == "error"]
        assert list(errors["message"]) == []
