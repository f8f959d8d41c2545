"""What partners of the demo have sent, in a small network of one's own."""

import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from sheetsync.demo.paper import paper
from sheetsync.demo.submissions import send_submissions, upload_link
from sheetsync.portal.limits import Limits
from sheetsync.portal.vault.folder import Vault
from sheetsync.tables.catalogue.portal import INBOX, INVOICES_TO_ENTER, PORTAL_LOG
from sheetsync.tables.signed_links import UploadClaim, verified
from sheetsync.testing.office import Office
from sheetsync.workbook.setup import SetupOptions, set_up
from sheetsync.workspace.opening import open_company

DAY = date(2026, 4, 6)
KEY = "k" * 32
CONFIG = """\
sandbox: workbook.sqlite
portal: {url: http://127.0.0.1:8795, key_files: [links.key]}
mail: {sender: "Organizer <reports@organizer.example>", folder: letters}
"""
HEAD = """
    Settings
    Key          | Value
    company      | Организатор
    month_closed | 2026-03
    modules      | core, people_desk, portal

    Groups
    Group ID | Name
    g        | G
"""


def network(partners: int) -> str:
    """So many partners with work in March; the last two have sent their invoice already."""
    tabs: dict[str, list[str]] = {
        "Partners\n    Partner ID | Name | Group | Status | Partner since": [],
        "Legal entities\n    Entity ID | Partner ID | Legal name | Kind | VAT payer": [],
        "Jobs\n    Job ID | Partner ID | Status | Due | Done | Amount | Payout": [],
        "Invoices\n    Direction | Entity ID | Kind | Number | Date | Month | Amount": [],
    }
    people, entities, jobs, invoices = tabs.values()
    for number in range(1, partners + 1):
        people.append(f"P-{number:03d} | Партнёр {number} | g | active | 2025-01-10")
        entities.append(f"E-{number} | P-{number:03d} | ИП {number} | sole | no VAT")
        jobs.append(
            f"J-{number} | P-{number:03d} | done | 2026-03-10 | 2026-03-10 | 900 | {800 + number}"
        )
        if number > partners - 2:
            invoices.append(
                f"in | E-{number} | invoice | {number} | 2026-04-02 | 2026-03 | {800 + number}"
            )
    drawn = [
        f"    {head}\n" + "\n".join(f"    {row}" for row in rows) for head, rows in tabs.items()
    ]
    return HEAD + "\n\n" + "\n\n".join(drawn)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path, DAY)
    set_up(
        office.session, SetupOptions(lang="ru", examples=False, names=False, modules=("portal",))
    )
    office.type_in(network(8))
    (tmp_path / "links.key").write_text(KEY, encoding="utf-8")
    (tmp_path / "links.key").chmod(0o600)
    office.path.write_text(CONFIG, encoding="utf-8")
    return office


def test_each_submission_stands_at_another_point(office: Office) -> None:
    send_submissions(office.config, DAY, "ru")
    with open_company(office.path, clock=office.clock) as company:
        inbox = company.reading.tool_frame(INBOX)
        ready = company.reading.tool_frame(INVOICES_TO_ENTER)
        log = company.reading.tool_frame(PORTAL_LOG)
        assert [one.code for one in company.tables.findings if one.code.startswith("V-BOX")] == []
    assert Counter(inbox["state"]) == {"waiting": 4, "asked": 1, "rejected": 1, "accepted": 2}
    # The answers are told to the log with the next round.
    assert Counter(log["event"]) == {"received": 8, "accepted": 2}
    by_state = inbox.set_index("submission")
    over = by_state[by_state["check"].fillna("").str.contains("больше")]
    assert [int(more) for more in over["amount_minor"] - over["expected_minor"]] == [200_000]
    assert sorted(ready["submission"]) == sorted(
        inbox.loc[(inbox["state"] == "waiting") & (inbox["kind"] == "invoice"), "submission"]
    )


def test_the_link_is_that_of_a_partner_who_owes_an_invoice(office: Office) -> None:
    with open_company(office.path, clock=office.clock) as company:
        link = upload_link(company, [KEY])
    head, _, signed = link.rpartition("/")
    assert head == "http://127.0.0.1:8795/u"
    claim = verified(signed, [KEY], office.clock.now(), max_age_days=1)
    assert claim == UploadClaim("P-001", "E-1", "2026-03", "invoice")


@pytest.mark.parametrize("lines", [["invoice", "12/26", "2026-03", "1.00"], ["(a\\b)", "счёт"]])
def test_its_papers_pass_the_vaults_checks(tmp_path: Path, lines: list[str]) -> None:
    vault, limits = Vault(tmp_path), Limits(free_bytes=0)
    kept = vault.store(io.BytesIO(paper(lines)), "P-001", "2026-03", "1.pdf", limits)
    assert kept.ext == "pdf"
