"""The layout of the mirror's database: made, added to, and refused where it is not ours.

Source: road-out.md 5, migrations.
"""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from sheetsync.errors import DatabaseError
from sheetsync.language import Phrase
from sheetsync.mirror.kept import KeptTab
from sheetsync.mirror.layout import (
    APPLICATION,
    LAYOUT,
    Layout,
    as_of_function,
    unit_of,
    views_of,
)
from sheetsync.mirror.seen import SeenWorkbook
from sheetsync.mirror.values import json_text, labels_of
from sheetsync.sql import Database
from sheetsync.sql.steps import (
    Addition,
    Step,
    missing_parts,
    pending_steps,
    replace_views,
    run_statement,
)
from sheetsync.tables.schema import Column

#: What tables do not tell by themselves, by the number of the layout that it leads to.
STEPS: tuple[Step, ...] = ()


def layout_of(connection: sa.Connection, layout: Layout) -> int:
    """The layout of a database; 0 of one that holds nothing yet.

    Raises:
        DatabaseError: it is somebody else's, or of a newer version.
    """
    inspector = sa.inspect(connection)
    names = set(inspector.get_table_names(schema=layout.schema))
    if layout.meta.name not in names:
        if names:
            raise DatabaseError(
                Phrase(
                    ru="В базе из mirror.url чужие таблицы",
                    en="The database that `mirror.url` names holds tables of somebody else",
                ),
                cure=Phrase(
                    ru="дайте зеркалу свой файл или свою mirror.schema",
                    en="give the mirror a file, or a `mirror.schema`, of its own",
                ),
            )
        return 0
    found = connection.execute(sa.select(layout.meta.c["layout"], layout.meta.c["application"]))
    number, application = found.one()
    if application != APPLICATION:
        raise DatabaseError(
            Phrase(
                ru="База из mirror.url не зеркало",
                en="The database that `mirror.url` names is no mirror",
            ),
            cure=Phrase(ru="назовите другую", en="name another one"),
        )
    if number > LAYOUT:
        raise DatabaseError(
            Phrase(
                ru="Зеркало записала более новая версия sheetsync (устройство {number}, известно "
                "{known})",
                en="The mirror was written by a newer sheetsync (layout {number}, known is "
                "{known})",
            ),
            cure=Phrase(ru="установите её", en="install that version"),
            number=number,
            known=LAYOUT,
        )
    return int(number)


def bring_up_to_date(
    connection: sa.Connection, layout: Layout, seen: SeenWorkbook, version: str
) -> None:
    """Make or add to what every mirror has, and see that it is this workbook's.

    Raises:
        DatabaseError: it is another workbook's, somebody else's, or of a newer version.
    """
    if layout.schema:
        connection.execute(sa.schema.CreateSchema(layout.schema, if_not_exists=True))
    number = layout_of(connection, layout)
    if number < LAYOUT:
        for part in missing_parts(connection, layout.fixed):
            run_statement(connection, part.statement)
        if not number:
            connection.execute(sa.insert(layout.meta).values(_marks(seen, version)))
        for step in pending_steps(STEPS, number or LAYOUT):
            step.run(connection)
        connection.execute(sa.update(layout.meta).values(layout=LAYOUT))
    _check_workbook(connection, layout, seen)


def pending(
    connection: sa.Connection, layout: Layout, database: Database, tabs: Sequence[KeptTab]
) -> list[str]:
    """What the next sight will add to the layout, a line each."""
    number = layout_of(connection, layout)
    fixed: list[Addition] = missing_parts(connection, layout.fixed) if number < LAYOUT else []
    steps = [step.about for step in pending_steps(STEPS, number or LAYOUT)]
    more = missing_parts(connection, [kept.table(database.schema) for kept in tabs])
    return [*(part.about for part in fixed), *steps, *(part.about for part in more)]


def make_tab(connection: sa.Connection, database: Database, layout: Layout, kept: KeptTab) -> None:
    """Have the table and the views of a tab, with all its columns."""
    for part in missing_parts(connection, [kept.table(database.schema)]):
        run_statement(connection, part.statement)
    # Those that left the catalogue stay in the views: PostgreSQL's only grow.
    everything = _noted_columns(connection, layout, kept)
    views = views_of(database, KeptTab(kept.code, tuple(everything)), everything)
    replace_views(connection, views)
    function = as_of_function(database, kept)
    if function is not None:
        run_statement(connection, function)


def _noted_columns(connection: sa.Connection, layout: Layout, kept: KeptTab) -> list[Column]:
    """All columns that the table has, in the order in which they were met; new ones are noted."""
    table = layout.column
    lang = str(connection.scalar(sa.select(layout.meta.c["lang"])))
    known = connection.execute(
        sa.select(table.c["code"], table.c["kind"])
        .where(table.c["tab"] == kept.code)
        .order_by(table.c["place"])
    )
    found = {row[0]: Column(row[0], row[1]) for row in known}
    for column in kept.columns:
        if column.name in found:
            continue
        found[column.name] = column
        labels = labels_of(column, lang)
        connection.execute(
            sa.insert(table).values(
                tab=kept.code,
                code=column.name,
                place=len(found),
                kind=column.kind,
                header_en=column.header("en"),
                header_ru=column.header("ru"),
                unit=unit_of(column),
                labels=json_text(labels) if labels else "",
            )
        )
    return list(found.values())


def _marks(seen: SeenWorkbook, version: str) -> dict[str, str | int | datetime]:
    return {
        "layout": LAYOUT,
        "application": APPLICATION,
        "made_at": seen.at,
        "tool_version": version,
        "lang": seen.lang,
        "locale": seen.locale,
    }


def _check_workbook(connection: sa.Connection, layout: Layout, seen: SeenWorkbook) -> None:
    table = layout.workbook
    values = {
        "title": seen.title,
        "locale": seen.locale,
        "time_zone": seen.time_zone,
        "lang": seen.lang,
    }
    known = connection.execute(sa.select(table)).mappings().one_or_none()
    if known is None:
        connection.execute(sa.insert(table).values(spreadsheet_id=seen.spreadsheet_id, **values))
    elif known["spreadsheet_id"] != seen.spreadsheet_id:
        raise DatabaseError(
            Phrase(
                ru="Эта база принадлежит таблице «{title}»",
                en="This database belongs to the workbook «{title}»",
            ),
            cure=Phrase(
                ru="дайте этой таблице свою mirror.schema или свой файл",
                en="give this one a `mirror.schema` or file of its own",
            ),
            title=known["title"],
        )
    elif {name: known[name] for name in values} != values:
        connection.execute(sa.update(table).values(values))
