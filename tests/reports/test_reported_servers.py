"""Answers of mail servers and of Google, and mail programs, as others' reports show them."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests

import sheetsync.letters
from sheetsync.config import SmtpConfig
from sheetsync.errors import LetterInDoubtError, LetterRefusedError, MailAccountError
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.mail.addresses import Mailbox
from sheetsync.mail.mime import composed
from sheetsync.mail.smtp import SmtpDoor
from sheetsync.testing.clock import StillClock
from sheetsync.testing.mail_server import MailServer, Manners
from sheetsync.workbook.refusals import is_passing, refusal

NOON = datetime(2026, 4, 2, 9, tzinfo=UTC)


def test_smtp(case: dict[str, Any]) -> None:
    given: dict[str, str] = case["input"]
    manners = _manners(given["at"], given["reply"])
    with MailServer(manners=manners) as server:
        config = SmtpConfig(
            host="127.0.0.1",
            port=server.port,
            security="none",
            timeout_s=5,
            letters_per_minute=10**6,
        )
        seen = _delivered(SmtpDoor(config, StillClock(NOON), patience_s=5))
    assert seen in case["expected"]["one_of"]


def _manners(at: str, reply: str) -> Manners:
    if at == "data":
        return Manners(data=lambda _number: reply)
    asked: Any = {at: lambda _number, _text: reply}
    return Manners(**asked)


def _delivered(door: SmtpDoor) -> str:
    key = LetterKey("monthly", "P-001", "2026-03")
    letter = Letter(key, ("b@vector.example",), "Отчёт", "т", "<p>т</p>")
    sender = Mailbox("К", "r@company.example")
    raw = composed(letter, sender=sender, message_id="<1@company.example>", dated_at=NOON)
    try:
        door.deliver(raw, sender.address, letter.to, lambda: None)
    except MailAccountError:
        return "account"
    except LetterRefusedError as error:
        return "temporary" if error.temporary else "permanent"
    except LetterInDoubtError:
        return "unknown"
    return "sent"


def test_google(case: dict[str, Any]) -> None:
    answer = requests.Response()
    answer.status_code = case["input"]["status"]
    answer._content = json.dumps({"error": case["input"]["error"]}).encode()
    cure = refusal(answer, "bot@project.iam.gserviceaccount.com").cure or ""
    want = case["expected"]
    assert not re.search(want.get("cure_not", "(?!)"), cure)
    assert re.search(want.get("cure", ""), cure, re.IGNORECASE), cure
    assert is_passing(answer) is want.get("passing", is_passing(answer))


def test_layout(case: dict[str, Any]) -> None:
    root = Path(sheetsync.letters.__file__).parent
    files = sorted(file for file in root.rglob("*") if file.suffix in {".j2", ".py"})
    text = "".join(file.read_text("utf-8") for file in files)
    assert re.search(case["expected"]["pattern"], text)
