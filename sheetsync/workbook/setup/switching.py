"""Which modules are on: one cell of the tab Settings, written when a person switches one."""

from collections.abc import Collection, Iterator, Sequence
from string import ascii_uppercase

from sheetsync.errors import ModuleError, SettingsError
from sheetsync.language import Lang, Phrase
from sheetsync.rules.validation.nearest import nearest
from sheetsync.tables.catalogue.modules import CORE, module, modules, with_needs
from sheetsync.tables.catalogue.settings import SETTINGS
from sheetsync.tables.cells import column_letters
from sheetsync.tables.cleaning import comparable
from sheetsync.tables.settings.keys import MODULES_KEY, SETTINGS_BY_KEY
from sheetsync.workbook.session import Session, quoted
from sheetsync.workbook.setup.layout import SetupOptions, TabLayout, layouts_of
from sheetsync.workbook.setup.looking import read_present
from sheetsync.workbook.setup.present import Present
from sheetsync.workbook.setup.rows import Row, module_settings_rows

Cells = dict[str, Sequence[Row]]

_SWITCHED_ON = Phrase(ru="+ модуль {code}", en="+ module {code}")
_SWITCHED_ON_FOR = Phrase(
    ru="+ модуль {code}, он нужен для {users}", en="+ module {code}, needed by {users}"
)
_SWITCHED_OFF = Phrase(ru="- модуль {code}", en="- module {code}")
_STAYS = Phrase(ru="остаётся как есть: {title}", en="stays as it is: {title}")
_MONEY_STOPS = Phrase(
    ru="задания с деньгами стоят, пока эти вкладки не удалят или модуль снова не включат",
    en="jobs with money stop until these tabs are deleted or the module is on again",
)
_DID_YOU_MEAN = Phrase(ru="может быть, «{near}»?", en="did you mean {near!r}?")
_THERE_ARE = Phrase(ru="есть модули: {known}", en="there are: {known}")


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
                Phrase(
                    ru="Модуля «{code}» нет; ничего не записано",
                    en="There is no module {code!r}; nothing was written",
                ),
                cure=_DID_YOU_MEAN if near else _THERE_ARE,
                code=code,
                near=near,
                known=", ".join(known),
            )
    return tuple(known[comparable(code)] for code in codes)


def switched_on(present: Present, lang: Lang) -> Iterator[str]:
    """A line for each module that a set-up switches on, with the one that needs it."""
    for code in present.modules:
        if code not in present.said:
            users = [one.code for one in modules() if code in one.needs]
            needing = [user for user in users if user in present.modules]
            words = _SWITCHED_ON_FOR if needing else _SWITCHED_ON
            yield words.said(lang, code=code, users=", ".join(needing))


def modules_cells(layout: TabLayout, codes: Sequence[str], lang: Lang) -> Cells:
    """What to write so that Settings say these modules: the one cell, or a row where there is none.

    Raises:
        SettingsError: the tab has no such columns, or the key stands twice.
    """
    key, value, note = (layout.position(name) for name in ("key", "value", "note"))
    if key is None or value is None or layout.header_row is None:
        raise SettingsError(
            Phrase(
                ru="Во вкладке «{title}» нет колонок для ключей и значений; ничего не записано",
                en="The tab {title!r} has no columns for keys and values; nothing was written",
            ),
            cure=Phrase(
                ru="запустите sheetsync run validate: он назовёт каждый заголовок",
                en="run sheetsync run validate: it names each header",
            ),
            title=layout.title,
        )
    said = ", ".join(codes)
    rows = _rows_of_key(layout, key, MODULES_KEY)
    if len(rows) > 1:
        raise SettingsError(
            Phrase(
                ru="{title}: ключ {key} стоит дважды, в строках {first} и {second}; "
                "ничего не записано",
                en="{title}: the key {key} stands twice, in rows {first} and "
                "{second}; nothing was written",
            ),
            cure=Phrase(
                ru="удалите одну из строк и запустите ещё раз",
                en="delete one of the rows, and run again",
            ),
            title=layout.title,
            key=MODULES_KEY,
            first=rows[0],
            second=rows[1],
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
        cells[_place(layout, note, row)] = [[SETTINGS_BY_KEY[MODULES_KEY].note(lang)]]
    return cells


def setting_cells(layout: TabLayout, added: Collection[str], lang: Lang, below: int) -> Cells:
    """The keys of modules that are switched on, below what Settings hold; those there stay.

    Args:
        layout: of Settings.
        added: codes of the modules.
        lang: of notes and values.
        below: 1-based row of Settings behind which there is room.
    """
    places = [layout.position(name) for name in ("key", "value", "note")]
    key = places[0]
    if key is None:
        return {}
    rows = [
        row
        for row in module_settings_rows(lang, added)
        if not _rows_of_key(layout, key, str(row[0]))
    ]
    return {
        _place(layout, place, below + number): [[value]]
        for number, row in enumerate(rows, start=1)
        for place, value in zip(places, row, strict=True)
        if place is not None
    }


def last_row(layout: TabLayout, cells: Cells) -> int:
    """The last row of Settings once some cells are written there, 1-based."""
    height = layout.present.height if layout.present else 0
    return max([height, layout.header_row or 1, *(_row_of(place) for place in cells)])


def _row_of(place: str) -> int:
    return int(place.rpartition("!")[2].lstrip(ascii_uppercase))


def _rows_of_key(layout: TabLayout, key: int, wanted: str) -> list[int]:
    columns = layout.present.columns if layout.present else ()
    cells = columns[key] if key < len(columns) else ()
    return [
        row
        for row, cell in enumerate(cells, start=1)
        if row > (layout.header_row or 0) and comparable(str(cell)) == wanted
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
    lines = [_SWITCHED_OFF.said(options.lang, code=code)]
    lines += [_STAYS.said(options.lang, title=title) for title in stay]
    if stay and module(code).money:
        lines.append(_MONEY_STOPS.said(options.lang))
    return lines


def _refuse_to_switch_off(code: str, present: Present) -> None:
    if code == CORE.code:
        raise ModuleError(
            Phrase(
                ru="core включён всегда; ничего не записано",
                en="core is always on; nothing was written",
            ),
            cure=Phrase(ru="назовите другой модуль", en="name another module"),
        )
    if code not in present.said:
        raise ModuleError(
            Phrase(
                ru="Модуль {code} уже выключен; ничего не записано",
                en="The module {code} is off already; nothing was written",
            ),
            cure=Phrase(
                ru="что включено, покажет sheetsync modules",
                en="sheetsync modules lists what is on",
            ),
            code=code,
        )
    users = [one.code for one in modules() if code in one.needs and one.code in present.said]
    if users:
        raise ModuleError(
            Phrase(
                ru="Модуль {code} нужен модулям {users}; ничего не записано",
                en="The module {code} is needed by {users}; nothing was written",
            ),
            cure=Phrase(
                ru="сначала выключите тот: sheetsync modules off {user}",
                en="switch that off first: sheetsync modules off {user}",
            ),
            code=code,
            users=", ".join(users),
            user=users[0],
        )
