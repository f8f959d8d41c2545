"""Requisites that a partner asks for: shown to people, entered by them, told to everybody.

Invoice fraud begins with another account: nothing but a person's hand changes Legal entities, and
all of a partner's addresses hear of it. Source: portal.md 7.1, 8.
"""

import json
from pathlib import Path

import pytest

from sheetsync.errors import SendingRefusedError
from sheetsync.portal.limits import Limits
from sheetsync.portal.store.contacts import Preference, keep_preference
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sending import receive
from sheetsync.portal.store.shelf import desk_page
from sheetsync.portal.store.worker import all_submissions
from sheetsync.rules.portal.page_desk import DeskSubmission
from sheetsync.rules.portal.submissions import Submission
from sheetsync.tables.wanted_requisites import Wanted
from sheetsync.testing.mail_server import MailServer, Received
from sheetsync.workspace.portal_export import exported
from sheetsync.workspace.portal_letters import queue_letters
from sheetsync.workspace.portal_mailing import open_post
from tests.workspace.portal.databases import ON_BOTH
from tests.workspace.portal.house import House
from tests.workspace.portal.test_portal_letters import said
from tests.workspace.portal.test_portal_recovery import lose_store, recovered, told

BIC, ACCOUNT = "049805746", "40602810700000000025"
OLD_BIC, OLD_ACCOUNT = "044525225", "40702810938000060478"
NORTH, BUH = "north@north.example", "buh@north.example"


def drafted(portal: House, **fields: str) -> Submission:
    """What a partner's page sends: another account, or what is told."""
    wanted = Wanted(fields=fields or {"bic": BIC, "account": ACCOUNT}, comment="Банк")
    return Submission(
        no="",
        partner_id="P-001",
        entity_id="E-1",
        month="2026-04",
        kind="requisites",
        opened_at=portal.office.clock.now(),
        once=f"wish {sorted(fields)}",
        text=wanted.encoded(),
    )


def wish(portal: House, **fields: str) -> str:
    """A partner asks for it; its number."""
    draft, limits = drafted(portal, **fields), Limits(free_bytes=0)
    seat = Seat("P-001", "n…@north.example", "full", "full")
    return receive(portal.store, seat, draft, (), draft.opened_at, limits).no


@pytest.mark.parametrize(
    "seat",
    [
        Seat("P-001", "partner", "full", "link", "E-1", "2026-04"),
        Seat("P-001", "partner", "full", "letter"),
        Seat("P-001", "r…@north.example", "read", "full"),
        Seat("P-002", "s…@south.example", "full", "full"),
    ],
    ids=["link", "letter", "read", "foreign"],
)
def test_the_store_itself_takes_it_from_nobody_else(portal: House, seat: Seat) -> None:
    draft = drafted(portal)
    with pytest.raises(SendingRefusedError):
        receive(portal.store, seat, draft, (), draft.opened_at, Limits(free_bytes=0))
    assert all_submissions(portal.store) == ()


def enter(portal: House, bic: str = BIC, account: str = ACCOUNT) -> None:
    """Somebody of ours types it into Legal entities, after a call."""
    head = portal.cells("Legal entities")[0]
    for name, value in (("BIC", bic), ("Bank account", account)):
        column = chr(ord("A") + head.index(name))
        portal.office.people.type("Legal entities", f"{column}2", value)


def on_desk(portal: House) -> tuple[DeskSubmission, ...]:
    desk = desk_page(portal.store)
    assert desk
    return desk.board.submissions


@ON_BOTH
def test_it_waits_until_people_have_entered_it(portal: House) -> None:
    enter(portal, OLD_BIC, OLD_ACCOUNT)
    portal.well()
    before = portal.office.stored()["Legal entities"]
    no = wish(portal)
    portal.well()
    row = portal.inbox().loc[no]
    assert (row["kind"], row["state"], row["legal_name"]) == (
        "requisites", "waiting", "ООО «Север»"
    )  # fmt: skip
    assert row["text"] == f"BIC: {OLD_BIC} → {BIC}\nBank account: {OLD_ACCOUNT} → {ACCOUNT}\nБанк"
    assert row["check"] == (
        "call a number that you know yourself; then enter it in Legal entities, row 2"
    )
    (shown,) = on_desk(portal)
    assert (shown.requisites["bic"], shown.requisites["account"]) == (OLD_BIC, OLD_ACCOUNT)
    # Nothing was changed by us.
    assert portal.office.stored()["Legal entities"] == before
    enter(portal)
    portal.well()
    assert portal.state(no) == "accepted"
    assert portal.inbox().loc[no, "decided_by"] != "Anna"
    (shown,) = on_desk(portal)
    assert (shown.tab, shown.row, dict(shown.requisites)) == ("Legal entities", 2, {})
    # Somebody changes it again later: what was done stays done.
    enter(portal, OLD_BIC, OLD_ACCOUNT)
    portal.well()
    assert portal.state(no) == "accepted"


def test_a_partners_page_knows_the_end_of_its_account_alone(portal: House) -> None:
    enter(portal, OLD_BIC, OLD_ACCOUNT)
    portal.well()
    (entity,) = portal.page("P-001").entities
    assert (entity.account_end, entity.bic, entity.kind) == ("0478", OLD_BIC, "company")
    with portal.store.reading() as connection:
        shelf = portal.store.layout.shelf
        pages = connection.execute(shelf.select().where(shelf.c["partner_id"] == "P-001")).all()
    assert OLD_ACCOUNT not in str(pages)


def test_half_of_it_or_a_word_in_decisions_accepts_nothing(portal: House) -> None:
    no = wish(portal)
    portal.well()
    enter(portal, BIC, OLD_ACCOUNT)
    portal.office.type_in(f"""
    Decisions
    Submission | Decision | Text for the partner
    {no} | accept |
    """)
    portal.well()
    assert portal.state(no) == "waiting"
    with portal.office.open(dry_run=True) as ws:
        (found,) = [one for one in ws.tables.findings if one.code == "V-BOX-03"]
    assert found.facts["entities"] == "Legal entities"
    enter(portal)
    portal.well()
    assert portal.state(no) == "accepted"
    portal.well()
    with portal.office.open(dry_run=True) as ws:
        assert "V-BOX-03" not in {one.code for one in ws.tables.findings}


def letters(portal: House, server: MailServer) -> list[Received]:
    """What has come since the last look."""
    before = len(server.letters)
    post = open_post(portal.office.config, portal.worker)
    queue_letters(portal.worker)
    post.send_due()
    post.close()
    return server.letters[before:]


def test_everybody_of_the_partner_hears_of_it_and_mail_holds_no_account(
    mailed: House, server: MailServer
) -> None:
    mailed.office.type_in(f"""
    Contacts
    E-mail | Partner ID | Name | Role
    {BUH} | P-001 | Olga | read
    """)
    mailed.well()
    # Receipts are not wanted; a warning is no receipt.
    keep_preference(mailed.store, "P-001", NORTH, Preference("", frozenset({"receipt"})))
    keep_preference(mailed.store, "P-001", BUH, Preference("ru", frozenset({"receipt"})))
    no = wish(mailed)
    mailed.well()
    found = letters(mailed, server)
    assert {one.recipients for one in found} == {(NORTH,), (BUH,)}
    by_reader = {one.recipients[0]: one for one in found}
    subject = f"A change of requisites was asked for: ООО «Север» ({no})"
    assert by_reader[NORTH].message["Subject"] == subject
    text = said(by_reader[NORTH])
    assert "If it was not you" in text
    assert "Bank account: •••• 0025" in " ".join(text.split("\u00a0"))
    assert f"/sent/{no}" in text
    assert "Если просили не вы" in said(by_reader[BUH])
    assert not [one for one in found if ACCOUNT.encode() in one.raw]
    enter(mailed)
    mailed.well()
    done = letters(mailed, server)
    assert {one.recipients for one in done} == {(NORTH,), (BUH,)}
    assert all(ACCOUNT not in said(one) for one in done)
    assert "We entered the new requisites" in said(
        next(one for one in done if one.recipients == (NORTH,))
    )
    # Once each, whatever the rounds.
    mailed.well()
    assert letters(mailed, server) == []


def test_a_rejected_wish_says_why_and_where_to_ask_anew(mailed: House, server: MailServer) -> None:
    mailed.well()
    no = wish(mailed)
    mailed.well()
    letters(mailed, server)
    mailed.office.type_in(f"""
    Decisions
    Submission | Decision | Text for the partner
    {no} | reject | Nobody of yours knows of it
    """)
    mailed.well()
    (letter,) = letters(mailed, server)
    assert "Nobody of yours knows of it" in said(letter)
    assert "/settings/requisites?entity=3DE-1" in letter.raw.decode() or (
        "/settings/requisites?entity=E-1" in said(letter)
    )


@ON_BOTH
def test_the_log_gives_it_back_and_the_export_holds_it(portal: House, tmp_path: Path) -> None:
    no = wish(portal)
    second = wish(portal, kpp="770701001")
    portal.well()
    before = told(portal)
    lose_store(portal)
    assert recovered(portal).missing_files == ()
    portal.reopened()
    assert told(portal) == before
    portal.well()
    assert (portal.state(no), portal.state(second)) == ("replaced", "waiting")
    texts = {one.submission.no: one.submission.text for one in all_submissions(portal.store)}
    assert json.loads(texts[no])["fields"] == {"bic": BIC, "account": ACCOUNT}
    exported(portal.store, portal.worker.vault, tmp_path / "out", "P-001")
    assert any(ACCOUNT in file.read_text("utf-8") for file in (tmp_path / "out").rglob("*.json*"))
