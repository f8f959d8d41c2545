"""A company with a portal: workbook in the sandbox, store, one worker, partners who send."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from sheetsync.portal.limits import Limits
from sheetsync.portal.partner_texts import cleaned_submission
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sending import Sent, answer, receive, withdraw
from sheetsync.portal.store.shelf import partner_page
from sheetsync.portal.store.worker import all_submissions
from sheetsync.portal.vault.folder import Vault
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.rules.portal.laid_over import state_of
from sheetsync.rules.portal.page_parts import PartnerPage
from sheetsync.rules.portal.submissions import StoredSubmission, Submission
from sheetsync.testing.office import Office
from sheetsync.workspace.portal_round import RoundReport, one_round
from sheetsync.workspace.portal_worker import PortalWorker, open_worker

DAY = date(2026, 4, 15)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n"
CONFIG = """\
sandbox: workbook.sqlite
state: state
mail:
  sender: "Organizer <reports@organizer.example>"
  folder: letters
portal:
  url: http://127.0.0.1:8795
  key_files: [links.key]
"""
#: What a config says in place of the folder of letters, of a portal that mails.
SMTP = "  smtp: {{host: 127.0.0.1, port: {port}, security: none, letters_per_minute: 60000}}\n"
COMPANY = """
Settings
Key | Value
company | ООО «Организатор»
accountant_email | accountant@organizer.example
manager_email | manager@organizer.example
modules | portal
month_closed | '2026-03
lang | en

Groups
Group ID | Name | Payout share
g | G | 80 %

Partners
Partner ID | Name | Group | Status | Partner since | Report e-mail | Language
P-001 | Север | g | active | 2025-01-10 | north@north.example | en
P-002 | Юг | g | active | 2025-01-10 | south@south.example | ru

Legal entities
Entity ID | Partner ID | Legal name | Kind | Tax ID (INN) | VAT payer | Default
E-1 | P-001 | ООО «Север» | company | '9900000017 | no VAT | yes
E-2 | P-002 | ООО «Юг» | company | '7701234560 | no VAT | yes

Agreements
Entity ID | Kind | Number | Status | Signed on | Valid from | Payment days | Payment from
E-1 | contract | 14/24 | active | 2024-01-10 | 2024-01-10 | 10 | received_date

Jobs
Job ID | Partner ID | Entity ID | Status | Due | Done | Amount
J-1 | P-001 | E-1 | done | 2026-03-10 | 2026-03-10 | 625,00
"""


class House:
    """The company.

    Attributes:
        office: workbook, people, clock, faults.
        worker: as `sheetsync portal worker` has it.
    """

    def __init__(
        self, folder: Path, config: str = CONFIG, drawn: str = COMPANY, lang: str = "en"
    ) -> None:
        (folder / "links.key").write_text("k" * 32, encoding="utf-8")
        (folder / "links.key").chmod(0o600)
        self.office = Office(folder, DAY, lang=lang, config=config, modules=("portal",))
        self.office.type_in(drawn)
        self._open = ExitStack()
        self.worker = self.reopened()
        self._forms = 0

    @property
    def store(self) -> Store:
        """Where partners' things are."""
        return self.worker.store

    def reopened(self) -> PortalWorker:
        """A new worker, as after a start; the one before is gone."""
        self._open.close()
        self.worker = self._open.enter_context(
            open_worker(self.office.config, self.office.clock, http=self.office.http)
        )
        return self.worker

    def close(self) -> None:
        """Send the worker home."""
        self._open.close()

    def round(self, *, reads: bool = True) -> RoundReport:
        """A turn of the worker."""
        return one_round(self.worker, reads=reads)

    def well(self, *, reads: bool = True) -> RoundReport:
        """A turn of the worker that nothing stops."""
        report = self.round(reads=reads)
        assert report.trouble == (), [str(error) for error in report.trouble]
        return report

    def send(self, number: str = "12", content: str = "", **told: Any) -> str:
        """A partner sends an invoice, or what is told; its number."""
        return self.sent(number, content, **told).no

    def sent(
        self, number: str = "12", content: str = "", into: Store | None = None, **told: Any
    ) -> Sent:
        """The same, with all that is answered."""
        self._forms += 1
        given = {
            "no": "",
            "partner_id": "P-001",
            "entity_id": "E-1",
            "month": "2026-03",
            "kind": "invoice",
            "opened_at": self.office.clock.now(),
            "once": f"form {self._forms}",
            "number": number,
            "doc_date": date(2026, 4, 1),
            "amount_minor": 500_00,
            "currency": "RUB",
        }
        draft = cleaned_submission(Submission(**{**given, **told}))
        vault = Vault(self.office.folder / "vault", scans=self.worker.vault.scans)
        words = content or f"{number} {self._forms}"
        stream = BytesIO(PDF + f"%{words}\n%%EOF\n".encode())
        limits = Limits(free_bytes=0)
        file = vault.store(stream, draft.partner_id, draft.month, "invoice.pdf", limits)
        seat, now = self.seat(draft), self.office.clock.now()
        return receive(into or self.store, seat, draft, [file], now, limits)

    def send_into(self, store: Store, number: str) -> str:
        """A partner sends an invoice while somebody else's worker is at work."""
        return self.sent(number, into=store).no

    def seat(self, sent: Submission) -> Seat:
        """Whoever holds the link of a letter."""
        return Seat(sent.partner_id, "partner", "full", "link", sent.entity_id, sent.month)

    def withdraw(self, no: str) -> None:
        """A partner takes it back."""
        sent = self.stored(no).submission
        withdraw(self.store, self.seat(sent), no, self.office.clock.now(), f"w {no}")

    def answer(self, no: str, text: str) -> None:
        """A partner answers our question."""
        sent = self.stored(no).submission
        answer(self.store, self.seat(sent), no, text, self.office.clock.now(), f"a {no} {text}")

    def stored(self, no: str) -> StoredSubmission:
        """What the store holds of a submission."""
        return next(one for one in all_submissions(self.store) if one.submission.no == no)

    def every(self) -> tuple[StoredSubmission, ...]:
        """All that the store holds."""
        return all_submissions(self.store)

    def has_page(self, partner_id: str) -> bool:
        """Whether a partner has a page."""
        return partner_page(self.store, Seat(partner_id, "x", "read", "full")) is not None

    def page(self, partner_id: str = "P-001") -> PartnerPage:
        """What a partner's pages are read from."""
        page = partner_page(self.store, Seat(partner_id, "x", "read", "full"))
        assert page is not None
        return page

    def state(self, no: str) -> str:
        """What the partner's page says of a submission."""
        one = self.stored(no)
        page = partner_page(self.store, Seat(one.submission.partner_id, "x", "read", "full"))
        found = page.submissions if page else ()
        return state_of(one, next((each for each in found if each.no == no), None))

    def log(self) -> list[tuple[str, str]]:
        """Submission and event of each row of the Portal log, as it stands."""
        rows = self.office.tab("portal_log")
        return list(zip(rows["submission"].astype(str), rows["event"].astype(str), strict=True))

    def row_ids(self) -> list[str]:
        """The row_ids of the Portal log, as they stand."""
        return self.office.tab("portal_log")["row_id"].astype(str).tolist()

    def inbox(self) -> pd.DataFrame:
        """The Inbox, its index the number of the submission."""
        return self.office.tab("inbox").set_index("submission")

    def cells(self, title: str) -> list[list[object]]:
        """The stored cells of a tab, row by row, header first."""
        columns = self.office.stored()[title]
        height = max(map(len, columns), default=0)
        rows = [[column[n] if n < len(column) else "" for column in columns] for n in range(height)]
        return [row for row in rows if any(cell != "" for cell in row)]

    def paste(self, ready: str, tab: str) -> None:
        """A colleague copies the rows that wait and pastes their values below the last one."""
        waiting = self.cells(ready)[1:]
        below = len(self.cells(tab)) + 1
        self.office.session.write_values({f"'{tab}'!A{below}": waiting}, "RAW")


def house_web(house: House) -> PortalWeb:
    """What the web process of the company works with."""
    worker = house.worker
    return PortalWeb(
        store=worker.store,
        vault=worker.vault,
        config=worker.section,
        keys=worker.keys,
        clock=house.office.clock,
    )


@contextmanager
def house(
    folder: Path, config: str = CONFIG, drawn: str = COMPANY, lang: str = "en"
) -> Iterator[House]:
    """A company with a portal, closed at the end."""
    made = House(folder, config, drawn, lang)
    try:
        yield made
    finally:
        made.close()
