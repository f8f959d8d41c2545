"""A month's letters from the office's point of view: due, held, sent once, corrected, told."""

from datetime import date

import pytest
import responses

from jobs import digest, monthly_reports
from sheetsync.testing.office import Office
from tests.stories.conftest import SMTP_CONFIG, Postman


@pytest.fixture
def mailing(office: Office, postman: tuple[Postman, int]) -> tuple[Office, Postman]:
    office.path.write_text(SMTP_CONFIG.format(port=postman[1]), encoding="utf-8")
    return office, postman[0]


def test_a_run_sends_every_partner_one_letter_and_the_next_run_none(
    mailing: tuple[Office, Postman],
) -> None:
    office, postman = mailing
    first = office.run(monthly_reports.run)
    assert first.payload["sent"] == 3
    assert [len(postman.to(f"buh@{name}.example")) for name in ("vector", "sever", "yug")] == [
        1
    ] * 3
    second = office.run(monthly_reports.run)
    assert (second.payload["sent"], len(postman.to("buh@vector.example"))) == (0, 1)
    assert set(office.tab("letters")["state"]) == {"sent"}


def test_drafts_in_the_folder_do_not_stop_the_mail_later(
    office: Office, postman: tuple[Postman, int]
) -> None:
    assert office.run(monthly_reports.run).payload["drafted"] == 3
    assert set(office.tab("letters")["state"]) == {"drafted"}
    office.path.write_text(SMTP_CONFIG.format(port=postman[1]), encoding="utf-8")
    assert office.run(monthly_reports.run).payload["sent"] == 3


def test_a_month_that_nobody_closed_holds_all_letters_and_tells_the_manager_once(
    mailing: tuple[Office, Postman],
) -> None:
    office, postman = mailing
    keys = office.stored()["Настройки"][0]
    row = list(keys).index("month_closed") + 1
    office.session.write_values({f"'Настройки'!B{row}": [["2026-02"]]}, "RAW")
    outcome = office.run(monthly_reports.run)
    assert (outcome.exit_code, outcome.payload["held"], outcome.payload["sent"]) == (1, 3, 0)
    assert len(postman.to("boss@organizer.example")) == 1
    office.run(monthly_reports.run)
    assert len(postman.to("boss@organizer.example")) == 1


def test_a_correction_is_sent_on_purpose_and_says_so(mailing: tuple[Office, Postman]) -> None:
    office, postman = mailing
    office.run(monthly_reports.run)
    office.people.type("Работы", "K2", "55000")
    assert office.run(monthly_reports.run).payload["sent"] == 0
    office.run(monthly_reports.run, revise=("P-001",))
    first, second = postman.to("buh@vector.example")
    assert "уточнённый" in second["Subject"]
    assert first["Message-ID"] != second["Message-ID"]
    assert len(postman.to("buh@sever.example")) == 1


def test_a_test_recipient_gets_everything_and_partners_still_get_theirs_later(
    mailing: tuple[Office, Postman],
) -> None:
    office, postman = mailing
    office.run(monthly_reports.run, test_recipient="me@organizer.example")
    letters = postman.to("me@organizer.example")
    assert len(letters) == 3
    assert all(letter["Subject"].startswith("[ТЕСТ]") for letter in letters)
    assert office.run(monthly_reports.run).payload["sent"] == 3


def test_only_one_partner_and_a_limit(mailing: tuple[Office, Postman]) -> None:
    office, postman = mailing
    assert office.run(monthly_reports.run, only=("P-002",)).payload["sent"] == 1
    assert len(postman.to("buh@sever.example")) == 1
    limited = office.run(monthly_reports.run, limit=1)
    assert (limited.payload["sent"], limited.payload["over_limit"]) == (1, 1)


def test_a_dry_run_leaves_letters_to_look_at_and_no_trace(mailing: tuple[Office, Postman]) -> None:
    office, postman = mailing
    before = office.stored()
    office.run(monthly_reports.run, dry_run=True)
    assert postman.letters == []
    preview = office.folder / "letters" / "preview"
    assert len(list(preview.glob("*.eml"))) == len(list(preview.glob("monthly*.html"))) == 3
    assert office.stored() == before
    assert office.run(monthly_reports.run).payload["sent"] == 3


def test_curator_accountant_and_manager_hear_of_their_invoices_once(
    mailing: tuple[Office, Postman],
) -> None:
    office, postman = mailing
    office.run(digest.run)
    assert len(postman.to("anna@organizer.example")) == 1
    assert len(postman.to("buh@organizer.example")) == 1
    office.run(digest.run)
    assert len(postman.to("anna@organizer.example")) == 1


def test_days_before_the_send_day_the_tab_says_what_will_go_out(office: Office) -> None:
    office.clock.sleep(-14 * 24 * 3600)
    assert office.today == date(2026, 4, 1)
    office.run(monthly_reports.run)
    letters = office.tab("letters")
    assert set(letters["period"]) == {"2026-03"}
    assert set(letters["state"]) == {"due"}
    assert set(letters["when"].dt.date) == {date(2026, 4, 2)}


@responses.activate
def test_a_chat_hears_the_manager_s_digest_once_a_day(office: Office) -> None:
    hook = "https://chat.example/hooks/x"
    responses.post(hook)
    chats = f"chats:\n  - {{kind: slack, url: '{hook}'}}\n"
    office.path.write_text(office.path.read_text(encoding="utf-8") + chats, encoding="utf-8")
    first = office.run(digest.run)
    assert [chat["state"] for chat in first.payload["chats"]] == ["sent"]
    assert "boss@organizer.example" not in str(responses.calls[0].request.body)
    office.run(digest.run)
    assert len(responses.calls) == 1
