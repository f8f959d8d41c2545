"""A company with a bank: an office, files of its bank, and its accountant."""

from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import requests

from jobs import payments
from sheetsync.demo.statement_text import Owner, statement_text
from sheetsync.tables.bank_lines import BankLine, Statement
from sheetsync.testing.office import Office
from sheetsync.workspace import Outcome
from sheetsync.workspace.paying import import_and_match, match
from sheetsync.workspace.statement_files import FileRequest

OURS, THEIRS = "40702810500000000011", "40702810900000000033"
OTHERS = "40702810100000000044"
ALPHA_INN = "7707083893"
US = Owner("ООО «Организатор»", "7736050003")
CONFIG = f"""\
sandbox: workbook.sqlite
state: state
mail:
  sender: "Organizer <reports@organizer.example>"
  folder: letters
payments:
  folder: statements
  accounts:
    - account: "{OURS}"
      bank: "АО «Наш Банк»"
      currency: RUB
"""
PEOPLE = f"""
    Группы
    group_id | name
    hotels   | Отели

    Партнёры
    partner_id | name  | group_id | status | onboarded_on
    P-1        | Альфа | hotels   | active | 2025-01-01

    Юрлица
    entity_id | partner_id | legal_name  | kind    | inn         | kpp       | vat | account
    E-1       | P-1        | ООО «Альфа» | company | {ALPHA_INN} | 773601001 | vat | {THEIRS}

    Счета
    direction | entity_id | kind    | number | invoice_date | month   | amount  | currency
    in        | E-1       | invoice | 11     | 2026-03-01   | 2026-02 | 1000.00 | RUB
    in        | E-1       | invoice | 12     | 2026-03-02   | 2026-02 | 2000.00 | RUB
    in        | E-1       | invoice | 13     | 2026-03-03   | 2026-02 | 3000.00 | RUB
"""


def line(day: int, rubles: int, purpose: str, **changed: Any) -> BankLine:
    """A payment of ours to Альфа in March."""
    told: dict[str, Any] = {
        "booked_on": date(2026, 3, day),
        "account": OURS,
        "flow": "out",
        "amount_minor": rubles * 100,
        "currency": "RUB",
        "counterparty": "ООО «Альфа»",
        "inn": ALPHA_INN,
        "their_account": THEIRS,
        "purpose": purpose,
        "doc_no": str(day),
    }
    return BankLine(**(told | changed))


#: A month: exact, part of one, two equal payments, a payment to nobody we know.
MONTH = (
    line(10, 1000, "Оплата по счету № 11 от 01.03.2026"),
    line(11, 500, "Частичная оплата по счету № 12"),
    line(12, 70, "Подписка", inn="", their_account=OTHERS, counterparty="ООО «Сервис»"),
    line(12, 70, "Подписка", inn="", their_account=OTHERS, counterparty="ООО «Сервис»"),
    line(20, 3000, "По счету 13"),
)


_HELD_MINOR = 10_000_000


def moved(lines: Iterable[BankLine]) -> int:
    """By how much lines change the balance."""
    return sum(one.amount_minor if one.flow == "in" else -one.amount_minor for one in lines)


class Bank:
    """An office, and the files that its bank hands out."""

    def __init__(self, folder: Path, day: date = date(2026, 4, 1)) -> None:
        self.office = Office(folder, day, config=CONFIG, modules=("payments",))
        self.office.type_in(PEOPLE)
        self.folder = folder / "statements"
        self.folder.mkdir()

    def write(self, name: str, lines: Iterable[BankLine], first: int = 1, last: int = 31) -> Path:
        """A file with these lines of some days of March."""
        month = date(2026, 3, 1)
        known = tuple(lines)
        own = tuple(one for one in known if first <= one.booked_on.day <= last)
        before = tuple(one for one in known if one.booked_on.day < first)
        opening = _HELD_MINOR + moved(before)
        told = Statement(
            account=OURS,
            currency="RUB",
            first_on=month + timedelta(first - 1),
            last_on=month + timedelta(last - 1),
            opening_minor=opening,
            closing_minor=opening + moved(own),
            lines=own,
        )
        path = self.folder / name
        path.write_bytes(statement_text(told, US).encode("cp1251"))
        return path

    def take(self, *paths: Path, **options: Any) -> Outcome:
        """Import files, as the command does; without any, as the job does."""
        if not paths:
            return self.office.run(payments.run, **options)
        with self.office.open("payments", **options) as workspace:
            return workspace.run(lambda ws: import_and_match(ws, FileRequest(paths)))

    def match(self, **options: Any) -> Outcome:
        with self.office.open("payments", **options) as workspace:
            return workspace.run(match)

    def rows(self) -> list[dict[str, Any]]:
        """The tab Bank, row by row, blanks as None."""
        frame = self.office.tab("bank")
        rows = frame.astype("object").where(frame.notna(), None).to_dict("records")
        return [{str(name): value for name, value in row.items()} for row in rows]

    def lines(self) -> list[tuple[str, str, int]]:
        """What the lines are, whatever their order and file: id, purpose, sum."""
        return sorted((one["line_id"], one["purpose"], one["amount_minor"]) for one in self.rows())

    def decide(self, line_id: str, decision: str, instead: str = "") -> None:
        """The accountant answers beside a line, wherever it stands."""
        frame = self.office.tab("bank")
        (row,) = frame.index[frame["line_id"] == line_id]
        for header, text in (("Решение", decision), ("Вместо этого", instead)):
            self.office.people.type("Выписка", f"{self.letter('Выписка', header)}{row}", text)

    def letter(self, title: str, header: str) -> str:
        """Where a column stands."""
        columns = self.office.stored()[title]
        return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[[column[0] for column in columns].index(header)]

    def id_of(self, purpose: str) -> str:
        """The id of the line with that purpose."""
        return next(str(one["line_id"]) for one in self.rows() if purpose in one["purpose"])

    def log(self) -> Sequence[tuple[str, str, int | None, str]]:
        """The Payment log: line, number, sum, state."""
        frame = self.office.tab("payment_log")
        rows = frame.astype("object").where(frame.notna(), None).to_dict("records")
        return [(one["line_id"], one["number"], one["amount_minor"], one["state"]) for one in rows]

    def matches(self) -> dict[str, tuple[str, str]]:
        """What is proposed: proposal and level by line."""
        frame = self.office.tab("matches")
        texts = frame["proposal"].fillna("").str.replace("\xa0", " ")
        levels = frame["level"].astype("str")
        return dict(zip(frame["line_id"], zip(texts, levels, strict=True), strict=True))


class Killed(BaseException):
    """The process ends here: nothing after it is done."""


@contextmanager
def dying(office: Office, at: int, *, after: bool) -> Any:
    """The process dies before its n-th request, or once it was carried out."""
    plain, count = office.http.send, 0

    def send(request: requests.PreparedRequest, **asked: Any) -> requests.Response:
        nonlocal count
        count += 1
        if count == at and not after:
            raise Killed
        answer = plain(request, **asked)
        if count == at:
            raise Killed
        return answer

    office.http.send = send  # type: ignore[method-assign]  # the machine goes, whatever it sends
    try:
        yield lambda: count
    finally:
        office.http.send = plain  # type: ignore[method-assign]
