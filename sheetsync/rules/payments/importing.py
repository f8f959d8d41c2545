"""New rows of the tab Bank from the files of a bank: once, however often imported.

Source: adoption.md P2.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NoReturn

import pandas as pd

from sheetsync.errors import SourceFileError
from sheetsync.language import Phrase, Sayable
from sheetsync.rules.payments.coverage import (
    Stretch,
    balance_trouble,
    file_label,
    gaps,
    jumps,
    known_formats,
    known_stretches,
    stretch_of,
)
from sheetsync.rules.payments.line_ids import Ledger
from sheetsync.tables.bank_lines import BankLine, Statement, StatementFile, Trouble
from sheetsync.tables.bank_texts import account_number
from sheetsync.tables.catalogue.finding_codes import V_PAY_06, V_PAY_07
from sheetsync.tables.catalogue.payments import BANK
from sheetsync.tables.frames import typed_frame


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """An account of ours.

    Attributes:
        number: digits or an IBAN.
        currency: of it, for statements that do not say; "" when that is not known either.
        owner_inn: tax number of its owner; "" when not known.
    """

    number: str
    currency: str = ""
    owner_inn: str = ""


@dataclass(frozen=True, slots=True)
class NewLines:
    """What an import comes to.

    Attributes:
        rows: what is appended, with Bank's columns; proposal, level and what people fill are blank.
        known_count: lines that are rows already.
        pending_count: entries that the bank has not booked yet; they are told, not appended.
        troubles: what is doubtful, each with the name of its ``file`` among its facts; gaps have
            none.
        until: by account, the last day of which a statement tells, those of earlier imports
            included.
    """

    rows: pd.DataFrame
    known_count: int
    pending_count: int
    troubles: tuple[Trouble, ...]
    until: Mapping[str, date]


def new_lines(
    known: pd.DataFrame, files: Sequence[StatementFile], accounts: Iterable[OwnAccount]
) -> NewLines:
    """The lines of some files that are no rows of Bank yet.

    Args:
        known: the frame of Bank.
        files: what was read.
        accounts: those of ours.

    Raises:
        SourceFileError: a file is cut off, has no account of ours, is another company's, or
            brings an account in another format than before; nothing may be written then.
    """
    own = {account_number(one.number): one for one in accounts}
    for file in files:
        _refuse_cut(file)
        _refuse_strangers(file, own)
        _refuse_other_owner(file, own)
    _refuse_two_owners(files)
    _refuse_other_formats(known, files, own)
    ledger = Ledger(known)
    records: list[dict[str, object]] = []
    lines_count = 0
    for file in files:
        lines = [_completed(one, own) for one in _lines(file, own)]
        lines_count += len(lines)
        labels = _labels(file, own)
        records += [
            _record(line_id, line, labels[line.account]) for line_id, line in ledger.new_ids(lines)
        ]
    stretches = _stretches(known, files, own)
    return NewLines(
        rows=typed_frame(BANK.columns, records),
        known_count=lines_count - len(records),
        pending_count=sum(one.pending_count for file in files for one in _ours(file, own)),
        troubles=(
            *(_of_file(one, file) for file in files for one in _troubles(file, own)),
            *(gap for account, days in stretches.items() for gap in gaps(account, days)),
        ),
        until={account: max(one.last for one in days) for account, days in stretches.items()},
    )


def _ours(file: StatementFile, own: Mapping[str, OwnAccount]) -> list[Statement]:
    return [one for one in file.statements if one.account in own]


def _lines(file: StatementFile, own: Mapping[str, OwnAccount]) -> Iterator[BankLine]:
    for statement in _ours(file, own):
        yield from statement.lines


def _completed(line: BankLine, own: Mapping[str, OwnAccount]) -> BankLine:
    """A line with its account's currency, and the mark of what goes from one of ours to another."""
    is_own = not line.mark and line.their_account in own
    return replace(
        line,
        currency=line.currency or own[line.account].currency,
        mark="own" if is_own else line.mark,
    )


def _record(line_id: str, line: BankLine, label: str) -> dict[str, object]:
    told: dict[str, object] = {
        "line_id": line_id,
        "booked_on": pd.Timestamp(line.booked_on),
        "account": line.account,
        "flow": line.flow,
        "amount_minor": line.amount_minor,
        "currency": line.currency,
        "counterparty": line.counterparty,
        "inn": line.inn,
        "kpp": line.kpp,
        "their_account": line.their_account,
        "purpose": line.purpose,
        "doc_no": line.doc_no,
        "mark": line.mark,
        "file": label,
    }
    return {name: value if value != "" else None for name, value in told.items()}


def _labels(file: StatementFile, own: Mapping[str, OwnAccount]) -> dict[str, str]:
    """What the column File says, by account."""
    days: dict[str, list[Stretch]] = {}
    for statement in _ours(file, own):
        stretch = stretch_of(statement)
        if stretch is not None:
            days.setdefault(statement.account, []).append(stretch)
    return {
        account: file_label(file, min(one.first for one in found), max(one.last for one in found))
        for account, found in days.items()
    }


def _stretches(
    known: pd.DataFrame, files: Iterable[StatementFile], own: Mapping[str, OwnAccount]
) -> dict[str, list[Stretch]]:
    """The days that are covered, by account: those of the tab, and those of the files."""
    found: dict[str, list[Stretch]] = {
        str(account): list(known_stretches(rows))
        for account, rows in known.groupby("account", observed=True)
        if account in own
    }
    for file in files:
        for statement in _ours(file, own):
            stretch = stretch_of(statement)
            if stretch is not None:
                found.setdefault(statement.account, []).append(stretch)
    return {account: days for account, days in found.items() if days}


def _troubles(file: StatementFile, own: Mapping[str, OwnAccount]) -> Iterator[Trouble]:
    """What is doubtful in a file."""
    yield from file.troubles
    strange = Counter(
        line.account for one in file.statements if one.account not in own for line in one.lines
    )
    for account, count in strange.items():
        yield Trouble(code=V_PAY_07, facts={"accounts": account, "count": str(count)})
    by_account: dict[str, list[Statement]] = {}
    for statement in _ours(file, own):
        by_account.setdefault(statement.account, []).append(statement)
        wrong = balance_trouble(statement)
        if wrong is not None:
            yield wrong
    for statements in by_account.values():
        yield from jumps(statements)


def _of_file(trouble: Trouble, file: StatementFile) -> Trouble:
    return replace(trouble, facts={**trouble.facts, "file": file.name})


def _refuse(file: str, what: Sayable, cure: Sayable) -> NoReturn:
    raise SourceFileError(
        Phrase(ru="{file}: {what}", en="{file}: {what}"), cure=cure, file=file, what=what
    )


def _refuse_cut(file: StatementFile) -> None:
    cut = next((one for one in file.troubles if one.code == V_PAY_06), None)
    if cut is not None:
        _refuse(
            file.name,
            Phrase(
                ru="выписка обрезана: нет {missing} ({code})",
                en="the statement is cut off: {missing} is missing ({code})",
            ).given(missing=cut.facts["missing"], code=V_PAY_06),
            Phrase(ru="выгрузите её из банка ещё раз", en="export it from the bank again"),
        )


def _refuse_strangers(file: StatementFile, own: Mapping[str, OwnAccount]) -> None:
    if _ours(file, own):
        return
    named = list(dict.fromkeys(one.account for one in file.statements))
    told = named or [one.facts["accounts"] for one in file.troubles if one.code == V_PAY_07][:1]
    _refuse(
        file.name,
        Phrase(
            ru="в ней нет ни одного нашего счёта; есть {accounts}",
            en="has no account of ours; it has {accounts}",
        ).given(accounts=", ".join(told) or Phrase(ru="ни одного", en="none")),
        Phrase(
            ru="если это счёт компании, впишите его в config.yaml, payments.accounts",
            en="if it is the company's, write it into config.yaml, payments.accounts",
        ),
    )


def _refuse_other_owner(file: StatementFile, own: Mapping[str, OwnAccount]) -> None:
    for statement in _ours(file, own):
        owner = own[statement.account].owner_inn
        if owner and file.owner_inn and owner != file.owner_inn:
            _refuse_company(file.name, statement.account, file.owner_inn, owner)


def _refuse_two_owners(files: Sequence[StatementFile]) -> None:
    owned = [file for file in files if file.owner_inn]
    for file in owned:
        if file.owner_inn != owned[0].owner_inn:
            account = file.statements[0].account if file.statements else ""
            _refuse_company(file.name, account, file.owner_inn, owned[0].owner_inn)


def _refuse_company(file: str, account: str, inn: str, ours: str) -> NoReturn:
    _refuse(
        file,
        Phrase(
            ru="счёт {account} — другой компании: ИНН {inn}, а наш {ours}",
            en="the account {account} is another company's: INN {inn}, and ours is {ours}",
        ).given(account=account, inn=inn, ours=ours),
        Phrase(
            ru="одна книга — одна компания: уберите файл или заведите для неё свою книгу",
            en="one workbook, one company: take the file out, or make a workbook of its own for it",
        ),
    )


def _refuse_other_formats(
    known: pd.DataFrame, files: Iterable[StatementFile], own: Mapping[str, OwnAccount]
) -> None:
    """Stop where an account comes in another format: its lines would have other ids, and double."""
    formats = {
        str(account): known_formats(rows["file"])
        for account, rows in known.groupby("account", observed=True)
    }
    for file in files:
        for statement in _ours(file, own):
            before = formats.setdefault(statement.account, set())
            if before - {file.format}:
                _refuse(
                    file.name,
                    Phrase(
                        ru="счёт {account} до сих пор загружали в формате {before}, а это "
                        "{format}: строки удвоились бы",
                        en="the account {account} came as {before} so far, and this is {format}: "
                        "its lines would double",
                    ).given(
                        account=statement.account,
                        before=", ".join(sorted(before)),
                        format=file.format,
                    ),
                    Phrase(
                        ru="выгрузите из банка выписку в прежнем формате",
                        en="export the statement from the bank in the format of before",
                    ),
                )
            before.add(file.format)
