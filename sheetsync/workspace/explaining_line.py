"""Why a line of the bank is matched as it is; nothing is written."""

from collections.abc import Iterator

import pandas as pd

from sheetsync.errors import RunRequestError
from sheetsync.language import Lang, Phrase
from sheetsync.language.days import typed_day
from sheetsync.rules.validation.nearest import nearest
from sheetsync.tables.catalogue.payments import BANK, MATCHES, PAYMENT_LOG
from sheetsync.tables.frames import frame_name
from sheetsync.tables.schema import Choice, Column, ToolTab
from sheetsync.workspace.company import Company
from sheetsync.workspace.options import Outcome, Section
from sheetsync.workspace.outcomes.bank_lines import PAYMENTS_JOB
from sheetsync.workspace.outcomes.words import amount
from sheetsync.workspace.proposing import bank_of, proposed
from sheetsync.workspace.records import records

_FACTS = (
    "booked_on", "flow", "amount", "currency", "counterparty", "inn", "their_account", "purpose",
    "mark", "decision", "instead",
)  # fmt: skip
_PROPOSAL = ("proposal", "level", "why", "partner", "left_over", "also", "was")
_ENTRIES = ("number", "amount", "currency", "paid_on", "state", "said")
_DECIDED = Phrase(
    ru="решение есть: предлагать нечего", en="it is decided: there is nothing to propose"
)
_UNKNOWN = Phrase(ru="Строки «{line}» в выписке нет", en="The bank has no line {line!r}")
_SEVERAL = Phrase(
    ru="С «{line}» начинаются несколько строк", en="Several lines begin with {line!r}"
)
_LIST = Phrase(
    ru="коды строк покажет sheetsync payments list",
    en="sheetsync payments list shows the lines' codes",
)
_MEANT = Phrase(ru="может быть, «{near}»?", en="did you mean {near!r}?")


def explained_line(company: Company, line: str) -> Outcome:
    """What a line is, what is proposed for it and why, and what the Payment log says of it.

    Args:
        company: whose bank it is.
        line: its id, or how it begins.

    Raises:
        ModuleError: the module of the bank is off.
        RunRequestError: there is no such line, or there are several.
    """
    bank, lang = bank_of(company), company.lang
    line_id = _id_of(bank.bank, line)
    found = proposed(company, bank).rows
    row = bank.bank[bank.bank["line_id"] == line_id].iloc[[0]]
    match = found[found["line_id"] == line_id]
    entries = bank.log[bank.log["line_id"] == line_id]
    headline = match["why"].iloc[0] if len(match) else _DECIDED.said(lang)
    return Outcome(
        PAYMENTS_JOB,
        0,
        f"{line_id}: {headline}",
        sections=tuple(
            section
            for section in (
                _told(BANK, _FACTS, row, lang),
                _told(MATCHES, _PROPOSAL, match, lang),
                _listed(entries, lang),
            )
            if section.rows
        ),
        payload={
            "line": records(row)[0],
            "match": records(match)[0] if len(match) else None,
            "entries": records(entries),
        },
    )


def _id_of(bank: pd.DataFrame, line: str) -> str:
    ids = bank["line_id"].dropna().astype("str").unique().tolist()
    found = [line] if line in ids else [one for one in ids if one.startswith(line)]
    if len(found) == 1:
        return str(found[0])
    near = nearest(line, ids)
    raise RunRequestError(
        _SEVERAL if found else _UNKNOWN,
        cure=_MEANT if near and not found else _LIST,
        line=line,
        near=near,
    )


def _told(tab: ToolTab, names: tuple[str, ...], row: pd.DataFrame, lang: Lang) -> Section:
    """One row as pairs of a header and a value; what is blank is left out."""
    columns = _columns(tab, names)
    pairs = [
        (column.header(lang), text)
        for column in columns
        for text in (_text(column, row[frame_name(column)].iloc[0], lang) if len(row) else "",)
        if text
    ]
    return Section(tab.title(lang), ("", ""), tuple(pairs))


def _listed(entries: pd.DataFrame, lang: Lang) -> Section:
    columns = _columns(PAYMENT_LOG, _ENTRIES)
    cells = zip(
        *(
            [_text(column, value, lang) for value in entries[frame_name(column)]]
            for column in columns
        ),
        strict=True,
    )
    headers = tuple(column.header(lang) for column in columns)
    return Section(PAYMENT_LOG.title(lang), headers, tuple(cells))


def _columns(tab: ToolTab, names: tuple[str, ...]) -> list[Column]:
    by_name = {column.name: column for column in tab.columns}
    return [by_name[name] for name in names]


def _text(column: Column, value: object, lang: Lang) -> str:
    if value is None or value is pd.NaT or value is pd.NA or value != value:  # noqa: PLR0124  # NaN
        return ""
    if column.kind == "money":
        return amount(int(str(value)), lang)
    if column.kind == "date":
        return typed_day(pd.Timestamp(str(value)).date(), lang)
    return next(_labels(column, value, lang), str(value))


def _labels(column: Column, value: object, lang: Lang) -> Iterator[str]:
    for choice in column.allowed:
        if isinstance(choice, Choice) and choice.code == value:
            yield choice.label(lang)
