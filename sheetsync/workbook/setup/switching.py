"""Which modules are on: one cell of the tab Settings, written when a person switches one."""

from collections.abc import Iterator, Sequence

from sheetsync.errors import ModuleError, SettingsError
from sheetsync.language import Lang
from sheetsync.rules.validation.nearest import nearest
from sheetsync.tables.catalogue.modules import CORE, module, modules, with_needs
from sheetsync.tables.catalogue.settings import SETTINGS
from sheetsync.tables.cells import column_letters
from sheetsync.tables.cleaning import comparable
from sheetsync.tables.settings.keys import MODULES_KEY, SETTINGS_BY_KEY
from sheetsync.workbook.session import Session, quoted
from sheetsync.workbook.setup.layout import SetupOptions, TabLayout, layouts_of
from sheetsync.workbook.setup.present import Present, read_present
from sheetsync.workbook.setup.rows import Row

Cells = dict[str, Sequence[Row]]


def known_modules(codes: Sequence[str]) -> tuple[str, ...]:
    """The codes as they are registered.

    Raises:
        ModuleError: there is no such module.
    """
    known = {comparable(one.code): one.code for one in modules()}
    for code in codes:
        if comparable(code) not in known:
            near = nearest(code, known.values())
            raise ModuleError(
                f"There is no module {code!r}; nothing was written",
                cure=f"did you mean {near!r}?" if near else f"there are: {', '.join(known)}",
            )
    return tuple(known[comparable(code)] for code in codes)


def switched_on(present: Present) -> Iterator[str]:
    """A line for each module that a set-up switches on, with the one that needs it."""
    for code in present.modules:
        if code not in present.said:
            users = [one.code for one in modules() if code in one.needs]
            needing = [user for user in users if user in present.modules]
            yield f"+ module {code}" + (f", needed by {', '.join(needing)}" if needing else "")


def modules_cells(layout: TabLayout, codes: Sequence[str], lang: Lang) -> Cells:
    """What to write so that Settings say these modules: the one cell, or a row where there is none.

    Raises:
        SettingsError: the tab has no such columns, or the key stands twice.
    """
    key, value, note = (layout.position(name) for name in ("key", "value", "note"))
    if key is None or value is None or layout.header_row is None:
        raise SettingsError(
            f"The tab {layout.title!r} has no columns for keys and values; nothing was written",
            cure="run sheetsync run validate: it names each header",
        )
    said = ", ".join(codes)
    rows = _rows_of_key(layout, key)
    if len(rows) > 1:
        raise SettingsError(
            f"{layout.title}: the key {MODULES_KEY} stands twice, in rows {rows[0]} and {rows[1]}; "
            "nothing was written",
            cure="delete one of the rows, and run again",
        )
    if rows:
        return {_place(layout, value, rows[0]): [[said]]}
    height = layout.present.height if layout.present else 0
    row = max(height, layout.header_row) + 1
    cells: Cells = {
        _place(layout, key, row): [[MODULES_KEY]],
        _place(layout, value, row): [[said]],
    }
    if note is not None:
        cells[_place(layout, note, row)] = [[SETTINGS_BY_KEY[MODULES_KEY].means.said(lang)]]
    return cells


def _rows_of_key(layout: TabLayout, key: int) -> list[int]:
    columns = layout.present.columns if layout.present else ()
    cells = columns[key] if key < len(columns) else ()
    return [
        row
        for row, cell in enumerate(cells, start=1)
        if row > (layout.header_row or 0) and comparable(str(cell)) == MODULES_KEY
    ]


def _place(layout: TabLayout, position: int, row: int) -> str:
    return f"{quoted(layout.title)}!{column_letters(position + 1)}{row}"


def switch_off(session: Session, code: str, options: SetupOptions) -> list[str]:
    """Take a module out of Settings; its tabs and what they hold stay as they are.

    Args:
        session: the spreadsheet.
        code: the module.
        options: titles and headers of the team's own; dry run.

    Returns:
        What was done and what stays, a line each.

    Raises:
        ModuleError: it is core, it is off, another module needs it, or there is none of that name.
    """
    (code,) = known_modules([code])
    present = read_present(session, options.tabs, options.columns)
    _refuse_to_switch_off(code, present)
    left = with_needs(one for one in present.said if one != code)
    cells = modules_cells(layouts_of(present, options)[SETTINGS.code], left, options.lang)
    stay = [present.tabs[tab.code].title for tab in module(code).tabs if tab.code in present.tabs]
    if not options.dry_run:
        session.write_values(cells, "RAW")
    lines = [f"- module {code}", *(f"stays as it is: {title}" for title in stay)]
    if stay and module(code).money:
        lines.append("jobs with money stop until these tabs are deleted or the module is on again")
    return lines


def _refuse_to_switch_off(code: str, present: Present) -> None:
    if code == CORE.code:
        raise ModuleError("core is always on; nothing was written", cure="name another module")
    if code not in present.said:
        raise ModuleError(
            f"The module {code} is off already; nothing was written",
            cure="sheetsync modules lists what is on",
        )
    users = [one.code for one in modules() if code in one.needs and one.code in present.said]
    if users:
        raise ModuleError(
            f"The module {code} is needed by {', '.join(users)}; nothing was written",
            cure=f"switch that off first: sheetsync modules off {users[0]}",
        )
