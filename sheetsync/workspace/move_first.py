"""What cannot be done to rows of a team's own workbook, which is only read."""

from collections.abc import Iterable

from sheetsync.errors import RunRequestError
from sheetsync.language import Phrase, Sayable
from sheetsync.tables.table import Tables

_CURE = Phrase(
    ru="сначала переедьте: sheetsync import ТАБЛИЦА --mapping mapping.yaml",
    en="move first: sheetsync import SOURCE --mapping mapping.yaml",
)


#: What `init` leaves out of a workbook whose rows are read from a team's own.
NO_NAMES = Phrase(
    ru="имён рядом с кодами и отметок на неверных ячейках не будет: строки стоят в таблице "
    "команды, а она только читается; {cure}",
    en="no names beside codes and no marks on wrong cells: the rows stand in the team's own "
    "workbook, which is only read; {cure}",
).given(cure=_CURE)


def refuse_adopted(tables: Tables, codes: Iterable[str], what: Sayable) -> None:
    """Stop where rows would be written that stand in the team's own workbook.

    Args:
        tables: as they were read.
        codes: of the tabs that would be written.
        what: would be done, in words.

    Raises:
        RunRequestError: naming the first such tab, and the way out.
    """
    for code in codes:
        table = tables.tables.get(code)
        if table is not None and table.origins is not None:
            raise RunRequestError(
                Phrase(
                    ru="{what}: строки «{title}» стоят в таблице команды, а она только читается",
                    en="{what}: the rows of {title!r} stand in the team's own workbook, which is "
                    "only read",
                ),
                cure=_CURE,
                what=what,
                title=table.title,
            )
