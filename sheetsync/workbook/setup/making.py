"""Make what is missing in a workbook, and change nothing that is there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from sheetsync.dates import day_of
from sheetsync.language import Lang, Phrase
from sheetsync.rules.payables.colours import ColourRule, invoice_colour_rules
from sheetsync.tables.catalogue.documents import PACKS
from sheetsync.tables.catalogue.modules import in_workbook_order
from sheetsync.tables.catalogue.overview import DASHBOARD
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.catalogue.rating import GROUPS, RULES
from sheetsync.tables.catalogue.settings import CALENDAR, SETTINGS
from sheetsync.tables.catalogue.unpaid import UNPAID_BY_MONTH
from sheetsync.tables.cells import column_letters
from sheetsync.tables.schema import PeopleTab, ToolTab
from sheetsync.tables.writing import tab_cells
from sheetsync.workbook.marks import mark_request
from sheetsync.workbook.session import Session, quoted
from sheetsync.workbook.setup.approvals import Approvers, approvals
from sheetsync.workbook.setup.columns import (
    Dropdowns,
    answer_request,
    format_request,
    header_cells,
    header_request,
    is_long,
    top_request,
    width_request,
    wrap_request,
)
from sheetsync.workbook.setup.guides import guides
from sheetsync.workbook.setup.layout import (
    Layouts,
    SetupOptions,
    TabLayout,
    key_place,
    layouts_of,
)
from sheetsync.workbook.setup.looking import read_present
from sheetsync.workbook.setup.looks import (
    colour_requests,
    early_pack_rules,
    formula_separator,
    freeze_request,
    protection_request,
    renamed_rules,
    rgb,
    stale_rules,
    sum_rules,
    tab_colour,
    tool_rules,
)
from sheetsync.workbook.setup.mending import (
    PEOPLE_ROWS,
    Mended,
    insert_request,
    mended,
    names_until,
    room_requests,
    rows_requests,
)
from sheetsync.workbook.setup.names import name_formulas
from sheetsync.workbook.setup.present import Present, PresentTab
from sheetsync.workbook.setup.rows import (
    Row,
    calendar_rows,
    group_rows,
    half_life_rows,
    rule_rows,
    settings_rows,
)
from sheetsync.workbook.setup.shown_formulas import lost_formulas
from sheetsync.workbook.setup.switching import last_row, modules_cells, setting_cells, switched_on
from sheetsync.workbook.setup.views import VIEWS, view_request
from sheetsync.workbook.setup.wrong_cells import mark_requests
from sheetsync.workbook.snapshot import TabState
from sheetsync.workbook.tab_requests import Request, growth, target_of, write_rows

_TOOL_ROWS = 200
#: Colours of tool tabs that are not those of a column's values.
_OWN_RULES: Mapping[str, Callable[[Sequence[str], str, Lang], list[ColourRule]]] = {
    DASHBOARD.code: stale_rules,
    UNPAID_BY_MONTH.code: sum_rules,
    PACKS.code: early_pack_rules,
}


_HEADERS = Phrase(ru="+ {title}: заголовки", en="+ {title}: headers")


@dataclass(frozen=True, slots=True)
class SetupReport:
    """What set-up did, or under dry run would do: a line a thing, in the order done."""

    lines: tuple[str, ...]
    has_values: bool


@dataclass(slots=True)
class _Plan:
    """Requests by phase, and what each means to a person."""

    structure: list[Request] = field(default_factory=list)
    looks: list[Request] = field(default_factory=list)
    rows: dict[str, Sequence[Row]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


def set_up(session: Session, options: SetupOptions) -> SetupReport:
    """Make missing tabs, headers, notes, formats, dropdowns, colours, protection and views.

    A value, a format or a name that a person set is never changed; rows are only added to tabs
    without any. Run twice, the second run does nothing.

    Args:
        session: the spreadsheet.
        options: what to make.

    Returns:
        What was done, a line each.
    """
    present = read_present(session, options.tabs, options.columns, options.modules)
    if options.as_titled:
        options = replace(options, lang=present.titled)
    layouts = layouts_of(present, options)
    plan = _Plan()
    _plan_tabs(plan, present, layouts, options)
    # Before all else: what is written behind them stands where it will be then.
    plan.looks += [insert_request(one) for one in layouts.values() if one.inserts_names]
    for layout in layouts.values():
        _plan_looks(plan, layout, layouts, options, present.locale)
        wanted = approvals(layout, Approvers(options.approvers, session.account), options.lang)
        plan.looks += wanted.values()
        plan.lines += wanted
    _plan_views(plan, present, layouts, options.lang)
    _plan_formulas(plan, session, layouts, options.lang)
    if options.examples or options.settings:
        _plan_settings(plan, layouts[SETTINGS.code], present.modules, options)
    if options.examples:
        _plan_examples(plan, layouts, options.lang)
    _plan_modules(plan, layouts[SETTINGS.code], present, options)
    if options.calendar:
        _plan_calendar(plan, session, layouts[CALENDAR.code], options)
    for tab, layout, rows in guides(layouts, options.lang):
        _plan_guide(plan, tab, layout, rows, options.lang)
    if not options.dry_run:
        _carry_out(session, plan)
    return SetupReport(tuple(plan.lines), present.has_values)


def _carry_out(session: Session, plan: _Plan) -> None:
    """One batchUpdate a phase."""
    for requests in (plan.structure, plan.looks):
        if requests:
            session.batch_update(requests)
    if plan.rows:
        session.write_values(plan.rows, "RAW")


def _plan_tabs(plan: _Plan, present: Present, layouts: Layouts, options: SetupOptions) -> None:
    for tab in in_workbook_order(layout.tab for layout in layouts.values()):
        code, layout = tab.code, layouts[tab.code]
        if layout.present is None:
            plan.structure.append(_add_sheet(layout, _rows_of_bare(layout, options)))
            if layout.lacks_mark:
                plan.structure.append(mark_request(layout.sheet_id, code))
            plan.lines.append(f"+ {layout.title}")
    if present.default_sheet_id is not None and plan.structure:
        plan.structure.append({"deleteSheet": {"sheetId": present.default_sheet_id}})


def _rows_of_bare(layout: TabLayout, options: SetupOptions) -> int:
    """How many rows a tab has that is made, or that was there and blank."""
    if layout.present is not None:
        return names_until(layout.present, 1)
    usual = PEOPLE_ROWS if isinstance(layout.tab, PeopleTab) else _TOOL_ROWS
    return max(usual, options.rows.get(layout.tab.code, 0))


def _add_sheet(layout: TabLayout, rows: int) -> Request:
    grid = {"rowCount": rows, "columnCount": len(layout.placed), "frozenRowCount": 1}
    properties = {
        "sheetId": layout.sheet_id,
        "title": layout.title,
        "gridProperties": grid,
        "tabColorStyle": {"rgbColor": rgb(tab_colour(layout.tab))},
    }
    if layout.tab.shelf == "logs":
        properties["hidden"] = True
    return {"addSheet": {"properties": properties}}


def _plan_looks(
    plan: _Plan, layout: TabLayout, layouts: Layouts, options: SetupOptions, locale: str
) -> None:
    """All looks of a bare tab; of one in use what it lacks; nothing of a team's own."""
    if layout.is_foreign:
        return
    names = name_formulas(layout, layouts, locale) if options.names else None
    marks = mark_requests(layout, layouts, options.lang, locale) if options.marks else []
    dropdowns = Dropdowns(options.lang, key_place(layouts))
    if not layout.is_bare:
        _plan_lacking(plan, layout, mended(layout, dropdowns, names), marks, locale)
        return
    plan.looks.extend(_bare_tab(layout, dropdowns))
    if names is not None:
        rows = range(2, _rows_of_bare(layout, options) + 1)
        plan.looks.extend(names.requests(rows, dressed=True))
    plan.looks.extend(_colours(layout, options.lang, locale))
    plan.looks.extend(marks)
    if layout.present is not None:
        plan.lines.append(_HEADERS.said(options.lang, title=layout.title))


def _plan_lacking(
    plan: _Plan, layout: TabLayout, done: Mended, marks: list[Request], locale: str
) -> None:
    """What a tab in use lacks."""
    if isinstance(layout.tab, PeopleTab) and layout.lacks_mark and layout.header_row:
        done.requests.append(mark_request(layout.sheet_id, layout.tab.code))
        done.parts.append("mark")
    if layout.header_row == 1 and layout.present:
        colours = list(_lacking_colours(layout, layout.present, done.lang, locale))
        done.requests += colours
        done.parts += ["colours"] if colours else []
    done.requests += marks
    done.parts += ["marks"] if marks else []
    plan.looks += done.requests
    if done.parts:
        plan.lines.append(f"+ {layout.title}: {', '.join(done.parts)}")


def _bare_tab(layout: TabLayout, dropdowns: Dropdowns) -> Iterator[Request]:
    """Headers, formats, widths, dropdowns, protection of a tab that holds nothing yet."""
    sheet_id, lang = layout.sheet_id, dropdowns.lang
    is_tool = isinstance(layout.tab, ToolTab)
    if layout.present is not None:
        yield from room_requests(layout, layout.present)
        yield from rows_requests(layout.present, 1)
    cells = header_cells(layout.placed.values(), lang, is_tool=is_tool)
    yield header_request(cells, sheet_id, 0, 0)
    wraps = is_tool and any(map(is_long, layout.placed.values()))
    for position, column in layout.placed.items():
        looks = (
            format_request(column, sheet_id, 1, position, lang),
            wrap_request(column, sheet_id, 1, position),
            top_request(column, sheet_id, 1, position) if wraps else None,
            width_request(column, sheet_id, position, lang),
            None if is_tool else dropdowns.request(column, sheet_id, 1, position),
        )
        yield from (request for request in looks if request is not None)
    if is_tool:
        for position, column in layout.answers.items():
            yield answer_request(column, sheet_id, 1, position, lang)
        yield protection_request(sheet_id, lang, layout.answers)
    if layout.present is not None and layout.lacks_mark:
        yield mark_request(sheet_id, layout.tab.code)
    if layout.present is not None and not layout.present.is_frozen:
        yield freeze_request(sheet_id, 1)


def _colours(layout: TabLayout, lang: Lang, locale: str) -> Iterator[Request]:
    yield from colour_requests(
        _colour_rules(layout, lang, formula_separator(locale)), layout.sheet_id, len(layout.placed)
    )


def _lacking_colours(
    layout: TabLayout, there: PresentTab, lang: Lang, locale: str
) -> Iterator[Request]:
    """All colours of a tab without any; else those of labels that were others formerly."""
    if not there.colours:
        yield from _colours(layout, lang, locale)
    elif isinstance(layout.tab, ToolTab):
        rules = renamed_rules(layout.tab, lang, there.colours)
        yield from colour_requests(rules, layout.sheet_id, len(layout.placed))


def _colour_rules(layout: TabLayout, lang: Lang, separator: str) -> list[ColourRule]:
    if isinstance(layout.tab, ToolTab):
        own = _OWN_RULES.get(layout.tab.code)
        coloured = tool_rules(layout.tab, lang, layout.names)
        return [*(own(layout.names, separator, lang) if own else ()), *coloured]
    if layout.tab.code != INVOICES.code:
        return []
    letters = {column.name: column_letters(at + 1) for at, column in layout.placed.items()}
    return list(invoice_colour_rules(letters, separator))


def _plan_formulas(plan: _Plan, session: Session, layouts: Layouts, lang: Lang) -> None:
    """Formulas of shared logs that lost the tab that they show."""
    for told, requests in lost_formulas(session, layouts, lang):
        plan.lines.append(told)
        plan.looks += requests


def _plan_views(plan: _Plan, present: Present, layouts: Layouts, lang: Lang) -> None:
    for view in VIEWS:
        if view.tab not in layouts:
            continue
        layout = layouts[view.tab]
        if present.views.isdisjoint(view.titles) and not layout.is_foreign:
            separator = formula_separator(present.locale)
            request = view_request(view, layout.sheet_id, lang, separator, layout.names)
            plan.looks.append(request)
            plan.lines.append(f"+ {view.title(lang)}")


def _plan_settings(
    plan: _Plan, layout: TabLayout, modules: Sequence[str], options: SetupOptions
) -> None:
    """Every key of Settings, where the tab has no rows."""
    if not layout.has_rows:
        _put(plan, layout, settings_rows(options.lang, modules, options.settings))


def _plan_examples(plan: _Plan, layouts: Layouts, lang: Lang) -> None:
    """Example groups and rules for tabs that have no rows."""
    groups, rules = (layouts[tab.code] for tab in (GROUPS, RULES))
    if not groups.has_rows and not rules.has_rows:
        _put(plan, groups, group_rows(lang))
        _put_column(plan, groups, "half_life_months", half_life_rows(), below=1)
        _put(plan, rules, rule_rows(lang))


def _plan_modules(plan: _Plan, layout: TabLayout, present: Present, options: SetupOptions) -> None:
    """The cell of Settings that says which modules are on; examples bring it with their rows."""
    if set(present.modules) == set(present.said):
        return
    plan.lines += switched_on(present, options.lang)
    if layout.has_rows or not (options.examples or options.settings):
        cells = modules_cells(layout, present.modules, options.lang)
        added = set(present.modules) - set(present.said)
        plan.rows |= cells
        plan.rows |= setting_cells(layout, added, options.lang, last_row(layout, cells))


def _plan_guide(
    plan: _Plan, tab: ToolTab, layout: TabLayout, rows: pd.DataFrame, lang: Lang
) -> None:
    """All rows of Contents or Help: a tab made anew moves its link."""
    there = layout.present
    height, width = (there.row_count, there.column_count) if there else (_TOOL_ROWS, 0)
    target = target_of(
        tab_cells(tab, rows, lang),
        TabState(layout.sheet_id, layout.title, 0, height, max(width, len(layout.placed))),
        there.columns if there else (),
    )
    if target.present != target.wanted or plan.structure:
        plan.looks += [*growth(target), write_rows(target, 0, target.height)]
        is_news = there is not None and target.present != target.wanted
        plan.lines += [f"+ {layout.title}: {len(target.wanted) - 1}"] if is_news else []


def _plan_calendar(plan: _Plan, session: Session, layout: TabLayout, options: SetupOptions) -> None:
    """The days of a country and year that the Calendar tab does not name yet."""
    position = layout.position("date")
    if position is None or layout.header_row is None:
        return
    title = layout.title if layout.present is not None else ""
    stored = session.columns([title], "UNFORMATTED_VALUE")[0] if title else []
    dates = stored[position] if position < len(stored) else ()
    days = [day_of(value) for value in dates if isinstance(value, int)]
    rows = calendar_rows(options.calendar, options.lang, days)
    if rows:
        height = layout.present.height if layout.present else 0
        _put(plan, layout, rows, below=max(height, layout.header_row))


def _put(plan: _Plan, layout: TabLayout, rows: Sequence[Row], below: int = 0) -> None:
    """Rows in the catalogue's column order, below a 1-based row; the header's when not told."""
    if layout.header_row is None:
        return
    width = max(map(len, rows))
    for at, column in enumerate(layout.tab.columns[:width]):
        cells = [[row[at]] for row in rows]
        _put_column(plan, layout, column.name, cells, below=below or layout.header_row)
    plan.lines.append(f"+ {layout.title}: {len(rows)}")


def _put_column(
    plan: _Plan, layout: TabLayout, name: str, cells: Sequence[Row], *, below: int
) -> None:
    position = layout.position(name)
    if position is not None:
        place = f"{quoted(layout.title)}!{column_letters(position + 1)}{below + 1}"
        plan.rows[place] = cells
