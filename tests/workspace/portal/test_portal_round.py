"""A round of the worker, from what a partner sent to what everybody sees."""

from sheetsync.tables.catalogue.portal import PORTAL_LOG
from tests.workspace.portal.databases import ON_BOTH
from tests.workspace.portal.house import House


@ON_BOTH
def test_what_a_partner_sent_stands_in_log_inbox_and_rows_to_enter(portal: House) -> None:
    no = portal.send()
    report = portal.well()
    assert (report.told, report.missing) == (1, ())
    assert set(report.published) == {"inbox", "invoices_to_enter"}
    assert portal.log() == [(no, "received")]
    row = portal.inbox().loc[no]
    assert (row["state"], row["partner"], row["amount_minor"]) == ("waiting", "Север", 500_00)
    assert (row["check"], row["expected_minor"]) == ("as expected", 500_00)
    assert portal.state(no) == "waiting"
    header, *waiting = portal.cells("Invoices to enter")
    assert header == portal.cells("Invoices")[0]
    assert len(waiting) == 1


@ON_BOTH
def test_the_whole_way_to_an_accepted_invoice(portal: House) -> None:
    no = portal.send("№ 007")
    portal.well()
    portal.paste("Invoices to enter", "Invoices")
    portal.well()
    assert portal.state(no) == "accepted"
    assert portal.inbox().loc[no, "state"] == "accepted"
    assert len(portal.cells("Invoices to enter")) == 1
    (found,) = portal.page().submissions
    assert (found.status, portal.page().invoices[0].number) == ("open", "№ 007")
    portal.well()
    assert portal.log() == [(no, "received"), (no, "accepted")]


def test_a_round_in_which_nothing_changed_writes_nothing(portal: House) -> None:
    portal.send()
    portal.well()
    portal.well()
    portal.office.hooks.limit(writes=0)
    report = portal.round()
    assert (report.trouble, report.told, report.published, report.pages) == ((), 0, (), 0)


def test_a_decision_of_our_people_reaches_the_partner(portal: House) -> None:
    no = portal.send()
    portal.well()
    portal.office.type_in(f"""
    Decisions
    Submission | Decision | Text for the partner | By
    {no} | ask | Whose act is it? | Anna
    """)
    portal.well()
    assert portal.state(no) == "asked"
    portal.answer(no, "Of the North")
    assert portal.state(no) == "waiting"
    portal.well()
    assert portal.inbox().loc[no, "state"] == "waiting"
    assert portal.log() == [(no, "received"), (no, "asked"), (no, "answered")]


def test_withdrawn_and_replaced_submissions_leave_the_rows_to_enter(portal: House) -> None:
    first, second = portal.send("1"), portal.send("2")
    portal.well()
    portal.withdraw(first)
    third = portal.send("2", "corrected")
    portal.well()
    assert [portal.state(no) for no in (first, second, third)] == [
        "withdrawn",
        "replaced",
        "waiting",
    ]
    assert [row[-1] for row in portal.cells("Invoices to enter")[1:]] == [third]


def test_documents_have_rows_of_their_own(portal: House) -> None:
    no = portal.send("5", kind="document", doc_kind="act", amount_minor=None, currency="")
    portal.well()
    portal.paste("Documents to enter", "Closing documents")
    portal.well()
    assert portal.state(no) == "accepted"


def test_a_formula_that_a_partner_sent_is_a_text_everywhere(portal: House) -> None:
    portal.send("=1+1", text='=IMPORTXML("http://x","//a")')
    portal.well()
    for title in ("Portal log", "Inbox", "Invoices to enter"):
        cells = [cell for row in portal.cells(title) for cell in row]
        assert "=1+1" in cells
    portal.paste("Invoices to enter", "Invoices")
    portal.well()
    assert portal.page().invoices[0].number == "=1+1"


def test_two_rounds_cost_two_writes_and_five_reads(portal: House) -> None:
    portal.send()
    portal.well()
    before = portal.office.hooks.requests
    portal.send("13")
    portal.well()
    # The header row, the log; three reads, the tabs.
    assert portal.office.hooks.requests - before == 6
    assert portal.worker.log.sheet_id is not None
    assert PORTAL_LOG.code == "portal_log"


def test_rows_to_enter_follow_columns_that_people_add_and_nobody_calls_them_edited(
    portal: House,
) -> None:
    portal.send()
    portal.well()
    portal.office.people.insert_columns("Invoices", "C")
    portal.office.people.type("Invoices", "C1", "Scanned by")
    portal.well()
    header, row = portal.cells("Invoices to enter")
    assert header == portal.cells("Invoices")[0]
    assert (header[2], row[2]) == ("Scanned by", "")
    portal.paste("Invoices to enter", "Invoices")
    portal.well()
    with portal.office.open() as looking:
        codes = {one.code for one in looking.tables.findings if one.tab.endswith("_to_enter")}
        assert codes == set()
        assert looking.payables.invoices["status"].tolist() == ["open"]
