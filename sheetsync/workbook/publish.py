"""Publish tool tabs: only what changed, in one atomic request, addressed by sheetId.

A tab is computed whole; an unchanged tab costs nothing; in a changed one only the changed blocks
of rows travel. Logs are appended with ids, in the same request. A write whose answer was lost is
read back before it is repeated; one that no longer fits is planned anew, once (design.md 3,
Publication; faults.md S14, S15, S19, S26). Where a log's columns stand is looked up right before
each request, and once more after it: people insert columns while a run computes. In the same
glance it is seen what the tab is called that a shared log's formulas show.
"""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sheetsync.errors import RequestRefusedError, WriteInDoubtError
from sheetsync.language import Lang, Phrase
from sheetsync.tables.schema import ToolTab
from sheetsync.tables.tab_frame import TabFrame
from sheetsync.tables.writing import TabCells, tab_cells
from sheetsync.workbook.log_appends import Append
from sheetsync.workbook.log_mending import formulas_again, mending
from sheetsync.workbook.marks import mark_request
from sheetsync.workbook.publication_plan import (
    Plan,
    TabPublication,
    called_now,
    parts_of,
    placed,
    planned,
    tops_of,
    weight,
)
from sheetsync.workbook.session import Session
from sheetsync.workbook.snapshot import Snapshot, reread
from sheetsync.workbook.staging import staged_write
from sheetsync.workbook.tab_requests import (
    Request,
    growth,
    rows_of,
    write_rows,
)

#: One batchUpdate stays below this; Google refuses 10 MB (sheets-api.md 5).
MAX_BODY_BYTES = 8_000_000
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class SpreadsheetPublisher:
    """The tool tabs of one spreadsheet, where typed rows become cells.

    Attributes:
        session: the spreadsheet.
        snapshot: what it held when the run read it.
        titles: the tabs' titles in the snapshot, by code.
        lang: of headers and labels.
    """

    session: Session
    snapshot: Snapshot
    titles: Mapping[str, str]
    lang: Lang

    def changed(self, tabs: Sequence[TabFrame]) -> list[ToolTab]:
        """The tabs that do not hold already what they shall."""
        plan = planned(self.snapshot, self.titles, self._cells(tabs), ())
        return [target.cells.tab for target in plan.targets.values()]

    def publish(
        self,
        tabs: Sequence[TabFrame],
        logs: Sequence[TabFrame] = (),
        *,
        max_body_bytes: int = MAX_BODY_BYTES,
    ) -> TabPublication:
        """Write the tabs that changed and append the log rows: all in one request, or nothing.

        When Google refuses it because people cut a tool tab meanwhile, the tabs are looked at
        again, room is made, and it is sent once more.

        Args:
            tabs: tool tabs, whole.
            logs: rows to append, each with an id in the tab's key columns.
            max_body_bytes: size that one request may have; what is larger is staged.

        Raises:
            TabGoneError: a tool tab is not there; nothing was written.
            UnusableTabError: a log lost a header; nothing was written.
            RequestRefusedError: Google refuses it, also after the tabs were looked at again.
            WriteInDoubtError: three times the answer was lost and the rows were not there.
        """
        whole, appended = self._cells(tabs), self._cells(logs)
        plan = planned(self.snapshot, self.titles, whole, appended)
        try:
            _written(self.session, self.snapshot, plan, max_body_bytes)
        except RequestRefusedError:
            titles = [self.titles[cells.tab.code] for cells in (*whole, *appended)]
            now = reread(self.session, self.snapshot, titles)
            again = planned(now, self.titles, whole, appended)
            if again == plan:
                raise
            _written(self.session, self.snapshot, again, max_body_bytes)
            plan = again
        return plan.done()

    def _cells(self, tabs: Sequence[TabFrame]) -> list[TabCells]:
        return [tab_cells(each.tab, each.frame, self.lang, each.headings) for each in tabs]


def _written(session: Session, snapshot: Snapshot, plan: Plan, max_body_bytes: int) -> None:
    """All in one request while it fits; else every tab by itself, the logs last, in parts."""
    if weight(plan.requests()) <= max_body_bytes:
        _apply(session, snapshot, plan)
        return
    for title, target in plan.targets.items():
        _write_alone(session, snapshot, Plan({title: target}, {}), max_body_bytes)
    for part in parts_of(replace(plan, targets={}), max_body_bytes):
        _apply(session, snapshot, part)


def _write_alone(session: Session, snapshot: Snapshot, plan: Plan, max_body_bytes: int) -> None:
    """One tab by itself: in one request while it fits, else staged in a hidden tab."""
    if weight(plan.requests()) <= max_body_bytes:
        _apply(session, snapshot, plan)
        return
    for target in plan.targets.values():
        whole = write_rows(target, 0, len(target.wanted))["updateCells"]
        sheet = target.state
        mark = [] if sheet.is_marked else [mark_request(sheet.sheet_id, target.cells.tab.code)]
        staged_write(session, [*growth(target), *mark], whole, target.height, max_body_bytes)


def _apply(session: Session, snapshot: Snapshot, plan: Plan) -> None:
    """Send; when the answer was lost, look whether it was applied before sending again."""
    for last in (False,) * (_ROUNDS - 1) + (True,) if plan.targets or plan.appends else ():
        plan = placed(session, plan)
        try:
            session.batch_update(plan.requests())
        except WriteInDoubtError:
            if _was_applied(session, snapshot, plan):
                break
            if last:
                raise
        else:
            break
    _set_right(session, plan)


def _set_right(session: Session, plan: Plan) -> None:
    """Move log rows that a column inserted at that very moment has put one column off.

    Raises:
        WriteInDoubtError: they could not be moved for sure.
    """
    for _ in range(_ROUNDS if plan.appends else 0):
        tops = tops_of(session, plan)
        now = {title: each.now_at(tops[each.sheet_id].rows) for title, each in plan.appends.items()}
        moved = [title for title, each in plan.appends.items() if now[title] != each.positions]
        requests = [
            request
            for title in moved
            for request in _mended(session, plan.appends[title], now[title])
        ]
        called = called_now(plan, tops)
        for title, append in called.appends.items():
            if append.shown != plan.appends[title].shown:
                requests += _shown_again(session, append, now[title])
        plan = called
        if not requests:
            return
        with contextlib.suppress(WriteInDoubtError):
            session.batch_update(requests)
    if plan.appends:
        raise WriteInDoubtError(
            Phrase(
                ru="{logs}: строки попали не в те колонки, и сдвинуть их не удалось",
                en="{logs}: rows stand in the wrong columns and could not be moved",
            ),
            cure=Phrase(
                ru="попросите того, кто двигает там колонки, подождать конца "
                "запуска, и запустите ещё раз",
                en="ask whoever moves columns there to wait until the run has ended, and run again",
            ),
            logs=", ".join(plan.appends),
        )


def _mended(session: Session, append: Append, now: tuple[int, ...]) -> list[Request]:
    """The moves of a log's rows to where its headers stand now."""
    return mending(append.appended(now), now, session.columns_of(append.sheet_id, "FORMULA"))


def _shown_again(session: Session, append: Append, now: tuple[int, ...]) -> list[Request]:
    """Formulas anew: the tab that they show got another name at that very moment."""
    columns = session.columns_of(append.sheet_id, "FORMULA")
    return formulas_again(append.appended(now), now, columns)


def _was_applied(session: Session, snapshot: Snapshot, plan: Plan) -> bool:
    """The request is atomic, so one sign of it is enough; a row of a log is the surest."""
    now = reread(session, snapshot, [*plan.appends] or [*plan.targets]).stored
    if plan.appends:
        return any(append.stands_in(now.get(title, ())) for title, append in plan.appends.items())
    return any(rows_of(now.get(title, ())) == each.wanted for title, each in plan.targets.items())
