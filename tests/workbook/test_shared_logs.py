"""Rows appended to a log that people answer in, with formulas that show another tab."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from sheetsync.errors import TabGoneError, UnusableTabError
from sheetsync.tables.catalogue.payments import BANK, MATCHES, PAYMENT_PLAN
from sheetsync.tables.tab_frame import TabFrame
from sheetsync.testing.clock import StillClock
from sheetsync.workbook.publish import SpreadsheetPublisher
from sheetsync.workbook.session import Session
from sheetsync.workbook.setup import SetupOptions, set_up
from sheetsync.workbook.snapshot import Snapshot, Wanted, read_snapshot

TITLES = {"bank": "Выписка", "matches": "Разнесение", "payment_plan": "План оплат"}
Hand = Callable[[Session], object]


@pytest.fixture
def ready(made: Session) -> Session:
    """A workbook with the bank's tabs."""
    set_up(made, SetupOptions(lang="ru", examples=False, modules=("payments",)))
    return made


def snapshot(session: Session, clock: StillClock) -> Snapshot:
    return read_snapshot(session, lambda titles: Wanted((), tuple(titles)), clock)


def bank(*lines: str) -> TabFrame:
    return TabFrame(
        BANK,
        pd.DataFrame(
            {
                "line_id": list(lines),
                "booked_on": pd.to_datetime(["2026-04-03"] * len(lines)),
                "amount_minor": pd.array([5_000_000] * len(lines), dtype="Int64"),
                "flow": ["out"] * len(lines),
                "purpose": [f"=оплата {line}" for line in lines],
            }
        ),
    )


def matches(**proposals: str) -> TabFrame:
    levels = ["exact" if text else "none" for text in proposals.values()]
    rows = {"line_id": list(proposals), "proposal": list(proposals.values()), "level": levels}
    return TabFrame(MATCHES, pd.DataFrame(rows))


def publish(
    session: Session,
    before: Snapshot,
    logs: list[TabFrame],
    tabs: list[TabFrame] | None = None,
    titles: dict[str, str] = TITLES,
    max_body_bytes: int = 8_000_000,
) -> None:
    SpreadsheetPublisher(session, before, titles, "ru").publish(
        tabs or [], logs, max_body_bytes=max_body_bytes
    )


def rows(session: Session, title: str = "Выписка") -> dict[str, dict[str, object]]:
    """The rows of a tab by their first key, by headers."""
    columns = session.columns([title], "UNFORMATTED_VALUE")[0]
    height = max(map(len, columns))
    table = [[column[n] if n < len(column) else "" for column in columns] for n in range(height)]
    names = [str(header) for header in table[0]]
    found = [dict(zip(names, row, strict=True)) for row in table[1:]]
    return {str(row["Код строки"]): row for row in found}


def sheet_id(session: Session, title: str) -> int:
    sheets = session.metadata("sheets.properties")["sheets"]
    named = (one["properties"] for one in sheets if one["properties"]["title"] == title)
    return int(next(named)["sheetId"])


def at(name: str) -> int:
    return [column.name for column in BANK.columns].index(name)


def answer(session: Session, row: int, text: str) -> None:
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[at("decision")]
    session.write_values({f"Выписка!{letter}{row}": [[text]]}, "USER_ENTERED")


def shown(session: Session) -> dict[str, tuple[object, object]]:
    return {line: (row["Предложение"], row["Уверенность"]) for line, row in rows(session).items()}


def test_a_new_row_shows_what_matches_say_and_waits_for_an_answer(
    ready: Session, clock: StillClock
) -> None:
    told = matches(b1="№ 12 50 000,00", b2="")
    publish(ready, snapshot(ready, clock), [bank("b1", "b2")], [told])
    assert shown(ready) == {"b1": ("№ 12 50 000,00", "точно"), "b2": ("", "нет")}
    found = rows(ready)["b1"]
    assert (found["Решение"], found["Вместо этого"]) == ("", "")
    assert found["Назначение"] == "=оплата b1"
    # What Matches say later is shown at once, and nothing is written for it.
    publish(ready, snapshot(ready, clock), [], [matches(b1="", b2="№ 13 50 000,00")])
    assert shown(ready) == {"b1": ("", "нет"), "b2": ("№ 13 50 000,00", "точно")}


def test_its_formulas_hold_in_every_locale(ready: Session, clock: StillClock) -> None:
    publish(ready, snapshot(ready, clock), [bank("b1")], [matches(b1="№ 12 1,00")])
    columns = ready.columns(["Выписка"], "FORMULA")[0]
    formula = str(columns[at("proposal")][1])
    assert formula == "=XLOOKUP(INDEX($A:$A;ROW());'Разнесение'!$A:$A;'Разнесение'!$B:$B;\"\")&\"\""
    assert not set(formula) & set("{},.")


def test_a_key_with_signs_of_a_pattern_is_taken_by_the_letter(
    ready: Session, clock: StillClock
) -> None:
    told = matches(**{"other": "№ 1 1,00", "*": "№ 2 1,00", "b?": "№ 3 1,00", "b1": "№ 4 1,00"})
    publish(ready, snapshot(ready, clock), [bank("b?", "*", "b1", "~x")], [told])
    proposals = {line: text for line, (text, _) in shown(ready).items()}
    assert proposals == {"b?": "№ 3 1,00", "*": "№ 2 1,00", "b1": "№ 4 1,00", "~x": ""}


def sorted_by_hand(people: Session) -> None:
    place = {"sheetId": sheet_id(people, "Выписка"), "startRowIndex": 1}
    order = [{"dimensionIndex": at("line_id"), "sortOrder": "DESCENDING"}]
    people.batch_update([{"sortRange": {"range": place, "sortSpecs": order}}])


def key_dragged_to_the_middle(people: Session) -> None:
    source = {"sheetId": sheet_id(people, "Выписка"), "dimension": "COLUMNS"}
    moved = {"source": source | {"startIndex": 0, "endIndex": 1}, "destinationIndex": 5}
    people.batch_update([{"moveDimension": moved}])


def proposals_dragged(people: Session) -> None:
    source = {"sheetId": sheet_id(people, "Разнесение"), "dimension": "COLUMNS"}
    moved = {"source": source | {"startIndex": 1, "endIndex": 2}, "destinationIndex": 6}
    people.batch_update([{"moveDimension": moved}])


def matches_renamed(people: Session) -> None:
    properties = {"sheetId": sheet_id(people, "Разнесение"), "title": "Наши 'пары'"}
    change = {"properties": properties, "fields": "title"}
    people.batch_update([{"updateSheetProperties": change}])


@pytest.mark.parametrize(
    "hand", [sorted_by_hand, key_dragged_to_the_middle, proposals_dragged, matches_renamed]
)
@pytest.mark.parametrize("moment", ["before a run", "while it writes", "after it"])
def test_rows_show_their_own_lines_whatever_people_do_to_either_tab(
    hand: Hand, moment: str, app: Any, ready: Session, people: Session, clock: StillClock
) -> None:
    lines = {"b1": "№ 11 50 000,00", "b2": "№ 12 50 000,00", "b3": "№ 13 50 000,00"}
    publish(ready, snapshot(ready, clock), [bank("b1", "b2")], [matches(**lines)])
    if moment == "before a run":
        hand(people)
    titles = TITLES
    if moment == "before a run" and hand is matches_renamed:
        titles = TITLES | {"matches": "Наши 'пары'"}
    before = snapshot(ready, clock)
    app.restart()
    if moment == "while it writes":
        app.before[0] = lambda: hand(people)
    publish(ready, before, [bank("b3")], titles=titles)
    if moment == "after it":
        hand(people)
    assert shown(ready) == {line: (text, "точно") for line, text in lines.items()}


def test_answers_stay_with_their_lines_when_people_sort_between_reading_and_appending(
    app: Any, ready: Session, people: Session, clock: StillClock
) -> None:
    publish(ready, snapshot(ready, clock), [bank("b1", "b2")], [matches()])
    answer(people, 2, "да")
    before = snapshot(ready, clock)
    app.restart()
    app.before[0] = lambda: sorted_by_hand(people)
    publish(ready, before, [bank("b3")], [matches(b3="№ 1 1,00")])
    assert {line: row["Решение"] for line, row in rows(ready).items()} == {
        "b1": "да",
        "b2": "",
        "b3": "",
    }


def test_a_row_stands_once_though_the_answer_was_lost_and_people_answered_meanwhile(
    app: Any, ready: Session, people: Session, clock: StillClock
) -> None:
    publish(ready, snapshot(ready, clock), [bank("b1")], [matches()])
    before = snapshot(ready, clock)
    app.restart()
    app.lost = {1}
    app.before[2] = lambda: answer(people, 3, "да")
    publish(ready, before, [bank("b2")], [matches(b2="№ 1 1,00")])
    assert list(rows(ready)) == ["b1", "b2"]
    assert rows(ready)["b2"]["Решение"] == "да"


@pytest.mark.parametrize("before_column", [0, at("proposal"), at("decision"), at("instead")])
def test_a_column_inserted_at_that_very_moment_moves_the_row_and_keeps_an_answer(
    before_column: int, app: Any, ready: Session, people: Session, clock: StillClock
) -> None:
    publish(ready, snapshot(ready, clock), [bank("b1")], [matches()])
    before = snapshot(ready, clock)
    number = sheet_id(people, "Выписка")

    def inserted() -> None:
        place = {"sheetId": number, "dimension": "COLUMNS"}
        stretch = place | {"startIndex": before_column, "endIndex": before_column + 1}
        people.batch_update([{"insertDimension": {"range": stretch}}])

    app.restart()
    app.before[1] = inserted
    publish(ready, before, [bank("b2")], [matches(b2="№ 2 1,00")])
    found = rows(ready)["b2"]
    assert shown(ready)["b2"] == ("№ 2 1,00", "точно")
    assert found.get("", "") == ""
    assert (found["Решение"], found["Вместо этого"], found["Сумма"]) == ("", "", 50000)


def test_a_column_deleted_at_that_very_moment_leaves_no_value_where_people_answer(
    app: Any, ready: Session, people: Session, clock: StillClock
) -> None:
    # A colleague's own column in the middle goes while we write.
    number = sheet_id(people, "Выписка")
    place = {"sheetId": number, "dimension": "COLUMNS"}
    stretch = place | {"startIndex": 4, "endIndex": 5}
    people.batch_update([{"insertDimension": {"range": stretch}}])
    before = snapshot(ready, clock)
    app.restart()
    app.before[1] = lambda: people.batch_update([{"deleteDimension": {"range": stretch}}])
    told = [TabFrame(BANK, bank("b1").frame.assign(file="март.txt"))]
    publish(ready, before, told, [matches(b1="№ 2 1,00")])
    found = rows(ready)["b1"]
    assert (found["Файл"], found["Решение"], found["Вместо этого"]) == ("март.txt", "", "")
    assert shown(ready)["b1"] == ("№ 2 1,00", "точно")


def test_each_row_brings_its_list_and_its_box(ready: Session, clock: StillClock) -> None:
    plan = TabFrame(PAYMENT_PLAN, pd.DataFrame({"plan_id": ["p1"], "number": ["12"]}))
    publish(ready, snapshot(ready, clock), [bank(*map(str, range(250))), plan], [matches()])
    fields = "sheets(data(rowData(values(dataValidation(condition(type)),userEnteredFormat))))"
    places = ["Выписка!Q251:R251", "План оплат!O2:P2", "План оплат!O3"]
    values = []
    for place in places:
        (data,) = ready.metadata(fields, ranges=[place])["sheets"][0]["data"]
        values.append(data.get("rowData", [{}])[0].get("values", []))
    decision, instead = values[0]
    pay, note = values[1]
    assert decision["dataValidation"]["condition"]["type"] == "ONE_OF_LIST"
    assert instead["userEnteredFormat"]["numberFormat"]["type"] == "TEXT"
    assert pay["dataValidation"]["condition"]["type"] == "BOOLEAN"
    assert "dataValidation" not in note
    # A box in a blank row may count as a row to append behind.
    assert not any("dataValidation" in cell for cell in values[2])


def test_more_rows_than_one_request_holds_come_in_parts_each_once(
    app: Any, ready: Session, clock: StillClock
) -> None:
    lines = [f"b{number}" for number in range(60)]
    before = snapshot(ready, clock)
    app.restart()
    app.lost = {3}
    publish(ready, before, [bank(*lines)], [matches(b1="№ 1 1,00")], max_body_bytes=20_000)
    assert sum(one.endswith(":batchUpdate") for one in app.seen) > 3
    assert list(rows(ready)) == lines
    assert shown(ready)["b1"] == ("№ 1 1,00", "точно")


def test_set_up_brings_back_formulas_whose_tab_was_deleted_and_no_others(
    ready: Session, people: Session, clock: StillClock
) -> None:
    publish(ready, snapshot(ready, clock), [bank("b1", "b2", "b3")], [matches(b1="№ 1 1,00")])
    answer(people, 3, "да")
    people.batch_update([{"deleteSheet": {"sheetId": sheet_id(people, "Разнесение")}}])
    assert "#REF!" in str(rows(ready)["b1"]["Предложение"])
    repair = SetupOptions(lang="ru", examples=False)
    lines = set_up(ready, repair).lines
    assert {"+ Разнесение", "+ Выписка: Предложение (3)", "+ Выписка: Уверенность (3)"} <= {*lines}
    publish(ready, snapshot(ready, clock), [], [matches(b1="№ 1 1,00", b3="№ 3 1,00")])
    proposals = {line: text for line, (text, _) in shown(ready).items()}
    assert proposals == {"b1": "№ 1 1,00", "b2": "", "b3": "№ 3 1,00"}
    assert rows(ready)["b2"]["Решение"] == "да"
    assert set_up(ready, repair).lines == ()


def test_without_the_tab_that_is_shown_nothing_is_appended(
    ready: Session, clock: StillClock
) -> None:
    titles = {code: title for code, title in TITLES.items() if code != "matches"}
    with pytest.raises(TabGoneError, match="Разнесение"):
        publish(ready, snapshot(ready, clock), [bank("b1")], titles=titles)
    assert list(rows(ready)) == []


def test_without_a_column_for_answers_nothing_is_appended(
    ready: Session, people: Session, clock: StillClock
) -> None:
    people.write_values({"Выписка!Q1": [["Наше"]]}, "RAW")
    with pytest.raises(UnusableTabError, match="Решение"):
        publish(ready, snapshot(ready, clock), [bank("b1")], [matches()])
    assert list(rows(ready)) == []
