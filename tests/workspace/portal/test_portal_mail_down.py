"""P12: the mail server is down when somebody wants to sign in; the page says so, to anybody.

A real mail server that is away, says nothing, or does not let us in; the web process and the
worker's post over one store, on each database. Source: portal.md 7.2, 12.2.
"""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from werkzeug.test import Client

from sheetsync.config import PortalConfig
from sheetsync.portal.store.letters import letters_in
from sheetsync.portal.store.mail_state import MailState, is_mail_down, mail_state_in
from sheetsync.portal.store.worker import set_values
from sheetsync.portal.vault.folder import Vault
from sheetsync.portal.web.app import create_app
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.testing.databases import KINDS
from sheetsync.testing.mail_server import HANG_UP, MUTE, MailServer
from sheetsync.workspace.portal_letters import queue_letters
from sheetsync.workspace.portal_mailing import open_post
from sheetsync.workspace.portal_post import PortalPost, PostReport
from tests.workspace.portal.conftest import opened
from tests.workspace.portal.databases import ON_BOTH
from tests.workspace.portal.house import House

HOST = "127.0.0.1:8795"
KNOWN, UNKNOWN = "north@north.example", "eve@evil.example"
DOWN = "no letters go out"
MAIL = """\
mail:
  sender: "Organizer <reports@organizer.example>"
  smtp: {{host: 127.0.0.1, port: {port}, security: none, timeout_s: 1, user: u, password_file: pw}}
"""


@dataclass
class SignIn:
    """The way in of a portal, and who sends its letters.

    Attributes:
        server: the mail server's port may be of this one, or of nobody.
    """

    house: House
    post: PortalPost
    web: PortalWeb
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = Client(create_app(self.web))

    def page(self, path: str = "/in?c=1") -> str:
        answer = self.client.get(path, headers={"Host": HOST, "Accept-Language": "en"})
        assert answer.status_code == 200
        return unescape(answer.get_data(as_text=True))

    def ask(self, email: str) -> str:
        """Ask for a letter; the page that comes."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.page())
        assert found
        answer = self.client.post(
            "/in",
            data={"csrf_token": found[1], "email": email, "next": ""},
            headers={"Host": HOST, "Accept-Language": "en"},
        )
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    def says_down(self) -> bool:
        return DOWN in self.page("/in?asked=1")

    def sleep(self, seconds: float) -> None:
        self.house.office.clock.sleep(seconds)

    def tick(self) -> PostReport:
        """A look at the letters, which takes no longer than a minute whatever the server does."""
        began = time.monotonic()
        report = self.post.send_due()
        assert time.monotonic() - began < 60
        return report

    @property
    def state(self) -> MailState:
        return mail_state_in(self.house.store)


@contextmanager
def sign_in_at(folder: Path, kind: str, port: int) -> Iterator[SignIn]:
    (folder / "pw").write_text("secret", encoding="utf-8")
    (folder / "pw").chmod(0o600)
    with ExitStack() as stack:
        house = opened(stack, folder, kind, mail=MAIL.format(port=port))
        house.well()
        post = open_post(house.office.config, house.worker)
        stack.callback(post.close)
        section = PortalConfig(url=f"http://{HOST}")
        vault = Vault(folder / "vault")
        web = PortalWeb(house.store, vault, section, ["k" * 32], house.office.clock)
        yield SignIn(house, post, web)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer(login=("u", "secret")) as made:
        yield made


@pytest.fixture
def portal(tmp_path: Path, server: MailServer, request: pytest.FixtureRequest) -> Iterator[SignIn]:
    with sign_in_at(tmp_path, str(getattr(request, "param", "sqlite")), server.port) as made:
        yield made


def away(_stack: ExitStack) -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def silent(stack: ExitStack) -> int:
    """A port where somebody takes the call and says nothing."""
    listening = stack.enter_context(closing(socket.create_server(("127.0.0.1", 0))))
    return int(listening.getsockname()[1])


def refusing(stack: ExitStack) -> int:
    return stack.enter_context(MailServer(login=("u", "another"))).port


def mute_at_mail(stack: ExitStack) -> int:
    made = stack.enter_context(MailServer(login=("u", "secret")))
    made.manners.mail = lambda _number, _sender: MUTE
    return made.port


def refusing_the_sender(stack: ExitStack) -> int:
    made = stack.enter_context(MailServer(login=("u", "secret")))
    made.manners.mail = lambda _number, _sender: "451 4.7.1 later"
    return made.port


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", [away, silent, refusing, mute_at_mail, refusing_the_sender])
@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_the_page_says_so_to_anybody_and_nothing_hangs(
    tmp_path: Path, fault: object, email: str, kind: str
) -> None:
    assert callable(fault)
    with ExitStack() as stack:
        portal = stack.enter_context(sign_in_at(tmp_path, kind, fault(stack)))
        assert DOWN not in portal.ask(email)
        assert not portal.says_down()
        assert portal.tick().stopped_by is not None
        # Whoever looks again is told what to do, and whoever asks next before they wait.
        page = portal.page("/in?asked=1")
        assert DOWN in page
        assert "by the link of the latest monthly letter" in page
        assert DOWN in portal.page()
        assert DOWN in portal.ask(UNKNOWN if email == KNOWN else KNOWN)
        assert letters_in(portal.house.store, ("sent", "unknown")) == ()


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
@ON_BOTH
def test_all_is_well_again_once_the_server_is(
    portal: SignIn, server: MailServer, email: str
) -> None:
    server.login = ("u", "another")
    portal.ask(email)
    portal.tick()
    assert portal.says_down()
    server.login = ("u", "secret")
    # Not asked at once, so that nobody is locked out for guessing.
    portal.tick()
    assert portal.says_down()
    portal.sleep(16)
    portal.tick()
    assert not portal.says_down()
    assert [one.recipients for one in server.letters] == ([(KNOWN,)] if email == KNOWN else [])


def test_what_the_server_is_asked_is_the_same_for_whoever_asks(
    portal: SignIn, server: MailServer
) -> None:
    seen = []
    for email in (UNKNOWN, KNOWN):
        portal.sleep(1)
        portal.ask(email)
        portal.tick()
        seen.append((portal.state, portal.says_down(), server.counts.get("rcpt", 0)))
    (unknown, down, none), (known, up, one) = seen
    assert (down, up, none, one) == (False, False, 0, 1)
    assert unknown.failing_since is None
    assert known.failing_since is None
    assert known.answered_at == portal.house.office.clock.now()
    # A look costs one login for both.
    assert server.logins == 1


@pytest.mark.parametrize(
    "manner",
    ["550 5.4.5 Daily user sending limit exceeded", "550 5.1.1 no such user", HANG_UP],
)
def test_what_becomes_of_a_sign_in_letter_tells_nothing(
    portal: SignIn, server: MailServer, manner: str
) -> None:
    """Else whoever tries addresses would see by the page which of them are known."""
    server.manners.rcpt = lambda _number, _recipient: manner
    portal.ask(KNOWN)
    portal.tick()
    assert server.counts["rcpt"] >= 1
    assert not portal.says_down()


def test_a_quota_that_other_letters_meet_is_said_until_one_goes(
    portal: SignIn, server: MailServer
) -> None:
    server.manners.data = lambda _number: "550 5.4.5 Daily user sending limit exceeded"
    portal.house.send()
    portal.house.well()
    queue_letters(portal.house.worker)
    assert portal.tick().stopped_by is not None
    assert portal.says_down()
    # That the account lets us in does not end it, whoever asks.
    portal.ask(UNKNOWN)
    portal.tick()
    assert portal.says_down()
    server.manners.data = lambda _number: None
    portal.sleep(20)
    portal.tick()
    assert [one.recipients for one in server.letters] == [(KNOWN,)]
    assert not portal.says_down()


def test_a_long_outage_is_looked_at_less_often_unless_somebody_asks(
    portal: SignIn, server: MailServer
) -> None:
    server.login = ("u", "another")
    portal.ask(UNKNOWN)
    portal.tick()
    for _ in range(41):
        portal.sleep(15)
        portal.tick()
    before = server.connections
    assert 38 <= before <= 42
    for _ in range(20):
        portal.sleep(15)
        portal.tick()
    assert server.connections - before == 1
    portal.ask(UNKNOWN)
    portal.tick()
    assert server.connections - before == 2


def test_a_worker_that_is_gone_sends_nothing_and_the_page_says_so(portal: SignIn) -> None:
    portal.ask(KNOWN)
    portal.sleep(59)
    assert not portal.says_down()
    # Whoever asks again and again does not put it off.
    portal.ask(UNKNOWN)
    portal.sleep(1)
    assert portal.says_down()
    portal.tick()
    assert not portal.says_down()
    # What was answered is over; a question of days later begins anew.
    portal.sleep(86_400)
    portal.ask(KNOWN)
    assert not portal.says_down()


def test_a_dead_line_in_use_is_opened_anew(portal: SignIn, server: MailServer) -> None:
    portal.ask(KNOWN)
    portal.tick()
    server.manners.mail = lambda number, _sender: HANG_UP if number == 3 else None
    portal.sleep(5)
    portal.ask(KNOWN)
    portal.tick()
    assert not portal.says_down()
    assert len(server.letters) == 2


def test_letters_in_a_folder_are_never_down_unless_it_cannot_be_written(
    tmp_path: Path,
) -> None:
    with ExitStack() as stack:
        house = opened(stack, tmp_path, "sqlite")
        house.well()
        post = open_post(house.office.config, house.worker)
        web = PortalWeb(
            house.store, Vault(tmp_path), PortalConfig(url=f"http://{HOST}"), ["k"],
            house.office.clock,
        )  # fmt: skip
        portal = SignIn(house, post, web)
        portal.ask(UNKNOWN)
        portal.tick()
        assert not portal.says_down()
        folder = tmp_path / "letters"
        folder.rmdir()
        folder.write_text("a file")
        portal.sleep(1)
        portal.ask(UNKNOWN)
        assert portal.tick().stopped_by is not None
        assert portal.says_down()


def test_what_another_version_noted_is_not_known(portal: SignIn) -> None:
    store, now = portal.house.store, portal.house.office.clock.now()
    with store.writing() as connection:
        meta = store.layout.meta
        connection.execute(meta.insert().values(key="mail", value='{"failing_since": 7}'))
    assert mail_state_in(store) == MailState()
    assert not is_mail_down(store, now + timedelta(days=1))
    set_values(store, {"test_recipient": ""})
