"""How the mirror says what waits, in every language (road-out.md 3)."""

from collections.abc import Mapping

from sheetsync.language import Lang, Phrase
from sheetsync.mirror import report
from sheetsync.mirror.report import Notice

_FORCE = "sheetsync run mirror --force"
WORDS: Mapping[str, Phrase] = {
    report.LOST_ROWS: Phrase(
        ru="«{title}»: пропало {n} из {m} строк; история ждёт. Верните строки (Файл → История "
        "версий) или подтвердите: {force}",
        en="{title}: {n} of {m} rows are gone; its history waits. Bring them back (File → Version "
        "history) or confirm: {force}",
    ),
    report.ERROR_COLUMN: Phrase(
        ru="«{title}»: в столбце {col} одни ошибки формул, и часть строк пропала; история ждёт. "
        "Исправьте формулу или подтвердите: {force}",
        en="{title}: the column {col} holds nothing but formula errors and rows are gone; its "
        "history waits. Mend the formula or confirm: {force}",
    ),
    report.LOADING_CELLS: Phrase(
        ru="«{title}»: ячейки ещё вычисляются, и часть строк пропала; история ждёт следующего "
        "запуска",
        en="{title}: cells are still calculating and rows are gone; its history waits for the "
        "next run",
    ),
    report.TAB_GONE: Phrase(
        ru="вкладки «{title}» нет; строки сохранены. Верните её или подтвердите: {force}",
        en="the tab {title} is gone; its rows are kept. Bring it back or confirm: {force}",
    ),
    report.TAB_ANEW: Phrase(
        ru="«{title}» создана заново, из {m} прежних строк в ней {n}; история прежней ждёт. "
        "Верните прежнюю или подтвердите: {force}",
        en="{title} was made anew and holds {n} of the {m} rows of before; the history of the old "
        "one waits. Bring the old one back or confirm: {force}",
    ),
    report.UNUSABLE: Phrase(
        ru="«{title}» нельзя прочитать ({code}); история ждёт. Что исправить, сказано во вкладке "
        "«Проверка»",
        en="{title} cannot be read ({code}); its history waits. The tab Validation says what to "
        "mend",
    ),
    report.TAB_RENAMED: Phrase(
        ru="вкладка «{old}» теперь «{new}»: история идёт дальше, а задания её не находят. Верните "
        "имя или впишите его в config: tabs",
        en="the tab {old} is called {new} now: its history goes on, jobs do not find it; give the "
        "name back or put it into config: tabs",
    ),
    report.COLUMN_GONE: Phrase(
        ru="в «{title}» нет столбца «{col}» ({n} значений сохранены). Верните заголовок",
        en="{title} has no column {col} any more ({n} values are kept); bring the header back",
    ),
    report.STALE: Phrase(
        ru="«{title}»: другой запуск записал более свежий вид",
        en="{title}: another run has written a newer sight",
    ),
    report.ROW_WITHOUT_KEY: Phrase(
        ru="«{title}»: строк без кода: {n}; каждая сохранена отдельно",
        en="{title}: rows without a key: {n}; each is kept",
    ),
    report.KEY_REPEATED: Phrase(
        ru="«{title}»: строк с повторным кодом: {n}; каждая сохранена отдельно",
        en="{title}: rows with a repeated key: {n}; each is kept",
    ),
}


def said(notice: Notice, lang: Lang) -> str:
    """A notice as a sentence with its cure."""
    return WORDS[notice.code].said(lang, force=_FORCE, **notice.facts)
