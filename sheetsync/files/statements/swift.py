"""MT940, the statement of SWIFT: its fields are ours to part, what stands in them mt-940's to read.

mt-940 stops at the first field that it cannot read and keeps the balances of the last page alone
(wolph/mt940#52, #105); so each page, and each movement, is handed to it for itself.
Source: adoption.md P3.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from sheetsync.files.refusals import refuse
from sheetsync.files.statements.reversals import settled
from sheetsync.files.statements.swift_fields import (
    Balance,
    Movement,
    purpose_of,
    read_balance,
    read_movement,
)
from sheetsync.files.statements.text_lines import is_utf8, marked_codec, text_lines
from sheetsync.language import Phrase
from sheetsync.tables.bank_lines import BankLine, Statement, StatementFile, Trouble
from sheetsync.tables.bank_texts import account_number, currency_of_account, inn_in
from sheetsync.tables.catalogue.finding_codes import V_PAY_06

#: Fields that a statement may have; what else looks like one goes on with the field above it.
_FIELD = re.compile(
    r":(13|13D|20|21|25|25P|28|28C|34F|60|60F|60M|61|62|62F|62M|64|65|86|90C|90D|NS):(.*)"
)
_HEAD_BYTES = 4096
_LONGEST_FACT = 60
#: What ends a statement, alone or with the end of SWIFT's envelope.
_END = re.compile(r"-|-\}.*")


@dataclass(frozen=True, slots=True)
class _Field:
    tag: str
    line: int
    lines: tuple[str, ...]


@dataclass(slots=True)
class _Page:
    """A stretch between two balances."""

    account: str
    opening: Balance | None
    lines: list[BankLine] = field(default_factory=list)

    @property
    def currency(self) -> str:
        return self.opening.currency if self.opening else currency_of_account(self.account)


def read_mt940(path: Path) -> StatementFile:
    """All that an MT940 says; nothing of one whose last statement has no closing balance.

    Raises:
        SourceFileError: it has no field that a statement begins with.
    """
    reader = _Reader()
    for one in _fields(path, _codec(path)):
        reader.take(one)
    if not reader.has_fields:
        refuse(
            path.name,
            Phrase(ru="в нём нет полей MT940", en="has no fields of MT940"),
            Phrase(
                ru="выгрузите выписку из банка ещё раз, в формате MT940",
                en="export the statement from the bank again, as MT940",
            ),
        )
    if reader.is_open or not reader.statements:
        missing = ":62F:" if reader.is_open else ":60F:"
        trouble = Trouble(code=V_PAY_06, facts={"missing": missing})
        return StatementFile(name=path.name, format="mt940", troubles=(trouble,))
    return StatementFile(
        name=path.name,
        format="mt940",
        statements=tuple(reader.statements),
        troubles=tuple(reader.troubles),
    )


def _codec(path: Path) -> str:
    """UTF-8 where it is, else what Windows writes in Russia: texts are mostly Latin anyway."""
    with path.open("rb") as file:
        marked = marked_codec(file.read(_HEAD_BYTES))
    return marked or ("utf-8" if is_utf8(path) else "cp1251")


def _fields(path: Path, codec: str) -> Iterator[_Field]:
    """The fields of a file, each with the lines that go on with it."""
    tag, first, lines = "", 1, [""]
    for number, line in text_lines(path, codec):
        found = _FIELD.fullmatch(line.strip("\ufeff"))
        if found:
            if tag:
                yield _Field(tag, first, tuple(lines))
            tag, first, lines = found[1], number, [found[2]]
        elif _END.fullmatch(line.strip()):
            if tag:
                yield _Field(tag, first, tuple(lines))
            tag = ""
        elif line.strip():
            lines.append(line)
    if tag:
        yield _Field(tag, first, tuple(lines))


class _Reader:
    """Puts fields together to statements: a page is one from its opening to its closing balance.

    Attributes:
        statements: a page each, in the order of the file.
        troubles: fields that cannot be read.
        has_fields: whether any field was there.
    """

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.troubles: list[Trouble] = []
        self.has_fields = False
        self._account = ""
        self._page: _Page | None = None
        #: Whether a purpose belongs to the movement above it: behind the balance it does not.
        self._awaits_purpose = False

    @property
    def is_open(self) -> bool:
        """Whether a page has begun and has no closing balance yet."""
        return self._page is not None

    def take(self, one: _Field) -> None:
        """Take the next field."""
        self.has_fields = True
        awaited, self._awaits_purpose = self._awaits_purpose, False
        if one.tag in {"25", "25P"}:
            # A bank's code, or a currency, may stand before or behind it.
            self._account = account_number(max(one.lines[0].split("/"), key=len))
        elif one.tag.startswith("60"):
            self._begin(one)
        elif one.tag == "61":
            self._move(one)
        elif one.tag == "86" and awaited and self._page:
            self._explain(self._page, one)
        elif one.tag.startswith("62"):
            self._close(one)
        elif one.tag == "NS":
            self._awaits_purpose = awaited

    def _begin(self, one: _Field) -> None:
        if self._page:
            self._finish(self._page, None)
        self._page = _Page(self._account, self._balance(one))

    def _move(self, one: _Field) -> None:
        movement = read_movement(one.lines)
        if self._page is None or movement is None:
            self._tell_unreadable(one)
        elif movement.amount_minor:
            self._page.lines.append(_line(movement, self._page, one.line))
            self._awaits_purpose = True

    def _explain(self, page: _Page, one: _Field) -> None:
        purpose = purpose_of(one.lines)
        page.lines[-1] = replace(page.lines[-1], purpose=purpose, inn=inn_in(purpose))

    def _close(self, one: _Field) -> None:
        balance = self._balance(one)
        if self._page:
            self._finish(self._page, balance)
        self._page = None

    def _balance(self, one: _Field) -> Balance | None:
        balance = read_balance(one.tag, one.lines[0])
        if balance is None:
            self._tell_unreadable(one)
        return balance

    def _finish(self, page: _Page, closing: Balance | None) -> None:
        opening_minor = page.opening.minor if page.opening else None
        closing_minor = closing.minor if closing else None
        days = [line.booked_on for line in page.lines]
        told = [balance.day for balance in (page.opening, closing) if balance]
        self.statements.append(
            Statement(
                account=page.account,
                currency=page.currency or (closing.currency if closing else ""),
                first_on=min((*told, *days), default=None),
                last_on=max((*told, *days), default=None),
                opening_minor=opening_minor,
                closing_minor=closing_minor,
                lines=settled(page.lines, opening_minor, closing_minor),
            )
        )

    def _tell_unreadable(self, one: _Field) -> None:
        facts = {"what": f":{one.tag}:", "value": one.lines[0][:_LONGEST_FACT]}
        self.troubles.append(Trouble(code="UNREADABLE_LINE", place=f"line {one.line}", facts=facts))


def _line(movement: Movement, page: _Page, number: int) -> BankLine:
    return BankLine(
        booked_on=movement.booked_on,
        account=page.account,
        flow=movement.flow,
        amount_minor=movement.amount_minor,
        currency=page.currency,
        purpose=movement.details,
        doc_no=movement.doc_no,
        mark="reversal" if movement.is_reversal else "",
        bank_ref=movement.bank_ref,
        place=f"line {number}",
    )
