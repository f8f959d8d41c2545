"""Unpaid by month: its sums are those of Overdue, and each leads to exactly its invoices."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any

import pandas as pd
import pytest

from sheetsync.dates import add_months, month_of
from sheetsync.language import Lang
from sheetsync.rules.payables import Payables, overdue_rows, payables
from sheetsync.rules.payables.unpaid_by_month import SLOTS, TOTAL, UnpaidByMonth, unpaid_by_month
from sheetsync.tables.catalogue.unpaid import UNPAID_BY_MONTH
from sheetsync.tables.cells import column_letters
from sheetsync.tables.sheet_order import TabPlace
from sheetsync.tables.writing import Dressed, Link
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 15)
NAMES = [column.name for column in UNPAID_BY_MONTH.columns]
PLACE = TabPlace(UNPAID_BY_MONTH, "#gid=7", tuple(range(len(NAMES))))
ENTITIES = ("E-1", "E-2", "E-3", "E-9")
_RANGE = re.compile(r"#gid=7&range=([A-Z]+)(\d+):([A-Z]+)(\d+)")
COMPANY = """
    Partners
    Partner ID | Name  | Status | Curator
    P-1        | Север | active | Анна
    P-2        | Юг    | active | Борис

    Legal entities
    Entity ID | Partner ID | Legal name | Kind    | VAT
    E-1       | P-1        | Яхта       | company | no VAT
    E-2       | P-2        | Аист       | company | no VAT
    E-3       | P-2        | Аист       | company | no VAT

    Invoices
    Direction | Entity ID | Number | Date | Month | Amount | Currency | Due | Paid | State
"""


def told(*rows: str, lang: Lang = "ru") -> tuple[Payables, UnpaidByMonth]:
    waiting = payables(drawn(COMPANY + "\n".join(f"    {row}" for row in rows)), AS_OF)
    return waiting, unpaid_by_month(waiting, PLACE, lang)


def shown(value: Any) -> object:
    """A cell as it is read."""
    if isinstance(value, Dressed):
        return value.value / 100
    if isinstance(value, Link):
        return value.text
    return "" if pd.isna(value) else value


def texts(told: UnpaidByMonth, *names: str) -> list[list[object]]:
    """Some columns of all rows, blank rows and all, as they are read."""
    rows = told.rows.to_dict("records")
    return [[shown(row.get(name, row.get(f"{name}_minor"))) for name in names] for row in rows]


def test_each_side_and_currency_has_a_block_of_its_own() -> None:
    _, by_month = told(
        "in  | E-1 | 1 | 2026-04-01 | '2026-04 | 10,00 | RUB | 2026-04-14 | |",
        "in  | E-1 | 2 | 2026-03-01 | '2026-03 | 20,00 | RUB | 2026-05-14 | 5,00 |",
        "in  | E-2 | 3 | 2025-10-01 | '2025-10 | 40,50 | RUB | 2026-05-14 | |",
        "in  | E-2 | 4 | 2026-04-01 | '2026-04 | 80,00 | USD | | |",
        "out | E-1 | 5 | 2026-04-01 | '2026-04 | 160,00 | RUB | 2026-04-20 | |",
    )
    columns = ("direction", "partner", "legal_name", "currency", "month_0", "month_1", "earlier")
    # The lines come after the title that follows the three blocks.
    assert texts(by_month, *columns, TOTAL)[:11] == [
        ["in", "Север", "Яхта", "RUB", 10.0, 15.0, "", 25.0],
        ["in", "Юг", "Аист", "RUB", "", "", 40.5, 40.5],
        ["in", "Итого", "", "RUB", 10.0, 15.0, 40.5, 65.5],
        [""] * 8,
        ["in", "Юг", "Аист", "USD", 80.0, "", "", 80.0],
        ["in", "Итого", "", "USD", 80.0, "", "", 80.0],
        [""] * 8,
        ["out", "Север", "Яхта", "RUB", 160.0, "", "", 160.0],
        ["out", "Итого", "", "RUB", 160.0, "", "", 160.0],
        [""] * 8,
        ["", "Счета, из которых сложились суммы", "", "", "", "", "", ""],
    ]
    # A sign a sum: overdue, waiting long; then where the invoices of each sum begin.
    assert [row[0] for row in texts(by_month, "signals")[:3]] == [
        "13······1 13 14",
        "······3·3 15",
        "13····3·1",
    ]
    assert texts(by_month, "number", "month_0", TOTAL, "level", "lines")[11:13] == [
        ["1", 1000, 1000, "2", ""],
        ["2", "", 1500, "0", ""],
    ]
    assert texts(by_month, "lines")[:3] == [["13–14"], ["15"], ["13–15"]]


@pytest.mark.parametrize(
    ("lang", "newest", "later"),
    [
        ("ru", "апрель 2026", "апрель 2026 и позже"),
        ("en", "April 2026", "April 2026 and later"),
    ],
)
def test_months_are_headed_by_their_names(lang: Lang, newest: str, later: str) -> None:
    row = "in | E-1 | {} | 2026-04-01 | '{} | 10,00 | RUB | | |"
    _, by_month = told(row.format(1, "2025-11"), lang=lang)
    assert list(by_month.headings) == [f"month_{back}" for back in range(6)]
    assert by_month.headings["month_0"] == newest
    assert texts(by_month, "month_5", "earlier")[0] == [10.0, ""]
    _, with_later = told(row.format(1, "2026-05"), row.format(2, "2025-10"), lang=lang)
    assert with_later.headings["month_0"] == later
    assert texts(with_later, "month_0", "month_5", "earlier")[0] == [10.0, "", 10.0]


def test_an_invoice_without_a_month_has_a_column() -> None:
    waiting, by_month = told(
        "in | E-1 | 1 | 2026-04-01 | '2026-04 | 10,00 | RUB | | |",
        "in | E-1 | 2 | 2026-04-01 |          | 20,50 | RUB | | |",
    )
    assert texts(by_month, "month_0", "no_month", TOTAL)[0] == [10.0, 20.5, 30.5]
    assert overdue_rows(waiting)["outstanding_minor"].sum() == 3050
    # It is a debt, and neither unread nor of any pack.
    assert waiting.left_out.empty
    assert waiting.packs["month"].tolist() == ["2026-04"]


def test_an_entity_that_nobody_knows_is_called_by_its_code() -> None:
    _, by_month = told("in | E-9 | 1 | 2026-04-01 | '2026-04 | 10,00 | RUB | | |")
    assert texts(by_month, "partner", "legal_name", TOTAL)[0] == ["", "E-9", 10.0]


def test_without_unpaid_invoices_the_tab_is_empty() -> None:
    _, by_month = told("in | E-1 | 1 | 2026-04-01 | '2026-04 | 10,00 | RUB | | 10,00 |")
    assert by_month.rows.empty
    assert set(by_month.rows) >= {"direction", "month_0_minor", "lines"}


def test_nothing_leads_anywhere_in_a_workbook_without_an_address() -> None:
    waiting, _ = told("in | E-1 | 1 | 2026-04-01 | '2026-04 | 10,00 | RUB | | |")
    by_month = unpaid_by_month(waiting, TabPlace(UNPAID_BY_MONTH, "", PLACE.order), "ru")
    assert by_month.rows.loc[2, "total_minor"] == Dressed(1000, "")


def chance_invoices(seed: int) -> Iterator[str]:
    chance = Random(seed)  # no secret
    for number in range(chance.randint(1, 40)):
        dated = AS_OF - timedelta(days=chance.randint(0, 400))
        due = dated + timedelta(days=chance.randint(1, 60))
        month = add_months(month_of(dated), chance.randint(-2, 2))
        typed = f"'{month}" if chance.random() < 0.9 else ""
        amount = chance.randint(1, 5_000_000)
        paid = f"{chance.randint(0, amount) / 100:.2f}" if chance.random() < 0.3 else ""
        state = chance.choice(("", "", "", "disputed", "draft"))
        yield (
            f"{chance.choice(('in', 'in', 'out'))} | {chance.choice(ENTITIES)} | {number}"
            f" | {dated} | {typed} | {amount / 100:.2f} | {chance.choice(('RUB', 'RUB', 'USD'))}"
            f" | {chance.choice((str(due), ''))} | {paid} | {state}"
        )


def letters(name: str) -> str:
    return column_letters(NAMES.index(name) + 1)


def test_a_sum_leads_to_whole_rows_and_a_total_of_a_month_to_cells_of_its_column() -> None:
    _, by_month = told(
        "in | E-1 | 1 | 2026-04-01 | '2026-04 | 100 | RUB | | |",
        "in | E-1 | 2 | 2026-04-01 | '2026-03 | 200 | RUB | | |",
        "in | E-2 | 3 | 2026-04-01 | '2026-04 | 400 | RUB | | |",
    )
    last, row, total = letters("signals"), by_month.rows.loc[2], by_month.rows.loc[4]
    assert row["month_0_minor"] == Dressed(10000, f"#gid=7&range=A7:{last}7")
    assert row["month_1_minor"] == Dressed(20000, f"#gid=7&range=A8:{last}8")
    assert row["total_minor"] == Dressed(30000, f"#gid=7&range=A7:{last}8")
    assert row["lines"] == Link("7–8", f"#gid=7&range=A7:{last}8")
    column = letters("month_0")
    assert total["month_0_minor"] == Dressed(50000, f"#gid=7&range={column}7:{column}9")
    assert total["total_minor"] == Dressed(70000, f"#gid=7&range=A7:{last}9")


class Sheet:
    """The tab as somebody meets it who clicks a sum."""

    def __init__(self, by_month: UnpaidByMonth) -> None:
        self.rows = dict(enumerate(by_month.rows.to_dict("records"), start=2))

    def sums(self) -> Iterator[tuple[Mapping[Hashable, Any], str, Dressed]]:
        """Every sum: its row, its column, the cell."""
        for row in self.rows.values():
            for slot in (*SLOTS, TOTAL):
                cell = row[f"{slot}_minor"]
                if isinstance(cell, Dressed):
                    yield row, slot, cell

    def behind(self, slot: str, cell: Dressed) -> list[dict[Hashable, Any]]:
        """The lines of the range behind a sum: rows with an amount in its column."""
        match = _RANGE.fullmatch(cell.url)
        assert match
        assert match[1] <= letters(slot) <= match[3]
        rows = [self.rows[at] for at in range(int(match[2]), int(match[4]) + 1)]
        lines = [row for row in rows if pd.notna(row[f"{slot}_minor"])]
        # Only the invoices of a whole column are parted by others.
        assert match[1] == match[3] or len(lines) == len(rows)
        return lines


def overdue_by_sum(waiting: Payables) -> dict[tuple[object, ...], Counter[str]]:
    """The invoices of Overdue for each sum: side, currency, entity ("" for all), column."""
    newest = month_of(AS_OF)
    columns = {add_months(newest, -back): f"month_{back}" for back in range(6)}
    wanted: dict[tuple[object, ...], Counter[str]] = defaultdict(Counter)
    for row in overdue_rows(waiting).to_dict("records"):
        slot = "no_month"
        if isinstance(row["month"], str):
            slot = "month_0" if row["month"] > newest else columns.get(row["month"], "earlier")
        for entity, column in product((row["entity_id"], ""), (slot, TOTAL)):
            wanted[row["direction"], row["currency"], entity, column][row["number"]] = row[
                "outstanding_minor"
            ]
    return wanted


@pytest.mark.parametrize("seed", range(10))
def test_sums_are_those_of_overdue_and_lead_to_exactly_their_invoices(seed: int) -> None:
    waiting, by_month = told(*chance_invoices(seed))
    sheet, entity_of = Sheet(by_month), waiting.invoices.set_index("number")["entity_id"]
    found = {}
    for row, slot, cell in sheet.sums():
        lines = sheet.behind(slot, cell)
        amounts = Counter({line["number"]: line[f"{slot}_minor"] for line in lines})
        assert amounts.total() == cell.value
        entities = {entity_of[number] for number in amounts}
        is_total = row["partner"] == "Итого"
        assert is_total or len(entities) == 1
        entity = "" if is_total else entities.pop()
        found[row["direction"], row["currency"], entity, slot] = amounts
    assert found == overdue_by_sum(waiting)


def test_a_row_whose_links_change_changes_in_what_is_read() -> None:
    """A run compares values only: an address that changes alone would grow stale."""
    waiting, before = told(*chance_invoices(5))
    changed = 0
    for gone in waiting.invoices.index[:5]:
        left = replace(waiting, invoices=waiting.invoices.drop(gone))
        after = unpaid_by_month(left, PLACE, "ru").rows.to_dict("records")
        for then, now in zip(before.rows.to_dict("records"), after, strict=False):
            if urls(then) != urls(now):
                changed += 1
                assert read(then) != read(now)
    assert changed


def read(row: Mapping[Hashable, Any]) -> list[object]:
    return [shown(cell) for cell in row.values()]


def urls(row: Mapping[Hashable, Any]) -> list[str]:
    return [cell.url for cell in row.values() if isinstance(cell, Dressed | Link)]
