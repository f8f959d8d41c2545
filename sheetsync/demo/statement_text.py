"""A bank's statement as the text file that banks write for 1C: what a made-up bank hands out.

Source of the keys: v8.1c.ru/edi/edi_stnd/100/101.htm, version 1.03.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sheetsync.tables.bank_lines import BankLine, Statement

_MINOR_A_MAJOR = 100


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose account it is."""

    name: str
    inn: str


def statement_text(statement: Statement, owner: Owner) -> str:
    """The whole file, with CRLF; write it in cp1251.

    Args:
        statement: with its days; balances that it lacks are not told.
        owner: of the account.
    """
    sections = [*_head(statement), *_balances(statement)]
    for line in statement.lines:
        sections += _document(line, owner)
    return "\r\n".join((*sections, "КонецФайла", ""))


def _head(statement: Statement) -> Iterator[str]:
    yield "1CClientBankExchange"
    yield "ВерсияФормата=1.03"
    yield "Кодировка=Windows"
    yield "Отправитель=Банк"
    yield from _span(statement)
    yield f"РасчСчет={statement.account}"


def _span(statement: Statement) -> Iterator[str]:
    for key, day in (("ДатаНачала", statement.first_on), ("ДатаКонца", statement.last_on)):
        if day is not None:
            yield f"{key}={_day(day)}"


def _balances(statement: Statement) -> Iterator[str]:
    opening, closing = statement.opening_minor, statement.closing_minor
    if opening is None or closing is None:
        return
    yield "СекцияРасчСчет"
    yield from _span(statement)
    yield f"РасчСчет={statement.account}"
    yield f"НачальныйОстаток={_sum(opening)}"
    yield f"КонечныйОстаток={_sum(closing)}"
    yield "КонецРасчСчет"


def _document(line: BankLine, owner: Owner) -> Iterator[str]:
    ours, theirs = (
        ("Плательщик", "Получатель") if line.flow == "out" else ("Получатель", "Плательщик")
    )
    booked = "ДатаСписано" if line.flow == "out" else "ДатаПоступило"
    yield "СекцияДокумент=Платежное поручение"
    values = {
        "Номер": line.doc_no,
        "Дата": _day(line.booked_on),
        "Сумма": _sum(line.amount_minor),
        f"{ours}Счет": line.account,
        ours: owner.name,
        f"{ours}ИНН": owner.inn,
        booked: _day(line.booked_on),
        f"{theirs}Счет": line.their_account,
        theirs: line.counterparty,
        f"{theirs}ИНН": line.inn,
        f"{theirs}КПП": line.kpp,
        f"{theirs}БИК": line.their_bic,
        "ПоказательКБК": "18210102010011000110" if line.mark == "budget" else "",
        "НазначениеПлатежа": line.purpose,
    }
    yield from (f"{key}={value}" for key, value in values.items() if value)
    yield "КонецДокумента"


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _sum(minor: int) -> str:
    return f"{minor // _MINOR_A_MAJOR}.{minor % _MINOR_A_MAJOR:02d}"
