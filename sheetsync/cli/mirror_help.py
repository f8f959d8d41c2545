"""What ``--help`` says of the mirror's commands."""

from sheetsync.language import Phrase

MIRROR_HELP = (
    Phrase(ru="Что стало со строкой, во всех вкладках.", en="What became of a row, in all tabs."),
    Phrase(ru="Все изменённые ячейки начиная с даты.", en="Every changed cell since a day."),
    Phrase(
        ru="База всех изменений: состояние, сверка, вид на дату.",
        en="The database of all changes: status, check, show.",
    ),
    Phrase(
        ru="Рассказать, что стало со строками, чей код — KEY или начинается с него, во всех "
        "вкладках.",
        en="Tell what became of the rows whose key is KEY or begins with it, in all tabs.",
    ),
    Phrase(ru="Только эта вкладка.", en="Only this tab."),
    Phrase(ru="Только этот столбец.", en="Only this column."),
    Phrase(ru="Начиная с этого дня или момента.", en="From this day, or instant, on."),
    Phrase(
        ru="Показать каждую изменённую ячейку и каждую строку, которая появилась или пропала.",
        en="Tell every changed cell, and every row that came or went.",
    ),
    Phrase(ru="До конца этого дня или до момента.", en="Up to the end of this day, or an instant."),
    Phrase(
        ru="База, которая хранит все изменения всех вкладок: состояние и уход за ней.",
        en="Look after the database that keeps every change of every tab.",
    ),
    Phrase(
        ru="Прочитать таблицу заново и сверить каждую строку по значениям.",
        en="Read the workbook again and compare every row by its values.",
    ),
    Phrase(
        ru="Скопировать всё в пустую базу URL и сверить.",
        en="Copy everything into the empty database URL, and compare.",
    ),
    Phrase(
        ru="Стереть слова, адреса и счета строки KEY во всём прошлом.",
        en="Blank words, addresses and accounts of the row KEY in everything that is past.",
    ),
    Phrase(
        ru="Удалить версии, которые давно закончились; последняя версия строки остаётся.",
        en="Delete versions that ended long ago, never the newest of a row.",
    ),
    Phrase(ru="Вместо mirror.keep_days.", en="Instead of mirror.keep_days."),
    Phrase(ru="Сказать сколько; ничего не удалять.", en="Say how many; delete nothing."),
    Phrase(
        ru="Показать вкладку TAB, какой она была в конце дня.",
        en="Show TAB as it was at the end of a day.",
    ),
    Phrase(ru="На конец этого дня.", en="At the end of this day."),
    Phrase(
        ru="Вкладки, строки, версии, размер, последняя проверка; что ждёт и почему.",
        en="Tell tabs, rows, versions, size, the last check, and what is held and why.",
    ),
    Phrase(
        ru="Из этого файла, например из резервной копии; в базу из config.yaml, если URL нет.",
        en="From this file, for example of a backup; into the config's database without URL.",
    ),
    Phrase(
        ru="По таблице, какой её сохранило зеркало в конце --as-of; только показать.",
        en="On the workbook as the mirror kept it at the end of --as-of; only shows.",
    ),
    Phrase(
        ru="Вернуть ячейку, строку или вкладку, отменить вставку.",
        en="Bring back a cell, a row, a tab; undo a paste.",
    ),
    Phrase(
        ru="Вернуть то, что помнит зеркало; сначала показать, что станет с каждой ячейкой.",
        en="Bring back what the mirror remembers; the plan comes first, cell by cell.",
    ),
    Phrase(
        ru="С --key — строку, а с --column одну её ячейку. Без --key — всю вкладку: новой вкладкой "
        "или на её месте (--in-place). --sync отменяет всё, что увидел один просмотр. "
        "Записывает с --yes или после введённого «да»; то, что изменили позже, и формулы остаются.",
        en="With --key a row, and with --column one cell of it. Without --key a whole tab: as a "
        "new tab, or where it stands (--in-place). --sync takes back all that one sight saw. It is "
        "written with --yes, or once you type yes; what was changed since, and "
        "formulas, stay.",
    ),
    Phrase(ru="Код или название вкладки.", en="Code or title of the tab."),
    Phrase(ru="Строка с этим кодом.", en="The row with this key."),
    Phrase(ru="Одна её ячейка.", en="One cell of it."),
    Phrase(
        ru="Как было в конце этого дня или в этот момент.",
        en="As it was at the end of this day, or at an instant.",
    ),
    Phrase(
        ru="Отменить то, что увидел этот просмотр; номера показывает sheetsync changes.",
        en="Undo what this sight saw; sheetsync changes tells the numbers.",
    ),
    Phrase(
        ru="Вкладку на её месте: ячейки, которые отличаются, и пропавшие строки; ничего не "
        "удаляется.",
        en="The tab where it stands: cells that differ, and lost rows; nothing is deleted.",
    ),
    Phrase(ru="Записать без вопроса.", en="Write without asking."),
    Phrase(
        ru="Показать, что будет записано; ничего не записывать.",
        en="Show the plan; write nothing.",
    ),
    Phrase(
        ru="Записать и поверх того, что изменили позже.",
        en="Write over what was changed since, too.",
    ),
    Phrase(ru="Записать и поверх формул.", en="Write over formulas, too."),
    Phrase(
        ru="Выгрузить зеркало в папку DIR как Parquet, по месяцам; пишется только то, что "
        "изменилось.",
        en="Write the mirror into DIR as Parquet, by months; only what changed is written again.",
    ),
    Phrase(
        ru="Месяцы до этого дня оставить как есть.",
        en="Leave months before this day's as they are.",
    ),
    Phrase(
        ru="Вести и таблицы Iceberg, в DIR/iceberg.",
        en="Keep Iceberg tables in DIR/iceberg as well.",
    ),
    Phrase(
        ru="Записать, что Datasette показывает рядом с файлом.",
        en="Write what Datasette shows beside the file.",
    ),
)
