"""What a seat sees: its own, whole, and nothing of anybody else; on both databases."""

from datetime import date, timedelta

import msgspec
import pytest

from sheetsync.errors import PortalError
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.own import own_file, own_submission, own_submissions
from sheetsync.portal.store.shelf import desk_page, fill_shelf, partner_page, shelf_filled_at
from sheetsync.portal.store.worker import settle_scan
from sheetsync.rules.portal.page_parts import (
    AskedDocuments,
    AskedInvoice,
    DeskPage,
    PageEntity,
    PageInvoice,
    PageSubmission,
    PageWork,
    PartnerPage,
    RejectedPaper,
)
from tests.portal.store.conftest import DESK, LINK, NOW, Sending, invoice, paper, seat_of

ONE, TWO = seat_of(), seat_of("P-002")
OURS = DeskPage(company="We", lang="en", addresses=("anna@we.example",))


def page(partner_id: str = "P-001", **fields: object) -> PartnerPage:
    values: dict[str, object] = {
        "partner_id": partner_id,
        "name": "Firm",
        "lang": "en",
        "company": "We",
        "time_zone": "Europe/Moscow",
        "as_of": date(2026, 4, 2),
        "computed_at": NOW,
    }
    return PartnerPage(**(values | fields))  # type: ignore[arg-type]


def test_each_sees_its_own_submissions(store: Store, send: Sending) -> None:
    mine = send(invoice(), paper("a")).no
    april = send(invoice("32", month="2026-04"), paper("b")).no
    of_other_entity = send(invoice("33", entity_id="E-2"), paper("c")).no
    theirs = send(invoice(partner_id="P-002"), paper("d")).no

    def numbers(seat: object) -> list[str]:
        return [one.submission.no for one in own_submissions(store, seat)]  # type: ignore[arg-type]

    assert numbers(ONE) == [mine, april, of_other_entity]
    assert numbers(TWO) == [theirs]
    assert numbers(LINK) == [mine]
    assert numbers(DESK) == []
    for no, seat, is_seen in (
        (mine, ONE, True),
        (mine, LINK, True),
        (april, LINK, False),
        (of_other_entity, LINK, False),
        (theirs, ONE, False),
        (mine, TWO, False),
        (theirs, DESK, False),
    ):
        assert (own_submission(store, seat, no) is not None) == is_seen


@pytest.mark.parametrize("no", ["S-1", "S-1001 ", "S-1001\x00", "s-1001", "S-", "' or 1=1", ""])
def test_what_is_no_number_finds_nothing(store: Store, send: Sending, no: str) -> None:
    send(invoice(), paper())
    assert own_submission(store, ONE, no) is None
    assert own_file(store, ONE, no) is None


def test_numbers_are_in_their_order(store: Store, send: Sending) -> None:
    from sheetsync.portal.store.worker import raise_numbers

    raise_numbers(store, 9998)
    for at in range(3):
        send(invoice(f"{at}", amount_minor=at), paper(f"{at}"))
    assert [one.submission.no for one in own_submissions(store, ONE)] == [
        "S-9999",
        "S-10000",
        "S-10001",
    ]


def test_each_opens_its_own_files(store: Store, send: Sending) -> None:
    first, second = paper("a"), paper("b")
    mine = send(invoice(), first, second).no
    april = send(invoice("32", month="2026-04"), paper("c")).no
    theirs = send(invoice(partner_id="P-002"), paper("d")).no
    assert own_file(store, ONE, mine) == first
    assert own_file(store, ONE, mine, second.sha256) == second
    assert own_file(store, ONE, mine, paper("d").sha256) is None
    assert own_file(store, ONE, mine, "a\x00") is None
    assert own_file(store, LINK, mine) == first
    assert own_file(store, LINK, april) is None
    assert own_file(store, ONE, theirs) is None
    assert own_file(store, DESK, mine) == first
    assert own_file(store, DESK, theirs) == paper("d")


def test_an_infected_file_is_opened_by_nobody(store: Store, send: Sending) -> None:
    file = paper(scan="pending")
    no = send(invoice(), file).no
    assert own_file(store, ONE, no) == file
    settle_scan(store, file, "infected", "aside/ab", [])
    assert own_file(store, ONE, no) is None
    assert own_file(store, DESK, no) is None


def test_the_shelf_gives_each_its_page(store: Store) -> None:
    assert partner_page(store, ONE) is None
    assert desk_page(store) is None
    assert shelf_filled_at(store) is None
    assert fill_shelf(store, {"P-001": page(), "P-002": page("P-002")}, OURS, NOW) == 3
    assert partner_page(store, ONE) == page()
    assert partner_page(store, TWO) == page("P-002")
    assert partner_page(store, seat_of("P-003")) is None
    assert partner_page(store, DESK) is None
    assert desk_page(store) == OURS
    assert shelf_filled_at(store) == NOW


def test_a_page_that_says_the_same_is_not_written_and_not_older(store: Store) -> None:
    fill_shelf(store, {"P-001": page()}, OURS, NOW)
    later = NOW + timedelta(minutes=5)
    assert fill_shelf(store, {"P-001": page(computed_at=later)}, OURS, later) == 0
    assert partner_page(store, ONE) == page(computed_at=later)
    assert fill_shelf(store, {"P-001": page(name="Firm & Co")}, OURS, later) == 1


def test_a_partner_that_is_gone_has_no_page(store: Store) -> None:
    fill_shelf(store, {"P-001": page(), "P-002": page("P-002")}, OURS, NOW)
    assert fill_shelf(store, {"P-002": page("P-002")}, OURS, NOW) == 1
    assert partner_page(store, ONE) is None
    assert partner_page(store, TWO) is not None


def test_a_link_sees_its_entity_and_month(store: Store, send: Sending) -> None:
    until = date(2026, 4, 10)
    mine = send(invoice(), paper("a")).no
    april = send(invoice("32", month="2026-04"), paper("b")).no

    def asked(entity_id: str, month: str) -> AskedInvoice:
        return AskedInvoice(entity_id=entity_id, month=month, until=until)

    def papers(entity_id: str, month: str) -> AskedDocuments:
        return AskedDocuments(entity_id=entity_id, month=month, kinds=("act",), until=until)

    def issued(entity_id: str, month: str) -> PageInvoice:
        return PageInvoice(
            entity_id=entity_id,
            month=month,
            number="1",
            dated=until,
            amount_minor=1,
            currency="RUB",
            status="open",
        )

    places = [("E-1", "2026-03"), ("E-1", "2026-04"), ("E-2", "2026-03")]
    whole = page(
        entities=tuple(PageEntity(entity_id=one, name=one) for one in ("E-1", "E-2")),
        invoices_asked=tuple(asked(*place) for place in places),
        documents_asked=tuple(papers(*place) for place in places),
        rejected=tuple(
            RejectedPaper(entity_id=entity, month=month, kind="act") for entity, month in places
        ),
        invoices=tuple(issued(*place) for place in places),
        submissions=tuple(
            PageSubmission(no=no, state="waiting", after_seq=1) for no in (mine, april)
        ),
        work=PageWork(month="2026-03", done=7),
        receivables=(issued("E-1", "2026-03"),),
    )
    fill_shelf(store, {"P-001": whole}, OURS, NOW)
    assert partner_page(store, ONE) == whole
    seen = partner_page(store, LINK)
    assert seen is not None
    assert [one.entity_id for one in seen.entities] == ["E-1"]
    for part in (seen.invoices_asked, seen.documents_asked, seen.rejected):
        assert [(one.entity_id, one.month) for one in part] == [("E-1", "2026-03")]
    assert [one.month for one in seen.invoices] == ["2026-03", "2026-04"]
    assert {one.entity_id for one in seen.invoices} == {"E-1"}
    assert [one.no for one in seen.submissions] == [mine]
    # A link opens a form, and not the account.
    assert (seen.work, seen.receivables) == (None, ())


def test_a_page_of_another_version_is_told(store: Store) -> None:
    import sqlalchemy as sa

    fill_shelf(store, {"P-001": page()}, OURS, NOW)
    with store.writing() as connection:
        connection.execute(
            sa.update(store.layout.shelf).values(page=msgspec.json.encode({}).decode())
        )
    with pytest.raises(PortalError, match="another version"):
        partner_page(store, ONE)
    with pytest.raises(PortalError, match="another version"):
        desk_page(store)
