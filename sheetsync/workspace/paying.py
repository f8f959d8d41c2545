"""What a run does about the bank: import, freeze what people said, propose anew; written at once.

First it freezes every new answer as the proposal stands in the very snapshot that showed it; only
then it proposes anew, so that nobody's yes is about another proposal than the one they saw. Lines,
entries and proposals travel in one request: none of them stands without the others.
Source: adoption.md P1, "What a run does with a decision", and P2.
"""

from dataclasses import dataclass

import pandas as pd

from sheetsync.language import Phrase
from sheetsync.rules.payments.deciding import new_entries
from sheetsync.rules.payments.importing import NewLines, new_lines
from sheetsync.tables.catalogue.payments import BANK, MATCHES, PAYMENT_LOG
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.locales import conventions
from sheetsync.workspace.options import Outcome
from sheetsync.workspace.outcomes.payments import Done, payments_outcome
from sheetsync.workspace.proposing import bank_of, proposed, with_entries
from sheetsync.workspace.statement_files import (
    FileRequest,
    own_accounts,
    payments_config,
    statement_files,
)
from sheetsync.workspace.workspace import Workspace

_NEEDED = ("entities", "invoices")
_FREEZING = Phrase(ru="записываем решения", en="noting decisions")
_MATCHING = Phrase(ru="разносим строки выписки", en="matching the lines of the bank")


@dataclass(frozen=True, slots=True)
class Imported:
    """What files brought.

    Attributes:
        new: lines, and what is doubtful.
        files_count: how many were read.
    """

    new: NewLines
    files_count: int


def import_and_match(ws: Workspace, request: FileRequest) -> Outcome:
    """Read files, and do what `match` does, all in one publication.

    Raises:
        ModuleError: the module of the bank is off.
        ConfigError: no account of ours is named.
        SourceFileError: a file cannot be read, or has no account of ours; nothing is written.
    """
    bank = bank_of(ws.company)
    section = payments_config(ws.config)
    files = list(statement_files(ws.config, request, ws.options.progress))
    new = new_lines(bank.bank, files, own_accounts(section, ws.settings))
    return _paid(ws, Imported(new, len(files)))


def match(ws: Workspace) -> Outcome:
    """Freeze what people decided, then propose anew for the lines without a decision.

    Raises:
        ModuleError: the module of the bank is off.
    """
    return _paid(ws, None)


def _paid(ws: Workspace, imported: Imported | None) -> Outcome:
    bank = bank_of(ws.company)
    ws.require(*_NEEDED)
    lines = imported.new.rows if imported else typed_frame(BANK.columns)
    ws.options.progress(_FREEZING)
    written = conventions(ws.tables.locale)
    entries = new_entries(bank, ws.payables.invoices, ws.settings, written)
    ws.options.progress(_MATCHING)
    found = proposed(ws.company, with_entries(bank, lines, entries))
    ws.append(BANK, lines)
    ws.append(PAYMENT_LOG, _stamped(ws, entries))
    ws.publish(MATCHES, found.rows)
    done = Done(
        new=imported.new if imported else None,
        files_count=imported.files_count if imported else 0,
        entries=entries,
        matched=found.lines,
    )
    return payments_outcome(done, ws.lang)


def _stamped(ws: Workspace, entries: pd.DataFrame) -> pd.DataFrame:
    """The entries with the run and the moment they are noted."""
    now = ws.clock.now().astimezone(ws.zone).replace(tzinfo=None, microsecond=0)
    return entries.assign(run_id=ws.run_id, at=pd.Timestamp(now))
