"""The company that benchmarks/portal.py asks: a workbook of partners, and its worker.

Never imported by a web process, which knows neither frames nor Google.
"""

import multiprocessing.synchronize
import time
from datetime import date, timedelta
from pathlib import Path

from _portal_servers import KEY, PARTNERS, THREADS, address_of, company_store
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from sheetsync.config import load_config
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.shelf import partner_page
from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.hooks import Hooks
from sheetsync.sandbox.server import create_app
from sheetsync.testing.office import Office
from sheetsync.workspace.clock import SystemClock
from sheetsync.workspace.portal_loop import PortalLoop
from sheetsync.workspace.portal_mailing import open_post
from sheetsync.workspace.portal_round import one_round
from sheetsync.workspace.portal_worker import open_worker

#: What Google allows a user and minute. Source: portal.md 5.5, 12.1.
WRITES, READS = 60, 60
_INN_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_CONFIG = """\
sandbox: workbook.sqlite
state: state
mail:
  sender: "Organizer <reports@organizer.example>"
  folder: letters
portal:
  url: http://127.0.0.1:{port}
  listen: 127.0.0.1:{port}
  threads: {threads}
  key_files: [links.key]
  files_per_month: 1000
  proxy_hops: 1
"""
_SETTINGS = """
Settings
Key | Value
company | Company
accountant_email | accountant@company.example
modules | portal
month_closed | '{month}
lang | en

Groups
Group ID | Name | Payout share
g | G | 80 %
"""


def make_company(folder: Path, port: int, invoices: int) -> None:
    """Make a config and a workbook of partners, each with so many invoices and one that lacks."""
    (folder / "links.key").write_text(KEY, encoding="utf-8")
    (folder / "links.key").chmod(0o600)
    today = SystemClock().now().date()
    config = _CONFIG.format(port=port, threads=THREADS)
    office = Office(folder, today, lang="en", config=config, modules=("portal",))
    _enlarge(office, "Invoices", PARTNERS * invoices + 100)
    office.type_in(_drawing(today, invoices))


def _enlarge(office: Office, title: str, rows: int) -> None:
    """Add rows that look as those before: a day in a cell that shows a number is none."""
    found = office.session.metadata("sheets.properties(sheetId,title)")["sheets"]
    ids = {one["properties"]["title"]: one["properties"].get("sheetId", 0) for one in found}
    place = {"sheetId": ids[title], "dimension": "ROWS", "startIndex": 2, "endIndex": 2 + rows}
    office.session.batch_update([{"insertDimension": {"range": place, "inheritFromBefore": True}}])


def _drawing(today: date, invoices: int) -> str:
    closed = today.replace(day=1) - timedelta(days=1)
    before = closed.replace(day=1) - timedelta(days=1)
    month, old = f"{closed:%Y-%m}", f"{before:%Y-%m}"
    numbers = range(1, PARTNERS + 1)
    tabs = {
        "Partners\nPartner ID | Name | Group | Status | Partner since | Report e-mail | Language": [
            f"P-{n:03} | Partner {n} | g | active | 2025-01-10 | {address_of(n)} | en"
            for n in numbers
        ],
        "Legal entities\nEntity ID | Partner ID | Legal name | Kind | Tax ID (INN) | VAT payer"
        " | Default": [
            f"E-{n:03} | P-{n:03} | Firm {n} | company | '{_inn(n)} | no VAT | yes" for n in numbers
        ],
        "Jobs\nJob ID | Partner ID | Entity ID | Status | Due | Done | Amount": [
            f"J-{n} | P-{n:03} | E-{n:03} | done | {month}-10 | {month}-10 | 625,00"
            for n in numbers
        ],
        "Invoices\nEntity ID | Number | Date | Month | Amount | Paid | Paid on": [
            f"E-{n:03} | {at} | {before} | {old} | 500 | 500 | {closed}"
            for n in numbers
            for at in range(invoices)
        ],
    }
    parts = ["\n".join((head, *rows)) for head, rows in tabs.items()]
    return "\n\n".join((_SETTINGS.format(month=month), *parts))


def _inn(number: int) -> str:
    """A tax number whose check digit is right."""
    digits = f"99{number:07}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, _INN_WEIGHTS, strict=True))
    return f"{digits}{total % 11 % 10}"


def first_round(folder: Path, invoices: int) -> float:
    """Have the worker fill the shelf, so many invoices a page; a round's seconds of a core."""
    clock = SystemClock()
    with open_worker(load_config(folder / "config.yaml"), clock, http=_google(folder)) as worker:
        one_round(worker)
        began = time.process_time()
        report = one_round(worker)
        assert report.trouble == (), report.trouble
        took = time.process_time() - began
    with company_store(folder) as store:
        for number in range(1, PARTNERS + 1):
            page = partner_page(store, Seat(f"P-{number:03}", "benchmark", "read", "full"))
            assert page is not None, number
            assert len(page.invoices) == invoices, (number, len(page.invoices))
    return took


def work(folder: Path, stop: multiprocessing.synchronize.Event) -> None:
    """Be the worker until somebody asks to stop."""
    config = load_config(folder / "config.yaml")
    with open_worker(config, SystemClock(), http=_google(folder)) as worker:
        loop = PortalLoop(worker=worker, post=open_post(config, worker))
        loop.stop = stop  # type: ignore[assignment]  # of processes, used like one of threads
        loop.run()


def _google(folder: Path) -> AuthorizedSession:
    """The sandbox, which allows what Google allows."""
    hooks = Hooks()
    app = create_app(folder / "workbook.sqlite", hooks=hooks)
    hooks.limit(reads=READS, writes=WRITES)
    http = AuthorizedSession(Credentials(token="owner"))  # noqa: S106  # a role, no secret
    mount(http, app)
    return http
