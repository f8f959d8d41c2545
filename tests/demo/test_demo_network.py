"""The demo network is whole, repeatable and believable."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

import pytest
from stdnum.ru import inn

from sheetsync.demo import PLANTED, DemoWorkbook, Formula, Typed, Value, build
from sheetsync.demo.workbook import laid_out
from sheetsync.tables.catalogue import PEOPLE_BY_CODE

AS_OF = date(2026, 4, 15)
DAYS = [
    date(2026, 1, 1),
    date(2026, 3, 3),
    AS_OF,
    date(2026, 10, 9),
    date(2025, 12, 31),
    date(2028, 2, 29),
]


@pytest.fixture(scope="module")
def network() -> DemoWorkbook:
    return build("ru", 1, as_of=AS_OF)


@cache
def network_of(seed: int, as_of: date) -> DemoWorkbook:
    return build("en", seed, as_of=as_of)


def column(workbook: DemoWorkbook, tab: str, code: str) -> list[Value]:
    position = [column.name for column in PEOPLE_BY_CODE[tab].columns].index(code)
    return [row[position] for row in workbook.tabs[tab]]


def planted(workbook: DemoWorkbook, trouble: str) -> dict[str, Value]:
    place = workbook.planted[trouble]
    names = [column.name for column in PEOPLE_BY_CODE[place.tab].columns]
    return dict(zip(names, workbook.tabs[place.tab][place.row - 2], strict=False))


def test_the_same_arguments_give_the_same_workbook(network: DemoWorkbook) -> None:
    assert build("ru", 1, as_of=AS_OF) == network


def test_another_seed_gives_another_network(network: DemoWorkbook) -> None:
    assert build("ru", 2, as_of=AS_OF).tabs["jobs"] != network.tabs["jobs"]


@pytest.mark.parametrize(
    ("tab", "code"), [("jobs", "amount"), ("invoices", "invoice_date"), ("feedback", "score")]
)
def test_both_languages_have_the_same_figures(network: DemoWorkbook, tab: str, code: str) -> None:
    english = build("en", 1, as_of=AS_OF)
    assert column(english, tab, code) == column(network, tab, code)


@pytest.mark.parametrize(
    ("lang", "title", "locale", "status", "own"),
    [
        ("ru", "Сеть партнёров (демо)", "ru_RU", "работает", "Подарок к Новому году"),
        ("en", "Partner network (demo)", "en_US", "active", "New Year present"),
    ],
)
def test_a_workbook_speaks_one_language(
    lang: str, title: str, locale: str, status: str, own: str
) -> None:
    workbook = build("ru" if lang == "ru" else "en", 1, as_of=AS_OF)
    assert (workbook.title, workbook.locale) == (title, locale)
    assert column(workbook, "partners", "status")[0] == status
    assert workbook.extra_columns == {"partners": (own,)}


@pytest.mark.parametrize("as_of", DAYS)
def test_every_row_fits_its_tab_on_any_day(as_of: date) -> None:
    workbook = network_of(1, as_of)
    for tab, rows in workbook.tabs.items():
        width = len(PEOPLE_BY_CODE[tab].columns) + len(workbook.extra_columns.get(tab, ()))
        assert {len(row) for row in rows} == {width}


@pytest.mark.parametrize("as_of", DAYS)
def test_nothing_but_promises_lies_in_the_future(as_of: date) -> None:
    workbook = network_of(1, as_of)
    past = [
        ("jobs", "assigned_at"), ("jobs", "responded_at"), ("jobs", "done_date"),
        ("invoices", "invoice_date"), ("invoices", "received_on"), ("invoices", "paid_date"),
        ("documents", "received_on"), ("feedback", "date"), ("touches", "date"),
    ]  # fmt: skip
    for tab, code in past:
        days = [value for value in column(workbook, tab, code) if isinstance(value, date)]
        latest = max(day.date() if isinstance(day, datetime) else day for day in days)
        assert latest <= as_of, (tab, code)


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_healthy_team_has_ten_to_fifteen_unpaid_invoices(as_of: date, seed: int) -> None:
    workbook = network_of(seed, as_of)
    paid = column(workbook, "invoices", "paid_date")
    entities = column(workbook, "invoices", "entity_id")
    copies = {workbook.planted[code].row - 2 for code in ("duplicate_invoice", "unapplied_credit")}
    unpaid = [
        row
        for row, (day, entity) in enumerate(zip(paid, entities, strict=True))
        if day is None and entity != "Total" and row not in copies
    ]
    assert 10 <= len(unpaid) <= 15


@pytest.mark.parametrize(
    ("tab", "fewest", "most"),
    [
        ("partners", 60, 60), ("entities", 75, 75), ("jobs", 2200, 2800), ("invoices", 620, 780),
        ("documents", 600, 800), ("agreements", 80, 120), ("feedback", 1000, 2000),
        ("touches", 500, 1000), ("groups", 3, 3), ("rules", 20, 20), ("calendar", 30, 80),
    ],
)  # fmt: skip
def test_the_network_has_the_size_of_a_real_one(
    network: DemoWorkbook, tab: str, fewest: int, most: int
) -> None:
    assert fewest <= len(network.tabs[tab]) <= most


def test_the_network_grows_with_its_size() -> None:
    larger = build("en", 1, size=120, as_of=AS_OF)
    assert len(larger.tabs["partners"]) == 120
    assert len(larger.tabs["entities"]) == 150
    assert len(larger.tabs["jobs"]) > 4000


def test_a_network_too_small_for_the_troubles_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^the demo network needs at least 48 partners, not 47$"):
        build("en", 1, size=47, as_of=AS_OF)
    assert build("en", 1, size=48, as_of=AS_OF).planted.keys() == {t.code for t in PLANTED}


def test_keys_are_unique_and_references_hold(network: DemoWorkbook) -> None:
    partner_ids = column(network, "partners", "partner_id")
    entity_ids = column(network, "entities", "entity_id")
    assert len(set(partner_ids)) == len(partner_ids)
    assert len(set(entity_ids)) == len(entity_ids)
    assert set(column(network, "entities", "partner_id")) <= set(partner_ids)
    assert set(column(network, "documents", "entity_id")) <= set(entity_ids)
    assert set(column(network, "agreements", "entity_id")) <= set(entity_ids)
    strangers = set(column(network, "jobs", "partner_id")) - set(partner_ids) - {None}
    assert strangers == {planted(network, "look_alike")["partner_id"]}


def test_every_tax_number_is_of_a_fixture_office_and_has_its_check_digit(
    network: DemoWorkbook,
) -> None:
    numbers = [value for value in column(network, "entities", "inn") if isinstance(value, str)]
    assert all(number.startswith(("9900", "0100")) for number in numbers)
    assert all(inn.is_valid(number) for number in numbers)
    assert len(numbers) == 73  # one foreign, one whose zero was lost


def test_every_address_and_link_is_of_a_host_that_cannot_exist(network: DemoWorkbook) -> None:
    for tab, code in (("partners", "folder_url"), ("invoices", "file_url")):
        links = [value for value in column(network, tab, code) if value is not None]
        assert all(str(link).startswith("https://drive.example/") for link in links)
    mails = "; ".join(str(mail) for mail in column(network, "partners", "report_email") if mail)
    assert all(address.endswith(".example") for address in mails.split("; "))


def test_the_calendar_knows_the_transfers_of_2026(network: DemoWorkbook) -> None:
    days = dict(
        zip(column(network, "calendar", "date"), column(network, "calendar", "kind"), strict=True)
    )
    holidays = {date(2026, 1, 9), date(2026, 3, 9), date(2026, 5, 11), date(2026, 12, 31)}
    assert all(days[day] == "выходной" for day in holidays)
    assert days[date(2025, 11, 1)] == "рабочий"


def test_the_last_full_month_is_closed(network: DemoWorkbook) -> None:
    settings = dict(
        zip(column(network, "settings", "key"), column(network, "settings", "value"), strict=True)
    )
    assert settings["month_closed"] == "2026-03"


def test_every_trouble_of_the_list_is_planted_and_none_besides(network: DemoWorkbook) -> None:
    assert sorted(network.planted) == sorted(trouble.code for trouble in PLANTED)


@pytest.mark.parametrize(
    ("trouble", "cells"),
    [
        ("due_yesterday", {"due_date": AS_OF - timedelta(days=1), "paid_date": None}),
        (
            "waiting_nine_days",
            {"received_on": date(2026, 4, 6), "due_date": date(2026, 5, 5), "paid_date": None},
        ),
        ("overdue_dealer", {"direction": "партнёру", "due_date": date(2026, 3, 10)}),
        ("disputed_invoice", {"state": "спор"}),
        ("unapplied_credit", {"kind": "корректировка", "ref_number": "999"}),
        ("missing_upd", {"kind": "УПД (статус 1)", "status": "ждём", "received_on": None}),
        ("expired_contract", {"valid_to": date(2026, 3, 26), "auto_renew": "нет"}),
        ("unsigned_contract", {"status": "отправлен", "signed_on": None}),
        ("open_complaint", {"kind": "жалоба", "resolved_on": None}),
        ("totals_row", {"entity_id": "Итого", "number": None}),
    ],
)
def test_a_trouble_stands_where_the_workbook_says(
    network: DemoWorkbook, trouble: str, cells: dict[str, Value]
) -> None:
    row = planted(network, trouble)
    assert {code: row[code] for code in cells} == cells


def test_slips_of_the_keyboard_are_typed_as_people_type_them(network: DemoWorkbook) -> None:
    assert isinstance(planted(network, "lost_zero")["inn"], int)
    assert str(planted(network, "look_alike")["partner_id"]).startswith("Р-")
    assert isinstance(planted(network, "formula_error")["amount"], Formula)
    typed = planted(network, "text_date")["due_date"]
    assert isinstance(typed, Typed)
    assert datetime.strptime(typed.text, "'%d.%m.%Y").year == 2026  # noqa: DTZ007 - a day has no zone
    assert str(planted(network, "duplicate_invoice")["number"]).startswith("№ ")
    assert set(planted(network, "blank_row").values()) == {None}
    total = planted(network, "totals_row")["amount"]
    assert total == Formula(f"=SUM(H2:H{network.planted['totals_row'].row - 1})")


def test_a_newcomer_has_four_jobs_in_time_and_without_a_defect(network: DemoWorkbook) -> None:
    names = [column.name for column in PEOPLE_BY_CODE["jobs"].columns]
    jobs = [
        dict(zip(names, row, strict=True))
        for row in network.tabs["jobs"]
        if row[1] == network.planted["newcomer"].key
    ]
    assert [job["defects"] for job in jobs] == [0, 0, 0, 0]
    assert all(str(job["done_date"]) <= str(job["due_date"]) for job in jobs)


def test_a_neglected_partner_was_not_spoken_to_for_two_months(network: DemoWorkbook) -> None:
    partner_ids = column(network, "touches", "partner_id")
    days = column(network, "touches", "date")
    last = max(
        str(day)
        for partner_id, day in zip(partner_ids, days, strict=True)
        if partner_id == network.planted["neglected"].key
    )
    assert last < "2026-02-15"


def test_invoices_are_for_what_was_earned(network: DemoWorkbook) -> None:
    in_rubles = [
        value for value in column(network, "invoices", "amount") if isinstance(value, int | Decimal)
    ]
    assert min(in_rubles) > 0


def test_a_column_that_the_catalogue_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError, match=r"^'jobs: colour, size'$"):
        laid_out("jobs", {"job_id": "J-1", "size": 1, "colour": 2}, "en")
