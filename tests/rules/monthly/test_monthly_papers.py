from collections.abc import Callable
from datetime import date

import pytest

from sheetsync.rules.monthly.report import MonthlyReport
from sheetsync.rules.monthly.report_parts import (
    AgreementNote,
    Amount,
    DocumentsToSend,
    InvoiceToIssue,
    LegalEntity,
    RejectedDocument,
)

Report = Callable[..., MonthlyReport]

VECTOR = LegalEntity("E-1", "ООО «Вектор»", "9900000017")
SOLE = LegalEntity("E-2", "ИП Векторов", "0100000011")
UNTIL = date(2026, 4, 7)
JOBS = """
    Jobs
    Job ID | Partner ID | Entity ID | Done       | Status | Amount  | Payout | Currency
    J-1    | P-001      |           | 2026-03-10 | done   | 100 000 |        | RUB
    J-2    | P-001      | E-2       | 2026-03-10 | done   | 50 000  | 45 000 | RUB
"""


#: The job of the default entity alone.
ONE_JOB = "\n".join(line for line in JOBS.split("\n") if "J-2" not in line)


def rub(units: float) -> Amount:
    return Amount(round(units * 100), "RUB")


def test_what_was_earned_is_to_be_invoiced_by_legal_entity(report: Report) -> None:
    assert report(JOBS).invoices == (
        # 80 % of the amount; ten working days from 7 April
        InvoiceToIssue(VECTOR, "2026-03", rub(80_000), UNTIL, date(2026, 4, 21), "14/24"),
        InvoiceToIssue(SOLE, "2026-03", rub(45_000), UNTIL),
    )


def test_default_terms_tell_the_pay_day_where_no_contract_does(report: Report) -> None:
    told = report(JOBS, default_pay_days=5)
    assert [ask.pay_by for ask in told.invoices] == [date(2026, 4, 21), date(2026, 4, 13)]


def invoices(*rows: str) -> str:
    drawn = "\n".join(f"    {row}" for row in rows)
    return (
        "\n    Invoices\n    Entity ID | Number | Date | Month | Amount | State | Kind | Corrects"
        f" | Direction\n{drawn}\n"
    )


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        (["E-1 | 1 | 2026-04-01 | '2026-03 | 80 000 | | | |"], []),
        (["E-1 | 1 | 2026-04-01 | '2026-03 | 79 999 | | | |"], []),  # within the tolerance
        (["E-1 | 1 | 2026-04-01 | '2026-03 | 79 998 | | | |"], [2]),
        (["E-1 | 1 | 2026-04-01 | '2026-03 | 90 000 | | | |"], []),
        (["E-1 | 1 | 2026-04-01 | '2026-03 | 80 000 | draft | | |"], [80_000]),
        (["E-1 | 1 | 2026-04-01 | '2026-03 | 80 000 | void | | |"], [80_000]),
        (["E-1 | 1 | 2026-04-01 | '2026-03 | 80 000 | disputed | | |"], []),
        (["E-1 | 1 | 2026-04-01 | '2026-03 | 80 000 | | | | out"], [80_000]),
        (
            [
                "E-1 | 1 | 2026-04-01 | '2026-03 | 80 000 | | | |",
                "E-1 | 2 | 2026-04-01 | '2026-03 | 30 000 | | credit note | 1 |",
            ],
            [30_000],
        ),
        (["E-1 | 1 | 2026-03-01 | '2026-02 | 80 000 | | | |"], [80_000]),
    ],
)
def test_live_invoices_of_the_month_are_taken_off(
    rows: list[str], left: list[int], report: Report
) -> None:
    asks = report(ONE_JOB + invoices(*rows)).invoices
    assert [ask.amount for ask in asks if ask.month == "2026-03"] == [rub(each) for each in left]


def test_every_currency_has_an_invoice_of_its_own(report: Report) -> None:
    mixed = JOBS.replace("| E-2       | 2026-03-10 | done   | 50 000  | 45 000 | RUB",
                         "| E-1       | 2026-03-10 | done   | 50 000  | 45 000 | USD")  # fmt: skip
    assert [ask.amount for ask in report(mixed).invoices] == [
        rub(80_000), Amount(4_500_000, "USD"),
    ]  # fmt: skip


def test_an_older_month_without_an_invoice_is_asked_for_again(report: Report) -> None:
    old = JOBS.replace("|           | 2026-03-10", "|           | 2026-01-10")
    asked = report(old).invoices
    assert [(ask.month, ask.entity, ask.amount) for ask in asked] == [
        ("2026-01", VECTOR, rub(80_000)),
        ("2026-03", SOLE, rub(45_000)),
    ]


DOCUMENTS = """
    Closing documents
    Entity ID | Month    | Kind | Number | Status   | Received   | Comment
"""


def test_an_invoice_of_unknown_sum_is_asked_for_when_papers_came_without_work(
    report: Report,
) -> None:
    told = report(DOCUMENTS + "    E-1 | '2026-03 | upd1 | 7 | received | 2026-03-30 |\n")
    assert told.invoices == (
        InvoiceToIssue(VECTOR, "2026-03", None, UNTIL, date(2026, 4, 21), "14/24"),
    )


def test_a_set_without_invoices_never_asks_for_one(report: Report) -> None:
    entities = """
    Legal entities
    Entity ID | Partner ID | Legal name   | Kind    | VAT payer | Document set
    E-1       | P-001      | ООО «Вектор» | company | vat       | agent
    """
    told = report(JOBS + entities, document_sets={"agent": "agent_report+act"})
    assert told.invoices == ()
    assert [ask.kinds for ask in told.documents] == [("agent_report", "act")]


def test_a_set_that_nobody_can_tell_still_asks_for_the_invoice(report: Report) -> None:
    entities = """
    Legal entities
    Entity ID | Partner ID | Legal name   | Kind
    E-1       | P-001      | ООО «Вектор» | company
    """
    told = report(JOBS + entities)
    assert [ask.amount for ask in told.invoices] == [rub(80_000)]
    assert told.documents == ()


def test_missing_documents_are_asked_for_with_the_other_way_to_close(report: Report) -> None:
    assert report(JOBS).documents == (
        DocumentsToSend(VECTOR, "2026-03", ("upd1",), date(2026, 4, 10), (("act", "sf"),)),
        DocumentsToSend(SOLE, "2026-03", ("upd2",), date(2026, 4, 10), (("act",),)),
    )


@pytest.mark.parametrize(
    ("rows", "kinds", "instead"),
    [
        (["E-1 | '2026-03 | act | 1 | received | 2026-03-30 |"], [("sf",)], [()]),
        (["E-1 | '2026-03 | act | 1 | signed | 2026-03-30 |"], [("sf",)], [()]),
        (["E-1 | '2026-03 | act | 1 | expected | |"], [("upd1",)], [(("act", "sf"),)]),
        (["E-1 | '2026-03 | upd1 | 1 | received | 2026-03-30 |"], [], []),
    ],
)
def test_what_has_come_is_not_asked_for(
    rows: list[str], kinds: list[object], instead: list[object], report: Report
) -> None:
    asks = report(ONE_JOB + DOCUMENTS + "".join(f"    {row}\n" for row in rows)).documents
    assert [ask.kinds for ask in asks] == kinds
    assert [ask.instead for ask in asks] == instead


def test_a_month_that_is_not_over_is_not_asked_for(report: Report) -> None:
    april = JOBS.replace("2026-03-10", "2026-04-01")
    told = report(april, no_activity_report="full")
    assert (told.invoices, told.documents) == ((), ())


@pytest.mark.parametrize(
    ("rows", "rejected", "kinds"),
    [
        (
            ["E-1 | '2026-03 | act | 5 | rejected | | нет⏎подписи",
             "E-1 | '2026-03 | sf | 5 | received | 2026-03-30 |"],
            [("act", "5", "нет подписи")],
            [],
        ),
        (
            ["E-1 | '2026-03 | act | 5 | rejected | |"],
            [("act", "5", "")],
            [("sf",)],
        ),
        (
            ["E-1 | '2026-03 | upd1 | 5 | rejected | |",
             "E-1 | '2026-03 | upd1 | 6 | received | 2026-03-30 |"],
            [],
            [],
        ),
        (
            ["E-1 | '2026-03 | upd1 | 5 | rejected | |",
             "E-1 | '2026-03 | act | 6 | received | 2026-03-30 |",
             "E-1 | '2026-03 | sf | 6 | received | 2026-03-30 |"],
            [("upd1", "5", "")],  # until the invoice comes the pack is open
            [],
        ),
    ],
    ids=["one is left to replace", "one to replace, one to send", "replaced", "closed otherwise"],
)  # fmt: skip
def test_a_rejected_document_is_to_be_replaced_until_a_good_one_comes(
    rows: list[str],
    rejected: list[tuple[str, str, str]],
    kinds: list[tuple[str, ...]],
    report: Report,
) -> None:
    told = report(ONE_JOB + DOCUMENTS + "".join(f"    {row}\n" for row in rows))
    assert told.rejected == tuple(
        RejectedDocument(VECTOR, "2026-03", kind, number, comment)
        for kind, number, comment in rejected
    )
    assert [ask.kinds for ask in told.documents] == kinds


def test_a_rejected_document_of_a_complete_pack_is_forgotten(report: Report) -> None:
    complete = (
        invoices("E-2 | 1 | 2026-04-01 | '2026-03 | 45 000 | | | |")
        + DOCUMENTS
        + "    E-2 | '2026-03 | act  | 5 | rejected | |\n"
        + "    E-2 | '2026-03 | upd2 | 6 | received | 2026-03-30 |\n"
    )
    told = report(JOBS + complete)
    assert told.rejected == ()
    assert [ask.entity for ask in told.documents] == [VECTOR]


def agreements(*rows: str) -> str:
    drawn = "\n".join(f"    {row}" for row in rows)
    return (
        "\n    Agreements\n    Entity ID | Kind | Number | Status | Sent on | Signed on"
        f" | Valid from | Valid to | Auto-renew\n{drawn}\n"
    )


def note(number: str, state: str, day: date | None, kind: str = "contract") -> AgreementNote:
    return AgreementNote(VECTOR, kind, number, state, day)  # type: ignore[arg-type]  # one of three


@pytest.mark.parametrize(
    ("rows", "notes"),
    [
        (["E-1 | contract | 1 | active | | | | 2026-05-02 |"],
         [note("1", "expiring", date(2026, 5, 2))]),
        (["E-1 | contract | 1 | active | | | | 2026-05-03 |"], []),
        (["E-1 | contract | 1 | active | | | | 2026-04-02 |"],
         [note("1", "expiring", date(2026, 4, 2))]),
        (["E-1 | contract | 1 | active | | | | 2026-04-01 |"],
         [note("1", "expired", date(2026, 4, 1))]),
        (["E-1 | contract | 1 | active | | | | 2026-04-01 | yes"], []),
        (["E-1 | contract | 1 | active | | | | |"], []),
        (["E-1 | contract | 1 | terminated | | | | 2026-04-01 |"], []),
        (["E-1 | contract | 1 | draft | | | | 2026-04-01 |"], []),
        (["E-1 | nda | 1 | sent | 2026-03-01 | | | |"],
         [note("1", "unsigned", date(2026, 3, 1), "nda")]),
        (["E-1 | nda | 1 | sent | | | | |"], [note("1", "unsigned", None, "nda")]),
        (["E-1 | contract | 1 | active | | | | 2026-04-01 |",
          "E-1 | contract | 2 | active | | | | |"], []),  # followed by another
        (["E-1 | contract | 1 | active | | | | 2026-04-01 |",
          "E-1 | nda | 2 | active | | | | |"], [note("1", "expired", date(2026, 4, 1))]),
        (["E-9 | contract | 1 | active | | | | 2026-04-01 |"], []),
    ],
)  # fmt: skip
def test_papers_that_end_or_wait_for_a_signature_are_told(
    rows: list[str], notes: list[AgreementNote], report: Report
) -> None:
    assert list(report(JOBS + agreements(*rows)).agreements) == notes


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        (["E-1 | contract | 1 | active | | | 2024-01-01 | |",
          "E-1 | contract | 2 | active | | | 2025-01-01 | |"], "2"),
        (["E-1 | contract | 1 | active | | 2025-06-01 | | |",
          "E-1 | contract | 2 | active | | | 2025-01-01 | |"], "1"),
        (["E-1 | contract | 1 | active | | | 2025-01-01 | |",
          "E-1 | contract | 2 | active | | | 2027-01-01 | |"], "1"),
        (["E-1 | contract | 1 | active | | | 2024-01-01 | |",
          "E-1 | contract | 2 | active | | | 2025-01-01 | 2026-01-01 |"], "1"),
        (["E-1 | contract | 1 | active | | | | 2026-01-01 |"], ""),  # ended
        (["E-1 | contract | 1 | active | | | | 2026-01-01 | yes"], "1"),  # renews itself
        (["E-1 | contract | 1 | active | | | | 2026-04-02 |"], "1"),  # its last day
        (["E-1 | contract | 1 | active | | 2026-04-03 | | |"], ""),  # signed tomorrow
        (["E-1 | contract | 1 | active | | 2026-04-03 | 2026-04-02 | |"], "1"),
        (["E-2 | contract | 3 | active | | | | |"], "3"),
        (["E-2 | contract | 3 | active | | | | |",
          "E-1 | contract | 4 | active | | | | |"], "4"),  # the default entity's
        (["E-1 | nda | 5 | active | | | | |", "E-1 | contract | 6 | draft | | | | |"], ""),
    ],
)  # fmt: skip
def test_the_footer_names_the_contract_in_force(
    rows: list[str], number: str, report: Report
) -> None:
    assert report(JOBS + agreements(*rows)).contract == number
