"""What ``sheetsync restore`` says: the plan, and how each line of it ended."""

from collections.abc import Iterator, Mapping, Sequence

import click

from sheetsync.cli.output import print_table
from sheetsync.cli.speech import speech
from sheetsync.language import Phrase
from sheetsync.mirror import restoring
from sheetsync.mirror.keys import shown_key
from sheetsync.mirror.layout import WHOLE_ROW
from sheetsync.tables.export_texts import printable
from sheetsync.workbook import cell_edits
from sheetsync.workspace.restore_writing import RestoreDone
from sheetsync.workspace.restoring import RestorePlan

#: So many lines are shown; machines get all.
_MOST_LINES = 200
_HEADERS = (
    Phrase(ru="Код", en="Key"),
    Phrase(ru="Столбец", en="Column"),
    Phrase(ru="Сейчас", en="Now"),
    Phrase(ru="Станет", en="Will be"),
    Phrase(ru="Примечание", en="Note"),
)
#: By how a line stands: before it is written, and as it ended.
_STATES: Mapping[str, Phrase] = {
    restoring.WRITE: Phrase(ru="", en=""),
    restoring.ADD: Phrase(ru="строка вернётся в конец", en="the row comes back, last"),
    restoring.CHANGED: Phrase(
        ru="изменено позже: остаётся (--force заменит)",
        en="changed since: stays (--force replaces it)",
    ),
    restoring.FORMULA: Phrase(
        ru="формула: остаётся (--values заменит)", en="a formula: stays (--values replaces it)"
    ),
    restoring.COVERED: Phrase(ru="объединённая ячейка: остаётся", en="a merged cell: stays"),
    restoring.LACKING: Phrase(ru="такого столбца нет", en="there is no such column"),
    restoring.GONE: Phrase(ru="строки нет", en="the row is gone"),
    restoring.SINCE: Phrase(ru="строка появилась позже: остаётся", en="the row came since: stays"),
    cell_edits.WRITTEN: Phrase(ru="записано", en="written"),
    cell_edits.THERE: Phrase(ru="уже так", en="so already"),
    cell_edits.REPEATED: Phrase(
        ru="код теперь повторяется: не записано", en="the key stands twice now: not written"
    ),
    cell_edits.UNSETTLED: Phrase(
        ru="строки всё время двигали: не записано", en="rows kept moving: not written"
    ),
}
#: Of a cell that was to be written and was changed between the plan and the write.
_STAYED = Phrase(ru="изменено только что: остаётся", en="changed just now: stays")
_TO_WRITE = Phrase(
    ru="К записи: ячеек {cells}, строк {rows}; останется как есть: {left}",
    en="To write: cells {cells}, rows {rows}; staying as they are: {left}",
)
_NEW_TAB = Phrase(
    ru="Новая вкладка «{title}», строк {rows}; больше ничего не изменится",
    en="New tab {title!r}, rows {rows}; nothing else changes",
)
_NOTHING = Phrase(ru="Возвращать нечего", en="There is nothing to bring back")
_NOTHING_WRITTEN = Phrase(ru="ничего не записано", en="nothing was written")
_DONE = Phrase(
    ru="Возвращено: ячеек {cells}, строк {rows}; осталось как есть: {left}",
    en="Brought back: cells {cells}, rows {rows}; left as they are: {left}",
)
_TAB_MADE = Phrase(ru="Сделана вкладка «{title}»", en="Made the tab {title!r}")
_PUT_RIGHT = Phrase(
    ru="строки двигали во время записи; чужих ячеек исправлено: {count}",
    en="rows were moved while we wrote; cells of others put right: {count}",
)
_WRONG = Phrase(
    ru="исправьте вручную, в этих ячейках чужое значение: {cells}",
    en="mend by hand, these cells hold what belongs elsewhere: {cells}",
)
_MORE = Phrase(ru="… и ещё строк: {count}", en="… and more lines: {count}")

Row = tuple[str, ...]


def tell_plan(plan: RestorePlan) -> None:
    """Print the plan."""
    if plan.new_tab is not None:
        rows = len(plan.new_tab.rows) - 1
        click.echo(speech().say(_NEW_TAB, title=plan.new_tab.title, rows=rows))
        return
    for tab in plan.tabs:
        code = tab.reader.kept.code
        _tell_table(plan, code, [line for row in tab.rows for line in row.lines], set())
    if plan.is_empty:
        click.echo(speech().say(_NOTHING))
        return
    cells, rows = plan.count(restoring.WRITE), plan.count(restoring.ADD)
    click.echo(speech().say(_TO_WRITE, cells=cells, rows=rows, left=plan.left))


def tell_done(plan: RestorePlan, done: RestoreDone | None) -> None:
    """Print how it ended; what was written as planned is not told again."""
    if done is None:
        click.echo(speech().say(_NOTHING_WRITTEN))
        return
    if done.new_tab:
        click.echo(speech().say(_TAB_MADE, title=done.new_tab))
        return
    for tab in done.tabs:
        odd = [
            (line, before.state)
            for row, was in zip(tab.rows, tab.plan.rows, strict=True)
            for line, before in zip(row.lines, was.lines, strict=True)
            if line.state not in {before.state, cell_edits.WRITTEN}
        ]
        if odd:
            just_now = {id(line) for line, before in odd if before == restoring.WRITE}
            _tell_table(plan, tab.plan.reader.kept.code, [line for line, _ in odd], just_now)
        if tab.put_right:
            click.echo(speech().say(_PUT_RIGHT, count=tab.put_right), err=True)
    if done.wrong:
        click.echo(speech().say(_WRONG, cells=", ".join(done.wrong)), err=True)
    click.echo(speech().say(_DONE, **_counts(done)))


def document(plan: RestorePlan, done: RestoreDone | None) -> dict[str, object]:
    """The plan, or how it ended, for machines."""
    made = done.new_tab if done else ""
    new_tab = plan.new_tab and {
        "title": made or plan.new_tab.title,
        "rows": len(plan.new_tab.rows) - 1,
    }
    told = [tab.rows for tab in done.tabs] if done else [tab.rows for tab in plan.tabs]
    codes = [tab.reader.kept.code for tab in plan.tabs]
    return {
        "written": done is not None,
        "new_tab": new_tab,
        "lines": [
            {
                "tab": code,
                "key": shown_key(line.key),
                "column": line.column,
                "now": line.now,
                "will_be": line.will_be,
                "state": line.state,
            }
            for code, rows in zip(codes, told, strict=True)
            for row in rows
            for line in row.lines
        ],
        "put_right": sum(tab.put_right for tab in done.tabs) if done else 0,
        "wrong": done.wrong if done else [],
    }


def _counts(done: RestoreDone) -> dict[str, int]:
    ended = list(done.lines)
    written = [line for line in ended if line.state == cell_edits.WRITTEN]
    rows = sum(line.column == WHOLE_ROW for line in written)
    settled = {cell_edits.WRITTEN, cell_edits.THERE, restoring.SINCE}
    left = sum(line.state not in settled for line in ended)
    return {"cells": len(written) - rows, "rows": rows, "left": left}


def _tell_table(
    plan: RestorePlan, code: str, lines: Sequence[restoring.Line], just_now: set[int]
) -> None:
    headers = [speech().say(header) for header in _HEADERS]
    told = list(_rows(plan, code, lines[:_MOST_LINES], just_now))
    print_table(plan.past.title(code), headers, told)
    if len(lines) > _MOST_LINES:
        click.echo(speech().say(_MORE, count=len(lines) - _MOST_LINES))


def _rows(
    plan: RestorePlan, code: str, lines: Sequence[restoring.Line], just_now: set[int]
) -> Iterator[Row]:
    for line in lines:
        is_late = line.state == cell_edits.CHANGED and id(line) in just_now
        note = _STAYED if is_late else _STATES[line.state]
        header = "" if line.column == WHOLE_ROW else plan.past.header(code, line.column)
        texts = (shown_key(line.key), header, line.now, line.will_be, speech().say(note))
        yield tuple(printable(text) for text in texts)
