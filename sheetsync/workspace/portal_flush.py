"""What the store knows and the Portal log does not, told there; and the other way round.

Source: portal.md 5.5 (step 2), 5.6.
"""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from sheetsync.portal.store.telling import tell_again, told_before
from sheetsync.portal.store.worker import adopt, mark_told, untold_events
from sheetsync.tables.catalogue.portal import PORTAL_LOG
from sheetsync.tables.writing import tab_cells
from sheetsync.workspace.portal_letters import queue_letters, skip_letters
from sheetsync.workspace.portal_log_rows import log_rows, logged_submissions
from sheetsync.workspace.portal_worker import PortalWorker
from sheetsync.workspace.workbook_reading import Reading


def flush(worker: PortalWorker) -> int:
    """Tell the Portal log what it does not know yet, in the order in which it happened.

    Returns:
        How many events were told.

    Raises:
        TableError: the log is missing, or one of its headers; nothing was told.
        WorkbookError: Google refused or did not answer; what waits goes on waiting.
        DatabaseError: the store cannot be used.
    """
    told = untold_events(worker.store)
    if not told:
        return 0
    rows = log_rows(told, worker.url)
    worker.log.append(tab_cells(PORTAL_LOG, rows, worker.lang))
    mark_told(worker.store, [event.row_id for event, _, _ in told], worker.clock.now())
    worker.log.settled()
    return len(told)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What holding store and log against each other brought.

    Attributes:
        adopted: submissions and events that the store lacked.
        lost: events that the log had lost; they are told again.
    """

    adopted: int = 0
    lost: int = 0


def reconcile(worker: PortalWorker, reading: Reading) -> Reconciled:
    """Have store and log know the same: a restored store learns, a cut log is told again.

    Args:
        worker: its store and log.
        reading: of the workbook; a log that it does not have, under its title, tells nothing.

    Raises:
        TableError, WorkbookError: the log cannot be looked up.
        DatabaseError: the store cannot be used.
    """
    if PORTAL_LOG.code not in reading.titles:
        if not worker.is_reconciled:
            # Renamed it is known by its number; a log that is gone is told with its cure.
            worker.log.row_ids()
            worker.is_reconciled = True
        return Reconciled()
    rows = reading.tool_frame(PORTAL_LOG)
    adopted = 0 if worker.is_reconciled else _adopted(worker, rows)
    lost = _lost(worker, rows, reading.began_at)
    if lost:
        tell_again(worker.store, lost)
    worker.is_reconciled = True
    return Reconciled(adopted, len(lost))


def _adopted(worker: PortalWorker, rows: pd.DataFrame) -> int:
    """Have the store learn what the log holds; what happened long ago calls for no letter."""
    logged = logged_submissions(rows)
    with worker.letters:
        queue_letters(worker)
        adopted = adopt(worker.store, logged, worker.clock.now())
        if adopted:
            skip_letters(worker)
    return adopted


def _lost(worker: PortalWorker, rows: pd.DataFrame, began_at: datetime) -> frozenset[str]:
    """Events that were told and do not stand in the log, wherever people moved its columns."""
    lost = told_before(worker.store, began_at) - set(rows["row_id"].dropna())
    if not lost:
        return lost
    # What a column inserted at the moment of writing put askew is there all the same.
    worker.log.set_right()
    return lost - worker.log.row_ids()
