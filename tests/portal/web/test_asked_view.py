"""What a page asks for is done when nothing of it is lacking."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from sheetsync.portal.web.asked_view import asks_of
from sheetsync.rules.portal.page_parts import (
    AskedDocuments,
    AskedInvoice,
    PartnerPage,
    RejectedPaper,
)
from sheetsync.rules.portal.sent_states import SentBefore

PLACE: Any = {"entity_id": "E-1", "month": "2026-03"}
UNTIL = date(2026, 4, 10)
PAGE = PartnerPage(
    partner_id="P-001",
    name="Вектор",
    lang="ru",
    company="Организатор",
    time_zone="Europe/Moscow",
    as_of=date(2026, 4, 2),
    computed_at=datetime(2026, 4, 2, 9, tzinfo=UTC),
    invoices_asked=(AskedInvoice(**PLACE, until=UNTIL, amount_minor=100, currency="RUB"),),
    documents_asked=(
        AskedDocuments(**PLACE, kinds=("act", "receipt"), until=UNTIL, instead=(("upd2",),)),
    ),
    rejected=(RejectedPaper(**PLACE, kind="waybill"),),
)


def sent(no: str, kind: str) -> SentBefore:
    is_invoice = kind == "invoice"
    return SentBefore(
        no=no,
        entity_id="E-1",
        month="2026-03",
        kind="invoice" if is_invoice else "document",
        state="waiting",
        received_at=PAGE.computed_at,
        doc_kind="" if is_invoice else kind,
    )


@pytest.mark.parametrize(
    ("came", "done"),
    [
        ([], [False, False, False]),
        (["invoice"], [True, False, False]),
        (["act"], [False, False, False]),
        (["act", "receipt"], [False, True, False]),
        (["upd2"], [False, True, False]),
        (["waybill"], [False, False, True]),
    ],
)
def test_a_part_that_came_is_no_whole(came: list[str], done: list[bool]) -> None:
    before = [sent(f"S-{at}", kind) for at, kind in enumerate(came)]
    asks = asks_of(PAGE, "E-1", "2026-03", before, "ru")
    assert [ask.is_whole for ask in asks] == done
    assert [no for ask in asks for no in ask.sent] == [one.no for one in before]


@pytest.mark.parametrize(
    ("amounts", "done"),
    [
        ([], [False, False]),
        ([100_000], [True, False]),
        ([200_050], [False, True]),
        ([300_000], [True, True]),
        ([1], [False, False]),
        ([100_000, 200_000], [True, True]),
    ],
)
def test_of_several_invoices_each_is_known_by_its_amount(
    amounts: list[int], done: list[bool]
) -> None:
    asked = tuple(
        AskedInvoice(**PLACE, until=UNTIL, amount_minor=amount, currency="RUB", contract=contract)
        for amount, contract in ((100_000, "1"), (200_000, "2"))
    )
    page = msgspec.structs.replace(PAGE, invoices_asked=asked, documents_asked=(), rejected=())
    before = [
        msgspec.structs.replace(sent(f"S-{at}", "invoice"), amount_minor=amount)
        for at, amount in enumerate(amounts)
    ]
    assert [ask.is_whole for ask in asks_of(page, "E-1", "2026-03", before, "ru")] == done
