"""The demo's bank: its files are written, imported, and most of their lines decided."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from sheetsync.config import Config
from sheetsync.dates import add_months, first_day, month_of
from sheetsync.demo.bank_story import OUR_ACCOUNT, BankStory, bank_story
from sheetsync.demo.names import OUR_COMPANY
from sheetsync.demo.rulebook import OUR_INN
from sheetsync.demo.statement_text import Owner, statement_text
from sheetsync.language import Lang
from sheetsync.private_files import make_private_folder, write_private
from sheetsync.rules.payments.proposals import Part, parts_of
from sheetsync.tables.bank_lines import BankLine, Statement
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.catalogue.payments import BANK, BANK_DECISION
from sheetsync.tables.cells import a1
from sheetsync.workbook.session import quoted
from sheetsync.workspace import RunOptions, Workspace, open_workspace
from sheetsync.workspace.paying import import_and_match, match
from sheetsync.workspace.statement_files import FileRequest

PAYMENTS_JOB = "payments"
_HELD_MINOR = 4_000_000_000
#: What people type over: blank.
_BLANK: list[list[object]] = [[""]]
_TYPED = ("paid_amount", "paid_date")


def bank_the_demo(config: Config, day: date, lang: Lang, options: RunOptions) -> None:
    """Have the bank hand out three months, and an accountant decide on what was paid.

    What people had typed as paid of these invoices is taken out first: the bank says it now.

    Args:
        config: of the demo, whose workbook holds the network.
        day: that the network is at.
        lang: of texts.
        options: of the runs.

    Raises:
        SheetsyncError: the demo is not as it was made.
    """
    with open_workspace(config, options=options) as workspace:
        story = bank_story(
            workspace.payables.invoices,
            workspace.tables.sound("entities", "inn", "account"),
            day,
            OUR_COMPANY.said(lang),
            lang,
        )
        _write(config.path(_folder(config)), story, lang)
        _take_out_typed(workspace, story)
    with open_workspace(config, options=options, job=PAYMENTS_JOB) as workspace:
        workspace.run(lambda ws: import_and_match(ws, FileRequest()))
    with open_workspace(config, options=options, job=PAYMENTS_JOB) as workspace:
        _decide(workspace, story, lang)
    with open_workspace(config, options=options, job=PAYMENTS_JOB) as workspace:
        workspace.run(match)


def _folder(config: Config) -> str:
    return config.payments.folder if config.payments else ""


def _write(folder: Path, story: BankStory, lang: Lang) -> None:
    """A file a month, as a bank's web page hands them out."""
    make_private_folder(folder)
    owner = Owner(OUR_COMPANY.said(lang), OUR_INN)
    opening, first = _HELD_MINOR, story.first_on
    while first <= story.last_on:
        after = first_day(add_months(month_of(first), 1))
        last = min(after - timedelta(days=1), story.last_on)
        lines = tuple(one for one in story.lines if first <= one.booked_on <= last)
        closing = opening + _moved(lines)
        told = Statement(
            account=OUR_ACCOUNT,
            currency="RUB",
            first_on=first,
            last_on=last,
            opening_minor=opening,
            closing_minor=closing,
            lines=lines,
        )
        path = folder / f"kl_to_1c_{first:%Y-%m}.txt"
        write_private(path, statement_text(told, owner).encode("cp1251"))
        opening, first = closing, after


def _moved(lines: Sequence[BankLine]) -> int:
    return sum(one.amount_minor if one.flow == "in" else -one.amount_minor for one in lines)


def _take_out_typed(workspace: Workspace, story: BankStory) -> None:
    table = workspace.tables.tables[INVOICES.code]
    title = quoted(table.title)
    cells = {
        f"{title}!{a1(one.row, table.positions[name])}": _BLANK
        for one in story.paid
        for name in _TYPED
    }
    if cells:
        workspace.session.write_values(cells, "RAW")


def _decide(workspace: Workspace, story: BankStory, lang: Lang) -> None:
    """Say yes beside each payment of a paid invoice; with its number where another is shown."""
    bank = workspace.reading.tool_frame(BANK)
    place = workspace.reading.place_of(BANK)
    title = quoted(workspace.reading.titles[BANK.code])
    names = [column.name for column in BANK.columns]
    columns = {name: place.order.index(names.index(name)) + 1 for name in ("decision", "instead")}
    paid = {_likeness(one.line): one.number for one in story.paid}
    label = next(choice.label(lang) for choice in BANK_DECISION if choice.pays)
    cells: dict[str, Sequence[Sequence[object]]] = {}
    for row, line in bank.iterrows():
        minor, at = int(line["amount_minor"]), int(str(row))
        number = paid.get((str(line["their_account"]), minor, str(line["purpose"])))
        if number is None:
            continue
        cells[f"{title}!{a1(at, columns['decision'])}"] = [[label]]
        if parts_of(str(line["proposal"])) != (Part(number, minor),):
            cells[f"{title}!{a1(at, columns['instead'])}"] = [[number]]
    if cells:
        workspace.session.write_values(cells, "RAW")


def _likeness(line: BankLine) -> tuple[str, int, str]:
    return line.their_account, line.amount_minor, line.purpose
