"""A partner's page says what the monthly letter says, and nothing of another partner."""

from datetime import UTC, date, datetime

import msgspec
import pytest

from sheetsync.language import Lang
from sheetsync.rules.monthly import Dispatch, ScoreBook, monthly_reports
from sheetsync.rules.payables import payables
from sheetsync.rules.portal.page import (
    PageTerms,
    closed_pages,
    desk_page,
    entry_owner,
    link_versions,
    partner_pages,
)
from sheetsync.rules.portal.page_parts import PageSubmission, PartnerPage
from sheetsync.tables.settings.keys import Curator, Settings
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 2)
NOW = datetime(2026, 4, 2, 9, tzinfo=UTC)
NETWORK = """
    Groups
    Group ID | Name | Payout share | Grace, days
    g        | G    | 80 %         | 1

    Partners
    Partner ID | Name   | Group | Status | Partner since | Curator | Report e-mail      | Language | Portal | Link version
    P-001      | Вектор | g     | active | 2025-01-10    | Анна    | buh@vector.example |          |        |
    P-002      | Север  | g     | active | 2025-01-10    | Борис   | a@north.example    | en       | no     | 3
    P-003      | Юг     | g     | ended  | 2025-01-10    |         |                    |          |        |
    P-004      | Гости  | g     | lead   |               |         |                    |          |        |
    P-005      | Запад  | g     | ended  | 2025-01-10    |         | w@west.example     |          | yes    | 0

    Legal entities
    Entity ID | Partner ID | Legal name   | Kind    | Tax ID (INN) | VAT payer | Pack contents | Default
    E-1       | P-001      | ООО «Вектор» | company | '9900000017  | vat       |               | yes
    E-2       | P-001      | ИП Векторов  | sole    | '0100000011  | no VAT    | act           |
    E-3       | P-002      | ООО «Север»  | company | '7701234560  | no VAT    |               | yes
    E-5       | P-005      | ООО «Запад»  | company | '7701234561  | no VAT    |               | yes

    Agreements
    Entity ID | Kind     | Number | Status | Signed on  | Valid from | Payment days | Payment day type | Payment from
    E-1       | contract | 14/24  | active | 2024-01-10 | 2024-01-10 | 10           | business         | received_date

    Jobs
    Job ID | Partner ID | Entity ID | Status | Due        | Done       | Amount
    J-1    | P-001      | E-1       | done   | 2026-03-10 | 2026-03-10 | 1 000,00
    J-2    | P-001      | E-2       | done   | 2026-03-12 | 2026-03-12 | 500,00
    J-3    | P-002      |           | done   | 2026-03-12 | 2026-03-12 | 77,00

    Invoices
    Direction | Entity ID | Kind    | Number        | Date       | Month   | Amount | Paid   | Paid on    | State | Submission
    in        | E-1       | invoice | Счёт № 0012   | 2026-03-05 | 2026-03 | 300,00 | 100,00 | 2026-03-20 |       | S-7
    in        | E-1       | invoice | 11            | 2026-02-05 | 2026-02 | 250,00 | 250,00 | 2026-02-20 |       |
    in        | E-1       | invoice | 9             | 2024-02-05 | 2024-02 | 250,00 | 250,00 | 2024-02-20 |       |
    in        | E-1       | invoice | 8             | 2024-02-05 | 2024-02 | 90,00  |        |            |       |
    out       | E-1       | invoice | 5             | 2026-03-05 | 2026-03 | 300,00 |        |            |       |
    in        | E-5       | invoice | 3             | 2026-03-01 | 2026-03 | 10,00  |        |            |       |

    Closing documents
    Entity ID | Month   | Kind | Number | Status   | Comment
    E-2       | 2026-03 | act  | 4      | rejected | нет печати
"""  # noqa: E501  # a sheet is as wide as it is


@pytest.fixture(scope="module")
def tables() -> Tables:
    return drawn(
        NETWORK,
        company="ООО «Организатор»",
        curators=(Curator("Анна", "anna@we.example", "чат @anna"),),
        accountant_email="Buh@we.example",
        manager_email="boss@we.example",
        month_closed="2026-03",
    )


@pytest.fixture(scope="module")
def pages(tables: Tables) -> dict[str, PartnerPage]:
    held = {"P-001": (PageSubmission(no="S-7", state="accepted", after_seq=3),)}
    terms = PageTerms(as_of=AS_OF, computed_at=NOW, time_zone="Europe/Moscow", submissions=held)
    return partner_pages(tables, payables(tables, AS_OF), terms)


def test_a_page_asks_for_what_the_letter_of_that_day_asks_for(
    tables: Tables, pages: dict[str, PartnerPage]
) -> None:
    plan = monthly_reports(tables, payables(tables, AS_OF), ScoreBook(), AS_OF, Dispatch("2026-03"))
    compared = 0
    for report in plan.due:
        page = pages[report.partner_id]
        asked = [
            (one.entity.entity_id, one.month, one.amount.minor if one.amount else None, one.until)
            for one in report.invoices
        ]
        shown = [
            (one.entity_id, one.month, one.amount_minor, one.until) for one in page.invoices_asked
        ]
        assert shown == asked
        assert [(one.entity_id, one.kinds, one.instead) for one in page.documents_asked] == [
            (one.entity.entity_id, one.kinds, one.instead) for one in report.documents
        ]
        assert [(one.kind, one.comment) for one in page.rejected] == [
            (one.kind, one.comment) for one in report.rejected
        ]
        compared += len(asked) + len(report.rejected)
    assert compared >= 3


def test_sums_days_and_terms_are_those_of_the_sheet(pages: dict[str, PartnerPage]) -> None:
    page = pages["P-001"]
    (asked,) = [one for one in page.invoices_asked if one.entity_id == "E-1"]
    # 1 000,00 x 80 % less the 300,00 that were invoiced.
    assert (asked.amount_minor, asked.currency, asked.contract) == (50_000, "RUB", "14/24")
    assert asked.pay_by is not None
    (rejected,) = page.rejected
    assert (rejected.entity_id, rejected.kind, rejected.number) == ("E-2", "act", "4")
    assert (page.contact, page.company) == ("Анна, anna@we.example, чат @anna", "ООО «Организатор»")
    assert page.submissions[0].no == "S-7"


def test_invoices_of_a_year_and_older_unpaid_ones_are_known_by_their_folded_number(
    pages: dict[str, PartnerPage],
) -> None:
    page = pages["P-001"]
    assert [one.number_key for one in page.invoices] == ["8", "11", "12"]
    last = page.invoices[-1]
    assert (last.number, last.submission) == ("Счёт № 0012", "S-7")
    assert (last.amount_minor, last.paid_minor, last.outstanding_minor) == (30_000, 10_000, 20_000)
    assert page.invoices[1].paid_on == date(2026, 2, 20)


def test_the_documents_of_a_pack_are_offered_first(pages: dict[str, PartnerPage]) -> None:
    first, second = pages["P-001"].entities
    assert (first.pays_vat, first.doc_kinds[:3]) == (True, ("upd1", "act", "sf"))
    assert (second.pays_vat, second.doc_kinds[:1]) == (False, ("act",))
    assert set(first.doc_kinds) == set(second.doc_kinds)


def test_nothing_of_another_partner_is_on_a_page(pages: dict[str, PartnerPage]) -> None:
    stranger = msgspec.json.encode(pages["P-002"]).decode()
    for told in ("Вектор", "E-1", "E-2", "S-7", "vector.example", "Запад"):
        assert told not in stranger


def test_a_page_is_closed_by_the_sheet_and_revoked_by_its_version(
    tables: Tables, pages: dict[str, PartnerPage]
) -> None:
    assert [pages[code].is_open for code in ("P-001", "P-002", "P-005")] == [True, False, True]
    assert [pages[code].link_version for code in ("P-001", "P-002", "P-005")] == [1, 3, 1]
    assert link_versions(tables) == {"P-002": 3}
    assert closed_pages(tables) == {"P-002"}
    assert "P-004" not in pages


def test_who_has_left_keeps_the_page_while_anything_is_unpaid_or_missing(
    pages: dict[str, PartnerPage],
) -> None:
    assert pages["P-005"].is_open
    assert not pages["P-003"].is_open


def test_a_page_speaks_the_partners_language_else_the_workbooks(
    pages: dict[str, PartnerPage],
) -> None:
    wanted: dict[str, Lang] = {"P-001": "ru", "P-002": "en"}
    assert {code: pages[code].lang for code in wanted} == wanted


def test_our_people_are_known_by_their_addresses(tables: Tables) -> None:
    desk = desk_page(tables.settings)
    assert desk.addresses == ("anna@we.example", "buh@we.example", "boss@we.example")
    assert desk.entry_owner == "Buh@we.example"
    assert entry_owner(Settings(entry_owner="in@we.example", accountant_email="b@x.example")) == (
        "in@we.example"
    )


def test_a_page_is_the_same_after_it_was_stored(pages: dict[str, PartnerPage]) -> None:
    for page in pages.values():
        assert msgspec.json.decode(msgspec.json.encode(page), type=PartnerPage) == page
