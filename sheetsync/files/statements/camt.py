"""camt.053, the statement of ISO 20022, of any version: elements are known by their local names.

Source: adoption.md P3; ISO 20022 message definition camt.053, versions 2 to 13.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from sheetsync.files.refusals import refuse
from sheetsync.files.statements.camt_entry import entry_lines, is_booked
from sheetsync.files.statements.camt_texts import local, minor_at, text_at
from sheetsync.files.statements.reversals import settled
from sheetsync.language import Phrase
from sheetsync.tables.bank_lines import BankLine, Statement, StatementFile, Trouble
from sheetsync.tables.bank_texts import account_number, bank_day, inn_in
from sheetsync.tables.catalogue.finding_codes import V_PAY_06

#: Deeper and larger no statement is; each element costs time.
_DEEPEST = 60
MOST_ELEMENTS = 4_000_000
_STATEMENT = "BkToCstmrStmt"
#: What expat says at the end of a file that stops amid its elements.
_CUT = frozenset({3, 5, 6, 20})
#: Codes of the balances before and after, the best first.
_OPENING = ("OPBD", "PRCD", "ITBD")
_CLOSING = ("CLBD", "ITBD")


def read_camt(path: Path) -> StatementFile:
    """All that a camt.053 says; nothing of one that is cut off.

    Raises:
        SourceFileError: it is no camt.053, is damaged, declares entities, or is too large.
    """
    reader = _Reader(path.name)
    try:
        reader.read(path)
    except ParseError as error:
        if error.code in _CUT and reader.is_statement:
            trouble = Trouble(code=V_PAY_06, facts={"missing": "</Document>"})
            return StatementFile(name=path.name, format="camt053", troubles=(trouble,))
        _refuse_damaged(path.name, error)
    if not reader.is_statement:
        _refuse_other_message(path.name, reader.message)
    return StatementFile(
        name=path.name,
        format="camt053",
        owner_inn=reader.owner_inn,
        statements=tuple(reader.statements),
        troubles=tuple(reader.troubles),
    )


class _Reader:
    """Walks through the elements, keeping no more than one entry of them.

    Attributes:
        is_statement: whether the message of a statement has begun.
        message: name of the message that it is.
        owner_inn: of the accounts, as their owners' ids tell it.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self.is_statement = False
        self.message = ""
        self.owner_inn = ""
        self.statements: list[Statement] = []
        self.troubles: list[Trouble] = []
        self._lines: list[BankLine] = []
        self._entries = 0
        self._pending = 0

    def read(self, path: Path) -> None:
        """Read all statements of a file."""
        above: list[Element] = []
        count = 0
        for event, element in _events(path):
            if event == "start":
                count += 1
                element.tag = local(element)
                above.append(element)
                self._begin(element, count, len(above))
            else:
                above.pop()
                self._end(element, above[-1] if above else None)

    def _begin(self, element: Element, count: int, depth: int) -> None:
        if count > MOST_ELEMENTS or depth > _DEEPEST:
            _refuse_nonsense(self._file)
        if element.tag == _STATEMENT:
            self.is_statement = True
        elif not self.message and element.tag not in {"Document", "AppHdr", "BizMsg"}:
            self.message = element.tag
        if element.tag == "Stmt":
            self._lines, self._entries, self._pending = [], 0, 0

    def _end(self, element: Element, parent: Element | None) -> None:
        if element.tag == "Ntry" and parent is not None and parent.tag == "Stmt":
            self._take(element, parent)
            parent.remove(element)
        elif element.tag == "Stmt" and self.is_statement:
            self.statements.append(self._statement(element))
            element.clear()

    def _take(self, entry: Element, statement: Element) -> None:
        self._entries += 1
        if not is_booked(entry):
            self._pending += 1
            return
        lines, troubles = entry_lines(entry, _account(statement), f"Ntry {self._entries}")
        self._lines += lines
        self.troubles += troubles

    def _statement(self, element: Element) -> Statement:
        account = _account(element)
        opening, opened_on = _balance(element, _OPENING, last=False)
        closing, closed_on = _balance(element, _CLOSING, last=True)
        days = [line.booked_on for line in self._lines]
        told = _told_days(element)
        first = told[0] or min(filter(None, (opened_on, *days)), default=None)
        last = told[1] or max(filter(None, (closed_on, *days)), default=None)
        self.owner_inn = self.owner_inn or _owner_inn(element)
        return Statement(
            account=account,
            currency=self._lines[0].currency if self._lines else text_at(element, "Acct/Ccy"),
            first_on=first,
            last_on=last,
            opening_minor=opening,
            closing_minor=closing,
            lines=settled(self._lines, opening, closing),
            pending_count=self._pending,
        )


def _events(path: Path) -> Iterator[tuple[str, Element]]:
    """Elements as they begin and end; entities and document types are refused."""
    from defusedxml import DefusedXmlException  # noqa: PLC0415  # a statement of XML alone needs it
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415

    try:
        yield from iterparse(path, events=("start", "end"), forbid_dtd=True)
    except DefusedXmlException:
        refuse(
            path.name,
            Phrase(
                ru="в нём объявлены сущности (DTD), как в «XML-бомбе»; в выписках их не бывает",
                en="declares entities (DTD) as an XML bomb does; statements have none",
            ),
            Phrase(
                ru="не открывайте его, если не знаете, кто его прислал; выгрузите выписку из "
                "банка ещё раз",
                en="do not open it if you do not know who sent it; export the statement from the "
                "bank again",
            ),
        )


def _account(statement: Element) -> str:
    told = text_at(statement, "Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id")
    return account_number(told)


def _owner_inn(statement: Element) -> str:
    """The owner's tax number: 10 or 12 digits that fit."""
    return inn_in(text_at(statement, "Acct/Ownr/Id/OrgId/Othr/Id", "Acct/Ownr/Id/PrvtId/Othr/Id"))


def _balance(
    statement: Element, codes: tuple[str, ...], *, last: bool
) -> tuple[int | None, date | None]:
    """A balance by its code, with its day; of several intermediate ones the first or the last."""
    found = [(text_at(one, "Tp/CdOrPrtry/Cd"), one) for one in statement.findall("Bal")]
    for code in codes:
        of_code = [one for told, one in found if told == code]
        if of_code:
            balance = of_code[-1 if last else 0]
            minor = minor_at(balance)
            sign = -1 if text_at(balance, "CdtDbtInd") == "DBIT" else 1
            day = bank_day(text_at(balance, "Dt/Dt", "Dt/DtTm"))
            # The balance of the day before is the one that this statement begins with.
            day = day + timedelta(days=1) if day and code == "PRCD" else day
            return (None if minor is None else sign * minor), day
    return None, None


def _told_days(statement: Element) -> tuple[date | None, date | None]:
    """The days that a statement says it tells of; one that ends at midnight ends the day before."""
    first, last = (text_at(statement, f"FrToDt/{name}") for name in ("FrDtTm", "ToDtTm"))
    begins, ends = bank_day(first), bank_day(last)
    if begins and ends and begins < ends and last[10:19] == "T00:00:00":
        ends -= timedelta(days=1)
    return begins, ends


def _refuse_damaged(file: str, error: ParseError) -> None:
    line, _ = error.position
    refuse(
        file,
        Phrase(ru="XML повреждён в строке {line}", en="its XML is damaged in line {line}").given(
            line=line
        ),
        Phrase(ru="скачайте выписку из банка ещё раз", en="download the statement again"),
    )


def _refuse_other_message(file: str, message: str) -> None:
    refuse(
        file,
        Phrase(
            ru="это не выписка camt.053, а {message}", en="is no statement camt.053, but {message}"
        ).given(message=message[:60] or "XML"),
        Phrase(
            ru="закажите в банке итоговую выписку camt.053 (не camt.052 и не camt.054)",
            en="ask the bank for the final statement, camt.053 (not camt.052, nor camt.054)",
        ),
    )


def _refuse_nonsense(file: str) -> None:
    refuse(
        file,
        Phrase(
            ru="элементов XML больше {most:,}, или они вложены глубже {deepest}",
            en="has more than {most:,} elements of XML, or they are nested deeper than {deepest}",
        ).given(most=MOST_ELEMENTS, deepest=_DEEPEST),
        Phrase(
            ru="выгрузите из банка выписку за меньший срок",
            en="export the statement of a shorter time from the bank",
        ),
    )
