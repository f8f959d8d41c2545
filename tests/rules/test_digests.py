from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from sheetsync.rules.attention import attention
from sheetsync.rules.digests import Digest, Total, digests, with_held
from sheetsync.rules.payables import payables
from sheetsync.rules.validation import validate
from sheetsync.tables.settings.keys import Curator
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 15)  # a Wednesday
ANNA, BOOKS, LEAD = "anna@team.example", "books@team.example", "lead@team.example"
NETWORK = """
    Partners
    Partner ID | Name  | Group   | Status | Partner since | Curator
    P-1        | Север | studios | {status} | 2025-01-10    | {curator}

    Legal entities
    Entity ID | Partner ID | Legal name  | Kind    | VAT    | Document set
    E-1       | P-1        | ООО «Север» | company | no VAT | none

    Invoices
    Direction | Entity ID | Number | Date | Month | Amount | Currency | Due | Paid | Paid on
    {invoices}
    """
OVERDUE_BY = "in | E-1 | {number} | 2026-03-01 | '2026-03 | 70 | {currency} | {due} | |"


def network(
    *invoices: str, curator: str = "Анна", status: str = "ended", **settings: object
) -> Tables:
    options: dict[str, object] = {
        "curators": (Curator("Анна", ANNA), Curator("Без почты")),
        "accountant_email": BOOKS,
        "manager_email": LEAD,
        **settings,
    }
    return drawn(
        NETWORK.format(curator=curator, status=status, invoices="\n    ".join(invoices)),
        **options,  # type: ignore[arg-type]  # fields of Settings
    )


def late(days: int, number: str = "12", currency: str = "") -> str:
    due = AS_OF - timedelta(days=days)
    return OVERDUE_BY.format(due=due, number=number, currency=currency)


def due_digests(
    tables: Tables, previous: Mapping[str, tuple[int, date]] | None = None, as_of: date = AS_OF
) -> dict[str, Digest]:
    told = payables(tables, as_of)
    found = digests(tables, told, attention(tables, told), previous or {})
    return {digest.to: digest for digest in found}


@pytest.mark.parametrize(
    ("days", "level", "hearers"),
    [
        (-4, 0, []),
        (-3, 1, [ANNA, BOOKS]),
        (0, 1, [ANNA, BOOKS]),
        (1, 2, [ANNA, BOOKS]),
        (7, 2, [ANNA, BOOKS]),
        (8, 3, [ANNA, BOOKS, LEAD]),
        (31, 4, [ANNA, BOOKS, LEAD]),
    ],
)
def test_the_later_an_invoice_the_more_people_hear(
    days: int, level: int, hearers: list[str]
) -> None:
    found = due_digests(network(late(days)))
    assert sorted(found) == hearers
    assert {item.level for digest in found.values() for item in digest.invoices} == (
        {level} if level else set()
    )


@pytest.mark.parametrize(
    ("curator", "hearers"),
    [
        ("Анна", [ANNA, BOOKS, LEAD]),
        (" анна ", [ANNA, BOOKS, LEAD]),
        (ANNA.upper(), [ANNA.upper(), BOOKS, LEAD]),
        ("other@team.example", [BOOKS, LEAD, "other@team.example"]),
        ("Неизвестный", [BOOKS, LEAD]),
        ("Без почты", [BOOKS, LEAD]),
        ("", [BOOKS, LEAD]),
    ],
)
def test_a_curator_is_a_name_or_an_address(curator: str, hearers: list[str]) -> None:
    assert sorted(due_digests(network(late(8), curator=curator))) == sorted(hearers)


def test_without_a_curator_the_manager_hears_from_the_first_level() -> None:
    found = due_digests(network(late(0), curator=""))
    assert {to: digest.roles for to, digest in found.items()} == {
        BOOKS: ("accountant",),
        LEAD: ("manager",),
    }


def test_nobody_can_be_told_when_settings_name_nobody() -> None:
    tables = network(late(40), curator="", accountant_email="", manager_email="", curators=())
    assert due_digests(tables) == {}


def test_a_person_with_several_roles_gets_one_digest() -> None:
    tables = network(late(8), accountant_email=ANNA, manager_email=ANNA.upper())
    (digest,) = due_digests(tables).values()
    assert (digest.to, digest.name) == (ANNA, "Анна")
    assert digest.roles == ("curator", "accountant", "manager")
    assert len(digest.invoices) == 1


@pytest.mark.parametrize(
    ("told_level", "days_ago", "occasion"),
    [
        (None, 0, "new"),
        (1, 1, "risen"),
        (2, 0, None),
        (2, 6, None),
        (2, 7, "reminder"),
        (3, 1, None),  # the level fell
        (3, 7, "reminder"),
    ],
)
def test_an_item_is_told_again_when_it_got_worse_or_a_week_has_passed(
    told_level: int | None, days_ago: int, occasion: str | None
) -> None:
    tables = network(late(1))
    (key,) = (item.key for item in due_digests(tables)[ANNA].invoices)
    told = {key: (told_level, AS_OF - timedelta(days=days_ago))} if told_level else {}
    digest = due_digests(tables, told).get(ANNA)
    assert [item.occasion for item in digest.invoices] == [occasion] if digest else not occasion


def test_a_second_look_on_the_same_day_tells_nothing() -> None:
    tables = network(late(8), late(31, "13"), status="active")
    first = due_digests(tables)
    told = {key: (level, AS_OF) for digest in first.values() for key, level in digest.marks}
    assert due_digests(tables, told) == {}


def test_what_one_person_heard_another_has_not() -> None:
    tables = network(late(1))
    first = due_digests(tables)
    told = {key: (level, AS_OF) for key, level in first[ANNA].marks}
    assert list(due_digests(tables, told)) == [BOOKS]


def test_the_worst_invoice_stands_first_and_sums_are_told_apart() -> None:
    tables = network(
        late(1), late(40, "13"), late(2, "14", "USD"), late(3, "15").replace("in |", "out |", 1)
    )
    digest = due_digests(tables)[BOOKS]
    assert [item.number for item in digest.invoices] == ["13", "14", "12", "15"]
    assert digest.totals == (
        Total("in", "RUB", 2, 14_000),
        Total("in", "USD", 1, 7_000),
        Total("out", "RUB", 1, 7_000),
    )


def test_an_item_carries_all_its_facts() -> None:
    (item,) = due_digests(network(late(1)))[ANNA].invoices
    assert (item.level, item.highlight, item.direction, item.occasion) == (2, "red", "in", "new")
    assert (item.legal_name, item.partner, item.curator) == ("ООО «Север»", "Север", "Анна")
    assert (item.number, item.invoice_date, item.month) == ("12", date(2026, 3, 1), "2026-03")
    assert (item.outstanding_minor, item.currency) == (7_000, "RUB")
    assert (item.due, item.days_overdue, item.waiting_days) == (date(2026, 4, 14), 1, 45)
    assert (item.blocked_by, item.file_url, item.comment) == ("", "", "")


def test_an_item_without_a_due_date_or_a_known_entity_is_told_too() -> None:
    invoice = "in | E-9 | 12 | 2026-03-01 | '2026-03 | 70 | | | |"
    (item,) = due_digests(network(invoice))[LEAD].invoices
    assert (item.due, item.legal_name, item.partner, item.level) == (None, "E-9", "", 3)


@pytest.mark.parametrize(
    ("paid_on", "stale"), [("2026-04-05", False), ("2026-04-04", True), ("", True)]
)
def test_a_digest_says_when_payments_are_not_entered(paid_on: str, *, stale: bool) -> None:
    paid = f"in | E-1 | 1 | 2026-03-01 | '2026-03 | 70 | | 2026-03-20 | 70 | {paid_on}"
    digest = due_digests(network(late(1), paid))[ANNA]
    assert digest.payments_stale == stale
    assert digest.payments_until == (date.fromisoformat(paid_on) if paid_on else None)


@pytest.mark.parametrize(
    ("told_on", "as_of", "is_told"),
    [
        (None, "2026-04-15", True),  # the first run of all
        ("2026-04-13", "2026-04-15", False),  # told on Monday
        ("2026-04-13", "2026-04-19", False),  # still the same week
        ("2026-04-13", "2026-04-20", True),  # Monday
        ("2026-04-12", "2026-04-15", True),  # Monday's run was missed
    ],
)
def test_a_curator_gets_the_list_of_partners_once_a_week(
    told_on: str | None, as_of: str, *, is_told: bool
) -> None:
    tables = network(status="active")
    told = {f"{ANNA}/week": (0, date.fromisoformat(told_on))} if told_on else {}
    found = due_digests(tables, told, date.fromisoformat(as_of))
    assert [item.reason for digest in found.values() for item in digest.attention] == (
        ["neglected", "silent"] if is_told else []
    )


def test_the_weeks_list_says_what_to_do() -> None:
    digest = due_digests(network(status="active"))[ANNA]
    first = digest.attention[0]
    assert (first.severity, first.partner_id, first.name) == ("alarm", "P-1", "Север")
    assert (first.reason, first.since, first.days) == ("neglected", date(2025, 1, 10), 460)
    assert (
        first.action
        == "Позвоните или напишите: контактов ещё не было, нужен раз в 30\N{NO-BREAK SPACE}дней."
    )
    assert digest.marks == ((f"{ANNA}/week", 0),)
    assert (digest.lang, digest.as_of, digest.roles) == ("ru", AS_OF, ("curator",))


def test_partners_without_a_known_curator_are_the_managers() -> None:
    found = due_digests(network(status="active", curator="Неизвестный"))
    assert {to: len(digest.attention) for to, digest in found.items()} == {LEAD: 2}


def test_a_partner_whose_beginning_nobody_knows_has_no_days() -> None:
    tables = drawn(
        """
        Partners
        Partner ID | Name  | Group | Status | Curator
        P-1        | Север | other | active | Анна
        """,
        curators=(Curator("Анна", ANNA),),
    )
    (item,) = due_digests(tables)[ANNA].attention
    assert (item.since, item.days) == (None, None)


@pytest.mark.parametrize(("due_soon_days", "told"), [(0, False), (1, False), (2, True), (30, True)])
def test_the_accountant_hears_within_due_soon_days(due_soon_days: int, *, told: bool) -> None:
    """Two days before it is due: the point is to pay before it is late."""
    found = due_digests(network(late(-2), due_soon_days=due_soon_days))
    assert (BOOKS in found) is told
    assert LEAD not in found


def test_the_accountant_hears_again_when_an_invoice_becomes_late() -> None:
    before = due_digests(network(late(0)))[BOOKS]
    marks = {key: (level, AS_OF) for key, level in before.marks}
    after = due_digests(network(late(0)), marks, AS_OF + timedelta(days=1))[BOOKS]
    assert [item.occasion for item in after.invoices] == ["risen"]


def test_invoices_of_one_number_are_told_one_by_one() -> None:
    rows = [
        f"in | E-1 | {number} | {day} | '2026-0{month} | {amount} | | 2026-04-01 | |"
        for number, day, month, amount in (
            ("'1", "2026-01-31", 1, 50),
            ("'1", "2026-02-28", 2, 60),
            ("б/н", "2026-02-01", 2, 70),
            ("б/н", "2026-03-01", 3, 80),
        )
    ]
    tables = network(*rows)
    told = due_digests(tables)[BOOKS]
    assert sorted(item.outstanding_minor for item in told.invoices) == [5000, 6000, 7000, 8000]
    assert dict(told.marks) == {
        f"{BOOKS}/in/E-1/1/2026": 3,
        f"{BOOKS}/in/E-1/1/2026/2026-02-28/6000": 3,
        f"{BOOKS}/in/E-1/Б/H/2026/2026-02-01/7000": 3,
        f"{BOOKS}/in/E-1/Б/H/2026/2026-03-01/8000": 3,
    }
    assert due_digests(tables, dict.fromkeys(dict(told.marks), (3, AS_OF))).keys() == {ANNA, LEAD}
    # Of two invoices of one number the version before knew only one.
    knew = {f"{BOOKS}/in/E-1/1/2026": (3, AS_OF)}
    assert [item.number for item in due_digests(tables, knew)[BOOKS].invoices].count("1") == 1


def test_a_number_with_another_dash_is_not_told_again_after_the_upgrade() -> None:
    tables = network(late(8, "УТ–15"))
    knew = {f"{BOOKS}/in/E-1/YT–15/2026": (3, AS_OF)}
    assert BOOKS not in due_digests(tables, knew)
    assert due_digests(tables)[BOOKS].marks == ((f"{BOOKS}/in/E-1/YT-15/2026", 3),)


def test_the_accountant_hears_of_invoices_that_no_list_shows() -> None:
    lost = "in | E-1 | 13 | 2026-03-01 | март | 90 | | | |"
    tables = network(late(8), lost)
    found = due_digests(tables.with_findings(validate(tables, AS_OF)))
    said = {to: [line.replace("\xa0", " ") for line in one.left_out] for to, one in found.items()}
    assert said == {ANNA: [], BOOKS: ["Не прочитано: 1 счёт, ≈ 90,00 ₽"], LEAD: []}


HELD = {"p/held/partners": "«Партнёры»: история ждёт"}


def test_what_waits_is_told_to_the_manager_alone_beside_what_they_hear_anyway() -> None:
    tables = network(late(31), curators=(Curator("Лена", LEAD), Curator("Анна", ANNA)))
    before = due_digests(tables)
    found = {one.to: one for one in with_held(tuple(before.values()), tables, AS_OF, HELD)}
    assert list(found) == [ANNA, BOOKS, LEAD]
    assert [found[to].held for to in found] == [(), (), tuple(HELD.values())]
    assert found[LEAD].marks == (*before[LEAD].marks, ("p/held/partners", 0))
    assert found[LEAD].invoices == before[LEAD].invoices
    assert (found[ANNA], found[BOOKS]) == (before[ANNA], before[BOOKS])


def test_what_waits_is_reason_enough_for_a_digest() -> None:
    tables = network(curators=(Curator("Лена", LEAD.upper()),))
    (one,) = with_held((), tables, AS_OF, HELD)
    assert (one.to, one.name, one.roles, one.lang) == (LEAD, "Лена", ("manager",), "ru")
    assert (one.as_of, one.invoices, one.payments_stale) == (AS_OF, (), False)


def test_nobody_hears_of_nothing_and_nothing_is_told_to_nobody() -> None:
    assert with_held((), network(), AS_OF, {}) == ()
    assert with_held((), network(manager_email=""), AS_OF, HELD) == ()


def test_a_manager_who_is_a_curator_hears_it_once_as_both() -> None:
    tables = network(late(31), curator=LEAD)
    due = tuple(due_digests(tables).values())
    told = [one for one in with_held(due, tables, AS_OF, HELD) if one.held]
    assert [(one.to, one.roles) for one in told] == [(LEAD, ("curator", "manager"))]
