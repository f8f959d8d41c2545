"""The words of the portal's letters, each said in the reader's language."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from sheetsync.language.languages import registered
from sheetsync.portal.letter_content import LetterContent
from sheetsync.rules.portal.page_parts import DeskPage, PartnerPage
from sheetsync.rules.portal.submissions import FileFacts, Submission
from sheetsync.workspace.portal_letter_words import (
    Sent,
    found_virus,
    infected,
    receipt,
    returned,
    scanner_away,
)
from tests.language.child_pseudo import PSEUDO

NOW = datetime(2026, 4, 2, 9, tzinfo=UTC)
SENT = Submission(
    no="S-1042", partner_id="P-001", entity_id="E-1", month="2026-03", kind="invoice",
    opened_at=NOW, once="1", number="12",
)  # fmt: skip
FILE = FileFacts(sha256="0" * 64, name_shown="Wexolur", ext="pdf", size=1, place="p")
PAGE = PartnerPage(
    partner_id="P-001", name="Wexolur", lang="xx", company="Company", time_zone="UTC",
    as_of=date(2026, 4, 2), computed_at=NOW, contact="Ybbi",
)  # fmt: skip
DESK = DeskPage(company="Company", lang="xx")
_WORD = re.compile(r"[A-Za-zА-Яа-яЁё]{2,}")
#: What people and machines wrote: names, the link, a virus, the zone, a command.
_OWN = {"Wexolur", "Ybbi", "Blorp", "https", "EICAR", "UTC", "clamd", "sheetsync", "doctor"}


@pytest.fixture(autouse=True)
def made_up() -> Iterator[None]:
    with registered(PSEUDO):
        yield


def letters() -> list[LetterContent]:
    kinds = {"question": "question", "document": "document", "invoice": "invoice"}
    found = []
    for kind in kinds:
        values = {name: getattr(SENT, name) for name in SENT.__struct_fields__}
        number = "" if kind == "document" else "12"
        one = Submission(**{**values, "kind": kind, "number": number, "doc_kind": "act"})
        sent = Sent(one, (FILE,), PAGE, "https://x")
        found += [receipt(sent), receipt(Sent(one, (), PAGE)), infected(sent)]
        found += [returned(sent, "Blorp", is_question=asks) for asks in (True, False)]
        found.append(found_virus(sent, "EICAR", DESK))
    return [*found, scanner_away(NOW, "UTC", DESK)]


def test_every_word_of_a_letter_is_said_in_its_readers_language() -> None:
    for letter in letters():
        assert letter.lang == "xx"
        for text in (letter.subject, letter.text):
            assert set(_WORD.findall(text)) <= _OWN
            assert any("\u0530" < sign < "\u0590" for sign in text)
