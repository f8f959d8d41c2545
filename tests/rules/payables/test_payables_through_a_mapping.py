"""Payables of a team's own workbook equal those of the same rows entered by hand."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
import pytest

from sheetsync.rules.payables import payables
from sheetsync.rules.validation import validate
from sheetsync.tables.catalogue.modules import people_tabs
from sheetsync.tables.cells import Grid
from sheetsync.tables.reading.people_tabs import TablesTerms, read_sourced_tabs
from sheetsync.tables.tab_source import TabGrid
from sheetsync.tables.table import Tables
from tests.tables.adoption.lenses import Rows, lens_of, tables_of
from tests.tables.adoption.workbook_grids import grid

AS_OF = date(2026, 5, 20)
FIRMS = (
    ("Вектор", "ООО «Вектор»", "7701234567"),
    ("Мастер Коля", "ИП Коляов П. С.", "500100732259"),
    ("Заря", "АО «Заря-2000»", "7707083893"),
)
MONTHS = ("Январь", "Февраль", "Март", "Апрель")
SHOWN = ["number", "partner", "legal_name", "month", "amount_minor", "due", "paid_minor",
         "outstanding_minor", "status", "bucket", "days_overdue"]  # fmt: skip


@dataclass(frozen=True)
class Bill:
    number: str
    day: date
    firm: int
    amount: int
    due: date
    paid: int | None
    paid_on: date | None


def bills(rng: random.Random) -> list[Bill]:
    """Invoices as companies have them; some paid in part, some not at all."""
    made = []
    for number in range(1, rng.randrange(5, 30)):
        day = date(2026, 1, 5) + timedelta(days=rng.randrange(110))
        amount = 100 * rng.randrange(10, 5000)
        part = rng.choice((None, None, amount, amount, amount // 2))
        paid_on = day + timedelta(days=rng.randrange(1, 20)) if part else None
        made.append(
            Bill(
                str(number), day, rng.randrange(3), amount, day + timedelta(days=14), part, paid_on
            )
        )
    return made


def by_hand(found: Sequence[Bill]) -> Tables:
    """The same rows in the tabs of the catalogue, with codes."""
    partners: Rows = [["partner_id", "name", "group_id", "status"]] + [
        [f"П-{at}", name, "all", "active"] for at, (name, _, _) in enumerate(FIRMS)
    ]
    entities: Rows = [["entity_id", "partner_id", "legal_name", "kind", "inn", "vat"]] + [
        [f"Ю-{at}", f"П-{at}", legal, "sole" if len(inn) == 12 else "company", inn, "novat"]
        for at, (_, legal, inn) in enumerate(FIRMS)
    ]
    headers = ["entity_id", "number", "invoice_date", "month", "amount", "due_date", "paid_amount",
               "paid_date"]  # fmt: skip
    invoices: Rows = [headers] + [
        [f"Ю-{one.firm}", one.number, one.day, f"{one.day:%Y-%m}", one.amount, one.due, one.paid,
         one.paid_on]
        for one in found
    ]  # fmt: skip
    grids = {"partners": partners, "entities": entities, "invoices": invoices}
    return _read({code: grid(*rows) for code, rows in grids.items()})


def _read(grids: dict[str, Grid]) -> Tables:
    terms = TablesTerms("ru_RU", catalogue=people_tabs(["core"]))
    return read_sourced_tabs({code: TabGrid(code, one) for code, one in grids.items()}, terms)


HEADERS = ["№", "От", "Сумма", "Срок", "Опл", "Когда"]
RULES = (
    "number: '№', invoice_date: От, amount: Сумма, due_date: Срок, paid_amount: Опл, "
    "paid_date: Когда"
)


def as_the_team_keeps_them(found: Sequence[Bill], rng: random.Random) -> Tables:
    """The same rows in a workbook of a team's own, in one of its many forms, through a mapping."""
    form = rng.choice(("one tab", "months", "bands"))
    vat = "entities: {legal_name: Юрлицо, inn: ИНН, vat: {always: novat}}"
    directory = f"  - from: База\n    is: {{partners: {{name: Название}}, {vat}}}\n"
    base: Rows = [["Название", "Юрлицо", "ИНН"], *(list(firm) for firm in FIRMS)]
    forms = {"bands": in_bands, "months": by_month, "one tab": in_one_tab}
    sheets, month, who = forms[form](found, rng)
    titles = ", ".join(sheets)
    rules = f"{RULES}, entity_id: {who}, month: {month}"
    tab = f"  - titles: [{titles}]\n    is: {{invoices: {{{rules}}}}}\n    words_off: [amount]\n"
    text = f"locale: ru_RU\ntabs:\n{directory}{tab}"
    return tables_of(lens_of(text, {"База": base, **sheets}))


def in_bands(found: Sequence[Bill], rng: random.Random) -> tuple[dict[str, Rows], str, str]:
    body: list[list[object]] = []
    for at, (name, legal, _) in enumerate(FIRMS):
        mine = [row(one, rng) for one in found if one.firm == at]
        body += [[rng.choice((name, legal))], *mine] if mine else []
    rows = [["Счета"], HEADERS, *body, ["Итого", None, 1]]
    return {"Реестр": rows}, "{of: invoice_date}", "{band: yes, find: name}"


def by_month(found: Sequence[Bill], rng: random.Random) -> tuple[dict[str, Rows], str, str]:
    sheets: dict[str, Rows] = {}
    for number, title in enumerate(MONTHS, start=1):
        mine = [whole(one, rng) for one in found if one.day.month == number]
        sheets[title] = [[f"за {title}"], [*HEADERS, "Кому"], *mine]
    return sheets, "{title: month, year: 2026}", "{from: Кому, find: name}"


def in_one_tab(found: Sequence[Bill], rng: random.Random) -> tuple[dict[str, Rows], str, str]:
    rows = [[*HEADERS, "Кому"], *(whole(one, rng) for one in found), ["ИТОГО", None, 5]]
    return {"Счета": rows}, "{of: invoice_date}", "{from: Кому, find: name}"


def row(one: Bill, rng: random.Random) -> list[object]:
    text = f"{one.amount:,} руб.".replace(",", " ")
    amount = one.amount if rng.random() < 0.5 else text
    day = one.day if rng.random() < 0.5 else one.day.strftime("%d.%m.%Y")
    return [one.number, day, amount, one.due, one.paid, one.paid_on]


def whole(one: Bill, rng: random.Random) -> list[object]:
    name, legal, _ = FIRMS[one.firm]
    return [*row(one, rng), rng.choice((name, legal, name.upper(), legal.replace("«", '"')))]


def ageing(tables: Tables) -> pd.DataFrame:
    known = tables.with_findings(validate(tables, AS_OF))
    frame = payables(known, AS_OF).invoices
    return frame[SHOWN].astype("str").sort_values("number").reset_index(drop=True)


@pytest.mark.parametrize("seed", range(40))
def test_payables_equal_those_of_rows_entered_by_hand(seed: int) -> None:
    rng = random.Random(seed)
    found = bills(rng)
    through = ageing(as_the_team_keeps_them(found, rng))
    assert len(through) == len(found)
    pd.testing.assert_frame_equal(through, ageing(by_hand(found)))


def test_the_forms_are_all_tried() -> None:
    forms = set()
    for seed in range(40):
        rng = random.Random(seed)
        bills(rng)
        forms.add(rng.choice(("one tab", "months", "bands")))
    assert forms == {"one tab", "months", "bands"}
