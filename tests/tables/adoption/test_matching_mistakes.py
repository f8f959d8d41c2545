"""Mistakes of other importers, each as a small input in our words.

Where they were reported: importcsv/importcsv#15 · mailpoet/mailpoet PR 6949, 6961 ·
erp-mafia/accounted PR 2584 · Auxx-Ai/auxx-ai PR 1894 · whisper-money/whisper-money PR 877 ·
odoo/odoo PR 225289 · docling-project/docling.rs#132 · genonai/doc_parser#331 ·
objectstack-ai/objectstack#2807, SEED-platform/seed#781 · CrestApps/CrestApps.Core PR 160 ·
pawelsalawa/letos#2609 · hizzle-co/noptin#1122.
"""

from collections.abc import Sequence
from datetime import date

from sheetsync.tables.adoption.proposal import ColumnProposal, TabProposal
from sheetsync.tables.adoption.proposing import propose
from tests.tables.adoption.workbook_grids import grid

Row = Sequence[object]
DAY = date(2026, 1, 31)
_DEALERS = (
    ("Dealer #", "Company", "Billing email", "Since"),
    ("D-1", "Oak & Ivy", "a@oak.example", DAY),
    ("D-2", "Red Barn", "b@barn.example", date(2026, 2, 9)),
)


def _table(title: str, *rows: Row, beside: dict[str, Sequence[Row]] | None = None) -> TabProposal:
    grids = {title: grid(*rows)} | {name: grid(*more) for name, more in (beside or {}).items()}
    return propose(grids, "en_US").tabs[0]


def _under(tab: TabProposal, header: str) -> ColumnProposal:
    return next(one for one in tab.columns if one.header == header)


def _meaning(tab: TabProposal, header: str) -> str:
    found = _under(tab, header)
    return found.meaning if found.is_mapped else ""


def test_a_consent_to_mail_is_no_address() -> None:
    tab = _table(
        "Dealers",
        ("Company", "Email address", "Email consent", "Email opt-in date", "Account manager"),
        ("Oak", "a@oak.example", "yes", DAY, "Ann"),
        ("Red Barn", "b@barn.example", "no", DAY, "Bob"),
    )
    assert _meaning(tab, "Email address") == "partners.report_email"
    assert not _meaning(tab, "Email consent")
    assert not _meaning(tab, "Email opt-in date")


def test_what_programs_join_is_parted_and_what_only_holds_a_name_is_not() -> None:
    tab = _table(
        "Orders",
        ("order_id", "customerName", "ORDER_DATE", "LASTUPDATED", "first_updated", "Promised"),
        ("A1", "Ann", DAY, DAY, DAY, DAY),
        ("A2", "Bob", DAY, DAY, DAY, DAY),
    )
    assert [one.meaning for one in tab.columns if one.is_mapped] == [
        "jobs.job_id",
        "jobs.client",
        "jobs.assigned_at",
        "jobs.due_date",
    ]


def test_a_suppliers_number_is_its_code_and_not_its_name() -> None:
    tab = _table(
        "Suppliers",
        ("Supplier code", "Supplier name", "Corporate identity", "Country", "Email address"),
        ("1001", "Oak", "556", "SE", "a@oak.example"),
        ("1002", "Red Barn", "557", "NO", "b@barn.example"),
    )
    assert _meaning(tab, "Supplier name") == "partners.name"
    assert _meaning(tab, "Supplier code") == "partners.partner_id"
    assert not _meaning(tab, "Corporate identity")
    assert not _meaning(tab, "Country")


def test_a_column_that_nobody_knows_does_not_end_on_the_key() -> None:
    tab = _table(
        "Invoices",
        ("ID", "Part", "Vendor", "Invoice date", "Invoice amount", "SKU", "Bin"),
        ("X", "RM-1", "Oak", DAY, 5, "S-1", "B7"),
        ("Y", "RM-2", "Oak", DAY, 6, "S-2", "B8"),
    )
    assert not _meaning(tab, "Part")
    assert not _meaning(tab, "Bin")


def test_a_day_of_value_is_no_amount() -> None:
    tab = _table(
        "Invoices",
        ("Invoice number", "Invoice date", "Amount date", "Invoice amount", "Vendor"),
        ("1", "01/31/2026", "02/02/2026", 5.5, "Oak"),
        ("2", "02/15/2026", "02/17/2026", 6.5, "Red Barn"),
    )
    assert _meaning(tab, "Invoice amount") == "invoices.amount"
    assert "amount" not in _meaning(tab, "Amount date")


def test_a_type_is_no_mode() -> None:
    tab = _table(
        "Orders",
        ("Order number", "Allocation Type", "Customer", "Order date", "Order total"),
        ("1", "a", "Ann", DAY, 4),
        ("2", "b", "Bob", DAY, 5),
    )
    assert not _meaning(tab, "Allocation Type")


def test_titles_above_the_headers_are_none_merged_or_not() -> None:
    rows: list[Row] = [
        ("Invoices of our dealers, amounts and dates",),
        ("Invoice number", "Invoice date", "Dealer", "Invoice amount"),
        ("1", DAY, "Oak", 5),
    ]
    plain = propose({"A": grid(*rows)}).tabs[0]
    merged = propose({"A": grid(*rows, merges=((1, 1, 1, 4),))}).tabs[0]
    assert plain.header_rows == merged.header_rows == (2,)
    assert merged.columns[0].header == "Invoice number"


def test_two_columns_under_one_header_are_asked_about_and_neither_is_lost_silently() -> None:
    tab = _table(
        "Invoices",
        ("Invoice number", "Invoice date", "Invoice amount", "Invoice amount", "Dealer"),
        ("1", DAY, 5, 7, "Oak"),
        ("2", DAY, 6, 8, "Red Barn"),
    )
    both = [one for one in tab.columns if one.header == "Invoice amount"]
    assert all(one.is_repeated for one in both)
    assert [one.meaning for one in both].count("invoices.amount") == 1
    assert "sure" not in {one.level for one in both}


def test_sums_of_groups_and_of_all_are_no_records() -> None:
    tab = _table(
        "Invoices",
        ("Vendor", "Invoice number", "Invoice date", "Invoice amount"),
        ("Oak", "1", DAY, 5),
        ("Oak", "2", DAY, 6),
        ("Subtotal", None, None, 11),
        ("Red Barn", "3", DAY, 7),
        ("Grand total", None, None, 18),
    )
    assert (tab.totals, tab.rows, tab.last_row) == ((4, 6), 3, 5)


def test_a_number_of_rows_is_no_id() -> None:
    tab = _table(
        "Orders",
        ("№ п/п", "Номер заказа", "Заказчик", "Дата заказа", "Сумма заказа"),
        (1, "Z-9", "Анна", DAY, 4),
        (2, "Z-7", "Пётр", DAY, 5),
    )
    assert not _meaning(tab, "№ п/п")
    assert _meaning(tab, "Номер заказа") == "jobs.job_id"


def test_a_first_name_is_not_taken_for_the_partner() -> None:
    tab = _table(
        "Dealers",
        ("Company", "first_name", "last_name", "Billing email", "Since"),
        ("Oak", "Ann", "Kim", "a@oak.example", DAY),
        ("Red Barn", "Bob", "Orr", "b@barn.example", DAY),
    )
    assert _meaning(tab, "Company") == "partners.name"
    assert not _meaning(tab, "first_name")
    assert not _meaning(tab, "last_name")


def test_a_name_that_no_directory_knows_is_asked_and_one_that_it_knows_is_sure() -> None:
    rows: list[Row] = [
        ("Invoice", "Dealer", "Inv. date", "Due by", "Invoice total"),
        ("1", "OAK & IVY, LLC", DAY, DAY, 5),
        ("2", "Red Barn Ltd.", DAY, DAY, 6),
    ]
    alone = _under(_table("Payables", *rows), "Dealer")
    known = _under(_table("Payables", *rows, beside={"Dealer list": _DEALERS}), "Dealer")
    assert (alone.meaning, alone.how, alone.level) == ("invoices.entity_id", "@name", "proposed")
    assert (known.meaning, known.how, known.level) == ("invoices.entity_id", "@name", "sure")
    assert known.why.said("en") == "2 of 2 known in 'Dealer list'"


def test_a_code_of_the_directory_is_taken_as_a_code() -> None:
    rows: list[Row] = [
        ("Order number", "Dealer", "Order date", "Order total"),
        ("1", "D-1", DAY, 5),
        ("2", "d-2", DAY, 6),
    ]
    found = _under(_table("Orders", *rows, beside={"Dealer list": _DEALERS}), "Dealer")
    assert (found.meaning, found.how, found.level) == ("jobs.partner_id", "", "sure")
