"""A bank's statement as a table, .csv or .xlsx: by a mapping, or as its columns are understood."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sheetsync.config.payments import StatementTableConfig
from sheetsync.files.csv_folder import read_csv
from sheetsync.files.excel import read_excel
from sheetsync.files.known_headers import KnownHeaders
from sheetsync.files.refusals import ZIP, refuse
from sheetsync.files.statements.table_rows import (
    table_accounts,
    table_balances,
    table_days,
    table_lines,
)
from sheetsync.language import Phrase
from sheetsync.tables.adoption.bank_columns import (
    BANK_COLUMNS,
    BankTable,
    propose_bank_table,
    table_with,
)
from sheetsync.tables.adoption.locale_guess import guess_locale
from sheetsync.tables.adoption.table_place import TablePlace
from sheetsync.tables.adoption.team_columns import team_columns
from sheetsync.tables.bank_lines import BankLine, Statement, StatementFile, Trouble
from sheetsync.tables.bank_texts import account_number, currency_of_account
from sheetsync.tables.catalogue.bank_synonyms import BANK_NAMES, BANK_NOT_KEPT
from sheetsync.tables.cells import Grid
from sheetsync.tables.locales import Conventions, conventions

_CURE = Phrase(
    ru="впишите в config.yaml под payments.mappings.ИМЯ, что значат столбцы (booked_on, amount или "
    "amount_in и amount_out …), и добавьте --mapping ИМЯ",
    en="write into config.yaml, under payments.mappings.NAME, what the columns mean (booked_on, "
    "amount, or amount_in and amount_out …), and add --mapping NAME",
)


@dataclass(frozen=True, slots=True)
class TableProposal:
    """What a bank's table is taken to mean.

    Attributes:
        mapping: as config.yaml keeps it.
        headers: all headers of the table, so that a person may choose others.
        unclear: meanings that a person must say: without a column, or with two that are as good.
        samples: by header, the first different values as a person sees them.
    """

    mapping: StatementTableConfig
    headers: tuple[str, ...]
    unclear: tuple[str, ...]
    samples: Mapping[str, tuple[str, ...]]


def propose_table(path: Path) -> TableProposal:
    """What the columns of a bank's table mean by their headers and values.

    Raises:
        SourceFileError: it cannot be read, or no table is in it.
    """
    grid, found = _proposed(path, _grids(path))
    columns = [column for column in team_columns(grid, found.place) if column.header]
    written = _written(grid)
    return TableProposal(
        StatementTableConfig(columns=dict(found.columns)),
        tuple(column.header for column in columns),
        found.unclear,
        {column.header: column.samples(written) for column in columns},
    )


def read_table(
    path: Path, mapping: StatementTableConfig | None, accounts: Iterable[str] = ()
) -> StatementFile:
    """All that a bank's table says.

    Args:
        path: the file.
        mapping: what its columns mean; None: as headers and values tell, where they surely do.
        accounts: of ours; the only one is meant where neither mapping nor table names any.

    Raises:
        SourceFileError: it cannot be read, its columns are unclear, or its account is not told.
    """
    grids = _grids(path, mapping.columns.values() if mapping else ())
    grid, place, columns = _mapped(path, grids, mapping) if mapping else _understood(path, grids)
    account = "" if "account" in columns else _account(path, mapping, grid, place, accounts)
    found = list(table_lines(grid, place, columns, _written(grid), account))
    lines = [one for one in found if isinstance(one, BankLine)]
    return StatementFile(
        name=path.name,
        format="table",
        statements=tuple(_statements(lines, account, grid, place)),
        troubles=tuple(one for one in found if isinstance(one, Trouble)),
    )


def _grids(path: Path, own_headers: Iterable[str] = ()) -> list[Grid]:
    """The tabs of the file as cells."""
    with path.open("rb") as file:
        head = file.read(len(ZIP))
    if head == ZIP:
        return [tab.grid for tab in read_excel(path)]
    names = [name for names in BANK_NAMES.values() for name in names]
    return [read_csv(path, KnownHeaders([*names, *BANK_NOT_KEPT, *own_headers])).grid]


def _written(grid: Grid) -> Conventions:
    return conventions(guess_locale([grid]))


def _proposed(path: Path, grids: Sequence[Grid]) -> tuple[Grid, BankTable]:
    """The tab that is understood best, and how."""
    found = [
        (grid, table)
        for grid in grids
        if (table := propose_bank_table(grid, _written(grid))) is not None
    ]
    if not found:
        refuse(
            path.name,
            Phrase(
                ru="это не выписка: ни формата банка, ни таблицы с датой и суммой в нём нет",
                en="is no statement: neither a bank's format nor a table with dates and sums",
            ),
            Phrase(
                ru="выгрузите выписку из банка для 1С, как camt.053, MT940 или таблицу",
                en="export the statement from the bank for 1C, as camt.053, MT940 or a table",
            ),
        )
    return max(found, key=lambda one: len(one[1].columns) - len(one[1].unclear))


def _understood(path: Path, grids: Sequence[Grid]) -> tuple[Grid, TablePlace, Mapping[str, str]]:
    grid, found = _proposed(path, grids)
    if found.unclear:
        refuse(
            path.name,
            Phrase(
                ru="непонятно, какой столбец {meanings}",
                en="it is not clear which column is {meanings}",
            ).given(meanings=", ".join(found.unclear)),
            _CURE,
        )
    return grid, found.place, found.columns


def _mapped(
    path: Path, grids: Sequence[Grid], mapping: StatementTableConfig
) -> tuple[Grid, TablePlace, Mapping[str, str]]:
    """The tab whose headers the mapping names, all of them."""
    unknown = next((name for name in mapping.columns if name not in BANK_COLUMNS), None)
    if unknown is not None:
        refuse(
            path.name,
            Phrase(
                ru="в сопоставлении неизвестное значение {unknown}; бывают {known}",
                en="its mapping has an unknown meaning {unknown}; there are {known}",
            ).given(unknown=unknown, known=", ".join(BANK_COLUMNS)),
            _CURE,
        )
    has_sums = "amount" in mapping.columns or {"amount_in", "amount_out"} <= {*mapping.columns}
    if "booked_on" not in mapping.columns or not has_sums:
        refuse(
            path.name,
            Phrase(
                ru="в сопоставлении нет даты или суммы", en="its mapping lacks the day or the sum"
            ),
            _CURE,
        )
    headers = list(mapping.columns.values())
    fitting = [(grid, place) for grid in grids if (place := table_with(grid, headers)) is not None]
    if not fitting:
        refuse(
            path.name,
            Phrase(
                ru="в нём нет строки с заголовками {headers}",
                en="has no row with the headers {headers}",
            ).given(headers=", ".join(headers)),
            _CURE,
        )
    return *fitting[0], mapping.columns


def _account(
    path: Path,
    mapping: StatementTableConfig | None,
    grid: Grid,
    place: TablePlace,
    accounts: Iterable[str],
) -> str:
    """Whose statement it is, where no column says so."""
    if mapping and mapping.account:
        return account_number(mapping.account)
    own = {account_number(one) for one in accounts}
    named = table_accounts(grid, place)
    candidates = named & own or named or own
    if len(candidates) != 1:
        refuse(
            path.name,
            Phrase(ru="не сказано, чей это счёт", en="does not tell whose account it is"),
            Phrase(
                ru="впишите account под payments.mappings.ИМЯ в config.yaml и добавьте "
                "--mapping ИМЯ",
                en="write account under payments.mappings.NAME into config.yaml and add "
                "--mapping NAME",
            ),
        )
    return candidates.pop()


def _statements(
    lines: Sequence[BankLine], account: str, grid: Grid, place: TablePlace
) -> Iterator[Statement]:
    """A statement for each account; the balances are the only one's."""
    accounts = list(dict.fromkeys(line.account for line in lines)) or [account]
    first, last = table_days(grid, place)
    balances = table_balances(grid, place, _written(grid))
    for one in filter(None, accounts):
        own = tuple(line for line in lines if line.account == one)
        days = [line.booked_on for line in own]
        opening, closing = balances if len(accounts) == 1 else (None, None)
        yield Statement(
            account=one,
            currency=own[0].currency if own else currency_of_account(one),
            first_on=min(filter(None, (first, *days)), default=None),
            last_on=max(filter(None, (last, *days)), default=None),
            opening_minor=opening,
            closing_minor=closing,
            lines=own,
        )
