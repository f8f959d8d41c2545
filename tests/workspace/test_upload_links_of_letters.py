"""Where the links of letters lead once there is a portal."""

import re
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from jobs.monthly_reports import run as monthly_reports
from sheetsync.dates import Clock
from sheetsync.errors import ConfigError, SettingsError
from sheetsync.tables.signed_links import (
    AccountClaim,
    address_mark,
    verified,
    verified_account,
)
from sheetsync.testing.office import Office
from sheetsync.workspace.upload_links import upload_links

KEY = "k" * 32
CONFIG = """\
sandbox: workbook.sqlite
portal: {url: https://p.example, key_files: [links.key]}
mail: {sender: "Organizer <reports@organizer.example>", folder: letters}
"""
NETWORK = """
    Settings
    Key          | Value
    company      | Организатор
    month_closed | 2026-03

    Groups
    Group ID | Name
    g        | G

    Partners
    Partner ID | Name   | Group | Status | Partner since | Curator | Report e-mail
    P-001      | Вектор | g     | active | 2025-01-10    | Анна    | buh@vector.example
    P-002      | Север  | g     | active | 2025-01-10    | Анна    | a@north.example

    Legal entities
    Entity ID | Partner ID | Legal name   | Kind    | Tax ID (INN) | KPP        | VAT payer
    E-1       | P-001      | ООО «Вектор» | company | '7707083893  | '770701001 | no VAT
    E-2       | P-002      | ООО «Север»  | company | '7736050003  | '773601001 | no VAT

    Jobs
    Job ID | Partner ID | Status | Due        | Done       | Amount   | Payout
    J-1    | P-001      | done   | 2026-03-10 | 2026-03-10 | 1 000,00 | 900,00
    J-2    | P-002      | done   | 2026-03-10 | 2026-03-10 | 1 000,00 | 900,00
"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path, date(2026, 4, 6))
    office.type_in(NETWORK)
    key = tmp_path / "links.key"
    key.write_text(KEY, encoding="utf-8")
    key.chmod(0o600)
    office.path.write_text(CONFIG, encoding="utf-8")
    return office


def letters_texts(office: Office) -> dict[str, str]:
    from email import message_from_bytes, policy  # used here alone

    found = {}
    for content in office.letters().values():
        message = message_from_bytes(content, policy=policy.default)
        body = message.get_body(("plain",))
        assert body is not None
        found[str(message["To"])] = body.get_content()
    return found


def link_to(text: str) -> str:
    found = re.search(r"https://p\.example/u/(\S+)", text)
    return unquote(found[1]) if found else ""


def claim_of(text: str, clock: Clock) -> object:
    now: datetime = clock.now()
    return verified(link_to(text), [KEY], now, max_age_days=35)


def test_a_letters_link_leads_to_the_portal_and_says_what_it_is_for(office: Office) -> None:
    office.run(monthly_reports)
    claim = claim_of(letters_texts(office)["buh@vector.example"], office.clock)
    assert (claim.partner_id, claim.entity_id, claim.month, claim.version) == (  # type: ignore[attr-defined]  # else a text
        "P-001",
        "E-1",
        "2026-03",
        1,
    )


def with_columns(office: Office, *cells: tuple[str, str]) -> None:
    """Columns of the portal in Partners, as its module brings them, typed behind all others."""
    headers = office.stored()["Партнёры"]
    office.session.batch_update(
        [
            {
                "appendDimension": {
                    "sheetId": next(
                        sheet["properties"]["sheetId"]
                        for sheet in office.session.metadata("sheets.properties")["sheets"]
                        if sheet["properties"]["title"] == "Партнёры"
                    ),
                    "dimension": "COLUMNS",
                    "length": len(cells),
                }
            }
        ]
    )
    for at, (header, value) in enumerate(cells, start=len(headers)):
        letter = chr(ord("A") + at)
        office.people.type("Партнёры", f"{letter}1", header)
        office.people.type("Партнёры", f"{letter}2", value)


def test_a_raised_version_is_in_the_link_and_revokes_those_before(office: Office) -> None:
    with_columns(office, ("Версия ссылок", "4"))
    office.run(monthly_reports)
    text = letters_texts(office)["buh@vector.example"]
    claim = claim_of(text, office.clock)
    assert claim.version == 4  # type: ignore[attr-defined]  # else a text
    stale = verified(
        link_to(text), [KEY], office.clock.now(), max_age_days=35, versions={"P-001": 5}
    )
    assert stale == "revoked"


def test_a_closed_page_gets_no_link(office: Office) -> None:
    with_columns(office, ("Портал", "нет"))
    office.run(monthly_reports)
    texts = letters_texts(office)
    assert link_to(texts["buh@vector.example"]) == ""
    assert "/p/" not in texts["buh@vector.example"]
    assert link_to(texts["a@north.example"]) != ""
    assert "/p/" in texts["a@north.example"]


def test_an_editor_of_the_sheet_cannot_point_the_links_elsewhere(office: Office) -> None:
    keys = office.stored()["Настройки"][0]
    place = list(keys).index("upload_url") + 1 if "upload_url" in keys else len(keys) + 1
    office.people.type("Настройки", f"A{place}", "upload_url")
    office.people.type("Настройки", f"B{place}", "https://evil.example/u/{token}")
    with office.open() as ws, pytest.raises(SettingsError, match=r"evil\.example") as caught:
        upload_links(ws)
    assert "upload_url" in str(caught.value.cure)
    with pytest.raises(SettingsError):
        office.run(monthly_reports)
    assert office.letters() == {}


def test_a_setting_of_the_same_host_changes_nothing(office: Office) -> None:
    keys = office.stored()["Настройки"][0]
    place = len(keys) + 1
    office.people.type("Настройки", f"A{place}", "upload_url")
    office.people.type("Настройки", f"B{place}", "https://p.example/old/{month}")
    with office.open() as ws:
        assert upload_links(ws).template == "https://p.example/u/{token}"


def test_a_portal_without_a_key_says_how_to_make_one(office: Office) -> None:
    office.path.write_text(CONFIG.replace(", key_files: [links.key]", ""), encoding="utf-8")
    with office.open() as ws, pytest.raises(ConfigError, match="no key to sign links"):
        upload_links(ws)


def test_keys_of_uploads_serve_a_portal_without_its_own(office: Office) -> None:
    text = CONFIG.replace(", key_files: [links.key]", "") + "uploads: {key_files: [links.key]}\n"
    office.path.write_text(text, encoding="utf-8")
    with office.open() as ws:
        assert upload_links(ws).keys == (KEY,)


def account_of(text: str, clock: Clock) -> object:
    found = re.search(r"https://p\.example/p/(\S+)", text)
    signed = unquote(found[1]) if found else ""
    return verified_account(signed, [KEY], clock.now(), max_age_days=35)


def test_letters_lead_to_the_account_of_whoever_reads_them(office: Office) -> None:
    office.run(monthly_reports)
    texts = letters_texts(office)
    for address, partner_id in (("buh@vector.example", "P-001"), ("a@north.example", "P-002")):
        claim = AccountClaim(partner_id, (address_mark(address),))
        assert account_of(texts[address], office.clock) == claim
