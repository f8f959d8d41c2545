"""What one publication writes: which tabs change, which rows are appended, and where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from sheetsync.errors import TabGoneError
from sheetsync.language import Lang, Phrase
from sheetsync.tables.catalogue.modules import tool_by_code
from sheetsync.tables.reading.headers import SEARCHED_ROWS
from sheetsync.tables.schema import ToolTab
from sheetsync.tables.writing import TabCells
from sheetsync.workbook.log_appends import Append, append_of, top_of
from sheetsync.workbook.marks import mark_request
from sheetsync.workbook.session import Session, Top
from sheetsync.workbook.shown_rows import ShownTab, shown_tab
from sheetsync.workbook.snapshot import Snapshot, TabState
from sheetsync.workbook.tab_requests import (
    Request,
    StoredRows,
    Target,
    replace_requests,
    target_of,
)


@dataclass(frozen=True, slots=True)
class TabPublication:
    """What a publication wrote.

    Attributes:
        changed: codes of the replaced tabs.
        appended: codes of the logs appended to.
        content: the rows below the header of every tab that was to be published, by its code, as
            they will be read again: so that edits by hand are told later.
    """

    changed: tuple[str, ...]
    appended: tuple[str, ...]
    content: Mapping[str, StoredRows] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written, by the titles that the tabs had when they were read.

    Attributes:
        targets: tabs that change.
        appends: rows for logs.
        content: what every tab shall hold below its header, by its code.
    """

    targets: Mapping[str, Target]
    appends: Mapping[str, Append]
    content: Mapping[str, StoredRows] = field(default_factory=dict)

    def requests(self) -> list[Request]:
        """All of it as one request; tabs without our mark get it."""
        replaced = [request for each in self.targets.values() for request in replace_requests(each)]
        appended = [append.request() for append in self.appends.values()]
        everything: list[Target | Append] = [*self.targets.values(), *self.appends.values()]
        marks = [
            mark_request(each.state.sheet_id, each.cells.tab.code)
            for each in everything
            if not each.state.is_marked
        ]
        return [*replaced, *appended, *marks]

    def done(self) -> TabPublication:
        """What stands there once all of it was written."""
        return TabPublication(
            tuple(target.cells.tab.code for target in self.targets.values()),
            tuple(append.cells.tab.code for append in self.appends.values()),
            self.content,
        )


def planned(
    snapshot: Snapshot,
    titles: Mapping[str, str],
    tabs: Sequence[TabCells],
    logs: Sequence[TabCells],
) -> Plan:
    """What is to be written so that tabs hold what they shall, and logs get their rows.

    Args:
        snapshot: what the workbook held when it was read.
        titles: the tabs' titles in it, by code.
        tabs: tool tabs, whole.
        logs: rows for logs.

    Raises:
        TabGoneError: a tab is not there.
        UnusableTabError: a log lost a header.
    """
    targets, appends, content = {}, {}, {}
    for cells in tabs:
        title, state = _found(snapshot, titles, cells.tab, cells.lang)
        target = target_of(cells, state, snapshot.stored.get(title, ()))
        content[cells.tab.code] = target.wanted[1:]
        if target.present != target.wanted:
            targets[title] = target
    for log in logs:
        if log.rows:
            title, state = _found(snapshot, titles, log.tab, log.lang)
            shown = _shown(snapshot, titles, log, targets) if log.tab.shows else None
            appends[title] = append_of(log, state, top_of(snapshot.stored.get(title, ())), shown)
    return Plan(targets, appends, content)


def _shown(
    snapshot: Snapshot, titles: Mapping[str, str], log: TabCells, targets: Mapping[str, Target]
) -> ShownTab:
    """The tab that a log's formulas show, as it stands once the plan is carried out."""
    tab = tool_by_code()[log.tab.shows]
    title, state = _found(snapshot, titles, tab, log.lang)
    columns = snapshot.stored.get(title, ())
    present = [column[0] if column else "" for column in columns]
    header = targets[title].cells.header if title in targets else present
    return shown_tab(tab, state.sheet_id, title, header)


def _found(
    snapshot: Snapshot, titles: Mapping[str, str], tab: ToolTab, lang: Lang
) -> tuple[str, TabState]:
    title = titles.get(tab.code)
    if title is None or title not in snapshot.tabs:
        raise TabGoneError(
            Phrase(
                ru="Нет вкладки «{title}»; ничего не записано",
                en="The tool tab {title!r} is missing; nothing was written",
            ),
            cure=Phrase(
                ru="запустите sheetsync init --repair или верните вкладке её название",
                en="run sheetsync init --repair, or give the tab its name back",
            ),
            title=tab.title(lang),
        )
    return title, snapshot.tabs[title]


def placed(session: Session, plan: Plan) -> Plan:
    """The plan with its logs' columns where their headers stand right now; one read.

    Raises:
        UnusableTabError: a log lost a header; nothing of the request was written.
    """
    tops = tops_of(session, plan)
    return replace(
        plan,
        appends={
            title: append_of(
                append.cells,
                append.state,
                tops[append.sheet_id].rows,
                _shown_now(append, plan, tops) if append.shown else None,
            )
            for title, append in plan.appends.items()
        },
    )


def _shown_now(append: Append, plan: Plan, tops: Mapping[int, Top]) -> ShownTab | None:
    """The tab that a log's formulas show, called as it is called now.

    Where the same request writes the tab, its columns come to stand as that says.
    """
    shown = append.shown
    if shown is None:
        return None
    top = tops[shown.sheet_id]
    title = top.title or shown.title
    written = [one for one in plan.targets.values() if one.state.sheet_id == shown.sheet_id]
    if written or not top.rows:
        return replace(shown, title=title)
    return shown_tab(tool_by_code()[append.cells.tab.shows], shown.sheet_id, title, top.rows[0])


def called_now(plan: Plan, tops: Mapping[int, Top]) -> Plan:
    """The plan with the tabs that formulas show called as they are called now."""
    appends = dict(plan.appends)
    for title, append in plan.appends.items():
        top = tops.get(append.shown.sheet_id) if append.shown else None
        if append.shown and top and top.title:
            appends[title] = replace(append, shown=replace(append.shown, title=top.title))
    return replace(plan, appends=appends)


def tops_of(session: Session, plan: Plan) -> dict[int, Top]:
    """The first rows of the plan's logs, and of the tabs that their formulas show."""
    ids = [append.sheet_id for append in plan.appends.values()]
    ids += [append.shown.sheet_id for append in plan.appends.values() if append.shown]
    return session.tops(ids, SEARCHED_ROWS) if ids else {}


def parts_of(plan: Plan, max_body_bytes: int) -> Iterator[Plan]:
    """The rows for logs in as many requests as they need, each with whole rows.

    A row that is there is known by its key, so whoever comes after a part that was the last to
    arrive appends what is missing.
    """
    if weight(plan.requests()) <= max_body_bytes:
        yield plan
        return
    for title, append in plan.appends.items():
        rows = append.cells.rows
        count = max(1, len(rows) * max_body_bytes // (2 * weight([append.request()])))
        for first in range(0, len(rows), count):
            cells = replace(append.cells, rows=rows[first : first + count])
            yield Plan({}, {title: replace(append, cells=cells)})


def weight(requests: Sequence[Request]) -> int:
    """Bytes of a write's body."""
    return len(msgspec.json.encode(requests))
