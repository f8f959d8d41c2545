"""Letters, clocks and servers for the tests of the mail room."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from sheetsync.config import SmtpConfig
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.mail.addresses import Mailbox
from sheetsync.mail.mime import composed
from sheetsync.mail.smtp import SmtpDoor
from sheetsync.testing.clock import StillClock
from sheetsync.testing.mail_server import Certificates, MailServer, made_certificates

NOON = datetime(2026, 4, 2, 9, tzinfo=UTC)
Composed = Callable[[Letter], bytes]
Opened = Callable[..., SmtpDoor]


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return made_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def clock() -> StillClock:
    return StillClock(NOON)


@pytest.fixture
def letter() -> Letter:
    return Letter(
        LetterKey("monthly", "P-001", "2026-03"),
        ("boris@vector.example",),
        "Отчёт за март 2026: Вектор",
        "Здравствуйте!\n.точка в начале строки\n",
        "<p>Здравствуйте!</p>\n",
        reply_to="anna@company.example",
    )


@pytest.fixture
def compose() -> Composed:
    def bytes_of(letter: Letter) -> bytes:
        sender = Mailbox("Компания", "reports@company.example")
        return composed(letter, sender=sender, message_id="<one@company.example>", dated_at=NOON)

    return bytes_of


@pytest.fixture
def open_door(certificates: Certificates, clock: StillClock) -> Opened:
    """A door to a server, with its config changed as named."""

    def opened(server: MailServer, password: str = "", **changes: object) -> SmtpDoor:
        config = SmtpConfig(
            host="127.0.0.1",
            port=server.port,
            security="none",
            timeout_s=5,
            letters_per_minute=60_000_000,
            ca_file=str(certificates.authority),
        )
        changed = msgspec.structs.replace(config, **changes)
        return SmtpDoor(changed, clock, password, patience_s=5)

    return opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "letters"
