"""An office with a few partners, invoices and jobs; and a mail server that keeps letters."""

import email
import socket
from collections.abc import Iterator
from datetime import date
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from sheetsync.testing.office import Office

DAY = date(2026, 4, 15)
COMPANY = """
    Партнёры
    Код   | Название | Группа | Статус  | Партнёр с  | Куратор | Почта для отчётов | Отчёт
    P-001 | Вектор   | g      | активен | 2025-01-10 | Анна    | buh@vector.example | да
    P-002 | Север    | g      | активен | 2025-01-10 | Анна    | buh@sever.example  | да
    P-003 | Юг       | g      | активен | 2025-01-10 | Анна    | buh@yug.example    | да

    Контрагенты
    Код контрагента | Код партнёра | Наименование | Форма       | НДС
    E-1        | P-001        | ООО «Вектор» | иностранное | без НДС
    E-2        | P-002        | ООО «Север»  | иностранное | без НДС
    E-3        | P-003        | ООО «Юг»     | иностранное | без НДС

    Работы
    № работы | Код партнёра | Передано   | Ответ партнёра   | Срок       | Выполнено  | Статус    | Сумма | Валюта
    J-1      | P-001        | 2026-03-02 | 2026-03-02 12:00 | 2026-03-10 | 2026-03-09 | выполнено | 50000 | RUB
    J-2      | P-002        | 2026-03-02 | 2026-03-02 12:00 | 2026-03-12 | 2026-03-12 | выполнено | 60000 | RUB
    J-3      | P-003        | 2026-03-02 | 2026-03-02 12:00 | 2026-03-14 | 2026-03-20 | выполнено | 70000 | RUB

    Счета
    Код контрагента | Номер | Дата       | Месяц    | Сумма | Оплатить до | Оплачено | Дата оплаты
    E-1        | 11    | 2026-04-01 | '2026-03 | 50000 | 2026-04-10  |          |
    E-2        | 22    | 2026-04-02 | '2026-03 | 60000 | 2026-05-10  |          |
    E-3        | 33    | 2026-04-03 | '2026-03 | 70000 | 2026-04-14  |          |

    Группы
    Код группы | Название | Мин. работ
    g          | Все      | 1

    Правила рейтинга
    Группа | Показатель | Вес | 0 баллов при | 100 баллов при
    g      | сроки      | 60  | 0,5          | 1
    g      | объём      | 40  | 0            | 100000

    Настройки
    Ключ             | Значение
    company          | ООО «Организатор»
    curators         | Анна <anna@organizer.example>
    accountant_email | buh@organizer.example
    manager_email    | boss@organizer.example
    month_closed     | '2026-03
    docset_none      | invoice
"""  # noqa: E501  # a drawing


SMTP_CONFIG = """\
sandbox: workbook.sqlite
state: state
mail:
  sender: "Organizer <reports@organizer.example>"
  folder: letters
  smtp: {{host: 127.0.0.1, port: {port}, security: none}}
"""


class Postman:
    """Takes letters and keeps them."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's
        content: Any = envelope.content
        message = email.message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.letters.append((envelope.rcpt_tos, message))
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [message for recipients, message in self.letters if address in recipients]


@pytest.fixture
def postman() -> Iterator[tuple[Postman, int]]:
    postman = Postman()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(postman, hostname="127.0.0.1", port=port)
    controller.start()
    yield postman, port
    controller.stop()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """The company on 15 April 2026."""
    office = Office(tmp_path, DAY)
    office.type_in(COMPANY)
    return office
