"""What ``--help`` says of the portal's commands."""

from sheetsync.language import Phrase

PORTAL_HELP = (
    Phrase(
        ru="Страницы партнёров: открыть, что ждёт, восстановить, выгрузить.",
        en="Partners' pages: serve them, what waits, recover, export.",
    ),
    Phrase(
        ru="Открыть страницы партнёров и держать таблицу в курсе, до SIGTERM.",
        en="Serve the partners' pages and keep the workbook told, until SIGTERM.",
    ),
    Phrase(
        ru="Только страницы; обработчик работает отдельно.",
        en="Serve the pages only; a worker runs elsewhere.",
    ),
    Phrase(
        ru="Записывать в таблицу, что прислали партнёры, и обновлять их страницы по таблице.",
        en="Keep the workbook told of what partners send, and their pages of the workbook.",
    ),
    Phrase(
        ru="Один раз, с письмами, которым пора, и кончить.",
        en="One round, the letters that are due, then end.",
    ),
    Phrase(
        ru="Сказать, что ждёт: события для журнала, письма, файлы; последний круг, квота, почта.",
        en="Tell what waits: events for the log, letters, files; the last round, quota, mail.",
    ),
    Phrase(
        ru="Сделать базу портала заново по журналу; назвать файлы, которых нет в хранилище.",
        en="Make the store again of the Portal log; name files that the vault lacks.",
    ),
    Phrase(
        ru="Начать с этого файла резервной копии; база из config.yaml должна быть пустой.",
        en="Begin with this file of a backup; the config's database is to be empty.",
    ),
    Phrase(
        ru="Записать заявки, их события и файлы в папку FOLDER.",
        en="Write submissions, their events and files into FOLDER.",
    ),
    Phrase(ru="Только то, что прислал этот партнёр.", en="Only what this partner sent."),
)
