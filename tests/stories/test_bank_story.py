"""A bank's files come again and again, people sort and answer, machines die: each line once."""

import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from jobs import digest
from sheetsync.errors import ConfigError, ModuleError, SourceFileError
from sheetsync.testing.clock import StillClock
from sheetsync.testing.office import Office
from tests.bank_desk import MONTH, PEOPLE, Bank, Killed, dying, line

Hand = Callable[[Bank], None]


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    return Bank(tmp_path)


@pytest.fixture
def once(tmp_path: Path) -> list[tuple[str, str, int]]:
    """The tab after the whole month was imported once."""
    (tmp_path / "once").mkdir()
    desk = Bank(tmp_path / "once")
    desk.take(desk.write("march.txt", MONTH))
    return desk.lines()


def test_a_month_becomes_lines_with_proposals_in_one_publication(bank: Bank) -> None:
    outcome = bank.take(bank.write("march.txt", MONTH))
    assert outcome.exit_code == 0
    assert outcome.headline.startswith("файлов: 1; новых строк: 5, известных: 0 · точно 2, ")
    assert outcome.headline.endswith("выписка по 31.03.2026")
    assert len(bank.rows()) == 5
    shown = {one["purpose"]: (one["proposal"], one["level"]) for one in bank.rows()}
    assert shown["По счету 13"] == ("№ 13 3 000,00", "exact")
    assert shown["Частичная оплата по счету № 12"] == ("№ 12 500,00", "likely")
    assert shown["Подписка"] == (None, "none")


def test_the_same_file_twice_is_the_same_tab(bank: Bank, once: list[tuple[str, str, int]]) -> None:
    path = bank.write("march.txt", MONTH)
    bank.take(path)
    outcome = bank.take(path)
    assert "новых строк: 0, известных: 5" in outcome.headline
    assert bank.lines() == once


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_files_that_overlap_are_the_same_tab_in_either_order(
    bank: Bank, once: list[tuple[str, str, int]], order: tuple[str, str]
) -> None:
    paths = {"a": bank.write("a.txt", MONTH, 1, 15), "b": bank.write("b.txt", MONTH, 11, 31)}
    for name in order:
        bank.take(paths[name])
    assert bank.lines() == once


def test_a_file_cut_in_two_is_the_same_tab_in_one_import_or_two(
    bank: Bank, once: list[tuple[str, str, int]]
) -> None:
    bank.write("1.txt", MONTH, 1, 11)
    bank.write("2.txt", MONTH, 12, 31)
    bank.take()
    assert bank.lines() == once
    bank.take(bank.write("3.txt", MONTH, 1, 12))
    assert bank.lines() == once


def test_two_equal_payments_stay_two(bank: Bank) -> None:
    bank.take(bank.write("march.txt", MONTH))
    ids = [one["line_id"] for one in bank.rows() if one["purpose"] == "Подписка"]
    assert len(set(ids)) == 2
    assert max(ids, key=len).endswith("-2")


@pytest.mark.parametrize("after", [False, True])
def test_whenever_an_import_dies_no_line_stands_twice_and_none_is_lost(
    tmp_path: Path, once: list[tuple[str, str, int]], *, after: bool
) -> None:
    desk = Bank(tmp_path)
    desk.take(desk.write("early.txt", MONTH, 1, 10))
    desk.decide(desk.id_of("№ 11"), "да")
    path = desk.write("march.txt", MONTH)
    at, is_dead = 1, True
    while is_dead:
        try:
            with dying(desk.office, at, after=after):
                desk.take(path)
            is_dead = False
        except Killed:
            at += 1
    assert at > 5
    assert desk.lines() == once
    assert [(number, minor, state) for _, number, minor, state in desk.log()] == [
        ("11", 100_000, "applied")
    ]


def sorted_by_sum(desk: Bank) -> None:
    desk.office.people.sort("Выписка", desk.letter("Выписка", "Сумма"), descending=True)


def sorted_by_key(desk: Bank) -> None:
    desk.office.people.sort("Выписка", desk.letter("Выписка", "Код строки"))


def columns_added(desk: Bank) -> None:
    desk.office.people.insert_columns("Выписка", "A")
    desk.office.people.insert_columns("Разнесение", "B")


def renamed(desk: Bank) -> None:
    desk.office.people.rename_tab("Разнесение", "Что чем оплачено")


def reads(desk: Bank, path: Path) -> int:
    """How many reads by filters an import makes until it looks at the headers once more."""
    log = desk.office.folder / "reads.jsonl"
    desk.office.hooks.log_to(log)
    desk.take(path, dry_run=True)
    desk.office.hooks.log_to(None)
    return log.read_text(encoding="utf-8").count("batchGetByDataFilter")


@pytest.mark.parametrize("moment", ["before the headers", "before the write", "after it"])
@pytest.mark.parametrize("hand", [sorted_by_sum, sorted_by_key, columns_added, renamed])
def test_answers_stay_with_their_lines_whatever_people_do_between_reading_and_appending(
    bank: Bank, hand: Hand, moment: str
) -> None:
    bank.take(bank.write("early.txt", MONTH, 1, 12))
    decided = {"№ 12": "нет", "№ 11": "да"}
    for purpose, decision in decided.items():
        bank.decide(bank.id_of(purpose), decision, "позже" if decision == "нет" else "")
    path = bank.write("march.txt", MONTH)
    letter = {header: bank.letter("Выписка", header) for header in ("Сумма", "Код строки")}
    known = bank.letter
    bank.letter = lambda title, header: letter.get(header) or known(title, header)  # type: ignore[method-assign]
    first = reads(bank, path)
    places = {
        "before the headers": ("batchGetByDataFilter", first),
        "before the write": (":batchUpdate", 0),
        "after it": ("batchGetByDataFilter", first + 1),
    }
    at, skip = places[moment]
    bank.office.hooks.meanwhile(lambda _people: hand(bank), path=at, skip=skip)
    bank.take(path)
    assert not bank.office.hooks.waiting
    answers = {one["purpose"]: one["decision"] for one in bank.rows()}
    assert answers == {
        "Оплата по счету № 11 от 01.03.2026": "yes",
        "Частичная оплата по счету № 12": "no",
        "Подписка": None,
        "По счету 13": None,
    }
    # The proposal of the new line is shown in its own row.
    (late,) = (one for one in bank.rows() if one["purpose"] == "По счету 13")
    assert (late["proposal"], late["level"]) == ("№ 13 3 000,00", "exact")


def test_no_request_of_ours_touches_an_answer_of_a_row_that_is_there(
    bank: Bank, tmp_path: Path
) -> None:
    bank.take(bank.write("early.txt", MONTH, 1, 12))
    bank.decide(bank.id_of("№ 11"), "да")
    log = tmp_path / "requests.jsonl"
    bank.office.hooks.log_to(log)
    bank.take(bank.write("march.txt", MONTH))
    bank.match()
    bank.office.hooks.log_to(None)
    with bank.office.open() as workspace:
        number = workspace.reading.snapshot.tabs["Выписка"].sheet_id
    kinds = set()
    for record in map(json.loads, log.read_text(encoding="utf-8").splitlines()):
        body = record.get("body") or {}
        body = json.loads(body) if isinstance(body, str) else body
        for request in body.get("requests", []):
            ((kind, asked),) = request.items()
            if f'"sheetId": {number}' in json.dumps(asked):
                kinds.add(kind)
        assert "data" not in body
    # New rows below the last one, and nothing else.
    assert kinds == {"appendCells"}


def test_what_is_typed_between_reading_and_writing_is_noted_by_the_next_run(bank: Bank) -> None:
    bank.take(bank.write("march.txt", MONTH))
    line_id = bank.id_of("По счету 13")
    bank.decide(bank.id_of("№ 11"), "да")
    bank.office.hooks.meanwhile(lambda _people: bank.decide(line_id, "да"), path=":batchUpdate")
    bank.match()
    assert [number for _, number, _, _ in bank.log()] == ["11"]
    outcome = bank.match()
    assert "решений записано: 1" in outcome.headline
    assert bank.log()[1:] == [(line_id, "13", 300_000, "applied")]
    assert line_id not in bank.matches()
    bank.match()
    assert len(bank.log()) == 2


def test_a_yes_is_frozen_before_anything_is_proposed_anew(bank: Bank) -> None:
    bank.take(bank.write("early.txt", MONTH, 1, 11))
    line_id = bank.id_of("№ 12")
    bank.decide(line_id, "да")
    # The same run brings a payment that is likelier of the same invoice.
    more = line(25, 2000, "Оплата по счету № 12 от 02.03.2026")
    bank.take(bank.write("more.txt", [*MONTH, more]))
    assert (line_id, "12", 50_000, "applied") in bank.log()


def test_a_dry_run_writes_nothing_and_says_the_same(bank: Bank) -> None:
    path = bank.write("march.txt", MONTH)
    file = bank.office.folder / "workbook.sqlite"
    before = file.read_bytes()
    rehearsal = bank.take(path, dry_run=True)
    assert file.read_bytes() == before
    assert "новых строк: 5" in rehearsal.headline
    assert bank.rows() == []


def test_gaps_and_balances_that_do_not_add_up_are_told_and_the_lines_are_taken(
    bank: Bank,
) -> None:
    bank.write("a.txt", MONTH, 1, 11)
    bank.write("b.txt", MONTH, 20, 31)
    outcome = bank.take()
    assert outcome.exit_code == 1
    assert "нет выписки за 12.03" in outcome.headline
    assert len(bank.rows()) == 3
    assert [one["code"] for one in outcome.payload["troubles"]] == ["GAP"]


@pytest.mark.parametrize("spoil", [b"", b"\xff" * 100, b"1CClientBankExchange\r\n"])
def test_one_file_that_cannot_be_read_stops_the_whole_import(bank: Bank, spoil: bytes) -> None:
    bank.write("a.txt", MONTH)
    (bank.folder / "b.txt").write_bytes(spoil)
    with pytest.raises(SourceFileError, match=r"b\.txt") as caught:
        bank.take()
    assert caught.value.exit_code == 2
    assert bank.rows() == []


def test_what_is_not_whole_or_hidden_in_the_folder_is_left_alone(bank: Bank) -> None:
    bank.write("a.txt", MONTH)
    for name in (".hidden", "~$a.xlsx", "b.txt.part"):
        (bank.folder / name).write_bytes(b"?")
    (bank.folder / "old").mkdir()
    assert "файлов: 1" in bank.take().headline


def test_an_empty_folder_is_no_error_and_a_missing_one_is(bank: Bank) -> None:
    assert bank.take().exit_code == 0
    bank.folder.rmdir()
    with pytest.raises(SourceFileError, match=r"payments\.folder"):
        bank.take()


def test_without_accounts_it_says_where_to_write_them(bank: Bank) -> None:
    text = bank.office.path.read_text(encoding="utf-8")
    bank.office.path.write_text(text.partition("payments:")[0], encoding="utf-8")
    with pytest.raises(ConfigError, match=r"config\.example\.yaml"):
        bank.take()
    # What people decided can be noted all the same.
    assert bank.match().exit_code == 0


def test_where_the_module_is_off_nothing_is_read_and_the_cure_is_told(tmp_path: Path) -> None:
    office = Office(tmp_path, date(2026, 4, 1))
    (tmp_path / "statements").mkdir()
    from jobs import payments

    with pytest.raises(ModuleError, match="sheetsync modules on payments"):
        office.run(payments.run)


def test_files_cut_and_mixed_at_random_come_to_the_same_tab(
    tmp_path: Path, once: list[tuple[str, str, int]]
) -> None:
    draw = random.Random(19)
    for number in range(4):
        folder = tmp_path / str(number)
        folder.mkdir()
        desk = Bank(folder)
        ends = sorted(draw.sample(range(1, 31), 3))
        spans = [(1, ends[0] + 2), (ends[0], ends[1] + 1), (ends[1], ends[2]), (ends[2], 31)]
        paths: list[Any] = [
            desk.write(f"{first}-{last}.txt", MONTH, first, min(last, 31)) for first, last in spans
        ]
        draw.shuffle(paths)
        while paths:
            some = [paths.pop() for _ in range(min(len(paths), draw.randint(1, 2)))]
            desk.take(*some)
        assert desk.lines() == once


def letters_after(desk: Bank, day: date) -> list[str]:
    """The texts that the digest of a day leaves in the folder of mail."""
    desk.office.clock = StillClock(datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    known = set(desk.office.letters())
    desk.office.run(digest.run)
    new = {name: raw for name, raw in desk.office.letters().items() if name not in known}
    letters = [message_from_bytes(raw, policy=policy.default) for raw in new.values()]
    bodies = [letter.get_body(("plain",)) for letter in letters]
    return [body.get_content().replace("\xa0", " ") for body in bodies if body]


@pytest.mark.slow
def test_an_advance_is_told_to_the_accountant_when_its_invoice_comes_and_not_again(
    bank: Bank,
) -> None:
    text = "Аванс E-1 900,00 ₽ от 12.03.2026: пришёл счёт № 45"
    below = len(bank.office.stored()["Настройки"][0]) + 1
    bank.office.people.type("Настройки", f"A{below}", "accountant_email")
    bank.office.people.type("Настройки", f"B{below}", "buh@organizer.example")
    bank.take(bank.write("march.txt", [line(12, 900, "Предоплата")]))
    bank.decide(bank.id_of("Предоплата"), "аванс")
    assert text not in "".join(letters_after(bank, date(2026, 4, 1)))
    come = "    in | E-1 | invoice | 45 | 2026-03-20 | 2026-03 | 900.00 | RUB\n"
    bank.office.type_in(PEOPLE + come)
    assert text in "".join(letters_after(bank, date(2026, 4, 2)))
    assert text not in "".join(letters_after(bank, date(2026, 4, 20)))
