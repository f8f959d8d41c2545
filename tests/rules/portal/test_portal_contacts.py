"""Who signs in: where reports go, and the people in Contacts, whose role counts."""

from sheetsync.rules.payables import payables
from sheetsync.rules.portal.contacts import page_contacts
from sheetsync.rules.portal.page import PageTerms, partner_pages
from sheetsync.rules.portal.page_contacts import PageContact
from sheetsync.rules.validation import validate
from sheetsync.tables.settings.keys import Curator
from sheetsync.testing.drawing import drawn
from tests.rules.portal.test_portal_page import AS_OF, NETWORK, NOW

CONTACTS = """
    Contacts
    E-mail             | Partner ID | Contact name | Role | Language
    Buh@Vector.example | P-001      | Анна         | read | en
    boss@firm.example  | P-001      | Борис        |      |
    boss@firm.example  | P-005      | Борис        | full |
    odd@firm.example   | P-005      | Вера         | all  |
    boss@firm.example  | P-002      | Борис        | full |
    new@firm.example   | P-004      | Гена         | full |
"""


def found() -> dict[tuple[str, str], PageContact]:
    tables = drawn(NETWORK + CONTACTS, curators=(Curator("Анна", "Anna@company.example"),))
    tables = tables.with_findings(validate(tables, AS_OF))
    terms = PageTerms(as_of=AS_OF, computed_at=NOW, time_zone="Europe/Moscow")
    pages = partner_pages(tables, payables(tables, AS_OF), terms)
    return {(one.address, one.partner_id): one for one in page_contacts(tables, pages)}


def test_reports_addresses_and_contacts_of_open_pages_sign_in() -> None:
    contacts = found()
    assert {key for key in contacts if key[1] == "P-001"} == {
        ("buh@vector.example", "P-001"),
        ("boss@firm.example", "P-001"),
    }
    # P-002 is closed by people, P-004 has no page yet.
    assert not {key for key in contacts if key[1] in {"P-002", "P-004"}}


def test_the_role_in_contacts_counts_also_where_reports_go() -> None:
    one = found()["buh@vector.example", "P-001"]
    assert (one.role, one.lang, one.name) == ("read", "en", "Анна")
    assert found()["boss@firm.example", "P-001"].role == "full"


def test_a_role_that_cannot_be_read_lets_nobody_send() -> None:
    assert found()["odd@firm.example", "P-005"].role == "read"


def test_the_partners_curator_is_told_when_somebody_guesses() -> None:
    assert found()["boss@firm.example", "P-001"].curator == "anna@company.example"
