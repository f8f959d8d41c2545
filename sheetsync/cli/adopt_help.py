"""What ``--help`` says of ``sheetsync adopt``."""

from sheetsync.language import Phrase

ADOPT_HELP = (
    Phrase(
        ru="Начать с таблицы, которая есть; она только читается.",
        en="Start with the workbook you have; it is only read.",
    ),
    Phrase(
        ru="Сказать, что значат вкладки и столбцы SOURCE, и посмотреть, что из этого выходит.",
        en="Say what the tabs and columns of SOURCE mean, and look at what comes of it.",
    ),
    Phrase(
        ru="SOURCE — адрес или код таблицы Google, файл .xlsx или папка, где по файлу .csv на "
        "вкладку. Он только читается: ответы, собственная таблица и настройки пишутся в папку, и "
        "все задания работают с настройками из неё.",
        en="SOURCE is the address or the id of a spreadsheet, an .xlsx file, or a folder with one "
        ".csv file a tab. It is only read: the answers, the own workbook and the config are "
        "written into a folder, and all jobs run on that folder's config.",
    ),
    Phrase(
        ru="Папка для настроек, ответов и собственной таблицы.",
        en="Folder for the config, the mapping and the own workbook.",
    ),
    Phrase(
        ru="Язык собственной таблицы и терминала.",
        en="Of the own workbook, and of the terminal.",
    ),
    Phrase(
        ru="Как команда пишет дни и суммы; если не указано — видно из файла, иначе спросим.",
        en="How the team writes days and sums; seen from the file, else asked, if not given.",
    ),
    Phrase(ru="День первой картины.", en="Day of the first picture."),
    Phrase(
        ru="Принять предложенное; только возможное — никогда.",
        en="Take what is proposed; never what is only suggested.",
    ),
    Phrase(
        ru="Сохранить прежние ответы; спросить только о новом и изменившемся.",
        en="Keep the earlier answers; ask only what is new or changed.",
    ),
    Phrase(
        ru="Ключ сервисного аккаунта; хватит права на просмотр.",
        en="The service account's key; a viewer's rights are enough.",
    ),
)
