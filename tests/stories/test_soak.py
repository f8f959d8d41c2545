"""The soak: months of all five jobs among random people, random networks and random mail."""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import zip_longest
from pathlib import Path
from random import Random, SystemRandom
from typing import Any
from urllib.parse import quote

import pytest

from jobs import digest, monthly_reports, overdue, ratings, validate
from sheetsync.errors import LetterStateError, SheetsyncError
from sheetsync.journal import Journal
from sheetsync.journal.letters import JournaledLetter
from sheetsync.letters.letter import LetterKey
from sheetsync.sandbox.hooks import Fault
from sheetsync.tables.catalogue import PEOPLE_TABS, TOOL_TABS
from sheetsync.testing.colleagues import Colleagues
from sheetsync.testing.mail_server import (
    HANG_UP,
    KEEP_AND_HANG_UP,
    MailServer,
    Manners,
    Received,
)
from sheetsync.testing.office import Office
from sheetsync.workbook.session import quoted
from sheetsync.workbook.setup import SetupOptions, set_up

LOGS = [tab for tab in TOOL_TABS if tab.log]
JOBS = (validate, ratings, overdue, monthly_reports, digest)
HOUR_S = 3600
TIDIED = "tidied up"
CONFIG = """\
sandbox: workbook.sqlite
state: state
mail:
  sender: "Organizer <reports@organizer.example>"
  smtp: {{host: 127.0.0.1, port: {port}, security: none}}
"""
PARTNERS = ("P-001", "P-002", "P-003", "P-004")
PLACES = ("", "/v4/", ":batchUpdate", "values:batchGet", "developerMetadata")


class Ledger:
    """What is true of the company, so that somebody can tidy the workbook up."""

    def __init__(self) -> None:
        self.months = ["2026-01"]

    def close(self, month: str) -> None:
        """A month ends: everybody did a job and wrote an invoice for it."""
        if month not in self.months:
            self.months.append(month)

    def drawing(self) -> str:
        """All people's tabs, as `Office.type_in` wants them."""
        papers = [(month, partner) for month in self.months for partner in PARTNERS]
        lines = [
            "Партнёры",
            "Код | Название | Группа | Статус | Партнёр с | Куратор | Почта для отчётов | Отчёт",
            *(
                f"{partner} | Фирма {partner} | g | активен | 2025-01-10 | Анна "
                f"| a@{partner}.example, b@{partner}.example | да"
                for partner in PARTNERS
            ),
            "",
            "Контрагенты",
            "Код контрагента | Код партнёра | Наименование | Форма | НДС",
            *(f"E-{p} | {p} | ООО «{p}» | иностранное | без НДС" for p in PARTNERS),
            "",
            "Работы",
            "№ работы | Код партнёра | Передано | Срок | Выполнено | Статус | Сумма | Валюта",
            *(
                f"J-{m}-{p} | {p} | {m}-02 | {m}-10 | {m}-09 | выполнено | 50000 | RUB"
                for m, p in papers
            ),
            "",
            "Счета",
            "Код контрагента | Номер | Дата | Месяц | Сумма | Оплатить до | Оплачено | Дата оплаты",
            *(f"E-{p} | {m}/{p} | {m}-20 | '{m} | 50000 | {m}-27 | |" for m, p in papers),
            "",
            "Группы",
            "Код группы | Название | Мин. работ",
            "g | Все | 1",
            "",
            "Правила рейтинга",
            "Группа | Показатель | Вес | 0 баллов при | 100 баллов при",
            "g | сроки | 60 | 0,5 | 1",
            "g | объём | 40 | 0 | 100000",
            "",
            "Настройки",
            "Ключ | Значение",
            "company | ООО «Организатор»",
            "curators | Анна <anna@organizer.example>",
            "accountant_email | buh@organizer.example",
            "manager_email | boss@organizer.example",
            f"month_closed | '{self.months[-1]}",
            "docset_none | invoice",
        ]
        return "\n".join(lines)


class Storm:
    """Mail that goes wrong at random."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng

    def manners(self) -> Manners:
        return Manners(
            mail=lambda _number, _sender: self._told(("421 4.7.0 later", HANG_UP)),
            rcpt=lambda _number, _to: self._told(("550 5.1.1 nobody", "451 4.2.1 full")),
            data=lambda _number: self._told(("421 4.3.2 closing", HANG_UP)),
            dot=self._dot,
        )

    def _dot(self, _number: int, _letter: Received) -> str | None:
        return self._told(("451 4.3.0 later", "550 5.7.1 spam", HANG_UP, KEEP_AND_HANG_UP))

    def _told(self, replies: tuple[str, ...]) -> str | None:
        return self._rng.choice(replies) if self._rng.random() < 0.08 else None


class Soak:
    """The company, and what must hold after every run."""

    def __init__(self, office: Office, server: MailServer, seed: int) -> None:
        self.office = office
        self.server = server
        self.rng = Random(seed)
        self.codes: Counter[int] = Counter()
        self.story: list[str] = []
        self.ledger = Ledger()
        self.storm = Storm(Random(seed + 1))
        self.colleagues = Colleagues(office.people, self.rng)
        self.tidy_up()

    def one_run(self) -> None:
        """Time goes on, people edit, the network fails, a job runs, and everything still holds."""
        self.let_time_pass()
        self.let_people_work()
        logged = self.logged()
        self.make_trouble()
        job = self.rng.choice(JOBS)
        try:
            # Who tidied up knows why tabs shrank, and says so.
            code = self.office.run(job.run, force=self.story[-1] == TIDIED).exit_code
        except SheetsyncError as error:
            code = error.exit_code
            self.story.append(f"{job.__name__}: {type(error).__name__}: {error.message}")
        else:
            self.story.append(f"{job.__name__}: {code}")
        self.office.hooks.reset()
        self.server.manners = Manners()
        self.codes[code] += 1
        assert code in {0, 1, 2, 3}
        self.check_people_s_tabs()
        self.check_logs(logged, ran=code in {0, 1})
        self.check_letters()

    def let_time_pass(self) -> None:
        self.office.clock.sleep(self.rng.randint(4, 60) * HOUR_S)
        today = self.office.today
        self.ledger.close(f"{today.year}-{today.month - 1:02}" if today.month > 1 else "2026-01")

    def let_people_work(self) -> None:
        if self.rng.random() < 0.4:
            self.tidy_up()
        if self.rng.random() < 0.2:
            self.settle_doubts()
        for _ in range(self.rng.choice((0, 0, 1, 2))):
            self.edit()

    def make_trouble(self) -> None:
        """People who edit between the run's requests, a bad network, a bad mail server."""
        for _ in range(self.rng.choice((0, 0, 0, 1, 2))):
            skip = self.rng.randint(0, 8)
            self.office.hooks.meanwhile(lambda _people: self.edit(), path="/v4/", skip=skip)
        if self.rng.random() < 0.4:
            self.server.manners = self.storm.manners()
        if self.rng.random() < 0.5:
            for _ in range(self.rng.choice((1, 1, 2))):
                self.office.hooks.fail(self.fault())

    def fault(self) -> Fault:
        kind: Any = self.rng.choice(("answer", "answer", "answer", "timeout", "reset", "truncated"))
        status = self.rng.choice((503, 503, 500, 502, 504, 429, 429, 401, 403))
        return Fault(
            kind=kind,
            status=status,
            after=status >= 500 and self.rng.random() < 0.5,
            path=self.rng.choice(PLACES),
            skip=self.rng.randint(0, 4),
            times=self.rng.choice((1, 1, 3, 60)) if status == 429 else self.rng.choice((1, 1, 4)),
        )

    def edit(self) -> None:
        """A person edits; what stood there before is still what people left."""
        self.check_people_s_tabs()
        self.story.append(self.colleagues.edit())
        self.left = self.content()

    def tidy_up(self) -> None:
        """Somebody undoes what colleagues did, tab by tab, and has missing tool tabs made."""
        colleagues = self.colleagues
        colleagues.rename_back()
        colleagues.delete_added_columns()
        for number in colleagues.own:
            self.office.people.clear(colleagues.titles[number], "A2:AZ1000")
        self.office.type_in(self.ledger.drawing())
        if len(colleagues.present()) < len(PEOPLE_TABS) + len(TOOL_TABS):
            set_up(self.office.session, SetupOptions(lang="ru", examples=False, names=False))
            colleagues.look_again()
        self.left = self.content()
        self.story.append(TIDIED)

    def settle_doubts(self) -> None:
        """What a person does who looked into the mail server's own log."""
        came = {letter.key for letter in self.server.letters}
        for key, letter in self.states().items():
            with suppress(SheetsyncError), self.office.open("outbox") as workspace:
                if letter.state == "unknown":
                    workspace.outbox.resolve(key, "sent" if str(key) in came else "resend")
                elif letter.state == "failed":
                    with suppress(LetterStateError):
                        workspace.outbox.retry(key)

    def content(self) -> dict[int, Any]:
        """What was typed into the cells of people's tabs, formulas as such, by the tab's id."""
        people = self.office.people
        present = self.colleagues.present()
        own = [number for number in self.colleagues.own if number in present]
        ranges = "&".join(f"ranges={quote(quoted(present[number]))}" for number in own)
        path = f"/v4/spreadsheets/{people.file_id}/values:batchGet?{ranges}"
        found = people.request("GET", f"{path}&valueRenderOption=FORMULA")["valueRanges"]
        return dict(zip(own, [part.get("values", []) for part in found], strict=True))

    def states(self) -> dict[LetterKey, JournaledLetter]:
        path = self.office.folder / "state" / "journal.sqlite"
        book = self.office.session.spreadsheet_id
        with Journal(path, book, self.office.clock, read_only=True) as journal:
            return dict(journal.letters.states())

    def logged(self) -> dict[str, list[tuple[object, ...]]]:
        """The keys of the rows of all logs."""
        present = self.colleagues.present()
        numbers = {title: number for number, title in self.colleagues.titles.items()}
        found = {}
        for log in LOGS:
            title = present[numbers[log.ru]]
            columns = self.office.session.columns([title], "UNFORMATTED_VALUE")[0]
            named = {str(column[0]): column[1:] for column in columns if column}
            keys = [named[column.header("ru")] for column in log.columns if column.key]
            rows = zip_longest(*keys, fillvalue="")
            found[log.code] = [row for row in rows if any(row)]
        return found

    def check_people_s_tabs(self) -> None:
        assert self.content() == self.left

    def check_logs(self, before: dict[str, list[tuple[object, ...]]], *, ran: bool) -> None:
        after = self.logged()
        for code, rows in after.items():
            assert len(rows) == len(set(rows)), code
            assert set(before[code]) <= set(rows), code
        grown = len(after["run_log"]) - len(before["run_log"])
        assert grown == 1 if ran else grown in {0, 1}

    def check_letters(self) -> None:
        """Nobody got a letter twice, and the journal knows of every letter that came."""
        came = Counter(letter.key for letter in self.server.letters)
        assert [key for key, count in came.items() if count > 1] == []
        states = {str(key): letter.state for key, letter in self.states().items()}
        assert {key for key, state in states.items() if state == "sent"} <= set(came)
        assert {states[key] for key in came} <= {"sent", "unknown"}


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


def test_whatever_people_networks_and_mail_do_everything_holds(
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    server: MailServer,
) -> None:
    options = request.config.option
    seed = options.soak_seed if options.soak_seed is not None else SystemRandom().getrandbits(32)
    config = CONFIG.format(port=server.port)
    office = Office(tmp_path, date(2026, 2, 3), config=config)
    soak = Soak(office, server, seed)
    ends_at = time.monotonic() + options.soak_seconds
    runs = 0
    try:
        while runs < options.soak_runs or (not options.soak_runs and time.monotonic() < ends_at):
            runs += 1
            soak.one_run()
        soak.tidy_up()
        assert {office.run(job.run, force=True).exit_code for job in JOBS} <= {0, 1}
    except BaseException as error:
        error.add_note("\n".join(soak.story[-12:]))
        error.add_note(f"pytest tests/stories/test_soak.py --soak-seed {seed} --soak-runs {runs}")
        raise
    with capsys.disabled():
        codes = dict(sorted(soak.codes.items()))
        told = f"soak: seed {seed}, {runs} runs to {office.today}, exit codes {codes}"
        sys.stdout.write(f"\n{told}, {len(server.letters)} letters\n")
