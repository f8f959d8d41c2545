"""What people's tabs held before and hold now: the tab Changes (road-out.md 1.5)."""

from sheetsync.language import Phrase
from sheetsync.tables.catalogue.columns import shown
from sheetsync.tables.schema import Choice, ToolTab

#: What became of a row; the codes of whole rows are the mirror's.
CHANGE_WHAT = (
    Choice("cell", en="cell changed", ru="ячейка изменена"),
    Choice("added", en="row added", ru="строка добавлена", colour="#d9ead3"),
    Choice("removed", en="row removed", ru="строка удалена", colour="#f4cccc"),
    Choice("returned", en="row is back", ru="строка вернулась", colour="#cfe2f3"),
)
#: Google tells nobody which person typed a cell; what programs wrote is known.
CHANGE_HOW = (
    Choice("typed", en="typed", ru="введено"),
    Choice("edit", en="edit", ru="правка"),
    Choice("program", en="program", ru="программа"),
    Choice("restored", en="restored", ru="возвращено"),
)

CHANGES = ToolTab(
    "changes",
    en="Changes",
    ru="Изменения",
    about=Phrase(
        ru="Что изменилось в ваших вкладках: было и стало, новое сверху",
        en="What changed in your tabs: before and now, the newest on top",
    ),
    optional=True,
    on_demand=True,
    mirrored=False,
    columns=(
        shown(
            "seen_at",
            en="Seen",
            ru="Замечено",
            kind="datetime",
            width_px=150,
            note=Phrase(
                ru="Для чего: когда sheetsync увидел новое значение. Само изменение случилось "
                "между «Не раньше» и этим временем.",
                en="What for: when sheetsync saw the new value. The change itself happened between "
                "Not before and this moment.",
            ),
        ),
        shown("tab", en="Tab", ru="Вкладка", width_px=140),
        shown("key", en="Row", ru="Строка", kind="id", width_px=170),
        shown("what", en="What", ru="Что", allowed=CHANGE_WHAT, coloured=True, width_px=150),
        shown("column", en="Column", ru="Столбец", width_px=120),
        shown("was", en="Was", ru="Было", width_px=190),
        shown("now", en="Now", ru="Стало", width_px=190),
        shown("how", en="How", ru="Как", allowed=CHANGE_HOW, width_px=90),
        shown("not_before", en="Not before", ru="Не раньше", kind="datetime", width_px=150),
    ),
)
