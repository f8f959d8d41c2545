"""Mail servers and colleagues at their worst, through the jobs and over a real SMTP server."""

import shutil
from collections.abc import Iterator

import pytest

from jobs import monthly_reports, overdue
from sheetsync.sandbox.hooks import Fault
from sheetsync.sandbox.hooks.people import People
from sheetsync.tables.catalogue.logs import SEND_LOG
from sheetsync.testing.mail_server import KEEP_AND_HANG_UP, MailServer
from sheetsync.testing.office import Office
from sheetsync.workspace import Outcome

HOUR_S = 3600
CONFIG = """\
sandbox: workbook.sqlite
state: state
mail:
  sender: "Organizer <reports@organizer.su>"
  smtp: {{host: 127.0.0.1, port: {port}, security: none, letters_per_minute: 60000}}
"""
PARTNERS = range(1, 8)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
def mailing(office: Office, server: MailServer) -> Office:
    """The office with seven partners, and mail by SMTP."""
    office.path.write_text(CONFIG.format(port=server.port), encoding="utf-8")
    numbers = [f"{number:03}" for number in PARTNERS]
    partners = "\n".join(
        f"        P-{n} | Партнёр {n} | g | активен | 2025-01-10 | Анна | buh@p{n}.example | да"
        for n in numbers
    )
    entities = "\n".join(
        f"        E-{n} | P-{n} | ООО {n} | иностранное | без НДС" for n in numbers
    )
    work = "\n".join(
        f"        J-{n} | P-{n} | 2026-03-02 | 2026-03-10 | 2026-03-09 | выполнено | 50000 | RUB"
        for n in numbers
    )
    office.type_in(f"""
        Партнёры
        Код | Название | Группа | Статус | Партнёр с | Куратор | Почта для отчётов | Отчёт
{partners}

        Контрагенты
        Код контрагента | Код партнёра | Наименование | Форма | НДС
{entities}

        Работы
        № работы | Код партнёра | Передано | Срок | Выполнено | Статус | Сумма | Валюта
{work}

        Счета
        Код контрагента | Номер
        E-001      | 11
        E-002      | 22
        E-003      | 33
    """)
    return office


def report(office: Office, **options: object) -> Outcome:
    return office.run(monthly_reports.run, **options)


def words_of(office: Office, tab: str, column: str) -> list[str]:
    """What stands in a column of a tool tab."""
    return [str(word) for word in office.tab(tab)[column].dropna()]


def states(office: Office) -> dict[str, str]:
    """The monthly letters' states, by partner."""
    with office.open() as workspace:
        return {
            key.partner_id: letter.state
            for key, letter in workspace.outbox.states().items()
            if key.kind == "monthly"
        }


def monthly_letters(server: MailServer) -> list[str]:
    return [letter.key.split("/")[1] for letter in server.letters if "monthly/" in letter.key]


def test_a_day_of_looks_at_a_server_that_never_answers_leaves_three_letters_in_doubt(
    mailing: Office, server: MailServer
) -> None:
    server.manners.dot = lambda _number, _letter: KEEP_AND_HANG_UP
    outcomes = []
    for _ in range(24):
        outcomes.append(report(mailing))
        mailing.clock.sleep(HOUR_S)
    assert {outcome.exit_code for outcome in outcomes} == {2}
    assert all("sheetsync outbox resolve" in outcome.headline for outcome in outcomes)
    assert server.counts["dot"] == 3
    assert sorted(states(mailing).values()) == ["pending"] * 4 + ["unknown"] * 3
    server.manners.dot = lambda _number, _letter: None
    with mailing.open("outbox") as workspace:
        box = workspace.outbox
        box.resolve(box.in_doubt("2026-03"), "sent")
    report(mailing)
    assert sorted(monthly_letters(server)) == [f"P-{number:03}" for number in PARTNERS]


def test_looks_from_an_empty_disk_leave_three_letters_in_doubt_too(
    mailing: Office, server: MailServer
) -> None:
    server.manners.dot = lambda _number, _letter: KEEP_AND_HANG_UP
    for _ in range(6):
        assert report(mailing).exit_code == 2
        shutil.rmtree(mailing.folder / "state")
        mailing.clock.sleep(HOUR_S)
    assert len(monthly_letters(server)) == 3


def test_a_hosting_limit_at_letter_five_is_made_up_for_by_the_next_run(
    mailing: Office, server: MailServer
) -> None:
    limit = "550 Domain organizer.su has exceeded the max emails per hour (4/4 (100%)) allowed"
    server.manners.rcpt = lambda number, _address: limit if number > 4 else None
    outcome = report(mailing)
    assert outcome.exit_code == 2
    assert "failed" not in states(mailing).values()
    server.manners.rcpt = lambda _number, _address: None
    mailing.clock.sleep(HOUR_S)
    report(mailing)
    assert sorted(monthly_letters(server)) == [f"P-{number:03}" for number in PARTNERS]
    assert set(states(mailing).values()) == {"sent"}


def test_a_refusal_that_names_nobody_is_told_to_people_when_few_letters_were_due(
    mailing: Office, server: MailServer
) -> None:
    """Two domains prove nothing against the account: whose fault it is, a person finds out."""
    words = "554 5.7.1 dies ist nicht erlaubt"
    server.manners.rcpt = lambda _number, _address: words
    two = ("P-001", "P-002")
    outcome = report(mailing, only=two)
    assert outcome.exit_code == 1
    assert states(mailing) == dict.fromkeys(two, "failed")
    lines = set(words_of(mailing, "letters", "reason"))
    assert words in lines
    server.manners.rcpt = lambda _number, _address: None
    assert mailing.run(overdue.run).exit_code == 0
    attention = mailing.tab("attention")
    told = attention[attention["reason"] == "mail_failed"]
    assert list(told["partner_id"]) == list(two)
    assert all(words in action for action in told["action"])
    # The next run sends the others, and these two when a person says so.
    report(mailing)
    assert sorted(monthly_letters(server)) == [f"P-{number:03}" for number in PARTNERS[2:]]
    with mailing.open("outbox") as workspace:
        for key, letter in workspace.outbox.states().items():
            if letter.state == "failed":
                workspace.outbox.retry(key)
    report(mailing)
    assert sorted(monthly_letters(server)) == [f"P-{number:03}" for number in PARTNERS]
    mailing.run(overdue.run)
    assert "mail_failed" not in set(mailing.tab("attention")["reason"])


def test_a_sorted_send_log_and_a_lost_journal_double_no_letter(
    mailing: Office, server: MailServer
) -> None:
    server.manners.rcpt = lambda _number, address: (
        "550 5.1.1 no such user" if "p002" in address
        else "451 4.3.0 later" if "p003" in address
        else None
    )  # fmt: skip
    server.manners.dot = lambda _number, letter: (
        KEEP_AND_HANG_UP if "monthly/P-004" in letter.key else None
    )
    report(mailing)
    report(mailing)
    with mailing.open("outbox") as workspace:
        box = workspace.outbox
        box.resolve(box.in_doubt("2026-03"), "sent")
    before, letters = states(mailing), list(server.letters)
    server.manners.dot = lambda _number, _letter: None
    for position in range(len(SEND_LOG.columns)):
        for descending in (False, True):
            mailing.people.sort(SEND_LOG.ru, chr(ord("A") + position), descending=descending)
            shutil.rmtree(mailing.folder / "state", ignore_errors=True)
            assert states(mailing) == before, (position, descending)
    report(mailing)
    assert monthly_letters(server) == [
        letter.key.split("/")[1] for letter in letters if "monthly/" in letter.key
    ]


@pytest.mark.parametrize("moment", [2, 3])
@pytest.mark.parametrize("lost", [False, True])
def test_a_column_inserted_into_the_send_log_during_a_run_shifts_no_row(
    mailing: Office, server: MailServer, moment: int, *, lost: bool
) -> None:
    def somebody(_people: People) -> None:
        mailing.people.insert_columns(SEND_LOG.ru, "C")

    # The lease takes the first two writes, the reservations the third, the ends the fourth.
    if lost:
        mailing.hooks.fail(Fault(path=":batchUpdate", after=True, skip=2))
    mailing.hooks.meanwhile(somebody, path=":batchUpdate", skip=moment)
    assert report(mailing).exit_code == 0
    rows = mailing.tab("send_log")
    assert len(rows) == len(set(rows["row_id"].dropna())) == 2 * len(server.letters)
    assert set(rows["state"]) == {"reserved", "sent"}
    assert rows["kind"].notna().all()
    report(mailing)
    assert sorted(monthly_letters(server)) == [f"P-{number:03}" for number in PARTNERS]
