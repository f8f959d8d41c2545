"""Rows that our people asked for at the desk, entered in Invoices and Closing documents.

At a person's click, never by a run: a whole row below the last one, each once. What is about to be
written is looked up right before; an answer that was lost is looked up, not repeated; nothing that
stands in the tab is changed.

Source: portal.md 1 (decision 4), 5.5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sheetsync.errors import (
    AccessDeniedError,
    DeadlineError,
    ProtectedRangeError,
    RequestRefusedError,
    RunRequestError,
    SheetsyncError,
    TabGoneError,
    TableError,
    WriteInDoubtError,
)
from sheetsync.language import Phrase, Sayable, languages
from sheetsync.portal.store.entering import (
    acceptances_under_way,
    begin_writing,
    note_failed,
    note_written,
    take_back,
)
from sheetsync.portal.store.worker import all_submissions
from sheetsync.rules.portal.acceptances import Acceptance
from sheetsync.rules.portal.entry_plan import SWITCHED_OFF, entry_plan
from sheetsync.rules.portal.ready import READY
from sheetsync.rules.portal.submissions import StoredSubmission
from sheetsync.tables.schema import PeopleTab, ToolTab
from sheetsync.workbook.cell_edits import NewRow
from sheetsync.workspace.company import Company
from sheetsync.workspace.guards import require_tabs
from sheetsync.workspace.move_first import refuse_adopted
from sheetsync.workspace.portal_entry_tab import EntryTab
from sheetsync.workspace.portal_look import inbox_terms, note_decisions
from sheetsync.workspace.portal_worker import PortalWorker

#: So long after an answer was lost it is looked up what became of the write.
_PAUSE_S = 5.0
#: What no waiting mends: somebody has to do something about the tab.
_LASTING = (
    TableError,
    ProtectedRangeError,
    AccessDeniedError,
    RequestRefusedError,
    RunRequestError,
    TabGoneError,
)
#: A tab with usable headers may have as many bad rows as it likes.
_ANY_SHARE = 100
_WITH_CURE = Phrase(ru="{message}. Что сделать: {cure}", en="{message}. What to do: {cure}")
_PROTECTED = Phrase(
    ru="вкладка «{title}» защищена, {account} не может её менять. Что сделать: «Данные» → "
    "«Защищённые листы и диапазоны», разрешите этому адресу, или скопируйте строку сами",
    en="{title} is protected, {account} may not change it. What to do: Data, Protect sheets and "
    "ranges, allow that address, or copy the row yourself",
)
_ENTERING = Phrase(ru="внести строку", en="entering a row")
_ASKEW = Phrase(
    ru="номер {no} уже стоит в строке {row}, но не под своим заголовком: поправьте эту строку или "
    "сотрите её",
    en="{no} stands in row {row} already, but not under its header: mend that row, or clear it",
)


def has_rows_to_enter(worker: PortalWorker) -> bool:
    """Whether somebody waits for a row.

    Raises:
        DatabaseError: the store cannot be read.
    """
    now = worker.clock.now()
    return any(one.is_due(now) for one in acceptances_under_way(worker.store))


def enter_rows(worker: PortalWorker, company: Company) -> bool:
    """Enter the rows that our people asked for, or note why not.

    Args:
        worker: the store, and the workbook where they are entered.
        company: the workbook as it was read.

    Returns:
        Whether rows were written, or found that were not there before: what was read is old then.

    Raises:
        SheetsyncError: Google does not answer, or the workbook cannot be read; what waits goes on
            waiting.
    """
    now = worker.clock.now()
    asked = [one for one in acceptances_under_way(worker.store) if one.is_due(now)]
    return bool(asked) and _Entering(worker, company, asked).run()


def tell_why_waiting(worker: PortalWorker, error: SheetsyncError) -> None:
    """Have whoever asked read why it takes longer; of what is in doubt nothing is known.

    Raises:
        DatabaseError: the store cannot be used.
    """
    waiting = [one.no for one in acceptances_under_way(worker.store) if one.state == "asked"]
    take_back(worker.store, waiting, _words(_told(error)))


@dataclass
class _Entering:
    worker: PortalWorker
    company: Company
    asked: Sequence[Acceptance]
    stored: Mapping[str, StoredSubmission] = field(init=False)

    def run(self) -> bool:
        note_decisions(self.worker, self.company)
        stored = all_submissions(self.worker.store)
        self.stored = {one.submission.no: one for one in stored}
        changed = [self._enter_in(*each) for each in READY]
        return any(changed)

    def _enter_in(self, ready: ToolTab, people: PeopleTab, kind: str) -> bool:
        """Enter rows of one tab; what no waiting mends is told to whoever asked."""
        asked = [one for one in self.asked if self.stored[one.no].submission.kind == kind]
        reading = self.company.reading
        try:
            return bool(asked) and self._enter(self._tab(ready, people), asked)
        except ProtectedRangeError:
            title, account = reading.titles[people.code], self.worker.session.account
            why: Sayable = _PROTECTED.given(title=title, account=account)
        except _LASTING as error:
            why = _told(error)
        self._fail({one.no: why for one in asked})
        return False

    def _tab(self, ready: ToolTab, people: PeopleTab) -> EntryTab:
        reading = self.company.reading
        table = reading.tables.tables.get(people.code)
        if people.code not in reading.titles or table is None or not table.ok:
            require_tabs(reading.tables, [people.code], _ANY_SHARE)
        refuse_adopted(reading.tables, [people.code], _ENTERING)
        return EntryTab(
            session=self.worker.session,
            reading=reading,
            tab=people,
            ready=ready,
            stored=list(self.stored.values()),
        )

    def _enter(self, tab: EntryTab, asked: Sequence[Acceptance]) -> bool:
        tab.look()
        if tab.table is None or not tab.table.ok:
            # Its headers went this moment; the next round reads what is wrong with them.
            return False
        now = self.worker.clock.now()
        plan = entry_plan(asked, tab.stored, tab.standing(), now)
        note_written(self.worker.store, plan.stand)
        self._fail(plan.fail | self._not_to_write(tab, plan.write))
        missing = [self.stored[no] for no in plan.write if not tab.row_that_says(no)]
        if missing and self.worker.section.accept_appends:
            rows = tab.new_rows(missing, inbox_terms(self.worker, self.company, {}))
            numbers = [one.submission.no for one in missing]
            self._write(tab, dict(zip(numbers, rows, strict=True)))
        return True

    def _not_to_write(self, tab: EntryTab, numbers: Sequence[str]) -> dict[str, Sayable]:
        """Why rows that do not stand are not written all the same."""
        if not self.worker.section.accept_appends:
            return dict.fromkeys(numbers, SWITCHED_OFF)
        places = {no: tab.row_that_says(no) for no in numbers}
        return {no: _ASKEW.given(no=no, row=row) for no, row in places.items() if row}

    def _write(self, tab: EntryTab, rows: Mapping[str, NewRow]) -> None:
        """Write rows; from the first moment on it is known that they may stand."""
        store, before = self.worker.store, tab.seen
        begin_writing(store, rows, self.worker.clock.now())
        try:
            tab.write(list(rows.values()))
        except WriteInDoubtError:
            self.worker.clock.sleep(_PAUSE_S)
        except DeadlineError as error:
            take_back(store, rows, _words(_told(error)))
            raise
        except RequestRefusedError:
            tab.look()
            if tab.seen.found == before.found:
                raise
            # Rows or columns went this moment: the next round writes where they are now.
            take_back(store, rows, {})
            return
        else:
            note_written(store, dict.fromkeys(rows, 0))
        tab.look()
        moved = [no for no, row in rows.items() if tab.set_right(no, row, before)]
        if moved:
            tab.look()
        self._note_places(tab, rows)

    def _note_places(self, tab: EntryTab, rows: Mapping[str, NewRow]) -> None:
        """Note where rows stand; of one that was in doubt and is not there nothing is known."""
        if tab.table is not None and tab.table.ok:
            standing = tab.standing()
            found = {no: standing[no].entered or standing[no].held_by for no in rows}
            note_written(self.worker.store, {no: one.row for no, one in found.items() if one})

    def _fail(self, reasons: Mapping[str, Sayable]) -> None:
        told = {no: _words(reason) for no, reason in reasons.items()}
        note_failed(self.worker.store, told)


def _told(error: SheetsyncError) -> Sayable:
    """What happened and the cure, in one breath."""
    if not error.cure:
        return error.words
    return _WITH_CURE.given(message=error.words, cure=error.cure_words)


def _words(words: Sayable) -> dict[str, str]:
    return {lang: words.said(lang) for lang in languages()}
