"""One file on its whole way: sent on a page, kept in Drive, opened on a page a month later."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from sheetsync.errors import DeadlineError
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sessions import Opening, new_session
from sheetsync.portal.web.app import create_app
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.sandbox.hooks import Fault
from tests.portal.vault.samples import pdf
from tests.portal.web.conftest import hidden_of, words_of
from tests.workspace.portal.house import House
from tests.workspace.portal.kept_elsewhere import away, keeper, kept_in, place_of
from tests.workspace.portal.test_portal_drive import days_later, in_drive

HOST = "127.0.0.1:8795"
FORM = "/invoices/new?entity=E-1&month=2026-03"
OWN = {"Host": HOST, "Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}


class Pages:
    """The web process of a portal, and a partner's person who is signed in."""

    def __init__(self, portal: House) -> None:
        office, worker = portal.office, portal.worker
        self.web = PortalWeb(worker.store, worker.vault, worker.section, worker.keys, office.clock)
        self.client = Client(create_app(self.web), TestResponse)
        self.sign_in()

    def sign_in(self) -> None:
        """Sit down anew: sessions end while files lie for a month."""
        store, now = self.web.store, self.web.now()
        seat = Seat("P-001", "north@north.example", "full", "full")
        with store.writing() as connection:
            how = Opening(timedelta(days=30))
            held = new_session(connection, store.layout, seat, now, how)
        self.client.set_cookie("sheetsync", held, domain="127.0.0.1")

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, headers={"Host": HOST}, buffered=True)

    def send(self, content: bytes) -> str:
        """Fill the form of an invoice and send it; the number of the submission."""
        page = self.get(FORM).text
        given = {"number": "31", "doc_date": "2026-04-02", "amount": "500,00"}
        fields = hidden_of(page) | given | {"accepted": "1"}
        answer = self.client.post(
            FORM, data=fields | {"file": (BytesIO(content), "Счёт.pdf")}, headers=OWN
        )
        assert answer.status_code == 303, words_of(answer.text)
        return "S-" + answer.headers["Location"].partition("S-")[2][:4]


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[House]:
    """A portal whose files are kept in the sandbox's Drive, read once."""
    with kept_in("drive", tmp_path) as (made, _):
        made.well()
        yield made


def released(portal: House, pages: Pages, no: str) -> None:
    """A month goes by, and more: only Drive has the file."""
    days_later(portal, 40, no)
    keeper(portal).turn()
    assert not portal.worker.vault.holds(place_of(portal, no))
    pages.sign_in()


def test_a_partner_notices_nothing_but_a_few_seconds(kept: House) -> None:
    pages, content = Pages(kept), pdf()
    no = pages.send(content)
    kept.well()
    assert pages.get(f"/f/{no}").data == content
    keeper(kept).turn()
    assert pages.get(f"/f/{no}").data == content
    released(kept, pages, no)
    assert pages.get(f"/f/{no}").status_code == 202
    keeper(kept).turn()
    assert pages.get(f"/f/{no}").data == content


def test_a_drive_that_is_away_or_lost_the_file_is_told_in_words(kept: House) -> None:
    pages = Pages(kept)
    no = pages.send(pdf())
    kept.well()
    keeper(kept).turn()
    released(kept, pages, no)
    kept.office.hooks.fail(Fault(status=503, times=100_000, path="/drive/"))
    assert pages.get(f"/f/{no}").status_code == 202
    with pytest.raises(DeadlineError):
        keeper(kept).turn()
    kept.office.clock.sleep(180)
    answer = pages.get(f"/f/{no}")
    assert answer.status_code == 202
    assert "The archive does not answer yet" in words_of(answer.text)
    kept.office.hooks.reset()
    (file,) = in_drive(kept)
    kept.office.people.request("DELETE", f"/drive/v3/files/{file['id']}")
    keeper(kept).turn()
    answer = pages.get(f"/f/{no}")
    assert (answer.status_code, away(kept, no).state) == (410, "gone")
    assert "The file was removed" in words_of(answer.text)
