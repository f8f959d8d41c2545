"""Words of our own people's pages."""

from sheetsync.language import Phrase

PHRASES = {
    "desk_title": Phrase(ru="Входящие", en="Inbox"),
    "desk_nav": Phrase(ru="Страницы стола", en="Pages of the desk"),
    "desk_nav_inbox": Phrase(ru="Входящие", en="Inbox"),
    "desk_nav_partners": Phrase(ru="Партнёры", en="Partners"),
    "desk_nav_queue": Phrase(ru="Очередь", en="Queue"),
    "desk_filters": Phrase(ru="Отбор", en="Filter"),
    "desk_show": Phrase(ru="Показать", en="Show"),
    "desk_filter_state": Phrase(ru="Состояние", en="State"),
    "desk_filter_kind": Phrase(ru="Вид", en="Kind"),
    "desk_filter_partner": Phrase(ru="Партнёр", en="Partner"),
    "desk_filter_own": Phrase(ru="Только мои партнёры", en="My partners only"),
    "desk_ours": Phrase(ru="ждут нас", en="waiting for us"),
    "desk_any_state": Phrase(ru="все, вместе с решёнными", en="all, settled ones too"),
    "desk_any_kind": Phrase(ru="все виды", en="all kinds"),
    "desk_any_partner": Phrase(ru="все партнёры", en="all partners"),
    "desk_none": Phrase(ru="Ничего не ждёт решения.", en="Nothing waits for a decision."),
    "desk_none_found": Phrase(ru="По этому отбору ничего нет.", en="Nothing fits this filter."),
    "desk_column_what": Phrase(ru="Что прислали", en="What was sent"),
    "desk_column_check": Phrase(ru="Сверка", en="Check"),
    "desk_column_state": Phrase(ru="Состояние", en="State"),
    "desk_waits": Phrase(ru="ждёт {days}", en="waiting {days}"),
    "desk_expected_is": Phrase(ru="ожидали {amount}", en="expected {amount}"),
    "desk_earlier_page": Phrase(ru="Раньше", en="Earlier"),
    "desk_later_page": Phrase(ru="Дальше", en="Later"),
    "desk_keys": Phrase(
        ru="Клавиши: j и k – следующая и предыдущая, a – принять, r – отклонить.",
        en="Keys: j and k for the next and the previous one, a to accept, r to reject.",
    ),
    "desk_keys_off": Phrase(ru="Выключить клавиши", en="Turn keys off"),
    "desk_keys_on": Phrase(ru="Включить клавиши", en="Turn keys on"),
    "desk_facts": Phrase(ru="Что в заявке", en="What it says"),
    "desk_entity": Phrase(ru="Контрагент", en="Legal entity"),
    "desk_month": Phrase(ru="Месяц", en="Month"),
    "desk_doc_kind": Phrase(ru="Документ", en="Document"),
    "desk_number": Phrase(ru="Номер", en="Number"),
    "desk_date": Phrase(ru="Дата", en="Date"),
    "desk_amount": Phrase(ru="Сумма", en="Amount"),
    "desk_expected": Phrase(ru="Ожидали", en="Expected"),
    "desk_check": Phrase(ru="Сверка", en="Check"),
    "desk_curator": Phrase(ru="Куратор", en="Curator"),
    "desk_received": Phrase(ru="Получено", en="Received"),
    "desk_not_compared": Phrase(
        ru="сверим через минуту, ещё не читали таблицу",
        en="compared within a minute, the workbook is being read",
    ),
    "desk_text": Phrase(ru="Партнёр пишет", en="The partner writes"),
    "desk_files": Phrase(ru="Файлы", en="Files"),
    "desk_file_pending": Phrase(ru="проверяется на вирусы", en="being checked for viruses"),
    "desk_file_infected": Phrase(
        ru="заражён вирусом, открыть нельзя", en="infected by a virus, it cannot be opened"
    ),
    "desk_file_gone": Phrase(ru="файла нет в хранилище", en="the file is not in the vault"),
    "desk_file_removed": Phrase(
        ru="файл удалили или заменили там, где он хранился",
        en="the file was removed or replaced where it was kept",
    ),
    "desk_file_away": Phrase(
        ru="в архиве, откроется через несколько секунд",
        en="in the archive, opens after a few seconds",
    ),
    "desk_file_drive": Phrase(ru="На Диске", en="In Drive"),
    "desk_history": Phrase(ru="История", en="History"),
    "desk_by_partner": Phrase(ru="партнёр", en="the partner"),
    "desk_others": Phrase(ru="Ещё от партнёра за {month}", en="More from the partner for {month}"),
    "desk_no_others": Phrase(ru="Больше ничего.", en="Nothing more."),
    "desk_as": Phrase(ru="Посмотреть глазами партнёра", en="See it as the partner does"),
    "desk_place": Phrase(
        ru="Стоит во вкладке «{tab}», строка {row}", en="Stands in {tab}, row {row}"
    ),
    "desk_decide": Phrase(ru="Решение", en="Decision"),
    "desk_paste": Phrase(
        ru="Принять – значит внести строку: она готова во вкладке «{tab}». Скопируйте её "
        "и вставьте значения под последней строкой нужной вкладки. Через минуту заявка станет "
        "принятой.",
        en="To accept is to enter the row: it is ready in {tab}. Copy it and paste its values "
        "below the last row of the tab. Within a minute the submission counts as accepted.",
    ),
    "desk_enter": Phrase(
        ru="Принять – значит внести строку. Мы сами допишем её под последней строкой вкладки "
        "«{tab}», это займёт меньше минуты.",
        en="To accept is to enter the row. We add it below the last one of {tab}, within a minute.",
    ),
    "desk_enter_yes": Phrase(ru="Принять и внести строку", en="Accept and enter the row"),
    "desk_enter_or": Phrase(
        ru="Или скопируйте её из вкладки «{tab}» сами.", en="Or copy it from {tab} yourself."
    ),
    "desk_entry_state": Phrase(ru="вносим строку", en="being entered"),
    "desk_entry_asked_title": Phrase(ru="Вносим строку", en="The row is being entered"),
    "desk_entry_writing_title": Phrase(ru="Вносим строку", en="The row is being entered"),
    "desk_entry_written_title": Phrase(ru="Строка внесена", en="The row is entered"),
    "desk_entry_failed_title": Phrase(ru="Строка не внесена", en="The row is not entered"),
    "desk_entry_asked": Phrase(
        ru="Во вкладку «{tab}», по решению: {by}. Обычно это занимает меньше минуты.",
        en="Into {tab}, accepted by {by}. It usually takes less than a minute.",
    ),
    "desk_entry_waits": Phrase(
        ru="Пока не вышло: {reason}. Пробуем снова сами, ничего делать не нужно.",
        en="Not yet: {reason}. We try again, nothing has to be done.",
    ),
    "desk_entry_writing": Phrase(
        ru="Ждём, пока Google подтвердит запись. Если не подтвердит, после {time} посмотрим, стоит "
        "ли строка, и только если её нет, внесём снова.",
        en="Waiting for Google to confirm it. If it does not, we look after {time} whether the row "
        "stands, and only if it does not, enter it again.",
    ),
    "desk_entry_written": Phrase(
        ru="Вкладка «{tab}», строка {row}. Через несколько секунд заявка станет принятой.",
        en="{tab}, row {row}. In a few seconds the submission counts as accepted.",
    ),
    "desk_entry_written_somewhere": Phrase(
        ru="Вкладка «{tab}». Через несколько секунд заявка станет принятой.",
        en="{tab}. In a few seconds the submission counts as accepted.",
    ),
    "desk_entry_failed": Phrase(ru="{reason}.", en="{reason}."),
    "desk_entry_look": Phrase(ru="Посмотреть, готово ли", en="See whether it is done"),
    "desk_paste_go": Phrase(ru="Открыть таблицу", en="Open the spreadsheet"),
    "desk_held": Phrase(
        ru="Строка для неё в таблице уже есть: {check}.",
        en="The spreadsheet has a row for it already: {check}.",
    ),
    "desk_reject": Phrase(ru="Отклонить", en="Reject"),
    "desk_reject_text": Phrase(
        ru="Причина, её прочитает партнёр", en="The reason, the partner reads it"
    ),
    "desk_reject_yes": Phrase(ru="Отклонить {number}", en="Reject {number}"),
    "desk_ask": Phrase(ru="Спросить партнёра", en="Ask the partner"),
    "desk_ask_text": Phrase(
        ru="Вопрос, его прочитает партнёр", en="The question, the partner reads it"
    ),
    "desk_ask_yes": Phrase(ru="Отправить вопрос", en="Send the question"),
    "desk_reopen": Phrase(ru="Вернуть в работу", en="Reopen"),
    "desk_accept": Phrase(ru="Принять", en="Accept"),
    "desk_accept_text": Phrase(
        ru="Ответ партнёру, можно не писать", en="An answer to the partner, if you like"
    ),
    "desk_text_missing": Phrase(
        ru="Напишите партнёру, в чём дело", en="Write to the partner what it is about"
    ),
    "desk_text_long": Phrase(
        ru="Слишком длинно: не больше {limit} знаков", en="Too long: at most {limit} characters"
    ),
    "desk_overtaken": Phrase(
        ru="Не записано: пока вы смотрели, заявка изменилась. Теперь: {state}. Посмотрите историю.",
        en="Not recorded: it changed while you looked. Now: {state}. See its history.",
    ),
    "desk_done_rejected": Phrase(
        ru="Отклонили {number}. Партнёру уйдёт письмо с причиной.",
        en="{number} is rejected. The partner gets a letter with the reason.",
    ),
    "desk_done_asked": Phrase(
        ru="Спросили по {number}. Партнёру уйдёт письмо с вопросом.",
        en="Asked about {number}. The partner gets a letter with the question.",
    ),
    "desk_done_reopened": Phrase(ru="Вернули {number} в работу.", en="{number} is open again."),
    "desk_done_accepted": Phrase(ru="Приняли {number}.", en="{number} is accepted."),
    "desk_next": Phrase(ru="Следующая", en="Next"),
    "desk_previous": Phrase(ru="Предыдущая", en="Previous"),
    "desk_back": Phrase(ru="Ко всем входящим", en="To the inbox"),
    "desk_partners_title": Phrase(ru="Партнёры", en="Partners"),
    "desk_partners_none": Phrase(
        ru="За вами партнёров нет: столбец «Куратор» во вкладке «Партнёры».",
        en="No partner is yours: column Curator of the tab Partners.",
    ),
    "desk_partner": Phrase(ru="Партнёр", en="Partner"),
    "desk_open_things": Phrase(ru="Что открыто", en="What is open"),
    "desk_view": Phrase(ru="Страницы партнёра", en="The partner's pages"),
    "desk_view_named": Phrase(
        ru="Посмотреть глазами партнёра: {partner}", en="See it as the partner does: {partner}"
    ),
    "desk_view_short": Phrase(ru="Его глазами", en="View as"),
    "desk_closed": Phrase(ru="страницы закрыты", en="pages closed"),
    "desk_wait_us": Phrase(ru="ждёт нас: {count}", en="waiting for us: {count}"),
    "desk_wait_invoices": Phrase(ru="не прислал счетов: {count}", en="invoices awaited: {count}"),
    "desk_wait_documents": Phrase(
        ru="не прислал документов: {count}", en="documents awaited: {count}"
    ),
    "desk_nothing_open": Phrase(ru="ничего", en="nothing"),
    "desk_queue_title": Phrase(ru="Очередь", en="Queue"),
    "desk_queue_lead": Phrase(
        ru="Как портал успевает записывать в таблицу и читать её.",
        en="How the portal keeps up with writing to the spreadsheet and reading it.",
    ),
    "desk_queue_untold": Phrase(ru="Ждёт записи в журнал", en="Waiting for the log"),
    "desk_queue_rows": Phrase(ru="Строк вносится", en="Rows being entered"),
    "desk_queue_empty": Phrase(ru="ничего, всё записано", en="nothing, all is written"),
    "desk_queue_since": Phrase(ru="{count}, самое старое {ago}", en="{count}, the oldest {ago}"),
    "desk_queue_round": Phrase(ru="Последний круг", en="Last round"),
    "desk_queue_read": Phrase(ru="Таблицу прочитали", en="Spreadsheet read"),
    "desk_queue_never": Phrase(ru="ещё не было", en="never"),
    "desk_queue_waiting": Phrase(ru="Заявок ждёт нас", en="Submissions waiting for us"),
    "desk_queue_letters": Phrase(ru="Писем ждёт отправки", en="Letters to be sent"),
    "desk_queue_doubt": Phrase(
        ru="Писем, о которых неизвестно, ушли ли", en="Letters that perhaps went"
    ),
    "desk_queue_failed": Phrase(ru="Писем не ушло", en="Letters that failed"),
    "desk_queue_scans": Phrase(ru="Файлов ждёт проверки", en="Files to be scanned"),
    "desk_queue_files": Phrase(ru="Файлов ждёт отправки в архив", en="Files to be archived"),
    "desk_queue_gone": Phrase(ru="Файлов удалено из архива", en="Files removed from the archive"),
    "desk_queue_quota": Phrase(ru="Доля записей в Google", en="Share of writes to Google"),
    "desk_queue_quota_is": Phrase(
        ru="{count} в минуту, остальное у заданий", en="{count} a minute, the rest is for jobs"
    ),
    "desk_queue_quota_used": Phrase(
        ru="{used} из {count} в минуту в последний круг, остальное у заданий",
        en="{used} of {count} a minute in the last round, the rest is for jobs",
    ),
    "desk_queue_mail": Phrase(ru="Письма не уходят", en="No letters go out"),
    "desk_queue_mail_since": Phrase(ru="с {when}", en="since {when}"),
    "desk_queue_missing": Phrase(ru="Нет вкладок", en="Tabs that are missing"),
    "desk_queue_trouble": Phrase(ru="Что мешает", en="What stands in the way"),
    "desk_queue_fine": Phrase(ru="ничего", en="nothing"),
    "no_submission_title": Phrase(ru="Такой заявки нет", en="No such submission"),
    "no_submission": Phrase(
        ru="Её нет, или это заявка не вашего партнёра.",
        en="There is none of that number, or it is of a partner that is not yours.",
    ),
}
